"""Each finding of the citation checker, by example."""

import pandas as pd
import pytest

import marchwest as mw
from marchwest import brief
from marchwest.brief.figures import read_figures
from marchwest.brief.sentences import split
from marchwest.cli import main
from marchwest.errors import MarchWestError, NotFoundError

TJK = "aid-tjk-1993-2008@icg-2013"
KAZ = "aid-kaz-1997-2003@peyrouse-2010"
COUNT = "exercise-count-china-sco@peyrouse-2010"


def kinds(text):
    return [finding.kind for finding in brief.check(text).findings if finding.sentence]


@pytest.mark.parametrize(
    ("text", "kind"),
    [
        (f"China gave Tajikistan 16 million dollars [@{TJK}].", "figure"),
        (f"China gave Tajikistan 15 thousand dollars [@{TJK}].", "scale"),
        (f"China gave Tajikistan aid in 2001 [@{TJK}].", "year"),
        (f"China gave Kazakhstan 30 million dollars [@{KAZ}].", "currency"),
        (f"China gave Kazakhstan 4.5 million dollars [@{KAZ}].", "other-claim"),
        (f"Trade grew by 30 per cent [@{'trade-chn-ca-growth-2000-2010@icg-2013'}].", "unit"),
        (f"China held fewer than 20 exercises with the SCO [@{COUNT}].", "direction"),
        (f"China held 20 exercises with the SCO [@{COUNT}].", "qualifier"),
        (f"China held 20 exercises with the SCO [@{COUNT}].", "one-sided"),
        ("China bought about 450 tons of gold [@gold-chn-purchase-2009@hsiao-2010].", "certainty"),
        ("China bought 454 tons of gold [@gold-chn-purchase-2009@hsiao-2010].", "rounded"),
        ("Aid was pledged in May 2009 to Tajikistan [@aid-tjk-2009@peyrouse-2010].", "year"),
        ("Aid came in May 2002 to Kyrgyzstan [@aid-kgz-2002@icg-2013].", "too-exact"),
        ("China gave Tajikistan aid [@aid-tjk-1993-208@icg-2013].", "unknown-claim"),
        (f"China gave Tajikistan aid [{TJK}].", "mark-form"),
        ("About 25 exercises were held.", "figure-uncited"),
        ("Much happened after 2001.", "year-uncited"),
        ("The SCO is weak.", "name-uncited"),
        (f"The weather was fine and everybody slept [@{TJK}].", "unrelated"),
        (f"China gave Tajikistan aid [@{TJK}].", "credit"),
        (f"Tajikistan got aid by two texts [@{TJK}; @aid-tjk-1993-2008@peyrouse-2010].", "dependent"),
        (f"By our calculation it is 0.94 million dollars a year [@{TJK}].", "own-calculation"),
        (f"By our calculation it is 7 million dollars a year [@{TJK}].", "calculation-parts"),
        (f"Aid rose to Tajikistan. Aid rose to Tajikistan again and again [@{TJK}]. Aid rose to "
         f"Tajikistan again and again [@{TJK}].", "repeated"),
        ("Between the two years only fifteen officers went from Kazakhstan to China.", "copied"),
        ("Four H-20 bombers flew [@peace-mission-2010-chn-h-6@weitz-2012].", "figure"),
    ],
)  # fmt: skip
def test_what_is_wrong_is_found(text, kind):
    assert kind in kinds(text)


@pytest.mark.parametrize(
    "text",
    [
        f"Crediting Peyrouse, the Crisis Group gives $15m for 1993-2008 to Tajikistan [@{TJK}].",
        f"From 1993 to 2008 Tajikistan got 15,000,000 US dollars, a report says [@{TJK}].",
        f"Between 1993 and 2008 it was 15 000 000 dollars, the press reported [@{TJK}].",
        f"Citing the press, Peyrouse (2010) has RMB 30 million for Kazakhstan [@{KAZ}].",
        "In Peace Mission 2010 four H-6 bombers flew [@peace-mission-2010-chn-h-6@weitz-2012].",
        "After September 11 four H-6 bombers flew [@peace-mission-2010-chn-h-6@weitz-2012].",
        "At Tsentr-2011 there were 12,000 troops [@tsentr-2011@swanstrom-2015].",
        "The strike went 1,200 miles [@first-plaaf-long-range-strike@weitz-2012].",
        "The strike went 1,931 km [@first-plaaf-long-range-strike@weitz-2012].",
        "Swanström has a share of 83 per cent for Xinjiang [@trade-xinjiang-share-ca@swanstrom-2015].",
        "Weitz counts two dozen exercises with Kazakhstan [@exercise-count-china-kazakhstan@weitz-2012].",
        "It is estimated that 7,000 to 10,000 Chinese work there [@workers-chinese-tjk@icg-2013].",
        "One eighth may be sold, the fund announced [@imf-gold-sale-limit@hsiao-2010.2].",
        "The first of the two sides saw no 21st century here, see Chart 2 and n. 145, para. 2.",
    ],
)
def test_what_is_right_has_no_serious_finding(text):
    serious = [f.message for f in brief.check(text).serious if f.kind != "length"]
    assert serious == []


def test_a_finding_leads_on():
    (finding,) = (f for f in brief.check(f"Tajikistan got 16 million dollars [@{TJK}].").findings if f.kind == "figure")  # fmt: skip
    assert finding.serious
    assert finding.sentence == 1
    for part in (
        "Figure not borne out.",
        "15 million",
        "Crisis Group (2013), IV.B, para. 3",
        "Next:",
    ):
        assert part in finding.message


def test_did_you_mean_offers_the_claim():
    (finding,) = (f for f in brief.check("Aid [@aid-tjk-1993-208@icg-2013].").findings if f.kind == "unknown-claim")  # fmt: skip
    assert TJK in finding.message


def test_both_sides_cited_or_named_are_not_one_sided():
    other = "exercise-count-china-sco@swanstrom-2015"
    text = f"Peyrouse has more than 20 exercises [@{COUNT}]. Swanström has more than 25 [@{other}]."
    sided = [f.message for f in brief.check(text).findings if f.kind == "one-sided"]
    assert not any("value: exercise-count-china-sco)" in message for message in sided)


def test_two_texts_that_quote_one_report_count_once():
    report = brief.check(f"Tajik aid [@{TJK}; @aid-tjk-1993-2008@peyrouse-2010].")
    assert report.witnesses == 1
    assert report.sources == {"icg-2013": 1, "peyrouse-2010": 1}


def test_the_report_has_what_the_notebook_uses():
    report = brief.check(f"China gave Tajikistan 16 million dollars [@{TJK}]. <b>Bold</b> & *so*.")
    assert report.claims == [TJK]
    table = report.table()
    assert isinstance(table, pd.DataFrame)
    assert table["sentence"].tolist() == [1, 2]
    assert str(report).startswith("To mend:")
    assert report._repr_html_().startswith("<p><strong>To mend:")
    assert 0.0 <= report.score < 0.2
    assert type(report.score) is float
    assert abs(sum(weight for weight, _ in brief.CRITERIA.values()) - 1) < 1e-9


def test_the_learners_text_is_shown_and_never_rendered():
    report = brief.check("&lt;script&gt;alert(1)&lt;/script&gt; had 5,000 troops [@<img>@x-2010].")
    assert "<script>alert" not in report._repr_html_()
    assert "<script>alert" not in report._repr_markdown_()


@pytest.mark.parametrize(
    "text", ["", "  \n", "# Title", "Your brief here", "...", "\ud800\x00", "[@a]"]
)
def test_a_placeholder_is_not_attempted(text):
    report = brief.check(text)
    assert [finding.kind for finding in report.findings] == ["not-attempted"]
    assert report.score == 0.0
    assert report.passed == []
    assert "Not attempted" in str(report)
    report._repr_html_(), report._repr_markdown_(), report.table()


@pytest.mark.parametrize("text", [None, 3, b"bytes", ["text"]])
def test_what_is_no_text_is_told_so(text):
    with pytest.raises(MarchWestError, match=r"takes the text of the brief"):
        brief.check(text)


@pytest.mark.parametrize("words", [(720, 480), (0, 3), "ab", 5])
def test_bounds_are_two_numbers(words):
    with pytest.raises(MarchWestError, match="words=\\(480, 720\\)"):
        brief.check("Text.", words=words)


def test_a_mark_is_written_for_a_claim_that_exists():
    assert brief.mark(TJK) == f"[@{TJK}]"
    with pytest.raises(NotFoundError, match="Nearest"):
        brief.mark("aid-tjk-1993-208@icg-2013")


@pytest.mark.parametrize(
    ("text", "count"),
    [
        ("The U.S. Army left. It came back.", 2),
        ("See n. 145, para. 2 of the report. Then go.", 2),
        ("It cost 4.5 million, e.g. in Asia. L.C. Russell Hsiao says so.", 2),
        (f"It grew. [@{TJK}] It fell [@{COUNT}.2]. End.", 3),
        ("Is it so? Yes! No…", 3),
    ],
)
def test_sentences_end_where_they_end(text, count):
    assert len(split(text)) == count


def test_markdown_is_read_as_a_reader_sees_it():
    text = (
        "# Heading with 99 men\n\nFirst sentence here.\n\n- one item here\n- another item here\n\n"
        "| a | b |\n|---|---|\n| cell | word |\n\n![chart](x.png)\n\n[Chart 2: exercises]\n\n```\ncode 77\n```\n"
    )
    report = brief.check(text)
    assert report.charts == 2
    assert [one.text for one in report.sentences] == [
        "First sentence here.", "one item here", "another item here", "a; b", "cell; word",
    ]  # fmt: skip
    assert report.words == 9


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("15 million dollars", 15e6), ("US$4.5m", 4.5e6), ("two dozen", 24), ("eighty-three", 83),
        ("a million", 1e6), ("two hundred and fifty men", 250), ("22 bcm", 22e9), ("two decades", 20),
        ("thirtyfold", 30), ("$1.3bn", 1.3e9), ("1/8", 0.125), ("2000 troops", 2000),
    ],
)  # fmt: skip
def test_a_figure_is_read(text, value):
    assert [figure.value for figure in read_figures(text)] == [value]


@pytest.mark.parametrize(
    "text", ["the 4th", "the two armies", "one of them", "three texts", "p. 33"]
)
def test_what_is_no_figure_is_left(text):
    assert read_figures(text) == []


def test_a_range_shares_its_unit():
    figures = read_figures("7 to 10 million dollars")
    assert [(f.value, f.unit.family) for f in figures] == [(7e6, "USD"), (10e6, "USD")]


def test_the_command_checks_a_file(tmp_path, capsys, repository):
    path = tmp_path / "brief.md"
    path.write_text("About 25 exercises were held.", encoding="utf-8")
    assert main(["brief", str(path)]) == 1
    assert "To mend" in capsys.readouterr().out
    assert main(["brief", str(repository / "tests/brief/model_brief.md")]) == 0
    assert main(["brief", str(tmp_path / "none.md")]) == 2
    assert main(["brief", str(tmp_path / "brief.ipynb")]) == 2
    assert "Give" in capsys.readouterr().err


def test_every_claim_is_known_to_the_checker():
    from marchwest.brief.holdings import holdings

    assert set(holdings()) == set(mw.claims()["claim_id"])
