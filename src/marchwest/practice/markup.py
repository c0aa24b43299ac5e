"""The one mark that items use: `backticks` around what is code. Everything else is escaped."""

from __future__ import annotations

import re
from html import escape

__all__ = ["html_of", "plain_of"]

_CODE = re.compile(r"`([^`]+)`")


def html_of(text: str) -> str:
    """Return text as HTML that cannot hold a tag of its own.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return _CODE.sub(r"<code>\1</code>", escape(text))


def plain_of(text: str) -> str:
    """Return text without marks, for a terminal.

    Parameters
    ----------
    text : str

    Returns
    -------
    str
    """
    return _CODE.sub(r"\1", text)
