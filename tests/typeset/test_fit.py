"""Copyfitting: which of the forms of an element is taken."""

from __future__ import annotations

import pytest
import weasyprint

from pipeline.typeset.fit import FIT, FitFormError, fit

STYLE = """
@page { size: 100mm 130pt; margin: 0 }
@page own { size: 100mm 130pt }
body { margin: 0; font: 10pt/13pt monospace }
p { margin: 0 }
article { page: own; break-before: page }
.fit-low > div { height: 13pt } .fit-middle > div { height: 52pt } .fit-high > div { height: 91pt }
"""
FORMS = "low:0 middle:3 high:6"


def article(lines: int, forms: str = FORMS, first: str = "") -> str:
    begin = f' data-fit-first="{first}"' if first else ""
    text = "".join(f"<p>Ligne {n}</p>" for n in range(lines))
    return f'<article class="a" {FIT}="{forms}"{begin}><div></div>{text}</article>'


def forms_of(*articles: str) -> tuple[list[str], int, int]:
    """The classes taken, the pages, and how often the document was laid out."""
    html = weasyprint.HTML(string=f"<style>{STYLE}</style><body>{''.join(articles)}")
    count = 0

    def lay_out() -> weasyprint.Document:
        nonlocal count
        count += 1
        return html.render()

    document = fit(html.etree_element, lay_out)
    taken = [e.get("class", "") for e in html.etree_element.iter("article")]
    return taken, len(document.pages), count


@pytest.mark.parametrize(
    ("lines", "form", "pages"),
    [(3, "high", 1), (5, "middle", 1), (8, "low", 1), (12, "high", 2), (17, "low", 2)],
)
def test_the_most_open_form_of_the_fewest_pages(lines: int, form: str, pages: int) -> None:
    taken, count, _ = forms_of(article(lines))
    assert taken == [f"a fit-{form}"]
    assert count == pages


@pytest.mark.parametrize("first", ["low", "middle", "high"])
def test_where_it_begins_does_not_matter(first: str) -> None:
    assert forms_of(article(8, first=first))[0] == ["a fit-low"]
    assert forms_of(article(3, first=first))[0] == ["a fit-high"]


def test_a_form_for_one_page_is_not_taken_for_two() -> None:
    forms = "low:0@1 middle:3 high:6"
    assert forms_of(article(8, forms))[0] == ["a fit-low"]
    assert forms_of(article(14, forms))[0] == ["a fit-middle"]


def test_elements_are_fitted_together_and_each_for_itself() -> None:
    taken, pages, layouts = forms_of(article(3), article(8), article(12))
    assert taken == ["a fit-high", "a fit-low", "a fit-high"]
    assert pages == 4
    assert layouts <= 4


def test_a_document_without_forms_is_laid_out_once() -> None:
    assert forms_of("<p>Une ligne</p>")[2] == 1


@pytest.mark.parametrize("forms", ["low", "low:peu", "low:0@deux"])
def test_a_misspelt_form_is_said(forms: str) -> None:
    with pytest.raises(FitFormError, match="NAME:LINES"):
        forms_of(article(3, forms))


def test_an_unknown_first_form_is_said() -> None:
    with pytest.raises(FitFormError, match="enorme"):
        forms_of(article(3, first="enorme"))
