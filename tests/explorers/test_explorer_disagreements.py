"""The pure half of unit 10's explorer, against the data read by another way, and its linked controls."""

from __future__ import annotations

import csv
import re
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import marchwest as mw
from marchwest.charts.lint import lint
from marchwest.data import claim_tables, datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import disagreements

ROWS = mw.disagreements().to_dict("records")
REPEATED = {row["event"] for row in ROWS if sum(r["event"] == row["event"] for r in ROWS) > 1}
BY_KEY = {
    f"{row['event']}:{row['field']}" if row["event"] in REPEATED else row["event"]: row
    for row in ROWS
}
KINDS = ["all", "value", "date", "scope", "status", "judgement"]
REACHES = ["all", "between", "inside"]
STATES = st.fixed_dictionaries(
    {
        "event": st.sampled_from(sorted(BY_KEY)),
        "kind": st.sampled_from(KINDS),
        "reach": st.sampled_from(REACHES),
    }
)
DEFAULT = {"event": "csto-founding", "kind": "all", "reach": "all"}


def claims_in_files() -> dict[str, dict[str, str]]:
    """Read each claim from the CSV files with the standard library."""
    found = {}
    for table in claim_tables():
        with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found |= {row["claim_id"]: row for row in csv.DictReader(file)}
    return found


CLAIMS = claims_in_files()


def fitting(kind: str, reach: str) -> set[str]:
    wanted = {"all": {True, False}, "inside": {True}, "between": {False}}[reach]
    return {
        key
        for key, row in BY_KEY.items()
        if kind in ("all", row["kind"]) and (row["sources"] == 1) in wanted
    }


def drawn(figure: Any, name: str) -> list[dict[str, Any]]:
    return list(figure.chart.datasets[name])


def claims_drawn(figure: Any) -> list[dict[str, Any]]:
    return [row for row in drawn(figure, "claims") if row["source"]]


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_shows_the_claims_of_its_disagreement_or_none(state: dict[str, Any]) -> None:
    figure = disagreements.view(**state)
    row = BY_KEY[state["event"]]
    fits = state["event"] in fitting(state["kind"], state["reach"])
    wanted = row["claim_ids"].split(";") if fits else []
    assert list(figure.table["Claim"]) == wanted
    assert len(claims_drawn(figure)) == len(wanted)
    for claim_id, locator, sure in zip(
        figure.table["Claim"],
        figure.table["Where in the source"],
        figure.table["How sure"],
        strict=True,
    ):
        assert (locator, sure) == (CLAIMS[claim_id]["locator"], CLAIMS[claim_id]["certainty"])
    assert [mark["locator"] for mark in claims_drawn(figure)] == list(
        figure.table["Where in the source"]
    )


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_overview_marks_the_selection_and_the_one_shown(state: dict[str, Any]) -> None:
    marks = drawn(disagreements.view(**state), "all")
    fit = fitting(state["kind"], state["reach"])
    assert {mark["key"] for mark in marks} == set(BY_KEY)
    assert {mark["key"] for mark in marks if mark["look"] != "other"} == fit
    shown = [mark["key"] for mark in marks if mark["look"] == "now"]
    assert shown == [state["event"]] * (state["event"] in fit)
    for mark in marks:
        row = BY_KEY[mark["key"]]
        assert mark["kind"] == row["kind"]
        assert (mark["reach"] == "inside one text") == (row["sources"] == 1)
    for kind in KINDS[1:]:
        numbers = sorted(mark["number"] for mark in marks if mark["kind"] == kind)
        assert numbers == list(range(1, len(numbers) + 1))


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_tells_the_place_in_the_selection(state: dict[str, Any]) -> None:
    figure = disagreements.view(**state)
    fit = fitting(state["kind"], state["reach"])
    heading = drawn(figure, "heading")[0]["heading"]
    assert figure.chart.description.startswith(figure.sentence)
    if state["event"] in fit:
        said = re.search(r"; (\d+) of (\d+)\): ", figure.sentence)
        assert said is not None
        assert 1 <= int(said[1]) <= int(said[2]) == len(fit)
        assert f"{said[1]} of {said[2]} in your selection" in heading
        return
    assert f"none of the {len(fit)} in your selection" in figure.sentence
    assert f"none of {len(fit)} in your selection" in heading
    assert "no proof" in figure.sentence
    assert re.search(r"such as '([^']+)'", figure.sentence)[1] in fit  # type: ignore[index]
    assert drawn(figure, "why") == [{"why": ""}]


@pytest.mark.parametrize("key", sorted(BY_KEY))
def test_sentence_and_reasons_agree_with_table_and_list(key: str) -> None:
    figure = disagreements.view(key)
    row = BY_KEY[key]
    claims, texts = len(figure.table), figure.table["Source"].nunique()
    assert f": {claims} claim{'s' * (claims != 1)}, {texts} text" in figure.sentence
    assert texts == row["sources"]
    if texts > 1:
        witnesses = row["independent_witnesses"]
        assert f", {witnesses} independent witness" in figure.sentence
    else:
        assert "witness" not in figure.sentence
    if row["gap"] and not row["gap"].startswith("units differ"):
        assert f"Gap: {row['gap']}." in figure.sentence
    else:
        assert "Gap:" not in figure.sentence
    held = {True: "leave room for each other", False: "cannot both hold"}
    for holds, words in held.items():
        assert (words in figure.sentence) == (row["can_both_hold"] is holds)
    problem = row["problem"] if isinstance(row["problem"], str) else ""
    why = " ".join(drawn(figure, "why")[0]["why"].split())
    assert why.endswith(" ".join(row["possible_explanation"].split()))
    assert (problem != "") == why.startswith("What does not fit: ")
    assert " ".join(problem.split()) in why
    told = figure.table[["What does not fit", "What may explain it (our words)"]]
    assert told.iloc[0].tolist() == [problem, row["possible_explanation"]]
    assert row["possible_explanation"] in figure.chart.description


def test_a_sentence_stays_short_so_that_the_chart_below_it_stays_put() -> None:
    for key in BY_KEY:
        assert len(disagreements.view(key).sentence) <= 220, key


def test_no_combination_of_kind_and_reach_is_empty() -> None:
    """Else the list of disagreements would have nothing to choose."""
    assert all(fitting(kind, reach) for kind in KINDS for reach in REACHES)


def test_a_claim_that_passes_on_another_source_has_a_hollow_mark() -> None:
    figure = disagreements.view("exercise-count-china-sco")
    origins = {mark["source"]: mark["origin"] for mark in claims_drawn(figure)}
    assert origins == {
        "Peyrouse 2010": "",
        "Crisis Group 2013": "Peyrouse 2010",
        "Swanström 2015": "",
    }
    assert "1 claim passes on Peyrouse 2010." in figure.sentence


@pytest.mark.parametrize(
    ("event", "said"),
    [
        ("aid-kgz-2014", ["100 million RMB", "16 million USD"]),
        ("workers-chinese-tjk", ["7,000 to 10,000 persons", "about 30,000 persons"]),
        ("trade-xinjiang-share-ca", ["50 per cent", "83 per cent"]),
        ("uighur-expulsions", ["extremely rare", "addressed"]),
        ("sco-ind", ["observer", "member"]),
        ("sco-multilateral-2003", ["eastern Kazakhstan and Xinjiang", "eastern Kazakhstan"]),
        ("gold-plan-and-stock", ["4,000 tons (2008)", "1,054 tons (2009)", "600 tons (2008)"]),
        ("csto-founding", ["1992", "2002"]),
    ],
)
def test_values_are_written_for_a_reader(event: str, said: list[str]) -> None:
    assert disagreements.view(event).table["What it says"].tolist() == said


def test_every_claim_has_words_of_its_own_and_no_slug() -> None:
    for key in BY_KEY:
        table = disagreements.view(key).table
        assert table["What it says"].str.len().min() > 0, key
        assert table["In our words"].str.len().min() > 5, key
        assert not table["What it says"].str.contains(r"_|\w-\w+-\w", regex=True).any(), key


def test_names_are_unique_and_readable() -> None:
    names = [mark["name"] for mark in drawn(disagreements.view(), "all")]
    assert len(set(names)) == len(names)
    assert [name for name in names if re.search(r"\b(kaz|kgz|tjk|tkm|uzb|chn)\b", name)] == []


def test_an_event_may_be_a_name_or_the_first_of_several() -> None:
    several = disagreements.view("training-kaz-officers-in-china")
    assert several.table["What it says"].tolist()[0] == "15 persons"
    named = disagreements.view("csto FOUNDING")
    assert named.sentence == disagreements.view().sentence


def test_words_stay_within_their_rows_and_columns() -> None:
    """More claims leave less room: no line may run into the row below or out of the chart."""
    for key, row in BY_KEY.items():
        claims = claims_drawn(disagreements.view(key))
        why = drawn(disagreements.view(key), "why")[0]["why"].split("\n")
        assert len(why) <= 7, key
        assert max(map(len, why)) <= 92, key
        room = 288 / max(len(row["claim_ids"].split(";")), 3)
        for mark in claims:
            lines = [line for line in mark["words"].split("\n") if line]
            assert 5 + 15 * (1 + len(lines)) <= room + 8, key
            assert max([len(mark["said"]), *map(len, lines)]) <= 47, key
            assert 5 + 15 * len(mark["name"].split("\n")) <= room + 8, key


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(disagreements.view().chart) == []
    assert lint(disagreements.view(kind="status").chart) == []
    assert lint(disagreements.view("position-why-security-engagement").chart) == []


@settings(max_examples=25, deadline=None)
@given(state=STATES)
def test_only_rows_and_description_differ_between_states(state: dict[str, Any]) -> None:
    """Else the widget would draw a new SVG at each step, and the page would jump."""
    one = disagreements.view().chart.to_dict()
    other = disagreements.view(**state).chart.to_dict()
    assert {key for key in one if one[key] != other[key]} <= {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = disagreements.view()
    before = first.chart.to_dict()
    disagreements.view("sco-ind", kind="status")
    assert first.chart.to_dict() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"event": "csto-foundin"}, "Nearest: 'csto-founding'"),
        ({"event": None}, r"not a disagreement that we know.*mw\.disagreements\(\)"),
        ({"event": 7}, "not a disagreement that we know"),
        ({"event": ""}, "not a disagreement that we know"),
        ({"event": ["csto-founding"]}, "not a disagreement that we know"),
        ({"kind": "judgment"}, "Nearest: 'judgement'"),
        ({"kind": None}, "Choose one of 'all', 'value'"),
        ({"reach": "both"}, "Choose one of 'all', 'between', 'inside'"),
        ({"reach": 1}, "Choose one of 'all'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        disagreements.view(**arguments)
    assert "\n" not in str(caught.value)
    assert len(str(caught.value)) < 300


def test_the_list_follows_kind_and_reach_and_keeps_what_fits() -> None:
    explorer = disagreements.explore()
    events = explorer.controls["event"]
    explorer.controls["kind"].value = "date"
    assert events.value == "csto-founding"
    assert {key for _, key in events.options} == fitting("date", "all")
    explorer.controls["reach"].value = "inside"
    assert {key for _, key in events.options} == fitting("date", "inside")
    assert events.value in fitting("date", "inside")
    assert explorer.figure.sentence == disagreements.view(**explorer.state).sentence
    assert len(explorer.figure.table) > 0
    explorer.reset()
    assert explorer.state == DEFAULT
    assert len(events.options) == len(BY_KEY)
    assert explorer.figure.sentence == disagreements.view().sentence


def test_a_change_of_kind_sends_the_page_no_frame_in_between() -> None:
    explorer = disagreements.explore()
    sent: list[str] = []
    explorer.figure_view.send_state = lambda *_args, **_kwargs: sent.append(  # type: ignore[method-assign]
        explorer.figure_view.figure_json
    )
    explorer.controls["kind"].value = "status"
    assert sent
    assert all("is none of the" not in text for text in sent)
    explorer.reset()
    sent.clear()
    # What is shown fits the new kind too: the page sees no other disagreement in between.
    explorer.controls["kind"].value = "date"
    assert sent
    assert all('"sentence": "CSTO founding' in text for text in sent)


def test_a_state_set_from_code_and_its_citation_repeat_the_view() -> None:
    explorer = disagreements.explore()
    explorer.set(event="sco-ind", kind="status")
    assert explorer.state == {"event": "sco-ind", "kind": "status", "reach": "all"}
    assert "explorers.disagreements.view(kind='status', event='sco-ind')" in explorer.cite()
    assert "It rests on 2 claims by 2 sources" in explorer.cite()
