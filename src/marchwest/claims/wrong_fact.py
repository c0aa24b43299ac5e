"""Where to report a wrong fact: the address of an issue that is filled in already."""

from __future__ import annotations

import re
from functools import cache
from html import escape
from importlib.metadata import PackageNotFoundError, metadata, version
from typing import Any
from urllib.parse import urlencode

from marchwest.claims.frame import claims
from marchwest.language import gettext, gettext_noop

__all__ = ["REPORT", "REPORT_HOW", "is_claim_id", "report_link", "report_url", "repository"]

REPORT = gettext_noop("Report a wrong fact")
"""What a link says."""
REPORT_HOW = gettext_noop("A wrong fact? The id of a claim opens a form to report it.")
"""What stands below a table whose claim ids are links."""

_CLAIM_ID = re.compile(r"[a-z0-9-]+@[a-z]+-\d{4}(\.\d+)?")


def is_claim_id(text: Any) -> bool:
    """Tell whether a value has the form of a claim_id."""
    return isinstance(text, str) and _CLAIM_ID.fullmatch(text) is not None


@cache
def repository() -> str:
    """Return the address of the course's repository.

    Returns
    -------
    str
        What ``pyproject.toml`` names as Source, read from the installed package; empty where
        nothing is installed.
    """
    try:
        lines: list[str] = metadata("marchwest").get_all("Project-URL") or []
    except PackageNotFoundError:
        return ""
    named = {name: address for name, _, address in (line.partition(", ") for line in lines)}
    return named.get("Source", "").rstrip("/")


@cache
def _locators() -> dict[str, str]:
    frame = claims()
    return dict(zip(frame["claim_id"].tolist(), frame["locator"].tolist(), strict=True))


@cache
def report_url(claim_id: str) -> str:
    """Return the address at which a new issue about a claim can be written.

    Nothing is sent before the reader opens it and submits the form.

    Parameters
    ----------
    claim_id : str

    Returns
    -------
    str
        The title names the claim, the body its place; empty where no repository is known.
    """
    if not repository():
        return ""
    place = _locators().get(claim_id, "")
    body = (
        f"Claim: `{claim_id}`\nPlace: {place}\nVersion: {version('marchwest')}\n\n"
        "What is wrong?\n\n\nWhat does the passage say?\n"
    )
    asked = urlencode({"title": f"Wrong fact: {claim_id}", "body": body})
    return f"{repository()}/issues/new?{asked}"


def report_link(claim_id: str, address: str) -> str:
    """Return a claim's id as a link to the form.

    Parameters
    ----------
    claim_id : str
    address : str
        From `report_url`.

    Returns
    -------
    str
        HTML. What assistive technology reads out begins with what the link is for.
    """
    word = escape(gettext(REPORT))
    return (
        f'<a href="{escape(address)}" target="_blank" rel="noopener" title="{word}" '
        f'aria-label="{word}: {escape(claim_id)}">{escape(claim_id)}</a>'
    )
