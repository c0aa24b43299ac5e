"""Floor 2: check the citations of a brief. Structure and support, never the conclusion.

``brief.check(text)`` reads a brief in Markdown whose sentences cite claims, as in
``[@aid-tjk-1993-2008@icg-2013]``, and returns a `Report`. ``brief.mark(claim_id)`` writes a mark.
``brief.judge(text)`` turns the report into the verdict of a graded task.
"""

from marchwest.brief.checker import check
from marchwest.brief.criteria import CRITERIA
from marchwest.brief.findings import KINDS, Finding
from marchwest.brief.marks import mark
from marchwest.brief.report import Report, Sentence
from marchwest.brief.support import Checked
from marchwest.brief.verdict import judge

__all__ = [
    "CRITERIA",
    "KINDS",
    "Checked",
    "Finding",
    "Report",
    "Sentence",
    "check",
    "judge",
    "mark",
]
