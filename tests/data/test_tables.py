"""The tables come out typed, whole and protected from each other's changes."""

import pandas as pd
import pytest

import marchwest as mw
from marchwest.data import claim_tables, columns, load, table_names
from marchwest.errors import NotFoundError

SHARED = [
    "event",
    "source_id",
    "claim_id",
    "locator",
    "evidence",
    "attributed_to",
    "certainty",
    "note",
]


@pytest.mark.parametrize("table", table_names())
def test_each_column_has_the_type_that_the_package_promises(table):
    frame = load(table)
    kinds = {"string": "str", "integer": "Int64", "number": "Float64", "boolean": "boolean"}
    assert {name: str(kind) for name, kind in frame.dtypes.items()} == {
        column.name: kinds[column.type] for column in columns(table)
    }


@pytest.mark.parametrize("table", claim_tables())
def test_every_claim_table_starts_with_the_shared_columns(table):
    assert list(load(table).columns[:8]) == SHARED


def test_a_loaded_table_is_a_copy():
    first = load("sources")
    first.loc[:, "author"] = "somebody else"
    assert "somebody else" not in set(load("sources")["author"])


def test_only_an_empty_cell_is_absent():
    notes = load("exercises")["note"].dropna()
    assert (notes.str.len() > 0).all()


def test_an_unknown_table_offers_the_nearest():
    with pytest.raises(NotFoundError, match="exercises"):
        mw.load("exercices")


def test_all_nine_texts_are_there():
    assert len(load("sources")) == 9


def test_troops_are_whole_numbers_with_gaps():
    troops = load("exercises")["troops"]
    assert troops.dtype == pd.Int64Dtype()
    assert troops.isna().any()
    assert troops.notna().any()
