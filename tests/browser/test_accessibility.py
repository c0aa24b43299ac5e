"""axe-core looks at cards in a real JupyterLab: each kind, untouched, answered, light and dark."""

from __future__ import annotations

import re
from collections.abc import Iterator

import labbrowser
import pytest
from axebrowser import violations
from playwright.sync_api import Browser, Locator, Page, expect

from marchwest.practice import bank

CARD, PROGRESS = ".marchwest-card", ".marchwest-progress"
# The first item of each kind, by its id.
ITEMS = {item.kind.value: item.id for item in reversed(bank.items().values())}
HEAD = "from marchwest import practice"
# A form that was sent with a recorded answer, a hint taken and the claims shown.
ANSWERED = """from marchwest.practice import bank, cards
from marchwest.practice.model import Kind

def answered(item_id, was_right):
    item = bank.find(item_id)
    view = cards.Card(item).view()
    view.value = item.attempts.right[0] if was_right else item.attempts.wrong[0].answer
    for button in ("check", "help", "sources"):
        view.press(button)
    return view
"""
NOTEBOOK = labbrowser.small_notebook(
    f"{HEAD}\n{ANSWERED}",
    *(f'practice("{item_id}")' for item_id in ITEMS.values()),
    *(f'answered("{item_id}", True)' for item_id in ITEMS.values()),
    *(f'answered("{item_id}", False)' for item_id in ITEMS.values()),
    "import marchwest as mw\nmw.progress()",
)
THEMES = ["JupyterLab Light", "JupyterLab Dark"]


@pytest.fixture(scope="module")
def cards(browser: Browser, lab: labbrowser.LabServer) -> Iterator[labbrowser.Notebook]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    notebook = labbrowser.Notebook(page, lab, lab.add(NOTEBOOK, "accessibility.ipynb"))
    notebook.run_all()
    page.set_default_timeout(15_000)
    expect(page.locator(CARD).nth(3 * len(ITEMS) - 1)).to_be_visible(timeout=60_000)
    assert notebook.troubles() == []
    yield notebook
    notebook.close()
    context.close()


def change_theme(page: Page, theme: str) -> None:
    page.evaluate(
        "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    is_light = str(theme.endswith("Light")).lower()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", is_light)
    page.wait_for_timeout(500)


def fill_anything(card: Locator) -> None:
    """Fill in something of the form, whatever the kind."""
    for box in card.get_by_role("combobox").all():
        box.select_option(index=1)
    for role in ("radio", "checkbox"):
        if card.get_by_role(role).count():
            card.get_by_role(role).first.check()
    for field in card.get_by_role("textbox").all():
        field.fill("7")


@pytest.mark.parametrize("theme", THEMES)
def test_no_kind_of_card_has_a_serious_violation(cards: labbrowser.Notebook, theme: str) -> None:
    """Some cards are untouched, some answered right or wrong with a hint and the claims shown."""
    change_theme(cards.page, theme)
    assert violations(cards.page, CARD) == []


@pytest.mark.parametrize("theme", THEMES)
def test_the_progress_view_has_no_serious_violation(cards: labbrowser.Notebook, theme: str) -> None:
    page = cards.page
    change_theme(page, theme)
    view = page.locator(PROGRESS)
    expect(view).to_have_count(1)
    for details in view.locator("details").all():
        details.evaluate("el => { el.open = true; }")
    assert violations(page, PROGRESS) == []
    view.get_by_role("button", name="Save to a file").click()
    expect(view.get_by_role("status")).not_to_be_empty()
    assert violations(page, PROGRESS) == []


@pytest.mark.parametrize("kind", ITEMS)
def test_no_violation_after_a_press_and_an_answer(cards: labbrowser.Notebook, kind: str) -> None:
    page = cards.page
    card = page.locator(f'{CARD}[data-item="{ITEMS[kind]}"]').first
    for act in (lambda: None, lambda: fill_anything(card)):
        act()
        card.locator("button[type=submit]").click()
        expect(card.get_by_role("status")).to_contain_text(re.compile(r"\w"))
        mark = "marchwest-test-only"
        card.evaluate("(el, mark) => el.setAttribute('data-mark', mark)", mark)
        assert violations(page, f'[data-mark="{mark}"]') == []
        card.evaluate("el => el.removeAttribute('data-mark')")


def test_a_fault_would_be_found(page: Page) -> None:
    """Else the tests above could pass because nothing is looked at."""
    page.set_content(
        "<main lang=en><section class=marchwest-card>"
        "<button></button><p style='color: #ccc; background: #fff'>faint</p></section></main>"
    )
    found = " ".join(violations(page, CARD))
    assert "button-name" in found
    assert "color-contrast" in found
