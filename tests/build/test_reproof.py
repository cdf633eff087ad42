"""The proofs of finished files without a build: `publication proof`."""

from __future__ import annotations

import io
import json
from pathlib import Path

import pikepdf
import pytest
from click.testing import CliRunner
from proof.finished import saved, specimen_pdf
from proof.test_page_marks import changed, move_marks

from pipeline.build.reproof import prove_again
from pipeline.cli import cli
from pipeline.errors import UsageError

CHAPTER = "sources/chapters/champ-1.md"


def finish(root: Path, pdf: bytes) -> Path:
    """Put a finished screen edition in place."""
    path = root / "output" / "publication.pdf"
    path.parent.mkdir(exist_ok=True)
    path.write_bytes(pdf)
    return path


@pytest.mark.slow
def test_a_good_file_is_proved_and_what_is_unknown_is_said(specimen: Path) -> None:
    path = finish(specimen, specimen_pdf())
    reproved = prove_again(specimen, lambda words: None)
    assert reproved.result.findings == ()
    assert reproved.result.confirmed["OUT"] > 300
    assert any("mise en page" in words for words in reproved.result.untestable)
    assert path.read_bytes() == specimen_pdf()
    report = json.loads((specimen / "output/proof.json").read_text("utf-8"))
    assert {verdict["name"] for verdict in report["verdicts"]} >= {"PDF, texte des sources"}
    page = (specimen / "output/proof.html").read_text("utf-8")
    assert "Rapport de contrôle" in page


@pytest.mark.slow
def test_a_file_that_lags_behind_its_sources_fails(specimen: Path) -> None:
    finish(specimen, specimen_pdf())
    file = specimen / CHAPTER
    file.write_text(file.read_text("utf-8") + "\nUne phrase que le fichier n'a pas.\n", "utf-8")
    done = CliRunner().invoke(cli, ["proof", "--root", str(specimen), "--format", "json"])
    assert done.exit_code == 1
    data = json.loads(done.stdout)
    assert {finding["rule"] for finding in data["findings"]} == {"OUT012"}
    assert any("les sources ont changé" in words for words in data["untestable"])


@pytest.mark.slow
def test_a_damaged_file_is_found_and_what_leans_on_it_untestable(specimen: Path) -> None:
    with pikepdf.open(io.BytesIO(specimen_pdf())) as pdf:
        del pdf.Root.Outlines
        epub = finish(specimen, saved(pdf)).with_suffix(".epub")
    epub.write_bytes(changed(move_marks))
    reproved = prove_again(specimen, lambda words: None)
    assert {finding.rule for finding in reproved.result.findings} >= {"OUT005", "OUT107"}
    assert any("l’imprimé la commence" in found.message for found in reproved.result.findings)
    epub.unlink()
    finish(specimen, b"%PDF-1.7 nothing")
    (specimen / "output/publication-press.pdf").write_bytes(b"%PDF-1.7 nothing")
    reproved = prove_again(specimen, lambda words: None)
    assert {finding.rule for finding in reproved.result.findings} >= {"OUT010"}
    assert any("n’a pas été comparé" in words for words in reproved.result.untestable)


def test_sources_that_cannot_be_read_are_told_first(specimen: Path) -> None:
    finish(specimen, b"%PDF-1.7")
    (specimen / CHAPTER).write_text("---\nid: [\n---\n", "utf-8")
    reproved = prove_again(specimen, lambda words: None)
    assert "SRC003" in {finding.rule for finding in reproved.result.findings}
    assert any("les sources ne se lisent pas" in words for words in reproved.result.untestable)
    assert reproved.written == ()


def test_without_a_finished_file_it_says_what_to_do(specimen: Path) -> None:
    with pytest.raises(UsageError, match="make all"):
        prove_again(specimen, lambda words: None)
    assert not (specimen / "output").exists()
