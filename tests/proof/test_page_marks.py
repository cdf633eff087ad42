"""Where the pages of the EPUB begin, told by the words of the PDF."""

from __future__ import annotations

import io
import re
import tempfile
import zipfile
from functools import cache
from pathlib import Path

from package.samples import SPECIMEN, fonts, specimen_book

from pipeline.build.epub import page_breaks
from pipeline.build.screen import page_folios
from pipeline.package import package_epub, picture_of_page
from pipeline.proof.page_marks import prove_page_marks
from pipeline.proof.proved import Proved
from pipeline.render.document import make_studio
from proof.finished import specimen_edition, specimen_pdf


@cache
def epub() -> bytes:
    book, edition = specimen_book(), specimen_edition()
    cover = picture_of_page(edition.pdf)
    with tempfile.TemporaryDirectory() as output:
        studio = make_studio(SPECIMEN, Path(output))
        pages = page_breaks(book, edition)
        return package_epub(book, studio, page_list=pages, cover=cover, cache=fonts())


def prove(data: bytes) -> Proved:
    folios = page_folios(specimen_book(), specimen_edition())
    return prove_page_marks(specimen_pdf(), data, folios, "a.epub")


def changed(change: object) -> bytes:
    """The EPUB with its documents changed."""
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(epub())) as old, zipfile.ZipFile(target, "w") as new:
        for info in old.infolist():
            data = old.read(info)
            if info.filename.startswith("EPUB/text/"):
                data = change(data.decode()).encode()  # type: ignore[operator]
            new.writestr(info, data)
    return target.getvalue()


def test_every_page_begins_where_the_printed_one_does() -> None:
    proved = prove(epub())
    assert proved.problems == ()
    assert proved.untestable == ()
    assert proved.confirmed == sum(map(bool, page_folios(specimen_book(), specimen_edition())))


def move_marks(text: str) -> str:
    """A document with its marks at its end."""
    marks = re.findall(r'<span class="page-mark".*?</span>', text)
    for mark in marks:
        text = text.replace(mark, "", 1)
    return text.replace("</section>\n</body>", f"{''.join(marks)}</section>\n</body>")


def test_marks_at_the_end_of_their_section_are_found() -> None:
    problems = prove(changed(move_marks)).problems
    assert {problem.rule for problem in problems} == {"OUT107"}
    assert len(problems) > 5


def test_lost_mark_is_found() -> None:
    mark = r'<span class="page-mark"[^>]*id="page-4".*?</span>'
    lost = changed(lambda text: re.sub(mark, "", text))
    assert [problem.key for problem in prove(lost).problems] == ["4"]


def test_file_that_cannot_be_read_is_untestable() -> None:
    proved = prove(b"no archive")
    assert proved.untestable
    assert proved.verdicts[0].outcome == "untestable"
