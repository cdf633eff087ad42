"""Expressions over facts: « nantes.population / nantes.superficie »."""

from __future__ import annotations

import ast
import operator
import re
from collections.abc import Callable, Mapping

Number = int | float

_FACT_ID = re.compile(r"[a-z][a-z0-9-]*(?:\.[a-z0-9-]+)+")
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
            raise ExpressionError(f"le fait « {match[0]} » n’existe pas ou n’est pas un nombre")
        name = f"_{len(names)}"
        names[name] = values[match[0]]
        return name

    try:
        tree = ast.parse(_FACT_ID.sub(name_fact, expression), mode="eval")
        return _value(tree.body, names)
    except SyntaxError as error:
        raise ExpressionError(f"l’expression « {expression} » ne se lit pas") from error
    except ZeroDivisionError as error:
        raise ExpressionError(f"l’expression « {expression} » divise par zéro") from error


def _value(node: ast.AST, names: Mapping[str, Number]) -> Number:
    if isinstance(node, ast.Constant) and isinstance(node.value, (int, float)):
        return node.value
    if isinstance(node, ast.Name) and node.id in names:
        return names[node.id]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, names)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "round":
        arguments = [_value(argument, names) for argument in node.args]
        if len(arguments) in (1, 2):
            return round(arguments[0], int(arguments[1]) if len(arguments) == 2 else 0)
    raise ExpressionError(
        "seuls les nombres, les faits, + - * / ( ) et round(x, n) sont permis dans une expression"
    )
