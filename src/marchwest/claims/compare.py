"""Set claims about one event side by side and tell where they differ."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from marchwest.claims.find import require
from marchwest.claims.frame import claims, records
from marchwest.claims.independence import relies_on
from marchwest.data import PartialDate, claim_tables, columns, load

if TYPE_CHECKING:
    import pandas as pd

# What it means when sources fill a column differently.
_KINDS = {
    "date_start": "date",
    "date_end": "date",
    "period_start": "date",
    "period_end": "date",
    "troops": "value",
    "quantity": "value",
    "number": "value",
    "system": "value",
    "kind": "scope",
    "format": "scope",
    "framework": "scope",
    "place": "scope",
    "status": "status",
    "role": "status",
    "coded": "judgement",
}
_PLACE_COLUMNS = ("place_id", "place_id_2")
_APPROXIMATE = 0.1
"""How far "about" reaches, as a share of the number: our convention, not a source's."""


@dataclass(frozen=True)
class _Value:
    """What one claim says in one column."""

    claim_id: str
    source_id: str
    value: Any
    qualifier: str | None
    rests_on: str | None


def compare(event: str) -> pd.DataFrame:
    """Set all claims about an event side by side.

    Parameters
    ----------
    event : str
        Slug of the event.

    Returns
    -------
    pandas.DataFrame
        One row a claim: source, locator, certainty, whom the source credits, and each value
        column that at least one of the claims fills. Indexed by ``claim_id``.

    Raises
    ------
    NotFoundError
        If there is no such event; the message offers the nearest.

    Examples
    --------
    >>> compare("exercise-count-china-sco")["number"].tolist()
    [20, 20, 25]
    """
    import pandas as pd

    every = claims()
    require(event, "event", every["event"])
    tables = every.loc[every["event"] == event, "table"].unique()
    parts = []
    for table in tables:
        rows = load(table)
        rows = rows[rows["event"] == event]
        described = columns(table)
        values = [column.name for column in described if column.role == "value"]
        told = [column.name for column in described if column.name in ("name", "finding")]
        beside = [f"{name}_qualifier" for name in values] + ["unit"]
        wanted = [name for name in [*values, *beside] if name in rows]
        shown = told + [name for name in wanted if rows[name].notna().any()]
        lead = ["claim_id", "source_id", "locator", "certainty", "attributed_to"]
        parts.append(rows[lead + shown])
    return pd.concat(parts).set_index("claim_id")


def _bounds(value: _Value) -> tuple[float, float]:
    number = float(value.value)
    spread = _APPROXIMATE * number if value.qualifier == "approx" else 0.0
    low = 0.0 if value.qualifier == "at_most" else number - spread
    high = float("inf") if value.qualifier == "at_least" else number + spread
    return low, high


@cache
def _places() -> dict[str, tuple[str, str]]:
    return {
        row["place_id"]: (row["country"], row["precision"])
        for row in load("places").to_dict("records")
    }


def _same_place(one: frozenset[str], other: frozenset[str]) -> bool:
    """Tell whether two sets of places agree; a country agrees with any place inside it."""
    known = _places()

    def covered(place: str, by: frozenset[str]) -> bool:
        country, precision = known[place]
        return any(
            place == name
            or (known[name] == (country, "country"))
            or (precision == "country" and known[name][0] == country)
            for name in by
        )

    return all(covered(place, other) for place in one) and all(
        covered(place, one) for place in other
    )


def _agree(field: str, one: _Value, other: _Value) -> bool:
    """Tell whether two claims say the same, as exactly as each of them goes."""
    if field == "place":
        return _same_place(one.value, other.value)
    if _KINDS[field] == "date":
        return PartialDate.parse(one.value).overlaps(PartialDate.parse(other.value))
    if isinstance(one.value, int):
        return (one.value, one.qualifier) == (other.value, other.qualifier)
    return bool(one.value == other.value)


def _can_all_hold(pairs: list[tuple[_Value, _Value]]) -> bool | None:
    """Tell whether numbers leave room for each other; None where it is not numbers that differ."""
    if not isinstance(pairs[0][0].value, int):
        return None
    spans = [(_bounds(one), _bounds(other)) for one, other in pairs]
    return all(
        low <= other_high and other_low <= high for (low, high), (other_low, other_high) in spans
    )


def _gap(field: str, one: _Value, other: _Value) -> str:
    if isinstance(one.value, int):
        return f"{abs(one.value - other.value):,}"
    if _KINDS[field] == "date":
        years = abs(PartialDate.parse(one.value).year - PartialDate.parse(other.value).year)
        return f"{years} year{'s' * (years != 1)}" if years else "within a year"
    return ""


def _by_field(group: list[dict[str, Any]], fields: list[str]) -> dict[str, list[_Value]]:
    found: dict[str, list[_Value]] = {}
    for record in group:
        rests_on = relies_on(record.get("attributed_to"))
        lead = (record["claim_id"], record["source_id"])
        for field in fields:
            if field in record and field not in _PLACE_COLUMNS:
                qualifier = record.get(f"{field}_qualifier")
                value = _Value(*lead, record[field], qualifier, rests_on)
                found.setdefault(field, []).append(value)
        places = frozenset(record[name] for name in _PLACE_COLUMNS if name in record)
        if places:
            found.setdefault("place", []).append(_Value(*lead, places, None, rests_on))
    return found


def _shown(value: _Value) -> str:
    if isinstance(value.value, frozenset):
        return " and ".join(sorted(value.value))
    words = {"approx": "about ", "at_least": "at least ", "at_most": "at most "}
    number = f"{value.value:,}" if isinstance(value.value, int) else str(value.value)
    return words.get(value.qualifier or "", "") + number


def _kind(field: str, measure: str | None) -> str:
    """Return what a difference means: the span that a claim covers is scope, when a thing first was is a date."""
    spans = field.startswith("period_") and measure != "first"
    return "scope" if spans else _KINDS[field]


def _disagreement(
    table: str, event: str, field: str, kind: str, values: list[_Value]
) -> dict[str, Any]:
    pairs = [
        (one, other) for one, other in combinations(values, 2) if not _agree(field, one, other)
    ]
    differing = {value for pair in pairs for value in pair}
    involved = [value for value in values if value in differing]
    witnesses = {value.rests_on or value.source_id for value in involved}
    if isinstance(involved[0].value, int):
        widest = max(pairs, key=lambda pair: abs(pair[0].value - pair[1].value))
    else:
        widest = pairs[0]
    return {
        "event": event,
        "table": table,
        "field": field,
        "kind": kind,
        "sides": " | ".join(f"{_shown(value)} ({value.claim_id})" for value in involved),
        "gap": _gap(field, *widest),
        "can_both_hold": _can_all_hold(pairs),
        "sources": len({value.source_id for value in involved}),
        "independent_witnesses": len(witnesses),
        "claim_ids": ";".join(value.claim_id for value in involved),
    }


@cache
def _all() -> pd.DataFrame:
    import pandas as pd

    found = []
    for table in claim_tables():
        fields = [column.name for column in columns(table) if column.role == "value"]
        groups: dict[str, list[dict[str, Any]]] = {}
        for record in records(table):
            groups.setdefault(record["event"], []).append(record)
        for event, group in groups.items():
            for field, values in _by_field(group, fields).items():
                if any(not _agree(field, *pair) for pair in combinations(values, 2)):
                    kind = _kind(field, group[0].get("measure"))
                    found.append(_disagreement(table, event, field, kind, values))
    return pd.DataFrame(found).astype({"can_both_hold": "boolean"})


def disagreements() -> pd.DataFrame:
    """List the events whose claims differ, between sources or inside one text.

    Dates of different exactness that can mean the same day do not differ, nor does a country
    from a place inside it. A gap is computed by us, never by a source.

    Returns
    -------
    pandas.DataFrame
        One row an event and column: ``event``, ``table``, ``field``, ``kind`` (value, date, scope,
        status, judgement), ``sides`` (who says what), ``gap``, ``can_both_hold`` (numbers such
        as "at least 20" and "at least 25" can; empty where it is not numbers that differ), ``sources`` (1 means a tension inside one text),
        ``independent_witnesses`` (a source that cites another of the nine is not one), and
        ``claim_ids``.
    """
    return _all().copy()
