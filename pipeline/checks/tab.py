"""TAB: tables."""

from __future__ import annotations

from collections.abc import Iterator

from pipeline.checks.context import Context
from pipeline.checks.core import Confirmed, Fault, Outcome, rule
from pipeline.checks.src import advice
from pipeline.model.sources import Table


def _tables(context: Context) -> Iterator[Table]:
    yield from context.publication.tables.values()


@rule(
    "TAB001",
    "error",
    "Cellule d’une colonne qui n’existe pas",
    "Employer l’identifiant d’une colonne du tableau.",
)
def unknown_column(context: Context) -> Iterator[Outcome]:
    """Why: la cellule ne serait imprimée nulle part.

    Wrong: « {key: nantes, delegaton: Non} »

    Right: « {key: nantes, delegation: Non} »
    """
    for table in _tables(context):
        known = [column.id for column in table.columns] + ["key"]
        for rank, row in enumerate(table.rows):
            for name in row:
                if name in known:
                    yield Confirmed()
                else:
                    message = f"« {table.id} » n’a pas de colonne « {name} »"
                    place = table.place_of("rows", rank, name)
                    yield Fault(place, message, advice(name, known), key=f"{table.id}.{name}")


@rule(
    "TAB002",
    "error",
    "Cellule manquante",
    "Écrire la cellule ; « Non renseigné » si l’on ne sait pas.",
)
def missing_cell(context: Context) -> Iterator[Outcome]:
    """Why: une case vide ne dit pas si la réponse est non, ou si on ne l’a pas.

    Wrong: « {key: dijon, statut: dotted} », quand le tableau a une colonne « delegation »

    Right: « {key: dijon, statut: dotted, delegation: Non renseigné} »
    """
    for table in _tables(context):
        # Columns that are lists side by side may differ in length.
        for rank, row in enumerate(table.rows if table.form != "columns" else []):
            for column in table.columns:
                given = row.get(column.id)
                named = column.kind == "metropole" and "key" in row
                if named or (given is not None and given not in ("", [])):
                    yield Confirmed()
                else:
                    who = row.get("key", rank + 1)
                    message = f"ligne « {who} » : il manque la cellule « {column.id} »"
                    place = table.place_of("rows", rank)
                    yield Fault(place, message, key=f"{table.id}.{who}.{column.id}")


@rule(
    "TAB003",
    "error",
    "Ligne dont la clé ne désigne rien",
    "Employer l’identifiant d’une métropole ou d’une section.",
    whole=True,
)
def unknown_row_key(context: Context) -> Iterator[Outcome]:
    """Why: le nom imprimé en tête de ligne vient de cette clé.

    Wrong: « {key: nante, …} »

    Right: « {key: nantes, …} »
    """
    known = [*context.publication.metropoles, *context.book.targets]
    for table in _tables(context):
        for rank, row in enumerate(table.rows):
            if "key" not in row:
                continue
            if row["key"] in known:
                yield Confirmed()
            else:
                key = str(row["key"])
                message = f"« {key} » n’est ni une métropole ni un texte de la publication"
                place = table.place_of("rows", rank, "key")
                yield Fault(place, message, advice(key, known), key=f"{table.id}.{key}")


@rule(
    "TAB004",
    "error",
    "Ligne donnée deux fois",
    "N’en garder qu’une.",
)
def repeated_row(context: Context) -> Iterator[Outcome]:
    """Why: comptée deux fois, la métropole fausse tous les totaux tirés du tableau.

    Wrong: deux lignes « key: nantes »

    Right: une seule
    """
    for table in _tables(context):
        seen: set[str] = set()
        for rank, row in enumerate(table.rows):
            key = row.get("key")
            if key is not None and key in seen:
                message = f"« {key} » a déjà sa ligne dans « {table.id} »"
                place = table.place_of("rows", rank, "key")
                yield Fault(place, message, key=f"{table.id}.{key}")
            else:
                seen.add(str(key))
                yield Confirmed()


@rule(
    "TAB005",
    "error",
    "Statut que la légende ne connaît pas",
    "Employer un des statuts de la colonne (full, half, ring, dotted), et l’y expliquer.",
)
def unknown_status(context: Context) -> Iterator[Outcome]:
    """Why: le signe imprimé n’aurait pas d’explication sous le tableau.

    Wrong: « statut: ful »

    Right: « statut: full »
    """
    for table in _tables(context):
        for column in table.columns:
            if column.kind != "status":
                continue
            for rank, row in enumerate(table.rows):
                status = row.get(column.id)
                if status is None:
                    continue
                if status in column.statuses:
                    yield Confirmed()
                else:
                    message = f"statut « {status} » inconnu dans « {table.id} »"
                    place = table.place_of("rows", rank, column.id)
                    hint = advice(str(status), column.statuses)
                    yield Fault(place, message, hint, key=f"{table.id}.{status}")


@rule(
    "TAB006",
    "error",
    "Compte d’une colonne qui n’existe pas, ou qui n’est pas défini",
    "Corriger « column » ou l’identifiant du compte.",
)
def unknown_count(context: Context) -> Iterator[Outcome]:
    """Why: le compte vaudrait zéro, ou manquerait au-dessus du tableau.

    Wrong: « shown_counts: [elu] », quand le compte s’appelle « elus »

    Right: « shown_counts: [elus] »
    """
    for table in _tables(context):
        columns, counts = [c.id for c in table.columns], [c.id for c in table.counts]
        asked = [(c.column, columns, c.place_of("column")) for c in table.counts]
        asked += [
            (name, counts, table.place_of("shown_counts", rank))
            for rank, name in enumerate(table.shown_counts)
        ]
        for name, known, place in asked:
            if name in known:
                yield Confirmed()
            else:
                what = "colonne" if known is columns else "compte"
                message = f"« {table.id} » n’a pas de {what} « {name} »"
                yield Fault(place, message, advice(name, known), key=f"{table.id}.{name}")


@rule(
    "TAB007",
    "error",
    "Texte dans une colonne de nombres",
    "Écrire le nombre seul, sans espace ni unité : 36000.",
)
def text_for_number(context: Context) -> Iterator[Outcome]:
    """Why: la colonne est composée, alignée et comptée comme des nombres.

    Wrong: « salaries: 36 000 salariés »

    Right: « salaries: 36000 »
    """
    for table in _tables(context):
        for column in table.columns:
            if column.kind != "number":
                continue
            for rank, row in enumerate(table.rows):
                cell = row.get(column.id)
                if cell is None:
                    continue
                if isinstance(cell, (int, float)) and not isinstance(cell, bool):
                    yield Confirmed()
                else:
                    message = f"« {cell} » n’est pas un nombre (colonne « {column.id} »)"
                    place = table.place_of("rows", rank, column.id)
                    yield Fault(place, message, key=f"{table.id}.{column.id}")


@rule(
    "TAB008",
    "error",
    "Deux colonnes du même identifiant, ou sans titre",
    "Donner à chaque colonne un identifiant à elle, et un titre (sauf la colonne des statuts).",
)
def unclear_columns(context: Context) -> Iterator[Outcome]:
    """Why: à l’oreille comme à l’œil, une cellule se comprend par le titre de sa colonne.

    Wrong: « {id: delegation, label: ""} »

    Right: « {id: delegation, label: Élue ou élu référent ESS} »
    """
    for table in _tables(context):
        seen: set[str] = set()
        for column in table.columns:
            if column.id in seen:
                message = f"la colonne « {column.id} » est donnée deux fois"
                yield Fault(column.place_of("id"), message, key=f"{table.id}.{column.id}")
            elif not column.label.strip() and column.kind != "status":
                message = f"la colonne « {column.id} » n’a pas de titre"
                yield Fault(column.place_of("label"), message, key=f"{table.id}.{column.id}")
            else:
                yield Confirmed()
            seen.add(column.id)


@rule(
    "TAB009",
    "error",
    "Compte d’une valeur que la colonne n’a jamais",
    "Corriger la valeur dans « equals » ou « without ».",
)
def count_of_nothing(context: Context) -> Iterator[Outcome]:
    """Why: une valeur mal écrite ne compte rien, et le total est faux sans qu’on le voie.

    Wrong: « equals: [ful, half] »

    Right: « equals: [full, half] »
    """
    for table in _tables(context):
        for count in table.counts:
            cells = [row.get(count.column) for row in table.rows]
            lists = any(isinstance(cell, list) for cell in cells)
            # Where cells are lists, « equals » names the rows whose items are counted.
            named_by = "key" if lists else count.column
            known = [str(row.get(named_by)) for row in table.rows]
            known += [
                status for c in table.columns if c.id == count.column for status in c.statuses
            ]
            for key in ("equals", "without"):
                for rank, value in enumerate(getattr(count, key)):
                    # An empty cell may be left out of a count whether there is one or not.
                    if value in (*known, ""):
                        yield Confirmed()
                    else:
                        message = f"« {table.id} » n’a pas de « {value} » (colonne {count.column})"
                        place = count.place_of(key, rank)
                        hint = advice(value, known)
                        yield Fault(place, message, hint, key=f"{table.id}.{count.id}.{value}")


RULES = (
    unknown_column,
    missing_cell,
    unknown_row_key,
    repeated_row,
    unknown_status,
    unknown_count,
    text_for_number,
    unclear_columns,
    count_of_nothing,
)
