"""The charts of unit 3, against the CSV file read by the standard library."""

from __future__ import annotations

import csv
from collections import Counter

import pytest

from marchwest.charts import institutions, lint
from marchwest.data import datasets_dir, load

VERDICTS = ["effective", "limited", "symbolic", "inactive", "ineffective"]


def rows():
    with (datasets_dir() / "institutions.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@pytest.fixture(scope="module")
def table():
    return load("institutions")


@pytest.fixture(scope="module", params=[institutions.foundings, institutions.verdicts])
def figure(request, table):
    return request.param(table)


def test_it_keeps_the_rules_for_charts(figure):
    assert lint(figure.chart) == []
    assert figure.description.startswith(figure.sentence)


def test_each_dated_founding_has_its_row(table):
    figure = institutions.foundings(table)
    dated = [row for row in rows() if row["measure"] == "founded" and row["date_start"]]
    pairs = {(row["body"], row["source_id"]) for row in dated}
    assert len(figure.table) == len(pairs)
    (data,) = {
        frozenset((row["body"], row["middle"][:4]) for row in rows)
        for rows in figure.spec["datasets"].values()
    }
    assert len(data) == len({(row["body"], row["date_start"][:4]) for row in dated})
    assert figure.sentence.startswith(
        f"The texts date the founding of {len({row['body'] for row in dated})} bodies"
    )


def test_the_two_dates_of_the_csto_stand_side_by_side(table):
    figure = institutions.foundings(table)
    csto = figure.table[figure.table["Body"] == "CSTO"].set_index("Source")["Founded"]
    assert csto.to_dict() == {"Crisis Group 2013": "1992", "Swanström 2015": "2002"}
    assert figure.sentence.endswith(
        "They differ in the year of CSTO (1992 by Crisis Group 2013, 2002 by Swanström 2015)."
    )


def test_a_date_is_as_exact_as_its_text(table):
    told = institutions.foundings(table).table.set_index(["Body", "Source"])["Founded"]
    assert told["SCO", "Crisis Group 2013"] == "2001; 15 June 2001"
    assert told["SCO", "Swanström 2015"] == "2001"
    assert told["Shanghai Five", "Crisis Group 2013"] == "April 1996"


def test_texts_that_agree_are_not_called_different(table):
    agreeing = table[table["body"].isin(["sco", "shanghai-five", "cis"])]
    assert institutions.foundings(agreeing).sentence.endswith("No two texts differ in the year.")


def test_no_verdict_is_lost(table):
    figure = institutions.verdicts(table)
    judged = [row for row in rows() if row["coded"] in VERDICTS]
    assert figure.table["Claims"].sum() == len(judged)
    assert figure.sentence.startswith(f"{len(judged)} claims judge ")
    by_code = figure.table.groupby("Verdict (our code)")["Claims"].sum().to_dict()
    assert by_code == Counter(row["coded"] for row in judged)
    for body in ("sco", "rats"):
        counts = Counter(row["coded"] for row in judged if row["body"] == body)
        words = [f"{counts[word]} {word}" for word in VERDICTS if counts[word]]
        assert f"{body.upper()}: {', '.join(words[:-1])} and {words[-1]} (" in figure.sentence


def test_the_table_tells_whom_a_verdict_credits(table):
    told = institutions.verdicts(table).table
    inactive = told[(told["Body"] == "SCO") & (told["Verdict (our code)"] == "inactive")]
    assert "Cooley 2011" in inactive["Credited to"].iloc[0]


def test_each_inactive_speaks_of_kyrgyzstan_in_2010_as_the_subtitle_says():
    inactive = [row for row in rows() if row["coded"] == "inactive"]
    assert inactive
    assert {(row["countries"], row["date_start"][:4]) for row in inactive} == {("KGZ", "2010")}


def test_without_claims_the_sentence_says_so(table):
    assert institutions.foundings(table.iloc[:0]).sentence == "No claim here founds a body."
    assert institutions.verdicts(table.iloc[:0]).sentence.startswith("No claim here judges")
