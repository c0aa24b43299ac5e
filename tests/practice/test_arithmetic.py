"""Formulas of items: four operations on named values, and nothing that a file could smuggle in."""

import contextlib

import pytest
from hypothesis import given
from hypothesis import strategies as st

from marchwest.judging import ExpectationError
from marchwest.practice.arithmetic import worked_out

numbers = st.floats(-1e9, 1e9)


@given(numbers, numbers, st.floats(1, 1e6))
def test_it_reckons_as_python_does(a, b, c):
    assert worked_out("(a - b) * 2 + a / c", {"a": a, "b": b, "c": c}) == (a - b) * 2 + a / c


@pytest.mark.parametrize(
    ("formula", "says"),
    [
        ("total /", "cannot be read"),
        ("total / years", "no 'years'"),
        ("total / 0", "divides by zero"),
        ("__import__('os')", "only names"),
        ("total.real", "only names"),
        ("[total]", "only names"),
        ("True + total", "only names"),
        ("total ** total ** total", "too large"),
        ("(0 - total) ** 0.5", "negative"),
        ("total if total else 0", "only names"),
    ],
)
def test_anything_else_is_refused_with_its_reason(formula, says):
    with pytest.raises(ExpectationError, match=says):
        worked_out(formula, {"total": 15})


@given(st.text(max_size=30))
def test_any_text_is_answered_with_a_number_or_a_reason(text):
    with contextlib.suppress(ExpectationError):
        assert isinstance(worked_out(text, {"a": 1.0}), float)
