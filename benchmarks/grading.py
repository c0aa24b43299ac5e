"""How fast `marchwest grade` is beside stock `nbgrader autograde`, on the same submissions.

    python benchmarks/grading.py [--set ps3] [--submissions 200] [--stock 40] [--rounds 2] [--growth]

Each round grades a fresh copy of one synthetic class (see tests/helpers/classes.py) with stock nbgrader (no
setting of ours but the folders), then with `marchwest grade`, and compares every score. Stock is slow and its time is the
same for each submission, so it grades the first `--stock` of the class; what is compared is throughput. Reported
are seconds for each submission and the ratio within each round; the machine's load is printed, because it decides much.
"""

from __future__ import annotations

import argparse
import json
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
import warnings
from pathlib import Path
from typing import Any

ROOT = Path(__file__).resolve().parents[1]
sys.path[:0] = [str(ROOT / "tests" / "helpers"), str(ROOT / "benchmarks")]

from classes import copy_settings, hand_in, make_class, nbgrader, read_release, read_set  # noqa: E402
from machine import machine  # noqa: E402

STOCK = """\
from pathlib import Path
c = get_config()
c.CourseDirectory.course_id = "march-west"
c.CourseDirectory.root = str(Path(__file__).resolve().parent)
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "assignments"
"""


def make_course(folder: Path, name: str, submissions: int) -> Path:
    """Make a course with a class that has handed in; nobody's notebook is damaged, for stock's sake."""
    folder.mkdir(parents=True)
    copy_settings(folder)
    shutil.copytree(ROOT / "solutions" / name, folder / "solutions" / name)
    made = nbgrader(folder, "generate_assignment", name)
    if made.returncode:
        raise SystemExit(made.stderr)
    release = read_release(folder / "assignments" / name / f"{name}.ipynb")
    whole = [
        student
        for number, student in enumerate(make_class(read_set(name), release, 2 * submissions + 9))
        if number % 10 >= 4 and student.graded
    ]
    for number, student in enumerate(whole[:submissions]):
        hand_in(folder, f"s{number:04}", name, student.notebook)
    return folder


def copy_of(course: Path, target: Path, students: int | None = None) -> Path:
    shutil.copytree(course, target)
    if students is not None:
        for left in sorted((target / "submitted").iterdir())[students:]:
            shutil.rmtree(left)
    return target


def scores(course: Path, name: str) -> dict[tuple[str, str], float | None]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        from nbgrader.api import Gradebook

        with Gradebook(f"sqlite:///{course / 'gradebook.db'}", "march-west") as gradebook:
            return {
                (submission.student.id, grade.name): grade.auto_score
                for submission in gradebook.assignment_submissions(name)
                for grade in submission.notebooks[0].grades
            }


def run_stock(course: Path, name: str) -> float:
    (course / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")
    began = time.perf_counter()
    ran = nbgrader(course, "autograde", name, seconds=7200)
    if ran.returncode:
        raise SystemExit(ran.stderr[-2000:])
    return time.perf_counter() - began


def run_ours(course: Path, name: str, *more: str) -> tuple[float, dict[str, Any]]:
    command = [sys.executable, "-m", "marchwest.cli", "grade", name, "--json", "told.json", *more]
    if hasattr(os, "getuid") and os.getuid() == 0:
        command.append("--allow-root")
    began = time.perf_counter()
    ran = subprocess.run(command, cwd=course, capture_output=True, text=True, check=False)
    seconds = time.perf_counter() - began
    if ran.returncode:
        raise SystemExit(ran.stdout[-2000:] + ran.stderr[-2000:])
    return seconds, json.loads((course / "told.json").read_text(encoding="utf-8"))


def floor(course: Path, name: str, most: int = 20) -> float:
    """Return seconds for a notebook whose cells are executed plainly, one after the other, in one warm process."""
    program = (
        "import contextlib, io, json, sys, time\n"
        "import altair, pandas, marchwest\n"
        "from marchwest import judging\n"
        "def go(path):\n"
        "    space = {}\n"
        "    for cell in json.load(open(path))['cells']:\n"
        "        if cell['cell_type'] == 'code':\n"
        "            try: exec(''.join(cell['source']), space)\n"
        "            except Exception: pass\n"
        "with contextlib.redirect_stdout(io.StringIO()):\n"
        "    go(sys.argv[1])\n"
        "    began = time.perf_counter()\n"
        "    for path in sys.argv[1:]: go(path)\n"
        "print((time.perf_counter() - began) / len(sys.argv[1:]), file=sys.stderr)\n"
    )
    paths = sorted((course / "submitted").glob(f"*/{name}/{name}.ipynb"))[:most]
    ran = subprocess.run(
        [sys.executable, "-c", program, *map(str, paths)],
        capture_output=True,
        text=True,
        check=True,
    )
    return float(ran.stderr.strip().splitlines()[-1])


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--set", default="ps3")
    parser.add_argument("--submissions", type=int, default=200)
    parser.add_argument("--stock", type=int, default=40)
    parser.add_argument("--rounds", type=int, default=2)
    parser.add_argument("--growth", action="store_true", help="also 50 to 1,000 submissions")
    args = parser.parse_args()
    name = args.set
    print(machine(), flush=True)
    with tempfile.TemporaryDirectory() as place:
        folder = Path(place)
        course = make_course(folder / "course", name, args.submissions)
        ratios = []
        for number in range(args.rounds):
            stock = copy_of(course, folder / f"stock{number}", args.stock)
            ours = copy_of(course, folder / f"ours{number}")
            slow = run_stock(stock, name) / args.stock
            seconds, told = run_ours(ours, name)
            fast = seconds / args.submissions
            expected, found = scores(stock, name), scores(ours, name)
            differ = {key for key in expected if expected[key] != found[key]}
            ratios.append(slow / fast)
            peak = max(line["peak"] for line in told["lines"]) / 1e6
            print(
                f"round {number + 1}: stock {slow:.3f} s, ours {fast:.4f} s a submission, "
                f"ratio {slow / fast:.1f}; {len(expected)} scores compared, {len(differ)} differ; "
                f"peak of a submission {peak:.0f} MB; load {os.getloadavg()[0]:.1f}",
                flush=True,
            )
            for stage, spent in told["stages"].items():
                print(f"    {stage}: {spent / args.submissions * 1000:.1f} ms", flush=True)
            work = sum(line["seconds"] for line in told["lines"]) / args.submissions
            print(
                f"    in workers, of which each has one submission at a time: {work * 1000:.1f} ms"
            )
        print(f"ratio: median {statistics.median(ratios):.1f}")
        print(f"floor (cells executed in one warm process): {floor(course, name) * 1000:.1f} ms")
        if args.growth:
            grow(folder, name)


def grow(folder: Path, name: str) -> None:
    for submissions in (50, 200, 1000):
        course = make_course(folder / f"grow{submissions}", name, submissions)
        seconds, _ = run_ours(course, name)
        print(
            f"{submissions} submissions: {seconds:.1f} s, {seconds / submissions * 1000:.1f} ms each"
        )


if __name__ == "__main__":
    main()
