"""A warm process that forks one child for each submission: libraries are imported once.

Two of them stand by. One forks the processes in which students' code runs, the
other those that run the checks; neither runs such code itself.
"""

from __future__ import annotations

import gc
import json
import os
import resource
import select
import signal
import socket
import sys
from contextlib import suppress
from typing import Any

from marchwest.grading.protected import kernel
from marchwest.grading.protected.cells import CellShell, make_shell
from marchwest.grading.protected.channel import Channel, ChannelError
from marchwest.grading.protected.checking import run_checks
from marchwest.grading.protected.confine import confine, limit
from marchwest.grading.protected.student import run_submission
from marchwest.light_jsonschema import import_jsonschema

__all__ = ["main"]

_WATCH_SECONDS = 0.1
_MANY = 1 << 20
_WARM_SECONDS = 30


def main() -> None:
    """Serve the control socket whose descriptor is the first argument, until it closes."""
    number, role, user = int(sys.argv[1]), sys.argv[2], int(sys.argv[3])
    control = socket.socket(fileno=number)
    if user:
        os.setgroups([])
        os.setresgid(user, user, user)
        os.setresuid(user, user, user)
    if sys.platform == "linux":
        kernel.set_dumpable(False)
    signal.signal(signal.SIGCHLD, signal.SIG_IGN)
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    shell = _warm_shell()
    gc.freeze()
    control.send(json.dumps({"ready": True, "threads": _threads()}).encode())
    while True:
        text, descriptors, _, _ = socket.recv_fds(control, 1 << 16, 2)
        if not text:
            return
        asked = json.loads(text)
        if "warm" in asked:
            _warm(shell, asked["warm"])
            gc.freeze()
            control.send(b"{}")
            continue
        if os.fork() == 0:
            control.close()
            _keep(asked, descriptors, role, shell)
        for descriptor in descriptors:
            os.close(descriptor)


def _warm(shell: CellShell, sources: list[str]) -> None:
    """Run trusted cells once, for what they leave in caches; no name of theirs stays."""
    for source in sources:
        shell.run_trusted(source, _WARM_SECONDS)
    shell.reset(new_session=True)  # type: ignore[no-untyped-call]
    shell.execution_count = 1


def _warm_shell() -> CellShell:
    """Import what notebooks use, and make the shell."""
    import_jsonschema()  # before Altair does
    shell = make_shell()
    shell.run(
        "import altair, ipywidgets, numpy, pandas\n"
        "import marchwest, marchwest.brief\n"
        "from marchwest import charts, claims, judging\n"
        "from IPython.display import HTML, Markdown, display"
    )
    # What a first call builds once is built here: every child then finds it made.
    shell.run(
        "marchwest.claims()\n"
        "for _name in marchwest.table_names():\n"
        "    marchwest.load(_name)\n"
        "_frame = pandas.DataFrame({'a': [1, 2], 'b': ['x', 'y']})\n"
        "_chart = altair.Chart(_frame).mark_bar().encode(x='a:Q', y='b:N').properties(title='t')\n"
        "_chart.to_dict()\n"
        "_frame.groupby('b')['a'].sum().reset_index()._repr_html_()\n"
        "judging.number(1, 2), judging.table(_frame, _frame), judging.name('x', 'Tajikistan')\n"
        "display(_chart)"
    )
    _warm(shell, ["1 / 0", "= 1"])
    return shell


def _threads() -> int:
    with suppress(OSError):
        return len(os.listdir("/proc/self/task"))  # noqa: PTH208
    return 1


def _keep(asked: dict[str, Any], descriptors: list[int], role: str, shell: CellShell) -> None:
    """Start the child of one submission, watch it and report how it ended. Never returns."""
    job, life = (socket.socket(fileno=number) for number in descriptors)
    limits = asked["limits"]
    report = {"ended": "crashed", "why": "", "peak": 0}
    try:
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        processes = os.open("/proc", os.O_RDONLY | os.O_DIRECTORY)
        if asked["private"]:
            kernel.unshare()
        child = os.fork()
        if child == 0:
            life.close()
            os.close(processes)
            _be_child(job, asked, role, shell)
        job.close()
        report = _watch(child, life, limits, processes)
    except OSError as error:
        report["why"] = f"could not be confined: {error}"
    with suppress(OSError):
        life.send(json.dumps(report).encode())
    os._exit(0)


def _be_child(end: socket.socket, asked: dict[str, Any], role: str, shell: CellShell) -> None:
    status = 1
    try:
        if asked["private"]:
            confine(asked["limits"])
        else:
            limit({**asked["limits"], "processes": _MANY})
        if role == "check":
            run_checks(end, shell, Channel(end).receive())
        else:
            run_submission(end, shell, Channel(end).receive())
        status = 0
    except ChannelError:
        status = 0
    except BaseException as error:
        with suppress(Exception):
            Channel(end).send({"failed": f"{type(error).__name__}: {error}"[:500]})
    finally:
        os._exit(status)


def _watch(
    child: int, life: socket.socket, limits: dict[str, Any], processes: int
) -> dict[str, Any]:
    """Wait for the child; end it when the worker hangs up or it uses too much memory."""
    pidfd = os.pidfd_open(child)
    poll = select.poll()
    poll.register(pidfd, select.POLLIN)
    poll.register(life, select.POLLIN | select.POLLHUP)
    why, peak, pause = "", 0, 0.02
    while True:
        events = {number for number, _ in poll.poll(int(pause * 1000))}
        if pidfd in events:
            break
        if life.fileno() in events:
            why = "stopped"
            break
        used = _memory_of(child, processes)
        if used > limits["memory"]:
            # Pages that forked processes share were counted for each; now exactly.
            used = _memory_of(child, processes, exactly=True)
        peak = max(peak, used)
        if used > limits["memory"]:
            why = "memory"
            break
        pause = _WATCH_SECONDS
    if why:
        with suppress(ProcessLookupError):
            os.kill(child, signal.SIGKILL)
    _, status, usage = os.wait4(child, 0)
    cpu = usage.ru_utime + usage.ru_stime
    if not why and os.WIFSIGNALED(status) and cpu >= limits["cpu_seconds"] - 1:
        why = "cpu"
    return {"ended": "stopped" if why else _ended(status), "why": why, "peak": peak, "cpu": cpu}


def _ended(status: int) -> str:
    if os.WIFSIGNALED(status):
        return f"signal {os.WTERMSIG(status)}"
    return "done" if os.WEXITSTATUS(status) == 0 else f"exit {os.WEXITSTATUS(status)}"


def _memory_of(child: int, processes: int, *, exactly: bool = False) -> int:
    """Return the bytes that a process and those it started hold in memory.

    `processes` is an open /proc: the child mounts its own over ours.
    """
    total, waiting = 0, [child]
    while waiting:
        number = waiting.pop()
        try:
            waiting += map(int, _read(f"{number}/task/{number}/children", processes).split())
            if exactly:
                total += _share(_read(f"{number}/smaps_rollup", processes))
            else:
                resident, shared = _read(f"{number}/statm", processes).split()[1:3]
                total += (int(resident) - int(shared)) * _PAGE
        except OSError:
            continue
    return total


def _share(text: str) -> int:
    """Return the bytes of a process where each shared page counts in parts."""
    fields = [line.split() for line in text.splitlines()]
    return sum(int(field[1]) * 1024 for field in fields if field[0] == "Pss:")


def _read(path: str, folder: int) -> str:
    number = os.open(path, os.O_RDONLY, dir_fd=folder)
    try:
        return os.read(number, 1 << 16).decode("ascii")
    finally:
        os.close(number)


_PAGE = resource.getpagesize()

if __name__ == "__main__":
    main()
