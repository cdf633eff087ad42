"""Named destinations, and links between sections (ISO 32000-1, 12.3.2.3 and 12.6.4.2).

A link to `pub:ID` leads to the place with that id, in whatever section. A part's own link to
`#ID` leads to its own place. An id is its destination's name; where several parts have the same
(numbered notes, say), each is named `part:ID` after its part, and only local links may lead there.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import unquote

from pikepdf import Array, Dictionary, Name, Object, Pdf, String

from pipeline.bind.model import AmbiguousTargetError, UnknownTargetError
from pipeline.bind.structure import LOCAL_TARGET, Joined

SCHEME = "pub:"


@dataclass(frozen=True, slots=True)
class Names:
    """The names of all places of the book."""

    places: dict[str, Object]
    shared: frozenset[str]

    def find(self, target: str, asked_by: str) -> String:
        """The name of the place with an id, or an exception saying who asked for it."""
        if target in self.places:
            return String(target)
        if target in self.shared:
            raise AmbiguousTargetError(target, asked_by)
        raise UnknownTargetError(target, asked_by)

    def find_local(self, target: str, part: str, asked_by: str) -> String:
        """The name of a part's own place."""
        local = f"{part}:{target}"
        return String(local) if local in self.places else self.find(target, asked_by)


def name_places(book: Pdf, joined: Sequence[Joined]) -> Names:
    """Give every id of every section a name in the book."""
    counts = Counter(name for item in joined for name in item.destinations)
    shared = frozenset(name for name, count in counts.items() if count > 1)
    places: dict[str, Object] = {}
    for item in joined:
        for name, destination in item.destinations.items():
            places[f"{item.name}:{name}" if name in shared else name] = destination
    flat: list[Object] = []
    # A name tree is sorted by the bytes of its keys.
    for key, name in sorted((bytes(String(name)), name) for name in places):
        flat += [String(key), places[name]]
    book.Root.Names = Dictionary(Dests=book.make_indirect(Dictionary(Names=Array(flat))))
    return Names(places, shared)


def turn_links(book: Pdf, joined: Sequence[Joined], names: Names) -> None:
    """Turn links inside the book into links to named places; those to the web stay."""
    for item in joined:
        asked_by = f"section {item.section.id}"
        for page in book.pages[item.first : item.first + item.count]:
            for annotation in page.obj.get("/Annots", ()):
                _turn(annotation, item.name, asked_by, names)


def _turn(annotation: Object, part: str, asked_by: str, names: Names) -> None:
    if annotation.get("/Subtype") != Name.Link:
        return
    if LOCAL_TARGET in annotation:
        name = names.find_local(str(annotation[LOCAL_TARGET]), part, asked_by)
        del annotation[LOCAL_TARGET]
    else:
        address = str(annotation.get("/A", Dictionary()).get("/URI", ""))
        if not address.startswith(SCHEME):
            return
        name = names.find(unquote(address.removeprefix(SCHEME)), asked_by)
    annotation.A = Dictionary(Type=Name.Action, S=Name.GoTo, D=name)
