"""Import jsonschema without a grammar that nothing here uses, which takes nearly a second.

Altair and nbformat import jsonschema: a learner's first chart and an instructor's commands come sooner.
"""

from __future__ import annotations

import sys
from importlib import import_module

__all__ = ["import_jsonschema"]

_GRAMMAR = "rfc3987_syntax"
"""Checks addresses in letters of all scripts. JupyterLab's server brings it along; jsonschema loads
it where it finds it, and it builds 38 parsers when it is loaded."""


def import_jsonschema() -> None:
    """Import jsonschema; where nobody has loaded the grammar yet, as if it were not installed.

    jsonschema then does not know the formats ``iri`` and ``iri-reference``, and so lets them pass;
    no chart and no notebook has such a value. Whoever imports the grammar afterwards gets it.
    """
    if _GRAMMAR in sys.modules or "jsonschema" in sys.modules:
        return
    sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # Python's own mark for "not there"
    try:
        import_module("jsonschema")
    finally:
        del sys.modules[_GRAMMAR]
