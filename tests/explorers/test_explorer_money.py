"""The pure half of unit 7's explorer, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from itertools import product
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.lint import lint
from marchwest.data import datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import money
from marchwest.explorers.money_chart import LEFT, RIGHT
from marchwest.explorers.money_checks import BELOW, CHECKS, FROM, NEAR, TABLES, UP_TO

STATES = st.fixed_dictionaries(
    {
        "check": st.sampled_from(sorted(CHECKS)),
        "reading": st.sampled_from(["words", "exact"]),
        "about": st.integers(0, 25),
    }
)


def claims() -> dict[str, dict[str, str]]:
    found = {}
    for table in TABLES:
        with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["claim_id"]: row for row in csv.DictReader(file)}
    return found


CLAIMS = claims()


def number(claim_id: str) -> Fraction:
    row = CLAIMS[claim_id]
    return Fraction(row.get("number") or row["amount"])


def ends(printed: Any, reading: str, about: int) -> list[Fraction]:
    """Return the ends of a figure's range in exact arithmetic; only for figures with two ends."""
    value = number(printed.claim)
    reach = value * about / 100
    if reading == "exact":
        return [value]
    if printed.word in NEAR:
        return [value - reach, value + reach]
    if printed.word in BELOW:
        return [value - reach, value]
    half = Fraction(printed.step) / 2
    return [value - half, value + half]


WAYS = {
    "fold": lambda first, last: last / first,
    "growth": lambda first, last: (last / first - 1) * 100,
    "share": lambda part, whole: part / whole * 100,
    "difference": lambda first, last: last - first,
    "year": lambda daily: daily * 365 / 10**9,
    "sum": lambda *parts: sum(parts),
}


def corners(check: Any, reading: str, about: int) -> list[Fraction]:
    """Try every corner of the ranges: no rule says here which corner is the lowest."""
    every = product(*(ends(printed, reading, about) for printed in check.figures))
    return [WAYS[check.kind](*figures) for figures in every]


def row_of(figure: Any, row: str) -> dict[str, Any]:
    return next(mark for mark in figure.chart.datasets["spans"] if mark["row"] == row)


@settings(max_examples=50, deadline=None)
@given(state=STATES.filter(lambda state: state["check"] not in ("russia", "treasuries")))
def test_the_range_on_the_chart_is_that_of_all_corners(state: dict[str, Any]) -> None:
    check = CHECKS[state["check"]]
    found = corners(check, state["reading"], state["about"])
    claimed = number(check.claimed.claim)
    drawn = row_of(money.view(**state), "the figures give")
    assert drawn["low"] == pytest.approx(max(LEFT, float(100 * min(found) / claimed)), abs=2e-3)
    assert drawn["high"] == pytest.approx(min(RIGHT, float(100 * max(found) / claimed)), abs=2e-3)


@settings(max_examples=50, deadline=None)
@given(state=STATES.filter(lambda state: state["check"] not in ("russia", "treasuries")))
def test_the_verdict_says_whether_the_two_ranges_meet(state: dict[str, Any]) -> None:
    check = CHECKS[state["check"]]
    found = corners(check, state["reading"], state["about"])
    claimed = ends(check.claimed, state["reading"], state["about"])
    sentence = money.view(**state).sentence
    if min(found) == max(found) and min(claimed) == max(claimed):
        assert ("The two agree." in sentence) == (found[0] == claimed[0])
        assert ("The two differ by" in sentence) == (found[0] != claimed[0])
        return
    apart = min(found) > max(claimed) or max(found) < min(claimed)
    inside = min(found) >= min(claimed) and max(found) <= max(claimed)
    assert ("do not meet" in sentence) == apart
    assert ("figures and claim agree" in sentence) == inside
    assert ("share a part" in sentence) == (not apart and not inside)


@settings(max_examples=40, deadline=None)
@given(state=STATES)
def test_the_sentence_holds_the_words_of_the_chart_and_the_table_its_claims(
    state: dict[str, Any],
) -> None:
    figure = money.view(**state)
    check = CHECKS[state["check"]]
    for row in ("the figures give", "the text says"):
        words = re.sub(r" \([^()]+\)$", "", row_of(figure, row)["words"])
        assert words in figure.sentence
    assert list(figure.table["Claim"]) == [
        printed.claim for printed in (*check.figures, check.claimed)
    ]
    assert list(figure.table["Where in the source"]) == [
        CLAIMS[claim]["locator"] for claim in figure.table["Claim"]
    ]
    spec = figure.chart.to_dict()
    assert spec["description"].startswith(figure.sentence)
    assert spec["datasets"]["caption"] == [{"caption": check.title}]
    assert figure.sentence.startswith(check.title)


@pytest.mark.parametrize("name", CHECKS)
def test_a_word_and_a_unit_are_those_that_the_text_prints(name: str) -> None:
    scales = {1e6: "million", 1e9: "billion", 1e10: "trillion", 1e12: "trillion"}
    for printed in (*CHECKS[name].figures, CHECKS[name].claimed):
        row = CLAIMS[printed.claim]
        told = f"{row['evidence']} {row['note']}".casefold()
        if printed.word:
            assert printed.word in (*NEAR, *BELOW, *FROM, *UP_TO)
            assert printed.word in told, printed.claim
        if printed.step > 1:
            assert scales[printed.step] in told, printed.claim
        if printed.value is not None:
            assert not row["number"], "a claim with a number needs no reading of ours"
        elif not printed.word:
            qualifier = row.get("number_qualifier") or row.get("amount_qualifier")
            assert qualifier == "exact", f"{printed.claim} has a word that is not used"


@pytest.mark.parametrize(
    ("state", "said"),
    [
        ({}, "24.5-fold to 33.3-fold and the text 29.5-fold to 30.5-fold"),
        ({"about": 0}, "the figures allow 30-fold and the text 29.5-fold to 30.5-fold"),
        ({"check": "gas-first"}, "10.77 to 11.13 bcm a year and the text 21.5 to 22.5 bcm a year"),
        ({"check": "gas-later"}, "21.72 to 22.08 bcm a year"),
        ({"check": "gas-later", "reading": "exact"}, "The two differ by 0.1 bcm a year"),
        ({"check": "gold-share", "reading": "exact"}, "differ by 1.02 percentage points"),
        ({"check": "loans", "reading": "exact"}, "The two agree."),
        ({"check": "companies", "about": 14}, "do not meet"),
        ({"check": "companies", "about": 15}, "figures and claim agree"),
        ({"check": "treasuries", "about": 25}, "do not meet"),
        ({"check": "russia", "reading": "exact"}, "92.6 per cent or more and the text at most 100"),
        ({"check": "russia"}, "90.9 per cent or more and the text at most 100 per cent"),
    ],
)
def test_known_checks_give_known_sentences(state: dict[str, Any], said: str) -> None:
    assert said in money.view(**state).sentence


def test_the_words_of_the_drop_down_are_short_and_tell_the_checks_apart() -> None:
    words = [check.short for check in CHECKS.values()]
    assert max(map(len, words)) <= 28
    assert len(set(words)) == len(words)


def test_an_open_range_ends_in_an_arrow_at_the_edge() -> None:
    ends_drawn = money.view("russia").chart.to_dict()["datasets"]["ends"]
    assert {(end["row"], end["at"]) for end in ends_drawn} == {
        ("the figures give", RIGHT),
        ("the text says", LEFT),
    }
    assert money.view().chart.to_dict()["datasets"]["ends"] == []


def test_each_control_changes_sentence_chart_and_table_from_the_first_state() -> None:
    first = money.view()
    for change in ({"check": "companies"}, {"reading": "exact"}, {"about": 11}, {"about": 9}):
        other = money.view(**change)
        assert other.sentence != first.sentence
        assert other.chart.to_dict()["datasets"] != first.chart.to_dict()["datasets"]
        assert not other.table.equals(first.table)


@pytest.mark.parametrize("name", CHECKS)
@pytest.mark.parametrize("reading", ["words", "exact"])
def test_the_chart_keeps_the_rules_of_the_course(name: str, reading: str) -> None:
    figure = money.view(name, reading)
    assert lint(figure.chart) == []
    assert not figure.table.isna().any().any()


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each step of the slider."""
    one = money.view().chart.to_dict()
    for name in CHECKS:
        other = money.view(name, "exact", 3).chart.to_dict()
        assert {key for key in one if one[key] != other[key]} <= {"datasets", "description"}
        assert set(other["datasets"]) == set(one["datasets"])


def test_a_view_does_not_change_the_view_before() -> None:
    first = money.view()
    before = first.chart.to_dict()
    money.view("russia", about=3)
    assert first.chart.to_dict() == before


def test_a_check_may_be_named_by_its_words() -> None:
    title = CHECKS["gas-later"].short.upper()
    assert money.view(title).sentence == money.view("gas-later").sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"check": "gas-frist"}, "Nearest: 'gas-first'"),
        ({"check": 7}, "Choose one of 'thirty-fold'"),
        ({"reading": "exakt"}, "Nearest: 'exact'"),
        ({"reading": None}, "Choose one of 'words', 'exact'"),
        ({"about": 26}, "out of range.*0 to 25"),
        ({"about": -1}, "out of range"),
        ({"about": 2.5}, "out of range"),
        ({"about": float("inf")}, "out of range"),
        ({"about": float("nan")}, "not a number"),
        ({"about": True}, "not a number"),
        ({"about": "10"}, "not a number of per cent"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        money.view(**arguments)
    assert "\n" not in str(caught.value)


def test_the_explorer_starts_where_the_call_without_arguments_does() -> None:
    explorer = money.explore()
    assert explorer.figure.sentence == money.view().sentence
    explorer.set(check="companies", about=15)
    assert "explorers.money.view(check='companies', about=15)" in explorer.cite()
    assert "It rests on 4 claims by 1 source" in explorer.cite()
    explorer.reset()
    assert explorer.figure.sentence == money.view().sentence
