"""Floor 3: practice items and their cards. `practice("ex04-first-bilateral")` shows one."""

from marchwest.callable_module import make_callable
from marchwest.practice.cards import (
    Card,
    Cards,
    closing,
    closing_ids,
    practice,
    retrieval,
    retrieval_ids,
)

__all__ = ["Card", "Cards", "closing", "closing_ids", "practice", "retrieval", "retrieval_ids"]

make_callable(__name__, practice)
