"""Import Altair without a grammar that nothing here uses: a chart comes nearly a second sooner."""

from __future__ import annotations

import sys

__all__ = ["import_altair"]

_GRAMMAR = "rfc3987_syntax"
"""Checks addresses in letters of all scripts. JupyterLab's server brings it along; jsonschema, which
Altair imports, loads it where it finds it, and it builds 38 parsers when it is loaded."""


def import_altair() -> None:
    """Import Altair; where nobody has loaded the grammar yet, as if it were not installed.

    jsonschema then does not know the formats ``iri`` and ``iri-reference``, and so lets them pass;
    no chart has such a value. Whoever imports the grammar afterwards gets it.
    """
    if _GRAMMAR in sys.modules or "jsonschema" in sys.modules:
        import altair
    else:
        sys.modules[_GRAMMAR] = None  # type: ignore[assignment]  # Python's own mark for "not there"
        try:
            import altair  # noqa: F401
        finally:
            del sys.modules[_GRAMMAR]
