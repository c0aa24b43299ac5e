"""The pure half of unit 11's explorer, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
import re
from collections import Counter
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marchwest as mw
from marchwest.charts.lint import lint
from marchwest.data import claim_tables, datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import evidence, evidence_chart, evidence_claims

THEMES = [
    *("model", "size", "exercises", "aid", "bases", "force", "affairs", "guards", "sco", "place"),
]
STATES = st.fixed_dictionaries(
    {
        "theme": st.sampled_from(THEMES),
        "sure": st.sampled_from(["all", "stated", "hedged"]),
        "witness": st.sampled_from(["all", "own"]),
        "dispute": st.sampled_from(["all", "disputed", "other"]),
    }
)
DEFAULT = {"theme": "exercises", "sure": "all", "dispute": "all", "witness": "all"}


def claims_in_files() -> dict[str, dict[str, str]]:
    """Read each claim from the CSV files with the standard library."""
    found: dict[str, dict[str, str]] = {}
    for table in claim_tables():
        with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["claim_id"]: row for row in csv.DictReader(file)}
    return found


CLAIMS = claims_in_files()
DISPUTES = {
    row["event"]: row["claim_ids"].split(";") for row in mw.disagreements().to_dict("records")
}
DISPUTED = {claim_id for ids in mw.disagreements()["claim_ids"] for claim_id in ids.split(";")}
NAMES = {
    "Peyrouse 2010": "peyrouse-2010",
    "Weitz 2012": "weitz-2012",
    "Swanström 2015": "swanstrom-2015",
    "Pantucci 2019": "pantucci-2019",
    "Lam 2010": "lam-2010",
}


def origin(claim: dict[str, str]) -> str:
    """Return the other of the nine texts that a claim passes on, or nothing."""
    return next((text for name, text in NAMES.items() if name in claim["attributed_to"]), "")


def bearing(theme: str) -> dict[str, dict[str, str]]:
    events = evidence_claims.EVENTS[theme]
    return {name: claim for name, claim in CLAIMS.items() if claim["event"] in events}


def expected(**state: str) -> set[str]:
    """Read the claims one by one: a second way to the same rows."""
    return {
        name
        for name, claim in bearing(state["theme"]).items()
        if state["sure"] in ("all", "stated" if claim["certainty"] == "stated" else "hedged")
        and not (state["witness"] == "own" and origin(claim))
        and state["dispute"] in ("all", "disputed" if name in DISPUTED else "other")
    }


def drawn(figure: Any, name: str = "claims") -> list[dict[str, Any]]:
    return list(figure.chart.to_dict()["datasets"][name])


def test_each_event_exists_and_bears_on_one_sub_question() -> None:
    known = {claim["event"] for claim in CLAIMS.values()}
    listed = [event for events in evidence_claims.EVENTS.values() for event in events]
    assert set(listed) <= known
    assert len(set(listed)) == len(listed)
    assert list(evidence_claims.EVENTS) == list(evidence_claims.THEMES) == THEMES


def test_the_columns_hold_every_certainty_and_the_rows_every_text() -> None:
    every = [claim for theme in THEMES for claim in bearing(theme).values()]
    assert {claim["certainty"] for claim in every} == set(evidence_claims.CERTAINTIES)
    assert {claim["source_id"] for claim in every} == set(evidence_claims.texts())
    with (datasets_dir() / "sources.csv").open(encoding="utf-8", newline="") as file:
        dates = {row["source_id"]: row["date"] for row in csv.DictReader(file)}
    order = [dates[text] for text in evidence_claims.texts()]
    assert order == sorted(order)


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_selects_the_claims_that_a_plain_loop_selects(state: dict[str, str]) -> None:
    figure = evidence.view(**state)
    wanted = expected(**state)
    assert set(figure.table["Claim"]) == wanted
    assert len(figure.table) == len(wanted)
    for row in figure.table.to_dict("records"):
        claim = CLAIMS[row["Claim"]]
        assert row["How sure"] == claim["certainty"]
        assert row["Where in the source"] == claim["locator"]
        assert row["Whom it credits"] == (claim["attributed_to"] or "nobody")
        holder = claim.get("holder", "author")
        assert row["Whose view"] == ("the author's" if holder == "author" else holder)
        assert row["Citation mark"] == f"[@{row['Claim']}]"


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_all_claims_stay_on_the_chart_and_the_others_are_grey(state: dict[str, str]) -> None:
    marks = drawn(evidence.view(**state))
    every, wanted = bearing(state["theme"]), expected(**state)
    assert {mark["mark"] for mark in marks} == {f"[@{name}]" for name in every}
    for mark in marks:
        name = mark["mark"][2:-1]
        fits = name in wanted
        assert mark["certainty"] == every[name]["certainty"]
        assert (mark["look"] == mark["text"]) == fits
        assert mark["ring"] == (fits and name in DISPUTED)
        assert mark["hollow"] == (fits and bool(origin(every[name])))
    places = [(mark["text"], mark["certainty"], mark["across"], mark["down"]) for mark in marks]
    assert len(set(places)) == len(places)
    assert all(mark["across"] < evidence_chart.ACROSS for mark in marks)
    assert all(mark["down"] < evidence_chart.DOWN for mark in marks)


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_the_table_holds(state: dict[str, str]) -> None:
    figure = evidence.view(**state)
    wanted = [CLAIMS[name] for name in expected(**state)]
    assert str(figure.chart.to_dict()["description"]).startswith(figure.sentence)
    assert figure.sentence.startswith(evidence_claims.THEMES[state["theme"]])
    if not wanted:
        assert "None of the" in figure.sentence
        assert "not proof" in figure.sentence
        return
    said = re.search(
        r"(\d+) of (\d+) claims?(?: \(.*\))?, (\d+) texts?, (\d+) independent witness",
        figure.sentence,
    )
    assert said is not None, figure.sentence
    witnesses = {origin(claim) or claim["source_id"] for claim in wanted}
    assert [int(number) for number in said.groups()] == [
        len(wanted),
        len(bearing(state["theme"])),
        len({claim["source_id"] for claim in wanted}),
        len(witnesses),
    ]
    for certainty, number in Counter(claim["certainty"] for claim in wanted).items():
        assert f"{number} {certainty}" in figure.sentence
    disputed = [claim for claim in wanted if claim["claim_id"] in DISPUTED]
    if disputed:
        verb = "stands" if len(disputed) == 1 else "stand"
        assert f" {len(disputed)} {verb} in " in figure.sentence
    else:
        assert "None stands in our list" in figure.sentence


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_other_side_is_told_with_its_mark(state: dict[str, str]) -> None:
    figure = evidence.view(**state)
    for row in figure.table.to_dict("records"):
        told = set(re.findall(r"\[@([^\]]+)\]", row["What the other side says"]))
        sides = {
            other
            for ids in mw.disagreements()["claim_ids"]
            if row["Claim"] in ids.split(";")
            for other in ids.split(";")
        }
        assert told == sides - {row["Claim"]}


def test_the_lines_below_stay_in_their_place() -> None:
    for theme in THEMES:
        (told,) = drawn(evidence.view(theme), "sides")
        lines = told["sides"].split("\n")
        assert len(lines) <= evidence_chart.LINES, theme
        assert max(map(len, lines)) <= evidence_chart.WIDE, theme
        held = {case for claim in bearing(theme) for case, ids in DISPUTES.items() if claim in ids}
        assert bool(held) == lines[0].startswith("In dispute"), theme


def test_a_sentence_stays_short_so_that_the_chart_below_it_stays_put() -> None:
    for theme in THEMES:
        for sure in evidence.SURE:
            for dispute in evidence.DISPUTE:
                for witness in evidence.WITNESS:
                    told = evidence.view(theme, sure, witness, dispute).sentence
                    assert len(told) <= evidence.ROOM, told


def test_words_are_written_for_a_reader() -> None:
    for theme in THEMES:
        words = evidence.view(theme).table["In our words"]
        assert words.str.len().min() > 10, theme
        assert not words.str.contains(r"nan|None|_|\.\.|\bCNY\b", regex=True).any(), theme
    members = evidence.view("sco", dispute="disputed").table["In our words"].tolist()
    assert "India: observer of the SCO." in members
    sums = evidence.view("aid", dispute="disputed").table["In our words"].str.cat(sep=" ")
    assert "(100,000,000 RMB.)" in sums


def test_the_marks_are_those_of_the_brief() -> None:
    brief = pytest.importorskip("marchwest.brief")
    for row in evidence.view("bases").table.to_dict("records"):
        assert brief.mark(row["Claim"]) == row["Citation mark"]


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(evidence.view().chart) == []
    assert lint(evidence.view("aid", sure="hedged").chart) == []


@settings(max_examples=25, deadline=None)
@given(state=STATES)
def test_only_rows_and_description_differ_between_states(state: dict[str, str]) -> None:
    """Else the widget would draw a new SVG at each step, and the page would jump."""
    one = evidence.view().chart.to_dict()
    other = evidence.view(**state).chart.to_dict()
    assert {key for key in one if one[key] != other[key]} <= {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = evidence.view()
    before = first.chart.to_dict()
    evidence.view("sco", sure="hedged")
    assert first.chart.to_dict() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"theme": "exercise"}, "Nearest: 'exercises'"),
        ({"theme": None}, "Choose one of 'model', 'size'"),
        ({"sure": "certain"}, "Choose one of 'all', 'stated', 'hedged'"),
        ({"witness": 1}, "Choose one of 'all', 'own'"),
        ({"dispute": ["all"]}, "Choose one of 'all', 'disputed', 'other'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        evidence.view(**arguments)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 400


def test_a_state_set_from_code_and_its_citation_repeat_the_view() -> None:
    explorer = evidence.explore()
    assert explorer.state == DEFAULT
    explorer.set(theme="bases", dispute="disputed")
    assert explorer.figure.sentence == evidence.view("bases", dispute="disputed").sentence
    assert "explorers.evidence.view(theme='bases', dispute='disputed')" in explorer.cite()
    assert "by 4 sources" in explorer.cite()
    explorer.reset()
    assert explorer.state == DEFAULT
    assert explorer.figure.sentence == evidence.view().sentence
