"""What is certain is mended, the rest is left, and a second run changes nothing."""

from __future__ import annotations

from pathlib import Path

import pytest

from pipeline.build.check import check_publication
from pipeline.build.fix import Fixed, fix_publication, write_changes
from pipeline.checks.core import Mend

COLOPHON = "sources/chapters/colophon.md"

CERTAIN = [
    ('le "chef de file" et "l\'élu"', "le « chef de file » et « l'élu »"),
    ("les leviers: prêts, **dons**; enfin", "les leviers : prêts, **dons** ; enfin"),
    ("un «chef» et un « élu»", "un « chef » et un « élu »"),
    ("les acteurs de de l'ESS", "les acteurs de l'ESS"),
    ("près de [10,5%]{fact=france.ess.part} de l'emploi",
     "près de [10,5 %]{fact=france.ess.part} de l'emploi"),
    ("environ 1.7 million d'euros", "environ 1,7 million d'euros"),
    ("quelque 36000 salariés", "quelque 36 000 salariés"),
    ("la 2ème et la 1ère fois, les 3èmes", "la 2e et la 1re fois, les 3es"),
    ("que l'Etat soutient", "que l'État soutient"),
    ("des prêts, etc...", "des prêts, etc."),
    ("les acteurs , les élus ( ici )", "les acteurs, les élus (ici)"),
    ("la loi N°2014-856, le n°12", "la loi n° 2014-856, le n° 12"),
    ("mettre en oeuvre, Oeuvre, COEUR", "mettre en œuvre, Œuvre, CŒUR"),
    ("sur 12 km2", "sur 12 km²"),
    ("Mr Dupont, Mme. Martin, Melle Petit", "M. Dupont, Mme Martin, Mlle Petit"),
    ("les élus,les acteurs;les autres", "les élus, les acteurs ; les autres"),
    ("45 M€ d'euros et 16 % pour cent", "45 M€ et 16 %"),
    ("les acteurs  de   l'ESS", "les acteurs de l'ESS"),
    ("avec les Ecosolies de Nantes", "avec les Ecossolies de Nantes"),
    ("avec Nantes Metropole", "avec Nantes Métropole"),
]  # fmt: skip
UNCERTAIN = [
    'un seul "guillemet ouvert',
    "l'adresse http://exemple.fr/a,b et [l'«oeuvre»]{lang=en}",
    "la 1ème fois",
    "un mot mot doublé",
    "le chapitre 1.7 traite de tout",
    "le code 36000",
    "fin de phrase.Début d'une autre",
    "la parenthèse (ouverte",
    "un dévelopement",
]


def write_lines(root: Path, lines: list[str]) -> Path:
    """The colophon with a paragraph for each line."""
    file = root / COLOPHON
    head = file.read_text("utf-8").rstrip("\n")
    file.write_text("\n\n".join([head, *lines]) + "\n", "utf-8")
    return file


def fix(root: Path, cache: Path) -> Fixed:
    fixed = fix_publication(root, cache)
    write_changes(root, fixed.changes)
    return fixed


def test_what_is_certain_is_mended_once_and_for_all(specimen: Path, tree_cache: Path) -> None:
    file = write_lines(specimen, [wrong for wrong, _ in CERTAIN])
    before = check_publication(specimen, cache=tree_cache).result.findings
    fixed = fix(specimen, tree_cache)
    paragraphs = file.read_text("utf-8").removesuffix("\n").split("\n\n")
    assert paragraphs[-len(CERTAIN) :] == [right for _, right in CERTAIN]
    after = check_publication(specimen, cache=tree_cache).result.findings
    assert {f.rule for f in before} >= {f"TYP{n:03}" for n in range(1, 20) if n != 12}
    # Numbers that no fact holds are left, and nothing else.
    assert {finding.rule[:3] for finding in after} == {"NUM"}
    assert fixed.mended >= len(CERTAIN)
    assert fix(specimen, tree_cache) == Fixed((), 0)


def test_what_is_not_certain_is_left(specimen: Path, tree_cache: Path) -> None:
    write_lines(specimen, UNCERTAIN)
    found = {f.rule for f in check_publication(specimen, cache=tree_cache).result.findings}
    assert found >= {"TYP001", "TYP004", "TYP006", "TYP007", "TYP008", "TYP012", "TYP017", "LEX006"}
    assert fix_publication(specimen, tree_cache) == Fixed((), 0)


def test_yaml_keeps_its_comments_and_layout(specimen: Path, tree_cache: Path) -> None:
    file = specimen / "sources/tables/elus.yaml"
    before = file.read_text("utf-8")
    # In quotation marks, folded over lines, between comments, with the ends of Windows.
    wrong = before.replace(
        "title:", "# le titre : 16%\nshort:   \"l'Etat,  16% de\n  l'emploi\"  # 2ème\ntitle:", 1
    ).replace("\n", "\r\n")
    file.write_bytes(wrong.encode())
    fix(specimen, tree_cache)
    right = wrong.replace("l'Etat,  16% de", "l'État, 16 % de")
    assert file.read_bytes().decode() == right


def test_what_a_waiver_excuses_is_left(specimen: Path, tree_cache: Path) -> None:
    write_lines(specimen, ["que l'Etat soutient"])
    waivers = specimen / "sources/waivers.yaml"
    waivers.write_text(
        f"waivers:\n  - rule: TYP009\n    file: {COLOPHON}\n    key: sec-colophon:Etat\n"
        "    reason: Le titre de la loi l'écrit ainsi.\n",
        "utf-8",
    )
    assert fix_publication(specimen, tree_cache) == Fixed((), 0)


def test_a_mend_that_cures_nothing_is_undone_and_the_others_stay(
    specimen: Path, tree_cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A rule that is wrong about its cure: the file is as it would be without it."""
    from pipeline.checks import mends

    def harmful(passage, start: int, end: int, new: str) -> Mend:
        good = Mend(passage.place_at(start), passage.text[start:end], new)
        return Mend(good.place, good.old, "«") if new == "État" else good

    monkeypatch.setattr(mends, "make_mend", harmful)
    file = write_lines(specimen, ["que l'Etat soutient", "la 2ème fois", "sur 12 km2"])
    fixed = fix(specimen, tree_cache)
    assert fixed.mended == 2
    assert file.read_text("utf-8").endswith("l'Etat soutient\n\nla 2e fois\n\nsur 12 km²\n")


def test_other_files_that_cannot_be_read_stop_nothing(specimen: Path, tree_cache: Path) -> None:
    file = write_lines(specimen, ["la 2ème fois"])
    (specimen / "sources/zooms/nantes-fonds.md").write_text("sans en-tête\n", "utf-8")
    (specimen / "sources/figures/absent.png").symlink_to("nulle-part.png")
    assert fix(specimen, tree_cache).mended == 1
    assert file.read_text("utf-8").endswith("la 2e fois\n")
