"""The data contract of the claim tables: what a schema alone cannot say."""

import re
import subprocess
import sys
from pathlib import Path

import frictionless
import pytest

from marchwest.claims import disagreements
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
    credits = frame["attributed_to"].dropna()
    yield (
        "a credit is a name or a reference, not a sentence",
        frame.loc[credits[credits.str.split().str.len() > 24].index],
    )
    yield (
        "an inferred claim says why",
        frame[(frame["certainty"] == "inferred") & frame["note"].isna()],
    )
    for column in [name for name in frame if f"{name}_qualifier" in frame]:
        number, qualifier = frame[column].notna(), frame[f"{column}_qualifier"].notna()
        yield f"{column} has a qualifier exactly where it has a number", frame[number != qualifier]
        if f"{column}_low" in frame:
            low, high = frame[f"{column}_low"], frame[f"{column}_high"]
            yield f"{column}: a range has two ends", frame[low.notna() != high.notna()]
            yield f"{column}: a range goes upward", frame[(low >= high).fillna(False)]
            yield f"{column}: a number or a range, never both", frame[number & low.notna()]
            number |= low.notna()
        beside = {"amount": "currency", "number": "unit"}.get(column)
        if beside in frame:
            yield f"{column} has its {beside}", frame[number & frame[beside].isna()]
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


def _listed(table, column):
    return set(load(table)[column].dropna().str.split(";").explode())


@pytest.mark.parametrize(
    "table", [name for name in claim_tables() if "countries" in load(name).columns]
)
def test_states_in_lists_are_known(table):
    assert _listed(table, "countries") <= set(load("countries")["iso3"])


def test_people_at_an_event_stand_in_the_table_of_people():
    assert _listed("diplomacy", "people") <= set(load("people")["event"])


@pytest.mark.parametrize(
    ("table", "start"), [("people", "person-"), ("glossary", "term-"), ("positions", "position-")]
)
def test_slugs_tell_what_they_name(table, start):
    assert load(table)["event"].str.startswith(start).all()


def test_a_membership_is_named_by_body_and_state():
    frame = load("memberships")
    assert (frame["event"] == frame["body"] + "-" + frame["country"].str.lower()).all()


def test_one_question_has_one_wording():
    assert (load("positions").groupby("event")["question"].nunique() == 1).all()


@pytest.mark.parametrize("column", ["script", "romanisation", "abbreviation"])
def test_what_the_glossary_prints_is_its_own_evidence(column):
    frame = load("glossary").dropna(subset=[column])
    strays = [
        row.claim_id
        for row in frame.itertuples()
        if getattr(row, column) not in [token.strip() for token in row.evidence.split(";")]
    ]
    assert strays == []


def test_every_institution_and_place_is_used():
    for table, column in [("bodies", "body"), ("places", "place_id")]:
        used = set()
        for name in claim_tables():
            frame = load(name)
            for other in (column, f"{column}_2"):
                if other in frame:
                    used |= set(frame[other].dropna())
        assert set(load(table)[column]) - used == set(), table


def test_every_difference_that_is_found_has_an_explanation_and_none_is_left_over():
    keys = ["event", "measure", "field"]
    found = disagreements()
    found = found[found["found"] == "compared"]
    assert found.loc[found["possible_explanation"].isna(), keys].to_numpy().tolist() == []
    wanted = set(map(tuple, found[keys].fillna("").to_numpy()))
    written = set(map(tuple, load("explanations")[keys].fillna("").to_numpy()))
    assert written - wanted == set()


def test_a_unit_without_a_number_stands_only_where_a_text_counts_in_words():
    """The exercise counts keep the unit of "a number of exercises"; elsewhere it would say nothing."""
    for table in claim_tables():
        frame = load(table)
        for number, beside in [("amount", "currency"), ("number", "unit")]:
            if table != "exercise_patterns" and {number, beside} <= set(frame):
                empty = frame[number].isna() & frame.get(f"{number}_low", frame[number]).isna()
                assert frame.loc[empty, beside].isna().all(), table


def test_tensions_name_claims_that_exist():
    known = {claim for table in claim_tables() for claim in load(table)["claim_id"]}
    assert _listed("tensions", "claim_ids") <= known


def test_the_guide_explains_a_row_of_each_table():
    guide = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    explained = dict(
        re.findall(r"^\| `(\w+)` \| `([a-z0-9-]+@[a-z0-9.-]+)` \| .{20,}\|$", guide, re.M)
    )
    assert set(explained) == set(claim_tables())
    assert {
        table: claim
        for table, claim in explained.items()
        if claim not in set(load(table)["claim_id"])
    } == {}
