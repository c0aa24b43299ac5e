"""The look of every chart: fonts that each system has, a width that fits, readable sizes."""

from __future__ import annotations

from typing import Any

import altair as alt

from marchwest.charts.palette import BLUE, INK, MUTED, PALETTE

__all__ = ["CATEGORY_TITLE", "FONT", "NAME", "WIDTH", "config"]

NAME = "marchwest"

WIDTH = 592
"""Pixels, axis labels included, that a chart may take. A cell of JupyterLab has some 610 of them in a
window 800 pixels wide; the rest is slack for machines whose fonts are wider than ours."""

# Fonts of like width come before system-ui, which on some Linux desktops is a far wider one and
# would cut labels. Then the Chinese fonts of the three systems, for letters that the others lack.
FONT = (
    '-apple-system, "Segoe UI", "Helvetica Neue", Arial, "Liberation Sans", "Noto Sans", '
    'system-ui, "PingFang SC", "Microsoft YaHei", "Noto Sans CJK SC", sans-serif'
)

CATEGORY_TITLE: dict[str, Any] = {"titleAlign": "right", "titleX": -6}
"""For a vertical axis of names: its title stands over the names, not over the marks."""

_SHAPES = (
    "circle",
    "square",
    "triangle-up",
    "diamond",
    "triangle-down",
    "cross",
    "triangle-right",
    "triangle-left",
    "stroke",
)


def config() -> dict[str, Any]:
    """Return the top-level properties that the theme sets.

    Returns
    -------
    dict
        A Vega-Lite ``config`` (and nothing else), valid for Vega-Lite 5 and 6.
    """
    return {
        "config": {
            # White also under JupyterLab's dark theme: the palette is measured on white.
            "background": "white",
            "font": FONT,
            "padding": 6,
            "view": {
                "continuousWidth": 480,
                "continuousHeight": 280,
                # The same width for two categories and for twenty: never wider than the page.
                "discreteWidth": 480,
                "discreteHeight": {"step": 24},
                "stroke": None,
            },
            "title": {
                "anchor": "start",
                "frame": "bounds",
                "color": INK,
                "fontSize": 16,
                "fontWeight": 600,
                "offset": 12,
                "lineHeight": 20,
                "subtitleColor": MUTED,
                "subtitleFontSize": 13,
                "subtitleLineHeight": 17,
                "subtitlePadding": 5,
            },
            "axis": {
                "labelColor": INK,
                "labelFontSize": 12,
                "labelLimit": 220,
                "titleColor": INK,
                "titleFontSize": 12,
                "titleFontWeight": 600,
                "titlePadding": 8,
                "domainColor": MUTED,
                "tickColor": MUTED,
                "gridColor": "#e4e4e4",
            },
            "axisBand": {"grid": False},
            "axisXDiscrete": {"labelAngle": -35},
            "axisX": {"titleAnchor": "start", "labelFlush": False},
            # Above the axis and read from left to right: nobody tilts the head.
            "axisY": {
                "titleAngle": 0,
                "titleAlign": "left",
                "titleAnchor": "end",
                "titleBaseline": "bottom",
                "titleY": -8,
                "titleX": 0,
            },
            "legend": {
                "labelColor": INK,
                "labelFontSize": 12,
                "labelLimit": 260,
                "titleColor": INK,
                "titleFontSize": 12,
                "titleFontWeight": 600,
                "orient": "top",
                "direction": "horizontal",
                "offset": 26,
                "symbolSize": 90,
                "symbolOpacity": 1,
                "columnPadding": 14,
            },
            "header": {
                "labelColor": INK,
                "labelFontSize": 12,
                "titleColor": INK,
                "titleFontSize": 12,
            },
            "range": {"category": list(PALETTE), "symbol": list(_SHAPES)},
            "mark": {"color": BLUE},
            "point": {"filled": True, "size": 90, "opacity": 1},
            "line": {"strokeWidth": 2.5},
            "text": {"color": INK, "fontSize": 12},
            "rule": {"color": MUTED},
        }
    }


alt.theme.register(NAME, enable=False)(config)  # type: ignore[arg-type]
