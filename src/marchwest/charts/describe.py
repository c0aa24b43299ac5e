"""Say in words what a chart shows, computed from its specification and its data."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from datetime import datetime
from typing import Any, TypeVar

import altair as alt

from marchwest.charts.views import (
    SILENT,
    Row,
    Spec,
    Unit,
    View,
    channel_title,
    channels,
    column,
    instant,
    is_number,
    spec_of,
    title_text,
    views,
)

__all__ = ["describe", "described", "listed", "number"]

_Chart = TypeVar("_Chart", bound=alt.TopLevelMixin)

_MOST_NAMES = 12
"""A longer list of categories is cut: a description is heard, not skimmed."""

# mark -> chart with this mark alone, one mark, several marks
_KINDS = {
    "arc": ("Pie chart", "slice", "slices"),
    "area": ("Area chart", "point", "points"),
    "bar": ("Bar chart", "bar", "bars"),
    "boxplot": ("Box plot", "box", "boxes"),
    "circle": ("Point chart", "point", "points"),
    "errorband": ("Error band", "band", "bands"),
    "errorbar": ("Error bars", "bar", "bars"),
    "geoshape": ("Map", "area", "areas"),
    "image": ("Picture chart", "picture", "pictures"),
    "line": ("Line chart", "point", "points"),
    "point": ("Point chart", "point", "points"),
    "rect": ("Heat map", "cell", "cells"),
    "rule": ("Rule chart", "rule", "rules"),
    "square": ("Point chart", "point", "points"),
    "text": ("Text chart", "text label", "text labels"),
    "tick": ("Strip chart", "tick", "ticks"),
    "trail": ("Trail chart", "point", "points"),
}
_AXES = (
    ("x", "Horizontal axis"),
    ("y", "Vertical axis"),
    ("theta", "Angle"),
    ("radius", "Radius"),
    ("latitude", "Latitude"),
    ("longitude", "Longitude"),
)
_LOOKS = (
    ("color", "Colour"),
    ("fill", "Colour"),
    ("stroke", "Colour"),
    ("shape", "Shape"),
    ("strokeDash", "Line style"),
    ("size", "Size"),
    ("opacity", "Opacity"),
)
_GROUPS = ("color", "fill", "stroke", "shape", "strokeDash", "detail", "text")
_GROUPING = {
    *("color", "stroke", "fill", "shape", "strokeDash", "detail", "opacity"),
    *("row", "column", "facet"),
}
"""Channels that split a line into several."""
_SUPPORTING = {"text", "rule", "geoshape", "image"}
"""Marks that help to read the others; their values are told only when there are no others."""


def describe(chart: alt.TopLevelMixin | Spec) -> str:
    """Return a description of a chart for somebody who cannot see it.

    Parameters
    ----------
    chart : altair chart or dict
        Any chart, or its Vega-Lite specification.

    Returns
    -------
    str
        The title, the kind and number of marks, each axis with its span, the smallest and the
        largest value and where they are, and what colour and shape stand for. All numbers are
        computed from the data; where only a browser could compute them, the text says so.

    Examples
    --------
    >>> import altair as alt, pandas as pd
    >>> data = pd.DataFrame({"year": ["2006", "2007"], "exercises": [5, 2]})
    >>> print(
    ...     describe(alt.Chart(data, title="Two years").mark_bar().encode(x="year", y="exercises"))
    ... )
    Two years. Bar chart with 2 bars. Horizontal axis: year, 2 values: 2006, 2007. Vertical axis: exercises, from 2 (2007) to 5 (2006).
    """
    spec = spec_of(chart)
    found = views(spec)
    head = [_stop(title_text(spec.get("title")))]
    subtitle = spec["title"].get("subtitle") if isinstance(spec.get("title"), dict) else None
    head.append(_stop(title_text(subtitle)))
    if len(found) == 1:
        return _joined([*head, *_view(found[0], with_title=False)])
    return _joined([*head, f"{len(found)} charts.", *_several(found)])


def described(chart: _Chart, sentence: str | None = None) -> _Chart:
    """Return the chart with its computed text as ``description``.

    Parameters
    ----------
    chart : altair chart
        It is not changed.
    sentence : str, optional
        What the chart shows, put before the computed text.

    Returns
    -------
    altair chart
        Browsers read the description aloud; the renderer also uses it as alternative text.
    """
    text = _joined([_stop(sentence or ""), describe(chart)])
    return chart.properties(description=text)


def number(value: float) -> str:
    """Write a number as a reader wants it: thousands separated, six significant digits.

    Parameters
    ----------
    value : float

    Returns
    -------
    str

    Examples
    --------
    >>> number(10000.0), number(0.1 + 0.2)
    ('10,000', '0.3')
    """
    if float(value).is_integer() and abs(value) < 1e15:
        return f"{int(value):,}"
    short = float(f"{value:.6g}")
    return f"{short:,}"


def listed(words: Sequence[str]) -> str:
    """Join words as English does: ``a, b and c``.

    Parameters
    ----------
    words : sequence of str

    Returns
    -------
    str
    """
    if len(words) < 2:
        return "".join(words)
    return f"{', '.join(words[:-1])} and {words[-1]}"


def _joined(parts: Iterable[str]) -> str:
    return " ".join(part for part in parts if part)


def _stop(text: str) -> str:
    text = text.strip()
    return text if not text or text[-1] in ".!?" else f"{text}."


def _several(found: Sequence[View]) -> Iterator[str]:
    """Describe views one by one; an axis or legend that was told before is only referred to."""
    told: dict[str, int] = {}
    for i, view in enumerate(found, 1):
        sentences = []
        for sentence in _view(view, with_title=True):
            head = sentence.partition(":")[0]
            known = told.setdefault(sentence, i)
            sentences.append(sentence if known == i else f"{head} as in chart {known}.")
        yield f"Chart {i}: {_joined(sentences)}"


def _view(view: View, *, with_title: bool) -> list[str]:
    parts = [_stop(view.title) if with_title else "", _marks(view.units)]
    if view.facets:
        parts.append(f"Repeated for each value of {listed(view.facets)}.")
    telling = [unit for unit in view.units if unit.mark not in _SUPPORTING] or list(view.units)
    # Names on an axis also stand for what has only a label; spans are those of the data marks.
    parts += [
        _axis(name, words, view.units if _names(name, view.units) else telling)
        for name, words in _AXES
    ]
    parts += _looks(telling)
    if any(unit.rows is None for unit in telling):
        known = [unit.source_rows for unit in telling if unit.source_rows is not None]
        made_from = f" from {_many(max(known), 'row', 'rows')} of data" if known else ""
        parts.append(f"What it draws is computed in the browser{made_from}.")
    return [part for part in parts if part]


def _many(n: int, one: str, more: str) -> str:
    return f"{number(n)} {one if n == 1 else more}"


def _marks(units: Sequence[Unit]) -> str:
    """Say what kind of chart this is and how many marks it has."""
    if len(units) == 1:
        unit = units[0]
        kind, one, more = _KINDS.get(unit.mark, ("Chart", "mark", "marks"))
        if unit.mark in {"point", "circle", "square"} and _both_measured(unit):
            kind = "Scatter plot"
        if unit.rows is None:
            return f"{kind}."
        if unit.mark in {"line", "area", "trail"}:
            lines = _many(len(_groups(unit)), *_line_words(unit.mark))
            return f"{kind} with {lines} through {_many(len(unit.rows), one, more)}."
        return f"{kind} with {_many(len(unit.rows), one, more)}."
    counts: dict[tuple[str, str], int] = {}
    unknown: dict[tuple[str, str], None] = {}
    for unit in units:
        _, one, more = _KINDS.get(unit.mark, ("Chart", "mark", "marks"))
        if unit.rows is None:
            unknown[(one, more)] = None
        else:
            counts[(one, more)] = counts.get((one, more), 0) + len(unit.rows)
    words = [_many(n, *names) for names, n in counts.items() if n]
    words += [more for _, more in unknown if (_, more) not in counts]
    is_map = any(unit.mark == "geoshape" for unit in units)
    return f"{'Map' if is_map else 'Layered chart'} with {listed(words)}."


def _line_words(mark: str) -> tuple[str, str]:
    return ("area", "areas") if mark == "area" else ("line", "lines")


def _both_measured(unit: Unit) -> bool:
    return all(unit.encoding.get(name, {}).get("type") == "quantitative" for name in ("x", "y"))


def _groups(unit: Unit) -> set[tuple[Any, ...]]:
    """Return the distinct lines of a line chart."""
    keys = [
        column(channel)
        for name, channel in channels(unit.encoding)
        if name in _GROUPING and channel.get("type") in {"nominal", "ordinal"}
    ]
    return {tuple(row.get(key) for key in keys) for row in unit.rows or []}


def _axis(name: str, words: str, units: Sequence[Unit]) -> str:
    """Say what one axis shows over all layers, and its span or its values."""
    using = [unit for unit in units if _field(unit, name)]
    if not using:
        return ""
    title = _axis_title(name, using)
    first = _field(using[0], name)
    head = f"{words}: {title}" if title and title.lower() != words.lower() else words
    if any(unit.rows is None for unit in using):
        return f"{head}."
    kind = first.get("type")
    if kind == "quantitative":
        return f"{head}{_extremes(name, using)}."
    if kind == "temporal":
        return f"{head}{_span(name, using)}."
    return f"{head}{_values([(unit, _field(unit, name)) for unit in using])}."


def _names(name: str, units: Sequence[Unit]) -> bool:
    return any(_field(unit, name).get("type") in {"nominal", "ordinal"} for unit in units)


def _field(unit: Unit, name: str) -> Spec:
    channel = unit.encoding.get(name)
    return channel if isinstance(channel, dict) and column(channel) else {}


def _axis_title(name: str, units: Sequence[Unit]) -> str:
    """Return the explicit title if any layer has one, else the field's name."""
    channels_ = [_field(unit, name) for unit in units]
    explicit = [c for c in channels_ if channel_title(c) not in {"", str(c.get("field"))}]
    hidden = all(channel_title(c) == "" for c in channels_)
    return "" if hidden else channel_title((explicit or channels_)[0])


def _extremes(name: str, units: Sequence[Unit]) -> str:
    """Return the smallest and largest value of a measure, each with its place."""
    found: list[tuple[float, str]] = []
    for unit in units:
        for channel in (_field(unit, name), _field(unit, f"{name}2")):
            if channel:
                found += [
                    (float(row[column(channel)]), _place(row, unit, name))
                    for row in unit.rows or []
                    if is_number(row.get(column(channel)))
                ]
    if not found:
        return ", no values"
    low, high = min(value for value, _ in found), max(value for value, _ in found)
    if low == high:
        return f", always {number(low)}"
    return f", from {_at(low, found)} to {_at(high, found)}"


def _at(value: float, found: list[tuple[float, str]]) -> str:
    places = list(dict.fromkeys(place for other, place in found if other == value and place))
    if not places:
        return number(value)
    more = "" if len(places) == 1 else f" and {len(places) - 1} more"
    return f"{number(value)} ({places[0]}{more})"


def _place(row: Row, unit: Unit, measured: str) -> str:
    """Name a mark by its place on the axes or else its tooltip, and by its group."""
    words: list[str] = []
    for name in ("y", "x"):
        if name != measured:
            _add(words, row, unit, name, _field(unit, name))
    if not words:
        for name, channel in channels(unit.encoding):
            if name == "tooltip" and channel.get("type") == "nominal":
                return _one_line(row.get(column(channel)))
    for name in _GROUPS:
        if name != measured:
            _add(words, row, unit, name, _field(unit, name))
    return ", ".join(words)


def _add(words: list[str], row: Row, unit: Unit, name: str, channel: Spec) -> None:
    if not channel or channel.get("type") == "quantitative":
        return
    value = row.get(column(channel))
    text = _date(instant(value), unit, name) if channel.get("type") == "temporal" else value
    if text is not None and not _said(_one_line(text), words):
        words.append(_one_line(text))


def _said(text: str, words: Sequence[str]) -> bool:
    """Tell whether a name stands in what was said before, as a whole word."""
    whole = re.compile(rf"(?<!\w){re.escape(text)}(?!\w)")
    return any(whole.search(word) for word in words)


def _one_line(value: object) -> str:
    return " ".join(str(value).replace(SILENT, "").split())


def _date(moment: datetime | None, unit: Unit, name: str) -> str | None:
    if moment is None:
        return None
    axis = unit.encoding[name].get("axis")
    if isinstance(axis, dict) and axis.get("format") == "%Y":
        return str(moment.year)
    if (moment.hour, moment.minute, moment.second) == (0, 0, 0):
        return moment.date().isoformat()
    return moment.isoformat(sep=" ", timespec="minutes")


def _span(name: str, units: Sequence[Unit]) -> str:
    found = [
        (moment, unit)
        for unit in units
        for channel in (_field(unit, name), _field(unit, f"{name}2"))
        if channel
        for row in unit.rows or []
        if (moment := instant(row.get(column(channel)))) is not None
    ]
    if not found:
        return ", no dates"
    (first, unit), (last, _) = (
        min(found, key=lambda pair: pair[0]),
        max(found, key=lambda pair: pair[0]),
    )
    ends = [_date(first, unit, name), _date(last, unit, name)]
    return f", {ends[0]}" if ends[0] == ends[1] else f", from {ends[0]} to {ends[1]}"


def _values(pairs: Sequence[tuple[Unit, Spec]]) -> str:
    """List the categories of an axis or legend in the order in which they stand."""
    seen = {
        row.get(column(channel))
        for unit, channel in pairs
        for row in unit.rows or []
        if row.get(column(channel)) is not None
    }
    orders: list[list[Any]] = [c["sort"] for _, c in pairs if isinstance(c.get("sort"), list)]
    order = orders[0] if orders else []
    ordered = [value for value in order if value in seen]
    rest = sorted(seen - set(ordered), key=lambda value: (isinstance(value, str), value))
    # What reads the same is the same to a reader, even if the chart tells it apart.
    names = list(dict.fromkeys(_one_line(value) for value in [*ordered, *rest]))
    if not names:
        return ", no values"
    count = _many(len(names), "value", "values")
    if len(names) > _MOST_NAMES:
        return f", {count}, from {names[0]} to {names[-1]}"
    comma = "; " if any("," in name for name in names) else ", "
    return f", {count}: {comma.join(names)}"


def _looks(units: Sequence[Unit]) -> list[str]:
    """Say what colour, shape, size and line style stand for; one sentence a field."""
    by_field: dict[str, list[str]] = {}
    pairs: dict[str, list[tuple[Unit, Spec]]] = {}
    for name, words in _LOOKS:
        for unit in units:
            channel = _field(unit, name)
            if not channel or (channel.get("legend", 0) is None and name == "opacity"):
                continue
            names = by_field.setdefault(column(channel), [])
            if words not in names:
                names.append(words)
            pairs.setdefault(column(channel), []).append((unit, channel))
    sentences = []
    for field, names in by_field.items():
        (unit, channel) = pairs[field][0]
        looks = listed([names[0], *(name.lower() for name in names[1:])])
        title = channel_title(channel)
        head = looks if not title else f"{looks}: {title}"
        if any(unit.rows is None for unit, _ in pairs[field]):
            sentences.append(f"{head}.")
        elif channel.get("type") == "quantitative":
            name = next(name for name, _ in _LOOKS if _field(unit, name) == channel)
            sentences.append(f"{head}{_extremes(name, [u for u, _ in pairs[field]])}.")
        else:
            sentences.append(f"{head}{_values(pairs[field])}.")
    return sentences
