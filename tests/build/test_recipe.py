"""A whole build of the specimen: what it keeps, and that nothing depends on folder or day."""

from __future__ import annotations

import datetime
import json
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pypdfium2
import pytest

from pipeline.build.check import check_publication
from pipeline.build.facts import bound_share, fact_of, facts_as_data, uses_of_facts
from pipeline.build.facts_words import format_fact, format_share
from pipeline.build.folders import Folders
from pipeline.build.folios import Folios, read_folios
from pipeline.build.plain import book_as_data
from pipeline.build.recipe import build_debug, build_publication
from pipeline.checks import Context
from pipeline.errors import UsageError
from pipeline.model.places import Place

SPECIMEN = Path(__file__).parents[1] / "specimen"


@pytest.fixture(scope="module")
def built(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The root of a specimen whose screen edition was built."""
    root = tmp_path_factory.mktemp("built")
    shutil.copytree(SPECIMEN / "sources", root / "sources")
    done = build_publication(root, "pdf", 1, lambda _: None, today=datetime.date(2026, 1, 1))
    assert not done.failed, done.result.findings
    return root


@pytest.fixture(scope="module")
def pages(built: Path) -> list[str]:
    """The words of each page of the PDF, without spaces."""
    document = pypdfium2.PdfDocument(built / "output/publication.pdf")
    texts = [page.get_textpage().get_text_range() for page in document]
    document.close()
    return [re.sub(r"\s", "", text).replace("’", "'") for text in texts]


def context_of(root: Path) -> tuple[Context, Folios | None]:
    checked = check_publication(root)
    return Context(checked.book), read_folios(Folders(root), checked.texts)


# --- book.json ---------------------------------------------------------------------


def test_the_grid_is_shown_in_a_file_of_its_own(built: Path) -> None:
    good = (built / "output/publication.pdf").read_bytes()
    shown = build_debug(built, 1, lambda _: None)
    assert shown.written == (built / "output/publication-debug.pdf",)
    assert shown.rebuilds == ()
    assert (built / "output/publication.pdf").read_bytes() == good
    assert shown.written[0].read_bytes() != good


def test_the_resolved_book_is_kept_and_names_no_folder(built: Path, tmp_path: Path) -> None:
    kept = (built / "output/build/book.json").read_text("utf-8")
    assert str(built) not in kept
    elsewhere = tmp_path / "a" / "b"
    shutil.copytree(SPECIMEN / "sources", elsewhere / "sources")
    book = check_publication(elsewhere, datetime.date(2031, 5, 5)).book
    assert book is not None
    assert json.loads(kept) == json.loads(json.dumps(book_as_data(book)))


def test_the_resolved_book_holds_every_target_fact_and_text(built: Path) -> None:
    kept = json.loads((built / "output/build/book.json").read_text("utf-8"))
    book = check_publication(built).book
    assert book is not None
    assert set(kept["targets"]) == set(book.targets)
    assert set(kept["facts"]) == set(book.facts)
    assert kept["facts"]["nantes.ess.salaries"]["value"] == 36000
    assert [section["id"] for section in kept["sections"]] == [s.id for s in book.sections]
    first = kept["texts"]["sec-introduction/body"][0]
    assert first["is"] == "Paragraph"
    assert re.fullmatch(r"sources/chapters/introduction\.md:\d+:\d+", first["at"])
    assert first["children"][0]["text"].startswith("Depuis la loi")


# --- facts -------------------------------------------------------------------------


def test_every_use_is_on_the_page_it_names(built: Path, pages: list[str]) -> None:
    context, folios = context_of(built)
    assert folios is not None
    assert folios.current
    checked = 0
    for uses in uses_of_facts(context, folios).values():
        for use in uses:
            if use.how == "text" and use.words:
                words = re.sub(r"\s", "", use.words).replace("’", "'")
                assert use.folios == tuple(
                    number for number, text in enumerate(pages, 1)
                    if words in text and number in use.folios
                ), use  # fmt: skip
                assert use.folios, use
                checked += 1
    assert checked > 8


def test_a_use_names_its_place_in_the_epub(built: Path) -> None:
    context, folios = context_of(built)
    uses = uses_of_facts(context, folios)
    places = {(use.how, use.piece): use.epub for use in uses["nantes.ess.salaries"]}
    assert places == {
        ("data", "sheet-nantes"): "EPUB/text/sheet-nantes.xhtml",
        ("text", "zoom-nantes-fonds"): "EPUB/text/sec-champ-1.xhtml#zoom-nantes-fonds",
    }
    drawn = {(use.how, use.piece) for use in uses["nantes.population"]}
    assert drawn == {("card", "sheet-nantes"), ("data", "fig-carte")}


def test_a_fact_in_words(built: Path) -> None:
    context, folios = context_of(built)
    fact = fact_of(context.book, "nantes.fonds.montant")
    words = format_fact(fact, uses_of_facts(context, folios)[fact.id], folios)
    assert re.match(r"nantes\.fonds\.montant : 1,7\smillion d’euros\n", words)
    assert "noté dans sources/facts/nantes.yaml:" in words
    assert "2 emplois :" in words
    assert re.search(
        r"sources/zooms/nantes-fonds\.md:23:\d+  « 1,7 million d'euros »  p\. \d+", words
    )


def test_folios_of_changed_sources_are_said_to_be_old(built: Path, specimen: Path) -> None:
    shutil.copytree(built / "output", specimen / "output")
    colophon = specimen / "sources/chapters/colophon.md"
    colophon.write_text(colophon.read_text("utf-8") + "\nUn mot de plus.\n", "utf-8")
    context, folios = context_of(specimen)
    assert facts_as_data(context, folios)["folios"] == "stale"
    fact = fact_of(context.book, "nantes.fonds.montant")
    assert "d’avant les dernières modifications" in format_fact(
        fact, uses_of_facts(context, folios)[fact.id], folios
    )


def test_without_a_build_there_are_no_folios(specimen: Path) -> None:
    context, folios = context_of(specimen)
    assert folios is None
    data = facts_as_data(context, None)
    assert data["folios"] == "missing"
    assert all(use["folios"] == [] for fact in data["facts"] for use in fact["uses"])


def test_a_paragraph_over_two_pages_is_read_where_the_words_are() -> None:
    folios = Folios({"a.md:3": {"7": "unbeaudébut", "8": "lafin,36000salariés"}}, True)
    assert folios.of(Place("a.md", 5), "36\u202f000 salariés") == [8]
    assert folios.of(Place("a.md", 5), "des mots qui n’y sont pas") == [7, 8]
    assert folios.of(Place("a.md", 2), "36 000") == []
    assert folios.of(Place("b.md", 9)) == []


def test_the_share_of_bound_numbers(specimen: Path) -> None:
    context, _ = context_of(specimen)
    before = bound_share(context)
    assert before.unbound == ()
    assert before.share == 1.0
    file = specimen / "sources/chapters/colophon.md"
    file.write_text(
        file.read_text("utf-8") + "\nEn 2018, la loi n° 2014-856 vise 49 entreprises, p. 12, dont "
        "[]{fact=france.metropoles} et *Territoire 2030*.\n",
        "utf-8",
    )
    context, _ = context_of(specimen)
    after = bound_share(context)
    assert [words for _, words in after.unbound] == ["49 entreprises"]
    assert after.unbound[0][0].file == "sources/chapters/colophon.md"
    assert after.bound == before.bound + 1
    for kind in ("year", "law", "folio"):
        assert after.uncounted[kind] == before.uncounted.get(kind, 0) + 1
    share = format_share(after, 12)
    assert f"{after.bound} sur {after.bound + 1}" in share
    assert "« 49 entreprises »" in share


def test_an_unknown_fact_is_answered_with_the_nearest(specimen: Path) -> None:
    context, _ = context_of(specimen)
    with pytest.raises(UsageError, match=r"nantes\.ess\.salaries"):
        fact_of(context.book, "nantes.ess.salarie")


# --- several builds ----------------------------------------------------------------


@pytest.mark.slow
def test_two_builds_of_one_publication_at_once_write_the_same_file(
    built: Path, specimen: Path
) -> None:
    """Both begin with an empty cache, and use it while the other one fills it."""
    command = [sys.executable, "-m", "pipeline", "build", "pdf", "--jobs", "1"]
    running = [
        subprocess.Popen(
            [*command, "--root", str(specimen)], stderr=subprocess.PIPE, stdout=subprocess.PIPE
        )
        for _ in range(2)
    ]
    told = [process.communicate(timeout=300) for process in running]
    assert [process.returncode for process in running] == [0, 0], told
    alone = (built / "output/publication.pdf").read_bytes()
    assert (specimen / "output/publication.pdf").read_bytes() == alone
