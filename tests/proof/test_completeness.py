"""What is read out of finished files is the sources: silent on good files, precise on harm."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import cache
from io import BytesIO

import pytest
from package.samples import specimen_book, specimen_epub
from pikepdf import Array, Pdf

from pipeline.proof.completeness import (
    EPUB,
    PDF,
    Completeness,
    Edition,
    prove_reading,
    prove_section,
)
from pipeline.proof.epub_reading import read_epub
from pipeline.proof.epub_sections import read_documents
from pipeline.proof.pdf_objects import PdfReadError
from pipeline.proof.pdf_reading import read_sections
from pipeline.proof.pdf_tags import TaggedPdf
from pipeline.proof.reading import Block, Reading, fold, join_lines
from proof.finished import saved, specimen_pdf

Blocks = list[Block]


def units() -> list[list[str]]:
    return [[section.id for section in unit] for unit in specimen_book().print_units()]


@cache
def reading_of(edition: Edition) -> Reading:
    """The reading of the specimen's finished file."""
    if edition is PDF:
        return read_sections(TaggedPdf(specimen_pdf()), units())
    return read_documents(read_epub(specimen_epub()), specimen_book())


def prove(
    edition: Edition, section: str = "", harm: Callable[[Blocks], Blocks] = list
) -> Completeness:
    reading = reading_of(edition)
    sections = {**reading.sections}
    if section:
        harmed = harm(list(sections[section]))
        assert harmed != list(sections[section]), "the harm does nothing"
        sections[section] = harmed
    return prove_reading(Reading(sections), specimen_book(), edition)


@pytest.fixture(params=[PDF, EPUB], ids=["pdf", "epub"])
def edition(request: pytest.FixtureRequest) -> Edition:
    return request.param


def test_a_good_file_says_everything_and_nothing_else(edition):
    found = prove(edition)
    assert found.problems == []
    assert dict(found.missing) == {}
    assert found.confirmed["sentence"] > 100
    assert found.confirmed["number"] > 50
    assert found.confirmed["note"] == 1
    assert found.confirmed["cell"] >= 15
    proved = found.proved(edition)
    assert proved.confirmed == sum(found.confirmed.values())
    (verdict,) = proved.verdicts
    assert verdict.outcome == "passed"
    assert verdict.line == f"{proved.confirmed} confirmed, 0 missing, 0 untestable"


def at(blocks: Blocks, words: str, kind: str = "text") -> int:
    """The position of the block that begins with some words."""
    return next(
        i for i, b in enumerate(blocks) if b.kind == kind and fold(b.text).startswith(fold(words))
    )


def paragraphs(blocks: Blocks) -> list[int]:
    return [i for i, b in enumerate(blocks) if b.kind == "text" and len(b.text) > 120]


def drop_paragraph(blocks: Blocks) -> Blocks:
    del blocks[paragraphs(blocks)[1]]
    return blocks


def drop_last_words(blocks: Blocks) -> Blocks:
    spot = paragraphs(blocks)[-1]
    blocks[spot] = replace(blocks[spot], text=blocks[spot].text.rsplit(" ", 3)[0])
    return blocks


def drop_notes(blocks: Blocks) -> Blocks:
    return [block for block in blocks if block.kind != "note"]


def drop_pictures(blocks: Blocks) -> Blocks:
    return [block for block in blocks if block.kind not in ("picture", "drawn")]


def swap_paragraphs(blocks: Blocks) -> Blocks:
    first, second = paragraphs(blocks)[:2]
    blocks[first], blocks[second] = blocks[second], blocks[first]
    return blocks


def add_words(blocks: Blocks) -> Blocks:
    return [*blocks, Block("text", "Lorem ipsum")]


def say_twice(blocks: Blocks) -> Blocks:
    spot = paragraphs(blocks)[0]
    return [*blocks[: spot + 1], blocks[spot], *blocks[spot + 1 :]]


def change_number(blocks: Blocks) -> Blocks:
    spot = at(blocks, "Habitants")
    found = blocks[spot]
    digits = [i for i, sign in enumerate(found.text) if sign.isdigit()]
    if not digits:
        # The EPUB says label and value apart.
        spot += 1
        found = blocks[spot]
        digits = [i for i, sign in enumerate(found.text) if sign.isdigit()]
    text = found.text[: digits[0]] + "7" + found.text[digits[0] + 1 :]
    blocks[spot] = replace(found, text=text)
    return blocks


@pytest.mark.parametrize(
    ("section", "harm", "rules"),
    [
        ("sec-champ-1", drop_paragraph, {"lost"}),
        ("sec-introduction", drop_last_words, {"lost", "added"}),
        ("sec-introduction", swap_paragraphs, {"shifted"}),
        ("sec-introduction", add_words, {"added"}),
        ("sec-introduction", say_twice, {"added"}),
        ("sec-carte", drop_pictures, {"lost"}),
        ("sheet-lille", change_number, {"lost", "added"}),
    ],
)
def test_harm_is_found(edition, section, harm, rules):
    problems = prove(edition, section, harm).problems
    assert {problem.rule for problem in problems} == {getattr(edition, rule) for rule in rules}


# What stands where a page has room for it, or is said by a picture too: its place is not known.
LOOSE = (
    "La métropole et ses environs", "À lire aussi", "La parole à Camille Martin → p.",
    "Zoom « Fonds nantais » → p.", "Repères", "2 438 associations",
)  # fmt: skip


def test_each_block_that_is_dropped_or_swapped_is_told(edition):
    reading, book = reading_of(edition), specimen_book()
    untold, harms = [], 0
    for section, blocks in reading.sections.items():
        told = [i for i, block in enumerate(blocks) if block.kind in ("text", "note")]
        told = [i for i in told if not fold(blocks[i].text).startswith(tuple(map(fold, LOOSE)))]
        if book.section_of[section].kind == "contents":
            continue
        for i, j in zip(told, [*told[1:], None], strict=True):
            dropped = [*blocks[:i], *blocks[i + 1 :]]
            harmed = {"dropped": dropped}
            if j is not None and blocks[i].kind == blocks[j].kind:
                harmed["swapped"] = [*blocks]
                harmed["swapped"][i], harmed["swapped"][j] = blocks[j], blocks[i]
            for harm, changed in harmed.items():
                harms += 1
                found = prove_section(book, book.section_of[section], changed, edition)
                if not found.problems:
                    untold.append((harm, section, blocks[i].text))
    assert untold == []
    assert harms > 250


def test_a_lost_note_is_found(edition):
    section = next(
        id_ for id_, blocks in reading_of(edition).sections.items()
        if any(block.kind == "note" for block in blocks)
    )  # fmt: skip
    found = prove(edition, section, drop_notes)
    (problem,) = found.problems
    assert problem.rule == edition.lost
    assert found.missing["note"] == 1


def test_what_is_lost_is_named_with_its_place(edition):
    found = prove(edition, "sec-introduction", drop_last_words)
    problem = next(p for p in found.problems if p.rule == edition.lost)
    assert problem.place.file == "sources/chapters/introduction.md"
    assert problem.place.line > 1
    assert found.proved(edition).verdicts[0].outcome == "failed"


def test_a_section_that_is_gone_is_found(edition):
    sections = {**reading_of(edition).sections}
    del sections["sec-introduction"]
    (problem,) = prove_reading(Reading(sections), specimen_book(), edition).problems
    assert problem.rule == edition.lost
    assert problem.place.file == "sources/chapters/introduction.md"


# --- the tags of a PDF --------------------------------------------------------------


def elements(pdf: Pdf, kind: str) -> Iterator[object]:
    """The structure elements of a kind, in reading order."""

    def walk(element: object) -> Iterator[object]:
        if element.get("/S") == f"/{kind}":
            yield element
        kids = element.get("/K", Array())
        for kid in kids if isinstance(kids, Array) else [kids]:
            if not isinstance(kid, int) and "/S" in kid:
                yield from walk(kid)

    yield from walk(pdf.Root.StructTreeRoot.K[0])


def test_tags_in_another_order_are_found():
    with Pdf.open(BytesIO(specimen_pdf())) as pdf:
        for column in [element.P for element in elements(pdf, "P")]:
            column.K = Array(list(reversed(list(column.K))))
        tagged = TaggedPdf(saved(pdf))
    found = prove_reading(read_sections(tagged, units()), specimen_book(), PDF)
    assert PDF.shifted in {problem.rule for problem in found.problems}


def test_a_lost_section_of_tags_is_refused():
    with Pdf.open(BytesIO(specimen_pdf())) as pdf:
        document = pdf.Root.StructTreeRoot.K[0]
        document.K = Array(list(document.K)[1:])
        tagged = TaggedPdf(saved(pdf))
    with pytest.raises(PdfReadError, match="sections"):
        read_sections(tagged, units())


# --- comparing ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("L'État à 16 %", "L’ÉTAT à 16\u202f%"),
        ("le XIXe siècle", "le xixe\u00a0siècle"),
        ("etc...", "etc…"),
        ("co-construire", "cocon\u00adstruire"),
        ("A - B", "A – B"),
        ("km2", "km²"),
        ("ef\ufb01cace", "efficace"),
    ],
)
def test_typography_makes_no_difference(one, other):
    assert fold(one) == fold(other)


@pytest.mark.parametrize(("one", "other"), [("du", "dû"), ("16 %", "15 %"), ("oeuvre", "œuvre")])
def test_letters_and_digits_do(one, other):
    assert fold(one) != fold(other)


def test_words_divided_at_the_end_of_a_line_are_made_whole():
    assert join_lines(["le renforce‐", "ment de", "Bouba-", "Olga"]) == (
        "le renforcement de Bouba-Olga"
    )
