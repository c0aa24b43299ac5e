"""Every notebook of the course, read in a real JupyterLab with no network."""

from __future__ import annotations

from pathlib import Path

import labbrowser
import pytest

COURSE = Path(__file__).resolve().parents[2] / "course"
NOTEBOOKS = sorted(path.name for path in COURSE.glob("*.ipynb"))


def test_there_are_notebooks() -> None:
    assert NOTEBOOKS


@pytest.mark.parametrize("name", NOTEBOOKS)
def test_a_notebook_runs_and_shows_all_it_has(lab_page: labbrowser.LabPage, name: str) -> None:
    with lab_page.opened(f"course/{name}") as notebook:
        _see_that_all_is_there(notebook)


def _see_that_all_is_there(notebook: labbrowser.Notebook) -> None:
    notebook.run_all()
    assert notebook.troubles() == []
    assert notebook.guard.outside == []
    assert notebook.guard.console_errors == []

    promised = [
        output
        for _, output in notebook.outputs()
        if "application/vnd.vegalite.v5+json" in output.get("data", {})
    ]
    charts = notebook.charts()
    assert len(charts) >= len(promised)
    for chart in charts:
        assert len(chart["label"]) > 40, "a chart without a description"
        assert chart["marks"] > 3, chart["label"]

    for width in (1280, 800):
        notebook.page.set_viewport_size({"width": width, "height": 900})
        notebook.wait_until_drawn()
        assert notebook.overflow() == [], f"at {width} pixels"
