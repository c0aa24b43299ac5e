"""One JupyterLab and one Chromium for all browser tests; one clean page for each test."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest

HERE = Path(__file__).resolve().parent
REPOSITORY = HERE.parents[1]
sys.path.insert(0, str(HERE))

playwright_api = pytest.importorskip("playwright.sync_api", reason="pip install playwright")

# On a machine that runs other tests beside, a kernel's answer may take long.
playwright_api.expect.set_options(timeout=20_000)

import labbrowser  # noqa: E402  (needs the two lines above)
from playwright.sync_api import Browser, Page  # noqa: E402


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark every test of this folder, so that `-m "not browser"` leaves them out."""
    for item in items:
        if HERE in Path(item.path).parents:
            item.add_marker(pytest.mark.browser)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    with playwright_api.sync_playwright() as playwright:
        executable = labbrowser.find_chromium(playwright)
        if executable is None:
            reason = "no Chromium found: install it, or set MARCHWEST_CHROMIUM to its path"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        chromium = labbrowser.launch_chromium(playwright, executable)
        yield chromium
        chromium.close()


@pytest.fixture(scope="session")
def lab(tmp_path_factory: pytest.TempPathFactory) -> Iterator[labbrowser.LabServer]:
    with labbrowser.running_lab(tmp_path_factory.mktemp("lab"), REPOSITORY / "course") as server:
        yield server


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    yield context.new_page()
    context.close()


@pytest.fixture(scope="session")
def lab_page(browser: Browser, lab: labbrowser.LabServer) -> Iterator[labbrowser.LabPage]:
    """A page for notebooks that leave JupyterLab itself as it is."""
    shared = labbrowser.LabPage(browser, lab)
    yield shared
    shared.close()
