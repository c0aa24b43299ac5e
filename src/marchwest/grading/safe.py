"""Take out of a notebook what would run in the browser of whoever reads it."""

from __future__ import annotations

import html
import re
from collections.abc import Callable
from typing import Any

import bleach
from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

from marchwest.grading.nodes import node

__all__ = ["SafeToShow"]

_HARMLESS = "b|i|em|strong|u|s|br|sub|sup"
# A browser reads `<` as the beginning of a tag only where a letter, `/`, `!` or `?` follows.
_TAG = re.compile(rf"<(?!/?(?:{_HARMLESS})\s*/?>)(?=[A-Za-z/!?])", re.IGNORECASE)
_STYLE_OR_SCRIPT = re.compile(r"<(style|script)\b.*?(?:</\1\s*>|\Z)", re.IGNORECASE | re.DOTALL)
# Where a Markdown link leads to: `[text](here)` or `[name]: here`.
_TARGET = re.compile(r"(\]\(\s*|\]:\s*)([^\s)]+)")
_ATTACHED = re.compile(r"(\]\(\s*<?|\]:\s*<?)(attachment:[^\s)>]*)", re.IGNORECASE)
_SCHEMES = {"http", "https", "mailto", "attachment"}
_BASE64 = re.compile(r"[A-Za-z0-9+/=\s]*")
_TABLE = "table caption colgroup col thead tbody tfoot tr th td"
_TEXT = "a b blockquote br code dd div dl dt em h1 h2 h3 h4 h5 h6 hr i li ol p pre s small span"
_TAGS = {*_TABLE.split(), *_TEXT.split(), "strong", "sub", "sup", "u", "ul"}
_ATTRIBUTES = {
    "a": ["href", "title"],
    "td": ["colspan", "rowspan"],
    "th": ["colspan", "rowspan", "scope"],
    "table": ["class"],
}


class SafeToShow(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Keep a student's text and tables, and nothing of theirs that a browser would execute.

    Formgrader and feedback pages stand on the instructor's Jupyter server, and nbgrader puts
    Markdown and HTML into them as they are: a script in an essay could do there whatever the
    instructor can. So this runs after grading, and again before feedback. What is taken out of
    an essay stays readable as text: ``<script>`` becomes ``< script>``.
    """

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Make one notebook safe, in place."""
        nb.metadata.pop("widgets", None)
        nb.metadata.pop("title", None)
        nb.metadata.language_info = node({"name": "python", "pygments_lexer": "ipython3"})
        return super().preprocess(nb, resources)  # type: ignore[no-any-return,unused-ignore]

    def preprocess_cell(
        self, cell: NotebookNode, resources: dict[str, Any], index: int
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Make one cell safe; a text of the release's own stays as it is."""
        if cell.cell_type == "code":
            cell.outputs = [_safe_output(output) for output in cell.outputs]
        elif not cell.metadata.get("nbgrader", {}).get("locked"):
            kept = _safe_attachments(cell.get("attachments"))
            cell.source = _with_attachments(_without_tags(cell.source), set(kept))
            if "attachments" in cell:
                cell.attachments = node(kept)
        return cell, resources


def _safe_attachments(attachments: Any) -> dict[str, dict[str, str]]:
    """Keep pictures; an attachment of which nothing is left would stop the page."""
    if not isinstance(attachments, dict):
        return {}
    cleaned = {
        _without_tags(name): _safe_data(data, ("image/png", "image/jpeg"))
        for name, data in attachments.items()
        if isinstance(data, dict)
    }
    return {name: data for name, data in cleaned.items() if data}


def _with_attachments(text: str, names: set[str]) -> str:
    """Return text whose links to attachments all lead to one that is there."""

    def kept(link: re.Match[str]) -> str:
        _, _, name = link[2].partition(":")
        return link[0] if name in names else f"{link[1]}#"

    return _ATTACHED.sub(kept, text)


def _without_tags(text: str) -> str:
    return _TARGET.sub(_safe_target, _TAG.sub("< ", text))


def _safe_target(link: re.Match[str]) -> str:
    """Return a link that leads to a page; `javascript:` in any spelling leads nowhere."""
    target = re.sub(r"[\s\\\x00-\x1f]", "", html.unescape(link[2]))
    scheme, colon, _ = target.partition(":")
    if not colon or re.search(r"[/?#]", scheme) or scheme.lower() in _SCHEMES:
        return link[0]
    return f"{link[1]}#"


def _safe_html(text: str) -> str:
    cleaned = bleach.clean(_STYLE_OR_SCRIPT.sub("", text), tags=_TAGS, attributes=_ATTRIBUTES)
    return str(cleaned)


_SHOWN: dict[str, Callable[[str], str]] = {
    "text/plain": str,
    "text/latex": _without_tags,
    "text/markdown": _without_tags,
    "text/html": _safe_html,
    # Embedded as an <img>, where no script runs.
    "image/svg+xml": str,
}


def _safe_output(output: NotebookNode) -> NotebookNode:
    if output.output_type in ("stream", "error"):
        return output
    output.data = node(_safe_data(output.data, (*_SHOWN, "image/png", "image/jpeg")))
    output.metadata = node(
        {kind: _size(about) for kind, about in output.metadata.items() if kind.startswith("image/")}
    )
    return output


def _size(about: Any) -> dict[str, int]:
    """Return width and height of a picture: charts are drawn larger than they are shown."""
    if not isinstance(about, dict):
        return {}
    return {key: about[key] for key in ("width", "height") if isinstance(about.get(key), int)}


def _safe_data(data: dict[str, Any], kinds: tuple[str, ...]) -> dict[str, str]:
    """Keep the forms of an output that are text, a table or a picture."""
    kept = {}
    for kind in kinds:
        content = data.get(kind)
        if not isinstance(content, str):
            continue
        if kind in _SHOWN:
            kept[kind] = _SHOWN[kind](content)
        elif _BASE64.fullmatch(content):
            kept[kind] = content
    return kept
