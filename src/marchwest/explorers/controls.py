"""What a learner can set in an explorer, declared apart from how it is drawn.

Each control has a name (the argument of the explorer's ``view``), a visible label, a default
and a line of help, and knows how to build its ipywidget.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import ipywidgets

__all__ = ["Choice", "Control", "Range", "Slider", "Toggle"]


@dataclass(frozen=True)
class Choice:
    """One of a few named options."""

    name: str
    label: str
    options: Mapping[str, str]
    """Value to the words that the learner sees, in order."""
    default: str
    help: str = ""

    def build(self) -> ipywidgets.Dropdown:
        """Return a drop-down list."""
        import ipywidgets

        pairs = [(words, value) for value, words in self.options.items()]
        return ipywidgets.Dropdown(options=pairs, value=self.default, **_named(self))


@dataclass(frozen=True)
class Range:
    """Two whole numbers, the first not above the second."""

    name: str
    label: str
    low: int
    high: int
    default: tuple[int, int]
    step: int = 1
    help: str = ""

    def build(self) -> ipywidgets.IntRangeSlider:
        """Return a slider with two handles."""
        import ipywidgets

        return ipywidgets.IntRangeSlider(
            value=self.default, min=self.low, max=self.high, step=self.step, **_named(self)
        )


@dataclass(frozen=True)
class Slider:
    """One number."""

    name: str
    label: str
    low: float
    high: float
    default: float
    step: float = 1
    help: str = ""

    def build(self) -> ipywidgets.IntSlider | ipywidgets.FloatSlider:
        """Return a slider; of whole numbers if the step and both ends are whole."""
        import ipywidgets

        bounds = (self.low, self.high, self.default, self.step)
        whole = all(isinstance(bound, int) for bound in bounds)
        kind = ipywidgets.IntSlider if whole else ipywidgets.FloatSlider
        return kind(value=self.default, min=self.low, max=self.high, step=self.step, **_named(self))


@dataclass(frozen=True)
class Toggle:
    """Yes or no."""

    name: str
    label: str
    default: bool
    help: str = ""

    def build(self) -> ipywidgets.Checkbox:
        """Return a check box."""
        import ipywidgets

        return ipywidgets.Checkbox(value=self.default, indent=False, **_named(self))


Control = Choice | Range | Slider | Toggle


def _named(control: Control) -> dict[str, Any]:
    return {
        "description": control.label,
        "tooltip": control.help or control.label,
        "style": {"description_width": "auto"},
    }
