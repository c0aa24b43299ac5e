"""One thing that happened on a card. A learner's history is a set of these, and nothing else.

To merge two histories is to unite two sets, so the order of merging, and merging twice, change
nothing. What was answered is not kept, only how it went.
"""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from datetime import UTC, datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field
from pydantic import model_validator as validates_model

__all__ = ["Event", "History", "happened", "in_order"]


class Event(BaseModel):
    """An answer, a hint taken, or an answer shown."""

    model_config = ConfigDict(extra="forbid", frozen=True, strict=True)

    id: Annotated[str, Field(pattern=r"\A[0-9a-f]{32}\z")]
    """Drawn anew for each event, so that no two computers give the same."""
    at: Annotated[
        str, Field(pattern=r"\A[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{6}Z\z")
    ]
    """When, in UTC."""
    item: Annotated[str, Field(pattern=r"\A[a-z0-9]+(-[a-z0-9]+)*\z", max_length=100)]
    what: Literal["answer", "hint", "solution"]
    outcome: Literal["correct", "incorrect", "unreadable", "noted"] | None = None
    """Of an answer; a prediction is noted."""
    confidence: Annotated[int, Field(ge=50, le=100)] | None = None
    """How sure the learner was of this answer, in per cent, where it was said."""

    @validates_model(mode="after")
    def _fits_together(self) -> Event:
        if (self.what == "answer") != (self.outcome is not None):
            raise ValueError("an answer, and only an answer, has an outcome")
        if self.confidence is not None and self.what != "answer":
            raise ValueError("only an answer has a confidence")
        datetime.fromisoformat(self.at)  # raises where there is no such day or hour
        return self

    @property
    def moment(self) -> datetime:
        """When, as a moment to reckon with."""
        return datetime.fromisoformat(self.at)

    @property
    def line(self) -> str:
        """The event as JSON in one line."""
        return self.model_dump_json(exclude_none=True)


History = frozenset[Event]
"""Everything that is known of a learner."""


def happened(
    item: str, what: str, outcome: str | None = None, confidence: int | None = None
) -> Event:
    """Return an event of this moment.

    Parameters
    ----------
    item : str
        Its id.
    what : str
        ``"answer"``, ``"hint"`` or ``"solution"``.
    outcome : str, optional
        Of an answer.
    confidence : int, optional
        From 50 to 100.

    Returns
    -------
    Event
    """
    now = datetime.now(UTC).isoformat(timespec="microseconds")
    return Event.model_validate(
        {
            "id": uuid.uuid4().hex,
            "at": now.replace("+00:00", "Z"),
            "item": item,
            "what": what,
            "outcome": outcome,
            "confidence": confidence,
        }
    )


def in_order(history: Iterable[Event]) -> list[Event]:
    """Return events by time; where two have the same, by id, so that the order is always one."""
    return sorted(history, key=lambda event: (event.at, event.id, event.line))
