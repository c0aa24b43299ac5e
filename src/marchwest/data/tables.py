"""Load a bundled table as a typed DataFrame."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

from marchwest.data.package import columns, resource
from marchwest.data.paths import datasets_dir

if TYPE_CHECKING:
    import pandas as pd

_DTYPES = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}


@cache
def _read(table: str) -> pd.DataFrame:
    import pandas as pd

    path = datasets_dir() / resource(table)["path"]
    dtypes = {column.name: _DTYPES[column.type] for column in columns(table)}
    # Only the empty cell is absent: "NA" or "None" in a note is a word.
    return pd.read_csv(path, dtype=dtypes, keep_default_na=False, na_values=[""])


def load(table: str) -> pd.DataFrame:
    """Load one of the course's tables.

    Parameters
    ----------
    table : str
        Its name, for example ``"exercises"``; `table_names` lists them all.

    Returns
    -------
    pandas.DataFrame
        One row a claim (or a source, country, place). Text columns have pandas' string type,
        whole numbers ``Int64``, decimals ``Float64``; dates are text as exact as the source.
        A fresh copy: changing it changes nothing else.

    Raises
    ------
    NotFoundError
        If there is no such table; the message offers the nearest name.

    Examples
    --------
    >>> load("sources").shape[0]
    9
    """
    return _read(table).copy()
