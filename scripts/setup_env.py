"""Make the course's own environment (.venv) and run something in it.

    python scripts/setup_env.py lab             open JupyterLab at the first unit
    python scripts/setup_env.py test [...]      run every test; what follows goes to pytest
    python scripts/setup_env.py run PROGRAM ... run a program of the environment
    python scripts/setup_env.py env             only make the environment

The Makefile calls this file; on Windows, call it yourself: `py -3 scripts/setup_env.py lab`.
It needs nothing but Python's standard library.

The environment keeps a note of its state. "building" means that somebody stopped us half-way, and a
half-made environment is thrown away, because pip takes a half-copied package for a whole one.
Otherwise the note holds a fingerprint of what was asked for; where it still fits, nothing is done.
"""

import hashlib
import importlib.util
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

OLDEST = (3, 11)
ROOT = Path(__file__).resolve().parent.parent
VENV = ROOT / ".venv"
OLD = ROOT / ".venv.old"
NEW = ROOT / ".venv.new"
NOTE = VENV / "marchwest-state"
BUILDING = "building"
WANTED = (ROOT / "requirements.lock", ROOT / "pyproject.toml")
FIRST_UNIT = "course/00-start-here.ipynb"
BIN = VENV / ("Scripts" if os.name == "nt" else "bin")
PYTHON = BIN / ("python.exe" if os.name == "nt" else "python")


class SetupError(Exception):
    """Something that the reader must do first; the message is one line."""


def main(arguments):
    """Do what the command line asks and return an exit status."""
    task, rest = (arguments[0], arguments[1:]) if arguments else ("", [])
    if task not in TASKS:
        print(__doc__)
        return 2
    try:
        ensure_environment()
        return TASKS[task](rest)
    except SetupError as error:
        print("March West: " + str(error), file=sys.stderr)
        return 1
    except KeyboardInterrupt:
        print("\nMarch West: stopped. The same command starts again.", file=sys.stderr)
        return 130


# --- the environment -------------------------------------------------------------------------


def ensure_environment():
    """Make .venv what the lock file says, doing as little as possible."""
    state = read_note()
    if state == fingerprint() and PYTHON.exists():
        return
    if state is None and PYTHON.exists():
        # Made by hand: not ours to throw away, so it is only brought up to date.
        fill()
    elif state is None and VENV.exists():
        raise SetupError(f"{VENV} is not a Python environment. Move it away, then try again.")
    elif state in (None, BUILDING) or not PYTHON.exists() or moved(state):
        create()
        fill()
    else:
        NOTE.write_text(BUILDING, encoding="utf-8")
        fill()
    NOTE.write_text(fingerprint(), encoding="utf-8")


def fingerprint():
    """Return one line for all that the environment depends on: its base, and the packages."""
    content = hashlib.sha256(b"\0".join(path.read_bytes() for path in WANTED)).hexdigest()
    return base() + " " + content


def base():
    """Return where the environment is and which Python it has; without these it is broken.

    Its programs name their folder. Its `python` may be a link to the system's `python3`, which
    becomes another version one day. The Python that runs this file does not matter.
    """
    place = hashlib.sha256(str(VENV).encode("utf-8")).hexdigest()[:16]
    return place + " " + Path(os.path.realpath(str(PYTHON))).name


def moved(state):
    """Return whether the folder or its Python is another than when the environment was made."""
    return state.split()[:2] != base().split()


def read_note():
    try:
        return NOTE.read_text(encoding="utf-8").strip()
    except OSError:
        return None


def create():
    """Make an empty environment, throwing away one that is half-made or of another place."""
    check_python()
    say("making the environment in .venv (once; a few minutes)")
    try:
        put_new_folder_in_place()
    except OSError as error:
        raise SetupError(
            f"cannot replace {VENV} ({error}). Close what uses it, then try again."
        ) from error
    made = subprocess.run([sys.executable, "-m", "venv", str(VENV)])
    if made.returncode != 0 or not PYTHON.exists():
        raise SetupError(no_venv_advice())


def put_new_folder_in_place():
    """Swap .venv for a folder that holds only the note, by renames: they are never half done."""
    for left_over in (OLD, NEW):
        shutil.rmtree(str(left_over), ignore_errors=True)
    if VENV.exists():
        VENV.rename(OLD)
    NEW.mkdir()
    (NEW / NOTE.name).write_text(BUILDING, encoding="utf-8")
    NEW.rename(VENV)
    shutil.rmtree(str(OLD), ignore_errors=True)


def fill():
    """Install the locked packages, then the course's own package from this folder."""
    say("installing the packages of requirements.lock")
    pip("-r", str(WANTED[0]))
    # The build tool is among the locked packages: no second download, no isolation needed.
    pip("--no-deps", "--no-build-isolation", "--editable", str(ROOT))


def pip(*arguments):
    command = [str(PYTHON), "-m", "pip", "install", "--quiet", "--disable-pip-version-check"]
    if subprocess.run(command + list(arguments), cwd=str(ROOT), env=environment()).returncode != 0:
        raise SetupError(
            "pip could not install the packages (its last lines above say why). "
            "Check the network connection, then give the same command again."
        )


# --- what a bare machine may lack -----------------------------------------------------------


def check_python(version=None, can_make_environments=None):
    """Refuse a Python that is too old or that cannot make environments, in one line each."""
    version = tuple(sys.version_info[:2]) if version is None else version
    if version < OLDEST:
        raise SetupError(
            "this is Python {}.{}, and the course needs 3.11 or later. Install one "
            "(https://www.python.org/downloads/, `brew install python@3.13` or "
            "`sudo apt install python3`), then try again.".format(*version)
        )
    if can_make_environments is None:
        can_make_environments = all(importlib.util.find_spec(n) for n in ("venv", "ensurepip"))
    if not can_make_environments:
        raise SetupError(no_venv_advice())


def no_venv_advice():
    name = "python3-venv"
    if Path(sys.executable).name not in ("python3", "python"):
        name = "python{}.{}-venv".format(*sys.version_info[:2])
    return (
        f"{sys.executable} cannot make environments. On Debian and Ubuntu: `sudo apt install {name}`; "
        "elsewhere install Python from https://www.python.org/downloads/. Then try again."
    )


# --- what can be run in it ----------------------------------------------------------------


def silence_announcements():
    """Keep JupyterLab from asking a learner on the first start whether to show Jupyter's news."""
    folder = VENV / "etc" / "jupyter" / "labconfig"
    folder.mkdir(parents=True, exist_ok=True)
    switched_off = {"disabledExtensions": {"@jupyterlab/apputils-extension:announcements": True}}
    (folder / "page_config.json").write_text(json.dumps(switched_off) + "\n", encoding="utf-8")


def lab(arguments):
    """Open JupyterLab at the first unit. PORT and NO_BROWSER are read from the environment."""
    # The address, not a file name: so the line that Jupyter prints leads to the unit as well.
    command = ["jupyter", "lab", "--LabApp.default_url=/lab/tree/" + FIRST_UNIT]
    command.append("--LabApp.news_url=")
    command.append("--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate")
    silence_announcements()
    if os.environ.get("PORT"):
        command.append("--ServerApp.port=" + os.environ["PORT"])
    if os.environ.get("NO_BROWSER"):
        command.append("--no-browser")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        # A container's only user is often root, and Jupyter asks to be told that this is meant.
        command.append("--allow-root")
    return run(command + arguments)


def test(arguments):
    """Run every test."""
    # On all cores, four at most: each may start a JupyterLab and a browser of its own. A file stays
    # on one of them, so that what its tests share is made once (see tests/conftest.py).
    spread = ["-n", "auto", "--maxprocesses=4", "--dist=loadfile", "--no-loadscope-reorder"]
    return run(["python", "-m", "pytest", *spread, *arguments])


def run(arguments):
    """Run a program of the environment, with its other programs first on PATH."""
    if not arguments:
        raise SetupError("name the program to run, as in `setup_env.py run pytest`.")
    variables = environment()
    program = shutil.which(arguments[0], path=variables["PATH"])
    if program is None:
        raise SetupError(f"there is no program {arguments[0]!r} in .venv.")
    process = subprocess.Popen([program, *arguments[1:]], cwd=str(ROOT), env=variables)
    while True:
        try:
            return process.wait()
        except KeyboardInterrupt:
            # Ctrl-C reached the program too; it may ask a question before it ends.
            continue


def environment():
    """Return the environment variables under which the environment's programs run."""
    variables = dict(os.environ, VIRTUAL_ENV=str(VENV))
    variables["PATH"] = str(BIN) + os.pathsep + variables.get("PATH", "")
    variables.pop("PYTHONHOME", None)
    return variables


def say(text):
    print("March West: " + text, flush=True)


TASKS = {"env": lambda rest: 0, "lab": lab, "test": test, "run": run}

if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
