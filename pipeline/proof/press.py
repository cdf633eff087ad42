"""The proof of the press edition. Its structure is checked; only a press shop can certify it.

No free validator of PDF/X exists. So what PDF/X-4 asks for is read back in parts, by qpdf,
Ghostscript, PDFium and veraPDF; the outcome is « structurally checked », never « certified ».

| rule | what is wrong |
|---|---|
| OUT201 | a colour that is neither CMYK nor grey |
| OUT202 | small text in several inks |
| OUT203 | a page's boxes or marks |
| OUT204 | something that reaches the trim, and not the bleed |
| OUT205 | more ink than the paper takes |
| OUT206 | the file does not say what it is made for |
| OUT207 | a font that is not embedded |
| OUT208 | links or notes on the pages |
| OUT209 | the pages are not those of the screen edition, or no multiple of 4 |
| OUT210 | veraPDF finds a rule of PDF/A-2b broken in a relabelled copy |
| OUT212 | the file cannot be read |
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path

import pypdfium2 as pdfium

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof.pdf_reader import read_pdf
from pipeline.proof.press_claim import check_claim, check_fonts, judge_copy
from pipeline.proof.press_colours import PageColours, read_colours, read_spaces
from pipeline.proof.press_file import PressReader, ReadingError, read_press
from pipeline.proof.press_ink import Sheet, measure_plates
from pipeline.proof.proved import Proved, Verdict, untestable

SMALL = 12.0
MOST_INK = 300.0
BLEED = 3 * 72 / 25.4
UNCERTIFIED = (
    "PDF/X-4 : aucun validateur libre n’existe ; l’édition pour l’imprimeur est contrôlée dans sa "
    "structure (« structurally checked »), elle n’est pas certifiée"
)
_NAME, _PLATES = "PDF/X-4", "Ghostscript, plaques"
_CHECKED = "structure contrôlée (« structurally checked »), non certifiée"
_TOLERANCE = 0.01


@dataclass(frozen=True, slots=True)
class PressExpectation:
    """What the press edition must be: the pages of the bound `screen` edition, and blank ones.

    `text` is the ink of running text in percent, which small text must not use.
    """

    screen: bytes
    blanks: range
    text: tuple[float, float, float, float]


def proof_press(
    path: Path, name: str, expected: PressExpectation, *, engine: bool = True
) -> Proved:
    """Proof a finished press PDF, called `name` in problems; `engine`: with veraPDF too."""
    try:
        proved = check_pages(path, name, expected)
        reader = read_press(path)
        if reader is None:
            missing = "qpdf est absent : l’édition pour l’imprimeur n’a pas été contrôlée"
            return proved + untestable(_NAME, "there is no qpdf", missing)
        proved += _check_objects(reader, name, expected)
        proved += check_plates(path, reader, name)
    except (pdfium.PdfiumError, ReadingError) as error:
        problem = Problem("OUT212", Place(name), f"Le fichier ne peut pas être lu : {error}.")
        return _concluded(Proved((problem,)))
    return _concluded(proved + judge_copy(path, reader, name) if engine else proved)


def _concluded(proved: Proved) -> Proved:
    """The proof with its verdict: at best, the structure is right."""
    broken = len(proved.problems)
    verdict = Verdict(_NAME, "passed", "structurally checked, not certified", _CHECKED)
    if broken:
        line = f"failed, {broken} faults of structure"
        verdict = Verdict(_NAME, "failed", line, f"structure fautive : {broken} défauts")
    elif proved.untestable:
        words = "structure contrôlée en partie : il manque des outils"
        verdict = Verdict(_NAME, "untestable", "checked in part: tools are missing", words)
    told = Proved(untestable=(UNCERTIFIED,), verdicts=(verdict,))
    return told + proved


def _check_objects(reader: PressReader, name: str, expected: PressExpectation) -> Proved:
    """All that the objects of the file say, without drawing a page."""
    proved = check_colours(reader, name, expected)
    proved += check_boxes(reader, name)
    proved += check_claim(reader, name)
    proved += check_fonts(reader, name)
    bare = [n for n, page in enumerate(reader.pages, 1) if reader.find(page, "/Annots")]
    problems = tuple(
        Problem("OUT208", Place(name), f"Page {n} : des liens ou des notes y restent.", key=str(n))
        for n in bare
    )
    return proved + Proved(problems, len(reader.pages) - len(bare))


def check_pages(path: Path, name: str, expected: PressExpectation) -> Proved:
    """The same words on the same pages as on screen; a multiple of four pages (OUT209)."""
    messages: list[str] = []
    with read_pdf(expected.screen) as screen, read_pdf(path) as press:
        count = len(press)
        if count % 4:
            messages.append(f"Le fichier a {count} pages : ce n’est pas un multiple de 4.")
        blanks = [page for page in expected.blanks if page < count]
        kept = [page for page in range(count) if page not in expected.blanks]
        if len(kept) != len(screen):
            messages.append(
                f"Le fichier a {len(kept)} pages imprimées, l’édition écran {len(screen)}."
            )
        messages += [
            f"Page {page + 1} : cette page devrait être blanche."
            for page in blanks
            if press.text_of(page).strip()
        ]
        pairs = list(zip(range(len(screen)), kept, strict=False))
        messages += [
            f"Page {page + 1} : le texte n’est pas celui de l’édition écran."
            for index, page in pairs
            if press.text_of(page) != screen.text_of(index)
        ]
    problems = tuple(Problem("OUT209", Place(name), message, key=message) for message in messages)
    return Proved(problems, max(0, count - len(problems)))


def check_colours(reader: PressReader, name: str, expected: PressExpectation) -> Proved:
    """Only CMYK and grey (OUT201); small text of the running ink in black alone (OUT202)."""
    ink = tuple(value / 100 for value in expected.text)
    problems: list[Problem] = []
    confirmed = 0
    for number, page in enumerate(reader.pages, 1):
        found = read_colours(reader, page, ink, SMALL)
        confirmed += found.operators + found.black_texts
        problems += _colour_problems(found, name, number)
    for space, count in sorted(read_spaces(reader).items()):
        message = f"{count} image(s), dégradé(s) ou groupe(s) en « {space} »."
        problems.append(Problem("OUT201", Place(name), message, key=space))
    return Proved(tuple(problems), confirmed)


def _colour_problems(found: PageColours, name: str, number: int) -> Iterator[Problem]:
    for space, count in sorted((+found.foreign).items()):
        message = f"Page {number} : {count} couleur(s) en « {space} »."
        yield Problem("OUT201", Place(name), message, key=f"page {number} {space}")
    if found.mixed_texts:
        message = f"Page {number} : {found.mixed_texts} petit(s) texte(s) en plusieurs encres."
        yield Problem("OUT202", Place(name), message, key=f"page {number}")


def check_boxes(reader: PressReader, name: str) -> Proved:
    """Trim inside bleed inside media, 3 mm of bleed, one size for all (OUT203)."""
    problems = []
    first = _sheet(reader, reader.pages[0])
    for number, page in enumerate(reader.pages, 1):
        sheet = _sheet(reader, page)
        if not (sheet.media and sheet.bleed and sheet.trim):
            message = f"Page {number} : il manque le format, le fond perdu ou le rogné."
        elif _margin(sheet.bleed, sheet.trim) < BLEED - _TOLERANCE:
            message = f"Page {number} : le fond perdu a moins de 3 mm."
        elif _margin(sheet.media, sheet.bleed) <= 0:
            message = f"Page {number} : pas de place pour les traits de coupe."
        elif sheet != first:
            message = f"Page {number} : le format n’est pas celui de la première page."
        else:
            continue
        problems.append(Problem("OUT203", Place(name), message, key=f"page {number}"))
    return Proved(tuple(problems), len(reader.pages) - len(problems))


def _sheet(reader: PressReader, page: str) -> Sheet:
    return Sheet(*(reader.box(page, name) for name in ("/MediaBox", "/BleedBox", "/TrimBox")))


def _margin(outer: tuple[float, ...], inner: tuple[float, ...]) -> float:
    """The least distance between two boxes."""
    left, bottom, right, top = (a - b for a, b in zip(inner, outer, strict=True))
    return min(left, bottom, -right, -top)


def check_plates(path: Path, reader: PressReader, name: str) -> Proved:
    """Ink (OUT205), bleed (OUT204) and marks (OUT203), as drawn on the four plates."""
    sheets = [_sheet(reader, page) for page in reader.pages]
    if not all(sheet.media and sheet.bleed and sheet.trim for sheet in sheets):
        return Proved()
    plates = measure_plates(path, sheets)
    if plates is None:
        missing = "Ghostscript est absent : encrage, fond perdu et repères n’ont pas été mesurés"
        return untestable(_PLATES, "there is no Ghostscript", missing)
    most = max((plate.ink for plate in plates), default=0.0)
    verdict = Verdict(
        _PLATES,
        "passed" if most <= MOST_INK else "failed",
        f"{most:.0f} % of ink at most",
        f"au plus {most:.0f} % d’encre, 300 % permis",
    )
    proved = Proved(verdicts=(verdict,))
    for number, plate in enumerate(plates, 1):
        found = []
        if plate.ink > MOST_INK:
            message = f"Page {number} : {plate.ink:.0f} % d’encre à un endroit, 300 % au plus."
            found.append(Problem("OUT205", Place(name), message))
        if plate.short_edges:
            edges = ", ".join(plate.short_edges)
            message = f"Page {number} : un élément touche le rogné sans remplir le fond perdu "
            found.append(Problem("OUT204", Place(name), f"{message}({edges})."))
        if plate.missing_marks:
            message = f"Page {number} : {plate.missing_marks} trait(s) ou repère(s) manquent."
            found.append(Problem("OUT203", Place(name), message))
        keyed = tuple(replace(problem, key=f"page {number}") for problem in found)
        proved += Proved(keyed, 3 - len(found))
    return proved
