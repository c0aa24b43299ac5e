"""The way in: what `make` and scripts/setup_env.py do on a machine that has little."""

import ast
import importlib.util
import json
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path
from types import ModuleType, SimpleNamespace

import pytest


class Machine:
    """A clone in an empty folder where `python -m venv` and pip only leave traces."""

    def __init__(self, setup: ModuleType) -> None:
        self.setup = setup
        self.commands: list[str] = []
        self.stop_at = ""
        self.fail_at = ""

    def run(self, command: list[str], **_: object) -> SimpleNamespace:
        words = " ".join(command)
        self.commands.append(words)
        if self.stop_at and self.stop_at in words:
            raise KeyboardInterrupt
        if "-m venv" in words:
            self.setup.PYTHON.parent.mkdir(parents=True)
            self.setup.PYTHON.touch()
        return SimpleNamespace(returncode=int(bool(self.fail_at) and self.fail_at in words))

    def ensure(self) -> int:
        """Return the exit status of `setup_env.py env`, forgetting earlier commands."""
        self.commands.clear()
        return int(self.setup.main(["env"]))


@pytest.fixture
def machine(tmp_path: Path, repository: Path, monkeypatch: pytest.MonkeyPatch) -> Machine:
    (tmp_path / "scripts").mkdir()
    for name in ("scripts/setup_env.py", "requirements.lock", "pyproject.toml"):
        shutil.copy(repository / name, tmp_path / name)
    spec = importlib.util.spec_from_file_location("setup_env", tmp_path / "scripts/setup_env.py")
    assert spec
    assert spec.loader
    setup = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(setup)
    made = Machine(setup)
    monkeypatch.setattr(setup, "subprocess", SimpleNamespace(run=made.run))
    return made


def test_first_run_makes_and_second_does_nothing(machine: Machine) -> None:
    assert machine.ensure() == 0
    steps = [words.split(" -m ", 1)[1] for words in machine.commands]
    assert steps[0].startswith("venv")
    assert "requirements.lock" in steps[1]
    assert "--no-deps" in steps[2]
    assert "--editable" in steps[2]
    assert machine.ensure() == 0
    assert machine.commands == []


@pytest.mark.parametrize("step", ["-m venv", "requirements.lock", "--editable"])
def test_stopped_half_way_starts_anew(machine: Machine, step: str) -> None:
    """A package that pip copied in part counts as whole for pip, so it must not survive."""
    machine.stop_at = step
    assert machine.ensure() == 130
    half_copied = machine.setup.VENV / "half-copied"
    half_copied.touch()
    machine.stop_at = ""
    assert machine.ensure() == 0
    assert "-m venv" in machine.commands[0]
    assert not half_copied.exists()
    assert machine.ensure() == 0
    assert machine.commands == []


def test_stopped_while_the_old_one_is_removed(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    machine.ensure()
    machine.setup.NOTE.write_text("building")
    with monkeypatch.context() as patched:

        def stop(*_: object, **__: object) -> None:
            if machine.setup.OLD.exists():
                raise KeyboardInterrupt

        patched.setattr(machine.setup.shutil, "rmtree", stop)
        assert machine.ensure() == 130
    assert machine.ensure() == 0
    assert machine.setup.PYTHON.exists()
    assert not machine.setup.OLD.exists()


def test_no_network_is_one_line_and_heals(
    machine: Machine, capfd: pytest.CaptureFixture[str]
) -> None:
    machine.fail_at = "requirements.lock"
    assert machine.ensure() == 1
    (line,) = capfd.readouterr().err.splitlines()
    assert "Check the network connection" in line
    machine.fail_at = ""
    assert machine.ensure() == 0


def test_changed_lock_brings_up_to_date_in_place(machine: Machine) -> None:
    machine.ensure()
    kept = machine.setup.VENV / "kept"
    kept.touch()
    lock = machine.setup.WANTED[0]
    lock.write_text(lock.read_text() + "# changed\n")
    assert machine.ensure() == 0
    assert len(machine.commands) == 2
    assert kept.exists()
    os.utime(lock, (1, 1))
    machine.ensure()
    assert machine.commands == [], "only the content counts, not the time"


def test_moved_folder_is_made_anew(machine: Machine) -> None:
    machine.ensure()
    place, python, content = machine.setup.NOTE.read_text().split()
    machine.setup.NOTE.write_text(f"{place[::-1]} {python} {content}")
    machine.ensure()
    assert "-m venv" in machine.commands[0]


def test_python_that_vanished_is_replaced(machine: Machine) -> None:
    """An upgrade by Homebrew leaves .venv with a link to nothing."""
    machine.ensure()
    machine.setup.PYTHON.unlink()
    machine.ensure()
    assert "-m venv" in machine.commands[0]


@pytest.mark.skipif(os.name == "nt", reason="Windows copies its Python")
def test_system_python_that_became_another_is_replaced(machine: Machine) -> None:
    """On Debian .venv links to `python3`, and a new release moves that to the next version."""
    machine.ensure()
    system = machine.setup.ROOT / "python3.99"
    system.touch()
    machine.setup.PYTHON.unlink()
    machine.setup.PYTHON.symlink_to(system)
    machine.ensure()
    assert "-m venv" in machine.commands[0]


def test_python_that_gives_the_command_does_not_matter(
    machine: Machine, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Else an activated conda environment would make all anew, back and forth."""
    machine.ensure()
    monkeypatch.setattr(sys, "version_info", (3, 98, 0, "final", 0))
    monkeypatch.setattr(sys, "executable", "/opt/conda/bin/python3.98")
    assert machine.ensure() == 0
    assert machine.commands == []


def test_environment_made_by_hand_is_kept(machine: Machine) -> None:
    machine.setup.PYTHON.parent.mkdir(parents=True)
    machine.setup.PYTHON.touch()
    machine.stop_at = "--editable"
    assert machine.ensure() == 130
    machine.stop_at = ""
    assert machine.ensure() == 0
    assert not any("-m venv" in words for words in machine.commands)


def test_strange_folder_is_not_touched(machine: Machine, capfd: pytest.CaptureFixture[str]) -> None:
    (machine.setup.VENV / "letters").mkdir(parents=True)
    assert machine.ensure() == 1
    assert "Move it away" in capfd.readouterr().err
    assert (machine.setup.VENV / "letters").exists()


def run_pretending(folder: Path, pretence: str) -> subprocess.CompletedProcess[str]:
    program = (
        f"import sys, runpy, importlib.util\n{pretence}\nsys.argv = ['setup_env.py', 'lab']\n"
        f"runpy.run_path({str(folder / 'scripts/setup_env.py')!r}, run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", program], capture_output=True, text=True, check=False
    )


@pytest.mark.parametrize(
    ("pretence", "words"),
    [
        ("sys.version_info = (3, 9, 6, 'final', 0)", ["Python 3.9", "3.11 or later", "Install"]),
        (
            "find = importlib.util.find_spec\n"
            "importlib.util.find_spec = lambda n, *a: None if n == 'ensurepip' else find(n, *a)\n"
            "sys.executable = '/usr/bin/python3'",
            ["sudo apt install python3-venv", "Then try again"],
        ),
    ],
    ids=["old", "no-venv"],
)
def test_what_is_missing_is_one_line(machine: Machine, pretence: str, words: list[str]) -> None:
    run = run_pretending(machine.setup.ROOT, pretence)
    assert run.returncode == 1
    assert run.stdout == ""
    (line,) = run.stderr.splitlines()
    assert all(word in line for word in words)
    assert not machine.setup.VENV.exists()


def test_old_pythons_can_read_the_script(repository: Path) -> None:
    """Else they would show a syntax error in place of the line above."""
    text = (repository / "scripts/setup_env.py").read_text(encoding="utf-8")
    ast.parse(text, feature_version=(3, 6))
    assert not re.search(r"^from __future__|-> |: (list|dict|tuple)\[", text, re.MULTILINE)


# --- the Makefile ---------------------------------------------------------------------------

needs_make = pytest.mark.skipif(
    os.name == "nt" or shutil.which("make") is None, reason="Windows has no make"
)


@pytest.fixture
def bare_path(tmp_path: Path) -> Path:
    """A PATH that has make, a shell and awk, and a python3 that is too old."""
    folder = tmp_path / "bare"
    folder.mkdir()
    for name in ("make", "sh", "awk"):
        found = shutil.which(name)
        assert found
        (folder / name).symlink_to(found)
    old = folder / "python3"
    old.write_text("#!/bin/sh\nexit 1\n")
    old.chmod(0o755)
    return folder


def make(repository: Path, path: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    variables = {k: v for k, v in os.environ.items() if k not in ("MAKEFLAGS", "MFLAGS", "PYTHON")}
    return subprocess.run(
        ["make", *arguments],  # the outer PATH finds make, the inner one decides what it finds
        cwd=repository,
        env={**variables, "PATH": str(path)},
        capture_output=True,
        text=True,
        check=False,
    )


@needs_make
@pytest.mark.parametrize("target", ["lab", "test", "check"])
def test_make_without_python_is_one_line(repository: Path, bare_path: Path, target: str) -> None:
    run = make(repository, bare_path, target)
    assert run.returncode != 0
    (line,) = run.stderr.splitlines()
    assert "needs Python 3.11 or later" in line


@needs_make
def test_make_finds_a_newer_python_beside_an_old_one(repository: Path, bare_path: Path) -> None:
    (bare_path / "python3.12").write_text(f'#!/bin/sh\nexec "{sys.executable}" "$@"\n')
    (bare_path / "python3.12").chmod(0o755)
    run = make(repository, bare_path, "--dry-run", "lab")
    assert run.returncode == 0
    assert "python3.12 scripts/setup_env.py lab" in run.stdout


@needs_make
def test_help_lists_every_target(repository: Path, bare_path: Path) -> None:
    text = (repository / "Makefile").read_text(encoding="utf-8")
    targets = set(re.findall(r"^\.PHONY: (\S+)", text, re.MULTILINE))
    assert {"lab", "test", "check"} <= targets
    run = make(repository, bare_path)
    listed = set(re.findall(r"^  ([a-z-]+) +\S", run.stdout, re.MULTILINE))
    assert listed == targets


def test_jupyterlab_does_not_ask_about_news_on_the_first_start(machine: Machine) -> None:
    machine.setup.silence_announcements()
    written = machine.setup.VENV / "etc/jupyter/labconfig/page_config.json"
    switched_off = json.loads(written.read_text(encoding="utf-8"))["disabledExtensions"]
    assert switched_off == {"@jupyterlab/apputils-extension:announcements": True}
