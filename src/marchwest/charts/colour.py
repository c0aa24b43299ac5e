"""How different colours look: contrast, and what a reader with colour blindness sees."""

from __future__ import annotations

import re

import numpy as np
from numpy.typing import NDArray

__all__ = ["KINDS_OF_SIGHT", "contrast", "difference", "rgb"]

KINDS_OF_SIGHT = ("normal", "deuteranopia", "protanopia", "tritanopia")

# Machado, Oliveira and Fernandes (2009), severity 1.0, on linear RGB.
_SIMULATION = {
    "normal": np.eye(3),
    "deuteranopia": np.array(
        [
            [0.367322, 0.860646, -0.227968],
            [0.280085, 0.672501, 0.047413],
            [-0.011820, 0.042940, 0.968881],
        ]
    ),
    "protanopia": np.array(
        [
            [0.152286, 1.052583, -0.204868],
            [0.114503, 0.786281, 0.099216],
            [-0.003882, -0.048116, 1.051998],
        ]
    ),
    "tritanopia": np.array(
        [
            [1.255528, -0.076749, -0.178779],
            [-0.078411, 0.930809, 0.147602],
            [0.004733, 0.691367, 0.303900],
        ]
    ),
}
_RGB_TO_XYZ = np.array(
    [
        [0.4124564, 0.3575761, 0.1804375],
        [0.2126729, 0.7151522, 0.0721750],
        [0.0193339, 0.1191920, 0.9503041],
    ]
)
_WHITE = _RGB_TO_XYZ.sum(axis=1)

# The names that learners write; any other CSS name is unknown here and is not judged.
_NAMED = {
    "black": "#000000",
    "blue": "#0000ff",
    "brown": "#a52a2a",
    "crimson": "#dc143c",
    "cyan": "#00ffff",
    "darkblue": "#00008b",
    "darkgreen": "#006400",
    "darkorange": "#ff8c00",
    "darkred": "#8b0000",
    "dodgerblue": "#1e90ff",
    "firebrick": "#b22222",
    "forestgreen": "#228b22",
    "gold": "#ffd700",
    "gray": "#808080",
    "green": "#008000",
    "grey": "#808080",
    "indigo": "#4b0082",
    "lightblue": "#add8e6",
    "lightgray": "#d3d3d3",
    "lightgreen": "#90ee90",
    "lightgrey": "#d3d3d3",
    "magenta": "#ff00ff",
    "maroon": "#800000",
    "navy": "#000080",
    "orange": "#ffa500",
    "pink": "#ffc0cb",
    "purple": "#800080",
    "red": "#ff0000",
    "salmon": "#fa8072",
    "skyblue": "#87ceeb",
    "steelblue": "#4682b4",
    "teal": "#008080",
    "tomato": "#ff6347",
    "violet": "#ee82ee",
    "white": "#ffffff",
    "yellow": "#ffff00",
}
_HEX = re.compile(r"#(?:[0-9a-f]{3}|[0-9a-f]{6})", flags=re.IGNORECASE)


def rgb(colour: str) -> NDArray[np.float64] | None:
    """Return red, green and blue between 0 and 1, or None for a colour that we cannot read.

    Parameters
    ----------
    colour : str
        ``#rgb``, ``#rrggbb`` or one of the common CSS names.

    Returns
    -------
    numpy.ndarray of shape (3,) or None
    """
    text = _NAMED.get(colour.strip().lower(), colour.strip())
    if _HEX.fullmatch(text) is None:
        return None
    digits = text[1:] if len(text) == 7 else "".join(digit * 2 for digit in text[1:])
    return np.array([int(digits[i : i + 2], 16) for i in (0, 2, 4)]) / 255


def _known(colour: str) -> NDArray[np.float64]:
    values = rgb(colour)
    if values is None:
        raise ValueError(f"{colour!r} is not a colour that can be read. Write it as #rrggbb.")
    return values


def _linear(values: NDArray[np.float64]) -> NDArray[np.float64]:
    return np.where(values <= 0.04045, values / 12.92, ((values + 0.055) / 1.055) ** 2.4)


def contrast(colour: str, background: str = "#ffffff") -> float:
    """Return the WCAG 2 contrast ratio of two colours, from 1 to 21.

    Parameters
    ----------
    colour, background : str
        ``#rgb``, ``#rrggbb`` or a common CSS name.

    Returns
    -------
    float

    Examples
    --------
    >>> contrast("black")
    21.0
    """
    first, second = (
        float(_linear(_known(text)) @ [0.2126, 0.7152, 0.0722]) for text in (colour, background)
    )
    lighter, darker = max(first, second), min(first, second)
    return round((lighter + 0.05) / (darker + 0.05), 2)


def _lab(linear: NDArray[np.float64]) -> NDArray[np.float64]:
    xyz = (_RGB_TO_XYZ @ linear) / _WHITE
    f = np.where(xyz > 216 / 24389, np.cbrt(xyz), (24389 / 27 * xyz + 16) / 116)
    return np.array([116 * f[1] - 16, 500 * (f[0] - f[1]), 200 * (f[1] - f[2])])


def difference(one: str, other: str, sight: str = "normal") -> float:
    """Return how far apart two colours look, as a distance in CIELAB.

    Parameters
    ----------
    one, other : str
        ``#rgb``, ``#rrggbb`` or a common CSS name.
    sight : str, default "normal"
        One of `KINDS_OF_SIGHT`.

    Returns
    -------
    float
        About 2 is a difference that one can just see; under 20, marks of chart size are
        easily taken for one another.
    """
    matrix = _SIMULATION[sight]
    seen = [np.clip(matrix @ _linear(_known(text)), 0, 1) for text in (one, other)]
    return float(np.linalg.norm(_lab(seen[0]) - _lab(seen[1])))
