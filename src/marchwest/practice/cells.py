"""A claim in a few words: what a card shows of it beside other claims."""

from __future__ import annotations

from calendar import month_name
from functools import cache
from typing import Any

from marchwest.data import load
from marchwest.judging import ExpectationError
from marchwest.judging.sources import source_name
from marchwest.practice.answers import claim_row

__all__ = [
    "author",
    "date_words",
    "headings",
    "large_words",
    "number_words",
    "place_name",
    "place_of",
    "said",
    "values_of",
]

_QUALIFIERS = {"at_least": "at least ", "at_most": "at most ", "approx": "about "}
_ABSENT = "—"


@cache
def values_of(claim_id: str) -> dict[str, Any]:
    """Return the cells of a claim's row in its own table; absent ones are None."""
    table = load(claim_row(claim_id)["table"])
    row = table[table["claim_id"] == claim_id].iloc[0]
    return {
        str(column): None if value is None or value != value else value
        for column, value in row.astype(object).where(row.notna(), None).items()
    }


@cache
def _names() -> dict[str, str]:
    countries, places, bodies = load("countries"), load("places"), load("bodies")
    return {
        **dict(zip(bodies["body"].tolist(), bodies["name"].tolist(), strict=True)),
        **dict(zip(places["place_id"].tolist(), places["name"].tolist(), strict=True)),
        **dict(zip(countries["iso3"].tolist(), countries["name"].tolist(), strict=True)),
    }


def place_name(key: str) -> str:
    """Return the name of a country, place or body by its key in the tables.

    Parameters
    ----------
    key : str

    Returns
    -------
    str

    Raises
    ------
    ExpectationError
        If no table of names has the key.
    """
    if key not in _names():
        raise ExpectationError(f"{key!r} is no country, place or body of the tables.")
    return _names()[key]


def author(source_id: str) -> str:
    """Return a source as a sentence names it: ``Peyrouse``, ``the Crisis Group``."""
    name = source_name(source_id).rpartition(" (")[0]
    return f"the {name}" if name == "Crisis Group" else name


def place_of(claim_id: str) -> tuple[str, str]:
    """Return source and locator of a claim, as a message names them."""
    row = claim_row(claim_id)
    return source_name(row["source_id"]), str(row["locator"])


def number_words(value: float) -> str:
    """Return a number with thousands separators and no needless decimals."""
    return f"{value:,.0f}" if float(value).is_integer() else f"{value:,.10g}"


def large_words(value: float) -> str:
    """Return a large number with its last zeros as a word: ``900 million``."""
    for size, word in ((1_000_000_000, "billion"), (1_000_000, "million")):
        if abs(value) >= size:
            return f"{value / size:,.6g} {word}"
    return number_words(value)


def date_words(date: str) -> str:
    """Return a date in words, as exact as it is: ``2006-08`` is August 2006."""
    parts = str(date).split("-")
    words = [str(int(parts[2]))] if len(parts) == 3 else []
    if len(parts) > 1:
        words.append(month_name[int(parts[1])])
    return " ".join([*words, parts[0]])


def headings(columns: list[str]) -> list[str]:
    """Return what stands above each column."""
    starts = {"date_start": "from" if "date_end" in columns else "date", "date_end": "to"}
    return [starts.get(column, column.removesuffix("_id").replace("_", " ")) for column in columns]


def said(claim_id: str, columns: list[str]) -> list[str]:
    """Return what a claim has in some columns of its table, in words.

    Parameters
    ----------
    claim_id : str
    columns : list of str
        One that the claim's table does not have is as good as empty.

    Returns
    -------
    list of str
        With qualifier and unit; a dash where there is nothing.
    """
    values = values_of(claim_id)
    return [_cell(values, column) for column in columns]


def _cell(values: dict[str, Any], column: str) -> str:
    value = values.get(column)
    if value is None:
        return _ABSENT
    if isinstance(value, str):
        if column.startswith(("date_", "period_")):
            return date_words(value)
        return "; ".join(_names().get(part, part.replace("_", " ")) for part in value.split(";"))
    qualifier = _QUALIFIERS.get(str(values.get(f"{column}_qualifier") or ""), "")
    unit = values.get({"number": "unit", "amount": "currency"}.get(column, "")) or ""
    return f"{qualifier}{number_words(value)} {str(unit).replace('_', ' ')}".strip()
