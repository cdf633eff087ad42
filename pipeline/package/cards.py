"""Tables written in a text, as the tables of data are: on a narrow screen each row is a card."""

from __future__ import annotations

from xml.etree.ElementTree import Element

from pipeline.package.xhtml import tag

_ROLES = {"thead": "rowgroup", "tbody": "rowgroup", "tr": "row", "th": "columnheader", "td": "cell"}


def make_cards(main: Element) -> None:
    """Give the cells of plain tables the names of their columns, in place.

    Roles are said, because cells set as blocks lose those of their elements. The first cell of
    a row heads its card and needs no name.
    """
    for table in main.iter(tag("table")):
        head = table.find(tag("thead"))
        if table.get("class") or head is None:
            continue
        table.set("class", "cards")
        table.set("role", "table")
        for name, role in _ROLES.items():
            for element in table.iter(tag(name)):
                element.set("role", role)
        labels = [" ".join("".join(cell.itertext()).split()) for cell in head.iter(tag("th"))]
        for row in table.iter(tag("tr")):
            for number, cell in enumerate(row.findall(tag("td"))):
                cell.set("data-label", labels[number] if 0 < number < len(labels) else "")
