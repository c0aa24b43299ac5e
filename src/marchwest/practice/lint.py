"""What an author must be told of items whose form is right: each rule has a line and a remedy."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

from marchwest.claims.independence import relies_on
from marchwest.errors import MarchWestError
from marchwest.judging import Outcome
from marchwest.practice.answers import claim_row, expected, wrong_value
from marchwest.practice.bank import load_unit
from marchwest.practice.cells import place_of
from marchwest.practice.check import check
from marchwest.practice.model import Bloom, Item, Kind, Picked, Spotted, Unit
from marchwest.practice.passage import figures_shown, right_figure
from marchwest.practice.shown import form_of, more_of
from marchwest.practice.yaml_lines import Place

__all__ = ["gives_away", "mix", "problems"]

_WORDS = (
    *("nought", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten"),
    *("eleven", "twelve"),
)
_LONGEST_TO_SHORTEST = 1.35
"""How much longer one option may be than another before its length says something."""
_SHORT = 20
"""Letters under which the length of an option says nothing."""
_THREE = (Kind.CHOICE, Kind.SAME_THING)
"""Kinds with three options, each of which a known mistake leads to."""
_BLANKS: tuple[Any, ...] = (None, "", "  ", ..., [], {})

Found = Iterator[tuple[Place, str]]


def problems(path: Path) -> list[str]:
    """Return what is wrong with the items of a file, one line each.

    Parameters
    ----------
    path : pathlib.Path

    Returns
    -------
    list of str
        File, line, item, what is wrong, what to do. Empty where all is well.

    Raises
    ------
    DataError
        If the file has not the right form; only then can the items be looked at.
    """
    found, lines = load_unit(path)
    told = []
    for number, item in enumerate(found.items):
        for variant in found.variants_of(item):
            about = f"item {item.id!r}" + (f", variant {variant.variant}" if item.variants else "")
            for place, text in _item_problems(variant):
                told.append(lines.problem(("items", number, *place), f"{about}: {text}"))
    return told + [lines.problem(place, text) for place, text in _unit_problems(found)]


def _item_problems(item: Item) -> Found:
    try:
        expected(item)
        form_of(item)
        more_of(item)
    except MarchWestError as error:
        yield ("answer",), str(error)
        return
    for rule in _RULES:
        yield from rule(item)


def _options_alike(item: Item) -> Found:
    lengths = {key: len(label) for key, label in item.options.items()}
    if item.kind not in _THREE or max(lengths.values()) < _SHORT:
        return
    longest, shortest = max(lengths, key=lengths.__getitem__), min(lengths, key=lengths.__getitem__)
    if lengths[longest] > lengths[shortest] * _LONGEST_TO_SHORTEST:
        yield (
            ("options", longest),
            f"option {longest!r} has {lengths[longest]} letters and {shortest!r} has "
            f"{lengths[shortest]}: length gives an answer away. Make them alike.",
        )


def _answer_among_options(item: Item) -> Found:
    right = expected(item).bare
    options = set(item.options)
    if item.kind in _THREE:
        wanted = {right}
    elif item.kind is Kind.MAP:
        wanted, options = {right}, set(item.on_map)
    elif item.kind in (Kind.MULTI_CHOICE, Kind.CITE):
        wanted = set(right)
    elif item.kind is Kind.MATCH and item.options:
        wanted = set(right.values())
    else:
        return
    if missing := sorted(wanted - options):
        yield ("options",), f"the right answer {missing[0]!r} is no option. Add it."
    if item.kind is not Kind.MATCH and not options - wanted:
        yield ("options",), "every option is right. Add one that a known mistake leads to."


def _hints_keep_silent(item: Item) -> Found:
    for number, hint in enumerate(item.hints):
        if reason := gives_away(item, hint):
            yield ("hints", number), f"hint {number + 1} holds the answer: {reason}. Rewrite it."


def gives_away(item: Item, hint: str) -> str | None:
    """Tell whether a hint holds an item's answer.

    Parameters
    ----------
    item : Item
    hint : str

    Returns
    -------
    str or None
        What of the answer stands there.
    """
    text = " ".join(hint.casefold().split())
    return next((word for word in _telling(item) if re.search(word, text)), None)


def _telling(item: Item) -> Iterator[str]:
    """Yield patterns that would tell the answer."""
    right = expected(item).bare
    match item.kind:
        case Kind.NUMBER | Kind.PREDICT:
            yield from _number_patterns(right)
        case Kind.NAME:
            yield from (rf"(?<!\w){re.escape(name)}" for name in _country_names(right))
        case Kind.DATE:
            yield from (rf"(?<!\d){re.escape(text)}(?!\d)" for text in _date_texts(right))
        case Kind.MAP:
            if right.isupper():
                yield from (rf"(?<!\w){re.escape(name)}" for name in _country_names(right))
            else:
                yield rf"(?<!\w){re.escape(dict(form_of(item).options)[right].casefold())}"
                yield rf"`{re.escape(right)}`"
        case Kind.FIND_CLAIM:
            yield re.escape(right.casefold())
            yield ", ".join(re.escape(part.casefold()) for part in place_of(right))
        case Kind.SPOT_ERROR:
            assert isinstance(item.answer, Spotted)
            for text in (figures_shown(item.answer)[right], right_figure(item.answer)):
                yield rf"(?<![\w.,]){re.escape(text.casefold())}(?!\w|[.,]\d)"
        case Kind.CHOICE | Kind.SAME_THING:
            yield re.escape(item.options[right].casefold())
            yield rf"`{re.escape(right.casefold())}`"
        case Kind.MULTI_CHOICE:
            yield from (re.escape(item.options[key].casefold()) for key in right)
        case Kind.MATCH:
            labels = dict(form_of(item).options)
            for key, label in form_of(item).rows:
                for row in (key, label):
                    for value in (right[key], labels[right[key]]):
                        yield (
                            rf"(?<!\w){re.escape(row.casefold())}(?!\w)[^.;]*"
                            rf"(?<!\w){re.escape(value.casefold())}(?!\w)"
                        )
        case Kind.ORDER:
            yield ".*".join(re.escape(key.casefold()) for key in right)
        case Kind.CITE:
            yield from (re.escape(claim.casefold()) for claim in right)


def _number_patterns(value: float) -> Iterator[str]:
    whole = round(value)
    for text in {str(whole), f"{whole:,}"}:
        yield rf"(?<![\d.,-]){re.escape(text)}(?![\d-]|[.,]\d)"
    if 1 < whole < len(_WORDS):
        yield rf"\b{_WORDS[whole]}\b"


def _country_names(code: str) -> Iterator[str]:
    from marchwest.data import load

    names = load("country_names")
    for name in names.loc[names["iso3"] == code, "name"]:
        # A code of two letters is a word of English ("it", "no").
        if len(name) > 2:
            yield name.casefold()


def _date_texts(date: str) -> Iterator[str]:
    from calendar import month_name

    yield date
    parts = date.split("-")
    if len(parts) == 3:
        month, day = month_name[int(parts[1])].casefold(), int(parts[2])
        yield f"{day} {month}"
        yield f"{month} {day}"
    if len(parts) == 2:
        yield f"{month_name[int(parts[1])].casefold()} {parts[0]}"


def _mistakes_are_wrong(item: Item) -> Found:
    for number, each in enumerate(item.misconceptions):
        place = ("misconceptions", number)
        try:
            value = wrong_value(each)
            verdict = check(item, value)
        except MarchWestError as error:
            yield place, str(error)
            continue
        if item.kind is Kind.PREDICT:
            continue
        if verdict.outcome is not Outcome.INCORRECT:
            yield place, f"{each.name!r} leads to {value!r}, which is {verdict.outcome}. Change it."
        elif each.message not in verdict.message:
            yield place, f"the message of {each.name!r} is not shown for {value!r}. Change either."


def _distractors_are_documented(item: Item) -> Found:
    if item.kind not in _THREE:
        return
    known = {wrong_value(each) for each in item.misconceptions}
    for key in item.options:
        if key != expected(item).bare and key not in known:
            yield ("options", key), f"option {key!r} has no misconception. Write one, or drop it."


def _attempts_hold(item: Item) -> Found:
    for number, answer in enumerate(item.attempts.right):
        verdict = check(item, answer)
        if verdict.outcome is not Outcome.CORRECT:
            yield ("attempts", "right", number), f"{answer!r} is judged: {verdict.message}"
    for number, attempt in enumerate(item.attempts.wrong):
        verdict = check(item, attempt.answer)
        place = ("attempts", "wrong", number)
        if verdict.outcome != attempt.outcome:
            yield place, f"{attempt.answer!r} is {verdict.outcome}, not {attempt.outcome}."
        elif attempt.says.casefold() not in verdict.message.casefold():
            yield place, f"{attempt.answer!r} does not get {attempt.says!r} but: {verdict.message}"
    for blank in _BLANKS:
        if check(item, blank).outcome is not Outcome.NOT_ATTEMPTED:
            yield ("attempts",), f"the blank answer {blank!r} is {check(item, blank).outcome}."


def _witnesses_are_two(item: Item) -> Found:
    if item.sources != "independent":
        return
    rows = [claim_row(claim) for claim in expected(item).claims]
    witnesses = {relies_on(row["attributed_to"]) or row["source_id"] for row in rows}
    if len(witnesses) < 2:
        yield ("answer",), "the claims come from one witness. Add one that rests on no other."


def _figures_differ(item: Item) -> Found:
    if not isinstance(item.answer, Spotted):
        return
    shown = figures_shown(item.answer)
    if shown[item.answer.wrong] == right_figure(item.answer):
        yield ("answer", "becomes"), "the changed figure is the same as before. Change the rule."
    if len(set(shown.values())) < len(shown):
        yield ("answer", "figures"), "two figures look the same. Leave one of them out."


def _rows_differ(item: Item) -> Found:
    if not isinstance(item.answer, Picked):
        return
    cells = [tuple(row["cells"]) for row in more_of(item)["rows"]]
    if len(set(cells)) < len(cells):
        yield ("answer", "among"), "two rows look the same. Add a column that tells them apart."


def _options_differ(item: Item) -> Found:
    labels = [" ".join(label.casefold().split()) for _, label in form_of(item).options]
    if len(set(labels)) < len(labels):
        yield ("options",), "two options say the same. Give each its own words."


_SILENT_STEMS = (Kind.NUMBER, Kind.NAME, Kind.DATE, Kind.MAP, Kind.FIND_CLAIM, Kind.SPOT_ERROR)


def _stem_keeps_silent(item: Item) -> Found:
    # A figure that is to be converted or a name in a list may well stand in the question: the rule
    # is for items whose words are drawn, where nobody reads each of them.
    if not item.variants or item.kind not in _SILENT_STEMS:
        return
    if reason := gives_away(item, item.stem):
        yield ("stem",), f"the stem holds the answer: {reason}. Rewrite it."


_ILL = {
    r"\{\{|\}\}": "a mark that was not filled in",
    r"\b(nan|None|<NA>)\b": "a value that there is not",
    r"(?<=\S)  +": "two spaces",
    r"\b(\w+) \1\b": "a word twice",
    r"\ba (?=[aeioAEIO])(?!one|once|Euro)": "'a' before a vowel",
    r"\ban (?=[^aeiouhAEIOUHFLMNRSX\W])": "'an' before a consonant",
    r"\b(in|of|by|with|from|to) (United|Soviet)\b": "a name without its article",
    r" [,.;:?]|[.,;]{2}": "a stop in the wrong place",
}


def _reads_well(item: Item) -> Found:
    """Look for what goes wrong where words are drawn into a sentence."""
    if not item.variants:
        return
    texts: list[tuple[Place, str]] = [(("stem",), item.stem), (("explanation",), item.explanation)]
    texts += [(("hints", number), hint) for number, hint in enumerate(item.hints)]
    texts += [(("options", key), label) for key, label in item.options.items()]
    texts += [
        (("misconceptions", number), each.message)
        for number, each in enumerate(item.misconceptions)
    ]
    for place, text in texts:
        for pattern, what in _ILL.items():
            if found := re.search(pattern, text.replace("...", "")):
                yield place, f"{what}: {found[0]!r} in {text!r}. Rewrite it."
        if place[0] not in ("options",) and not re.match(r"[A-Z0-9\"`]", text):
            yield place, f"{text!r} does not begin as a sentence. Rewrite it."
    if not re.search(r"[.?!:\"]$", item.stem.strip()):
        yield ("stem",), "the stem does not end as a sentence. Rewrite it."


_RULES: tuple[Callable[[Item], Found], ...] = (
    _answer_among_options,
    _options_alike,
    _distractors_are_documented,
    _hints_keep_silent,
    _mistakes_are_wrong,
    _attempts_hold,
    _witnesses_are_two,
    _figures_differ,
    _rows_differ,
    _options_differ,
    _stem_keeps_silent,
    _reads_well,
)


def mix(found: Unit) -> dict[str, float]:
    """Return which share of a unit's items asks for what.

    Predictions are left out: nobody can be wrong there.

    Parameters
    ----------
    found : Unit

    Returns
    -------
    dict of str to float
        ``remember``, ``understand and apply``, ``analyse and evaluate``; together 1.
    """
    judged = [item.bloom for item in found.items if item.kind is not Kind.PREDICT]
    groups = {
        "remember": {Bloom.REMEMBER},
        "understand and apply": {Bloom.UNDERSTAND, Bloom.APPLY},
        "analyse and evaluate": {Bloom.ANALYSE, Bloom.EVALUATE},
    }
    return {
        name: sum(bloom in blooms for bloom in judged) / max(len(judged), 1)
        for name, blooms in groups.items()
    }


def _unit_problems(found: Unit) -> Found:
    if found.unit == "00":
        return
    if len(found.items) < 12:
        yield ("items",), f"{len(found.items)} items; a unit needs twelve or more."
    shares = mix(found)
    if shares["remember"] > 0.3:
        yield ("items",), f"{shares['remember']:.0%} of the items ask to remember; 30% is the most."
    if not 0.4 <= shares["understand and apply"] <= 0.5:
        share = shares["understand and apply"]
        yield ("items",), f"{share:.0%} ask to understand or apply; it should be 40 to 50%."
    if shares["analyse and evaluate"] < 0.2:
        share = shares["analyse and evaluate"]
        yield ("items",), f"{share:.0%} ask to analyse or evaluate; 20% is the least."
    if not any(item.sources == "independent" for item in found.items):
        yield ("items",), "no item needs two independent sources. Add one."
    if len(found.retrieval) != 3:
        yield ("retrieval",), f"{len(found.retrieval)} items open the unit; it should be three."
    if not 4 <= len(found.closing) <= 5:
        yield ("closing",), f"{len(found.closing)} items close the unit; it should be four or five."
