"""One test over many cases: every case that fails is named, and none costs a test of its own."""

from collections.abc import Callable, Mapping
from traceback import extract_tb
from typing import Any

import pytest

Check = Callable[..., None]


def over(cases: Mapping[str, Any]) -> Callable[[Check], Callable[[], None]]:
    """Run a check on each case, to the last; then fail with the name and reason of each failure.

    A thousand tests of a millisecond cost ten times as much as one test of a thousand
    milliseconds. A case that is a tuple is handed over as several arguments.
    """

    def decorate(check: Check) -> Callable[[], None]:
        def test() -> None:
            assert cases, "there is nothing to check"
            failures = []
            for name, case in cases.items():
                try:
                    check(*case) if isinstance(case, tuple) else check(case)
                except (Exception, pytest.fail.Exception) as error:
                    failures.append(f"{name}: {_reason(error)}")
            if failures:
                head = f"{len(failures)} of {len(cases)} cases fail"
                pytest.fail("\n\n".join([head, *failures]), pytrace=False)

        test.__name__ = test.__qualname__ = check.__name__
        test.__doc__, test.__module__ = check.__doc__, check.__module__
        test.place_as = check  # type: ignore[attr-defined]  # pytest then names its file and line
        return test

    return decorate


def _reason(error: BaseException) -> str:
    line = extract_tb(error.__traceback__)[1].lineno
    return f"line {line}: {type(error).__name__}: {error}"
