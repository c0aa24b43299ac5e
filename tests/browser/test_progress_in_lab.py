"""Progress in a real JupyterLab with no network: save, load, confidence, and a kernel that is killed."""

from __future__ import annotations

import json
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import labbrowser
import pytest
from axebrowser import violations
from playwright.sync_api import Browser, Locator, expect

PROGRESS = ".marchwest-progress"
CARD = '.marchwest-card[data-item="ex00-first-number"]'
SOURCES = labbrowser.small_notebook(
    "import marchwest as mw\nfrom marchwest import practice",
    'practice("ex00-first-number")',
    "mw.progress()",
)


@pytest.fixture(scope="module")
def notebook(browser: Browser, lab: labbrowser.LabServer) -> Iterator[labbrowser.Notebook]:
    context = browser.new_context(viewport={"width": 1280, "height": 900}, accept_downloads=True)
    page = context.new_page()
    opened = labbrowser.Notebook(page, lab, lab.add(SOURCES, "progress.ipynb"))
    yield opened
    opened.close()
    context.close()


@pytest.fixture
def view(notebook: labbrowser.Notebook, lab: labbrowser.LabServer) -> Locator:
    """Begin without any progress and with a new kernel."""
    shutil.rmtree(lab.progress, ignore_errors=True)
    restart(notebook)
    return shown(notebook)


def restart(notebook: labbrowser.Notebook) -> None:
    """Kill the kernel and start another, as the menu does."""
    notebook.page.evaluate(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
    )
    notebook.page.wait_for_function(
        "() => window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel?.status"
        " === 'idle'"
    )


def shown(notebook: labbrowser.Notebook) -> Locator:
    notebook.run_all()
    notebook.page.set_default_timeout(20_000)
    view = notebook.page.locator(PROGRESS)
    expect(view).to_be_visible(timeout=60_000)
    assert notebook.troubles() == []
    return view


def answer(notebook: labbrowser.Notebook, text: str, sure: str = "") -> Locator:
    card = notebook.page.locator(CARD)
    card.get_by_role("textbox").fill(text)
    if sure:
        card.get_by_role("spinbutton", name="How sure are you").fill(sure)
    card.get_by_role("button", name="Check").click()
    return card.get_by_role("status")


def kept(lab: labbrowser.LabServer) -> list[dict[str, object]]:
    lines = (lab.progress / "progress.jsonl").read_text(encoding="utf-8").splitlines()
    return [json.loads(line) for line in lines[1:]]


def test_confidence_is_stated_by_keyboard_and_forgotten_after_the_reply(
    notebook: labbrowser.Notebook, lab: labbrowser.LabServer, view: Locator
) -> None:
    card = notebook.page.locator(CARD)
    card.get_by_role("textbox").click()
    notebook.page.keyboard.type("10,000")
    notebook.page.keyboard.press("Tab")
    field = card.get_by_role("spinbutton", name="How sure are you, from 50 to 100 %? (optional)")
    expect(field).to_be_focused()
    notebook.page.keyboard.press("ArrowUp")
    notebook.page.keyboard.press("ArrowUp")
    expect(field).to_have_value("55")
    notebook.page.keyboard.press("Enter")
    said = card.get_by_role("status")
    expect(said).to_contain_text(re.compile("^Not yet"))
    expect(said).to_contain_text("You were 55 % sure.")
    expect(field).to_have_value("")
    expect(answer(notebook, "2,000")).to_contain_text(re.compile("^Correct"))
    expect(said).not_to_contain_text("sure.")
    expect(answer(notebook, "2,000", "30")).to_contain_text("from 50 to 100; this one was left out")
    assert [each.get("confidence") for each in kept(lab)] == [55, None, None]
    assert notebook.guard.outside == []


def test_progress_survives_a_killed_kernel(
    notebook: labbrowser.Notebook, lab: labbrowser.LabServer, view: Locator
) -> None:
    expect(view).to_contain_text("No item is answered yet")
    expect(answer(notebook, "2,000")).to_contain_text(re.compile("^Correct"))
    restart(notebook)
    expect(shown(notebook)).to_contain_text("1 of ")
    assert len(kept(lab)) == 1


def test_the_file_saved_on_one_computer_is_loaded_on_another(
    notebook: labbrowser.Notebook, lab: labbrowser.LabServer, view: Locator, tmp_path: Path
) -> None:
    page = notebook.page
    expect(answer(notebook, "2,000", "90")).to_contain_text(re.compile("^Correct"))
    with page.expect_download() as waiting:
        view.get_by_role("button", name="Save to a file").click()
    assert waiting.value.suggested_filename == "march-west-progress.json"
    saved = tmp_path / "march-west-progress.json"
    waiting.value.save_as(saved)
    assert len(json.loads(saved.read_text(encoding="utf-8"))["events"]) == 1
    said = view.get_by_role("status")
    expect(said).to_contain_text("The file is in your downloads")

    # The lent computer is gone; on the next one something else was answered already.
    shutil.rmtree(lab.progress)
    restart(notebook)
    view = shown(notebook)
    expect(view).to_contain_text("No item is answered yet")
    expect(answer(notebook, "10,000")).to_contain_text(re.compile("^Not yet"))
    foreign = tmp_path / "foreign.json"
    foreign.write_text('{"cells": []}', encoding="utf-8")
    damaged = tmp_path / "damaged.json"
    damaged.write_bytes(saved.read_bytes()[:-20])
    big = tmp_path / "big.json"
    big.write_bytes(b" " * 8_000_001)
    said = view.get_by_role("status")
    for path, words in (
        (foreign, "Not loaded. The file was not saved by this course."),
        (damaged, "Not loaded. The file cannot be read: it is damaged"),
        (big, "Not loaded. The file is larger than 8 MB"),
    ):
        choose(view, path)
        expect(said).to_contain_text(words)
        expect(said).to_contain_text("Your progress is as it was.")
        assert len(kept(lab)) == 1
    choose(view, saved)
    expect(said).to_contain_text("Done. Loaded 1 entry.")
    expect(view).to_contain_text("1 of ")
    assert len(kept(lab)) == 2
    choose(view, saved)
    expect(said).to_contain_text("all of them were here already")
    assert len(kept(lab)) == 2
    assert notebook.guard.outside == []


def choose(view: Locator, path: Path) -> None:
    with view.page.expect_file_chooser() as waiting:
        view.get_by_role("button", name="Load a saved file").click()
    waiting.value.set_files(path)


def test_the_record_comes_as_a_page_to_print(
    notebook: labbrowser.Notebook, view: Locator, tmp_path: Path, browser: Browser
) -> None:
    page = notebook.page
    expect(answer(notebook, "2,000")).to_contain_text(re.compile("^Correct"))
    name = view.get_by_role("textbox", name="Name on the record (optional)")
    name.focus()
    page.keyboard.type("Abdulla Dauletbaev")
    with page.expect_download() as waiting:
        page.keyboard.press("Enter")
    assert waiting.value.suggested_filename == "march-west-record.html"
    path = tmp_path / "record.html"
    waiting.value.save_as(path)
    context = browser.new_context()
    record = context.new_page()
    guard = labbrowser.Guard(record)
    record.goto(path.as_uri())
    expect(record.get_by_role("heading", name="Record of practice")).to_be_visible()
    expect(record.locator("body")).to_contain_text("Abdulla Dauletbaev")
    expect(record.locator("body")).to_contain_text("not a certificate")
    assert guard.outside == []
    assert guard.console_errors == []
    context.close()


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_axe_finds_no_serious_fault(
    notebook: labbrowser.Notebook, view: Locator, theme: str
) -> None:
    page = notebook.page
    expect(answer(notebook, "10,000", "70")).to_contain_text(re.compile("^Not yet"))
    shown(notebook)
    for head in view.locator("summary").all():
        head.click()
    view.get_by_role("button", name="Save to a file").click()
    expect(view.get_by_role("status")).to_contain_text("downloads")
    page.evaluate(
        "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    is_light = str(theme.endswith("Light")).lower()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", is_light)
    page.wait_for_timeout(500)
    try:
        assert violations(page, PROGRESS) == []
        assert violations(page, ".marchwest-card") == []
    finally:
        page.evaluate(
            "() => window.jupyterapp.commands.execute('apputils:change-theme',"
            " {theme: 'JupyterLab Light'})"
        )


def test_every_control_is_named_reached_by_tab_and_fits(
    notebook: labbrowser.Notebook, view: Locator
) -> None:
    page = notebook.page
    view.get_by_text("The objectives, unit by unit").focus()
    names = []
    for _ in range(6):
        page.keyboard.press("Tab")
        names.append(page.evaluate("() => document.activeElement.textContent"))
    assert names == [
        "How sure you were",
        "How this is worked out",
        "Save to a file",
        "Load a saved file",
        "",
        "Record to print",
    ]
    view.get_by_text("The objectives, unit by unit").click()
    for width in (1280, 800):
        page.set_viewport_size({"width": width, "height": 900})
        notebook.wait_until_drawn()
        assert notebook.overflow() == [], width
    page.set_viewport_size({"width": 1280, "height": 900})
