"""The Matterhorn Protocol (PDF Association, 1.1): what PDF/UA-1 asks, condition by condition.

Those conditions that code can decide are decided here by our own reading of the file; veraPDF, and
the code that made the file, have no part in it. The rest needs eyes, and is said to.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from itertools import islice

from pipeline.errors import Problem
from pipeline.model.places import Place
from pipeline.proof import matterhorn_file as file
from pipeline.proof import matterhorn_tags as tags
from pipeline.proof.pdf_tags import TaggedPdf
from pipeline.proof.proved import Proved, Verdict

# Breaches of one condition that are told one by one.
_TOLD = 5

CHECKPOINTS = {
    "01": "contenu réel balisé",
    "02": "correspondance des rôles",
    "03": "clignotement",
    "04": "couleur et contraste",
    "05": "son",
    "06": "métadonnées",
    "07": "préférences d’affichage",
    "08": "reconnaissance de caractères",
    "09": "balises appropriées",
    "10": "correspondance des caractères",
    "11": "langue déclarée",
    "12": "caractères étirés",
    "13": "images",
    "14": "titres",
    "15": "tableaux",
    "16": "listes",
    "17": "formules",
    "18": "têtes et pieds de page",
    "19": "notes et appels",
    "20": "contenu optionnel",
    "21": "fichiers joints",
    "22": "fils d’articles",
    "23": "signatures numériques",
    "24": "formulaires non interactifs",
    "25": "XFA",
    "26": "sécurité",
    "27": "navigation",
    "28": "annotations",
    "29": "actions",
    "30": "objets externes",
    "31": "polices",
}
"""The 31 checkpoints, in the protocol's order."""

Check = Callable[[TaggedPdf], Iterator[str]]

CONDITIONS: dict[str, Check] = {
    "01-003": tags.artifact_in_tagged,
    "01-004": tags.tagged_in_artifact,
    "01-005": tags.unmarked_content,
    "01-007": file.suspects,
    "02-001": tags.unknown_roles,
    "02-003": tags.circular_roles,
    "02-004": tags.remapped_standard_roles,
    "06-001": file.no_metadata,
    "06-002": file.no_claim,
    "06-003": file.no_title,
    "07-001": file.no_display_title,
    "07-002": file.display_title_off,
    "09-004": tags.broken_tables,
    "09-005": tags.broken_lists,
    "09-006": tags.broken_contents,
    "10-001": tags.unmapped_characters,
    "11-001": file.no_language,
    "11-002": file.wrong_languages,
    "13-004": tags.unspoken_figures,
    "14-002": tags.late_first_heading,
    "14-003": tags.skipped_headings,
    "14-006": tags.several_headings,
    "14-007": tags.mixed_headings,
    "15-003": tags.heads_without_scope,
    "17-002": tags.unspoken_formulas,
    "19-003": tags.notes_without_id,
    "19-004": tags.notes_with_same_id,
    "20-001": file.unnamed_layers,
    "21-001": file.unnamed_attachments,
    "25-001": file.dynamic_forms,
    "26-002": file.closed_to_readers,
    "28-002": file.untagged_annotations,
    "28-004": file.unspoken_annotations,
    "28-007": file.trap_networks,
    "28-008": file.pages_without_tab_order,
    "28-009": file.pages_with_other_tab_order,
    "28-010": file.widgets_outside_forms,
    "28-011": file.links_outside_links,
    "28-012": file.links_without_words,
    "30-001": file.reference_objects,
    "30-002": file.shared_tagged_forms,
    "31-006": file.fonts_without_glyph_map,
    "31-009": file.fonts_outside,
    "31-027": file.fonts_without_characters,
    "31-028": file.fonts_with_forbidden_characters,
}
"""The conditions decided here: each gives its breaches, in words for an editor."""


@dataclass(frozen=True, slots=True)
class Point:
    """A checkpoint: how many of its conditions hold and how many are broken; none: undecided."""

    number: str
    held: int
    broken: int

    @property
    def outcome(self) -> str:
        """« tenu », « enfreint » or « à voir »."""
        if self.broken:
            return "enfreint"
        return "tenu" if self.held else "à voir par des yeux"

    def __str__(self) -> str:
        return f"{self.number} {CHECKPOINTS[self.number]} : {self.outcome}"


def prove_matterhorn(pdf: TaggedPdf, name: str) -> Proved:
    """Decide every condition for a file, called `name` in problems (OUT015)."""
    problems: list[Problem] = []
    broken: list[str] = []
    for condition, check in CONDITIONS.items():
        breaches = list(islice(check(pdf), _TOLD + 1))
        if breaches:
            broken.append(condition)
        for breach in breaches[:_TOLD]:
            message = f"Matterhorn {condition} : {breach}"
            problems.append(Problem("OUT015", Place(name), message, key=f"{condition} {breach}"))
    points = [
        Point(
            number,
            sum(c.startswith(number) and c not in broken for c in CONDITIONS),
            sum(c.startswith(number) for c in broken),
        )
        for number in CHECKPOINTS
    ]
    held = len(CONDITIONS) - len(broken)
    open_points = [point.number for point in points if not point.held + point.broken]
    decided = len(points) - len(open_points)
    verdict = Verdict(
        "Matterhorn",
        "failed" if broken else "passed",
        f"{held} of {len(CONDITIONS)} conditions held in {decided} of {len(points)} checkpoints, "
        f"{len(open_points)} left to eyes",
        f"{held} conditions tenues sur {len(CONDITIONS)}, dans {decided} points sur "
        f"{len(points)} ; {len(open_points)} points demandent des yeux",
        tuple(map(str, points)),
    )
    left = f"Matterhorn : les points {', '.join(open_points)} ne se décident pas par le code"
    return Proved(tuple(problems), held, (left,) if open_points else (), (verdict,))
