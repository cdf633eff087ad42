"""The kinds of source files: where each stands under `sources/`, and what it is read into."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from pipeline.model import sources as s

Shape = Literal["single", "list", "facts", "data", "piece"]


@dataclass(frozen=True, slots=True)
class Kind:
    """One kind of source file.

    `pattern` is its path below `sources/`, `*` standing for a name; `attribute` the one of
    `Publication` that holds it. `shape`: a file of its own (single), a list in one file (list),
    facts files, a folder of YAML files (data) or of Markdown files with front matter (piece).
    """

    name: str
    pattern: str
    model: type[s.Source]
    attribute: str
    shape: Shape

    @property
    def folder(self) -> str:
        """The folder below `sources/`; empty for files that stand there themselves."""
        return self.pattern.rpartition("/")[0]

    @property
    def ending(self) -> str:
        """`.yaml` or `.md`."""
        return "." + self.pattern.rpartition(".")[2]

    def holds(self, name: str) -> bool:
        """Whether a file below `sources/` is of this kind; those of sub-folders are of none."""
        if "*" not in self.pattern:
            return name == self.pattern
        folder, _, file = name.rpartition("/")
        return folder == self.folder and file.endswith(self.ending)


KINDS = (
    Kind("publication", "publication.yaml", s.PublicationInfo, "info", "single"),
    Kind("metropoles", "metropoles.yaml", s.Metropole, "metropoles", "list"),
    Kind("lexicon", "lexicon.yaml", s.Lexicon, "lexicon", "single"),
    Kind("bibliography", "bibliography.yaml", s.Bibliography, "bibliography", "single"),
    Kind("waivers", "waivers.yaml", s.Waivers, "waivers", "single"),
    Kind("facts", "facts/*.yaml", s.FactFile, "facts", "facts"),
    Kind("chapter", "chapters/*.md", s.Section, "sections", "piece"),
    Kind("zoom", "zooms/*.md", s.Zoom, "zooms", "piece"),
    Kind("box", "boxes/*.md", s.Box, "boxes", "piece"),
    Kind("testimonial", "testimonials/*.md", s.Testimonial, "testimonials", "piece"),
    Kind("table", "tables/*.yaml", s.Table, "tables", "data"),
    Kind("figure", "figures/*.yaml", s.Figure, "figures", "data"),
    Kind("sheet", "sheets/*.yaml", s.Sheet, "sheets", "data"),
)
"""Every kind, in the order they are read."""
