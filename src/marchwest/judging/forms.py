"""The checks of form that a student copy shows: type and shape, never the value."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from marchwest.judging.choices import _pairs, _parts
from marchwest.judging.dates import read_date
from marchwest.judging.functions import argument_problem, is_stub
from marchwest.judging.kinds import Options, as_options, read_country, reader
from marchwest.judging.numbers import read_number
from marchwest.judging.plain import BLANK, NotPlain, Spec, plain, type_name
from marchwest.judging.points import refuse
from marchwest.judging.tables import as_frame
from marchwest.judging.verdict import ExpectationError, Verdict, cannot_read, not_attempted

__all__ = ["form"]


def form(
    answer: object,
    kind: str,
    *,
    options: Options | None = None,
    keys: Sequence[str] | None = None,
    columns: Sequence[str] | None = None,
    arguments: Sequence[str] | None = None,
) -> None:
    """Check that an answer has the form asked for; say nothing about its value.

    Parameters
    ----------
    answer : object
    kind : str
        ``number``, ``whole number``, ``text``, ``choice``, ``set``, ``order``, ``mapping``,
        ``table``, ``chart``, ``date``, ``country``, ``claims`` or ``function``.
    options : mapping or sequence of str, optional
        For a choice, an order, or the values of a mapping: what may be answered.
    keys : sequence of str, optional
        For a mapping: the keys it must have.
    columns : sequence of str, optional
        For a table: the columns it must have.
    arguments : sequence of str, optional
        For a function: the names of what it is given, in order.

    Raises
    ------
    NotAttempted
        If there is no answer.
    Unreadable
        If the answer has another form.
    """
    problem = _problem(answer, kind, options, keys, columns, arguments)
    if problem is not None:
        raise refuse(problem)


def _problem(
    answer: object,
    kind: str,
    options: Options | None,
    keys: Sequence[str] | None,
    columns: Sequence[str] | None,
    arguments: Sequence[str] | None,
) -> Verdict | None:
    if kind not in _KINDS:
        raise ExpectationError(f"Unknown form {kind!r}. Known: {', '.join(_KINDS)}.")
    if kind == "function" and answer is not None and answer is not Ellipsis:
        problem = argument_problem(answer, arguments or ())
        if problem:
            return cannot_read(problem, {}, f"The answer should be {_KINDS[kind]}.")
        return not_attempted({}) if is_stub(answer) else None
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted({})
        _look(given, kind, options, keys, columns)
    except NotPlain as problem:
        return cannot_read(str(problem), {}, f"The answer should be {_KINDS[kind]}.")
    except ExpectationError:
        raise
    except (Exception, RecursionError) as error:
        name = type(error).__name__
        return cannot_read(f"Looking at the answer ended in {name}.", {}, "Use plain values.")
    return None


_KINDS = {
    "number": "one number",
    "whole number": "one whole number",
    "text": "text",
    "choice": "one of the options",
    "set": "a set or list",
    "order": "a list, first things first",
    "mapping": "a dict with the keys given",
    "table": "a DataFrame with the columns given",
    "chart": "an Altair chart",
    "date": "a date: 1998, 1998-04 or 1998-04-27",
    "country": "one country",
    "claims": "one claim_id or a list of them",
    "function": "a function that takes what the task names",
}


def _look(
    given: Any,
    kind: str,
    options: Options | None,
    keys: Sequence[str] | None,
    columns: Sequence[str] | None,
) -> None:
    if kind in ("number", "whole number"):
        value = read_number(given).value
        if kind == "whole number" and not value.is_integer():
            raise NotPlain("The answer is not a whole number.")
    elif kind == "text" and type(given) is not str:
        raise NotPlain(f"The answer is a `{type_name(given)}`, not text.")
    elif kind == "choice":
        reader("text", as_options(options or ()))(given)
    elif kind in ("set", "claims"):
        _parts(given)
    elif kind == "order":
        for part in _parts(given):
            reader("text", options)(part)
    elif kind == "mapping":
        _look_at_mapping(given, options, keys or ())
    elif kind == "table":
        _look_at_table(given, columns or ())
    elif kind == "chart" and type(given) is not Spec:
        raise NotPlain(f"The answer is a `{type_name(given)}`, not an Altair chart.")
    elif kind == "date":
        read_date(given)
    elif kind == "country":
        read_country(given)


def _look_at_mapping(given: Any, options: Options | None, keys: Sequence[str]) -> None:
    pairs = _pairs(given)
    absent = [key for key in keys if key not in pairs]
    if absent:
        raise NotPlain(f"The dict has no key {', '.join(map(repr, absent))}.")
    for value in pairs.values():
        if options is not None and value not in (None, Ellipsis, ""):
            reader("text", options)(value)


def _look_at_table(given: Any, columns: Sequence[str]) -> None:
    frame = as_frame(given)
    absent = [column for column in columns if column not in frame.columns]
    if absent:
        raise NotPlain(f"The table has no column {', '.join(absent)}.")
    if not frame.rows:
        raise NotPlain("The table has no rows.")
