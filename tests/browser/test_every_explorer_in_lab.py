"""Each explorer in a real JupyterLab with no network: every control by keyboard, chart and words follow."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import ipywidgets
import labbrowser
import pytest
from playwright.sync_api import Browser, Page, expect

from marchwest import explorers

FIGURE = ".marchwest-figure"
CHART = f"{FIGURE} .marchwest-chart svg.marks"
SENTENCE = f"{FIGURE} [role=status]"
PRESSES = 3
"""A control that changes nothing in three steps is no control."""


@pytest.fixture(scope="module", params=sorted(explorers.__all__))
def opened(
    request: pytest.FixtureRequest, browser: Browser, lab: labbrowser.LabServer
) -> Iterator[tuple[str, labbrowser.Notebook]]:
    name = request.param
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    cells = (
        "from marchwest import explorers",
        f"explorers.{name}.explore()",
        "#%md\nWhat follows.",
    )
    path = lab.add(labbrowser.small_notebook(*cells), f"{name}.ipynb")
    notebook = labbrowser.Notebook(page, lab, path)
    notebook.run_all()
    expect(page.locator(CHART)).to_have_count(1)
    yield name, notebook
    notebook.close()
    context.close()


def _parts(name: str) -> list[tuple[str, str, str]]:
    """Return role, accessible name and key of each part of each control that Tab must reach."""
    found = []
    for widget in getattr(explorers, name).explore().controls.values():
        label = widget.description
        if isinstance(widget, ipywidgets.IntRangeSlider):
            found += [
                ("slider", f"{label}: from", "ArrowRight"),
                ("slider", f"{label}: to", "ArrowLeft"),
            ]
        elif isinstance(widget, ipywidgets.IntSlider | ipywidgets.FloatSlider):
            last = widget.value == widget.max
            found.append(("slider", label, "ArrowLeft" if last else "ArrowRight"))
        elif isinstance(widget, ipywidgets.Checkbox):
            found.append(("checkbox", label, "Space"))
        else:
            last = widget.index == len(widget.options) - 1
            found.append(("combobox", label, "ArrowUp" if last else "ArrowDown"))
    return found


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


def _tab_to(page: Page, role: str, name: str) -> None:
    for _ in range(40):
        page.keyboard.press("Tab")
        control = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        if control.count() and control.first.evaluate("el => el === document.activeElement"):
            return
    pytest.fail(f"Tab never reaches the {role} {name!r}")


def test_each_control_changes_chart_and_words_by_keyboard(
    opened: tuple[str, labbrowser.Notebook],
) -> None:
    name, notebook = opened
    page = notebook.page
    outputs = len(notebook.outputs())
    first = _seen(page)
    for role, label, key in _parts(name):
        page.locator(".marchwest-explorer").evaluate(
            "el => { el.tabIndex = -1; el.focus(); el.removeAttribute('tabindex'); }"
        )
        _tab_to(page, role, label)
        for _ in range(PRESSES):
            page.keyboard.press(key)
            page.wait_for_timeout(400)
            if _seen(page)["sentence"] != first["sentence"]:
                break
        after = _seen(page)
        assert after["sentence"] != first["sentence"], f"{label}: the sentence stays"
        assert after["chart"] != first["chart"], f"{label}: the chart stays"
        _tab_to(page, "button", "Reset")
        page.keyboard.press("Enter")
        expect(page.locator(SENTENCE)).to_have_text(first["sentence"])
        assert _seen(page)["table"] == first["table"]
    assert len(notebook.outputs()) == outputs
    assert notebook.guard.outside == []
    assert notebook.guard.console_errors == []


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
