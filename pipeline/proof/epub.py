"""Proof of the EPUB: read back and compared with the book it was made from.

OUT101 archive, OUT102 sections, OUT103 links, OUT104 pictures, OUT105 notes, OUT106 contents,
OUT107 page list, OUT113 fonts; OUT108 texts, OUT110 their order, OUT111 words of no source.
Messages are for editors; a reading system's own demands are EPUBCheck's business.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from xml.etree.ElementTree import Element

from pipeline.errors import Problem
from pipeline.model.book import Book
from pipeline.model.places import Place
from pipeline.proof.ace import check_by_ace
from pipeline.proof.completeness import EPUB, prove_reading
from pipeline.proof.epub_fonts import refusal_of
from pipeline.proof.epub_reading import (
    EpubError,
    EpubReading,
    epub_type,
    read_epub,
    tag_of,
    target_of,
)
from pipeline.proof.epub_sections import read_documents
from pipeline.proof.epubcheck import check_epub
from pipeline.proof.proved import Proved, Verdict

FILE = "output/publication.epub"
_HINT = "C’est une faute de l’outil ou d’un gabarit de layouts/epub/ : prévenir qui le maintient."


@dataclass(frozen=True, slots=True)
class EpubProof:
    """What the proof found wrong, and how many things it found right, by rule."""

    problems: tuple[Problem, ...]
    confirmed: dict[str, int]
    verdicts: tuple[Verdict, ...] = ()


Findings = Iterator[Problem | int]


def prove_epub(epub: bytes, book: Book, pages: Sequence[str] | None = ()) -> EpubProof:
    """Compare an EPUB with its book; `pages` are the printed folios it should list, in order.

    Without `pages`, its list of pages is not looked at.
    """
    try:
        reading = read_epub(epub)
    except EpubError as error:
        problem = _problem("OUT101", f"le fichier EPUB ne s’ouvre pas : {error}")
        return EpubProof((problem,), {})
    problems: list[Problem] = []
    confirmed: dict[str, int] = {}
    for rule, check in _CHECKS.items():
        if pages is None and rule == "OUT107":
            continue
        for outcome in check(reading, book, pages or ()):
            if isinstance(outcome, Problem):
                problems.append(outcome)
            else:
                confirmed[rule] = confirmed.get(rule, 0) + outcome
    texts = prove_reading(read_documents(reading, book), book, EPUB).proved(EPUB)
    confirmed["OUT108"] = texts.confirmed
    return EpubProof((*problems, *texts.problems), confirmed, texts.verdicts)


def prove_by_others(epub: bytes, *, ace: bool) -> Proved:
    """The verdicts of EPUBCheck and, with `ace`, of Ace, which run side by side."""
    with ThreadPoolExecutor(max_workers=2) as pool:
        slow = pool.submit(check_by_ace, epub) if ace else None
        proved = check_epub(epub).proved(FILE)
        return proved + slow.result().proved(FILE) if slow else proved


def _problem(rule: str, message: str, place: Place | None = None, key: str = "") -> Problem:
    return Problem(rule, place or Place(FILE), message, _HINT, key)


def _archive(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    if not reading.stored_first:
        yield _problem("OUT101", "le type du fichier n’est pas en tête de l’archive")
    listed = {item.name for item in reading.items.values()}
    for name in reading.names:
        if name not in listed and not name.startswith("META-INF/") and name != "mimetype":
            if name.endswith(".opf"):
                continue
            yield _problem("OUT101", f"« {name} » est dans l’archive sans être déclaré", key=name)
    for item in reading.items.values():
        if item.name in reading.names:
            yield 1
        else:
            yield _problem("OUT101", f"« {item.name} » manque dans l’archive", key=item.name)


def _sections(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    """Every section once, in the order of the book; contents and a wordless back aside."""
    homes: dict[str, list[int]] = {}
    for position, name in enumerate(reading.spine):
        for element in reading.documents[name].iter():
            homes.setdefault(element.get("id", ""), []).append(position)
    last = -1
    for section in book.sections:
        wordless = section.kind == "back" and not book.trees.get((section.id, "body"))
        if section.kind == "contents" or wordless:
            continue
        found = homes.get(section.id, [])
        message = ""
        if len(found) != 1:
            message = "manque" if not found else f"figure {len(found)} fois"
        elif found[0] < last:
            message = "n’est pas à sa place dans l’ordre de lecture"
        if message:
            yield _problem(
                "OUT102",
                f"la section « {section.title} » {message} dans l’EPUB",
                section.source.place,
                section.id,
            )
        else:
            last = found[0]
            yield 1


def _links(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    ids = {name: _ids(root) for name, root in reading.documents.items()}
    for name, root in reading.documents.items():
        for link in root.iter("{http://www.w3.org/1999/xhtml}a"):
            href = link.get("href", "")
            file, fragment = target_of(href, name)
            if not file and href:
                continue
            if not href or file not in ids or (fragment and fragment not in ids[file]):
                yield _problem("OUT103", f"un lien de « {name} » ne mène nulle part : {href!r}")
            else:
                yield 1


def _ids(root: Element) -> set[str]:
    return {element.attrib["id"] for element in root.iter() if "id" in element.attrib}


def _pictures(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    for name, root in reading.documents.items():
        for image in root.iter("{http://www.w3.org/1999/xhtml}img"):
            file, _ = target_of(image.get("src", ""), name)
            if file not in reading.names:
                yield _problem("OUT104", f"une image de « {name} » manque : {file!r}")
            elif "alt" not in image.attrib:
                yield _problem("OUT104", f"une image de « {name} » n’a pas de texte : {file!r}")
            else:
                yield 1


def _notes(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    """Each call leads to a note of its file, and the note leads back to that call."""
    for name, root in reading.documents.items():
        notes = {e.get("id", ""): e for e in root.iter() if epub_type(e) == "footnote"}
        called = set()
        for call in (e for e in root.iter() if epub_type(e) == "noteref"):
            id_ = target_of(call.get("href", ""), name)[1]
            called.add(id_)
            note = notes.get(id_)
            if note is None:
                yield _problem("OUT105", f"un appel de « {name} » n’a pas de note : {id_!r}")
            elif not any(_leads_to(e, name, call.get("id", "")) for e in note.iter()):
                yield _problem("OUT105", f"la note {id_!r} de « {name} » ne ramène pas au texte")
            else:
                yield 1
        for id_ in notes.keys() - called:
            yield _problem("OUT105", f"la note {id_!r} de « {name} » n’est appelée nulle part")


def _leads_to(element: Element, name: str, id_: str) -> bool:
    href = element.get("href", "")
    return bool(href) and target_of(href, name) == (name, id_)


def _contents(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    """The contents lead to every entry of the book's, and to every zoom, in reading order."""
    lists = reading.lists("toc")
    if len(lists) != 1:
        yield _problem("OUT106", "la table des matières manque ou figure plusieurs fois")
        return
    name = reading.navigation
    links = [e.get("href", "") for e in lists[0].iter() if tag_of(e) == "a"]
    led = [target_of(href, name)[1] for href in links]
    wanted = [entry.id for block in book.contents for entry in block.entries]
    wanted += [t.id for t in book.targets.values() if t.kind in ("zoom", "part") and t.section]
    for id_ in wanted:
        if id_ in led:
            yield 1
        else:
            title = book.targets[id_].title if id_ in book.targets else id_
            yield _problem("OUT106", f"« {title} » manque dans la table des matières", key=id_)
    order = [id_ for root in _spine(reading) for id_ in (e.get("id") for e in root.iter()) if id_]
    ranks = [order.index(id_) for id_ in led if id_ in order]
    if ranks != sorted(ranks):
        yield _problem("OUT106", "la table des matières ne suit pas l’ordre de lecture")
    types = {epub_type(e) for nav in reading.lists("landmarks") for e in nav.iter()}
    for type_ in ("toc", "bodymatter"):
        if type_ in types:
            yield 1
        else:
            yield _problem("OUT106", f"le repère « {type_} » manque")


def _spine(reading: EpubReading) -> list[Element]:
    return [reading.documents[name] for name in reading.spine]


def _pages(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    """Every folio once, in order, in the list and in the text."""
    listed = [
        "".join(e.itertext()).strip()
        for nav in reading.lists("page-list")
        for e in nav.iter()
        if tag_of(e) == "a"
    ]
    marked = [
        (e.get("aria-label") or e.get("title") or "").strip()
        for root in _spine(reading)
        for e in root.iter()
        if epub_type(e) == "pagebreak"
    ]
    for where, found in (("dans la liste des pages", listed), ("dans le texte", marked)):
        if found == list(pages):
            yield len(found)
            continue
        lost = [page for page in pages if page not in found]
        words = f"manquent {', '.join(lost)}" if lost else "l’ordre ou le nombre diffère"
        yield _problem("OUT107", f"les folios ne sont pas ceux de l’imprimé {where} : {words}")


def _fonts(reading: EpubReading, book: Book, pages: Sequence[str]) -> Findings:
    for name, font in reading.fonts.items():
        refusal = refusal_of(font)
        message = f"police « {name} » : {refusal}"
        yield Problem("OUT113", Place(FILE), message, key=name) if refusal else 1


_CHECKS: dict[str, Callable[[EpubReading, Book, Sequence[str]], Findings]] = {
    "OUT101": _archive,
    "OUT102": _sections,
    "OUT103": _links,
    "OUT104": _pictures,
    "OUT105": _notes,
    "OUT106": _contents,
    "OUT107": _pages,
    "OUT113": _fonts,
}
