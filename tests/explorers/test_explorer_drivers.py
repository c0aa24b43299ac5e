"""The pure half of unit 2's explorer, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.lint import lint
from marchwest.data import datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import drivers, drivers_claims

QUESTIONS = [
    *("why-security-engagement", "china-first-interest", "main-threat"),
    *("economy-brings-stability", "non-interference", "afghanistan-after-2014"),
    "region-priority",
]
DRIVERS = [
    *("xinjiang", "borders", "militants", "afghanistan", "calm", "economy", "energy"),
    *("influence", "restraint"),
]
STATES = st.fixed_dictionaries(
    {
        "question": st.sampled_from(["all", *QUESTIONS]),
        "holder": st.sampled_from(["both", "author", "party"]),
        "driver": st.sampled_from(["all", *DRIVERS]),
    }
)


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def driver(claim: dict[str, str]) -> str:
    (found,) = (name for name, codes in drivers_claims.CODES.items() if claim["coded"] in codes)
    return found


def kind(claim: dict[str, str]) -> str:
    return "author" if claim["holder"] == "author" else "party"


def expected(**state: str) -> list[dict[str, str]]:
    """Read the claims row by row, with no pandas: a second way to the same rows."""
    events = {f"position-{name}" for name in QUESTIONS if state["question"] in ("all", name)}
    return [
        claim
        for claim in rows("positions")
        if claim["event"] in events
        and state["holder"] in ("both", kind(claim))
        and state["driver"] in ("all", driver(claim))
    ]


def drawn(figure: Any) -> list[dict[str, Any]]:
    data = figure.chart.to_dict()["datasets"]
    return [{**mark, "kind": name} for name in ("author", "party") for mark in data[name]]


def test_each_code_of_the_seven_questions_has_exactly_one_heading() -> None:
    events = {f"position-{name}" for name in QUESTIONS}
    used = {claim["coded"] for claim in rows("positions") if claim["event"] in events}
    told = Counter(code for codes in drivers_claims.CODES.values() for code in codes)
    assert set(told) == used
    assert set(told.values()) == {1}
    assert list(drivers_claims.CODES) == list(drivers_claims.DRIVERS) == DRIVERS


def test_the_texts_stand_in_order_of_publication() -> None:
    date = {source["source_id"]: source["date"] for source in rows("sources")}
    order = [date[source] for source in drivers_claims.texts()]
    assert order == sorted(order)
    every = expected(question="all", holder="both", driver="all")
    assert set(drivers_claims.texts()) == {claim["source_id"] for claim in every}


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_selects_the_claims_that_a_plain_loop_selects(state: dict[str, Any]) -> None:
    figure = drivers.view(**state)
    claims = expected(**state)
    assert sorted(figure.table["Claim"]) == sorted(claim["claim_id"] for claim in claims)
    assert not figure.table.isna().any().any()


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_marks_count_what_a_plain_loop_counts(state: dict[str, Any]) -> None:
    label = dict(zip(drivers_claims.texts(), _labels(), strict=True))
    marks = {
        (mark["driver"], mark["text"], mark["kind"]): mark["claims"]
        for mark in drawn(drivers.view(**state))
    }
    loop = Counter(
        (drivers_claims.DRIVERS[driver(claim)], label[claim["source_id"]], kind(claim))
        for claim in expected(**{**state, "driver": "all"})
    )
    assert marks == loop


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_only_the_highlighted_driver_keeps_its_colour(state: dict[str, Any]) -> None:
    figure = drivers.view(**state)
    heading = drivers_claims.DRIVERS.get(state["driver"])
    for mark in drawn(figure):
        grey = heading is not None and mark["driver"] != heading
        assert mark["shown"] == ("another driver" if grey else mark["text"])
    ground = figure.chart.to_dict()["datasets"]["ground"]
    assert ground == ([] if heading is None else [{"driver": heading}])


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_the_table_holds(state: dict[str, Any]) -> None:
    figure = drivers.view(**state)
    claims = expected(**state)
    assert str(figure.chart.to_dict()["description"]).startswith(figure.sentence)
    if not claims:
        assert figure.sentence.startswith("No claim fits")
        assert "not proof" in figure.sentence
        return
    by_text = Counter(claim["source_id"] for claim in claims)
    found = re.match(r"(\d+) claims? in (\d+) texts?", figure.sentence)
    assert found is not None, figure.sentence
    assert [int(number) for number in found.groups()] == [len(claims), len(by_text)]
    for source, label in zip(drivers_claims.texts(), _labels(), strict=True):
        said = re.search(rf"{label} \((\d+)\)", figure.sentence)
        assert (int(said[1]) if said else 0) == by_text[source]
    told = [claim for claim in claims if kind(claim) == "party"]
    if state["holder"] == "both":
        own = len(claims) - len(told)
        view = f"{own} {'gives' if own == 1 else 'give'} the author's own view, {len(told)} that"
        assert view in figure.sentence
    said = re.search(r"Of the (\d+) on a party, (\d+|none) credits? somebody", figure.sentence)
    assert (said is not None) == bool(told)
    if said:
        credited = sum(bool(claim["attributed_to"]) for claim in told)
        assert said.groups() == (str(len(told)), str(credited) if credited else "none")


def _labels() -> list[str]:
    names = {"icg": "Crisis Group", "swanstrom": "Swanström"}
    labels = []
    for source in drivers_claims.texts():
        name, _, year = source.partition("-")
        labels.append(f"{names.get(name, name.title())} {year}")
    return labels


def test_the_views_of_the_lesson() -> None:
    """The lesson leans on these numbers; if the data change, its prose must change."""
    after_2014 = drivers.view(question="afghanistan-after-2014").sentence
    assert "0 give the author's own view, 13 that of a party" in after_2014
    energy = drivers.view(driver="energy").table
    assert energy["Source"].tolist() == ["Peyrouse 2010", "Weitz 2012", "Crisis Group 2013"]
    assert len(drivers.view(driver="borders", holder="party").table) == 0
    assert set(drivers.view(holder="author", driver="influence").table["Source"]) >= {
        "Pantucci 2019"
    }


def test_each_option_leads_to_claims() -> None:
    """No option of a control is empty by itself; only combinations are."""
    for name, options in {"question": QUESTIONS, "driver": DRIVERS}.items():
        for option in options:
            assert len(drivers.view(**{name: option}).table), (name, option)


def test_an_empty_view_says_that_a_gap_is_no_proof() -> None:
    figure = drivers.view(driver="borders", holder="party")
    assert "not proof" in figure.sentence
    assert figure.table.empty
    assert list(figure.table.columns) == list(drivers.view().table.columns)


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(drivers.view().chart) == []
    assert lint(drivers.view(driver="energy", holder="author").chart) == []


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each choice."""
    one = drivers.view().chart.to_dict()
    other = drivers.view(question="main-threat", holder="author", driver="energy").chart.to_dict()
    assert {key for key in one if one[key] != other[key]} == {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = drivers.view(driver="energy")
    before = first.chart.to_dict()
    drivers.view(holder="party")
    assert first.chart.to_dict() == before


def test_an_option_may_be_given_in_words_and_in_any_case() -> None:
    by_code = drivers.view(question="main-threat", driver="xinjiang")
    assert drivers.view(question="Main threat", driver=" XINJIANG ").sentence == by_code.sentence


def test_the_explorer_starts_at_the_full_view_and_cites_its_sources() -> None:
    explorer = drivers.explore()
    assert explorer.figure.sentence == drivers.view().sentence
    explorer.set(driver="energy")
    assert "explorers.drivers.view(driver='energy')" in explorer.cite()
    assert "Chinese military assistance to Central Asia, para. 3" in explorer.cite()
    explorer.reset()
    assert explorer.figure.sentence == drivers.view().sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"question": "main-thread"}, "Nearest: 'main-threat'"),
        ({"question": None}, "Choose one of 'all', 'why-security-engagement'"),
        ({"holder": "authors"}, "Nearest: 'author'"),
        ({"holder": True}, "Choose one of 'both', 'author', 'party'"),
        ({"driver": "xinjang"}, "Nearest: 'xinjiang'"),
        ({"driver": 7}, "Choose one of 'all', 'xinjiang'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        drivers.view(**arguments)
    assert "\n" not in str(caught.value)
