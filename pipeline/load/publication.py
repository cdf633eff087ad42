"""Reading all of `sources/`."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import Problem
from pipeline.load.files import list_files, read_text, split_front_matter
from pipeline.load.ids import Ids, check_entries, check_file_name
from pipeline.load.strangers import stranger_problems
from pipeline.load.validate import build_model
from pipeline.load.yaml_places import LocatedYaml, read_yaml
from pipeline.markdown import MarkdownText, parse_markdown
from pipeline.model import sources as s
from pipeline.model.kinds import KINDS, Kind
from pipeline.model.places import Place
from pipeline.model.tree import Tree

# Facts take these from their file where they do not say them.
_DEFAULTS = ("scope", "source", "as_of")


@dataclass(frozen=True)
class Loaded:
    """What was read: the publication if it has no problem, all problems, every text.

    Where there are problems, `partial` is what could be read nevertheless, if the files that all
    others need (publication, metropoles, lexicon, bibliography, waivers) are whole.
    """

    publication: s.Publication | None
    problems: tuple[Problem, ...]
    texts: dict[str, str]
    partial: s.Publication | None = None


def load_publication(root: Path, cache: Path | None = None) -> Loaded:
    """Read the publication whose folder is `root`.

    Every problem of every file is gathered; nothing is raised for bad input. Parsed Markdown is
    kept below `cache`.
    """
    loader = _Loader(root, cache)
    publication = loader.load()
    # A default of a facts file is wrong once, not once for each fact.
    distinct = {(p.place, p.rule, p.message): p for p in reversed(loader.problems)}
    problems = tuple(distinct[key] for key in sorted(distinct))
    if not problems:
        return Loaded(publication, (), loader.texts)
    needed = {f"sources/{k.pattern}" for k in KINDS if k.shape in ("single", "list")}
    whole = needed.isdisjoint(problem.place.file for problem in problems)
    return Loaded(None, problems, loader.texts, publication if whole else None)


@dataclass
class _Loader:
    root: Path
    cache: Path | None
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], MarkdownText] = field(default_factory=dict)
    ids: Ids = field(default_factory=Ids)

    def load(self) -> s.Publication | None:
        if not (self.root / "sources").is_dir():
            self._report(
                "SRC001",
                Place("sources"),
                "le dossier sources/ est introuvable",
                "Se placer dans le dossier d’une publication, ou donner --root DOSSIER.",
            )
            return None
        names = list(list_files(self.root, self.problems))
        read = {
            kind.attribute: self._read(
                kind, [name for name in names if kind.holds(name.removeprefix("sources/"))]
            )
            for kind in KINDS
        }
        self.problems += stranger_problems(names, KINDS)
        trees = self._trees()
        if any(value is None for value in read.values()):
            return None
        return s.Publication(root=str(self.root), texts=self.texts, trees=trees, **read)

    def _read(self, kind: Kind, names: Sequence[str]) -> Any:
        """What `Publication` holds of a kind: one object, or objects by id."""
        if kind.shape == "single":
            return self._single(kind, names)
        readers = {
            "list": self._list,
            "facts": self._facts,
            "data": self._data,
            "piece": self._pieces,
        }
        return {made.id: made for name in names for made in readers[kind.shape](kind, name)}

    # --- files --------------------------------------------------------------------

    def _text(self, name: str) -> str | None:
        text = read_text(self.root, name, self.problems)
        if text is not None:
            self.texts[name] = text
        return text

    def _yaml(self, name: str) -> LocatedYaml | None:
        text = self._text(name)
        return None if text is None else read_yaml(name, text, self.problems)

    def _single(self, kind: Kind, names: Sequence[str]) -> s.Source | None:
        name = f"sources/{kind.pattern}"
        if name not in names and kind.model is not s.PublicationInfo:
            # What is not there is empty.
            return kind.model.model_validate({"entries": []} if kind.name == "bibliography" else {})
        located = self._yaml(name)
        if located is None:
            return None
        if located.data is None and kind.model is not s.PublicationInfo:
            located.data = {"entries": []} if kind.name == "bibliography" else {}
        made = build_model(kind.model, located, self.problems)
        if isinstance(made, s.Bibliography):
            check_entries(made.entries, self.problems)
        return made

    def _list(self, kind: Kind, name: str) -> Iterator[Any]:
        located = self._yaml(name)
        if located is None or located.data is None:
            return
        if not isinstance(located.data, list):
            self._report(
                "SRC007",
                located.nearest_place(()),
                "une liste est attendue : une ligne « - » par élément",
            )
            return
        for number in range(len(located.data)):
            made: Any = build_model(kind.model, located, self.problems, (number,))
            if made is not None and self.ids.take(made.id, made.place_of("id"), self.problems):
                yield made

    def _facts(self, kind: Kind, name: str) -> Iterator[s.Fact]:
        located = self._yaml(name)
        if located is None:
            return
        _spread_defaults(located)
        file = build_model(s.FactFile, located, self.problems)
        for fact in file.facts if file else ():
            if self.ids.take(fact.id, fact.place_of("id"), self.problems):
                yield fact

    def _data(self, kind: Kind, name: str) -> Iterator[Any]:
        located = self._yaml(name)
        made: Any = build_model(kind.model, located, self.problems) if located else None
        if located and made and self._accept(made, located):
            yield made

    def _pieces(self, kind: Kind, name: str) -> Iterator[Any]:
        text = self._text(name)
        halves = split_front_matter(name, text, self.problems) if text is not None else None
        if halves is None:
            return
        located = read_yaml(name, halves.yaml, self.problems, halves.yaml_line)
        if located is None:
            return
        if located.data is None:
            located.data = {}
        if isinstance(located.data, dict):
            if "body" in located.data:
                self._report(
                    "SRC005",
                    located.keys["body",],
                    "clé inconnue : « body »",
                    "Écrire le texte sous l’en-tête, après la ligne « --- ».",
                    key="body",
                )
            located.data["body"] = halves.body
            located.values["body",] = Place(name, halves.body_line)
        made: Any = build_model(kind.model, located, self.problems)
        if made is not None and self._accept(made, located):
            self.bodies[made.id, "body"] = MarkdownText(halves.body, Place(name, halves.body_line))
            yield made

    # --- what was read ------------------------------------------------------------

    def _accept(self, made: Any, located: LocatedYaml) -> bool:
        """Check an object's id, and note its Markdown for parsing."""
        place = made.place_of("id")
        if not self.ids.take(made.id, place, self.problems):
            return False
        check_file_name(made.id, place, self.problems)
        for key in type(made).model_fields:
            if key != "body" and isinstance(getattr(made, key), s.Markdown):
                self.bodies[made.id, key] = located.markdown((key,))
        return True

    def _trees(self) -> dict[tuple[str, str], Tree]:
        cache = self.cache / "trees" if self.cache else None
        trees, problems = parse_markdown(list(self.bodies.values()), cache)
        self.problems += problems
        return dict(zip(self.bodies, trees, strict=True))

    def _report(self, rule: str, place: Place, message: str, hint: str = "", key: str = "") -> None:
        self.problems.append(Problem(rule, place, message, hint, key))


def _spread_defaults(located: LocatedYaml) -> None:
    """Give each fact of a file the defaults it does not override, and their places."""
    data = located.data
    if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
        return
    for number, fact in enumerate(data["facts"]):
        for key in _DEFAULTS:
            if isinstance(fact, dict) and key in data and key not in fact:
                fact[key] = data[key]
                located.values["facts", number, key] = located.values[key,]
