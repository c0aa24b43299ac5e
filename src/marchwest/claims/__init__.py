"""Floor 1: find, compare, cite and audit claims across all tables."""

from marchwest.callable_module import make_callable
from marchwest.claims.audit import AuditReport, Failure, audit
from marchwest.claims.cite import cite, short_name
from marchwest.claims.compare import compare
from marchwest.claims.disagreements import disagreements
from marchwest.claims.find import find
from marchwest.claims.frame import claims
from marchwest.claims.independence import relies_on
from marchwest.claims.wrong_fact import report_url

__all__ = [
    "AuditReport",
    "Failure",
    "audit",
    "cite",
    "claims",
    "compare",
    "disagreements",
    "find",
    "relies_on",
    "report_url",
    "short_name",
]

make_callable(__name__, claims)
