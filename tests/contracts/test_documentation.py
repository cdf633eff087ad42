"""The documentation names what exists, its examples hold, and the rule it teaches runs."""

from __future__ import annotations

import re
import shutil
import textwrap
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import get_args

import pytest
import yaml

from pipeline.build import check_publication
from pipeline.checks import FAMILIES, RULES, Context, Rule
from pipeline.checks.core import rule
from pipeline.checks.formats import explain_rule, format_finding
from pipeline.checks.run import run_rules
from pipeline.cli import cli
from pipeline.errors import PipelineError
from pipeline.load import load_publication
from pipeline.model.kinds import KINDS
from pipeline.model.sources import Markdown, Section, Source
from pipeline.resolve import resolve_book

ROOT = Path(__file__).parents[2]
SPECIMEN = ROOT / "tests" / "specimen"
README, CONTRIBUTING, GUIDE = (
    (ROOT / name).read_text("utf-8")
    for name in ("README.md", "CONTRIBUTING.md", "sources/README.md")
)


@dataclass(frozen=True)
class Block:
    """A fenced block: its language, the file it is part of ("" where none is named), its text."""

    language: str
    file: str
    text: str


def blocks_of(text: str) -> Iterator[Block]:
    pattern = re.compile(r"^( *)```(\w+)(?: (\S+))?\n(.*?)^\1```$", re.M | re.S)
    for match in pattern.finditer(text):
        yield Block(match[2], match[3] or "", textwrap.dedent(match[4]))


# --- README ------------------------------------------------------------------------


def test_the_readme_names_every_target() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    targets = re.findall(r"^([a-z-]+):.*## ", makefile, re.M)
    assert len(targets) >= 8
    assert [name for name in targets if f"`make {name}`" not in README] == []


def test_the_readme_names_every_verb_and_its_options() -> None:
    for name, command in cli.commands.items():
        row = re.search(rf"^\| `publication {name}\b.*$", README, re.M)
        assert row, f"the readme has no row for the verb {name}"
        options = {o for p in command.params for o in p.opts if o.startswith("--")}
        missing = [o for o in sorted(options - {"--root", "--help"}) if f"`{o}" not in row[0]]
        assert missing == [], name


def test_the_readme_speaks_of_no_other_target_or_verb() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    for document in (README, CONTRIBUTING, GUIDE):
        for name in re.findall(r"^make ([a-z-]+)|`make ([a-z-]+)", document, re.M):
            assert re.search(rf"^{''.join(name)}:", makefile, re.M), name
        for verb in re.findall(r"(?:bin/|`)publication ([a-z]+)", document):
            assert verb in cli.commands


def test_the_readme_gives_every_exit_code() -> None:
    def below(error: type[PipelineError]) -> Iterator[type[PipelineError]]:
        yield error
        for child in error.__subclasses__():
            yield from below(child)

    given = {int(code) for code in re.findall(r"^\| (\d) \|", README, re.M)}
    assert given == {0} | {error.exit_code for error in below(PipelineError)}


def test_links_between_documents_lead_to_files() -> None:
    for folder, text in ((ROOT, README), (ROOT, CONTRIBUTING), (ROOT / "sources", GUIDE)):
        prose = re.sub(r"```.*?```|`[^`]*`", "", text, flags=re.S)
        # The picture of pages is made from a build and put there by hand.
        for name in re.findall(r"(?<!!)\[[^\]]*\]\((?!https?:|#)([^)]+)\)", prose):
            assert (folder / name).exists(), name


def test_files_named_in_the_documents_exist() -> None:
    pattern = re.compile(
        r"`((?:pipeline|layouts|styles|tests|sources|\.ci)/[\w./-]*\w(?:\.\w+)?/?)`"
    )
    for text in (README, CONTRIBUTING, GUIDE):
        for name in pattern.findall(text):
            assert (ROOT / name).exists(), name


def test_the_finding_of_the_readme_is_what_the_check_says(tmp_path: Path) -> None:
    """The edit that the readme tells of, made in a copy of the real publication.

    Digits are not compared: editors may move lines and correct the number.
    """
    shutil.copytree(ROOT / "sources", tmp_path / "sources")
    file = tmp_path / "sources/zooms/grenoble-gaia.md"
    bound = re.compile(r"\[[^\]]+\](?=\{fact=gaia\.fines\.entreprises\})")
    text, count = bound.subn("[59 entreprises]", file.read_text("utf-8"))
    assert count == 1, "the example of the readme is gone from the sources: choose another"
    file.write_text(text, "utf-8")
    checked = check_publication(tmp_path)
    place = ("NUM003", "sources/zooms/grenoble-gaia.md")
    (found,) = (f for f in checked.result.findings if (f.rule, f.place.file) == place)
    (shown,) = (block.text for block in blocks_of(README) if block.language == "text")
    assert without_digits(format_finding(found, checked.texts)) == without_digits(shown.rstrip())


def without_digits(text: str) -> str:
    return re.sub(r"\d+", "0", re.sub(r"^ +\|", " |", text, flags=re.M))


# --- guide of the editors ----------------------------------------------------------


def test_the_guide_names_every_family_of_rules() -> None:
    assert [name for name in FAMILIES if f"| `{name}` |" not in GUIDE] == []
    assert {rule.family for rule in RULES} <= set(FAMILIES)


def test_the_guide_names_every_folder_and_file_of_the_sources() -> None:
    folders = {f"{path.name}/" for path in (ROOT / "sources").iterdir() if path.is_dir()}
    names = folders | {k.folder + "/" if k.folder else k.pattern for k in KINDS}
    assert len(names) >= len(KINDS)
    assert [name for name in sorted(names) if f"| `{name}` |" not in GUIDE] == []


def test_the_guide_names_every_kind_of_section() -> None:
    table = GUIDE.partition("## Écrire un chapitre")[2].partition("\n## ")[0]
    kinds = get_args(Section.model_fields["kind"].annotation)
    assert len(kinds) >= 10
    assert [kind for kind in kinds if f"`{kind}`" not in table] == []


def models_of(annotation: object) -> Iterator[type[Source]]:
    is_class = isinstance(annotation, type) and annotation is not Markdown
    if is_class and issubclass(annotation, Source):
        yield annotation
    for inner in get_args(annotation):
        yield from models_of(inner)


def keys_of(model: type[Source], seen: frozenset[type[Source]] = frozenset()) -> Iterator[str]:
    """Every key of a kind of source, those of what it holds included; the body is none."""
    for name, field in model.model_fields.items():
        if name != "body":
            yield field.alias or name
        for inner in models_of(field.annotation):
            if inner not in seen:
                yield from keys_of(inner, seen | {model, inner})


@pytest.mark.parametrize("kind", KINDS, ids=lambda kind: kind.name)
def test_the_glossary_holds_every_key(kind) -> None:
    glossary = GUIDE.partition("## Glossaire des clés")[2]
    whole = set(re.findall(r"^\| (?:\*\*)?`([\w-]+)`", glossary, re.M))
    own = glossary.partition(f"### `{kind.pattern}`")[2].partition("\n### ")[0]
    named = set(re.findall(r"^\| (?:\*\*)?`([\w-]+)`", own, re.M))
    direct = {f.alias or n for n, f in kind.model.model_fields.items() if n != "body"}
    assert direct - named == set()
    assert set(keys_of(kind.model)) - whole == set()


def yaml_blocks() -> Iterator[dict[str, object]]:
    for block in blocks_of(GUIDE):
        if block.language == "yaml":
            yield yaml.safe_load(block.text)
        elif block.text.startswith("---\n"):
            yield yaml.safe_load(block.text.split("---\n")[1])


def test_examples_of_the_guide_use_keys_that_exist() -> None:
    by_prefix = {
        "sec": "chapter", "zoom": "zoom", "box": "box", "quote": "testimonial", "tbl": "table",
        "fig": "figure", "sheet": "sheet",
    }  # fmt: skip
    kinds = {kind.name: kind for kind in KINDS}
    seen = set()
    for data in yaml_blocks():
        name = "facts" if "facts" in data else "waivers" if "waivers" in data else ""
        kind = kinds[name or by_prefix[str(data["id"]).partition("-")[0]]]
        seen.add(kind.name)
        assert set(data) <= {f.alias or n for n, f in kind.model.model_fields.items()}
        assert set(inner_keys(data)) <= set(keys_of(kind.model)) | cell_keys(data)
    assert seen == {*by_prefix.values(), "facts", "waivers"}


def inner_keys(value: object) -> Iterator[str]:
    if isinstance(value, dict):
        yield from value
        value = list(value.values())
    if isinstance(value, list):
        for inner in value:
            yield from inner_keys(inner)


def cell_keys(data: dict) -> set[str]:
    """What a table's own columns and statuses add to the keys."""
    columns = data.get("columns", [])
    statuses = {status for column in columns for status in column.get("statuses", {})}
    return {"key"} | {column["id"] for column in columns} | statuses


@cache
def real_book():
    loaded = load_publication(ROOT)
    assert loaded.publication, loaded.problems
    return resolve_book(loaded.publication)


def test_references_and_facts_of_the_guide_exist() -> None:
    book = real_book()
    # What an editor makes in a recipe of the guide.
    made = {"zoom-ville-sujet", "…"}
    targets = set(re.findall(r"\]\(#([\w-]+)\)|\{include=([^}]+)\}", GUIDE))
    names = {"".join(pair) for pair in targets}
    assert {"zoom-grenoble-gaia", "sheet-lille", "fig-carte-metropoles"} <= names
    # A misspelt one stands in the finding that the guide explains.
    assert names - set(book.targets) - made == {"zoom-nantes-ecosolies"}
    facts = set(re.findall(r"\{fact[=:] ?([\w.-]+)[},]", GUIDE)) - {"…"}
    assert len(facts) > 8
    assert facts - set(book.facts) == set()


# --- the rule of CONTRIBUTING ------------------------------------------------------


def example_rule() -> Rule:
    """The rule of the documentation, made where it would stand."""
    from pipeline.checks import typ

    (block,) = (b for b in blocks_of(CONTRIBUTING) if b.file == "pipeline/checks/typ.py")
    scope = {**vars(typ), "rule": rule}
    exec(block.text, scope)
    (made,) = (v for k, v in scope.items() if isinstance(v, Rule) and k not in vars(typ))
    return made


def lay_over(side: str, made: Rule, root: Path) -> set[str]:
    """The ids of what is found in the specimen with the fixture of that side laid over it."""
    shutil.copytree(SPECIMEN / "sources", root / "sources")
    prefix = f"tests/checks/fixtures/{made.id}/{side}/"
    fixtures = [b for b in blocks_of(CONTRIBUTING) if b.file.startswith(prefix)]
    assert fixtures
    for block in fixtures:
        target = root / block.file.removeprefix(prefix)
        assert target.exists()
        target.write_text(block.text, "utf-8")
    loaded = load_publication(root)
    assert loaded.publication, loaded.problems
    context = Context(resolve_book(loaded.publication), loaded.problems)
    result = run_rules((*RULES, made), context)
    return {finding.rule for finding in result.findings if not finding.waived}


def test_the_rule_of_the_documentation_runs(tmp_path: Path) -> None:
    made = example_rule()
    assert made.id not in {known.id for known in RULES}
    assert lay_over("bad", made, tmp_path / "bad") == {made.id}
    assert lay_over("good", made, tmp_path / "good") == set()
    assert "16 % de l’emploi" in explain_rule(made)


def test_the_flow_of_the_documentation_names_every_package() -> None:
    folders = {p.name for p in (ROOT / "pipeline").iterdir() if (p / "__init__.py").exists()}
    (flow,) = (b.text for b in blocks_of(CONTRIBUTING) if "<-" in b.text)
    named = set(re.findall(r"\w+", flow))
    assert folders - named == set()
    modules = {name.removesuffix(".py") for p in (ROOT / "pipeline").iterdir() for name in [p.name]}
    assert named <= modules
