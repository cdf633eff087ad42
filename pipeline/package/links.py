"""Addresses: from ids of the publication to files of the archive."""

from __future__ import annotations

from collections.abc import Mapping
from xml.etree.ElementTree import Element

from pipeline.errors import PipelineError, nearest
from pipeline.package.setting import SCHEME
from pipeline.package.xhtml import tag


def resolve_links(root: Element, name: str, homes: Mapping[str, str]) -> None:
    """Turn `pub:ID` into a link to the file that holds ID; `homes` maps ids to files.

    Names are relative to `EPUB/`, and so is `name`, the file the links stand in. Raises
    PipelineError for an id that no file holds.
    """
    for link in root.iter(tag("a")):
        address = link.get("href", "")
        if address.startswith(SCHEME):
            link.set("href", address_of(address.removeprefix(SCHEME), name, homes))


def address_of(id_: str, name: str, homes: Mapping[str, str]) -> str:
    """The address of an id, seen from a file."""
    home = homes.get(id_)
    if home is None:
        hint = nearest(id_, homes)
        raise PipelineError(
            f"{name} leads to {id_!r}, which stands in no section"
            + (f"; did you mean {hint!r}?" if hint else "")
        )
    if home == name:
        return f"#{id_}"
    up = "../" * name.count("/")
    if home.partition("/")[0] == name.partition("/")[0] and "/" in name:
        return f"{home.rpartition('/')[2]}#{id_}"
    return f"{up}{home}#{id_}"
