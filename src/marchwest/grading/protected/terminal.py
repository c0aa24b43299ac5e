"""What `marchwest grade` shows: a bar while it works, a table at the end."""

from __future__ import annotations

import json
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Final

from rich.console import Console
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    ProgressColumn,
    Task,
    TextColumn,
    TimeRemainingColumn,
)
from rich.table import Table
from rich.text import Text

from marchwest.errors import DataError
from marchwest.grading.protected.command import STATUSES, Line, Options, Outcome, grade

__all__ = ["grade_and_tell"]

_MEANING: Final = {
    "graded": "by machine; texts still wait for you",
    "needs a person": "something was not clear: look in formgrader",
    "repaired": "mended without doubt, then graded",
    "timed out": "took too long; what ran before counts",
    "crashed": "ended before its time; what ran before counts",
    "refused": "not graded: do what the line says",
}
_MOST_LINES: Final = 40


class _Rate(ProgressColumn):
    def render(self, task: Task) -> Text:
        speed = task.finished_speed or task.speed
        return Text(f"{speed:.1f} a second" if speed else "")


def grade_and_tell(options: Options, json_file: Path | None = None) -> int:
    """Grade an assignment, show how it goes, and return the exit status.

    Parameters
    ----------
    options : Options
    json_file : pathlib.Path, optional
        Where the summary is written as JSON.

    Returns
    -------
    int
        0 where all is in the gradebook, 1 where a submission is not, 130 after Ctrl-C.
    """
    if json_file is not None and not json_file.absolute().parent.is_dir():
        raise DataError(f"{json_file} cannot be written: make its folder first.")
    out, err = Console(), Console(stderr=True)
    with _bar(err) as bar:
        outcome = grade(options, begin=bar.begin, told=bar.told)
    _show(out, outcome)
    if json_file is not None:
        text = json.dumps(outcome.plain(), indent=1, ensure_ascii=False)
        json_file.write_text(text + "\n", encoding="utf-8")
    return outcome.exit_status


class _Bar:
    def __init__(self, console: Console, progress: Progress) -> None:
        self.console = console
        self.progress = progress
        self.task = progress.add_task("starting", total=None)

    def begin(self, total: int) -> None:
        self.progress.reset(self.task, total=total, description="grading")

    def told(self, line: Line) -> None:
        self.progress.advance(self.task)
        if line.status in ("refused", "crashed", "timed out"):
            text = Text.assemble(line.student, f": {line.status}. ", line.detail)
            self.console.print(_plain(text.plain), markup=False, highlight=False)


@contextmanager
def _bar(console: Console) -> Iterator[_Bar]:
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        _Rate(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=console, disable=not console.is_terminal) as progress:
        yield _Bar(console, progress)


def _show(console: Console, outcome: Outcome) -> None:
    if not outcome.lines and not outcome.left:
        console.print(
            f"Nothing to do: {outcome.skipped} graded before. --force grades them again.",
            highlight=False,
        )
        return
    table = Table(title=f"{outcome.assignment}: {len(outcome.lines)} submissions")
    table.add_column("status")
    table.add_column("number", justify="right")
    table.add_column("what it means")
    counts = outcome.counts()
    for status in STATUSES:
        if counts[status]:
            table.add_row(status, str(counts[status]), _MEANING[status])
    console.print(table)
    if outcome.skipped:
        console.print(
            f"{outcome.skipped} were graded before and left as they are.", highlight=False
        )
    if outcome.left:
        console.print(
            f"Interrupted: {outcome.left} not begun. The same command does the rest.",
            highlight=False,
        )
    _list_doubtful(console, outcome)
    done = len(outcome.lines)
    console.print(
        f"{done} in {outcome.seconds:.1f} s with {outcome.workers} workers, "
        f"sandbox {outcome.sandbox}.",
        highlight=False,
    )


def _list_doubtful(console: Console, outcome: Outcome) -> None:
    doubtful = [line for line in outcome.lines if line.status not in ("graded", "repaired")]
    for line in sorted(doubtful, key=lambda one: one.student)[:_MOST_LINES]:
        console.print(
            _plain(f"  {line.student}: {line.status}. {line.detail}"), markup=False, highlight=False
        )
    if len(doubtful) > _MOST_LINES:
        console.print(f"  and {len(doubtful) - _MOST_LINES} more; --json lists all.")


def _plain(text: str) -> str:
    """Return text without what a terminal reads as a command."""
    return "".join(one if one.isprintable() else "?" for one in text)[:500]
