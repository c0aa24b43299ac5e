"""Tell what a chart lacks by the course's rules. Used on our charts and on learners' charts."""

from __future__ import annotations

import re
from collections.abc import Iterator

import altair as alt

from marchwest.charts import theme
from marchwest.charts.colour import contrast, rgb
from marchwest.charts.render import hazards
from marchwest.charts.views import (
    Spec,
    Unit,
    View,
    channel_title,
    channels,
    column,
    spec_of,
    title_text,
    views,
)

__all__ = ["lint"]

_LEAST_CONTRAST = 3.0
_COLOURS = ("color", "fill", "stroke")
_SECOND = ("shape", "strokeDash", "text", "x", "y", "row", "column", "facet", "xOffset", "yOffset")
"""Channels that say again what colour says."""

# "(thousand troops)", "Share of …", "Number of …", "%": the words that tell a unit.
_UNIT = re.compile(r"\(.+\)|%|‰|\b(number|count|share|percentage|rank) of\b", re.IGNORECASE)


def lint(chart: alt.TopLevelMixin | Spec) -> list[str]:
    """Return what a chart lacks, one line each with what to do.

    Parameters
    ----------
    chart : altair chart or dict
        A chart is judged as the course's theme draws it; a specification as it stands.

    Returns
    -------
    list of str
        Empty for a chart that keeps the rules.

    Examples
    --------
    >>> import altair as alt, pandas as pd
    >>> bare = alt.Chart(pd.DataFrame({"troops": [300]})).mark_tick().encode(x="troops")
    >>> for line in lint(bare):
    ...     print(line)
    Give the chart a title that says what it shows: `.properties(title=...)`.
    Give the x axis a title: `.title(...)` on its channel.
    Give the chart a description: `charts.described(chart)`.
    """
    with alt.theme.enable(theme.NAME):
        spec = spec_of(chart)
    found = views(spec)
    problems = [*_title(spec, found)]
    for view in found:
        problems += [*_axes(view), *_second_channel(view), *_contrast(view, spec)]
    if not str(spec.get("description") or "").strip():
        problems.append("Give the chart a description: `charts.described(chart)`.")
    problems += hazards(spec)
    return list(dict.fromkeys(problems))


def _title(spec: Spec, found: list[View]) -> Iterator[str]:
    whole = title_text(spec.get("title"))
    titles = [whole] if whole else [view.title for view in found]
    if not all(titles):
        yield "Give the chart a title that says what it shows: `.properties(title=...)`."
        return
    for title in titles:
        if not _says_something(title):
            yield f"The title {title!r} does not say what the chart shows: write a short sentence."


def _says_something(title: str) -> bool:
    # Chinese is written without spaces: count its characters instead of words.
    return len(title.split()) >= 3 or len(re.findall(r"[\u3400-\u9fff]", title)) >= 6


def _axes(view: View) -> Iterator[str]:
    for name in ("x", "y"):
        shown = [
            channel
            for unit in view.units
            for key, channel in channels(unit.encoding)
            if key == name and not ("axis" in channel and channel["axis"] is None)
        ]
        if not shown:
            continue
        titled = [channel for channel in shown if _has_title(channel)]
        if not titled:
            yield f"Give the {name} axis a title: `.title(...)` on its channel."
            continue
        title = channel_title(titled[0])
        if titled[0].get("type") == "quantitative" and _UNIT.search(title) is None:
            yield (
                f"Say the unit in the title of the {name} axis: {title!r} could be "
                f"{title + ' (number)'!r}."
            )


def _has_title(channel: Spec) -> bool:
    for holder in (channel, channel.get("axis")):
        if isinstance(holder, dict) and "title" in holder:
            return bool(title_text(holder["title"]).strip())
    return False


def _second_channel(view: View) -> Iterator[str]:
    said_twice = {
        column(channel)
        for unit in view.units
        for name, channel in channels(unit.encoding)
        if name in _SECOND
    }
    for unit in view.units:
        for name in _COLOURS:
            channel = unit.encoding.get(name)
            if (
                isinstance(channel, dict)
                and channel.get("type") in {"nominal", "ordinal"}
                and column(channel)
                and column(channel) not in said_twice
            ):
                yield (
                    f"Colour alone shows {channel_title(channel)!r}: show it a second time with "
                    "shape, line style or a label."
                )


def _contrast(view: View, spec: Spec) -> Iterator[str]:
    config = spec.get("config", {})
    background = spec.get("background", config.get("background", "white"))
    if not isinstance(background, str) or rgb(background) is None:
        background = "white"
    for unit in view.units:
        for colour in dict.fromkeys(_colours(unit, config)):
            if rgb(colour) is None:
                continue
            ratio = contrast(colour, background)
            if ratio < _LEAST_CONTRAST:
                yield (
                    f"The colour {colour} is hard to see on {background} ({ratio}:1): take one "
                    f"with at least {_LEAST_CONTRAST:.0f}:1, such as those of `charts.PALETTE`."
                )


def _colours(unit: Unit, config: Spec) -> Iterator[str]:
    """Yield the colours that a unit draws data with."""
    encoded = [unit.encoding[name] for name in _COLOURS if name in unit.encoding]
    if unit.mark == "geoshape" and not any("field" in channel for channel in encoded):
        return  # land is a ground, not data
    if unit.mark == "text" and str(unit.mark_def.get("stroke", "")).lower() == "white":
        return  # a white halo under a label
    for name in _COLOURS:
        value = unit.mark_def.get(name)
        # A white fill inside a coloured outline makes a hollow mark.
        hollow = name == "fill" and value in {"white", "#ffffff"} and bool(encoded)
        if isinstance(value, str) and not hollow:
            yield value
    for channel in encoded:
        if isinstance(channel.get("value"), str):
            yield channel["value"]
        categories = channel.get("type") in {"nominal", "ordinal"} and "field" in channel
        scale = channel.get("scale")
        chosen = scale.get("range") if isinstance(scale, dict) else None
        if isinstance(chosen, list) and categories:
            yield from (colour for colour in chosen if isinstance(colour, str))
        elif categories and chosen is None and not (isinstance(scale, dict) and "scheme" in scale):
            default = config.get("range", {}).get("category", [])
            yield from (colour for colour in default if isinstance(colour, str))
