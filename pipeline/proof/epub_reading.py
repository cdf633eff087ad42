"""Reading an EPUB back, from its container on; knows nothing of the code that made it."""

from __future__ import annotations

import io
import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from urllib.parse import unquote
from xml.etree.ElementTree import Element, ParseError, fromstring

from pipeline.errors import PipelineError

_CONTAINER = "{urn:oasis:names:tc:opendocument:xmlns:container}"
_OPF = "{http://www.idpf.org/2007/opf}"
_XHTML = "{http://www.w3.org/1999/xhtml}"
_OPS = "{http://www.idpf.org/2007/ops}"


class EpubError(PipelineError):
    """The file is not an archive that a reading system could open; says why."""


@dataclass(frozen=True, slots=True)
class Item:
    """An entry of the manifest; `name` is from the root of the archive."""

    id: str
    name: str
    media_type: str
    properties: tuple[str, ...] = ()


@dataclass(frozen=True)
class EpubReading:
    """An opened EPUB: names in the order of the archive, manifest, spine, documents, fonts."""

    names: tuple[str, ...]
    stored_first: bool
    items: Mapping[str, Item]
    spine: tuple[str, ...]
    documents: Mapping[str, Element]
    metadata: Mapping[str, tuple[str, ...]]
    fonts: Mapping[str, bytes]

    @property
    def navigation(self) -> str:
        """The name of the navigation document, or nothing."""
        return next((i.name for i in self.items.values() if "nav" in i.properties), "")

    def lists(self, type_: str) -> list[Element]:
        """The `nav` elements of a type (`toc`, `landmarks`, `page-list` ...)."""
        root = self.documents.get(self.navigation)
        if root is None:
            return []
        return [e for e in root.iter(f"{_XHTML}nav") if epub_type(e) == type_]


def epub_type(element: Element) -> str:
    """The epub:type of an element, or nothing."""
    return element.get(f"{_OPS}type", "")


def tag_of(element: Element) -> str:
    """The name of an XHTML element."""
    return element.tag.removeprefix(_XHTML)


def read_epub(data: bytes) -> EpubReading:
    """Open an EPUB. Raises EpubError where its structure cannot be followed."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            infos = archive.infolist()
            files = {info.filename: archive.read(info) for info in infos}
    except zipfile.BadZipFile as error:
        raise EpubError(f"not a zip archive: {error}") from error
    container = _parse(files, "META-INF/container.xml")
    root = next(container.iter(f"{_CONTAINER}rootfile"), None)
    if root is None:
        raise EpubError("the container names no package document")
    package_name = root.get("full-path", "")
    package = _parse(files, package_name)
    items = {item.id: item for item in _items(package, posixpath.dirname(package_name))}
    spine = []
    for reference in package.iter(f"{_OPF}itemref"):
        id_ = reference.get("idref", "")
        if id_ not in items:
            raise EpubError(f"the spine names {id_!r}, which the manifest does not hold")
        spine.append(items[id_].name)
    documents = {
        item.name: _parse(files, item.name)
        for item in items.values()
        if item.media_type == "application/xhtml+xml" and item.name in files
    }
    return EpubReading(
        names=tuple(files),
        stored_first=bool(infos)
        and infos[0].filename == "mimetype"
        and infos[0].compress_type == zipfile.ZIP_STORED
        and files["mimetype"] == b"application/epub+zip",
        items=items,
        spine=tuple(spine),
        documents=documents,
        metadata=_metadata(package),
        fonts={
            item.name: files[item.name]
            for item in items.values()
            if item.media_type.startswith("font/") and item.name in files
        },
    )


def _parse(files: Mapping[str, bytes], name: str) -> Element:
    if name not in files:
        raise EpubError(f"{name} is not in the archive")
    try:
        return fromstring(files[name])
    except ParseError as error:
        raise EpubError(f"{name} is not well-formed XML: {error}") from error


def _items(package: Element, folder: str) -> Iterator[Item]:
    for item in package.iter(f"{_OPF}item"):
        name = posixpath.normpath(posixpath.join(folder, unquote(item.get("href", ""))))
        yield Item(
            item.get("id", ""),
            name,
            item.get("media-type", ""),
            tuple(item.get("properties", "").split()),
        )


def _metadata(package: Element) -> dict[str, tuple[str, ...]]:
    """Values by name: `dc:` elements by their local name, `meta` by their property."""
    found: dict[str, list[str]] = {}
    for element in next(package.iter(f"{_OPF}metadata")):
        name = element.get("property") or element.tag.rpartition("}")[2]
        if element.get("refines") is None:
            found.setdefault(name, []).append(element.text or "")
    return {name: tuple(values) for name, values in found.items()}


def target_of(href: str, name: str) -> tuple[str, str]:
    """The file and the id that a link leads to, seen from a file; the file is "" outside."""
    if ":" in href.partition("/")[0]:
        return "", ""
    path, _, fragment = href.partition("#")
    file = posixpath.normpath(posixpath.join(posixpath.dirname(name), unquote(path)))
    return (file if path else name), fragment
