"""Rebuild an answer from exactly known types before anything compares it.

An object may lie: a subclass of ``int`` that equals everything, a dict that contains every key. So
the judge never calls a method that the answer defines. It looks at ``type(answer)``, knows a short
list of types, and builds each value anew through the known type's own methods.
"""

from __future__ import annotations

import datetime as dt
import decimal
import fractions
import math
import warnings
from dataclasses import dataclass, field
from typing import Any, Final

from marchwest.errors import MarchWestError
from marchwest.language import gettext

__all__ = ["BLANK", "Blank", "Frame", "NotPlain", "Spec", "Vector", "plain", "show", "type_name"]

_MAX_DEPTH: Final = 30
_MAX_ITEMS: Final = 200_000
_MAX_TEXT: Final = 1_000_000


class NotPlain(MarchWestError):  # noqa: N818 - says what the answer is
    """The answer is, or holds, something that the judge does not read."""


class Blank:
    """No answer: ``None``, ``...``, empty text, an empty list."""

    def __repr__(self) -> str:
        return "BLANK"


BLANK: Final = Blank()


@dataclass(frozen=True)
class Vector:
    """A pandas Series or Index, or a numpy array of one dimension."""

    values: tuple[Any, ...]
    labels: tuple[Any, ...] | None = None
    """The index of a Series; None where there is none, or only row numbers."""


@dataclass(frozen=True)
class Frame:
    """A DataFrame: names of columns and rows of plain values."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Any, ...], ...] = field(repr=False)


@dataclass(frozen=True)
class Spec:
    """The Vega-Lite specification of an Altair chart."""

    content: dict[str, Any] = field(repr=False)


def type_name(answer: object) -> str:
    """Return the name of an answer's type, for a message."""
    return str(type.__getattribute__(type(answer), "__name__"))[:60]


def show(value: Any, limit: int = 60) -> str:
    """Return a short form of a value that was rebuilt, for a message."""
    try:
        text = repr(value) if isinstance(value, str) else str(value)
    except ValueError:  # an integer of more digits than Python prints
        text = gettext("a very large number")
    return text if len(text) <= limit else text[: limit - 1] + "…"


def _foreign(value: object) -> NotPlain:
    told = gettext("The answer is, or holds, a `{type}`.")
    return NotPlain(told.format(type=type_name(value)))


class _Budget:
    """Counts items, so that an endless or enormous answer ends early."""

    def __init__(self) -> None:
        self.left = _MAX_ITEMS

    def spend(self, items: int) -> None:
        self.left -= items
        if self.left < 0:
            told = gettext("The answer holds more than {count} values.")
            raise NotPlain(told.format(count=f"{_MAX_ITEMS:,}"))


def plain(answer: object) -> Any:
    """Return the answer rebuilt from builtin types.

    Parameters
    ----------
    answer : object
        Anything at all.

    Returns
    -------
    object
        `BLANK`, a bool, int, float, str, date, list, tuple, set, dict of such, or a `Vector`,
        `Frame` or `Spec`. A missing value inside a container is ``None``.

    Raises
    ------
    NotPlain
        If the answer is of another type or too large.
    """
    value = _rebuild(answer, _Budget(), 0)
    if value is None and type(answer) is not type(None):
        told = gettext("The answer is a missing value ({type}).")
        raise NotPlain(told.format(type=type_name(answer)))
    if _is_blank(value):
        return BLANK
    return value


def _is_blank(value: Any) -> bool:
    if value is None or value is Ellipsis:
        return True
    if type(value) is str:
        return not value.strip(" .…_?")
    if type(value) in (list, tuple, set, dict):
        return not value or all(_is_blank(item) for item in _items(value))
    if type(value) is Vector:
        return not value.values
    return type(value) is Frame and not value.columns


def _items(value: Any) -> Any:
    return value.values() if type(value) is dict else value


def _rebuild(value: Any, budget: _Budget, depth: int) -> Any:
    budget.spend(1)
    if depth > _MAX_DEPTH:
        raise NotPlain(gettext("The answer is nested too deeply."))
    kind = type(value)
    if kind in _ATOMS:
        return value
    if kind is str:
        if len(value) > _MAX_TEXT:
            raise NotPlain(gettext("The answer is a text of more than a million characters."))
        return value
    if kind in (list, tuple, set, frozenset):
        budget.spend(len(value))
        parts = [_rebuild(item, budget, depth + 1) for item in value]
        return set(parts) if kind is frozenset else kind(parts)
    if kind is dict:
        budget.spend(len(value))
        return {
            _rebuild(key, budget, depth + 1): _rebuild(item, budget, depth + 1)
            for key, item in value.items()
        }
    if kind in (decimal.Decimal, fractions.Fraction):
        return float(value)
    return _rebuild_library_type(value, budget, depth)


_ATOMS: Final = frozenset(
    {type(None), type(Ellipsis), bool, int, float, dt.date, dt.datetime}  # exact types only
)


def _rebuild_library_type(value: Any, budget: _Budget, depth: int) -> Any:
    """Rebuild a value of numpy, pandas or Altair; refuse every other type."""
    kind = type(value)
    module = str(type.__getattribute__(kind, "__module__")).partition(".")[0]
    if module == "numpy":
        return _rebuild_numpy(value, budget, depth)
    if module == "pandas":
        return _rebuild_pandas(value, budget, depth)
    if module == "altair":
        return _rebuild_altair(value, budget, depth)
    raise _foreign(value)


def _rebuild_numpy(value: Any, budget: _Budget, depth: int) -> Any:
    import numpy as np

    kind = type(value)
    if kind is np.ndarray:
        budget.spend(int(value.size))
        items = np.ndarray.tolist(value)
        if value.ndim != 1:
            return _rebuild(items, budget, depth + 1)
        return Vector(tuple(_rebuild(item, budget, depth + 1) for item in items))
    if kind in _numpy_scalars():
        item = np.generic.item(value)
        if type(item) is kind:  # longdouble and its like have no Python twin
            raise _foreign(value)
        return _rebuild(item, budget, depth + 1)
    raise _foreign(value)


def _numpy_scalars() -> frozenset[type]:
    import numpy as np

    return frozenset(np.sctypeDict.values())


def _rebuild_pandas(value: Any, budget: _Budget, depth: int) -> Any:
    import pandas as pd

    kind = type(value)
    if value is pd.NA or value is pd.NaT:
        return None
    if kind is pd.Timestamp:
        return dt.datetime(value.year, value.month, value.day, value.hour, value.minute)
    if kind is pd.Period:
        return str(pd.Period.__str__(value))
    if kind is pd.DataFrame:
        return _rebuild_frame(value, budget, depth)
    if kind is pd.Series:
        budget.spend(len(value))
        values = _cells(pd.Series.tolist(value), budget, depth)
        index = value.index
        if type(index) is pd.RangeIndex:
            return Vector(values)
        return Vector(values, _cells(type(index).tolist(index), budget, depth))
    if kind in (pd.Index, pd.RangeIndex, pd.CategoricalIndex):
        budget.spend(len(value))
        return Vector(_cells(kind.tolist(value), budget, depth))
    if kind in vars(pd.arrays).values() or kind is pd.Categorical:
        budget.spend(len(value))
        return Vector(_cells(list(value), budget, depth))
    raise _foreign(value)


def _cells(values: list[Any], budget: _Budget, depth: int) -> tuple[Any, ...]:
    """Rebuild the cells of a column; every kind of missing value becomes None."""
    cells = [_rebuild(item, budget, depth + 1) for item in values]
    return tuple(None if type(cell) is float and math.isnan(cell) else cell for cell in cells)


def _rebuild_frame(value: Any, budget: _Budget, depth: int) -> Frame:
    import pandas as pd

    budget.spend(int(value.shape[0]) * max(1, int(value.shape[1])))
    if type(value.index) is not pd.RangeIndex and any(
        type(name) is str for name in value.index.names
    ):
        value = pd.DataFrame.reset_index(value)
    names = [_rebuild(name, budget, depth + 1) for name in value.columns.tolist()]
    columns = [
        _cells(pd.Series.tolist(value.iloc[:, position]), budget, depth)
        for position in range(len(names))
    ]
    flat = tuple(_flat_name(name) for name in names)
    return Frame(flat, tuple(zip(*columns, strict=True)) if columns else ())


def _flat_name(name: Any) -> str:
    if type(name) is tuple:  # the columns that groupby().agg([...]) leaves
        return " ".join(str(part) for part in name if part != "")
    return str(name)


def _rebuild_altair(value: Any, budget: _Budget, depth: int) -> Any:
    import altair as alt

    kind = type(value)
    charts = (
        alt.Chart,
        alt.LayerChart,
        alt.HConcatChart,
        alt.VConcatChart,
        alt.ConcatChart,
        alt.FacetChart,
    )
    if kind not in charts:
        raise NotPlain(f"The answer is a `{type_name(value)}`, not a chart.")
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        content = kind.to_dict(value)
    return Spec(_rebuild(content, budget, depth + 1))
