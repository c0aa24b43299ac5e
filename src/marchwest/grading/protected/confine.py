"""Confine this process before a student's code runs in it."""

from __future__ import annotations

import os
import resource
from contextlib import suppress
from pathlib import Path
from typing import Any, Final

from marchwest.grading.protected import kernel, landlock
from marchwest.grading.protected.sandbox import SETTINGS, SYSTEM, readable_folders

__all__ = ["WORK", "confine", "limit"]

WORK = Path("/tmp/work")  # noqa: S108 - a private file system stands there
"""Where a submission runs."""

_DEVICES: Final = tuple(f"/dev/{name}" for name in ("null", "zero", "full", "random", "urandom"))


def confine(limits: dict[str, Any]) -> None:
    """Take from this process, and from all it starts, what a submission does not need.

    To be called in the first process of new namespaces (see `kernel.unshare`).

    Parameters
    ----------
    limits : dict
        See `Limits.plain`.

    Raises
    ------
    OSError
        If any step fails: nothing runs half confined.
    """
    kernel.make_mounts_private()
    flags = kernel.MS_NOSUID | kernel.MS_NODEV
    size = f"size={int(limits['disk'])},nr_inodes=5000,mode=0700"
    # Python, the library or the data may be installed below /tmp: they stay in sight.
    below = [(path, os.open(path, os.O_PATH)) for path in readable_folders() if _is_in_tmp(path)]
    kernel.mount("tmpfs", "/tmp", flags, size)  # noqa: S108
    for path, number in below:
        Path(path).mkdir(parents=True)
        kernel.bind(f"/proc/self/fd/{number}", path)
        os.close(number)
    with suppress(FileNotFoundError):
        kernel.mount("tmpfs", "/dev/shm", flags, "size=8m,mode=0700")  # noqa: S108
    try:
        kernel.mount("proc", "/proc", flags)
    except OSError:
        # Where the kernel allows no second one: none at all, rather than one with our processes.
        kernel.mount("tmpfs", "/proc", flags | kernel.MS_RDONLY, "size=0")
    WORK.mkdir()
    os.chdir(WORK)
    limit(limits)
    kernel.drop_capabilities()
    landlock.restrict(
        [*SYSTEM, *SETTINGS, *readable_folders(), "/proc", "/dev"],
        ["/tmp", "/dev/shm", *_DEVICES],  # noqa: S108
    )
    kernel.block_syscalls()


def _is_in_tmp(path: str) -> bool:
    return Path(path).is_relative_to("/tmp")  # noqa: S108


def limit(limits: dict[str, Any]) -> None:
    """Set the limits of this process and of each that it starts; none can be raised again.

    Parameters
    ----------
    limits : dict
    """
    bounds = {
        resource.RLIMIT_AS: limits["memory"],
        resource.RLIMIT_CPU: limits["cpu_seconds"],
        resource.RLIMIT_NPROC: limits["processes"],
        resource.RLIMIT_FSIZE: limits["file_size"],
        resource.RLIMIT_NOFILE: limits["open_files"],
        resource.RLIMIT_CORE: 0,
        resource.RLIMIT_MEMLOCK: 0,
        resource.RLIMIT_MSGQUEUE: 0,
    }
    for which, most in bounds.items():
        hard = resource.getrlimit(which)[1]
        bound = int(most) if hard == resource.RLIM_INFINITY else min(int(most), hard)
        resource.setrlimit(which, (bound, bound))
