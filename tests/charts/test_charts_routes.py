"""The map of pipelines and roads, against the CSV files read by the standard library."""

from __future__ import annotations

import csv
from functools import cache
from typing import Any

from marchwest.charts import lint, routes
from marchwest.charts.views import views
from marchwest.data import datasets_dir, load


def rows(table: str) -> list[dict[str, str]]:
    with (datasets_dir() / f"{table}.csv").open(encoding="utf-8", newline="") as file:
        return list(csv.DictReader(file))


@cache
def figure() -> Any:
    return routes.routes(load("infrastructure"), load("places"))


def drawn(mark: str, column: str) -> list[dict[str, Any]]:
    return [
        row
        for view in views(figure().chart)
        for unit in view.units
        if unit.mark == mark
        for row in unit.rows or []
        if column in row
    ]


def test_a_line_is_drawn_for_each_event_with_two_named_ends():
    places = {row["place_id"]: row for row in rows("places")}
    expected = {
        (
            claim["event"],
            float(places[claim["place_id"]]["longitude"]),
            float(places[claim["place_id_2"]]["longitude"]),
        )
        for claim in rows("infrastructure")
        if claim["place_id"] and claim["place_id_2"]
    }
    lines = drawn("rule", "longitude_2")
    assert {(row["event"], row["longitude"], row["longitude_2"]) for row in lines} == expected
    assert len(lines) == len(expected)
    assert f"{len(expected)} lines have two named ends" in figure().sentence


def test_every_place_that_a_claim_names_has_a_mark_inside_the_frame():
    named = {
        claim[column]
        for claim in rows("infrastructure")
        for column in ("place_id", "place_id_2")
        if claim[column]
    }
    points = drawn("point", "precision")
    assert len(points) == len(named)
    for row in points:
        x, y = routes.FRAME.pixel(row["longitude"], row["latitude"])
        assert (row["x"], row["y"]) == (round(x, 1), round(y, 1))
        assert 0 < x < routes.FRAME.width
        assert 0 < y < routes.FRAME.height
    assert f"{len(named)} places in all" in figure().sentence


def test_the_table_holds_the_claims_that_name_a_place():
    placed = [claim["claim_id"] for claim in rows("infrastructure") if claim["place_id"]]
    shown = figure()
    assert list(shown.table["Claim"]) == placed
    every = len(rows("infrastructure"))
    assert shown.sentence.startswith(f"{len(placed)} of {every} claims")


def test_a_claim_without_a_status_is_not_given_one():
    table = figure().table.set_index("Claim")
    for claim in rows("infrastructure"):
        if claim["place_id"]:
            told = table.loc[claim["claim_id"], "Status"]
            assert told == (claim["status"].replace("_", " ") or "status not said")


def test_no_rows_is_said():
    empty = routes.routes(load("infrastructure").head(0), load("places"))
    assert empty.sentence == "No claims."
    assert len(empty.table) == 0


def test_the_chart_keeps_the_rules_of_the_course():
    assert lint(figure().chart) == []
    assert figure().sentence in figure().description
