"""A sheet of the real publication with 30 % more or fewer words: a finding, never a broken page."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable
from dataclasses import dataclass, replace
from pathlib import Path

import pytest

from pipeline.build.laid import lay_out
from pipeline.checks import Context, check_layout
from pipeline.checks.core import Finding
from pipeline.load import load_publication
from pipeline.model.book import Book
from pipeline.render.document import make_studio, render_sections
from pipeline.render.environment import PROJECT
from pipeline.resolve import resolve_book
from pipeline.typeset import SectionJob, typeset_section
from pipeline.typeset.memory import Memory
from pipeline.typeset.place import PlacedSection
from pipeline.typeset.schedule import TypesetBook

FIELD = re.compile(r"(?ms)^(panorama|programme|examples|other): \|\n(.*?)(?=^\S|\Z)")
ALL = "panorama programme examples other"
BLOCK = re.compile(r"<(?:p|li|h3)\b[^>]*>(.*?)</(?:p|li|h3)>", re.DOTALL)

Resize = Callable[[str], str]


def plain(text: str) -> str:
    """A field without references, bindings and emphasis, whose ends could be cut off."""
    text = re.sub(r"\[([^]]*)\]\(#[^)]*\)", r"\1", text)
    text = re.sub(r"\[((?:[^][]|\[[^]]*\])*)\]\{[^}]*\}", r"\1", text)
    return text.replace("*", "")


def longer(share: float) -> Resize:
    """The field with so many of its words once more, as paragraphs of sixty words."""

    def resize(text: str) -> str:
        words = re.sub(r"(?m)^ *(#+|-) ", "", plain(text)).split()
        more = words[: round(len(words) * share)]
        blocks = [" ".join(more[start : start + 60]) for start in range(0, len(more), 60)]
        return text.rstrip() + "".join(f"\n\n  {block}." for block in blocks) + "\n\n"

    return resize


def shorter(share: float) -> Resize:
    """The field without so many of its last words."""

    def resize(text: str) -> str:
        text = plain(text)
        kept = round(len(text.split()) * (1 - share))
        ends = [match.end() for match in re.finditer(r"\S+", text)]
        return text[: ends[kept - 1]].rstrip() + "\n\n"

    return resize


@dataclass(frozen=True)
class Laid:
    """Findings on a sheet; the blocks whose words are not on its pages, and how many there are."""

    findings: list[Finding]
    lost: list[str]
    blocks: int


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the publication to edit."""
    root = tmp_path_factory.mktemp("publication")
    shutil.copytree(PROJECT / "sources", root / "sources")
    return root


def source(root: Path, sheet: str) -> str:
    return (root / "sources" / "sheets" / f"{sheet}.yaml").read_text(encoding="utf-8")


def resized(root: Path, sheet: str, resize: Resize, fields: str = ALL) -> Laid:
    """A sheet some of whose fields are of another length."""
    file = root / "sources" / "sheets" / f"{sheet}.yaml"
    before = source(root, sheet)

    def change(match: re.Match[str]) -> str:
        if match[1] not in fields.split():
            return match[0]
        return f"{match[1]}: |\n{resize(match[2])}"

    file.write_text(FIELD.sub(change, before), encoding="utf-8")
    try:
        loaded = load_publication(root, root / "cache")
        assert loaded.publication is not None, loaded.problems
        return typeset(resolve_book(loaded.publication), f"sheet-{sheet}", root)
    finally:
        file.write_text(before, encoding="utf-8")


def typeset(book: Book, sheet: str, root: Path) -> Laid:
    unit = book.page_mates(book.section_of[sheet])
    alone = replace(book, sections=unit)
    (document,) = render_sections(alone, make_studio(root, root / "output"))
    folios = dict.fromkeys(book.targets, "10")
    result = typeset_section(SectionJob(unit[0].id, document.html, document.base, "verso", folios))
    placed = (PlacedSection(unit[0].id, result, 0, 69),)
    laid = lay_out(book, TypesetBook(placed, {}, len(result.record.pages), (), 1, Memory()))
    findings = [f for f in check_layout(Context(book, laid=laid)).findings if f.rule[:3] == "LAY"]
    read = letters(" ".join(line.text for line in result.record.lines))
    fields = document.html.split("sheet-text")[1:]
    ends = ('class="sheet-foot"', "</section>")
    texts = [re.split("|".join(ends), field)[0] for field in fields]
    blocks = [letters(words) for text in texts for words in BLOCK.findall(text)]
    return Laid(findings, [block for block in blocks if block not in read], len(blocks))


def letters(html: str) -> str:
    """The letters of a text; a folio's « p. » is not said where its page is the same."""
    words = re.sub(r'<a class="page".*?</a>|→[^0-9]*p\.[^0-9]*[0-9]+', "", html, flags=re.DOTALL)
    return "".join(sign for sign in re.sub(r"<[^>]*>", "", words) if sign.isalpha())


@pytest.mark.slow
@pytest.mark.parametrize(
    ("sheet", "share", "rules"),
    [
        # A short sheet, which leaves too much of its page.
        ("toulouse", -0.5, ["LAY015"]),
        ("toulouse", 0.3, []),
        # Two short sheets, which then ask for a page more.
        ("grand-paris", -0.3, []),
        ("nice", 0.3, ["LAY005"]),
        # A full page, which goes on to a second one.
        ("nantes", -0.3, []),
        ("nantes", 0.3, []),
        # Two pages.
        ("clermont", -0.3, []),
        ("clermont", 0.3, []),
        ("rouen", 0.3, []),
    ],
)
def test_a_sheet_takes_a_third_more_or_less(
    root: Path, sheet: str, share: float, rules: list[str]
) -> None:
    laid = resized(root, sheet, longer(share) if share > 0 else shorter(-share))
    assert [finding.rule for finding in laid.findings] == rules
    assert laid.lost == []
    assert laid.blocks > 3


@pytest.mark.slow
def test_a_sheet_too_long_is_told_which_field_to_cut_and_by_how_much(root: Path) -> None:
    laid = resized(root, "clermont", longer(1.0))
    (finding,) = [finding for finding in laid.findings if finding.rule == "LAY005"]
    assert (finding.rule, laid.lost) == ("LAY005", [])
    assert "« programme »" in finding.message
    cut = re.search(r"environ (\d+) mots", finding.hint)
    assert cut
    # « environ »: right to a fifth. Half of it would not do.
    words = sum(len(plain(text).split()) for _, text in FIELD.findall(source(root, "clermont")))
    left = resized(root, "clermont", longer(1 - 0.5 * int(cut[1]) / words))
    assert [finding.rule for finding in left.findings] == ["LAY005"]
    enough = resized(root, "clermont", longer(1 - 1.2 * int(cut[1]) / words))
    assert (enough.findings, enough.lost) == ([], [])
