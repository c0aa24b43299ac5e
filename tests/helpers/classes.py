"""A synthetic class: students whose answers are recorded attempts, and the score each must get."""

import copy
import json
import os
import random
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import yaml

ROOT = Path(__file__).resolve().parents[2]
Notebook = dict[str, Any]


@dataclass(frozen=True)
class ProblemSet:
    """A problem set as the tests need it."""

    name: str
    attempts: dict[str, dict[str, list[Any]]]
    points: dict[str, float]
    """Of the tasks that the machine checks."""
    essays: dict[str, float]
    """Of the tasks that a person marks."""


@dataclass
class Student:
    """Who hands in, what, and what the gradebook must say."""

    name: str
    notebook: str
    """The file's content."""
    scores: dict[str, float] = field(default_factory=dict)
    graded: bool = True


def problem_sets() -> list[str]:
    """Return the names of all problem sets."""
    return sorted(path.parent.name for path in (ROOT / "solutions").glob("*/attempts.yaml"))


@cache
def read_set(name: str) -> ProblemSet:
    """Read attempts and points of one problem set."""
    folder = ROOT / "solutions" / name
    source = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
    points, essays = {}, {}
    for cell in source["cells"]:
        entry = cell["metadata"].get("nbgrader", {})
        if entry.get("grade"):
            kind = points if cell["cell_type"] == "code" else essays
            kind[entry["grade_id"]] = float(entry["points"])
    attempts = yaml.safe_load((folder / "attempts.yaml").read_text(encoding="utf-8"))
    return ProblemSet(name, attempts, points, essays)


def read_release(path: Path) -> Notebook:
    """Read a student copy, with each cell's source as one text."""
    nb: Notebook = json.loads(path.read_text(encoding="utf-8"))
    for one in nb["cells"]:
        one["source"] = "".join(one["source"])
    return nb


def cell(nb: Notebook, cell_id: str) -> dict[str, Any]:
    """Return the cell with an id."""
    found: dict[str, Any] = next(c for c in nb["cells"] if c["id"] == cell_id)
    return found


def answer(nb: Notebook, task: str, source: str) -> None:
    """Write an answer below the first line of its cell, as a student does."""
    place = cell(nb, f"{task}_answer")
    first = place["source"].split("\n")[0]
    place["source"] = f"{first}\n{source}"


def make_class(work: ProblemSet, release: Notebook, size: int = 30) -> list[Student]:
    """Make a class with a fixed mix of right, wrong, blank and broken work.

    Every attempt on record is handed in by somebody where the class is large enough: attempts are
    dealt like cards, and dealt anew when they run out.
    """
    dice = random.Random(f"march west {work.name}")
    decks: dict[tuple[str, str], list[Any]] = {}

    def deal(task: str, kind: str) -> Any:
        deck = decks.setdefault((task, kind), [])
        if not deck:
            deck += work.attempts[task][kind]
            dice.shuffle(deck)
        return deck.pop()

    students = []
    for number in range(size):
        nb = copy.deepcopy(release)
        scores = {}
        able = dice.uniform(0.2, 0.95)
        for task, points in work.points.items():
            if dice.random() < able:
                answer(nb, task, deal(task, "right"))
                scores[task] = points
            elif dice.random() < 0.8:
                attempt = deal(task, "wrong")
                answer(nb, task, attempt["answer"])
                scores[task] = float(attempt.get("earns", 0))
            else:
                answer(nb, task, deal(task, "blank"))
                scores[task] = 0.0
        for essay in work.essays:
            if dice.random() < 0.8:
                cell(nb, essay)["source"] += "\n\nMy reading, with locators."
        damage = DAMAGES[number % 10] if number % 10 < len(DAMAGES) else None
        if damage is not None:
            damage(nb, dice, work)
        students.append(Student(f"s{number:02}", json.dumps(nb), scores))
    students[-1].notebook, students[-1].graded = students[-1].notebook[:500], False
    return students


def lose_checks(nb: Notebook, dice: random.Random, work: ProblemSet) -> None:
    """Delete two checks and a text."""
    lost = [*dice.sample(sorted(work.points), 2), f"{sorted(work.points)[0]}_task"]
    nb["cells"] = [one for one in nb["cells"] if one["id"] not in lost]


def copy_cells(nb: Notebook, dice: random.Random, work: ProblemSet) -> None:
    """Copy a check and an answer."""
    task, other = dice.sample(sorted(work.points), 2)
    for number, cell_id in enumerate((task, f"{other}_answer")):
        twin = copy.deepcopy(cell(nb, cell_id))
        twin["id"] = f"copy-{number}"
        nb["cells"].insert(nb["cells"].index(cell(nb, cell_id)) + 1, twin)


def strip_metadata(nb: Notebook, dice: random.Random, work: ProblemSet) -> None:
    """Lose what nbgrader knows cells by."""
    for one in nb["cells"]:
        one["metadata"] = {}


def retype(nb: Notebook, dice: random.Random, work: ProblemSet) -> None:
    """Turn an answer into a raw cell."""
    place = cell(nb, f"{dice.choice(sorted(work.points))}_answer")
    place["cell_type"] = "raw"
    for key in ("outputs", "execution_count"):
        place.pop(key, None)


DAMAGES = (lose_checks, copy_cells, strip_metadata, retype)


def nbgrader(course: Path, *arguments: str, seconds: int = 900) -> subprocess.CompletedProcess[str]:
    """Run a stock command in the course, as an instructor with an active environment does."""
    return _run(course, ["nbgrader", *arguments], seconds)


def marchwest(
    course: Path, *arguments: str, seconds: int = 900
) -> subprocess.CompletedProcess[str]:
    """Run our own command in the course."""
    return _run(course, [sys.executable, "-m", "marchwest.cli", *arguments], seconds)


def _run(course: Path, command: list[str], seconds: int) -> subprocess.CompletedProcess[str]:
    environment = dict(os.environ)
    environment["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), environment["PATH"]])
    environment["JUPYTER_CONFIG_DIR"] = str(course / ".jupyter")
    return subprocess.run(
        command,
        cwd=course,
        env=environment,
        capture_output=True,
        text=True,
        timeout=seconds,
        check=False,
    )


def copy_settings(course: Path, *, kernel: bool = False) -> None:
    """Put the course's settings into a folder; with `kernel`, submissions run as in stock nbgrader."""
    text = (ROOT / "nbgrader_config.py").read_text(encoding="utf-8")
    if kernel:
        text += '\nc.Autograde.autograde_preprocessors[0] = "marchwest.grading.ExecuteInTime"\n'
    (course / "nbgrader_config.py").write_text(text, encoding="utf-8")


def hand_in(course: Path, student: str, name: str, content: str, file: str = "") -> None:
    """Put a file where nbgrader looks for a student's work."""
    folder = course / "submitted" / student / name
    folder.mkdir(parents=True)
    (folder / (file or f"{name}.ipynb")).write_text(content, encoding="utf-8")


def grade_at_once(course: Path, name: str, processes: int = 2) -> str:
    """Grade a class with several stock commands side by side; return what they print.

    nbgrader has no such option, but takes a pattern for `--student`, and the commands share one
    gradebook. Students are told apart by the last character of their name.
    """
    students = sorted(path.name for path in (course / "submitted").iterdir())
    kinds = sorted({student[-1] for student in students})
    shares = [kinds[start::processes] for start in range(min(processes, len(kinds)))]

    def grade(share: list[str]) -> str:
        run = nbgrader(course, "autograde", name, "--student", f"*[{''.join(share)}]")
        return run.stdout + run.stderr

    with ThreadPoolExecutor(len(shares)) as pool:
        return "".join(pool.map(grade, shares))
