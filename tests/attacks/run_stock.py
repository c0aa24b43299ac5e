"""Run the corpus against stock nbgrader, for the record: what gets through without protection.

    python tests/attacks/run_stock.py [--only NAME ...] [--jobs N] [--minutes N] [--again]

Each attack is handed in to a course of its own, beside one classmate; `nbgrader autograde` and
`generate_feedback` run with a configuration that holds none of our preprocessors. Writes the
results as JSON, after each attack, and prints a table in Markdown; a second run does what is
left. Takes about ten minutes on an idle machine; needs no rights, but a
machine where it matters little: attacks are bounded, and still they are attacks.
"""

from __future__ import annotations

import argparse
import json
import multiprocessing
import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from importlib.metadata import version
from pathlib import Path
from typing import Any

HERE = Path(__file__).resolve().parent
sys.path.insert(0, str(HERE))

import corpus_files as cf  # noqa: E402

SECONDS = 100
"""For grading one attack and one classmate; stock takes about eight."""


# nbgrader is imported once, and forked for each command: half of what a command takes is imports.
_forks = multiprocessing.get_context("forkserver")
_forks.set_forkserver_preload(["nbgrader.apps", "nbgrader.preprocessors", "nbgrader.converters"])


# These look at the process that grades, or act upon it: it has to be the command itself.
_PARENTS = {
    "group_signalled",
    "limits_changed",
    "memory_of_parent",
    "parent_killed",
    "parent_stopped",
    "secrets_of_parents",
}


def run_plain(course: Path, *arguments: str, seconds: int) -> str:
    """Run a command of nbgrader as a shell does; return how it ended."""
    process = subprocess.Popen(
        ["nbgrader", *arguments],
        cwd=course,
        env=cf.environment(course),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        start_new_session=True,
    )
    try:
        ended = f"status {process.wait(seconds)}"
    except subprocess.TimeoutExpired:
        ended = "hung"
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL)
    process.wait()
    return ended


def command(course: Path, arguments: tuple[str, ...], variables: dict[str, str]) -> None:
    """Do what the command `nbgrader` does, in a session of its own and without a terminal."""
    os.setsid()
    os.chdir(course)
    os.environ.clear()
    os.environ.update(variables)
    null = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(null, descriptor)
    from nbgrader.apps.nbgraderapp import main

    sys.argv = ["nbgrader", *arguments]
    main()


def run(course: Path, *arguments: str, seconds: int) -> str:
    """Run a command of nbgrader; return how it ended. What it started is ended with it."""
    process = _forks.Process(target=command, args=(course, arguments, cf.environment(course)))
    process.start()
    process.join(seconds)
    ended = "hung" if process.exitcode is None else f"status {process.exitcode}"
    with suppress(OSError, TypeError):
        os.killpg(process.pid, signal.SIGKILL)
    process.join(5)
    return ended


def grade(attack: cf.Attack, prepared: Path, folder: Path, heard: cf.Heard) -> dict[str, Any]:
    """Grade one attack with stock nbgrader, in a fresh copy of the prepared course."""
    course = folder / attack.name
    shutil.copytree(prepared, course)
    attack.write(
        course / "assignments" / cf.ASSIGNMENT / f"{cf.ASSIGNMENT}.ipynb", course / "submitted"
    )
    before = cf.snapshot(course)
    begun = time.monotonic()
    # A classmate is graded in the same run where the attack is after others or the host.
    beside = bool({"others", "host"} & set(attack.aims_at))
    who = () if beside or attack.student != attack.name else ("--student", attack.student)
    grading = run_plain if attack.name in _PARENTS else run
    ended = grading(course, "autograde", cf.ASSIGNMENT, *who, seconds=SECONDS)
    seconds = time.monotonic() - begun
    # What is still there when the grader has gone; a kernel that it just left gets a moment.
    time.sleep(0.5)
    harm = cf.harm(course, before)
    if {"leak", "people"} & set(attack.aims_at):
        run(course, "generate_feedback", cf.ASSIGNMENT, seconds=40)
    mark = cf.tag(course).encode()
    leaks = cf.leaks(course, attack.student)
    if any(mark in message for message in list(heard.messages)):
        leaks.append("network: sent to a listener")
    earned: float | str
    try:
        # No row at all: the submission was lost, by the attack or (kernels share ports) by chance.
        earned = (
            cf.points(course, attack.student) if cf.task_points(course, attack.student) else "none"
        )
        if not who and not cf.task_points(course, cf.CLASSMATE):
            harm.append("the classmate was not graded")
        elif cf.points(course, cf.CLASSMATE) > 0:
            harm.append("the classmate's points changed")
    except Exception as error:
        earned = f"{type(error).__name__}"
    if ended == "hung" or "-" in ended:
        harm.append(f"the grader: {ended.replace('status -', 'killed by signal ')}")
    deadline = time.monotonic() + 5
    while cf.end_processes(course) and time.monotonic() < deadline:
        time.sleep(0.2)
    for path in Path(tempfile.gettempdir()).glob(f"marchwest-attack-{cf.tag(course)}*"):
        path.unlink(missing_ok=True)
    # Stock feedback prints every hidden test to everybody: that is no doing of the attack.
    leaks = [line for line in leaks if not line.startswith(("feedback: test", "feedback: value"))]
    harm = [line.replace(cf.tag(course), "attack") for line in harm]
    shutil.rmtree(course, ignore_errors=True)
    return {
        "idea": attack.idea,
        "aims_at": list(attack.aims_at),
        "points": earned,
        "leak": leaks,
        "harm": harm[:8] + ([f"and {len(harm) - 8} more"] if len(harm) > 8 else []),
        "ended": ended,
        "seconds": round(seconds),
    }


def table(results: dict[str, Any]) -> str:
    """Return the results as Markdown."""
    lines = ["| attack | idea | points (0 deserved) | leak | harm |", "|---|---|---|---|---|"]
    for name, one in results["attacks"].items():
        leak = _short(one["leak"])
        harm = "; ".join(one["harm"]).replace("|", "\\|")
        idea = one["idea"].replace("|", "\\|")
        lines.append(f"| {name} | {idea} | {one['points']} | {leak} | {harm} |")
    return "\n".join(lines)


def _short(leaks: list[str]) -> str:
    """Return what leaked, each thing once: hidden tests and expected values are one thing."""
    what = {
        line.split(": ")[-1] if "script" not in line else "a script for readers" for line in leaks
    }
    named = {"hidden tests" if one.startswith(("test t", "value t")) else one for one in what}
    return "; ".join(sorted(named))


def main() -> None:
    """Run all, write the results."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--only", nargs="+", default=None)
    parser.add_argument("--jobs", type=int, default=3)
    parser.add_argument("--minutes", type=float, default=60, help="begin no attack later than this")
    parser.add_argument("--again", action="store_true", help="also what the file already holds")
    parser.add_argument("--output", type=Path, default=HERE / "stock-results.json")
    options = parser.parse_args()
    results: dict[str, Any] = {"attacks": {}}
    if options.output.is_file():
        results = json.loads(options.output.read_text(encoding="utf-8"))
    results["nbgrader"] = version("nbgrader")
    results["skipped"] = {a.name: a.stock_skip for a in cf.attacks() if a.stock_skip}
    known = {} if options.again else results["attacks"]
    chosen = [
        attack
        for attack in cf.attacks()
        if not attack.stock_skip
        and (attack.name not in known if options.only is None else attack.name in options.only)
    ]
    ends = time.monotonic() + options.minutes * 60
    with tempfile.TemporaryDirectory(prefix="stock-", ignore_cleanup_errors=True) as name:
        folder = Path(name)
        prepared = cf.make_target_course(folder / "prepared", stock=True)

        def one(attack: cf.Attack) -> None:
            if time.monotonic() > ends:
                return
            result = grade(attack, prepared, folder, heard)
            if result["points"] == "none":
                result = grade(attack, prepared, folder, heard)
            print(attack.name, result["points"], result["leak"], result["harm"], file=sys.stderr)
            with writing:
                results["attacks"][attack.name] = result
                results["attacks"] = dict(sorted(results["attacks"].items()))
                text = json.dumps(results, indent=1, ensure_ascii=True)
                options.output.write_text(text + "\n", encoding="utf-8")

        writing = threading.Lock()
        with cf.listener() as heard, ThreadPoolExecutor(options.jobs) as pool:
            list(pool.map(one, chosen))
    print(table(results))


if __name__ == "__main__":
    main()
