"""When bodies began, and how the texts judge them: a mark a claim, so that differences show."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.palette import GREY, SOURCES
from marchwest.charts.views import SILENT
from marchwest.charts.words import body_name, date_words, given, records, source_style, wrapped

__all__ = ["foundings", "verdicts"]

_LABELS = 215
"""Pixels for the names of the rows."""
_VERDICTS = {
    "effective": "effective",
    "limited": "limited",
    "symbolic": "symbolic",
    "inactive": "inactive",
    "ineffective": "ineffective",
}
"""Codes of the column `coded` that judge a body's work, from the best to the worst."""


def foundings(institutions: pd.DataFrame) -> Figure:
    """Return the year in which each text has each body begin.

    Parameters
    ----------
    institutions : pandas.DataFrame
        Rows of the table ``institutions``; only those with the measure ``founded`` and a date
        are used.

    Returns
    -------
    Figure
        One row a body and text. A line joins the marks of one body: where it leans, the texts
        differ.
    """
    drawn = _founded(institutions)
    sentence = _founded_sentence(drawn)
    chart = described(_founded_chart(drawn), sentence)
    table = drawn[["body", "source", "dates", "locator"]].set_axis(
        ["Body", "Source", "Founded", "Where in the source"], axis=1
    )
    return Figure(chart, sentence, table)


def _founded(institutions: pd.DataFrame) -> pd.DataFrame:
    """Return a row a body and text, the oldest body first."""
    rows: dict[tuple[str, str], dict[str, Any]] = {}
    for claim in records(institutions):
        if claim["measure"] != "founded" or not given(claim["date_start"]):
            continue
        row = rows.setdefault(
            (claim["body"], claim["source_id"]),
            {
                "body": body_name(claim["body"]),
                "source": source_style(claim["source_id"]).label,
                "rank": _rank(claim["source_id"]),
                "year": int(claim["date_start"][:4]),
                "dates": [],
                "locator": [],
            },
        )
        # A text that gives the year in one place and the day in another is told once each.
        row["dates"].append(claim["date_start"])
        row["locator"].append(given(claim["locator"]))
        row["year"] = min(row["year"], int(claim["date_start"][:4]))
    columns = ["body", "source", "rank", "year", "dates", "locator"]
    drawn = pd.DataFrame(list(rows.values()), columns=columns)
    drawn["dates"] = [
        "; ".join(date_words(date) for date in sorted(set(dates))) for dates in drawn["dates"]
    ]
    drawn["locator"] = ["; ".join(dict.fromkeys(places)) for places in drawn["locator"]]
    drawn["first"] = drawn.groupby("body")["year"].transform("min")
    drawn = drawn.sort_values(["first", "body", "year", "rank"], kind="stable")
    # The first text on a body carries its name; those below it are told apart in silence.
    drawn["row"] = drawn["body"] + drawn.groupby("body").cumcount().map(lambda n: SILENT * n)
    return drawn.reset_index(drop=True)


def _founded_chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    shown = drawn[["row", "body", "source", "dates", "locator"]]
    # A year is drawn in its middle: what is printed as exact as a year has no place within it.
    shown = shown.assign(middle=[pd.Timestamp(year, 7, 1) for year in drawn["year"]])
    ends = (int(drawn["year"].min()), int(drawn["year"].max())) if len(drawn) else (1991, 2019)
    y = alt.Y(
        "row:N",
        sort=list(drawn["row"]),
        title="Body",
        axis=alt.Axis(
            labelLimit=_LABELS,
            labelExpr=f"indexof(datum.label, '{SILENT}') < 0 ? datum.label : ''",
            ticks=False,
            **theme.CATEGORY_TITLE,
        ),
    )
    x = alt.X(
        "middle:T",
        title="Founded (year)",
        scale=alt.Scale(
            domain=[alt.DateTime(year=ends[0] - 1), alt.DateTime(year=ends[1] + 6)], nice=False
        ),
        axis=alt.Axis(format="%Y", tickCount={"interval": "year", "step": 5}, grid=True),
    )
    base = alt.Chart(shown).encode(
        y=y,
        x=x,
        tooltip=[
            alt.Tooltip("body:N", title="Body"),
            alt.Tooltip("source:N", title="Source"),
            alt.Tooltip("dates:N", title="Founded"),
            alt.Tooltip("locator:N", title="Where"),
        ],
    )
    lines = base.mark_line(color=GREY, strokeWidth=1.5, aria=False).encode(detail="body:N")
    points = base.mark_point(size=75).encode(**_source_channels(drawn["source"]))
    words = base.mark_text(align="left", dx=9, baseline="middle").encode(text="dates:N")
    halo = base.mark_text(
        align="left", dx=9, baseline="middle", stroke="white", strokeWidth=4, aria=False
    ).encode(text="dates:N")
    return alt.layer(lines, points, halo, words).properties(
        width=theme.WIDTH - _LABELS - 45,
        height=alt.Step(22),
        title=alt.Title(
            "When each body began, text by text",
            subtitle=wrapped(
                "A mark a text. A grey line joins the marks of one body: upright where the texts "
                "give the same year, leaning where they do not.",
                78,
            ),
        ),
    )


def _founded_sentence(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here founds a body."
    years = drawn.groupby("body", sort=False)["year"].agg(["min", "max", "size"])
    several = years[years["size"] > 1]
    sentence = f"The texts date the founding of {_bodies(len(years))}; {len(several)} of them "
    sentence += f"{'is' if len(several) == 1 else 'are'} dated by more than one text."
    apart = several[several["min"] < several["max"]]
    if apart.empty:
        return f"{sentence} No two texts differ in the year."
    told = [_apart(drawn[drawn["body"] == body]) for body in apart.index]
    return f"{sentence} They differ in the year of {listed(told)}."


def _apart(rows: pd.DataFrame) -> str:
    each = [f"{row['year']} by {row['source']}" for row in records(rows)]
    return f"{rows['body'].iloc[0]} ({', '.join(each)})"


def _bodies(number: int) -> str:
    return "1 body" if number == 1 else f"{number} bodies"


def verdicts(institutions: pd.DataFrame) -> Figure:
    """Return how the texts judge the work of the bodies, from effective to ineffective.

    Parameters
    ----------
    institutions : pandas.DataFrame
        Rows of the table ``institutions``; only those whose code is a verdict are used.

    Returns
    -------
    Figure
        One row a body and text; the number beside a mark tells how many claims say so. Codes
        and their order are ours; the table tells whom the texts credit.
    """
    drawn = _judged(institutions)
    sentence = _judged_sentence(drawn)
    chart = described(_judged_chart(drawn), sentence)
    table = drawn[["body", "source", "verdict", "claims", "credited", "locator"]].set_axis(
        ["Body", "Source", "Verdict (our code)", "Claims", "Credited to", "Where in the source"],
        axis=1,
    )
    return Figure(chart, sentence, table)


def _judged(institutions: pd.DataFrame) -> pd.DataFrame:
    found: dict[tuple[str, str, str], list[dict[Any, Any]]] = {}
    for claim in records(institutions):
        if claim["coded"] in _VERDICTS:
            key = (claim["body"], claim["source_id"], claim["coded"])
            found.setdefault(key, []).append(claim)
    rows = [
        {
            "body": body_name(body),
            "source": source_style(source).label,
            "rank": _rank(source),
            "verdict": _VERDICTS[code],
            "order": list(_VERDICTS).index(code),
            "claims": len(claims),
            "credited": _joined(claims, "attributed_to"),
            "locator": _joined(claims, "locator"),
        }
        for (body, source, code), claims in found.items()
    ]
    columns = ["body", "source", "rank", "verdict", "order", "claims", "credited", "locator"]
    drawn = pd.DataFrame(rows, columns=columns)
    drawn["best"] = drawn.groupby("body")["order"].transform("mean")
    drawn = drawn.sort_values(["best", "body", "rank", "order"], kind="stable")
    drawn["row"] = drawn["body"] + ": " + drawn["source"]
    return drawn.reset_index(drop=True)


def _joined(claims: list[dict[Any, Any]], column: str) -> str:
    told = (given(claim[column]) for claim in claims)
    return "; ".join(dict.fromkeys(text for text in told if text))


def _judged_chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    shown = drawn[["row", "body", "source", "verdict", "claims", "credited", "locator"]]
    y = alt.Y(
        "row:N",
        sort=list(dict.fromkeys(drawn["row"])),
        title="Body: text",
        axis=alt.Axis(labelLimit=_LABELS, ticks=False, grid=True, **theme.CATEGORY_TITLE),
    )
    x = alt.X(
        "verdict:N",
        sort=list(_VERDICTS.values()),
        title="Verdict (our code)",
        scale=alt.Scale(domain=list(_VERDICTS.values())),
        axis=alt.Axis(labelAngle=0, grid=True),
    )
    base = alt.Chart(shown).encode(
        y=y,
        x=x,
        tooltip=[
            alt.Tooltip("body:N", title="Body"),
            alt.Tooltip("source:N", title="Source"),
            alt.Tooltip("verdict:N", title="Verdict"),
            alt.Tooltip("claims:Q", title="Claims"),
            alt.Tooltip("credited:N", title="Credited to"),
            alt.Tooltip("locator:N", title="Where"),
        ],
    )
    points = base.mark_point(size=110, filled=True, xOffset=-8).encode(
        **_source_channels(drawn["source"])
    )
    numbers = base.mark_text(align="left", xOffset=4, baseline="middle").encode(text="claims:Q")
    return alt.layer(points, numbers).properties(
        width=theme.WIDTH - _LABELS - 20,
        height=alt.Step(26),
        title=alt.Title(
            "How the texts judge what the bodies did",
            subtitle=wrapped(
                "A mark a verdict; the number beside it counts the claims. The five words and their "
                "order are ours. Each 'inactive' speaks of Kyrgyzstan in 2010.",
                78,
            ),
        ),
    )


def _judged_sentence(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here judges what a body did."
    total = int(drawn["claims"].sum())
    parts = [f"{_claims(total)} judge {_bodies(drawn['body'].nunique())}."]
    for body, rows in drawn.groupby("body", sort=False):
        counts = rows.groupby("verdict", sort=False)["claims"].sum()
        ordered = [word for word in _VERDICTS.values() if word in counts.index]
        told = listed([f"{int(counts[word])} {word}" for word in ordered])
        texts = rows["source"].nunique()
        by = "by 1 text" if texts == 1 else f"by {texts} texts"
        parts.append(f"{body}: {told} ({by}).")
    return " ".join(parts)


def _claims(number: int) -> str:
    return "1 claim" if number == 1 else f"{number} claims"


def _rank(source_id: str) -> int:
    order = list(SOURCES)
    return order.index(source_id) if source_id in order else len(order)


def _colours(labels: Iterable[str]) -> alt.Scale:
    return scales(sources_in(labels))[0]


def _source_channels(labels: Iterable[str]) -> dict[str, Any]:
    """Return colour and shape of the sources, with one legend for both."""
    colours, shapes = scales(sources_in(labels))
    legend = alt.Legend(title="Source", columns=3, offset=10)
    return {
        "color": alt.Color("source:N", scale=colours, legend=legend),
        "shape": alt.Shape("source:N", scale=shapes, legend=legend),
    }
