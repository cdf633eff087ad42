"""Guesses: near enough to be useful, never needed to be right."""

from __future__ import annotations

from pipeline.typeset.estimate import Guesses, estimate_pages
from typeset.samples import TEXT, page


def test_pages_follow_the_text_not_the_markup():
    short = page(f"<p>{TEXT}</p>", "p { color: red }" * 900)
    assert estimate_pages(short)[0] == 1
    assert estimate_pages(page(f"<p>{TEXT}</p>" * 100))[0] == round(len(TEXT) * 100 / 2700)


def test_pages_that_can_be_tightened_to_one_are_one():
    text = TEXT * (4300 // len(TEXT))
    assert estimate_pages(page(f"<p>{text}</p>"))[0] == 2
    assert estimate_pages(page(f'<p data-fit="dense:0@1 open:9">{text}</p>'))[0] == 1
    assert estimate_pages(page(f'<p data-fit="dense:0 full:9@1">{text}</p>'))[0] == 2


def test_folios_grow_with_the_sections():
    long = f"<p>{TEXT}</p>" * 100
    guesses = Guesses()
    first = guesses.add("first", page("<h1 id=one>1</h1>" + long))
    second = guesses.add("second", page(f"<h1 id=\"two\">2</h1>{long}<p id='end'>"))
    assert first == {"one": "1"}
    assert int(second["two"]) == guesses.pages["first"] + 1 == estimate_pages(page(long))[0] + 1
    assert int(second["end"]) > int(second["two"])


def test_a_length_near_half_a_page_is_in_doubt():
    guesses = Guesses()
    for name, length in (("short", 2000), ("half", 2700 * 1.5), ("full", 2700 * 2)):
        guesses.add(name, page(f"<p>{(TEXT * 40)[: int(length)]}</p>"))
    assert guesses.doubtful == {"half"}
