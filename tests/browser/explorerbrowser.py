"""An explorer in a real JupyterLab: its controls, and a watch over every frame that is painted.

Tests and `benchmarks/explorers.py` both drive explorers by keyboard; what both need is here.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import ipywidgets
import labbrowser
from playwright.sync_api import Page

from marchwest import explorers

FIGURE = ".marchwest-figure"
CHART = f"{FIGURE} .marchwest-chart svg.marks"
SENTENCE = f"{FIGURE} [role=status]"


@dataclass(frozen=True)
class Part:
    """What Tab reaches: a control, or one of the two handles of a range."""

    role: str
    label: str
    """Its accessible name."""
    key: str
    """Changes its value from where it stands at first."""
    back: str
    """Changes it the other way; the same key where there is only one."""
    name: str
    """The argument of the explorer's ``view``."""


def parts(explorer: str) -> list[Part]:
    """Return each part of each control that Tab must reach, in the order of the keyboard path."""
    found = []
    for name, widget in getattr(explorers, explorer).explore().controls.items():
        label = widget.description
        if isinstance(widget, ipywidgets.IntRangeSlider):
            found += [
                Part("slider", f"{label}: from", "ArrowRight", "ArrowLeft", name),
                Part("slider", f"{label}: to", "ArrowLeft", "ArrowRight", name),
            ]
        elif isinstance(widget, ipywidgets.IntSlider | ipywidgets.FloatSlider):
            keys = ("ArrowRight", "ArrowLeft")
            found.append(Part("slider", label, *_onward(keys, widget.value == widget.max), name))
        elif isinstance(widget, ipywidgets.Checkbox):
            found.append(Part("checkbox", label, "Space", "Space", name))
        else:
            last = widget.index == len(widget.options) - 1
            keys = ("ArrowDown", "ArrowUp")
            found.append(Part("combobox", label, *_onward(keys, last), name))
    return found


def _onward(keys: tuple[str, str], at_the_end: bool) -> tuple[str, str]:
    return (keys[1], keys[0]) if at_the_end else keys


def notebook_of(explorer: str) -> dict[str, Any]:
    """Return a notebook that shows one explorer, with text below that a jump would move."""
    show = f"explorers.{explorer}.explore()"
    return labbrowser.small_notebook("from marchwest import explorers", show, "#%md\nWhat follows.")


def tab_to(page: Page, role: str, name: str) -> None:
    """Press Tab until the named control has the focus, as somebody without a mouse does."""
    for _ in range(40):
        page.keyboard.press("Tab")
        control = page.get_by_role(role, name=name, exact=True)  # type: ignore[arg-type]
        if control.count() and control.first.evaluate("el => el === document.activeElement"):
            return
    raise AssertionError(f"Tab never reaches the {role} {name!r}")


def start_of_controls(page: Page) -> None:
    """Put the focus before the first control."""
    page.locator(".marchwest-explorer").evaluate(
        "el => { el.tabIndex = -1; el.focus(); el.removeAttribute('tabindex'); }"
    )


# `redraws` has one entry a redraw: how it was made, and the milliseconds from the last key until
# a frame with the new chart had been painted. A frame callback runs before its frame is painted;
# a message that it posts arrives after that.
WATCH_SCRIPT = """
([figureSelector, chartSelector]) => {
  const figure = document.querySelector(figureSelector);
  const explorer = figure.closest('.marchwest-explorer');
  const stage = figure.querySelector('.marchwest-chart');
  const scroller = explorer.closest('.jp-WindowedPanel-outer, .jp-Notebook');
  const watch = { frames: 0, blank: 0, replaced: 0, jump: 0, key: 0, redraws: [], moved: [] };
  const first = document.querySelector(chartSelector);
  const place = () => ({
    'page height': scroller.scrollHeight, 'scroll position': scroller.scrollTop,
    'explorer height': explorer.offsetHeight,
    'top of the chart': stage.getBoundingClientRect().top,
    'bottom of the chart': stage.getBoundingClientRect().bottom,
  });
  const before = place();
  const isShown = (svg) => svg.getBoundingClientRect().width > 0
    && getComputedStyle(svg).visibility === 'visible'
    && svg.querySelector('path[d], rect, text') !== null;
  const look = () => {
    if (watch.stopped) return;
    const shown = [...document.querySelectorAll(chartSelector)].filter(isShown);
    watch.frames += 1;
    if (shown.length !== 1) watch.blank += 1;
    if (shown[0] !== first) watch.replaced += 1;
    for (const [what, value] of Object.entries(place())) {
      const by = Math.abs(value - before[what]);
      if (by > 0.5 && !watch.moved.includes(what)) watch.moved.push(what);
      watch.jump = Math.max(watch.jump, by > 0.5 ? by : 0);
    }
    requestAnimationFrame(look);
  };
  requestAnimationFrame(look);
  const onKey = (event) => { watch.key = event.timeStamp; };
  window.addEventListener('keydown', onKey, true);
  let html = first.outerHTML;
  const observer = new MutationObserver(() => {
    const key = watch.key;
    const how = figure.dataset.redraw;
    requestAnimationFrame(() => {
      const channel = new MessageChannel();
      channel.port1.onmessage = () => {
        const ms = performance.now() - key;
        const now = document.querySelector(chartSelector)?.outerHTML ?? '';
        watch.redraws.push({ ms, how, changed: now !== html });
        html = now;
      };
      channel.port2.postMessage(null);
    });
  });
  observer.observe(figure, { attributes: true, attributeFilter: ['data-drawn'] });
  watch.stop = () => {
    watch.stopped = true;
    observer.disconnect();
    window.removeEventListener('keydown', onKey, true);
  };
  window.marchwestWatch?.stop();
  window.marchwestWatch = watch;
}
"""


class Watch:
    """Looks at every frame of the one explorer on the page until `stop`."""

    def __init__(self, page: Page) -> None:
        self._page = page
        page.evaluate(WATCH_SCRIPT, [FIGURE, CHART])

    def at_end(self, key: str) -> bool:
        """Tell whether a key would leave the focused list or slider where it stands."""
        ends: bool = self._page.evaluate(
            """(key) => {
              const control = document.activeElement;
              const forward = ['ArrowDown', 'ArrowRight'].includes(key);
              if (control.tagName === 'SELECT') {
                return control.selectedIndex === (forward ? control.options.length - 1 : 0);
              }
              const [now, end] = ['aria-valuenow', forward ? 'aria-valuemax' : 'aria-valuemin']
                .map((name) => parseFloat(control.getAttribute(name)));
              return forward ? now >= end : now <= end;
            }""",
            key,
        )
        return ends

    def press(self, key: str, timeout: float = 1500) -> dict[str, Any] | None:
        """Press a key and wait for the redraw; None if there is none, as at a slider's end."""
        seen = self._page.evaluate("() => window.marchwestWatch.redraws.length")
        self._page.keyboard.press(key)
        redraw: dict[str, Any] | None = self._page.evaluate(
            """([seen, timeout]) => new Promise((resolve) => {
              const started = performance.now();
              const look = () => {
                const found = window.marchwestWatch.redraws[seen];
                if (found || performance.now() - started > timeout) resolve(found ?? null);
                else setTimeout(look, 10);
              };
              look();
            })""",
            [seen, timeout],
        )
        return redraw

    def stop(self) -> dict[str, Any]:
        """Return the numbers of frames (all, blank, with another chart) and the jump in pixels."""
        seen: dict[str, Any] = self._page.evaluate(
            "() => { const { stop, ...seen } = window.marchwestWatch; stop(); return seen; }"
        )
        return seen
