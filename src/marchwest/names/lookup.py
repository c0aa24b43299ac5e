"""Find the state that a name, a code or an adjective means."""

from difflib import SequenceMatcher
from functools import cache

from marchwest.errors import NotFoundError, nearest
from marchwest.language import gettext
from marchwest.names.fold import fold
from marchwest.names.table import Country, all_countries

__all__ = ["countries", "country", "localized"]

# Names that more than one state of the table may claim, with the states they may mean.
AMBIGUOUS = {
    "Korea": ("PRK", "KOR"),
    "Korean": ("PRK", "KOR"),
    "Корея": ("PRK", "KOR"),
    "корейский": ("PRK", "KOR"),
    "土": ("TKM", "TUR"),
    "伊": ("IRN", "IRQ"),
}

# Words that a reader of the sources may try here. To offer the state with the most similar letters
# would mislead.
NOT_STATES = (
    "Xinjiang",
    "East Turkestan",
    "East Turkistan",
    "Tibet",
    "Central Asia",
    "SCO",
    "CSTO",
)

# Share of letters in common from which on a name is worth offering.
_SIMILAR = 0.7

# A longer text is no name of a state, and comparing it with every name would be slow.
_LONGEST = 80


def country(text: str) -> Country:
    """Return the state that a text names.

    Parameters
    ----------
    text : str
        A name, adjective, abbreviation or ISO code, in any language of country_names.csv.
        Case, accents, apostrophes, hyphens, spaces and a leading "the" do not count.

    Returns
    -------
    Country

    Raises
    ------
    NotFoundError
        If no state has this name (the message offers the nearest) or more than one may be meant
        (the message lists them).
    TypeError
        If ``text`` is not text.

    Examples
    --------
    >>> country("Kyrgyz Republic").iso3
    'KGZ'
    >>> country("киргизский") == country("吉尔吉斯斯坦") == country("kg")
    True
    """
    if not isinstance(text, str):
        raise TypeError(
            f"country() takes text such as 'Kazakhstan' or 'KAZ', not {type(text).__name__}."
        )
    key = fold(text)
    if key in _by_key():
        return _by_key()[key]
    if key in _ambiguous():
        candidates = gettext(" or ").join(f"{one.name} ({one.iso3})" for one in _ambiguous()[key])
        told = gettext("{text} may mean {states}. Say which.")
        raise NotFoundError(told.format(text=repr(text.strip()), states=candidates))
    raise NotFoundError(_not_found(text, key))


def countries(region: str | None = None) -> tuple[Country, ...]:
    """Return the states of countries.csv.

    Parameters
    ----------
    region : str, optional
        ``central_asia``, ``neighbour`` or ``other``; all by default.

    Returns
    -------
    tuple of Country

    Raises
    ------
    NotFoundError
        If no state has this region.
    """
    if region is None:
        return all_countries()
    chosen = tuple(one for one in all_countries() if one.region == region)
    if not chosen:
        known = ", ".join(sorted({one.region for one in all_countries()}))
        raise NotFoundError(f"No region {region!r}. Use one of: {known}.")
    return chosen


def localized(iso3: str, language: str) -> str:
    """Return the short name of a state in a language.

    Parameters
    ----------
    iso3 : str
        The state: its code, or any name that `country` knows.
    language : str
        BCP 47 tag. A narrower tag falls back to the wider one: ``zh-Hans-CN`` to ``zh``.

    Returns
    -------
    str

    Raises
    ------
    NotFoundError
        If the state is unknown, or has no short name in this language (the message lists those
        it has).

    Examples
    --------
    >>> localized("UZB", "uz")
    'Oʻzbekiston'
    """
    state = country(iso3)
    short = {
        name.language.casefold(): name.text for name in state.known_names if name.kind == "short"
    }
    tag = language.replace("_", "-").casefold()
    while tag:
        if tag in short:
            return short[tag]
        tag = tag.rpartition("-")[0]
    have = ", ".join(code for code in state.languages if code.casefold() in short)
    raise NotFoundError(f"No short name of {state.name} in {language!r}. There is one in: {have}.")


@cache
def _by_key() -> dict[str, Country]:
    keys: dict[str, Country] = {}
    for state in all_countries():
        for text in (state.iso3, state.iso2, state.name, *state.names()):
            keys[fold(text)] = state
    return keys


@cache
def _ambiguous() -> dict[str, tuple[Country, ...]]:
    return {
        fold(text): tuple(_by_key()[fold(code)] for code in codes)
        for text, codes in AMBIGUOUS.items()
    }


def _not_found(text: str, key: str) -> str:
    shown = repr(text.strip())
    if len(shown) > _LONGEST:
        shown = shown[:_LONGEST] + "…"
    told = gettext("No state is called {text} here.").format(text=shown)
    return f"{told} {_advice(key)}"


def _advice(key: str) -> str:
    if key in {fold(word) for word in NOT_STATES}:
        return gettext("Regions and towns are in places.csv, organisations in the column `body`.")
    # Codes and one-sign abbreviations look like anything; only real names are worth offering.
    options = [option for option in _by_key() if len(option) > 3]
    near = nearest(key, options) if 0 < len(key) <= _LONGEST else []
    similar = [one for one in near if SequenceMatcher(None, key, one).ratio() >= _SIMILAR]
    offers = list(dict.fromkeys(_by_key()[one].name for one in similar))
    if offers:
        return gettext("Did you mean {states}?").format(states=gettext(" or ").join(offers))
    return "Use a name or code of countries.csv, such as 'Kazakhstan' or 'KAZ'."
