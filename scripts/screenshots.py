"""Photograph notebooks as a learner sees them: run in a real JupyterLab, screen by screen.

    python scripts/screenshots.py course/04-joint-exercises.ipynb --out shots --widths 1280 800

For people to look at: layout, fonts, charts, explorers. Nothing leaves the machine, and the
notebooks themselves stay untouched. Prints what is wrong (errors, stderr, overflow) and returns
1 if anything is.
"""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
import time
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

REPOSITORY = Path(__file__).resolve().parents[1]
sys.path.insert(0, str(REPOSITORY / "tests" / "browser"))

import labbrowser  # noqa: E402  (found by the line above)


def main() -> int:
    options = read_options()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        executable = labbrowser.find_chromium(playwright)
        if executable is None:
            print("No Chromium found. Install it, or set MARCHWEST_CHROMIUM to its path.")
            return 1
        browser = labbrowser.launch_chromium(playwright, executable)
        with labbrowser.running_lab(Path(scratch), REPOSITORY / "course") as server:
            troubles = [
                trouble
                for path in options.notebooks
                for trouble in photograph(browser, server, path, options.out, options.widths)
            ]
        browser.close()
    print("\n".join(troubles) or "Nothing wrong was found; now look at the pictures.")
    return 1 if troubles else 0


def read_options() -> argparse.Namespace:
    parser = argparse.ArgumentParser(
        description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter
    )
    everything = sorted((REPOSITORY / "course").glob("*.ipynb"))
    parser.add_argument("notebooks", nargs="*", type=Path, default=everything)
    parser.add_argument("--out", type=Path, default=Path("screenshots"), help="folder of pictures")
    parser.add_argument("--widths", nargs="+", type=int, default=[1280, 800], metavar="PIXELS")
    return parser.parse_args()


def photograph(
    browser: Browser, server: labbrowser.LabServer, path: Path, out: Path, widths: list[int]
) -> list[str]:
    """Run one notebook, write its pictures and return one line for each thing that is wrong."""
    name = server.add(json.loads(path.read_text(encoding="utf-8")), path.name)
    context = browser.new_context(viewport={"width": widths[0], "height": 1000})
    notebook = labbrowser.Notebook(context.new_page(), server, name)
    started = time.monotonic()
    notebook.run_all()
    seconds = time.monotonic() - started
    troubles = notebook.troubles()
    for width in widths:
        notebook.page.set_viewport_size({"width": width, "height": 1000})
        notebook.wait_until_drawn()
        troubles += [f"at {width} pixels: {line}" for line in notebook.overflow()]
        shots = notebook.screenshots(out, f"{path.stem}-{width}")
        print(f"{path.name} at {width} pixels: {len(shots)} pictures in {out}")
    troubles += [f"asked for {url}" for url in notebook.guard.outside]
    troubles += [f"console: {text}" for text in notebook.guard.console_errors]
    print(f"{path.name} ran in {seconds:.1f} s")
    notebook.close()
    context.close()
    return [f"{path.name}: {trouble}" for trouble in troubles]


if __name__ == "__main__":
    sys.exit(main())
