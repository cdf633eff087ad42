"""The report: what was checked, found, excused, confirmed and left untested, on one page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from pathlib import Path
from types import SimpleNamespace as View

from pipeline.checks import FAMILIES, Finding, Result
from pipeline.checks.core import Severity
from pipeline.french.format import format_value
from pipeline.french.typography import set_text
from pipeline.model.book import Book
from pipeline.proof.proved import Verdict
from pipeline.render.document import book_view
from pipeline.render.environment import make_environment

_WORDS: dict[Severity, str] = {"error": "Erreur", "warning": "Avertissement", "info": "Remarque"}
_TONES: dict[Severity, str] = {"error": "bad", "warning": "open", "info": "soft"}
_OUTCOMES = {
    "passed": ("Réussi", "good"),
    "failed": ("Échoué", "bad"),
    "untestable": ("Non vérifiable", "open"),
}


def render_report(book: Book, result: Result, pages: int, verdicts: Sequence[Verdict] = ()) -> str:
    """The report as an HTML page that needs no other file."""
    lead = f"{len(book.sections)} sections, {pages} pages"
    return _render(book, "Rapport de fabrication", lead, result, verdicts)


def render_proofs(book: Book, result: Result, verdicts: Sequence[Verdict]) -> str:
    """The report on finished files that were proved again."""
    lead = "les fichiers de output/, relus sans être refaits"
    return _render(book, "Rapport de contrôle", lead, result, verdicts)


def _render(book: Book, title: str, lead: str, result: Result, verdicts: Sequence[Verdict]) -> str:
    environment = make_environment(Path(book.publication.root))
    return environment.get_template("report.html.j2").render(
        book=book_view(book),
        title=title,
        lead=lead,
        counts=list(_counts(result)),
        open_findings=list(_views(f for f in result.findings if not f.waived)),
        waived_findings=list(_views(f for f in result.findings if f.waived)),
        confirmed=[
            View(family=family, words=FAMILIES[family], count=format_value(count))
            for family, count in result.confirmed.items()
        ],
        total=format_value(sum(result.confirmed.values())),
        verdicts=[
            View(
                name=set_text(verdict.name),
                outcome=_OUTCOMES[verdict.outcome][0],
                tone=_OUTCOMES[verdict.outcome][1],
                words=set_text(verdict.words),
                details=[set_text(line) for line in verdict.details],
            )
            for verdict in verdicts
        ],
        untestable=[set_text(words) for words in result.untestable],
    )


def _counts(result: Result) -> Iterable[View]:
    """How many findings are open, the gravest first; none is worth saying."""
    found = Counter(finding.severity for finding in result.findings if not finding.waived)
    for severity, words in _WORDS.items():
        count = found[severity]
        if count or severity == "error":
            tone = _TONES[severity] if count else "good"
            plural = words.lower() + ("s" if count > 1 else "")
            yield View(number=format_value(count), words=plural, tone=tone)


def _views(findings: Iterable[Finding]) -> Iterable[View]:
    for finding in findings:
        yield View(
            rule=finding.rule,
            severity=_WORDS[finding.severity],
            tone=_TONES[finding.severity],
            file=finding.place.file,
            line=finding.place.line,
            page=finding.page,
            message=_quoted(finding.message),
            hint=_quoted(finding.hint),
            reason=set_text(finding.reason),
        )


def _quoted(words: str) -> str:
    """A message with spaces that do not break in its quotation marks; what it quotes stays."""
    return words.replace("« ", "«\u00a0").replace(" »", "\u00a0»")
