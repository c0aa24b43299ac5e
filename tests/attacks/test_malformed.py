"""Broken notebooks, each honest work that went wrong in one way: one clear status each."""

import json
import os
import subprocess
import sys
from pathlib import Path
from typing import Any

import corpus_files as cf
import pytest
from malformed_files import Malformed, malformed

pytestmark = [pytest.mark.nbgrader, pytest.mark.sandbox, pytest.mark.timeout(900)]

BROKEN = [
    one
    for one in malformed()
    # What may not be read is read all the same by root.
    if one.needs != "user" or (hasattr(os, "getuid") and os.getuid() != 0)
]
_GRADED = ("graded", "needs a person")


@pytest.fixture(scope="module")
def lines(sandbox: object, tmp_path_factory: pytest.TempPathFactory) -> dict[str, dict[str, Any]]:
    course = cf.make_target_course(tmp_path_factory.mktemp("malformed"))
    release = course / "assignments" / cf.ASSIGNMENT / f"{cf.ASSIGNMENT}.ipynb"
    for number, one in enumerate(BROKEN):
        one.write(course / "submitted" / f"m{number:03}" / cf.ASSIGNMENT, release)
    ran = subprocess.run(
        [sys.executable, "-m", "marchwest.cli", "grade", cf.ASSIGNMENT, "--json", "grades.json"],
        cwd=course,
        env=cf.environment(course),
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert "Traceback" not in ran.stderr, ran.stderr[-3000:]
    told = json.loads((course / "grades.json").read_text(encoding="utf-8"))
    return {line["student"]: line for line in told["lines"]}


def test_there_are_fifty() -> None:
    assert len(malformed()) >= 50


@pytest.mark.parametrize("number", range(len(BROKEN)), ids=[one.name for one in BROKEN])
def test_each_has_one_clear_status(lines: dict[str, dict[str, Any]], number: int) -> None:
    one: Malformed = BROKEN[number]
    line = lines[f"m{number:03}"]
    kind = "graded" if line["status"] in _GRADED else line["status"]
    assert kind in (one.expected, *one.also), line
    if kind == "refused":
        assert line["detail"].endswith("."), line["detail"]
        assert "\n" not in line["detail"]
        assert str(Path.cwd()) not in line["detail"]
    else:
        assert line["points"] == one.points, line
