"""Lines of text broken once: the engine's answers kept while one section is set.

Balancing columns and copyfitting lay the same words out over and over at the same width; the
engine shapes and hyphenates them anew each time, which is about a third of all its time. What it
answers depends on the words, the width and the style alone. So the answers are kept here, by all
of these, and given again. Pages are the same to the last byte.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.layout import inline, preferred
from weasyprint.text.line_break import Layout, split_first_line

# Everything in a style that breaking, shaping and measuring a line of it reads.
_READ = (
    "direction", "font_family", "font_feature_settings", "font_kerning",
    "font_language_override", "font_size", "font_stretch", "font_style", "font_variant_alternates",
    "font_variant_caps", "font_variant_east_asian", "font_variant_ligatures",
    "font_variant_numeric", "font_variant_position", "font_variation_settings", "font_weight",
    "hyphenate_character", "hyphenate_limit_chars", "hyphenate_limit_zone", "hyphens", "lang",
    "letter_spacing", "overflow_wrap", "tab_size", "text_decoration_line", "white_space",
    "word_break", "word_spacing",
)  # fmt: skip


class _Lines:
    """Answers of `split_first_line`, by what it was asked; styles are known by their content."""

    def __init__(self) -> None:
        self._answers: dict[Any, tuple[Any, ...]] = {}
        # The style is kept beside its key: another one cannot take its place in memory.
        self._styles: dict[int, tuple[Any, str]] = {}

    def split(
        self,
        text: str,
        style: Any,
        context: Any,
        max_width: float | None,
        justification_spacing: float,
        is_line_start: bool = True,
        minimum: bool = False,
    ) -> tuple[Any, ...]:
        """What `split_first_line` answers."""
        known = self._styles.get(id(style))
        if known is None:
            # One of a layout says the same as the one it shares (see `styles`).
            shared = None if getattr(style, "changed", True) else style.kept
            known = self._styles.get(id(shared))
            if known is None:
                known = (style if shared is None else shared, _style_key(style))
                self._styles[id(known[0])] = known
            self._styles[id(style)] = (style, known[1])
        key = (text, known[1], max_width, justification_spacing, is_line_start, minimum)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._answers[key] = split_first_line(
                text, style, context, max_width, justification_spacing, is_line_start, minimum
            )
        return (_copy(answer[0]), *answer[1:])


def _style_key(style: Any) -> str:
    return f"{id(style.font_config)} {[style[name] for name in _READ]}"


def _copy(layout: Layout) -> Layout:
    """A layout of its own for each line: drawing writes into it."""
    copied = object.__new__(Layout)
    copied.__dict__.update(layout.__dict__)
    return copied


@contextmanager
def kept_lines() -> Iterator[None]:
    """Keep the engine's answers inside the block."""
    lines = _Lines()
    before = inline.split_first_line, preferred.split_first_line
    inline.split_first_line = preferred.split_first_line = lines.split
    try:
        yield
    finally:
        inline.split_first_line, preferred.split_first_line = before
