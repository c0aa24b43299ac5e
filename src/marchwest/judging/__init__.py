"""Floor 2: compare an answer with claims and say right, wrong and why. Pure: no widget, no print."""

from marchwest.judging.charts import chart
from marchwest.judging.choices import choice, mapping, members
from marchwest.judging.citations import citation, supports
from marchwest.judging.dates import date
from marchwest.judging.facts import Fact, fact
from marchwest.judging.forms import form
from marchwest.judging.functions import Case, function
from marchwest.judging.names import name
from marchwest.judging.numbers import number
from marchwest.judging.order import order
from marchwest.judging.points import (
    Incorrect,
    NotAttempted,
    Points,
    Unreadable,
    WrongAnswer,
    grade,
    refuse,
)
from marchwest.judging.tables import table
from marchwest.judging.verdict import ExpectationError, Guide, Mistake, Outcome, Verdict

__all__ = [
    "Case",
    "ExpectationError",
    "Fact",
    "Guide",
    "Incorrect",
    "Mistake",
    "NotAttempted",
    "Outcome",
    "Points",
    "Unreadable",
    "Verdict",
    "WrongAnswer",
    "chart",
    "choice",
    "citation",
    "date",
    "fact",
    "form",
    "function",
    "grade",
    "mapping",
    "members",
    "name",
    "number",
    "order",
    "refuse",
    "supports",
    "table",
]
