"""Letters of drawings, measured and drawn once.

The engine sets the words of a drawing letter by letter, and asks Pango for each of them twice:
how wide it is, and how it looks. Maps full of names are made of few letters in few styles. So what
a letter measures, and what stands for it in the page, is kept while one document is made a PDF.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from weasyprint.text import line_break

# What a drawing says of its letters; all else is as the engine has it at first.
_SAID = ("font_style", "font_weight", "font_size", "direction")


class Letter:
    """A letter, or some words, of a drawing; `key` is the same for the same look.

    It is set up, as the engine's layout it stands for, when something is asked of it.
    """

    def __init__(self, key: Any, layout: Any) -> None:
        self.key = key
        self.text = layout.text
        self._layout = layout
        self._style: Any = None

    def reactivate(self, style: Any) -> None:
        """Remember what it will be set up with."""
        self._style = style

    def __getattr__(self, name: str) -> Any:
        if self._style is not None:
            style, self._style = self._style, None
            self._layout.reactivate(style)
        return getattr(self._layout, name)


class _Letters:
    """Answers of the engine about the words of drawings."""

    def __init__(self, split: Any) -> None:
        self._split = split
        self._answers: dict[Any, tuple[Any, ...]] = {}

    def split_first_line(
        self, text: str, style: Any, context: Any, max_width: float, spacing: float
    ) -> tuple[Any, ...]:
        """Do as the engine's function of this name, for a drawing: in a line without end."""
        said = tuple(style[name] for name in _SAID)
        key = (text, id(style.font_config), *style["font_family"], *said)
        answer = self._answers.get(key)
        if answer is None:
            answer = self._split(text, style, context, max_width, spacing)
            self._answers[key] = answer
        return (Letter(key, answer[0]), *answer[1:])


@contextmanager
def known_letters() -> Iterator[None]:
    """Keep what letters of drawings are inside the block.

    Only drawings look this function up in its module when they are drawn; nothing else is laid
    out meanwhile.
    """
    before = line_break.split_first_line
    line_break.split_first_line = _Letters(before).split_first_line
    try:
        yield
    finally:
        line_break.split_first_line = before
