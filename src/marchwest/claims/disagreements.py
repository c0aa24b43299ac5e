"""Where claims differ: found by comparing columns, or read by a person and written down."""

from __future__ import annotations

from functools import cache
from itertools import combinations
from typing import TYPE_CHECKING, Any

from marchwest.claims.frame import claims, records
from marchwest.claims.independence import relies_on
from marchwest.claims.values import Quantity, Value, agree, can_all_hold, gap, shown
from marchwest.data import claim_tables, columns, load
from marchwest.data.package import Column

if TYPE_CHECKING:
    import pandas as pd

# What it means when sources fill a text column differently; numbers are values, dates are dates.
_TEXT_KINDS = {
    "system": "value",
    "script": "value",
    "romanisation": "value",
    "abbreviation": "value",
    "donor": "value",
    "supplier": "value",
    "host": "value",
    "country": "value",
    "kind": "scope",
    "format": "scope",
    "framework": "scope",
    "beneficiary": "scope",
    "people": "scope",
    "basis": "scope",
    "currency": "scope",
    "status": "status",
    "role": "status",
    "coded": "judgement",
}
_PLACES = ("place_id", "place_id_2")
_RANGE_ENDS = ("_low", "_high")


def _sort(column: Column) -> str:
    """Name how a value column is compared: quantity, date or text."""
    if column.type in ("integer", "number"):
        return "quantity"
    return "date" if column.name.startswith(("date_", "period_")) else "text"


def _fields(table: str) -> dict[str, str]:
    """Return the fields of a table that are compared, each with its sort."""
    return {
        column.name: _sort(column)
        for column in columns(table)
        if column.role == "value"
        and column.name not in (*_PLACES, "currency")
        and not column.name.endswith(_RANGE_ENDS)
    }


def _quantity(record: dict[str, Any], field: str) -> Quantity | None:
    unit = record.get({"amount": "currency", "number": "unit"}.get(field, ""))
    if field in record:
        value = float(record[field])
        return Quantity(value, value, record.get(f"{field}_qualifier"), unit)
    if f"{field}_low" in record:
        return Quantity(float(record[f"{field}_low"]), float(record[f"{field}_high"]), None, unit)
    return None


def _said(record: dict[str, Any], field: str, sort: str) -> Any:
    if sort == "quantity":
        return _quantity(record, field)
    if sort == "place":
        return frozenset(record[name] for name in _PLACES if name in record) or None
    return record.get(field)


def _values(group: list[dict[str, Any]], field: str, sort: str) -> list[Value]:
    """Return what each claim of a group says in a field."""
    said = [(record, _said(record, field, sort)) for record in group]
    return [
        Value(
            record["claim_id"],
            record["source_id"],
            value,
            relies_on(record.get("attributed_to")),
            record.get("status"),
        )
        for record, value in said
        if value is not None
    ]


def _comparable(sort: str, values: list[Value]) -> list[tuple[Value, Value]]:
    """Return the pairs worth comparing.

    Numbers and dates are compared between texts and inside one, but a figure is not compared
    with the conversion that its source prints beside it, nor are the dates of two stages of one
    thing (offered, then blocked). Words are compared between texts only: in one text they are
    mostly stages, parts or aspects. A text may say several things beside each other, so two texts
    differ only where they share none.
    """
    units: dict[str, set[str | None]] = {}
    said: dict[str, set[Any]] = {}
    for value in values:
        units.setdefault(value.source_id, set()).add(value.unit)
        said.setdefault(value.source_id, set()).add(value.value)

    def meet(one: Value, other: Value) -> bool:
        if sort == "quantity":
            return one.unit == other.unit or not units[one.source_id] & units[other.source_id]
        if sort == "date":
            return one.stage == other.stage
        return one.source_id != other.source_id and not (
            said[one.source_id] & said[other.source_id]
        )

    return [pair for pair in combinations(values, 2) if meet(*pair)]


def _kind(field: str, sort: str, group: list[dict[str, Any]]) -> str:
    """Say what a difference means: the span that a figure covers is scope, when a thing was is a date."""
    if sort == "place":
        return "scope"
    if sort == "quantity":
        return "value"
    if sort == "text":
        return _TEXT_KINDS[field]
    if field.startswith("period_"):
        return "date" if group[0].get("measure") == "first" else "scope"
    counted = any({"number", "amount"} & record.keys() for record in group)
    spans = any("date_end" in record for record in group)
    return "scope" if counted and spans else "date"


def _row(
    table: str, field: str, sort: str, group: list[dict[str, Any]], values: list[Value]
) -> dict[str, Any] | None:
    kind = _kind(field, sort, group)
    pairs = [pair for pair in _comparable(sort, values) if not agree(sort, *pair)]
    if not pairs:
        return None
    differing = {value for pair in pairs for value in pair}
    involved = [value for value in values if value in differing]
    return {
        "event": group[0]["event"],
        "table": table,
        "measure": group[0].get("measure"),
        "field": field,
        "kind": kind,
        "sides": " | ".join(f"{shown(value)} ({value.claim_id})" for value in involved),
        "gap": gap(sort, pairs),
        "can_both_hold": can_all_hold(pairs),
        "sources": len({value.source_id for value in involved}),
        "independent_witnesses": len({value.rests_on or value.source_id for value in involved}),
        "claim_ids": ";".join(value.claim_id for value in involved),
        "found": "compared",
    }


def _groups(table: str) -> list[list[dict[str, Any]]]:
    """Group the claims of a table that may contradict each other: one event, one measure.

    Of positions only the authors' own are compared; what they report of others is not theirs.
    """
    found: dict[tuple[str, str], list[dict[str, Any]]] = {}
    for record in records(table):
        if record.get("holder", "author") == "author":
            key = (record["event"], record.get("measure", record.get("language", "")))
            found.setdefault(key, []).append(record)
    return list(found.values())


def _compared() -> list[dict[str, Any]]:
    rows = []
    for table in claim_tables():
        fields = _fields(table)
        if any(column.name == _PLACES[0] for column in columns(table)):
            fields = {**fields, "place": "place"}
        for group in _groups(table):
            for field, sort in fields.items():
                row = _row(table, field, sort, group, _values(group, field, sort))
                if row:
                    rows.append(row)
    return rows


def _read() -> list[dict[str, Any]]:
    """Return the tensions that a reader found between claims of different events or measures."""
    every = claims().set_index("claim_id")
    rows = []
    for line in load("tensions").to_dict("records"):
        ids = line["claim_ids"].split(";")
        involved = every.loc[ids]
        rests_on = [relies_on(credit) for credit in involved["attributed_to"]]
        witnesses = {
            rest or source for rest, source in zip(rests_on, involved["source_id"], strict=True)
        }
        rows.append(
            {
                "event": line["tension"],
                "table": ";".join(dict.fromkeys(involved["table"])),
                "kind": line["kind"],
                "sides": " | ".join(
                    f"{says} ({claim_id})" for claim_id, says in involved["says"].items()
                ),
                "gap": "",
                "sources": involved["source_id"].nunique(),
                "independent_witnesses": len(witnesses),
                "claim_ids": line["claim_ids"],
                "found": "read",
                "problem": line["problem"],
                "possible_explanation": line["possible_explanation"],
            }
        )
    return rows


@cache
def _all() -> pd.DataFrame:
    import pandas as pd

    order = [
        "event",
        "table",
        "measure",
        "field",
        "kind",
        "sides",
        "gap",
        "can_both_hold",
        "sources",
        "independent_witnesses",
        "claim_ids",
        "found",
        "problem",
        "possible_explanation",
    ]
    compared = pd.DataFrame(_compared())
    why = load("explanations")
    keys = ["event", "measure", "field"]
    compared = compared.merge(why, how="left", on=keys)
    read = pd.DataFrame(_read(), columns=order)
    frame = pd.concat([compared.reindex(columns=order), read], ignore_index=True)
    text = [
        name for name in order if name not in ("can_both_hold", "sources", "independent_witnesses")
    ]
    return frame.astype({"can_both_hold": "boolean"} | dict.fromkeys(text, "str"))


def disagreements() -> pd.DataFrame:
    """List where claims differ, between sources or inside one text.

    Most are found by comparing what claims about one event say in one column. Dates of different
    exactness that can mean the same day do not differ, nor does a country from a place inside it,
    nor an amount from the conversion that the same source prints beside it. Others join claims
    about different events (a total and its parts, a share and the figures beside it); they were
    read by a person and stand in the table ``tensions``. Gaps and explanations are ours, never a
    source's.

    Returns
    -------
    pandas.DataFrame
        One row an event, measure and column: ``event`` (of a read one: its own name), ``table``,
        ``measure``, ``field``, ``kind`` (value, date, scope, status, judgement), ``sides`` (who
        says what), ``gap``, ``can_both_hold`` (numbers such as "at least 20" and "at least 25"
        can; empty where it is not numbers of one unit that differ), ``sources`` (1 means a
        tension inside one text), ``independent_witnesses`` (a source that cites another of the
        nine is not one), ``claim_ids``, ``found`` (compared or read), ``problem`` (what does not
        fit, of read ones) and ``possible_explanation``.
    """
    return _all().copy()
