"""What `datapackage.json` says about the tables: names, columns, types, roles."""

import json
from dataclasses import dataclass
from functools import cache
from typing import Any

from marchwest.data.paths import datasets_dir
from marchwest.errors import NotFoundError, nearest


@dataclass(frozen=True)
class Column:
    """One column of a table, as the data package describes it."""

    name: str
    type: str
    """Data Package type: string, integer, number, boolean."""
    description: str
    role: str
    """`claim` (shared by every claim table), `value` (what the source says) or `about`."""


@cache
def _package() -> dict[str, Any]:
    text = (datasets_dir() / "datapackage.json").read_text(encoding="utf-8")
    package: dict[str, Any] = json.loads(text)
    return package


@cache
def _resources() -> dict[str, dict[str, Any]]:
    return {item["name"]: item for item in _package()["resources"] if "schema" in item}


def table_names() -> list[str]:
    """Return the names of all tables, in the order of the data package."""
    return list(_resources())


def claim_tables() -> list[str]:
    """Return the names of the tables whose rows are claims."""
    return [
        name for name in table_names() if any(column.role == "claim" for column in columns(name))
    ]


def resource(table: str) -> dict[str, Any]:
    """Return the data package's entry for a table.

    Parameters
    ----------
    table : str

    Returns
    -------
    dict

    Raises
    ------
    NotFoundError
        If there is no such table.
    """
    found = _resources().get(table)
    if found is None:
        offers = nearest(table, table_names()) or table_names()
        raise NotFoundError(f"There is no table {table!r}. Try: {', '.join(offers)}.")
    return found


def columns(table: str) -> list[Column]:
    """Return the columns of a table in their order.

    Parameters
    ----------
    table : str

    Returns
    -------
    list of Column

    Raises
    ------
    NotFoundError
        If there is no such table.
    """
    return [
        Column(
            name=field["name"],
            type=field["type"],
            description=field["description"],
            role=field.get("marchwest:role", "about"),
        )
        for field in resource(table)["schema"]["fields"]
    ]
