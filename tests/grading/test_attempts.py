"""Every recorded answer, run through the checks of its task as the grader would run it."""

import ast
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
import yaml

from marchwest import judging

ROOT = Path(__file__).resolve().parents[2]
SOLUTIONS = ROOT / "solutions"
SETS = sorted(path.parent.name for path in SOLUTIONS.glob("*/attempts.yaml"))


@cache
def load_set(name: str) -> tuple[dict[str, Any], dict[str, dict[str, Any]]]:
    """Return the recorded attempts and the notebook's cells by grade_id."""
    folder = SOLUTIONS / name
    attempts = yaml.safe_load((folder / "attempts.yaml").read_text(encoding="utf-8"))
    notebook = json.loads((folder / f"{name}.ipynb").read_text(encoding="utf-8"))
    cells = {
        cell["metadata"]["nbgrader"]["grade_id"]: {**cell, "source": "".join(cell["source"])}
        for cell in notebook["cells"]
        if cell["metadata"].get("nbgrader")
    }
    return attempts, cells


def auto_tasks(cells: dict[str, dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {
        grade_id: cell
        for grade_id, cell in cells.items()
        if cell["metadata"]["nbgrader"]["grade"] and cell["cell_type"] == "code"
    }


@pytest.fixture(scope="module")
def prepared() -> dict[str, dict[str, Any]]:
    """Return, for each set, the names that its setup cell makes."""
    spaces = {}
    for name in SETS:
        _, cells = load_set(name)
        setup = next(cell for grade_id, cell in cells.items() if grade_id.endswith("_setup"))
        space: dict[str, Any] = {}
        exec(setup["source"], space)
        spaces[name] = space
    return spaces


def run_check(source: str, space: dict[str, Any]) -> Any:
    """Run a check as a notebook does: the value of the last expression is the result."""
    tree = ast.parse(source)
    last = tree.body.pop()
    assert isinstance(last, ast.Expr), "a check ends in judging.grade(...)"
    exec(compile(tree, "<check>", "exec"), space)
    return eval(compile(ast.Expression(last.value), "<check>", "eval"), space)


def earned(attempt: str, check: str, space: dict[str, Any]) -> tuple[float, str, str]:
    """Return points, message and kind of outcome of one attempt."""
    exec(attempt, space)
    try:
        result = run_check(check, space)
    except judging.WrongAnswer as refusal:
        return 0.0, str(refusal), type(refusal).__name__
    assert float(repr(result)) == result, "nbgrader reads the printed result as a float"
    return float(result), result.verdict.message, "Points"


def every(kind: str) -> list[Any]:
    found = []
    for name in SETS:
        attempts, _ = load_set(name)
        for task, recorded in attempts.items():
            for number, attempt in enumerate(recorded[kind], start=1):
                found.append(pytest.param(name, task, attempt, id=f"{task}-{kind}-{number}"))
    return found


@pytest.mark.parametrize("name", SETS)
def test_each_task_has_attempts_of_every_kind(name: str) -> None:
    attempts, cells = load_set(name)
    assert set(attempts) == set(auto_tasks(cells))
    for task, recorded in attempts.items():
        assert len({str(attempt) for attempt in recorded["right"]}) >= 2, task
        assert len(recorded["wrong"]) >= 3, task
        assert recorded["blank"], task


@pytest.mark.parametrize(("name", "task", "attempt"), every("right"))
def test_a_right_answer_earns_all(
    name: str, task: str, attempt: str, prepared: dict[str, dict[str, Any]]
) -> None:
    _, cells = load_set(name)
    points, message, _ = earned(attempt, cells[task]["source"], dict(prepared[name]))
    assert points == cells[task]["metadata"]["nbgrader"]["points"], message
    assert message.startswith("Correct.")


@pytest.mark.parametrize(("name", "task", "attempt"), every("wrong"))
def test_a_wrong_answer_earns_its_score_with_its_own_message(
    name: str, task: str, attempt: dict[str, Any], prepared: dict[str, dict[str, Any]]
) -> None:
    _, cells = load_set(name)
    points, message, _ = earned(attempt["answer"], cells[task]["source"], dict(prepared[name]))
    assert attempt["says"] in message
    assert points == attempt.get("earns", 0)
    assert "Next:" in message


@pytest.mark.parametrize(("name", "task", "attempt"), every("blank"))
def test_a_blank_answer_is_not_attempted(
    name: str, task: str, attempt: str, prepared: dict[str, dict[str, Any]]
) -> None:
    _, cells = load_set(name)
    points, _, kind = earned(attempt, cells[task]["source"], dict(prepared[name]))
    assert (points, kind) == (0.0, "NotAttempted")


@pytest.mark.parametrize("name", SETS)
def test_the_key_earns_all_and_a_missing_name_is_not_attempted(
    name: str, prepared: dict[str, dict[str, Any]]
) -> None:
    _, cells = load_set(name)
    for task, cell in auto_tasks(cells).items():
        points, message, _ = earned(
            cells[f"{task}_answer"]["source"], cell["source"], dict(prepared[name])
        )
        assert points == cell["metadata"]["nbgrader"]["points"], (task, message)
        _, _, kind = earned("", cell["source"], dict(prepared[name]))
        assert kind == "NotAttempted", task


@pytest.mark.parametrize("name", SETS)
def test_a_check_needs_no_other_cell(name: str) -> None:
    """One broken cell, the setup cell included, does not break the check of another task."""
    attempts, cells = load_set(name)
    for task, cell in auto_tasks(cells).items():
        plain_answer = next((a for a in attempts[task]["right"] if "\n" not in a.strip()), None)
        if plain_answer is None or "pd." in plain_answer:
            continue
        points, message, _ = earned(plain_answer, cell["source"], {})
        assert points > 0, (task, message)
