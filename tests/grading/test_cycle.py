"""The true cycle: stock nbgrader commands on a small class of good, odd and broken notebooks."""

import copy
import csv
import json
import shutil
import warnings
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import pytest
from classes import (
    ROOT,
    Notebook,
    answer,
    cell,
    copy_settings,
    grade_at_once,
    hand_in,
    marchwest,
    nbgrader,
    read_release,
    read_set,
)

pytestmark = [pytest.mark.nbgrader, pytest.mark.timeout(600)]

NAME = "ps2"
WORK = read_set(NAME)
ATTEMPTS = WORK.attempts
POINTS = WORK.points
ALL = sum(POINTS.values())
ESSAYS = tuple(WORK.essays)


def solved(release: Notebook) -> Notebook:
    nb = copy.deepcopy(release)
    for task in POINTS:
        answer(nb, task, ATTEMPTS[task]["right"][0])
    for task in ESSAYS:
        cell(nb, task)["source"] += "\n\nMy reading of the claims, with locators."
    return nb


def perfect(nb: Notebook) -> None:
    """Leave all as it is."""


def half(nb: Notebook) -> None:
    for task in list(POINTS)[::2]:
        answer(nb, task, ATTEMPTS[task]["wrong"][0]["answer"])


def syntax_error(nb: Notebook) -> None:
    answer(nb, "ps2_t01", "troops_in_all = = 450")


def endless_loop(nb: Notebook) -> None:
    answer(nb, "ps2_t03", "while True:\n    pass")


def deleted_cells(nb: Notebook) -> None:
    nb["cells"] = [c for c in nb["cells"] if c["id"] not in ("ps2_t05", "ps2_t02_answer")]


def copied_cells(nb: Notebook) -> None:
    for number, cell_id in enumerate(("ps2_t04", "ps2_t06_answer", "ps2_t12")):
        twin = copy.deepcopy(cell(nb, cell_id))
        twin["id"] = f"copy-{number}"
        nb["cells"].insert(nb["cells"].index(cell(nb, cell_id)) + 1, twin)


def wrong_types(nb: Notebook) -> None:
    for number, task in enumerate(POINTS):
        values = ["object()", "float('nan')", "lambda: 1", "NotImplemented", "{1: {2}}"]
        variable = VARIABLES[task]
        answer(nb, task, f"{variable} = {values[number % len(values)]}")


VARIABLES = {
    "ps2_t01": "troops_in_all",
    "ps2_t02": "first_multilateral",
    "ps2_t03": "held_in_2006",
    "ps2_t04": "per_year",
    "ps2_t05": "troops_chart",
    "ps2_t06": "took_part",
    "ps2_t07": "said_by",
    "ps2_t08": "relation",
    "ps2_t09": "smaller_by_percent",
    "ps2_t10": "witnesses",
    "ps2_t11": "attribution",
}


def hostile_objects(nb: Notebook) -> None:
    """Answer every question with an object that agrees with everything."""
    yes = (
        "class Yes(int):\n"
        "    __hash__ = int.__hash__\n"
        "    __eq__ = __le__ = __ge__ = __contains__ = lambda *args: True\n"
        "    __sub__ = __rsub__ = __abs__ = lambda *args: Yes()\n"
    )
    for task in POINTS:
        answer(nb, task, f"{yes}{VARIABLES[task]} = Yes()")


def skip_tags(nb: Notebook) -> None:
    """Leave all open, and tag the checks so that they are not run."""
    for task in POINTS:
        answer(nb, task, "pass")
        cell(nb, task)["metadata"]["tags"] = ["skip-execution"]
        cell(nb, task)["metadata"]["nbgrader"]["points"] = 100


def stripped(nb: Notebook) -> None:
    for one in nb["cells"]:
        one["metadata"] = {}


def stripped_of_ids(nb: Notebook) -> None:
    """Lose metadata and ids: what some editors make of a notebook."""
    for number, one in enumerate(nb["cells"]):
        one["metadata"] = {}
        one["id"] = f"c{number}"


def stripped_and_rewritten(nb: Notebook) -> None:
    """Lose all marks of task 1: nobody can be sure which cell is the answer."""
    stripped_of_ids(nb)
    place = next(
        c for c in nb["cells"] if "".join(c["source"]).startswith("# Your answer to task 1\n")
    )
    place["source"] = ATTEMPTS["ps2_t01"]["right"][0]


def old_schema(nb: Notebook) -> None:
    for one in nb["cells"]:
        if "nbgrader" in one["metadata"]:
            one["metadata"]["nbgrader"]["schema_version"] = 1


def edited_checks(nb: Notebook) -> None:
    """Change checks and types of cells; grading puts both back."""
    cell(nb, "ps2_t08")["source"] = "2.0"
    cell(nb, "ps2_t09")["cell_type"] = "raw"
    for key in ("outputs", "execution_count"):
        cell(nb, "ps2_t09").pop(key)


def noisy(nb: Notebook) -> None:
    noise = "import sys\nprint('x' * 5_000_000)\nprint('warned', file=sys.stderr)\n"
    answer(nb, "ps2_t01", noise + "troops_in_all = 450")
    late = (
        "import sys, threading\n"
        "threading.Timer(0.1, lambda: print('late', file=sys.stderr)).start()\n"
    )
    answer(nb, "ps2_t09", late + "smaller_by_percent = 80")


def kills_kernel(nb: Notebook) -> None:
    answer(nb, "ps2_t10", "import os\nos._exit(1)")


@dataclass(frozen=True)
class Student:
    name: str
    change: Callable[[Notebook], None]
    points: float
    file: str = f"{NAME}.ipynb"
    person: tuple[str, ...] = ()
    """The auto-graded cells that a person is asked to look at."""


HALF = sum(
    ATTEMPTS[task]["wrong"][0].get("earns", 0) if number % 2 == 0 else POINTS[task]
    for number, task in enumerate(POINTS)
)
CLASS = [
    Student("01-perfect", perfect, ALL),
    Student("03-half", half, HALF),
    Student("04-syntax", syntax_error, ALL - 1),
    Student("05-loop", endless_loop, ALL - 1),
    Student("06-deleted", deleted_cells, ALL - 1),
    Student("07-copied", copied_cells, ALL),
    Student("08-types", wrong_types, 0),
    Student("09-stripped", stripped, ALL),
    Student("10-stripped-ids", stripped_of_ids, ALL),
    Student("11-rewritten", stripped_and_rewritten, ALL, person=("ps2_t01",)),
    Student("13-Зарина-李", edited_checks, ALL),
    Student("14-schema", old_schema, ALL),
    Student("15-hostile", hostile_objects, 0),
    Student("16-tags", skip_tags, 0),
    Student("17-noisy", noisy, ALL),
    Student("18-kernel", kills_kernel, ALL - 4, person=("ps2_t10", "ps2_t11")),
]
RENAMED = Student("12-renamed", perfect, 0, file="my answers.ipynb")
BROKEN = "02-broken-json"
EMPTY = "00-empty"


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A course whose class has handed in and was graded."""
    course = tmp_path_factory.mktemp("course")
    copy_settings(course, kernel=True)
    shutil.copytree(ROOT / "solutions" / NAME, course / "solutions" / NAME)
    made = nbgrader(course, "generate_assignment", NAME)
    assert made.returncode == 0, made.stderr

    path = course / "assignments" / NAME / f"{NAME}.ipynb"
    release = read_release(path)
    for student in [*CLASS, RENAMED]:
        nb = solved(release)
        student.change(nb)
        hand_in(course, student.name, NAME, json.dumps(nb), student.file)
    hand_in(course, EMPTY, NAME, json.dumps(release))
    hand_in(course, BROKEN, NAME, '{"cells": [')

    log = grade_at_once(course, NAME)
    (course / "autograde.log").write_text(log, encoding="utf-8")
    return course


@pytest.fixture(scope="module")
def gradebook(course: Path) -> Any:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as opened:
            yield opened


def grades(gradebook: Any, student: str) -> dict[str, Any]:
    notebook = gradebook.find_submission_notebook(NAME, NAME, student)
    return {grade.name: grade for grade in notebook.grades}


def test_the_student_copy_is_the_committed_one(course: Path) -> None:
    made = (course / "assignments" / NAME / f"{NAME}.ipynb").read_bytes()
    assert made == (ROOT / "assignments" / NAME / f"{NAME}.ipynb").read_bytes()
    assert [p.name for p in (course / "assignments" / NAME).iterdir()] == [f"{NAME}.ipynb"]


@pytest.mark.parametrize("student", CLASS, ids=lambda student: student.change.__name__)
def test_each_submission_has_its_score(gradebook: Any, student: Student) -> None:
    found = grades(gradebook, student.name)
    scores = {name: grade.auto_score for name, grade in found.items() if name in POINTS}
    assert sum(scores.values()) == student.points, scores
    asked = {name for name in POINTS if found[name].needs_manual_grade}
    assert asked == set(student.person)
    assert all(found[essay].needs_manual_grade for essay in ESSAYS)


def test_an_untouched_copy_earns_nothing(gradebook: Any) -> None:
    found = grades(gradebook, EMPTY)
    assert {grade.auto_score for grade in found.values()} == {0}
    assert not any(grade.needs_manual_grade for grade in found.values())


def test_unreadable_submissions_fail_alone_and_are_named(course: Path) -> None:
    log = (course / "autograde.log").read_text(encoding="utf-8")
    failed = {
        line.split("student '")[1].split("'")[0]
        for line in log.split("\n")
        if "for student" in line
    }
    assert failed == {BROKEN, RENAMED.name}
    assert "Rename the file, then run" in log
    graded = {path.name for path in (course / "autograded").iterdir()}
    assert graded == {student.name for student in CLASS} | {EMPTY}


def test_a_renamed_notebook_is_waiting_for_a_person(gradebook: Any) -> None:
    """Its row exists, without points and flagged: not graded is not the same as wrong."""
    found = grades(gradebook, RENAMED.name)
    assert {grade.auto_score for grade in found.values()} <= {None}
    assert all(grade.needs_manual_grade for grade in found.values())


@pytest.mark.sandbox
def test_our_command_meets_all_of_them_at_once_and_says_the_same(
    course: Path, gradebook: Any, sandbox: object
) -> None:
    again = course.parent / f"{course.name}-again"
    again.mkdir()
    copy_settings(again)
    with (again / "nbgrader_config.py").open("a") as file:
        file.write(
            "\nc.ExecuteProtected.cell_seconds = 5\nc.ExecuteProtected.notebook_seconds = 20\n"
        )
    for folder in ("solutions", "submitted"):
        shutil.copytree(course / folder, again / folder)
    assert nbgrader(again, "generate_assignment", NAME).returncode == 0
    ran = marchwest(again, "grade", NAME, "--json", "told.json")
    assert ran.returncode == 1, ran.stderr
    told = json.loads((again / "told.json").read_text(encoding="utf-8"))
    lines = {line["student"]: line for line in told["lines"]}
    assert len(lines) == len(CLASS) + 3
    refused = {name: line["detail"] for name, line in lines.items() if line["status"] == "refused"}
    assert set(refused) == {BROKEN, RENAMED.name}
    assert "Rename the file" in refused[RENAMED.name]

    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{again / 'gradebook.db'}", "march-west") as ours:
        for student in CLASS:
            found = grades(ours, student.name)
            scores = {name: found[name].auto_score or 0 for name in POINTS}
            assert sum(scores.values()) == student.points, (student.name, scores)
            asked = {name for name in POINTS if found[name].needs_manual_grade}
            assert asked >= set(student.person), student.name
            # What cannot be taken out of a notebook is asked of a person as well.
            assert all(found[name].auto_score is None for name in asked - set(student.person))


def test_outputs_are_bounded(course: Path) -> None:
    for path in (course / "autograded").rglob("*.ipynb"):
        assert path.stat().st_size < 1_000_000, path


def test_notes_tell_what_was_done(course: Path) -> None:
    def told(student: str) -> str:
        path = course / "autograded" / student / NAME / f"{NAME}.ipynb"
        first = json.loads(path.read_text(encoding="utf-8"))["cells"][0]
        return "".join(first["source"])

    assert "put back: ps2_t02_answer, ps2_t05" in told("06-deleted")
    assert "ps2_t04 was there 2 times" in told("07-copied")
    assert "known again by their text" in told("10-stripped-ids")
    assert "Needs a person: ps2_t01" in told("11-rewritten")
    assert "ps2_t08 was changed" in told("13-Зарина-李")
    assert told("01-perfect").startswith("# Problem set 2")


def test_marks_feedback_and_export(course: Path, gradebook: Any) -> None:
    for essay, points in zip(ESSAYS, (4, 2.5), strict=True):
        mark = gradebook.find_grade(essay, NAME, NAME, "01-perfect")
        mark.manual_score, mark.needs_manual_grade = points, False
    gradebook.db.commit()

    made = nbgrader(course, "generate_feedback", NAME)
    assert made.returncode == 0, made.stderr
    pages = {
        path.parent.parent.name: path.read_text(encoding="utf-8")
        for path in (course / "feedback").rglob("*.html")
    }
    assert set(pages) == {student.name for student in CLASS} | {EMPTY}
    for page in pages.values():
        text = page.split("<body>")[1]
        assert "HIDDEN" not in text
        assert "only_source" not in text
        assert "Mistake" not in text
    assert "one side only, the Tajik one" in pages["03-half"]
    assert "Peyrouse gives both parts" in pages["01-perfect"]
    assert "not attempted" in pages[EMPTY].casefold()

    exported = nbgrader(course, "export", "--to", "grades.csv")
    assert exported.returncode == 0, exported.stderr
    with (course / "grades.csv").open(encoding="utf-8") as file:
        rows = {row["student_id"]: float(row["score"]) for row in csv.DictReader(file)}
    expected = {student.name: student.points for student in CLASS}
    expected |= {"01-perfect": ALL + 6.5, EMPTY: 0, RENAMED.name: 0, BROKEN: 0}
    assert rows == expected
