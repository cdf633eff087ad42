"""The proof of the EPUB: silent on a good file, one rule for each harm."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from package.samples import files_of, printed_pages, specimen_book, specimen_epub

from pipeline.package.archive import write_archive
from pipeline.proof.epub import EpubProof, prove_epub


def pages() -> list[str]:
    """The folios of the specimen, as if each section were a page."""
    return [page.label for page in printed_pages()]


Files = dict[str, bytes]


def harmed(harm: Callable[[Files], None]) -> EpubProof:
    files = {n: d for n, d in files_of(specimen_epub()).items() if n.startswith("EPUB/")}
    before = dict(files)
    harm(files)
    assert files != before, "the harm does nothing"
    return prove_epub(write_archive(files), specimen_book(), pages())


def replace(name: str, old: str, new: str, count: int = 1) -> Callable[[Files], None]:
    def harm(files: Files) -> None:
        files[name] = files[name].replace(old.encode(), new.encode(), count)

    return harm


def page_with(words: str) -> str:
    return next(n for n, d in files_of(specimen_epub()).items() if words.encode() in d)


def test_good_file_has_no_problem_and_much_is_confirmed() -> None:
    proof = prove_epub(specimen_epub(), specimen_book(), pages())
    assert proof.problems == ()
    assert proof.confirmed["OUT102"] == len(specimen_book().sections) - 1
    assert proof.confirmed["OUT107"] == 2 * len(pages())
    assert proof.confirmed["OUT108"] > 30
    assert all(proof.confirmed[f"OUT10{n}"] for n in range(1, 9))
    assert proof.confirmed["OUT113"] == 10


def forbid(flags: int) -> Callable[[Files], None]:
    """Set what a font says of embedding (OS/2, fsType)."""

    def harm(files: Files) -> None:
        name = next(name for name in files if name.endswith(".ttf"))
        font = bytearray(files[name])
        at = font.index(b"OS/2")
        offset = int.from_bytes(font[at + 8 : at + 12], "big") + 8
        font[offset : offset + 2] = flags.to_bytes(2, "big")
        files[name] = bytes(font)

    return harm


@pytest.mark.parametrize(
    ("flags", "words"),
    [(2, "interdit d’être incorporée"), (0x100, "réduite aux signes"), (0x200, "images de points")],
)
def test_a_font_that_forbids_embedding_is_found(flags: int, words: str) -> None:
    (problem,) = harmed(forbid(flags)).problems
    assert problem.rule == "OUT113"
    assert words in problem.message
    assert harmed(forbid(8)).problems == ()


def test_not_an_archive() -> None:
    proof = prove_epub(b"nothing", specimen_book())
    assert [p.rule for p in proof.problems] == ["OUT101"]


def swap_sections(files: Files) -> None:
    opf = files["EPUB/package.opf"].decode()
    a, b = ("f-text-sec-introduction-xhtml", "f-text-sec-carte-xhtml")
    head, spine = opf.split("<spine>")
    spine = spine.replace(a, "@").replace(b, a).replace("@", b)
    files["EPUB/package.opf"] = f"{head}<spine>{spine}".encode()


def drop_note(files: Files) -> None:
    name = page_with('epub:type="footnote"')
    text = files[name].decode()
    start = text.index('<aside class="note"')
    end = text.index("</aside>", start) + len("</aside>")
    files[name] = (text[:start] + text[end:]).encode()


def drop_picture(files: Files) -> None:
    del files[next(n for n in files if n.endswith(".svg"))]


INTRODUCTION = "EPUB/text/sec-introduction.xhtml"
NAV = "EPUB/nav.xhtml"


@pytest.mark.parametrize(
    ("rule", "harm"),
    [
        ("OUT101", lambda files: files.__setitem__("EPUB/stray.txt", b"x")),
        ("OUT102", replace(INTRODUCTION, 'id="sec-introduction"', 'id="sec-x"')),
        ("OUT102", swap_sections),
        ("OUT103", replace(NAV, "text/sec-colophon.xhtml#", "text/sec-colofon.xhtml#")),
        ("OUT104", drop_picture),
        ("OUT104", replace("EPUB/text/sec-carte.xhtml", ' alt="', ' title="', 99)),
        ("OUT105", drop_note),
        ("OUT106", replace(NAV, "#zoom-nantes-fonds", "#sec-champ-1")),
        ("OUT106", replace(NAV, 'epub:type="bodymatter"', 'epub:type="text"')),
        ("OUT107", replace(NAV, '<span class="nav-title">5</span>', "<span>55</span>")),
        ("OUT107", replace(INTRODUCTION, 'epub:type="pagebreak"', "")),
    ],
)
def test_harm_is_found(rule: str, harm: Callable[[Files], None]) -> None:
    assert rule in {problem.rule for problem in harmed(harm).problems}


def test_lost_sentence_is_found_with_its_place_in_the_sources() -> None:
    name = "EPUB/text/sec-champ-1.xhtml"

    def harm(files: Files) -> None:
        text = files[name].decode()
        start = text.index("<p>", text.index("</header>"))
        end = text.index("</p>", start)
        files[name] = (text[:start] + "<p>" + text[end:]).encode()

    lost = [p for p in harmed(harm).problems if p.rule == "OUT108"]
    assert lost
    assert lost[0].place.file.startswith("sources/chapters/champ-1")
    assert lost[0].place.line > 1


def test_words_in_another_order_are_found() -> None:
    name = "EPUB/text/sec-champ-1.xhtml"

    def harm(files: Files) -> None:
        text = files[name].decode()
        first = text.index("<p>", text.index("</header>"))
        middle = text.index("</p>", first) + 4
        end = text.rindex("</section>")
        files[name] = (text[:first] + text[middle:end] + text[first:middle] + text[end:]).encode()

    assert "OUT110" in {p.rule for p in harmed(harm).problems}
