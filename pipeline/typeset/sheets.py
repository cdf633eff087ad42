"""Style sheets parsed once and used for many sections.

Reading the book's style sheets and typefaces costs about a tenth of a second, as much as setting a
short section; a worker does it once. The sheets a document links to become WeasyPrint's « user »
sheets: what the document says in `<style>` or `style` still wins over them.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from multiprocessing.util import Finalize
from pathlib import Path
from shutil import rmtree
from typing import Any
from urllib.parse import urljoin

from weasyprint import CSS, HTML
from weasyprint.css.counters import CounterStyle
from weasyprint.text.fonts import FontConfiguration
from weasyprint.urls import FatalURLFetchingError, URLFetchingError

from pipeline.typeset.fetch import RecordingFetcher
from pipeline.typeset.messages import gathered_messages
from pipeline.typeset.styles import Styles

_KEPT = 2
_REGISTERING = ("@font-face", "@counter-style", "@color-profile", "@import")


class Typefaces(FontConfiguration):  # type: ignore[misc]
    """The engine's typefaces, and the rules (`@font-face`) that brought them.

    Their folder is removed when a worker ends, too: it ends without taking leave of its values.
    """

    def __init__(self) -> None:
        super().__init__()
        self.rules: list[Any] = []

    def add_font_face(self, rule_descriptors: Any, url_fetcher: Any) -> Any:
        """Register a typeface."""
        self.rules.append(rule_descriptors)
        before = self._folder
        registered = super().add_font_face(rule_descriptors, url_fetcher)
        if self._folder != before:
            Finalize(None, rmtree, (self._folder, True), exitpriority=0)
        return registered


@dataclass(slots=True)
class Sheets:
    """Parsed sheets, the typefaces they bring, what parsing them said and which files it read.

    `styles` are those found under them so far; `rules` are of typefaces not registered yet.
    """

    fonts: Typefaces | None = field(default_factory=Typefaces)
    rules: Sequence[Any] = ()
    counters: CounterStyle = field(default_factory=CounterStyle)
    colours: dict[str, Any] = field(default_factory=dict)
    parsed: tuple[CSS, ...] = ()
    messages: tuple[str, ...] = ()
    reached: Mapping[str, str] = field(default_factory=dict)
    stamps: Mapping[str, tuple[int, int]] = field(default_factory=dict)
    styles: Styles = field(default_factory=Styles)


_memory: dict[tuple[str, ...], Sheets] = {}


def take_sheets(html: HTML) -> Sheets:
    """Take the links to style sheets out of a parsed document; the sheets they lead to.

    The sheets of the last few documents are kept, and read anew when one of their files changed.
    A document that brings typefaces of its own gets sheets of its own: what it registers must
    not be there for the next one.
    """
    addresses = _take_links(html)
    if _brings_own(html):
        return _parse(addresses)
    known = _memory.pop(addresses, None)
    if known is None or known.stamps != _stamps(known.reached):
        known = _parse(addresses)
    elif known.fonts is None:
        _register(known)
    _memory[addresses] = known
    while len(_memory) > _KEPT:
        del _memory[next(iter(_memory))]
    return known


def keep_sheets_for_children() -> None:
    """Let go what a process shares badly with those it forks: typefaces, and what names them.

    They are files that their process removes, and with some versions of Pango a thread. A child
    registers the faces of its sheets anew, which takes a third of reading them.
    """
    for sheets in _memory.values():
        if sheets.fonts is not None:
            sheets.rules = sheets.fonts.rules
        sheets.fonts = None
        sheets.styles = Styles()


def _register(sheets: Sheets) -> None:
    """Register the typefaces of sheets that were read before this process began.

    What the engine says of them it said when they were read.
    """
    fonts = sheets.fonts = Typefaces()
    with gathered_messages():
        for rule in sheets.rules:
            fonts.add_font_face(rule, RecordingFetcher())
    sheets.rules = ()


def _brings_own(html: HTML) -> bool:
    styles = (element.text or "" for element in html.etree_element.iter("style"))
    return any(rule in style for style in styles for rule in _REGISTERING)


def _take_links(html: HTML) -> tuple[str, ...]:
    addresses = []
    for parent in list(html.etree_element.iter()):
        for child in list(parent):
            if child.tag == "link" and child.get("rel", "").lower() == "stylesheet":
                addresses.append(urljoin(html.base_url or "", child.get("href", "")))
                parent.remove(child)
    return tuple(addresses)


def _parse(addresses: tuple[str, ...]) -> Sheets:
    sheets = Sheets()
    fetcher = RecordingFetcher()
    with gathered_messages() as messages:
        parsed = []
        for address in addresses:
            try:
                parsed.append(
                    CSS(
                        url=address,
                        url_fetcher=fetcher,
                        font_config=sheets.fonts,
                        counter_style=sheets.counters,
                        color_profiles=sheets.colours,
                    )
                )
            except (URLFetchingError, FatalURLFetchingError) as error:
                messages.append(f"Failed to load stylesheet at {address}: {error}")
    sheets.parsed = tuple(parsed)
    sheets.messages = tuple(messages)
    sheets.reached = dict(fetcher.reached)
    sheets.stamps = _stamps(sheets.reached)
    return sheets


def _stamps(paths: Mapping[str, str]) -> dict[str, tuple[int, int]]:
    """Time of change and size of files; zeros for one that is not there."""
    stamps = {}
    for name in paths:
        path = Path(name)
        status = path.stat() if path.exists() else None
        stamps[name] = (status.st_mtime_ns, status.st_size) if status else (0, 0)
    return stamps
