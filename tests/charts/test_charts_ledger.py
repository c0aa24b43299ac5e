"""Turnover and sums of money, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
from typing import Any

import pytest

from marchwest.charts import ledger, lint
from marchwest.charts.views import views
from marchwest.data import datasets_dir, load


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def drawn(figure: Any, mark: str) -> list[dict[str, Any]]:
    return [
        row
        for view in views(figure.chart)
        for unit in view.units
        if unit.mark == mark
        for row in unit.rows or []
    ]


def test_every_sum_of_trade_is_drawn_at_its_year_and_height():
    figure = ledger.turnover(load("trade"))
    expected = [row for row in rows("trade") if row["measure"] == "turnover" and row["number"]]
    assert sorted(figure.table["Claim"]) == sorted(row["claim_id"] for row in expected)
    heights = {
        (row["claim"], row["year"], round(row["value"], 4))
        for row in drawn(figure, "point")
        if row["claim"]
    }
    assert heights == {
        (row["claim_id"], int(row["date_start"][:4]), round(float(row["number"]) / 1e9, 4))
        for row in expected
    }


def test_only_about_has_a_bar_and_only_at_least_an_arrow():
    figure = ledger.turnover(load("trade"))
    qualifiers = {row["claim_id"]: row["number_qualifier"] for row in rows("trade")}
    bars = {row["claim"]: row for row in drawn(figure, "rule")}
    for claim, row in bars.items():
        soft = qualifiers[claim] == "approx"
        assert (row["high"] - row["low"] > 0) == soft
        if soft:
            assert row["low"] == pytest.approx(0.9 * row["value"])
            assert row["high"] == pytest.approx(1.1 * row["value"])
    arrows = {row["claim"] for row in bars.values() if row["tip"] == row["tip"] and row["tip"]}
    assert arrows == {
        row["claim_id"]
        for row in rows("trade")
        if row["measure"] == "turnover" and row["number_qualifier"] == "at_least"
    }


def test_the_sentence_names_each_sum_once_with_its_source():
    sentence = ledger.turnover(load("trade")).sentence
    assert sentence.count("about 30 billion dollars in 2010 (Crisis Group 2013)") == 1
    assert "527 million dollars in 1992 (Crisis Group 2013)" in sentence
    assert "at least 25 billion dollars in 2008 (Peyrouse 2010)" in sentence
    assert "Russia's trade: 27 billion dollars in 2008 (Peyrouse 2010)" in sentence


def test_a_bar_is_an_event_however_many_claims_tell_of_it():
    figure = ledger.stages(load("finance"))
    expected: dict[str, set[float]] = {}
    for row in rows("finance"):
        if row["amount"]:
            expected.setdefault(row["event"], set()).add(float(row["amount"]) / 1e9)
    bars = drawn(figure, "bar")
    assert sorted(row["value"] for row in bars) == sorted(max(each) for each in expected.values())
    assert sum(row["claims"] for row in bars) == sum(bool(row["amount"]) for row in rows("finance"))
    assert len({row["name"] for row in bars}) == len(bars)


def test_the_status_of_a_sum_is_that_of_its_claims():
    figure = ledger.stages(load("finance"))
    words = {"disbursed": "received", "offered": "offered", "announced": "announced"}
    told = sorted(zip(figure.table["As printed"], figure.table["Status"], strict=True))
    expected = {
        (row["event"], ledger.dollars(float(row["amount"])), words[row["status"]])
        for row in rows("finance")
        if row["amount"]
    }
    assert told == sorted((printed, status) for _, printed, status in expected)
    for printed, status in told:
        assert printed in figure.sentence
        assert status.capitalize() in figure.sentence


@pytest.mark.parametrize(
    ("value", "qualifier", "words"),
    [
        (527_000_000, "exact", "527 million dollars"),
        (25e9, "at_least", "at least 25 billion dollars"),
        (1e9, "approx", "about 1 billion dollars"),
        (999_000_000, None, "999 million dollars"),
        (2.27e12, "at_most", "at most 2,270 billion dollars"),
    ],
)
def test_dollars_are_written_as_people_say_them(value, qualifier, words):
    assert ledger.dollars(value, qualifier) == words


def test_no_text_holds_a_dollar_sign_that_a_notebook_would_take_for_a_formula():
    for figure in (ledger.turnover(load("trade")), ledger.stages(load("finance"))):
        assert "$" not in figure.html()


def test_no_rows_is_said_and_not_drawn():
    trade, finance = ledger.turnover(load("trade").head(0)), ledger.stages(load("finance").head(0))
    assert trade.sentence == "No claim here prints a sum of trade."
    assert finance.sentence == "No claim here prints an amount."
    assert len(trade.table) == len(finance.table) == 0


@pytest.mark.parametrize("lender", ["CHN", "RUS"])
def test_a_selection_keeps_the_rules(lender):
    finance = load("finance")
    assert lint(ledger.stages(finance[finance["lender"] == lender]).chart) == []


def test_the_charts_keep_the_rules_of_the_course():
    for figure in (ledger.turnover(load("trade")), ledger.stages(load("finance"))):
        assert lint(figure.chart) == []
        assert figure.description.startswith(figure.title) or figure.sentence in figure.description
