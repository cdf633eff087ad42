"""How the EPUB sets references, notes, pull quotes and the places of blocks."""

from __future__ import annotations

from markupsafe import Markup, escape

from pipeline.errors import PipelineError
from pipeline.french.typography import set_text
from pipeline.model.places import Place
from pipeline.render.setting import PrintSetting
from pipeline.resolve.words import reference_words

SCHEME = "pub:"


class EpubSetting(PrintSetting):
    """The setting of the EPUB, without folios.

    Every address has the scheme `pub:`, which packaging turns into a file and an id. Notes stand
    where they are called, to be lifted out once the reading order is known.
    """

    def reference(self, target: str, words: Markup | None, place: Place) -> Markup:
        if target not in self._book.targets:
            raise PipelineError(f"{place}: reference to {target!r}, which does not exist")
        if words is None:
            words = escape(set_text(reference_words(self._book.targets[target])))
        return Markup('<a class="reference" href="{}">{}</a>').format(self.address(target), words)

    def note(self, content: Markup) -> Markup:
        return Markup('<span class="note">{}</span>').format(content)

    def pull(self, words: Markup) -> Markup:
        """The words again, for the eye only: they are read aloud where they stand."""
        if not self._pulls:
            return Markup()
        return Markup(
            '<span class="pull" epub:type="pullquote" aria-hidden="true">{}</span>'
        ).format(words)
