"""Styles of pseudo-elements found when they are asked for.

The engine's own sheet names the marker and five kinds of notes of every element, and the engine
finds a style for each of them, in every layout. Hardly any is ever asked for.

Like `boxes`, this module knows WeasyPrint's inside.
"""

from __future__ import annotations

from collections.abc import Callable
from copy import copy
from math import inf
from typing import Any

from weasyprint.css import StyleFor, declaration_precedence


class _Matcher:
    """Selectors of a sheet that match an element; those of its pseudo-elements are put by."""

    def __init__(self, matcher: Any, put_by: Callable[[Any, Any], None]) -> None:
        self._matcher = matcher
        self._put_by = put_by

    def match(self, element: Any) -> list[Any]:
        found = []
        for match in self._matcher.match(element):
            pseudo, (declarations, _) = match[2:]
            # Links may lead to anchors before boxes are made of them.
            if pseudo is None or any(name == "anchor" for name, _, _ in declarations):
                found.append(match)
            else:
                self._put_by(element.etree_element, match)
        return found


class StylesFor(StyleFor):  # type: ignore[misc]
    """Styles of a document's elements; those of their pseudo-elements wait to be asked for."""

    def __init__(self, html: Any, sheets: Any, *rest: Any) -> None:
        self._html = html
        self._put_by: dict[Any, list[Any]] = {}
        super().__init__(html, [(self._sheet(*sheet), *sheet[1:]) for sheet in sheets], *rest)

    def _sheet(self, sheet: Any, origin: Any, specificity: Any) -> Any:
        def put_by(element: Any, match: Any) -> None:
            layer = match[3][1]
            order = inf if layer is None else sheet.layers.index(layer)
            self._put_by.setdefault((element, match[2]), []).append(
                (match[3][0], origin, order, specificity or match[0])
            )

        other = copy(sheet)
        other.matcher = _Matcher(sheet.matcher, put_by)
        return other

    def __call__(self, element: Any, pseudo_type: Any = None) -> Any:
        matches = self._put_by.pop((element, pseudo_type), None)
        if matches is not None:
            self._cascaded_styles[element, pseudo_type] = _cascade(matches)
            self.set_computed_styles(
                element,
                pseudo_type=pseudo_type,
                root=self._html.etree_element,
                parent=element,
                base_url=self._html.base_url,
            )
            del self._cascaded_styles[element, pseudo_type]
        return super().__call__(element, pseudo_type)


def _cascade(matches: Any) -> dict[str, Any]:
    """Of each property, the declaration that wins, with its weight."""
    declared: dict[str, Any] = {}
    for declarations, origin, order, specificity in matches:
        for name, value, importance in declarations:
            weight = (declaration_precedence(origin, importance), order, specificity)
            if name not in declared or declared[name][1] <= weight:
                declared[name] = (value, weight)
    return declared
