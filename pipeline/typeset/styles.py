"""Computed styles worked out once: what the engine finds for an element holds for all like it.

A section is laid out several times and a worker sets many sections under the same style sheets;
the engine works out every property of every element anew in each. What it finds depends on the
declarations that apply and on the parent's style alone. So it is kept by these, beside the sheets,
and each layout gets styles of its own that look up there what they are asked for first. What a
layout writes into a style stays in that layout.

Used lengths of a box (margins, padding, borders, width and height) depend on its style and on the
size of its containing block; they are kept beside the style.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from weasyprint import css
from weasyprint.css import AnonymousStyle, ComputedStyle
from weasyprint.css.properties import INHERITED
from weasyprint.formatting_structure.boxes import PageBox
from weasyprint.layout import absolute, block, column, grid, inline, page, percent, table
from weasyprint.layout import float as floats

from pipeline.typeset.pseudo_styles import StylesFor

# Styles kept at most; a publication of 92 pages has 4,500.
_LIMIT = 20_000
# What names an element says nothing of how it looks.
_OWN = ("anchor",)
_RESOLVING = (absolute, block, column, floats, grid, inline, page, table)
_SIDES = ("top", "right", "bottom", "left")
_USED = (
    *(f"margin_{side}" for side in _SIDES),
    *(f"padding_{side}" for side in _SIDES),
    *(f"border_{side}_width" for side in _SIDES),
    *(f"{limit}{axis}" for limit in ("", "min_", "max_") for axis in ("width", "height")),
)


class _PageSizes(dict[str, Any]):
    """Sizes of the first page, which lengths in vw and vh ask for: they differ by document."""

    def __getitem__(self, key: str) -> Any:
        raise _UnsharedError(key)


class _UnsharedError(Exception):
    """A value that does not hold for other documents."""


@dataclass(slots=True)
class Styles:
    """Styles found so far, by what decides them; `trusted` until one gives reason to complain.

    `lines` holds the first of those that hand the same down to the elements inside.
    """

    known: dict[Any, ComputedStyle] = field(default_factory=dict)
    lines: dict[Any, ComputedStyle] = field(default_factory=dict)
    trusted: bool = True


class _Style(ComputedStyle):  # type: ignore[misc]
    """A style of one layout, that looks up in the kept one what it has not been asked yet."""

    styles: Styles
    complaints: list[str]
    kept: ComputedStyle | None

    def __init__(
        self,
        parent_style: Any,
        cascaded: Any,
        pseudo_type: Any,
        root_style: Any,
        base_url: Any,
        font_config: Any,
        initial_page_sizes: Any,
    ) -> None:
        super().__init__(
            parent_style,
            cascaded,
            pseudo_type,
            root_style,
            base_url,
            font_config,
            initial_page_sizes,
        )
        self.changed = False
        self.kept = self._keep() if self.styles.trusted else None
        if self.kept is not None:
            self.update(self.kept)
            self.specified = self.kept.specified
            self.cache = self.kept.cache

    def _keep(self) -> ComputedStyle | None:
        parent = root = None
        if self.parent_style is not None:
            parent = getattr(self.parent_style, "kept", None)
            root = getattr(self.root_style, "kept", None)
            if parent is None or root is None:
                return None
            root = root.line
        declared = tuple(
            (name, value if _is_plain(value) else id(value), *weight[:2], *weight[2])
            for name, (value, weight) in self.cascaded.items()
            if name not in _OWN
        )
        if parent is not None and not any(_asks_parent(item) for item in declared):
            parent = parent.line
        around = (id(parent), id(root), id(self.font_config), self.base_url)
        key = (*around, self.pseudo_type, declared)
        known = self.styles.known.get(key)
        if known is None:
            # It keeps the declared values and its parent, so that no other takes their identity.
            known = self.styles.known[key] = ComputedStyle(
                parent,
                self.cascaded,
                self.pseudo_type,
                self.root_style if parent is None else root,
                self.base_url,
                self.font_config,
                _PageSizes(),
            )
            handed = tuple(item for item in declared if _is_handed_down(item[0]))
            known.line = self.styles.lines.setdefault((*around, handed), known)
        return known

    def __missing__(self, key: str) -> Any:
        if self.kept is None or key in _OWN:
            return self._find(key)
        if key not in self.kept:
            said = len(self.complaints)
            try:
                self.kept[key]
            except _UnsharedError:
                self.specified = self.kept.specified.copy()
                return self._find(key)
            if len(self.complaints) > said:
                # Other sections must hear it as well: they work out their own.
                self.styles.trusted = False
        value = self.kept[key]
        dict.__setitem__(self, key, value)
        return value

    def _find(self, key: str) -> Any:
        """What the engine finds by itself."""
        before = self.changed
        value = super().__missing__(key)
        self.changed = before
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        self.changed = True
        dict.__setitem__(self, key, value)

    @cached_property
    def anonymous_style(self) -> AnonymousStyle:
        return _Anonymous(self)


class _Anonymous(AnonymousStyle):  # type: ignore[misc]
    """The style of boxes without an element inside one that has one."""

    parent_style: _Style

    def __init__(self, parent_style: _Style) -> None:
        super().__init__(parent_style)
        self._changed = False
        if self.kept is not None and not parent_style.changed:
            self.update(self.kept)

    @property
    def changed(self) -> bool:
        return self._changed or self.parent_style.changed

    @property
    def kept(self) -> AnonymousStyle | None:
        kept = self.parent_style.kept
        return None if kept is None else kept.anonymous_style

    def __missing__(self, key: str) -> Any:
        kept = None if self.changed else self.kept
        if kept is None:
            return self._find(key)
        try:
            value = kept[key]
        except _UnsharedError:
            return self._find(key)
        dict.__setitem__(self, key, value)
        return value

    def _find(self, key: str) -> Any:
        before = self._changed
        value = super().__missing__(key)
        self._changed = before
        return value

    def __setitem__(self, key: str, value: Any) -> None:
        self._changed = True
        dict.__setitem__(self, key, value)


def _is_handed_down(name: str) -> bool:
    """Whether elements inside see a property."""
    return name in INHERITED or name == "page" or name.startswith(("__", "text_decoration_"))


def _asks_parent(item: tuple[Any, ...]) -> bool:
    """Whether a declaration asks for a value of the parent's that it does not hand down."""
    return item[1] == "inherit" and not _is_handed_down(item[0])


def _is_plain(value: Any) -> bool:
    """Whether a declared value is known by what it says; others are known by their identity."""
    if isinstance(value, tuple):
        return all(map(_is_plain, value))
    return isinstance(value, str | int | float)


def _resolve(box: Any, containing_block: Any) -> None:
    """What the engine's `resolve_percentages` does."""
    style = box.style
    kept = None if getattr(style, "changed", True) else style.kept
    if kept is None or style["border_collapse"] == "collapse":
        percent.resolve_percentages(box, containing_block)
        return
    if isinstance(containing_block, tuple):
        width, height = containing_block
    else:
        width, height = containing_block.width, containing_block.height
    key = (width, height, isinstance(box, PageBox))
    used = kept.__dict__.setdefault("used", {})
    lengths = used.get(key)
    if lengths is None:
        percent.resolve_percentages(box, containing_block)
        used[key] = {name: getattr(box, name) for name in _USED}
    else:
        box.__dict__.update(lengths)


@contextmanager
def shared_styles(styles: Styles, complaints: list[str]) -> Iterator[None]:
    """Share styles, and what follows from them, inside the block.

    `complaints` is the list that the engine's messages are gathered in: a value that it complains
    about is said for each section it concerns.
    """
    if len(styles.known) > _LIMIT:
        styles.known.clear()
        styles.lines.clear()
    before = css.ComputedStyle, css.StyleFor
    told = {"styles": styles, "complaints": complaints}
    css.ComputedStyle, css.StyleFor = type("_Style", (_Style,), told), StylesFor
    for module in _RESOLVING:
        module.resolve_percentages = _resolve
    try:
        yield
    finally:
        css.ComputedStyle, css.StyleFor = before
        for module in _RESOLVING:
            module.resolve_percentages = percent.resolve_percentages
