"""The rule of conftest.py: in CI a browser test that cannot run fails."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

SKIPPING = """
import pytest

@pytest.fixture
def chromium():
    pytest.skip("no Chromium")

@pytest.mark.{mark}
def test_one(chromium):
    pass
"""


@pytest.mark.parametrize(
    ("mark", "ci", "line"),
    [("browser", "1", "1 error"), ("browser", "", "1 skipped"), ("slow", "1", "1 skipped")],
)
def test_skipped_in_ci(tmp_path: Path, repository: Path, mark: str, ci: str, line: str) -> None:
    (tmp_path / "conftest.py").write_bytes((repository / "tests/conftest.py").read_bytes())
    (tmp_path / "pytest.ini").write_text("[pytest]\nmarkers =\n    browser\n    slow\n")
    (tmp_path / "test_it.py").write_text(SKIPPING.format(mark=mark))
    run = subprocess.run(
        [sys.executable, "-m", "pytest", "-p", "no:cacheprovider", str(tmp_path)],
        env={**os.environ, "CI": ci, "PYTEST_DISABLE_PLUGIN_AUTOLOAD": "1"},
        capture_output=True,
        text=True,
        check=False,
    )
    assert line in run.stdout.splitlines()[-1]
    assert (run.returncode == 0) == (line == "1 skipped")
