"""What may be placed where, and what no page prints: nothing is dropped in silence."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.checks import Context, Finding, check_book
from pipeline.load import load_publication
from pipeline.resolve import resolve_book

PLACED = "\n::: {include=box-leviers}\n:::\n"
FIGURE = "\n::: {include=fig-parcours}\n:::\n"
ELUS = "\n::: {include=tbl-elus}\n:::\n"
ZOOM = "chapters/champ-1.md", "::: {include=zoom-nantes-fonds}\n:::\n", ""


def check(root: Path, cache: Path, *edits: tuple[str, str, str]) -> list[Finding]:
    """What is found after texts were put for others (an empty one: at the end)."""
    for name, old, new in edits:
        file = root / "sources" / name
        text = file.read_text("utf-8")
        assert old in text
        file.write_text(text.replace(old, new, 1) if old else text + new, "utf-8")
    loaded = load_publication(root, cache)
    assert loaded.publication, loaded.problems
    result = check_book(Context(resolve_book(loaded.publication)))
    return [finding for finding in result.findings if not finding.waived]


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("boxes/definition.md", "", PLACED, "dans un encadré"),
        ("testimonials/camille-martin.md", "", PLACED, "dans une parole"),
        ("zooms/nantes-fonds.md", "", PLACED, "dans un zoom, où seule une figure se place"),
        ("chapters/synthese.md", "", PLACED, "dans une synthèse"),
        ("chapters/quatrieme.md", "", PLACED, "dans la quatrième de couverture"),
        ("chapters/legende.md", "", PLACED, "dans la page « Comment lire »"),
        ("chapters/champ-1.md", "", "\n- un\n\n  ::: {include=box-leviers}\n  :::\n",
         "dans une liste"),
        ("chapters/champ-1.md", "", "\n> ::: {include=box-leviers}\n> :::\n", "dans une liste"),
        ("chapters/champ-1.md", "de l'ESS.\n", f"de l'ESS.\n{PLACED}".replace("\n", "\n  "),
         "dans un chapeau"),
        ("sheets/nantes.yaml", "panorama: |\n", f"panorama: |{PLACED}".replace("\n", "\n  ") + "\n",
         "dans une fiche"),
    ],
)  # fmt: skip
def test_a_piece_is_placed_only_where_it_is_printed(
    specimen: Path, tree_cache: Path, name: str, old: str, new: str, words: str
) -> None:
    edits = (("chapters/paroles.md", PLACED, ""), (name, old, new))
    (finding,) = [f for f in check(specimen, tree_cache, *edits) if f.rule == "REF016"]
    assert f"« box-leviers » ne s’imprime pas {words}" in finding.message
    lines = (specimen / finding.place.file).read_text("utf-8").split("\n")
    # Pandoc places what stands in a list where the list begins.
    wanted = "- un" if "- un" in new else "include=box-leviers"
    assert wanted in lines[finding.place.line - 1]


def test_a_zoom_holds_figures(specimen: Path, tree_cache: Path) -> None:
    edits = (("chapters/champ-1.md", FIGURE, ""), ("zooms/nantes-fonds.md", "", FIGURE))
    assert check(specimen, tree_cache, *edits) == []


@pytest.mark.parametrize(
    ("name", "old", "new", "words"),
    [
        ("chapters/couverture.md", "", "\nUn mot.\n", "une couverture n’imprime pas de texte"),
        ("chapters/sommaire.md", "", "\nUn mot.\n", "un sommaire n’imprime pas de texte"),
        ("chapters/part-leviers.md", "", "\nUn mot.\n", "une ouverture n’imprime pas de texte"),
        ("chapters/legende.md", "---\n\n", "---\n\nUn mot.\n\n", "avant le premier intertitre"),
        ("boxes/leviers.md", "", "\n   - ceci ;\n   - cela.\n", "un levier n’imprime que"),
        ("chapters/introduction.md", "[^loi]: Loi", "[^loi]: - ceci\n    - cela\n\n    Loi",
         "une note n’imprime que des phrases"),
        ("chapters/colophon.md", "title:", "standfirst: Un mot.\ntitle:",
         "« standfirst » ne s’imprime pas avec « kind: colophon »"),
        ("chapters/paroles.md", "title:", "levers_line: Un mot.\ntitle:", "« levers_line »"),
        ("chapters/chiffres.md", "title:", "see_also: [sheet-nantes]\ntitle:", "« see_also »"),
        ("chapters/carte.md", "title:", "signatories: [{name: Une élue}]\ntitle:", "« signat"),
        ("tables/elus.yaml", "title:", "standfirst: |\n  - ceci ;\n  - cela.\ntitle:",
         "le chapeau d’un tableau n’imprime que des phrases"),
    ],
)  # fmt: skip
def test_a_text_that_no_page_prints_is_found(
    specimen: Path, tree_cache: Path, name: str, old: str, new: str, words: str
) -> None:
    found = check(specimen, tree_cache, (name, old, new))
    (finding,) = [f for f in found if f.rule == "SRC017"]
    assert words in finding.message
    assert finding.place.file == f"sources/{name}"
    assert finding.hint


@pytest.mark.parametrize(
    ("edits", "rule", "words"),
    [
        ([("chapters/colophon.md", "", "\nVoir [](#tbl-synthese).\n")], "REF003", "sec-synthese"),
        (
            [
                ("chapters/quatrieme.md", "\nUn atlas pour essayer.\n", ""),
                ("chapters/colophon.md", "", "\nVoir [la fin](#sec-quatrieme).\n"),
            ],
            "REF003",
            "n’a pas de texte",
        ),
        (
            [("chapters/champ-1.md", "see_also: [sec-gouvernance]", "see_also: [tbl-synthese]")],
            "REF007",
            "sec-synthese",
        ),
        (
            [
                ZOOM,
                ("chapters/champ-1.md", "see_also: [", "see_also: [zoom-nantes-fonds, "),
            ],
            "REF007",
            "n’est placé dans aucune section",
        ),
    ],
)  # fmt: skip
def test_what_has_no_page_cannot_be_referred_to(
    specimen: Path,
    tree_cache: Path,
    edits: list[tuple[str, str, str]],
    rule: str,
    words: str,
) -> None:
    found = check(specimen, tree_cache, *edits)
    (finding,) = [f for f in found if f.rule == rule]
    assert words in finding.message
