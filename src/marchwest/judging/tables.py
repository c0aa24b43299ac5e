"""Judge a small table: its columns, its rows in any order, the first difference told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import TYPE_CHECKING, Any, Unpack

from marchwest.judging.kinds import read_text
from marchwest.judging.plain import BLANK, Frame, NotPlain, Vector, plain, show, type_name
from marchwest.judging.verdict import (
    ExpectationError,
    Guide,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["as_frame", "cell", "table"]


def as_frame(given: Any) -> Frame:
    """Return a rebuilt answer as a frame: a DataFrame, a list of dicts, a dict of lists.

    Parameters
    ----------
    given : object
        A value that `plain` returned.

    Returns
    -------
    Frame

    Raises
    ------
    NotPlain
        If it has not the shape of a table.
    """
    if type(given) is Frame:
        return given
    if type(given) is list and given and all(type(row) is dict for row in given):
        columns = list(dict.fromkeys(str(key) for row in given for key in row))
        rows = [{str(key): value for key, value in row.items()} for row in given]
        return Frame(tuple(columns), tuple(tuple(row.get(c) for c in columns) for row in rows))
    if type(given) is dict and given:
        lists = [value.values if type(value) is Vector else value for value in given.values()]
        if all(type(part) in (list, tuple) for part in lists) and len({*map(len, lists)}) == 1:
            return Frame(tuple(map(str, given)), tuple(zip(*lists, strict=True)))
    raise NotPlain(f"The answer is a `{type_name(given)}`, not a table.")


def cell(value: Any) -> Any:
    """Return a cell in a form that does not depend on dtype: 3, 3.0 and "3" are one."""
    if value is None or (type(value) is float and value != value):
        return None
    if type(value) is bool:
        return read_text(value)
    if type(value) in (int, float):
        return float(value)
    if type(value) is str:
        text = " ".join(value.casefold().split())
        try:
            return float(text.replace(",", ""))
        except ValueError:
            return text or None
    return str(value)


@never_raises
def table(
    answer: object,
    expected: pd.DataFrame,
    *,
    key: Sequence[str],
    tolerance: float = 0.0,
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a table.

    Parameters
    ----------
    answer : object
        A DataFrame (an index with a name counts as a column), a list of dicts or a dict of
        lists. Rows and columns in any order; surplus columns are ignored.
    expected : pandas.DataFrame
        The right table.
    key : sequence of str
        The columns that together name a row.
    tolerance : float, default 0
        For numbers: largest difference that still counts as equal.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is the share of expected rows that are right, less one row's share for every
        surplus row. The message tells the first difference but not the right value.
    """
    wanted = as_frame(plain(expected))
    if not set(key) <= set(wanted.columns) or not wanted.rows:
        raise ExpectationError("The key columns must be in the expected table, which needs rows.")
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        frame = as_frame(given)
        missing = [c for c in wanted.columns if _fold(c) not in {*map(_fold, frame.columns)}]
        if missing:
            has = ", ".join(frame.columns[:12]) or "none"
            raise NotPlain(f"The table has no column {', '.join(missing)}. It has: {has}.")
    except NotPlain as problem:
        return cannot_read(
            str(problem), guide, f"Build a DataFrame with columns: {', '.join(wanted.columns)}."
        )
    return _compare(_by_key(frame, wanted.columns, key), wanted, key, tolerance, guide)


def _fold(column: str) -> str:
    return column.strip().casefold().replace(" ", "_")


def _by_key(
    frame: Frame, columns: Sequence[str], key: Sequence[str]
) -> list[tuple[tuple[Any, ...], dict[str, Any]]]:
    """Return each row as its key and its cells, under the expected columns' names."""
    position = {_fold(name): place for place, name in reversed(list(enumerate(frame.columns)))}
    rows = [{c: cell(row[position[_fold(c)]]) for c in columns} for row in frame.rows]
    return [(tuple(row[c] for c in key), row) for row in rows]


def _compare(
    given: list[tuple[tuple[Any, ...], dict[str, Any]]],
    wanted: Frame,
    key: Sequence[str],
    tolerance: float,
    guide: Guide,
) -> Verdict:
    right_rows = dict(_by_key(wanted, wanted.columns, key))
    doubled = [k for k, count in Counter(k for k, _ in given).items() if count > 1]
    found = dict(given)
    surplus = [k for k in found if k not in right_rows]
    problems = []
    right = 0
    for row_key, row in right_rows.items():
        wrong = (
            ["row missing"]
            if row_key not in found
            else [c for c in wanted.columns if not _equal(found[row_key][c], row[c], tolerance)]
        )
        if not wrong:
            right += 1
        elif row_key in found:
            value = show(found[row_key][wrong[0]])
            problems.append(f"In row {_named(row_key)} column {wrong[0]} is not {value}.")
    absent = sum(k not in found for k in right_rows)
    if surplus:
        problems.append(f"Row {_named(surplus[0])} does not belong ({len(surplus)} such rows).")
    if doubled:
        problems.append(f"Row {_named(doubled[0])} is there more than once.")
    if absent:
        problems.append(f"{absent} of {len(right_rows)} rows are missing.")
    if not problems:
        return correct(f"All {right} rows are right.", guide)
    lost = len(surplus) + len(given) - len(found)
    score = max(0.0, (right - lost) / len(right_rows))
    return incorrect(" ".join(problems[:3]), guide, min(score, 0.99))


def _named(row_key: tuple[Any, ...]) -> str:
    return " / ".join(f"{k:g}" if type(k) is float else show(k) for k in row_key)


def _equal(found: Any, wanted: Any, tolerance: float) -> bool:
    if type(found) is float and type(wanted) is float:
        return abs(found - wanted) <= tolerance + 1e-9 * max(1.0, abs(wanted))
    return bool(found == wanted)
