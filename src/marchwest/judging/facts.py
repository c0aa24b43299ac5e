"""Expected values come from claims: what a source says of an event, and what the others say."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

from marchwest.data import load
from marchwest.judging.sources import source_name
from marchwest.judging.verdict import ExpectationError, Guide

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["Fact", "fact"]


@dataclass(frozen=True)
class Fact:
    """One value of one claim, with the differing values that stand beside it."""

    value: Any
    claim_id: str
    source_id: str
    locator: str
    qualifier: str = ""
    """`exact`, `approx`, `at_least`, `at_most`, or empty."""
    others: tuple[Fact, ...] = ()
    """Other claims about the same event whose value differs."""

    @property
    def source(self) -> str:
        """The source as prose names it."""
        return source_name(self.source_id)

    @property
    def place(self) -> str:
        """Source and locator: where a reader finds it."""
        return f"{self.source}, {self.locator}"

    def guide(self, guide: Guide) -> Guide:
        """Return the guide with place and claim filled in where the author left them out."""
        known: Guide = {"where": self.place, "claims": (self.claim_id,)}
        known.update(guide)
        return known


def fact(table: str, event: str, source_id: str, column: str, claim_id: str | None = None) -> Fact:
    """Return what one source says, as an expectation for a check.

    Parameters
    ----------
    table : str
        A claim table, for example ``"exercises"``.
    event : str
    source_id : str
    column : str
        The value column asked about.
    claim_id : str, optional
        Needed only where the source speaks twice and gives two values.

    Returns
    -------
    Fact
        Its ``others`` hold each other value for the same event and column.

    Raises
    ------
    ExpectationError
        If there is no such value, or more than one.
    """
    return _found(table, event, source_id, column, claim_id)


@cache
def _found(table: str, event: str, source_id: str, column: str, claim_id: str | None) -> Fact:
    rows = load(table)
    if column not in rows.columns:
        raise ExpectationError(f"Table {table!r} has no column {column!r}.")
    about = rows[(rows["event"] == event) & rows[column].notna()]
    mine = about[about["source_id"] == source_id]
    if claim_id is not None:
        mine = mine[mine["claim_id"] == claim_id]
    values = {_bare(value) for value in mine[column].tolist()}
    if len(values) != 1:
        found = ", ".join(mine["claim_id"].tolist()) or "none"
        raise ExpectationError(
            f"{table}.{column} of {event!r} by {source_id!r} needs one value; claims: {found}. "
            "Check the names, or pass claim_id."
        )
    row = mine.iloc[0]
    others = [
        _fact_of(other, column)
        for _, other in about.iterrows()
        if _bare(other[column]) not in values
    ]
    return _fact_of(row, column, tuple(others))


def _fact_of(row: pd.Series[Any], column: str, others: tuple[Fact, ...] = ()) -> Fact:
    qualifier = row.get(f"{column}_qualifier", "")
    return Fact(
        value=_bare(row[column]),
        claim_id=str(row["claim_id"]),
        source_id=str(row["source_id"]),
        locator=str(row["locator"]),
        qualifier=qualifier if type(qualifier) is str else "",
        others=others,
    )


def _bare(value: Any) -> Any:
    """Return a numpy scalar as the Python value that it holds."""
    return value.item() if hasattr(value, "item") else value
