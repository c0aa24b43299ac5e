"""From verdict to points, as a notebook and nbgrader see them."""

import numpy as np
import pytest
from IPython.core.interactiveshell import InteractiveShell
from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_output
from nbgrader import utils

from marchwest import judging

RIGHT = judging.number(20, 20, explain="Both sides say so.")
PARTLY = judging.members(["a", "b", "c"], ["a", "b", "c", "d"])
WRONG = judging.number(8, 20, where="Peyrouse, para. 2")


def test_only_a_right_or_partly_right_answer_returns() -> None:
    assert judging.grade(RIGHT, 2) == 2.0
    assert judging.grade(PARTLY, 2, partial=True) == 1.5
    with pytest.raises(judging.Incorrect):
        judging.grade(PARTLY, 2)
    with pytest.raises(judging.Incorrect, match="8 is not the figure"):
        judging.grade(WRONG, 2, partial=True)
    with pytest.raises(judging.NotAttempted):
        judging.grade(judging.number(None, 20), 2)
    with pytest.raises(judging.Unreadable):
        judging.grade(judging.number("x", 20), 2)


def test_shares_are_rounded_down_to_a_quarter() -> None:
    third = judging.mapping({"a": 1, "b": 0, "c": 0}, {"a": 1, "b": 2, "c": 3}, kind="number")
    assert judging.grade(third, 2, partial=True) == 0.5
    with pytest.raises(judging.Incorrect):
        judging.grade(third, 0.5, partial=True)


def test_message_has_verdict_reason_place_and_next_step() -> None:
    assert WRONG.message == (
        "Incorrect. 8 is not the figure asked for. Look at: Peyrouse, para. 2. "
        "Next: Read the passage again, then retry."
    )
    assert WRONG.markdown.split("\n\n") == [
        "**Incorrect.** 8 is not the figure asked for.",
        "*Look at:* Peyrouse, para. 2.",
        "*Next:* Read the passage again, then retry.",
    ]
    assert RIGHT.message == "Correct. Both sides say so."


def test_a_score_is_a_plain_float_in_range() -> None:
    for score in (1, np.float64(0.5), -0.1, 1.1, float("nan"), True):
        with pytest.raises(judging.ExpectationError):
            judging.Verdict(judging.Outcome.INCORRECT, score, "x")  # type: ignore[arg-type]
    with pytest.raises(judging.ExpectationError):
        judging.Verdict(judging.Outcome.CORRECT, 0.5, "x")
    with pytest.raises(judging.ExpectationError):
        judging.Verdict(judging.Outcome.UNREADABLE, 1.0, "x")


@pytest.fixture(scope="module")
def shell() -> InteractiveShell:
    return InteractiveShell.instance()


@pytest.mark.parametrize(("verdict", "points"), [(RIGHT, 2.0), (PARTLY, 1.5)])
def test_nbgrader_reads_the_points_that_were_meant(
    shell: InteractiveShell, verdict: judging.Verdict, points: float
) -> None:
    data, _ = shell.display_formatter.format(judging.grade(verdict, 2, partial=True))
    assert data["text/plain"] == repr(points)
    assert data["text/markdown"] == verdict.markdown
    cell = new_code_cell("judging.grade(x)", outputs=[new_output("execute_result", data=data)])
    entry = {"grade": True, "solution": False, "points": 2, "grade_id": "q", "locked": True}
    cell.metadata = from_dict({"nbgrader": entry})
    assert utils.determine_grade(cell) == (points, 2.0)


def test_a_notebook_shows_the_message_and_no_traceback(
    shell: InteractiveShell, capsys: pytest.CaptureFixture[str]
) -> None:
    shell.run_cell(
        "from marchwest import judging\n"
        "judging.grade(judging.number(8, 20, where='a long place ' * 20), 1)"
    )
    out, err = capsys.readouterr()
    message = judging.number(8, 20, where="a long place " * 20).message
    assert out.split() == message.split()
    assert max(map(len, out.split("\n"))) <= 90, "feedback pages do not break long lines"
    assert err == ""
