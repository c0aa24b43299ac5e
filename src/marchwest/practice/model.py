"""What an item is: the form that `course/practice/*.yaml` must have.

The right answer is never typed: it is drawn from claims, by one of the forms below. How the
value is found is in `answers`, how an answer is judged in `check`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Discriminator, Field, Tag, field_validator
from pydantic import model_validator as validates_model

__all__ = [
    "Answer",
    "Attempts",
    "Bloom",
    "Chosen",
    "Cited",
    "ClaimValue",
    "Computed",
    "Converted",
    "Count",
    "Item",
    "Kind",
    "Matched",
    "Members",
    "Misconception",
    "Ordered",
    "Sum",
    "Unit",
    "WrongAttempt",
]


class _Strict(BaseModel):
    """No field but the known ones; nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True, populate_by_name=True)


class Kind(StrEnum):
    """How an item is answered."""

    CHOICE = "choice"
    MULTI_CHOICE = "multi-choice"
    NUMBER = "number"
    NAME = "name"
    DATE = "date"
    ORDER = "order"
    MATCH = "match"
    PREDICT = "predict"
    CITE = "cite"


class Bloom(StrEnum):
    """What an item asks of the learner, from the least to the most."""

    REMEMBER = "remember"
    UNDERSTAND = "understand"
    APPLY = "apply"
    ANALYSE = "analyse"
    EVALUATE = "evaluate"
    CREATE = "create"


class ClaimValue(_Strict):
    """One value of one claim."""

    claim: str
    """A claim_id."""
    column: str
    """A column of the claim's table."""


class Sum(_Strict):
    """A total that no source prints: the addition is ours."""

    sum: Annotated[list[ClaimValue], Field(min_length=2)]


class Count(_Strict):
    """How many different values a column has among the rows of a table that fit."""

    count: str
    """The column whose different values count: `event`, `claim_id`, `exercise`."""
    table: str
    where: dict[str, str | int | list[str]] = Field(default_factory=dict)
    """Column to value, or to several of which one must hold; `2006*` is a beginning, `present`
    and `absent` ask whether there is a value."""


class Converted(_Strict):
    """A claim's number in another unit."""

    convert: ClaimValue
    to: Literal["kilometres", "miles"]


class Computed(_Strict):
    """A figure that no source prints, worked out from figures that sources do print."""

    compute: str
    """Arithmetic on the names below and on plain numbers: ``"total / (last - first + 1)"``."""
    given: Annotated[dict[str, ClaimValue], Field(min_length=1)]
    """Name to the claim's value; of a date the year counts."""


class Chosen(_Strict):
    """A judgement that claims bear out: the right option or options."""

    option: str | list[str]
    claims: Annotated[list[str], Field(min_length=1)]


class Members(_Strict):
    """A set of values, each of a claim."""

    members: Annotated[list[ClaimValue], Field(min_length=2)]


class MatchRow(_Strict):
    """One row to match: what the learner sees, and the claim that holds what belongs to it."""

    key: str
    label: str
    claim: str
    column: str


class Matched(_Strict):
    """To each row the value that belongs to it."""

    match: Annotated[list[MatchRow], Field(min_length=2)]


class OrderRow(_Strict):
    """One thing to put in order."""

    key: str
    label: str
    claim: str


class Ordered(_Strict):
    """Things in the order of a column of their claims."""

    order: Annotated[list[OrderRow], Field(min_length=3)]
    by: str
    """A column of dates."""


class Cited(_Strict):
    """The claims that bear a statement out, of which some are to be cited."""

    cite: Annotated[list[str], Field(min_length=1)]
    count: int = Field(default=1, ge=1)


_FORMS = {
    "claim": "value",
    "sum": "sum",
    "count": "count",
    "convert": "convert",
    "compute": "compute",
    "option": "chosen",
    "members": "members",
    "match": "match",
    "order": "order",
    "cite": "cite",
}


def _form_of(answer: Any) -> str | None:
    """Return the tag of the form that an answer has, by its first telling key."""
    if isinstance(answer, dict):
        # `count` is also a field of `cite`.
        keys = ["cite", *_FORMS] if "cite" in answer else list(_FORMS)
        return next((_FORMS[key] for key in keys if key in answer), None)
    if isinstance(answer, BaseModel):
        return next((_FORMS[key] for key in _FORMS if key in type(answer).model_fields), None)
    return None


Answer = Annotated[
    Annotated[ClaimValue, Tag("value")]
    | Annotated[Sum, Tag("sum")]
    | Annotated[Count, Tag("count")]
    | Annotated[Converted, Tag("convert")]
    | Annotated[Computed, Tag("compute")]
    | Annotated[Chosen, Tag("chosen")]
    | Annotated[Members, Tag("members")]
    | Annotated[Matched, Tag("match")]
    | Annotated[Ordered, Tag("order")]
    | Annotated[Cited, Tag("cite")],
    Discriminator(
        _form_of,
        custom_error_type="answer_form",
        custom_error_message=(
            "the answer must be drawn from claims: give `claim` and `column`, or one of "
            "sum, count, convert, compute, option, members, match, order, cite"
        ),
    ),
]

_FORMS_OF_KIND: dict[Kind, tuple[type[_Strict], ...]] = {
    Kind.CHOICE: (Chosen, ClaimValue),
    Kind.MULTI_CHOICE: (Chosen, Members),
    Kind.NUMBER: (ClaimValue, Sum, Count, Converted, Computed),
    Kind.PREDICT: (ClaimValue, Sum, Count, Converted, Computed),
    Kind.NAME: (ClaimValue,),
    Kind.DATE: (ClaimValue,),
    Kind.ORDER: (Ordered,),
    Kind.MATCH: (Matched,),
    Kind.CITE: (Cited,),
}


class Misconception(_Strict):
    """A documented wrong way to an answer, with the message that helps out of it."""

    name: str
    """The misconception in a few words, for the author and for reports."""
    answer: Any = None
    """The wrong answer as a learner gives it."""
    drawn: ClaimValue | Count | Computed | None = Field(default=None, alias="from")
    """Instead of `answer`: the claim, count or sum that holds the wrong value."""
    message: Annotated[str, Field(min_length=30)]
    """Why somebody arrives there, why it is not right, where to look."""

    @validates_model(mode="after")
    def _has_one_value(self) -> Misconception:
        if (self.answer is None) == (self.drawn is None):
            raise ValueError("give either `answer` or `from`, the value of the wrong answer")
        return self


class WrongAttempt(_Strict):
    """A recorded answer that is not right, and what the card must say to it."""

    answer: Any
    says: Annotated[str, Field(min_length=4)]
    outcome: Literal["incorrect", "unreadable"] = "incorrect"


class Attempts(_Strict):
    """Recorded answers that test the item."""

    right: Annotated[list[Any], Field(min_length=1)]
    wrong: Annotated[list[WrongAttempt], Field(min_length=3)]


class Item(_Strict):
    """One formative question."""

    id: Annotated[str, Field(pattern=r"^ex\d\d-[a-z0-9]+(-[a-z0-9]+)*$")]
    unit: Annotated[str, Field(pattern=r"^\d\d$")]
    objective: Annotated[str, Field(pattern=r"^\d\d-o\d$")]
    bloom: Bloom
    kind: Kind
    fading: int = Field(ge=0, le=3)
    """0: all is shown, as in a worked example; 3: nothing is."""
    stem: Annotated[str, Field(min_length=20)]
    options: dict[str, str] = Field(default_factory=dict)
    sources: Literal["independent"] | None = None
    """`independent` where the answer needs two sources that do not rest on one another."""
    answer: Answer
    accept: list[Any] = Field(default_factory=list)
    """Further answers that are as right as the one that the claims give."""
    unit_of_answer: Literal[
        "",
        "troops",
        "persons",
        "exercises",
        "companies",
        "claims",
        "states",
        "years",
        "miles",
        "kilometres",
        "tons",
        "bcm",
        "fold",
        "%",
        "USD",
        "RMB",
    ] = ""
    tolerance: float = Field(default=0.0, ge=0)
    """Largest difference that still counts as right; the stem states it."""
    hints: tuple[str, str, str]
    """Where to look; how to do it; a worked twin on other data."""
    explanation: Annotated[str, Field(min_length=40)]
    misconceptions: Annotated[list[Misconception], Field(min_length=2)]
    attempts: Attempts

    @field_validator("kind", mode="before")
    @classmethod
    def _is_known(cls, value: Any) -> Any:
        known = [kind.value for kind in Kind]
        if value not in known:
            raise ValueError(f"there is no kind {value!r}; use one of: {', '.join(known)}")
        return value

    @field_validator("bloom")
    @classmethod
    def _is_marked_by_machine(cls, value: Bloom) -> Bloom:
        if value is Bloom.CREATE:
            raise ValueError(
                "what a learner creates is marked by a person: put it into the problem set"
            )
        return value

    @field_validator("hints", mode="before")
    @classmethod
    def _are_three(cls, value: Any) -> Any:
        if not isinstance(value, list) or len(value) != 3:
            count = len(value) if isinstance(value, list) else 0
            raise ValueError(
                f"three hints are needed (where to look; how to do it; a worked twin on other "
                f"data), here are {count}"
            )
        return tuple(value)

    @validates_model(mode="after")
    def _fits_its_kind(self) -> Item:
        forms = _FORMS_OF_KIND[self.kind]
        if not isinstance(self.answer, forms):
            names = " or ".join(_telling_key(form) for form in forms)
            raise ValueError(f"the answer of a {self.kind.value} item starts with {names}")
        self._check_options()
        if self.kind is not Kind.PREDICT and len(self.attempts.right) < 2:
            raise ValueError("attempts.right needs two equivalents or more of the right answer")
        if self.kind is Kind.CITE and self.sources is None:
            raise ValueError("a cite item needs `sources: independent`")
        return self

    def _check_options(self) -> None:
        if self.kind is Kind.CHOICE and len(self.options) != 3:
            raise ValueError(
                f"a choice item has exactly three options, here are {len(self.options)}"
            )
        if self.kind in (Kind.MULTI_CHOICE, Kind.CITE) and len(self.options) < 3:
            raise ValueError(f"a {self.kind.value} item needs three options or more")
        if (
            self.kind not in (Kind.CHOICE, Kind.MULTI_CHOICE, Kind.CITE, Kind.MATCH)
            and self.options
        ):
            raise ValueError(f"a {self.kind.value} item has no options")
        for label in self.options.values():
            if re.search(r"\b(all|none) of the (above|options)\b", label, flags=re.IGNORECASE):
                raise ValueError(f"write an option of its own instead of {label!r}")


def _telling_key(form: type[_Strict]) -> str:
    return next(f"`{key}`" for key in _FORMS if key in form.model_fields)


class Unit(_Strict):
    """The items of one lesson."""

    unit: Annotated[str, Field(pattern=r"^\d\d$")]
    title: str
    retrieval: list[str] = Field(default_factory=list)
    """Three items on earlier units that open the lesson; they stand in those units' files."""
    closing: list[str] = Field(default_factory=list)
    """Items of this unit that close the lesson, with the prose removed."""
    items: Annotated[list[Item], Field(min_length=1)]
