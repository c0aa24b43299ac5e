"""Binder launches the repository as it is, and keeps the environment while notebooks change."""

import re
import subprocess
import sys
import tomllib
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import pytest


@pytest.fixture(scope="module")
def dockerfile(repository: Path) -> str:
    """What Binder's builder would do, as it prints it without a Docker engine."""
    run = subprocess.run(
        [sys.executable, "-m", "repo2docker", "--no-build", "--debug", "."],
        cwd=repository,
        capture_output=True,
        text=True,
        check=True,
    )
    return run.stdout + run.stderr


@pytest.fixture(scope="module")
def binder_url(repository: Path) -> str:
    project = tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))
    return str(project["project"]["urls"]["Binder"])


def position(dockerfile: str, pattern: str) -> int:
    found = re.search(pattern, dockerfile, re.MULTILINE)
    assert found, f"the builder's steps do not have {pattern}"
    return found.start()


@pytest.mark.slow
def test_environment_comes_before_the_repository(dockerfile: str) -> None:
    copied = position(dockerfile, r"^COPY .*src/environment\.yml")
    installed = position(dockerfile, r"env update .*environment\.yml")
    everything = position(dockerfile, r"^COPY .*\bsrc/ \$\{REPO_DIR\}")
    last_step = position(dockerfile, r"^RUN \./postBuild")
    assert copied < installed < everything < last_step


@pytest.mark.slow
def test_python_is_new_enough(dockerfile: str) -> None:
    found = re.search(r"Building conda environment for python=3\.(\d+)", dockerfile)
    assert found
    assert int(found[1]) >= 11


def test_no_other_file_takes_the_place_of_environment_yml(repository: Path) -> None:
    """A folder binder/ hides environment.yml; `start` runs at each launch and slows it."""
    for name in ("binder", ".binder", "Dockerfile", "start", "runtime.txt", "apt.txt"):
        assert not (repository / name).exists(), name


def test_post_build_is_small(repository: Path) -> None:
    """It runs after every commit, so it downloads nothing but the build tool."""
    script = repository / "postBuild"
    assert script.stat().st_mode & 0o111, "Binder runs it as a program"
    steps = script.read_text(encoding="utf-8").splitlines()
    assert steps[0].startswith("#!")
    (install,) = (line for line in steps if "pip install" in line)
    assert "--no-deps" in install


def test_binder_opens_the_first_unit(repository: Path, binder_url: str) -> None:
    parts = urlsplit(binder_url)
    assert parts.path.startswith("/v2/gh/")
    (opened,) = parse_qs(parts.query)["urlpath"]
    notebook = opened.removeprefix("lab/tree/")
    assert opened != notebook
    assert (repository / notebook).is_file()


def test_readme_repeats_that_address(repository: Path, binder_url: str) -> None:
    readme = (repository / "README.md").read_text(encoding="utf-8")
    named = set(re.findall(r"https://mybinder\.org/v2/[^\s)\"'>]+", readme))
    assert named == {binder_url}
