"""Part a Markdown text into paragraphs, list items and table rows; leave headings and charts out."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

__all__ = ["Block", "blocks"]

_FENCE: Final = re.compile(r"\s{0,3}(```|~~~)")
_HEADING: Final = re.compile(r"\s{0,3}#{1,6}(?:\s+|$)")
_UNDERLINE: Final = re.compile(r"\s{0,3}(?:={2,}|-{2,})\s*$")
_RULE: Final = re.compile(r"\s{0,3}(?:[-*_]\s*){3,}$")
_ITEM: Final = re.compile(r"\s*(?:[-*+•]|\d{1,3}[.)])\s+")
_QUOTE: Final = re.compile(r"\s{0,3}(?:>\s?)+")
_TABLE_RULE: Final = frozenset(" \t|:+-")
_IMAGE: Final = re.compile(r"!\[[^\[\]]{0,1000}\](?:\([^()]{0,1000}\)|\[[^\[\]]{0,200}\])?")
_LINK: Final = re.compile(r"(?<!!)\[([^\[\]@]{1,500})\]\([^()]{0,1000}\)")
_CHART: Final = re.compile(
    r"[\W_]*(?:insert|place|see|put)?\s*(?:the\s+)?(?:chart|figure|graph)\s*"
    r"(?:[0-9]{1,2}|[ivx]{1,4}|one|two|here|placeholder)\b",
    re.I,
)
_EMPHASIS: Final = re.compile(r"[*`]+|~~|(?<!\w)_{1,3}|_{1,3}(?!\w)")
_CAPTION_WORDS: Final = 40
_HEADING_WORDS: Final = 20


@dataclass(frozen=True)
class Block:
    """What is read in one piece: a paragraph, an item of a list or a row of a table."""

    paragraph: int
    """Which paragraph of the brief it belongs to, from 1; the items of one list share theirs."""
    text: str
    kind: str = "prose"
    """``prose``, ``item`` or ``row``; words are counted in the first two."""


def blocks(text: str) -> tuple[list[Block], int]:
    """Part a Markdown text.

    Parameters
    ----------
    text : str

    Returns
    -------
    list of Block
        In order, without headings, code and charts.
    int
        How many charts or places for charts there are.
    """
    found: list[Block] = []
    charts = 0
    paragraph = 0
    for group in _groups(text.split("\n")):
        pieces = []
        for piece, kind in _pieces(group):
            bare, images = _IMAGE.subn(" ", piece)
            charts += images
            plain = _EMPHASIS.sub("", _LINK.sub(r"\1", bare)).strip()
            if _is_chart(plain):
                charts += not images
            elif plain:
                pieces.append((plain, kind))
        paragraph += bool(pieces)
        found += [Block(paragraph, piece, kind) for piece, kind in pieces]
    return found, charts


def _is_chart(text: str) -> bool:
    """Tell whether a block only holds a place for a chart, perhaps with its caption."""
    short = len(text) < 500 and len(text.split()) <= _CAPTION_WORDS
    return short and bool(_CHART.match(text)) and "[@" not in text


def _groups(lines: list[str]) -> list[list[str]]:
    """Part lines at blank lines, and leave fenced code out."""
    groups: list[list[str]] = []
    current: list[str] = []
    fence = ""
    for line in lines:
        mark = _FENCE.match(line)
        if mark and (not fence or mark[1] == fence):
            fence = "" if fence else mark[1]
            continue
        if fence:
            continue
        if line.strip():
            current.append(line)
        elif current:
            groups.append(current)
            current = []
    return [*groups, current] if current else groups


def _pieces(lines: list[str]) -> list[tuple[str, str]]:
    """Part the lines between two blank lines into paragraph, items and rows."""
    pieces: list[tuple[list[str], str]] = []
    kind = ""
    for number, line in enumerate(lines):
        bare = _QUOTE.sub("", line, count=1)
        following = lines[number + 1] if number + 1 < len(lines) else ""
        if _RULE.match(bare) or _UNDERLINE.match(bare) or _is_heading(bare, following):
            kind = ""
        elif bare.count("|") >= 2 or (kind == "row" and "|" in bare):
            kind = "row"
            if not set(bare) <= _TABLE_RULE:
                cells = [cell.strip() for cell in bare.strip().strip("|").split("|")]
                pieces.append((["; ".join(cell for cell in cells if cell)], kind))
        elif item := _ITEM.match(bare):
            kind = "item"
            pieces.append(([bare[item.end() :]], kind))
        elif kind in ("prose", "item"):
            pieces[-1][0].append(bare)
        else:
            kind = "prose"
            pieces.append(([re.sub(r"^\s*#{1,6}\s+", "", bare)], kind))
    return [(" ".join(" ".join(part).split(" ")), kind) for part, kind in pieces]


def _is_heading(line: str, following: str) -> bool:
    """Tell whether a line is a heading; a whole paragraph in a heading is read as prose."""
    marked = bool(_HEADING.match(line)) or bool(following and _UNDERLINE.match(following))
    return marked and len(line) < 300 and len(line.split()) <= _HEADING_WORDS and "[@" not in line
