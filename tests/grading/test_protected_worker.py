"""One submission behind walls, its checks outside: what comes out, and what cannot get out."""

import json
import os
import socket
import subprocess
import sys
import threading
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from typing import TYPE_CHECKING, Any

import pytest

from marchwest.grading.protected import landlock
from marchwest.grading.protected.channel import (
    Channel,
    ChannelClosed,
    ChannelError,
    ChannelTimeout,
)
from marchwest.grading.protected.limits import Limits
from marchwest.grading.protected.sandbox import SandboxError, choose_sandbox
from marchwest.grading.protected.selftest import SelfTestError, attack_ourselves
from marchwest.grading.protected.shared import SharedWorker
from marchwest.grading.protected.worker import Cell, Job, Ran, Worker, WorkerError

if TYPE_CHECKING:
    from marchwest.grading.protected.sandbox import Sandbox


def walls(test: Any) -> Any:
    """Mark a test that runs notebooks behind walls."""
    return pytest.mark.sandbox(pytest.mark.slow(test))


SHORT = Limits(cell_seconds=3, notebook_seconds=15)


@pytest.fixture(scope="module", params=["bwrap", "namespaces"])
def worker(sandbox: "Sandbox", request: pytest.FixtureRequest) -> Iterator[Worker]:
    """A worker behind each kind of walls."""
    with Worker(choose_sandbox(request.param, allow_root=True)) as opened:
        yield opened


def check(source: str, *names: str, task: str = "t") -> Cell:
    return Cell("", task, source, (), names)


def result(ran: Ran, place: int) -> Any:
    """Return what a cell printed or returned, or the name of its error."""
    for output in ran.outputs.get(place, []):
        if output["output_type"] == "error":
            return output["ename"]
        if output["output_type"] == "execute_result":
            return output["data"]["text/plain"]
        if output["output_type"] == "stream":
            return output["text"]
    return None


# --- the channel --------------------------------------------------------------------------------


def pair(**limits: Any) -> tuple[socket.socket, Channel]:
    ours, theirs = socket.socketpair()
    return ours, Channel(theirs, **limits)


def test_messages_arrive_whole_and_in_order() -> None:
    ours, theirs = pair()
    sender = Channel(ours)
    big = ["x" * 100] * 20_000
    thread = threading.Thread(target=lambda: [sender.send(one) for one in (1, big, {"a": None})])
    thread.start()
    assert [theirs.receive(), theirs.receive(), theirs.receive()] == [1, big, {"a": None}]
    thread.join()


@pytest.mark.parametrize(
    ("raw", "error"),
    [
        (b"", ChannelClosed),
        (b"\x00\x00", ChannelClosed),
        (b"\x00\x00\x00\x02", ChannelClosed),
        (b"\xff\xff\xff\xff", ChannelError),
        (b"\x00\x00\x00\x01{", ChannelError),
        (b"\x00\x00\xc3\x50" + b"[" * 50_000, ChannelError),
        (b"\x00\x00\x13\x88" + b"9" * 5000, ChannelError),
    ],
    ids=[
        "nothing",
        "half a length",
        "no body",
        "too long",
        "no JSON",
        "too deep",
        "too many digits",
    ],
)
def test_what_cannot_be_read_is_an_error(raw: bytes, error: type[Exception]) -> None:
    ours, theirs = pair()
    ours.sendall(raw)
    ours.close()
    with pytest.raises(error):
        theirs.receive()


def test_silence_and_a_flood_both_end() -> None:
    ours, theirs = pair(total=100)
    with pytest.raises(ChannelTimeout):
        theirs.receive(time.monotonic() + 0.05)
    Channel(ours).send("x" * 80)
    assert theirs.receive()
    Channel(ours).send("x" * 80)
    with pytest.raises(ChannelError, match="too much"):
        theirs.receive()


# --- what comes out -----------------------------------------------------------------------------


@walls
def test_outputs_values_and_points_come_out(worker: Worker) -> None:
    ran = worker.grade(
        Job(
            (
                Cell("troops = 450\nprint('done')"),
                check(
                    "from marchwest import judging\njudging.grade(judging.number(troops, 450), 2)",
                    "troops",
                ),
                Cell("troops = 1"),
                check("judging.grade(judging.number(troops, 450), 2)", "troops", task="t2"),
                Cell("1 / 0"),
            )
        )
    )
    assert ran.status == "done"
    assert result(ran, 0) == "done\n"
    assert result(ran, 1) == "2.0"
    assert result(ran, 3) == "Incorrect"
    assert result(ran, 4) == "ZeroDivisionError"


@walls
def test_each_submission_begins_clean(worker: Worker) -> None:
    worker.grade(
        Job((Cell("import builtins, marchwest\nleft = 1\nbuiltins.len = marchwest.load = None"),))
    )
    ran = worker.grade(
        Job((Cell("import marchwest\nlen(marchwest.load('exercises')), 'left' in dir()"),))
    )
    assert str(result(ran, 0)).endswith("False)")


@walls
def test_a_check_calls_the_students_function_by_value(worker: Worker) -> None:
    source = "def growth(first, last=2, *, times=1):\n    seen.append(first)\n    return last / first * times"
    calls = (
        "assert growth(2, 4) == 2 and growth(4, times=8) == 4\n"
        "try:\n    growth(0)\nexcept ZeroDivisionError as error:\n    print(error)\n"
        "try:\n    growth('a')\nexcept TypeError:\n    print('type')"
    )
    ran = worker.grade(
        Job((Cell("seen = []"), Cell(source), check(calls, "growth"), Cell("print(seen)")))
    )
    assert result(ran, 2) == "division by zero\ntype\n"
    assert result(ran, 3) == "[2, 4, 0, 'a']\n"


@walls
def test_a_function_sees_no_test_and_no_expected_value(worker: Worker) -> None:
    spy = (
        "import gc, sys\n"
        "def f(x):\n"
        "    frame, texts = sys._getframe(), []\n"
        "    while frame:\n"
        "        texts.append(str(frame.f_locals) + str(frame.f_globals.keys()))\n"
        "        frame = frame.f_back\n"
        "    held = [o for o in gc.get_objects() if isinstance(o, str)]\n"
        "    everything = ''.join(texts) + ''.join(map(str, gc.get_objects()))[:10**7]\n"
        "    return ''.join(['EXPECTED', '_SECRET']) in everything\n"
    )
    ran = worker.grade(Job((Cell(spy), check("EXPECTED_SECRET = 1\nf(1)", "f"))))
    assert result(ran, 1) == "False"


@walls
def test_what_cannot_be_carried_is_told(worker: Worker) -> None:
    ran = worker.grade(
        Job(
            (
                Cell("import ipywidgets\nslider = ipywidgets.IntSlider()\nclass Mine: pass"),
                check("answer = globals().get('slider')", "slider"),
                check("Mine is not None", "Mine", task="t2"),
            )
        )
    )
    assert ran.opaque == {"t": {"slider": "IntSlider"}, "t2": {"Mine": "type"}}


@walls
def test_trusted_cells_stand_in_for_what_the_student_changed(worker: Worker) -> None:
    setup = "from marchwest import load\nexercises = load('exercises')"
    hostile = "exercises = exercises.head(0)"
    ran = worker.grade(
        Job((Cell(setup), Cell(hostile), Cell("", "t", "len(exercises) > 10", (setup,), ())))
    )
    assert result(ran, 2) == "True"


# --- limits -------------------------------------------------------------------------------------

ENDS = {
    "os._exit": ("import os\nos._exit(0)", "crashed"),
    "crash": ("import ctypes\nctypes.string_at(1)", "crashed"),
    "signals itself": (
        "import os, signal\nos.kill(os.getpid(), signal.SIGABRT); os.abort()",
        "crashed",
    ),
    "resists": (
        "import signal\nsignal.signal(signal.SIGALRM, signal.SIG_IGN)\nwhile True: pass",
        "timeout",
    ),
    "sleeps": (
        "import time\nwhile True:\n    try: time.sleep(99)\n    except BaseException: pass",
        "timeout",
    ),
    "memory of many": (
        "import os, time\nfor _ in range(5):\n    if os.fork() == 0:\n"
        "        held = bytearray(os.urandom(1000)) * 150_000\n        time.sleep(9)\ntime.sleep(9)",
        "memory",
    ),
    "floods the channel": (
        "import os\nfor number in range(3, 30):\n"
        "    try: os.write(number, b'\\x00\\x00\\x00\\x05wrong' * 10)\n    except OSError: pass",
        "output",
    ),
}


@walls
@pytest.mark.parametrize("name", ENDS)
def test_each_end_has_its_status_and_the_next_submission_is_unharmed(
    worker: Worker, name: str
) -> None:
    source, status = ENDS[name]
    limits = Limits(cell_seconds=3, notebook_seconds=6, memory=600_000_000)
    ran = worker.grade(Job((Cell("first = 1"), Cell(source), check("1.0", "first")), limits=limits))
    assert ran.status == status
    assert 0 in ran.outputs
    assert 2 not in ran.outputs
    assert result(worker.grade(Job((Cell("1 + 1"),))), 0) == "2"


BOUNDED = {
    "loop": ("while True: pass", "KeyboardInterrupt"),
    "memory": ("bytearray(3 * 10**9)", "MemoryError"),
    "file": ("open('big', 'wb').write(bytes(80 * 10**6))", "OSError"),
    "disk": ("for n in range(9): open(str(n), 'wb').write(bytes(20 * 10**6))", "OSError"),
    "open files": ("held = [open('/dev/null') for _ in range(999)]", "OSError"),
    "threads": (
        "import threading, time\nfor _ in range(200): threading.Thread(target=time.sleep, args=(9,), daemon=True).start()",
        "RuntimeError",
    ),
    "raises its limits": (
        "import resource\nresource.setrlimit(resource.RLIMIT_AS, (-1, -1))",
        "ValueError",
    ),
}


@walls
@pytest.mark.parametrize("name", BOUNDED)
def test_a_cell_that_wants_too_much_ends_and_the_rest_runs(worker: Worker, name: str) -> None:
    source, error = BOUNDED[name]
    limits = Limits(cell_seconds=2, notebook_seconds=20)
    ran = worker.grade(Job((Cell(source), Cell("'after'")), limits=limits))
    assert (ran.status, result(ran, 0), result(ran, 1)) == ("done", error, "'after'")


@walls
def test_a_fork_bomb_is_bounded_and_leaves_nothing(worker: Worker) -> None:
    bomb = (
        "import os, time\nmade = 0\n"
        "for _ in range(300):\n"
        "    try:\n"
        "        if os.fork() == 0: time.sleep(30); os._exit(0)\n"
        "        made += 1\n"
        "    except OSError: break\n"
        "print(made)"
    )
    before = _below(worker.runs.process.pid)
    ran = worker.grade(Job((Cell(bomb),), limits=SHORT))
    assert 0 < int(str(result(ran, 0))) < 100
    time.sleep(0.5)
    assert _below(worker.runs.process.pid) <= before


def _below(number: int) -> int:
    """Return how many processes another has under it."""
    found, waiting = 0, [number]
    while waiting:
        one = waiting.pop()
        try:
            children = Path(f"/proc/{one}/task/{one}/children").read_text().split()
        except OSError:
            continue
        found += len(children)
        waiting += map(int, children)
    return found


@walls
def test_a_large_output_is_cut(worker: Worker) -> None:
    ran = worker.grade(Job((Cell("for _ in range(10**5): print('x' * 1000)"),), limits=SHORT))
    assert len(str(result(ran, 0))) < 2_000_000


# --- walls --------------------------------------------------------------------------------------


@walls
def test_a_submission_sees_its_own_files_and_the_library_alone(
    worker: Worker, repository: Path, tmp_path: Path
) -> None:
    (tmp_path / "secret.txt").write_text("key")
    looks = [
        f"import os; os.listdir({str(tmp_path)!r})",
        f"os.listdir({str(repository / 'solutions')!r})",
        f"os.listdir({str(repository / 'tests')!r})",
        f"open({str(repository / 'README.md')!r})",
        "open('/etc/passwd').read()",
        "open('/proc/1/environ').read() and open('/proc/2/environ').read()",
        "sorted(os.listdir('.'))",
        "[name for name in os.listdir('/proc') if name.isdigit()]",
        "os.environ.get('MARCHWEST_SECRET')",
        "open(os.__file__, 'a')",
        "import socket; socket.create_connection(('127.0.0.1', 9))",
        "socket.getaddrinfo('localhost', 80)",
        "os.kill(1, 0), os.getppid()",
        "import marchwest; len(marchwest.load('sources'))",
        "open('mine.txt').read()",
    ]
    os.environ["MARCHWEST_SECRET"] = "secret"
    try:
        ran = worker.grade(Job(tuple(map(Cell, looks)), {"mine.txt": "bWluZQ=="}))
    finally:
        del os.environ["MARCHWEST_SECRET"]
    found = [result(ran, place) for place in range(len(looks))]
    assert found[:6] == ["FileNotFoundError"] * 6
    assert found[6] == "['mine.txt']"
    assert found[7] in ("['1']", "[]")
    assert found[8] is None
    assert found[9] in ("OSError", "PermissionError")
    assert found[10] == "OSError"
    assert found[11] in ("gaierror", "OSError")
    assert found[12] == "(None, 0)"
    assert found[13:] == ["9", "'mine'"]


@walls
def test_dangerous_system_calls_are_refused(worker: Worker) -> None:
    source = (
        "import ctypes, errno\n"
        "libc = ctypes.CDLL(None, use_errno=True)\n"
        "def tried(name, *arguments):\n"
        "    ctypes.set_errno(0)\n"
        "    return getattr(libc, name)(*arguments), errno.errorcode.get(ctypes.get_errno())\n"
        "[tried('unshare', 0x10000000), tried('ptrace', 0, 0, 0, 0), tried('mount', b'tmpfs', b'/tmp', b'tmpfs', 0, None),\n"
        " tried('memfd_create', b'x', 0), tried('setns', 0, 0), tried('chroot', b'/tmp'), tried('umount2', b'/tmp', 0),\n"
        " tried('personality', 0), tried('process_vm_readv', 1, None, 0, None, 0, 0)]"
    )
    ran = worker.grade(Job((Cell(source),)))
    assert result(ran, 0) == str([(-1, "EPERM")] * 9).replace("'EPERM'), (", "'EPERM'),\n (")


@walls
def test_the_self_test_passes_behind_walls_and_finds_their_absence(
    worker: Worker, repository: Path
) -> None:
    attack_ourselves(worker, repository)
    with Worker(choose_sandbox("off", allow_root=True)) as unprotected:
        # What `off` promises: points cannot be bought, though nothing is walled in.
        attack_ourselves(unprotected, repository)
        object.__setattr__(unprotected.sandbox, "private", True)
        with pytest.raises(SelfTestError, match="got out of the sandbox"):
            attack_ourselves(unprotected, repository)


@walls
def test_a_zygote_that_was_killed_is_an_error_and_never_a_result(sandbox: "Sandbox") -> None:
    with Worker(sandbox) as worker:
        worker.runs.process.kill()
        worker.runs.process.wait()
        time.sleep(1)
        with pytest.raises(WorkerError):
            worker.grade(Job((Cell("1"),)))


@walls
def test_checks_that_were_killed_from_outside_are_not_the_students_fault(
    sandbox: "Sandbox",
) -> None:
    with Worker(sandbox) as worker:
        threading.Timer(1, worker.checks.process.kill).start()
        waits = check("import time\ntime.sleep(20)", "x")
        with pytest.raises(WorkerError, match="ended from outside"):
            worker.grade(Job((Cell("x = 1"), waits)))


@walls
def test_a_check_that_fails_by_itself_is_no_reason_to_begin_anew(sandbox: "Sandbox") -> None:
    with Worker(sandbox) as worker:
        ran = worker.grade(Job((Cell("x = 1"), check("import os\nos._exit(3)", "x"))))
    assert ran.status == "crashed"
    assert "the check of t ended" in ran.detail


@walls
def test_many_threads_share_a_worker_and_each_gets_its_own(sandbox: "Sandbox") -> None:
    shared = SharedWorker(sandbox)
    try:
        jobs = [
            Job((Cell(f"import time\ntime.sleep(0.2)\nx = {number}"), check("print(x)", "x")))
            for number in range(24)
        ]
        with ThreadPoolExecutor(6) as threads:
            every = list(threads.map(shared.grade, jobs))
    finally:
        shared.close()
    assert [result(ran, 1) for ran in every] == [f"{number}\n" for number in range(24)]


@walls
@pytest.mark.parametrize("which", ["runs", "checks"])
def test_whoever_was_under_way_when_a_zygote_was_killed_runs_once_more(
    sandbox: "Sandbox", which: str
) -> None:
    shared = SharedWorker(sandbox)
    try:
        shared.warm(["warmed = 1"], ["1"])
        first = shared._worker
        waits = check("import time\ntime.sleep(1)\nprint(x)", "x")
        jobs = [Job((Cell(f"import time\ntime.sleep(1)\nx = {n}"), waits)) for n in range(8)]
        # In the first second code of students runs, in the next their checks.
        threading.Timer(0.5 if which == "runs" else 1.5, getattr(first, which).process.kill).start()
        with ThreadPoolExecutor(4) as threads:
            every = list(threads.map(shared.grade, jobs))
        assert shared._worker is not first
    finally:
        shared.close()
    assert [ran.status for ran in every] == ["done"] * 8
    assert [result(ran, 1) for ran in every] == [f"{number}\n" for number in range(8)]


@walls
def test_files_stand_behind_a_second_wall(worker: Worker) -> None:
    """The mounts show the root folder and /etc; Landlock shows only what is named."""
    ran = worker.grade(
        Job(
            (
                Cell("import os\nos.listdir('/')"),
                Cell("os.listdir('/etc')"),
                Cell("open('/dev/null', 'w').write('x'), len(open('/dev/urandom', 'rb').read(3))"),
                Cell("open('/dev/shm/mine', 'w').write('x'), os.remove('/dev/shm/mine')"),
                Cell("import tempfile\nwith tempfile.TemporaryFile() as f: print(f.write(b'x'))"),
                Cell("import subprocess\nsubprocess.run(['true']).returncode"),
            )
        )
    )
    found = [result(ran, place) for place in range(6)]
    assert found[2:] == ["(1, 3)", "(1, None)", "1\n", "0"]
    shown = [place != "PermissionError" for place in found[:2]]
    assert shown == [not landlock.version()] * 2


@walls
def test_the_self_test_sees_a_variable_that_came_in_from_outside(
    sandbox: "Sandbox", repository: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Worker(sandbox) as worker:
        known = sandbox.environment()
        monkeypatch.setattr(type(sandbox), "environment", lambda self: {**known, "HOME": ""})
        attack_ourselves(worker, repository)
        known.pop("TERM")
        with pytest.raises(SelfTestError, match=r"'environment': \"\['TERM'\]\""):
            attack_ourselves(worker, repository)


def test_where_nothing_confines_grading_refuses_and_says_what_to_do(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    from marchwest.grading.protected import sandbox as module

    monkeypatch.setattr(module.os, "getuid", lambda: 1000)
    monkeypatch.setattr(module.shutil, "which", lambda name: None)
    module._reason_against.cache_clear()
    monkeypatch.setattr(module, "_own_walls", lambda: ["false"])
    for wanted, told in (
        ("auto", r"bwrap is missing.*apt install.*namespaces fails.*--sandbox off"),
        ("bwrap", r"bwrap is missing.*apt install.*--sandbox off"),
        ("namespaces", r"namespaces fails \(exit 1\).*--sandbox off"),
    ):
        with pytest.raises(SandboxError, match=told):
            choose_sandbox(wanted)
    assert choose_sandbox("off").kind == "off"
    monkeypatch.setattr(module.sys, "platform", "darwin")
    module._reason_against.cache_clear()
    with pytest.raises(SandboxError, match=r"no bwrap for darwin.*container"):
        choose_sandbox("auto")
    monkeypatch.setattr(module.os, "getuid", lambda: 0)
    with pytest.raises(SandboxError, match="root is refused"):
        choose_sandbox("off")
    with pytest.raises(SandboxError, match="no sandbox 'jail'"):
        choose_sandbox("jail")
    module._reason_against.cache_clear()


def test_the_students_side_imports_no_grading_secrets(repository: Path) -> None:
    """The zygote of students' code must not load the gradebook's library or the checks' keys."""
    code = (
        "import sys, json\n"
        "from marchwest.grading.protected import zygote\n"
        "print(json.dumps(sorted(name for name in sys.modules if name.startswith('nbgrader'))))"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert json.loads(ran.stdout) == []
