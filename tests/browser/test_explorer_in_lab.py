"""Unit 4's explorer in a real JupyterLab with no network, driven by keyboard alone."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

import labbrowser
import pytest
from explorerbrowser import (
    CHART,
    FIGURE,
    SENTENCE,
    Watch,
    notebook_of,
    start_of_controls,
    tab_to,
)
from playwright.sync_api import Browser, Page, expect

FULL = "Between 1999 and 2019"


@pytest.fixture(scope="module")
def opened(browser: Browser, lab: labbrowser.LabServer) -> Iterator[labbrowser.Notebook]:
    """Open the explorer once: starting JupyterLab's page takes most of a test's time."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    notebook = labbrowser.Notebook(page, lab, lab.add(notebook_of("exercises"), "explorer.ipynb"))
    notebook.run_all()
    expect(page.locator(CHART)).to_have_count(1)
    yield notebook
    notebook.close()
    context.close()


@pytest.fixture
def explorer(opened: labbrowser.Notebook) -> Iterator[labbrowser.Notebook]:
    """Hand out the explorer as it was at first; at the end nobody may have asked for the network."""
    page = opened.page
    page.set_viewport_size({"width": 1280, "height": 900})
    page.get_by_role("button", name="Reset").click()
    page.evaluate("() => { document.querySelector('.marchwest-table').open = false; }")
    expect(page.locator(SENTENCE)).to_contain_text(FULL)
    expect(page.locator(f"{FIGURE} .marchwest-citation")).to_be_empty()
    yield opened
    assert opened.guard.outside == []
    assert opened.guard.console_errors == []


def view(page: Page) -> dict[str, Any]:
    """Return what a reader sees: coloured marks, sentence, rows of the table."""
    found: dict[str, Any] = page.evaluate(
        """([chart, figure]) => ({
          marks: [...document.querySelectorAll(`${chart} .mark-symbol.role-mark path`)]
            .filter((mark) => !mark.getAttribute('stroke').endsWith('767676')).length,
          sentence: document.querySelector(`${figure} [role=status]`).textContent,
          rows: document.querySelectorAll(`${figure} tbody tr`).length,
          label: document.querySelector(chart).closest('[aria-label]').getAttribute('aria-label'),
        })""",
        [CHART, FIGURE],
    )
    return found


CHANGES = [
    ("slider", "Years: from", ["ArrowRight"] * 5, r"Between 2004 and 2019"),
    ("slider", "Years: to", ["ArrowLeft"] * 7, r"Between 1999 and 2012"),
    ("combobox", "Framework", ["ArrowDown"], r"framework SCO"),
    ("combobox", "Participant", ["K"], r"Kazakhstan taking part"),
]


@pytest.mark.parametrize(("role", "name", "keys", "words"), CHANGES, ids=[c[1] for c in CHANGES])
def test_each_control_is_changed_by_keyboard(
    explorer: labbrowser.Notebook,
    role: str,
    name: str,
    keys: list[str],
    words: str,
) -> None:
    page = explorer.page
    before = view(page)
    start_of_controls(page)
    tab_to(page, role, name)
    for key in keys:
        page.keyboard.press(key)
    expect(page.locator(SENTENCE)).to_have_text(re.compile(words))
    after = view(page)
    assert after["marks"] < before["marks"]
    assert after["rows"] < before["rows"]
    assert after["label"].startswith(after["sentence"])
    tab_to(page, "button", "Reset")
    page.keyboard.press("Enter")
    expect(page.locator(SENTENCE)).to_have_text(before["sentence"])
    assert view(page) == before


def test_cite_this_view_shows_sources_and_goes_when_the_view_changes(
    explorer: labbrowser.Notebook,
) -> None:
    page = explorer.page
    start_of_controls(page)
    tab_to(page, "combobox", "Framework")
    page.keyboard.press("ArrowDown")
    expect(page.locator(SENTENCE)).to_contain_text("framework SCO")
    tab_to(page, "button", "Cite this view")
    page.keyboard.press("Enter")
    citation = page.locator(f"{FIGURE} .marchwest-citation")
    expect(citation).to_contain_text("explorers.exercises.view(framework='SCO')")
    expect(citation).to_contain_text("Peyrouse (2010)")
    page.get_by_role("combobox", name="Framework").focus()
    page.keyboard.press("ArrowDown")
    expect(citation).to_be_empty()


def test_the_table_opens_by_keyboard_and_scrolls_in_its_own_frame(
    explorer: labbrowser.Notebook,
) -> None:
    page = explorer.page
    page.locator(f"{FIGURE} summary").focus()
    page.keyboard.press("Enter")
    table = page.get_by_role("region", name=re.compile("^Table"))
    expect(table).to_be_visible()
    # The rows are laid out after the disclosure has opened: wait for them, however slow.
    page.wait_for_function("el => el.scrollHeight > el.clientHeight", arg=table.element_handle())
    table.focus()
    expect(table).to_be_focused()
    page.keyboard.press("End")
    page.wait_for_function("el => el.scrollTop > 0", arg=table.element_handle())
    assert explorer.overflow() == []


def test_twenty_steps_leave_one_chart_no_blank_frame_and_no_jump(
    explorer: labbrowser.Notebook,
) -> None:
    page = explorer.page
    outputs = len(explorer.outputs())
    page.get_by_role("slider", name="Years: from").focus()
    watch = Watch(page)
    for step in range(20):
        page.keyboard.press("ArrowRight" if step < 12 else "ArrowLeft")
    expect(page.locator(SENTENCE)).to_contain_text("Between 2003 and 2019")
    seen = watch.stop()
    assert seen["frames"] > 5
    assert (seen["blank"], seen["replaced"]) == (0, 0)
    assert seen["moved"] == []
    assert len(explorer.outputs()) == outputs


def test_every_control_has_a_name_and_only_one_live_sentence(
    explorer: labbrowser.Notebook,
) -> None:
    nameless = explorer.page.evaluate(
        """() => [...document.querySelectorAll('.marchwest-explorer :is(select, input, button,'
              + ' [role=slider], [role=textbox], [role=region])')]
          .filter((el) => !el.getAttribute('aria-label') && !el.labels?.length
                          && !el.textContent.trim())
          .map((el) => el.outerHTML)"""
    )
    assert nameless == []
    assert explorer.page.locator("[role=status]:visible").count() >= 1
    expect(explorer.page.locator(f"{FIGURE} [role=status]")).to_have_attribute(
        "aria-live", "polite"
    )


@pytest.mark.parametrize("width", [1280, 800])
def test_nothing_is_wider_than_the_page(explorer: labbrowser.Notebook, width: int) -> None:
    explorer.page.set_viewport_size({"width": width, "height": 900})
    explorer.page.get_by_role("button", name="Cite this view").click()
    explorer.page.locator(f"{FIGURE} summary").click()
    explorer.wait_until_drawn()
    assert explorer.overflow() == []


def test_the_static_copy_hides_beside_the_living_explorer(explorer: labbrowser.Notebook) -> None:
    expect(explorer.page.locator(".marchwest-static")).to_have_count(1)
    expect(explorer.page.locator(".marchwest-static")).to_be_hidden()


def test_reopened_without_a_kernel_the_static_copy_shows(
    explorer: labbrowser.Notebook, lab: labbrowser.LabServer, page: Page
) -> None:
    """The saved notebook has no widget to show, but picture, sentence and table are there."""
    saved = explorer.content()
    saved["metadata"].pop("widgets", None)
    lab.add(saved, "saved.ipynb")
    page.goto(f"{lab.url}/lab/tree/saved.ipynb?reset")
    copy = page.locator(".marchwest-static")
    expect(copy.locator("img")).to_be_visible(timeout=30_000)
    expect(copy).to_contain_text("5 sources date")
