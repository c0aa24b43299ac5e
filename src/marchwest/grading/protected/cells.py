"""Run cells in an IPython shell of this process and collect their outputs as a kernel would."""

from __future__ import annotations

import ast
import base64
import io
import os
import signal
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from types import CodeType
from typing import Any, Final

from IPython.core.displayhook import DisplayHook
from IPython.core.displaypub import DisplayPublisher
from IPython.core.interactiveshell import InteractiveShell
from traitlets.config import Config

__all__ = ["CellShell", "make_shell"]

_MOST_TEXT: Final = 1_000_000
_MOST_DATA: Final = 8_000_000
_MOST_OUTPUTS: Final = 500

Output = dict[str, Any]


class _Outputs:
    """The outputs of the cell that runs."""

    def __init__(self) -> None:
        self.clear()

    def clear(self) -> None:
        self.items: list[Output] = []
        self.text = 0
        self.clears_next = False

    def add(self, output: Output) -> None:
        if self.clears_next:
            self.clear()
        if len(self.items) < _MOST_OUTPUTS or output["output_type"] in ("error", "execute_result"):
            self.items.append(output)

    def write(self, name: str, text: str) -> None:
        if self.clears_next:
            self.clear()
        room = _MOST_TEXT - self.text
        if room <= 0:
            return
        self.text += len(text)
        text = text if len(text) <= room else text[:room] + "\n... output cut ...\n"
        last = self.items[-1] if self.items else None
        if last and last["output_type"] == "stream" and last["name"] == name:
            last["text"].append(text)
        elif len(self.items) < _MOST_OUTPUTS:
            self.items.append({"output_type": "stream", "name": name, "text": [text]})

    def taken(self) -> list[Output]:
        for item in self.items:
            if item["output_type"] == "stream":
                item["text"] = "".join(item["text"])
        items = self.items
        self.clear()
        return items


def _json_data(data: dict[str, Any]) -> dict[str, Any]:
    """Return a display's data with bytes as base64 and nothing over size."""
    kept = {}
    for kind, content in data.items():
        value = base64.b64encode(content).decode("ascii") if isinstance(content, bytes) else content
        if isinstance(value, str) and len(value) > _MOST_DATA:
            value = "... output cut ..."
        kept[str(kind)] = value
    return kept


class _Stream(io.TextIOBase):
    def __init__(self, outputs: _Outputs, name: str, number: int) -> None:
        self.outputs = outputs
        self.stream = name
        self.number = number

    def write(self, text: str) -> int:
        if not isinstance(text, str):
            raise TypeError(f"write() argument must be str, not {type(text).__name__}")
        if text:
            self.outputs.write(self.stream, text)
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return False

    def fileno(self) -> int:
        return self.number

    @property
    def encoding(self) -> str:  # type: ignore[override]
        return "utf-8"


class _Publisher(DisplayPublisher):
    outputs: _Outputs

    def publish(  # type: ignore[override,unused-ignore]
        self,
        data: dict[str, Any],
        metadata: dict[str, Any] | None = None,
        *args: Any,
        **kwargs: Any,
    ) -> None:
        self.outputs.add(
            {
                "output_type": "display_data",
                "data": _json_data(data),
                "metadata": metadata or {},
            }
        )

    def clear_output(self, wait: bool = False) -> None:
        if wait:
            self.outputs.clears_next = True
        else:
            self.outputs.clear()


class _Hook(DisplayHook):
    outputs: _Outputs
    found: Output | None = None

    def start_displayhook(self) -> None:
        self.found = None

    def write_output_prompt(self) -> None:
        """Print nothing: the output itself has the number."""

    def write_format_data(
        self, format_dict: dict[str, Any], md_dict: dict[str, Any] | None = None
    ) -> None:
        self.found = {
            "output_type": "execute_result",
            "execution_count": self.prompt_count,
            "data": _json_data(format_dict),
            "metadata": md_dict or {},
        }

    def finish_displayhook(self) -> None:
        if self.found:
            self.outputs.add(self.found)
        self.found = None


class CellShell(InteractiveShell):
    """An IPython shell whose outputs are collected. Make it with `make_shell`."""

    outputs: _Outputs
    prepared: dict[str, tuple[CodeType, CodeType | None] | None]

    def _showtraceback(self, etype: Any, evalue: Any, stb: Any) -> None:
        lines = [str(line) for line in stb] if isinstance(stb, list) else [str(stb)]
        try:
            text = str(evalue)
        except Exception:  # a student's exception may fail to print
            text = "(cannot be printed)"
        self.outputs.add(
            {
                "output_type": "error",
                "ename": str(getattr(etype, "__name__", etype)),
                "evalue": text[:_MOST_TEXT],
                "traceback": [line[:_MOST_TEXT] for line in lines[:1000]],
            }
        )

    def init_history(self) -> None:
        """Keep no history file."""
        super().init_history()  # type: ignore[no-untyped-call]
        self.history_manager.enabled = False  # type: ignore[union-attr,unused-ignore]

    def run(self, source: str, seconds: float = 0) -> list[Output]:
        """Run one cell.

        Parameters
        ----------
        source : str
        seconds : float, default 0
            After so long the cell is interrupted; 0 is never. Code that resists is stopped by
            the process's own limits.

        Returns
        -------
        list of dict
            Outputs in nbformat's form.
        """
        with _interrupted_after(seconds), _descriptors(self.outputs):
            try:
                self.run_cell(source, store_history=True)  # type: ignore[no-untyped-call]
            except KeyboardInterrupt:
                self.outputs.add(_interrupted())
        return self.outputs.taken()

    def run_trusted(self, source: str, seconds: float = 0) -> list[Output]:
        """Run one cell whose text is the instructor's: read and compiled once, then only executed.

        Parameters
        ----------
        source : str
        seconds : float, default 0

        Returns
        -------
        list of dict
            As of `run`.
        """
        prepared = self.prepared.get(source)
        if prepared is None and source not in self.prepared:
            prepared = self.prepared[source] = self._prepare(source)
        if prepared is None:
            return self.run(source, seconds)
        body, last = prepared
        with _interrupted_after(seconds), _descriptors(self.outputs):
            try:
                exec(body, self.user_ns)  # noqa: S102 - the instructor's own code
                if last is not None:
                    self.displayhook(eval(last, self.user_ns))  # noqa: S307
            except BaseException:
                self.showtraceback()
            self.execution_count += 1
        return self.outputs.taken()

    def _prepare(self, source: str) -> tuple[CodeType, CodeType | None] | None:
        """Compile a cell: all but the last expression, and that; None where IPython has to run it."""
        if source.rstrip().endswith(";"):
            return None
        try:
            text: str = self.transform_cell(source)  # type: ignore[no-untyped-call]
            name = self.compile.cache(text, self.execution_count, raw_code=source)
            tree = ast.parse(text, name)
            last = None
            expression = tree.body[-1] if tree.body else None
            if isinstance(expression, ast.Expr):
                tree.body.pop()
                last = compile(ast.Expression(expression.value), name, "eval")
            return compile(tree, name, "exec"), last
        except (SyntaxError, ValueError):
            return None


def _interrupted() -> Output:
    text = "KeyboardInterrupt: the cell took too long and was stopped."
    return {"output_type": "error", "ename": "KeyboardInterrupt", "evalue": "", "traceback": [text]}


@contextmanager
def _interrupted_after(seconds: float) -> Iterator[None]:
    if not seconds:
        yield
        return

    def interrupt(_number: int, _frame: object) -> None:
        raise KeyboardInterrupt

    before = signal.signal(signal.SIGALRM, interrupt)
    signal.setitimer(signal.ITIMER_REAL, seconds, 1.0)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


@contextmanager
def _descriptors(outputs: _Outputs) -> Iterator[None]:
    """Collect what programs started by a cell write to the process's own streams."""
    file = _descriptor_file()
    start = os.lseek(file, 0, os.SEEK_END)
    sys.stdout, sys.stderr = _Stream(outputs, "stdout", 1), _Stream(outputs, "stderr", 2)
    try:
        yield
    finally:
        size = os.lseek(file, 0, os.SEEK_END) - start
        if size > 0:
            text = os.pread(file, min(size, _MOST_TEXT), start).decode("utf-8", "replace")
            outputs.write("stdout", text)


_file: int | None = None


def _descriptor_file() -> int:
    global _file
    if _file is None:
        with tempfile.TemporaryFile() as opened:
            _file = os.dup(opened.fileno())
        os.set_inheritable(_file, False)
        os.dup2(_file, 1)
        os.dup2(_file, 2)
        null = os.open(os.devnull, os.O_RDONLY)
        os.dup2(null, 0)
        os.close(null)
    return _file


def make_shell() -> CellShell:
    """Make the shell of this process.

    Returns
    -------
    CellShell
        ``get_ipython()`` in a cell returns it.
    """
    config = Config()
    config.HistoryManager.enabled = False
    config.InteractiveShell.colors = "nocolor"
    config.InteractiveShell.enable_tip = False
    shell = CellShell.instance(config=config, displayhook_class=_Hook, display_pub_class=_Publisher)
    outputs = _Outputs()
    shell.outputs = outputs
    shell.prepared = {}
    hook, publisher = shell.displayhook, shell.display_pub
    formatter = shell.display_formatter
    assert isinstance(hook, _Hook)
    assert isinstance(publisher, _Publisher)
    assert formatter is not None
    hook.outputs = publisher.outputs = outputs
    # A kernel formats with every formatter; a terminal with text only.
    formatter.active_types = list(formatter.format_types)
    sys.displayhook = shell.displayhook
    return shell
