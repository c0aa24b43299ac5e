"""The shell without a browser: widgets change, figure, sentence, table and citation follow."""

from __future__ import annotations

import json
import re
import subprocess
import sys
from typing import Any

import altair as alt
import pandas as pd
import pytest

from marchwest import explorers
from marchwest.charts.figure import Figure
from marchwest.errors import NotFoundError
from marchwest.explorers import exercises
from marchwest.explorers.citation import call_text, cite_view
from marchwest.explorers.controls import Choice, Range, Slider, Toggle
from marchwest.explorers.figure_view import figure_json, printed, stable_spec
from marchwest.explorers.script import bundle
from marchwest.explorers.shell import Explorer
from marchwest.explorers.static import static_bundle


@pytest.fixture
def explorer() -> Explorer:
    return exercises.explore()


def shown(explorer: Explorer) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(explorer.figure_view.figure_json)
    return found


@pytest.mark.parametrize(
    ("name", "value"),
    [("years", (2004, 2010)), ("framework", "SCO"), ("participant", "TJK")],
)
def test_a_control_changes_chart_sentence_and_table(
    explorer: Explorer, name: str, value: Any
) -> None:
    before = shown(explorer)
    explorer.controls[name].value = value
    after = shown(explorer)
    assert after["sentence"] != before["sentence"]
    assert after["spec"]["datasets"] != before["spec"]["datasets"]
    assert len(after["table"]["rows"]) < len(before["table"]["rows"])
    assert after["sentence"] == exercises.view(**{name: value}).sentence


def test_reset_brings_back_the_first_view(explorer: Explorer) -> None:
    before = explorer.figure_view.figure_json
    explorer.set(years=(2004, 2010), framework="SCO", participant="CHN")
    assert explorer.figure_view.figure_json != before
    explorer.reset_button.click()
    assert explorer.figure_view.figure_json == before
    assert explorer.state == {"years": (1999, 2019), "framework": "all", "participant": "all"}


def test_setting_several_controls_draws_once(explorer: Explorer) -> None:
    drawn: list[object] = []
    explorer.figure_view.observe(drawn.append, names="figure_json")
    explorer.set(years=(2004, 2010), framework="SCO")
    assert len(drawn) == 1


def test_an_unknown_control_or_value_changes_nothing(explorer: Explorer) -> None:
    before = explorer.state
    with pytest.raises(NotFoundError, match=r"'framewrk'.*framework"):
        explorer.set(framewrk="SCO")
    with pytest.raises(NotFoundError, match="SCO"):
        explorer.set(years=(2004, 2010), framework="SC")
    assert explorer.state == before


def test_the_citation_can_be_run_and_names_every_source(explorer: Explorer) -> None:
    explorer.set(years=(2002, 2012), framework="SCO")
    explorer.cite_button.click()
    text = explorer.figure_view.citation
    code = [line.strip() for line in text.splitlines() if line.startswith("    ")][:2]
    scope: dict[str, Any] = {}
    exec(code[0], scope)
    again = eval(code[1], scope)
    assert again.sentence == explorer.figure.sentence
    for name in ("Sébastien Peyrouse (2010)", "International Crisis Group (2013)"):
        assert name in text
    for locator in explorer.figure.table["Where in the source"]:
        assert f"    {locator}\n" in f"{text}\n"


def test_a_change_takes_the_old_citation_away(explorer: Explorer) -> None:
    explorer.cite_button.click()
    assert explorer.figure_view.citation
    explorer.controls["framework"].value = "SCO"
    assert explorer.figure_view.citation == ""


def test_an_empty_view_has_nothing_to_cite(explorer: Explorer) -> None:
    explorer.set(years=(2000, 2001), framework="CSTO")
    assert "nothing to cite" in explorer.cite()


def test_every_control_has_a_visible_label_and_help(explorer: Explorer) -> None:
    for widget in explorer.controls.values():
        assert widget.description
        assert widget.tooltip
        assert widget.style.description_width == "auto"


def test_call_text_leaves_out_defaults() -> None:
    state, defaults = {"a": (1, 2), "b": "x"}, {"a": (1, 2), "b": "y"}
    assert call_text("f", state, defaults) == "f(b='x')"
    assert call_text("f", defaults, defaults) == "f()"


def test_a_table_without_claims_says_so() -> None:
    assert "nothing to cite" in cite_view("f()", pd.DataFrame({"x": [1]}))


def test_each_kind_of_control_builds_a_widget_with_its_default() -> None:
    controls = [
        Choice("c", "Choice", {"a": "A", "b": "B"}, "b"),
        Range("r", "Range", 1, 9, (2, 4)),
        Slider("s", "Year", 1990, 2020, 2001),
        Slider("g", "Growth", 0.0, 20.0, 7.5, step=0.5),
        Toggle("t", "Toggle", default=True),
    ]
    widgets = [control.build() for control in controls]
    assert [widget.value for widget in widgets] == ["b", (2, 4), 2001, 7.5, True]
    assert [type(widget).__name__ for widget in widgets] == [
        "Dropdown", "IntRangeSlider", "IntSlider", "FloatSlider", "Checkbox",
    ]  # fmt: skip


def test_a_small_explorer_of_another_kind_works_too() -> None:
    """The shell knows nothing of exercises: a slider and a toggle, no claims."""

    def view(year: int = 2000, doubled: bool = False) -> Figure:
        value = year * (2 if doubled else 1)
        chart = alt.Chart(pd.DataFrame({"x": [value]})).mark_bar().encode(x="x:Q")
        return Figure(chart, f"The value is {value}.", pd.DataFrame({"x": [value]}))

    controls = [Slider("year", "Year", 1990, 2020, 2000), Toggle("doubled", "Doubled", False)]
    explorer = Explorer(view, controls, call="f", question="How much?")
    explorer.controls["doubled"].value = True
    assert shown(explorer)["sentence"] == "The value is 4000."
    assert explorer.cite().splitlines()[2].strip() == "f(doubled=True)"


def test_charts_of_one_form_get_the_same_names() -> None:
    """Altair names data by content and counts parameters: the page must see one form."""

    def chart(values: list[int]) -> alt.LayerChart:
        pick = alt.selection_point()
        points = alt.Chart(pd.DataFrame({"x": values})).mark_point().encode(x="x:Q")
        return points.add_params(pick) + points.mark_rule()

    one, other = (stable_spec(chart(values).to_dict()) for values in ([1, 2], [3]))
    names = list(one["datasets"])
    assert names == list(other["datasets"])
    assert one.pop("datasets") != other.pop("datasets")
    assert one == other


def test_stable_names_leave_the_data_alone() -> None:
    spec = {"datasets": {"d": [{"text": 'he said "param_e4a496766298965a" and data-x'}]}}
    assert stable_spec(spec) == spec


def test_printed_writes_absent_values_as_nothing() -> None:
    table = pd.DataFrame({"n": pd.array([1, None], dtype="Int64"), "t": ["a", None]})
    assert printed(table).to_numpy().tolist() == [["1", "a"], ["", ""]]


def test_figure_json_is_valid_json_whatever_the_text() -> None:
    figure = exercises.view(framework="SCO")
    odd = Figure(figure.chart, 'A "sentence" with </script> and 吉尔吉斯斯坦', figure.table)
    assert json.loads(figure_json(odd))["sentence"] == odd.sentence


def test_the_script_needs_no_network() -> None:
    text = bundle()
    assert len(text) > 500_000
    assert not re.search(r"""(?:from|import)\s*\(?["']https?:""", text)
    assert "esm.sh" not in text
    assert "jsdelivr.net/npm/vega" not in text


def test_the_static_copy_holds_picture_sentence_and_table() -> None:
    figure = exercises.view(framework="SCO")
    copy = static_bundle(figure, "A <question>?", "f")
    html = copy["text/html"]
    assert "A &lt;question&gt;?" in html
    assert figure.sentence in html
    assert 'src="data:image/png;base64,iVBOR' in html
    assert html.count("<tr>") == len(figure.table) + 1
    assert figure.sentence in copy["text/plain"]


def test_importing_explorers_is_light() -> None:
    code = "import sys, marchwest.explorers; print(*sys.modules)"
    loaded = subprocess.run(
        [sys.executable, "-c", code], capture_output=True, text=True, check=True
    )
    assert not {"altair", "ipywidgets", "anywidget", "pandas"} & set(loaded.stdout.split())


def test_an_unknown_explorer_names_those_that_exist() -> None:
    with pytest.raises(AttributeError, match="exercises"):
        _ = explorers.excercises
