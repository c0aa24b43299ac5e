"""Every lesson, and the gallery of the tables, runs from a clean kernel, top to bottom, in silence; then it reads well as a page."""

import re
from pathlib import Path

import nbformat
import pytest
from nbclient import NotebookClient
from nbconvert import HTMLExporter

ROOT = Path(__file__).resolve().parents[1]
NOTEBOOKS = sorted(ROOT.glob("course/*.ipynb")) + sorted(ROOT.glob("docs/*.ipynb"))

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module", params=NOTEBOOKS, ids=lambda path: path.name)
def executed(request):
    notebook = nbformat.read(request.param, as_version=4)
    # A time limit for each cell: a kernel that hangs must fail, not wait.
    NotebookClient(
        notebook,
        timeout=60,
        kernel_name="python3",
        resources={"metadata": {"path": str(request.param.parent)}},
    ).execute()
    return notebook


def outputs(notebook):
    return [
        (cell.id, output)
        for cell in notebook.cells
        if cell.cell_type == "code"
        for output in cell.outputs
    ]


def test_no_cell_writes_to_stderr_or_fails(executed):
    loud = [
        (cell, output.get("text") or output.get("evalue"))
        for cell, output in outputs(executed)
        if output.output_type == "error" or output.get("name") == "stderr"
    ]
    assert loud == []


def test_every_chart_has_a_picture_with_its_description(executed):
    charts = [
        (cell, output)
        for cell, output in outputs(executed)
        if "application/vnd.vegalite.v5+json" in output.get("data", {})
    ]
    assert charts
    for cell, output in charts:
        assert "image/png" in output.data, cell
        description = output.data["application/vnd.vegalite.v5+json"]["description"]
        assert output.metadata["image/png"]["alt"] == description
        assert len(description) > 40, cell


def test_as_a_web_page_it_needs_no_network_and_names_every_picture(executed):
    page, _ = HTMLExporter(
        embed_images=True,
        require_js_url="",
        mathjax_url="",
        jquery_url="",
        jupyter_widgets_base_url="",
        html_manager_semver_range="",
        widget_renderer_url="",
    ).from_notebook_node(executed)
    # The saved state of widgets and their code are scripts; only what a reader sees is judged.
    body = re.sub(r"<script\b.*?</script>", "", page.split("<body", 1)[1], flags=re.DOTALL)
    alts = re.findall(r"<img\b[^>]*?\balt=\"([^\"]*)\"", body)
    images = re.findall(r"<img\b", body)
    assert len(alts) == len(images)
    assert all(alt and not alt.startswith("No description") for alt in alts)
    assert "<details" in body
    assert not re.findall(r"<(?:script|img|link|iframe)\b[^>]*\b(?:src|href)=\"https?:", body)
