"""Show charts with no network: in JupyterLab, live or reopened, and in pages made by nbconvert.

Altair's own renderer loads Vega-Lite from the internet. JupyterLab 4 brings Vega-Lite 5 along, but
offers it only for the MIME type of version 5, which Altair 6 no longer sends. So a chart is sent in
four forms, and each reader takes the first it knows:

- ``application/vnd.vegalite.v5+json``: JupyterLab draws it itself, with tooltips;
- ``text/markdown``: a picture with alternative text. nbconvert prefers it to ``image/png``, for
  which its page template writes no alternative text;
- ``image/png``: whoever reads neither;
- ``text/plain``: the description, for a terminal.
"""

from __future__ import annotations

import base64
import html
from collections.abc import Iterator
from typing import Any

import altair as alt

from marchwest.charts import theme
from marchwest.charts.compact import compact
from marchwest.charts.describe import describe
from marchwest.charts.views import Spec, spec_of

__all__ = ["MIME", "NAME", "bundle", "course", "enable", "hazards", "picture"]

MIME = "application/vnd.vegalite.v5+json"
NAME = "course"

_SCHEMA = "https://vega.github.io/schema/vega-lite/v5.json"
_VEGALITE = "6.4"
"""What Altair 6 writes, and so what the picture is drawn with."""
_SCALE = 1.5
"""Sharp enough to read on a good screen; twice the pixels are nearly twice the bytes."""

Bundle = tuple[dict[str, Any], dict[str, Any]]


def enable(*, png: bool = True) -> None:
    """Show every Altair chart of this session in the course's way: theme and renderer.

    Parameters
    ----------
    png : bool, default True
        Send a picture beside the chart. Without it an explorer redraws in half the time, but a
        page made from the notebook shows no chart.
    """
    alt.renderers.enable(NAME, png=png)
    alt.theme.enable(theme.NAME)


def bundle(chart: alt.TopLevelMixin | Spec, *, png: bool = True) -> Bundle:
    """Return the MIME bundle of a chart and its metadata.

    Parameters
    ----------
    chart : altair chart or dict
        A chart gets the course's theme; a specification is taken as it is.
    png : bool, default True
        Whether to add the picture.

    Returns
    -------
    tuple of dict
        Data and metadata, as ``IPython.display.publish_display_data`` wants them.
    """
    with alt.theme.enable(theme.NAME):
        spec = spec_of(chart)
    return course(spec, png=png)


def course(spec: Spec, *, png: bool = True, **_: Any) -> Bundle:
    """Render a specification: this is the function that Altair calls for every chart.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification.
    png : bool, default True
        Whether to add the picture.

    Returns
    -------
    tuple of dict
        Data and metadata.
    """
    text = spec.get("description") or describe(spec)
    whole = {**spec, "description": text}
    drawn = _drawn(whole) if png else None
    data: dict[str, Any] = {"text/plain": text}
    metadata: dict[str, Any] = {}
    # Where JupyterLab's older Vega-Lite would draw something else, the picture alone is shown.
    if drawn is None or not hazards(spec):
        data[MIME] = {**whole, "$schema": _SCHEMA}
        metadata[MIME] = {"embed_options": {"renderer": "svg", "actions": False}}
    if drawn is not None:
        width, height = _size(drawn)
        encoded = base64.b64encode(drawn).decode("ascii")
        data["image/png"] = encoded
        metadata["image/png"] = {"alt": text, "width": width, "height": height}
        alternative = html.escape(text).replace("\n", " ")
        data["text/markdown"] = (
            f'<img alt="{alternative}" width="{width}" style="max-width: 100%; height: auto" '
            f'src="data:image/png;base64,{encoded}">'
        )
    return data, metadata


def picture(chart: alt.TopLevelMixin | Spec, *, scale: float = _SCALE) -> bytes:
    """Return a chart as a PNG picture.

    Parameters
    ----------
    chart : altair chart or dict
        A chart gets the course's theme; a specification is taken as it is.
    scale : float, default 1.5
        Pixels of the picture for one pixel of the chart.

    Returns
    -------
    bytes

    Raises
    ------
    ModuleNotFoundError
        Where vl-convert is not installed, as in a browser edition.
    """
    import vl_convert

    with alt.theme.enable(theme.NAME):
        spec = spec_of(chart)
    return compact(vl_convert.vegalite_to_png(spec, vl_version=_VEGALITE, scale=scale))


def _drawn(spec: Spec) -> bytes | None:
    try:
        return picture(spec)
    except ModuleNotFoundError:  # a browser edition has no vl-convert; JupyterLab needs no picture
        return None


def _size(picture: bytes) -> tuple[int, int]:
    """Return width and height in pixels of the chart, from the header of its picture."""
    return tuple(  # type: ignore[return-value]
        round(int.from_bytes(picture[start : start + 4]) / _SCALE) for start in (16, 20)
    )


def hazards(spec: Spec) -> list[str]:
    """Return what JupyterLab's Vega-Lite 5 is known to draw differently, without a warning.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification.

    Returns
    -------
    list of str
        One line for each difference; empty for a chart that looks the same.
    """
    found = []
    for node in _nodes(spec):
        if "density" in node and node.get("groupby"):
            found.append(
                "A density with `groupby` has another scale in JupyterLab's Vega-Lite 5: "
                "compute the density with pandas."
            )
        unit = node.get("timeUnit")
        if isinstance(unit, dict) and unit.get("step", 1) != 1:
            found.append(
                "A time unit with `step` gets other axis labels in JupyterLab's Vega-Lite 5: "
                "group the dates with pandas."
            )
    return list(dict.fromkeys(found))


def _nodes(node: Any) -> Iterator[Spec]:
    """Yield every object of a specification, its data left out."""
    if isinstance(node, dict):
        yield node
        for key, value in node.items():
            if key not in {"datasets", "data", "values"}:
                yield from _nodes(value)
    elif isinstance(node, list):
        for value in node:
            yield from _nodes(value)


alt.renderers.register(NAME, course)
