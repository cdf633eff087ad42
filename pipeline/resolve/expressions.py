"""Expressions over facts: « nantes.population / nantes.superficie »."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Mapping

from pipeline.errors import nearest

Number = int | float

_FACT_ID = re.compile(r"[a-z][a-z0-9]*(?:-[a-z0-9]+)*(?:\.[a-z0-9]+(?:-[a-z0-9]+)*)+")
# Digits that round() may be asked for: enough for any number of the publication.
_MOST_DIGITS = 15
_OPERATORS: dict[type[ast.AST], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


class ExpressionError(ValueError):
    """An expression that cannot be computed; the message says why, in French."""


def fact_ids_in(expression: str) -> list[str]:
    """The facts an expression needs, in order of appearance."""
    return list(dict.fromkeys(_FACT_ID.findall(expression)))


def evaluate(expression: str, values: Mapping[str, Number]) -> Number:
    """The value of an expression of numbers, fact ids, + - * /, parentheses and round(x, n).

    Raises ExpressionError.
    """
    names: dict[str, Number] = {}

    def name_fact(match: re.Match[str]) -> str:
        if match[0] not in values:
            near = nearest(match[0], values)
            advice = f" ; vouliez-vous dire « {near} » ?" if near else ""
            raise ExpressionError(
                f"le fait « {match[0]} » n’existe pas ou n’est pas un nombre{advice}"
            )
        name = f"_{len(names)}"
        names[name] = values[match[0]]
        return name

    named = _FACT_ID.sub(name_fact, expression)
    try:
        tree = ast.parse(named, mode="eval")
        value = _value(tree.body, names)
    except ZeroDivisionError as error:
        raise ExpressionError(f"l’expression « {expression} » divise par zéro") from error
    except OverflowError as error:
        raise ExpressionError(
            f"l’expression « {expression} » donne un nombre trop grand"
        ) from error
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"l’expression « {expression} » ne se lit pas") from error
    if not math.isfinite(value):
        raise ExpressionError(f"l’expression « {expression} » donne un nombre trop grand")
    return value


def _value(node: ast.AST, names: Mapping[str, Number]) -> Number:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        assert isinstance(node.value, (int, float))
        return node.value
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, names)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
        arguments = [_value(argument, names) for argument in node.args]
        if len(arguments) == 1:
            return round(arguments[0])
        if len(arguments) == 2 and abs(arguments[1]) <= _MOST_DIGITS:
            return round(arguments[0], int(arguments[1]))
    raise ExpressionError(
        "seuls les nombres, les faits, + - * / ( ) et round(x, n) sont permis dans une expression"
    )
