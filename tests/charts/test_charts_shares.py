"""Two readings of a share: the arithmetic, the words and the rules for charts."""

from __future__ import annotations

import csv
import re

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts import lint, shares
from marchwest.data import datasets_dir, load


def printed():
    with (datasets_dir() / "arms_market.csv").open(encoding="utf-8", newline="") as file:
        claims = {row["event"]: row for row in csv.DictReader(file)}
    names = ("asia", "china")
    return {name: claims[f"arms-russia-exports-{name}-2004-2008"] for name in names}


def with_shares(asia, china):
    market = load("arms_market").copy()
    market.loc[market["event"] == "arms-russia-exports-asia-2004-2008", "number"] = asia
    market.loc[market["event"] == "arms-russia-exports-china-2004-2008", "number"] = china
    return market


def bars(figure):
    """Return the drawn bars: reading to destination to (start, end)."""
    (data,) = figure.chart.to_dict()["datasets"].values()
    found = {}
    for row in data:
        found.setdefault(row["reading"], {})[row["to"]] = (row["start"], row["end"])
    return found


@pytest.fixture(scope="module")
def figure():
    return shares.two_readings(load("arms_market"))


def test_it_keeps_the_rules_for_charts(figure):
    assert lint(figure.chart) == []
    assert figure.description.startswith(figure.sentence)


def test_the_sentence_says_the_printed_figures_and_ours(figure):
    claims = printed()
    asia, china = (float(claims[name]["number"]) for name in ("asia", "china"))
    numbers = [int(number) for number in re.findall(r"(\d+) per cent", figure.sentence)]
    assert numbers == [asia, china, round(100 * china / asia), round(china * asia / 100)]
    assert claims["asia"]["locator"] in figure.sentence
    assert claims["asia"]["attributed_to"] in figure.sentence


@pytest.mark.slow
@settings(max_examples=40, deadline=None)
@given(st.floats(1, 100).flatmap(lambda asia: st.tuples(st.just(asia), st.floats(0, asia))))
def test_each_reading_fills_a_hundred_and_keeps_its_whole(pair):
    asia, china = pair
    found = bars(shares.two_readings(with_shares(asia, china)))
    assert len(found) == 2
    for parts in found.values():
        assert list(parts) == ["China", "rest of Asia", "outside Asia"]
        assert parts["China"][0] == 0
        assert parts["China"][1] == parts["rest of Asia"][0]
        assert parts["rest of Asia"][1] == pytest.approx(asia)
        assert parts["outside Asia"][1] == pytest.approx(100)
    of_all, of_asia = (found[reading]["China"][1] for reading in found)
    assert of_all == pytest.approx(china)
    assert of_asia / asia == pytest.approx(china / 100)


def test_table_and_bars_hold_the_same_numbers(figure):
    for row in figure.table.to_dict("records"):
        start, end = bars(figure)[row["Reading"]][row["Exports to"]]
        assert row["Per cent of all exports"] == str(round(end - start))


def test_only_china_has_a_printed_figure(figure):
    marked = figure.table[figure.table["Printed"] != ""]
    assert list(marked["Exports to"]) == ["China", "China"]
    assert [text[:2] for text in marked["Printed"]] == [printed()["china"]["number"]] * 2


def test_without_the_two_claims_it_says_which_table_is_needed():
    with pytest.raises(ValueError, match="hand on the table arms_market"):
        shares.two_readings(load("arms_market").head(2))
