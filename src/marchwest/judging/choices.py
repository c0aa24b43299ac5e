"""Judge a choice, a set, a mapping."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from typing import Any, Unpack

from marchwest.judging.facts import Fact
from marchwest.judging.kinds import Options, as_options, reader
from marchwest.judging.numbers import other_source
from marchwest.judging.plain import BLANK, Frame, NotPlain, Vector, plain, show, type_name
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

__all__ = ["choice", "mapping", "members"]


@never_raises
def choice(
    answer: object,
    expected: str,
    options: Options,
    *,
    mistakes: Mapping[str, str] | None = None,
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge one option chosen among several.

    Parameters
    ----------
    answer : object
        An option's key or its label; case and accents do not matter.
    expected : str
        The key of the right option.
    options : mapping of key to label, or sequence of str
        All that may be chosen.
    mistakes : mapping of key to str, optional
        Why somebody picks this option, and why it is wrong.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
    """
    known = as_options(options)
    reasons = dict(mistakes or {})
    if expected not in known or set(reasons) - set(known):
        raise ExpectationError("The expected option and each mistake must be among the options.")
    read = reader("text", options)
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        if type(given) in (list, tuple, set) and len(given) == 1:
            given = next(iter(given))
        if type(given) in (list, tuple, set, Vector):
            raise NotPlain(
                gettext("The answer holds several values; the question asks for one option.")
            )
        chosen = read(given)
    except NotPlain as problem:
        step = gettext("Choose one of: {options}.").format(options=", ".join(known))
        return cannot_read(str(problem), guide, step)
    if chosen == read(expected):
        return correct(gettext("It is: {option}.").format(option=known[expected]), guide)
    for key, reason in reasons.items():
        if chosen == read(key):
            return incorrect(reason, guide)
    return incorrect(
        gettext("{answer} is not the option that the sources bear out.").format(answer=show(given)),
        guide,
    )


@never_raises
def members(
    answer: object,
    expected: Iterable[Any],
    *,
    kind: str = "text",
    options: Options | None = None,
    mistakes: Sequence[Mistake] = (),
    labels: Mapping[str, str] | None = None,
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a set: all that belong and none that does not, in any order.

    Parameters
    ----------
    answer : object
        A list, tuple, set, Series or array; text with commas is split.
    expected : iterable
        What belongs.
    kind : str, default "text"
        How a part is read: ``text``, ``number``, ``country``, ``source``, ``claim``.
    options : mapping or sequence of str, optional
        What a part may be.
    mistakes : sequence of Mistake
        Each ``value`` is one part that does not belong (its message says why), or a whole
        collection that is wrong in a known way.
    labels : mapping of str to str, optional
        What the learner sees in place of a part. With it the reasons stand on lines of their own.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is (right parts - wrong parts) / expected parts, at least 0.
    """
    read = reader(kind, options)
    right = {read(item) for item in expected}
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        parts = _parts(given)
        chosen = {read(item) for item in parts}
    except NotPlain as problem:
        step = gettext("Give a set or list, for example {example}.").format(example='{"a", "b"}')
        return cannot_read(str(problem), guide, step)
    if chosen == right:
        return correct(gettext("All {count} and no other.").format(count=len(right)), guide)

    surplus, missing = chosen - right, right - chosen
    score = max(0.0, (len(right) - len(missing) - len(surplus)) / len(right))
    reasons = []
    for mistake in mistakes:
        if isinstance(mistake.value, (set, frozenset, list, tuple)):
            if chosen == {read(item) for item in mistake.value}:
                return incorrect(mistake.message, guide, max(score, mistake.score))
        elif read(mistake.value) in surplus:
            reasons.append(mistake.message)
    if surplus:
        named = {read(item): str(item) for item in parts}
        named |= {read(key): label for key, label in (labels or {}).items()}
        listed = ("; " if labels else ", ").join(sorted(named[item] for item in surplus)[:8])
        reasons.append(gettext("Not among them: {listed}.").format(listed=listed))
    if missing:
        told = gettext("Missing: {count} of {total}.")
        reasons.append(told.format(count=len(missing), total=len(right)))
    return incorrect(_joined(reasons, labels), guide, min(score, 0.99))


def _joined(reasons: Sequence[str], labels: Mapping[str, str] | None) -> str:
    """Return reasons as one text: each on its own line where they begin with long labels."""
    return ("\n" if labels else " ").join(reasons)


def _parts(given: Any) -> list[Any]:
    if type(given) is str:
        return [part.strip() for part in given.replace(";", ",").split(",") if part.strip()]
    if type(given) in (list, tuple, set):
        parts = list(given)
    elif type(given) is Vector:
        parts = list(given.values)
    elif type(given) is Frame and len(given.columns) == 1:
        parts = [row[0] for row in given.rows]
    else:
        raise NotPlain(
            gettext("The answer is a `{type}`, not a set or list.").format(type=type_name(given))
        )
    if any(part is None for part in parts):
        raise NotPlain(gettext("The answer holds a missing value."))
    return parts


@never_raises
def mapping(
    answer: object,
    expected: Mapping[Any, Any],
    *,
    kind: str | Mapping[str, str] = "text",
    options: Options | None = None,
    tolerance: float = 0.0,
    mistakes: Mapping[Any, Sequence[Mistake]] | None = None,
    labels: Mapping[str, str] | None = None,
    **guide: Unpack[Guide],
) -> Verdict:
    """Judge a dict: a value for each key.

    Parameters
    ----------
    answer : object
        A dict, or a Series with labels.
    expected : mapping
        Keys to right values; a value may be a `Fact`.
    kind : str or mapping of key to str, default "text"
        How a value is read: ``text``, ``number``, ``country``, ``source``, ``claim``,
        ``locator``.
    options : mapping or sequence of str, optional
        What a value may be.
    tolerance : float, default 0
        For numbers: largest difference that still counts as right.
    mistakes : mapping of key to sequence of Mistake, optional
        Known wrong values of a key.
    labels : mapping of str to str, optional
        What the learner sees in place of a key; an answer may use either. With it the reasons
        stand on lines of their own. Values are shown by the labels of ``options``.
    **guide
        See `Guide`.

    Returns
    -------
    Verdict
        Its score is the share of keys whose value is right. The message names the keys that
        are wrong, never the right values.
    """
    try:
        given = plain(answer)
        if given is BLANK:
            return not_attempted(guide)
        pairs = _pairs(given)
    except NotPlain as problem:
        step = gettext("Give a dict, for example {example}.").format(example='{"key": "value"}')
        return cannot_read(str(problem), guide, step)
    shown = {_key(key): (labels or {}).get(str(key), str(key)) for key in expected}
    key_of = {_key(label): key for key, label in shown.items()} | {key: key for key in shown}
    unknown = [show(key) for key in pairs if _key(key) not in key_of]
    if len(unknown) == len(pairs):
        keys = ("; " if labels else ", ").join(shown.values())
        told = gettext("None of the keys is known. The keys are: {keys}.")
        return cannot_read(told.format(keys=keys), guide)

    by_key = {key_of.get(_key(key)): value for key, value in pairs.items()}
    reasons = []
    right = 0
    for key, target in expected.items():
        problem_of_key = _judge_value(
            by_key.get(_key(key)),
            target,
            reader(kind if isinstance(kind, str) else kind[key], options),
            as_options(options or ()),
            tolerance,
            (mistakes or {}).get(key, ()),
        )
        if problem_of_key is None:
            right += 1
        else:
            reasons.append(_about(shown[_key(key)], problem_of_key))
    if unknown:
        told = gettext("Unknown keys: {keys}.")
        reasons.append(told.format(keys=", ".join(unknown[:5])))
    if right == len(expected) and not unknown:
        return correct(gettext("All {count} are right.").format(count=right), guide)
    return incorrect(_joined(reasons, labels), guide, min(right / len(expected), 0.99))


def _about(label: str, problem: str) -> str:
    if label.endswith("?"):
        return f"{label} {problem[:1].upper()}{problem[1:]}"
    return f"{label}: {problem}"


def _pairs(given: Any) -> dict[Any, Any]:
    if type(given) is dict:
        return given
    if type(given) is Vector and given.labels is not None:
        return dict(zip(given.labels, given.values, strict=True))
    raise NotPlain(gettext("The answer is a `{type}`, not a dict.").format(type=type_name(given)))


def _key(key: Any) -> str:
    if type(key) is float and key.is_integer():
        key = int(key)
    return " ".join(str(key).casefold().split())


def _judge_value(
    value: Any,
    target: Any,
    read: Callable[[Any], Any],
    options: Mapping[str, str],
    tolerance: float,
    mistakes: Sequence[Mistake],
) -> str | None:
    """Return what is wrong with one value, or None if it is right."""
    if value is None or value is Ellipsis or value == "":
        return gettext("not answered.")
    wanted = read(target.value if isinstance(target, Fact) else target)
    try:
        found = read(value)
    except NotPlain as problem:
        return str(problem)
    if _same(found, wanted, tolerance):
        return None
    for mistake in mistakes:
        if _same(found, read(mistake.value), tolerance):
            return mistake.message
    for other in target.others if isinstance(target, Fact) else ():
        if _same(found, read(other.value), tolerance):
            return other_source(target, other)
    chosen = next((label for key, label in options.items() if read(key) == found), value)
    return gettext("{answer} is not right.").format(answer=show(chosen))


def _same(found: Any, wanted: Any, tolerance: float) -> bool:
    if type(found) is float and type(wanted) is float:
        return abs(found - wanted) <= tolerance + 1e-9 * max(1.0, abs(wanted))
    return bool(found == wanted)
