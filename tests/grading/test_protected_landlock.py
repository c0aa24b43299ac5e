"""The second wall around files, in a process of its own and without any other wall."""

import json
import os
import socket
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from marchwest.grading.protected import landlock

KNOWN = landlock.version() if sys.platform == "linux" else 0
needs_landlock = pytest.mark.skipif(not KNOWN, reason="this kernel has no Landlock")

TRIED = """
import json, os, shutil, signal, socket, subprocess, sys
from marchwest.grading.protected import kernel, landlock
own, kept, secret, port, abstract = sys.argv[1:]
kernel.drop_capabilities()
before = open(secret)
readable = ["/usr", "/lib", "/lib64", "/bin", "/etc/ld.so.cache", "/dev", "/no/such/place", kept]
assert landlock.restrict([*readable, *{sys.prefix, sys.base_prefix}], [own])
found = {}
def attempt(name, action):
    try:
        found[name] = action() or "done"
    except (OSError, subprocess.CalledProcessError) as error:
        found[name] = type(error).__name__
attempt("read what may be read", lambda: open(kept + "/data").read())
attempt("write there", lambda: open(kept + "/data", "a").close())
attempt("remove there", lambda: os.unlink(kept + "/data"))
attempt("make there", lambda: os.mkdir(kept + "/new"))
attempt("truncate there", lambda: os.truncate(kept + "/data", 0))
attempt("read a secret", lambda: open(secret).read())
attempt("list its folder", lambda: os.listdir(os.path.dirname(secret)))
attempt("read by another program", lambda: subprocess.run(["cat", secret], capture_output=True, check=True).stdout.decode())
attempt("link to it", lambda: os.link(secret, own + "/link"))
attempt("follow a link to it", lambda: (os.symlink(secret, own + "/soft"), open(own + "/soft").read())[1])
attempt("write in the own folder", lambda: open(own + "/mine", "w").write("x") and None)
attempt("make folders in it", lambda: os.makedirs(own + "/a/b"))
attempt("move in it", lambda: os.rename(own + "/mine", own + "/a/b/mine"))
attempt("remove in it", lambda: shutil.rmtree(own + "/a"))
attempt("run a program", lambda: subprocess.run(["true"], check=True) and None)
attempt("connect", lambda: socket.create_connection(("127.0.0.1", int(port)), 2).close())
def say():
    with socket.socket(socket.AF_UNIX) as line:
        line.connect("\\0" + abstract)
attempt("abstract socket", say)
attempt("signal", lambda: os.kill(os.getppid(), 0))
json.dump(found, sys.stdout)
"""


@pytest.fixture
def found(tmp_path: Path) -> dict[str, Any]:
    for name in ("own", "kept", "hidden"):
        (tmp_path / name).mkdir()
    (tmp_path / "kept" / "data").write_text("a fact")
    secret = tmp_path / "hidden" / "key"
    secret.write_text("the key")
    name = f"marchwest-{os.getpid()}"
    with socket.socket() as tcp, socket.socket(socket.AF_UNIX) as unix:
        tcp.bind(("127.0.0.1", 0))
        tcp.listen()
        unix.bind("\0" + name)
        unix.listen()
        places = [tmp_path / "own", tmp_path / "kept", secret, tcp.getsockname()[1], name]
        ran = subprocess.run(
            [sys.executable, "-c", TRIED, *map(str, places)],
            capture_output=True,
            text=True,
            check=False,
        )
    assert ran.returncode == 0, ran.stderr
    assert secret.read_text() == "the key"
    assert (tmp_path / "kept" / "data").read_text() == "a fact"
    result: dict[str, Any] = json.loads(ran.stdout)
    return result


@needs_landlock
def test_only_what_is_named_can_be_reached(found: dict[str, Any]) -> None:
    refused = {name for name, what in found.items() if what == "PermissionError"}
    assert found["read what may be read"] == "a fact"
    for name in ("write in the own folder", "make folders in it", "remove in it", "run a program"):
        assert found[name] == "done", name
    expected = {
        *("write there", "remove there", "make there", "read a secret", "list its folder"),
        "follow a link to it",
    }
    # "Another file system": the kernel's word for a link that would give more rights.
    assert found["link to it"] in ("OSError", "PermissionError")
    if KNOWN >= 2:
        assert found["move in it"] == "done"
    if KNOWN >= 3:
        expected.add("truncate there")
    if KNOWN >= 4:
        expected.add("connect")
    if KNOWN >= 6:
        expected |= {"abstract socket", "signal"}
    assert expected <= refused
    assert found["read by another program"] in ("CalledProcessError", "PermissionError")


def test_where_the_kernel_has_none_nothing_happens(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(landlock, "_call", lambda *_: -1)
    assert landlock.version() == 0
    assert landlock.restrict(["/usr"], ["/tmp"]) is False


@needs_landlock
def test_without_the_right_it_is_an_error_and_nothing_half() -> None:
    """As the kernel answers who may still gain rights: it is no silent success."""
    code = (
        "from marchwest.grading.protected import landlock\n"
        "import os; os.setresuid(60411, 60411, 60411) if os.getuid() == 0 else None\n"
        "try: landlock.restrict([], [])\n"
        "except OSError as error: print('refused', error)\n"
    )
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert ran.stdout.startswith("refused")
    assert "landlock, keep to the rules" in ran.stdout
