"""What an item is: the form that `course/practice/*.yaml` must have.

The right answer is never typed: it is drawn from claims, by one of the forms below. How the
value is found is in `answers`, how an answer is judged in `check`.
"""

from __future__ import annotations

import re
from enum import StrEnum
from typing import Annotated, Any, Literal

from pydantic import (
    BaseModel,
    ConfigDict,
    Discriminator,
    Field,
    PrivateAttr,
    Tag,
    field_validator,
)
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
    "Figure",
    "Item",
    "Kind",
    "Matched",
    "Members",
    "Misconception",
    "Ordered",
    "Paired",
    "Picked",
    "Spotted",
    "Sum",
    "Unit",
    "Variants",
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
    MAP = "map"
    FIND_CLAIM = "find-claim"
    SPOT_ERROR = "spot-error"
    SAME_THING = "same-thing"


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


_Columns = Annotated[list[str], Field(min_length=1, max_length=4)]
"""What the learner sees of each claim, besides its source and its place."""


class Picked(_Strict):
    """The one claim of several that supports a sentence."""

    supports: str
    """Its claim_id; it is one of `among`."""
    among: Annotated[list[str], Field(min_length=4, max_length=6)]
    """The claim_ids of all rows."""
    columns: _Columns

    @validates_model(mode="after")
    def _is_among_them(self) -> Picked:
        if self.supports not in self.among:
            raise ValueError(f"`among` lacks {self.supports!r}, the claim that supports. Add it.")
        if len(set(self.among)) < len(self.among):
            raise ValueError("`among` names a claim twice. Exchange one of the two.")
        return self


class Figure(_Strict):
    """One figure of a paragraph."""

    claim: str
    column: str
    shown: Literal["number", "large", "year", "date"] = "number"
    """`large` writes 900 million, `date` August 2006."""


class Spotted(_Strict):
    """A paragraph whose figures come from claims, but for one that a rule has changed."""

    wrong: str
    """The name of the figure that is changed."""
    becomes: str | ClaimValue
    """What stands there: arithmetic on `value` and on the names of the other figures, or the value
    of another claim."""
    figures: Annotated[dict[str, Figure], Field(min_length=3, max_length=6)]
    """Name to figure; the paragraph has each name once, in braces."""

    @validates_model(mode="after")
    def _changes_a_figure(self) -> Spotted:
        if self.wrong not in self.figures:
            raise ValueError(f"`wrong` is {self.wrong!r}; name one of: {', '.join(self.figures)}")
        return self


class Paired(_Strict):
    """Two claims, and whether they speak of the same thing."""

    pair: tuple[str, str]
    """Two claim_ids."""
    relation: str
    """The right option: `same`, or the reason why it is not the same thing."""
    differ_in: str = ""
    """The column in which the claims differ where they do not speak of the same thing."""
    columns: _Columns

    @validates_model(mode="after")
    def _says_in_what(self) -> Paired:
        if (self.relation == "same") == bool(self.differ_in):
            raise ValueError("give `differ_in`, the column that tells the two apart, unless `same`")
        return self


class Variants(_Strict):
    """How an item is drawn several times: the same question on other claims.

    The texts of the item hold ``{{name}}`` (a claim_id), ``{{name.column}}`` and
    ``{{name.column.how}}``; see `variants`.
    """

    table: str | None = None
    """The table of which each row that fits gives a variant; the row is called `this`."""
    where: dict[str, str | int | list[str]] = Field(default_factory=dict)
    """Which rows fit, as in `Count`."""
    first: str | None = None
    """The claim_id of the row that is drawn first."""
    one_for_each: str | None = None
    """A column of whose values each gives one variant."""
    others_differ_in: str | None = None
    """A column: `other` and `other2` are rows with another value in it, each with its own."""
    rows: list[dict[str, str]] = Field(default_factory=list)
    """Instead of a table: for each variant name to claim_id, or to words."""

    @validates_model(mode="after")
    def _has_one_origin(self) -> Variants:
        if (self.table is None) == (not self.rows):
            raise ValueError("give either `table`, whose rows are drawn, or `rows`")
        if any(set(row) != set(self.rows[0]) for row in self.rows):
            raise ValueError("each of `rows` needs the same names")
        return self


_FORMS = {
    "supports": "picked",
    "figures": "spotted",
    "pair": "paired",
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
    | Annotated[Cited, Tag("cite")]
    | Annotated[Picked, Tag("picked")]
    | Annotated[Spotted, Tag("spotted")]
    | Annotated[Paired, Tag("paired")],
    Discriminator(
        _form_of,
        custom_error_type="answer_form",
        custom_error_message=(
            "the answer must be drawn from claims: give `claim` and `column`, or one of "
            "sum, count, convert, compute, option, members, match, order, cite, supports, "
            "figures, pair"
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
    Kind.MAP: (ClaimValue,),
    Kind.FIND_CLAIM: (Picked,),
    Kind.SPOT_ERROR: (Spotted,),
    Kind.SAME_THING: (Paired,),
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
    on_map: list[str] = Field(default_factory=list)
    """Of a map: what can be chosen there, either codes of countries or place_ids."""
    passage: str = ""
    """Of a spot-error item: the paragraph, with the name of each figure in braces."""
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
    variants: Variants | None = None
    variant: int = Field(default=0, ge=0)
    """Which variant this is; set where variants are drawn, never in a file."""

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
        if self.kind in (Kind.CHOICE, Kind.SAME_THING) and len(self.options) != 3:
            raise ValueError(
                f"a {self.kind.value} item has exactly three options, here are {len(self.options)}"
            )
        if self.kind is Kind.SAME_THING and "same" not in self.options:
            raise ValueError("one option of a same-thing item has the key `same`")
        if self.kind in (Kind.MULTI_CHOICE, Kind.CITE) and len(self.options) < 3:
            raise ValueError(f"a {self.kind.value} item needs three options or more")
        if self.kind not in _WITH_OPTIONS and self.options:
            raise ValueError(f"a {self.kind.value} item has no options")
        if (self.kind is Kind.MAP) != bool(self.on_map):
            raise ValueError("`on_map` says what can be chosen on the map of a map item, no other")
        if self.kind is Kind.MAP and len(set(self.on_map)) < 3:
            raise ValueError("a map item needs three places or more, each once")
        self._check_passage()
        for label in self.options.values():
            if re.search(r"\b(all|none) of the (above|options)\b", label, flags=re.IGNORECASE):
                raise ValueError(f"write an option of its own instead of {label!r}")

    def _check_passage(self) -> None:
        if not isinstance(self.answer, Spotted):
            if self.passage:
                raise ValueError(f"a {self.kind.value} item has no passage")
            return
        named = re.findall(r"\{(\w+)\}", self.passage)
        if sorted(named) != sorted(self.answer.figures):
            raise ValueError(
                "the passage needs the name of each figure once, in braces; it has "
                f"{', '.join(named) or 'none'}, and `figures` has {', '.join(self.answer.figures)}"
            )


_WITH_OPTIONS = (Kind.CHOICE, Kind.MULTI_CHOICE, Kind.CITE, Kind.MATCH, Kind.SAME_THING)


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
    _drawn: dict[str, tuple[Item, ...]] = PrivateAttr(default_factory=dict)

    def variants_of(self, item: Item) -> tuple[Item, ...]:
        """Return every variant of an item, itself first; of most items there is one."""
        return self._drawn.get(item.id, (item,))
