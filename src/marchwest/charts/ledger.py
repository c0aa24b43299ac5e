"""Trade and money as the texts print them: turnover by year, and sums by how far they have come."""

from __future__ import annotations

from typing import Any, Literal

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.palette import BLUE, GREEN, INK, OCHRE
from marchwest.charts.words import country_name, date_words, given, records, source_style, wrapped
from marchwest.data.tables import load

__all__ = ["dollars", "stages", "turnover"]

_NEAR = 0.1
"""How far "about" reaches, as a share of the number: the convention of the course."""
_QUALIFIERS = {"at_least": "at least ", "at_most": "at most ", "approx": "about "}
_STAGES = {
    "disbursed": ("received", GREEN, "circle"),
    "offered": ("offered", OCHRE, "square"),
    "announced": ("announced", BLUE, "diamond"),
}
"""Status in the data to its word, colour and shape; the furthest first."""


def dollars(value: float, qualifier: object = "exact") -> str:
    """Write a sum of dollars as people say it, with what its source says of its exactness.

    No dollar sign: a notebook takes two of them in one line for the ends of a formula.

    Parameters
    ----------
    value : float
    qualifier : str, default "exact"

    Returns
    -------
    str

    Examples
    --------
    >>> dollars(527_000_000), dollars(25e9, "at_least")
    ('527 million dollars', 'at least 25 billion dollars')
    """
    size, word = (1e9, "billion") if value >= 1e9 else (1e6, "million")
    return f"{_QUALIFIERS.get(given(qualifier), '')}{value / size:,.10g} {word} dollars"


def turnover(trade: pd.DataFrame) -> Figure:
    """Return the sums of trade that the texts print, year by year, each with its range.

    Parameters
    ----------
    trade : pandas.DataFrame
        Rows of the table ``trade``; only those with the measure ``turnover`` are drawn.

    Returns
    -------
    Figure
        A mark a claim: its shape and colour tell the source, a hollow mark is Russia's trade. A
        bar spans what "about" allows; an arrow goes up from "at least".
    """
    drawn = _turnovers(trade)
    sentence = _turnover_sentence(drawn)
    chart = described(_turnover_chart(drawn), sentence)
    table = pd.DataFrame(
        {
            "Year": drawn["year"],
            "Trade of": drawn["who"],
            "As printed": drawn["printed"],
            "Source": drawn["source"],
            "Credits": drawn["credits"],
            "Where in the source": drawn["locator"],
            "Claim": drawn["claim"],
        }
    )
    return Figure(chart, sentence, table)


def _turnovers(trade: pd.DataFrame) -> pd.DataFrame:
    kept = trade[trade["measure"].eq("turnover") & trade["number"].notna()]
    rows = [_turnover_row(claim) for claim in records(kept.sort_values("date_start"))]
    columns = [
        *("claim", "year", "who", "value", "low", "high", "tip", "printed", "label", "source"),
        *("credits", "locator", "aside", "side"),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    # Two claims that would print one label on one spot share it.
    frame["label"] = frame["label"].where(~frame.duplicated(["year", "label"]), "")
    return frame


def _turnover_row(claim: dict[Any, Any]) -> dict[str, Any]:
    value, qualifier = float(claim["number"]) / 1e9, given(claim["number_qualifier"])
    printed = dollars(float(claim["number"]), qualifier)
    spread = _NEAR * value if qualifier == "approx" else 0.0
    who = country_name(claim["country"])
    return {
        "claim": claim["claim_id"],
        "year": int(claim["date_start"][:4]),
        "who": who,
        "value": value,
        "low": value - spread,
        "high": value + spread,
        "tip": value + 3 if qualifier == "at_least" else None,
        "printed": printed,
        "label": f"{who}: {printed.removesuffix(' dollars')}",
        "source": source_style(claim["source_id"]).label,
        "credits": given(claim["attributed_to"]) or "not named in our copy",
        "locator": given(claim["locator"]),
        "aside": -16 if claim["country"] == "RUS" else 0,
        "side": "left" if int(claim["date_start"][:4]) > 2003 else "right",
    }


def _turnover_chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    colours, shapes = scales(sources_in(drawn["source"]))
    legend = alt.Legend(title="Source")
    x = alt.X(
        "year:Q",
        title="Year (calendar year)",
        scale=alt.Scale(domain=[1991, 2012], nice=False),
        axis=alt.Axis(format="d", values=list(range(1992, 2013, 2)), grid=False),
    )
    y = alt.Y(
        "value:Q",
        title="Trade with Central Asia (billion U.S. dollars)",
        scale=alt.Scale(domain=[0, 36], nice=False),
    )
    colour = alt.Color("source:N", scale=colours, legend=legend)
    tooltip = [
        alt.Tooltip("who:N", title="Trade of"),
        alt.Tooltip("printed:N", title="As printed"),
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("credits:N", title="Credits"),
        alt.Tooltip("locator:N", title="Where"),
    ]
    bars = (
        alt.Chart(drawn)
        .mark_rule(strokeWidth=5)
        .encode(x=x, y=alt.Y("low:Q"), y2="high:Q", color=colour, tooltip=tooltip)
    )
    floors = alt.Chart(drawn[drawn["tip"].notna()]).encode(x=x, color=colour)
    shafts = floors.mark_rule(strokeWidth=2, aria=False).encode(y=y, y2="tip:Q")
    heads = floors.mark_point(shape="triangle-up", filled=True, size=70, aria=False).encode(
        y="tip:Q"
    )
    marks: list[alt.Chart] = []
    sides: tuple[tuple[str, Literal["left", "right"], int], ...] = (
        ("left", "right", -10),
        ("right", "left", 10),
    )
    # Russia's mark stands a little to the left: China's arrow of the same year would cross it.
    for aside, rows in drawn.groupby("aside"):
        shift = int(str(aside))
        marks.append(
            alt.Chart(rows)
            .mark_point(size=110, strokeWidth=2, filled=False, xOffset=shift)
            .encode(
                x=x,
                y=y,
                color=colour,
                shape=alt.Shape("source:N", scale=shapes, legend=legend),
                fill=alt.when("datum.who === 'Russia'")
                .then(alt.value("white"))
                .otherwise("source:N", scale=colours, legend=None),
                tooltip=tooltip,
            )
        )
        for side, align, away in sides:
            named = rows[(rows["side"] == side) & (rows["label"] != "")]
            if len(named):
                marks.append(
                    alt.Chart(named)
                    .mark_text(align=align, dx=away + shift, dy=-6 if away > 0 else 0, color=INK)
                    .encode(x=x, y=y, text="label:N")
                )
    return alt.layer(bars, shafts, heads, *marks).properties(
        title=alt.Title(
            "What the texts print of trade with Central Asia",
            subtitle=wrapped(
                "One mark a claim. A thick bar: what 'about' allows, read as ten per cent. An "
                "arrow: at least so much. Hollow: Russia's trade.",
                78,
            ),
        ),
        width=theme.WIDTH - 100,
        height=250,
    )


def _turnover_sentence(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here prints a sum of trade."
    parts = [f"{len(drawn)} claims print a sum, for {drawn['year'].nunique()} years."]
    for who, rows in drawn.groupby("who", sort=True):
        said = [
            f"{row['printed']} in {row['year']} ({row['source']})"
            for row in rows.drop_duplicates(["year", "printed", "source"]).to_dict("records")
        ]
        parts.append(f"{who}'s trade: {listed(said)}.")
    return " ".join(parts)


def stages(finance: pd.DataFrame) -> Figure:
    """Return the sums that the texts print, each once, by how far they have come.

    Parameters
    ----------
    finance : pandas.DataFrame
        Rows of the table ``finance``; rows without an amount are not drawn.

    Returns
    -------
    Figure
        A bar an event, however many claims tell of it. Colour, mark and words tell the status.
    """
    drawn = _sums(finance)
    sentence = _stages_sentence(drawn)
    chart = described(_stages_chart(drawn), sentence)
    table = drawn[["name", "giver", "printed", "stage", "date", "claims", "locator"]].set_axis(
        ["Sum", "Giver", "As printed", "Status", "Date", "Claims", "Where in the source"], axis=1
    )
    return Figure(chart, sentence, table)


def _sums(finance: pd.DataFrame) -> pd.DataFrame:
    kept = finance[finance["amount"].notna()]
    rows = []
    for _, claims in kept.groupby("event", sort=False):
        told = records(claims)
        first = told[0]
        amount = float(claims["amount"].max())
        stage = _STAGES.get(first["status"], (first["status"], INK, "cross"))[0]
        printed = dollars(amount, first["amount_qualifier"])
        rows.append(
            {
                "name": f"{_state(first['lender'])}: {_short(first)}",
                "giver": _state(first["lender"]),
                "value": amount / 1e9,
                "printed": printed,
                "stage": stage,
                "label": f"{printed.removesuffix(' dollars')}, {stage}",
                "date": date_words(given(first["date_start"])) or "not given",
                "claims": len(told),
                "locator": "; ".join(dict.fromkeys(given(claim["locator"]) for claim in told)),
            }
        )
    columns = [
        *("name", "giver", "value", "printed", "stage", "label", "date", "claims", "locator")
    ]
    frame = pd.DataFrame(rows, columns=columns)
    return frame.sort_values("value", ascending=False, kind="stable").reset_index(drop=True)


def _short(claim: dict[Any, Any]) -> str:
    """Return kind, receiver and year: enough to tell the sums of the table apart."""
    groups = {"sco_members": "SCO members", "central_asia": "Central Asia"}
    receiver = _state(given(claim["borrower"])) or groups.get(given(claim["group"]), "")
    year = given(claim["date_start"])[:4]
    return ", ".join(part for part in (f"{claim['kind']} for {receiver}", year) if part)


def _state(iso3: str) -> str:
    """Return the name of any state; the charts' own list has only those of the region."""
    known = load("countries")
    found = known.loc[known["iso3"] == iso3, "name"]
    return str(found.iloc[0]) if len(found) else iso3


def _stages_chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    present = [look for look in _STAGES.values() if look[0] in set(drawn["stage"])]
    names = [name for name, _, _ in present]
    scale = alt.Scale(domain=names, range=[colour for _, colour, _ in present])
    shapes = alt.Scale(domain=names, range=[shape for _, _, shape in present])
    legend = alt.Legend(title="Status by the text")
    colour = alt.Color("stage:N", scale=scale, legend=legend)
    base = alt.Chart(drawn).encode(
        y=alt.Y(
            "name:N",
            sort=list(drawn["name"]),
            title="Giver and sum",
            axis=alt.Axis(labelLimit=235, **theme.CATEGORY_TITLE),
        ),
        x=alt.X(
            "value:Q",
            title="Amount (billion U.S. dollars)",
            scale=alt.Scale(domain=[0, 18], nice=False),
            axis=alt.Axis(values=[0, 2, 4, 6, 8, 10]),
        ),
        color=colour,
        tooltip=[
            alt.Tooltip("name:N", title="Sum"),
            alt.Tooltip("printed:N", title="As printed"),
            alt.Tooltip("stage:N", title="Status"),
            alt.Tooltip("claims:Q", title="Claims"),
            alt.Tooltip("locator:N", title="Where"),
        ],
    )
    bars = base.mark_bar(height=10)
    points = base.mark_point(size=90, filled=True).encode(
        shape=alt.Shape("stage:N", scale=shapes, legend=legend)
    )
    texts = base.mark_text(align="left", dx=10).encode(text="label:N", color=alt.value(INK))
    return alt.layer(bars, points, texts).properties(
        title=alt.Title(
            "Sums that the texts print, and how far each has come",
            subtitle=wrapped(
                "One bar a sum, however many claims tell of it. A part of a package has a bar of its "
                "own: do not add it to the whole.",
                80,
            ),
        ),
        width=theme.WIDTH - 260,
        height=alt.Step(28),
    )


def _stages_sentence(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here prints an amount."
    parts = [f"{int(drawn['claims'].sum())} claims print an amount, of {len(drawn)} sums."]
    for stage, _, _ in _STAGES.values():
        rows = drawn[drawn["stage"] == stage].to_dict("records")
        if rows:
            told = [f"{row['printed']} ({row['name']})" for row in rows]
            parts.append(f"{stage.capitalize()}: {listed(told)}.")
    return " ".join(parts)
