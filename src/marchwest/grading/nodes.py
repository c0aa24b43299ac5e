"""Make notebook nodes from plain dicts."""

from __future__ import annotations

from typing import Any

import nbformat

__all__ = ["node"]


def node(content: dict[str, Any]) -> Any:
    """Return a dict as a notebook node, with every dict inside it.

    Parameters
    ----------
    content : dict

    Returns
    -------
    NotebookNode
    """
    return nbformat.from_dict(content)  # type: ignore[no-untyped-call]
