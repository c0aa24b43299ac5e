"""All claims of all tables in one frame."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from marchwest.data import claim_tables, columns, load

if TYPE_CHECKING:
    import pandas as pd

_WORDS = {"approx": "about ", "at_least": "at least ", "at_most": "at most ", "exact": ""}


def says(record: dict[str, Any], fields: list[str]) -> str:
    """Tell the values of a claim in one short line.

    Parameters
    ----------
    record : dict
        One row of a claim table; absent values are left out of it.
    fields : list of str
        Names of the value columns, in order.

    Returns
    -------
    str
        For example ``"status: held; date_start: 2012-06; troops: about 2,000"``.
    """
    parts = []
    for field in fields:
        if field not in record:
            continue
        value = record[field]
        shown = f"{value:,}" if isinstance(value, int) else str(value)
        word = _WORDS.get(str(record.get(f"{field}_qualifier", "")), "")
        unit = f" {record['unit']}" if field == "number" and "unit" in record else ""
        parts.append(f"{field}: {word}{shown}{unit}")
    return "; ".join(parts)


def records(table: str) -> list[dict[str, Any]]:
    """Return the rows of a table as dictionaries without the absent values.

    Parameters
    ----------
    table : str

    Returns
    -------
    list of dict
    """
    frame = load(table)
    present = frame.notna()
    return [
        {str(name): value for name, value in row.items() if present.at[index, name]}
        for index, row in zip(frame.index, frame.to_dict("records"), strict=True)
    ]


@cache
def _all() -> pd.DataFrame:
    import pandas as pd

    rows = []
    for table in claim_tables():
        described = columns(table)
        shared = [column.name for column in described if column.role == "claim"]
        values = [column.name for column in described if column.role == "value"]
        told = [column.name for column in described if column.name in ("name", "finding")]
        for record in records(table):
            line = {name: record.get(name) for name in shared}
            rows.append({"table": table, **line, "says": says(record, told + values)})
    order = ["claim_id", "table", "event", "source_id", "says", "locator", "evidence"]
    frame = pd.DataFrame(rows).astype("str")
    return frame[order + [name for name in frame.columns if name not in order]]


def claims() -> pd.DataFrame:
    """Return every claim of every table, one row each.

    Returns
    -------
    pandas.DataFrame
        All columns are text: ``claim_id``, ``table``, ``event``, ``source_id``, ``says`` (the
        values in one line), ``locator``, ``evidence``, ``attributed_to``, ``certainty``, ``note``.

    Examples
    --------
    >>> claims()["claim_id"].is_unique
    True
    """
    return _all().copy()
