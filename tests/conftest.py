"""What all rooms of the tests share."""

import os
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from marchwest.light_jsonschema import import_jsonschema

if TYPE_CHECKING:
    from marchwest.grading.protected.sandbox import Sandbox

# A second for each process that runs tests.
import_jsonschema()

# What tests answer is no learner's progress. Set before anything is collected, so that kernels and
# other processes that tests start inherit it.
_PROGRESS = tempfile.TemporaryDirectory(prefix="marchwest-progress-")
os.environ["MARCHWEST_PROGRESS"] = _PROGRESS.name
# Tests may run as root in a container; submissions then run as a user of no rights.
if hasattr(os, "getuid") and os.getuid() == 0:
    os.environ["MARCHWEST_ALLOW_ROOT"] = "1"


@pytest.fixture(scope="session")
def repository() -> Path:
    """The folder that holds README.md."""
    return Path(__file__).resolve().parent.parent


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark what is slow, and put the files that hold such tests first: so no core waits at the end."""
    slow_files = set()
    for item in items:
        property_test = getattr(getattr(item, "obj", None), "is_hypothesis_test", False)
        if property_test and "explorers" in item.path.parts:
            # It draws dozens of charts: `make test` runs it, not `make check`.
            item.add_marker(pytest.mark.slow)
        if any(item.get_closest_marker(name) for name in ("slow", "browser", "nbgrader")):
            slow_files.add(item.path)
    items.sort(key=lambda item: item.path not in slow_files)


@pytest.hookimpl(optionalhook=True)
def pytest_xdist_make_scheduler(config: pytest.Config, log: Any) -> Any:
    """Where pytest-xdist keeps files together, let cases that share nothing go apart."""
    if config.getoption("dist") != "loadfile":
        return None
    from xdist.scheduler import LoadScopeScheduling

    class Scheduler(LoadScopeScheduling):
        def _split_scope(self, nodeid: str) -> str:
            file, _, test = nodeid.partition("::")
            if Path(file).name in _GO_APART:
                return f"{file}[{test.rpartition('[')[2].strip(']').partition('-')[0]}"
            return file

    return Scheduler(config, log)


# Their cases, by the first word in brackets, share nothing that is worth to be made once.
_GO_APART = {
    "test_assignments.py",
    "test_class.py",
    "test_course_in_lab.py",
    "test_every_explorer_in_lab.py",
    "test_notebooks_run.py",
}


@pytest.hookimpl(wrapper=True)
def pytest_runtest_makereport(
    item: pytest.Item, call: pytest.CallInfo[None]
) -> Iterator[pytest.TestReport]:
    """Where CI is set, these tests may not be skipped: nobody reads skips there."""
    report = yield
    for marker in ("browser", "sandbox"):
        if os.environ.get("CI") and report.skipped and item.get_closest_marker(marker):
            report.outcome = "failed"
            told = f"a {marker} test may not be skipped where CI is set"
            report.longrepr = f"{told}: {report.longrepr}"
    return report


@pytest.fixture(scope="session")
def sandbox() -> "Sandbox":
    """What confines submissions here; without it a test is skipped, and fails where CI is set."""
    from marchwest.grading.protected.sandbox import SandboxError, choose_sandbox

    try:
        return choose_sandbox("auto", allow_root=True)
    except SandboxError as reason:
        pytest.skip(str(reason))
