"""A first look at any table: one small chart that shows its shape, so that nonsense stands out."""

from __future__ import annotations

from typing import Any

import altair as alt
import pandas as pd

from marchwest.charts import theme
from marchwest.charts.describe import described, listed
from marchwest.charts.figure import Figure
from marchwest.charts.looks import scales, sources_in
from marchwest.charts.palette import BLUE, SOURCES
from marchwest.charts.words import amount, given, source_style

__all__ = ["first_look"]

_CATEGORIES = (
    *("measure", "status", "role", "kind", "language", "region", "publisher_type", "field"),
    *("country", "event"),
)
"""Columns that can stand on the vertical axis; the first that suits is taken."""
_STARTS = ("date_start", "period_start", "date")
_NUMBERS = {"amount": "currency", "number": "unit", "troops": None, "quantity": None}
"""Columns of numbers, and the column in which each has its unit."""
_LABELS = 200
"""Pixels for the names on the vertical axis."""
_MANY = 18
"""Names on the vertical axis above which the rest is counted together."""
_REST = "(others)"
_ABSENT = "(not given)"


def first_look(rows: pd.DataFrame, title: str) -> Figure:
    """Return one small chart of a table.

    Parameters
    ----------
    rows : pandas.DataFrame
        Any of the course's tables.
    title : str
        The table's title.

    Returns
    -------
    Figure
        Where at least a third of the rows hold a number: the numbers by unit, on a logarithmic axis.
        Otherwise where at least a third hold a date: the years by category. Otherwise how many
        rows each category has, by source where the table has sources. Places lie by their
        coordinates.
    """
    if "latitude" in rows:
        return _spots(rows, title)
    number = next((name for name in _NUMBERS if name in rows), None)
    date = next((name for name in _STARTS if name in rows), None)
    if number and rows[number].notna().mean() >= 1 / 3:
        return _magnitudes(rows, title, number)
    if date and "source_id" in rows and rows[date].notna().mean() >= 1 / 3:
        return _years(rows, title, date)
    return _counted(rows, title)


def _category(rows: pd.DataFrame) -> str:
    """Name the column that sorts the rows: the first that is mostly filled and not too varied."""

    def suits(name: str) -> bool:
        few = name == "event" or rows[name].nunique() <= _MANY
        return bool(few and rows[name].notna().mean() >= 1 / 2)

    return next((name for name in _CATEGORIES if name in rows and suits(name)), rows.columns[0])


def _words(column: str) -> str:
    return column.replace("_", " ").capitalize()


def _categories(rows: pd.DataFrame) -> pd.Series[Any]:
    column = rows[_category(rows)].astype(object)
    filled = column.where(column.notna(), _ABSENT)
    kept = filled.value_counts().index[:_MANY]
    return filled.where(filled.isin(kept), _REST).astype(str).str.replace("_", " ")


def _labels(rows: pd.DataFrame) -> list[str]:
    return [source_style(source).label for source in rows["source_id"]]


def _source_channels(labels: pd.Series[Any]) -> dict[str, Any]:
    """Colour and shape of the sources that occur, in the one order of the course."""
    colours, shapes = scales(sources_in(labels))
    legend = alt.Legend(title=None, columns=3)
    return {
        "color": alt.Color("source:N", scale=colours, legend=legend),
        "shape": alt.Shape("source:N", scale=shapes, legend=legend),
    }


def _names_axis(title: str) -> alt.Y:
    return alt.Y(
        "category:N",
        sort=alt.EncodingSortField("order", op="min"),
        title=title,
        axis=alt.Axis(**theme.CATEGORY_TITLE, labelLimit=_LABELS - 20),
    )


def _with_order(drawn: pd.DataFrame) -> pd.DataFrame:
    """Put the most frequent category first."""
    order = {name: i for i, name in enumerate(drawn["category"].value_counts().index)}
    return drawn.assign(order=drawn["category"].map(order))


def _figure(
    chart: alt.Chart, title: str, subtitle: str, sentence: str, table: pd.DataFrame, rows: int
) -> Figure:
    whole = chart.properties(
        title=alt.Title(f"First look: {title.lower()}", subtitle=subtitle),
        width=theme.WIDTH - _LABELS - 20,
        height=alt.Step(20 if rows > 6 else 26),
    )
    return Figure(described(whole, sentence), sentence, table)


def _magnitudes(rows: pd.DataFrame, title: str, number: str) -> Figure:
    unit = _NUMBERS[number]
    held = rows[rows[number].notna() & (rows[number].fillna(0) > 0)]
    drawn = _with_order(
        pd.DataFrame(
            {
                "category": [given(text) for text in held[unit]] if unit else [number] * len(held),
                "number": held[number].astype(float),
                "shown": [
                    amount(value, qualifier)
                    for value, qualifier in zip(
                        held[number], held[f"{number}_qualifier"], strict=True
                    )
                ],
                "source": _labels(held),
                "event": held["event"].astype(str),
            }
        )
    )
    chart = (
        alt.Chart(drawn)
        .mark_point(size=60, opacity=0.75)
        .encode(
            y=_names_axis("Unit"),
            x=alt.X(
                "number:Q",
                scale=alt.Scale(type="log"),
                title=f"{number.capitalize()} (in the unit at the left, logarithmic)",
                axis=alt.Axis(
                    format="~s", tickCount=6, labelExpr="replace(datum.label, 'G', 'bn')"
                ),
            ),
            tooltip=["event:N", "shown:N", "category:N", "source:N"],
            **_source_channels(drawn["source"]),
        )
    )
    units = drawn["category"].nunique()
    widest = drawn.sort_values("number", kind="stable").iloc[-1]
    sentence = (
        f"{len(drawn)} of {len(rows)} rows hold a number, in {units} unit{'s' * (units != 1)}; "
        f"the largest is {widest['shown']} {widest['category']} ({widest['event']})."
    )
    table = drawn[["event", "shown", "category", "source"]].set_axis(
        ["Event", "Number", "Unit", "Source"], axis=1
    )
    return _figure(chart, title, "One mark a claim, by unit.", sentence, table, units)


def _years(rows: pd.DataFrame, title: str, date: str) -> Figure:
    held = rows[rows[date].notna()]
    column = _category(rows)
    drawn = pd.DataFrame(
        {
            "category": _categories(held),
            "year": held[date].str.slice(0, 4).astype(int),
            "source": _labels(held),
        }
    )
    grouped = drawn.groupby(["category", "year", "source"], as_index=False).size()
    grouped["order"] = grouped["category"].map(
        _with_order(drawn).set_index("category")["order"].to_dict()
    )
    ends = int(drawn["year"].min()), int(drawn["year"].max())
    chart = (
        alt.Chart(grouped)
        .mark_point(opacity=0.75)
        .encode(
            y=_names_axis(_words(column)),
            x=alt.X(
                "year:Q",
                title="Year (start, where a claim gives a span)",
                scale=alt.Scale(domain=[ends[0] - 1, ends[1] + 1], nice=False),
                axis=alt.Axis(format="d", tickMinStep=1, tickCount=8),
            ),
            size=alt.Size("size:Q", legend=None, scale=alt.Scale(range=[40, 260])),
            tooltip=["category:N", "year:Q", "source:N", alt.Tooltip("size:Q", title="rows")],
            **_source_channels(grouped["source"]),
        )
    )
    sentence = (
        f"{len(held)} of {len(rows)} rows have a date, from {ends[0]} to {ends[1]}; the most "
        f"frequent kind is {drawn['category'].value_counts().index[0]}."
    )
    table = grouped[["category", "year", "source", "size"]].set_axis(
        [_words(column), "Year", "Source", "Rows"], axis=1
    )
    subtitle = "One mark a year, kind and source; the larger, the more claims."
    return _figure(chart, title, subtitle, sentence, table, drawn["category"].nunique())


def _counted(rows: pd.DataFrame, title: str) -> Figure:
    """Count the rows of each category: marks by source where there are sources, else bars."""
    column = _category(rows)
    categories = _categories(rows)
    counted = categories.value_counts().rename_axis("category").reset_index(name="rows")
    order = {name: i for i, name in enumerate(counted["category"])}
    first = [f"{row.category} ({row.rows})" for row in counted.head(3).itertuples()]
    sentence = f"{len(rows)} rows; most are {listed(first)}."
    if "source_id" not in rows:
        table = counted.set_axis([_words(column), "Rows"], axis=1)
        drawn = counted.assign(order=counted["category"].map(order))
        chart = (
            alt.Chart(drawn)
            .mark_bar(color=BLUE)
            .encode(
                y=_names_axis(_words(column)),
                x=alt.X("rows:Q", title="Rows (number)", axis=alt.Axis(tickMinStep=1)),
                tooltip=["category:N", "rows:Q"],
            )
        )
        subtitle = "How many rows each kind has."
        return _figure(chart, title, subtitle, sentence, table, len(counted))
    drawn = pd.DataFrame({"category": categories, "source": _labels(rows)})
    drawn = drawn.groupby(["category", "source"], as_index=False).size()
    drawn["order"] = drawn["category"].map(order)
    known = [style.label for style in SOURCES.values() if style.label in set(drawn["source"])]
    chart = (
        alt.Chart(drawn)
        .mark_point(opacity=0.9)
        .encode(
            y=_names_axis(_words(column)),
            x=alt.X("source:N", title="Source", sort=known, axis=alt.Axis(grid=True)),
            size=alt.Size("size:Q", legend=None, scale=alt.Scale(range=[20, 320])),
            color=_source_channels(drawn["source"])["color"].legend(None),
            shape=_source_channels(drawn["source"])["shape"].legend(None),
            tooltip=["category:N", "source:N", alt.Tooltip("size:Q", title="rows")],
        )
    )
    table = drawn[["category", "source", "size"]].set_axis(
        [_words(column), "Source", "Rows"], axis=1
    )
    subtitle = "One mark a kind and source; the larger, the more claims."
    return _figure(chart, title, subtitle, sentence, table, len(counted))


def _spots(rows: pd.DataFrame, title: str) -> Figure:
    """Draw points by their coordinates: what lies in the wrong place stands out."""
    drawn = rows[["name", "longitude", "latitude"]]
    chart = (
        alt.Chart(drawn)
        .mark_point(color=BLUE, size=60, opacity=0.75)
        .encode(
            y=alt.Y("latitude:Q", title="Latitude (degrees north)", scale=alt.Scale(zero=False)),
            x=alt.X("longitude:Q", title="Longitude (degrees east)", scale=alt.Scale(zero=False)),
            tooltip=["name:N", "latitude:Q", "longitude:Q"],
        )
        .properties(
            title=alt.Title(f"First look: {title.lower()}", subtitle="One mark a point."),
            width=theme.WIDTH - 90,
            height=220,
        )
    )
    west, east = (drawn.sort_values("longitude")["name"].iloc[i] for i in (0, -1))
    sentence = f"{len(drawn)} points; furthest west lies {west}, furthest east {east}."
    table = drawn.set_axis(["Name", "Longitude", "Latitude"], axis=1)
    return Figure(described(chart, sentence), sentence, table)
