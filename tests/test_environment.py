"""pyproject.toml, environment.yml and requirements.lock say the same, package by package."""

import re
import sys
import tomllib
from pathlib import Path
from typing import Any

import pytest
import yaml
from packaging.markers import default_environment
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet
from packaging.utils import canonicalize_name

SYSTEMS = [
    {"sys_platform": "linux", "platform_system": "Linux", "os_name": "posix"},
    {"sys_platform": "darwin", "platform_system": "Darwin", "os_name": "posix"},
    {"sys_platform": "win32", "platform_system": "Windows", "os_name": "nt"},
]
PYTHONS = ["3.11", "3.12", "3.13"]


@pytest.fixture(scope="module")
def project(repository: Path) -> dict[str, Any]:
    return tomllib.loads((repository / "pyproject.toml").read_text(encoding="utf-8"))


@pytest.fixture(scope="module")
def conda(repository: Path) -> list[Any]:
    text = (repository / "environment.yml").read_text(encoding="utf-8")
    return list(yaml.safe_load(text)["dependencies"])


@pytest.fixture(scope="module")
def locked(repository: Path) -> list[Requirement]:
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    return [Requirement(line) for line in text.splitlines() if not line.startswith("#")]


def by_name(requirements: list[str]) -> dict[str, SpecifierSet]:
    parsed = [Requirement(text) for text in requirements]
    assert all(one.marker is None and not one.extras for one in parsed)
    assert len({canonicalize_name(one.name) for one in parsed}) == len(parsed)
    return {canonicalize_name(one.name): one.specifier for one in parsed}


def test_conda_and_project_agree(project: dict[str, Any], conda: list[Any]) -> None:
    dev = by_name(project["dependency-groups"]["dev"])
    wanted = by_name(project["project"]["dependencies"]) | {"pytest": dev["pytest"]}
    (pip,) = (entry["pip"] for entry in conda if isinstance(entry, dict))
    assert by_name(pip) == wanted


def test_every_bound_has_both_ends(project: dict[str, Any]) -> None:
    """Without an upper end, a course made today breaks on a release of tomorrow."""
    for name, bounds in by_name(project["project"]["dependencies"]).items():
        assert {bound.operator for bound in bounds} == {">=", "<"}, name


def test_conda_part_is_python_and_pip(project: dict[str, Any], conda: list[Any]) -> None:
    plain = [entry for entry in conda if isinstance(entry, str)]
    assert len(plain) == 2
    assert "pip" in plain
    (python,) = (entry for entry in plain if entry != "pip")
    version = re.fullmatch(r"python=(3\.\d+)", python)
    assert version, "Binder reads the version from `python=3.x`"
    assert version[1] in SpecifierSet(project["project"]["requires-python"])
    assert version[1] in PYTHONS


def test_pythons_are_those_promised(project: dict[str, Any]) -> None:
    named = [
        found[1]
        for text in project["project"]["classifiers"]
        if (found := re.fullmatch(r"Programming Language :: Python :: (3\.\d+)", text))
    ]
    assert named == PYTHONS
    assert project["project"]["requires-python"] == f">={PYTHONS[0]}"


@pytest.mark.parametrize("python", PYTHONS)
@pytest.mark.parametrize("system", SYSTEMS, ids=lambda system: system["sys_platform"])
def test_lock_satisfies_the_bounds(
    project: dict[str, Any], locked: list[Requirement], system: dict[str, str], python: str
) -> None:
    there = {
        **default_environment(),
        **system,
        "python_version": python,
        "python_full_version": f"{python}.9",
    }
    versions: dict[str, str] = {}
    for one in locked:
        (pin,) = one.specifier
        assert pin.operator == "==", f"{one}: a lock names one version"
        if one.marker is None or one.marker.evaluate(there):
            name = canonicalize_name(one.name)
            assert name not in versions, f"{name} is locked twice for {python}"
            versions[name] = pin.version
    asked = project["project"]["dependencies"] + project["dependency-groups"]["dev"]
    for name, bounds in by_name(asked).items():
        assert name in versions, f"{name} is not locked; run `make lock`"
        assert versions[name] in bounds, f"{name}: run `make lock`"


def test_lock_names_no_host(repository: Path) -> None:
    """It must install from whatever index its reader uses."""
    text = (repository / "requirements.lock").read_text(encoding="utf-8")
    assert not re.search(r"://|--index|--find-links|@", text)


def test_this_environment_is_new_enough(project: dict[str, Any]) -> None:
    running = ".".join(map(str, sys.version_info[:3]))
    assert running in SpecifierSet(project["project"]["requires-python"])


def test_commit_hooks_do_what_make_does(repository: Path, locked: list[Requirement]) -> None:
    """Else a commit is changed back and forth by two versions or two sets of options."""
    hooks = yaml.safe_load((repository / ".pre-commit-config.yaml").read_text(encoding="utf-8"))
    versions = {one.name: str(one.specifier).removeprefix("==") for one in locked}
    seen = {}
    for source in hooks["repos"]:
        name = source["repo"].rsplit("/", 1)[1].removesuffix("-pre-commit")
        if name in versions:
            seen[name] = source
            assert source["rev"].removeprefix("v") == versions[name], name
    assert set(seen) == {"ruff", "nbstripout", "codespell"}
    (hook,) = seen["nbstripout"]["hooks"]
    keys = next(a for a in hook["args"] if a.startswith("--extra-keys=")).split("=")[1].split()
    makefile = (repository / "Makefile").read_text(encoding="utf-8")
    stripped = re.search(r"^STRIPPED = (.+)$", makefile, re.MULTILINE)
    assert stripped
    assert keys == [f"metadata.language_info.{name}" for name in stripped[1].split()]
