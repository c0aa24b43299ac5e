"""A second wall around files, by Landlock: it holds even where a mount should not.

Linux has it from 5.13 on; newer kernels also close TCP, signals and abstract sockets with it. Where
the kernel has none, namespaces and seccomp stand alone.
"""

from __future__ import annotations

import ctypes
import os
import stat
import struct
from collections.abc import Iterable
from typing import Final

__all__ = ["restrict", "version"]

_CREATE, _ADD, _RESTRICT = 444, 445, 446
_PATH_BENEATH: Final = 1
_ASK_VERSION: Final = 1

_EXECUTE, _WRITE_FILE, _READ_FILE, _READ_DIR = 1 << 0, 1 << 1, 1 << 2, 1 << 3
_REFER, _TRUNCATE = 1 << 13, 1 << 14
_READ: Final = _EXECUTE | _READ_FILE | _READ_DIR
_FIRST: Final = (1 << 13) - 1
"""What the first version handles: also to make and to remove what there is in folders."""
_OF_FILES: Final = _EXECUTE | _WRITE_FILE | _READ_FILE | _TRUNCATE
_TCP: Final = 0b11
_SCOPES: Final = 0b11
"""Abstract sockets and signals."""

_libc = ctypes.CDLL(None, use_errno=True)


def version() -> int:
    """Return the version of the kernel's Landlock, 0 where there is none."""
    return max(0, _call(_CREATE, None, 0, _ASK_VERSION))


def restrict(readable: Iterable[str], writable: Iterable[str]) -> bool:
    """Take from this process, and all that it starts, every file but those named.

    Needs ``no_new_privs``. Files that are open already stay open.

    Parameters
    ----------
    readable : iterable of str
        Files and folders, with all below them, that may be read and executed.
    writable : iterable of str
        The same, and may be changed.

    Returns
    -------
    bool
        False where the kernel has no Landlock.

    Raises
    ------
    OSError
        If the kernel has it and refuses.
    """
    known = version()
    if not known:
        return False
    files = _FIRST | (_REFER if known >= 2 else 0) | (_TRUNCATE if known >= 3 else 0)
    asked = [files, *([_TCP] if known >= 4 else []), *([_SCOPES] if known >= 6 else [])]
    described = struct.pack(f"{len(asked)}Q", *asked)
    rules = _checked(_call(_CREATE, described, len(described), 0), "make rules")
    try:
        for path in readable:
            _allow(rules, path, _READ & files)
        for path in writable:
            _allow(rules, path, files)
        _checked(_call(_RESTRICT, rules, 0), "keep to the rules")
    finally:
        os.close(rules)
    return True


def _allow(rules: int, path: str, rights: int) -> None:
    try:
        number = os.open(path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, PermissionError):
        return  # not there, or out of reach already
    try:
        if not stat.S_ISDIR(os.fstat(number).st_mode):
            rights &= _OF_FILES
        rule = struct.pack("=Qi", rights, number)
        _checked(_call(_ADD, rules, _PATH_BENEATH, rule, 0), f"allow {path}")
    finally:
        os.close(number)


def _call(number: int, *arguments: int | bytes | None) -> int:
    converted = [
        ctypes.c_char_p(one) if one is None or isinstance(one, bytes) else ctypes.c_size_t(one)
        for one in arguments
    ]
    return int(_libc.syscall(ctypes.c_long(number), *converted))


def _checked(result: int, what: str) -> int:
    if result < 0:
        number = ctypes.get_errno()
        raise OSError(number, f"landlock, {what}: {os.strerror(number)}")
    return result
