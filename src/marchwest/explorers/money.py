"""Unit 7's explorer: tests whether figures give the figure that a text claims from them.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. The checks
themselves are in ``money_checks``.
"""

from __future__ import annotations

import math
from typing import TYPE_CHECKING, Any

import pandas as pd

from marchwest.explorers.arguments import BadArgumentError, one_of
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control, Slider
from marchwest.explorers.money_checks import (
    BELOW,
    CHECKS,
    NEAR,
    Check,
    Printed,
    Span,
    checked,
    claim,
    span_of,
)

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = "Does the figure that a text claims follow from the figures beside it?"
READINGS = {"words": "as its words and digits allow", "exact": "exactly as printed"}
MOST = 25
"""The widest reach of "some" and "almost" that can be set, in per cent."""
DESCRIPTION = (
    "Two horizontal bars on one axis, in per cent of the figure claimed: above, the range that "
    "the figures allow; below, what the text says. Where the bars share a stretch of the axis, "
    "both can hold."
)


def view(check: str = "thirty-fold", reading: str = "words", about: int = 10) -> Figure:
    """Return one check: the range that the figures allow beside the figure claimed.

    Parameters
    ----------
    check : str, default "thirty-fold"
        Which figures are tested: ``"companies"``, ``"loans"``, ``"gas-first"``, ``"gas-later"``,
        ``"gas-full"``, ``"gold-growth"``, ``"gold-step"``, ``"gold-share"``, ``"treasuries"``
        or ``"russia"``.
    reading : str, default "words"
        ``"words"``: a number without a word may be rounded in its last printed digit, one with
        "some" or "almost" reaches as far as ``about`` says. ``"exact"``: a number is that number.
        In both, "exceeded" is a floor.
    about : int, default 10
        How far "some" and "almost" reach, in per cent of the number, from 0 to 25. No source
        says how far: the default is this course's convention.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table: a row for each claim that is used.

    Examples
    --------
    >>> view("gas-first").sentence.split(". ")[-1]
    'The two ranges do not meet: on this reading both cannot hold of one thing.'
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.money_chart import two_spans

    chosen = CHECKS[one_of("check", check, _names())]
    exact = one_of("reading", reading, READINGS) == "exact"
    about = _reach(about)
    spans = [span_of(figure, exact=exact, about=about) for figure in chosen.figures]
    given = checked(chosen, spans)
    claimed = span_of(chosen.claimed, exact=exact, about=about)
    point = _as_printed(chosen)
    value = float(claim(chosen.claimed)["value"])
    words = (_range(given, chosen), _range(claimed, chosen))
    sentence = _sentence(chosen, given, claimed, point, exact=exact, about=about)
    chart = two_spans(
        given,
        point,
        claimed,
        value,
        words=words,
        caption=chosen.title,
        source=str(claim(chosen.claimed)["source_id"]),
        description=f"{sentence} {DESCRIPTION}",
    )
    return Figure(chart, sentence, _table(chosen, [*spans, claimed]))


def explore() -> Explorer:
    """Return the explorer: controls for the check and for the reading above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Choice("check", "Check", _names(), "thirty-fold", help="Which figures are tested"),
        Choice("reading", "A figure is", READINGS, "words", help="How exactly figures are read"),
        Slider("about", "'Some' reaches (%)", 0, MOST, 10,
               help="How far 'some', 'almost' and the like reach, in per cent of the number"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.money.view", question=QUESTION, room=400)


def _names() -> dict[str, str]:
    return {name: check.short for name, check in CHECKS.items()}


def _reach(about: Any) -> int:
    example = f"Write a whole number from 0 to {MOST}, for example about=10."
    if isinstance(about, bool) or not isinstance(about, int | float) or about != about:
        raise BadArgumentError(f"about={about!r} is not a number of per cent. {example}")
    if math.isinf(about) or about != int(about) or not 0 <= about <= MOST:
        raise BadArgumentError(f"about={about!r} is out of range. {example}")
    return int(about)


def _as_printed(check: Check) -> float:
    """Return what the figures give with every word left out, floors and ceilings too."""
    values = [float(claim(figure)["value"]) for figure in check.figures]
    return checked(check, [Span(value, value) for value in values]).low


def _sentence(
    check: Check, given: Span, claimed: Span, point: float, *, exact: bool, about: int
) -> str:
    from marchwest.charts.words import source_style

    who = source_style(str(claim(check.claimed)["source_id"])).label
    said = _with_unit(_number(float(claim(check.claimed)["value"]), check), check)
    if check.claimed.value is not None:
        said = f"'{check.claimed.word}', which we read as {_range(claimed, check)}"
    printed = _with_unit(_number(point, check), check)
    parts = [f"{check.title}. As printed, the figures give {printed}; {who} says {said}."]
    soft = listed_words(check)
    if exact:
        parts.append("Read exactly,")
    elif soft:
        parts.append(f"With {about} per cent for {soft}, and other digits as rounded,")
    else:
        parts.append("With no 'some' or 'almost' to stretch, and digits as rounded,")
    parts.append(f"the figures allow {_range(given, check)} and the text {_range(claimed, check)}.")
    return " ".join([*parts, _verdict(check, given, claimed)])


def listed_words(check: Check) -> str:
    """Return the words of a check whose reach can be set, quoted and joined.

    Parameters
    ----------
    check : Check

    Returns
    -------
    str
        Empty where there is none.
    """
    from marchwest.charts.describe import listed

    words = [printed.word for printed in (*check.figures, check.claimed)]
    return listed([f"'{word}'" for word in dict.fromkeys(words) if word in (*NEAR, *BELOW)])


def _verdict(check: Check, given: Span, claimed: Span) -> str:
    if given.low == given.high and claimed.low == claimed.high:
        if math.isclose(given.low, claimed.low):
            return "The two agree."
        gap = abs(given.low - claimed.low) / check.scale
        away = f"{gap:,.2f}".rstrip("0").rstrip(".")
        away += " percentage points" if check.unit == "per cent" else f" {check.unit}"
        return f"The two differ by {away}: an exact reading leaves no room for rounding."
    if not given.meets(claimed):
        return "The two ranges do not meet: on this reading both cannot hold of one thing."
    if given in claimed:
        return "All of the first range lies in the second: on this reading figures and claim agree."
    return "The two ranges share a part: both can hold, and the figures alone do not prove it."


def _range(span: Span, check: Check) -> str:
    low, high = _number(span.low, check), _number(span.high, check)
    if math.isinf(span.high):
        return f"{_with_unit(low, check)} or more"
    if span.low == 0:
        return f"at most {_with_unit(high, check)}"
    if low != high and check.unit == "fold":
        return f"{low}-fold to {high}-fold"
    return _with_unit(low if low == high else f"{low} to {high}", check)


def _with_unit(number: str, check: Check) -> str:
    return f"{number}-fold" if check.unit == "fold" else f"{number} {check.unit}"


def _number(value: float, check: Check) -> str:
    """Write a result with as many digits as tell it apart, and no more."""
    if math.isinf(value):
        return "no limit"
    scaled = round(value / check.scale, 2 if check.kind in ("year", "difference") else 1)
    return f"{scaled:,.2f}".rstrip("0").rstrip(".")


def _table(check: Check, spans: list[Span]) -> pd.DataFrame:
    from marchwest.charts.words import source_style

    rows = []
    for printed, span in zip((*check.figures, check.claimed), spans, strict=True):
        row = claim(printed)
        rows.append(
            {
                "Figure": printed.role,
                "Part": "claimed" if printed is check.claimed else "given",
                "As printed": _printed(printed),
                "Read as": _read(span, printed),
                "Source": source_style(str(row["source_id"])).label,
                LOCATOR: row["locator"],
                CLAIM: row["claim_id"],
            }
        )
    return pd.DataFrame(rows)


_UNITS = {"cubic_metres_per_day": "cubic metres a day", "bcm_per_year": "bcm a year",
          "percent": "per cent", "USD": "dollars"}  # fmt: skip
_SCALES = ((1e12, "trillion"), (1e9, "billion"), (1e6, "million"))


def _plain(value: float, unit: str, low: float | None = None) -> str:
    """Write a number, or a range that ends with it, in the largest fitting scale."""
    size, word = next(((size, word) for size, word in _SCALES if value >= size), (1.0, ""))
    ends = [value] if low is None else [low, value]
    told = " to ".join(f"{round(end / size, 3):,.10g}" for end in ends)
    return " ".join(part for part in (told, word, unit) if part)


def _unit(printed: Printed) -> str:
    row = claim(printed)
    unit = str(row.get("unit") or row.get("currency") or "percent")
    return _UNITS.get(unit, unit)


def _printed(printed: Printed) -> str:
    if printed.value is not None:
        return f"{printed.word} (no number)"
    said = _plain(float(claim(printed)["value"]), _unit(printed))
    return f"{printed.word}: {said}" if printed.word else said


def _read(span: Span, printed: Printed) -> str:
    unit = _unit(printed)
    if math.isinf(span.high):
        return f"{_plain(span.low, unit)} or more"
    if span.low == 0:
        return f"at most {_plain(span.high, unit)}"
    return _plain(span.high, unit, None if span.low == span.high else span.low)
