"""Who took part in which exercise, who hosted, who stayed away, and what each source says of it."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.palette import COUNTRIES, ROLES, Style
from marchwest.charts.words import (
    amount,
    body_name,
    country_name,
    event_name,
    event_year,
    given,
    records,
    source_style,
    wrapped,
)

__all__ = ["participation"]

_STEP = 21
"""Pixels a row."""
_BETWEEN = 25
"""Pixels from one role to the next in a cell."""
_BESIDE = 5
"""Pixels that a mark stands left of its place; its letter stands right of it."""


def participation(participants: pd.DataFrame) -> Figure:
    """Return the matrix of exercises and states: a mark for each role that a source reports.

    Parameters
    ----------
    participants : pandas.DataFrame
        Rows of the table ``exercise_participants``, any selection of them.

    Returns
    -------
    Figure
        A blank cell means that no source says anything; it does not mean that the state stayed
        away. Where sources give a state different roles, all of them are shown. Claims about an
        organisation as a whole stand in the table only.
    """
    claims = records(participants)
    about_states = [claim for claim in claims if given(claim["country"])]
    cells = _cells(about_states)
    sentence = _sentence(claims, about_states, cells)
    chart = described(_chart(cells), sentence)
    return Figure(chart, sentence, _table(claims))


def _role(role: str) -> Style:
    return ROLES.get(role) or Style(role.replace("_", " "), "#57606a", "stroke", role[:1].upper())


def _order(slug: str) -> tuple[int, str]:
    return (event_year(slug) or 9999, slug)


def _cells(claims: list[dict[Any, Any]]) -> pd.DataFrame:
    """Return one row an exercise, state and role, with the sources that report it."""
    found: dict[tuple[str, str, str], list[dict[Any, Any]]] = {}
    for claim in claims:
        found.setdefault((claim["exercise"], claim["country"], claim["role"]), []).append(claim)
    order = list(ROLES)
    keys = sorted(
        found,
        key=lambda key: (
            _order(key[0]),
            key[1],
            order.index(key[2]) if key[2] in order else len(order),
        ),
    )
    rows = []
    for key in keys:
        exercise, country, role = key
        sources = list(dict.fromkeys(source_style(c["source_id"]).label for c in found[key]))
        rows.append(
            {
                "slug": exercise,
                "exercise": event_name(exercise),
                "country": country_name(country),
                "role": _labelled(role),
                "letter": _role(role).letter,
                "sources": listed(sources),
                "reasons": "; ".join(
                    dict.fromkeys(given(c["reason"]) for c in found[key] if given(c["reason"]))
                ),
                "where": "; ".join(
                    f"{source_style(c['source_id']).label}, {given(c['locator'])}"
                    for c in found[key]
                ),
            }
        )
    columns = ["slug", "exercise", "country", "role", "letter", "sources", "reasons", "where"]
    cells = pd.DataFrame(rows, columns=columns)
    together = cells.groupby(["exercise", "country"])["role"]
    cells["slot"] = together.cumcount() - (together.transform("size") - 1) / 2
    return cells


def _labelled(role: str) -> str:
    style = _role(role)
    return f"{style.letter} {style.label}"


def _chart(cells: pd.DataFrame) -> alt.LayerChart | alt.FacetChart:
    countries = [style.label for style in COUNTRIES.values()]
    countries += sorted(set(cells["country"]) - set(countries))
    exercises = list(dict.fromkeys(cells["exercise"]))
    present = [role for role in ROLES if _labelled(role) in set(cells["role"])]
    labels = [_labelled(role) for role in present]
    wide = (theme.WIDTH - 232) / len(countries)

    x = alt.X(
        "country:N",
        title="State",
        scale=alt.Scale(domain=countries),
        axis=alt.Axis(
            orient="top",
            labelAngle=0,
            ticks=False,
            domain=False,
            titlePadding=6,
            labelPadding=19,
            # The names are wider than the columns: break them before "stan".
            labelExpr="length(datum.label) > 8 ? split(replace(datum.label, 'stan', '-|stan'), '|')"
            " : datum.label",
        ),
    )
    y = alt.Y(
        "exercise:N",
        sort=exercises,
        title="Exercise",
        axis=alt.Axis(ticks=False, domain=False, labelLimit=215, **theme.CATEGORY_TITLE),
    )
    legend = alt.Legend(title="Role", columns=3, offset=6)
    colours = alt.Scale(domain=labels, range=[ROLES[role].colour for role in present])
    shapes = alt.Scale(domain=labels, range=[ROLES[role].shape for role in present])
    tooltip = [
        alt.Tooltip("exercise:N", title="Exercise"),
        alt.Tooltip("country:N", title="State"),
        alt.Tooltip("role:N", title="Role"),
        alt.Tooltip("sources:N", title="Says so"),
        alt.Tooltip("reasons:N", title="Reason given"),
        alt.Tooltip("where:N", title="Where"),
    ]
    grid = pd.DataFrame(
        [{"exercise": row, "country": column} for row in exercises for column in countries],
        columns=["exercise", "country"],
    )
    squares = (
        alt.Chart(grid)
        .mark_rect(fill="#f6f8fa", stroke="white", strokeWidth=2, aria=False)
        .encode(x=x, y=y)
    )
    layers: list[alt.Chart] = [squares]
    # One pair of layers a place in the cell: an offset channel is drawn otherwise by Vega-Lite 5.
    for slot in sorted(set(cells["slot"])) or [0.0]:
        base = alt.Chart(cells[cells["slot"] == slot]).encode(x=x, y=y, tooltip=tooltip)
        middle = slot * _BETWEEN
        layers.append(
            base.mark_point(size=72, xOffset=middle - _BESIDE).encode(
                color=alt.Color("role:N", scale=colours, legend=legend),
                shape=alt.Shape("role:N", scale=shapes, legend=legend),
            )
        )
        layers.append(
            base.mark_text(align="left", xOffset=middle + 2, baseline="middle").encode(
                text="letter:N"
            )
        )
    return alt.layer(*layers).properties(
        title=alt.Title(
            "Who took part in the exercises, hosted them or stayed away",
            subtitle=wrapped(
                "A blank cell: no source says anything. Several marks in a cell: the sources, or "
                "passages of one, report several roles.",
                80,
            ),
        ),
        width=wide * len(countries),
        height=alt.Step(_STEP),
    )


def _sentence(
    claims: list[dict[Any, Any]], about_states: list[dict[Any, Any]], cells: pd.DataFrame
) -> str:
    if not about_states:
        return f"None of the {len(claims)} claims shown names a state." if claims else "No claims."
    reached = cells[cells["role"].isin([_labelled("took_part"), _labelled("host")])]
    exercises = reached.groupby("country")["exercise"].nunique().sort_index()
    parts = []
    if len(exercises):
        most = exercises.max()
        leaders = listed(list(exercises[exercises == most].index))
        parts.append(
            f"The sources name {cells['exercise'].nunique()} exercises and operations with their "
            f"states; {leaders} took part or hosted most often ({most})."
        )
    away = cells[cells["role"].isin([_labelled("absent"), _labelled("refused")])]
    if len(away):
        stayed = [
            f"{country} ({listed(list(dict.fromkeys(group['exercise'])))})"
            for country, group in away.groupby("country")
        ]
        parts.append(f"Reported as absent or refusing: {listed(stayed)}.")
    blank = [s.label for s in COUNTRIES.values() if s.label not in set(cells["country"])]
    if blank:
        parts.append(f"No source names {listed(blank)} in any of them.")
    bodies = len(claims) - len(about_states)
    if bodies:
        words = "1 claim speaks" if bodies == 1 else f"{bodies} claims speak"
        parts.append(f"{words} of an organisation as a whole and stand only in the table.")
    return " ".join(parts)


def _table(claims: list[dict[Any, Any]]) -> pd.DataFrame:
    ordered = sorted(claims, key=lambda c: (_order(c["exercise"]), given(c["country"])))
    columns = [
        *("Exercise", "State or body", "Role", "Source", "Troops", "Reason given"),
        "Where in the source",
    ]
    rows = [
        {
            "Exercise": event_name(claim["exercise"]),
            "State or body": country_name(given(claim["country"]))
            or body_name(given(claim["body"])),
            "Role": _role(claim["role"]).label,
            "Source": source_style(claim["source_id"]).label,
            "Troops": amount(claim["troops"], claim["troops_qualifier"]) or "not given",
            "Reason given": given(claim["reason"]),
            "Where in the source": given(claim["locator"]),
        }
        for claim in ordered
    ]
    return pd.DataFrame(rows, columns=columns)
