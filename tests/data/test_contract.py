"""The data contract of the claim tables: what a schema alone cannot say."""

import subprocess
import sys
from pathlib import Path

import frictionless
import pytest

from marchwest.data import PartialDate, claim_tables, columns, datasets_dir, load, table_names

ROOT = Path(__file__).resolve().parents[2]

# Known defects: "table: rule" -> reason. Strict: an entry that no longer fails must be removed.
ALLOWED: dict[str, str] = {}


def test_frictionless_finds_the_package_valid():
    report = frictionless.validate(str(datasets_dir() / "datapackage.json"))
    assert report.valid, report.to_summary()


def test_the_package_is_up_to_date():
    made = subprocess.run(
        [sys.executable, "scripts/build_datapackage.py", "--check"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert made.returncode == 0, made.stderr


@pytest.mark.parametrize("table", table_names())
def test_every_column_is_described(table):
    short = [column.name for column in columns(table) if len(column.description) < 15]
    assert short == []


def _rules(table):
    """Yield (rule, rows that break it) for one claim table."""
    frame = load(table)
    stem = frame["event"] + "@" + frame["source_id"]
    numbered = stem + "." + (frame.groupby(["event", "source_id"]).cumcount() + 1).astype(str)
    wanted = numbered.str.replace(r"\.1$", "", regex=True)
    yield "claim_id is event@source_id with .2, .3", frame[frame["claim_id"] != wanted]
    tokens = frame["evidence"].str.split(";").explode()
    yield (
        "evidence is tokens, not sentences",
        frame.loc[tokens[tokens.str.split().str.len() > 7].index],
    )
    yield (
        "an inferred claim says why",
        frame[(frame["certainty"] == "inferred") & frame["note"].isna()],
    )
    for column in [name for name in frame if f"{name}_qualifier" in frame]:
        number, qualifier = frame[column].notna(), frame[f"{column}_qualifier"].notna()
        yield f"{column} has a qualifier exactly where it has a number", frame[number != qualifier]
    for column in [name for name in frame if name.startswith(("date_", "period_"))]:
        dates = frame[column].dropna()
        for text in dates:
            PartialDate.parse(text)
    if {"date_start", "date_end"} <= set(frame):
        spans = frame.dropna(subset=["date_start", "date_end"])
        yield "a span ends after it starts", spans[spans["date_end"] < spans["date_start"]]


@pytest.mark.parametrize("table", claim_tables())
def test_every_claim_keeps_the_contract(table):
    broken = {
        f"{table}: {rule}": rows["claim_id"].tolist() for rule, rows in _rules(table) if len(rows)
    }
    assert set(broken) == {key for key in ALLOWED if key.startswith(f"{table}:")}, broken


def test_claim_ids_are_unique_across_all_tables():
    ids = [claim for table in claim_tables() for claim in load(table)["claim_id"]]
    assert len(ids) == len(set(ids))


def test_an_event_lives_in_one_table():
    homes = {}
    for table in claim_tables():
        for event in set(load(table)["event"]):
            homes.setdefault(event, []).append(table)
    assert {event: tables for event, tables in homes.items() if len(tables) > 1} == {}


@pytest.mark.parametrize("table", ["exercise_participants", "exercise_equipment"])
def test_every_detail_belongs_to_an_exercise_of_the_same_source(table):
    known = set(map(tuple, load("exercises")[["event", "source_id"]].to_numpy()))
    detail = load(table)
    pairs = set(map(tuple, detail[["exercise", "source_id"]].to_numpy()))
    assert pairs - known == set()


def test_a_participant_is_a_state_or_a_body_never_both():
    frame = load("exercise_participants")
    assert (frame["country"].notna() ^ frame["body"].notna()).all()


def test_states_in_lists_are_known():
    known = set(load("countries")["iso3"])
    listed = load("exercise_patterns")["countries"].dropna().str.split(";").explode()
    assert set(listed) <= known
