"""A value of a sheet of the real publication is edited in one place."""

from __future__ import annotations

import re
import shutil
from dataclasses import replace
from pathlib import Path

import pytest

from pipeline.bench.edits import change_value
from pipeline.build import check_publication
from pipeline.model.book import Book
from pipeline.render.document import make_studio, render_sections
from pipeline.render.environment import PROJECT
from pipeline.resolve.facts import CARD

PLATE = "sec-quatorze"


@pytest.fixture(scope="module")
def edited(tmp_path_factory: pytest.TempPathFactory) -> Book:
    """The book after an edit of one population, and that of the benchmark: the first area."""
    root = tmp_path_factory.mktemp("publication")
    shutil.copytree(PROJECT / "sources", root / "sources")
    sheet = root / "sources" / "sheets" / "nantes.yaml"
    text = sheet.read_text(encoding="utf-8")
    before = "population: {value: 639000, published: 639 000 habitants}"
    assert before in text
    sheet.write_text(text.replace(before, "population: {value: 639417}"), encoding="utf-8")
    change_value(root)
    checked = check_publication(root)
    assert [str(f.place) for f in checked.result.findings if not f.waived] == []
    assert checked.book is not None
    return checked.book


def test_a_value_changed_on_its_sheet_is_changed_in_the_plate(edited: Book, tmp_path: Path) -> None:
    alone = replace(edited, sections=(edited.section_of[PLATE],))
    (document,) = render_sections(alone, make_studio(PROJECT, tmp_path))
    rows = re.findall(r"<tr>(.*?)</tr>", document.html, re.DOTALL)
    cells = {row[0]: row[1:] for row in map(cells_of, rows) if row}
    assert cells["Nantes Métropole"] == [
        "639 417",
        "24",
        "523,36",
        "1 221",
        "16 % de l’emploi privé",
    ]
    assert cells["Aix-Marseille-Provence"][2] == "3 174"
    assert len(cells) == 14


def cells_of(row: str) -> list[str]:
    """The words of the cells of a row; of a reference, those before its page."""
    cells = re.findall(r"<td[^>]*>(.*?)</td>", row, re.DOTALL)
    words = (re.sub(r'<a class="page".*|<[^>]*>', "", cell) for cell in cells)
    return [" ".join(word.split()) for word in words]


def test_the_plate_types_no_value_of_a_sheet(edited: Book) -> None:
    uses = [use for use in edited.bindings if use.piece == PLATE]
    assert [use.words for use in uses if use.words] == []
    values = [f"{sheet.metropole}.{name}" for sheet in edited.publication.sheets.values()
              for key, (name, _, _) in CARD.items() if getattr(sheet, key)]  # fmt: skip
    assert sorted(use.name for use in uses) == sorted(values)
