"""The live preview as an editor meets it: the console script, and a browser on its address."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import urllib.error
import urllib.request
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

import pytest
from browser.reader import AXE, PHONE, SCREEN, open_browser

from pipeline.proof.ace import find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Page

pytestmark = [
    pytest.mark.slow,
    pytest.mark.skipif(
        find_browser() is None, reason="untestable: there is no chromium on this machine"
    ),
]
SPECIMEN = Path(__file__).parents[1] / "specimen"
SCRIPT = Path(sys.executable).parent / "publication"
CHAPTER = "sources/chapters/champ-1.md"
# A busy machine sets the specimen in half a minute.
PATIENCE = 120_000


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    root = tmp_path_factory.mktemp("preview") / "publication"
    shutil.copytree(SPECIMEN / "sources", root / "sources")
    return root


@pytest.fixture(scope="module")
def running(root: Path) -> Iterator[subprocess.Popen[str]]:
    """The preview, as it runs in a terminal."""
    process = subprocess.Popen(
        [str(SCRIPT), "preview", "--root", str(root), "--jobs", "2"],
        stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
    )  # fmt: skip
    yield process
    if process.poll() is None:
        os.killpg(process.pid, signal.SIGKILL)
        process.wait()


@pytest.fixture(scope="module")
def address(running: subprocess.Popen[str]) -> str:
    assert running.stdout is not None
    return running.stdout.readline().split()[2]


@pytest.fixture(scope="module")
def page(address: str) -> Iterator[Page]:
    with open_browser() as browser:
        page = browser.new_page(viewport={"width": SCREEN[0], "height": SCREEN[1]})
        page.set_default_timeout(PATIENCE)
        page.goto(address)
        page.wait_for_selector("body.fresh")
        yield page


@pytest.fixture(autouse=True)
def restored(root: Path, page: Page) -> Iterator[None]:
    """Every test begins with the specimen as it is."""
    yield
    if not (root / "sources").is_dir() or page.is_closed():
        return
    file = root / CHAPTER
    before = (SPECIMEN / CHAPTER).read_text("utf-8")
    if file.read_text("utf-8") != before:
        change(page, file, before)


def change(page: Page, file: Path, text: str) -> None:
    """Write a file and wait for the state that follows."""
    page.evaluate("window.states = 0; window.seen ||= new MutationObserver(() => states++)")
    page.evaluate("seen.observe(document.body, {attributes: true, attributeFilter: ['class']})")
    file.write_text(text, "utf-8")
    page.wait_for_function("states >= 2 && document.body.className !== 'busy'")


def words(page: Page, folio: int) -> str:
    """What is written on a page, by its text layer."""
    page.wait_for_selector(f"#page-{folio} svg", state="attached")
    told = page.evaluate(
        f"[...document.querySelectorAll('#page-{folio} svg text')].map(t => t.textContent)"
    )
    return " ".join(told)


def test_pages_are_shown_sharp_with_their_sections(page: Page) -> None:
    page.wait_for_selector("#page-1 img")
    width = page.evaluate("document.querySelector('#page-1 img').naturalWidth")
    assert width >= page.evaluate("document.querySelector('#page-1').clientWidth")
    assert page.locator(".page").count() == 20
    page.click("nav a:has-text('La gouvernance')")
    assert "gouvernance" in words(page, 14)
    assert page.locator("nav a[aria-current]").inner_text().startswith("La gouvernance")
    # Pages out of sight are not drawn.
    assert page.locator(".page img").count() < 20


def test_a_changed_word_is_shown_on_its_page(page: Page, root: Path) -> None:
    page.click("nav a:has-text('Couverture')")
    file = root / CHAPTER
    change(page, file, file.read_text("utf-8").replace("de plusieurs façons", "en tapinois"))
    assert page.inner_text("#state").startswith("À jour")
    page.wait_for_selector("#page-9 svg text:has-text('tapinois')", state="attached")
    page.wait_for_function("document.getElementById('folio').value === '9'")
    assert page.locator("#page-9 svg rect").count()
    assert not page.is_visible("#notice")


def test_a_finding_stands_beside_the_page_it_is_on(page: Page, root: Path) -> None:
    file = root / CHAPTER
    text = file.read_text("utf-8") + "\nLe fonds a financé 49 entreprises.\n"
    change(page, file, text)
    found = page.locator("aside li.warning", has_text="NUM010")
    assert f"{CHAPTER}, ligne {text.count(chr(10))}" in found.inner_text()
    button = found.get_by_role("button")
    folio = int(button.inner_text().split()[-1])
    button.click()
    page.wait_for_function(f"document.getElementById('folio').value === '{folio}'")
    assert "a financé 49" in words(page, folio)


def test_an_error_of_the_text_does_not_keep_its_page_away(page: Page, root: Path) -> None:
    file = root / CHAPTER
    wrong = "\nL'ESS réunit [11,5 %]{fact=france.ess.part} de l'emploi.\n"
    change(page, file, file.read_text("utf-8") + wrong)
    assert page.locator("aside li.error", has_text="NUM003").count() == 1
    assert page.evaluate("document.body.className") == "fresh"
    page.wait_for_selector(".page svg text:has-text('11,5')", state="attached")


@pytest.mark.parametrize(
    ("good", "bad", "rule"),
    [
        ("kind: action", "kinde: action", "SRC005"),
        ("#zoom-nantes-fonds", "#zoom-nantes-fond", "REF001"),
    ],
    ids=["unreadable", "unsettable"],
)
def test_what_cannot_be_set_keeps_the_last_pages(
    page: Page, root: Path, good: str, bad: str, rule: str
) -> None:
    file = root / CHAPTER
    before = file.read_text("utf-8")
    change(page, file, before.replace(good, bad))
    assert page.evaluate("document.body.className") == "kept"
    assert page.is_visible("#notice")
    assert page.locator("aside li.error", has_text=rule).count() >= 1
    assert page.locator(".page").count() == 20
    assert "De" in words(page, 9)
    change(page, file, before)
    assert page.evaluate("document.body.className") == "fresh"
    assert not page.is_visible("#notice")
    assert page.locator("aside li.error").count() == 0


def test_keys_turn_pages_and_change_the_size(page: Page) -> None:
    page.click("nav a:has-text('Couverture')")
    page.keyboard.press("ArrowRight")
    page.wait_for_function("document.getElementById('folio').value === '2'")
    page.keyboard.press("ArrowLeft")
    page.wait_for_function("document.getElementById('folio').value === '1'")
    before = page.evaluate("document.querySelector('#page-1').clientWidth")
    page.keyboard.press("+")
    assert page.evaluate("document.querySelector('#page-1').clientWidth") > before
    page.keyboard.press("0")
    assert page.evaluate("document.querySelector('#page-1').clientWidth") == before


def test_it_fits_a_phone(page: Page) -> None:
    page.set_viewport_size({"width": PHONE[0], "height": PHONE[1]})
    assert page.evaluate("document.documentElement.scrollWidth") == PHONE[0]
    assert page.evaluate("document.querySelector('#page-1').clientWidth") > PHONE[0] * 0.9
    assert not page.is_visible("aside")
    page.click("#show-findings")
    assert page.is_visible("aside")
    page.keyboard.press("Escape")
    page.click("#show-sections")
    page.click("nav a:has-text('Colophon')")
    page.wait_for_function("document.getElementById('folio').value === '19'")
    assert not page.is_visible("nav")
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
    page.wait_for_function("document.getElementById('folio').value === '19'")


@pytest.mark.skipif(not AXE.is_file(), reason="untestable: axe-core is not installed")
@pytest.mark.parametrize("scheme", ["light", "dark"])
@pytest.mark.parametrize("size", [PHONE, SCREEN], ids=["phone", "screen"])
def test_axe_finds_nothing_serious(page: Page, size: tuple[int, int], scheme: str) -> None:
    page.set_viewport_size({"width": size[0], "height": size[1]})
    page.emulate_media(color_scheme=scheme)  # type: ignore[arg-type]
    if size == PHONE:
        page.click("#show-findings")
    page.evaluate(AXE.read_text("utf-8"))
    result = page.evaluate("axe.run(document, {resultTypes: ['violations']})")
    page.keyboard.press("Escape")
    page.emulate_media(color_scheme="light")
    page.set_viewport_size({"width": SCREEN[0], "height": SCREEN[1]})
    found = [f"{v['id']}: {v['nodes'][0]['html']}" for v in result["violations"]]
    assert found == []


def test_only_this_machine_is_answered(address: str, page: Page) -> None:
    assert address.startswith("http://127.0.0.1:")
    asked = urllib.request.Request(address, headers={"Host": "example.org"})
    with pytest.raises(urllib.error.HTTPError) as answer:
        urllib.request.urlopen(asked, timeout=10)
    assert answer.value.code == 400
    answer.value.close()


def test_it_ends_at_an_interrupt_and_leaves_no_finished_file(
    running: subprocess.Popen[str], root: Path, page: Page
) -> None:
    os.killpg(running.pid, signal.SIGINT)
    said, errors = running.communicate(timeout=60)
    assert (running.returncode, said, errors) == (0, "Aperçu arrêté.\n", "")
    page.wait_for_selector("body.lost")
    assert {path.name for path in (root / "output").iterdir()} == {"build", "cache"}
    assert not list((root / "output" / "build").glob("publication*"))
