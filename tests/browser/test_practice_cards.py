"""Practice cards in a real JupyterLab with no network: each kind by mouse and by keyboard alone."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from typing import Any

import labbrowser
import pytest
from playwright.sync_api import Browser, Locator, Page, expect

from marchwest.practice import practice, retrieval_ids

# One item of each kind: what is right, what is wrong, and the word that each must get.
ITEMS: dict[str, tuple[str, Any, Any]] = {
    "choice": ("ex04-two-witnesses", "one, as the report", "two, as there are"),
    "multi-choice": (
        "ex04-first-multilateral-places",
        ["eastern Kazakhstan", "Xinjiang"],
        ["Lake Issyk-Kul"],
    ),
    "number": ("ex04-tajik-2006-troops", "450", "300"),
    "name": ("ex04-first-bilateral", "Киргизия", "Kazakhstan"),
    "date": ("ex04-peace-mission-2007-start", "9 August 2007", "2007"),
    "order": (
        "ex04-order-of-exercises",
        {"Russian ships": "1", "Kyrgyzstan": "2", "multilateral": "3", "Tianshan": "4"},
        {"Russian ships": "1", "Kyrgyzstan": "3", "multilateral": "2", "Tianshan": "4"},
    ),
    "match": (
        "ex04-qualifier-words",
        {"more than": "at_least", "some": "approx", "almost": "approx", "members": "exact"},
        {"more than": "at_least", "some": "approx", "almost": "at_most", "members": "exact"},
    ),
    "cite": (
        "ex04-cite-two",
        ["2003@peyrouse", "2003@swanstrom"],
        ["2003@peyrouse", "2003@icg"],
    ),
    "map": ("ex04-map-where", "Kuliab region", "Lake Issyk-Kul"),
    "find-claim": ("ex02-find-trade-row", "at least 25,000,000,000", "27,000,000,000"),
    "spot-error": ("ex07-wrong-sum", "1.2 billion", "10 billion"),
    "same-thing": ("ex05-same-aid", "other receiver", "the same aid"),
}
PREDICTION = "ex04-predict-timeline"
RETRIEVAL = retrieval_ids("04")
HEAD = "from marchwest import practice"
ALL = labbrowser.small_notebook(
    HEAD,
    *(f'practice("{item_id}")' for item_id, _, _ in ITEMS.values()),
    f'practice("{PREDICTION}")',
    'practice.retrieval("04")',
)

CARD = ".marchwest-card"
KERNEL = "window.jupyterapp.shell.currentWidget.sessionContext.session?.kernel"

Deck = Callable[[str], Locator]


@pytest.fixture(scope="module")
def cards(browser: Browser, lab: labbrowser.LabServer) -> Iterator[labbrowser.Notebook]:
    """One notebook for all tests of this file, since opening one takes long."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    page.marchwest_guard = labbrowser.Guard(page)  # type: ignore[attr-defined]
    notebook = labbrowser.Notebook(page, lab, lab.add(ALL, "cards.ipynb"))
    yield notebook
    notebook.close()
    context.close()


@pytest.fixture
def page(cards: labbrowser.Notebook) -> Page:
    return cards.page


@pytest.fixture
def guard(page: Page) -> labbrowser.Guard:
    found: labbrowser.Guard = page.marchwest_guard  # type: ignore[attr-defined]
    found.console_errors.clear()
    return found


@pytest.fixture
def deck(cards: labbrowser.Notebook, guard: labbrowser.Guard, lab: labbrowser.LabServer) -> Deck:
    """Run all cells anew, which makes new cards; return a function from an item's id to its card."""
    cards.page.set_viewport_size({"width": 1280, "height": 900})
    if cards.page.evaluate(f"() => ({KERNEL})?.status") != "idle":
        # The test before has stopped the kernel. Cells sent while it starts can be lost.
        cards.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget.sessionContext.restartKernel()"
        )
        cards.page.wait_for_function(f"() => ({KERNEL})?.status === 'idle'")
    # What the tests before have answered would choose other cards to open the unit with.
    shutil.rmtree(lab.progress, ignore_errors=True)
    lab.progress.mkdir()
    cards.run_all()
    cards.page.set_default_timeout(15_000)
    shown = [item_id for item_id, _, _ in ITEMS.values()] + [PREDICTION, *RETRIEVAL]
    # Where another test runs beside this one, the first cards of a kernel may take their time.
    expect(cards.page.locator(CARD).nth(len(shown) - 1)).to_be_visible(timeout=60_000)
    found = [card.get_attribute("data-item") for card in cards.page.locator(CARD).all()]
    assert found == shown
    assert cards.troubles() == []
    assert cards.overflow() == []
    # JupyterLab complains of the debugger when a kernel is stopped.
    guard.console_errors.clear()
    return lambda item_id: cards.page.locator(f'{CARD}[data-item="{item_id}"]')


def status(card: Locator) -> Locator:
    return card.get_by_role("status")


def fill_by_mouse(card: Locator, answer: Any) -> None:
    """Fill in an answer with clicks, and type where there is nothing to click."""
    if isinstance(answer, dict):
        for row, choice in answer.items():
            card.get_by_role("combobox", name=row).select_option(choice)
    elif isinstance(answer, list):
        for box in card.get_by_role("checkbox").all():
            box.uncheck()
        for label in answer:
            card.get_by_label(label).click()
    elif card.locator(".marchwest-card-map").count():
        choice = card.get_by_role("radio", name=answer)
        key = choice.get_attribute("value")
        card.locator(f".marchwest-card-region[data-key={key}]").click()
        expect(choice).to_be_checked()
        expect(card.locator(".marchwest-card-region.is-chosen")).to_have_count(1)
    elif card.get_by_role("table").count():
        card.locator("td", has_text=answer).click()
    elif card.get_by_role("radio").count():
        card.get_by_label(answer).click()
    else:
        card.get_by_role("textbox").fill(answer)


@pytest.mark.parametrize("kind", ITEMS)
def test_each_kind_by_mouse(kind: str, deck: Deck, guard: labbrowser.Guard) -> None:
    item_id, right, wrong = ITEMS[kind]
    card = deck(item_id)
    check = card.get_by_role("button", name="Check")
    check.click()
    expect(status(card)).to_contain_text(re.compile(r"^Not attempted"))
    fill_by_mouse(card, wrong)
    check.click()
    expect(status(card)).to_contain_text(re.compile(r"^Not yet"))
    expect(status(card)).to_contain_text("Look at:")
    card.get_by_role("button", name="Hint 1 of 3").click()
    expect(card.locator(".marchwest-card-hints p")).to_have_count(1)
    fill_by_mouse(card, right)
    check.click()
    expect(status(card)).to_contain_text(re.compile(r"^Correct"))
    card.get_by_role("button", name="Show source claim").click()
    expect(card.locator(".marchwest-card-sources")).to_contain_text("@")
    card.get_by_role("button", name="Hide source claim").click()
    expect(card.locator(".marchwest-card-sources")).to_be_empty()
    assert guard.outside == []
    assert guard.console_errors == []


def test_the_next_step_follows_the_help_that_is_left(deck: Deck, guard: labbrowser.Guard) -> None:
    item_id, _, wrong = ITEMS["match"]
    card = deck(item_id)
    fill_by_mouse(card, wrong | {"more than": "at_most"})
    card.get_by_role("button", name="Check").click()
    lines = status(card).locator("p")
    expect(lines.nth(0)).to_have_text("Not yet ↻")
    expect(lines.nth(1)).to_have_text("more than 3,000 soldiers (2009): 'at_most' is not right.")
    expect(lines.nth(2)).to_contain_text(re.compile(r"^almost 10,000 \(2005\): "))
    expect(lines.last).to_contain_text("take the next hint.")
    for name in ("Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3"):
        card.get_by_role("button", name=name).click()
    expect(lines.last).to_contain_text("show the answer.")
    card.get_by_role("button", name="Show the answer").click()
    expect(lines.last).to_contain_text("Compare your answer with the one shown")
    expect(status(card)).not_to_contain_text("hint")
    expect(status(card)).to_have_attribute("aria-live", "polite")
    assert guard.console_errors == []


def has_focus(place: Locator) -> bool:
    return bool(place.evaluate("el => el === document.activeElement"))


def tab_to(page: Page, place: Locator, key: str = "Tab") -> None:
    for _ in range(30):
        if has_focus(place):
            return
        page.keyboard.press(key)
    pytest.fail(f"{key} never reaches {place}")


def enter_card(page: Page, card: Locator) -> None:
    """Put the focus just before the first field, as reading on from the prose would."""
    field = card.locator("input, select").first
    field.focus()
    expect(field).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(field).not_to_be_focused()


def fill_by_keyboard(page: Page, card: Locator, answer: Any) -> None:
    enter_card(page, card)
    if isinstance(answer, dict):
        for box in card.get_by_role("combobox").all():
            name = box.evaluate("el => el.labels[0].textContent")
            choice = next(value for row, value in answer.items() if row in name)
            tab_to(page, box)
            page.keyboard.press("Home")
            for _ in range(10):
                if box.input_value() == choice:
                    break
                page.keyboard.press("ArrowDown")
            assert box.input_value() == choice
    elif isinstance(answer, list):
        for box in card.get_by_role("checkbox").all():
            wanted = any(part in box.evaluate("el => el.labels[0].textContent") for part in answer)
            tab_to(page, box)
            if box.is_checked() != wanted:
                page.keyboard.press("Space")
    elif card.get_by_role("radio").count():
        # A group of options is one stop of the Tab key: what is chosen in it, or its first.
        chosen = card.locator("input:checked")
        tab_to(page, chosen if chosen.count() else card.get_by_role("radio").first)
        page.keyboard.press("Space")
        for _ in range(6):
            chosen = card.locator("input:checked")
            if answer in chosen.evaluate("el => el.closest('tr, label').textContent"):
                return
            page.keyboard.press("ArrowDown")
        pytest.fail("the arrow keys do not move through the options")
    else:
        tab_to(page, card.get_by_role("textbox"))
        page.keyboard.press("Control+a")
        page.keyboard.type(answer)


@pytest.mark.parametrize("kind", ITEMS)
def test_each_kind_by_keyboard_alone(kind: str, deck: Deck, page: Page) -> None:
    item_id, right, wrong = ITEMS[kind]
    card = deck(item_id)
    for answer, word in ((wrong, "Not yet"), (right, "Correct")):
        fill_by_keyboard(page, card, answer)
        page.keyboard.press("Enter")
        expect(status(card)).to_contain_text(re.compile(f"^{word}"))
    for name in ("Hint 1 of 3", "Hint 2 of 3", "Hint 3 of 3", "Show the answer"):
        button = card.get_by_role("button", name=name)
        tab_to(page, button)
        page.keyboard.press("Enter")
        expect(button).to_have_count(0)
    expect(card.locator(".marchwest-card-hints p")).to_have_count(4)
    # Hints are no new reply: the region is silent while its next step changes, then speaks again.
    expect(status(card)).to_have_attribute("aria-live", "polite")
    source = card.get_by_role("button", name="source claim")
    # The button for help is gone and hands its focus on, so that no one is sent to the top.
    expect(source).to_be_focused()
    page.keyboard.press("Space")
    expect(source).to_have_attribute("aria-expanded", "true")
    assert page.locator(".jp-Cell.jp-mod-active .marchwest-card").count() <= 1


def test_another_variant_takes_the_place_of_the_first(deck: Deck, page: Page) -> None:
    card = deck(ITEMS["spot-error"][0])
    passage = card.locator(".marchwest-card-passage")
    first = passage.inner_text()
    fill_by_keyboard(page, card, "10 billion")
    page.keyboard.press("Enter")
    expect(status(card)).to_contain_text(re.compile(r"^Not yet"))
    card.get_by_role("button", name="Hint 1 of 3").press("Enter")
    expect(card.locator(".marchwest-card-hints p")).to_have_count(1)
    another = card.get_by_role("button", name="Another one")
    tab_to(page, another)
    page.keyboard.press("Enter")
    expect(passage).not_to_have_text(first)
    # The next question begins anew, and the reader stands at its first field.
    expect(card.get_by_role("radio").first).to_be_focused()
    expect(card.locator("input:checked")).to_have_count(0)
    expect(status(card)).to_be_empty()
    expect(card.locator(".marchwest-card-hints")).to_be_empty()
    expect(card.get_by_role("button", name="Hint 1 of 3")).to_be_visible()
    right = practice(ITEMS["spot-error"][0], seed=1).item.attempts.right[0]
    card.locator(f"input[value={right}]").check()
    card.get_by_role("button", name="Check").click()
    expect(status(card)).to_contain_text(re.compile(r"^Correct"))


def test_map_and_list_are_in_step_and_each_choice_has_its_name(deck: Deck, page: Page) -> None:
    card = deck(ITEMS["map"][0])
    expect(card.get_by_role("img", name=re.compile("^A map with"))).to_have_count(1)
    card.get_by_role("radio").first.focus()
    for _ in range(3):
        page.keyboard.press("ArrowDown")
        key = card.locator("input:checked").get_attribute("value")
        chosen = card.locator(".marchwest-card-region.is-chosen")
        expect(chosen).to_have_count(1)
        expect(chosen).to_have_attribute("data-key", str(key))
    row = deck(ITEMS["find-claim"][0]).get_by_role("radio").first
    expect(row).to_have_accessible_name(re.compile(r"Peyrouse \(2010\) Opening.* 2008 "))
    figure = deck(ITEMS["spot-error"][0]).get_by_role("radio").first
    expect(figure).to_have_accessible_name(re.compile(r"^1\.2 billion, in: .* dollars in 2004"))


def test_keys_in_a_card_do_not_command_the_notebook(deck: Deck, page: Page) -> None:
    """JupyterLab deletes a cell on D D, adds one on A or B, and moves on with the arrows."""
    cells = page.locator(".jp-Notebook .jp-Cell")
    before = cells.count()
    card = deck(ITEMS["choice"][0])
    card.get_by_role("radio").first.focus()
    for key in ("a", "b", "d", "d", "x", "y", "ArrowDown", "ArrowUp"):
        page.keyboard.press(key)
    assert cells.count() == before
    assert card.locator("input:checked").count() == 1


def test_a_prediction_is_noted_and_stays(deck: Deck, page: Page) -> None:
    card = deck(PREDICTION)
    card.get_by_role("textbox", name="Your prediction").focus()
    page.keyboard.type("40")
    page.keyboard.press("Enter")
    expect(status(card)).to_contain_text(re.compile(r"^Prediction noted"))
    expect(status(card)).to_contain_text("You predicted 40")
    page.keyboard.press("Control+a")
    page.keyboard.type("27")
    page.keyboard.press("Enter")
    expect(status(card)).to_contain_text("Your first prediction stays.")
    expect(status(card)).to_contain_text("You predicted 40")


def test_the_card_tells_assistive_technology_what_it_is(deck: Deck, page: Page) -> None:
    card = deck(ITEMS["choice"][0])
    expect(
        card.get_by_role("group", name=re.compile("How many independent witnesses"))
    ).to_have_count(1)
    region = status(card)
    expect(region).to_have_attribute("aria-live", "polite")
    card.get_by_role("button", name="Check").click()
    expect(region).to_contain_text("Not attempted")
    # The region itself stays; only what it says changes.
    assert region.evaluate("el => el.isConnected")
    field = deck(ITEMS["number"][0]).get_by_role("textbox", name="Your answer (troops)")
    expect(field).to_have_accessible_description(re.compile("Peyrouse gives the troops"))
    nameless = page.evaluate(
        """() => [...document.querySelectorAll('.marchwest-card :is(input, select, button)')]
          .filter((el) => !(el.labels?.length || el.textContent.trim())).length"""
    )
    assert nameless == 0
    ids = page.evaluate(
        "() => [...document.querySelectorAll('.marchwest-card [id]')].map((el) => el.id)"
    )
    assert len(ids) == len(set(ids))


CONTRAST = """
() => {
  const parse = (text) => (text.match(/[\\d.]+/g) ?? []).map(Number);
  const light = ([r, g, b]) => [r, g, b].map((v) => v / 255)
    .map((v) => (v <= 0.03928 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4))
    .reduce((sum, v, i) => sum + v * [0.2126, 0.7152, 0.0722][i], 0);
  const ground = (el) => {
    for (let up = el; up; up = up.parentElement) {
      const colour = parse(getComputedStyle(up).backgroundColor);
      if (colour.length === 3 || colour[3] > 0.99) return colour;
    }
    return [255, 255, 255];
  };
  const low = [];
  for (const el of document.querySelectorAll('.marchwest-card *')) {
    const own = [...el.childNodes].some((n) => n.nodeType === 3 && n.textContent.trim());
    if (!own || !el.getClientRects().length) continue;
    const under = ground(el);
    const [r, g, bl, alpha = 1] = parse(getComputedStyle(el).color);
    const seen = [r, g, bl].map((v, i) => v * alpha + under[i] * (1 - alpha));
    const [a, b] = [light(seen), light(under)];
    const ratio = (Math.max(a, b) + 0.05) / (Math.min(a, b) + 0.05);
    if (ratio < 4.5) low.push(`${el.tagName} ${el.className} ${ratio.toFixed(2)} ${el.textContent.slice(0, 30)}`);
  }
  return low;
}
"""


@pytest.mark.parametrize("theme", ["JupyterLab Light", "JupyterLab Dark"])
def test_text_has_contrast_in_both_themes(theme: str, deck: Deck, page: Page) -> None:
    card = deck(ITEMS["choice"][0])
    card.get_by_role("button", name="Check").click()
    card.get_by_role("button", name="Hint 1 of 3").click()
    card.get_by_role("button", name="Show source claim").click()
    expect(card.locator(".marchwest-card-sources")).to_contain_text("@")
    page.evaluate(
        "(theme) => window.jupyterapp.commands.execute('apputils:change-theme', {theme})", theme
    )
    is_light = str(theme.endswith("Light")).lower()
    expect(page.locator("body")).to_have_attribute("data-jp-theme-light", is_light)
    page.wait_for_timeout(500)
    assert page.evaluate(CONTRAST) == []


def test_only_the_living_card_shows_while_a_kernel_runs(deck: Deck, page: Page) -> None:
    assert deck(ITEMS["number"][0]).is_visible()
    copies = page.locator(".marchwest-static")
    assert copies.count() == len(ITEMS) + 2
    assert not any(copy.is_visible() for copy in copies.all())


def test_a_narrow_window_has_no_sideways_scrolling(deck: Deck, page: Page) -> None:
    page.set_viewport_size({"width": 520, "height": 900})
    page.wait_for_timeout(400)
    wide = page.evaluate(
        """() => [...document.querySelectorAll('.marchwest-card, .marchwest-card *')]
          .filter((el) => el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0
                  && getComputedStyle(el).display !== 'inline' && el.tagName !== 'SELECT')
          .map((el) => `${el.tagName}.${el.className}`)"""
    )
    assert wide == []


def test_a_deleted_kernel_is_told(deck: Deck, page: Page) -> None:
    card = deck(ITEMS["number"][0])
    page.evaluate("() => window.jupyterapp.shell.currentWidget.sessionContext.shutdown()")
    page.wait_for_timeout(500)
    card.get_by_role("textbox").fill("450")
    card.get_by_role("button", name="Check").click()
    expect(status(card)).to_contain_text("No reply from the kernel", timeout=15_000)
