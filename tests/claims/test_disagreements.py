"""Which differences count as disagreements, and what the list says of each."""

import marchwest as mw
from marchwest.claims.disagreements import _comparable
from marchwest.claims.values import Quantity, Value


def value(claim, held, status=None):
    return Value(claim, claim.split("@")[1].split(".")[0], held, None, status)


def met(*values, sort="text"):
    pairs = _comparable(sort, list(values))
    return {(one.claim_id, other.claim_id) for one, other in pairs}


def test_the_stages_of_one_thing_in_one_text_are_no_disagreement():
    offered, blocked = value("loan@icg-2013", "offered"), value("loan@icg-2013.2", "blocked")
    assert met(offered, blocked) == set()
    other = value("loan@peyrouse-2010", "disbursed")
    assert len(met(offered, blocked, other)) == 2


def test_a_conversion_beside_its_figure_is_compared_with_neither():
    printed = value("aid@peyrouse-2010", Quantity(30e6, 30e6, "exact", "CNY"))
    beside = value("aid@peyrouse-2010.2", Quantity(4.5e6, 4.5e6, "exact", "USD"))
    other = value("aid@pantucci-2019", Quantity(4.5e6, 4.5e6, "approx", "USD"))
    assert met(printed, beside, other, sort="quantity") == {
        ("aid@peyrouse-2010.2", "aid@pantucci-2019")
    }


def test_two_currencies_without_a_bridge_are_set_side_by_side():
    one = value("aid@swanstrom-2015", Quantity(1e8, 1e8, "exact", "CNY"))
    other = value("aid@pantucci-2019", Quantity(1.6e7, 1.6e7, "exact", "USD"))
    assert len(met(one, other, sort="quantity")) == 1


def test_dates_of_two_stages_are_not_compared():
    announced = value("fund@icg-2013", "2012-06", "announced")
    unused = value("fund@pantucci-2019", "2013-01", "unused")
    assert met(announced, unused, sort="date") == set()


def test_authors_differ_in_words_only_where_they_share_none():
    weitz = value("question@weitz-2012", "energy")
    icg = [value("question@icg-2013", "energy"), value("question@icg-2013.2", "trade")]
    peyrouse = value("question@peyrouse-2010", "borders")
    pairs = met(weitz, *icg, peyrouse)
    assert pairs == {
        ("question@weitz-2012", "question@peyrouse-2010"),
        ("question@icg-2013", "question@peyrouse-2010"),
        ("question@icg-2013.2", "question@peyrouse-2010"),
    }


def test_the_list_names_every_kind_and_says_how_each_was_found():
    every = mw.disagreements()
    assert set(every["kind"]) == {"value", "date", "scope", "status", "judgement"}
    assert set(every["found"]) == {"compared", "read"}
    assert every["possible_explanation"].notna().all()
    assert len(every) >= 40


def test_a_tension_read_by_a_person_shows_its_claims_and_its_problem():
    every = mw.disagreements()
    read = every[every["found"] == "read"]
    assert read["problem"].notna().all()
    for row in read.itertuples():
        assert row.claim_ids.count(";") >= 1 or row.sources == 1
        assert all(claim in row.sides for claim in row.claim_ids.split(";"))
