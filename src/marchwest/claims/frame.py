"""All claims of all tables in one frame."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Any

from marchwest.claims.values import Quantity
from marchwest.data import claim_tables, columns, load

if TYPE_CHECKING:
    import pandas as pd

_TOLD = ("name", "subject", "term", "question", "holder", "finding", "content")
_BESIDE = {"amount": "currency", "number": "unit"}


def _shown(record: dict[str, Any], field: str) -> str | None:
    """Write one value with its qualifier and unit; a range as one value; None where absent."""
    if field.endswith(("_low", "_high")):
        return None
    value = record.get(field)
    unit = record.get(_BESIDE.get(field, ""))
    if f"{field}_low" in record:
        value = Quantity(float(record[f"{field}_low"]), float(record[f"{field}_high"]))
    elif isinstance(value, int | float):
        value = Quantity(float(value), float(value), record.get(f"{field}_qualifier"))
    return None if value is None else f"{value} {unit}" if unit else f"{value}"


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
    shown = [(field, _shown(record, field)) for field in fields if field != "currency"]
    return "; ".join(f"{field}: {text}" for field, text in shown if text is not None)


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
    present = frame.notna().to_numpy()
    return [
        {str(name): cell for (name, cell), there in zip(row.items(), known, strict=True) if there}
        for row, known in zip(frame.to_dict("records"), present, strict=True)
    ]


@cache
def _all() -> pd.DataFrame:
    import pandas as pd

    rows = []
    for table in claim_tables():
        described = columns(table)
        shared = [column.name for column in described if column.role == "claim"]
        values = [column.name for column in described if column.role == "value"]
        told = [column.name for column in described if column.name in _TOLD]
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
