"""Whatever is killed at whatever moment: the next run makes the gradebook what it would have been."""

import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from contextlib import closing, suppress
from pathlib import Path
from typing import Any

import pytest
from classes import (
    ROOT,
    copy_settings,
    hand_in,
    make_class,
    marchwest,
    nbgrader,
    read_release,
    read_set,
)

pytestmark = [
    pytest.mark.nbgrader,
    pytest.mark.sandbox,
    pytest.mark.slow,
    pytest.mark.timeout(1800),
]

NAME = "ps2"
KILLS = int(os.environ.get("MARCHWEST_KILLS", "4"))
STUDENTS = 16


@pytest.fixture(scope="module")
def course(sandbox: object, tmp_path_factory: pytest.TempPathFactory) -> Path:
    course = tmp_path_factory.mktemp("killed")
    copy_settings(course)
    shutil.copytree(ROOT / "solutions" / NAME, course / "solutions" / NAME)
    assert nbgrader(course, "generate_assignment", NAME).returncode == 0
    release = read_release(course / "assignments" / NAME / f"{NAME}.ipynb")
    for student in make_class(read_set(NAME), release, STUDENTS)[:-1]:
        hand_in(course, student.name, NAME, student.notebook)
    return course


def book(course: Path) -> dict[str, Any]:
    """Return all that the gradebook says, but for its own ids."""
    question = (
        "SELECT submitted_assignment.student_id || base_cell.type, base_cell.name, grade.auto_score,"
        " grade.manual_score, grade.needs_manual_grade, comment.auto_comment"
        " FROM submitted_assignment"
        " JOIN submitted_notebook ON submitted_notebook.assignment_id = submitted_assignment.id"
        " JOIN notebook ON submitted_notebook.notebook_id = notebook.id"
        " JOIN base_cell ON base_cell.notebook_id = notebook.id"
        " LEFT JOIN grade ON grade.cell_id = base_cell.id AND grade.notebook_id = submitted_notebook.id"
        " LEFT JOIN comment ON comment.cell_id = base_cell.id AND comment.notebook_id = submitted_notebook.id"
    )
    with closing(sqlite3.connect(course / "gradebook.db")) as opened:
        assert opened.execute("PRAGMA integrity_check").fetchone() == ("ok",)
        return {f"{row[0]}/{row[1]}": row[2:] for row in opened.execute(question)}


def start(course: Path, *more: str) -> subprocess.Popen[str]:
    return subprocess.Popen(
        [sys.executable, "-m", "marchwest.cli", "grade", NAME, "--workers", "1", *more],
        cwd=course,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def graded(course: Path) -> int:
    return len(list((course / "autograded").glob(f"*/{NAME}/{NAME}.ipynb")))


def children(number: int) -> list[int]:
    path = Path(f"/proc/{number}/task/{number}/children")
    return [int(one) for one in path.read_text().split()] if path.exists() else []


def lock_for_a_while(course: Path) -> None:
    """Hold the gradebook as another program would."""
    with (
        suppress(sqlite3.OperationalError),
        closing(sqlite3.connect(course / "gradebook.db", timeout=1)) as opened,
    ):
        opened.execute("BEGIN EXCLUSIVE")
        time.sleep(1)
        opened.rollback()


def test_kills_at_random_moments_lose_nothing(course: Path) -> None:
    assert marchwest(course, "grade", NAME).returncode == 0
    undisturbed = book(course)
    shutil.rmtree(course / "autograded")
    (course / "gradebook.db").unlink()
    assert nbgrader(course, "generate_assignment", NAME, "--force").returncode == 0

    dice = random.Random(2016)
    ways = ["grader", "grader", "worker", "gradebook"]
    hits = dict.fromkeys(ways, 0)
    for _ in range(KILLS):
        if graded(course) == len(list((course / "submitted").iterdir())):
            shutil.rmtree(course / "autograded")
        running = start(course)
        try:
            # Often the moment is in the middle of the work, sometimes while it starts.
            until = time.monotonic() + (60 if dice.random() < 0.8 else dice.uniform(0, 4))
            had = graded(course)
            while time.monotonic() < until and graded(course) == had and running.poll() is None:
                time.sleep(0.01)
            time.sleep(dice.uniform(0, 0.4))
            way = dice.choice(ways)
            if running.poll() is None:
                hits[way] += 1
            if way == "grader":
                running.kill()
            elif way == "worker":
                for child in dice.sample(
                    children(running.pid), k=min(1, len(children(running.pid)))
                ):
                    with suppress(ProcessLookupError):
                        os.kill(child, signal.SIGKILL)
            else:
                lock_for_a_while(course)
            _, told = running.communicate(timeout=240)
            assert "Traceback" not in told, told
        finally:
            running.kill()
            running.wait()
    assert sum(hits.values())
    final = marchwest(course, "grade", NAME)
    assert final.returncode == 0, final.stderr
    assert book(course) == undisturbed
    assert not [path for path in (course / "autograded").glob("*/.*") if path.is_dir()] or KILLS < 5


def test_ctrl_c_finishes_what_is_under_way_and_the_next_run_does_the_rest(course: Path) -> None:
    running = start(course, "--force", "--json", "first.json")
    time.sleep(0.1)
    shutil.rmtree(course / "autograded", ignore_errors=True)
    until = time.monotonic() + 120
    while not graded(course) and time.monotonic() < until:
        time.sleep(0.01)
    running.send_signal(signal.SIGINT)
    out, _ = running.communicate(timeout=120)
    assert running.returncode == 130, out
    told = json.loads((course / "first.json").read_text(encoding="utf-8"))
    assert told["left"] > 0
    assert told["left"] + len(told["lines"]) == STUDENTS - 1
    assert "The same command does the rest" in " ".join(out.split())
    assert graded(course) == len(told["lines"])
    second = marchwest(course, "grade", NAME, "--json", "second.json")
    assert second.returncode == 0
    rest = json.loads((course / "second.json").read_text(encoding="utf-8"))
    assert len(rest["lines"]) == told["left"]
    assert rest["skipped"] == len(told["lines"])
