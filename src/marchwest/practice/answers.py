"""Draw an item's right answer from the claims: the value, and the claims that hold it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from typing import TYPE_CHECKING, Any

from marchwest.claims import claims
from marchwest.data import PartialDate, load
from marchwest.errors import nearest
from marchwest.judging import ExpectationError, Fact, fact
from marchwest.practice.arithmetic import worked_out
from marchwest.practice.model import (
    Answer,
    Chosen,
    Cited,
    ClaimValue,
    Computed,
    Converted,
    Count,
    Item,
    Matched,
    Members,
    Misconception,
    Ordered,
    Paired,
    Picked,
    Spotted,
    Sum,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = [
    "Expected",
    "claim_row",
    "expected",
    "expected_of",
    "fact_of",
    "rows_where",
    "wrong_value",
]

_KILOMETRES_OF_A_MILE = 1.609344


@dataclass(frozen=True)
class Expected:
    """A right answer and what it rests on."""

    value: Any
    """A number, text, set, mapping or list, by the item's kind; a `Fact` where one claim holds it."""
    claims: tuple[str, ...]

    @property
    def bare(self) -> Any:
        """The value without its provenance."""
        return self.value.value if isinstance(self.value, Fact) else self.value


@cache
def _claim_rows() -> dict[str, dict[str, Any]]:
    frame = claims()
    present = frame.astype(object).where(frame.notna(), None)
    rows = present.to_dict("records")
    return {row["claim_id"]: {str(name): cell for name, cell in row.items()} for row in rows}


def claim_row(claim_id: str) -> dict[str, Any]:
    """Return what `marchwest.claims()` says of one claim.

    Parameters
    ----------
    claim_id : str

    Returns
    -------
    dict
        Absent values are None.

    Raises
    ------
    ExpectationError
        If there is no such claim: the item is wrong, not the learner.
    """
    row = _claim_rows().get(claim_id)
    if row is None:
        near = nearest(claim_id, _claim_rows())
        offer = f" Nearest: {', '.join(near)}." if near else ""
        raise ExpectationError(f"There is no claim {claim_id!r}.{offer}")
    return row


def expected(item: Item) -> Expected:
    """Return the right answer of an item.

    Parameters
    ----------
    item : Item

    Returns
    -------
    Expected

    Raises
    ------
    ExpectationError
        If a claim, a column or a value that the item names does not exist.
    """
    return expected_of(item.answer)


def expected_of(answer: Answer) -> Expected:
    """Return the right answer in one of its forms; see `expected`."""
    match answer:
        case ClaimValue():
            return Expected(_fact(answer), (answer.claim,))
        case Sum():
            parts = [_number(part) for part in answer.sum]
            return Expected(sum(parts), tuple(part.claim for part in answer.sum))
        case Count():
            return _counted(answer)
        case Converted():
            miles = answer.to == "kilometres"
            factor = _KILOMETRES_OF_A_MILE if miles else 1 / _KILOMETRES_OF_A_MILE
            return Expected(_number(answer.convert) * factor, (answer.convert.claim,))
        case Computed():
            return _computed(answer)
        case Chosen():
            for claim in answer.claims:
                claim_row(claim)
            return Expected(answer.option, tuple(answer.claims))
        case Members():
            values = frozenset(_text(part) for part in answer.members)
            return Expected(values, _unique(part.claim for part in answer.members))
        case Matched():
            pairs = {row.key: _text(row) for row in answer.match}
            return Expected(pairs, _unique(row.claim for row in answer.match))
        case Ordered():
            return _ordered(answer)
        case Cited():
            for claim in answer.cite:
                claim_row(claim)
            return Expected(frozenset(answer.cite), tuple(answer.cite))
        case Picked():
            for claim in answer.among:
                claim_row(claim)
            # All rows: the place of the right one alone would give it away.
            return Expected(answer.supports, tuple(answer.among))
        case Spotted():
            for figure in answer.figures.values():
                fact_of(figure.claim, figure.column)
            return Expected(answer.wrong, _unique(f.claim for f in answer.figures.values()))
        case Paired():
            return _paired(answer)


def _paired(answer: Paired) -> Expected:
    one, other = (claim_row(claim) for claim in answer.pair)
    if answer.relation == "same" and one["event"] != other["event"]:
        raise ExpectationError(
            f"{one['event']} and {other['event']} are two events, so they are not the same thing."
        )
    if column := answer.differ_in:
        found = [fact_of(claim, column).value for claim in answer.pair]
        if found[0] == found[1]:
            raise ExpectationError(f"Both claims have {found[0]!r} in {column}: no difference.")
    return Expected(answer.relation, answer.pair)


def fact_of(claim: str, column: str) -> Fact:
    """Return one value of one claim.

    Parameters
    ----------
    claim, column : str

    Returns
    -------
    Fact

    Raises
    ------
    ExpectationError
        If there is no such claim or column, or no value.
    """
    return _fact(ClaimValue(claim=claim, column=column))


def wrong_value(misconception: Misconception) -> Any:
    """Return the answer to which a misconception leads.

    Parameters
    ----------
    misconception : Misconception

    Returns
    -------
    object
    """
    if isinstance(misconception.drawn, ClaimValue):
        return _fact(misconception.drawn).value
    if isinstance(misconception.drawn, Count):
        return _counted(misconception.drawn).value
    if isinstance(misconception.drawn, Computed):
        return _computed(misconception.drawn).value
    return misconception.answer


def _unique(names: Any) -> tuple[str, ...]:
    return tuple(dict.fromkeys(names))


@cache
def _fact(part: ClaimValue) -> Fact:
    row = claim_row(part.claim)
    return fact(row["table"], row["event"], row["source_id"], part.column, part.claim)


def _text(part: Any) -> str:
    return str(_fact(ClaimValue(claim=part.claim, column=part.column)).value)


def _number(part: ClaimValue) -> int | float:
    value = _fact(part).value
    if not isinstance(value, int | float):
        raise ExpectationError(f"{part.column} of {part.claim} is {value!r}, which is no number.")
    return value


def _computed(answer: Computed) -> Expected:
    values = {name: _number_or_year(part) for name, part in answer.given.items()}
    return Expected(
        worked_out(answer.compute, values), _unique(part.claim for part in answer.given.values())
    )


def _number_or_year(part: ClaimValue) -> float:
    value = _fact(part).value
    if isinstance(value, str) and part.column.startswith(("date_", "period_")):
        return PartialDate.parse(value).year
    return _number(part)


def _counted(answer: Count) -> Expected:
    # A list cannot be a key of the cache; the same values in a tuple can.
    where = tuple((name, _hashable(wanted)) for name, wanted in answer.where.items())
    return _counted_rows(answer.count, answer.table, where)


def _hashable(wanted: str | int | list[str] | tuple[str, ...]) -> str | int | tuple[str, ...]:
    return tuple(wanted) if isinstance(wanted, list) else wanted


@cache
def _counted_rows(
    count: str, table: str, where: tuple[tuple[str, str | int | tuple[str, ...]], ...]
) -> Expected:
    rows = rows_where(table, dict(where))
    if count not in rows.columns:
        raise ExpectationError(f"Table {table!r} has no column {count!r}.")
    return Expected(int(rows[count].nunique()), tuple(rows["claim_id"].tolist()))


def rows_where(
    table: str, where: Mapping[str, str | int | list[str] | tuple[str, ...]]
) -> pd.DataFrame:
    """Return the rows of a table that fit.

    Parameters
    ----------
    table : str
    where : mapping
        As in `Count`.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ExpectationError
        If there is no such column, or no row fits.
    """
    rows = load(table)
    for column, wanted in where.items():
        if column not in rows.columns:
            raise ExpectationError(f"Table {table!r} has no column {column!r}.")
        rows = rows[_holds(rows[column], _hashable(wanted))]
    if rows.empty:
        raise ExpectationError(f"No row of {table!r} fits {dict(where)}.")
    return rows


def _holds(column: pd.Series[Any], wanted: str | int | tuple[str, ...]) -> pd.Series[bool]:
    if wanted == "present":
        return column.notna()
    if wanted == "absent":
        return column.isna()
    if isinstance(wanted, tuple):
        return column.isin(wanted)
    if isinstance(wanted, str) and wanted.endswith("*"):
        return column.str.startswith(wanted[:-1]).fillna(False).astype(bool)
    return column.eq(wanted).fillna(False).astype(bool)


def _ordered(answer: Ordered) -> Expected:
    dates = {row.key: _text(ClaimValue(claim=row.claim, column=answer.by)) for row in answer.order}
    keys = sorted(dates, key=lambda key: dates[key])
    for before, after in pairwise(keys):
        # "2006" and "2006-08" cannot be put in order: neither is known to be first.
        if dates[after].startswith(dates[before]):
            raise ExpectationError(f"{before} and {after} have no order: both are {dates[before]}.")
    return Expected(keys, _unique(row.claim for row in answer.order))
