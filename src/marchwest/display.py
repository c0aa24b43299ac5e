"""Show a living widget and, where no kernel runs, a static copy of it.

A widget leaves nothing behind: in exported HTML, on a code host and in a notebook opened again
it is a blank. So what has a widget shows two outputs, the widget and a static copy, and the copy
hides itself beside a living widget.
"""

from __future__ import annotations

from typing import Any

__all__ = ["show_with_copy", "static_html"]

_STYLE = """<style>
.jp-OutputArea:has({living}) .marchwest-static {{ display: none; }}
.lm-Widget .marchwest-static {{ animation: marchwest-appear 1.5s step-end; }}
@keyframes marchwest-appear {{ from {{ position: absolute; visibility: hidden; }} }}
</style>"""


def static_html(html: str, living: str) -> str:
    """Return a static copy that shows only where nothing living stands beside it.

    Parameters
    ----------
    html : str
        The copy; everything in it is escaped already.
    living : str
        CSS selector of the living widget.

    Returns
    -------
    str
        Where the style is stripped (a notebook that is not trusted, a code host), the copy shows.
        It waits a moment before it shows, so that it does not flash while the widget starts.
    """
    return f'{_STYLE.format(living=living)}<div class="marchwest-static">{html}</div>'


def show_with_copy(widget: Any, html: str, text: str, living: str) -> None:
    """Show a widget and its static copy as two outputs of the cell that runs.

    Parameters
    ----------
    widget : object
        What lives as long as the kernel does.
    html : str
        The static copy, escaped.
    text : str
        The same in a terminal.
    living : str
        CSS selector of the living widget.
    """
    from IPython.display import display

    display(widget)
    bundle = {"text/html": static_html(html, living), "text/plain": text}
    display(bundle, raw=True)
