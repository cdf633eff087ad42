"""Imports go one way, each engine is run by one package, and only the command line prints."""

from __future__ import annotations

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PIPELINE = ROOT / "pipeline"

# A package imports only from those before it, or beside it; `bootstrap` stands alone.
ORDER = (
    ("errors", "model"),
    ("load", "markdown", "french"),
    ("resolve",),
    ("checks", "drawings", "mend", "render"),
    ("typeset",),
    ("bind", "package"),
    ("proof",),
    ("report",),
    ("preview", "importer"),
    ("build",),
    ("bench",),
    ("cli",),
    ("__main__",),
)
RANKS = {name: rank for rank, names in enumerate(ORDER) for name in names}

# The packages that run each engine or tool.
ENGINES = {
    "weasyprint": {"typeset"},
    "pikepdf": {"bind"},
    "distributed": {"typeset"},
    "pypandoc": {"markdown"},
    "yaml": {"load", "render"},
    "click": {"cli"},
    "rich": {"cli"},
    "starlette": {"preview"},
    "uvicorn": {"preview"},
    "watchfiles": {"preview"},
}

FILES = sorted(path for path in PIPELINE.rglob("*.py"))
MODULES = [pytest.param(path, id=path.relative_to(PIPELINE).as_posix()) for path in FILES]


def owner(path: Path) -> str:
    """The package or module of `pipeline` that a file belongs to."""
    return path.relative_to(PIPELINE).parts[0].removesuffix(".py")


def imports(path: Path) -> Iterator[str]:
    """Every module that a file imports, inside functions too."""
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            assert node.level == 0, "imports name the whole module"
            if node.module == "pipeline":
                yield from (f"pipeline.{alias.name}" for alias in node.names)
            else:
                yield str(node.module)


def neighbours(path: Path) -> set[str]:
    """The other packages of `pipeline` that a file imports from."""
    own = {name.split(".")[1] for name in imports(path) if name.startswith("pipeline.")}
    return own - {owner(path)}


def test_every_package_has_its_rank() -> None:
    found = {owner(path) for path in FILES} - {"__init__", "bootstrap"}
    assert found <= set(RANKS)


@pytest.mark.parametrize("path", MODULES)
def test_imports_go_one_way(path: Path) -> None:
    if owner(path) in ("__init__", "bootstrap"):
        assert neighbours(path) == set()
        return
    later = {name for name in neighbours(path) if RANKS[name] > RANKS[owner(path)]}
    assert later == set()


def test_packages_beside_each_other_make_no_circle() -> None:
    links = {name: set[str]() for name in RANKS}
    for path in FILES:
        if owner(path) in RANKS:
            links[owner(path)] |= neighbours(path)
    # errors and model are one ground: problems have places, places are part of the model.
    links["errors"].discard("model")
    while links:
        free = [name for name, needed in links.items() if not needed & set(links)]
        assert free, f"these import each other: {sorted(links)}"
        for name in free:
            del links[name]


@pytest.mark.parametrize("path", MODULES)
def test_each_engine_is_run_by_one_package(path: Path) -> None:
    for name in imports(path):
        allowed = ENGINES.get(name.split(".")[0])
        assert allowed is None or owner(path) in allowed, f"{name} in {owner(path)}"


def test_engines_are_really_imported_where_they_may_be() -> None:
    # A name that nothing imports any more would make the rule above say nothing.
    imported = {name.split(".")[0] for path in FILES for name in imports(path)}
    assert set(ENGINES) - {"rich"} <= imported


@pytest.mark.parametrize("path", MODULES)
def test_only_the_command_line_prints_and_exits(path: Path) -> None:
    # Scripts beside data are run by hand, to make that data anew.
    if owner(path) in ("cli", "bootstrap", "__main__") or path.parent.name == "data":
        return
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        name = ast.unparse(node.func) if isinstance(node, ast.Call) else ""
        assert name not in ("print", "exit", "sys.exit", "breakpoint", "sys.stdout.write"), (
            f"{path.name}:{node.lineno}"  # type: ignore[attr-defined]
        )
        if isinstance(node, ast.Raise) and node.exc is not None:
            assert not ast.unparse(node.exc).startswith("SystemExit"), f"line {node.lineno}"


@pytest.mark.parametrize("path", MODULES)
def test_no_exception_is_swallowed(path: Path) -> None:
    for node in ast.walk(ast.parse(path.read_text("utf-8"))):
        if isinstance(node, ast.ExceptHandler):
            assert node.type is not None, f"{path.name}:{node.lineno}: a bare except"
            empty = all(isinstance(line, ast.Pass) for line in node.body)
            assert not empty, f"{path.name}:{node.lineno}: an exception is passed over"
