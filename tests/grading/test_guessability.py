"""What a student copy shows lets nobody guess: its checks look at form, never at the value.

The plausible answers to each check are enumerated (every figure and date of the data, every option,
every source), and the check that the student copy shows must treat them all alike.
"""

import ast
import itertools
import json
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from classes import problem_sets

import marchwest as mw
from marchwest import judging
from marchwest.data import claim_tables, columns

ROOT = Path(__file__).resolve().parents[2]


@cache
def cells(folder: str, name: str) -> dict[str, dict[str, Any]]:
    nb = json.loads((ROOT / folder / name / f"{name}.ipynb").read_text(encoding="utf-8"))
    return {cell["id"]: {**cell, "source": "".join(cell["source"])} for cell in nb["cells"]}


def checks(name: str) -> dict[str, str]:
    return {
        cell_id: cell["source"]
        for cell_id, cell in cells("assignments", name).items()
        if cell["cell_type"] == "code" and cell["metadata"]["nbgrader"]["grade"]
    }


@cache
def figures() -> tuple[float, ...]:
    """Return every number that a claim has, and the small ones that counts and gaps may be."""
    found = {float(number) for number in range(101)}
    for table in claim_tables():
        rows = mw.load(table)
        for column in columns(table):
            if column.role == "value" and rows[column.name].dtype.kind in "if":
                found |= {float(value) for value in rows[column.name].dropna()}
    return tuple(sorted(found))


@cache
def dates() -> tuple[str, ...]:
    found: set[str] = set()
    for table in claim_tables():
        rows = mw.load(table)
        for column in ("date_start", "date_end"):
            if column in rows:
                found |= {str(value) for value in rows[column].dropna()}
    return tuple(sorted(found))


def form_of(check: str) -> tuple[str, dict[str, Any], str]:
    """Return kind and keywords of the one `judging.form` call that a check makes, and its answer."""
    calls = [node for node in ast.walk(ast.parse(check)) if isinstance(node, ast.Call)]
    forms = [call for call in calls if ast.unparse(call.func) == "judging.form"]
    assert len(forms) == 1, "a visible check is one call of judging.form"
    named = [call for call in calls if ast.unparse(call.func) == "globals().get"]
    seen: list[tuple[str, dict[str, Any]]] = []
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(judging, "form", lambda _, kind, **more: seen.append((kind, more)))
        exec("\n".join(ast.unparse(node) for node in ast.parse(check).body[:-1]), space := {})
        exec(ast.unparse(forms[0]), space)
    return *seen[0], ast.literal_eval(named[0].args[0])


def plausible(kind: str, more: dict[str, Any]) -> list[Any]:
    """Return answers of the right form, as many as the data make plausible."""
    sources = sorted(mw.load("sources")["source_id"])
    options = list(more.get("options") or [])
    if kind == "number":
        return list(figures())
    if kind == "whole number":
        return [number for number in figures() if number.is_integer()]
    if kind == "date":
        return list(dates())
    if kind == "choice":
        return options
    if kind == "text":
        return [*sources, *dates()[:50]]
    if kind == "country":
        return ["KAZ", "KGZ", "TJK", "TKM", "UZB", "CHN", "RUS", "IND", "PAK", "IRN"]
    if kind == "claims":
        return [[one] for one in mw.claims()["claim_id"]][::5]
    if kind == "set":
        parts = options or ["KAZ", "KGZ", "TJK", "TKM", "UZB", "CHN", "RUS", *sources]
        return [list(pair) for pair in itertools.combinations(parts, 2)]
    if kind == "order":
        return [list(one) for one in itertools.islice(itertools.permutations(options), 500)]
    if kind == "mapping":
        values = options or [*sources, *dates()[:20], "IV.B, para. 1", 3]
        return [dict.fromkeys(more["keys"], value) for value in values]
    if kind == "table":
        rows = [figures()[:5], sources[:5], dates()[:5]]
        return [{column: list(values) for column in more["columns"]} for values in rows]
    return []


def outcome(check: str, answer: str, value: Any) -> str:
    if isinstance(value, dict) and 'judging.form(answer, "table"' in check:
        import pandas as pd

        value = pd.DataFrame(value)
    try:
        exec(check, {answer: value})
    except judging.WrongAnswer as refusal:
        return f"{type(refusal).__name__}: {refusal}"
    return "passed"


@pytest.mark.parametrize("name", problem_sets())
def test_a_visible_check_treats_all_plausible_answers_alike(name: str) -> None:
    tried = 0
    for task, check in checks(name).items():
        kind, more, answer = form_of(check)
        candidates = plausible(kind, more)
        outcomes = {outcome(check, answer, value) for value in candidates}
        assert outcomes <= {"passed"}, (task, kind, sorted(outcomes)[:3])
        tried += len(candidates)
        if kind not in ("chart", "function"):
            assert len(candidates) >= 3, f"{task}: three answers are plausible at least"
    assert tried > 100


@pytest.mark.parametrize("name", problem_sets())
def test_a_visible_check_says_nothing_but_the_form(name: str) -> None:
    """An import, the answer's name, the options that may be chosen and the form: no more can leak."""
    for task, check in checks(name).items():
        body = ast.parse(check).body
        assert isinstance(body[0], ast.ImportFrom), task
        assert ast.unparse(body[-1]).startswith("judging.form("), task
        for line in body[1:-1]:
            assert isinstance(line, ast.Assign), (task, ast.unparse(line))
            if ast.unparse(line.targets[0]) != "answer":
                ast.literal_eval(line.value)


def test_a_check_that_leaks_is_found() -> None:
    leaking = (
        "from marchwest import judging\n"
        'answer = globals().get("x")\n'
        'judging.form(answer, "number")\n'
        "if answer != 24: raise judging.refuse(judging.choice('a', 'b', ['a', 'b']))"
    )
    kind, more, answer = form_of(leaking.rpartition("\n")[0])
    outcomes = {outcome(leaking, answer, value) for value in plausible(kind, more)}
    assert len(outcomes) == 2


@pytest.mark.parametrize("name", problem_sets())
def test_options_are_three_at_least_where_one_is_chosen(name: str) -> None:
    for task, check in checks(name).items():
        kind, more, _ = form_of(check)
        if kind == "choice" or (kind == "mapping" and more.get("options")):
            assert len(more["options"]) >= 3, task
