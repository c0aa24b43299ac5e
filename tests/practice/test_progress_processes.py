"""Progress where processes write at once, or are killed while they write."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from marchwest.practice.progress.events import happened
from marchwest.practice.progress.journal import Journal

pytestmark = pytest.mark.slow

# Says the number of an event only when it is written.
WRITER = """
import sys
from marchwest.practice.progress.store import Store
from pathlib import Path
store = Store(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    store.record(f"ex01-from-{sys.argv[3]}-{number}", "answer", "correct", 50 + number % 50)
    if not store.waiting:
        print(number, flush=True)
"""
MERGER = """
import sys
from marchwest.practice.progress.events import happened
from marchwest.practice.progress.journal import Journal
from pathlib import Path
journal = Journal(Path(sys.argv[1]))
print("ready", flush=True)
sys.stdin.readline()
for number in range(int(sys.argv[2])):
    several = [happened(f"ex02-from-{sys.argv[3]}-{number}", "hint") for _ in range(200)]
    journal.merge(frozenset(several))
    print(number, flush=True)
"""


def started(program: str, place: Path, count: int, name: str) -> subprocess.Popen[str]:
    process = subprocess.Popen(
        [sys.executable, "-c", program, str(place), str(count), name],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        text=True,
    )
    assert process.stdout
    assert process.stdout.readline() == "ready\n"
    return process


def go(process: subprocess.Popen[str]) -> None:
    assert process.stdin
    process.stdin.write("go\n")
    process.stdin.flush()


def items(place: Path) -> list[str]:
    return sorted(event.item for event in Journal(place).read()[0])


def test_several_notebooks_at_once_lose_nothing(tmp_path: Path) -> None:
    writers = [started(WRITER, tmp_path, 60, f"w{n}") for n in range(3)]
    merger = started(MERGER, tmp_path, 6, "m")
    for process in (*writers, merger):
        go(process)
    for process in (*writers, merger):
        process.communicate(timeout=120)
        assert process.returncode == 0
    wanted = [f"ex01-from-w{n}-{number}" for n in range(3) for number in range(60)]
    wanted += [f"ex02-from-m-{number}" for number in range(6) for _ in range(200)]
    assert items(tmp_path) == sorted(wanted)
    assert Journal(tmp_path).read()[1] == ""
    assert list(tmp_path.glob("*.tmp")) == []


@pytest.mark.skipif(not hasattr(signal, "SIGKILL"), reason="this system has no SIGKILL")
@pytest.mark.parametrize(("program", "each"), [(WRITER, 1), (MERGER, 200)], ids=["one", "many"])
def test_killed_at_any_moment_nothing_that_was_kept_is_lost(
    tmp_path: Path, program: str, each: int
) -> None:
    draw = random.Random(6)
    # What was there before is not lost either, and there is much of it: a merge writes it anew.
    before = frozenset(happened("ex00-before", "hint") for _ in range(3000))
    Journal(tmp_path).merge(before)
    promised: list[str] = []
    unit = "ex01" if program is WRITER else "ex02"
    for round_ in range(8):
        process = started(program, tmp_path, 10**6, f"r{round_}")
        go(process)
        time.sleep(draw.uniform(0.01, 0.4))
        os.kill(process.pid, signal.SIGKILL)
        out, _ = process.communicate(timeout=30)
        numbers = [line for line in out.split("\n")[:-1] if line.isdigit()]
        promised += [f"{unit}-from-r{round_}-{number}" for number in numbers for _ in range(each)]
    events, _ = Journal(tmp_path).read()
    found = [event.item for event in events]
    assert events >= before
    assert len(promised) > 8
    for item in set(promised):
        # Of a merge there is all or nothing; the one that was cut off may have got through.
        assert found.count(item) == each, item
    Journal(tmp_path).add([happened("ex00-after", "hint")])
    assert "ex00-after" in items(tmp_path)


def test_progress_survives_a_killed_kernel(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    from jupyter_client.manager import start_new_kernel

    monkeypatch.setenv("MARCHWEST_PROGRESS", str(tmp_path))

    def run(code: str) -> str:
        """Run code in a kernel of its own, which is killed and not asked to end."""
        manager, client = start_new_kernel(kernel_name="python3", env=dict(os.environ))
        said: list[str] = []
        try:
            client.execute_interactive(
                code,
                timeout=60,
                output_hook=lambda message: said.append(message["content"].get("text", "")),
            )
        finally:
            client.stop_channels()
            manager.shutdown_kernel(now=True)
        return "".join(said)

    answer = 'practice("ex00-first-number").answer("10,000", confidence=70)'
    assert "Not yet" in run(f"from marchwest import practice\nprint({answer})")
    shown = run("import marchwest as mw\nprint(mw.progress())")
    assert 'practice("ex00-first-number"): missed, unit 0' in shown
    assert "1 answer with a stated confidence" in shown
    opened = run('from marchwest import practice\nprint(practice.retrieval_ids("01")[0])')
    assert opened == "ex00-first-number\n"
