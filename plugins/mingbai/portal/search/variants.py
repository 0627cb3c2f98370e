"""What the browser needs to read a query as it was meant: readings, simplified forms."""

from __future__ import annotations

from collections.abc import Collection, Iterable
from functools import cache

import opencc

from mingbai.page.alphabet import pinyin

# CJK Unified Ideographs, where the traditional forms that people type are.
_BLOCK = range(0x4E00, 0x9FFF)
# Written one for the other by many; OpenCC keeps them apart.
_ALIKE = (("帳", "账"), ("帐", "账"))


def readings(characters: Iterable[str]) -> str:
    """`柳liu塘tang`: each character with its usual syllable, in the order of the characters."""
    return "".join(f"{c}{usual(c)}" for c in characters)


def usual(text: str) -> str:
    """The syllables of a text read character by character, as the browser puts them together."""
    return " ".join(filter(None, map(pinyin, text)))


def simplified(characters: Collection[str]) -> str:
    """`許许帳账`: each traditional form before the simplified one, if that is among these."""
    pairs = {t: s for t, s in _pairs() if s in characters}
    pairs |= {t: s for t, s in _ALIKE if s in characters and t not in characters}
    return "".join(f"{t}{s}" for t, s in sorted(pairs.items()))


@cache
def _pairs() -> tuple[tuple[str, str], ...]:
    """(traditional, simplified), by the tables of OpenCC."""
    converter = opencc.OpenCC("t2s")
    whole = [chr(code) for code in _BLOCK]
    converted = converter.convert("\n".join(whole)).split("\n")  # apart, so that none is a word
    return tuple((t, s) for t, s in zip(whole, converted, strict=True) if t != s)
