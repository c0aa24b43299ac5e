"""The claims of unit 6's explorer, named and in order; here so that view and chart share them."""

from __future__ import annotations

from functools import cache

import pandas as pd

from marchwest.claims.independence import relies_on
from marchwest.data import load

__all__ = ["GROUPS", "NAMES", "STATUSES", "claims"]

STATUSES = ("refused", "hoped", "potential", "reported", "agreed", "ordered", "delivered")
"""The columns of the matrix: from a no to the thing itself."""

SEVERAL = "several"
GROUPS = {"central_asia": "Central Asia", SEVERAL: "several states"}
"""Recipients that are no single state: the region, and states that a claim takes together."""

USED_EQUIPMENT = "aid-decommissioned-kaz"
"""The one event from the table of aid: a transfer that some texts hope for and one sees refused."""

NAMES = {
    "aid-decommissioned-kaz": "used PLA equipment",
    "arms-ca-flak-jackets": "flak jackets",
    "arms-ca-larger-systems": "larger systems",
    "arms-ca-night-vision": "night vision",
    "arms-ca-vehicles": "vehicles",
    "arms-chn-aircraft-engines": "aircraft engines",
    "arms-chn-carrier-parts": "carrier parts",
    "arms-kaz-transport-aircraft": "transport aircraft",
    "arms-kaz-uav": "drones",
    "arms-rus-kgz-deal": "arms deal",
    "arms-rus-kgz-tjk-total": "both deals together",
    "arms-rus-tjk-deal": "arms deal",
    "arms-rus-vnm-su30-2009": "Su-30 fighters",
    "arms-rus-vnm-submarines-2009": "submarines",
    "arms-safe-city-astana": "safe city, Astana",
    "arms-safe-city-bishkek": "safe city, Bishkek",
    "arms-safe-city-dushanbe": "safe city, Dushanbe",
    "arms-safe-city-kgz": "safe cities, Huawei",
    "arms-safe-city-osh": "safe city, Osh",
    "arms-tjk-uav": "drones",
    "arms-tkm-air-defence": "HQ-9 air defence",
    "arms-tkm-manpads": "portable missiles",
    "arms-tkm-uav": "drones",
    "arms-twn-f-16": "F-16 C/D fighters",
    "arms-twn-harpoon": "Harpoon missiles",
    "arms-twn-mids": "MIDS terminals",
    "arms-twn-osprey-minehunters": "minehunters",
    "arms-twn-pac-3": "PAC-3 missiles",
    "arms-twn-submarines-2001": "submarines (2001)",
    "arms-twn-submarines-2010": "submarines (2010)",
    "arms-twn-uh-60m": "helicopters",
    "arms-uzb-air-defence": "HQ-9 air defence",
    "arms-uzb-sniper-rifles": "sniper rifles",
    "arms-uzb-uav": "drones",
    "arms-uzb-uav-factory": "drone factory",
}
"""A short name for each transfer, the same for all who speak of it."""

_COLUMNS = [
    *(
        "event",
        "source_id",
        "claim_id",
        "locator",
        "attributed_to",
        "certainty",
        "note",
        "supplier",
    ),
    *("recipient", "system", "status", "quantity", "quantity_qualifier"),
    *("amount", "amount_qualifier", "currency", "date_start"),
]


@cache
def claims() -> pd.DataFrame:
    """Return every claim about a transfer, in the order of the chart.

    Returns
    -------
    pandas.DataFrame
        By supplier, recipient and name of the thing. ``recipient`` is a state or one of `GROUPS`;
        ``origin`` is the other of the nine texts that the claim is taken from, or the empty text.
        The table of aid calls a hope that nobody is told to have
        put to China ``requested``; its note says so, and here it stands as ``hoped``.
    """
    arms = load("arms_transfers")
    arms = arms.assign(recipient=arms["recipient"].fillna(arms["group"]).fillna(SEVERAL))
    aid = load("military_aid")
    aid = aid[aid["event"] == USED_EQUIPMENT].rename(
        columns={"donor": "supplier", "content": "system"}
    )
    aid = aid.assign(
        status=aid["status"].replace("requested", "hoped"), quantity=None, quantity_qualifier=None
    )
    both = pd.concat([part[_COLUMNS].astype(object) for part in (arms, aid)], ignore_index=True)
    names = load("countries").set_index("iso3")["name"].to_dict()
    both["from"] = both["supplier"].map(names)
    both["to"] = both["recipient"].map(names | GROUPS)
    both["thing"] = both["event"].map(NAMES).fillna(both["system"])
    both["transfer"] = both["from"] + " → " + both["to"] + ": " + both["thing"]
    both["origin"] = both["attributed_to"].map(lambda text: relies_on(text) or "")
    both["place"] = both["recipient"].map(_place)
    order = ["from", "place", "to", "thing"]
    return both.sort_values(order, kind="stable").reset_index(drop=True).drop(columns="place")


def _place(recipient: str) -> int:
    """Return where a recipient stands: the five states, then groups of states, then others."""
    countries = load("countries")
    five = set(countries.loc[countries["region"] == "central_asia", "iso3"])
    return 0 if recipient in five else 1 if recipient in GROUPS else 2
