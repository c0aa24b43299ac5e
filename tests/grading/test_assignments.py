"""The student copies: made by nbgrader from solutions/, and silent about the answers."""

import json
import re
import runpy
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
import yaml

ROOT = Path(__file__).resolve().parents[2]
IMPORTS = {"import marchwest as mw"}
SETS = sorted(path.parent.name for path in (ROOT / "solutions").glob("*/*.ipynb"))


def read(folder: str, name: str) -> dict[str, Any]:
    path = ROOT / folder / name / f"{name}.ipynb"
    notebook: dict[str, Any] = json.loads(path.read_text(encoding="utf-8"))
    for cell in notebook["cells"]:
        cell["source"] = "".join(cell["source"])
    return notebook


def test_assignments_hold_nothing_but_the_problem_sets() -> None:
    # JupyterLab leaves checkpoints beside a notebook that somebody has opened; git ignores them.
    there = sorted(
        str(p.relative_to(ROOT / "assignments"))
        for p in (ROOT / "assignments").rglob("*.*")
        if ".ipynb_checkpoints" not in p.parts
    )
    assert there == [f"{name}/{name}.ipynb" for name in SETS]


@pytest.mark.nbgrader
def test_assignments_are_reproduced_byte_for_byte() -> None:
    script = [sys.executable, str(ROOT / "scripts" / "make_assignments.py"), "--check"]
    run = subprocess.run(script, capture_output=True, text=True, check=False)
    assert run.returncode == 0, run.stdout + run.stderr


def test_a_changed_copy_is_found(tmp_path: Path) -> None:
    script = runpy.run_path(str(ROOT / "scripts" / "make_assignments.py"))
    for folder in ("made", "committed"):
        (tmp_path / folder).mkdir()
        (tmp_path / folder / "a.ipynb").write_text("{}", encoding="utf-8")
    assert script["is_current"](tmp_path / "made", tmp_path / "committed")
    (tmp_path / "committed" / "a.ipynb").write_text("{ }", encoding="utf-8")
    assert not script["is_current"](tmp_path / "made", tmp_path / "committed")
    (tmp_path / "committed" / "a.ipynb").write_text("{}", encoding="utf-8")
    (tmp_path / "committed" / "key.py").write_text("", encoding="utf-8")
    assert not script["is_current"](tmp_path / "made", tmp_path / "committed")


@pytest.mark.parametrize("name", SETS)
def test_no_key_hidden_test_or_marking_scheme_in_a_student_copy(name: str) -> None:
    released = json.dumps(read("assignments", name), ensure_ascii=False)
    for word in ("HIDDEN", "SOLUTION", "MARK SCHEME", "Model answer", "judging.grade", "Mistake("):
        assert word not in released, word
    for cell in read("solutions", name)["cells"]:
        regions = re.findall(r"### BEGIN [A-Z ]+\n(.*?)### END", cell["source"], flags=re.S)
        visible = re.sub(r"### BEGIN [A-Z ]+\n.*?### END", "", cell["source"], flags=re.S)
        secret = {
            line.strip()
            for region in regions
            for line in region.split("\n")
            if len(line.strip()) > 25 and line.strip() not in visible
        }
        quoted = {line for line in secret if json.dumps(line, ensure_ascii=False)[1:-1] in released}
        assert quoted <= IMPORTS, (cell["id"], quoted)


@pytest.mark.parametrize("name", SETS)
def test_what_a_student_copy_shows_gives_no_answer_away(name: str) -> None:
    """The short right answers stand nowhere in the cells of their own task."""
    attempts = yaml.safe_load(
        (ROOT / "solutions" / name / "attempts.yaml").read_text(encoding="utf-8")
    )
    shown = {cell["id"]: cell["source"] for cell in read("assignments", name)["cells"]}
    for task, recorded in attempts.items():
        text = "\n".join(shown[f"{task}{part}"] for part in ("_task", "_answer", ""))
        for attempt in recorded["right"]:
            match = re.fullmatch(r"\w+ = \"?([^\[{(\n\"]+?)\"?\s*", attempt)
            if match and not re.search(r"[.(]", match[1]):
                assert not re.search(rf"(?<![\w-]){re.escape(match[1])}(?![\w-])", text), (
                    task,
                    match[1],
                )


@pytest.mark.parametrize("name", SETS)
def test_a_visible_check_cannot_tell_right_from_wrong(name: str) -> None:
    """Each check that a student copy shows treats right and wrong answers of one form alike."""
    from marchwest import judging

    attempts = yaml.safe_load(
        (ROOT / "solutions" / name / "attempts.yaml").read_text(encoding="utf-8")
    )
    cells = {cell["id"]: cell["source"] for cell in read("assignments", name)["cells"]}
    setup: dict[str, Any] = {}
    exec(next(source for cell_id, source in cells.items() if cell_id.endswith("_setup")), setup)
    for task, recorded in attempts.items():
        passed_wrong = 0
        for attempt in [*recorded["right"], *(wrong["answer"] for wrong in recorded["wrong"])]:
            space = dict(setup)
            exec(attempt, space)
            try:
                exec(cells[task], space)
            except judging.Unreadable:
                assert attempt not in recorded["right"], (task, attempt)
            else:
                passed_wrong += attempt not in recorded["right"]
        assert passed_wrong >= 2, task


@pytest.mark.parametrize("name", SETS)
def test_ids_are_stable_and_human(name: str) -> None:
    number = name.partition("-")[0]
    for cell in read("solutions", name)["cells"]:
        entry = cell["metadata"]["nbgrader"]
        assert cell["id"] == entry["grade_id"], "the cell id is the second way to know a cell"
        assert re.fullmatch(rf"{number}_(t\d\d(_task|_answer)?|\w+)", entry["grade_id"])
        assert not cell.get("outputs")
    points = [c["metadata"]["nbgrader"].get("points", 0) for c in read("solutions", name)["cells"]]
    assert 20 <= sum(points) <= 30


@pytest.mark.nbgrader
@pytest.mark.parametrize(
    ("options", "folder"),
    [([], "solutions"), (["--invert"], "assignments")],
    ids=["keys", "copies"],
)
def test_validate_passes_on_the_keys_and_inverted_on_the_student_copies(
    options: list[str], folder: str
) -> None:
    paths = [f"{folder}/{name}/{name}.ipynb" for name in SETS]
    command = [sys.executable, "-m", "nbgrader", "validate", *options, *paths]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    assert run.stdout.count("Success!") == len(SETS), run.stdout + run.stderr
