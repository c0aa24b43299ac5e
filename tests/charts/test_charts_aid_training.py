"""The two charts on aid and training, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
import re
from typing import Any

import altair as alt
import pytest
import vl_convert

from marchwest.charts import aid_training, lint, theme
from marchwest.charts.palette import SOURCES
from marchwest.charts.render import bundle, hazards
from marchwest.data import datasets_dir, load


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


def china() -> Any:
    aid = load("military_aid")
    return aid[aid["donor"] == "CHN"]


SUMS = [row for row in rows("military_aid") if row["donor"] == "CHN" and row["amount"]]
COUNTS = [r for r in rows("training") if r["number"] and r["unit"] == "persons"]
FIGURES = {
    "stages": aid_training.stages(china()),
    "windows": aid_training.windows(load("training")),
}
EMPTY = {
    "stages": aid_training.stages(china().head(0)),
    "windows": aid_training.windows(load("training").head(0)),
}


def drawn(name: str, mark: str) -> list[dict[str, Any]]:
    """Return the rows that the layers with one kind of mark draw, decorations left out."""
    spec = FIGURES[name].spec
    found: list[dict[str, Any]] = []
    for layer in spec["layer"]:
        if layer["mark"]["type"] == mark and layer["mark"].get("aria") is not False:
            found += spec["datasets"][layer.get("data", spec.get("data"))["name"]]
    return found


@pytest.mark.parametrize("name", FIGURES)
def test_it_keeps_the_rules(name: str) -> None:
    for figure in (FIGURES[name], EMPTY[name]):
        assert lint(figure.chart) == []
        assert hazards(figure.spec) == []
        assert figure.description.startswith(figure.sentence)


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("version", ["5.8", "6.1"])
def test_it_fits_the_window_and_is_small(name: str, version: str) -> None:
    with alt.theme.enable(theme.NAME):
        spec = FIGURES[name].chart.to_dict()
    spec["$schema"] = f"https://vega.github.io/schema/vega-lite/v{version[0]}.json"
    svg = vl_convert.vegalite_to_svg(spec, vl_version=version)
    found = re.search(r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', svg)
    assert found is not None
    # Labels in a wide font take up to 14 per cent more.
    assert float(found[1]) * 1.14 <= theme.WIDTH
    assert float(found[2]) < 800
    assert "…" not in svg  # no label is cut
    data, _ = bundle(FIGURES[name].chart)
    assert sum(len(str(value)) for value in data.values()) < 300_000


def test_each_claim_with_a_sum_has_one_mark_at_its_stage() -> None:
    marks = drawn("stages", "point")
    assert len(marks) == len(SUMS)
    labels = {source: style.label for source, style in SOURCES.items()}
    told = sorted((m["event"], m["stage"], m["source"]) for m in marks)
    assert told == sorted((r["event"], r["status"], labels[r["source_id"]]) for r in SUMS)
    # No two marks lie on one another.
    spec = FIGURES["stages"].spec
    places = [
        (mark["row"], mark["stage"], layer["mark"]["xOffset"])
        for layer in spec["layer"]
        if layer["mark"]["type"] == "point"
        for mark in spec["datasets"][layer["data"]["name"]]
    ]
    assert len(set(places)) == len(places)


def test_the_stages_stand_from_the_first_to_the_last() -> None:
    (domain,) = {
        tuple(layer["encoding"]["x"]["scale"]["domain"])
        for layer in FIGURES["stages"].spec["layer"]
    }
    held = {row["status"] for row in SUMS}
    assert set(domain) == held
    assert [stage for stage in aid_training.STAGES if stage in held] == list(domain)


def test_the_sentence_on_stages_counts_the_rows_of_the_table() -> None:
    figure = FIGURES["stages"]
    events = {row["event"] for row in SUMS}
    assert figure.sentence.startswith(f"{len(SUMS)} claims print a sum, for {len(events)} pieces")
    for stage in {row["status"] for row in SUMS}:
        number = sum(row["status"] == stage for row in SUMS)
        assert f"{number} {stage}" in figure.sentence
        assert (figure.table["Stage"] == stage).sum() == number
    passed_on = sum("Peyrouse 2010" in row["attributed_to"] for row in SUMS)
    assert f"{passed_on} of the claims only pass on" in figure.sentence
    differ = {e for e in events if len({r["status"] for r in SUMS if r["event"] == e}) > 1}
    assert differ == {"aid-tkm-loan-2007"}
    assert "differ on the stage of Turkmenistan 2007 (offered or delivered)" in figure.sentence


def test_a_sum_keeps_the_currency_and_the_exactness_of_its_source() -> None:
    sums = FIGURES["stages"].table["Sum"]
    assert (sums == "30 million RMB").sum() == 1
    assert (sums == "about 4.5 million USD").sum() == 1
    assert (sums == "about 0.75 million USD a year").sum() == 1
    assert sums.str.contains("RMB").sum() == sum(row["currency"] == "CNY" for row in SUMS)


def test_a_head_count_is_drawn_over_its_years_or_said_to_have_none() -> None:
    bars = drawn("windows", "bar")
    dated = [row for row in COUNTS if row["date_start"]]
    assert sorted((b["event"], int(b["start"]), int(b["end"])) for b in bars) == sorted(
        (r["event"], int(r["date_start"][:4]), int((r["date_end"] or r["date_start"])[:4]) + 1)
        for r in dated
    )
    assert len(drawn("windows", "point")) == len(COUNTS)
    words = drawn("windows", "text")
    assert len(words) == len(COUNTS) - len(dated) > 0
    assert {word["years"] for word in words} == {"no years given"}
    assert f"{len(words)} counts have no years" in FIGURES["windows"].sentence


def test_years_that_two_counts_share_have_a_ground_and_a_sentence() -> None:
    spec = FIGURES["windows"].spec
    (ground,) = [layer for layer in spec["layer"] if layer["mark"]["type"] == "rect"]
    grey = spec["datasets"][ground["data"]["name"]]
    ours = [r for r in COUNTS if r["event"] == "training-kaz-officers-in-china" and r["date_end"]]
    start = max(int(row["date_start"]) for row in ours)
    end = min(int(row["date_end"]) for row in ours)
    assert len(grey) == len(ours) == 2
    assert {(cell["start"], cell["end"]) for cell in grey} == {(start, end + 1)}
    assert f"share the years {start}–{end}" in FIGURES["windows"].sentence


def test_the_smallest_and_the_largest_head_count_are_named() -> None:
    numbers = sorted(int(row["number"]) for row in COUNTS)
    said = re.search(r"people, from (\d+) \(.*?\) to (\d+) \(", FIGURES["windows"].sentence)
    assert said is not None
    assert [int(said[1]), int(said[2])] == [numbers[0], numbers[-1]]
    planned = sum(row["status"] != "held" for row in COUNTS)
    assert f"{planned} is a plan" in FIGURES["windows"].sentence


def test_with_no_rows_the_sentence_says_so() -> None:
    assert EMPTY["stages"].sentence == "No claim here prints a sum of aid."
    assert EMPTY["windows"].sentence == "No claim here counts people."
    assert EMPTY["stages"].table.empty
    assert EMPTY["windows"].table.empty


def test_aid_is_named_by_receiver_and_years() -> None:
    told = {
        "recipient": "KAZ",
        "group": None,
        "donor": "CHN",
        "date_start": "1997",
        "date_end": "2003",
    }
    assert aid_training.aid_name([told]) == "Kazakhstan 1997–2003"
    undated = {**told, "date_start": None, "date_end": None}
    assert aid_training.aid_name([undated]) == "Kazakhstan no date"
    # The date that one of several claims gives names the event.
    assert aid_training.aid_name([undated, told]) == "Kazakhstan 1997–2003"
    assert aid_training.aid_name([{**told, "donor": "USA"}]).endswith(" (U.S.)")
    assert aid_training.aid_name([{**told, "recipient": "AFG", "date_end": None}]) == (
        "Afghanistan 1997"
    )
