"""Each rule of the linter is broken once, alone, and named; a chart that keeps them is silent."""

import altair as alt
import pandas as pd
import pytest

from marchwest.charts import PALETTE, described, lint

FRAME = pd.DataFrame({"year": [2002, 2003], "n": [1, 3], "who": ["SCO", "CSTO"]})


def good(**change: object) -> alt.Chart:
    channels: dict[str, object] = {
        "x": alt.X("year:O", title="Year"),
        "y": alt.Y("n:Q", title="Exercises (number)"),
        "color": alt.Color("who:N", title="Framework"),
        "shape": alt.Shape("who:N", title="Framework"),
    }
    title = change.pop("title", "Exercises grew after 2002")
    mark = change.pop("mark", {"type": "point"})
    channels |= change
    chart = alt.Chart(FRAME, title=title).mark_point(
        **{k: v for k, v in mark.items() if k != "type"}  # type: ignore[attr-defined]
    )
    return described(chart.encode(**{k: v for k, v in channels.items() if v is not None}))


def test_a_chart_that_keeps_the_rules_is_silent() -> None:
    assert lint(good()) == []


@pytest.mark.parametrize(
    ("change", "complaint"),
    [
        ({"title": ""}, "title that says what it shows"),
        ({"title": "Chart"}, "'Chart' does not say"),
        ({"x": alt.X("year:O")}, "the x axis a title"),
        ({"y": alt.Y("n:Q")}, "the y axis a title"),
        ({"y": alt.Y("n:Q", title="Exercises")}, "unit in the title of the y axis"),
        ({"shape": None}, "Colour alone shows 'Framework'"),
        ({"color": alt.value("#ffff00"), "shape": None}, "#ffff00 is hard to see"),
        ({"color": None, "mark": {"color": "lightgray"}}, "lightgray is hard to see"),
        (
            {"color": alt.Color("who:N", scale=alt.Scale(range=["#f0e442", "#000"]))},
            "#f0e442 is hard to see",
        ),
    ],
)
def test_one_fault_one_complaint(change: dict[str, object], complaint: str) -> None:
    found = lint(good(**change))
    assert len(found) == 1, found
    assert complaint in found[0]


def test_a_missing_description_is_named() -> None:
    chart = good()
    spec = chart.to_dict()
    del spec["description"]
    spec["config"] = {"range": {"category": list(PALETTE)}}
    assert lint(spec) == ["Give the chart a description: `charts.described(chart)`."]


def test_altairs_own_colours_are_judged_in_a_bare_specification() -> None:
    spec = good().to_dict()
    spec["config"] = {"range": {"category": ["#4c78a8", "#f58518"]}}
    assert [line for line in lint(spec) if "#f58518" in line]


@pytest.mark.parametrize(
    "again",
    [
        {"strokeDash": "who:N"},
        {"text": "who:N"},
        {"x": alt.X("who:N", title="Framework")},
        {"row": "who:N"},
    ],
)
def test_any_second_channel_will_do(again: dict[str, object]) -> None:
    found = lint(good(shape=None, **again))
    assert not any("Colour alone" in line for line in found)


def test_a_label_in_another_layer_is_a_second_channel() -> None:
    points = good(shape=None)
    layered = points + good(color=None, shape=None).encode(text="who:N")
    assert not any("Colour alone" in line for line in lint(layered))


def test_white_on_a_dark_ground_is_legible() -> None:
    chart = good(color=alt.value("white"), shape=None).configure(background="#1f2328")
    assert not any("hard to see" in line for line in lint(chart))


def test_a_chinese_title_counts_characters() -> None:
    assert lint(good(title="二〇〇二年以来的联合军演")) == []
    assert lint(good(title="联合军演")) != []


def test_what_jupyterlab_draws_otherwise_is_named() -> None:
    density = (
        alt.Chart(FRAME, title="How exercises are spread over years")
        .transform_density("year", groupby=["who"], as_=["year", "density"])
        .mark_line()
        .encode(
            x=alt.X("year:Q", title="Time (year)"),
            y=alt.Y("density:Q", title="Share of exercises"),
            color="who:N",
            strokeDash="who:N",
        )
    )
    assert any("density with `groupby`" in line for line in lint(described(density)))
