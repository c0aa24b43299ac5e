"""The pure half of unit 4's explorer, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.lint import lint
from marchwest.data import datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import exercises

FRAMEWORKS = ["all", "SCO", "CSTO", "bilateral", "unstated"]
COUNTRIES = ["all", "CHN", "KAZ", "KGZ", "RUS", "TJK", "UZB"]
YEARS = st.tuples(st.integers(1999, 2019), st.integers(1999, 2019)).map(
    lambda pair: (min(pair), max(pair))
)
STATES = st.fixed_dictionaries(
    {
        "years": YEARS,
        "framework": st.sampled_from(FRAMEWORKS),
        "participant": st.sampled_from(COUNTRIES),
    }
)


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def expected(years: tuple[int, int], framework: str, participant: str) -> list[dict[str, str]]:
    """Select row by row, with no pandas: a second way to the same answer."""
    members = {
        part["exercise"]
        for part in rows("exercise_participants")
        if part["country"] == participant and part["role"] in {"host", "took_part", "planned"}
    }
    found = []
    for claim in rows("exercises"):
        if participant != "all" and claim["event"] not in members:
            continue
        if framework != "all" and claim["framework"] != framework.replace("unstated", ""):
            continue
        if claim["date_start"]:
            start = int(claim["date_start"][:4])
            end = int((claim["date_end"] or claim["date_start"])[:4])
            if start > years[1] or end < years[0]:
                continue
        found.append(claim)
    return found


def coloured(figure: Any) -> list[str]:
    spec = figure.chart.to_dict()
    return [
        mark["claim"]
        for mark in spec["datasets"]["claims"]
        if mark["shown"] != "outside your selection"
    ]


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_selects_the_claims_that_a_plain_loop_selects(state: dict[str, Any]) -> None:
    figure = exercises.view(**state)
    claims = expected(**state)
    assert sorted(figure.table["Claim"]) == sorted(claim["claim_id"] for claim in claims)
    dated = [claim["claim_id"] for claim in claims if claim["date_start"]]
    assert sorted(coloured(figure)) == sorted(dated)


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_the_table_holds(state: dict[str, Any]) -> None:
    figure = exercises.view(**state)
    claims = expected(**state)
    undated = sum(not claim["date_start"] for claim in claims)
    said = re.search(r"(\d+) (?:more )?claims? gives? no date", figure.sentence)
    assert (int(said[1]) if said else 0) == undated
    assert list(figure.table["Date"]).count("not given") == undated
    dated = [claim for claim in claims if claim["date_start"]]
    if not dated:
        assert "no source dates an exercise" in figure.sentence
        assert len(figure.table) == undated
        return
    counts = [
        len({claim["source_id"] for claim in dated}),
        len({claim["event"] for claim in dated}),
        len(dated),
    ]
    found = re.search(
        r"(\d+) sources? dates? (\d+) exercises? .*?in (\d+) claims?", figure.sentence
    )
    assert found is not None, figure.sentence
    assert [int(number) for number in found.groups()] == counts
    assert str(figure.chart.to_dict()["description"]).startswith(figure.sentence)


def test_the_full_view_holds_every_claim() -> None:
    figure = exercises.view()
    assert len(figure.table) == len(rows("exercises"))
    assert not [column for column in figure.table if figure.table[column].isna().any()] or set(
        figure.table.columns[figure.table.isna().any()]
    ) <= {"Name in the source"}


def test_one_year_less_moves_only_the_claims_dated_to_that_year() -> None:
    """Claims without a date neither vanish nor count as dated when the slider leaves its ends."""
    undated = {claim["claim_id"] for claim in rows("exercises") if not claim["date_start"]}
    assert undated
    full = exercises.view()
    for years in ((1999, 2018), (2000, 2019), (2000, 2001)):
        figure = exercises.view(years=years)
        last = figure.table.tail(len(undated))
        assert set(last["Claim"]) == undated
        assert set(last["Date"]) == {"not given"}
        gone = full.table[~full.table["Claim"].isin(figure.table["Claim"])]
        assert "not given" not in set(gone["Date"])
        assert f"{len(undated)} " in figure.sentence.split("claims give no date")[0][-8:]
    assert exercises.view(years=(1999, 2018)).table.equals(full.table)  # the last date is of 2016


def test_a_participant_may_be_a_name_in_any_case() -> None:
    by_code = exercises.view(participant="KAZ")
    assert exercises.view(participant="kazakhstan").sentence == by_code.sentence
    assert "Kazakhstan taking part" in by_code.sentence


def test_refusing_is_not_taking_part() -> None:
    """Uzbekistan stayed away from Peace Mission 2012 and refused transit."""
    events = exercises.view(participant="UZB").table["Claim"]
    assert not events.str.startswith("peace-mission-2012").any()


def test_an_empty_view_says_that_a_gap_is_no_proof() -> None:
    figure = exercises.view(years=(2000, 2001))
    assert figure.sentence.startswith("Between 2000 and 2001, no source dates an exercise or")
    assert "not proof" in figure.sentence
    assert coloured(figure) == []


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(exercises.view().chart) == []
    assert lint(exercises.view(years=(2002, 2012), framework="SCO").chart) == []


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each step of the slider."""
    one = exercises.view().chart.to_dict()
    other = exercises.view(years=(2004, 2010), framework="SCO", participant="CHN").chart.to_dict()
    assert {key for key in one if one[key] != other[key]} == {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = exercises.view(framework="SCO")
    before = first.chart.to_dict()
    exercises.view(framework="CSTO")
    assert first.chart.to_dict() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"years": (2012, 2002)}, r"runs backwards.*years=\(2002, 2012\)"),
        ({"years": (1990, 2000)}, r"leaves the data \(1999 to 2019\)"),
        ({"years": 2005}, r"not a pair of years.*years=\(1999, 2019\)"),
        ({"years": (2005, 2006, 2007)}, "not a pair of years"),
        ({"years": (2005.5, 2007)}, "not a pair of whole years"),
        ({"years": (True, 2007)}, "not a pair of whole years"),
        ({"years": "ab"}, "not a pair of years"),
        ({"years": (float("nan"), 2007)}, "not a pair of years"),
        ({"years": (2005, float("inf"))}, "not a pair of years"),
        ({"framework": "SC"}, "Nearest: 'SCO'"),
        ({"framework": None}, "Choose one of 'all', 'SCO'"),
        ({"participant": "Kazakstan"}, "Nearest: 'Kazakhstan'"),
        ({"participant": 7}, "Choose one of 'all'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        exercises.view(**arguments)
    assert "\n" not in str(caught.value)
