"""Take a chart apart: its views and marks, each with the data that it draws."""

from __future__ import annotations

import math
import statistics
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import Any

import altair as alt

__all__ = ["SILENT", "Row", "Spec", "Unit", "View", "instant", "is_number", "spec_of", "views"]

Spec = dict[str, Any]
Row = dict[str, Any]

SILENT = "\u200b"
"""A space of no width: tells apart two rows of a chart that carry the same name."""

_POSITION = ("x", "y", "x2", "y2", "longitude", "latitude", "theta", "radius")
_FACETS = ("row", "column", "facet")
_COMPOSITE = {"boxplot", "errorbar", "errorband"}
_AGGREGATES: dict[str, Callable[[list[float]], float]] = {
    "max": max,
    "mean": statistics.fmean,
    "average": statistics.fmean,
    "median": statistics.median,
    "min": min,
    "sum": math.fsum,
}
_COUNTS = {"count", "valid", "distinct"}


@dataclass(frozen=True)
class Unit:
    """One mark with its encoding and its data."""

    mark: str
    mark_def: Spec
    encoding: Spec
    rows: list[Row] | None
    """What is drawn, one row a mark or a point of a line; None where only a browser can tell."""
    source_rows: int | None
    """How many rows the data has before the chart computes with them."""


@dataclass(frozen=True)
class View:
    """Units that share one pair of axes, and the facets over which they are repeated."""

    units: tuple[Unit, ...]
    title: str
    facets: tuple[str, ...] = ()


def spec_of(chart: alt.TopLevelMixin | Spec) -> Spec:
    """Return the Vega-Lite specification of a chart, however many rows it has.

    Parameters
    ----------
    chart : altair chart or dict
        A dict is taken to be a specification and is handed back.

    Returns
    -------
    dict
    """
    if isinstance(chart, dict):
        return chart
    with alt.data_transformers.enable("default", max_rows=None):
        return chart.to_dict()


def is_number(value: object) -> bool:
    """Tell whether a value can be drawn on a quantitative axis."""
    return isinstance(value, int | float) and not isinstance(value, bool) and math.isfinite(value)


def instant(value: object) -> datetime | None:
    """Read a date as it stands in a specification: ISO text or milliseconds since 1970."""
    if is_number(value):
        return datetime.fromtimestamp(float(value) / 1000, tz=UTC).replace(tzinfo=None)  # type: ignore[arg-type]
    if not isinstance(value, str):
        return None
    whole = value + {4: "-01-01", 7: "-01"}.get(len(value), "")
    try:
        return datetime.fromisoformat(whole).replace(tzinfo=None)
    except ValueError:
        return None


def title_text(title: object) -> str:
    """Return a title as one line: it may be text, a list of lines or an object."""
    if isinstance(title, dict):
        title = title.get("text", "")
    if isinstance(title, list):
        return " ".join(str(line) for line in title)
    return title if isinstance(title, str) else ""


def views(chart: alt.TopLevelMixin | Spec) -> list[View]:
    """Return the views of a chart in reading order.

    Parameters
    ----------
    chart : altair chart or dict
        Any chart: single, layered, concatenated, faceted, repeated.

    Returns
    -------
    list of View
    """
    spec = spec_of(chart)
    return list(_views(spec, spec.get("datasets", {}), None, [], {}, ()))


def _views(
    spec: Spec,
    datasets: Spec,
    rows: list[Row] | None,
    transforms: list[Spec],
    encoding: Spec,
    facets: tuple[Spec, ...],
) -> Iterator[View]:
    """Walk down; data, transforms and (in layers) encodings are handed from parent to child."""
    if "data" in spec:
        rows, transforms = _data(spec["data"], datasets), []
    transforms = [*transforms, *spec.get("transform", [])]
    for key in ("concat", "hconcat", "vconcat"):
        if key in spec:
            for child in spec[key]:
                yield from _views(child, datasets, rows, transforms, {}, facets)
            return
    if "repeat" in spec:
        for child in _repeated(spec):
            yield from _views(child, datasets, rows, transforms, {}, facets)
        return
    if "facet" in spec:
        over = spec["facet"]
        named = [over] if "field" in over else [over[key] for key in over]
        facets = (*facets, *named)
        yield from _views(spec["spec"], datasets, rows, transforms, {}, facets)
        return
    # A facet splits the data before anything is counted, as one more category would.
    encoding = {"facet": list(facets), **encoding} if facets else encoding
    units = tuple(_units(spec, datasets, rows, transforms, encoding))
    over = [
        channel_title(channel)
        for unit in units[:1]
        for name, channel in channels(unit.encoding)
        if name in _FACETS
    ]
    yield View(units, title_text(spec.get("title")), tuple(over))


def _units(
    spec: Spec, datasets: Spec, rows: list[Row] | None, transforms: list[Spec], encoding: Spec
) -> Iterator[Unit]:
    encoding = {**encoding, **spec.get("encoding", {})}
    if "layer" in spec:
        for child in spec["layer"]:
            own, steps = rows, transforms
            if "data" in child:
                own, steps = _data(child["data"], datasets), []
            steps = [*steps, *child.get("transform", [])]
            yield from _units(child, datasets, own, steps, encoding)
        return
    mark = spec.get("mark", {})
    mark_def = {"type": mark} if isinstance(mark, str) else mark
    if mark_def.get("aria") is False:
        return  # a decoration, hidden from screen readers: it shows no data
    kind = mark_def.get("type", "")
    drawn = None if kind in _COMPOSITE else _transformed(rows, transforms)
    drawn = _drawn(drawn, encoding) if kind != "geoshape" else drawn
    yield Unit(kind, mark_def, encoding, drawn, None if rows is None else len(rows))


def _repeated(spec: Spec) -> Iterator[Spec]:
    """Write a repeated chart out: one copy for each combination of fields."""
    repeat = spec["repeat"]
    if isinstance(repeat, list):
        combinations: list[Spec] = [{"repeat": field} for field in repeat]
    else:
        combinations = [{}]
        for key, fields in repeat.items():
            combinations = [{**done, key: field} for done in combinations for field in fields]
    for choice in combinations:
        yield _filled(spec["spec"], choice)


def _filled(node: Any, choice: Spec) -> Any:
    if isinstance(node, dict):
        if set(node) == {"repeat"} and node["repeat"] in choice:
            return choice[node["repeat"]]
        return {key: _filled(value, choice) for key, value in node.items()}
    if isinstance(node, list):
        return [_filled(value, choice) for value in node]
    return node


def _data(data: Spec | None, datasets: Spec) -> list[Row] | None:
    if data is None:
        return None
    values = data.get("values", datasets.get(data.get("name", "")))
    if data.get("format", {}).get("type") == "topojson" and isinstance(values, dict):
        feature = values.get("objects", {}).get(data["format"].get("feature"), {})
        return list(feature.get("geometries", []))
    if isinstance(values, list) and all(isinstance(row, dict) for row in values):
        return values
    return None


def _transformed(rows: list[Row] | None, transforms: list[Spec]) -> list[Row] | None:
    """Apply the filters that can be read without a browser; give up on any other transform."""
    for step in transforms:
        if rows is None or set(step) != {"filter"} or not isinstance(step["filter"], dict):
            return None
        test = step["filter"]
        kept = [(_passes(row, test), row) for row in rows]
        if any(verdict is None for verdict, _ in kept):
            return None
        rows = [row for verdict, row in kept if verdict]
    return rows


def _passes(row: Row, test: Spec) -> bool | None:
    """Tell whether a row passes a field predicate; None where we cannot know."""
    if "timeUnit" in test or "field" not in test:
        return None
    value = row.get(test["field"])
    operators = set(test) - {"field"}
    if len(operators) != 1:
        return None
    (operator,) = operators
    wanted = test[operator]
    if operator == "valid":
        return bool((value is not None and value == value) == wanted)
    if operator == "oneOf":
        return bool(value in wanted)
    if operator == "equal":
        return bool(value == wanted) if not isinstance(wanted, dict) else None
    if operator == "range" and isinstance(wanted, list):
        low, high = wanted
        bounds = [bound for bound in (low, high) if bound is not None]
        if not is_number(value) or not all(is_number(bound) for bound in bounds):
            return None
        return bool((low is None or value >= low) and (high is None or value <= high))
    if not is_number(value) or not is_number(wanted):
        return None
    comparisons: dict[str, bool] = {
        "lt": value < wanted,
        "lte": value <= wanted,
        "gt": value > wanted,
        "gte": value >= wanted,
    }
    return comparisons.get(operator)


def channels(encoding: Spec) -> Iterator[tuple[str, Spec]]:
    """Yield the channels that show data; tooltips and details may be lists of fields."""
    for name, definition in encoding.items():
        for part in definition if isinstance(definition, list) else [definition]:
            if isinstance(part, dict) and ("field" in part or "aggregate" in part):
                yield name, part


def column(channel: Spec) -> str:
    """Return the name under which `Unit.rows` holds what a channel shows."""
    aggregate = channel.get("aggregate")
    field = channel.get("field", "")
    return f"{aggregate}_{field}" if isinstance(aggregate, str) else str(field)


def channel_title(channel: Spec) -> str:
    """Return the title of a channel as Vega-Lite writes it."""
    for holder in (channel, *(channel.get(key) for key in ("axis", "legend", "header"))):
        if isinstance(holder, dict) and "title" in holder:
            return title_text(holder["title"])
    aggregate, field = channel.get("aggregate"), channel.get("field", "")
    if aggregate == "count":
        return "Count of Records"
    if isinstance(aggregate, str):
        return f"{aggregate.capitalize()} of {field}"
    return str(field)


def _drawn(rows: list[Row] | None, encoding: Spec) -> list[Row] | None:
    """Aggregate as the encoding says, then drop what no axis can place."""
    shown = list(channels(encoding))
    computed = any(channel.get("bin") or channel.get("timeUnit") for _, channel in shown)
    if rows is None or computed or not all("." not in column(channel) for _, channel in shown):
        return None
    if any("aggregate" in channel for _, channel in shown):
        rows = _aggregated(rows, [channel for _, channel in shown])
    if rows is None:
        return None
    needed = [
        column(channel)
        for name, channel in shown
        if name in _POSITION and channel.get("type") in {"quantitative", "temporal"}
    ]
    # x2 and y2 take their type from x and y.
    return [row for row in rows if all(_placeable(row.get(name)) for name in needed)]


def _placeable(value: object) -> bool:
    return is_number(value) or (isinstance(value, str) and instant(value) is not None)


def _aggregated(rows: list[Row], shown: list[Spec]) -> list[Row] | None:
    keys = list(dict.fromkeys(column(c) for c in shown if "aggregate" not in c))
    groups: dict[tuple[Any, ...], list[Row]] = {}
    for row in rows:
        groups.setdefault(tuple(row.get(key) for key in keys), []).append(row)
    made = []
    for group, members in groups.items():
        new: Row = dict(zip(keys, group, strict=True))
        for channel in shown:
            if "aggregate" not in channel:
                continue
            operation = channel["aggregate"]
            if not isinstance(operation, str) or operation not in {*_AGGREGATES, *_COUNTS}:
                return None
            new[column(channel)] = _aggregate(operation, members, channel.get("field"))
        made.append(new)
    return made


def _aggregate(operation: str, rows: list[Row], field: str | None) -> float | None:
    if operation == "count":
        return len(rows)
    values = [row.get(field or "") for row in rows]
    if operation == "distinct":
        return len({value for value in values if value is not None})
    numbers = [float(value) for value in values if is_number(value)]  # type: ignore[arg-type]
    if operation == "valid":
        return len(numbers)
    if not numbers:
        return 0.0 if operation == "sum" else None
    return float(_AGGREGATES[operation](numbers))
