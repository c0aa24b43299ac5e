"""A compacted picture is a valid PNG with the same pixels, as far as 256 colours can show them."""

import struct
import zlib

import altair as alt
import numpy as np
import pandas as pd
import pytest
import vl_convert
from hypothesis import given, settings
from hypothesis import strategies as st

from marchwest.charts.compact import _chunk, _chunks, _pixels, compact


def rgba(pixels: np.ndarray, *, left: bool = True, alpha: int = 255) -> bytes:
    """Write a PNG as vl-convert does: 32 bits, each row the difference to the pixel at its left."""
    height, width, _ = pixels.shape
    full = np.full((height, width, 4), alpha, dtype=np.uint8)
    full[..., :3] = pixels
    if left:
        full[:, 1:] -= full[:, :-1].copy()
    rows = np.concatenate(
        [np.full((height, 1), int(left), np.uint8), full.reshape(height, -1)], axis=1
    )
    return b"\x89PNG\r\n\x1a\n" + b"".join(
        _chunk(name, data)
        for name, data in (
            (b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 6, 0, 0, 0)),
            (b"IDAT", zlib.compress(rows.tobytes())),
            (b"IEND", b""),
        )
    )


def read(picture: bytes) -> np.ndarray:
    """Read a compacted PNG, checking each chunk's checksum."""
    at = 8
    while at < len(picture):
        (length,) = struct.unpack(">I", picture[at : at + 4])
        body = picture[at + 4 : at + 8 + length]
        assert struct.unpack(">I", picture[at + 8 + length : at + 12 + length])[0] == zlib.crc32(
            body
        )
        at += 12 + length
    chunks = dict(_chunks(picture))
    width, height, depth, colour, *_ = struct.unpack(">IIBBBBB", chunks[b"IHDR"])
    assert (depth, colour) == (8, 3)
    palette = np.frombuffer(chunks[b"PLTE"], np.uint8).reshape(-1, 3)
    rows = np.frombuffer(zlib.decompress(chunks[b"IDAT"]), np.uint8).reshape(height, width + 1)
    assert (rows[:, 0] == 0).all()
    return palette[rows[:, 1:]]


@settings(max_examples=30, deadline=None)
@given(st.integers(1, 12), st.integers(1, 12), st.booleans(), st.integers(0, 2**32 - 1))
def test_few_colours_come_back_exactly(width: int, height: int, left: bool, seed: int) -> None:
    pixels = np.random.default_rng(seed).integers(0, 256, (height, width, 3), dtype=np.uint8)
    assert (read(compact(rgba(pixels, left=left))) == pixels).all()


def test_many_colours_come_back_nearly() -> None:
    grey = np.arange(256, dtype=np.uint8)
    pixels = np.stack(np.broadcast_arrays(grey[:, None], grey[None, :], np.uint8(7)), axis=-1)
    pixels = np.concatenate([pixels, np.full((400, 256, 3), 255, np.uint8)])
    back = read(compact(rgba(pixels)))
    assert (back[256:] == 255).all(), "the ground is the most frequent colour and stays exact"
    assert back.shape == pixels.shape


def test_a_chart_shrinks_to_a_quarter_and_looks_the_same() -> None:
    frame = pd.DataFrame({"a": list("abcdef"), "n": range(6)})
    spec = alt.Chart(frame, title="A title").mark_bar().encode(x="a", y="n", color="a").to_dict()
    whole = vl_convert.vegalite_to_png(spec, vl_version="6.4", scale=1.5)
    small = compact(whole)
    assert len(small) < len(whole) / 4
    chunks = list(_chunks(whole))
    width, height = struct.unpack(">II", dict(chunks)[b"IHDR"][:8])
    before = _pixels(b"".join(d for n, d in chunks if n == b"IDAT"), width, height)
    assert before is not None
    off = np.abs(before[..., :3].astype(int) - read(small).astype(int))
    assert off.max() <= 40
    assert off.mean() < 0.1


def test_a_transparent_picture_is_left_alone() -> None:
    picture = rgba(np.zeros((2, 2, 3), np.uint8), alpha=100)
    assert compact(picture) == picture


@pytest.mark.parametrize("kind", [2, 3])
def test_another_kind_of_png_is_left_alone(kind: int) -> None:
    picture = b"\x89PNG\r\n\x1a\n" + _chunk(
        b"IHDR", struct.pack(">IIBBBBB", 1, 1, 8, kind, 0, 0, 0)
    )
    assert compact(picture) == picture
