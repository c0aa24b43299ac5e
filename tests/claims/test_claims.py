"""Finding, comparing and citing: checked against passages that a person read in the texts."""

import subprocess
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

import marchwest as mw
from marchwest.claims import relies_on, short_name
from marchwest.data import claim_tables, load
from marchwest.errors import NotFoundError


def test_claims_is_one_row_a_claim_over_all_tables():
    every = mw.claims()
    assert len(claim_tables()) == 24
    assert len(every) == sum(len(load(table)) for table in claim_tables())
    assert every["claim_id"].is_unique


def test_a_claim_says_its_values_in_one_line():
    says = mw.claims().set_index("claim_id")["says"]
    assert says["peace-mission-2012@icg-2013.3"].endswith("troops: about 2,000")


def test_find_narrows_by_everything_that_is_given():
    found = mw.find("matybulak", source="weitz-2012", table="exercises")
    assert found["claim_id"].tolist() == ["peace-mission-2010@weitz-2012"]


def test_find_returns_nothing_for_words_that_occur_nowhere():
    assert mw.find("zeppelin").empty


@given(st.text(max_size=20))
def test_any_search_text_is_safe(text):
    assert set(mw.find(text).columns) == set(mw.claims().columns)


@pytest.mark.parametrize(
    ("arguments", "nearest"),
    [
        ({"event": "peace-misson-2012"}, "peace-mission-2012"),
        ({"source": "peyrouse"}, "peyrouse-2010"),
        ({"table": "exercise"}, "exercises"),
    ],
)
def test_an_unknown_name_offers_the_nearest(arguments, nearest):
    with pytest.raises(NotFoundError, match=nearest):
        mw.find(**arguments)


def test_compare_sets_the_counts_side_by_side():
    counts = mw.compare("exercise-count-china-sco")
    assert dict(zip(counts["source_id"], counts["number"], strict=True)) == {
        "peyrouse-2010": 20,
        "icg-2013": 20,
        "swanstrom-2015": 25,
    }


def _disagreement(event, field):
    every = mw.disagreements()
    rows = every[(every["event"] == event) & (every["field"] == field)]
    assert len(rows) == 1
    return rows.iloc[0]


def test_a_source_that_cites_another_is_not_a_second_witness():
    row = _disagreement("exercise-count-china-sco", "number")
    assert (row["sources"], row["independent_witnesses"]) == (3, 2)


def test_lower_bounds_can_both_hold():
    row = _disagreement("exercise-count-china-sco", "number")
    assert row["can_both_hold"]
    assert row["gap"] == "5"


def test_a_tension_inside_one_text_is_found_too():
    row = _disagreement("exercise-frequency-sco", "coded")
    assert "exercise-frequency-sco@icg-2013.2" in row["claim_ids"]


def test_the_first_exercise_with_russia_is_disputed():
    row = _disagreement("first-china-russia-under-sco", "period_start")
    assert (row["kind"], row["gap"]) == ("date", "2 years")


def test_a_less_exact_date_is_no_disagreement():
    every = mw.disagreements()
    dates = every[(every["field"] == "date_start") & (every["table"] == "exercises")]
    # 2006 and 2006-09, 2010 and 2010-09, 2012-06 and 2012-06-08 can all mean one day.
    assert dates.empty


def test_a_country_does_not_contradict_a_place_inside_it():
    every = mw.disagreements()
    assert every[(every["event"] == "peace-mission-2010") & (every["field"] == "place")].empty
    assert (
        len(every[(every["event"] == "sco-multilateral-2003") & (every["field"] == "place")]) == 1
    )


def test_changing_the_answer_does_not_change_the_next():
    first = mw.disagreements()
    first["event"] = "nothing"
    assert "nothing" not in set(mw.disagreements()["event"])


@pytest.mark.parametrize(
    ("credit", "source"),
    [
        ("Peyrouse 2010 (n. 136)", "peyrouse-2010"),
        ("Sodiqov, CACI Analyst, 27 June 2012", None),
        (None, None),
    ],
)
def test_relies_on_names_one_of_the_nine(credit, source):
    assert relies_on(credit) == source


def test_citations():
    assert (
        mw.cite("exercise-count-sco-antiterror@icg-2013") == "(Crisis Group 2013, I, para. 2; n. 4)"
    )
    assert mw.cite("weitz-2012") == "(Weitz [2012])"
    assert mw.cite("blank-2010", "full") == (
        "Stephen Blank (2010). Will China Join the Iran-Pakistan-India Pipeline? "
        "China Brief, vol. 10, issue 5."
    )
    bibtex = mw.cite("icg-2013", "bibtex")
    assert bibtex.startswith("@misc{icg-2013,")
    assert bibtex.count("{") == bibtex.count("}")
    with pytest.raises(NotFoundError, match="bibtex"):
        mw.cite("icg-2013", "bibtec")


def test_every_claim_and_source_can_be_cited():
    names = [*load("sources")["source_id"], *mw.claims()["claim_id"]]
    assert all(mw.cite(name).startswith("(") for name in names)
    assert short_name("icg-2013") == "Crisis Group 2013"


def test_claims_answers_a_call_however_it_was_imported():
    """The package and its function share a name: importing one must not hide the other."""
    import marchwest.claims

    assert marchwest.claims().equals(marchwest.claims.claims())


def test_the_package_itself_imports_light():
    """Heavy libraries load when first used: nothing but the standard library at import."""
    code = (
        "import sys, marchwest; "
        "print([name for name in ('pandas','altair','ipywidgets','nbgrader') if name in sys.modules])"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def test_an_unknown_attribute_says_what_there_is():
    with pytest.raises(AttributeError, match="disagreements"):
        _ = mw.disagreement


def test_a_number_never_stands_without_its_unit():
    assert mw.compare("first-plaaf-long-range-strike")["unit"].dropna().tolist() == ["miles"]
    says = mw.claims().set_index("claim_id")["says"]
    assert "number: at least 20 exercises" in says["exercise-count-china-sco@icg-2013"]


def test_only_numbers_are_said_to_leave_room_for_each_other():
    every = mw.disagreements()
    asked = every["can_both_hold"].notna()
    assert set(every.loc[asked, "kind"]) == {"value"}
    assert every.loc[~asked, "field"].isin(["number", "troops", "quantity"]).sum() == 0


def test_an_unknown_source_that_resembles_none_is_told_which_there_are():
    with pytest.raises(NotFoundError, match="icg-2013"):
        mw.find(source="XYZ")


def test_in_a_notebook_an_error_is_its_message_alone():
    with pytest.raises(NotFoundError) as caught:
        mw.find(event="peace-misson-2012")
    (line,) = caught.value._render_traceback_()
    assert line.startswith("NotFoundError: There is no event")
    assert "\n" not in line
