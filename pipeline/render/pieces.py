"""Views of the pieces placed in a section: what the components of layouts/ are given."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict
from types import SimpleNamespace as View
from typing import Any

from markupsafe import Markup, escape

from pipeline.errors import PipelineError
from pipeline.french.format import format_date
from pipeline.french.typography import set_text
from pipeline.model import sources as s
from pipeline.model import tree as t
from pipeline.model.book import Book
from pipeline.render.atlas import Atlas
from pipeline.render.figures import split_number
from pipeline.render.pictures import figure_picture
from pipeline.render.setting import PrintSetting
from pipeline.render.studio import Picture, Studio
from pipeline.render.tables import table_view
from pipeline.render.writer import Writer
from pipeline.resolve.words import reference_words, testimonial_label

# Heights in mm of a zoom's inset map: 8, 12, 17, 22 and 28 lines of 13 pt.
INSET_HEIGHTS = (36.69, 55.03, 77.97, 100.9, 128.41)
# Width and height in mm of the one that stands beside the title of a short zoom: 10 lines.
INSET_BESIDE = (48.0, 45.86)


class Pieces:
    """Makes the views of one section."""

    def __init__(self, book: Book, setting: PrintSetting, studio: Studio, atlas: Atlas) -> None:
        self.book = book
        self.setting = setting
        self.studio = studio
        self.atlas = atlas

    # --- texts --------------------------------------------------------------------

    def writer(self, tree: t.Tree, top: int) -> Writer:
        """A writer that gives the highest headings of a text the level `top`."""
        levels = [node.level for node in tree.walk() if isinstance(node, t.Heading)]
        return Writer(self.setting, top - min(levels, default=top))

    def html(self, piece: str, field: str, top: int = 3) -> Markup:
        """A text of a piece as blocks; empty where it has none."""
        tree = self.book.trees.get((piece, field))
        return self.writer(tree, top).blocks(tree.blocks) if tree else Markup()

    def inline(self, piece: str, field: str) -> Markup:
        """A short text of a piece, without its paragraph."""
        tree = self.book.trees.get((piece, field))
        return Writer(self.setting).inline_text(tree) if tree else Markup()

    def runs(self, piece: str, top: int = 2) -> list[View]:
        """The body of a piece: stretches of text and placed pieces in reading order."""
        tree = self.book.trees.get((piece, "body"))
        if tree is None:
            return []
        made = []
        for run in self.writer(tree, top).runs(tree):
            if run.form == "text":
                made.append(View(form="text", html=Markup(run.html)))
            else:
                kind, view = self.piece(run.target)
                made.append(View(form="piece", kind=kind, view=view))
        return made

    def see_also(self, ids: Sequence[str]) -> list[View]:
        """Entries of « À lire aussi »."""
        made = []
        for id_ in ids:
            words = set_text(reference_words(self.book.targets[id_]))
            made.append(
                View(
                    href=self.setting.address(id_),
                    html=escape(words[:1].upper() + words[1:]),
                    page=id_,
                )
            )
        return made

    # --- pieces -------------------------------------------------------------------

    def piece(self, id_: str) -> tuple[str, View]:
        """Kind and view of a placed piece."""
        publication = self.book.publication
        if id_ in publication.zooms:
            return "zoom", self._zoom(publication.zooms[id_])
        if id_ in publication.boxes:
            return "box", self._box(publication.boxes[id_])
        if id_ in publication.testimonials:
            return "testimonial", self._testimonial(publication.testimonials[id_])
        if id_ in publication.tables:
            table = publication.tables[id_]
            standfirst = self.inline(id_, "standfirst")
            return "table", table_view(self.book, self.setting, table, standfirst)
        if id_ in publication.figures:
            return "figure", self._figure(publication.figures[id_])
        raise PipelineError(f"nothing named {id_!r} can be placed")

    def _zoom(self, zoom: s.Zoom) -> View:
        metropole = self.book.publication.metropoles.get(zoom.metropole)
        return View(
            id=zoom.id,
            src=_src(zoom),
            title=set_text(zoom.title),
            metropole=set_text(metropole.short) if metropole else "",
            coordinates=_coordinates(metropole) if metropole else "",
            insets=self._insets(zoom),
            beside=self._beside(zoom),
            inset_caption="",
            standfirst=self.html(zoom.id, "standfirst"),
            runs=self.runs(zoom.id, top=3),
            key_results=self._key_results(zoom.key_results),
            timeline=self._timeline(zoom),
            see_also=self.see_also(zoom.see_also),
        )

    def _insets(self, zoom: s.Zoom) -> list[Picture]:
        """The inset map at the heights the layout chooses from."""
        sites = self.atlas.plain_sites()
        drawn = (
            self.studio.draw("carton", sites=sites, key=zoom.metropole, height=height)
            for height in INSET_HEIGHTS
        )
        return [picture for picture in drawn if picture is not None]

    def _beside(self, zoom: s.Zoom) -> Picture | None:
        """The inset map of a short zoom, beside its title."""
        width, height = INSET_BESIDE
        return self.studio.draw(
            "carton",
            sites=self.atlas.plain_sites(),
            key=zoom.metropole,
            width=width,
            height=height,
        )

    def _key_results(self, results: s.KeyResults | None) -> View | None:
        if results is None:
            return None
        figures = []
        for figure in results.figures:
            number, unit = split_number(self.book.facts[figure.fact])
            figures.append(View(number=number, unit=unit, label=set_text(figure.label)))
        shares = [
            self._share(share, form="row", width=166.0, colour="or", rest="encre-3")
            for share in results.shares
        ]
        return View(
            title=set_text(results.title),
            figures=figures,
            shares=[share for share in shares if share.drawing is not None],
        )

    def _share(self, share: s.Share, *, form: str, width: float, colour: str, rest: str) -> View:
        """A part of a whole, drawn as dots and said in words."""
        part = self.book.facts[share.fact]
        whole = self.book.facts[share.of].value if share.of else 100
        number, _ = split_number(part)
        label = set_text(share.label)
        drawing = self.studio.draw(
            "dots",
            part=part.value,
            whole=whole,
            form=form,
            width=width,
            colour=colour,
            rest=rest,
            label=label,
            unit=part.unit,
        )
        return View(number=number, label=Markup("{} {}").format(number, label), drawing=drawing)

    def _timeline(self, zoom: s.Zoom) -> View | None:
        if not zoom.timeline:
            return None
        events = [{"date": event.date, "text": set_text(event.text)} for event in zoom.timeline]
        return View(
            title="Repères",
            events=[View(date=format_date(event["date"]), html=event["text"]) for event in events],
            drawing=self.studio.draw("timeline", events=events, width=178.0),
        )

    def _box(self, box: s.Box) -> View:
        html = Markup()
        items: list[Any] = []
        if box.form == "repere":
            html = self.html(box.id, "body")
        elif box.form == "gallery":
            html, items = self._gallery(box)
        else:
            html, items = self._levers(box)
        share = None
        if box.share:
            made = self._share(
                box.share, form="sunflower", width=36.0, colour="vermillon", rest="filet"
            )
            share = View(drawing=made.drawing, number=made.number, label=set_text(box.share.label))
        return View(
            id=box.id,
            src=_src(box),
            label=set_text(box.label),
            title=set_text(box.title),
            form=box.form,
            html=html,
            items=items,
            share=share if share and share.drawing else None,
            see_also=self.see_also(box.see_also),
        )

    def _gallery(self, box: s.Box) -> tuple[Markup, list[Any]]:
        """The paragraphs before the first heading, then a case per heading."""
        tree = self.book.trees[(box.id, "body")]
        writer = self.writer(tree, 3)
        before: list[t.Node] = []
        cases: list[tuple[t.Heading, list[t.Node]]] = []
        for block in tree.blocks:
            if isinstance(block, t.Heading):
                cases.append((block, []))
            elif cases:
                cases[-1][1].append(block)
            else:
                before.append(block)
        items = [
            View(title=writer.inlines(heading.children), html=writer.blocks(blocks))
            for heading, blocks in cases
        ]
        return writer.blocks(before), items

    def _levers(self, box: s.Box) -> tuple[Markup, list[Any]]:
        """The text around the numbered list, then its items."""
        tree = self.book.trees[(box.id, "body")]
        writer = self.writer(tree, 3)
        before: list[t.Node] = []
        items: list[Any] = []
        for block in tree.blocks:
            if isinstance(block, t.OrderedList):
                items.extend(
                    writer.inlines(paragraph.children)
                    for item in block.children
                    if isinstance(item, t.ListItem)
                    for paragraph in item.children
                    if isinstance(paragraph, t.Paragraph)
                )
            else:
                before.append(block)
        return writer.blocks(before), items

    def _testimonial(self, quote: s.Testimonial) -> View:
        territory = self.atlas.territories.get(quote.metropole or "")
        return View(
            id=quote.id,
            src=_src(quote),
            label=set_text(testimonial_label(quote)),
            speaker=set_text(quote.speaker),
            function=set_text(quote.function),
            organisation=set_text("" if quote.is_organisation else quote.organisation),
            monogram=quote.monogram,
            medal=self.studio.draw(
                "medal",
                monogram=quote.monogram,
                speaker=set_text(quote.speaker),
                territory=asdict(territory) if territory else None,
                sites=len(self.atlas.sites) or 22,
            ),
            medal_caption="",
            standfirst=self.html(quote.id, "standfirst"),
            html=self.html(quote.id, "body"),
            verbatim=quote.mode == "verbatim",
            source=set_text(quote.source),
            see_also=self.see_also(quote.see_also),
        )

    def _figure(self, figure: s.Figure) -> View:
        number = self.book.targets[figure.id].number
        label = f"Figure {number}. " if number else ""
        return View(
            id=figure.id,
            src=_src(figure),
            title=set_text(label + figure.title),
            caption=set_text(figure.caption),
            credit=set_text(_credit(figure)),
            width=figure.width,
            drawing=figure_picture(self.book, self.studio, self.atlas, figure),
        )


def _src(source: s.Source) -> str:
    return f"{source.place.file}:{source.place.line}"


def _credit(figure: s.Figure) -> str:
    parts = []
    if figure.source:
        parts.append(f"Source : {figure.source}.")
    if figure.credit:
        parts.append(f"{figure.credit}{f', {figure.licence}' if figure.licence else ''}.")
    return " ".join(part.replace("..", ".") for part in parts)


def _coordinates(metropole: s.Metropole) -> str:
    """« 45° 11′ N  5° 43′ E », as on the frame of a map."""

    def say(value: float, positive: str, negative: str) -> str:
        degrees, minutes = divmod(round(abs(value) * 60), 60)
        return f"{degrees}°\u202f{minutes:02}′\u202f{positive if value >= 0 else negative}"

    return f"{say(metropole.lat, 'N', 'S')}\u2002{say(metropole.lon, 'E', 'O')}"
