"""The errors of the library: each says in one line what is wrong and what to do next."""

from collections.abc import Iterable
from difflib import get_close_matches

__all__ = ["DataError", "MarchWestError", "NotFoundError", "nearest"]


class MarchWestError(Exception):
    """Base of every error that this library raises on purpose."""

    def _render_traceback_(self) -> list[str]:
        # IPython asks for this: a learner needs the message, not the inside of the library.
        return [f"{type(self).__name__}: {self}"]


class NotFoundError(MarchWestError, LookupError):
    """A name, event, table or item that does not exist; the message offers the nearest."""


class DataError(MarchWestError, ValueError):
    """Bundled data or an input file that does not have the form it should have."""


def nearest(word: str, options: Iterable[str], n: int = 3) -> list[str]:
    """Return the options that look most like ``word``, best first.

    Parameters
    ----------
    word : str
        What somebody typed.
    options : iterable of str
        What exists.
    n : int, default 3
        How many to offer at most.

    Returns
    -------
    list of str
        Up to ``n`` options. An option that contains the word counts as near, so that
        ``"mission"`` offers ``"peace-mission-2007"``.
    """
    pool = sorted(set(options))
    folded = {option.casefold(): option for option in pool}
    target = word.casefold()
    close = [folded[key] for key in get_close_matches(target, folded, n=n, cutoff=0.5)]
    if target:
        close += [option for key, option in folded.items() if target in key]
    return list(dict.fromkeys(close))[:n]
