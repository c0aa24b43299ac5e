"""Charts that show without a network, say in words what they show, and bring their table.

``charts.enable()`` at the top of a notebook gives every Altair chart of the session the course's
theme and renderer. A `Figure` needs no such call.
"""

from marchwest.light_jsonschema import import_jsonschema

import_jsonschema()  # before the modules below import Altair

from marchwest.charts import exercises, sources  # noqa: E402
from marchwest.charts.describe import describe, described  # noqa: E402
from marchwest.charts.figure import Figure  # noqa: E402
from marchwest.charts.lint import lint  # noqa: E402
from marchwest.charts.palette import COUNTRIES, PALETTE, ROLES, SOURCES, Style  # noqa: E402
from marchwest.charts.render import bundle, enable  # noqa: E402

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
