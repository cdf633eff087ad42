"""Each document of the EPUB in Chromium: on a phone and on a wide screen, by day and by night."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from package.samples import cover, specimen_epub

from browser.reader import AXE, PHONE, SCREEN, Reader, open_browser, unpack
from pipeline.load import load_publication
from pipeline.package import package_epub
from pipeline.proof.ace import ROOT, find_browser
from pipeline.render.document import make_studio
from pipeline.resolve import resolve_book

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_browser() is None, reason="untestable: there is no chromium on this machine"
    ),
]
needs_axe = pytest.mark.skipif(
    not AXE.is_file(), reason="untestable: axe-core is not installed (make setup-dev)"
)
SIZES = pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])


@pytest.fixture(scope="module")
def page() -> Iterator[Page]:
    """A tab of the browser."""
    with open_browser() as browser:
        yield browser.new_page()


@pytest.fixture(scope="module")
def reader(page: Page, tmp_path_factory: pytest.TempPathFactory) -> Reader:
    """The specimen's EPUB, which has every kind of section."""
    return Reader(page, unpack(specimen_epub(), tmp_path_factory.mktemp("epub")))


def faults(
    reader: Reader, question: str, size: tuple[int, int], letters: int = 100
) -> dict[str, list[str]]:
    """What a question finds in each document, at a size of the window and of letters (percent)."""
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})
    found = {}
    for name in reader.names:
        reader.open(name)
        reader.set_letters(letters)
        found[name] = reader.ask(question)
    return {name: words for name, words in found.items() if words}


@SIZES
@pytest.mark.parametrize("question", ["sideways", "cut", "overlaps"])
def test_text_keeps_its_place(reader: Reader, question: str, size: tuple[int, int]) -> None:
    assert faults(reader, question, size) == {}


@pytest.mark.parametrize("question", ["sideways", "cut", "overlaps"])
def test_text_keeps_its_place_on_a_phone_with_letters_twice_as_large(
    reader: Reader, question: str
) -> None:
    assert faults(reader, question, PHONE, letters=200) == {}


def test_letters_follow_the_reader_and_colours_the_night(reader: Reader) -> None:
    def style(element: str, trait: str) -> str:
        question = f"getComputedStyle(document.querySelector('{element}')).{trait}"
        return str(reader.page.evaluate(question))

    reader.page.emulate_media(color_scheme="light")
    reader.open("text/sec-introduction.xhtml")
    height, ground = style("p", "fontSize"), style("body", "backgroundColor")
    reader.set_letters(200)
    assert float(style("p", "fontSize")[:-2]) == 2 * float(height[:-2])
    reader.page.emulate_media(color_scheme="dark")
    assert style("body", "backgroundColor") != ground


def test_the_questions_find_what_they_ask_for(reader: Reader) -> None:
    reader.page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    reader.open("text/sec-introduction.xhtml")
    reader.page.evaluate("document.querySelector('p').style.width = '600px'")
    assert reader.ask("sideways")
    assert reader.ask("cut")
    reader.page.evaluate("document.querySelector('p').style.width = ''")
    assert not reader.ask("overlaps")
    reader.page.evaluate("document.querySelectorAll('p')[1].style.marginTop = '-3em'")
    assert reader.ask("overlaps")


@SIZES
def test_notes_open_and_lead_back(reader: Reader, size: tuple[int, int]) -> None:
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})
    calls = 0
    for name in reader.names:
        reader.open(name)
        for number in range(reader.page.locator("[role=doc-noteref]").count()):
            calls += 1
            call = reader.page.locator("[role=doc-noteref]").nth(number)
            id_, target = call.get_attribute("id"), call.get_attribute("href") or ""
            call.click()
            assert reader.page.url.endswith(target)
            assert reader.ask("shown", target[1:])
            reader.page.locator(f"{target} [role=doc-backlink]").click()
            assert reader.page.url.endswith(f"#{id_}")
            assert reader.ask("shown", id_)
    assert calls


def links_of(reader: Reader, kind: str) -> list[tuple[str, str]]:
    """The links of a list of the navigation: where they lead, what they say."""
    reader.open("nav.xhtml")
    found = reader.page.evaluate(
        "kind => [...document.querySelectorAll('nav')]"
        ".filter(nav => nav.getAttribute('epub:type') === kind)"
        ".flatMap(nav => [...nav.querySelectorAll('a')])"
        ".map(a => [a.getAttribute('href'), (a.querySelector('.nav-title') || a).textContent])",
        kind,
    )
    return [(href, " ".join(words.split())) for href, words in found]


def test_contents_lead_to_what_they_say(reader: Reader) -> None:
    links = links_of(reader, "toc")
    assert len(links) > 15
    for href, words in links:
        reader.open(href)
        id_ = href.partition("#")[2]
        assert reader.ask("shown", id_), href
        # The heading says the same, with other spaces where it is set on lines of its own; that
        # of the cover says the title of the book.
        said = reader.page.evaluate(
            "id => { const e = document.getElementById(id);"
            "const h = e.matches('h1,h2,h3,h4') ? e : e.querySelector('h1,h2,h3');"
            "return h.textContent; }",
            id_,
        )
        assert plain(words) in plain(said + reader.page.title()), href


def plain(words: str) -> str:
    return re.sub(r"\s+", "", words).casefold()


def test_page_list_leads_to_its_pages(reader: Reader) -> None:
    links = links_of(reader, "page-list")
    assert [words for _, words in links] == [str(n) for n in range(1, len(links) + 1)]
    for href, words in links:
        reader.open(href)
        id_ = href.partition("#")[2]
        label = reader.page.locator(f"[id='{id_}']").get_attribute("aria-label") or ""
        assert label.strip() == words
        assert reader.ask("shown", id_), href


@needs_axe
@pytest.mark.parametrize("scheme", ["light", "dark"])
@SIZES
def test_axe_finds_nothing_serious(reader: Reader, scheme: str, size: tuple[int, int]) -> None:
    reader.page.set_viewport_size({"width": size[0], "height": size[1]})
    reader.page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    assert faults_of_axe(reader) == {}


def faults_of_axe(reader: Reader) -> dict[str, list[str]]:
    """What axe finds in each document, with all that can be opened open."""
    found = {}
    for name in reader.names:
        reader.open(name)
        reader.page.evaluate("document.querySelectorAll('details').forEach(d => d.open = true)")
        found[name] = reader.grave_faults()
    return {name: words for name, words in found.items() if words}


@needs_axe
def test_axe_finds_faint_words(reader: Reader) -> None:
    reader.open("text/sec-introduction.xhtml")
    reader.page.emulate_media(color_scheme="light")
    reader.page.evaluate("document.querySelector('p').style.color = '#ddd'")
    assert any(fault.startswith("color-contrast") for fault in reader.grave_faults())


@needs_axe
def test_real_publication(page: Page, tmp_path: Path) -> None:
    """All questions at once, of every document that editors wrote."""
    loaded = load_publication(ROOT)
    assert loaded.publication is not None, loaded.problems
    epub = package_epub(
        resolve_book(loaded.publication), make_studio(ROOT, tmp_path / "output"), cover=cover()
    )
    reader = Reader(page, unpack(epub, tmp_path / "epub"))
    found = []
    for (width, height), scheme, letters in ((PHONE, "light", 200), (SCREEN, "dark", 100)):
        page.set_viewport_size({"width": width, "height": height})
        page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
        for name in reader.names:
            reader.open(name)
            reader.set_letters(letters)
            asked = [reader.ask(question) for question in ("sideways", "cut", "overlaps")]
            found += [(name, words) for words in (*asked, reader.grave_faults()) if words]
    assert found == []
