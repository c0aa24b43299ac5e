"""Check a brief: read it once, look at each sentence, then at the whole."""

from __future__ import annotations

import re
from collections import Counter
from typing import Final

from marchwest.brief.blocks import blocks
from marchwest.brief.clean import clean, short
from marchwest.brief.criteria import Counts
from marchwest.brief.disputes import one_sided
from marchwest.brief.figures import Figure, read_figures
from marchwest.brief.findings import Finding, say
from marchwest.brief.holdings import NOT_NAMES, Holding, all_events, holding
from marchwest.brief.marks import Mark, near, read_marks
from marchwest.brief.repetition import copied_words, repeats
from marchwest.brief.report import Report, Sentence
from marchwest.brief.sentences import split
from marchwest.brief.support import Checked, check_figures, real_figures
from marchwest.brief.witnesses import count_witnesses, dependent_pairs
from marchwest.brief.wording import known_names, related, wording
from marchwest.errors import MarchWestError

__all__ = ["check"]

_MOST_MARKS: Final = 6
"""One sentence that cites more claims than this bears out none of them readably."""
_MOST_OFFERS: Final = 25
"""So many unknown ids get a "did you mean"."""
_PLACEHOLDER: Final = re.compile(
    r"\W*(?:your (?:brief|answer|text|code) here|write (?:your|the) brief here|replace this|todo|tbd|"
    r"lorem ipsum|put your|type your|\.{3}|…)",
    re.I,
)
_WORD: Final = re.compile(r"[^\W_]+(?:[-'’.,][^\W_]+)*")


def check(text: str, *, words: tuple[int, int] = (480, 720)) -> Report:
    """Check the citations of a brief.

    Structure and support are checked, never what the brief concludes.

    Parameters
    ----------
    text : str
        The brief in Markdown; a claim is cited as ``[@event@source]``.
    words : tuple of int, default (480, 720)
        The least and the most words.

    Returns
    -------
    Report

    Raises
    ------
    MarchWestError
        If ``text`` is no text, or ``words`` are no bounds. No text raises.

    Examples
    --------
    >>> report = check("China gave 16 million dollars [@aid-tjk-1993-2008@icg-2013].")
    >>> [finding.kind for finding in report.sentences[0].findings][0]
    'figure'
    """
    if not isinstance(text, str):
        raise MarchWestError(
            f"brief.check() takes the text of the brief, not {type(text).__name__}. "
            "Write it between triple quotes, or read the file: Path('brief.md').read_text()."
        )
    low, high = _bounds(words)
    cleaned = clean(str(text))
    parts, charts = blocks(cleaned.text)
    sentences: list[Sentence] = []
    marks: list[list[Mark]] = []
    prose: list[int] = []
    for block in parts:
        for piece in split(block.text):
            bare, found = read_marks(piece)
            if not _WORD.search(bare):
                # A mark that stands alone belongs to the sentence before it.
                if found and sentences:
                    marks[-1] += found
                continue
            sentences.append(Sentence(len(sentences) + 1, block.paragraph, bare))
            marks.append(found)
            prose.append(0 if block.kind == "row" else len(_WORD.findall(bare)))
    if not sentences or _is_placeholder(sentences):
        return _not_attempted()
    whole = _of_text(cleaned.has_html, cleaned.cut)
    return _judge(sentences, marks, prose, charts, (low, high), whole)


def _bounds(words: tuple[int, int]) -> tuple[int, int]:
    try:
        low, high = words
        fine = 0 < int(low) <= int(high)
    except (TypeError, ValueError, OverflowError):
        fine = False
    if not fine:
        raise MarchWestError("words takes the least and the most words, such as words=(480, 720).")
    return int(low), int(high)


def _is_placeholder(sentences: list[Sentence]) -> bool:
    return len(sentences) <= 3 and bool(_PLACEHOLDER.match(sentences[0].text))


def _not_attempted() -> Report:
    finding = say(
        "not-attempted",
        None,
        "There is no brief here yet.",
        "write the brief in place of the placeholder, and cite claims as [@event@source].",
    )
    return Report([], [finding], 0, [], {}, 0)


def _of_text(has_html: bool, cut: bool) -> list[Finding]:
    found = []
    if cut:
        found.append(say("cut", None, "Only the first part of the text was read.", "shorten it."))
    if has_html:
        step = "write plain Markdown."
        found.append(say("html", None, "Tags and comments of HTML were left out.", step))
    return found


class _Tally:
    """Counts while the sentences are looked at."""

    def __init__(self) -> None:
        self.marks = self.known = self.related = self.unrelated = 0
        self.figures = self.borne = self.uncited = self.careless = 0
        self.cited = self.sound = self.copied = self.stuffed = self.offers = 0
        self.credited: set[str] = set()


def _judge(
    sentences: list[Sentence],
    marks: list[list[Mark]],
    prose: list[int],
    charts: int,
    bounds: tuple[int, int],
    whole: list[Finding],
) -> Report:
    repeated = repeats([one.text for one in sentences])
    tally = _Tally()
    cited: dict[str, tuple[int, str]] = {}
    paragraphs: dict[int, list[str]] = {}
    held_nearby: dict[int, list[Holding]] = {}
    sources: Counter[str] = Counter()
    for one, found in zip(sentences, marks, strict=True):
        paragraphs.setdefault(one.paragraph, []).append(one.text)
        nearby = held_nearby.setdefault(one.paragraph, [])
        nearby += [holding(m.claim_id) for m in found if m.claim_id and len(nearby) < 40]
    texts = {number: " ".join(parts)[:5000] for number, parts in paragraphs.items()}
    for index, (one, found) in enumerate(zip(sentences, marks, strict=True)):
        claims = _marks(one, found, tally)
        for claim in claims:
            cited.setdefault(claim.claim_id, (one.number, texts[one.paragraph]))
            sources[claim.source_id] += 1
        before = (tally.borne, tally.figures)
        ties = _look(one, claims, held_nearby[one.paragraph], tally)
        if index in repeated:
            first = sentences[repeated[index]].number
            reason = f"The sentence says again what sentence {first} says."
            one.findings.append(
                say("repeated", one.number, reason, "leave it out, or say something new.")
            )
            tally.borne, tally.figures = before
        elif ties and not any(finding.serious for finding in one.findings):
            tally.sound += 1
    own = sum(count for index, count in enumerate(prose) if index not in repeated)
    vocabulary = len({word for one in sentences for word in _WORD.findall(one.text.casefold())})
    if own > 200 and vocabulary < 0.12 * own and own < 3000:
        whole.append(
            say("repeated", None, f"{own} words are made of only {vocabulary}.", "write sentences.")
        )
        own = min(own, 3 * vocabulary)
    total = sum(prose)
    if not bounds[0] <= total <= bounds[1] or own < bounds[0]:
        reason = f"The brief has {total} words, {own} of them in sentences that do not repeat; asked are {bounds[0]} to {bounds[1]}."
        whole.append(
            say("length", None, reason, "add what is missing, or cut what carries no claim.")
        )
    sided, touched, shown = one_sided(cited)
    numbers = {claim_id: number for claim_id, (number, _) in cited.items()}
    used = [holding(claim_id) for claim_id in cited]
    for finding in [*sided, *dependent_pairs(numbers, used)]:
        sentences[(finding.sentence or 1) - 1].findings.append(finding)
    witnesses = count_witnesses(used)
    counts = Counts(
        words=own,
        bounds=bounds,
        total_words=total,
        marks=tally.marks,
        known_marks=tally.known,
        claims=len(cited),
        figures=tally.figures,
        borne_out=tally.borne,
        uncited=tally.uncited,
        related=tally.related,
        unrelated=tally.unrelated,
        witnesses=witnesses,
        disputes=touched,
        shown=shown,
        careless=tally.careless,
        cited_sentences=tally.cited,
        sound_sentences=tally.sound,
        sentences=len(sentences),
        repeated=len(repeated),
        copied=tally.copied,
        stuffed=tally.stuffed,
    )
    findings = [*whole, *(finding for one in sentences for finding in one.findings)]
    return Report(sentences, findings, total, list(cited), dict(sources), witnesses, charts, counts)


def _marks(one: Sentence, found: list[Mark], tally: _Tally) -> list[Holding]:
    """Look at the marks of a sentence and return what the claims hold that exist."""
    badly = next((mark for mark in found if not mark.well_formed), None)
    if badly:
        reason = f"'{short(badly.written)}' is read as a citation."
        step = "write [@event@source], and part several by ';'."
        one.findings.append(say("mark-form", one.number, reason, step))
    unknown = list(dict.fromkeys(mark.written for mark in found if mark.claim_id is None))
    for written in unknown[:5]:
        tally.offers += 1
        offers = near(written) if tally.offers <= _MOST_OFFERS else ()
        hint = f" Did you mean {', '.join(offers)}?" if offers else ""
        reason = f"There is no claim '{short(written)}'.{hint}"
        step = "take the claim_id from mw.find(...) or mw.compare(...)."
        one.findings.append(say("unknown-claim", one.number, reason, step))
    one.claim_ids = list(dict.fromkeys(mark.claim_id for mark in found if mark.claim_id))
    tally.marks += len(found)
    tally.known += len(found) - len(unknown)
    if len(found) > _MOST_MARKS:
        tally.stuffed += 1
        reason = f"{len(found)} claims are cited for one sentence."
        step = f"say which bears out what: part the sentence, at most {_MOST_MARKS} each."
        one.findings.append(say("stuffed", one.number, reason, step))
    return [holding(claim_id) for claim_id in one.claim_ids[:40]]


def _look(one: Sentence, claims: list[Holding], nearby: list[Holding], tally: _Tally) -> bool:
    """Look at figures, ties and wording of a sentence; tell whether it is tied to a claim."""
    figures = real_figures(one.text, read_figures(one.text), claims)
    if copied := copied_words(one.text):
        tally.copied += 1
        reason = f"'{copied}' stands so in the tables of the course."
        one.findings.append(say("copied", one.number, reason, "say it in your own words."))
    if not claims:
        _uncited(one, figures, nearby, tally)
        return False
    one.figures, found = check_figures(one.number, one.text, figures, claims)
    one.findings += found
    counted = [checked for checked in one.figures if checked.status != "not needed"]
    tally.figures += len(counted)
    tally.borne += sum(checked.status != "not borne out" for checked in counted)
    ties = 0
    for claim in claims:
        shares = any(
            claim.claim_id in checked.claims and checked.figure.kind in ("number", "name")
            for checked in one.figures
        )
        if related(one.text, claim, shares):
            ties += 1
            tally.related += 1
        else:
            tally.unrelated += 1
            reason = (
                f"The sentence shares no number, name, place or topic word with {claim.claim_id}."
            )
            step = "cite it where it belongs, or say what it bears out."
            one.findings.append(say("unrelated", one.number, reason, step, claim.place))
    careful = wording(one.number, one.text, claims, tally.credited)
    one.findings += careful
    tally.cited += 1
    tally.careless += bool(careful)
    return ties > 0


def _uncited(one: Sentence, figures: list[Figure], nearby: list[Holding], tally: _Tally) -> None:
    """List what a sentence without a citation should cite: figures, and names of the data."""
    names = known_names(one.text, {claim.source_id for claim in nearby})
    numbers = [figure for figure in figures if figure.kind == "number" and not figure.soft]
    dates = [figure for figure in figures if figure.kind in ("year", "month", "day", "decade")]
    dates = [] if all(_in_name(one.text, figure) for figure in dates) else dates
    one.figures = [Checked(figure, "no citation") for figure in numbers + dates]
    tally.uncited += len(numbers)
    if numbers:
        figure = numbers[0]
        holder = next(
            (c for c in nearby if any(abs(h.value - figure.value) < 1e-9 for h in c.numbers)), None
        )
        hint = f" {holder.claim_id}, cited in this paragraph, holds it." if holder else ""
        told = ", ".join(short(number.text, 30) for number in numbers[:5])
        reason = f"No claim is cited for {told}.{hint}"
        step = f"add [@{holder.claim_id}]." if holder else "cite the claim that holds it."
        one.findings.append(say("figure-uncited", one.number, reason, step))
    elif dates:
        reason = f"No claim is cited for {', '.join(short(one.text, 30) for one in dates[:5])}."
        one.findings.append(
            say("year-uncited", one.number, reason, "cite a claim if it is a fact.")
        )
    elif names:
        reason = f"The sentence names {', '.join(names)} and cites nothing."
        step = "cite a claim if it states a fact; leave it if it is your judgement."
        one.findings.append(say("name-uncited", one.number, reason, step))


def _in_name(text: str, figure: Figure) -> bool:
    """Tell whether an uncited year belongs to the name of a known event: Peace Mission 2010."""
    word = re.search(r"([A-Z][^\W\d_]+)[\s-]$", text[max(0, figure.start - 30) : figure.start])
    if not word or word[1].casefold() in NOT_NAMES:
        return False
    return f"{word[1].casefold()} {figure.value:.0f}" in all_events()
