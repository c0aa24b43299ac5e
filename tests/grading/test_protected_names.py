"""Which names a check reads is found from its code."""

import pytest

from marchwest.grading.protected.names import asked_names, read_names


@pytest.mark.parametrize(
    ("source", "reads", "binds"),
    [
        ('answer = globals().get("troops")', {"troops"}, {"answer"}),
        ('x = globals()["troops"]; "year" in globals()', {"troops", "year"}, {"x"}),
        ('get_ipython().user_ns["troops"]', {"troops", "get_ipython"}, set()),
        ("assert abs(share - 0.5) < 1e-9", {"share"}, set()),
        ("import pandas as pd\nassert frame.equals(pd.DataFrame())", {"frame"}, {"pd"}),
        ("from os import path", set(), {"path"}),
        ("for row in table:\n    total = row", {"table"}, {"row", "total"}),
        ("[row for row in table if row > limit]", {"table", "limit"}, set()),
        ("def check(a, *b, c=start):\n    d = a + e\n    return d", {"start", "e"}, {"check"}),
        ("lambda value: value + more", {"more"}, set()),
        ("class Case(Base):\n    kind = word", {"Base", "word"}, {"Case"}),
        ("total += 1", {"total"}, {"total"}),
        ("with opened as file:\n    file.read()", {"opened"}, {"file"}),
        ("try:\n    risky\nexcept ValueError as error:\n    error", {"risky"}, {"error"}),
        ("(seen := find(row))", {"find", "row"}, {"seen"}),
        ("%matplotlib inline\nassert chart", {"chart", "get_ipython"}, set()),
        ("= no python", set(), set()),
        ("print(len([1]))", set(), set()),
    ],
)
def test_names_are_read_from_code(source: str, reads: set[str], binds: set[str]) -> None:
    found = read_names(source)
    assert found.reads == reads
    assert found.binds == binds


def test_a_name_that_only_trusted_cells_bind_is_not_asked_of_the_student() -> None:
    checks = {
        "t01": "expected = exercises.shape\nassert answer == expected",
        "t02": "assert table.equals(exercises) and expected",
    }
    found = asked_names(
        checks,
        frozenset({"answer", "table"}),
        {"t01": frozenset({"exercises"}), "t02": frozenset({"exercises"})},
    )
    assert found == {"t01": ("answer",), "t02": ("table",)}


def test_a_name_that_an_answer_binds_anew_is_asked_of_the_student() -> None:
    found = asked_names(
        {"t01": "answer = globals().get('x')", "t02": "assert answer"},
        frozenset({"x", "answer"}),
        {},
    )
    assert found == {"t01": ("x",), "t02": ("answer",)}
