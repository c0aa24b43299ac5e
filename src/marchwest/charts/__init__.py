"""Charts that show without a network, say in words what they show, and bring their table.

``charts.enable()`` at the top of a notebook gives every Altair chart of the session the course's
theme and renderer. A `Figure` needs no such call.
"""

from marchwest.charts import exercises, sources
from marchwest.charts.describe import describe, described
from marchwest.charts.figure import Figure
from marchwest.charts.lint import lint
from marchwest.charts.palette import COUNTRIES, PALETTE, ROLES, SOURCES, Style
from marchwest.charts.render import bundle, enable

__all__ = [
    "COUNTRIES",
    "PALETTE",
    "ROLES",
    "SOURCES",
    "Figure",
    "Style",
    "bundle",
    "describe",
    "described",
    "enable",
    "exercises",
    "lint",
    "sources",
]
