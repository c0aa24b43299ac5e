"""The audit must fail where it should: each test plants one defect and sees it named."""

import os
from pathlib import Path

import pytest

from marchwest.claims import audit
from marchwest.claims import audit as audit_module
from marchwest.claims.audit import AuditReport, _audit_claim, normalised
from marchwest.cli import main
from marchwest.errors import DataError

TEXT = normalised(
    """The drills of August 2003 in east-
ern Kazakhstan drew some 2,000 ofﬁcers and two dozen vehicles. They said “China’s turn”.
"""
    + "filler " * 400
    + "Far away stands Tashkent."
)


def check(**record):
    report = AuditReport()
    record = {"claim_id": "drill@text", "evidence": "", **record}
    _audit_claim("exercises", record, ["troops", "date_start"], TEXT, report)
    return [failure.problem for failure in report.failures]


def test_ligatures_quotes_and_line_breaks_do_not_matter():
    assert check(evidence='eastern Kazakhstan;2,000 officers;"China\'s turn"') == []


def test_a_token_that_the_text_does_not_hold_is_named():
    assert check(evidence="August 2003;Uzbekistan") == ["'Uzbekistan' is not in the text"]


def test_tokens_far_apart_do_not_stand_together():
    (problem,) = check(evidence="August 2003;Tashkent")
    assert "together" in problem


def test_a_number_that_the_evidence_does_not_bear_out_is_named():
    (problem,) = check(evidence="August 2003;2,000", troops=20000)
    assert "20,000" in problem
    assert check(evidence="2,000 officers", troops=2000) == []
    assert check(evidence="two dozen", troops=24) == []


def test_a_date_that_is_more_exact_than_the_evidence_is_named():
    (problem,) = check(evidence="August 2003", date_start="2003-08-06")
    assert "day 6" in problem
    (problem,) = check(evidence="2003", date_start="2003-08")
    assert "August" in problem


def test_no_evidence_is_a_failure():
    assert check(evidence=" ; ") == ["has no evidence"]


def test_a_missing_text_says_what_to_do(tmp_path, capsys):
    with pytest.raises(DataError, match="nine published texts"):
        audit(tmp_path)
    assert main(["audit", "--sources", str(tmp_path)]) == 2
    assert "Give the folder" in capsys.readouterr().err


@pytest.mark.skipif(
    "MARCHWEST_SOURCES" not in os.environ, reason="the published texts are not here"
)
def test_every_claim_is_borne_out_by_its_text(capsys):
    report = audit_module(Path(os.environ["MARCHWEST_SOURCES"]))
    assert [str(failure) for failure in report.failures] == []
    assert report.claims > 200
    assert main(["audit", "--sources", os.environ["MARCHWEST_SOURCES"]]) == 0
    assert "0 failures" in capsys.readouterr().out
