"""The form of a chart apart from its rows: built once, translated once, filled at each change.

Altair needs 10 to 45 ms to copy a chart and to translate it to Vega-Lite, which a slider would
show as a lag. An explorer's chart changes only its rows and its description, so the rest of the
translation is kept. The chart stays a real Altair chart: `Figure`, tests and learners see no
difference.
"""

from __future__ import annotations

import copy
from collections.abc import Callable
from typing import Any, TypeVar

import altair as alt

__all__ = ["Forms", "fresh"]

_Chart = TypeVar("_Chart", bound=alt.TopLevelMixin)

_ROWS = ("datasets", "description")
"""What differs between charts of one form."""


def fresh(form: _Chart) -> _Chart:
    """Return another chart of a form, to be given ``datasets`` and ``description``.

    Unlike ``form.copy(deep=False)`` it holds the very parts of the form, by which `Forms` knows
    it again, and takes microseconds.

    Parameters
    ----------
    form : altair chart
        Its data are named, and it is never changed after it was built.

    Returns
    -------
    altair chart
    """
    chart = copy.copy(form)
    vars(chart)["_kwds"] = dict(vars(form)["_kwds"])
    return chart


class Forms:
    """Translations of charts without their rows; of many, those used last.

    Parameters
    ----------
    translate : callable
        Chart in, Vega-Lite specification out.
    size : int, default 32
        How many are kept.
    """

    def __init__(
        self, translate: Callable[[alt.TopLevelMixin], dict[str, Any]], size: int = 32
    ) -> None:
        self._translate = translate
        self._size = size
        # A form is kept with its translation, so that no other part can get its identity.
        self._known: dict[tuple[object, ...], tuple[alt.TopLevelMixin, dict[str, Any]]] = {}

    def __len__(self) -> int:
        return len(self._known)

    def spec(self, chart: alt.TopLevelMixin) -> dict[str, Any]:
        """Return the specification of a chart.

        Parameters
        ----------
        chart : altair chart
            If it has named datasets, as lists of plain rows, only its form is translated, and
            that only if it is a new one.

        Returns
        -------
        dict
            It shares parts with others of the form: do not change it.
        """
        given = {
            name: value
            for name, value in vars(chart)["_kwds"].items()
            if value is not alt.Undefined
        }
        if not isinstance(given.get("datasets"), dict):
            return self._translate(chart)
        key = (
            type(chart),
            *((name, id(part)) for name, part in given.items() if name not in _ROWS),
        )
        known = self._known.pop(key, None)
        if known is None:
            form = fresh(chart)
            vars(form)["_kwds"]["datasets"] = {}
            known = (form, self._translate(form))
        self._known[key] = known
        if len(self._known) > self._size:
            del self._known[next(iter(self._known))]
        spec = known[1]
        rows = {name: given[name] for name in _ROWS if name in given}
        return {**spec, **rows, "datasets": {**rows["datasets"], **spec.get("datasets", {})}}
