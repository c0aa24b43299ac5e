"""Unit 6's explorer: who supplies what to whom, how far it has come, and which text says so.

``view`` is a pure function from state to figure; ``explore`` puts controls around it. Every
claim stays on the chart in grey, so that a learner sees what a choice leaves out.
"""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING

import pandas as pd

from marchwest.data import load
from marchwest.explorers.arguments import one_of
from marchwest.explorers.arms_claims import GROUPS, STATUSES, claims
from marchwest.explorers.citation import CLAIM, LOCATOR
from marchwest.explorers.controls import Choice, Control

if TYPE_CHECKING:
    from marchwest.charts.figure import Figure
    from marchwest.explorers.shell import Explorer

__all__ = ["explore", "view"]

QUESTION = "Who supplies what to whom, how far has it come, and which text says so?"
DESCRIPTION = (
    "Matrix with one row a transfer, by supplier and recipient, and one column a status, from "
    "refused to delivered; one mark a claim. Colour and shape tell the source, grey what lies "
    "outside the selection."
)


def view(supplier: str = "all", recipient: str = "all", status: str = "all") -> Figure:
    """Return the matrix of claims about transfers, with a selection in colour.

    Parameters
    ----------
    supplier : str, default "all"
        A state that supplies, as code or name (``"CHN"``, ``"China"``), or ``"all"``.
    recipient : str, default "all"
        A state that receives, or may; ``"central_asia"`` for the claims that name only the
        region, ``"several"`` for those that take states together; or ``"all"``.
    status : str, default "all"
        How far the transfer has come: ``"refused"``, ``"hoped"``, ``"potential"``,
        ``"reported"``, ``"agreed"``, ``"ordered"``, ``"delivered"`` or ``"all"``.

    Returns
    -------
    Figure
        Chart, the sentence that it shows, and a table of the selected claims.

    Examples
    --------
    >>> view(recipient="Uzbekistan", status="potential").table["Claim"].tolist()
    ['arms-uzb-uav@pantucci-2019']
    """
    # Altair takes half a second to load: not before a chart is asked for.
    from marchwest.charts.figure import Figure
    from marchwest.explorers.arms_chart import matrix

    supplier = one_of("supplier", supplier, suppliers())
    recipient = one_of("recipient", recipient, recipients())
    status = one_of("status", status, _statuses())
    known = claims()
    kept = pd.Series(data=True, index=known.index)
    for column, wanted in {"supplier": supplier, "recipient": recipient, "status": status}.items():
        if wanted != "all":
            kept &= known[column].eq(wanted)
    chosen = known[kept]
    sentence = _sentence(chosen, _condition(supplier, recipient, status))
    chart = matrix(set(chosen["claim_id"]), status, f"{sentence} {DESCRIPTION}")
    return Figure(chart, sentence, _table(chosen))


def explore() -> Explorer:
    """Return the explorer: controls for supplier, recipient and status above the figure.

    Returns
    -------
    Explorer
        Shows itself as the last expression of a cell.
    """
    from marchwest.explorers.shell import Explorer

    controls: list[Control] = [
        Choice("supplier", "Supplier", suppliers(), "all", help="Who supplies, or may supply"),
        Choice("recipient", "Recipient", recipients(), "all", help="Who receives, or may receive"),
        Choice("status", "Status", _statuses(), "all",
               help="How far the transfer has come, by the source's words"),
    ]  # fmt: skip
    return Explorer(view, controls, call="explorers.arms.view", question=QUESTION, room=290)


@cache
def suppliers() -> dict[str, str]:
    """Return the states that supply in any claim: code to name, ``"all"`` first."""
    return {"all": "all suppliers"} | _named(claims()["supplier"])


@cache
def recipients() -> dict[str, str]:
    """Return who receives in any claim: the five states, then groups of states, then others."""
    named = _named(claims()["recipient"])
    countries = load("countries")
    region = set(countries.loc[countries["region"] == "central_asia", "iso3"])
    near = {code: name for code, name in named.items() if code in region}
    groups = dict(zip(GROUPS, ("Central Asia, no state named", "several states"), strict=True))
    return {"all": "all recipients"} | near | groups | {k: named[k] for k in named if k not in near}


def _named(codes: pd.Series[str]) -> dict[str, str]:
    countries = load("countries")
    found = countries.loc[countries["iso3"].isin(codes.unique())].sort_values("name")
    return dict(zip(found["iso3"], found["name"], strict=True))


def _statuses() -> dict[str, str]:
    return {"all": "every status"} | {status: status for status in STATUSES}


def _condition(supplier: str, recipient: str, status: str) -> str:
    about = []
    if supplier != "all":
        about.append(f"supplier {suppliers()[supplier]}")
    if recipient != "all":
        about.append(f"recipient {recipients()[recipient]}")
    if status != "all":
        about.append(f"status {status}")
    return f" ({'; '.join(about)})" if about else ""


def _sentence(chosen: pd.DataFrame, condition: str) -> str:
    if chosen.empty:
        return (
            f"No claim tells of such a transfer{condition}. That is a gap in these nine texts, not "
            "proof that there was none. Choose another option."
        )
    transfers = chosen["event"].nunique()
    parts = [
        f"{_many(len(chosen), 'claim', 'claims')} by "
        f"{_many(chosen['source_id'].nunique(), 'source', 'sources')} "
        f"{'tells' if len(chosen) == 1 else 'tell'} of "
        f"{_many(transfers, 'transfer', 'transfers')}{condition}.",
        f"{_how_many(int(chosen['quantity'].notna().sum()))} how many pieces, "
        f"{_how_many(int(chosen['amount'].notna().sum())).lower()} a sum of money.",
    ]
    parts += _split(chosen["event"])
    return " ".join(parts)


def _split(events: pd.Series[str]) -> list[str]:
    """Name the transfers that the texts put at more than one status, whatever status is chosen."""
    known, chosen = claims(), set(events)
    found: dict[str, set[str]] = {}
    for event, transfer, status in zip(
        known["event"], known["transfer"], known["status"], strict=True
    ):
        if event in chosen:
            found.setdefault(transfer, set()).add(status)
    told = [
        f"{transfer} ({' and '.join(status for status in STATUSES if status in statuses)})"
        for transfer, statuses in found.items()
        if len(statuses) > 1
    ]
    return [f"The texts give more than one status to: {'; '.join(told)}."] if told else []


def _how_many(number: int) -> str:
    return {0: "No claim prints", 1: "1 claim prints"}.get(number, f"{number} claims print")


def _many(number: int, one: str, more: str) -> str:
    return f"{number} {one if number == 1 else more}"


def _table(chosen: pd.DataFrame) -> pd.DataFrame:
    from marchwest.charts.words import amount, date_words, given, source_style

    rows = [
        {
            "Transfer": row["transfer"],
            "Status": row["status"],
            "Source": source_style(row["source_id"]).label,
            "System as printed": row["system"],
            "Date": date_words(given(row["date_start"])) or "not given",
            "Pieces": amount(row["quantity"], row["quantity_qualifier"]) or "not given",
            "Sum": f"{amount(row['amount'], row['amount_qualifier'])} {given(row['currency'])}".strip()
            or "not given",
            "Certainty": row["certainty"],
            "Taken from": source_style(row["origin"]).label if row["origin"] else "",
            "Note": given(row["note"]),
            LOCATOR: row["locator"],
            CLAIM: row["claim_id"],
        }
        for row in chosen.to_dict("records")
    ]
    columns = [
        *("Transfer", "Status", "Source", "System as printed", "Date", "Pieces", "Sum"),
        *("Certainty", "Taken from", "Note", LOCATOR, CLAIM),
    ]
    return pd.DataFrame(rows, columns=columns)
