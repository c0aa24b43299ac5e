"""Charts of one form are translated once, and what comes out is what Altair gives for each."""

from __future__ import annotations

import itertools
import json
import random
from typing import Any

import altair as alt
import ipywidgets
import pandas as pd
import pytest

from marchwest import explorers
from marchwest.charts import theme
from marchwest.charts.figure import Figure
from marchwest.explorers.figure_view import figure_json, spec_of, stable_spec
from marchwest.explorers.forms import Forms, fresh
from marchwest.explorers.shell import Explorer


def values(widget: ipywidgets.ValueWidget) -> list[Any]:
    """Return every value that a control can take."""
    if isinstance(widget, ipywidgets.Checkbox):
        return [False, True]
    if isinstance(widget, ipywidgets.IntRangeSlider):
        years = range(widget.min, widget.max + 1)
        return list(itertools.combinations_with_replacement(years, 2))
    if isinstance(widget, ipywidgets.IntSlider | ipywidgets.FloatSlider):
        steps = round((widget.max - widget.min) / widget.step)
        return [widget.min + step * widget.step for step in range(steps + 1)]
    return [value for _, value in widget.options]


def states(explorer: Explorer, number: int) -> list[dict[str, Any]]:
    """Return the first state and some others, the same at each run."""
    chance = random.Random(4)
    known = {name: values(widget) for name, widget in explorer.controls.items()}
    others = [
        {name: chance.choice(each) for name, each in known.items()} for _ in range(number - 1)
    ]
    return [explorer.state, *others]


@pytest.fixture(params=sorted(explorers.__all__), scope="module")
def explorer(request: pytest.FixtureRequest) -> Explorer:
    made: Explorer = getattr(explorers, request.param).explore()
    return made


def in_full(figure: Figure) -> dict[str, Any]:
    with alt.theme.enable(theme.NAME):
        return stable_spec(figure.chart.to_dict(validate=False))


@pytest.mark.slow
def test_the_short_way_gives_what_altair_gives(explorer: Explorer) -> None:
    for state in states(explorer, 8):
        figure = explorer._view(**state)
        short = json.loads(figure_json(figure, validate=False))["spec"]
        assert short == in_full(figure), state


def test_each_explorer_has_one_form(explorer: Explorer) -> None:
    """Else each change would be translated anew, and the chart drawn from the beginning."""
    forms = Forms(lambda chart: chart.to_dict(validate=False))
    for state in states(explorer, 8):
        forms.spec(explorer._view(**state).chart)
    assert len(forms) == 1


def test_there_is_room_for_every_sentence(explorer: Explorer) -> None:
    """Without room the chart jumps when a sentence needs another line."""
    lengths = {
        len(figure.sentence): state
        for state in states(explorer, 120)
        for figure in [explorer._view(**state)]
    }
    longest = max(lengths)
    assert longest <= explorer.room, (
        f"Hand Explorer(...) room={longest} or more: that is the sentence of {lengths[longest]}"
    )


def form() -> alt.LayerChart | alt.FacetChart:
    marks = alt.Chart(alt.NamedData("rows")).encode(x="a:Q")
    return alt.layer(marks.mark_point(), marks.mark_rule())


def test_a_fresh_chart_shares_the_parts_and_leaves_the_form_alone() -> None:
    first = form()
    chart = fresh(first)
    chart.datasets = {"rows": [{"a": 1}]}
    assert chart.layer is first.layer
    assert "datasets" not in first.to_dict()
    assert chart.to_dict()["datasets"] == {"rows": [{"a": 1}]}


def test_another_part_is_another_form() -> None:
    one, other = fresh(form()), fresh(form())
    other.title = "Other"
    one.datasets = other.datasets = {"rows": []}
    forms = Forms(lambda chart: chart.to_dict(validate=False))
    assert "title" not in forms.spec(one)
    assert forms.spec(other)["title"] == "Other"
    assert len(forms) == 2


def test_only_so_many_forms_are_kept() -> None:
    forms = Forms(lambda chart: chart.to_dict(validate=False), size=3)
    for number in range(9):
        chart = fresh(form())
        chart.datasets = {"rows": [{"a": number}]}
        assert forms.spec(chart)["datasets"] == {"rows": [{"a": number}]}
    assert len(forms) == 3


def test_a_chart_that_brings_its_own_table_is_translated_each_time() -> None:
    for number in (1, 2):
        table = pd.DataFrame({"x": [number]})
        figure = Figure(alt.Chart(table).mark_bar().encode(x="x:Q"), "One.", table)
        (rows,) = spec_of(figure, validate=False)["datasets"].values()
        assert rows == [{"x": number}]
