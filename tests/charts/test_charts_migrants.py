"""Figures for Chinese workers and migrants: rows, marks and sentence are the printed numbers."""

from __future__ import annotations

import csv

import pytest

import marchwest as mw
from marchwest.charts import migrants
from marchwest.charts.lint import lint
from marchwest.data import datasets_dir


def printed() -> list[dict[str, str]]:
    """Read the claims with a number row by row, with no pandas."""
    with (datasets_dir() / "estimates.csv").open(encoding="utf-8", newline="") as file:
        return [
            row
            for row in csv.DictReader(file)
            if row["measure"] == "migrants" and (row["number"] or row["number_low"])
        ]


def test_every_printed_number_has_one_row_with_its_ends() -> None:
    figure = migrants.figures(mw.load("estimates"))
    expected = {
        row["claim_id"]: (
            float(row["number"] or row["number_low"]) / 1000,
            float(row["number"] or row["number_high"]) / 1000,
        )
        for row in printed()
    }
    (data,) = figure.chart.to_dict()["datasets"].values()
    assert {row["claim"]: (row["low"], row["high"]) for row in data} == expected
    assert set(figure.table["Claim"]) == set(expected)
    assert list(figure.table["Persons"]) == [
        "7,000\u201310,000",
        "about 30,000",
        "about 90,000",
        "about 100,000",
    ]


def test_credit_place_and_year_are_those_of_the_claim() -> None:
    table = migrants.figures(mw.load("estimates")).table.set_index("Claim")
    for row in printed():
        shown = table.loc[row["claim_id"]]
        assert shown["Comes from"] == row["attributed_to"]
        assert shown["Where in the source"] == row["locator"]
        assert shown["Year of the figure"] == (row["date_start"] or "not given")
        assert shown["Who is counted"] in row["subject"]


def test_the_sentence_gives_every_figure_and_how_many_have_a_year() -> None:
    figure = migrants.figures(mw.load("estimates"))
    for words, country in zip(figure.table["Persons"], figure.table["Country"], strict=True):
        assert f"{words} Chinese" in figure.sentence
        assert country in figure.sentence
    dated = sum(bool(row["date_start"]) for row in printed())
    assert f"{dated} of the {len(printed())} figures has a year" in figure.sentence
    assert figure.sentence in figure.description


def test_fewer_rows_give_a_smaller_chart() -> None:
    estimates = mw.load("estimates")
    figure = migrants.figures(estimates[estimates["country"] == "TJK"])
    assert set(figure.table["Country"]) == {"Tajikistan"}
    assert "0 of the 2 figures have a year" in figure.sentence


def test_without_a_number_it_says_what_to_hand_on() -> None:
    with pytest.raises(ValueError, match="hand on `estimates`"):
        migrants.figures(mw.load("estimates").head(0))


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(migrants.figures(mw.load("estimates")).chart) == []
