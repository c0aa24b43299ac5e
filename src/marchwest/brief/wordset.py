"""Write a set of words as one string."""

__all__ = ["wordset"]


def wordset(text: str) -> frozenset[str]:
    """Return the words of a text as a set."""
    return frozenset(text.split())
