"""Work out a formula with named values: the four operations, brackets, nothing else."""

from __future__ import annotations

import ast
import operator
from collections.abc import Callable, Mapping

from marchwest.judging import ExpectationError

__all__ = ["worked_out"]

_OPERATIONS: dict[type[ast.operator], Callable[[float, float], float]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.Pow: operator.pow,
}


def worked_out(formula: str, values: Mapping[str, float]) -> float:
    """Return the value of a formula.

    Parameters
    ----------
    formula : str
        Names, numbers, ``+ - * / **`` and brackets.
    values : mapping of str to float
        The value of each name.

    Returns
    -------
    float

    Raises
    ------
    ExpectationError
        If the formula cannot be read, holds an unknown name or divides by zero.

    Examples
    --------
    >>> worked_out("total / (last - first + 1)", {"total": 32, "first": 2001, "last": 2004})
    8.0
    """
    try:
        tree = ast.parse(formula, mode="eval").body
    except (SyntaxError, ValueError):
        raise ExpectationError(f"The formula {formula!r} cannot be read.") from None
    try:
        found = _value(tree, values, formula)
    except ZeroDivisionError:
        raise ExpectationError(f"The formula {formula!r} divides by zero.") from None
    except OverflowError:
        raise ExpectationError(f"The formula {formula!r} gives too large a number.") from None
    if isinstance(found, complex):
        raise ExpectationError(f"The formula {formula!r} takes a root of a negative number.")
    return found


def _value(node: ast.expr, values: Mapping[str, float], formula: str) -> float:
    match node:
        case ast.Constant(value=int() | float() as number) if not isinstance(number, bool):
            return float(number)
        case ast.Name(id=name) if name in values:
            return float(values[name])
        case ast.Name(id=name):
            known = ", ".join(values)
            raise ExpectationError(f"{formula!r}: there is no {name!r}; given are {known}.")
        case ast.UnaryOp(op=ast.USub(), operand=operand):
            return -_value(operand, values, formula)
        case ast.BinOp(left=left, op=op, right=right) if type(op) in _OPERATIONS:
            one, other = _value(left, values, formula), _value(right, values, formula)
            return _OPERATIONS[type(op)](one, other)
    raise ExpectationError(
        f"{formula!r}: only names, numbers, + - * / ** and brackets are allowed."
    )
