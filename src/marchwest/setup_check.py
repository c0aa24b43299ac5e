"""Is everything there that the course needs? For a learner's first cell."""

import sys
from dataclasses import dataclass
from html import escape
from importlib import metadata

from packaging.requirements import Requirement

__all__ = ["Check", "SetupReport", "check_setup"]

_INSTALL = "Close JupyterLab and start it again with `make lab` (README.md)."


@dataclass(frozen=True)
class Check:
    """One thing that was looked at."""

    what: str
    found: str
    problem: str = ""
    """What is wrong and what to do; empty where all is well."""


@dataclass(frozen=True)
class SetupReport:
    """The result of `check_setup`; a notebook shows it as a short table."""

    checks: tuple[Check, ...]

    @property
    def ready(self) -> bool:
        """Whether the course can run."""
        return not any(check.problem for check in self.checks)

    @property
    def headline(self) -> str:
        """The result in one sentence."""
        missing = sum(bool(check.problem) for check in self.checks)
        if not missing:
            return f"Ready: all {len(self.checks)} checks passed."
        things = "thing is" if missing == 1 else "things are"
        return f"Not ready: {missing} {things} missing."

    def __str__(self) -> str:
        lines = [self.headline]
        lines += [
            f"- {check.what}: {check.problem or f'{check.found}, fine'}" for check in self.checks
        ]
        return "\n".join(lines)

    def _repr_html_(self) -> str:
        rows = "".join(
            f"<tr><th scope='row' style='text-align:left'>{escape(check.what)}</th>"
            f"<td style='text-align:left'>{escape(check.found)}</td>"
            f"<td style='text-align:left'>{escape(check.problem) or 'fine'}</td></tr>"
            for check in self.checks
        )
        state = "" if self.ready else " open"
        return (
            f"<p role='status'><strong>{escape(self.headline)}</strong></p>"
            f"<details{state}><summary>What was checked</summary><table><thead><tr>"
            "<th scope='col'>What</th><th scope='col'>Found</th><th scope='col'>Result</th>"
            f"</tr></thead><tbody>{rows}</tbody></table></details>"
        )


def _python() -> Check:
    found = ".".join(map(str, sys.version_info[:3]))
    problem = "" if sys.version_info >= (3, 11) else f"Python 3.11 or later is needed. {_INSTALL}"
    return Check("Python", found, problem)


def _package(requirement: str) -> Check:
    needed = Requirement(requirement)
    name, bounds = needed.name, needed.specifier
    try:
        found = metadata.version(name)
    except metadata.PackageNotFoundError:
        return Check(name, "nothing", f"{name} is not installed. {_INSTALL}")
    if not bounds.contains(found, prereleases=True):
        return Check(name, found, f"{name} {bounds} is needed. {_INSTALL}")
    return Check(name, found)


def _data() -> Check:
    from marchwest.claims import claims
    from marchwest.data import load
    from marchwest.errors import MarchWestError

    try:
        every = claims()
        speaking = every["source_id"].nunique()
        found = f"{len(every)} claims by {speaking} of the {len(load('sources'))} sources"
    except (MarchWestError, OSError) as error:
        return Check("data of the course", "nothing", str(error))
    return Check("data of the course", found)


def check_setup() -> SetupReport:
    """Check Python, the packages that the course needs, and its data.

    Returns
    -------
    SetupReport
        Shown by a notebook as one sentence and a table; each problem says what to do.

    Examples
    --------
    >>> check_setup().ready
    True
    """
    try:
        needed = [line for line in metadata.requires("marchwest") or [] if "extra ==" not in line]
    except metadata.PackageNotFoundError:
        missing = Check(
            "marchwest", "nothing", f"The course's package is not installed. {_INSTALL}"
        )
        return SetupReport((_python(), missing))
    return SetupReport((_python(), *map(_package, sorted(needed)), _data()))
