"""The widget that draws a figure: chart, sentence and table twin, with no network.

One message carries all three, so that they never disagree on the page. The drawing itself is
in ``figure_view.js``; this module turns a `Figure` into what that script reads.
"""

from __future__ import annotations

import json
import re
from functools import partial
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import altair as alt
import anywidget
import pandas as pd
import traitlets

from marchwest.charts import theme
from marchwest.charts.figure import report_links, table_summary
from marchwest.charts.views import title_text
from marchwest.claims.wrong_fact import REPORT, REPORT_HOW
from marchwest.explorers.forms import Forms
from marchwest.explorers.script import bundle
from marchwest.language import gettext

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure

# Altair names datasets, parameters and views by a hash of their content. Two charts of the same
# form must get the same names to be exchangeable.
_UNSTABLE = re.compile(
    r'(?<=")(data-[0-9a-f]{32}|param_[0-9a-f]{16}|view_[0-9a-f]{16}(?:_\d+)?)(?=[_"])'
)


def stable_spec(spec: dict[str, Any]) -> dict[str, Any]:
    """Rename what Altair names anew for each chart by its order of appearance.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification, as ``chart.to_dict()`` returns it.

    Returns
    -------
    dict
        The same specification; charts of the same form now have the same names.
    """
    names: dict[str, str] = {}

    def rename(match: re.Match[str]) -> str:
        old = match.group(1)
        return names.setdefault(old, f"{re.split('[-_]', old)[0]}-{len(names)}")

    renamed: dict[str, Any] = json.loads(_UNSTABLE.sub(rename, json.dumps(spec)))
    return renamed


def spec_of(figure: Figure, *, validate: bool = True) -> dict[str, Any]:
    """Return a figure's chart as Vega-Lite, in the look of the course.

    Parameters
    ----------
    figure : Figure
        Its chart may or may not bring a ``config`` of its own.
    validate : bool, default True
        Whether to check it against Vega-Lite's schema, which takes some 30 ms. Without the check
        a form that was translated before is not translated again: it only gets its rows.

    Returns
    -------
    dict
        Complete and with stable names. It may share parts with others: do not change it.
    """
    return _translated(figure.chart) if validate else _FORMS.spec(figure.chart)


def _translated(chart: alt.TopLevelMixin, *, validate: bool = True) -> dict[str, Any]:
    with alt.theme.enable(theme.NAME):
        return stable_spec(chart.to_dict(validate=validate))


_FORMS = Forms(partial(_translated, validate=False))


def figure_json(figure: Figure, *, validate: bool = True) -> str:
    """Return what the script needs to draw a figure.

    Parameters
    ----------
    figure : Figure
        Chart, sentence and table.
    validate : bool, default True
        Whether to check the chart against Vega-Lite's schema.

    Returns
    -------
    str
        JSON with ``spec``, ``label``, ``sentence`` and ``table``.
    """
    spec = spec_of(figure, validate=validate)
    table = printed(figure.table)
    content = {
        "spec": spec,
        "label": spec.get("description") or figure.sentence,
        "sentence": figure.sentence,
        "table": {
            "summary": table_summary(len(table)),
            "caption": title_text(spec.get("title")),
            "columns": list(table.columns),
            "rows": table.to_numpy().tolist(),
            "links": report_links(table),
        },
    }
    return json.dumps(content, ensure_ascii=False, default=_plain)


def _plain(value: Any) -> Any:
    """Return one of NumPy's numbers as Python's."""
    return value.item()


def printed(table: pd.DataFrame) -> pd.DataFrame:
    """Return the table as text, with nothing where a value is absent.

    Parameters
    ----------
    table : pandas.DataFrame
        Any table.

    Returns
    -------
    pandas.DataFrame
        Same shape, every cell and every column's name a ``str``.
    """
    return table.astype(object).where(table.notna(), "").map(str).rename(columns=str)


def _words() -> str:
    """Return as JSON what the script itself says."""
    words = {
        "from": gettext("{control}: from"),
        "to": gettext("{control}: to"),
        "type": gettext("{control}: type a value"),
        "table": gettext("Table: {caption}"),
        "failed": gettext("The chart could not be drawn: {error}"),
        "report": gettext(REPORT),
        "how": gettext(REPORT_HOW),
    }
    return json.dumps(words, ensure_ascii=False)


class FigureView(anywidget.AnyWidget):
    """A figure on the page; set `figure_json` to draw another."""

    _css = (files(__package__) / "figure_view.css").read_text(encoding="utf-8")

    figure_json = traitlets.Unicode().tag(sync=True)
    citation = traitlets.Unicode().tag(sync=True)
    room = traitlets.Int().tag(sync=True)
    words = traitlets.Unicode().tag(sync=True)
    """JSON: the words of the script, in the language in which it was made."""

    def __init__(self, **traits: Any) -> None:
        # The bundle takes a second to make: not before the first figure is shown.
        super().__init__(_esm=bundle(), words=_words(), **traits)
