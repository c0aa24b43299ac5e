"""March West: a course on China's security engagement with Central Asia.

This module hands on the short list of names that a notebook needs. Each is loaded when it is
first used, so that ``import marchwest`` stays light.
"""

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from marchwest.charts.tables import show
    from marchwest.claims import cite, claims, compare, disagreements, find
    from marchwest.data import load, table_names
    from marchwest.language import set_language
    from marchwest.names import country
    from marchwest.practice.progress import progress
    from marchwest.setup_check import check_setup

_HOMES = {
    "load": "marchwest.data",
    "table_names": "marchwest.data",
    "country": "marchwest.names",
    "claims": "marchwest.claims",
    "cite": "marchwest.claims",
    "compare": "marchwest.claims",
    "disagreements": "marchwest.claims",
    "find": "marchwest.claims",
    "check_setup": "marchwest.setup_check",
    "progress": "marchwest.practice.progress",
    "set_language": "marchwest.language",
    "show": "marchwest.charts.tables",
}

__all__ = [
    "check_setup",
    "cite",
    "claims",
    "compare",
    "country",
    "disagreements",
    "find",
    "load",
    "progress",
    "set_language",
    "show",
    "table_names",
]


def __getattr__(name: str) -> Any:
    if name in _HOMES:
        return getattr(import_module(_HOMES[name]), name)
    raise AttributeError(f"module 'marchwest' has no attribute {name!r}. It has: {__all__}")


def __dir__() -> list[str]:
    return [*__all__, "__doc__"]
