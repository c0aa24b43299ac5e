"""What `over` promises: it goes on after a failure and names every case that fails."""

import pytest
from over import over


def test_every_case_that_fails_is_named_with_line_and_reason() -> None:
    seen = []

    @over({"one": 1, "two": 2, "three": 3})
    def check(number: int) -> None:
        """Check one number."""
        seen.append(number)
        assert number == 2, f"{number} is odd"

    with pytest.raises(pytest.fail.Exception) as caught:
        check()
    told = str(caught.value)
    assert seen == [1, 2, 3]
    assert told.startswith("2 of 3 cases fail")
    line = check.place_as.__code__.co_firstlineno + 4
    assert f"one: line {line}: AssertionError: 1 is odd" in told
    assert f"three: line {line}: AssertionError: 3 is odd" in told
    assert "two" not in told
    assert (check.__name__, check.__doc__) == ("check", "Check one number.")


def test_an_error_and_a_failure_are_told_like_an_assertion() -> None:
    @over({"error": 0, "failure": 1})
    def check(number: int) -> None:
        if number:
            pytest.fail("not this one")
        assert 1 / number

    with pytest.raises(pytest.fail.Exception, match=r"(?s)ZeroDivisionError.*not this one"):
        check()


def test_a_tuple_is_several_arguments_and_no_case_is_a_failure() -> None:
    @over({"sum": (1, 2, 3)})
    def check(one: int, two: int, three: int) -> None:
        assert one + two == three

    check()
    with pytest.raises(AssertionError, match="nothing to check"):
        over({})(lambda: None)()
