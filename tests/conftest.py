"""What all rooms of the tests share."""

import os
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds README.md."""
    return Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Property tests of explorers draw dozens of charts each: `make test` runs them, not `make check`."""
    for item in items:
        property_test = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if property_test and "explorers" in item.path.parts:
            item.add_marker(pytest.mark.slow)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Where CI is set, a browser test that is skipped has failed: nobody reads skips there."""
    report = yield
    if os.environ.get("CI") and report.skipped and item.get_closest_marker("browser"):
        report.outcome = "failed"
        report.longrepr = f"a browser test may not be skipped where CI is set: {report.longrepr}"
    return report
