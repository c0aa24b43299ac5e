"""What the manifest of a course is: the form that `course/course.yaml` must have."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from pydantic import BaseModel, ConfigDict, Field, field_validator

from marchwest.practice.model import Bloom

__all__ = ["Course", "Objective", "ProblemSet", "Task", "Unit"]

_LONGEST = 45
"""Minutes that a unit may take."""

UnitId = Annotated[str, Field(pattern=r"^\d\d$")]
ObjectiveId = Annotated[str, Field(pattern=r"^\d\d-o\d$")]


class _Strict(BaseModel):
    """No field but the known ones; nothing changes after loading."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    @field_validator("bloom", mode="before", check_fields=False)
    @classmethod
    def _is_a_level(cls, value: Any) -> Any:
        levels = [level.value for level in Bloom]
        if value not in levels:
            raise ValueError(f"{value!r} is no Bloom level; write one of: {', '.join(levels)}")
        return value


class Objective(_Strict):
    """What a learner can do afterwards, on one Bloom level."""

    bloom: Bloom
    text: Annotated[str, Field(min_length=20)]
    """Goes on after "After this unit you can"; the notebook's head has the same words."""


class Unit(_Strict):
    """One lesson notebook."""

    id: UnitId
    notebook: Annotated[str, Field(pattern=r"^\d\d-[a-z0-9]+(-[a-z0-9]+)*\.ipynb$")]
    title: Annotated[str, Field(min_length=3)]
    minutes: Annotated[int, Field(gt=0)]
    prerequisites: list[UnitId]
    datasets: Annotated[list[str], Field(min_length=1)]
    objectives: Annotated[dict[ObjectiveId, Objective], Field(min_length=1)]
    kept_back: list[str] = Field(default_factory=list)
    """Items that no notebook shows yet."""
    written: dict[ObjectiveId, str] = Field(default_factory=dict)
    """Objective to the cell of the notebook that asks for a text which a person marks."""

    @field_validator("minutes")
    @classmethod
    def _is_a_sitting(cls, value: int) -> int:
        if value > _LONGEST:
            raise ValueError(f"{value} minutes; {_LONGEST} are the most. Cut or split the unit")
        return value


class Task(_Strict):
    """One graded question."""

    id: Annotated[str, Field(min_length=3)]
    """The ``grade_id`` of its cell in the source notebook."""
    objective: ObjectiveId
    bloom: Bloom
    sources: Annotated[list[str], Field(min_length=1)]
    points: Annotated[float, Field(gt=0)]
    marked_by: Literal["machine", "person"]


class ProblemSet(_Strict):
    """One graded notebook."""

    id: Annotated[str, Field(pattern=r"^[a-z][a-z0-9]*(-[a-z0-9]+)*$")]
    title: Annotated[str, Field(min_length=3)]
    units: Annotated[list[UnitId], Field(min_length=1)]
    points: Annotated[float, Field(gt=0)]
    minutes: Annotated[int, Field(gt=0)] | None = None
    tasks: Annotated[list[Task], Field(min_length=1)]


class Course(_Strict):
    """The whole course, in order."""

    title: str
    units: Annotated[list[Unit], Field(min_length=1)]
    problem_sets: list[ProblemSet] = Field(default_factory=list)
