"""The script of the widgets that draw figures, with Vega inside; made once for each machine."""

from __future__ import annotations

import hashlib
import os
import tempfile
from contextlib import suppress
from functools import cache
from importlib.metadata import version
from importlib.resources import files
from pathlib import Path

__all__ = ["bundle", "place"]


@cache
def bundle() -> str:
    """Return the script together with Vega, Vega-Lite and Vega-Embed.

    Putting them together takes over a second, so the result is kept on disk (see `place`) for the
    sessions that follow. A copy that is damaged, or cannot be written, is no trouble.

    Returns
    -------
    str
        An ES module of about 0.9 MB that imports nothing.
    """
    kept = place()
    text = _read(kept)
    if text is None:
        text = _bundled()
        with suppress(OSError):
            _write(kept, text)
    return text


def place() -> Path:
    """Return where the script of these versions is kept.

    Returns
    -------
    pathlib.Path
        In the platform's own folder for what can be made anew.
    """
    from platformdirs import user_cache_path

    made_from = "\n".join((version("vl-convert-python"), _vegalite(), _source()))
    name = hashlib.sha256(made_from.encode()).hexdigest()[:16]
    return user_cache_path("marchwest", appauthor=False) / f"figure-view-{name}.js"


def _bundled() -> str:
    import vl_convert

    return str(vl_convert.javascript_bundle(_source(), vl_version=_vegalite()))


def _source() -> str:
    return (files(__package__) / "figure_view.js").read_text(encoding="utf-8")


def _vegalite() -> str:
    from altair.utils._importers import vl_version_for_vl_convert

    return str(vl_version_for_vl_convert())


def _read(kept: Path) -> str | None:
    """Return what is kept, if it is what was written."""
    try:
        content = kept.read_bytes()
    except OSError:
        return None
    digest, _, body = content.partition(b"\n")
    if digest.decode("ascii", "replace") != _digest(body):
        return None
    return body.decode("utf-8")


def _write(kept: Path, text: str) -> None:
    kept.parent.mkdir(parents=True, exist_ok=True)
    body = text.encode("utf-8")
    number, beside = tempfile.mkstemp(dir=kept.parent, prefix=kept.stem)
    try:
        with os.fdopen(number, "wb") as file:
            file.write(_digest(body).encode("ascii") + b"\n" + body)
        Path(beside).replace(kept)
    except OSError:
        Path(beside).unlink(missing_ok=True)
        raise


def _digest(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
