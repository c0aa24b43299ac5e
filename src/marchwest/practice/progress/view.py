"""The view of progress in a notebook: what `shown` says, and buttons that save and load."""

from __future__ import annotations

import json
from importlib.resources import files
from typing import TYPE_CHECKING, Any

import anywidget
import traitlets

from marchwest.language import current_language, gettext, gettext_noop
from marchwest.practice.progress.saved_file import LARGEST, ProgressError, told_too_big, written

if TYPE_CHECKING:
    from marchwest.practice.progress.report import Progress

__all__ = ["ProgressView"]


class ProgressView(anywidget.AnyWidget):
    """Progress as a widget. Drive it without a browser by its messages."""

    _esm = files(__package__) / "view.js"
    _css = files(__package__) / "view.css"

    report = traitlets.Unicode().tag(sync=True)
    """HTML, escaped."""
    said = traitlets.Unicode("").tag(sync=True)
    """JSON: what became of the last button."""
    words = traitlets.Unicode().tag(sync=True)
    """JSON: the words of the buttons, and their language."""
    largest = traitlets.Int(LARGEST).tag(sync=True)
    """Bytes; a larger file is refused before it is sent."""

    def __init__(self, progress: Progress) -> None:
        self.progress = progress
        self._number = 0
        super().__init__(report=progress.html, words=json.dumps(_words(), ensure_ascii=False))
        self.on_msg(self._hear)

    def _hear(self, _widget: object, content: dict[str, Any], buffers: Any) -> None:
        match content.get("press"):
            case "save":
                self._give("march-west-progress.json", "application/json", self._saved())
                self._say(
                    gettext("The file is in your downloads. On another computer, load it here.")
                )
            case "record":
                page = self.progress.record(str(content.get("name") or "")).html
                self._give("march-west-record.html", "text/html", page)
                self._say(gettext("The page is in your downloads: open it and print it."))
            case "load":
                self._load(bytes(buffers[0]) if buffers else b"")
            case "too-big":
                self._say(told_too_big(gettext_noop("The file")), is_refused=True)
            case "refresh":
                self.report = self.progress.html

    def _saved(self) -> str:
        return written(self.progress.history)

    def _give(self, name: str, kind: str, text: str) -> None:
        self.send({"file": name, "kind": kind, "text": text})

    def _load(self, content: bytes) -> None:
        try:
            told = self.progress.take(content)
        except ProgressError as error:
            self._say(str(error), is_refused=True)
            return
        self.report = self.progress.html
        self._say(str(told))

    def _say(self, text: str, *, is_refused: bool = False) -> None:
        self._number += 1
        word = gettext("Not loaded.") if is_refused else gettext("Done.")
        said = {"number": self._number, "word": word, "text": text}
        self.said = json.dumps(said, ensure_ascii=False)


def _words() -> dict[str, str]:
    return {
        "lang": current_language(),
        "title": gettext("Your progress"),
        "save": gettext("Save to a file"),
        "load": gettext("Load a saved file"),
        "name": gettext("Name on the record (optional)"),
        "record": gettext("Record to print"),
        "note": gettext(
            "It is kept on this computer and sent nowhere. On Binder the computer is lent and "
            "forgets: save before you leave, load when you are back."
        ),
        "silent": gettext("No reply from the kernel."),
        "again": gettext("It may be busy or stopped: run the cell above once more."),
    }
