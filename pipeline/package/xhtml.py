"""XHTML as trees: parsed strictly, written the same way every time."""

from __future__ import annotations

import re
from collections.abc import Iterator
from xml.etree.ElementTree import Element, ParseError, fromstring
from xml.sax.saxutils import escape

from pipeline.errors import PipelineError

XHTML = "http://www.w3.org/1999/xhtml"
OPS = "http://www.idpf.org/2007/ops"
XML = "http://www.w3.org/XML/1998/namespace"

VOID = frozenset({"br", "hr", "img", "link", "meta", "wbr", "col", "input"})
_OPEN_VOID = re.compile(rf"<({'|'.join(sorted(VOID))})\b([^<>]*?)\s*/?>")
_PREFIXES = {OPS: "epub:", XML: "xml:", XHTML: ""}


def tag(name: str) -> str:
    """The name of an XHTML element as the parser gives it."""
    return f"{{{XHTML}}}{name}"


def epub(name: str) -> str:
    """The name of an attribute of the `epub:` prefix as the parser gives it."""
    return f"{{{OPS}}}{name}"


def local(element: Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def parse_xhtml(text: str, name: str) -> Element:
    """The tree of a document, void elements closed first.

    The writer that print and EPUB share sets `<br>` the HTML way. Raises PipelineError where the
    result is not well formed.
    """
    closed = _OPEN_VOID.sub(r"<\1\2/>", text)
    try:
        return fromstring(closed)
    except ParseError as error:
        line = closed.splitlines()[error.position[0] - 1]
        column = error.position[1]
        near = line[max(0, column - 60) : column + 20]
        raise PipelineError(f"{name} is not well-formed XHTML: {error}, near {near!r}") from error


def write_xhtml(root: Element) -> bytes:
    """A document in UTF-8. Empty elements keep their end tag, void ones have none."""
    body = "".join(_write(root, top=True))
    return f'<?xml version="1.0" encoding="UTF-8"?>\n<!DOCTYPE html>\n{body}\n'.encode()


def _write(element: Element, *, top: bool = False) -> Iterator[str]:
    name = local(element)
    yield f"<{name}"
    if top:
        yield f' xmlns="{XHTML}" xmlns:epub="{OPS}"'
    for key, value in element.attrib.items():
        yield f' {_attribute(key)}="{escape(value, _QUOTES)}"'
    if name in VOID:
        yield "/>"
    else:
        yield ">"
        yield escape(element.text or "")
        for child in element:
            yield from _write(child)
            yield escape(child.tail or "")
        yield f"</{name}>"


_QUOTES = {'"': "&quot;", "\n": " "}


def _attribute(key: str) -> str:
    if not key.startswith("{"):
        return key
    namespace, _, name = key[1:].partition("}")
    return _PREFIXES[namespace] + name


def text_of(element: Element) -> str:
    """All characters below an element, spaces and line ends made one space."""
    return " ".join("".join(element.itertext()).split())
