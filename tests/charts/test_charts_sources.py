"""The course's first chart: its bars, sentence and table are the data, and nothing else."""

import marchwest as mw
from marchwest import charts
from marchwest.charts import sources


def test_bars_sentence_and_table_follow_the_claims():
    claims, texts = mw.claims(), mw.load("sources")
    claims = claims[claims["table"].str.startswith("exercise")]
    figure = sources.claims_per_source(claims, texts, "joint exercises")
    assert figure.title.startswith("How many claims each text makes on joint exercises")
    expected = claims["source_id"].value_counts()
    table = figure.table.set_index("Source")
    assert table.loc["Crisis Group 2013", "Claims"] == expected["icg-2013"]
    assert table["Claims"].sum() == len(claims)
    assert len(table) == len(texts)
    assert f"make {len(claims)} claims" in figure.sentence
    assert "Lam 2010" in figure.sentence.split("No claim here")[1]
    assert charts.lint(figure.chart) == []


def test_a_selection_without_claims_says_so():
    figure = sources.claims_per_source(mw.claims().iloc[:0], mw.load("sources"))
    assert figure.sentence == "None of the 9 texts makes a claim here."
