"""The pure half of unit 9's explorer, against the CSV files read by the standard library."""

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
from marchwest.explorers import shocks
from marchwest.explorers.shocks_claims import DID, EPISODES, claim_marks

YEARS = st.tuples(st.integers(2005, 2012), st.integers(2005, 2012)).map(
    lambda pair: (min(pair), max(pair))
)
RESPONDERS = {
    "SCO": "SCO",
    "CSTO": "CSTO",
    "RUS": "Russia",
    "CHN": "China",
    "central_asia": "Central Asian states",
    "west": "the West",
}
KINDS = ["all", "coup", "suppression", "war", "unrest", "clash", "refusal"]
STATES = st.fixed_dictionaries(
    {
        "years": YEARS,
        "responder": st.sampled_from(["all", *RESPONDERS]),
        "kind": st.sampled_from(KINDS),
    }
)
# Event of a shock to its episode, told a second time, so that a slip in the module is seen.
EVENTS = {
    "kyrgyzstan-coup-2005": "Kyrgyzstan 2005",
    "andijan-2005": "Andijan 2005",
    "georgia-war-2008": "Georgia 2008",
    "secession-abkhazia-south-ossetia-2008": "Georgia 2008",
    "xinjiang-events-2008": "Xinjiang 2008",
    "xinjiang-riots-2009": "Xinjiang 2009",
    "kyrgyzstan-coup-2010": "Kyrgyzstan 2010",
    "kyrgyzstan-unrest-2010": "Kyrgyzstan 2010",
    "osh-clashes-2010": "Kyrgyzstan 2010",
    "rasht-2010": "Rasht 2010",
    "gbao-clashes-2012": "Gorno-Badakhshan 2012",
}
TRANSIT = "peace-mission-2012-uzb-transit@icg-2013"


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def every_claim() -> dict[str, dict[str, str]]:
    tables = ("incidents", "institutions", "diplomacy", "external_roles", "positions")
    return {
        row["claim_id"]: row for table in (*tables, "exercise_participants") for row in rows(table)
    }


def shocks_expected(years: tuple[int, int], kind: str) -> dict[str, str]:
    """Return claim to episode, by a plain loop over the file of incidents."""
    found = {}
    for claim in rows("incidents"):
        named = "unrest" if claim["kind"] == "riot" else claim["kind"]
        if (
            claim["event"] in EVENTS
            and claim["date_start"]
            and years[0] <= int(claim["date_start"][:4]) <= years[1]
            and kind in ("all", named)
        ):
            found[claim["claim_id"]] = EVENTS[claim["event"]]
    if years[0] <= 2012 <= years[1] and kind in ("all", "refusal"):
        found[TRANSIT] = "refused transit 2012"
    return found


def split(figure: Any) -> tuple[Any, Any]:
    table = figure.table
    is_shock = table["Told"] == "shock"
    return table[is_shock], table[~is_shock]


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_selects_the_shocks_that_a_plain_loop_selects(state: dict[str, Any]) -> None:
    found, _ = split(shocks.view(**state))
    expected = shocks_expected(state["years"], state["kind"])
    assert dict(zip(found["Claim"], found["About"], strict=True)) == expected


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_response_belongs_to_a_selected_shock_year_and_responder(
    state: dict[str, Any],
) -> None:
    _, responses = split(shocks.view(**state))
    episodes = set(shocks_expected(state["years"], state["kind"]).values())
    first, last = state["years"]
    for row in responses.to_dict("records"):
        if state["responder"] != "all":
            assert row["Shock or responder"] == RESPONDERS[state["responder"]]
        if row["About"] == "no shock named":
            assert state["kind"] == "all"
        else:
            assert set(row["About"].split("; ")) <= episodes
        if row["Date"] != "not given":
            assert first <= int(row["Date"][-4:]) <= last


def test_nothing_is_lost_when_a_choice_splits_the_whole() -> None:
    """The responders together give the full view, and so do the years one by one."""
    _, everything = split(shocks.view())
    parts = [split(shocks.view(responder=name))[1] for name in RESPONDERS]
    assert sum(len(part) for part in parts) == len(everything)
    assert set().union(*(part["Claim"] for part in parts)) == set(everything["Claim"])
    by_year = [shocks.view(years=(year, year)).table["Claim"] for year in range(2005, 2013)]
    assert set().union(*by_year) == set(shocks.view().table["Claim"])


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_the_table_holds(state: dict[str, Any]) -> None:
    figure = shocks.view(**state)
    told, responses = split(figure)
    episodes = set(told["About"])
    if len(told):
        said = re.search(r"(\d+) claims? tells? of (\d+) shocks?", figure.sentence)
        assert said is not None, figure.sentence
        assert [int(number) for number in said.groups()] == [len(told), len(episodes)]
    else:
        assert "no claim tells of a shock" in figure.sentence
    drawn = responses[
        ~((responses["Date"] == "not given") & (responses["About"] == "no shock named"))
    ]
    said = re.search(r"(\d+) claims? tells? of responses by", figure.sentence)
    assert (int(said[1]) if said else 0) == len(drawn)
    words = {
        "acted": "of action",
        "spoke": "of words",
        "refused": "of a refusal",
        "did not or could not act": "of no action or of inability",
        "outcome not known": "that the outcome is not known",
    }
    for status, phrase in words.items():
        said = re.search(rf"(\d+) {phrase}[,.]", figure.sentence)
        assert (int(said[1]) if said else 0) == (drawn["Told"] == status).sum()
    said = re.search(r"(\d+) more claims? names? neither", figure.sentence)
    assert (int(said[1]) if said else 0) == len(responses) - len(drawn)
    assert figure.chart.to_dict()["description"].startswith(figure.sentence)


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_names_the_shocks_on_which_nothing_is_told(state: dict[str, Any]) -> None:
    figure = shocks.view(**state)
    told, responses = split(figure)
    answered = {name for about in responses["About"] for name in about.split("; ")}
    said = re.search(r"tells of a response by [^:]+ to: ([^.]+)\.", figure.sentence)
    silent = set(said[1].split("; ")) if said else set()
    assert silent == set(told["About"]) - answered
    assert ("not proof" in figure.sentence) == bool(silent or not len(told))


@settings(max_examples=40, deadline=None)
@given(state=STATES)
def test_what_is_in_colour_is_what_the_table_holds(state: dict[str, Any]) -> None:
    figure = shocks.view(**state)
    drawn = figure.chart.to_dict()["datasets"]["claims"]
    coloured = {
        (mark["claim"], mark["shown"])
        for mark in drawn
        if mark["shown"] != "outside your selection"
    }
    table = figure.table
    nowhere = (table["Date"] == "not given") & (table["About"] == "no shock named")
    pairs = zip(table["Claim"], table["Told"], strict=True)
    assert coloured == {pair for pair, skip in zip(pairs, nowhere, strict=True) if not skip}
    assert len(drawn) == len([mark for mark in claim_marks() if mark.drawn])


def test_each_mark_has_locator_date_and_actor_of_its_claim() -> None:
    known = every_claim()
    actors = {"RUS": "RUS", "CHN": "CHN", "SCO": "sco", "CSTO": "csto"}
    for mark in claim_marks():
        claim = known[mark.claim]
        assert mark.locator == claim["locator"]
        if claim.get("finding"):
            assert mark.finding == claim["finding"]
            assert mark.date == claim.get("date_start", "")
        else:
            assert mark.date == "2012-06"
        actor = claim.get("body") or claim.get("power") or claim.get("country")
        if mark.responder in actors and claim.get("measure"):
            assert actor == actors[mark.responder]
        if mark.responder in actors and claim.get("power"):
            assert claim["power"] == actors[mark.responder]


def test_what_a_claim_is_said_to_tell_agrees_with_its_code() -> None:
    """What the table codes as inactive, refused or intervened must stand so in the legend."""
    known = every_claim()
    codes = {"inactive": "none", "intervened": "acted", "none": "none", "reticent": "none"}
    seen = set()
    for mark in claim_marks():
        code = known[mark.claim].get("coded", "")
        if mark.did != "shock" and code in codes:
            assert mark.did == codes[code], mark.claim
            seen.add(code)
        if known[mark.claim].get("status") == "refused":
            assert mark.did == "refused"
    assert seen == set(codes)


def test_every_claim_that_a_body_was_inactive_is_there() -> None:
    inactive = {row["claim_id"] for row in rows("institutions") if row["coded"] == "inactive"}
    assert inactive <= set(shocks.view().table["Claim"])
    of_2010 = set(shocks.view(years=(2010, 2010)).table["Claim"])
    assert inactive <= of_2010


def test_marks_in_one_row_do_not_hide_each_other() -> None:
    drawn = shocks.view().chart.to_dict()["datasets"]["claims"]
    for one in drawn:
        assert one["start"] <= one["middle"] <= one["end"]
        for other in drawn:
            if one is not other and one["row"] == other["row"]:
                assert abs(one["middle"] - other["middle"]) >= 0.2


def test_a_mark_without_a_date_of_its_own_stands_at_its_shock_and_is_hollow() -> None:
    drawn = shocks.view().chart.to_dict()["datasets"]["claims"]
    known = every_claim()
    hollow = [mark for mark in drawn if not mark["own"]]
    assert len(hollow) >= 5
    years = {episode.name: episode.date[:4] for episode in EPISODES.values()}
    for mark in hollow:
        assert not known[mark["claim"]].get("date_start")
        assert int(mark["middle"]) == int(years[mark["episode"]])
        assert mark["date"] == "not given: drawn at the shock"


def test_a_responder_may_be_a_name_in_any_case() -> None:
    assert shocks.view(responder="china").sentence == shocks.view(responder="CHN").sentence


def test_the_views_of_the_lesson() -> None:
    csto = shocks.view(responder="CSTO")
    assert "1 claim tells of responses by the CSTO: 1 of no action" in csto.sentence
    assert csto.sentence.count(";") == 7
    fallen = shocks.view(kind="coup").sentence
    assert "to: Kyrgyzstan 2005." in fallen
    china = split(shocks.view(responder="CHN"))[1]
    in_2010 = china[china["About"] == "Kyrgyzstan 2010"]
    assert set(in_2010["Source"]) == {"Crisis Group 2013", "Swanström 2015"}


def test_an_empty_view_says_that_a_gap_is_no_proof() -> None:
    figure = shocks.view(years=(2006, 2007), kind="war")
    assert figure.table.empty
    assert "no claim tells of a shock (war)" in figure.sentence
    assert "not proof" in figure.sentence
    assert lint(figure.chart) == []


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(shocks.view().chart) == []
    assert lint(shocks.view(years=(2008, 2012), responder="RUS").chart) == []
    assert set(DID.values()) >= set(shocks.view().table["Told"])


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each step of the slider."""
    one = shocks.view().chart.to_dict()
    other = shocks.view(years=(2008, 2010), responder="SCO", kind="coup").chart.to_dict()
    assert {key for key in one if one[key] != other[key]} == {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = shocks.view(responder="SCO")
    before = first.chart.to_dict()
    shocks.view(responder="CSTO")
    assert first.chart.to_dict() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"years": (2012, 2005)}, r"runs backwards.*years=\(2005, 2012\)"),
        ({"years": (1999, 2010)}, r"leaves the data \(2005 to 2012\)"),
        ({"years": 2010}, "not a pair of years"),
        ({"years": (True, 2010)}, "not a pair of whole years"),
        ({"responder": "NATO"}, "Choose one of 'all', 'SCO'"),
        ({"responder": "Chna"}, "Nearest: 'China'"),
        ({"kind": "riots"}, "is not an option"),
        ({"kind": None}, "Choose one of 'all', 'coup'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        shocks.view(**arguments)
    assert "\n" not in str(caught.value)
