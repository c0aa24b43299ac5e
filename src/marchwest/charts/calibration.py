"""How sure a learner was, and how often right: one mark for each range of confidence."""

from __future__ import annotations

from itertools import pairwise
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described
from marchwest.charts.figure import Figure
from marchwest.charts.palette import BLUE, MUTED

__all__ = ["calibration"]

_EDGES = (50, 60, 70, 80, 90, 101)
_TITLE = "How often you were right, by how sure you were"
_EVEN = "as sure as right"


def calibration(answers: pd.DataFrame) -> Figure:
    """Return stated confidence against the share of right answers.

    Parameters
    ----------
    answers : pandas.DataFrame
        A row an answer: ``confidence`` from 50 to 100, and ``right``, true or false.

    Returns
    -------
    Figure
        A mark for each ten points of confidence, with its number of answers beside it. On the
        dashed line confidence and answers agree; below it, the learner was too sure.
    """
    drawn = _drawn(answers)
    sentence = _sentence(answers)
    table = pd.DataFrame(
        {
            "You were sure": drawn["range"],
            "Answers": drawn["answers"],
            "Right": drawn["right"],
            "Right (%)": drawn["share"].round().astype(int),
        }
    )
    return Figure(described(_chart(drawn), sentence), sentence, table)


def _drawn(answers: pd.DataFrame) -> pd.DataFrame:
    """Return a row for each range of confidence that holds an answer."""
    rows = []
    for low, high in pairwise(_EDGES):
        held = answers[answers["confidence"].between(low, high - 1)]
        if held.empty:
            continue
        right = int(held["right"].sum())
        rows.append(
            {
                "range": f"{low} to {min(high - 1, 100)} %",
                "confidence": float(held["confidence"].mean()),
                "share": 100 * right / len(held),
                "answers": len(held),
                "right": right,
                "words": f"{right} of {len(held)}",
            }
        )
    columns = ["range", "confidence", "share", "answers", "right", "words"]
    return pd.DataFrame(rows, columns=columns)


def _sentence(answers: pd.DataFrame) -> str:
    sure = round(float(answers["confidence"].mean()))
    right = round(100 * float(answers["right"].mean()))
    said = f"Over {len(answers)} answers you were {sure} % sure, and {right} % of them were right: "
    if sure - right > 5:
        return said + "you were surer than your answers bear out."
    if right - sure > 5:
        return said + "you were less sure than your answers allow."
    return said + "about as sure as right."


def _chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    x = alt.X("confidence:Q", title="How sure you were (%)", scale=alt.Scale(domain=[50, 100]))
    y = alt.Y("share:Q", title="Answers that were right (%)", scale=alt.Scale(domain=[0, 100]))
    even = pd.DataFrame({"confidence": [50, 100], "share": [50, 100], "words": [_EVEN, ""]})
    line = alt.Chart(even).mark_line(color=MUTED, strokeDash=[5, 4], strokeWidth=1.5)
    # At its lower end, where the line rises away from the words.
    name = alt.Chart(even.iloc[:1]).mark_text(color=MUTED, align="left", baseline="top", dx=8, dy=8)
    marks = alt.Chart(drawn).mark_point(color=BLUE, filled=True, size=110)
    place: dict[str, Any] = {"align": "left", "baseline": "middle", "dx": 10}
    # The line may run behind a number: white around it keeps it readable.
    ground = alt.Chart(drawn).mark_text(stroke="white", strokeWidth=5, **place)
    words = alt.Chart(drawn).mark_text(**place)
    layers = alt.layer(
        line.encode(x=x, y=y),
        name.encode(x=x, y=y, text="words:N"),
        ground.encode(x=x, y=y, text="words:N"),
        marks.encode(x=x, y=y),
        words.encode(x=x, y=y, text="words:N"),
    )
    return layers.properties(title=_TITLE, width=theme.WIDTH - 180, height=260)
