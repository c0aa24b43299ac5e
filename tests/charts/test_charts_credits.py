"""Whom the texts credit: bars, sentence and table are the data, and nothing else."""

from __future__ import annotations

import csv
from collections import Counter

import pandas as pd
import pytest

import marchwest as mw
from marchwest.charts import credits
from marchwest.charts.lint import lint
from marchwest.data import claim_tables, datasets_dir

KINDS = ["another of the nine", "somebody else", "nobody"]


def counted(tables: list[str]) -> Counter[tuple[str, str]]:
    """Count row by row: only Peyrouse is credited by another of the nine, and always by name."""
    found: Counter[tuple[str, str]] = Counter()
    for table in tables:
        with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                credit = row["attributed_to"]
                kind = 0 if credit.startswith("Peyrouse 2010") else 1 if credit else 2
                found[row["source_id"], KINDS[kind]] += 1
    return found


@pytest.mark.parametrize("tables", [["military_aid"], ["finance"], claim_tables()])
def test_bars_table_and_sentence_are_what_a_plain_loop_counts(tables: list[str]) -> None:
    claims = mw.claims()
    figure = credits.credited(claims[claims["table"].isin(tables)], mw.load("sources"), "this")
    numbers = counted(tables)
    table = figure.table.set_index("Text")
    names = {"icg-2013": "Crisis Group 2013", "weitz-2012": "Weitz 2012"}
    for source, name in names.items():
        for kind in KINDS:
            assert table.loc[name, f"Credit {kind}"] == numbers[source, kind]
    assert table["Claims"].sum() == numbers.total()
    (bars,) = figure.chart.to_dict()["datasets"].values()
    assert {(bar["source"], bar["credits"]): bar["claims"] for bar in bars} == {
        (name, kind): int(row[f"Credit {kind}"]) for name, row in table.iterrows() for kind in KINDS
    }
    totals = {kind: sum(n for (_, k), n in numbers.items() if k == kind) for kind in KINDS}
    assert figure.sentence.startswith(
        f"Of {numbers.total():,} claims, {totals['nobody']:,} credit nobody, "
        f"{totals['somebody else']:,} credit somebody outside the nine texts, and "
        f"{totals['another of the nine']:,} credit another of the nine."
    )
    assert ("Crisis Group 2013 (" in figure.sentence) == bool(numbers["icg-2013", KINDS[0]])


def test_every_text_has_a_row_oldest_first_even_without_a_claim() -> None:
    figure = credits.credited(mw.find(table="finance"), mw.load("sources"), "finance")
    assert len(figure.table) == 9
    assert figure.table["Text"].iloc[-1] == "Pantucci 2019"
    assert (figure.table["Claims"] > 0).sum() == 1


def test_a_selection_without_claims_says_so() -> None:
    figure = credits.credited(mw.claims().iloc[:0], mw.load("sources"), "nothing")
    assert figure.sentence == "There is no claim here, so nobody is credited."
    assert figure.table["Claims"].sum() == 0
    assert lint(figure.chart) == []


def test_the_chart_keeps_the_rules_and_tells_its_sentence() -> None:
    figure = credits.credited(mw.find(table="military_aid"), mw.load("sources"), "military aid")
    assert lint(figure.chart) == []
    assert figure.title.startswith("Whom the texts credit for their claims on military aid")
    assert figure.description.startswith(figure.sentence)


def test_the_data_handed_in_are_not_changed() -> None:
    claims, texts = mw.claims(), mw.load("sources")
    before = claims.copy(), texts.copy()
    credits.credited(claims, texts)
    pd.testing.assert_frame_equal(claims, before[0])
    pd.testing.assert_frame_equal(texts, before[1])
