"""LAY009 to LAY011 and LAY019: how lines end."""

from __future__ import annotations

import re
from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Outcome, rule
from pipeline.checks.layout.pages import STREAM, LaidSection, Page, Paragraph, Segment
from pipeline.checks.layout.words import about, count_words, quote
from pipeline.model.layout import LayoutRecord, LineRecord

# A last line shorter than the indent of the next paragraph (4 mm) and a little leaves a white line:
# an eighth of the measure, 8 mm of a column of 65 mm.
SHORT = 0.12
# A word so short (« lui. ») looks lost whatever the measure; counted without punctuation.
SHORT_WORD = 4
# The end of a cut word may stand alone where it is as long as a word.
FRAGMENT = 6
# Two hyphens one above the other are seen, three make a ladder.
STACKED = 2
# A line that stops before half of its measure, though the next word had room and to spare, was
# broken in the wrong place.
HALF, ROOM = 0.55, 0.1
# Where a line may break: not between a closing guillemet and an opening sign (Unicode, LB15).
_SPACES = re.compile(r"(?<!»)[ \n\t]+|[ \n\t]+(?![(«])")
_SET = ("p", "li", "dd", "blockquote")


def badly_ended(record: LayoutRecord) -> frozenset[int]:
    """The numbers of the paragraphs that a rule of this module would name.

    Typesetting asks, to set them again in another way before anybody is told.
    """
    section = LaidSection("", "", 0, record)
    running = {paragraph.lines[0].paragraph for paragraph in _running(section)}
    return frozenset(
        paragraph.lines[0].paragraph
        for paragraph in section.paragraphs
        if any(_ladders(paragraph))
        or any(_broken_early(paragraph))
        or (
            paragraph.lines[0].paragraph in running
            and (_short_end(paragraph) or any(_cut_at_turn(section, paragraph)))
        )
    )


def _running(section: LaidSection) -> Iterator[Paragraph]:
    for paragraph in section.paragraphs:
        if section.kind_of(paragraph.lines[0]) in STREAM and paragraph.tag in _SET:
            yield paragraph


@rule(
    "LAY009",
    "warning",
    "Dernière ligne de paragraphe trop courte",
    "Couper ou ajouter un mot ou deux dans le paragraphe.",
)
def short_last_line(context: Context) -> Iterator[Outcome]:
    """Why: un bout de mot seul sur sa ligne fait un blanc dans la page, et se lit mal.

    Wrong: un paragraphe qui finit par « lider. »

    Right: un paragraphe dont la dernière ligne a deux mots au moins
    """
    for section in context.layout.sections:
        for paragraph in _running(section):
            if len(paragraph.lines) < 2:
                continue
            reason = _short_end(paragraph)
            if not reason:
                yield Confirmed()
                continue
            last = paragraph.lines[-1]
            page = Page(section, last.page)
            message = (
                f"le paragraphe {quote(paragraph.text)} finit par {reason} : "
                f"« {last.text} » ({page.words})"
            )
            words = about(count_words(last.text))
            hint = f"Couper {words} dans ce paragraphe, ou en ajouter deux ou trois."
            yield section.fault(page, last.source, message, hint, paragraph.text[:40])


def _short_end(paragraph: Paragraph) -> str:
    """Why the last of several lines is too short, in words; or nothing."""
    if len(paragraph.lines) < 2:
        return ""
    before, last = paragraph.lines[-2:]
    if count_words(last.text) == 1:
        signs = len(last.text.strip(" \u00a0\u202f.,;:!?…()«»%"))
        if before.hyphenated and signs < FRAGMENT:
            return "un bout de mot"
        if signs <= SHORT_WORD:
            return "un mot très court"
    return "une ligne très courte" if last.width < SHORT * last.measure else ""


@rule(
    "LAY010",
    "warning",
    "Plus de deux traits d’union à la suite",
    "Changer un mot ou l’ordre des mots dans les lignes dites.",
)
def stacked_hyphens(context: Context) -> Iterator[Outcome]:
    """Why: trois lignes coupées l’une sous l’autre font une échelle au bord du texte.

    Wrong: « accompa‐ », « finan‐ », « coopé‐ » au bout de trois lignes de suite

    Right: deux mots coupés de suite au plus
    """
    for section in context.layout.sections:
        for paragraph in section.paragraphs:
            ladders = 0
            for ladder in _ladders(paragraph):
                ladders += 1
                page = Page(section, ladder[0].page)
                ends = ", ".join(f"« {line.text.split()[-1]} »" for line in ladder)
                message = f"{len(ladder)} mots coupés à la suite : {ends} ({page.words})"
                yield section.fault(page, ladder[0].source, message, key=ladder[0].text[:40])
            yield Confirmed(0 if ladders else 1)


def _ladders(paragraph: Paragraph) -> Iterator[list[LineRecord]]:
    """Runs of more hyphenated lines than may follow each other in a column."""
    for segment in paragraph.segments:
        run: list[LineRecord] = []
        for line in segment.lines:
            if line.hyphenated:
                run.append(line)
                continue
            if len(run) > STACKED:
                yield run
            run = []
        # The last line of a paragraph ends with no hyphen; that of a column may.
        if len(run) > STACKED:
            yield run


@rule(
    "LAY011",
    "warning",
    "Mot coupé en tournant la page",
    "Changer un mot avant lui, pour qu’il tienne entier sur la page.",
)
def hyphen_at_turn(context: Context) -> Iterator[Outcome]:
    """Why: le temps de tourner la page, on a perdu le début du mot.

    Wrong: « métro‐ » au bas d’un recto, « poles » en haut du verso

    Right: le mot entier, d’un côté ou de l’autre
    """
    for section in context.layout.sections:
        for paragraph in _running(section):
            cut = list(_cut_at_turn(section, paragraph))
            yield Confirmed(len(list(_turns(section, paragraph))) - len(cut))
            for before, after in cut:
                page = Page(section, before.page)
                last = before.lines[-1]
                word = last.text.split()[-1].rstrip("\u2010") + after.lines[0].text.split()[0]
                message = f"« {word.rstrip(',;.:')} » est coupé en tournant la page ({page.words})"
                yield section.fault(page, last.source, message, key=paragraph.text[:40])


def _turns(section: LaidSection, paragraph: Paragraph) -> Iterator[tuple[Segment, Segment]]:
    """What stands before and after each leaf that the reader of a paragraph turns."""
    for before, after in zip(paragraph.segments, paragraph.segments[1:], strict=False):
        if after.page > before.page and Page(section, before.page).record.side == "recto":
            yield before, after


def _cut_at_turn(section: LaidSection, paragraph: Paragraph) -> Iterator[tuple[Segment, Segment]]:
    """The turns that cut a word."""
    for before, after in _turns(section, paragraph):
        if before.lines[-1].hyphenated:
            yield before, after


@rule(
    "LAY019",
    "warning",
    "Ligne arrêtée trop tôt",
    "Changer un mot ou l’ordre des mots dans cette ligne ou la suivante.",
)
def broken_early(context: Context) -> Iterator[Outcome]:
    """Why: au milieu d’un paragraphe, une ligne d’un mot fait un trou qui ressemble à une erreur.

    Wrong: « permet », seul sur sa ligne, et « de le réorienter vers » sur la suivante

    Right: des lignes remplies jusqu’au bord, à un mot près
    """
    for section in context.layout.sections:
        for paragraph in section.paragraphs:
            early = list(_broken_early(paragraph))
            yield Confirmed(0 if early else 1)
            for line in early:
                page = Page(section, line.page)
                message = f"la ligne {quote(line.text)} s’arrête trop tôt ({page.words})"
                yield section.fault(page, line.source, message, key=line.text[:40])


def _broken_early(paragraph: Paragraph) -> Iterator[LineRecord]:
    """Lines with much room left for the word that begins the next one."""
    if paragraph.tag in ("th", "td"):
        return
    for line, after in _pairs(paragraph):
        if line.forced or line.width > HALF * line.measure or not after.text:
            continue
        word = _SPACES.split(after.text)[0]
        needed = after.width * (len(word) + 1) / len(after.text)
        if line.width + needed < (1 - ROOM) * line.measure:
            yield line


def _pairs(paragraph: Paragraph) -> Iterator[tuple[LineRecord, LineRecord]]:
    """Lines that follow each other in a column."""
    for segment in paragraph.segments:
        yield from zip(segment.lines, segment.lines[1:], strict=False)


RULES = (short_last_line, stacked_hyphens, hyphen_at_turn, broken_early)
