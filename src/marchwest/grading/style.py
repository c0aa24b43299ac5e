"""How feedback pages look: lines that wrap, tables that can be read."""

from __future__ import annotations

from typing import Any

from nbformat.notebooknode import NotebookNode
from nbgrader.preprocessors import NbGraderPreprocessor

__all__ = ["WrapLines"]

_CSS = """
div.output_area pre, div.output_subarea pre, div.input_area pre, .highlight pre {
  white-space: pre-wrap; word-break: normal; overflow-wrap: anywhere;
}
div.output_error { border-left: 3px solid #b8860b; }
.rendered_html { overflow-wrap: break-word; }
.rendered_html table { display: block; max-width: 100%; overflow-x: auto; margin: 0.5em 0; }
.rendered_html th, .rendered_html td {
  border: 1px solid #ddd; padding: 0.2em 0.6em; text-align: left; vertical-align: top;
}
.rendered_html h1 { font-size: 1.7em; }
"""


class WrapLines(NbGraderPreprocessor):  # type: ignore[misc,unused-ignore]
    """Add our style sheet to a page; after CSSHTMLHeaderPreprocessor, which begins the list."""

    def preprocess(
        self, nb: NotebookNode, resources: dict[str, Any]
    ) -> tuple[NotebookNode, dict[str, Any]]:
        """Add the style sheet."""
        resources.setdefault("inlining", {}).setdefault("css", []).append(_CSS)
        return nb, resources
