"""Judge a chart by its Vega-Lite specification: data, mark, encodings, title, description."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass
from statistics import fmean, median
from typing import TYPE_CHECKING, Any, Final, Unpack

from marchwest.judging.plain import BLANK, NotPlain, Spec, plain, type_name
from marchwest.judging.tables import as_frame, cell
from marchwest.judging.verdict import (
    ExpectationError,
    Guide,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)

if TYPE_CHECKING:
    import pandas as pd

__all__ = ["chart", "units"]

_WEIGHTS: Final = {"data": 0.5, "mark": 0.25, "title": 0.125, "description": 0.125}
_PARENTS: Final = ("layer", "hconcat", "vconcat", "concat")
_AGGREGATES: Final[dict[str, Callable[[list[float]], float]]] = {
    "sum": sum,
    "mean": fmean,
    "average": fmean,
    "median": median,
    "min": min,
    "max": max,
}
_MIN_TITLE_WORDS: Final = 3
_MIN_DESCRIPTION_WORDS: Final = 6


@dataclass(frozen=True)
class Unit:
    """One single view of a chart, with what it inherits from the views around it."""

    mark: str
    encoding: dict[str, Any]
    rows: list[dict[str, Any]] | None
    """None where the data cannot be read from the specification."""
    transformed: bool


def units(spec: dict[str, Any]) -> Iterator[Unit]:
    """Yield each single view of a specification.

    Parameters
    ----------
    spec : dict
        A Vega-Lite specification, single or composed of layers, rows, columns or facets.

    Yields
    ------
    Unit
    """
    yield from _walk(spec, spec.get("datasets") or {}, None, {}, transformed=False)


def _walk(
    view: dict[str, Any],
    datasets: dict[str, Any],
    data: Any,
    encoding: dict[str, Any],
    *,
    transformed: bool,
) -> Iterator[Unit]:
    data = view.get("data") or data
    encoding = {**encoding, **(view.get("encoding") or {})}
    transformed = transformed or bool(view.get("transform"))
    if "mark" in view:
        mark = view["mark"]
        name = mark.get("type", "") if type(mark) is dict else mark
        yield Unit(str(name), encoding, _rows(data, datasets), transformed)
    children = [child for parent in _PARENTS for child in view.get(parent) or []]
    if type(view.get("spec")) is dict:
        children.append(view["spec"])
    for child in children:
        yield from _walk(child, datasets, data, encoding, transformed=transformed)


def _rows(data: Any, datasets: dict[str, Any]) -> list[dict[str, Any]] | None:
    if type(data) is not dict:
        return None
    values = data.get("values", datasets.get(data.get("name", "")))
    if type(values) is list and all(type(row) is dict for row in values):
        return values
    return None


@never_raises
def chart(
    answer: object,
    *,
    data: pd.DataFrame,
    mark: str | Collection[str],
    encodings: Mapping[str, str],
    weights: Mapping[str, float] | None = None,
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a chart, whatever its styling.

    Parameters
    ----------
    answer : object
        An Altair chart, or a Vega-Lite specification as a dict.
    data : pandas.DataFrame
        The rows that the marks must show.
    mark : str or collection of str
        The mark, or those that will do.
    encodings : mapping of channel to column of ``data``
        For example ``{"x": "year", "y": "exercises"}``; x and y may change places. The chart's
        own field names do not matter, and it may count or sum by itself.
    weights : mapping, optional
        What ``data``, ``mark``, ``title`` and ``description`` earn; together 1.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is the sum of the parts that are right. A bar whose axis does not start at
        zero has not the right mark.
    """
    shares = dict(weights or _WEIGHTS)
    if set(shares) != set(_WEIGHTS) or abs(sum(shares.values()) - 1) > 1e-9:
        raise ExpectationError(f"Weights name {', '.join(_WEIGHTS)} and add up to 1.")
    marks = {mark} if isinstance(mark, str) else set(mark)
    wanted = _wanted(data, encodings)
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        spec = _spec(given)
        views = list(units(spec))
        if not views:
            raise NotPlain("The chart has no mark, so it draws nothing.")
    except NotPlain as problem:
        return cannot_read(str(problem), guide, "Give an Altair chart: alt.Chart(data).mark_...")

    problems = {
        "data": _best(views, marks, lambda view: _wrong_data(view, wanted, list(encodings))),
        "mark": _best(views, marks, lambda view: _wrong_mark(view, marks)),
        "title": _wrong_title(spec),
        "description": _wrong_description(spec),
    }
    score = sum(shares[part] for part, problem in problems.items() if problem is None)
    reasons = [problem for problem in problems.values() if problem]
    if not reasons:
        return correct("The chart shows the right data, with title and description.", guide)
    right = ", ".join(part for part, problem in problems.items() if problem is None)
    tail = f" Right so far: {right}." if right else ""
    return incorrect(" ".join(reasons) + tail, guide, min(score, 0.99))


def _spec(given: Any) -> dict[str, Any]:
    if type(given) is Spec:
        return given.content
    if type(given) is dict and ("mark" in given or any(parent in given for parent in _PARENTS)):
        return given
    raise NotPlain(f"The answer is a `{type_name(given)}`, not a chart.")


def _best(
    views: list[Unit], marks: set[str], problem_of: Callable[[Unit], str | None]
) -> str | None:
    """Return None if any view has no problem, else the problem of the likeliest view."""
    ranked = sorted(views, key=lambda view: view.mark not in marks)
    problems = [problem_of(view) for view in ranked]
    return None if None in problems else problems[0]


def _wrong_mark(view: Unit, marks: set[str]) -> str | None:
    if view.mark not in marks:
        return f"The mark is {view.mark}; this question needs {' or '.join(sorted(marks))}."
    if view.mark in {"bar", "area"} and any(
        _is_measure(channel) and not _starts_at_zero(channel)
        for channel in (view.encoding.get("x") or {}, view.encoding.get("y") or {})
    ):
        return "The length of a bar shows an amount, so its axis must start at zero."
    return None


def _starts_at_zero(channel: dict[str, Any]) -> bool:
    scale = channel.get("scale") or {}
    domain = scale.get("domain")
    low = domain[0] if type(domain) is list and domain else 0
    return scale.get("zero") is not False and not (type(low) in (int, float) and low > 0)


def _is_measure(channel: dict[str, Any]) -> bool:
    return bool(channel.get("aggregate")) or channel.get("type") == "quantitative"


def _wanted(data: pd.DataFrame, encodings: Mapping[str, str]) -> Counter[tuple[Any, ...]]:
    frame = as_frame(plain(data))
    if not set(encodings.values()) <= set(frame.columns) or not frame.rows:
        raise ExpectationError("The expected data needs rows and every column of the encodings.")
    places = [frame.columns.index(column) for column in encodings.values()]
    return Counter(tuple(_value(row[place]) for place in places) for row in frame.rows)


def _value(value: Any) -> Any:
    """Return a cell; a date that stands for a whole year is read as the year."""
    if type(value) is str and (match := re.fullmatch(r"(\d{4})-01-01(T00:00:00(\.0+)?)?", value)):
        value = match[1]
    return cell(value)


def _wrong_data(view: Unit, wanted: Counter[tuple[Any, ...]], channels: list[str]) -> str | None:
    if view.transformed:
        return "The chart transforms its data; do that in pandas first, so that it can be checked."
    if view.rows is None:
        return "The chart's data cannot be read: give alt.Chart a DataFrame."
    problems: list[tuple[int, str]] = []
    for order in (channels, [_SWAP.get(channel, channel) for channel in channels]):
        missing = [channel for channel in order if not _has_value(view.encoding.get(channel))]
        if missing:
            far_off = 2 * sum(wanted.values())
            problems.append((far_off, f"Nothing is encoded as {' and '.join(missing)}."))
            continue
        shown = _shown(view, order)
        distance = _distance(shown, wanted)
        if distance == 0:
            return None
        problems.append((distance, _first_difference(shown, wanted)))
    # Of the two ways to lay the chart out, speak of the one that the learner meant.
    return min(problems, key=lambda found: found[0])[1]


def _distance(shown: Counter[tuple[Any, ...]], wanted: Counter[tuple[Any, ...]]) -> int:
    left, right = _without_zeros(shown), _without_zeros(wanted)
    return ((left - right) + (right - left)).total()


_SWAP: Final = {"x": "y", "y": "x"}


def _has_value(channel: Any) -> bool:
    return type(channel) is dict and ("field" in channel or "aggregate" in channel)


def _shown(view: Unit, channels: list[str]) -> Counter[tuple[Any, ...]]:
    """Return the points that the marks show, after the chart's own counting and summing."""
    coded = [view.encoding[channel] for channel in channels]
    rows = view.rows or []
    if not any(channel.get("aggregate") for channel in coded):
        return Counter(
            tuple(_value(row.get(channel["field"])) for channel in coded) for row in rows
        )
    groups: dict[tuple[Any, ...], list[dict[str, Any]]] = defaultdict(list)
    keys = [channel for channel in coded if not channel.get("aggregate")]
    for row in rows:
        groups[tuple(_value(row.get(channel["field"])) for channel in keys)].append(row)
    points: Counter[tuple[Any, ...]] = Counter()
    for key, members in groups.items():
        values = iter(key)
        points[
            tuple(
                _aggregate(channel, members) if channel.get("aggregate") else next(values)
                for channel in coded
            )
        ] += 1
    return points


def _aggregate(channel: dict[str, Any], members: list[dict[str, Any]]) -> float | None:
    name = channel["aggregate"]
    if name == "count":
        return float(len(members))
    values = [cell(row.get(channel.get("field", ""))) for row in members]
    if name == "distinct":
        return float(len(set(values)))
    numbers = [value for value in values if type(value) is float]
    if name not in _AGGREGATES or not numbers:
        return None
    return float(_AGGREGATES[name](numbers))


def _without_zeros(points: Counter[tuple[Any, ...]]) -> Counter[tuple[Any, ...]]:
    """Leave out points with a zero: "no exercise that year" may be drawn or not."""
    return Counter({point: n for point, n in points.items() if 0.0 not in point})


def _first_difference(shown: Counter[tuple[Any, ...]], wanted: Counter[tuple[Any, ...]]) -> str:
    if not shown:
        return "The chart's data has no rows."
    surplus = list((_without_zeros(shown) - wanted).elements())
    if surplus:
        point = ", ".join(f"{v:g}" if type(v) is float else str(v) for v in surplus[0])
        return f"The data differs: a mark at ({point}) is not borne out ({len(surplus)} such)."
    missing = sum((_without_zeros(wanted) - shown).values())
    return f"The data differs: {missing} of {sum(wanted.values())} marks are missing."


def _text(value: Any) -> str:
    """Return the words of a title, which may be text, lines or a dict."""
    if type(value) is dict:
        value = value.get("text")
    if type(value) is list:
        value = " ".join(str(line) for line in value)
    return value if type(value) is str else ""


def _wrong_title(spec: dict[str, Any]) -> str | None:
    if len(_text(spec.get("title")).split()) >= _MIN_TITLE_WORDS:
        return None
    if any(_text(view.get("title")) for view in spec.get("layer") or []):
        return "Set the title on the whole chart, not on one layer."
    return "The chart needs a title that says what it shows (three words or more)."


def _wrong_description(spec: dict[str, Any]) -> str | None:
    words = _text(spec.get("description")).split()
    if len(words) < _MIN_DESCRIPTION_WORDS:
        return (
            "The chart needs a description for readers who cannot see it "
            f"({_MIN_DESCRIPTION_WORDS} words or more)."
        )
    if " ".join(words).casefold() == " ".join(_text(spec.get("title")).split()).casefold():
        return "The description repeats the title; say what a reader would see."
    return None
