"""Floor 3: interactive charts. Each module has ``explore()`` and its no-widget twin ``view()``.

To add an explorer: write ``view``, a pure function from state to `Figure` that checks its
arguments with `explorers.arguments`; declare its controls; hand both to `shell.Explorer`; add
the module's name below. Keep the chart's form the same in every state (build it once, hand
copies by `forms.fresh` their rows), so that a change redraws in place; `exercises_chart` shows
how. Give the shell ``room`` for the longest sentence, so that the chart never jumps.
`benchmarks/explorers.py` times every control in a real browser.
"""

from importlib import import_module
from types import ModuleType

_EXPLORERS = (
    *("aid", "arms", "disagreements", "drivers", "evidence", "exercises", "institutions", "money"),
    *("powers", "shocks", "sources"),
)

__all__ = list(_EXPLORERS)


def __getattr__(name: str) -> ModuleType:
    # `from marchwest import explorers` is light; the module of an explorer loads when it is used.
    if name in _EXPLORERS:
        return import_module(f"{__name__}.{name}")
    raise AttributeError(f"There is no explorer {name!r}. There are: {', '.join(_EXPLORERS)}.")
