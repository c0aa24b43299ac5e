"""Whole briefs: the model answer, briefs that try to fool the checker, and properties."""

import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

import marchwest as mw
from marchwest import brief
from marchwest.brief import KINDS
from marchwest.claims.frame import records
from marchwest.data import claim_tables

VALUES = ("number", "amount", "troops", "quantity", "deaths", "people")
UNITS = {
    "percent": " per cent", "fold": "-fold", "bcm": " bcm", "bcm_per_year": " bcm", "count": "",
    "cubic_metres_per_day": " cubic metres", "square_kilometres": " square kilometres",
    "fraction": "", "USD": " dollars", "CNY": " yuan",
}  # fmt: skip
QUALIFIERS = {"at_least": "at least ", "at_most": "at most ", "approx": "about "}
FIGURES = {"figure", "currency", "unit", "scale", "other-claim", "direction", "rounded"}
IDS = mw.claims()["claim_id"].tolist()


def told():
    for table in claim_tables():
        for row in records(table):
            for column in VALUES:
                if column in row and not isinstance(row[column], str):
                    word = {"number": row.get("unit"), "amount": row.get("currency")}.get(column)
                    word = word or ("count" if column == "quantity" else "persons")
                    unit = UNITS.get(word, f" {word}")
                    before = QUALIFIERS.get(row.get(f"{column}_qualifier"), "")
                    yield row["claim_id"], before, float(row[column]), unit


def sentence(claim_id, before, value, unit):
    number = f"{value:,.0f}" if value == int(value) else f"{value:,}"
    return f"The text, by the press reported, has {before}{number}{unit} {brief.mark(claim_id)}."


def test_a_brief_made_of_claims_has_no_serious_figure():
    cases = list(told())
    assert len(cases) > 150
    report = brief.check("\n\n".join(sentence(*case) for case in cases))
    assert [f.message for f in report.findings if f.kind in FIGURES | {"calculation-parts"}] == []


@pytest.mark.parametrize("by", [1, -1])
def test_a_figure_changed_by_one_is_found(by):
    cases = [(claim, before, value + by, unit) for claim, before, value, unit in told()]
    report = brief.check("\n\n".join(sentence(*case) for case in cases))
    assert len(report.sentences) == len(cases)
    missed = [
        one.text for one in report.sentences if not any(f.kind in FIGURES for f in one.findings)
    ]
    assert missed == []


def test_the_model_brief_meets_every_criterion(repository):
    text = (repository / "tests/brief/model_brief.md").read_text(encoding="utf-8")
    report = brief.check(text)
    assert [str(finding) for finding in report.serious] == []
    assert report.passed == list(brief.CRITERIA)
    assert report.score == 1.0
    assert 560 <= report.words <= 660
    assert report.charts == 2


GOOD = (
    "Crediting Peyrouse, the Crisis Group gives 15 million dollars of aid to Tajikistan from 1993 "
    "to 2008 [@aid-tjk-1993-2008@icg-2013]. "
)
FILLER = " ".join(f"Word{chr(97 + i % 26)}{chr(97 + i // 26)}" for i in range(600))


@pytest.mark.parametrize(
    ("text", "most"),
    [
        (GOOD * 30, 0.15),
        (GOOD, 0.1),
        ("Nothing is sure about " + " ".join(f"[@{claim}]" for claim in IDS[:300]) + ".", 0.1),
        (f"{FILLER} " + " ".join(f"[@{claim}]" for claim in IDS[:300]) + ".", 0.15),
        (" ".join(f"Bananas are yellow {i} times {brief.mark(c)}." for i, c in enumerate(IDS[:99])), 0.2),
        (FILLER + ".", 0.1),
        ("word " * 600, 0.05),
        ("\n\n".join(f"The aid was {i} million dollars [@aid-tjk-1993-2008@icg-2013]." for i in range(90)), 0.2),
        (" ".join(f"Aid number {i} is by our calculation {i}7 million [@aid-tjk-1993-2008@icg-2013]." for i in range(60)), 0.2),
        ("# " + GOOD * 30, 0.15),
        (" ".join(f"By our calculation {i} million and {i + 1} million make {2 * i + 1} million [@aid-tjk-1993-2008@icg-2013]." for i in range(31, 80)), 0.2),
    ],
    ids=["repeated", "one sentence", "stuffed", "stuffed filler", "unrelated", "filler", "one word", "wrong figures", "calculations", "in a heading", "sums of nothing"],
)  # fmt: skip
def test_an_attack_earns_little(text, most):
    assert brief.check(text).score <= most


def test_a_brief_without_figures_loses_their_share(repository):
    text = (repository / "tests/brief/model_brief.md").read_text(encoding="utf-8")
    without = "".join(letter for letter in text.split("## Money")[0])
    vague = "\n\n".join(
        f"Of {row.event.replace('-', ' ')} the text tells, as reported {brief.mark(row.claim_id)}."
        for row in mw.find(table="positions").head(60).itertuples()
    )
    report = brief.check(without + vague)
    assert "figures borne out" not in report.passed
    assert report.score <= 0.75


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "China held more than 20 exercises [@exercise-count-china-sco@peyrouse-2010]. " * 3000,
        "word " * 100_000, "[@" * 50_000, "1 " * 50_000, "[" * 100_000, "<a" * 100_000,
        "|-" * 50_000 + "x", "__" * 50_000 + "a", "9" * 200_000, "a@b-2010 " * 20_000,
        " ".join(f"[@x{i}@icg-2013]" for i in range(20_000)), "<!--" * 50_000, "**" * 50_000 + "a",
    ],
    ids=range(13),
)  # fmt: skip
def test_a_huge_text_is_answered_in_seconds(text):
    start = time.perf_counter()
    report = brief.check(text)
    str(report), report._repr_html_(), report._repr_markdown_()
    assert time.perf_counter() - start < 15
    assert report.score < 0.1


PIECES = st.sampled_from(
    [*[brief.mark(claim) for claim in IDS[::40]], "[@", "]", ";", "@", "15 million dollars", "2008",
     "RMB", "-", "/", "9/11", "1993-", "May ", "the U.S. ", ". ", "\n\n", "# ", "| ", "<b>", "&lt;",
     "more than ", "twenty-", "hundred ", "\ud800", "\x00", "½", "٣", "n. ", "our calculation "]
)  # fmt: skip


@pytest.mark.slow
@settings(max_examples=300, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.one_of(st.text(alphabet=st.characters(codec=None)), st.lists(PIECES).map("".join)))
def test_no_text_raises_and_findings_point_at_sentences(text):
    report = brief.check(text)
    numbers = {one.number for one in report.sentences}
    assert all(f.sentence is None or f.sentence in numbers for f in report.findings)
    assert all(f.kind in KINDS and "Next:" in f.message for f in report.findings)
    assert all(f.serious == KINDS[f.kind][0] for f in report.findings)
    assert 0.0 <= report.score <= 1.0
    assert len(report.table()) == len(report.sentences)
    str(report), report._repr_html_(), report._repr_markdown_()
