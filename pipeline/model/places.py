"""Where a value stands in the sources: file, line, column."""

from __future__ import annotations

from dataclasses import dataclass, replace


@dataclass(frozen=True, order=True, slots=True)
class Place:
    """A point in a source file.

    `file` is relative to the publication's root, with forward slashes; `line` and
    `column` count from 1, the way editors show them.
    """

    file: str
    line: int = 1
    column: int = 1

    def __str__(self) -> str:
        return f"{self.file}:{self.line}:{self.column}"

    def shifted(self, lines: int = 0, columns: int = 0) -> Place:
        """The place that many lines and columns further on."""
        return replace(self, line=self.line + lines, column=self.column + columns)
