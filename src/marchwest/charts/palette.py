"""The fixed looks: which colour and shape stands for which source, country or role.

A source looks the same in every chart of the course, so that a reader learns it once.
"""

from __future__ import annotations

from dataclasses import dataclass

__all__ = ["COUNTRIES", "GREY", "INK", "LAND", "MUTED", "PALETTE", "ROLES", "SOURCES", "Style"]

INK = "#1f2328"
"""Text."""
MUTED = "#57606a"
"""Second-rank text and axis lines; 6:1 on white."""
GREY = "#767676"
"""Data that stands back; still 4.5:1 on white."""
LAND = "#ebebeb"
"""Land on a map: a ground, not data."""

# Chosen by search: at least 3:1 on white, and at least 20 apart in CIELAB for normal sight,
# deuteranopia, protanopia and tritanopia. tests/charts/test_palette.py measures it.
BLUE = "#0064c8"
BROWN = "#7b4c00"
GREEN = "#004a27"
MAGENTA = "#a62d89"
OCHRE = "#c28300"
INDIGO = "#27009c"
VERMILION = "#d9654d"
TEAL = "#1ba28b"
PLUM = "#3f2542"
PALETTE = (BLUE, VERMILION, GREEN, OCHRE, INDIGO, TEAL, MAGENTA, BROWN, PLUM)

_STAR = (
    "M0,-1L0.2245,-0.309L0.9511,-0.309L0.3633,0.118L0.5878,0.809L0,0.382"
    "L-0.5878,0.809L-0.3633,0.118L-0.9511,-0.309L-0.2245,-0.309Z"
)


@dataclass(frozen=True)
class Style:
    """How one thing looks and what it is called."""

    label: str
    colour: str
    shape: str
    """A Vega shape name or an SVG path."""
    letter: str = ""
    """One letter beside the mark, for a reader who sees neither colour nor shape."""


SOURCES = {
    "peyrouse-2010": Style("Peyrouse 2010", BLUE, "circle"),
    "weitz-2012": Style("Weitz 2012", OCHRE, "diamond"),
    "icg-2013": Style("Crisis Group 2013", VERMILION, "square"),
    "swanstrom-2015": Style("Swanström 2015", GREEN, "triangle-up"),
    "pantucci-2019": Style("Pantucci 2019", INDIGO, "triangle-down"),
    "lam-2010": Style("Lam 2010", TEAL, "cross"),
    "blank-2010": Style("Blank 2010", MAGENTA, _STAR),
    "chase-2010": Style("Chase 2010", BROWN, "triangle-right"),
    "hsiao-2010": Style("Hsiao 2010", PLUM, "triangle-left"),
}

COUNTRIES = {
    "CHN": Style("China", VERMILION, "square"),
    "RUS": Style("Russia", BLUE, "diamond"),
    "KAZ": Style("Kazakhstan", OCHRE, "circle"),
    "KGZ": Style("Kyrgyzstan", MAGENTA, "triangle-up"),
    "TJK": Style("Tajikistan", GREEN, "triangle-down"),
    "UZB": Style("Uzbekistan", TEAL, "cross"),
    "TKM": Style("Turkmenistan", PLUM, "triangle-right"),
}

ROLES = {
    "took_part": Style("took part", BLUE, "circle", "T"),
    "host": Style("host", GREEN, "square", "H"),
    "planned": Style("planned", OCHRE, "diamond", "P"),
    "absent": Style("absent", BROWN, "triangle-down", "A"),
    "refused": Style("refused", VERMILION, "cross", "R"),
    "refused_transit": Style("refused transit", MAGENTA, "triangle-left", "N"),
    "gave_transit": Style("gave transit", TEAL, "triangle-right", "Y"),
}
