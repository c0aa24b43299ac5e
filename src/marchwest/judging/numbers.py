"""Judge a number: unit, thousands separators, qualifiers, known mistakes, another source's figure."""

from __future__ import annotations

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, Final, Unpack

from marchwest.judging.facts import Fact
from marchwest.judging.plain import BLANK, NotPlain, Vector, plain, show, type_name
from marchwest.judging.verdict import (
    ExpectationError,
    Guide,
    Mistake,
    Verdict,
    cannot_read,
    correct,
    incorrect,
    never_raises,
    not_attempted,
)
from marchwest.language import gettext

__all__ = ["Reading", "number", "read_number"]

UNITS: Final[dict[str, frozenset[str]]] = {
    "troops": frozenset({"troops", "troop", "soldiers", "soldier", "personnel", "people", "men"}),
    "exercises": frozenset({"exercises", "exercise", "drills", "drill"}),
    "years": frozenset({"years", "year"}),
    "miles": frozenset({"miles", "mile", "mi"}),
    "kilometres": frozenset({"kilometres", "kilometers", "kilometre", "kilometer", "km"}),
    "persons": frozenset({"persons", "person", "people", "men", "officers", "workers", "migrants"}),
    "companies": frozenset({"companies", "company", "firms", "firm", "enterprises"}),
    "claims": frozenset({"claims", "claim"}),
    "states": frozenset({"states", "state", "countries", "country", "members", "member"}),
    "tons": frozenset({"tons", "ton", "tonnes", "tonne", "t"}),
    "bcm": frozenset({"bcm", "billion cubic metres", "billion cubic meters"}),
    "fold": frozenset({"fold", "-fold", "times"}),
    "%": frozenset({"%", "percent", "pct", "per cent"}),
    "USD": frozenset({"usd", "$", "us$", "dollars", "dollar", "us dollars"}),
    "RMB": frozenset({"rmb", "yuan", "cny", "¥", "renminbi"}),
}
CONVERSIONS: Final = {
    ("miles", "kilometres"): 1.609344,
    ("kilometres", "miles"): 1 / 1.609344,
}
_SCALES: Final = {
    "thousand": 1e3,
    "k": 1e3,
    "million": 1e6,
    "millions": 1e6,
    "m": 1e6,
    "mn": 1e6,
    "billion": 1e9,
    "billions": 1e9,
    "bn": 1e9,
    "trillion": 1e12,
}
_WORDS: Final = {
    "zero": 0.0,
    "one": 1.0,
    "two": 2.0,
    "three": 3.0,
    "four": 4.0,
    "five": 5.0,
    "six": 6.0,
    "seven": 7.0,
    "eight": 8.0,
    "nine": 9.0,
    "ten": 10.0,
    "eleven": 11.0,
    "twelve": 12.0,
    "twenty": 20.0,
    "dozen": 12.0,
    "a dozen": 12.0,
    "two dozen": 24.0,
}
QUALIFIERS: Final = {
    "at_least": ("more than", "at least", "over", "no fewer than", ">=", ">", "≥", "min."),
    "at_most": ("less than", "fewer than", "at most", "up to", "under", "<=", "<", "≤", "max."),
    "approx": (
        *("approximately", "about", "around", "roughly", "nearly", "almost", "circa", "some"),
        *("ca.", "ca", "c.", "~", "≈"),
    ),
}
_DIGITS: Final = re.compile(r"[-+−]?(?:\d[\d,'  \s]*\d|\d)(?:\.\d+)?(?:e[-+]?\d+)?|[-+−]?\.\d+")


@dataclass(frozen=True)
class Reading:
    """A number as read from an answer."""

    value: float
    qualifier: str = ""
    unit: str = ""
    """A known unit that stands beside the number, else empty."""
    word: str = ""
    """The unit as it was written: "people" can be troops or persons."""


def read_number(answer: Any) -> Reading:
    """Read a number from an answer that was rebuilt by `plain`.

    Parameters
    ----------
    answer : object
        A number, or text such as ``"3,000"``, ``"more than 20"``, ``"1.2 million USD"``.

    Returns
    -------
    Reading

    Raises
    ------
    NotPlain
        If there is no number in it, more than one, or one that can be read in two ways.
    """
    if type(answer) is bool:
        raise NotPlain(
            gettext("The answer is {answer}, which is not a number.").format(answer=answer)
        )
    if type(answer) in (int, float):
        return Reading(_finite(answer))
    if type(answer) is str:
        return _read_text(answer)
    if type(answer) in (Vector, list, tuple, set):
        count = len(answer.values if type(answer) is Vector else answer)
        raise NotPlain(
            gettext(
                "The answer is a collection of {count}, not one number. "
                "For a Series of one value, use .iloc[0] or .item()."
            ).format(count=count)
        )
    raise NotPlain(
        gettext("The answer is a `{type}`, not a number.").format(type=type_name(answer))
    )


def _finite(value: float) -> float:
    try:
        number = float(value)
    except OverflowError:
        raise NotPlain(gettext("The number is too large to be read.")) from None
    if math.isnan(number):
        raise NotPlain(gettext("The answer is NaN: a calculation met a missing value."))
    if math.isinf(number):
        raise NotPlain(
            gettext("The answer is infinite: a calculation divided by zero or overflowed.")
        )
    return number


def _read_text(text: str) -> Reading:
    rest = " ".join(text.casefold().split())
    qualifier, rest = _take_qualifier(rest)
    if rest in _WORDS:
        return Reading(_WORDS[rest], qualifier)
    for word in sorted(_WORDS, key=len, reverse=True):
        if rest.startswith(word + " "):
            unit, said, scale = _take_unit(rest.removeprefix(word))
            return Reading(_WORDS[word] * scale, qualifier, unit, said)
    found = _DIGITS.findall(rest)
    if not found:
        raise NotPlain(gettext("There is no number in {text}.").format(text=show(text)))
    if len(found) > 1:
        raise NotPlain(gettext("There is more than one number in {text}.").format(text=show(text)))
    digits = found[0]
    before, _, after = rest.partition(digits)
    if after.startswith("+"):
        qualifier, after = qualifier or "at_least", after[1:]
    unit, said, scale = _take_unit(f"{before} {after}")
    return Reading(_finite(_value(digits, text) * scale), qualifier, unit, said)


def _take_qualifier(text: str) -> tuple[str, str]:
    for qualifier, phrases in QUALIFIERS.items():
        for phrase in phrases:
            if text.startswith(phrase) and not text[len(phrase) : len(phrase) + 1].isalpha():
                return qualifier, text.removeprefix(phrase).strip()
    return "", text


def _value(digits: str, text: str) -> float:
    bare = re.sub(r"['  \s]", "", digits).replace("−", "-")
    if re.fullmatch(r"[-+]?\d{1,3}\.\d{3}", bare) and not bare.lstrip("+-").startswith("0"):
        whole = bare.replace(".", "")
        raise NotPlain(
            gettext("{text} can be read in two ways. Write {one} or {other}.").format(
                text=show(text), one=whole, other=float(bare)
            )
        )
    if "," in bare and not re.fullmatch(r"[-+]?\d{1,3}(,\d{3})+(\.\d+)?", bare):
        raise NotPlain(
            gettext("{text} can be read in two ways. Use a point for decimals.").format(
                text=show(text)
            )
        )
    return float(bare.replace(",", ""))


def _take_unit(words: str) -> tuple[str, str, float]:
    """Return the unit, its word and the scale around a number; refuse other words."""
    left = words.strip().rstrip(".").strip()
    scale = 1.0
    # "22 billion cubic metres" is a unit of its own: its billion is no scale.
    if left in UNITS["bcm"]:
        return "bcm", left, scale
    for word, factor in _SCALES.items():
        if re.search(rf"(?<![a-z]){word}(?![a-z])", left):
            left, scale = re.sub(rf"(?<![a-z]){word}(?![a-z])", " ", left), factor
            break
    left = " ".join(left.split()).removeprefix("of ")
    if not left:
        return "", "", scale
    for unit, names in UNITS.items():
        if left in names:
            return unit, left, scale
    raise NotPlain(
        gettext("The words {words} beside the number are not understood.").format(words=show(left))
    )


@never_raises
def number(
    answer: object,
    expected: Fact | float,
    *,
    unit: str = "",
    tolerance: float = 0.0,
    mistakes: Sequence[Mistake] = (),
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge one number.

    Parameters
    ----------
    answer : object
        What the learner gave: a number of Python, numpy or pandas, or text that holds one.
    expected : Fact or float
        With a `Fact`, an answer that another source supports is told so by name.
    unit : str, optional
        ``troops``, ``persons``, ``exercises``, ``companies``, ``claims``, ``states``, ``years``,
        ``miles``, ``kilometres``, ``tons``, ``bcm``, ``fold``, ``%``, ``USD``, ``RMB``.
        An answer with another of these units is told so.
    tolerance : float, default 0
        Largest difference that still counts as right; the task states it.
    mistakes : sequence of Mistake
        Wrong numbers with their own messages.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
    """
    if unit and unit not in UNITS:
        raise ExpectationError(f"Unknown unit {unit!r}. Known: {', '.join(UNITS)}.")
    if isinstance(expected, Fact):
        guide = expected.guide(guide)
    target = float(expected.value if isinstance(expected, Fact) else expected)
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        reading = read_number(given)
    except NotPlain as problem:
        return cannot_read(
            str(problem), guide, gettext("Give one number, for example 1250 or 12.5.")
        )

    if reading.unit and unit and reading.word not in UNITS[unit]:
        return incorrect(
            gettext("The answer is in {given}; the question asks for {unit}.").format(
                given=reading.unit, unit=unit
            ),
            guide,
        )
    if _near(reading.value, target, tolerance):
        return _right_number(reading, expected, guide)
    return _wrong_number(reading.value, target, expected, unit, tolerance, mistakes, guide)


def _near(value: float, target: float, tolerance: float) -> bool:
    # A sum of floats may miss the exact value in its last digits.
    return abs(value - target) <= tolerance + 1e-9 * max(1.0, abs(target))


def _right_number(reading: Reading, expected: Fact | float, guide: Guide) -> Verdict:
    stated = expected.qualifier if isinstance(expected, Fact) else ""
    if {reading.qualifier, stated} == {"at_least", "at_most"}:
        said = (
            gettext("The figure is right, but the source says at least {figure}, not at most.")
            if stated == "at_least"
            else gettext("The figure is right, but the source says at most {figure}, not at least.")
        )
        return incorrect(said.format(figure=f"{reading.value:,g}"), guide)
    return correct(gettext("That is the figure asked for."), guide)


def _wrong_number(
    value: float,
    target: float,
    expected: Fact | float,
    unit: str,
    tolerance: float,
    mistakes: Sequence[Mistake],
    guide: Guide,
) -> Verdict:
    for mistake in mistakes:
        if _near(value, float(mistake.value), tolerance):
            return incorrect(mistake.message, guide, mistake.score)
    if isinstance(expected, Fact):
        for other in expected.others:
            if type(other.value) in (int, float) and _near(value, float(other.value), tolerance):
                return incorrect(other_source(expected, other), guide)
    for (wanted, given), factor in CONVERSIONS.items():
        if wanted == unit and abs(value - target * factor) <= abs(target) * 0.01:
            return incorrect(
                gettext("That is the figure in {given}; the question asks for {unit}.").format(
                    given=given, unit=unit
                ),
                guide,
            )
    for factor in (1e3, 1e6, 1e9):
        if target and (_near(value, target * factor, 0) or _near(value, target / factor, 0)):
            return incorrect(
                gettext(
                    "The digits are right, but the answer is wrong by a factor of {factor}."
                ).format(factor=f"{factor:,.0f}"),
                guide,
                next_step=gettext("Check the scale: units, thousands, millions."),
            )
    if target and _near(value, -target, tolerance):
        return incorrect(gettext("The size is right, but the sign is turned round."), guide)
    return incorrect(
        gettext("{figure} is not the figure asked for.").format(figure=f"{value:,.10g}"), guide
    )


def other_source(expected: Fact, other: Fact) -> str:
    """Say that an answer is what another claim says of the same event."""
    if other.source_id == expected.source_id:
        return gettext(
            "That is what {source} says elsewhere ({place}); the question asks for {asked}."
        ).format(source=other.source, place=other.locator, asked=expected.locator)
    return gettext(
        "That is the figure of {source} ({place}); the question asks for that of {asked}."
    ).format(source=other.source, place=other.locator, asked=expected.source)
