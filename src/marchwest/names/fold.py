"""Bring two spellings of one name to the same key."""

import re
import unicodedata

__all__ = ["fold"]

_LEADING_THE = re.compile(r"^\s*the\s+")

# Letters that Unicode does not take apart into a base and a mark, and that a learner without the
# keyboard for them writes as the plain letter.
_PLAIN = str.maketrans(
    {
        "ı": "i", "ə": "e", "ø": "o", "đ": "d", "ł": "l", "æ": "ae",
        "қ": "к", "ғ": "г", "ң": "н", "ө": "о", "ү": "у", "ұ": "у", "һ": "х", "і": "и",
        "ҷ": "ч", "ҳ": "х",
        "ك": "ک", "ى": "ی", "ي": "ی", "ة": "ه",
    }
)  # fmt: skip

# Accents of Latin and Cyrillic, vowel points of Hebrew and Arabic. Marks of other scripts
# (Khmer, Burmese, Thai ...) are vowels and stay.
_MARKS = re.compile("[\u0300-\u036f\u0591-\u05c7\u064b-\u065f\u0670]")

# Apostrophes that Unicode counts as letters (Oʻzbekiston), and the Arabic stretcher.
_APOSTROPHES = re.compile("[\u02b9-\u02bf\u02c8\u02cb\u0640]")


def fold(text: str) -> str:
    """Return the key under which a name is looked up.

    Case, accents, apostrophes, hyphens, dots, spaces and a leading "the" do not count.

    Parameters
    ----------
    text : str
        A name as somebody wrote it.

    Returns
    -------
    str
        Letters, vowel signs and digits only; empty if the text holds none.

    Examples
    --------
    >>> fold("The  Kyrgyz-Republic") == fold("KYRGYZ REPUBLIC")
    True
    >>> fold("O'zbekiston") == fold("Oʻzbekiston")
    True
    """
    lower = unicodedata.normalize("NFKC", text).casefold()
    bare = _MARKS.sub("", unicodedata.normalize("NFKD", _LEADING_THE.sub("", lower)))
    plain = _APOSTROPHES.sub("", bare).translate(_PLAIN)
    kept = "".join(char for char in plain if unicodedata.category(char)[0] in "LMN")
    return unicodedata.normalize("NFC", kept)
