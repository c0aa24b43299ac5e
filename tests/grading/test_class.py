"""Thirty students hand in each problem set; every score is the one that the attempts foretell."""

import json
import os
import shutil
import warnings
from pathlib import Path
from typing import Any

import pytest
from classes import (
    ROOT,
    Student,
    copy_settings,
    grade_at_once,
    hand_in,
    make_class,
    marchwest,
    nbgrader,
    problem_sets,
    read_release,
    read_set,
)

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox, pytest.mark.timeout(900)]


# A kernel runs each submission of these, as in stock nbgrader, which is slow; the others are graded by our
# command alone. MARCHWEST_KERNEL=1 lets kernels run all sets; ps2 goes through them in test_cycle.
KERNEL = problem_sets() if os.environ.get("MARCHWEST_KERNEL") else ["ps3"]


@pytest.fixture(scope="module", params=problem_sets())
def graded(
    request: pytest.FixtureRequest, sandbox: object, tmp_path_factory: pytest.TempPathFactory
) -> tuple[str, Path, list[Student]]:
    """Let a class hand in one problem set, and grade it."""
    name: str = request.param
    course = tmp_path_factory.mktemp(name)
    copy_settings(course, kernel=name in KERNEL)
    shutil.copytree(ROOT / "solutions" / name, course / "solutions" / name)
    made = nbgrader(course, "generate_assignment", name)
    assert made.returncode == 0, made.stderr
    release = read_release(course / "assignments" / name / f"{name}.ipynb")
    students = make_class(read_set(name), release)
    for student in students:
        hand_in(course, student.name, name, student.notebook)
    if name in KERNEL:
        grade_at_once(course, name)
    else:
        _grade_with_our_command(course, name, students)
    return name, course, students


def _grade_with_our_command(course: Path, name: str, students: list[Student], *more: str) -> None:
    ran = marchwest(course, "grade", name, "--json", str(course / "grades.json"), *more)
    assert ran.returncode == 1, ran.stderr  # the broken notebook
    told = json.loads((course / "grades.json").read_text())
    assert [line["student"] for line in told["lines"] if line["status"] == "refused"] == [
        student.name for student in students if not student.graded
    ]
    assert told["counts"]["timed out"] == told["counts"]["crashed"] == 0


def test_every_score_in_the_gradebook_is_the_one_foretold(
    graded: tuple[str, Path, list[Student]],
) -> None:
    name, course, students = graded
    work = read_set(name)
    wrong = {}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            for student in students:
                if not student.graded:
                    continue
                notebook: Any = gradebook.find_submission_notebook(name, name, student.name)
                found = {grade.name: grade for grade in notebook.grades}
                for task, score in student.scores.items():
                    if found[task].auto_score != score:
                        wrong[student.name, task] = (found[task].auto_score, score)
                assert set(found) == set(work.points) | set(work.essays), student.name
    assert not wrong, f"(student, task): (score in gradebook, score foretold): {wrong}"


def _everything(course: Path, name: str) -> dict[str, Any]:
    """Return what the gradebook says of each cell of each student, but for its own ids."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            found = {}
            for submission in gradebook.assignment_submissions(name):
                (notebook,) = submission.notebooks
                found[submission.student.id] = (
                    {
                        grade.name: (grade.auto_score, grade.manual_score, grade.needs_manual_grade)
                        for grade in notebook.grades
                    },
                    {comment.name: comment.auto_comment for comment in notebook.comments},
                    submission.timestamp,
                )
            return found


@pytest.mark.parametrize("graded", KERNEL, indirect=True)
def test_our_command_says_the_same_of_every_cell(graded: tuple[str, Path, list[Student]]) -> None:
    """What stock nbgrader said of a class, our command says in a fresh gradebook of its own.

    It also grades stock's gradebook again, and the stock commands after it are run.
    """
    name, course, students = graded
    graded_ones = {student.name for student in students if student.graded}
    # Of a file that is no notebook, stock nbgrader leaves an entry without any score.
    stock = {who: said for who, said in _everything(course, name).items() if who in graded_ones}
    fresh = course.parent / f"{course.name}-fresh"
    shutil.copytree(
        course, fresh, ignore=shutil.ignore_patterns("gradebook.db", "autograded", "feedback")
    )
    copy_settings(fresh)
    copy_settings(course)
    assert nbgrader(fresh, "generate_assignment", name, "--force").returncode == 0
    for folder, more in ((fresh, []), (course, ["--force"])):
        _grade_with_our_command(folder, name, students, *more)
        ours = _everything(folder, name)
        assert {who: said for who, said in ours.items() if who in graded_ones} == stock
    again = marchwest(fresh, "grade", name)
    assert "29 were graded before" in again.stdout
    made = nbgrader(fresh, "generate_feedback", name, "--student", "s04")
    assert made.returncode == 0, made.stderr
    page = (fresh / "feedback" / "s04" / name / f"{name}.html").read_text("utf-8")
    assert "HIDDEN" not in page.split("<body", 1)[1]
    assert nbgrader(fresh, "export", "--to", str(fresh / "grades.csv")).returncode == 0


def test_only_the_broken_notebook_is_left_out(graded: tuple[str, Path, list[Student]]) -> None:
    _, course, students = graded
    there = {path.name for path in (course / "autograded").iterdir()}
    assert there == {student.name for student in students if student.graded}


def test_every_kind_of_work_was_in_the_class(graded: tuple[str, Path, list[Student]]) -> None:
    """A class of right answers only would prove little."""
    name, _, students = graded
    work = read_set(name)
    for task, points in work.points.items():
        scores = [student.scores[task] for student in students]
        assert points in scores, task
        assert any(score < points for score in scores), task


def test_feedback_shows_messages_and_no_hidden_test(
    graded: tuple[str, Path, list[Student]],
) -> None:
    name, course, students = graded
    some = [student for student in students if student.graded][:3]
    assert [student.name[:2] for student in some] == ["s0"] * 3
    pattern = f"s0[{''.join(student.name[2:] for student in some)}]"
    made = nbgrader(course, "generate_feedback", name, "--student", pattern)
    assert made.returncode == 0, made.stderr
    for student in some:
        page = (course / "feedback" / student.name / name / f"{name}.html").read_text("utf-8")
        text = page.split("<body", 1)[1]
        for word in ("HIDDEN", "Mistake(", "judging.fact(", "Traceback"):
            assert word not in text, word
        if any(student.scores[task] == points for task, points in read_set(name).points.items()):
            assert "Correct." in text
