"""A class hands in problem set 3 and is graded; report and exports hold the figures foretold."""

import csv
import shutil
import warnings
from pathlib import Path

import numpy as np
import pytest
from classes import (
    ROOT,
    Student,
    copy_settings,
    hand_in,
    make_class,
    marchwest,
    nbgrader,
    read_release,
    read_set,
)

from marchwest import cli

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox, pytest.mark.timeout(900)]
NAME = "ps3"
SIZE = 31
ESSAYS = {"ps3_t13": 3.0, "ps3_t14": 1.5}


@pytest.fixture(scope="module")
def graded(sandbox: object, tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, list[Student]]:
    """Let a class hand in, grade it, and leave two students without a submission."""
    course = tmp_path_factory.mktemp("reported")
    copy_settings(course)
    shutil.copytree(ROOT / "solutions" / NAME, course / "solutions" / NAME)
    made = nbgrader(course, "generate_assignment", NAME)
    assert made.returncode == 0, made.stderr
    release = read_release(course / "assignments" / NAME / f"{NAME}.ipynb")
    students = make_class(read_set(NAME), release, SIZE)
    for student in students:
        hand_in(course, student.name, NAME, student.notebook)
    assert marchwest(course, "grade", NAME).returncode == 1  # one file is broken
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            gradebook.add_student("absent-1", first_name="Bermet", last_name="Absentova")
            gradebook.add_student("absent-2")
    return course, students


def rows(path: Path) -> list[dict[str, str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.DictReader(file))


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> str:
    assert cli.main(list(arguments)) == 0
    return capsys.readouterr().out


def table(students: list[Student]) -> np.ndarray:
    tasks = list(read_set(NAME).points)
    return np.array([[one.scores[task] for task in tasks] for one in students if one.graded])


def alpha(points: np.ndarray) -> float:
    """Work it out by covariances, another way than the library."""
    covariance = np.cov(points.T)
    tasks = len(covariance)
    return float(tasks / (tasks - 1) * (1 - np.trace(covariance) / covariance.sum()))


def test_the_report_holds_the_figures_foretold(
    graded: tuple[Path, list[Student]], capsys: pytest.CaptureFixture[str]
) -> None:
    course, students = graded
    printed = run(capsys, "report", NAME, "--course", str(course))
    assert f"{SIZE - 1} graded, 1 handed in but not graded, 2 without" in printed
    work = read_set(NAME)
    points = table(students)
    found = {row["task"]: row for row in rows(course / f"reports/{NAME}-tasks.csv")}
    assert list(found) == [*work.points, *work.essays]
    for place, (task, most) in enumerate(work.points.items()):
        column = points[:, place]
        row = found[task]
        assert float(row["p"]) == pytest.approx(column.mean() / most, abs=0.0006), task
        assert int(row["full"]) == (column == most).sum(), task
        assert int(row["part"]) == ((column > 0) & (column < most)).sum(), task
        nothing = sum(int(row[kind]) for kind in ("none", "unreadable", "not_attempted", "error"))
        assert nothing == (column == 0).sum(), task
        assert row["error"] == row["person"] == "0", task
        rest = np.delete(points, place, axis=1).sum(axis=1)
        assert float(row["r"]) == pytest.approx(np.corrcoef(column, rest)[0, 1], abs=0.0006), task
    for task in work.essays:
        assert found[task]["note"] == "waits for a person"
        assert int(found[task]["person"]) + int(found[task]["not_attempted"]) == SIZE - 1
    page = (course / f"reports/{NAME}.html").read_text("utf-8")
    assert f"Cronbach&#x27;s alpha is {alpha(points):.2f}" in page
    assert "23 of 30 points" in page
    for name in ("Bermet", "Absentova", "absent-", ">s00<", ">s30<"):
        assert name not in page


def test_messages_of_the_checks_become_known_mistakes(graded: tuple[Path, list[Student]]) -> None:
    course, students = graded
    work = read_set(NAME)
    mistakes = rows(course / f"reports/{NAME}-mistakes.csv")
    # Every wrong answer of the class is on record in attempts.yaml, so nothing may be new.
    assert {row["kind"] for row in mistakes} == {"known mistake", "on record"}
    known = {row["mistake"] for row in mistakes if row["task"] == "ps3_t02"}
    assert "You divided. A dollar is several RMB, so multiply." in known
    answers = rows(course / f"reports/{NAME}-answers.csv")
    wrong = sum(int(row["students"]) for row in answers)
    tasks = {row["task"]: row for row in rows(course / f"reports/{NAME}-tasks.csv")}
    counted = ("part", "none", "unreadable")
    assert wrong == sum(int(tasks[task][kind]) for task in work.points for kind in counted)
    assert len(students) == SIZE


def test_exports_before_and_after_marking(
    graded: tuple[Path, list[Student]], capsys: pytest.CaptureFixture[str]
) -> None:
    course, students = graded
    command = ["export", NAME, "--course", str(course), "--to"]
    printed = run(capsys, *command, "csv")
    scores = {row["student_id"]: row for row in rows(course / f"grades/{NAME}.csv")}
    waiting = [name for name, row in scores.items() if row["tasks_waiting"] not in ("", "0")]
    assert waiting
    for name, row in scores.items():
        assert (row["total"] == "") == (name in waiting or row["state"] != "graded"), name
    assert f"waits for a person ({len(waiting)}): {', '.join(waiting)}." in printed
    assert "no submission (2): absent-1, absent-2." in printed

    _mark_essays(course)
    printed = run(capsys, *command, "canvas")
    assert "waits for a person" not in printed
    head, possible, *lines = list(
        csv.reader((course / f"grades/{NAME}-canvas.csv").open(encoding="utf-8", newline=""))
    )
    assert head[:5] == ["Student", "ID", "SIS User ID", "SIS Login ID", "Section"]
    assert sum(map(float, possible[5:])) == 30
    assert len(head) == 5 + 14
    found = {line[3]: line[5:] for line in lines}
    work = read_set(NAME)
    for student in students:
        if not student.graded:
            assert set(found[student.name]) == {""}
            continue
        expected = [student.scores[task] for task in work.points]
        assert [float(cell) for cell in found[student.name][:12]] == expected, student.name
    assert set(found["absent-1"]) == {""}

    printed = run(capsys, "report", NAME, "--course", str(course))
    assert "0 answers need a person" in printed
    assert "30 of 30 points" not in (course / f"reports/{NAME}.html").read_text("utf-8")
    tasks = {row["task"]: row for row in rows(course / f"reports/{NAME}-tasks.csv")}
    for task, given in ESSAYS.items():
        row = tasks[task]
        assert row["person"] == "0"
        expected = int(row["part"]) * given / (work.essays[task] * (SIZE - 1))
        assert float(row["p"]) == pytest.approx(expected, abs=0.0006)


def _mark_essays(course: Path) -> None:
    """Mark every essay that waits, as Formgrader does."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            for submission in gradebook.assignment_submissions(NAME):
                for grade in submission.notebooks[0].grades:
                    if grade.needs_manual_grade and grade.name in ESSAYS:
                        if not (course / "autograded" / submission.student.id).is_dir():
                            continue
                        grade.manual_score = ESSAYS[grade.name]
                        grade.needs_manual_grade = False
            gradebook.db.commit()
