"""The pure half of unit 5's explorer, against the CSV file read by the standard library."""

from __future__ import annotations

import csv
import re
from fractions import Fraction
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.lint import lint
from marchwest.charts.palette import SOURCES
from marchwest.data import datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import aid

RECIPIENTS = ["all", "KAZ", "KGZ", "TJK", "UZB", "TKM", "AFG"]
YEARS = st.tuples(st.integers(1993, 2019), st.integers(1993, 2019)).map(
    lambda pair: (min(pair), max(pair))
)
STATES = st.fixed_dictionaries(
    {
        "recipient": st.sampled_from(RECIPIENTS),
        "years": YEARS,
        "basis": st.sampled_from(["total", "per_year"]),
        "donor": st.sampled_from(["all", "CHN", "USA"]),
    }
)
PANELS = {"dollars": "USD", "renminbi": "CNY"}


def rows() -> list[dict[str, str]]:
    with (datasets_dir() / "military_aid.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def matching(
    recipient: str, years: tuple[int, int], donor: str
) -> tuple[list[dict[str, str]], list[dict[str, str]]]:
    """Select row by row, with no pandas: claims with a sum, and claims without one."""
    found: tuple[list[dict[str, str]], list[dict[str, str]]] = ([], [])
    for row in rows():
        if recipient != "all" and row["recipient"] != recipient:
            continue
        if donor != "all" and row["donor"] != donor:
            continue
        if row["date_start"]:
            start = int(row["date_start"][:4])
            end = int((row["date_end"] or row["date_start"])[:4])
            if start > years[1] or end < years[0]:
                continue
        found[0 if row["amount"] else 1].append(row)
    return found


def value(row: dict[str, str], basis: str) -> Fraction | None:
    amount = Fraction(row["amount"])
    if row["basis"] == basis:
        return amount
    if basis == "per_year" and row["date_end"]:
        count = len(range(int(row["date_start"][:4]), int(row["date_end"][:4]) + 1))
        return amount / count
    return None


def marks(figure: Any, panel: str, *, coloured: bool = True) -> list[dict[str, Any]]:
    return [
        mark
        for mark in figure.chart.datasets[panel]
        if not coloured or mark["shown"] != "outside your selection"
    ]


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_every_state_shows_the_claims_and_values_that_a_plain_loop_finds(
    state: dict[str, Any],
) -> None:
    figure = aid.view(**state)
    claims, _ = matching(state["recipient"], state["years"], state["donor"])
    assert sorted(figure.table["Claim"]) == sorted(row["claim_id"] for row in claims)
    for panel, currency in PANELS.items():
        wanted = {
            row["claim_id"]: float(value(row, state["basis"]) or 0) / 1e6
            for row in claims
            if row["currency"] == currency and value(row, state["basis"]) is not None
        }
        shown = {mark["claim"]: mark["value"] for mark in marks(figure, panel)}
        assert shown == pytest.approx(wanted, abs=1e-6)
    dated = sorted(row["claim_id"] for row in claims if row["date_start"])
    assert sorted(mark["claim"] for mark in marks(figure, "spans")) == dated


@settings(max_examples=60, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_is_shown_and_what_is_not(state: dict[str, Any]) -> None:
    figure = aid.view(**state)
    claims, silent = matching(state["recipient"], state["years"], state["donor"])
    shown = [row for row in claims if value(row, state["basis"]) is not None]
    said = figure.sentence
    first = re.search(r"(\d+) claims? by (\d+) sources? gives? ", said)
    if shown:
        assert first is not None, said
        assert int(first[1]) == len(shown)
        assert int(first[2]) == len({row["source_id"] for row in shown})
    else:
        assert first is None
        assert "no source gives" in said
        assert "not proof that there was none" in said
    more = re.search(r"(\d+) more claims? ha(?:s|ve)", said)
    assert (int(more[1]) if more else 0) == len(claims) - len(shown)
    other = re.search(r"(\d+) other claims? prints? no sum", said)
    assert (int(other[1]) if other else 0) == len(silent)
    ours = sum(row["basis"] != state["basis"] for row in shown)
    divided = re.search(r"(\d+) (?:is|are) divided by us", said)
    assert (int(divided[1]) if divided else 0) == ours
    assert list(figure.table["Shown"].str.endswith("divided by us")).count(True) == ours
    assert list(figure.table["Shown"].str.startswith("nothing")).count(True) == len(claims) - len(
        shown
    )
    assert figure.chart.description.startswith(said)


@settings(max_examples=40, deadline=None)
@given(state=STATES)
def test_the_ends_in_the_sentence_are_the_smallest_and_the_largest_of_each_currency(
    state: dict[str, Any],
) -> None:
    said = aid.view(**state).sentence
    claims, _ = matching(state["recipient"], state["years"], state["donor"])
    for currency, word in (("USD", "USD"), ("CNY", "RMB")):
        values = {
            f"{float(value(row, state['basis']) or 0) / 1e6:.3g}"
            for row in claims
            if row["currency"] == currency and value(row, state["basis"]) is not None
        }
        told = re.findall(rf"([\d.]+) million {word}", said)
        if values:
            assert {told[0], told[-1]} == {min(values, key=float), max(values, key=float)}
        else:
            assert not told


def test_no_sum_stands_in_the_panel_of_the_other_currency() -> None:
    """Dollars and renminbi never share an axis, whatever the selection."""
    printed = {row["claim_id"]: row["currency"] for row in rows()}
    for basis in ("total", "per_year"):
        figure = aid.view(basis=basis)
        for panel, currency in PANELS.items():
            held = {printed[mark["claim"]] for mark in marks(figure, panel, coloured=False)}
            assert held == {currency}


def test_a_span_counts_both_its_ends() -> None:
    table = aid.view(recipient="TJK", basis="per_year", donor="CHN").table
    shown = table.set_index("Claim")["Shown"]
    # 15 million in the sixteen years from 1993 to 2008
    assert shown["aid-tjk-1993-2008@peyrouse-2010"] == "0.938 million USD a year, divided by us"
    assert shown["aid-tjk-2009@peyrouse-2010"] == "nothing: no span of years"


def test_a_yearly_figure_is_never_made_into_a_total() -> None:
    table = aid.view().table.set_index("Claim")
    assert table.loc["aid-kgz-per-year@pantucci-2019", "Shown"] == "nothing: a yearly figure"
    assert not marks(aid.view(donor="USA"), "dollars")


def test_a_claim_without_a_date_stays_whatever_the_years() -> None:
    undated = {row["claim_id"] for row in rows() if row["amount"] and not row["date_start"]}
    assert undated
    figure = aid.view(years=(2019, 2019))
    assert set(figure.table["Claim"]) == undated
    assert set(figure.table["Years of the claim"]) == {"no date"}
    assert "1 claim without a date is shown whatever the years." in figure.sentence
    assert marks(figure, "spans") == []


def test_a_hollow_mark_is_a_figure_of_ours() -> None:
    basis_of = {row["claim_id"]: row["basis"] for row in rows()}
    for mark in marks(aid.view(basis="per_year"), "dollars"):
        assert mark["ours"] == (basis_of[mark["claim"]] == "total")
    assert not any(mark["ours"] for mark in marks(aid.view(), "dollars"))


def test_one_claim_takes_one_row_and_claims_on_one_thing_stand_together() -> None:
    figure = aid.view()
    printed = aid.printed_sums()
    spec = figure.chart.to_dict()
    domain = spec["hconcat"][0]["layer"][1]["encoding"]["y"]["scale"]["domain"]
    assert len(domain) == len(set(domain)) == len(printed) == len(figure.table)
    events = [each.event for each in printed]
    assert len(set(events)) == sum(events[i] != events[i - 1] for i in range(1, len(events))) + 1


def test_what_is_taken_from_another_text_is_said_so() -> None:
    table = aid.view().table.set_index("Claim")["Taken from"]
    peyrouse = SOURCES["peyrouse-2010"].label
    assert table["aid-tjk-1993-2008@icg-2013"] == peyrouse
    assert table["aid-tjk-1993-2008@peyrouse-2010"] == ""


def test_a_recipient_without_a_printed_sum_shows_the_gap() -> None:
    figure = aid.view(recipient="Afghanistan")
    assert figure.table.empty
    assert list(figure.table.columns)[-2:] == ["Where in the source", "Claim"]
    assert "not proof" in figure.sentence
    assert re.search(r"[1-9]\d* other claims print no sum", figure.sentence)
    assert [marks(figure, panel) for panel in ("spans", *PANELS)] == [[], [], []]


@pytest.mark.parametrize(
    "state",
    [{}, {"basis": "per_year"}, {"recipient": "AFG"}, {"donor": "USA", "years": (2012, 2012)}],
)
def test_the_chart_keeps_the_rules_of_the_course(state: dict[str, Any]) -> None:
    assert lint(aid.view(**state).chart) == []


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each step of the slider."""
    one = aid.view().chart.to_dict()
    for state in (
        {"recipient": "TJK", "years": (2000, 2010), "basis": "per_year", "donor": "CHN"},
        {"recipient": "AFG"},
    ):
        other = aid.view(**state).chart.to_dict()
        assert {key for key in one if one[key] != other[key]} == {"datasets", "description"}
        assert one["datasets"].keys() == other["datasets"].keys()


def test_all_marks_lie_within_the_length_of_their_axis() -> None:
    for basis in ("total", "per_year"):
        figure = aid.view(basis=basis)
        (heads,) = figure.chart.datasets["heads"]
        for panel in PANELS:
            longest = max(mark["value"] for mark in marks(figure, panel, coloured=False))
            assert longest < heads[panel] < 3 * longest


def test_a_view_does_not_change_the_view_before() -> None:
    first = aid.view(recipient="KAZ")
    before = first.chart.to_dict()
    aid.view(recipient="TJK", basis="per_year")
    assert first.chart.to_dict() == before


def test_the_explorer_starts_where_view_starts_and_comes_back() -> None:
    explorer = aid.explore()
    assert explorer.figure.sentence == aid.view().sentence
    explorer.set(recipient="TJK", basis="per_year")
    assert explorer.figure.sentence == aid.view(recipient="TJK", basis="per_year").sentence
    assert "explorers.aid.view(recipient='TJK', basis='per_year')" in explorer.cite()
    explorer.reset()
    assert explorer.figure.sentence == aid.view().sentence


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"recipient": "Tadjikistan"}, "Nearest: 'Tajikistan'"),
        ({"recipient": 7}, "Choose one of 'all', 'KAZ'"),
        ({"years": (2010, 2000)}, r"runs backwards.*years=\(2000, 2010\)"),
        ({"years": (1980, 2000)}, r"leaves the data \(1993 to 2019\)"),
        ({"years": 2005}, "not a pair of years"),
        ({"basis": "yearly"}, "Choose one of 'total', 'per_year'"),
        ({"basis": None}, "Choose one of 'total', 'per_year'"),
        ({"donor": "RUS"}, "Choose one of 'all', 'CHN', 'USA'"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        aid.view(**arguments)
    assert "\n" not in str(caught.value)
