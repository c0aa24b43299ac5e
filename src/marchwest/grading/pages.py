"""Templates of the pages that nbgrader makes: feedback and formgrader, without the internet."""

from __future__ import annotations

from pathlib import Path

__all__ = ["template_folders"]


def template_folders() -> list[str]:
    """Return where nbconvert looks for the templates of nbgrader's pages.

    Returns
    -------
    list of str
        First ours, which replace the one part that asks the internet, then nbgrader's own. For
        ``c.HTMLExporter.extra_template_basedirs``.
    """
    from nbgrader.server_extensions.formgrader import handlers

    return [str(Path(__file__).parent / "templates"), str(handlers.template_path)]
