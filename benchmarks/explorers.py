"""Time every explorer in a real JupyterLab: from a key press to the painted chart.

Each control is changed twenty times by keyboard, in headless Chromium with no network. The time
is taken in the page: from the key's own time stamp until a frame with the new chart was painted.
The bar (median): 40 ms where only parameters of the chart change, 100 ms where the kernel works
out new rows; no frame without the chart; no jump of the page.
"""

from __future__ import annotations

import argparse
import json
import math
import random
import statistics
import sys
import tempfile
from dataclasses import asdict, dataclass
from pathlib import Path

sys.path.insert(0, str(Path(__file__).resolve().parents[1] / "tests" / "browser"))

import explorerbrowser
import labbrowser
from machine import machine
from playwright.sync_api import Browser, sync_playwright

from marchwest import explorers

CHANGES = 20
BARS = {"parameters": 40, "recompute": 100}
"""Milliseconds, of the median."""


@dataclass(frozen=True)
class Row:
    """What was seen of one part of one control."""

    explorer: str
    control: str
    kind: str
    changes: int
    median: float
    worst: float
    blank: int
    jump: float
    moved: list[str]

    def verdict(self) -> str:
        """Return "PASS", or in words what is over the bar."""
        bar = BARS[self.kind]
        over = []
        if self.changes < CHANGES:
            over.append(f"only {self.changes} changes")
        if self.median > bar:
            over.append(f"over the bar by {self.median - bar:.0f} ms")
        if self.blank:
            over.append(f"{self.blank} blank frames")
        if self.jump:
            over.append(f"jump: {', '.join(self.moved)}")
        return "; ".join(over) or "PASS"


def measured(browser: Browser, server: labbrowser.LabServer, name: str) -> list[Row]:
    """Open one explorer and change each of its controls."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    page = context.new_page()
    notebook = labbrowser.Notebook(
        page, server, server.add(explorerbrowser.notebook_of(name), f"{name}.ipynb")
    )
    notebook.run_all()
    page.wait_for_selector(explorerbrowser.CHART)
    notebook.wait_until_drawn()
    rows = []
    for part in explorerbrowser.parts(name):
        explorerbrowser.start_of_controls(page)
        explorerbrowser.tab_to(page, part.role, part.label)
        watch = explorerbrowser.Watch(page)
        key, other = part.key, part.back
        times, ways, misses = [], set(), 0
        while len(times) < CHANGES and misses < 5:
            if watch.at_end(key):
                key, other = other, key
            redraw = watch.press(key)
            if redraw is None:  # another value with the same view
                misses += 1
                continue
            misses = 0
            times.append(redraw["ms"])
            ways.add(redraw["how"])
            # Not in step with the screen's frames.
            page.wait_for_timeout(random.uniform(40, 90))
        seen = watch.stop()
        rows.append(
            Row(
                name,
                part.label,
                "parameters" if ways == {"parameters"} else "recompute",
                len(times),
                round(statistics.median(times or [math.nan]), 1),
                round(max(times, default=math.nan), 1),
                seen["blank"],
                round(seen["jump"], 1),
                seen["moved"],
            )
        )
        explorerbrowser.tab_to(page, "button", "Reset")
        page.keyboard.press("Enter")
        notebook.wait_until_drawn()
    assert notebook.guard.outside == [], "an explorer asked for the network"
    notebook.close()
    context.close()
    return rows


def shown(rows: list[Row]) -> str:
    """Return the rows as a table."""
    head = f"{'explorer':<14}{'control':<24}{'kind':<11}{'changes':>7}{'median':>8}{'worst':>8}"
    lines = [
        f"{head}{'blank':>7}{'jump':>6}  verdict",
        f"{'':<56}{'ms':>8}{'ms':>8}{'':>7}{'px':>6}",
    ]
    lines += [
        f"{row.explorer:<14}{row.control[:23]:<24}{row.kind:<11}{row.changes:>7}"
        f"{row.median:>8.0f}{row.worst:>8.0f}{row.blank:>7}{row.jump:>6.0f}  {row.verdict()}"
        for row in rows
    ]
    return "\n".join(lines)


def main() -> None:
    """Measure what the command line asks for."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument(
        "--explorer", action="append", choices=explorers.__all__, help="only this one (repeatable)"
    )
    parser.add_argument("--json", action="store_true", help="print JSON instead of a table")
    asked = parser.parse_args()
    rows: list[Row] = []
    before = machine()
    with tempfile.TemporaryDirectory() as scratch, sync_playwright() as playwright:
        executable = labbrowser.find_chromium(playwright)
        if executable is None:
            sys.exit("No Chromium found: install it, or set MARCHWEST_CHROMIUM to its path.")
        browser = labbrowser.launch_chromium(playwright, executable)
        version = browser.version
        with labbrowser.running_lab(Path(scratch)) as server:
            for name in asked.explorer or explorers.__all__:
                rows += measured(browser, server, name)
                print(f"measured {name}", file=sys.stderr, flush=True)
        browser.close()
    after = machine()
    if asked.json:
        found = [asdict(row) | {"verdict": row.verdict()} for row in rows]
        about = {"before": before, "after": after, "chromium": version, "bars_ms": BARS}
        print(json.dumps({"machine": about, "rows": found}, indent=1))
        return
    print(f"At the start: {before}, Chromium {version}\nAt the end:   {after}\n")
    print(shown(rows))
    passed = sum(row.verdict() == "PASS" for row in rows)
    print(f"\n{passed} of {len(rows)} controls keep the bar.")


if __name__ == "__main__":
    main()
