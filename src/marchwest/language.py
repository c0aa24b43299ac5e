"""The words that the library shows: English in the source, other languages from catalogues.

What is looked up is looked up when it is shown, so that a change of language holds from then on.
Prose, items and data of the course are not looked up: they are in English. The catalogues are
files of GNU gettext in ``locale/``; ``scripts/make_catalogue.py`` keeps them.
"""

from __future__ import annotations

import gettext as catalogues
from functools import cache
from importlib.resources import files
from typing import Final

from marchwest.errors import NotFoundError

__all__ = ["LANGUAGES", "current_language", "gettext", "gettext_noop", "ngettext", "set_language"]

LANGUAGES: Final = {"en": "English", "ru": "русский", "zh": "中文"}
"""Code to name of each language, as its readers call it."""

_words: catalogues.NullTranslations = catalogues.NullTranslations()
_code = "en"


@cache
def _catalogue(code: str) -> catalogues.NullTranslations:
    if code == "en":
        return catalogues.NullTranslations()
    path = files("marchwest") / "locale" / code / "LC_MESSAGES" / "marchwest.mo"
    with path.open("rb") as file:
        return catalogues.GNUTranslations(file)


def set_language(name: str) -> None:
    """Choose the language of buttons, status words and messages, from now on.

    Prose, practice items and data stay in English. What is on the page already keeps its
    language: run its cell once more.

    Parameters
    ----------
    name : str
        ``"en"``, ``"ru"`` or ``"zh"``; a region after it, as in ``"zh-CN"``, is passed over.

    Raises
    ------
    NotFoundError
        If there is no such language; the message says which exist.

    Examples
    --------
    >>> set_language("ru")
    >>> gettext("Correct")
    'Верно'
    >>> set_language("en")
    """
    global _words, _code
    code = str(name).strip().replace("_", "-").casefold().partition("-")[0]
    if code not in LANGUAGES:
        known = ", ".join(f'"{each}" ({own})' for each, own in LANGUAGES.items())
        raise NotFoundError(f"There is no language {str(name)!r}. Use one of: {known}.")
    _words, _code = _catalogue(code), code


def current_language() -> str:
    """Return the code of the language that is shown now."""
    return _code


def gettext(message: str) -> str:
    """Return a message in the language that is shown now.

    Parameters
    ----------
    message : str
        In English, with ``{names}`` where something is put in afterwards by `str.format`.

    Returns
    -------
    str
        The message itself where there is no translation.
    """
    return _words.gettext(message)


def ngettext(singular: str, plural: str, number: int) -> str:
    """Return a message in the form that goes with a number.

    Parameters
    ----------
    singular, plural : str
        The English forms; other languages may have one form or more than two.
    number : int
        What is counted.

    Returns
    -------
    str
    """
    return _words.ngettext(singular, plural, number)


def gettext_noop(message: str) -> str:
    """Return a message as it is, marked so that the catalogue has it: `gettext` shows it later.

    Parameters
    ----------
    message : str

    Returns
    -------
    str
    """
    return message
