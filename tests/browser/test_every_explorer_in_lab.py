"""Each explorer in a real JupyterLab with no network: every control by keyboard, chart and words follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import labbrowser
import pytest
from axebrowser import violations
from explorerbrowser import (
    CHART,
    FIGURE,
    SENTENCE,
    Watch,
    notebook_of,
    parts,
    start_of_controls,
    tab_to,
)
from playwright.sync_api import Page, expect

from marchwest import explorers

PRESSES = 3
"""A control that changes nothing in three steps is no control."""


@pytest.fixture(scope="module", params=sorted(explorers.__all__))
def opened(
    request: pytest.FixtureRequest, lab: labbrowser.LabServer, lab_page: labbrowser.LabPage
) -> Iterator[tuple[str, labbrowser.Notebook]]:
    name = request.param
    with lab_page.opened(lab.add(notebook_of(name), f"{name}.ipynb")) as notebook:
        notebook.run_all()
        expect(notebook.page.locator(CHART)).to_have_count(1)
        yield name, notebook


def _seen(page: Page) -> dict[str, Any]:
    seen: dict[str, Any] = page.evaluate(
        """([chart, figure]) => ({
          chart: document.querySelector(chart).outerHTML,
          sentence: document.querySelector(`${figure} [role=status]`).textContent,
          table: document.querySelector(`${figure} table`)?.textContent ?? '',
        })""",
        [CHART, FIGURE],
    )
    return seen


def test_each_control_changes_chart_and_words_by_keyboard(
    opened: tuple[str, labbrowser.Notebook],
) -> None:
    name, notebook = opened
    page = notebook.page
    outputs = len(notebook.outputs())
    first = _seen(page)
    for part in parts(name):
        label = part.label
        start_of_controls(page)
        tab_to(page, part.role, label)
        for _ in range(PRESSES):
            page.keyboard.press(part.key)
            page.wait_for_timeout(400)
            if _seen(page)["sentence"] != first["sentence"]:
                break
        after = _seen(page)
        assert after["sentence"] != first["sentence"], f"{label}: the sentence stays"
        assert after["chart"] != first["chart"], f"{label}: the chart stays"
        tab_to(page, "button", "Reset")
        page.keyboard.press("Enter")
        expect(page.locator(SENTENCE)).to_have_text(first["sentence"])
        assert _seen(page)["table"] == first["table"]
    assert len(notebook.outputs()) == outputs
    assert notebook.guard.outside == []
    assert notebook.guard.console_errors == []


def test_no_change_blanks_the_chart_or_moves_the_page(
    opened: tuple[str, labbrowser.Notebook],
) -> None:
    """In no painted frame is the chart absent, empty, another one, or elsewhere."""
    name, notebook = opened
    page = notebook.page
    for part in parts(name):
        start_of_controls(page)
        tab_to(page, part.role, part.label)
        watch = Watch(page)
        redraws = [watch.press(key) for key in (part.key, part.key, part.back, part.key)]
        seen = watch.stop()
        assert any(redraws), f"{part.label}: no redraw"
        assert seen["frames"] > len(redraws), part.label
        assert (seen["blank"], seen["replaced"]) == (0, 0), part.label
        assert seen["moved"] == [], f"{part.label}: jump of {seen['jump']} px"
        tab_to(page, "button", "Reset")
        page.keyboard.press("Enter")
        notebook.wait_until_drawn()


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_wider_than_the_page(
    opened: tuple[str, labbrowser.Notebook], width: int
) -> None:
    _, notebook = opened
    page = notebook.page
    page.set_viewport_size({"width": width, "height": 900})
    page.get_by_role("button", name="Cite this view").click()
    expect(page.locator(f"{FIGURE} .marchwest-citation")).not_to_be_empty()
    notebook.wait_until_drawn()
    assert notebook.overflow() == []
    expect(page.locator(".marchwest-static")).to_be_hidden()


def test_axe_core_finds_no_serious_fault(opened: tuple[str, labbrowser.Notebook]) -> None:
    """With the table of the chart open and the citation shown."""
    _, notebook = opened
    page = notebook.page
    page.locator(f"{FIGURE} details").evaluate("el => { el.open = true; }")
    page.get_by_role("button", name="Cite this view").click()
    expect(page.locator(f"{FIGURE} .marchwest-citation")).not_to_be_empty()
    assert violations(page, ".marchwest-explorer") == []
