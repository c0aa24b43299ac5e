"""Floor 0: read the bundled tables, typed as `datapackage.json` says."""

from marchwest.data.dates import PartialDate, year
from marchwest.data.package import claim_tables, columns, table_names
from marchwest.data.paths import datasets_dir, practice_dir
from marchwest.data.tables import load

__all__ = [
    "PartialDate",
    "claim_tables",
    "columns",
    "datasets_dir",
    "load",
    "practice_dir",
    "table_names",
    "year",
]
