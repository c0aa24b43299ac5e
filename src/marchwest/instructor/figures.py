"""The charts of a report: three, each with its sentence, drawn once and for all as SVG."""

from __future__ import annotations

import base64
import html
import math
from statistics import median

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described
from marchwest.charts.figure import Figure
from marchwest.charts.palette import BLUE, INK, MUTED
from marchwest.charts.views import spec_of
from marchwest.charts.words import wrapped
from marchwest.instructor.report import Report

__all__ = ["discriminations", "distribution", "embedded", "shares"]

_LABELS = 60
"""Pixels that the names of tasks take."""


def distribution(report: Report) -> Figure:
    """Return how many students have how many points.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Figure
    """
    frame = pd.DataFrame(
        {
            "Points": [one.label for one in report.bins],
            "Students": [one.students for one in report.bins],
        }
    )
    totals = report.totals
    sentence = (
        f"{len(totals)} students; half of them have {median(totals):g} or more of {report.most:g} points; "
        f"the lowest has {min(totals):g}, the highest {max(totals):g}."
    )
    title = alt.Title("How many students have how many points", subtitle=wrapped(sentence, 80))
    base = alt.Chart(frame).encode(
        x=alt.X(
            "Points:N",
            sort=None,
            title=f"Points (of {report.most:g})",
            axis=alt.Axis(labelAngle=-35, labelLimit=120),
        ),
        y=alt.Y(
            "Students:Q",
            title="Number of students",
            axis=alt.Axis(format="d", tickMinStep=1),
        ),
    )
    bars = base.mark_bar(color=BLUE)
    numbers = base.transform_filter("datum.Students > 0").mark_text(dy=-7).encode(text="Students:Q")
    chart = (bars + numbers).properties(title=title, width=theme.WIDTH - 60, height=220)
    return Figure(described(chart), sentence, frame)


def _tasks(report: Report) -> list[str]:
    shorts = [row.task.short for row in report.tasks]
    if len(set(shorts)) == len(shorts):
        return shorts
    return [f"{row.task.notebook}: {row.task.name}" for row in report.tasks]


def shares(report: Report) -> Figure:
    """Return the mean share of the points, task by task.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Figure
        Tasks that too many still wait for are left out.
    """
    rows = [
        {"Task": name, "Share": 100 * row.p, "Label": f"{row.p:.0%}"}
        for name, row in zip(_tasks(report), report.tasks, strict=True)
        if not math.isnan(row.p)
    ]
    frame = pd.DataFrame(rows, columns=["Task", "Share", "Label"])
    ordered = frame.sort_values("Share", kind="stable")
    sentence = "Too few students to judge a task by: this only describes the class."
    if report.enough and len(frame):
        low, high = ordered.iloc[0], ordered.iloc[-1]
        sentence = (
            f"Hardest: {low['Task']} ({low['Label']}). Easiest: {high['Task']} ({high['Label']})."
        )
    title = alt.Title("Mean share of the points, task by task", subtitle=wrapped(sentence, 80))
    base = alt.Chart(frame).encode(
        x=alt.X(
            "Share:Q",
            title="Mean share of the points (per cent)",
            scale=alt.Scale(domain=[0, 100]),
        ),
        y=alt.Y("Task:N", sort=None, title="Task", axis=_axis()),
    )
    numbers = base.mark_text(align="left", dx=4).encode(text="Label:N")
    chart = (base.mark_bar(color=BLUE) + numbers).properties(
        title=title, width=theme.WIDTH - _LABELS - 60, height=alt.Step(22)
    )
    return Figure(described(chart, sentence), sentence, frame.round(1))


def discriminations(report: Report) -> Figure:
    """Return how each task goes with the rest, with its 95 % interval.

    Parameters
    ----------
    report : Report

    Returns
    -------
    Figure
    """
    rows = [
        {"Task": name, "r": row.r, "Low": row.interval.low, "High": row.interval.high}
        for name, row in zip(_tasks(report), report.tasks, strict=True)
        if not math.isnan(row.r)
    ]
    frame = pd.DataFrame(rows, columns=["Task", "r", "Low", "High"])
    below = list(frame.loc[frame["r"] < 0, "Task"])
    sentence = (
        f"Below zero: {', '.join(below)}." if below else "No task goes against the rest of the set."
    )
    title = alt.Title(
        "How each task goes with the rest of the set",
        subtitle=[
            *wrapped(sentence, 80),
            "A dot is the estimate, a line from where to where it may lie.",
        ],
    )
    y = alt.Y("Task:N", sort=None, title="Task", axis=_axis())
    x = alt.X(
        "r:Q",
        title="Correlation with the other tasks (-1 to 1)",
        scale=alt.Scale(domain=[-1, 1]),
    )
    zero = (
        alt.Chart(pd.DataFrame({"r": [0]}))
        .mark_rule(color=INK, strokeDash=[3, 3], aria=False)
        .encode(x=x)
    )
    base = alt.Chart(frame)
    lines = base.mark_rule(color=MUTED, strokeWidth=2).encode(
        x=alt.X(
            "Low:Q",
            title="Correlation with the other tasks (-1 to 1)",
            scale=alt.Scale(domain=[-1, 1]),
        ),
        x2="High:Q",
        y=y,
    )
    dots = base.mark_point(color=BLUE, size=90).encode(x=x, y=y)
    chart = alt.layer(zero, lines, dots).properties(
        title=title, width=theme.WIDTH - _LABELS - 60, height=alt.Step(22)
    )
    return Figure(described(chart, sentence), sentence, frame.round(2))


def _axis() -> alt.Axis:
    return alt.Axis(ticks=False, domain=False, labelLimit=160, **theme.CATEGORY_TITLE)


def embedded(figure: Figure) -> str:
    """Return a chart as an HTML picture that needs neither script nor network.

    Parameters
    ----------
    figure : Figure

    Returns
    -------
    str
        As the source of an ``img`` nothing in the drawing can run or load.
    """
    import vl_convert

    with alt.theme.enable(theme.NAME):
        spec = spec_of(figure.chart)
    drawn = vl_convert.vegalite_to_svg(spec)
    encoded = base64.b64encode(drawn.encode("utf-8")).decode("ascii")
    text = html.escape(figure.description.replace("\n", " "), quote=True)
    return f'<img alt="{text}" src="data:image/svg+xml;base64,{encoded}">'
