"""Figures side by side: what each leaves room for, against the bounds worked out by hand."""

from __future__ import annotations

from typing import Any

import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marchwest as mw
from marchwest.charts import room
from marchwest.charts.lint import lint
from marchwest.charts.views import views

QUALIFIERS = ["exact", "approx", "at_least", "at_most"]
FIGURES = st.lists(
    st.tuples(st.integers(1, 50), st.sampled_from(QUALIFIERS)), min_size=2, max_size=4
)


def rows(figures: list[tuple[int, str]]) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "source_id": "peyrouse-2010",
                "claim_id": f"x@peyrouse-2010.{n}",
                "locator": "para. 1",
                "attributed_to": None,
                "number": float(value),
                "number_qualifier": qualifier,
                "number_low": None,
                "number_high": None,
                "unit": "persons",
            }
            for n, (value, qualifier) in enumerate(figures)
        ]
    )


def can_be(value: int, qualifier: str, candidate: float) -> bool:
    """Tell by trial whether a figure allows a number."""
    if qualifier == "at_least":
        return candidate >= value
    if qualifier == "at_most":
        return candidate <= value
    return abs(candidate - value) <= (0.1 * value if qualifier == "approx" else 0) + 1e-9


def workers() -> pd.DataFrame:
    estimates = mw.load("estimates")
    return estimates[estimates["event"] == "workers-chinese-tjk"]


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(figures=FIGURES)
def test_room_is_what_trying_every_number_finds(figures: list[tuple[int, str]]) -> None:
    sentence = room.room(rows(figures), "Things counted").sentence
    ends = [value * factor for value, _ in figures for factor in (0.9, 1, 1.1)]
    possible = any(
        all(can_be(value, qualifier, end) for value, qualifier in figures) for end in ends
    )
    assert ("There is room for all of them" in sentence) == possible
    assert ("no room for each other" in sentence) != possible


def test_the_workers_lie_apart_even_if_about_is_wide() -> None:
    figure = room.room(workers(), "Chinese workers in Tajikistan")
    assert "7,000 to 10,000 (Crisis Group 2013, III.C, para. 6)" in figure.sentence
    assert "17,000 persons lie between" in figure.sentence
    assert figure.table["Lowest that it can mean"].tolist() == ["7,000", "27,000"]
    assert figure.table["Highest that it can mean"].tolist() == ["10,000", "33,000"]
    assert figure.table["Claim"].tolist() == workers()["claim_id"].tolist()
    assert figure.description.startswith(figure.sentence)


def test_lower_limits_leave_room_for_each_other() -> None:
    patterns = mw.load("exercise_patterns")
    counts = patterns[patterns["event"] == "exercise-count-china-sco"]
    figure = room.room(counts, "Exercises counted")
    assert "room for all of them: from 25 up" in figure.sentence
    assert set(figure.table["Highest that it can mean"]) == {"open"}


def test_each_figure_is_drawn_once_where_it_belongs() -> None:
    figure = room.room(workers(), "Chinese workers in Tajikistan")
    (view,) = views(figure.chart)
    spans = [row for unit in view.units if unit.mark == "rule" for row in unit.rows or []]
    assert sorted((row["least"], row["end"]) for row in spans) == [(7000, 10000), (27000, 33000)]
    points = [row for unit in view.units if unit.mark == "point" for row in unit.rows or []]
    assert [row["middle"] for row in points] == [30000]


@pytest.mark.parametrize("qualifier", QUALIFIERS)
def test_the_chart_keeps_the_rules_of_the_course(qualifier: str) -> None:
    assert lint(room.room(rows([(5, qualifier), (20, "exact")]), "Things counted").chart) == []
    assert lint(room.room(workers(), "Chinese workers in Tajikistan").chart) == []


@pytest.mark.parametrize(
    ("claims", "message"),
    [
        (mw.load("military_aid").query("event == 'aid-kgz-2014'"), r"units differ \(CNY, USD\)"),
        (rows([(5, "exact")]).assign(number=None), "None of these claims gives a number"),
        (mw.load("memberships").head(2), "None of these claims gives a number"),
    ],
)
def test_what_cannot_be_compared_is_refused_in_one_line(claims: Any, message: str) -> None:
    with pytest.raises(ValueError, match=message) as caught:
        room.room(claims, "Things counted")
    assert "\n" not in str(caught.value)
