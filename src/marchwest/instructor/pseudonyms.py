"""Stable pseudonyms for one course, made with a key that stays with the instructor."""

from __future__ import annotations

import base64
import hashlib
import hmac
import os
import re
import secrets
import stat
from collections.abc import Iterable
from pathlib import Path

from marchwest.errors import DataError
from marchwest.instructor.files import own_folder

__all__ = ["KEY", "pseudonyms", "read_key"]

KEY = ".marchwest/pseudonyms.key"
"""Where the key lies in a course; git leaves the folder alone."""
_SHORTEST = 6


def read_key(course: Path) -> bytes:
    """Return the key of a course; make one where there is none.

    Parameters
    ----------
    course : pathlib.Path

    Returns
    -------
    bytes
        The file is readable and writable for its owner alone (mode 0600).

    Raises
    ------
    DataError
        The file holds something else, or cannot be read or written.
    """
    path = course / KEY
    try:
        if not path.exists():
            own_folder(path.parent).chmod(0o700)
            handle = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
            with os.fdopen(handle, "w", encoding="ascii") as file:
                file.write(f"{secrets.token_hex(32)}\n")
        elif stat.S_IMODE(path.stat().st_mode) & 0o077:
            path.chmod(0o600)
        text = path.read_text(encoding="ascii").strip()
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or "it is not text"
        raise DataError(
            f"The key of the pseudonyms, {KEY}, cannot be used: {reason}. Mend it, or take it away "
            "for new pseudonyms."
        ) from None
    if not re.fullmatch(r"[0-9a-f]{64}", text):
        raise DataError(
            f"{KEY} holds no key (64 letters 0-9a-f). Put your copy back, or take it away for new "
            "pseudonyms."
        )
    return bytes.fromhex(text)


def pseudonyms(students: Iterable[str], key: bytes) -> dict[str, str]:
    """Return a pseudonym for each student.

    Parameters
    ----------
    students : iterable of str
        Their ids.
    key : bytes

    Returns
    -------
    dict of str to str
        By id. The same id and key give the same pseudonym in every report; who has no key can
        neither undo nor guess it.
    """
    ids = sorted(set(students))
    digests = {}
    for name in ids:
        digest = hmac.new(key, name.encode("utf-8"), hashlib.sha256).digest()
        digests[name] = base64.b32encode(digest).decode("ascii").rstrip("=")
    length = _SHORTEST
    while len({digest[:length] for digest in digests.values()}) < len(ids):
        length += 1
    return {name: f"S-{digest[:length]}" for name, digest in digests.items()}
