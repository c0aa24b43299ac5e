"""The pure half of unit 8's explorer, against the CSV file read by the standard library."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.lint import lint
from marchwest.data import datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import powers
from marchwest.explorers.powers_chart import LINEAR_TOP, LOG_ENDS, POWERS, height

STATES = st.fixed_dictionaries(
    {
        "china": st.integers(0, 32).map(lambda half: half / 2),
        "usa": st.integers(-6, 12).map(lambda half: half / 2),
        "start": st.sampled_from(["sum", "share"]),
        "scale": st.sampled_from(["log", "linear"]),
    }
)
DIAMOND, UPRIGHT = "crossing", "claim"


def claims() -> dict[str, dict[str, str]]:
    with (datasets_dir() / "defence_spending.csv").open(encoding="utf-8", newline="") as file:
        return {row["claim_id"]: row for row in csv.DictReader(file)}


CLAIMS = claims()


def printed(event: str) -> Fraction:
    return Fraction(CLAIMS[f"{event}@icg-2013"]["number"])


def exact(state: dict[str, Any], year: int) -> tuple[Fraction, Fraction]:
    """Return both sums of a year in exact arithmetic, in dollars."""
    usa = printed("spending-usa-2011")
    china = printed("spending-chn-2011")
    if state["start"] == "share":
        china = usa / printed("share-usa-2011") * printed("share-chn-2011")
    factors = (1 + Fraction(state[name]) / 100 for name in ("china", "usa"))
    one, other = (factor ** (year - 2011) for factor in factors)
    return china * one, usa * other


def ahead(state: dict[str, Any]) -> int | None:
    """Try year after year: no logarithm says here when the lines cross."""
    china, usa = exact(state, 2011)
    ratio = china / usa
    gain = (1 + Fraction(state["china"]) / 100) / (1 + Fraction(state["usa"]) / 100)
    for year in range(2012, 2101):
        ratio *= gain
        if ratio > 1:
            return year
    return None


@settings(max_examples=80, deadline=None)
@given(state=STATES)
def test_the_sentence_gives_the_first_year_with_china_ahead(state: dict[str, Any]) -> None:
    sentence = powers.view(**state).sentence
    year = ahead(state)
    if year is None:
        assert "China is not ahead by 2100" in sentence
    else:
        assert f"China is first ahead in {year}," in sentence
        assert ("beyond the end of the chart" in sentence) == (year > 2050)
    assert ("the claim holds." in sentence) == (year is not None and year <= 2035)
    assert ("the claim does not hold." in sentence) == (year is None or year > 2035)


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_measures_the_distance_to_the_claim(state: dict[str, Any]) -> None:
    sentence = powers.view(**state).sentence
    year, claimed = ahead(state), int(CLAIMS["spending-chn-overtakes-usa@icg-2013"]["date_end"])
    if year is None:
        return
    told = re.search(r"(\d+) years? (before|after) 2035", sentence)
    if year == claimed:
        assert "2035, the year of the claim" in sentence
        assert told is None
    else:
        assert told is not None
        sign = -1 if told[2] == "before" else 1
        assert claimed + sign * int(told[1]) == year


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_lines_stand_where_exact_arithmetic_puts_them(state: dict[str, Any]) -> None:
    figure = powers.view(**state)
    rows = figure.chart.to_dict()["datasets"]["lines"]
    assert len(rows) == 2 * (2050 - 2011 + 1)
    for row in rows:
        sums = dict(zip(POWERS, exact(state, row["year"]), strict=True))
        billion = float(sums[row["power"]] / 10**9)
        level = height(billion, log=state["scale"] == "log")
        assert row["at"] == pytest.approx(min(level, 3.0), abs=1e-3)
        assert row["words"] == f"{billion:,.0f} billion dollars (ours)"
    both = [f"{float(value / 10**9):,.0f}" for value in exact(state, 2035)]
    assert f"{both[0]} (China) and {both[1]} (United States)" in figure.sentence


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_diamond_stands_between_the_years_around_the_crossing(state: dict[str, Any]) -> None:
    figure = powers.view(**state)
    diamonds = figure.chart.to_dict()["datasets"][DIAMOND]
    year = ahead(state)
    if year is None or year > 2051:
        assert diamonds == []
        return
    if not diamonds:
        # Then the crossing is later than the chart, or above its plain axis, and that is said.
        said = "crossing lies above its top" in figure.sentence
        assert said == (state["scale"] == "linear" and year <= 2050)
        assert said or year > 2050
        return
    (diamond,) = diamonds
    assert diamond["words"] == f"ahead in {year}"
    assert year - 1 - 1e-3 <= diamond["year"] <= year + 1e-3
    assert 0 <= diamond["at"] <= 1


@pytest.mark.parametrize("scale", ["log", "linear"])
def test_marks_are_the_sums_that_the_file_holds_and_the_upright_line_is_the_claim(
    scale: str,
) -> None:
    datasets = powers.view(scale=scale).chart.to_dict()["datasets"]
    held = {
        ("China", 2000): printed("spending-chn-2000"),
        ("China", 2011): printed("spending-chn-2011"),
        ("United States", 2010): printed("spending-usa-2010"),
        ("United States", 2011): printed("spending-usa-2011"),
    }
    drawn = {(mark["power"], mark["year"]): mark for mark in datasets["printed"]}
    assert set(drawn) == set(held)
    for key, value in held.items():
        billion = float(value / 10**9)
        assert drawn[key]["billion"] == billion
        assert drawn[key]["at"] == pytest.approx(height(billion, log=scale == "log"), abs=1e-4)
    assert datasets[UPRIGHT] == [{"year": 2035, "words": "claim: by 2035"}]
    names = " ".join(name["words"] for name in datasets["names"])
    for value in held.values():
        assert f"{float(value / 10**9):,.0f}" in names


def test_the_axes_have_their_ends_where_they_say() -> None:
    low, high = LOG_ENDS
    assert height(low, log=True) == height(0, log=False) == 0
    assert height(high, log=True) == pytest.approx(1)
    assert height(LINEAR_TOP, log=False) == 1
    for scale in ("log", "linear"):
        ticks = powers.view(scale=scale).chart.to_dict()["datasets"]["ticks"]
        assert (ticks[0]["at"], ticks[-1]["at"]) == (0, 1)
        for tick in ticks:
            value = float(tick["label"].replace(",", ""))
            assert tick["at"] == pytest.approx(height(value, log=scale == "log"), abs=1e-4)


@settings(max_examples=40, deadline=None)
@given(state=STATES)
def test_the_table_holds_a_row_for_each_claim_that_is_used(state: dict[str, Any]) -> None:
    table = powers.view(**state).table
    assert not table.isna().any().any()
    assert table["Claim"].is_unique
    for row in table.to_dict("records"):
        claim = CLAIMS[row["Claim"]]
        assert row["Where in the source"] == claim["locator"]
        assert row["Taken from"] == claim["attributed_to"]
        number = float(claim["number"]) if claim["number"] else 2035
        shown = re.sub(r"[^\d.]", "", row["As printed"])
        assert float(shown) * (1e9 if "billion" in row["As printed"] else 1) == number
        assert row["As printed"].startswith("some ") == (claim["number_qualifier"] == "approx")
    shares = {"share-chn-2011@icg-2013", "share-usa-2011@icg-2013"}
    assert (shares <= set(table["Claim"])) == (state["start"] == "share")
    forecast = table[table["Claim"] == "spending-chn-overtakes-usa@icg-2013"].iloc[0]
    assert str(ahead(state) or "not by 2100") in forecast.iloc[2]


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "first ahead in 2025, 10 years before 2035: at these rates the claim holds"),
        ({"usa": 5}, "first ahead in 2035, the year of the claim"),
        ({"usa": 5.5}, "first ahead in 2036, 1 year after 2035: at these rates the claim does not"),
        ({"china": 7}, "first ahead in 2037, 2 years after 2035"),
        ({"china": 7, "start": "share"}, "China 142 by the shares"),
        ({"china": 7, "start": "share"}, "first ahead in 2035, the year of the claim"),
        ({"china": 2}, "2098, 63 years after 2035, beyond the end of the chart"),
        ({"china": 1}, "not ahead by 2100, since its rate is hardly higher"),
        ({"china": 3, "usa": 3}, "not ahead by 2100, since its rate is not the higher one"),
        ({"china": 13, "usa": 6, "scale": "linear"}, "The crossing lies above its top"),
        ({"scale": "linear"}, "The axis is plain, so a steady rate bends"),
    ],
)
def test_known_states_give_known_sentences(state: dict[str, Any], said: str) -> None:
    assert said in powers.view(**state).sentence


def test_each_control_changes_sentence_and_chart_from_the_first_state() -> None:
    first = powers.view()
    changes: list[dict[str, Any]] = [
        *({"china": 14}, {"china": 12}, {"usa": 1}, {"usa": -1}),
        *({"start": "share"}, {"scale": "linear"}),
    ]
    for change in changes:
        other = powers.view(**change)
        assert other.sentence != first.sentence
        assert other.chart.to_dict()["datasets"] != first.chart.to_dict()["datasets"]
        if "scale" not in change:
            assert not other.table.equals(first.table)


@settings(max_examples=15, deadline=None)
@given(state=STATES)
def test_the_chart_keeps_the_rules_and_one_form(state: dict[str, Any]) -> None:
    """Else the widget would draw a new SVG at each step of a slider."""
    figure, one = powers.view(**state), powers.view().chart.to_dict()
    assert lint(figure.chart) == []
    other = figure.chart.to_dict()
    assert {key for key in one if one[key] != other[key]} <= {"datasets", "description"}
    assert set(other["datasets"]) == set(one["datasets"])
    assert other["description"].startswith(figure.sentence)


def test_a_view_does_not_change_the_view_before() -> None:
    first = powers.view()
    before = first.chart.to_dict()
    powers.view(china=3, start="share", scale="linear")
    assert first.chart.to_dict() == before


def test_options_may_be_named_by_their_words() -> None:
    assert powers.view(scale="PLAIN").sentence == powers.view(scale="linear").sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"china": 17}, "china=17 is out of range.*from 0 to 16"),
        ({"china": -0.5}, "out of range"),
        ({"usa": 6.5}, "usa=6.5 is out of range.*from -3 to 6"),
        ({"usa": float("inf")}, "out of range"),
        ({"usa": float("nan")}, "not a number"),
        ({"china": True}, "not a number"),
        ({"china": "13"}, "not a number of per cent"),
        ({"china": None}, "not a number"),
        ({"start": "shares"}, "Nearest: 'share'"),
        ({"scale": "logg"}, "Nearest: 'log'"),
        ({"scale": 2}, "Choose one of 'log', 'linear'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        powers.view(**arguments)
    assert "\n" not in str(caught.value)


def test_the_explorer_starts_where_the_call_without_arguments_does() -> None:
    explorer = powers.explore()
    assert explorer.figure.sentence == powers.view().sentence
    explorer.set(china=7, start="share")
    assert "explorers.powers.view(china=7, start='share')" in explorer.cite()
    assert "It rests on 7 claims by 1 source" in explorer.cite()
    explorer.reset()
    assert explorer.figure.sentence == powers.view().sentence
    assert "It rests on 5 claims by 1 source" in explorer.cite()
