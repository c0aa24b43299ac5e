"""A real JupyterLab and a real Chromium, started for tests and screenshots.

`LabServer` serves a temporary folder, so no notebook of the repository is ever
written to. `Notebook` is one opened notebook with the few verbs tests need. Every
request that leaves this machine is refused and remembered in `Guard.outside`.
"""

from __future__ import annotations

import json
import os
import shutil
import socket
import subprocess
import sys
import time
import urllib.error
import urllib.request
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any
from urllib.parse import quote, urlsplit

from playwright.sync_api import Browser, ConsoleMessage, Page, Playwright, Route, ViewportSize

LOCAL_HOSTS = {"127.0.0.1", "localhost", ""}
# JupyterLab draws only the cells in view unless told otherwise; a test wants them all.
LAB_SETTINGS: dict[str, dict[str, Any]] = {
    "@jupyterlab/notebook-extension/tracker": {"windowingMode": "none"},
    "@jupyterlab/apputils-extension/notification": {
        "fetchNews": "false",
        "checkForUpdates": False,
    },
    "@jupyterlab/docmanager-extension/plugin": {"autosave": False},
}
CHROMIUM_FLAGS = [
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
]


def find_chromium(playwright: Playwright) -> str | None:
    """Return the path of a Chromium to drive, or None where there is none."""
    named = os.environ.get("MARCHWEST_CHROMIUM")
    commands = ("chromium", "chromium-browser", "google-chrome", "google-chrome-stable")
    candidates = [named, *map(shutil.which, commands), playwright.chromium.executable_path]
    return next((path for path in candidates if path and Path(path).is_file()), None)


def launch_chromium(playwright: Playwright, executable: str) -> Browser:
    """Start the browser without a window; the sandbox is off only for root, who cannot use it."""
    flags = list(CHROMIUM_FLAGS)
    if is_root():
        flags.append("--no-sandbox")
    return playwright.chromium.launch(executable_path=executable, headless=True, args=flags)


def is_root() -> bool:
    """Say whether this process is the administrator of a Unix machine."""
    return hasattr(os, "geteuid") and os.geteuid() == 0


def free_port() -> int:
    """Return a TCP port that nobody listens on."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


class LabServer:
    """A JupyterLab on a temporary folder, with its own settings, kernels and history."""

    def __init__(self, scratch: Path) -> None:
        self.scratch = scratch
        self.root = scratch / "root"
        self.port = free_port()
        self.url = f"http://127.0.0.1:{self.port}"
        self.log = scratch / "jupyterlab.log"
        self.progress = scratch / "progress"
        self._process: subprocess.Popen[bytes] | None = None

    def start(self, timeout: float = 90) -> None:
        """Start the server and return when it answers."""
        self.root.mkdir(parents=True, exist_ok=True)
        environment = self._environment()
        self._write_settings(Path(environment["JUPYTERLAB_SETTINGS_DIR"]))
        command = [
            sys.executable, "-m", "jupyterlab", "--no-browser", "--ip=127.0.0.1",
            f"--port={self.port}", "--ServerApp.port_retries=0", "--IdentityProvider.token=",
            "--ServerApp.password=", "--expose-app-in-browser",
            f"--ServerApp.root_dir={self.root}", "--LabApp.news_url=",
            "--LabApp.check_for_updates_class=jupyterlab.NeverCheckForUpdate",
            "--LabApp.extension_manager=readonly",
        ]  # fmt: skip
        if is_root():
            command.append("--allow-root")
        with self.log.open("wb") as log:
            self._process = subprocess.Popen(
                command, cwd=self.root, env=environment, stdout=log, stderr=subprocess.STDOUT
            )
        self._wait_until_it_answers(timeout)

    def stop(self) -> None:
        """End the server and the kernels it started."""
        if self._process is None:
            return
        self._process.terminate()
        try:
            self._process.wait(15)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait(5)

    def add(self, notebook: dict[str, Any], name: str) -> str:
        """Write a notebook into the served folder and return its path there."""
        path = self.root / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(json.dumps(notebook), encoding="utf-8")
        return name

    def _environment(self) -> dict[str, str]:
        home = self.scratch / "home"
        folders = {
            "HOME": home,
            "JUPYTER_CONFIG_DIR": home / "config",
            "JUPYTER_DATA_DIR": home / "data",
            "JUPYTER_RUNTIME_DIR": home / "runtime",
            "JUPYTERLAB_SETTINGS_DIR": home / "settings",
            "JUPYTERLAB_WORKSPACES_DIR": home / "workspaces",
            "IPYTHONDIR": home / "ipython",
            "MARCHWEST_PROGRESS": self.progress,
        }
        for folder in folders.values():
            folder.mkdir(parents=True, exist_ok=True)
        # A proxy that nobody serves: a kernel that reaches for the network fails at once.
        nowhere = "http://127.0.0.1:9"
        return (
            os.environ
            | {name: str(folder) for name, folder in folders.items()}
            | dict.fromkeys(("HTTP_PROXY", "HTTPS_PROXY", "http_proxy", "https_proxy"), nowhere)
            | {"NO_PROXY": "127.0.0.1,localhost", "no_proxy": "127.0.0.1,localhost"}
        )

    def _write_settings(self, folder: Path) -> None:
        for plugin, values in LAB_SETTINGS.items():
            path = folder / f"{plugin}.jupyterlab-settings"
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(json.dumps(values), encoding="utf-8")

    def _wait_until_it_answers(self, timeout: float) -> None:
        assert self._process is not None
        deadline = time.monotonic() + timeout
        direct = urllib.request.build_opener(urllib.request.ProxyHandler({}))
        while time.monotonic() < deadline:
            if self._process.poll() is not None:
                break
            try:
                with direct.open(f"{self.url}/api", timeout=2):
                    return
            except (urllib.error.URLError, OSError):
                time.sleep(0.2)
        self.stop()
        raise RuntimeError("JupyterLab did not start. Its log ends:\n" + self.tail())

    def tail(self, lines: int = 30) -> str:
        """Return the last lines of the server's log."""
        text = self.log.read_text(encoding="utf-8", errors="replace") if self.log.exists() else ""
        return "\n".join(text.splitlines()[-lines:])


@contextmanager
def running_lab(scratch: Path, course: Path | None = None) -> Iterator[LabServer]:
    """Serve a copy of `course` (if given) and stop the server afterwards."""
    server = LabServer(scratch)
    if course is not None and course.is_dir():
        ignore = shutil.ignore_patterns(".ipynb_checkpoints", "__pycache__")
        shutil.copytree(course, server.root / "course", ignore=ignore)
    try:
        server.start()
        yield server
    finally:
        server.stop()


def is_outside(url: str) -> bool:
    """Say whether an address lies on another machine."""
    parts = urlsplit(url)
    is_remote_kind = parts.scheme in {"http", "https", "ws", "wss", "ftp"}
    return is_remote_kind and (parts.hostname or "") not in LOCAL_HOSTS


class Guard:
    """Refuses every request that would leave this machine and remembers it."""

    def __init__(self, page: Page) -> None:
        self.outside: list[str] = []
        self.console_errors: list[str] = []
        page.route("**/*", self._decide)
        page.on("request", lambda request: self._note(request.url))
        page.on("websocket", lambda socket: self._note(socket.url))
        page.on("console", self._listen)
        page.on("pageerror", lambda error: self.console_errors.append(str(error)))

    def _decide(self, route: Route) -> None:
        if is_outside(route.request.url):
            route.abort()
        else:
            route.fallback()  # a test may have its own say about local requests

    def _note(self, url: str) -> None:
        if is_outside(url):
            self.outside.append(url)

    def _listen(self, message: ConsoleMessage) -> None:
        if message.type == "error":
            self.console_errors.append(message.text)


# Elements that stick out of the notebook's column, or outputs that need sideways scrolling.
# Code cells and data tables may scroll inside their own frame, as JupyterLab means them to.
OVERFLOW_SCRIPT = """
() => {
  const outer = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook');
  const scroller = outer.querySelector('.jp-WindowedPanel-outer') || outer;
  const right = scroller.getBoundingClientRect().left + scroller.clientWidth;
  const found = [];
  const name = (el) => el.tagName.toLowerCase() + '.' + (el.getAttribute('class') || '');
  if (scroller.scrollWidth > scroller.clientWidth + 1) {
    found.push(`notebook: ${scroller.scrollWidth} > ${scroller.clientWidth}`);
  }
  const mayScroll = (el) => {
    for (let up = el; up && up !== scroller; up = up.parentElement) {
      if (up.matches('.cm-scroller, .marchwest-scroll, .jp-mod-hidden, pre')) return true;
    }
    return false;
  };
  const frames = scroller.querySelectorAll(
    '.jp-OutputArea-output, .jp-RenderedMarkdown, .widget-box, .jp-RenderedHTMLCommon');
  for (const el of frames) {
    if (el.scrollWidth > el.clientWidth + 1 && el.clientWidth > 0 && !mayScroll(el)) {
      found.push(`${name(el)}: ${el.scrollWidth} > ${el.clientWidth}`);
    }
  }
  for (const el of scroller.querySelectorAll('svg, img, table, h1, h2, h3, p, select, button')) {
    const box = el.getBoundingClientRect();
    if (box.width > 0 && box.right > right + 1 && !mayScroll(el)) {
      found.push(`${name(el)} ends at ${Math.round(box.right)}, column at ${Math.round(right)}`);
    }
  }
  return found;
}
"""

CHARTS_SCRIPT = """
() => [...document.querySelectorAll('.jp-NotebookPanel:not(.lm-mod-hidden) .jp-Notebook svg')]
  .filter(svg => svg.matches('svg.marks') && svg.getClientRects().length > 0)
  .map(svg => {
    const named = svg.closest('[aria-label]') || svg.querySelector('[aria-label]');
    return {label: named ? named.getAttribute('aria-label') : '',
            width: svg.getBoundingClientRect().width,
            marks: svg.querySelectorAll('path, rect, line, text').length};
  })
"""


SHOWN = ".jp-NotebookPanel:not(.lm-mod-hidden)"
"""The notebook in front."""


class Notebook:
    """One notebook opened in JupyterLab.

    With the guard of a page, on which JupyterLab stands already (see `LabPage`), it is opened there.
    """

    def __init__(
        self, page: Page, server: LabServer, path: str, guard: Guard | None = None
    ) -> None:
        self.page = page
        self.path = path
        if guard is None:
            self.guard = Guard(page)
            page.goto(f"{server.url}/lab/tree/{quote(path)}?reset")
            page.wait_for_function("window.jupyterapp !== undefined", timeout=60_000)
            page.evaluate("() => window.jupyterapp.restored")
        else:
            self.guard = guard
            page.evaluate(
                # Without the widget that the command returns.
                "async (path) => {"
                " await window.jupyterapp.commands.execute('docmanager:open', {path}); }",
                path,
            )
        page.wait_for_selector(f"{SHOWN} .jp-Notebook .jp-Cell", timeout=60_000)
        self._collapse_sidebar()
        self._wait_for_kernel()

    def run_all(self, timeout: float = 120) -> None:
        """Run every cell; return when the last has finished and the charts stand still."""
        self.page.set_default_timeout(timeout * 1000)
        self.page.evaluate("() => window.jupyterapp.commands.execute('notebook:run-all-cells')")
        self.page.wait_for_function(
            "() => { const nb = window.jupyterapp.shell.currentWidget;"
            " return nb.sessionContext.session.kernel.status === 'idle'; }"
        )
        self.wait_until_drawn()

    def wait_until_drawn(self, quiet: float = 0.5, timeout: float = 30) -> None:
        """Wait until no element was added or changed for `quiet` seconds."""
        self.page.evaluate(
            """([quiet, timeout]) => new Promise((resolve) => {
              let last = performance.now();
              const started = last;
              const watcher = new MutationObserver(() => { last = performance.now(); });
              const root = document.querySelector('.jp-NotebookPanel:not(.lm-mod-hidden)');
              watcher.observe(root, {childList: true, subtree: true, attributes: true});
              const timer = setInterval(() => {
                const now = performance.now();
                if (now - last > quiet * 1000 || now - started > timeout * 1000) {
                  clearInterval(timer); watcher.disconnect(); resolve();
                }
              }, 50);
            })""",
            [quiet, timeout],
        )

    def content(self) -> dict[str, Any]:
        """Return the notebook as JupyterLab holds it now, outputs included."""
        # As text: what JavaScript calls undefined must be absent, not None.
        found: dict[str, Any] = json.loads(
            self.page.evaluate(
                "() => JSON.stringify(window.jupyterapp.shell.currentWidget.content.model.toJSON())"
            )
        )
        return found

    def outputs(self) -> list[tuple[int, dict[str, Any]]]:
        """Return every output with the number of its cell, counted from 0."""
        return [
            (number, output)
            for number, cell in enumerate(self.content()["cells"])
            for output in cell.get("outputs", [])
        ]

    def troubles(self) -> list[str]:
        """Return one line for each error or text on stderr."""
        lines = []
        for number, output in self.outputs():
            if output["output_type"] == "error":
                lines.append(f"cell {number}: {output['ename']}: {output['evalue']}")
            elif output.get("name") == "stderr":
                lines.append(f"cell {number}: stderr: {''.join(output['text'])[:300]}")
        shown = self.page.locator(".jp-Notebook >> text=/Error displaying widget|Loading widget/")
        lines += [f"on the page: {text}" for text in shown.all_inner_texts()]
        return lines

    def charts(self) -> list[dict[str, Any]]:
        """Return label, width and number of marks of every chart drawn as SVG."""
        found: list[dict[str, Any]] = self.page.evaluate(CHARTS_SCRIPT)
        return found

    def overflow(self) -> list[str]:
        """Return one line for each element that is wider than its place."""
        found: list[str] = self.page.evaluate(OVERFLOW_SCRIPT)
        return found

    def screenshots(self, folder: Path, stem: str) -> list[Path]:
        """Photograph the notebook screen by screen, from the first cell to the last."""
        folder.mkdir(parents=True, exist_ok=True)
        scroller = self.page.locator(
            ".jp-NotebookPanel:not(.lm-mod-hidden) .jp-WindowedPanel-outer"
        )
        height, step = scroller.evaluate("el => [el.scrollHeight, el.clientHeight]")
        shots = []
        for number, top in enumerate(range(0, height, max(step - 40, 200)), start=1):
            scroller.evaluate("(el, top) => { el.scrollTop = top; }", top)
            self.page.wait_for_timeout(150)
            shots.append(folder / f"{stem}-{number:02d}.png")
            self.page.screenshot(path=str(shots[-1]))
            if top + step >= height:
                break
        return shots

    def close(self) -> None:
        """End the notebook's kernel."""
        self.page.evaluate(
            "() => window.jupyterapp.shell.currentWidget?.sessionContext?.shutdown()"
        )

    def put_away(self) -> None:
        """End the notebook's kernel and take the notebook, unsaved, off a page that goes on."""
        self.close()
        self.page.evaluate("() => window.jupyterapp.shell.currentWidget.dispose()")
        self.page.wait_for_selector(SHOWN, state="detached")

    def _collapse_sidebar(self) -> None:
        self.page.evaluate("() => window.jupyterapp.shell.collapseLeft()")
        self.page.evaluate("() => window.jupyterapp.shell.collapseRight()")

    def _wait_for_kernel(self) -> None:
        self.page.wait_for_function(
            "() => { const nb = window.jupyterapp.shell.currentWidget;"
            " const kernel = nb?.sessionContext?.session?.kernel;"
            " return kernel && kernel.status === 'idle'; }",
            timeout=60_000,
        )


def small_notebook(*sources: str) -> dict[str, Any]:
    """Return a notebook of code cells; a cell that starts with `#%md` is Markdown."""
    cells: list[dict[str, Any]] = []
    for number, source in enumerate(sources):
        shared = {"id": f"cell-{number}", "metadata": {}, "source": source.removeprefix("#%md\n")}
        if source.startswith("#%md"):
            cells.append({"cell_type": "markdown", **shared})
        else:
            cells.append({"cell_type": "code", "execution_count": None, "outputs": [], **shared})
    kernel = {"display_name": "Python 3", "language": "python", "name": "python3"}
    metadata = {"kernelspec": kernel, "language_info": {"name": "python"}}
    return {"cells": cells, "metadata": metadata, "nbformat": 4, "nbformat_minor": 5}


class LabPage:
    """A page on which one notebook after the other is opened: JupyterLab is loaded only once.

    Where a test fails the page may be in any state; then the next one gets a new page.
    """

    def __init__(self, browser: Browser, server: LabServer) -> None:
        self._browser = browser
        self._server = server
        self._page: Page | None = None
        self._guard: Guard | None = None

    @contextmanager
    def opened(self, path: str) -> Iterator[Notebook]:
        """Open a notebook of the served folder, and put it away afterwards."""
        try:
            notebook = self._open(path)
            yield notebook
            notebook.put_away()
        except BaseException:
            self.close()
            raise

    def close(self) -> None:
        """Leave the page; the next notebook gets a new one."""
        if self._page is not None:
            self._page.context.close()
        self._page = self._guard = None

    def _open(self, path: str) -> Notebook:
        if self._page is None:
            self._page = self._browser.new_context(viewport=VIEWPORT).new_page()
        self._page.set_viewport_size(VIEWPORT)
        if self._guard is not None:
            # Not this notebook's: the one before lost its kernel while it was put away.
            self._guard.outside.clear()
            self._guard.console_errors.clear()
        notebook = Notebook(self._page, self._server, path, self._guard)
        self._guard = notebook.guard
        return notebook


VIEWPORT: ViewportSize = {"width": 1280, "height": 900}
