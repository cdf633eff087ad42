"""An EPUB opened in Chromium, as a reading system would show it."""

from __future__ import annotations

import io
import json
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any

from pipeline.proof.ace import ROOT, find_browser

if TYPE_CHECKING:
    from playwright.sync_api import Browser, Page

HERE = Path(__file__).parent
AXE = ROOT / "node_modules" / "axe-core" / "axe.min.js"
# The roles of DPUB-ARIA count for none in this rule of axe; Ace knows that these may have a name.
_PAGE_BREAK = 'role="doc-pagebreak"'
PHONE, SCREEN = (320, 640), (1280, 900)


@contextmanager
def open_browser() -> Iterator[Browser]:
    """The machine's Chromium, without a window."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as play:
        browser = play.chromium.launch(executable_path=find_browser(), args=["--no-sandbox"])
        yield browser
        browser.close()


class Reader:
    """The documents of an unpacked EPUB in one tab."""

    def __init__(self, page: Page, folder: Path) -> None:
        self.page = page
        self.folder = folder
        self.names = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*.xhtml"))

    def open(self, name: str) -> None:
        """Open a document; `name` may hold a fragment."""
        path, _, fragment = name.partition("#")
        address = (self.folder / path).as_uri() + (f"#{fragment}" if fragment else "")
        self.page.goto("about:blank")
        self.page.goto(address)
        self.page.evaluate((HERE / "page.js").read_text("utf-8"))

    def set_letters(self, percent: int) -> None:
        """Set the size of letters, as a reader does in a reading system."""
        self.page.evaluate(f"document.documentElement.style.fontSize = '{percent}%'")

    def ask(self, question: str, *arguments: Any) -> Any:
        """The answer of a function of page.js."""
        told = ", ".join(json.dumps(argument) for argument in arguments)
        return self.page.evaluate(f"reading.{question}({told})")

    def grave_faults(self) -> list[str]:
        """What axe finds serious or critical in the open document."""
        self.page.evaluate(AXE.read_text("utf-8"))
        result = self.page.evaluate("axe.run(document, {resultTypes: ['violations']})")
        return [
            f"{fault['id']}: {node['html'][:110]} {node['failureSummary'].splitlines()[-1][:150]}"
            for fault in result["violations"]
            if fault["impact"] in ("serious", "critical")
            for node in fault["nodes"]
            if not (fault["id"] == "aria-prohibited-attr" and _PAGE_BREAK in node["html"])
        ]


def unpack(epub: bytes, folder: Path) -> Path:
    """The files of an EPUB below a folder."""
    with zipfile.ZipFile(io.BytesIO(epub)) as archive:
        archive.extractall(folder)
    return folder / "EPUB"
