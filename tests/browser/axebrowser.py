"""axe-core, which looks for faults of accessibility in a page that a browser shows."""

from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page

BAD = {"serious", "critical"}


def violations(page: Page, selector: str) -> list[str]:
    """Return what axe-core finds serious or critical inside some elements, one line each."""
    found = Axe().run(page, {"include": [[selector]]}).response
    passed = {rule["id"] for rule in found.get("passes", [])}
    assert not found.get("error"), found["error"]
    assert passed or found["violations"] or found["incomplete"], "axe-core has looked at nothing"
    return [
        f"{rule['impact']}: {rule['id']}: {node['html'][:160]}: {node['failureSummary']}"
        for rule in found["violations"]
        if rule["impact"] in BAD
        for node in rule["nodes"]
    ]
