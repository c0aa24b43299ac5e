"""The pure half of unit 6's explorer, against the CSV files read by the standard library."""

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
from marchwest.explorers import arms, arms_claims

SUPPLIERS = ["all", "CHN", "RUS", "USA"]
RECIPIENTS = [
    *("all", "KAZ", "KGZ", "TJK", "TKM", "UZB", "central_asia", "several", "CHN", "TWN", "VNM")
]
STATUSES = ["all", "refused", "hoped", "potential", "reported", "agreed", "ordered", "delivered"]
STATES = st.fixed_dictionaries(
    {
        "supplier": st.sampled_from(SUPPLIERS),
        "recipient": st.sampled_from(RECIPIENTS),
        "status": st.sampled_from(STATUSES),
    }
)


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def everything() -> list[dict[str, str]]:
    """Read the claims row by row, with no pandas: a second way to the same rows."""
    found = [
        {**claim, "recipient": claim["recipient"] or claim["group"] or "several"}
        for claim in rows("arms_transfers")
    ]
    for claim in rows("military_aid"):
        if claim["event"] == "aid-decommissioned-kaz":
            status = claim["status"].replace("requested", "hoped")
            found.append({**claim, "supplier": claim["donor"], "status": status, "quantity": ""})
    return found


def expected(**state: str) -> list[dict[str, str]]:
    return [
        claim
        for claim in everything()
        if all(wanted in ("all", claim[column]) for column, wanted in state.items())
    ]


def coloured(figure: Any) -> list[str]:
    return [
        mark["claim"]
        for mark in figure.chart.to_dict()["datasets"]["claims"]
        if mark["shown"] != "outside your selection"
    ]


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_selects_the_claims_that_a_plain_loop_selects(state: dict[str, Any]) -> None:
    figure = arms.view(**state)
    claims = sorted(claim["claim_id"] for claim in expected(**state))
    assert sorted(figure.table["Claim"]) == claims
    assert sorted(coloured(figure)) == claims


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_the_table_holds(state: dict[str, Any]) -> None:
    figure = arms.view(**state)
    claims = expected(**state)
    assert str(figure.chart.to_dict()["description"]).startswith(figure.sentence)
    if not claims:
        assert figure.sentence.startswith("No claim tells of such a transfer")
        assert "not proof" in figure.sentence
        assert figure.table.empty
        return
    found = re.search(
        r"(\d+) claims? by (\d+) sources? tells? of (\d+) transfers?", figure.sentence
    )
    assert found is not None, figure.sentence
    assert [int(number) for number in found.groups()] == [
        len(claims),
        len({claim["source_id"] for claim in claims}),
        len({claim["event"] for claim in claims}),
    ]
    for column, words in {"quantity": "how many pieces", "amount": "a sum of money"}.items():
        said = re.search(rf"(\w+) claims? prints? {words}", figure.sentence)
        assert said is not None, figure.sentence
        number = sum(bool(claim[column]) for claim in claims)
        assert said[1].lower() == (str(number) if number else "no")


@settings(max_examples=40, deadline=None)
@given(state=STATES)
def test_only_transfers_of_the_selection_are_said_to_have_several_statuses(
    state: dict[str, Any],
) -> None:
    figure = arms.view(**state)
    split = {
        event
        for event in {claim["event"] for claim in expected(**state)}
        if len({claim["status"] for claim in everything() if claim["event"] == event}) > 1
    }
    said = figure.sentence.partition("more than one status to: ")[2]
    assert len([part for part in said.split(";") if part.strip()]) == len(split)


def test_the_two_transfers_of_the_lesson_have_two_statuses() -> None:
    """The lesson is built on these two rows; whatever status is chosen, they are named."""
    sentence = arms.view().sentence
    assert "used PLA equipment (refused and hoped)" in sentence
    assert "Uzbekistan: drones (potential and delivered)" in sentence
    assert "drones (potential and delivered)" in arms.view(status="potential").sentence


def test_the_full_view_holds_every_claim_in_words() -> None:
    figure = arms.view()
    assert len(figure.table) == len(everything())
    assert not figure.table.isna().any().any()
    assert set(figure.table["Status"]) == set(arms_claims.STATUSES)


def test_numbers_stand_in_the_table_as_they_are_printed() -> None:
    shown = arms.view().table.set_index("Claim")
    assert shown.loc["arms-rus-vnm-submarines-2009@peyrouse-2010", "Pieces"] == "6"
    assert shown.loc["arms-rus-tjk-deal@icg-2013", "Sum"] == "200,000,000 USD"
    for column, name in {"Pieces": "quantity", "Sum": "amount"}.items():
        empty = {claim["claim_id"] for claim in everything() if not claim[name]}
        assert set(shown.index[shown[column] == "not given"]) == empty


def test_each_mark_stands_where_its_claim_says() -> None:
    by_claim = {claim["claim_id"]: claim for claim in everything()}
    names = {row["iso3"]: row["name"] for row in rows("countries")}
    names |= {"central_asia": "Central Asia", "several": "Several states"}
    marks = arms.view().chart.to_dict()["datasets"]["claims"]
    for mark in marks:
        claim = by_claim[mark["claim"]]
        assert mark["status"] == claim["status"]
        assert mark["row"].startswith(f"{names[claim['recipient']]}: ")
        assert mark["transfer"].startswith(f"{names[claim['supplier']]} → ")
        assert bool(mark["origin"]) == claim["attributed_to"].startswith("Peyrouse 2010")
    assert max(Counter((m["row"], m["status"], m["slot"]) for m in marks).values()) == 1
    assert max(abs(mark["slot"]) for mark in marks) <= 2


def test_each_transfer_has_a_name_and_a_row_of_its_own() -> None:
    events = {claim["event"] for claim in everything()}
    assert set(arms_claims.NAMES) == events
    row_of = {
        mark["claim"].partition("@")[0]: mark["row"]
        for mark in arms.view().chart.to_dict()["datasets"]["claims"]
    }
    assert len(set(row_of.values())) == len(events)


def test_every_option_leads_to_claims() -> None:
    """No option of a control is empty by itself; only combinations are."""
    for name, options in {
        "supplier": arms.suppliers(),
        "recipient": arms.recipients(),
        "status": dict.fromkeys(STATUSES),
    }.items():
        assert set(options) == {"all"} | {claim[name] for claim in everything()}
        for option in options:
            assert len(arms.view(**{name: option}).table), (name, option)


def test_the_columns_outside_a_status_get_a_ground() -> None:
    spec = arms.view(status="agreed").chart.to_dict()
    grey = {row["status"] for row in spec["datasets"]["other statuses"]}
    assert grey == set(STATUSES) - {"all", "agreed"}
    assert arms.view().chart.to_dict()["datasets"]["other statuses"] == []


def test_a_country_may_be_a_name_in_any_case() -> None:
    by_code = arms.view(supplier="CHN", recipient="UZB")
    assert arms.view(supplier="china", recipient=" Uzbekistan ").sentence == by_code.sentence
    assert "(supplier China; recipient Uzbekistan)" in by_code.sentence


def test_an_empty_view_says_that_a_gap_is_no_proof() -> None:
    figure = arms.view(supplier="RUS", recipient="UZB")
    assert "not proof" in figure.sentence
    assert coloured(figure) == []
    assert list(figure.table.columns) == list(arms.view().table.columns)


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(arms.view().chart) == []
    assert lint(arms.view(supplier="CHN", status="delivered").chart) == []


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each choice."""
    one = arms.view().chart.to_dict()
    other = arms.view(supplier="RUS", recipient="UZB", status="agreed").chart.to_dict()
    assert {key for key in one if one[key] != other[key]} == {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = arms.view(supplier="CHN")
    before = first.chart.to_dict()
    arms.view(supplier="RUS")
    assert first.chart.to_dict() == before


def test_the_explorer_starts_at_the_full_view_and_cites_its_sources() -> None:
    explorer = arms.explore()
    assert explorer.figure.sentence == arms.view().sentence
    explorer.set(recipient="UZB")
    assert "explorers.arms.view(recipient='UZB')" in explorer.cite()
    assert "Military sales, para. 4" in explorer.cite()
    explorer.reset()
    assert explorer.figure.sentence == arms.view().sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"supplier": "Chna"}, "Nearest: 'China'"),
        ({"supplier": None}, "Choose one of 'all', 'CHN'"),
        ({"recipient": "Uzbekstan"}, "Nearest: 'Uzbekistan'"),
        ({"recipient": 7}, "Choose one of 'all', 'KAZ'"),
        ({"status": "deliverd"}, "Nearest: 'delivered'"),
        ({"status": True}, "Choose one of 'all', 'refused'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        arms.view(**arguments)
    assert "\n" not in str(caught.value)
