"""Two ways to one sum of defence spending, against the CSV file read by the standard library."""

from __future__ import annotations

import csv
from fractions import Fraction
from typing import Any

import pytest

from marchwest.charts import spending
from marchwest.charts.lint import lint
from marchwest.data import datasets_dir, load

STATES = {"China": "chn", "Russia": "rus"}


def number(event: str) -> Fraction:
    with (datasets_dir() / "defence_spending.csv").open(encoding="utf-8", newline="") as file:
        (row,) = [row for row in csv.DictReader(file) if row["event"] == event]
    return Fraction(row["number"])


def from_shares(code: str) -> float:
    world = number("spending-usa-2011") / number("share-usa-2011")
    return float(world * number(f"share-{code}-2011") / 10**9)


@pytest.fixture
def figure() -> Any:
    return spending.two_ways(load("defence_spending"))


def test_each_state_has_the_printed_sum_and_the_one_from_its_share(figure: Any) -> None:
    (rows,) = [rows for rows in figure.chart.to_dict()["datasets"].values() if len(rows) == 4]
    drawn = {(row["state"], "ours" in row["way"]): row["billion"] for row in rows}
    expected = {}
    for state, code in STATES.items():
        expected[state, False] = pytest.approx(float(number(f"spending-{code}-2011") / 10**9))
        expected[state, True] = pytest.approx(from_shares(code), abs=0.05)
    assert drawn == expected


def test_the_sentence_and_the_table_hold_the_same_figures(figure: Any) -> None:
    for row, (state, code) in zip(figure.table.to_dict("records"), STATES.items(), strict=True):
        printed, ours = number(f"spending-{code}-2011") / 10**9, from_shares(code)
        share = float(number(f"share-{code}-2011"))
        assert row["State"] == state
        assert Fraction(row["Printed (billion dollars)"]) == printed
        assert float(row["Share of the world (%)"]) == share
        assert row["From the shares, ours (billion dollars)"] == f"{ours:.1f}"
        assert "n. 151" in row["Where in the source"]
        assert f"for {state} {float(printed):.0f} billion are printed" in figure.sentence
        assert f"{share:g} per cent would be about {ours:.0f} billion" in figure.sentence


def test_no_mark_lies_beyond_the_axis(figure: Any) -> None:
    for code in STATES.values():
        assert max(from_shares(code), float(number(f"spending-{code}-2011") / 10**9)) < 160


def test_the_chart_keeps_the_rules_of_the_course(figure: Any) -> None:
    assert lint(figure.chart) == []
    assert figure.description.startswith(figure.sentence)
    assert not figure.table.isna().any().any()


def test_a_missing_claim_gets_one_line_that_says_what_to_hand_on() -> None:
    rows = load("defence_spending")
    without = rows[rows["event"] != "share-rus-2011"]
    with pytest.raises(ValueError, match="no share of RUS in 2011: hand on the table") as caught:
        spending.two_ways(without)
    assert "\n" not in str(caught.value)
