"""The four charts on exercises: every number in them is recomputed here from the tables."""

import re
from collections.abc import Callable
from functools import cache

import altair as alt
import pandas as pd
import pytest
import vl_convert

from marchwest.charts import Figure, exercises, lint, theme
from marchwest.charts.palette import COUNTRIES, ROLES, SOURCES
from marchwest.charts.render import bundle, hazards
from marchwest.charts.words import event_name
from marchwest.data import load
from marchwest.explorers import exercises as explorer

FIGURES: dict[str, Callable[[], Figure]] = {  # each made once
    "timeline": cache(lambda: exercises.timeline(load("exercises"))),
    "map": cache(lambda: exercises.map(load("exercises"), load("places"))),
    "participation": cache(lambda: exercises.participation(load("exercise_participants"))),
    "counts": cache(lambda: exercises.counts(load("exercise_patterns"))),
}
INPUTS = {
    "timeline": "exercises",
    "map": "exercises",
    "participation": "exercise_participants",
    "counts": "exercise_patterns",
}


def made(name: str, rows: pd.DataFrame) -> Figure:
    if name == "map":
        return exercises.map(rows, load("places"))
    return getattr(exercises, name)(rows)


def drawn(figure: Figure, mark: str) -> list[dict[str, object]]:
    """Return the rows that the layers with one kind of mark draw, decorations left out."""
    spec = figure.spec
    layers = [layer for view in spec.get("hconcat", [spec]) for layer in view["layer"]]
    rows: list[dict[str, object]] = []
    for layer in layers:
        if layer["mark"]["type"] == mark and layer["mark"].get("aria") is not False:
            rows += spec["datasets"][layer.get("data", spec.get("data"))["name"]]
    return rows


@cache
def drawing(name: str, version: str) -> str:
    return svg(FIGURES[name](), version)


def svg(figure: Figure, version: str) -> str:
    with alt.theme.enable(theme.NAME):
        spec = figure.chart.to_dict()
    spec["$schema"] = f"https://vega.github.io/schema/vega-lite/v{version[0]}.json"
    return vl_convert.vegalite_to_svg(spec, vl_version=version)


@pytest.mark.parametrize("name", FIGURES)
def test_it_keeps_the_rules(name: str) -> None:
    figure = FIGURES[name]()
    assert lint(figure.chart) == []
    assert hazards(figure.spec) == []
    assert figure.description.startswith(figure.sentence)


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
def test_it_fits_the_window_and_is_small(name: str) -> None:
    figure = FIGURES[name]()
    width, height = re.search(
        r'<svg[^>]* width="([\d.]+)" height="([\d.]+)"', drawing(name, "5.8")
    ).groups()
    assert float(width) <= theme.WIDTH
    assert float(height) < 800
    data, _ = bundle(figure.chart)
    assert sum(len(str(value)) for value in data.values()) < 300_000


WIDER = 1.14
"""How much wider than our fonts DejaVu Sans is, the only Latin font of a bare Debian."""
CELL = 604
"""A cell has some 610 pixels in a window 800 pixels wide."""


@pytest.mark.parametrize("name", [*FIGURES, "explorer"])
def test_it_fits_the_window_in_a_wider_font_too(name: str) -> None:
    figure = explorer.view() if name == "explorer" else FIGURES[name]()
    with alt.theme.enable(theme.NAME):
        spec = figure.chart.to_dict()
    config = spec["config"]
    for part in ("axis", "legend", "text", "title"):
        sizes = {key: size for key, size in config[part].items() if key.lower().endswith("size")}
        config[part] |= {key: s * WIDER for key, s in sizes.items() if "symbol" not in key}
    text = vl_convert.vegalite_to_svg(spec, vl_version="5.8")
    assert float(re.search(r'<svg[^>]* width="([\d.]+)"', text)[1]) <= CELL


@pytest.mark.parametrize("name", FIGURES)
def test_both_versions_of_vega_lite_draw_the_same(name: str) -> None:
    """JupyterLab draws with version 5, the picture with version 6."""

    def parts(text: str) -> tuple[list[str], list[str]]:
        places = re.findall(r"translate\(([^)]*)\)", text)
        return sorted(re.findall(r">([^<>]+)</text>", text)), sorted(places)

    assert parts(drawing(name, "5.8")) == parts(drawing(name, "6.4"))


@pytest.mark.slow
@pytest.mark.parametrize("name", FIGURES)
@pytest.mark.parametrize("rows", [0, 1])
def test_it_stands_an_empty_or_tiny_selection(name: str, rows: int) -> None:
    table = load(INPUTS[name])
    table = table[table["measure"] == "count"] if name == "counts" else table
    figure = made(name, table.head(rows))
    assert len(figure.table) == rows
    assert figure.sentence
    assert svg(figure, "5.8")


@pytest.mark.parametrize("name", FIGURES)
def test_it_does_not_change_its_input_and_is_deterministic(name: str) -> None:
    table = load(INPUTS[name])
    before = table.copy(deep=True)
    first, second = FIGURES[name](), made(name, table)
    pd.testing.assert_frame_equal(table, before)
    assert first.spec == second.spec
    assert first.sentence == second.sentence


@pytest.mark.parametrize("name", FIGURES)
def test_the_order_of_rows_does_not_matter(name: str) -> None:
    table = load(INPUTS[name])
    mixed = table.sample(frac=1, random_state=4)
    assert made(name, mixed).sentence == FIGURES[name]().sentence


def test_timeline_has_a_mark_for_each_dated_claim() -> None:
    table = load("exercises")
    dated = table[table["date_start"].notna()]
    figure = FIGURES["timeline"]()
    marks = drawn(figure, "point")
    assert len(marks) == len(dated)
    assert {row["exercise"] for row in marks} == {event_name(event) for event in dated["event"]}
    n, missing = dated["event"].nunique(), len(table) - len(dated)
    several = (dated.groupby("event")["source_id"].nunique() > 1).sum()
    every = table["event"].nunique()
    assert every > n
    assert f"The sources date {n} of the {every} exercises and operations" in figure.sentence
    assert f"; {several} of them" in figure.sentence
    assert f"{missing} claims give no date" in figure.sentence
    years = dated["date_start"].str.slice(0, 4).astype(int)
    assert f"({years.min()})" in figure.sentence
    assert f"({years.max()})" in figure.sentence
    assert len(figure.table) == len(table)


def test_timeline_bars_are_as_long_as_the_date_is_vague() -> None:
    table = load("exercises").head(3).copy()
    table["date_start"] = ["2006", "2006-02", "2007-08-09"]
    table["date_end"] = pd.array([None, None, "2007-08-17"], dtype="str")
    spans = {
        (row["start"][:10], row["end"][:10]) for row in drawn(exercises.timeline(table), "bar")
    }
    assert spans == {
        ("2006-01-01", "2006-12-31"),
        ("2006-02-01", "2006-02-28"),
        ("2007-08-09", "2007-08-17"),
    }


def test_timeline_says_what_is_not_reported_as_held() -> None:
    table = load("exercises")
    figure = FIGURES["timeline"]()
    odd = table[table["date_start"].notna() & (table["status"] != "held")]
    assert len(odd) > 0
    for event in odd["event"]:
        assert event_name(event) in figure.sentence.split("held:")[1]
    assert len(drawn(figure, "text")) == len(odd)


def test_participation_has_a_mark_for_each_role_and_the_letter_beside_it() -> None:
    table = load("exercise_participants")
    states = table[table["country"].notna()]
    wanted = {
        (event_name(row.exercise), COUNTRIES[row.country].label, ROLES[row.role].letter)
        for row in states.itertuples()
    }
    figure = FIGURES["participation"]()
    for mark in ("point", "text"):
        rows = drawn(figure, mark)
        assert {(row["exercise"], row["country"], row["letter"]) for row in rows} == wanted
        assert len(rows) == len(wanted)
    assert len(figure.table) == len(table)


def test_participation_shows_both_roles_where_sources_differ() -> None:
    table = load("exercise_participants")
    one = table[(table["exercise"] == "peace-mission-2010") & (table["country"] == "CHN")]
    assert set(one["role"]) == {"planned", "took_part"}
    rows = drawn(exercises.participation(one), "point")
    assert {row["letter"]: row["slot"] for row in rows} == {"T": -0.5, "P": 0.5}
    planned = next(row for row in rows if row["letter"] == "P")
    assert planned["sources"] == "Peyrouse 2010"


def test_participation_names_who_stayed_away_and_who_is_never_named() -> None:
    table = load("exercise_participants")
    away = table[table["role"].isin(["absent", "refused"])]
    sentence = FIGURES["participation"]().sentence
    for row in away.itertuples():
        assert COUNTRIES[row.country].label in sentence
        assert event_name(row.exercise) in sentence
    blank = set(COUNTRIES) - set(table["country"].dropna())
    assert blank == {"TKM"}
    assert "No source names Turkmenistan" in sentence


def test_counts_shows_every_count_and_who_depends_on_whom() -> None:
    table = load("exercise_patterns")
    count = table[table["measure"] == "count"]
    numbered = count[count["number"].notna()]
    figure = FIGURES["counts"]()
    assert len(figure.table) == len(count)
    assert sorted(row["number"] for row in drawn(figure, "point")) == sorted(numbered["number"])
    assert f"{len(numbered)} claims give a number" in figure.sentence
    assert "Crisis Group 2013 takes its number from Peyrouse 2010" in figure.sentence
    origins = {(row["source"], row["origin"]) for row in drawn(figure, "point")}
    assert ("Crisis Group 2013", "Peyrouse 2010") in origins
    assert ("Peyrouse 2010", "") in origins
    assert len(drawn(figure, "rule")) == count["period_start"].notna().sum()


def test_counts_draws_arrows_only_for_bounds() -> None:
    table = load("exercise_patterns")
    count = table[table["measure"] == "count"].copy()
    figure = exercises.counts(count)
    for row in drawn(figure, "point"):
        bound = row["qualifier"] in {"at_least", "at_most"}
        assert (row["tip"] is not None) == bound
        if row["qualifier"] == "at_least":
            assert row["tip"] > row["number"]
    count["number_qualifier"] = "at_most"
    assert all(row["tip"] < row["number"] for row in drawn(exercises.counts(count), "point"))


def test_map_marks_each_place_of_a_claim_and_always_xinjiang() -> None:
    table, places = load("exercises"), load("places")
    used = set(table["place_id"].dropna()) | set(table["place_id_2"].dropna())
    names = set(places.set_index("place_id").loc[sorted(used), "name"])
    figure = FIGURES["map"]()
    assert {row["place"] for row in drawn(figure, "point")} == names | {"Xinjiang"}
    placed = table.loc[table["place_id"].notna(), "event"].nunique()
    assert f"The sources place {placed} of {table['event'].nunique()} exercises" in figure.sentence
    assert f"at {len(used)} places" in figure.sentence
    wide = places[places["place_id"].isin(used) & places["precision"].isin(["region", "country"])]
    assert f"{len(wide)} of these places are known only as a region or a state" in figure.sentence
    nowhere = exercises.map(table[table["place_id"].isna()], places)
    assert [row["place"] for row in drawn(nowhere, "point")] == ["Xinjiang"]
    assert "Xinjiang" in {row["text"] for row in drawn(nowhere, "text")}


def test_map_names_the_places_of_most_exercises_ties_included() -> None:
    table, places = load("exercises"), load("places")
    at = pd.concat(
        [
            table[["event", "place_id"]].dropna().drop_duplicates(),
            table[["event", "place_id_2"]].dropna().set_axis(["event", "place_id"], axis=1),
        ]
    )
    often = at.drop_duplicates()["place_id"].value_counts()
    assert often.index[0] == "tajik-afghan-border"
    assert (often.iloc[0], often.iloc[1]) == (2, 1)
    one = "The place named for most exercises, two, is the Tajik–Afghan border."
    assert one in FIGURES["map"]().sentence
    again = table[table["place_id"] == "almaty"].head(1).assign(event="another-2008")
    again["place_id_2"] = pd.NA
    tied = exercises.map(pd.concat([table, again]), places).sentence
    words = "Two places are named for most exercises, two each: Almaty and the Tajik–Afghan border."
    assert words in tied


def test_map_explains_hollow_marks_and_names_no_state_twice() -> None:
    figure = FIGURES["map"]()
    assert "hollow: none does" in " ".join(figure.spec["title"]["subtitle"])
    marked = {row["place"].upper() for row in drawn(figure, "point")}
    names = {
        row["text"]
        for rows in figure.spec["datasets"].values()
        if isinstance(rows, list)
        for row in rows
        if str(row.get("text", "")).isupper()
    }
    assert {"CHINA", "RUSSIA"} <= names
    assert not names & marked


def test_counts_tells_rows_of_one_source_apart() -> None:
    axis = {row["row"] for row in drawn(FIGURES["counts"](), "text")}
    assert "Pantucci 2019, since 2005:\nexercises, China, bilateral" in axis
    assert "Pantucci 2019, no years:\nexercises, China, bilateral" in axis
    assert "Peyrouse 2010:\nexercises, partners not said" in axis


def test_map_sizes_are_the_troops_that_a_source_gives() -> None:
    table, places = load("exercises"), load("places").set_index("place_id")
    given = table[table["troops"].notna() & table["place_id"].notna()]
    most = given.groupby("place_id")["troops"].max()
    wanted = {places.loc[place, "name"]: float(troops) for place, troops in most.items()}
    rows = drawn(FIGURES["map"](), "point")
    assert {row["place"]: row["troops"] for row in rows if row["troops"] is not None} == wanted


def test_map_tells_whose_borders_these_are() -> None:
    subtitle = " ".join(FIGURES["map"]().spec["title"]["subtitle"])
    assert "Borders as Natural Earth draws them" in subtitle


def test_labels_of_the_map_do_not_cover_each_other() -> None:
    from itertools import combinations

    from marchwest.charts.projection import Label

    labels = [
        Label(row["text"], row["align"], row["x"], row["y"], (0, 0), (0, 0))
        for row in drawn(FIGURES["map"](), "text")
    ]
    assert len(labels) > 10
    for one, other in combinations(labels, 2):
        assert one.box.overlap(other.box) == 0, (one.text, other.text)


@pytest.mark.parametrize("name", ["timeline", "map", "participation", "counts"])
def test_a_source_that_the_course_does_not_know_is_shown_under_its_id(name: str) -> None:
    table = load(INPUTS[name])
    table = table[table["measure"] == "count"] if name == "counts" else table
    row = table.head(1).copy()
    row["source_id"] = "nobody-2030"
    assert "nobody-2030" in str(made(name, row))
    assert "nobody-2030" not in SOURCES
