"""Mending the texts of the sources at the places where the cure of a fault is certain.

The text is edited where it stands and nowhere else: comments, layout and line ends stay.
"""

from __future__ import annotations

import difflib
import re
from collections import defaultdict
from collections.abc import Iterable

from pipeline.checks.core import Mend

_LINE_END = re.compile(r"(\r\n|\r|\n)")
_MARK = "\ufeff"


def mend_text(text: str, mends: Iterable[Mend]) -> tuple[str, frozenset[Mend]]:
    """The text of one file with the mends that apply, and which those are.

    A mend applies where the text has what it says, and where no earlier mend is. `text` may have
    any line ends, and a byte order mark.
    """
    mark = _MARK if text.startswith(_MARK) else ""
    # Lines stand at even places, what ends them at odd ones.
    pieces = _LINE_END.split(text.removeprefix(_MARK))
    by_line: dict[int, set[Mend]] = defaultdict(set)
    for mend in mends:
        by_line[mend.place.line].add(mend)
    done: set[Mend] = set()
    for number, wanted in by_line.items():
        at = 2 * (number - 1)
        if 0 <= at < len(pieces):
            pieces[at], applied = _mend_line(pieces[at], wanted)
            done |= applied
    return mark + "".join(pieces), frozenset(done)


def _mend_line(line: str, mends: Iterable[Mend]) -> tuple[str, set[Mend]]:
    made, end, done = [], 0, set()
    for mend in sorted(mends, key=lambda m: (m.place.column, m.old, m.new)):
        start = mend.place.column - 1
        if start >= end and line[start:].startswith(mend.old) and "\n" not in mend.old:
            made += [line[end:start], mend.new]
            end = start + len(mend.old)
            done.add(mend)
    return "".join([*made, line[end:]]), done


def show_difference(name: str, before: str, after: str) -> str:
    """The unified diff of a file, as `patch` and git read it."""
    lines = difflib.unified_diff(
        before.splitlines(keepends=True),
        after.splitlines(keepends=True),
        f"a/{name}",
        f"b/{name}",
    )
    missing = "\n\\ No newline at end of file\n"
    return "".join(line if line.endswith(("\n", "\r")) else line + missing for line in lines)
