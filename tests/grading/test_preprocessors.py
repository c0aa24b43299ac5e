"""The preprocessors one by one, on small notebooks."""

import json
from pathlib import Path
from typing import Any

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook, new_output

from marchwest.grading import ExecuteInTime, HideTests, RequirePoints, TrimOutputs
from marchwest.grading.names import tell_renamed_notebooks
from marchwest.grading.plan import Planned
from marchwest.grading.sanitize import sanitize
from marchwest.grading.status import asked, notes

TEST = "judging.form(x)\n### BEGIN HIDDEN TESTS\njudging.grade(x)\n### END HIDDEN TESTS"


def planned(grade_id: str, source: str, **roles: Any) -> Planned:
    values: dict[str, Any] = {
        "cell_type": "code",
        "checksum": "0" * 32,
        "locked": False,
        "grade": False,
        "solution": False,
        "task": False,
        "points": 0.0,
    }
    return Planned(grade_id=grade_id, source=source, **(values | roles))


PLAN = [
    planned("q1_task", "# Question 1", cell_type="markdown", locked=True),
    planned("q1_answer", "# Your answer to 1\nx = ...", solution=True),
    planned("q1", TEST, locked=True, grade=True, points=2.0),
    planned(
        "q2",
        "**Your answer to 2**\n\n*Write.*",
        cell_type="markdown",
        grade=True,
        solution=True,
        points=3.0,
    ),
]


def submission() -> Any:
    """Return what a student hands in who did all and changed nothing else."""
    cells = []
    for cell in PLAN:
        new = new_markdown_cell if cell.cell_type == "markdown" else new_code_cell
        made = new(cell.released, id=cell.grade_id, metadata=cell.metadata())
        cells.append(nbformat.from_dict(made))
    cells[1].source += "\nx = 5"
    cells[3].source += "\nMy view."
    return new_notebook(cells=cells)


def ids(nb: Any) -> list[str]:
    return [cell.metadata.get("nbgrader", {}).get("grade_id", "") for cell in nb.cells]


def test_a_good_submission_gets_only_its_tests_back() -> None:
    nb = submission()
    sanitize(nb, PLAN)
    assert ids(nb) == [cell.grade_id for cell in PLAN]
    assert nb.cells[2].source == TEST
    assert nb.cells[1].source.endswith("x = 5")
    assert notes(nb) == []


def test_only_the_metadata_of_the_plan_survives() -> None:
    nb = submission()
    nb.metadata["celltoolbar"] = "x"
    nb.metadata["marchwest"] = {"notes": ["all is well"], "ask": []}
    nb.cells[2].metadata["tags"] = ["skip-execution"]
    nb.cells[2].metadata.nbgrader.update(points=100, grade=False, schema_version=1)
    nb.cells[1].metadata.nbgrader = "no dict"
    sanitize(nb, PLAN)
    found = {cell["id"]: dict(cell.metadata) for cell in nb.cells}
    assert found["q1"] == PLAN[2].metadata()
    assert found["q1_answer"] == PLAN[1].metadata()
    assert "celltoolbar" not in nb.metadata
    assert "all is well" not in notes(nb)


def test_an_empty_copy_of_an_answer_cell_does_not_undo_the_answer() -> None:
    nb = submission()
    twin = nbformat.from_dict(json.loads(json.dumps(nb.cells[1])))
    twin.source = PLAN[1].released
    nb.cells.insert(2, twin)
    sanitize(nb, PLAN)
    assert ids(nb)[1:] == [cell.grade_id for cell in PLAN]
    assert [cell.source for cell in nb.cells if cell.source.endswith("x = ...")] == []


def test_two_different_essays_need_a_person() -> None:
    nb = submission()
    twin = nbformat.from_dict(json.loads(json.dumps(nb.cells[3])))
    twin.source += " Another view."
    nb.cells.append(twin)
    sanitize(nb, PLAN)
    assert asked(nb) == ["q2"]
    assert "My view.\n" not in notes(nb)
    texts = [cell.source for cell in nb.cells if "My view." in cell.source]
    assert len(texts) == 2, "both stay readable"


def test_lost_metadata_and_ids_are_known_by_text() -> None:
    nb = submission()
    for number, cell in enumerate(nb.cells):
        cell.metadata, cell["id"] = nbformat.from_dict({}), f"x{number}"
    sanitize(nb, PLAN)
    assert ids(nb)[1:] == [cell.grade_id for cell in PLAN]
    assert asked(nb) == []
    assert "known again by their text" in nb.cells[0].source


def test_an_answer_that_cannot_be_placed_needs_a_person() -> None:
    nb = submission()
    nb.cells[1].metadata, nb.cells[1]["id"] = nbformat.from_dict({}), "mine"
    nb.cells[1].source = "x = 5"
    sanitize(nb, PLAN)
    assert asked(nb) == ["q1"]
    run = [cell.source for cell in nb.cells if cell.cell_type == "code"]
    assert run.index("x = 5") > 0
    assert "x = ..." not in "".join(run[:2]), "the placeholder must not undo the answer"


def test_another_notebook_altogether_needs_a_person() -> None:
    nb = new_notebook(cells=[new_code_cell("1 + 1", id="a")])
    sanitize(nb, PLAN)
    assert set(asked(nb)) == {"q1", "q2"}
    assert set(ids(nb)) - {""} == {cell.grade_id for cell in PLAN}


def test_another_order_needs_a_person() -> None:
    nb = submission()
    nb.cells.reverse()
    sanitize(nb, PLAN)
    assert set(asked(nb)) == {"q1", "q2"}


def test_retyped_cells_get_their_type_back() -> None:
    nb = submission()
    nb.cells[2] = new_markdown_cell(nb.cells[2].source, id="q1", metadata=nb.cells[2].metadata)
    nb.cells[3] = new_code_cell(nb.cells[3].source, id="q2", metadata=nb.cells[3].metadata)
    sanitize(nb, PLAN)
    assert [cell.cell_type for cell in nb.cells if cell.metadata.get("nbgrader")] == [
        "markdown",
        "code",
        "code",
        "markdown",
    ]
    nbformat.validate(nb)


def graded(*outputs: Any, source: str = TEST) -> Any:
    cell = new_code_cell(source, metadata=PLAN[2].metadata(), outputs=list(outputs))
    RequirePoints().preprocess_cell(nbformat.from_dict(cell), {}, 0)
    made, _ = RequirePoints().preprocess_cell(nbformat.from_dict(cell), {}, 0)
    return made


def result(text: str) -> Any:
    return new_output("execute_result", data={"text/plain": text})


@pytest.mark.parametrize("text", ["0.0", "1.5", "2.0"])
def test_points_are_left_alone_and_noise_goes(text: str) -> None:
    made = graded(new_output("stream", name="stderr", text="warning"), result(text))
    assert [output.output_type for output in made.outputs] == ["execute_result"]


@pytest.mark.parametrize(
    "outputs",
    [
        [],
        [new_output("stream", name="stdout", text="2.0")],
        [result("nan")],
        [result("-1")],
        [result("3.0")],
        [result("True")],
        [result("np.float64(0.0)")],
        [result("2.0"), result("2.0")],
    ],
)
def test_without_plain_points_a_check_is_an_error(outputs: list[Any]) -> None:
    """Stock nbgrader gives full points to most of these."""
    from nbgrader import utils

    assert utils.determine_grade(graded(*outputs))[0] == 0


def test_an_instructors_own_assert_cell_keeps_nbgraders_rules() -> None:
    assert graded(source="assert x == 5").outputs == []


def test_outputs_are_cut_by_characters() -> None:
    cell = new_code_cell(
        "x",
        outputs=[
            new_output("stream", name="stdout", text="y" * 10_000_000),
            new_output("display_data", data={"image/png": "z" * 4_000_000, "text/plain": "i"}),
            *[new_output("stream", name="stdout", text="n") for _ in range(500)],
            result("1.0"),
        ],
    )
    made, _ = TrimOutputs().preprocess_cell(nbformat.from_dict(cell), {}, 0)
    assert len(json.dumps(made)) < 60_000
    assert "image/png" not in made.outputs[1].data
    assert made.outputs[-1].output_type == "execute_result", "points are never cut away"


def test_feedback_hides_tests_and_tracebacks_that_quote_them() -> None:
    error = new_output("error", ename="NameError", evalue="x", traceback=["judging.grade(x)"])
    own = new_output("error", ename="Incorrect", evalue="Incorrect. No.", traceback=["Incorrect."])
    cell = new_code_cell(TEST, metadata=PLAN[2].metadata(), outputs=[error, own])
    made, _ = HideTests().preprocess_cell(nbformat.from_dict(cell), {}, 0)
    assert "judging.grade" not in json.dumps(made)
    assert made.outputs[1].traceback == ["Incorrect."]
    assert "judging.form(x)" in made.source


def test_a_renamed_notebook_is_named_with_the_command(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level("ERROR")
    logger = __import__("traitlets.log", fromlist=["get_logger"]).get_logger()
    logger.propagate = True
    tell_renamed_notebooks(notebooks=[str(Path("submitted/li/ps2/mine.ipynb"))], assignment="ps2")
    tell_renamed_notebooks(notebooks=[str(Path("submitted/na/ps2/ps2.ipynb"))], assignment="ps2")
    assert "mine.ipynb" in caplog.text
    assert "--student li --force" in caplog.text
    assert "na/ps2" not in caplog.text


@pytest.mark.slow
def test_a_notebook_that_will_not_be_interrupted_ends_in_time() -> None:
    """Stock nbgrader waits the full time again for each of the cells that follow."""
    import time

    stubborn = "import time\nwhile True:\n    try:\n        time.sleep(60)\n    except BaseException:\n        pass"
    follow = [new_code_cell(f"x = {n}") for n in range(3)]
    nb = new_notebook(
        cells=[new_code_cell(stubborn), *follow],
        metadata={"kernelspec": {"name": "python3", "display_name": "Python 3"}},
    )
    runner = ExecuteInTime(timeout=5, total_time=6, shutdown_kernel="immediate")
    started = time.monotonic()
    made, _ = runner.preprocess(nbformat.from_dict(nb), {"metadata": {"path": "."}})
    assert time.monotonic() - started < 40
    assert all(any(output.output_type == "error" for output in cell.outputs) for cell in made.cells)
