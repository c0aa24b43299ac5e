"""The report of a class, opened as a file in Chromium: no request, nothing cut off, fit to print."""

from pathlib import Path

import pytest
from gradebooks import Pupil, Question, Work, make_gradebook
from playwright.sync_api import Page

from marchwest.instructor import make_report

QUESTIONS = [Question(f"ps_t{number:02}", 2.0) for number in range(1, 13)]
LONG = f"answer = {'nine_hundred_' * 40}"


@pytest.fixture(scope="module")
def report(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("page")
    wrong = Work(
        0.0, "That is the figure of another year, and of another state.", "Incorrect", LONG
    )
    pupils = [
        Pupil(
            f"s{n:02}",
            {one.name: Work(2.0) if n % (k + 2) else wrong for k, one in enumerate(QUESTIONS)},
        )
        for n in range(34)
    ]
    make_gradebook(folder, "ps", QUESTIONS, pupils)
    make_report("ps", folder)
    return folder / "reports/ps.html"


@pytest.mark.parametrize("width", [1280, 800, 390])
def test_the_page_asks_nobody_and_fits(page: Page, report: Path, width: int) -> None:
    asked: list[str] = []
    said: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.on("console", lambda message: said.append(message.text))
    page.set_viewport_size({"width": width, "height": 900})
    page.goto(report.as_uri())
    assert [url for url in asked if not url.startswith("data:")] == [report.as_uri()]
    assert said == []
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    pictures = page.locator("img")
    assert pictures.count() == 3
    assert pictures.evaluate_all("all => all.every(one => one.complete && one.naturalWidth > 300)")
    assert pictures.evaluate_all(
        "all => all.every(one => one.getBoundingClientRect().right <= window.innerWidth)"
    )
    # A wide table scrolls in its own frame.
    assert page.locator(".scroll").evaluate_all(
        "all => all.every(one => one.getBoundingClientRect().right <= window.innerWidth)"
    )


def test_the_page_prints(page: Page, report: Path) -> None:
    page.emulate_media(media="print")
    page.set_viewport_size({"width": 680, "height": 960})  # the text of an A4 page
    page.goto(report.as_uri())
    assert not page.locator("nav").is_visible()
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert page.pdf(format="A4").startswith(b"%PDF")
