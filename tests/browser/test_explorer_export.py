"""The explorer in a page that stock nbconvert makes of an executed notebook, read offline."""

from __future__ import annotations

from pathlib import Path

import labbrowser
import nbformat
from nbclient import NotebookClient
from nbconvert import HTMLExporter
from playwright.sync_api import Page, expect


def test_an_exported_page_shows_picture_sentence_and_table(page: Page, tmp_path: Path) -> None:
    """The page holds the widget's state, which needs the internet: the copy must not."""
    cells = labbrowser.small_notebook(
        "from marchwest import explorers\nexplorers.exercises.explore()"
    )
    notebook = nbformat.from_dict(cells)
    NotebookClient(notebook, timeout=120).execute()
    html, _ = HTMLExporter().from_notebook_node(notebook)
    exported = tmp_path / "exported.html"
    exported.write_text(html, encoding="utf-8")

    labbrowser.Guard(page)
    page.goto(exported.as_uri())
    copy = page.locator(".marchwest-static")
    picture = copy.locator("img")
    expect(picture).to_be_visible()
    assert picture.evaluate("img => img.naturalWidth") > 600
    assert "sources date" in (picture.get_attribute("alt") or "")
    expect(copy).to_contain_text("sources name")
    copy.locator("summary").click()
    expect(copy.locator("tbody tr").first).to_be_visible()
