"""An instructor's session: a class hands in, formgrader in a browser, feedback, export."""

import copy
import csv
import json
import os
import shutil
import warnings
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import labbrowser
import pytest
from classes import ROOT, answer, cell, hand_in, nbgrader, read_release, read_set
from playwright.sync_api import Browser, Page

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(240)]

NAME = "ps2"
COMMENT = "Name the locator of the second claim."
SCRIPTS = """

My reading: if a<b then `x<y`.

<script>window.__x = 1</script>

<img src="nowhere.png" onerror="window.__x = 2">

<iframe srcdoc="<script>parent.__x = 3</script>"></iframe>

[a link](javascript:window.__x=4)
"""
OUTPUTS = """from IPython.display import HTML, Javascript, Markdown, display
display(HTML("<script>window.__x = 5</script><b>shown in bold</b>"))
display(HTML('<svg onload="window.__x = 6"></svg>'))
display(Javascript("window.__x = 7"))
display(Markdown('<img src="nowhere.png" onerror="window.__x = 8">'))
"""


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A graded class of three; one file came through a browser that added " (1)"."""
    course = tmp_path_factory.mktemp("formgrader") / "root"
    course.mkdir()
    shutil.copy(ROOT / "nbgrader_config.py", course)
    shutil.copytree(ROOT / "solutions" / NAME, course / "solutions" / NAME)
    run(course, "generate_assignment", NAME)
    release = read_release(course / "assignments" / NAME / f"{NAME}.ipynb")
    work = read_set(NAME)

    right = copy.deepcopy(release)
    for task in work.points:
        answer(right, task, work.attempts[task]["right"][0])
    for essay in work.essays:
        cell(right, essay)["source"] += "\n\nMy reading, with locators."
    archive = course / "downloaded" / NAME / "archive"
    archive.mkdir(parents=True)
    (archive / f"ada_{NAME} (1).ipynb").write_text(json.dumps(right), encoding="utf-8")
    run(course, "zip_collect", NAME)

    wrong = copy.deepcopy(right)
    for task in work.points:
        answer(wrong, task, work.attempts[task]["wrong"][0]["answer"])
    first = cell(wrong, f"{NAME}_t01_answer")
    first["source"] += f"\n{OUTPUTS}"
    for essay in work.essays:
        cell(wrong, essay)["source"] += SCRIPTS
    hand_in(course, "boris", NAME, json.dumps(wrong))
    hand_in(course, "cy", NAME, json.dumps(release))
    run(course, "autograde", NAME)
    return course


def run(course: Path, *arguments: str) -> None:
    done = nbgrader(course, *arguments)
    assert done.returncode == 0, done.stderr


@pytest.fixture(scope="module")
def server(course: Path) -> Iterator[labbrowser.LabServer]:
    with labbrowser.running_lab(course.parent) as started:
        yield started


@pytest.fixture
def page(browser: Browser) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 800, "height": 900})
    yield context.new_page()
    context.close()


def gradebook_grade(course: Path, student: str, grade_id: str) -> Any:
    """Return manual score, flag and comment of a cell, read anew."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            grade = gradebook.find_grade(grade_id, NAME, NAME, student)
            comment = gradebook.find_comment(grade_id, NAME, NAME, student)
            return grade.manual_score, grade.needs_manual_grade, comment.manual_comment


def submission_id(course: Path, student: str) -> str:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            return str(gradebook.find_submission_notebook(NAME, NAME, student).id)


def photograph(page: Page, stem: str) -> None:
    """Keep a picture where MARCHWEST_SHOTS names a folder, for whoever wants to look."""
    folder = os.environ.get("MARCHWEST_SHOTS")
    if folder:
        page.screenshot(path=str(Path(folder) / f"{stem}.png"))


def assert_nothing_ran(page: Page) -> None:
    page.wait_for_timeout(500)
    assert page.evaluate("window.__x") is None
    assert page.locator("a[href^='javascript:']:has-text('a link')").count() == 0
    text = page.locator("body").inner_text()
    assert "if a< b then x< y" in text or "if a<b then x<y" in text
    assert "window.__x = 1" in text
    assert "shown in bold" in text


def cut_lines(page: Page) -> int:
    """Return how many boxes of code have lines that are wider than they are."""
    wider = "els => els.filter(el => el.scrollWidth > el.clientWidth + 1).length"
    found: int = page.locator("pre").evaluate_all(wider)
    return found


def test_an_instructor_marks_in_formgrader(
    course: Path, server: labbrowser.LabServer, page: Page
) -> None:
    guard = labbrowser.Guard(page)
    page.goto(f"{server.url}/formgrader/gradebook")
    page.locator("td a", has_text=NAME).first.click()
    page.wait_for_url(f"**/gradebook/{NAME}")
    page.locator("td a", has_text=NAME).first.click()
    page.wait_for_url(f"**/gradebook/{NAME}/{NAME}")
    wanted = submission_id(course, "boris")
    page.locator(f"a[href*='{wanted}']").first.click()
    page.wait_for_url(f"**/submissions/{wanted}/**")

    essay = f"{NAME}_t12"
    page.wait_for_selector(f"textarea#{essay}-comment[placeholder]")
    assert "one side only, the Tajik one" in page.locator("body").inner_text()
    assert "Look at: Peyrouse" in page.locator("body").inner_text()
    assert_nothing_ran(page)
    assert cut_lines(page) == 0
    page.locator(".output_error").first.scroll_into_view_if_needed()
    photograph(page, "formgrader-message")

    score = page.locator(f"input#{essay}")
    score.click()
    with page.expect_response(is_saved("/api/grade/")):
        page.keyboard.type("2.5")
        page.keyboard.press("Tab")
    comment = page.locator(f"textarea#{essay}-comment")
    comment.click()
    with page.expect_response(is_saved("/api/comment/")):
        page.keyboard.type(COMMENT)
        page.locator(f"input#{NAME}_t13").click()
    photograph(page, "formgrader-marked")
    assert gradebook_grade(course, "boris", essay) == (2.5, False, COMMENT)
    assert guard.outside == []


def is_saved(part: str) -> Any:
    return lambda response: part in response.url and response.request.method == "PUT"


def test_feedback_says_what_was_wrong_and_where_to_look(course: Path, page: Page) -> None:
    essay = f"{NAME}_t12"
    mark_if_not_marked(course, essay)
    run(course, "generate_feedback", NAME)
    guard = labbrowser.Guard(page)
    page.goto((course / "feedback" / "boris" / NAME / f"{NAME}.html").as_uri())
    text = page.locator("body").inner_text()
    assert "one side only, the Tajik one" in text
    assert "Look at: Peyrouse (2010)" in text
    assert "Next: " in text
    assert "Score: 2.5 / 4.0" in text
    assert COMMENT in text
    for word in ("HIDDEN", "Mistake(", "judging.fact(", "Traceback"):
        assert word not in text, word
    assert_nothing_ran(page)
    assert page.evaluate("document.documentElement.scrollWidth <= window.innerWidth")
    assert cut_lines(page) == 0
    page.locator(".output_error").first.scroll_into_view_if_needed()
    photograph(page, "feedback-message")
    page.get_by_text(COMMENT).scroll_into_view_if_needed()
    photograph(page, "feedback-marked")

    page.goto((course / "feedback" / "ada" / NAME / f"{NAME}.html").as_uri())
    assert "Peyrouse gives both parts" in page.locator("body").inner_text()
    assert guard.outside == []

    run(course, "export", "--to", "grades.csv")
    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    work = read_set(NAME)
    earned = sum(work.attempts[task]["wrong"][0].get("earns", 0) for task in work.points)
    assert rows == {"ada": sum(work.points.values()), "boris": earned + 2.5, "cy": 0}


def mark_if_not_marked(course: Path, essay: str) -> None:
    """Let this test run alone: the mark that the test before it makes by hand."""
    if gradebook_grade(course, "boris", essay)[0] is not None:
        return
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
        grade = gradebook.find_grade(essay, NAME, NAME, "boris")
        grade.manual_score, grade.needs_manual_grade = 2.5, False
        gradebook.find_comment(essay, NAME, NAME, "boris").manual_comment = COMMENT
        gradebook.db.commit()


@pytest.mark.sandbox
def test_the_button_for_grading_again_goes_the_protected_path(
    course: Path, server: labbrowser.LabServer, page: Page, sandbox: object
) -> None:
    secret = course / "key.txt"
    secret.write_text("the key")
    release = read_release(course / "assignments" / NAME / f"{NAME}.ipynb")
    hostile = copy.deepcopy(release)
    answer(
        hostile,
        f"{NAME}_t01",
        "import marchwest.judging as j\n"
        "j.number = lambda *a, **k: j.Verdict(j.Outcome.CORRECT, 1.0, 'bought')\n"
        "j.grade = lambda *a, **k: 1.0\n"
        "troops_in_all = 7\n"
        f"print(open({str(secret)!r}).read())",
    )
    path = course / "submitted" / "cy" / NAME / f"{NAME}.ipynb"
    path.chmod(0o644)
    path.write_text(json.dumps(hostile), encoding="utf-8")
    labbrowser.Guard(page)
    page.goto(f"{server.url}/formgrader/manage_submissions/{NAME}")
    row = page.locator("tr", has_text="cy")
    with page.expect_response(lambda response: "/autograde" in response.url) as pressed:
        row.locator(".autograde a, .glyphicon-flash").first.click()
    assert pressed.value.ok
    assert pressed.value.json()["success"], pressed.value.json()
    photograph(page, "formgrader-again")
    graded = json.loads(
        (course / "autograded" / "cy" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    )
    text = json.dumps(graded["cells"])
    assert "FileNotFoundError" in text
    assert "the key" not in text
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            found = gradebook.find_submission_notebook(NAME, NAME, "cy").grades
            assert sum(grade.auto_score or 0 for grade in found) == 0
