"""Build a sandbox from plain namespaces, where the program bubblewrap is missing.

Run as a program: it makes new namespaces, a root of read-only mounts, and becomes the program that
its arguments name. Heavy imports have no place here.
"""

from __future__ import annotations

import os
import signal
import stat
import sys
from contextlib import suppress

from marchwest.grading.protected import kernel

__all__ = ["main"]

_ROOT = "/tmp"  # noqa: S108 - the new root is mounted there, in namespaces of our own
_DEVICES = ("null", "zero", "full", "random", "urandom")


def main(arguments: list[str]) -> None:
    """Enter walls and run a program in them.

    Parameters
    ----------
    arguments : list of str
        Folders and files that may be read, then ``--``, then the program and its arguments.
    """
    split = arguments.index("--")
    readable, command = arguments[:split], arguments[split + 1 :]
    kernel.unshare(kernel.CLONE_ALL if os.getuid() else kernel.CLONE_ALL & ~kernel.CLONE_USER)
    child = os.fork()
    if child == 0:
        kernel.set_death_signal(signal.SIGKILL)
        _build(readable)
        os.execv(command[0], command)  # noqa: S606
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _, status = os.waitpid(child, 0)
    os._exit(os.waitstatus_to_exitcode(status) & 0xFF)


def _build(readable: list[str]) -> None:
    kernel.make_mounts_private()
    # Opened first: a folder under /tmp is out of sight once the new root is mounted there.
    opened = [(path, os.open(path, os.O_PATH)) for path in readable if os.path.exists(path)]  # noqa: PTH110
    links = [(path, os.readlink(path)) for path in readable if os.path.islink(path)]  # noqa: PTH114, PTH115
    devices = [(f"/dev/{name}", os.open(f"/dev/{name}", os.O_PATH)) for name in _DEVICES]
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    kernel.mount("tmpfs", _ROOT, flags, "size=16m,mode=0755")
    linked = {path for path, _ in links}
    # First, for what is installed below /tmp.
    os.makedirs(_ROOT + "/tmp", exist_ok=True)  # noqa: PTH103, S108
    kernel.mount("tmpfs", _ROOT + "/tmp", flags, "size=64m,mode=1777")  # noqa: S108
    for path, target in links:
        os.makedirs(os.path.dirname(_ROOT + path), exist_ok=True)  # noqa: PTH103, PTH120
        with suppress(FileExistsError):
            os.symlink(target, _ROOT + path)  # noqa: PTH211
    for path, number in opened:
        if path not in linked:
            _bind(number, _ROOT + path)
            kernel.make_read_only(_ROOT + path)
    for path, number in devices:
        _bind(number, _ROOT + path)
    own = {"/dev/shm": 0o1777, "/proc": 0o755, "/.old": 0o700}  # noqa: S108
    for path, mode in own.items():
        os.makedirs(_ROOT + path, exist_ok=True)  # noqa: PTH103
        os.chmod(_ROOT + path, mode)  # noqa: PTH101
    kernel.mount("proc", _ROOT + "/proc", flags)
    for _, number in (*opened, *devices):
        os.close(number)
    kernel.change_root(_ROOT, _ROOT + "/.old")
    kernel.detach("/.old")
    os.chdir("/tmp")  # noqa: S108
    kernel.remount_read_only("/")


def _bind(number: int, target: str) -> None:
    """Mount an open file or folder at a place that is made for it."""
    os.makedirs(os.path.dirname(target), exist_ok=True)  # noqa: PTH103, PTH120
    if stat.S_ISDIR(os.fstat(number).st_mode):
        os.makedirs(target, exist_ok=True)  # noqa: PTH103
    else:
        os.close(os.open(target, os.O_CREAT | os.O_WRONLY, 0o644))
    kernel.bind(f"/proc/self/fd/{number}", target)


if __name__ == "__main__":
    main(sys.argv[1:])
