"""The years that the explorer of exercises covers; here so that neither view nor chart owns them."""

FIRST, LAST = 1999, 2019
"""From the first exercise that a source dates to the youngest text."""
