"""Judge a function that the learner wrote: call it on given values and compare what comes back."""

from __future__ import annotations

import copy
import inspect
import types
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any, Final, Unpack

from marchwest.judging.facts import Fact
from marchwest.judging.kinds import read_text
from marchwest.judging.numbers import read_number
from marchwest.judging.plain import BLANK, NotPlain, Vector, plain, show, type_name
from marchwest.judging.verdict import (
    ExpectationError,
    Guide,
    Mistake,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)

__all__ = ["Case", "argument_problem", "function", "is_stub"]


@dataclass(frozen=True)
class Case:
    """One call of the learner's function."""

    arguments: tuple[Any, ...]
    """What it is given, in order; a copy is handed over at each call."""
    expected: Any
    """What it should return: a number, text, truth value, None, a list of these, or a `Fact`."""
    about: str = ""
    """What is special about this call, for the message: "both years are the same"."""


@never_raises
def function(
    answer: object,
    cases: Sequence[Case],
    *,
    tolerance: float = 0.0,
    mistakes: Sequence[Mistake] = (),
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a function by what it returns.

    Parameters
    ----------
    answer : object
        A function defined in the notebook. Objects that only behave like one are not called.
    cases : sequence of Case
        The calls; each counts the same.
    tolerance : float, default 0
        For numbers: largest difference that still counts as right.
    mistakes : sequence of Mistake
        Each ``value`` is a function that is wrong in a known way. Its message is given where the
        answer returns in all cases what that function returns.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is the share of calls that came back right. The message shows the first call
        that did not: what was called, what came back, what was expected.
    """
    if not cases:
        raise ExpectationError("function() needs at least one case.")
    if answer is None or answer is Ellipsis:
        return not_attempted(guide)
    problem = argument_problem(answer, ("",) * len(cases[0].arguments))
    if problem:
        return cannot_read(problem, guide, "Define a function with `def`, as the task shows.")
    assert isinstance(answer, types.FunctionType)
    if is_stub(answer):
        return not_attempted(guide)
    results = [_call(answer, case) for case in cases]
    if all(result is BLANK for result in results) and any(
        _expected(case) is not None for case in cases
    ):
        return cannot_read(
            f"`{_name(answer)}` returns nothing.",
            guide,
            "End the function with `return` and the result.",
        )
    right = [
        _agrees(result, _expected(case), tolerance)
        for result, case in zip(results, cases, strict=True)
    ]
    if all(right):
        return correct(f"All {len(cases)} calls came back right.", guide)
    score = min(sum(right) / len(cases), 0.99)
    for mistake in mistakes:
        if _behaves_like(mistake.value, results, cases, tolerance):
            return incorrect(mistake.message, guide, max(score, mistake.score))
    first = right.index(False)
    return incorrect(
        _told(answer, cases[first], results[first], sum(right), len(cases)), guide, score
    )


def argument_problem(answer: object, arguments: Sequence[str]) -> str:
    """Say why an answer cannot be called with so many values, or return empty text.

    Parameters
    ----------
    answer : object
    arguments : sequence of str
        Names of the values, for the message; empty names are only counted.

    Returns
    -------
    str
    """
    if type(answer) is not types.FunctionType:
        return f"The answer is a `{type_name(answer)}`, not a function."
    named = ", ".join(name for name in arguments if name)
    try:
        inspect.signature(answer, follow_wrapped=False).bind(*arguments)
    except (TypeError, ValueError):
        asked = f": {named}" if named else ""
        return f"The function cannot be called with {_values(len(arguments))}{asked}."
    return ""


_NOTHING: Final = frozenset({type(None), type(Ellipsis)})


def is_stub(answer: object) -> bool:
    """Tell whether a function is still the empty one that the task hands out.

    Parameters
    ----------
    answer : object

    Returns
    -------
    bool
        True for a body of ``...``, ``pass``, ``return ...`` or a docstring alone.
    """
    if type(answer) is not types.FunctionType:
        return False
    code = answer.__code__
    own_names = code.co_names or code.co_varnames[code.co_argcount :] or code.co_freevars
    constants = [one for one in code.co_consts if one != answer.__doc__ or one is None]
    uses_arguments = any(
        step.opname.startswith(("LOAD_FAST", "CALL", "BINARY")) for step in _steps(code)
    )
    return not own_names and not uses_arguments and {type(one) for one in constants} <= _NOTHING


def _steps(code: types.CodeType) -> Any:
    import dis

    return dis.get_instructions(code)


def _values(count: int) -> str:
    return "one value" if count == 1 else f"{count} values"


def _name(answer: types.FunctionType) -> str:
    return str(answer.__code__.co_name)


@dataclass(frozen=True)
class _Failed:
    """A call that ended in an exception, or came back with what the judge does not read."""

    how: str


def _call(answer: Callable[..., Any], case: Case) -> Any:
    try:
        return plain(answer(*copy.deepcopy(case.arguments)))
    except NotPlain as problem:
        return _Failed(str(problem).replace("The answer", "The result").rstrip("."))
    except (Exception, RecursionError, SystemExit) as error:
        return _Failed(f"it ended in {type(error).__name__}")


def _expected(case: Case) -> Any:
    return case.expected.value if isinstance(case.expected, Fact) else case.expected


def _agrees(result: Any, expected: Any, tolerance: float) -> bool:
    if isinstance(result, _Failed):
        return False
    if expected is None or result is BLANK:
        return expected is None and result is BLANK
    if type(expected) is bool or type(result) is bool:
        return type(expected) is type(result) and bool(expected == result)
    if isinstance(expected, (int, float)):
        try:
            found = read_number(result).value
        except NotPlain:
            return False
        return abs(found - expected) <= tolerance + 1e-9 * max(1.0, abs(expected))
    if isinstance(expected, str):
        return type(result) is str and read_text(result) == read_text(expected)
    if isinstance(expected, (list, tuple)):
        parts = result.values if type(result) is Vector else result
        return (
            type(parts) in (list, tuple)
            and len(parts) == len(expected)
            and all(
                _agrees(BLANK if part is None else part, wanted, tolerance)
                for part, wanted in zip(parts, expected, strict=True)
            )
        )
    raise ExpectationError(f"function() cannot compare with a {type(expected).__name__}.")


def _behaves_like(
    wrong: Callable[..., Any], results: Sequence[Any], cases: Sequence[Case], tolerance: float
) -> bool:
    """Tell whether the answer returned in every case what a wrong function returns."""
    for result, case in zip(results, cases, strict=True):
        twin = _call(wrong, case)
        if isinstance(twin, _Failed) or isinstance(result, _Failed):
            if twin != result:
                return False
        elif not _agrees(result, None if twin is BLANK else twin, tolerance):
            return False
    return True


def _told(answer: types.FunctionType, case: Case, result: Any, right: int, calls: int) -> str:
    """Say what was called, what came back and what was expected."""
    call = f"`{_name(answer)}({', '.join(show(value, 40) for value in case.arguments)})`"
    about = f" ({case.about})" if case.about else ""
    if isinstance(result, _Failed):
        came = result.how
    elif result is BLANK:
        came = "it returned nothing"
    else:
        came = f"it returned {show(result, 40)}"
    return (
        f"{right} of {calls} calls came back right. In the call {call}{about} {came}; "
        f"expected was {show(_expected(case), 40)}."
    )
