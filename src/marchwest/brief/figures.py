"""Read the figures of a sentence: numbers with unit and qualifier, years, months, days.

Not figures: ordinals, "one" alone, small words that point back ("the two"), numbers of charts,
notes and pages, and what counts the course's own things ("three texts", "two reasons").
"""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass, field, replace
from functools import cache
from typing import Final

from marchwest.brief.units import COUNT, NO_UNIT, Unit, follows, money
from marchwest.brief.wordset import wordset
from marchwest.claims.numerals import numbers_in
from marchwest.judging.numbers import QUALIFIERS

__all__ = ["Figure", "read_figures", "written"]

_TOKEN: Final = re.compile(
    r"(?P<num>[0-9]{1,3}(?:[,\u202f’'][0-9]{3})+(?![0-9])(?:\.[0-9]+)?|[0-9]+(?:\.[0-9]+)?)"
    r"|(?P<money>(?:US|CN|HK)?[$¥]|[€£])"
    r"|(?P<word>[^\W\d_]+(?:[.’'][^\W\d_]+)*)"
    r"|(?P<sign>[^\w\s]|_)"
)
_GROUPED: Final = re.compile(r"(?<![0-9.,])([0-9]{1,3})((?: [0-9]{3})+)(?![0-9])")
_MONTHS: Final = {
    name: number
    for number, names in enumerate(
        (
            ("january", "jan"),
            ("february", "feb"),
            ("march", "mar"),
            ("april", "apr"),
            ("may",),
            ("june", "jun"),
            ("july", "jul"),
            ("august", "aug"),
            ("september", "sept", "sep"),
            ("october", "oct"),
            ("november", "nov"),
            ("december", "dec"),
        ),
        start=1,
    )
    for name in names
}
_ONES: Final = wordset(
    "one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen "
    "sixteen seventeen eighteen nineteen"
)
_TENS: Final = wordset("twenty thirty forty fifty sixty seventy eighty ninety")
_SCALES: Final = {"thousands": "thousand", "millions": "million", "billions": "billion"} | {
    word: word
    for word in ("hundred", "thousand", "million", "billion", "trillion", "dozen", "bn", "m")
}
_SHORT_SCALES: Final = {"k": 1e3, "mn": 1e6, "mln": 1e6, "tn": 1e12}
_SMALL: Final = wordset("two three four five six seven eight nine")
_POINTING: Final = wordset(
    "the these those both his her their its our other all any next last every each first same "
    "shanghai big group"
)
# What a brief counts of its own: these numbers are not the world's.
_OWN: Final = wordset(
    "texts text sources source authors author claims claim witnesses witness reports report papers "
    "charts chart accounts figures sides ways points questions things kinds parts steps tests "
    "reasons conditions limits readings notes views cases lessons arguments words sentences "
    "currencies spans evils evil powers aims findings answers versions articles essays respects facts terms"
)
_LABELS: Final = wordset(
    "chart figure fig table unit section sections para paras paragraph paragraphs n nn note notes p "
    "pp page pages footnote footnotes no nos number chapter ch vol volume issue art article "
    "articles part step item question day graph point"
)
_TIMES: Final = wordset("mid early late pre post since until then before after from to by")
_DENOMINATORS: Final = {
    "half": 2, "third": 3, "quarter": 4, "fifth": 5, "sixth": 6, "seventh": 7, "eighth": 8,
    "ninth": 9, "tenth": 10, "thirds": 3, "quarters": 4, "fifths": 5, "sixths": 6, "sevenths": 7,
    "eighths": 8, "ninths": 9, "tenths": 10,
}  # fmt: skip
_MORE_QUALIFIERS: Final = {
    "at_least": (
        "exceed", "exceeded", "exceeding", "exceeds", "above", "upwards of", "in excess of",
        "not less than", "no less than", "passed", "topped", "beyond", "as many as at least",
        "not fewer than", "a minimum of", "surpassed",
    ),
    "at_most": (
        "no more than", "not more than", "below", "limited to", "a maximum of", "as many as",
        "as much as", "at the most", "capped at",
    ),
    "approx": (
        "close to", "just under", "just over", "an estimated", "in the order of", "not quite",
        "only some", "estimated at", "a little over", "a little under", "or so", "well over",
    ),
}  # fmt: skip
_BEFORE: Final = sorted(
    (
        (tuple(phrase.split()), name)
        for name, phrases in (*QUALIFIERS.items(), *_MORE_QUALIFIERS.items())
        for phrase in phrases
    ),
    key=lambda pair: -len(pair[0]),
)
_AFTER: Final = {
    ("or", "more"): "at_least",
    ("at", "least"): "at_least",
    ("or", "less"): "at_most",
    ("or", "fewer"): "at_most",
    ("at", "most"): "at_most",
    ("or", "so"): "approx",
}
_SPANS_OF_TIME: Final = frozenset({"", "years", "months", "weeks", "days"})
_SPANS: Final = frozenset({"-", "–", "—", "to"})


@dataclass(frozen=True)
class Figure:
    """One figure of a sentence."""

    text: str
    """As it is written, with its unit."""
    kind: str
    """``number``, ``year``, ``decade``, ``month``, ``day`` or ``name``."""
    value: float
    """Of a month or day the year, or 0 where none stands beside it."""
    unit: Unit = NO_UNIT
    qualifier: str = ""
    """``at_least``, ``at_most``, ``approx`` or empty."""
    month: int = 0
    day: int = 0
    soft: bool = False
    """A small number in words without a noun that is known: it may not be meant as a figure."""
    start: int = field(default=0, compare=False)
    end: int = field(default=0, compare=False)
    digits: int = field(default=15, compare=False)
    """How many digits count: 4.5 million has two."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True)
class _Token:
    kind: str
    text: str
    start: int
    end: int

    @property
    def low(self) -> str:
        return self.text.casefold()


def written(value: float) -> str:
    """Write a number for a message.

    Parameters
    ----------
    value : float

    Returns
    -------
    str
        ``"15 million"``, ``"1,054"``, ``"0.125"``.
    """
    for size, word in ((1e12, "trillion"), (1e9, "billion"), (1e6, "million")):
        if size <= abs(value) < size * 1000 and float(f"{value / size:.3f}") * size == value:
            return f"{value / size:,g} {word}"
    if abs(value) >= 1e15 or value != value:
        return f"{value:.4g}"
    return f"{value:,.0f}" if value == int(value) else f"{value:,.10g}"


def read_figures(text: str) -> list[Figure]:
    """Return the figures of a text, in order.

    Parameters
    ----------
    text : str
        A sentence without its marks, or a piece of evidence.

    Returns
    -------
    list of Figure
    """
    plain = _GROUPED.sub(
        lambda match: match[1] + match[2].replace(" ", "\u202f"),
        unicodedata.normalize("NFKC", text),
    )
    # NFKC turns thin spaces into plain ones, so thousands are grouped after it.
    return _Reader(plain).read()


class _Reader:
    """Walks once over the tokens of a text."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.tokens = [
            _Token(match.lastgroup or "sign", match[0], match.start(), match.end())
            for match in _TOKEN.finditer(text)
        ]
        self.found: list[Figure] = []

    def read(self) -> list[Figure]:
        at = 0
        while at < len(self.tokens):
            at = max(at + 1, self._step(at))
        return self._spread()

    def _get(self, at: int) -> _Token:
        return self.tokens[at] if 0 <= at < len(self.tokens) else _Token("end", "", -9, -9)

    def _glued(self, at: int) -> bool:
        """Tell whether a token stands right after the one before it."""
        return at > 0 and self._get(at).start == self.tokens[at - 1].end

    def _step(self, at: int) -> int:
        token = self.tokens[at]
        if token.kind == "word":
            for read in (self._name, self._month_first, self._words):
                if (after := read(at)) is not None:
                    return after
            return at + 1
        return self._number(at) if token.kind == "num" else at + 1

    def _add(self, kind: str, first: int, last: int, value: float, **more: object) -> None:
        start, end = self.tokens[first].start, self.tokens[last].end
        figure = Figure(self.text[start:end], kind, value, start=start, end=end)
        self.found.append(replace(figure, **more))  # type: ignore[arg-type]

    # Names such as H-6, Su-30MK, UH-60M, Tsentr-2011, G20.
    def _name(self, at: int) -> int | None:
        word = self.tokens[at]
        number = at + 1
        if self._get(number).text in ("-", "–") and self._glued(number):
            number += 1
        if self._get(number).kind != "num" or not self._glued(number):
            return None
        if word.low in _TIMES or money(word.text) or word.low in _LABELS or word.low in _MONTHS:
            return None
        if word.text.islower() and len(word.text) > 2:
            return None
        last = number
        while self._glued(last + 1) and self._get(last + 1).kind in ("word", "num"):
            last += 1
        value = float(self.tokens[number].text.replace(",", "").split(".")[0][:15] or 0)
        self._add("name", at, last, value)
        return last + 1

    def _month_first(self, at: int) -> int | None:
        """Read "April 2009", "September 11, 2001", "June 12"."""
        month = _MONTHS.get(self.tokens[at].low.rstrip("."))
        if month is None or not self.tokens[at].text[0].isupper():
            return None
        after = at + 1
        if self._get(after).text == ".":
            after += 1
        token = self._get(after)
        if token.kind != "num":
            return None
        if _is_year(token.text):
            self._add("month", at, after, float(token.text), month=month)
            return after + 1
        if not _is_day(token.text):
            return None
        last = after
        if re.fullmatch("st|nd|rd|th", self._get(last + 1).text) and self._glued(last + 1):
            last += 1
        year = last + 2 if self._get(last + 1).text == "," else last + 1
        value = 0.0
        if self._get(year).kind == "num" and _is_year(self._get(year).text):
            value, last = float(self._get(year).text), year
        if not (month == 9 and token.text == "11" and value in (0, 2001)):
            self._add("day", at, last, value, month=month, day=int(token.text))
        return last + 1

    def _day_first(self, at: int) -> int | None:
        """Read "29 January 2010", "8-14 June 2012"."""
        after = at + 1
        if re.fullmatch("st|nd|rd|th", self._get(after).text) and self._glued(after):
            after += 1
        days = [int(self.tokens[at].text)]
        if self._get(after).text in _SPANS and _is_day(self._get(after + 1).text):
            days.append(int(self._get(after + 1).text))
            after += 2
        after += self._get(after).low == "of"
        word = self._get(after)
        month = _MONTHS.get(word.low)
        if month is None or not word.text[0].isupper():
            return None
        last, value = after, 0.0
        if self._get(after + 1).kind == "num" and _is_year(self._get(after + 1).text):
            last, value = after + 1, float(self._get(after + 1).text)
        for day in days:
            if not (month == 9 and day == 11 and value in (0, 2001)):
                self._add("day", at, last, value, month=month, day=day)
        return last + 1

    def _number(self, at: int) -> int:
        token = self.tokens[at]
        following = self._get(at + 1)
        if re.fullmatch("st|nd|rd|th", following.low) and self._glued(at + 1):
            day = self._day_first(at) if _is_day(token.text) else None
            return day if day is not None else at + 2
        if _is_day(token.text) and (day := self._day_first(at)) is not None:
            return day
        slashed = following.text == "/" and not _is_year(token.text)
        if slashed and self._get(at + 2).kind == "num" and self._glued(at + 2):
            bottom = self.tokens[at + 2].text
            if (token.text, bottom) != ("9", "11") and _number_of(bottom):
                value = _number_of(token.text) / _number_of(bottom)
                self._add("number", at, at + 2, value, unit=Unit("fraction"))
            return at + 3
        if self._labelled(at):
            return at + 1
        if _is_year(token.text):
            if following.low == "s" and self._glued(at + 1):
                self._add("decade", at, at + 1, float(token.text))
                return at + 2
            if self._iso_date(at):
                return at + 5
            if not self._is_counted(at):
                return self._year(at)
        return self._quantity(at, at + 1, _number_of(token.text), _digits_of(token.text))

    def _iso_date(self, at: int) -> bool:
        parts = [self._get(at + step) for step in range(1, 5)]
        glued = all(self._glued(at + step) for step in range(1, 5))
        if not glued or parts[0].text != "-" or parts[2].text != "-":
            return False
        month, day = parts[1].text, parts[3].text
        if not (_is_day(day) and _is_day(month) and int(month) <= 12):
            return False
        year = float(self.tokens[at].text)
        self._add("day", at, at + 4, year, month=int(month), day=int(day))
        return True

    def _year(self, at: int) -> int:
        first = self.tokens[at].text
        self._add("year", at, at, float(first))
        dash, second = self._get(at + 1), self._get(at + 2)
        if dash.text in ("-", "–", "/") and self._glued(at + 1) and self._glued(at + 2):
            if second.kind == "num" and re.fullmatch("[0-9]{2}", second.text):
                year = first[:2] + second.text
                if int(year) > int(first):
                    self._add("year", at + 2, at + 2, float(year), text=f"{first}-{second.text}")
                    return at + 3
            if second.kind == "word":
                return at + 1
        return at + 1

    def _is_counted(self, at: int) -> bool:
        """Tell whether four digits count something: "2000 troops", "$2010"."""
        if self._currency_before(at)[0]:
            return True
        if self._get(at + 1).low in _SCALES and self._get(at + 1).low != "m":
            return True
        # Only what follows at once: "In 2010 officers went" has a year.
        unit, used = follows([self._get(at + 1).low, self._get(at + 2).low])
        if unit.family == COUNT:
            return used == 1 and unit.word in ("troops", "soldiers", "persons", "men", "personnel")
        return bool(unit.family) and used <= 2

    def _labelled(self, at: int) -> bool:
        before = self._get(at - 1)
        if before.text in (".", "-", "–", ",", "&") and at > 1:
            other = self._get(at - 2)
            if other.low in _LABELS:
                return before.text == "." or self._glued(at - 1)
            if other.kind == "num" and self._glued(at) and self._get(at - 3).low in _LABELS:
                return True
            if (
                other.kind == "num"
                and self._get(at - 3).text == "."
                and self._get(at - 4).low in _LABELS
            ):
                return True
        return before.low in _LABELS and before.low not in ("no", "day", "number", "part")

    def _words(self, at: int) -> int | None:
        """Read a number in words: "eighty-three", "two dozen", "a million", "thirtyfold"."""
        word = self.tokens[at].low
        if word.endswith("fold") and (word[:-4] in _ONES or word[:-4] in _TENS):
            self._add("number", at, at, _word(word[:-4]), unit=Unit("fold", word="fold"))
            return at + 1
        if word in ("a", "an", "one", "some", "the") and word != "one":
            scale = self._get(at + 1).low
            if word != "a" or scale not in _SCALES or scale == "m":
                return None
            return self._scaled_word(at, at + 1, 1.0)
        if word in _TENS:
            value, after = _word(word), at + 1
            unit_at = after + (self._get(after).text in ("-", "–"))
            if self._get(unit_at).low in _ONES and _word(self._get(unit_at).low) < 10:
                value, after = value + _word(self._get(unit_at).low), unit_at + 1
            return self._scaled_word(at, after, value)
        if word in _ONES:
            return self._scaled_word(at, at + 1, _word(word))
        return None

    def _scaled_word(self, first: int, after: int, value: float) -> int:
        """Read on after a number in words, past "hundred and fifty"."""
        if self._get(after).low == "hundred":
            tail = after + 1 + (self._get(after + 1).low == "and")
            more = self._get(tail).low
            if more in _TENS or more in _ONES:
                value, after = value * 100 + _word(more), tail + 1
                tail = after + (self._get(after).text == "-")
                if more in _TENS and self._get(tail).low in _ONES:
                    value, after = value + _word(self._get(tail).low), tail + 1
        ahead = after + (self._get(after).text in ("-", "–"))
        denominator = _DENOMINATORS.get(self._get(ahead).low)
        if denominator and value < denominator:
            self._add("number", first, ahead, value / denominator, unit=Unit("fraction"))
            return ahead + 1
        return self._quantity(first, after, value, 15, in_words=True)

    def _currency_before(self, at: int) -> tuple[Unit | None, int]:
        before = self._get(at - 1)
        if before.kind in ("money", "word") and (unit := money(before.text)):
            if unit.word.casefold() in (
                "dollars",
                "dollar",
                "yuan",
                "euros",
                "pounds",
                "euro",
            ):
                return None, at
            first = at - 1
            # "U.S. $15 million"
            return unit, first
        return None, at

    def _quantity(
        self, first: int, after: int, value: float, digits: int, in_words: bool = False
    ) -> int:
        scaled = after
        while self._get(scaled).low in _SCALES or (
            self._get(scaled).low in _SHORT_SCALES and self._glued(scaled)
        ):
            word = self._get(scaled).low
            if word == "m" and not self._glued(scaled) and not self._currency_before(first)[0]:
                break
            value *= _SHORT_SCALES.get(word) or _word(_SCALES[word])
            scaled += 1
            if scaled - after > 3:
                break
        unit, start = self._currency_before(first)
        last = scaled - 1
        if unit is None:
            unit, used = follows([self._get(scaled + step).text for step in range(5)])
            if unit.family and unit.family != COUNT:
                last = scaled + used - 1
            value *= unit.factor
        plain = in_words and scaled == after
        if plain and self._is_no_figure(first, scaled, value, unit):
            return after
        if not plain and self._counts_own(scaled) and value <= 20:
            return after
        soft = plain and self.tokens[first].low in _SMALL and unit.family in _SPANS_OF_TIME
        self._add(
            "number",
            start,
            last,
            value,
            unit=unit,
            qualifier=self._qualifier(start, last + 1),
            soft=soft,
            digits=digits,
        )
        return last + 1

    def _counts_own(self, after: int) -> bool:
        words = [self._get(after + step).low for step in range(3)]
        for word in words:
            if word in _OWN:
                return True
            if not word.isalpha():
                return False
        return False

    def _is_no_figure(self, first: int, after: int, value: float, unit: Unit) -> bool:
        """Tell whether a small number in words is no figure: "one of", "the two", "three texts"."""
        if self.tokens[first].low == "one":
            return unit.family in ("", COUNT, "years", "days", "months") or unit.family == "fold"
        if self._counts_own(after):
            return True
        measured = bool(unit.family) and unit.family != COUNT
        if value < 10 and not measured and self._get(first - 1).low in _POINTING:
            return True
        phrase = [self._get(after + step).low for step in range(3)]
        return value == 5 and (phrase[:2] == ["central", "asian"] or phrase[0] in ("republics",))

    def _qualifier(self, start: int, after: int) -> str:
        before = [self._get(start - step).low for step in range(3, 0, -1) if start - step >= 0]
        for phrase, name in _BEFORE:
            if len(phrase) <= len(before) and tuple(before[-len(phrase) :]) == phrase:
                return name
        if self._get(after).text == "+":
            return "at_least"
        return _AFTER.get((self._get(after).low, self._get(after + 1).low), "")

    def _spread(self) -> list[Figure]:
        """Give the first number of a range the unit of the second: "7 to 10 million dollars"."""
        found = self.found
        for index in range(len(found) - 1):
            one, other = found[index], found[index + 1]
            if one.kind != "number" or other.kind != "number" or other.start - one.end > 5:
                continue
            between = self.text[one.end : other.start].strip().casefold()
            lead = self.text[max(0, one.start - 12) : one.start].casefold()
            if between not in _SPANS and not (between == "and" and "between" in lead):
                continue
            scale = _scale_in(other.text)
            value = one.value * scale if not _scale_in(one.text) > 1 else one.value
            if one.unit.family in ("", COUNT) and other.unit.family:
                factor = other.unit.factor
                found[index] = replace(one, value=value * factor, unit=other.unit, soft=False)
            elif scale > 1 and value <= other.value:
                found[index] = replace(one, value=value, soft=False)
        return found


def _scale_in(text: str) -> float:
    found = re.search(r"(?<![a-z])(thousand|million|billion|trillion|bn|m)\b", text.casefold())
    return _word(found[1]) if found else 1.0


@cache
def _word(word: str) -> float:
    """Return what a numeral or a scale means."""
    scale = word in _SCALES and word not in ("dozen",)
    return (
        max(numbers_in(f"1 {word}" if scale else word), default=1.0) if word != "hundred" else 100.0
    )


def _number_of(text: str) -> float:
    return float(re.sub(r"[,\s’']", "", text)[:300])


def _digits_of(text: str) -> int:
    bare = re.sub(r"[^0-9.]", "", text)
    whole = bare.lstrip("0").replace(".", "")
    return max(1, len(whole if "." in bare else whole.rstrip("0")))


def _is_year(text: str) -> bool:
    return bool(re.fullmatch(r"(?:1[89]|20)[0-9]{2}", text))


def _is_day(text: str) -> bool:
    return bool(re.fullmatch(r"[0-9]{1,2}", text)) and 1 <= int(text) <= 31
