"""An entry -> the keys of the parts of the index that hold it.

A part is chosen by one key of a query, so every key that a reader may type must lead to the entry:
each Han character, the first two letters of what is read or written in Latin letters, the whole
number without its marks, and its last digits.
"""

from __future__ import annotations

import re
import unicodedata
import zlib
from collections.abc import Iterable
from itertools import pairwise

from mingbai.page.alphabet import pinyin

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff\U00020000-\U0003ffff]")
_LATIN = re.compile(r"[a-z]{2,}")
_MARKS = re.compile(r"[^0-9a-z]+")
_DIGITS = re.compile(r"[0-9]+")
LAST_DIGITS = 4


def plain(text: str) -> str:
    """Full width and case make no difference."""
    return unicodedata.normalize("NFKC", text).lower()


def han(texts: Iterable[str]) -> set[str]:
    """Every Han character of the texts."""
    return {c for text in texts for c in _HAN.findall(unicodedata.normalize("NFKC", text))}


def latin(texts: Iterable[str]) -> set[str]:
    """Two letters: of neighbouring initials, of each syllable, of each Latin word.

    `柳塘村` -> `lt` `tc`, `li` `ta` `cu`. A syllable of one letter stands with the next initial.
    """
    keys: set[str] = set()
    for text in texts:
        syllables = pinyin(text).split(" ")
        keys |= {a[0] + b[0] for a, b in pairwise(syllables) if a and b}
        keys |= {s[:2] for s in syllables if len(s) > 1}
        keys |= {word[:2] for word in _LATIN.findall(plain(text))}
    return {key for key in keys if key.isascii() and key.isalpha()}


def numbers(ids: Iterable[str]) -> set[str]:
    """The whole id without its marks; the last four of all its digits, and of the longest run.

    `TS-2026-05-01` -> `ts20260501`, `0501`, `2026`: whoever types the end of a number finds it, and
    who types a code finds what carries it.
    """
    keys: set[str] = set()
    for one in ids:
        runs = _DIGITS.findall(plain(one))
        if runs:
            keys.add(_MARKS.sub("", plain(one)))
            keys.add("".join(runs)[-LAST_DIGITS:])
            keys.add(max(runs, key=len)[-LAST_DIGITS:])
    return keys


def bucket(key: str, count: int) -> int:
    """Which of `count` parts holds a key: by its CRC-32, as the browser computes it."""
    return zlib.crc32(key.encode()) % count


def own_part(key: str) -> str:
    """The name of the part of a key that fills one alone."""
    return f"x{zlib.crc32(key.encode()):08x}"
