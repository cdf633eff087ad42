"""Expressions over facts: « nantes.population / nantes.superficie », « sum(*.population) »."""

from __future__ import annotations

import ast
import math
import operator
import re
from collections.abc import Callable, Iterable, Mapping
from fnmatch import fnmatchcase

from pipeline.errors import nearest

Number = int | float

_FACT_ID = re.compile(
    r"(?:[a-z][a-z0-9]*(?:-[a-z0-9]+)*|\*(?=\.[a-z]))(?:\.(?:[a-z0-9]+(?:-[a-z0-9]+)*|\*))+"
)
# Digits that round() may be asked for: enough for any number of the publication.
_MOST_DIGITS = 15
_OPERATORS: dict[type[ast.AST], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
}


def _average(values: list[Number]) -> Number:
    return sum(values) / len(values)


# What may be asked of one value or several.
_FUNCTIONS: dict[str, Callable[[list[Number]], Number]] = {
    "sum": sum,
    "average": _average,
    "min": min,
    "max": max,
    "count": len,
}
_ALLOWED = (
    "seuls les nombres, les faits, + - * / ( ), round(x, n), sum, average, min, max, count et "
    "rank(x, groupe) sont permis dans une expression"
)


class ExpressionError(ValueError):
    """An expression that cannot be computed; the message says why, in French."""


def fact_ids_in(expression: str) -> list[str]:
    """The facts an expression needs, in order of appearance; « *.population » stays as written."""
    return list(dict.fromkeys(_FACT_ID.findall(expression)))


def matching(name: str, known: Iterable[str]) -> list[str]:
    """The ids a name of an expression stands for: itself, or those its stars match.

    A star is one part between dots: « *.population » is no « france.ess.population ».
    """
    if "*" not in name:
        return [id_ for id_ in known if id_ == name]
    return sorted(
        id_ for id_ in known if id_.count(".") == name.count(".") and fnmatchcase(id_, name)
    )


def evaluate(expression: str, values: Mapping[str, Number]) -> Number:
    """The value of an expression of numbers, fact ids, + - * /, parentheses and functions.

    round(x, n); sum, average, min, max and count of several values; rank(x, group): 1 where x is
    the largest of the group. « *.population » stands for all facts it matches, in a function.
    Raises ExpressionError.
    """
    names: dict[str, list[Number]] = {}

    def name_fact(match: re.Match[str]) -> str:
        found = matching(match[0], values) if "*" in match[0] else []
        if not found and match[0] not in values:
            near = nearest(match[0], values)
            advice = f" ; vouliez-vous dire « {near} » ?" if near else ""
            raise ExpressionError(
                f"le fait « {match[0]} » n’existe pas ou n’est pas un nombre{advice}"
            )
        name = f"_{len(names)}"
        names[name] = [values[id_] for id_ in found or [match[0]]]
        return name

    named = _FACT_ID.sub(name_fact, expression)
    try:
        tree = ast.parse(named, mode="eval")
        value = _value(tree.body, names)
        finite = math.isfinite(value)
    except ZeroDivisionError as error:
        raise ExpressionError(f"l’expression « {expression} » divise par zéro") from error
    except OverflowError as error:
        raise ExpressionError(
            f"l’expression « {expression} » donne un nombre trop grand"
        ) from error
    except (SyntaxError, RecursionError, MemoryError) as error:
        raise ExpressionError(f"l’expression « {expression} » ne se lit pas") from error
    if not finite:
        raise ExpressionError(f"l’expression « {expression} » donne un nombre trop grand")
    return value


def _value(node: ast.AST, names: Mapping[str, list[Number]]) -> Number:
    if isinstance(node, ast.Constant) and type(node.value) in (int, float):
        assert isinstance(node.value, (int, float))
        return node.value
    if isinstance(node, ast.Name) and len(names.get(node.id, ())) == 1:
        return names[node.id][0]
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
        return -_value(node.operand, names)
    if isinstance(node, ast.BinOp) and type(node.op) in _OPERATORS:
        return _OPERATORS[type(node.op)](_value(node.left, names), _value(node.right, names))
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and not node.keywords:
        return _call(node.func.id, node.args, names)
    raise ExpressionError(_ALLOWED)


def _call(function: str, arguments: list[ast.expr], names: Mapping[str, list[Number]]) -> Number:
    if function == "round" and arguments:
        rounded, *digits = [_value(argument, names) for argument in arguments]
        if not digits:
            return round(rounded)
        if len(digits) == 1 and abs(digits[0]) <= _MOST_DIGITS:
            return round(rounded, int(digits[0]))
    elif function == "rank" and len(arguments) > 1:
        ranked, group = _value(arguments[0], names), _values(arguments[1:], names)
        return 1 + sum(other > ranked for other in group)
    elif function in _FUNCTIONS and arguments:
        return _FUNCTIONS[function](_values(arguments, names))
    raise ExpressionError(_ALLOWED)


def _values(arguments: list[ast.expr], names: Mapping[str, list[Number]]) -> list[Number]:
    """The values of several arguments; a name with stars gives all of its own."""
    values: list[Number] = []
    for argument in arguments:
        group = names.get(argument.id) if isinstance(argument, ast.Name) else None
        values += group if group is not None else [_value(argument, names)]
    return values
