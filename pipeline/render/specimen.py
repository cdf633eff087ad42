"""The documents of the specimen: what the design is made of, each thing on a page of its own.

A document is set as a section of the book is, by the same layouts and styles. Texts are those of
the examples files, so the specimen changes with the design and not with the sources.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from types import SimpleNamespace as View
from typing import Any

from jinja2.sandbox import SandboxedEnvironment
from markupsafe import Markup

from pipeline.errors import UsageError, nearest
from pipeline.french.typography import set_text
from pipeline.model.book import Book
from pipeline.render.document import render_sections
from pipeline.render.environment import find_folder, make_environment
from pipeline.render.examples import PLACE, Component, Example, component_names, read_component
from pipeline.render.studio import Studio
from pipeline.render.tokens import read_colours, read_part_colours, read_types

TITLE = "Spécimen"
CONTENTS = "specimen-sommaire"
BASE, COMPONENTS, SECTIONS = "Fondations", "Composants", "Pages"
# The colour that tells each group, and the one components take where nothing is said.
GROUPS = {BASE: "bronze", COMPONENTS: "vermillon", SECTIONS: "verdigris"}
DEFAULT = "vermillon"
# The example that is shown in the colour of every part.
USUAL = "courant"

_ID = re.compile(r'(?<![\w-])id="([^"]+)"')
_TARGET = re.compile(r'(?<=data-target=")[^"]+|(?<=href="pub:)[^"]+')
_WORDS = "Métropoles, économie sociale et solidaire"


@dataclass(frozen=True, slots=True)
class Strip:
    """What the head of a page says of what stands on it."""

    name: str
    words: str
    files: str


@dataclass(frozen=True, slots=True)
class SpecimenDocument:
    """A document of the specimen. `marks` gives the ids in it at which other words begin."""

    id: str
    title: str
    group: str
    html: str
    base: str
    strip: Strip
    kind: str = "text"
    marks: tuple[tuple[str, str], ...] = ()
    listed: bool = True


@dataclass(frozen=True, slots=True)
class _Press:
    """What every document is made with."""

    root: Path
    studio: Studio
    environment: SandboxedEnvironment

    def styles(self, name: str) -> str:
        return (find_folder(self.root, "styles") / name).resolve().as_uri()

    @property
    def base(self) -> str:
        return self.root.resolve().as_uri() + "/"

    def render(self, template: str, section: View) -> str:
        values: dict[str, Any] = {"src": "", "colour": "", "frame": None, "kind": "text"}
        section.__dict__.update({**values, **section.__dict__})
        return self.environment.get_template(f"specimen/{template}.html.j2").render(
            book=View(language="fr", short_title=TITLE),
            section=section,
            stylesheet=self.styles("print.css"),
            specimen_css=self.styles("specimen.css"),
        )


def render_specimen(
    root: Path, studio: Studio, sample: Book, only: Collection[str] = ()
) -> list[SpecimenDocument]:
    """All documents, in order; `sample` gives the kinds of sections.

    `only` names the components and kinds wanted, where not all are. Raises UsageError for a name
    that is neither.
    """
    press = _Press(root, studio, make_environment(root))
    components = component_names(root)
    known = {*components, *(section.kind for section in sample.sections)}
    for name in only:
        if name not in known:
            near = nearest(name, known)
            hint = f"; did you mean {near!r}?" if near else ""
            raise UsageError(f"no component or kind of page is called {name!r}{hint}")
    made = [] if only else list(_foundations(press))
    made += _components(press, [name for name in components if not only or name in only])
    made += _sections(press, sample, only)
    ids = {name for document in made for name in (document.id, *_ID.findall(document.html))}
    made = [replace(d, html=_bind_targets(d.html, ids)) for d in made]
    return [_contents(press, made), *made]


def _bind_targets(html: str, known: set[str]) -> str:
    """References of examples to what the specimen does not hold lead to its contents."""
    return _TARGET.sub(lambda m: m[0] if m[0] in known else CONTENTS, html)


def _contents(press: _Press, made: Sequence[SpecimenDocument]) -> SpecimenDocument:
    groups = [
        View(title=group, colour=colour, entries=entries)
        for group, colour in GROUPS.items()
        if (entries := _entries(made, group))
    ]
    section = View(
        id=CONTENTS,
        title=TITLE,
        standfirst=set_text(
            "Chaque composant et chaque genre de page, vide, courant et trop long : l'effet d'une "
            "retouche de styles/ ou de layouts/ se voit ici d'un coup."
        ),
        groups=groups,
    )
    strip = Strip(TITLE, "sommaire", "layouts/specimen/contents.html.j2")
    html = press.render("contents", section)
    return SpecimenDocument(CONTENTS, TITLE, "", html, press.base, strip)


def _entries(made: Sequence[SpecimenDocument], group: str) -> list[View]:
    return [View(target=d.id, title=d.title) for d in made if d.group == group and d.listed]


def _foundations(press: _Press) -> Iterator[SpecimenDocument]:
    tokens = find_folder(press.root, "styles") / "tokens.css"
    colours = [
        View(
            name=colour.name,
            value=colour.value,
            inks=f"C M J N {colour.inks}" if colour.inks else "",
            contrast=set_text(f"contraste {colour.contrast:.1f} sur papier").replace(".", ","),
        )
        for colour in read_colours(tokens)
    ]
    types = [View(name=t.name, words=t.words.replace(".", ",")) for t in read_types(tokens)]
    pages: list[tuple[str, str, str, dict[str, Any]]] = [
        (
            "couleurs",
            "Couleurs",
            "Les couleurs, leurs encres et leur contraste.",
            {"colours": colours},
        ),
        (
            "corps",
            "Caractères",
            "L'échelle des caractères, du plus grand au plus petit.",
            {"types": types, "words": _WORDS},
        ),
    ]
    for name, title, words, values in pages:
        section = View(id=f"specimen-{name}", title=title, description=set_text(words), **values)
        template = next(iter(values))
        html = press.render(template, section)
        strip = Strip(title, "", "styles/tokens.css")
        yield SpecimenDocument(section.id, title, BASE, html, press.base, strip)


# --- components -----------------------------------------------------------------------


def _components(press: _Press, names: Sequence[str]) -> Iterator[SpecimenDocument]:
    styles = find_folder(press.root, "styles")
    colours = read_part_colours(styles / "tokens.css")
    for name in names:
        component = read_component(press.root, name, press.studio)
        css = (styles / "components" / f"{name}.css").read_text(encoding="utf-8")
        # A component that sets the colour itself looks the same in every part.
        coloured = "var(--pc)" in css and "--pc:" not in css
        shown = list(_shown(component, colours if coloured else [DEFAULT]))
        if component.page:
            yield from _alone(press, component, shown)
        else:
            yield _together(press, component, shown)


def _shown(component: Component, colours: Sequence[str]) -> Iterator[tuple[Example, str]]:
    """The examples with the colours each is shown in."""
    for example in component.examples:
        yield example, DEFAULT
        if example.name == USUAL:
            yield from ((example, colour) for colour in colours if colour != DEFAULT)


def _html(press: _Press, component: Component, example: Example, mark: str) -> Markup:
    """An example as its macro gives it, with ids of its own."""
    template = press.environment.get_template(f"components/{component.name}.html.j2")
    made = str(getattr(template.module, component.name)(**example.arguments)).strip()
    placed = component.around.replace(PLACE, made)
    return Markup(_ID.sub(lambda match: f'id="{mark}-{match[1]}"', placed))


def _strip(component: Component, words: str = "") -> Strip:
    files = f"layouts/components/{component.name}.html.j2 · styles/components/{component.name}.css"
    return Strip(component.name, words, files)


def _words(example: Example, colour: str) -> str:
    return example.name if colour == DEFAULT else f"{example.name}, {colour}"


def _together(
    press: _Press, component: Component, shown: Sequence[tuple[Example, str]]
) -> SpecimenDocument:
    """All examples of a component in one document."""
    identifier = f"c-{component.name}"
    examples = [
        View(
            id=f"{identifier}-{number}",
            name=_words(example, colour),
            colour=colour,
            html=_html(press, component, example, f"{identifier}-{number}"),
        )
        for number, (example, colour) in enumerate(shown, start=1)
    ]
    section = View(
        id=identifier,
        title=component.name,
        description=component.description,
        parameters=[(name, words) for name, words in component.parameters.items()],
        files=[
            ("gabarit", f"layouts/components/{component.name}.html.j2"),
            ("style", f"styles/components/{component.name}.css"),
            ("exemples", f"layouts/components/{component.name}.yaml"),
        ],
        examples=examples,
    )
    html = press.render("component", section)
    marks = tuple((example.id, example.name) for example in examples)
    strip = _strip(component)
    return SpecimenDocument(
        identifier, component.name, COMPONENTS, html, press.base, strip, marks=marks
    )


def _alone(
    press: _Press, component: Component, shown: Sequence[tuple[Example, str]]
) -> Iterator[SpecimenDocument]:
    """Each example on pages of its own, as it stands in the book."""
    zebra = press.studio.draw("zebra", decorative=True, width=194.0, height=281.0)
    for number, (example, colour) in enumerate(shown, start=1):
        identifier = f"c-{component.name}" + (f"-{number}" if number > 1 else "")
        section = View(
            id=identifier,
            title=component.name,
            kind=component.page,
            colour=colour,
            frame=zebra,
            html=_html(press, component, example, identifier),
        )
        html = press.render("alone", section)
        strip = _strip(component, _words(example, colour))
        yield SpecimenDocument(
            identifier, component.name, COMPONENTS, html, press.base, strip, listed=number == 1
        )


# --- kinds of sections ----------------------------------------------------------------


def _sections(press: _Press, sample: Book, only: Collection[str]) -> Iterator[SpecimenDocument]:
    """The sections of a small publication, the first of each kind."""
    seen: set[str] = set()
    for document in render_sections(sample, press.studio, press.root):
        kind = document.section.kind
        if kind in seen or (only and kind not in only):
            continue
        seen.add(kind)
        files = f"layouts/sections/{kind}.html.j2 · styles/sections/{kind}.css"
        yield SpecimenDocument(
            document.section.id,
            kind,
            SECTIONS,
            document.html,
            document.base,
            Strip(kind, "genre de page", files),
            kind,
        )
