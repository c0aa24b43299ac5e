"""A description says what the data say. The expected texts are computed from the data, not from the chart."""

import string
from datetime import date
from typing import Any

import altair as alt
import pandas as pd
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts import describe, described
from marchwest.charts.describe import listed, number

words = st.text(string.ascii_letters, min_size=2, max_size=6)
whole = st.integers(-(10**6), 10**6)


def bars(rows: list[tuple[str, int]]) -> alt.Chart:
    frame = pd.DataFrame(rows, columns=["name", "value"])
    return (
        alt.Chart(frame, title="Troops by exercise")
        .mark_bar()
        .encode(x=alt.X("name:N", title="Exercise"), y=alt.Y("value:Q", title="Troops (number)"))
    )


@settings(max_examples=60, deadline=None)
@given(st.dictionaries(words, whole, min_size=1, max_size=8))
def test_bars_tell_number_and_extremes(data: dict[str, int]) -> None:
    text = describe(bars(list(data.items())))
    n = len(data)
    assert text.startswith(f"Troops by exercise. Bar chart with {n} {'bar' if n == 1 else 'bars'}.")
    assert f"Horizontal axis: Exercise, {n} value" in text
    assert all(name in text for name in data)
    low, high = min(data.values()), max(data.values())
    if low == high:
        assert f"Troops (number), always {low:,}." in text
    else:
        lowest = [name for name, value in data.items() if value == low]
        highest = [name for name, value in data.items() if value == high]
        assert f"from {low:,} ({lowest[0]}" in text
        assert f"to {high:,} ({highest[0]}" in text
        if len(highest) > 1:
            assert f"({highest[0]} and {len(highest) - 1} more)" in text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.tuples(st.sampled_from("abcd"), st.integers(0, 50)), min_size=1, max_size=30))
def test_sums_and_counts_are_those_of_the_groups(rows: list[tuple[str, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["group", "value"])
    chart = alt.Chart(frame).mark_bar().encode(x="group:N", y="sum(value):Q")
    sums: dict[str, int] = {}
    for group, value in rows:
        sums[group] = sums.get(group, 0) + value
    text = describe(chart)
    assert f"Bar chart with {len(sums)} bar" in text
    low, high = min(sums.values()), max(sums.values())
    expected = f"always {low}." if low == high else f"from {low} ("
    assert f"Sum of value, {expected}" in text
    if low != high:
        assert f" to {high} (" in text

    counted = describe(alt.Chart(frame).mark_bar().encode(y="group:N", x="count()"))
    counts = frame["group"].value_counts()
    if counts.min() == counts.max():
        assert f"Count of Records, always {counts.min()}." in counted
    else:
        assert f"Count of Records, from {counts.min()} (" in counted
        assert f" to {counts.max()} (" in counted


@settings(max_examples=40, deadline=None)
@given(
    st.lists(
        st.tuples(st.dates(date(1990, 1, 1), date(2030, 1, 1)), whole),
        min_size=1,
        max_size=12,
        unique_by=lambda pair: pair[0],
    )
)
def test_a_line_tells_its_span_of_time(rows: list[tuple[Any, int]]) -> None:
    frame = pd.DataFrame(rows, columns=["day", "value"])
    frame["day"] = pd.to_datetime(frame["day"])
    text = describe(alt.Chart(frame).mark_line().encode(x="day:T", y="value:Q"))
    n = len(rows)
    assert f"Line chart with 1 line through {n} point" in text
    first, last = min(day for day, _ in rows), max(day for day, _ in rows)
    span = first.isoformat() if first == last else f"from {first} to {last}"
    assert f"Horizontal axis: day, {span}." in text


@settings(max_examples=40, deadline=None)
@given(st.lists(st.one_of(st.none(), whole, st.just(float("nan"))), min_size=1, max_size=12))
def test_missing_values_are_not_points(values: list[float | None]) -> None:
    frame = pd.DataFrame({"x": range(len(values)), "y": pd.array(values, dtype="Float64")})
    text = describe(alt.Chart(frame).mark_point().encode(x="x:Q", y="y:Q"))
    there = [value for value in values if value is not None and value == value]
    assert f"Scatter plot with {len(there)} point" in text
    if not there:
        assert "Vertical axis: y, no values." in text


@given(st.integers(-(10**14), 10**14))
def test_whole_numbers_are_written_whole(value: int) -> None:
    assert number(value) == f"{value:,}"
    assert number(float(value)) == f"{value:,}"


@given(st.floats(allow_nan=False, allow_infinity=False, min_value=-1e9, max_value=1e9))
def test_decimals_keep_six_digits(value: float) -> None:
    assert float(number(value).replace(",", "")) == pytest.approx(value, rel=1e-5, abs=1e-12)


def test_lists_of_words() -> None:
    assert [listed(list(text)) for text in ("", "a", "ab", "abc")] == [
        "",
        "a",
        "a and b",
        "a, b and c",
    ]


def rows() -> pd.DataFrame:
    return pd.DataFrame(
        {
            "year": [2002, 2002, 2003, 2003],
            "group": ["SCO", "CSTO", "SCO", "CSTO"],
            "n": [1, 2, 3, 5],
        }
    )


def test_colour_and_shape_of_one_field_are_one_sentence() -> None:
    chart = (
        alt.Chart(rows())
        .mark_point()
        .encode(
            x="year:O",
            y="n:Q",
            color=alt.Color("group:N", title="Framework"),
            shape=alt.Shape("group:N", title="Framework"),
        )
    )
    assert describe(chart).endswith("Colour and shape: Framework, 2 values: CSTO, SCO.")


def test_lines_are_counted_by_group() -> None:
    chart = alt.Chart(rows()).mark_line().encode(x="year:O", y="n:Q", color="group:N")
    assert "Line chart with 2 lines through 4 points." in describe(chart)
    assert "from 1 (2002, SCO) to 5 (2003, CSTO)" in describe(chart)


def test_layers_are_counted_and_share_their_axes() -> None:
    base = alt.Chart(rows()).encode(x=alt.X("n:Q", title="Exercises (number)"), y="group:N")
    mean = alt.Chart(pd.DataFrame({"n": [100]})).mark_rule().encode(x="n:Q")
    decoration = base.mark_rect(aria=False)
    text = describe(decoration + base.mark_bar() + base.mark_text().encode(text="n:Q") + mean)
    assert "Layered chart with 4 bars, 4 text labels and 1 rule." in text
    # The rule helps to read the bars; it is not the largest of them.
    assert "Exercises (number), from 1 (SCO) to 5 (CSTO)." in text


def test_an_axis_in_the_order_of_the_chart() -> None:
    chart = alt.Chart(rows()).mark_bar().encode(x="n:Q", y=alt.Y("group:N", sort=["SCO", "CSTO"]))
    assert "2 values: SCO, CSTO." in describe(chart)


def test_many_categories_are_cut() -> None:
    frame = pd.DataFrame({"k": [f"k{i:02}" for i in range(40)], "n": range(40)})
    assert "k, 40 values, from k00 to k39." in describe(
        alt.Chart(frame).mark_bar().encode(x="k", y="n")
    )


def test_a_filter_that_can_be_read_is_applied() -> None:
    chart = alt.Chart(rows()).mark_bar().encode(x="n:Q", y="group:N")
    kept = chart.transform_filter(alt.FieldOneOfPredicate(field="group", oneOf=["SCO"]))
    assert "Bar chart with 2 bars." in describe(kept)
    assert "from 1 (SCO) to 3 (SCO)" in describe(kept)
    above = chart.transform_filter(alt.FieldGTPredicate(field="n", gt=2))
    assert "from 3 (SCO) to 5 (CSTO)" in describe(above)
    between = chart.transform_filter(alt.FieldRangePredicate(field="n", range=[2, 3]))
    assert "from 2 (CSTO) to 3 (SCO)" in describe(between)


@pytest.mark.parametrize(
    "chart",
    [
        alt.Chart(rows()).transform_calculate(m="datum.n * 2").mark_bar().encode(x="m:Q"),
        alt.Chart(rows()).transform_filter("datum.n > 2").mark_bar().encode(x="n:Q"),
        alt.Chart(rows()).mark_bar().encode(x=alt.X("n:Q", bin=True), y="count()"),
        alt.Chart(rows()).mark_boxplot().encode(x="group:N", y="n:Q"),
        alt.Chart(rows()).mark_bar().encode(x="variance(n):Q", y="group:N"),
    ],
)
def test_no_number_is_guessed_that_only_a_browser_knows(chart: alt.Chart) -> None:
    text = describe(chart)
    assert "computed in the browser from 4 rows of data." in text
    assert not any(digit in text.replace("from 4 rows", "") for digit in string.digits)


def test_charts_side_by_side_are_told_one_by_one() -> None:
    one = alt.Chart(rows(), title="First").mark_bar().encode(x="n:Q", y="group:N")
    two = alt.Chart(rows(), title="Second").mark_point().encode(x="year:O", y="group:N")
    text = describe((one | two).properties(title="Both"))
    assert text.startswith("Both. 2 charts. Chart 1: First. Bar chart with 4 bars.")
    assert "Chart 2: Second. Point chart with 4 points." in text
    assert text.endswith("Vertical axis as in chart 1.")


def test_a_facet_splits_before_it_counts() -> None:
    chart = alt.Chart(rows()).mark_bar().encode(x="count()").facet("group:N")
    assert "Bar chart with 2 bars. Repeated for each value of group." in describe(chart)


def test_a_repeated_chart_is_written_out() -> None:
    chart = (
        alt.Chart(rows())
        .mark_bar()
        .encode(x=alt.X(alt.repeat("column"), type="quantitative"), y="group:N")
        .repeat(column=["n", "year"])
    )
    text = describe(chart)
    assert "2 charts." in text
    assert "Horizontal axis: n, from 1" in text
    assert "Horizontal axis: year, from 2,002" in text


def test_it_is_deterministic_and_does_not_feed_on_itself() -> None:
    chart = bars([("a", 1), ("b", 2)])
    once = described(chart, "B is larger")
    assert describe(once) == describe(chart) == describe(chart.to_dict())
    text = once.to_dict()["description"]
    assert text == "B is larger. " + describe(chart)
    assert described(chart).to_dict()["description"] == describe(chart)
    assert "description" not in chart.to_dict()


def test_a_large_table_can_be_described() -> None:
    frame = pd.DataFrame({"x": range(6000)})
    assert "6,000 ticks" in describe(alt.Chart(frame).mark_tick().encode(x="x:Q"))


def test_chinese_and_markup_stay_as_they_are() -> None:
    frame = pd.DataFrame({"名": ["吉尔吉斯斯坦", "<b>&"], "n": [1, 2]})
    text = describe(alt.Chart(frame, title="演习").mark_bar().encode(x="名:N", y="n:Q"))
    assert "吉尔吉斯斯坦" in text
    assert "to 2 (<b>&)" in text
