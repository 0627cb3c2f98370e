"""Text -> lines that fit a width, by the width of each character in ems."""

from __future__ import annotations

import math
import re
import unicodedata
from collections.abc import Iterator
from functools import lru_cache

# A line may not begin with what closes, nor end with what opens (kinsoku).
_CLOSING = "，。、；：！？）》〉」』】〕”’…—％%,.;:!?)]}"
_STOPS = "，；。 "
_OPENING = "（《〈「『【〔“‘([{"
_NARROW = "iIjl1|!.,;:'()[] "
_WIDE = "mMwW@%&"
_PIECE = re.compile(
    r"\d+ ?[个日天次份件]|工作日|[0-9A-Za-z]+(?:[.,:/-][0-9A-Za-z]+)*|\s+|.", re.DOTALL
)

_PHRASE = re.compile(r"[^，；。]+[，；。]*|[，；。]+")


def width(text: str) -> float:
    """Ems: a Han character is one; Latin widths are those of the widest common CJK fonts."""
    return sum(_em(c) for c in text)


def _em(character: str) -> float:
    if unicodedata.combining(character):
        return 0.0
    if unicodedata.east_asian_width(character) in "WFA" or ord(character) > 0x2E7F:
        return 1.0
    if character in _WIDE:
        return 1.0
    if character in _NARROW:
        return 0.4
    return 0.76 if character.isupper() else 0.62


@lru_cache(maxsize=20_000)
def wrap(text: str, ems: float) -> tuple[str, ...]:
    """Lines no wider than `ems`, as few as can be, of even length, at commas where that is free.

    () for no text. Latin words, numbers and 工作日 stay whole where they fit. A comma or full stop
    at the end of a line is left out: the new line says the same. Kept for the next chart: the
    flows of a county say the same words again and again.
    """
    lines = _even(text, ems)
    phrases = _PHRASE.findall(text.strip())
    by_phrase = tuple(line for phrase in phrases for line in _even(phrase, ems))
    return by_phrase if len(by_phrase) <= len(lines) else lines


def _even(text: str, ems: float) -> tuple[str, ...]:
    words = list(_units(text.strip(), ems))
    lines = _fill(words, ems)
    narrow = max(width(text) / max(len(lines), 1), 1.0)
    while narrow < ems:
        even = _fill(words, narrow)
        if len(even) <= len(lines):
            return even
        narrow += 0.5
    return lines


def _fill(words: list[str], ems: float) -> tuple[str, ...]:
    lines: list[str] = []
    for word in words:
        if lines and width((lines[-1] + word).rstrip(_STOPS)) <= ems:
            lines[-1] += word
        else:
            lines.append(word.lstrip())
    return tuple(line for line in (line.strip().rstrip(_STOPS) for line in lines) if line)


def _units(text: str, ems: float) -> Iterator[str]:
    """The smallest pieces between which a line may break."""
    unit = ""
    for piece in _PIECE.findall(text):
        clings = not unit or piece[0] in _CLOSING or unit[-1] in _OPENING or piece.isspace()
        if clings and width(unit + piece) <= ems:
            unit += piece
            continue
        if unit:
            yield unit
        *full, unit = _chopped(piece, ems)
        yield from full
    if unit:
        yield unit


def _chopped(piece: str, ems: float) -> list[str]:
    """A word wider than a line -> parts that fit."""
    size = max(1, math.floor(ems)) if width(piece) > ems else len(piece)
    return [piece[i : i + size] for i in range(0, len(piece), size)]
