"""The bundle holds what each reader needs, with no network; and nothing of it changes a spec's meaning."""

import base64
import json
import re
import subprocess
import sys
from html.parser import HTMLParser
from pathlib import Path
from typing import Any

import altair as alt
import nbformat
import pandas as pd
import pytest
import vl_convert
from nbconvert import HTMLExporter
from nbconvert.preprocessors import ExecutePreprocessor

from marchwest import charts
from marchwest.charts import render, theme


@pytest.fixture(autouse=True)
def _as_before():
    """Leave Altair's global choices as they were."""
    renderer, look = alt.renderers.active, alt.theme.active
    yield
    alt.renderers.enable(renderer)
    alt.theme.enable(look)


def chart(**properties: Any) -> alt.Chart:
    frame = pd.DataFrame({"name": ["Peace Mission", "天山 <1>"], "n": [3, 10]})
    return (
        alt.Chart(frame, title='Two "exercises" & more')
        .mark_bar()
        .encode(x=alt.X("name:N", title="Exercise"), y=alt.Y("n:Q", title="Troops (thousand)"))
        .properties(**properties)
    )


def test_the_bundle_holds_a_form_for_each_reader() -> None:
    data, metadata = charts.bundle(chart())
    assert set(data) == {render.MIME, "image/png", "text/markdown", "text/plain"}
    assert data["text/plain"] == charts.describe(chart())
    assert base64.b64decode(data["image/png"]).startswith(b"\x89PNG")
    assert metadata["image/png"]["alt"] == data["text/plain"]
    assert metadata[render.MIME]["embed_options"] == {"renderer": "svg", "actions": False}
    json.dumps([data, metadata])


def test_jupyterlab_is_told_its_own_version_and_gets_the_theme() -> None:
    data, _ = charts.bundle(chart())
    spec = data[render.MIME]
    assert spec["$schema"].endswith("/vega-lite/v5.json")
    assert spec["config"] == theme.config()["config"]
    assert spec["description"] == data["text/plain"]


def test_an_own_description_is_kept() -> None:
    data, _ = charts.bundle(chart(description="Mine."))
    assert data["text/plain"] == data[render.MIME]["description"] == "Mine."


def test_enable_makes_every_chart_go_this_way() -> None:
    charts.enable()
    data, _ = chart()._repr_mimebundle_()
    assert data == charts.bundle(chart())[0]
    charts.enable(png=False)
    data, metadata = chart()._repr_mimebundle_()
    assert set(data) == {render.MIME, "text/plain"}
    assert set(metadata) == {render.MIME}


@pytest.mark.slow
def test_importing_changes_nothing() -> None:
    """A learner who never calls enable() keeps Altair as it is."""
    code = (
        "import altair as alt; before = alt.renderers.active, alt.theme.active\n"
        "import marchwest.charts\n"
        "assert (alt.renderers.active, alt.theme.active) == before"
    )
    subprocess.run([sys.executable, "-c", code], check=True)


def test_the_package_alone_does_not_load_altair() -> None:
    code = "import sys, marchwest; sys.exit('altair' in sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)


def test_without_vl_convert_the_chart_still_shows(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setitem(sys.modules, "vl_convert", None)
    data, _ = charts.bundle(chart())
    assert set(data) == {render.MIME, "text/plain"}
    with pytest.raises(ModuleNotFoundError):
        render.picture(chart())


def density(*, groupby: bool) -> alt.Chart:
    frame = pd.DataFrame({"x": [1.0, 2, 4, 8], "g": list("aabb")})
    group = {"groupby": ["g"]} if groupby else {}
    return (
        alt.Chart(frame)
        .transform_density("x", as_=["x", "density"], **group)
        .mark_line()
        .encode(x="x:Q", y="density:Q")
    )


def stepped(step: int) -> alt.Chart:
    frame = pd.DataFrame({"t": pd.to_datetime(["2001-01-01", "2008-01-01"])})
    unit = alt.TimeUnitParams(unit="year", step=step)
    return alt.Chart(frame).mark_bar().encode(x=alt.X("t:T", timeUnit=unit), y="count()")


@pytest.mark.parametrize("risky", [density(groupby=True), stepped(5)])
def test_what_jupyterlab_would_draw_wrong_is_shown_as_a_picture(risky: alt.Chart) -> None:
    assert len(render.hazards(risky.to_dict())) == 1
    data, _ = charts.bundle(risky)
    assert render.MIME not in data
    assert "image/png" in data


@pytest.mark.parametrize("safe", [density(groupby=False), stepped(1), chart()])
def test_what_both_versions_draw_alike_is_not_suspected(safe: alt.Chart) -> None:
    assert render.hazards(safe.to_dict()) == []
    assert render.MIME in charts.bundle(safe)[0]


def test_a_column_called_density_is_no_hazard() -> None:
    frame = pd.DataFrame({"density": [1], "groupby": [2], "timeUnit": [3]})
    spec = alt.Chart(frame).mark_point().encode(x="density:Q").to_dict()
    assert render.hazards(spec) == []


@pytest.mark.parametrize("version", ["5.8", "6.4"])
def test_both_versions_of_vega_lite_accept_theme_and_chart(version: str) -> None:
    with alt.theme.enable(theme.NAME):
        spec = chart().to_dict()
    spec["$schema"] = f"https://vega.github.io/schema/vega-lite/v{version[0]}.json"
    svg = vl_convert.vegalite_to_svg(spec, vl_version=version)
    assert "Troops (thousand)" in svg
    assert "天山" in svg
    assert "system-ui" in svg


def test_a_default_chart_fits_a_narrow_window() -> None:
    with alt.theme.enable(theme.NAME):
        spec = (
            alt.Chart(pd.DataFrame({"x": [1, 2], "y": [10_000, 20_000]}))
            .mark_point()
            .encode(x="x:Q", y="y:Q")
            .to_dict()
        )
    svg = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    width = re.search(r'width="([\d.]+)"', svg)
    assert width is not None
    assert float(width[1]) <= theme.WIDTH


class _Page(HTMLParser):
    """Collects images and whatever a page would load."""

    def __init__(self) -> None:
        super().__init__()
        self.images: list[dict[str, str | None]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        if tag == "img":
            self.images.append(dict(attrs))


CELLS = """
from marchwest import charts
charts.enable()
#---
import altair as alt, pandas as pd
frame = pd.DataFrame({"a": ["x", "y"], "n": [1, 2]})
alt.Chart(frame, title="A learner's \\"own\\" chart").mark_bar().encode(x="a", y="n")
#---
from marchwest import load
charts.exercises.counts(load("exercise_patterns"))
#---
import ipywidgets
from IPython.display import display
out = ipywidgets.Output()
with out:
    display(alt.Chart(frame).mark_point().encode(x="n"))
out
"""


@pytest.fixture(scope="module")
def page() -> tuple[nbformat.NotebookNode, str]:
    """A notebook executed and made into a page."""
    notebook = nbformat.v4.new_notebook()
    notebook.cells = [nbformat.v4.new_code_cell(cell.strip()) for cell in CELLS.split("#---")]
    ExecutePreprocessor(timeout=120).preprocess(notebook, {})
    body, _ = HTMLExporter().from_notebook_node(notebook)
    return notebook, body


@pytest.mark.slow
def test_the_executed_notebook_is_valid_and_small(page: Any) -> None:
    notebook, _ = page
    nbformat.validate(notebook)
    for cell in notebook.cells:
        assert not any(output.output_type == "error" for output in cell.get("outputs", []))
        # More than this in one Output widget can stall nbclient.
        assert len(json.dumps(cell.get("outputs", []))) < 300_000


@pytest.mark.slow
def test_the_page_shows_each_chart_as_a_picture_with_alternative_text(page: Any) -> None:
    _, body = page
    parser = _Page()
    parser.feed(body)
    alternatives = [image.get("alt") or "" for image in parser.images]
    assert len(alternatives) == 2
    assert alternatives[0].startswith('A learner\'s "own" chart. Bar chart with 2 bars.')
    assert "How many exercises?" in alternatives[1]
    for image in parser.images:
        assert (image["src"] or "").startswith("data:image/png;base64,")
    assert "No description has been provided" not in body


@pytest.mark.slow
def test_the_page_needs_no_script_for_its_charts(page: Any) -> None:
    notebook, body = page
    written = json.dumps(notebook)
    assert "cdn.jsdelivr.net" not in written
    assert "esm.sh" not in written
    # nbconvert's own template names require.js, MathJax and the widget manager; no chart does.
    outside = re.findall(r'<script[^>]*src="(https?://[^"]+)"', body)
    assert not [url for url in outside if re.search(r"vega|altair", url)]


@pytest.mark.slow
def test_the_page_has_the_sentence_and_the_table(page: Any) -> None:
    _, body = page
    assert "takes its number from Peyrouse 2010: one witness, not two." in body
    assert "<summary>Table of this chart" in body


def test_no_chart_names_the_network_but_in_its_schema() -> None:
    data, _ = charts.bundle(chart())
    spec = dict(data[render.MIME])
    del spec["$schema"]
    assert "http" not in json.dumps(spec)


def test_the_source_has_no_address_of_a_script() -> None:
    for path in Path(render.__file__).parent.glob("*.py"):
        addresses = re.findall(r"https?://[^\s\"']+", path.read_text(encoding="utf-8"))
        assert set(addresses) <= {"https://vega.github.io/schema/vega-lite/v5.json"}, path
