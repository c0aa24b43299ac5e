"""A gradebook filled through nbgrader's own interface, and graded notebooks as the grader leaves them."""

import json
import os
import sys
import tempfile
import warnings
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

WAITS = None
"""In place of points: a person has to look."""
MESSAGES = {
    "Incorrect": "Incorrect. {} Look at: Weitz (2012), para. 3. Next: Read again.",
    "Unreadable": "Cannot be read. {} Next: Give a number.",
    "NotAttempted": "Not attempted. There is no answer here yet. Next: Replace the placeholder.",
}


@dataclass(frozen=True)
class Question:
    """A task of the made-up problem set."""

    name: str
    points: float = 1.0
    person: bool = False
    mistakes: tuple[str, ...] = ()
    """Messages that its check knows."""


@dataclass(frozen=True)
class Work:
    """What one student has for one task."""

    points: float | None
    reason: str = ""
    error: str = ""
    answer: str = "answer = ..."


@dataclass
class Pupil:
    """One student of the made-up class."""

    id: str
    work: Mapping[str, Work] | None = None
    """Without it there is no submission."""
    about: dict[str, str] = field(default_factory=dict)
    penalty: float = 0.0
    broken: bool = False
    """Handed in a file that could not be run."""


def make_gradebook(
    course: Path, name: str, questions: Sequence[Question], class_: Sequence[Pupil]
) -> None:
    """Write ``gradebook.db`` and ``autograded/`` of a course."""
    course.mkdir(parents=True, exist_ok=True)
    (course / "gradebook.db").write_bytes(_empty())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            _add_questions(gradebook, name, questions)
            for pupil in class_:
                _add_pupil(gradebook, name, questions, pupil)
            gradebook.db.commit()
    for pupil in class_:
        if pupil.work is not None and not pupil.broken:
            folder = course / "autograded" / pupil.id / name
            folder.mkdir(parents=True)
            (folder / f"{name}.ipynb").write_text(
                json.dumps(_notebook(questions, pupil.work)), encoding="utf-8"
            )


@cache
def _empty() -> bytes:
    """Return an empty gradebook; nbgrader asks another program for the version of its tables."""
    from nbgrader.api import Gradebook

    before = os.environ["PATH"]
    os.environ["PATH"] = os.pathsep.join([str(Path(sys.executable).parent), before])
    try:
        with tempfile.TemporaryDirectory() as folder:
            path = Path(folder) / "gradebook.db"
            Gradebook(f"sqlite:///{path}", "march-west").close()
            return path.read_bytes()
    finally:
        os.environ["PATH"] = before


def _add_questions(gradebook: Any, name: str, questions: Sequence[Question]) -> None:
    gradebook.add_assignment(name)
    gradebook.add_notebook(name, name)
    for number, question in enumerate(questions, start=1):
        kind = "markdown" if question.person else "code"
        gradebook.add_grade_cell(
            question.name, name, name, max_score=question.points, cell_type=kind
        )
        if question.person:
            gradebook.add_solution_cell(question.name, name, name)
        mistakes = ", ".join(
            f"judging.Mistake({n}, {m!r})" for n, m in enumerate(question.mistakes)
        )
        texts = {
            f"{question.name}_task": f"## Task {number}: about {question.name} (1 point)\n\nText.",
            question.name: f"# Check of task {number}\nverdict = judging.number(answer, 1, mistakes=[{mistakes}])\njudging.grade(verdict, points=1)",
        }
        for cell, source in texts.items():
            gradebook.add_source_cell(cell, name, name, source=source, cell_type=kind)


def _add_pupil(gradebook: Any, name: str, questions: Sequence[Question], pupil: Pupil) -> None:
    gradebook.add_student(pupil.id, **pupil.about)
    if pupil.work is None:
        return
    gradebook.add_submission(name, pupil.id)
    book = gradebook.find_submission_notebook(name, name, pupil.id)
    book.late_submission_penalty = pupil.penalty
    if pupil.broken:
        return  # nbgrader leaves every grade without a score, and marked for a person
    for question in questions:
        work = pupil.work[question.name]
        grade = gradebook.find_grade(question.name, name, name, pupil.id)
        grade.needs_manual_grade = work.points is None
        if question.person and work.points:
            grade.manual_score = work.points
        else:
            grade.auto_score = work.points


def _notebook(questions: Sequence[Question], work: Mapping[str, Work]) -> dict[str, Any]:
    cells: list[dict[str, Any]] = []
    for question in questions:
        if question.person:
            continue
        one = work[question.name]
        about = {"grade_id": f"{question.name}_answer", "grade": False, "solution": True}
        check = {"grade_id": question.name, "grade": True, "solution": False}
        source = f"# Your answer\n{one.answer}"
        cells += [
            _code(about, source, []),
            _code(check, "judging.grade(verdict, points=1)", [_said(one)]),
        ]
    return {"cells": cells, "metadata": {}, "nbformat": 4, "nbformat_minor": 5}


def _code(about: dict[str, Any], source: str, outputs: list[dict[str, Any]]) -> dict[str, Any]:
    lines = source.splitlines(keepends=True)
    return {
        "cell_type": "code",
        "metadata": {"nbgrader": about},
        "source": lines,
        "outputs": outputs,
    }


def _said(one: Work) -> dict[str, Any]:
    if one.error:
        message = MESSAGES.get(one.error, "{}").format(one.reason)
        return {"output_type": "error", "ename": one.error, "evalue": message, "traceback": []}
    heading = "Correct." if not one.reason else "Partly correct."
    markdown = [f"**{heading}** {one.reason or 'So it is.'}\n", "\n", "*Look at:* Weitz (2012).\n"]
    data = {"text/plain": [str(one.points)], "text/markdown": markdown}
    return {"output_type": "execute_result", "data": data, "metadata": {}, "execution_count": 1}
