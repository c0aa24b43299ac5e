"""The explorer where no kernel runs: a picture, the sentence and the table."""

from __future__ import annotations

import base64
from html import escape
from typing import TYPE_CHECKING

from marchwest.charts.figure import table_html
from marchwest.charts.render import picture
from marchwest.display import static_html
from marchwest.explorers.figure_view import spec_of
from marchwest.language import gettext

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure

__all__ = ["static_bundle"]

_SCALE = 1.5


def static_bundle(figure: Figure, question: str, call: str) -> dict[str, str]:
    """Return the static copy of an explorer as a MIME bundle.

    Parameters
    ----------
    figure : Figure
        What the explorer shows at first.
    question : str
        The explorer's question.
    call : str
        The function that gives the same figure in code.

    Returns
    -------
    dict of str to str
        ``text/html`` with the picture inside, and ``text/plain`` for a terminal.
    """
    spec = spec_of(figure)
    description = spec.get("description") or figure.sentence
    drawn = picture(spec, scale=_SCALE)
    # A PNG states its width in the bytes 16 to 19.
    width = round(int.from_bytes(drawn[16:20], "big") / _SCALE)
    encoded = base64.b64encode(drawn).decode("ascii")
    html = (
        f"<p><strong>{escape(question)}</strong></p>"
        f'<img alt="{escape(description)}" width="{width}" style="max-width: 100%; height: auto" '
        f'src="data:image/png;base64,{encoded}">'
        f"<p>{escape(figure.sentence)}</p>{table_html(figure.table, figure.title)}"
        f"<p>{_told(call)}</p>"
    )
    return {
        "text/html": static_html(html, living=".marchwest-figure"),
        "text/plain": f"{question}\n{figure.sentence}",
    }


def _told(call: str) -> str:
    told = escape(gettext("The controls need a running kernel. In code: {call}."))
    return told.format(call=f"<code>{escape(call)}()</code>")
