"""Make the PNG of a chart small: a notebook full of pictures should still open quickly.

vl-convert writes 32 bits a pixel and hardly compresses. A chart has few colours, so one byte a
pixel is enough; the edges of letters have more, and get the nearest that is kept.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterator

import numpy as np
from numpy.typing import NDArray

__all__ = ["compact"]

_SIGNATURE = b"\x89PNG\r\n\x1a\n"
_RGBA = (8, 6, 0, 0, 0)
"""Bit depth, colour type, compression, filter method, interlacing of what vl-convert writes."""
_NO_FILTER, _LEFT = 0, 1


def compact(picture: bytes) -> bytes:
    """Return the same picture with at most 256 colours, a fifth of the size or less.

    Parameters
    ----------
    picture : bytes
        A PNG.

    Returns
    -------
    bytes
        The picture unchanged if it is transparent or of a kind that vl-convert does not write.
    """
    chunks = list(_chunks(picture))
    width, height, *kind = struct.unpack(">IIBBBBB", dict(chunks)[b"IHDR"])
    if tuple(kind) != _RGBA:
        return picture
    pixels = _pixels(b"".join(data for name, data in chunks if name == b"IDAT"), width, height)
    if pixels is None or (pixels[..., 3] != 255).any():
        return picture
    palette, index = _palette(pixels[..., :3])
    rows = np.zeros((height, width + 1), dtype=np.uint8)  # each row starts with its filter: none
    rows[:, 1:] = index
    return _SIGNATURE + b"".join(
        _chunk(name, data)
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 3, 0, 0, 0)),
            (b"PLTE", palette.tobytes()),
            (b"IDAT", zlib.compress(rows.tobytes(), 9)),
            (b"IEND", b""),
        )
    )


def _chunks(picture: bytes) -> Iterator[tuple[bytes, bytes]]:
    at = len(_SIGNATURE)
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        yield picture[at + 4 : at + 8], picture[at + 8 : at + 8 + length]
        at += 12 + length


def _chunk(name: bytes, data: bytes) -> bytes:
    return struct.pack(">I", len(data)) + name + data + struct.pack(">I", zlib.crc32(name + data))


def _pixels(stream: bytes, width: int, height: int) -> NDArray[np.uint8] | None:
    """Undo the row filters; None for a filter that vl-convert does not use."""
    rows = np.frombuffer(zlib.decompress(stream), dtype=np.uint8).reshape(height, width * 4 + 1)
    filters, values = rows[:, 0], rows[:, 1:].reshape(height, width, 4)
    if not np.isin(filters, [_NO_FILTER, _LEFT]).all():
        return None
    # Each byte is the difference from the pixel to the left, modulo 256.
    summed = np.cumsum(values, axis=1, dtype=np.uint8)
    return np.where((filters == _LEFT)[:, None, None], summed, values)


def _palette(pixels: NDArray[np.uint8]) -> tuple[NDArray[np.uint8], NDArray[np.uint8]]:
    """Return the 256 most frequent colours and, for each pixel, the nearest of them."""
    wide = pixels.astype(np.uint32)
    codes = (wide[..., 0] << 16) | (wide[..., 1] << 8) | wide[..., 2]
    found, inverse, counts = np.unique(codes, return_inverse=True, return_counts=True)
    colours = np.stack([found >> 16, (found >> 8) & 255, found & 255], axis=1).astype(np.int64)
    kept = colours[np.sort(np.argsort(-counts, kind="stable")[:256])]
    nearest = np.empty(len(colours), dtype=np.uint8)
    for start in range(0, len(colours), 1024):  # in parts, to keep the table of distances small
        part = colours[start : start + 1024]
        distances = ((part[:, None, :] - kept[None, :, :]) ** 2).sum(axis=2)
        nearest[start : start + 1024] = distances.argmin(axis=1)
    return kept.astype(np.uint8), nearest[inverse.reshape(codes.shape)]
