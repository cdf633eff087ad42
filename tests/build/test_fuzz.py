"""Whatever an editor does, what passes the checks can be set in both editions."""

from __future__ import annotations

import random
import re
import shutil
from pathlib import Path

import pytest

from pipeline.build.check import check_publication
from pipeline.package.documents import render_documents
from pipeline.render.document import make_studio, render_sections

SPECIMEN = Path(__file__).parents[1] / "specimen"
NAMES = sorted(
    path.relative_to(SPECIMEN).as_posix()
    for path in (SPECIMEN / "sources").rglob("*")
    if path.suffix in (".md", ".yaml")
)
IDS = [
    "sec-couverture", "sec-sommaire", "sec-introduction", "sec-champ-1", "sec-synthese",
    "part-leviers", "part-fiches", "sheet-nantes", "sheet-lille", "sec-quatrieme", "box-leviers",
    "zoom-nantes-fonds", "box-galerie", "tbl-elus", "tbl-synthese", "fig-parcours", "fig-carte",
    "quote-camille-martin", "sec-introduction-methode",
]  # fmt: skip
FACTS = [
    "nantes.ess.salaries", "france.ess.part", "france.ess.delai", "tbl-elus.elus",
    "nantes.population",
]  # fmt: skip
KINDS = [
    "text", "chapter", "plate", "keyfigures", "synthesis", "sheets", "colophon", "back", "cover",
    "legend", "opener",
]  # fmt: skip
FORMS = ["repere", "gallery", "levers", "rules", "columns", "synthesis"]
ROUNDS = 60


def edit(text: str, dice: random.Random) -> str:
    """One thing that an editor may do to a file, on purpose or not."""
    lines = text.split("\n")
    at = dice.randrange(len(lines))
    line, id_ = lines[at], dice.choice(IDS)
    changed = dice.choice(
        [
            "",
            f"{line}\n{dice.choice(lines)}",
            f"see_also: [{id_}]\n{line}",
            f"\n::: {{include={id_}}}\n:::\n\n{line}",
            f"{line} (voir [](#{id_}))",
            f"{line} []{{fact={dice.choice(FACTS)}}}",
            re.sub(r"\d+", lambda _: str(dice.choice([0, -1, 1, 10**9, 3.5])), line),
            re.sub(r"(fact|of|inside): [\w.-]+", rf"\1: {dice.choice(FACTS)}", line),
            re.sub(r"[a-z]+(-[a-z]+)+", id_, line),
            f"{line.partition(':')[0]}: {dice.choice(['[]', '', 'x', '{}'])}",
            f"{line}\n\n# Titre\n\n| a | b |\n|---|---|\n| c | d |\n\n> cité\n",
            re.sub(r"kind: \w+", f"kind: {dice.choice(KINDS)}", line),
            re.sub(r"form: \w+", f"form: {dice.choice(FORMS)}", line),
        ]
    )
    lines[at] = changed
    return "\n".join(lines)


@pytest.mark.slow
def test_what_passes_the_checks_is_set(tmp_path: Path) -> None:
    root, cache = tmp_path / "publication", tmp_path / "cache"
    shutil.copytree(SPECIMEN / "sources", root / "sources")
    dice = random.Random(2019)
    passed = 0
    for _ in range(ROUNDS):
        file = root / dice.choice(NAMES)
        before = file.read_text("utf-8")
        file.write_text(edit(before, dice), "utf-8")
        try:
            checked = check_publication(root, cache=cache)
            if checked.book is None or checked.result.fails():
                continue
            passed += 1
            studio = make_studio(root, cache)
            printed = "".join(doc.html for doc in render_sections(checked.book, studio))
            held = set(re.findall(r'\bid="([^"]+)"', printed))
            asked = set(re.findall(r'data-target="([^"]+)"', printed))
            assert asked <= held, file
            assert list(render_documents(checked.book, studio))
        finally:
            file.write_text(before, "utf-8")
    assert passed > ROUNDS // 10
