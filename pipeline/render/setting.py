"""How the print edition sets references, notes and pull quotes."""

from __future__ import annotations

from markupsafe import Markup, escape

from pipeline.errors import PipelineError
from pipeline.french.typography import set_text
from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.render.environment import Components
from pipeline.resolve.words import reference_words


class PrintSetting:
    """The setting of the print edition.

    References have the scheme `pub:`, which binding turns into links of the book. They carry the
    place of a folio, which the typesetting fills in or drops. Without `pulls`, pull quotes stay in
    the text only: the margin column of a sheet is taken.
    """

    def __init__(self, book: Book, components: Components, *, pulls: bool = True) -> None:
        self._book = book
        self._components = components
        self._pulls = pulls

    def reference(self, target: str, words: Markup | None, place: Place) -> Markup:
        if target not in self._book.targets:
            raise PipelineError(f"{place}: reference to {target!r}, which does not exist")
        if words is None:
            words = escape(set_text(reference_words(self._book.targets[target])))
        return self._components.call("reference", self.address(target), words, target)

    def address(self, target: str) -> str:
        """The address of an id of the book."""
        return f"pub:{target}"

    def note(self, content: Markup) -> Markup:
        return self._components.call("note", content)

    def pull(self, words: Markup) -> Markup:
        return self._components.call("pull", words) if self._pulls else Markup()

    def source(self, place: Place) -> Markup:
        return Markup(' data-src="{}:{}"').format(place.file, place.line)
