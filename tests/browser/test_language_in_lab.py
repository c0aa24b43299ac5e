"""Cards and progress in Russian and Chinese, in a real JupyterLab."""

from __future__ import annotations

import re
from pathlib import Path
from typing import Any

import labbrowser
import pytest
from axebrowser import violations
from playwright.sync_api import Browser, expect

WORDS = {
    "ru": ("Проверить", "Показать источник", "Подсказка 1 из 3", "Нет ответа", "Ваши результаты"),
    "zh": ("检查", "显示来源", "提示 1/3", "未作答", "你的进度"),
}
CARD = 'practice("ex04-two-witnesses")'


def notebook_in(code: str) -> dict[str, Any]:
    """Return a notebook with a card before and after the change of language."""
    return labbrowser.small_notebook(
        "import marchwest as mw\nfrom marchwest import practice, explorers",
        CARD,
        f'mw.set_language("{code}")\n{CARD}',
        'practice("ex04-qualifier-words")',
        "mw.progress()",
        "explorers.exercises.explore()",
    )


@pytest.mark.parametrize("code", WORDS)
def test_a_change_of_language_is_seen_on_the_cards(
    code: str, browser: Browser, lab: labbrowser.LabServer, tmp_path: Path
) -> None:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    notebook = labbrowser.Notebook(page, lab, lab.add(notebook_in(code), f"in-{code}.ipynb"))
    notebook.run_all()
    page.set_default_timeout(15_000)
    check, source, hint, blank, progress = WORDS[code]
    cards = page.locator('.marchwest-card[data-item="ex04-two-witnesses"]')
    expect(cards.first.get_by_role("button", name="Check")).to_be_visible()
    expect(cards.first).to_have_attribute("lang", "en")
    card = cards.nth(1)
    expect(card).to_have_attribute("lang", code)
    expect(card.locator("legend")).to_have_attribute("lang", "en")
    card.get_by_role("button", name=check, exact=True).click()
    expect(card.get_by_role("status")).to_contain_text(blank)
    expect(card.get_by_role("status")).to_have_attribute("lang", code)
    card.get_by_role("button", name=hint).click()
    card.get_by_role("button", name=source).click()
    report = card.locator(".marchwest-card-sources a").first
    expect(report).to_have_attribute("href", re.compile(r"/issues/new\?title="))
    region = page.get_by_role("region", name=progress, exact=True)
    expect(region).to_have_attribute("lang", code)
    assert notebook.troubles() == []
    assert notebook.overflow() == []
    assert notebook.guard.outside == []
    assert violations(page, ".marchwest-card") == []
    notebook.screenshots(tmp_path, code)
    notebook.close()
    context.close()
