"""Aid and training: how far a sum had come by each source, and whom a head count covers when."""

from __future__ import annotations

from collections.abc import Iterable
from itertools import combinations
from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.palette import LAND, MUTED, SOURCES
from marchwest.charts.views import SILENT
from marchwest.charts.words import amount, country_name, given, records, source_style, wrapped
from marchwest.claims.independence import relies_on
from marchwest.data.dates import PartialDate

__all__ = ["aid_name", "millions", "stages", "windows", "years_of"]

STAGES = (
    *("requested", "refused", "offered", "planned", "pledged", "agreed", "ongoing", "delivered"),
)
"""From a wish to goods in hand; the words of the column `status`."""
_CURRENCIES = {"USD": "USD", "CNY": "RMB"}
_PEOPLE = {
    "various": "members of the forces",
    "special_forces": "special forces",
    "border_guards": "border guards",
    "interior_forces": "interior forces",
}
_STATES = {"AFG": "Afghanistan", "USA": "United States"}
_BETWEEN = 19
"""Pixels between two marks that share a place."""
_LABELS = 165


def years_of(start: str, end: str = "") -> str:
    """Write the years of a claim: "1997–2003", "2002" or "no date".

    Parameters
    ----------
    start, end : str
        Partial dates; either may be empty.

    Returns
    -------
    str
    """
    if not start:
        return "no date"
    first, last = start[:4], (end or start)[:4]
    return first if first == last else f"{first}–{last}"


def millions(value: float, currency: str, qualifier: str = "") -> str:
    """Write a sum in millions, to three figures, in the currency that the source prints.

    Parameters
    ----------
    value : float
        In single dollars or yuan.
    currency : str
        ISO 4217.
    qualifier : str, optional
        ``approx`` and its like.

    Returns
    -------
    str

    Examples
    --------
    >>> millions(30_000_000, "CNY"), millions(700_000, "USD", "approx")
    ('30 million RMB', 'about 0.7 million USD')
    """
    about = "about " if qualifier == "approx" else ""
    return f"{about}{value / 1e6:.3g} million {_CURRENCIES.get(currency, currency)}"


def aid_name(claims: Iterable[dict[Any, Any]]) -> str:
    """Name one event of aid by who receives it and when: "Kazakhstan 1997–2003".

    Parameters
    ----------
    claims : iterable of dict
        All claims on the event; the earliest date that any of them gives is taken.

    Returns
    -------
    str
        A giver other than China stands in brackets.
    """
    told = list(claims)
    dated = sorted((c for c in told if given(c["date_start"])), key=lambda c: c["date_start"])
    one = (dated or told)[0]
    to = given(one["recipient"]) or given(one["group"]).replace("_", " ")
    name = f"{_state(to)} {years_of(given(one['date_start']), given(one['date_end']))}"
    givers = {"CHN": "", "USA": " (U.S.)"}
    return name + givers.get(one["donor"], f" ({one['donor']})")


def _state(iso3: str) -> str:
    return _STATES.get(iso3) or country_name(iso3)


# --- how far a sum had come ----------------------------------------------------------------------


def stages(aid: pd.DataFrame) -> Figure:
    """Return how far each sum had come, by each source that prints it.

    Parameters
    ----------
    aid : pandas.DataFrame
        Rows of the table ``military_aid``; those without an amount are left out.

    Returns
    -------
    Figure
        A row a sum, a column a stage, a mark a claim.
    """
    claims = [claim for claim in records(aid) if given(claim["amount"])]
    drawn = _staged(claims)
    sentence = _stages_sentence(drawn)
    return Figure(described(_stages_chart(drawn), sentence), sentence, _stages_table(drawn))


def _staged(claims: list[dict[Any, Any]]) -> pd.DataFrame:
    by_event: dict[str, list[dict[Any, Any]]] = {}
    for claim in sorted(claims, key=lambda c: (c["recipient"] or "", c["date_start"] or "9")):
        by_event.setdefault(claim["event"], []).append(claim)
    rows = []
    for number, (event, told) in enumerate(by_event.items()):
        short = (millions(c["amount"], c["currency"]).replace("million", "m") for c in told)
        sums = dict.fromkeys(short)
        yearly = ", a year" if told[0]["basis"] == "per_year" else ""
        # Two events may read alike; silence tells their rows apart.
        row = f"{aid_name(told)}{SILENT * number}\n{'; '.join(sums)}{yearly}"
        rows += [_stage_row(claim, event, row) for claim in _in_source_order(told)]
    columns = ["event", "row", "name", "stage", "source", "sum", "origin", "locator", "note"]
    frame = pd.DataFrame(rows, columns=columns)
    together = frame.groupby(["event", "stage"])["source"]
    frame["slot"] = together.cumcount() - (together.transform("size") - 1) / 2
    return frame


def _in_source_order(claims: list[dict[Any, Any]]) -> list[dict[Any, Any]]:
    order = list(SOURCES)
    return sorted(
        claims,
        key=lambda c: (
            order.index(c["source_id"]) if c["source_id"] in order else len(order),
            c["claim_id"],
        ),
    )


def _stage_row(claim: dict[Any, Any], event: str, row: str) -> dict[str, Any]:
    origin = relies_on(given(claim["attributed_to"]))
    basis = " a year" if claim["basis"] == "per_year" else ""
    return {
        "event": event,
        "row": row,
        "name": row.partition("\n")[0].replace(SILENT, ""),
        "stage": claim["status"],
        "source": source_style(claim["source_id"]).label,
        "sum": millions(claim["amount"], claim["currency"], given(claim["amount_qualifier"]))
        + basis,
        "origin": source_style(origin).label if origin else "",
        "locator": given(claim["locator"]),
        "note": given(claim["note"]),
    }


def _source_channels(labels: Iterable[str]) -> dict[str, Any]:
    colours, shapes = scales(sources_in(labels))
    # In two columns, so that wide fonts do not push it out.
    legend = alt.Legend(title="Source", columns=2)
    return {
        "color": alt.Color("source:N", scale=colours, legend=legend),
        "shape": alt.Shape("source:N", scale=shapes, legend=legend),
    }


def _two_line_axis(title: str) -> dict[str, Any]:
    return {
        "title": title,
        "axis": alt.Axis(
            ticks=False,
            domain=False,
            labelLimit=_LABELS,
            labelOffset=-8,
            labelExpr=f"split(replace(datum.label, /{SILENT}/g, ''), '\\n')",
            **theme.CATEGORY_TITLE,
        ),
    }


def _stages_chart(drawn: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    found = [*STAGES, *sorted(set(drawn["stage"]) - set(STAGES))]
    present = [stage for stage in found if stage in set(drawn["stage"])]
    rows = list(dict.fromkeys(drawn["row"]))
    x = alt.X(
        "stage:N",
        title="How far it had come, by the words of the source",
        sort=present,
        scale=alt.Scale(domain=present),
        axis=alt.Axis(orient="top", labelAngle=0, ticks=False, domain=False),
    )
    y = alt.Y("row:N", sort=rows, **_two_line_axis("Aid, sum (m: million)"))
    tooltip = [
        alt.Tooltip("name:N", title="Aid"),
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("sum:N", title="Sum"),
        alt.Tooltip("stage:N", title="Stage"),
        alt.Tooltip("origin:N", title="Taken from"),
        alt.Tooltip("locator:N", title="Where"),
        alt.Tooltip("note:N", title="Note"),
    ]
    grid = pd.DataFrame(
        [{"row": row, "stage": stage} for row in rows for stage in present],
        columns=["row", "stage"],
    )
    squares = (
        alt.Chart(grid)
        .mark_rect(fill="#f6f8fa", stroke="white", strokeWidth=2, aria=False)
        .encode(x=x, y=y)
    )
    looks = _source_channels(drawn["source"])
    # A layer a place in the cell: an offset channel is drawn otherwise by Vega-Lite 5.
    marks = [
        alt.Chart(drawn[drawn["slot"] == slot].drop(columns="slot"))
        .mark_point(size=80, xOffset=slot * _BETWEEN)
        .encode(x=x, y=y, tooltip=tooltip, **looks)
        for slot in sorted(set(drawn["slot"])) or [0.0]
    ]
    return alt.layer(squares, *marks).properties(
        title=alt.Title(
            "How far each printed sum had come, source by source",
            subtitle=wrapped(
                "One mark a claim. Marks in two columns of a row: sources differ.", 80
            ),
        ),
        width=theme.WIDTH - _LABELS - 75,
        height=alt.Step(34),
    )


def _stages_sentence(drawn: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here prints a sum of aid."
    counts = drawn["stage"].value_counts(sort=True)
    parts = [
        f"{_count(len(drawn), 'claim prints', 'claims print')} a sum, for "
        f"{_count(drawn['event'].nunique(), 'piece', 'pieces')} of aid: "
        f"{listed([f'{n} {stage}' for stage, n in counts.items()])}."
    ]
    differ = [
        f"{rows['name'].iloc[0]} ({' or '.join(dict.fromkeys(rows['stage']))})"
        for _, rows in drawn.groupby("event", sort=False)
        if rows["stage"].nunique() > 1
    ]
    if differ:
        parts.append(f"The claims differ on the stage of {listed(differ)}.")
    passed_on = int((drawn["origin"] != "").sum())
    if passed_on:
        parts.append(f"{passed_on} of the claims only pass on another of the nine texts.")
    return " ".join(parts)


def _count(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _stages_table(drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "Aid": drawn["name"],
            "Source": drawn["source"],
            "Sum": drawn["sum"],
            "Stage": drawn["stage"],
            "Taken from": drawn["origin"].replace("", "no source shown here"),
            "Where in the source": drawn["locator"],
            "Note": drawn["note"],
        }
    )


# --- whom a head count covers, and when ----------------------------------------------------------


def windows(training: pd.DataFrame) -> Figure:
    """Return the head counts of people trained, each over the years that it covers.

    Parameters
    ----------
    training : pandas.DataFrame
        Rows of the table ``training``; those that count no persons are left out.

    Returns
    -------
    Figure
        A row a claim. The grey ground marks years that two counts of one event share.
    """
    drawn = _windowed(
        [c for c in records(training) if given(c["number"]) and c["unit"] == "persons"]
    )
    shared = _shared_years(drawn)
    sentence = _windows_sentence(drawn, shared)
    chart = described(_windows_chart(drawn, shared), sentence)
    return Figure(chart, sentence, _windows_table(drawn))


def _windowed(claims: list[dict[Any, Any]]) -> pd.DataFrame:
    ordered = sorted(
        _in_source_order(claims), key=lambda c: (_state(given(c["trainee"])), c["event"])
    )
    rows = []
    for number, claim in enumerate(ordered):
        start, end = given(claim["date_start"]), given(claim["date_end"])
        people = _PEOPLE.get(claim["people"], claim["people"])
        said = amount(claim["number"], claim["number_qualifier"])
        source = source_style(claim["source_id"]).label
        state = _state(given(claim["trainee"]) or given(claim["group"]))
        rows.append(
            {
                "event": claim["event"],
                "row": f"{state}: {said}\n{people}{SILENT * number}",
                "state": state,
                "said": said,
                "people": people,
                "source": source,
                "number": float(claim["number"]),
                "start": PartialDate.parse(start).year if start else None,
                "end": PartialDate.parse(end or start).year + 1 if start else None,
                "years": years_of(start, end) if start else "no years given",
                "status": claim["status"],
                "locator": given(claim["locator"]),
                "note": given(claim["note"]),
            }
        )
    columns = [
        *("event", "row", "state", "said", "people", "source", "number", "start", "end", "years"),
        *("status", "locator", "note"),
    ]
    frame = pd.DataFrame(rows, columns=columns)
    frame["middle"] = (frame["start"].astype(float) + frame["end"].astype(float)) / 2
    return frame


def _shared_years(drawn: pd.DataFrame) -> pd.DataFrame:
    """Return the years that two counts of one event share."""
    found = []
    for _, rows in drawn[drawn["start"].notna()].groupby("event", sort=False):
        for one, other in combinations(rows.to_dict("records"), 2):
            start, end = max(one["start"], other["start"]), min(one["end"], other["end"])
            if start < end:
                words = years_of(str(int(start)), str(int(end) - 1))
                who = f"{one['said']} and {other['said']} for {one['state']}"
                rows_ = {"row": one["row"], "row_2": other["row"]}
                found.append({"start": start, "end": end, "words": words, "who": who, **rows_})
    return pd.DataFrame(found, columns=["start", "end", "words", "who", "row", "row_2"])


def _windows_chart(drawn: pd.DataFrame, shared: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    dated = drawn[drawn["start"].notna()]
    first = int(dated["start"].min()) - 1 if len(dated) else 1990
    last = int(dated["end"].max()) + 1 if len(dated) else 2020
    x = alt.X(
        "start:Q",
        title="Years that the count covers (year)",
        scale=alt.Scale(domain=[first, last], nice=False),
        axis=alt.Axis(format="d", tickCount=7, grid=True),
    )
    y = alt.Y(
        "row:N",
        sort=list(drawn["row"]),
        scale=alt.Scale(domain=list(drawn["row"])),
        **_two_line_axis("People counted"),
    )
    looks = _source_channels(drawn["source"])
    tooltip = [
        alt.Tooltip("state:N", title="From"),
        alt.Tooltip("said:N", title="How many"),
        alt.Tooltip("people:N", title="Who"),
        alt.Tooltip("years:N", title="Years"),
        alt.Tooltip("status:N", title="Status"),
        alt.Tooltip("source:N", title="Source"),
        alt.Tooltip("locator:N", title="Where"),
        alt.Tooltip("note:N", title="Note"),
    ]
    both = pd.concat(
        [shared[["start", "end", "row"]], shared[["start", "end", "row_2"]].set_axis(
            ["start", "end", "row"], axis=1)]
    )  # fmt: skip
    ground = alt.Chart(both).mark_rect(color=LAND, aria=False).encode(x=x, x2="end:Q", y=y)
    base = alt.Chart(dated).encode(y=y, tooltip=tooltip)
    bars = base.mark_bar(height=4).encode(x=x, x2="end:Q", color=looks["color"])
    points = base.mark_point(size=85, strokeWidth=2, filled=False).encode(
        x=alt.X("middle:Q"),
        **looks,
        fill=alt.when("datum.status !== 'held'")
        .then(alt.value("white"))
        .otherwise("source:N", scale=scales(sources_in(drawn["source"]))[0], legend=None),
    )
    undated = drawn[drawn["start"].isna()]
    without = alt.Chart(undated).encode(y=y, tooltip=tooltip)
    marks = without.mark_point(size=85).encode(x=alt.value(8), **looks)
    words = without.mark_text(align="left", baseline="middle", color=MUTED).encode(
        x=alt.value(20), text="years:N"
    )
    return alt.layer(ground, bars, points, marks, words).properties(
        title=alt.Title(
            "How many people the texts count as trained, and when",
            subtitle=wrapped(
                "A row a claim. Grey: years that two counts of one state share. A hollow mark: "
                "planned, not held.",
                80,
            ),
        ),
        width=theme.WIDTH - _LABELS - 75,
        height=alt.Step(38),
    )


def _windows_sentence(drawn: pd.DataFrame, shared: pd.DataFrame) -> str:
    if drawn.empty:
        return "No claim here counts people."
    by_size = drawn.sort_values("number", kind="stable")
    low, high = (
        f"{row['said']} ({row['state']}, {row['years']}, {row['source']})"
        for row in (by_size.iloc[0], by_size.iloc[-1])
    )
    parts = [f"{_count(len(drawn), 'claim counts', 'claims count')} people, from {low} to {high}."]
    undated = int(drawn["start"].isna().sum())
    if undated:
        parts.append(f"{_count(undated, 'count has', 'counts have')} no years.")
    planned = int((drawn["status"] != "held").sum())
    if planned:
        parts.append(f"{_count(planned, 'is a plan', 'are plans')}.")
    parts += [
        f"The counts of {row['who']} share the years {row['words']}, so they cannot simply be added."
        for row in shared.to_dict("records")
    ]
    return " ".join(parts)


def _windows_table(drawn: pd.DataFrame) -> pd.DataFrame:
    return pd.DataFrame(
        {
            "From": drawn["state"],
            "How many": drawn["said"],
            "Who": drawn["people"],
            "Years": drawn["years"],
            "Status": drawn["status"],
            "Source": drawn["source"],
            "Where in the source": drawn["locator"],
            "Note": drawn["note"],
        }
    )
