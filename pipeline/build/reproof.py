"""Step 7 alone: the finished files in `output/` proved again, without a build.

What only the layout of the build knew (where each reference was to print which folio) is not
known any more: it is said to be untestable. Links, labels and texts are read from the files.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.build.check import Checked, check_publication
from pipeline.build.folders import Folders, write_file, write_json
from pipeline.build.folios import read_folios
from pipeline.build.press import PRESS, TEXT, read_pairs
from pipeline.build.recipe import EPUB, PDF, prove_book_epub
from pipeline.build.screen import BACK_LABEL, Say
from pipeline.checks import Result, judge_problems
from pipeline.checks.formats import result_as_data
from pipeline.errors import UsageError
from pipeline.model.book import Book
from pipeline.proof.page_marks import prove_page_marks
from pipeline.proof.pdf import proof_pdf
from pipeline.proof.pdf_look import PdfExpectation
from pipeline.proof.pdf_reader import Reader, read_pdf
from pipeline.proof.press import PressExpectation, proof_press
from pipeline.proof.proved import Proved
from pipeline.render.environment import find_folder
from pipeline.render.layer import BARE
from pipeline.report import render_proofs

_NO_LAYOUT = (
    "la mise en page de la fabrication n’est plus connue : les folios imprimés dans les renvois "
    "sont comparés aux liens, et non à la composition"
)
_STALE = (
    "les sources ont changé depuis la dernière fabrication, ou elle n’est plus connue : un texte "
    "qui diffère n’est pas une faute du fichier"
)
_UNREAD = "les sources ne se lisent pas : les fichiers n’ont pas pu leur être comparés"
_NO_SCREEN = f"output/{PDF} manque ou ne se lit pas : output/{PRESS} n’a pas été comparé"


@dataclass(frozen=True)
class Reproved:
    """What the proofs found; `written` are the reports."""

    result: Result
    texts: dict[str, str]
    written: tuple[Path, ...] = ()


@dataclass(frozen=True)
class _Screen:
    """What the screen edition says of itself.

    `printed` are the pages with words, by index; `starts` the first page of each section;
    `closing` how many pages at the end are the back cover.
    """

    pages: int
    printed: tuple[int, ...]
    starts: Mapping[str, int]
    closing: int

    def folios(self, book: Book) -> dict[int, str]:
        """The folios to be printed, by page: none on pages that are drawn to the bleed."""
        begun = sorted((page, id_) for id_, page in self.starts.items())
        folios = {}
        for page in self.printed:
            section = max((entry for entry in begun if entry[0] <= page), default=(0, ""))[1]
            if section and book.section_of[section].kind not in BARE:
                folios[page] = str(page + 1)
        return folios

    def read_folios(self, book: Book) -> list[str]:
        """The folio of each page whose words the EPUB has; "" for blanks and a wordless back."""
        back = next((s.id for s in book.sections if s.kind == "back"), "")
        wordless = self.closing if not book.trees.get((back, "body")) else 0
        last = self.pages - wordless
        return [
            str(page + 1) if page in self.printed and page < last else ""
            for page in range(self.pages)
        ]


def prove_again(root: Path, say: Say) -> Reproved:
    """Prove the finished files of a publication, and write `output/proof.html` and `.json`.

    Raises UsageError where there is no finished file.
    """
    folders = Folders(root)
    found = tuple(name for name in (PDF, PRESS, EPUB) if (folders.output / name).is_file())
    if not found:
        raise UsageError(f"no finished file in {folders.output}: build first (make all)")
    say("1-3 load, resolve, check")
    checked = check_publication(root)
    if checked.book is None:
        result = checked.result + judge_problems((), untestable=(_UNREAD,))
        return Reproved(result, checked.texts)
    say("7 proof")
    proved = _prove(folders, checked.book, found)
    if not _is_current(folders, checked):
        proved = Proved(untestable=(_STALE,)) + proved
    for verdict in proved.verdicts:
        say(str(verdict))
    result = judge_problems(
        proved.problems,
        checked.book.publication.waivers.waivers,
        {"OUT": proved.confirmed},
        proved.untestable,
    )
    return Reproved(result, checked.texts, _write(folders, checked.book, result, proved))


def _prove(folders: Folders, book: Book, found: Sequence[str]) -> Proved:
    """Every proof of the files that are there."""
    screen = _read_screen(folders.output / PDF, book)
    proved = Proved(untestable=(_NO_LAYOUT,))
    if PDF in found:
        expected = PdfExpectation(screen.folios(book) if screen else {})
        proved += proof_pdf(folders.output / PDF, f"output/{PDF}", expected, book=book)
    if PRESS in found:
        proved += _prove_press(folders, screen)
    if EPUB in found:
        proved += _prove_epub(folders, book, screen)
    return proved


def _is_current(folders: Folders, checked: Checked) -> bool:
    """Whether the sources are those of the last build."""
    kept = read_folios(folders, checked.texts)
    return kept is not None and kept.current


def _read_screen(path: Path, book: Book) -> _Screen | None:
    """What the screen edition says; nothing where it is not there, or cannot be read."""
    if not path.is_file():
        return None
    try:
        with read_pdf(path) as reader:
            return _screen_of(reader, book)
    except pdfium.PdfiumError:
        # It is told by the proof of that file.
        return None


def _screen_of(reader: Reader, book: Book) -> _Screen:
    count = len(reader)
    # A page left blank carries no word; it is no page of the EPUB's list.
    printed = tuple(page for page in range(count) if reader.text_of(page).strip())
    backs = [page for page in range(count) if reader.labels[page] == BACK_LABEL]
    places = {section.id: reader.place_page(section.id) for section in book.sections}
    starts = {id_: page for id_, page in places.items() if page >= 0}
    return _Screen(count, printed, starts, count - backs[0] if backs else 0)


def _prove_press(folders: Folders, screen: _Screen | None) -> Proved:
    if screen is None:
        return Proved(untestable=(_NO_SCREEN,))
    place = screen.pages - screen.closing
    blanks = range(place, place + -screen.pages % 4)
    inks = read_pairs(find_folder(folders.root, "styles") / "tokens.css")
    data = (folders.output / PDF).read_bytes()
    expected = PressExpectation(data, blanks, inks[TEXT])
    return proof_press(folders.output / PRESS, f"output/{PRESS}", expected)


def _prove_epub(folders: Folders, book: Book, screen: _Screen | None) -> Proved:
    data = (folders.output / EPUB).read_bytes()
    if screen is None:
        words = f"output/{PDF} manque : la liste des pages du livre numérique n’a pas été comparée"
        return Proved(untestable=(words,)) + prove_book_epub(book, data, None, ace=True)
    folios = [str(page + 1) for page in screen.printed]
    pdf, begun = (folders.output / PDF).read_bytes(), screen.read_folios(book)
    marks = prove_page_marks(pdf, data, begun, f"output/{EPUB}")
    return prove_book_epub(book, data, folios, ace=True) + marks


def _write(folders: Folders, book: Book, result: Result, proved: Proved) -> tuple[Path, ...]:
    """The reports."""
    told = [asdict(verdict) for verdict in proved.verdicts]
    data, page = folders.output / "proof.json", folders.output / "proof.html"
    write_json(data, {**result_as_data(result), "verdicts": told})
    write_file(page, render_proofs(book, result, proved.verdicts).encode())
    return data, page
