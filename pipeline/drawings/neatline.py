"""The zebra neatline: the black-and-white frame of maps, around a page."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.drawings.svg import Drawing, NoDrawing, Palette, finish, path, rect, tone


def zebra(
    palette: Palette,
    *,
    width: float,
    height: float,
    segment: float = 9.7,
    band: float = 1.6,
    dark: str = "encre",
    light: str = "papier",
) -> Drawing:
    """A frame of `width` × `height` mm, `band` mm thick, in segments of about `segment` mm.

    Segments of a side are equal and odd in number, so that all corners look the same.
    """
    if min(width, height) <= 4 * band:
        raise NoDrawing("the frame is smaller than its own band")
    ink = tone(palette, dark)
    bars = "".join(_bars(width, height, segment, band))
    outer = rect(0.1, 0.1, width - 0.2, height - 0.2, "none", stroke=ink, stroke_width=0.2)
    inner = rect(
        band, band, width - 2 * band, height - 2 * band, "none", stroke=ink, stroke_width=0.2
    )
    ring = (
        f"M0 0h{width:.2f}v{height:.2f}h-{width:.2f}z"
        f"M{band:.2f} {band:.2f}v{height - 2 * band:.2f}h{width - 2 * band:.2f}"
        f"v-{height - 2 * band:.2f}z"
    )
    body = [path(ring, tone(palette, light), fill_rule="evenodd"), path(bars, ink), outer, inner]
    return finish(body, width, height, "Cadre", "Cadre de carte, en segments noirs et blancs.")


def _bars(width: float, height: float, segment: float, band: float) -> Iterator[str]:
    """The dark segments, corners included."""
    for length, across in ((width, False), (height, True)):
        inside = length - 2 * band
        count = max(1, round(inside / segment))
        count += 1 - count % 2
        each = inside / count
        far = (height if not across else width) - band
        for side in (0.0, far):
            for i in range(1, count, 2):
                start = band + i * each
                yield _bar(side, start, band, each) if across else _bar(start, side, each, band)
    for x in (0.0, width - band):
        for y in (0.0, height - band):
            yield _bar(x, y, band, band)


def _bar(x: float, y: float, width: float, height: float) -> str:
    return f"M{x:.2f} {y:.2f}h{width:.2f}v{height:.2f}h-{width:.2f}z"
