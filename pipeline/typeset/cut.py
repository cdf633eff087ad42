"""What the engine cuts off: a placed block ends at the foot of the page, and the rest is gone.

Nothing is said, and no box holds the rest. It is found by comparing the element's own text with
what its boxes hold.
"""

from __future__ import annotations

from typing import Any

from weasyprint.formatting_structure import boxes as wp

from pipeline.typeset.boxtree import walk


def lost_words(box: Any) -> str:
    """The end of the text of a placed block that no line holds; empty where all of it is there.

    Only an end counts: what a style sheet hides may stand anywhere.
    """
    if box.element is None or "::" in (box.element_tag or ""):
        return ""
    words = " ".join(box.element.itertext()).split()
    held = _letters("".join(one.text for one in walk(box) if isinstance(one, wp.TextBox)))
    whole = _letters("".join(words))
    if not held or held == whole or not whole.startswith(held):
        return ""
    left = len(whole) - len(held)
    lost: list[str] = []
    for word in reversed(words):
        if left <= 0:
            break
        left -= len(_letters(word))
        lost.insert(0, word)
    return " ".join(lost)


def _letters(text: str) -> str:
    return "".join(sign for sign in text if sign.isalnum())
