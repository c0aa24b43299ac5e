"""What students answered and what the checks said, read from the graded notebooks; wrong answers grouped."""

from __future__ import annotations

import ast
import json
import re
import warnings
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Any

import yaml

from marchwest.instructor.results import Mark, Results, State, Student, Task

__all__ = [
    "Answer",
    "Common",
    "Outcome",
    "common_answers",
    "common_mistakes",
    "known_messages",
    "read_answers",
    "same_form",
]

_LONGEST = 1500
"""Letters kept of an answer; a message is cut at a third of it."""
_PARSED = 20_000
"""Letters up to which an answer is read as Python."""
_HEADING = re.compile(
    r"^\W*(Not attempted|Partly correct|Correct|Incorrect|Cannot be read)\.\W*\s", re.ASCII
)
_COMPUTED = "\ue000"
"""In a message, what stands for a part that is computed; a letter that no text has."""
_LATER = re.compile(r"(?:^|\s)\*{0,2}(?:Look at|Next):")
_HIDDEN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff]")
"""Control letters, and those that make text run backwards."""


class Outcome(StrEnum):
    """What became of one task of one student."""

    FULL = "full points"
    PART = "part of the points"
    NONE = "no points"
    UNREADABLE = "could not be read"
    NOT_ATTEMPTED = "not attempted"
    ERROR = "ended in an error"
    PERSON = "needs a person"


_BY_ERROR = {
    "NotAttempted": Outcome.NOT_ATTEMPTED,
    "Unreadable": Outcome.UNREADABLE,
    "Incorrect": Outcome.NONE,
    "WrongAnswer": Outcome.NONE,
}


@dataclass(frozen=True)
class Answer:
    """One student's answer to one task."""

    outcome: Outcome
    points: float | None
    reason: str = ""
    """What the check said, without the verdict and without where to look."""
    source: str = ""
    """The answer in its one form; empty where no notebook is at hand."""


@dataclass(frozen=True)
class Common:
    """A mistake or an answer that several students share."""

    text: str
    students: int
    kind: str
    """``known mistake``, ``on record`` or ``new``."""
    reason: str = ""
    points: float | None = None


def read_answers(results: Results) -> dict[str, dict[tuple[str, str], Answer]]:
    """Read the answers of all graded students.

    Parameters
    ----------
    results : Results

    Returns
    -------
    dict
        By student and task. Where a notebook cannot be read, the outcome comes from the points.
    """
    return {student.id: _answers_of(student, results) for student in results.of_state(State.GRADED)}


def _answers_of(student: Student, results: Results) -> dict[tuple[str, str], Answer]:
    said = {}
    for book in dict.fromkeys(task.notebook for task in results.tasks):
        said[book] = _said(results.course, results.assignment, book, student)
    return {
        task.key: _answer(task, student.marks.get(task.key, Mark(None)), said[task.notebook])
        for task in results.tasks
    }


def _answer(task: Task, mark: Mark, said: dict[str, tuple[str, str, str]]) -> Answer:
    error, reason, source = said.get(task.name, ("", "", ""))
    if mark.points is None:
        return Answer(Outcome.PERSON, None)
    if mark.untouched:
        return Answer(Outcome.NOT_ATTEMPTED, mark.points)
    if mark.points >= task.most > 0:
        return Answer(Outcome.FULL, mark.points, reason, source)
    if mark.points > 0:
        return Answer(Outcome.PART, mark.points, reason, source)
    outcome = _BY_ERROR.get(error, Outcome.NONE)
    # A check with the judge never ends in another error by the fault of an answer; one that an
    # instructor wrote with plain asserts does. And a person may have decided already.
    if error and error not in _BY_ERROR and "judging.grade(" in task.source and not mark.by_hand:
        outcome = Outcome.ERROR
    return Answer(outcome, mark.points, reason, source)


def _said(
    course: Path, assignment: str, notebook: str, student: Student
) -> dict[str, tuple[str, str, str]]:
    """Return error, reason and answer of each check in one graded notebook."""
    if Path(student.id).name != student.id:
        return {}
    path = course / "autograded" / student.id / assignment / f"{notebook}.ipynb"
    try:
        cells = [_Cell.read(cell) for cell in json.loads(path.read_text("utf-8"))["cells"]]
    except (OSError, ValueError, KeyError, TypeError, AttributeError, RecursionError):
        return {}  # not a notebook: the points still count
    answers = {cell.grade_id: cell.source for cell in cells if cell.solution}
    found, last = {}, ""
    for cell in cells:
        if cell.solution:
            last = cell.source
        elif cell.grade:
            source = answers.get(f"{cell.grade_id}_answer", last)
            source = _without_names(same_form(source), student)
            reason = _without_names(_clean(cell.reason, _LONGEST // 3), student)
            found[cell.grade_id] = (cell.error, reason, source)
            last = ""
    return found


@dataclass(frozen=True)
class _Cell:
    grade_id: str
    grade: bool
    solution: bool
    source: str
    error: str
    reason: str

    @classmethod
    def read(cls, cell: dict[str, Any]) -> _Cell:
        about = cell.get("metadata", {}).get("nbgrader", {})
        is_code = cell.get("cell_type") == "code"
        error, reason = _output(cell.get("outputs", [])) if is_code else ("", "")
        return cls(
            grade_id=str(about.get("grade_id", "")),
            grade=is_code and bool(about.get("grade")),
            solution=is_code and bool(about.get("solution")),
            source=_text(cell.get("source", "")),
            error=error,
            reason=reason,
        )


def _text(value: Any) -> str:
    return "".join(map(str, value)) if isinstance(value, list) else str(value)


def _output(outputs: list[dict[str, Any]]) -> tuple[str, str]:
    """Return the name of an error and what the check said; an error decides, as in nbgrader."""
    for output in outputs:
        if output.get("output_type") == "error":
            name, message = str(output.get("ename", "")), _text(output.get("evalue", ""))
            own = name in _BY_ERROR
            return name, _reason(message) if own else f"{name}: {message}".split("\n")[0]
    for output in outputs:
        if output.get("output_type") == "execute_result":
            return "", _reason(_text(output.get("data", {}).get("text/markdown", "")))
    return "", ""


def _reason(message: str) -> str:
    body = _HEADING.sub("", message, count=1)
    return " ".join(_LATER.split(body, maxsplit=1)[0].split())


def _clean(text: str, longest: int) -> str:
    text = _HIDDEN.sub("\ufffd", text).strip()
    return text if len(text) <= longest else text[:longest] + " ..."


def same_form(source: str) -> str:
    r"""Return an answer in a form that does not depend on spaces, quotes, brackets or comments.

    Parameters
    ----------
    source : str
        The text of an answer cell.

    Returns
    -------
    str
        What Python cannot read keeps its lines, without the comment at the top.

    Examples
    --------
    >>> same_form("# Your answer to task 2\ngoods =  700_000   # dollars")
    'goods = 700000'
    """
    lines = [line.rstrip() for line in source.strip().split("\n")]
    while lines and (not lines[0] or lines[0].startswith("#")):
        lines.pop(0)
    text = "\n".join(lines)
    if len(text) <= _PARSED:
        try:
            with warnings.catch_warnings():
                warnings.simplefilter("ignore")
                text = ast.unparse(ast.parse(text))
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            pass
    return _clean(text, _LONGEST)


def _without_names(text: str, student: Student) -> str:
    """Take out what names the student: a name inside an answer would end the pseudonym."""
    for name in (student.email, student.id, student.first_name, student.last_name):
        if len(name) < 2 or (len(name) < 5 and name.isdigit()):
            continue
        pattern = re.escape(name)
        if name.isascii():  # scripts without spaces have no end of a word to look for
            pattern = rf"(?<![A-Za-z0-9]){pattern}(?![A-Za-z0-9])"
        text = re.sub(pattern, "[name]", text, flags=re.IGNORECASE)
    return text


# --- which mistakes the author foresaw -----------------------------------------------------------


def known_messages(task: Task) -> list[tuple[str, re.Pattern[str]]]:
    """Return the messages of the mistakes that a check knows: ``judging.Mistake(value, message)``.

    Parameters
    ----------
    task : Task

    Returns
    -------
    list of tuple
        Each message with a pattern that finds it; what is computed in it may be anything.
    """
    try:
        tree = ast.parse(task.source)
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return []
    found = {}
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and _name(node.func) == "Mistake":
            parts = list(_parts(_argument(node)))
            if any(part and part.strip(" .") for part in parts):
                text = " ".join("".join(_COMPUTED if one is None else one for one in parts).split())
                fixed = [re.escape(one) for one in text.removesuffix(".").split(_COMPUTED)]
                found[text.replace(_COMPUTED, "...")] = re.compile(".+?".join(fixed))
    return list(found.items())


def _name(called: ast.expr) -> str:
    if isinstance(called, ast.Attribute):
        return called.attr
    return called.id if isinstance(called, ast.Name) else ""


def _argument(call: ast.Call) -> ast.expr | None:
    if len(call.args) > 1:
        return call.args[1]
    return next((word.value for word in call.keywords if word.arg == "message"), None)


def _parts(message: ast.expr | None) -> Iterator[str | None]:
    """Yield the fixed parts of a text, and ``None`` for each computed one."""
    if isinstance(message, ast.Constant) and isinstance(message.value, str):
        yield message.value
    elif isinstance(message, ast.JoinedStr):
        for part in message.values:
            yield from _parts(part)
    elif message is not None:
        yield None


def _on_record(results: Results) -> dict[str, list[str]]:
    """Return, for each task, parts of the messages of the wrong answers that test the judge."""
    for folder in ("solutions", "source"):
        path = results.course / folder / results.assignment / "attempts.yaml"
        try:
            attempts = yaml.safe_load(path.read_text(encoding="utf-8"))
            return {
                str(task): [" ".join(str(one["says"]).split()) for one in kinds.get("wrong") or []]
                for task, kinds in attempts.items()
            }
        except (OSError, ValueError, yaml.YAMLError, KeyError, TypeError, AttributeError):
            continue
    return {}


# --- grouping ------------------------------------------------------------------------------------

_WRONG = (Outcome.PART, Outcome.NONE, Outcome.UNREADABLE)


def _wrong(task: Task, answers: Iterable[dict[tuple[str, str], Answer]]) -> list[Answer]:
    return [
        answer
        for each in answers
        if (answer := each[task.key]).outcome in _WRONG and answer.reason and not task.by_person
    ]


def common_mistakes(
    results: Results, answers: dict[str, dict[tuple[str, str], Answer]]
) -> dict[tuple[str, str], list[Common]]:
    """Count the mistakes of each task: known ones by their message, others by what the check said.

    Parameters
    ----------
    results : Results
    answers : dict
        From `read_answers`.

    Returns
    -------
    dict
        By task, the most frequent first. One answer may hold several known mistakes.
    """
    record = _on_record(results)
    found = {}
    for task in results.tasks:
        known = known_messages(task)
        counts: Counter[tuple[str, str]] = Counter()
        for answer in _wrong(task, answers.values()):
            hits = [text for text, pattern in known if pattern.search(answer.reason)]
            counts.update({(text, "known mistake") for text in hits})
            if not hits:
                kind = "on record" if _any_in(record.get(task.name, []), answer) else "new"
                counts[answer.reason, kind] += 1
        found[task.key] = [
            Common(text, students, kind)
            for (text, kind), students in sorted(counts.items(), key=lambda one: (-one[1], one[0]))
        ]
    return found


def _any_in(record: list[str], answer: Answer) -> bool:
    return any(says in answer.reason for says in record)


def common_answers(
    results: Results, answers: dict[str, dict[tuple[str, str], Answer]]
) -> dict[tuple[str, str], list[Common]]:
    """Count equal wrong answers of each task.

    Parameters
    ----------
    results : Results
    answers : dict
        From `read_answers`.

    Returns
    -------
    dict
        By task, the most frequent first.
    """
    record = _on_record(results)
    found = {}
    for task in results.tasks:
        known = known_messages(task)
        same: dict[str, list[Answer]] = defaultdict(list)
        for answer in _wrong(task, answers.values()):
            same[answer.source].append(answer)
        groups = []
        for source, alike in same.items():
            # The same text may be judged in two ways where it rests on another cell.
            most, _ = Counter((one.reason, one.points) for one in alike).most_common(1)[0]
            one = next(one for one in alike if (one.reason, one.points) == most)
            if any(pattern.search(one.reason) for _, pattern in known):
                kind = "known mistake"
            else:
                kind = "on record" if _any_in(record.get(task.name, []), one) else "new"
            groups.append(Common(source, len(alike), kind, one.reason, one.points))
        found[task.key] = sorted(groups, key=lambda group: (-group.students, group.text))
    return found
