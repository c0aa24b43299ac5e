"""Every attack of the corpus is handed in to one course, and graded by our own command."""

import json
import subprocess
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import corpus_files as cf
import pytest

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox, pytest.mark.timeout(900)]

ATTACKS = cf.attacks()
HONEST = cf.honest()
# Hostile code may sleep or loop; a class would give it longer.
_SHORT = "\nc.ExecuteProtected.cell_seconds = 4\nc.ExecuteProtected.notebook_seconds = 12\n"


@dataclass
class Graded:
    """The course after grading."""

    course: Path
    lines: dict[str, dict[str, Any]]
    """Student to what the command said."""
    before: cf.Snapshot
    heard: cf.Heard
    status: int


def run(course: Path, *command: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [sys.executable, "-m", *command],
        cwd=course,
        env=cf.environment(course),
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )


@pytest.fixture(scope="module")
def graded(sandbox: object, tmp_path_factory: pytest.TempPathFactory) -> Graded:
    course = cf.make_target_course(tmp_path_factory.mktemp("attacked"))
    with (course / "nbgrader_config.py").open("a") as file:
        file.write(_SHORT)
    release = course / "assignments" / cf.ASSIGNMENT / f"{cf.ASSIGNMENT}.ipynb"
    for attack in (*ATTACKS, *HONEST):
        attack.write(release, course / "submitted")
    before = cf.snapshot(course)
    with cf.listener() as heard:
        ran = run(course, "marchwest.cli", "grade", cf.ASSIGNMENT, "--json", "grades.json")
    cf_told = json.loads((course / "grades.json").read_text(encoding="utf-8"))
    (course / "grades.json").unlink()
    assert ran.stderr.count("Traceback") == 0, ran.stderr
    made = run(course, "nbgrader", "generate_feedback", cf.ASSIGNMENT)
    assert made.returncode == 0, made.stderr[-3000:]
    lines = {line["student"]: line for line in cf_told["lines"]}
    return Graded(course, lines, before, heard, ran.returncode)


@pytest.mark.parametrize("attack", ATTACKS, ids=lambda attack: attack.name)
def test_an_attack_earns_nothing_and_learns_nothing(graded: Graded, attack: cf.Attack) -> None:
    assert attack.student in graded.lines
    assert cf.task_points(graded.course, attack.student) == dict.fromkeys(
        cf.task_points(graded.course, attack.student), 0.0
    )
    assert cf.leaks(graded.course, attack.student) == []


@pytest.mark.parametrize("work", HONEST, ids=lambda work: work.name)
def test_honest_work_in_the_midst_gets_its_points(graded: Graded, work: cf.Attack) -> None:
    assert cf.points(graded.course, work.student) == work.earns
    assert graded.lines[work.student]["status"] in ("graded", "repaired")


def test_nothing_else_was_changed_reached_or_left_behind(graded: Graded) -> None:
    assert cf.harm(graded.course, graded.before) == []
    assert graded.heard.connections == 0
    assert not list(graded.course.glob("loot/*"))


def test_each_submission_has_one_status(graded: Graded) -> None:
    handed_in = {path.name for path in (graded.course / "submitted").iterdir()}
    assert set(graded.lines) == handed_in
    known = {"graded", "needs a person", "repaired", "timed out", "crashed", "refused"}
    assert {line["status"] for line in graded.lines.values()} <= known
    refused = [line for line in graded.lines.values() if line["status"] == "refused"]
    assert graded.status == (1 if refused else 0)
    assert all(line["detail"] for line in refused)
