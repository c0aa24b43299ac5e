"""Floor 0: one state, many names. Kyrgyz Republic, Киргизия and 吉尔吉斯斯坦 are all KGZ."""

from marchwest.names.lookup import countries, country, localized
from marchwest.names.table import Country

__all__ = ["Country", "countries", "country", "localized"]
