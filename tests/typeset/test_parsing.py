"""HTML is read the same with patterns that are kept, and with fewer made."""

from __future__ import annotations

from xml.etree.ElementTree import tostring

import pytest
from weasyprint import HTML, tinyhtml5

from pipeline.typeset.parsing import kept_patterns
from tests.typeset.samples import chapter

ODD = (
    "<!DOCTYPE html><!-- a -- b ]> --><title>A & B</title><p a=b c='d]^-\\' e=\"é&amp;&eacute\" F>x"
    "\r\ny\x0c\ttxt &lt;&#x20AC;&notanentity; <b>1<i>2</b>3</i><p>\x00<svg><![CDATA[a]]b]]></svg>"
    "<script>if (a<b) ']-^'</script><style>a{b:c}</style><textarea>\n<b></textarea>" + "é" * 20_000
)


@pytest.mark.parametrize("html", [ODD, chapter("a", 2)], ids=["odd", "chapter"])
def test_documents_are_read_the_same(html: str) -> None:
    engines = tostring(HTML(string=html).etree_element)
    with kept_patterns():
        assert tostring(HTML(string=html).etree_element) == engines


def test_a_pattern_is_made_once(monkeypatch: pytest.MonkeyPatch) -> None:
    with kept_patterns():
        HTML(string=ODD)
        HTML(string=chapter("a", 2))
        made: list[str] = []
        monkeypatch.setattr(tinyhtml5.inputstream.re, "compile", made.append)
        HTML(string=ODD)
        HTML(string=chapter("b", 2))
    assert not made


def test_the_engine_is_left_as_it_was() -> None:
    before = tinyhtml5.inputstream.characters_until_regex
    with kept_patterns():
        assert tinyhtml5.inputstream.characters_until_regex is not before
    assert tinyhtml5.inputstream.characters_until_regex is before
