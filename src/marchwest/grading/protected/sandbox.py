"""Which walls this machine can put around a submission, and how a zygote is started behind them."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import sysconfig
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Final

from marchwest.data import datasets_dir, practice_dir
from marchwest.errors import MarchWestError

__all__ = [
    "SETTINGS",
    "SYSTEM",
    "Sandbox",
    "SandboxError",
    "choose_sandbox",
    "readable_folders",
]

SYSTEM: Final = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64", "/libx32", "/opt")
SETTINGS: Final = ("/etc/ld.so.cache", "/etc/localtime", "/etc/alternatives", "/etc/ssl/certs")
_NOBODY: Final = 60_411
"""A user who owns nothing: whom a submission runs as where the grader runs as root."""

_WAY_OUT: Final = (
    "Grade on Linux, or in a Linux container "
    '(docker run --rm -it --security-opt seccomp=unconfined -v "$PWD":/course -w /course '
    "python:3.12 bash), or say --sandbox off: students' code then runs with your rights."
)


class SandboxError(MarchWestError):
    """Students' code cannot be confined here."""


@dataclass(frozen=True)
class Sandbox:
    """How a zygote starts."""

    kind: str
    """``bwrap``, ``namespaces`` or ``off``."""
    private: bool
    """Whether each submission gets namespaces of its own."""
    user: int = 0
    """Whom the zygote becomes; 0 keeps the user that it is started as."""

    def command(self, descriptor: int, role: str) -> list[str]:
        """Return the command that starts a zygote.

        Parameters
        ----------
        descriptor : int
            Of its control socket, which it inherits.
        role : str
            ``run`` for students' code, ``check`` for the checks.

        Returns
        -------
        list of str
        """
        module = "marchwest.grading.protected.zygote"
        python = [sys.executable, "-I", "-X", "frozen_modules=off", "-m", module]
        python += [str(descriptor), role, str(self.user)]
        if self.kind == "bwrap":
            return [*_walls(self.user), *python]
        return [*_own_walls(), *python] if self.kind == "namespaces" else python

    def environment(self) -> dict[str, str]:
        """Return the whole environment of a zygote: nothing of ours is in it."""
        return {
            "HOME": "/tmp",  # noqa: S108
            "IPYTHONDIR": "/tmp/.ipython",  # noqa: S108
            "LANG": "C.UTF-8",
            "MARCHWEST_PROGRESS": "/tmp/.progress",  # noqa: S108
            "MKL_NUM_THREADS": "1",
            "NBGRADER_EXECUTION": "autograde",
            "NUMEXPR_NUM_THREADS": "1",
            "OMP_NUM_THREADS": "1",
            "OPENBLAS_NUM_THREADS": "1",
            "PATH": "/usr/local/bin:/usr/bin:/bin",
            "PYTHONDONTWRITEBYTECODE": "1",
            "PYTHONHASHSEED": "0",
            "TERM": "dumb",
        }


def _walls(user: int) -> list[str]:
    command = [_bubblewrap(), "--die-with-parent", "--new-session", "--clearenv"]
    command += [f"--unshare-{one}" for one in ("pid", "net", "ipc", "uts", "cgroup-try")]
    if user:
        # Root needs no user namespace; the zygote gives up root before anything else.
        command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    else:
        command.append("--unshare-user")
    command += ["--perms", "0755", "--dir", "/etc"]
    for path in (*SYSTEM, *SETTINGS):
        if os.path.islink(path):  # noqa: PTH114
            command += ["--symlink", str(Path(path).readlink()), path]
        elif os.path.exists(path):  # noqa: PTH110
            command += ["--ro-bind", path, path]
    command += ["--proc", "/proc", "--dev", "/dev", "--perms", "1777", "--tmpfs", "/tmp"]  # noqa: S108
    for path in readable_folders():
        for parent in reversed(Path(path).parents[:-1]):
            # bwrap makes them for the user who starts it alone.
            command += ["--perms", "0755", "--dir", str(parent)]
        command += ["--ro-bind", path, path]
    for name, value in Sandbox("bwrap", private=True).environment().items():
        command += ["--setenv", name, value]
    return [*command, "--chdir", "/tmp", "--"]  # noqa: S108


def _own_walls() -> list[str]:
    start = [sys.executable, "-I", "-S", "-c", _START, _package_root()]
    return [*start, *SYSTEM, *SETTINGS, *readable_folders(), "--"]


_START: Final = (
    "import sys; sys.path.insert(0, sys.argv.pop(1)); "
    "from marchwest.grading.protected.walls import main; main(sys.argv[1:])"
)


def _package_root() -> str:
    import marchwest

    return str(Path(marchwest.__file__).parent.parent)


def _bubblewrap() -> str:
    return shutil.which("bwrap") or "bwrap"


@cache
def readable_folders() -> tuple[str, ...]:
    """Return the folders of Python, its packages, this package and its data, and no others.

    Returns
    -------
    tuple of str
        None lies in another, or in a folder of the system.
    """
    import marchwest

    package = Path(marchwest.__file__).parent
    folders = {Path(sys.prefix), Path(sys.base_prefix), package, datasets_dir(), practice_dir()}
    folders |= {Path(sysconfig.get_path(name)) for name in ("stdlib", "purelib", "platlib")}
    folders |= {Path(sys.executable).parent, Path(sys.executable).resolve().parent}
    found = sorted({*folders, *(folder.resolve() for folder in folders)})
    kept: list[Path] = []
    for folder in found:
        if not any(folder.is_relative_to(other) for other in (*kept, *map(Path, SYSTEM))):
            kept.append(folder)
    return tuple(map(str, kept))


def choose_sandbox(wanted: str = "auto", *, allow_root: bool = False) -> Sandbox:
    """Choose how to confine submissions, or refuse.

    Parameters
    ----------
    wanted : str
        ``auto`` (the first that works), ``bwrap``, ``namespaces`` (the same walls without that
        program) or ``off``.
    allow_root : bool, default False
        Whether the grader may run as root.

    Returns
    -------
    Sandbox

    Raises
    ------
    SandboxError
        If submissions cannot be confined here; the message says why and what to do. Never is
        code run unprotected that was to be confined.
    """
    if wanted not in ("auto", "bwrap", "namespaces", "off"):
        raise SandboxError(f"There is no sandbox {wanted!r}. Say auto, bwrap, namespaces or off.")
    if not hasattr(os, "getuid"):
        if wanted == "off":
            raise SandboxError(f"This system cannot fork processes. {_WAY_OUT}")
        raise SandboxError(f"There is no sandbox for {sys.platform}. {_WAY_OUT}")
    is_root = os.getuid() == 0
    if is_root and not allow_root:
        raise SandboxError(
            "Grading as root is refused: what escapes a sandbox then owns the machine, and limits on "
            "processes do not bind root. Grade as an ordinary user. In a container that holds "
            "nothing else, --allow-root overrides this; submissions then run as user "
            f"{_NOBODY}."
        )
    if wanted == "off":
        return Sandbox("off", private=False)
    reasons = []
    for kind in ("bwrap", "namespaces") if wanted == "auto" else (wanted,):
        reason = _reason_against(kind, is_root)
        if not reason:
            return Sandbox(kind, private=True, user=_NOBODY if is_root else 0)
        reasons.append(reason)
    raise SandboxError(f"Students' code cannot be confined here: {' '.join(reasons)} {_WAY_OUT}")


@cache
def _reason_against(kind: str, is_root: bool) -> str:
    """Say why a kind of sandbox does not work here, or return empty text."""
    if sys.platform != "linux":
        return f"there is no {kind} for {sys.platform}."
    if kind == "bwrap" and shutil.which("bwrap") is None:
        return (
            "the program bwrap is missing. Install it "
            "(Debian, Ubuntu: sudo apt install bubblewrap; Fedora: sudo dnf install bubblewrap)."
        )
    walls = _walls(_NOBODY if is_root else 0) if kind == "bwrap" else _own_walls()
    command = [*walls, sys.executable, "-I", "-S", "-c", "pass"]
    tried = subprocess.run(command, capture_output=True, text=True, timeout=60, check=False)
    if tried.returncode != 0:
        told = (" ".join(tried.stderr.splitlines()[-1:]) or f"exit {tried.returncode}")[:200]
        return f"{kind} fails ({told}); in a container, user namespaces may be switched off."
    return ""
