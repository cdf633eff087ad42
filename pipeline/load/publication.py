"""Reading all of `sources/`."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from pipeline.errors import Problem
from pipeline.load.files import read_text, split_front_matter
from pipeline.load.validate import build_model
from pipeline.load.yaml_places import LocatedYaml, read_yaml
from pipeline.markdown import MarkdownText, parse_markdown
from pipeline.model import sources as s
from pipeline.model.places import Place
from pipeline.model.tree import Tree

PIECES: dict[str, tuple[type[s.Piece], str]] = {
    "chapters": (s.Section, "sections"),
    "zooms": (s.Zoom, "zooms"),
    "boxes": (s.Box, "boxes"),
    "testimonials": (s.Testimonial, "testimonials"),
}
DATA: dict[str, tuple[type[s.Table | s.Figure | s.Sheet], str]] = {
    "tables": (s.Table, "tables"),
    "figures": (s.Figure, "figures"),
    "sheets": (s.Sheet, "sheets"),
}
SINGLE: dict[str, type[s.Source]] = {
    "publication.yaml": s.PublicationInfo,
    "lexicon.yaml": s.Lexicon,
    "bibliography.yaml": s.Bibliography,
    "waivers.yaml": s.Waivers,
}
# What may stand in sources/ without being read: words for the editors.
IGNORED = {"README.md"}


@dataclass(frozen=True)
class Loaded:
    """What was read: the publication if it has no problem, all problems, every text."""

    publication: s.Publication | None
    problems: tuple[Problem, ...]
    texts: dict[str, str]


def load_publication(root: Path, cache: Path | None = None) -> Loaded:
    """Read the publication whose folder is `root`.

    Every problem of every file is gathered; nothing is raised for bad input.
    """
    loader = _Loader(root, cache)
    publication = loader.load()
    problems = tuple(sorted(set(loader.problems), key=lambda p: (p.place, p.rule, p.message)))
    return Loaded(publication if not problems else None, problems, loader.texts)


@dataclass
class _Loader:
    root: Path
    cache: Path | None
    problems: list[Problem] = field(default_factory=list)
    texts: dict[str, str] = field(default_factory=dict)
    bodies: dict[tuple[str, str], MarkdownText] = field(default_factory=dict)
    seen: dict[str, Place] = field(default_factory=dict)

    def load(self) -> s.Publication | None:
        if not (self.root / "sources").is_dir():
            self.problems.append(
                Problem(
                    "SRC001",
                    Place("sources"),
                    "le dossier sources/ est introuvable",
                    "Lancer la commande dans le dossier d’une publication, ou donner --root DOSSIER.",
                )
            )
            return None
        single = {name: self._single(name, model) for name, model in SINGLE.items()}
        metropoles = {m.id: m for m in self._list("metropoles.yaml", s.Metropole)}
        facts = {fact.id: fact for fact in self._facts()}
        pieces: dict[str, dict[str, Any]] = {}
        for folder, (piece, attribute) in PIECES.items():
            pieces[attribute] = {p.id: p for p in self._pieces(folder, piece)}
        for folder, (data, attribute) in DATA.items():
            pieces[attribute] = {p.id: p for p in self._data(folder, data)}
        self._report_strangers()
        trees = self._trees()
        if self.problems or single["publication.yaml"] is None:
            return None
        return s.Publication(
            root=str(self.root),
            info=single["publication.yaml"],
            lexicon=single["lexicon.yaml"] or s.Lexicon(),
            bibliography=single["bibliography.yaml"] or s.Bibliography(entries=[]),
            waivers=single["waivers.yaml"] or s.Waivers(),
            metropoles=metropoles,
            facts=facts,
            texts=self.texts,
            trees=trees,
            **pieces,
        )

    # --- files --------------------------------------------------------------------

    def _names(self, folder: str, ending: str) -> list[str]:
        paths = sorted((self.root / "sources" / folder).glob(f"*{ending}"))
        return [f"sources/{folder}/{path.name}" for path in paths]

    def _text(self, name: str) -> str | None:
        text = read_text(self.root, name, self.problems)
        if text is not None:
            self.texts[name] = text
        return text

    def _yaml(self, name: str) -> LocatedYaml | None:
        text = self._text(name)
        return None if text is None else read_yaml(name, text, self.problems)

    def _single(self, file: str, model: type[s.Source]) -> Any:
        name = f"sources/{file}"
        if not (self.root / name).exists() and file != "publication.yaml":
            return None
        located = self._yaml(name)
        if located is None:
            return None
        if located.data is None:
            located.data = {}
        return build_model(model, located, self.problems)

    def _list(self, file: str, model: type[s.Metropole]) -> Iterator[s.Metropole]:
        if not (self.root / "sources" / file).exists():
            return
        located = self._yaml(f"sources/{file}")
        if located is None:
            return
        if not isinstance(located.data, list):
            place = located.values[()]
            self.problems.append(
                Problem("SRC007", place, "une liste est attendue", "Une ligne « - » par élément.")
            )
            return
        for number in range(len(located.data)):
            made = build_model(model, located, self.problems, (number,))
            if made is not None and self._new(made.id, made.place_of("id")):
                yield made

    def _facts(self) -> Iterator[s.Fact]:
        for name in self._names("facts", ".yaml"):
            located = self._yaml(name)
            if located is None:
                continue
            _spread_defaults(located)
            file = build_model(s.FactFile, located, self.problems)
            for fact in file.facts if file else ():
                if self._new(fact.id, fact.place_of("id")):
                    yield fact

    def _pieces(self, folder: str, model: type[s.Piece]) -> Iterator[s.Piece]:
        for name in self._names(folder, ".md"):
            text = self._text(name)
            halves = split_front_matter(name, text, self.problems) if text is not None else None
            if halves is None:
                continue
            located = read_yaml(name, halves.yaml, self.problems, halves.yaml_line)
            if located is None:
                continue
            if located.data is None:
                located.data = {}
            if isinstance(located.data, dict):
                located.data["body"] = halves.body
                place = Place(name, halves.body_line)
                located.values[("body",)] = place
                located.texts[("body",)] = (place, 0)
            made = build_model(model, located, self.problems)
            if made is not None and self._accept(made.id, name, made, located):
                yield made

    def _data(
        self, folder: str, model: type[s.Table | s.Figure | s.Sheet]
    ) -> Iterator[s.Table | s.Figure | s.Sheet]:
        for name in self._names(folder, ".yaml"):
            located = self._yaml(name)
            made = build_model(model, located, self.problems) if located else None
            if made is not None and located and self._accept(made.id, name, made, located):
                yield made

    # --- ids ----------------------------------------------------------------------

    def _accept(self, id_: str, name: str, made: s.Source, located: LocatedYaml) -> bool:
        """Check a piece's id, and note its Markdown for parsing."""
        if not self._new(id_, made.place_of("id")):
            return False
        expected = id_ if id_.startswith("part-") else id_.partition("-")[2]
        stem = Path(name).stem
        if stem not in (expected, id_):
            self.problems.append(
                Problem(
                    "SRC009",
                    made.place_of("id"),
                    f"le fichier {Path(name).name} ne porte pas le nom de son identifiant « {id_} »",
                    f"Renommer le fichier en {expected}{Path(name).suffix}, ou corriger l’identifiant.",
                    key=id_,
                )
            )
        for key in type(made).model_fields:
            value = getattr(made, key)
            if isinstance(value, s.Markdown):
                place, indent = located.texts[(key,)]
                self.bodies[(id_, key)] = MarkdownText(value.text, place, indent)
        return True

    def _new(self, id_: str, place: Place) -> bool:
        first = self.seen.setdefault(id_, place)
        if first is place:
            return True
        self.problems.append(
            Problem(
                "SRC008",
                place,
                f"l’identifiant « {id_} » est déjà pris ({first})",
                "Chaque identifiant ne sert qu’une fois dans la publication : en choisir un autre.",
                key=id_,
            )
        )
        return False

    # --- the rest -----------------------------------------------------------------

    def _trees(self) -> dict[tuple[str, str], Tree]:
        cache = self.cache / "trees" if self.cache else None
        trees, problems = parse_markdown(list(self.bodies.values()), cache)
        self.problems.extend(problems)
        return dict(zip(self.bodies, trees, strict=True))

    def _report_strangers(self) -> None:
        known = {f"sources/{name}" for name in (*SINGLE, "metropoles.yaml")}
        for path in sorted((self.root / "sources").rglob("*")):
            name = path.relative_to(self.root).as_posix()
            inside_figures = name.startswith("sources/figures/")
            if (
                path.is_file()
                and name not in self.texts
                and name not in known
                and not inside_figures
                and path.name not in IGNORED
                and not path.name.startswith(".")
                and not any(problem.place.file == name for problem in self.problems)
            ):
                self.problems.append(
                    Problem(
                        "SRC011",
                        Place(name),
                        "ce fichier n’est lu par rien",
                        "Le ranger dans le dossier de son genre (chapters/, zooms/, facts/…) avec "
                        "l’extension attendue (.md ou .yaml), ou le retirer de sources/.",
                    )
                )


def _spread_defaults(located: LocatedYaml) -> None:
    """Give each fact of a file the defaults it does not override."""
    data = located.data
    if not isinstance(data, dict) or not isinstance(data.get("facts"), list):
        return
    for fact in data["facts"]:
        if isinstance(fact, dict):
            for key in ("scope", "source", "as_of"):
                if key in data:
                    fact.setdefault(key, data[key])
