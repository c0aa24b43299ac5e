"""Make the student copies in assignments/ from solutions/ with nbgrader.

    python scripts/make_assignments.py                  all problem sets
    python scripts/make_assignments.py ps2
    python scripts/make_assignments.py --check          compare only; exit 1 where a copy is old

nbgrader works in a temporary folder and the result replaces assignments/ only when all went well:
`nbgrader generate_assignment --force` itself deletes the old copy when it fails. No gradebook is
touched (--no-db); an instructor runs stock `nbgrader generate_assignment` to fill theirs.
"""

import argparse
import filecmp
import os
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
SOLUTIONS = ROOT / "solutions"
ASSIGNMENTS = ROOT / "assignments"


def problem_sets() -> list[str]:
    """Return the names of all folders in solutions/ that hold a notebook."""
    return sorted(path.parent.name for path in SOLUTIONS.glob("*/*.ipynb"))


def generate(name: str, into: Path) -> Path:
    """Let nbgrader make one student copy and return its folder."""
    command = [
        *(sys.executable, "-m", "nbgrader", "generate_assignment", name, "--no-db"),
        f"--CourseDirectory.release_directory={into}",
    ]
    run = subprocess.run(command, cwd=ROOT, capture_output=True, text=True, check=False)
    made = into / name
    if run.returncode != 0 or not list(made.glob("*.ipynb")):
        raise SystemExit(f"nbgrader could not make {name}:\n{run.stdout}{run.stderr}")
    return made


def files(folder: Path) -> set[str]:
    """Return the paths of all files below a folder, relative to it."""
    if not folder.is_dir():
        return set()
    return {str(path.relative_to(folder)) for path in folder.rglob("*") if path.is_file()}


def is_current(made: Path, committed: Path) -> bool:
    """Tell whether two folders hold the same files, byte for byte."""
    names = files(made)
    if names != files(committed):
        return False
    return all(filecmp.cmp(made / name, committed / name, shallow=False) for name in names)


def replace(made: Path, committed: Path) -> None:
    """Put a new student copy in the place of the old one."""
    shutil.rmtree(committed, ignore_errors=True)
    committed.parent.mkdir(exist_ok=True)
    shutil.copytree(made, committed)


def main(argv: list[str] | None = None) -> int:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("names", nargs="*", help="problem sets; all of them if none is named")
    parser.add_argument("--check", action="store_true", help="compare, write nothing")
    options = parser.parse_args(argv)
    known = problem_sets()
    unknown = sorted(set(options.names) - set(known))
    if unknown:
        parser.error(f"no {', '.join(unknown)} in solutions/; there is: {', '.join(known)}")

    stale = []
    with tempfile.TemporaryDirectory() as folder:
        made = {name: generate(name, Path(folder)) for name in options.names or known}
        for name, copy in made.items():
            if is_current(copy, ASSIGNMENTS / name):
                print(f"{name}: up to date")
            elif options.check:
                stale.append(name)
            else:
                replace(copy, ASSIGNMENTS / name)
                print(f"{name}: written to {(ASSIGNMENTS / name).relative_to(ROOT)}{os.sep}")
    if stale:
        print(f"Old: {', '.join(stale)}. Run `make assignments`.", file=sys.stderr)
    return 1 if stale else 0


if __name__ == "__main__":
    raise SystemExit(main())
