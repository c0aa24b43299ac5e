"""The shell that all explorers share: controls above, figure below, reset and citation.

An explorer is a pure function from state to `Figure` and a list of controls. Everything a
learner touches is here, so that every explorer has the same labels, the same keyboard path,
the same sentence and table, and the same way back.

On the page there are two outputs: the live widget, and a static copy (picture, sentence,
table) that hides itself beside a living widget. The copy is what a reader sees where no
kernel runs: in exported HTML, on a code host, in a notebook opened again later.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from html import escape
from typing import TYPE_CHECKING, Any

from marchwest.errors import NotFoundError, nearest
from marchwest.explorers.citation import call_text, cite_view
from marchwest.explorers.controls import Control
from marchwest.language import gettext

if TYPE_CHECKING:
    import ipywidgets

    from marchwest.charts.figure import Figure

__all__ = ["Explorer"]


class Explorer:
    """Controls, a figure that follows them, and the call that gives the same figure in code.

    Parameters
    ----------
    view : callable
        The pure function: keyword arguments named as the controls in, `Figure` out. Where a
        row of the figure's table is a claim, the table has the columns `citation.CLAIM` and
        `citation.LOCATOR`; "Cite this view" reads them.
    controls : sequence of Control
        In the order of the keyboard path.
    call : str
        How a learner writes the function, for example ``"explorers.exercises.view"``.
    question : str
        What the explorer answers, in one line above the controls.
    room : int, default 0
        Letters of the longest sentence that the function gives. Room for it is kept above the
        chart, so that the chart never jumps when a sentence needs another line.
    """

    def __init__(
        self,
        view: Callable[..., Figure],
        controls: Sequence[Control],
        *,
        call: str,
        question: str,
        room: int = 0,
    ) -> None:
        self._view = view
        self.room = room
        """Letters for which there is room above the chart."""
        self._call = call
        self._question = question
        self._defaults = {control.name: control.default for control in controls}
        self._is_setting = False
        self.controls: dict[str, ipywidgets.ValueWidget] = {
            control.name: control.build() for control in controls
        }
        self.figure: Figure = view(**self._defaults)
        """The figure that is shown now."""
        self._build_buttons()
        self._build_page()
        for widget in self.controls.values():
            widget.observe(self._follow, names="value")

    @property
    def state(self) -> dict[str, Any]:
        """The value of every control, by name."""
        return {name: widget.value for name, widget in self.controls.items()}

    def set(self, **values: Any) -> None:
        """Set some controls from code; the figure follows once.

        Parameters
        ----------
        **values
            Control name to value.

        Raises
        ------
        NotFoundError
            If there is no control of that name; the message offers the nearest.
        """
        for name in values:
            if name not in self.controls:
                known = nearest(name, self.controls) or list(self.controls)
                raise NotFoundError(f"No control is called {name!r}. Use {', '.join(known)}.")
        # The function checks the values before a widget could silently bend them.
        self._view(**(self.state | values))
        self._is_setting = True
        try:
            for name, value in values.items():
                self.controls[name].value = value
        finally:
            self._is_setting = False
        self._update()

    def reset(self) -> None:
        """Put every control back to where it was at first."""
        self.set(**self._defaults)

    def cite(self) -> str:
        """Return the call that repeats this view and the sources that it rests on."""
        return cite_view(call_text(self._call, self.state, self._defaults), self.figure.table)

    def _build_buttons(self) -> None:
        import ipywidgets

        self.reset_button = ipywidgets.Button(
            description=gettext("Reset"),
            tooltip=gettext("Put every control back to where it was at first"),
        )
        self.cite_button = ipywidgets.Button(
            description=gettext("Cite this view"),
            tooltip=gettext("Show the sources of this view and the call that repeats it"),
        )
        self.reset_button.on_click(lambda _: self.reset())
        self.cite_button.on_click(lambda _: self._show_citation())

    def _build_page(self) -> None:
        import ipywidgets

        from marchwest.explorers.figure_view import FigureView, figure_json

        self.figure_view = FigureView(figure_json=figure_json(self.figure), room=self.room)
        question = ipywidgets.HTML(f"<p><strong>{escape(self._question)}</strong></p>")
        controls = ipywidgets.Box(list(self.controls.values()))
        buttons = ipywidgets.Box([self.reset_button, self.cite_button])
        controls.add_class("marchwest-controls")
        buttons.add_class("marchwest-controls")
        self.widget = ipywidgets.VBox([question, controls, buttons, self.figure_view])
        self.widget.add_class("marchwest-explorer")

    def _follow(self, _change: object) -> None:
        if not self._is_setting:
            self._update()

    def _update(self) -> None:
        from marchwest.explorers.figure_view import figure_json

        self.figure = self._view(**self.state)
        # A citation of the view before would now be wrong.
        with self.figure_view.hold_sync():
            self.figure_view.citation = ""
            # The first figure was checked; checking each step again would make the slider lag.
            self.figure_view.figure_json = figure_json(self.figure, validate=False)

    def _show_citation(self) -> None:
        self.figure_view.citation = self.cite()

    def _ipython_display_(self) -> None:
        from IPython.display import display

        from marchwest.explorers.static import static_bundle

        display(self.widget)
        # The picture shows the view as it is when the cell runs.
        display(static_bundle(self.figure, self._question, self._call), raw=True)
