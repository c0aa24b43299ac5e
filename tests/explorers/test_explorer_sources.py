"""The pure half of unit 1's explorer, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
import re
from functools import cache
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.lint import lint
from marchwest.data import claim_tables, datasets_dir
from marchwest.errors import MarchWestError
from marchwest.explorers import sources

SOURCES = list(sources.sources())
TOPICS = list(sources.topics())
YEARS = st.tuples(st.integers(1979, 2035), st.integers(1979, 2035)).map(
    lambda pair: (min(pair), max(pair))
)
STATES = st.fixed_dictionaries(
    {
        "source": st.sampled_from(SOURCES),
        "topic": st.sampled_from(TOPICS),
        "years": YEARS,
        "undated": st.booleans(),
    }
)


@cache
def rows() -> tuple[dict[str, str], ...]:
    found = []
    for table in claim_tables():
        with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            found += [{**row, "table": table} for row in csv.DictReader(file)]
    return tuple(found)


def span(row: dict[str, str]) -> tuple[int, int] | None:
    start = row.get("date_start") or row.get("period_start") or ""
    end = row.get("date_end") or row.get("period_end") or ""
    if not start and not end:
        return None
    return int((start or end)[:4]), int((end or start)[:4])


def expected(
    source: str, topic: str, years: tuple[int, int], *, undated: bool
) -> list[dict[str, str]]:
    """Select row by row, with no pandas: a second way to the same answer."""
    found = []
    for row in rows():
        if source != "all" and row["source_id"] != source:
            continue
        if topic != "all" and row["table"] != topic:
            continue
        dates = span(row)
        if dates is None:
            if undated:
                found.append(row)
        elif not (dates[0] > years[1] or dates[1] < years[0]):
            found.append(row)
    return found


def drawn(figure: Any, dataset: str) -> dict[tuple[str, str], int]:
    marks = figure.chart.to_dict()["datasets"][dataset]
    return {(mark["topic"], mark["text"]): mark["claims"] for mark in marks}


def squares(claims: list[dict[str, str]] | tuple[dict[str, str], ...]) -> dict[Any, int]:
    numbers: dict[tuple[str, str], int] = {}
    for row in claims:
        square = (sources.topics()[row["table"]], sources.sources()[row["source_id"]])
        numbers[square] = numbers.get(square, 0) + 1
    return numbers


@settings(max_examples=35, deadline=None)
@given(state=STATES)
def test_every_state_draws_the_claims_that_a_plain_loop_selects(state: dict[str, Any]) -> None:
    figure = sources.view(**state)
    claims = expected(**state)
    assert drawn(figure, "chosen") == squares(claims)
    assert drawn(figure, "every") == squares(rows())
    if len(claims) <= 100:
        assert sorted(figure.table["Claim"]) == sorted(row["claim_id"] for row in claims)
    else:
        counted = figure.table.set_index("Topic")
        assert counted.pop("All").sum() == len(claims)
        filled = {square: n for square, n in counted.stack().items() if n}
        assert filled == squares(claims)


@settings(max_examples=35, deadline=None)
@given(state=STATES)
def test_the_sentence_counts_what_was_selected(state: dict[str, Any]) -> None:
    figure = sources.view(**state)
    claims = expected(**state)
    sentence = figure.sentence
    assert str(figure.chart.to_dict()["description"]).startswith(sentence)
    if not claims:
        assert re.match(r"(The nine texts make|.+ makes) no claim ", sentence)
        assert "not proof" in sentence
        assert figure.table.empty
        return
    found = re.match(r".+? makes? ([\d,]+) claims? ", sentence)
    assert found is not None, sentence
    assert int(found[1].replace(",", "")) == len(claims)
    said = re.search(r"([\d,]+) of them gives? no date", sentence)
    undated = sum(span(row) is None for row in claims)
    assert (int(said[1].replace(",", "")) if said else 0) == undated
    resting = sum(row["attributed_to"].startswith("Peyrouse 2010") for row in claims)
    said = re.search(r"(\d+) rests? on another of the nine", sentence)
    assert (int(said[1]) if said else 0) == resting


@settings(max_examples=25, deadline=None)
@given(years=YEARS, undated=st.booleans())
def test_topics_with_one_text_and_with_none_are_named(
    years: tuple[int, int], undated: bool
) -> None:
    claims = expected("all", "all", years, undated=undated)
    sentence = sources.view(years=years, undated=undated).sentence
    if not claims:
        return
    texts: dict[str, set[str]] = {topic: set() for topic in TOPICS[1:]}
    for row in claims:
        texts[row["table"]].add(row["source_id"])
    for number, words in ((1, "Only one text has claims on "), (0, "No text has claims on ")):
        bare = [topic for topic in texts if len(texts[topic]) == number]
        assert (words in sentence) == bool(bare)
        if not bare:
            continue
        named = sentence.split(words)[1].split(".")[0]
        shown = [topic for topic in bare if sources.topics()[topic].lower() in named.lower()]
        more = re.search(r"and (\d+) more$", named)
        assert len(shown) + (int(more[1]) if more else 0) >= len(bare)
        assert bool(more) == (len(bare) > 8)
    assert ("not proof" in sentence) == ("No text has claims" in sentence)


def test_the_slider_spans_every_year_that_a_claim_gives() -> None:
    spans = [dates for row in rows() if (dates := span(row))]
    assert min(first for first, _ in spans) == sources.FIRST
    assert max(last for _, last in spans) == sources.LAST
    assert len(expected("all", "all", (sources.FIRST, sources.LAST), undated=True)) == len(rows())


@pytest.mark.parametrize("years", [(1980, 2035), (1979, 2034)])
def test_one_step_of_either_handle_changes_chart_and_sentence(years: tuple[int, int]) -> None:
    full, less = sources.view(), sources.view(years=years)
    assert full.sentence != less.sentence
    assert drawn(full, "chosen") != drawn(less, "chosen")
    assert not full.table.equals(less.table)


def test_a_claim_on_several_years_is_there_in_each_of_them() -> None:
    for year, there in ((1996, False), (1997, True), (2000, True), (2003, True), (2004, False)):
        listed = sources.view(topic="military_aid", years=(year, year), undated=False).table
        assert ("aid-kaz-1997-2003@pantucci-2019" in set(listed["Claim"])) == there


def test_all_nine_texts_and_all_topics_stay_on_the_axes() -> None:
    spec = sources.view(source="lam-2010", topic="trade").chart.to_dict()
    assert spec["datasets"]["chosen"] == []
    for layer in spec["layer"]:
        assert layer["encoding"]["x"]["scale"]["domain"] == list(sources.sources().values())[1:]
        assert layer["encoding"]["y"]["scale"]["domain"] == list(sources.topics().values())[1:]
    assert len(sources.sources()) == 10
    assert set(sources.topics()) == {"all", *claim_tables()}


def test_every_topic_has_a_label_of_our_own() -> None:
    labels = [label for name, label in sources.topics().items() if name != "all"]
    assert len(set(labels)) == len(labels)
    assert all("_" not in label and len(label) <= 21 for label in labels)
    assert set(sources._LABELS) == set(claim_tables())


def test_a_listed_claim_tells_who_says_it_and_whom_it_credits() -> None:
    table = sources.view(topic="military_aid").table.set_index("Claim")
    copied = table.loc["aid-tjk-1993-2008@icg-2013"]
    assert copied["Text"] == "Crisis Group 2013"
    assert copied["Whom it credits"] == "Peyrouse 2010 (n. 142)"
    assert copied["Years"] == "1993 to 2008"
    assert table.loc["aid-tjk-1993-2008@pantucci-2019", "Whom it credits"] == "nobody"
    assert table.loc["aid-trend-china-central-asia@icg-2013", "Years"] == "not given"


def test_names_may_be_spoken() -> None:
    by_name = sources.view(source="crisis group 2013", topic="Loans and funds")
    assert by_name.sentence == sources.view(source="icg-2013", topic="finance").sentence
    assert by_name.sentence.startswith("Crisis Group 2013 makes 24 claims on loans and funds")


def test_a_view_that_counts_can_be_cited_and_one_that_lists_too() -> None:
    explorer = sources.explore()
    counted = explorer.cite()
    assert f"It counts {len(rows()):,} claims by these texts:" in counted
    assert counted.count("\n- ") == 9
    explorer.set(topic="finance")
    assert "explorers.sources.view(topic='finance')" in explorer.cite()
    assert "It rests on 24 claims by 1 source:" in explorer.cite()
    explorer.set(topic="positions")
    assert explorer.cite().count("\n- ") == 9
    explorer.set(topic="institutions")
    cited = explorer.cite()
    assert "Pantucci" in cited
    assert "Lam" not in cited
    explorer.reset()
    assert explorer.cite() == counted


def test_the_chart_keeps_the_rules_of_the_course() -> None:
    assert lint(sources.view().chart) == []
    assert lint(sources.view(source="lam-2010", topic="trade").chart) == []


def test_only_rows_and_description_differ_between_states() -> None:
    """Else the widget would draw a new SVG at each step of the slider."""
    one = sources.view().chart.to_dict()
    other = sources.view(source="icg-2013", years=(2004, 2010), undated=False).chart.to_dict()
    assert {key for key in one if one[key] != other[key]} == {"datasets", "description"}


def test_a_view_does_not_change_the_view_before() -> None:
    first = sources.view(topic="trade")
    before = first.chart.to_dict()
    sources.view(topic="finance")
    assert first.chart.to_dict() == before


@pytest.mark.parametrize(
    ("arguments", "message"),
    [
        ({"source": "weitz"}, "Nearest: 'weitz-2012'"),
        ({"source": None}, "Choose one of 'all', 'hsiao-2010'"),
        ({"topic": "military"}, "Nearest: .*'military_aid'"),
        ({"topic": 3}, "Choose one of 'all', 'exercises'"),
        ({"years": (2012, 2002)}, r"runs backwards.*years=\(2002, 2012\)"),
        ({"years": (1970, 2000)}, r"leaves the data \(1979 to 2035\)"),
        ({"years": 2005}, "not a pair of years"),
        ({"undated": "yes"}, "undated='yes' is neither yes nor no. Write undated=True"),
        ({"undated": 1}, "neither yes nor no"),
    ],
)
def test_a_bad_argument_gets_one_line_that_says_what_to_write(
    arguments: dict[str, Any], message: str
) -> None:
    with pytest.raises(MarchWestError, match=message) as caught:
        sources.view(**arguments)
    assert "\n" not in str(caught.value)
