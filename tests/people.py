"""A seed -> invented people with resident IDs, telephones and bank cards that prove themselves."""

from __future__ import annotations

import random
from dataclasses import dataclass
from datetime import date, timedelta

_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_PREFIXES = ("110105", "330482", "511602", "440524", "620123", "130521", "371302", "990121")


@dataclass(frozen=True)
class Person:
    """Somebody who does not exist."""

    resident_id: str
    old_id: str
    mobile: str
    card: str


def person(dice: random.Random) -> Person:
    """One invented person."""
    region = dice.choice(_PREFIXES)
    born = date(1931, 1, 1) + timedelta(days=dice.randrange(33_000))
    body = f"{region}{born:%Y%m%d}{dice.randrange(1, 1000):03d}"
    before_2000 = date(1931, 1, 1) + timedelta(days=dice.randrange(25_000))  # none issued since
    old = f"{region}{before_2000:%y%m%d}{dice.randrange(1, 1000):03d}"
    mobile = f"1{dice.randrange(3, 10)}{dice.randrange(10**9):09d}"
    return Person(body + check_character(body), old, mobile, card(dice))


def check_character(body: str) -> str:
    """The last character of GB 11643 after 17 digits."""
    return "10X98765432"[sum(int(d) * w for d, w in zip(body, _WEIGHTS, strict=True)) % 11]


def card(dice: random.Random) -> str:
    """A card of a Chinese bank: 62 and 16 to 19 digits, or an older issuer's."""
    lead, size = dice.choice(
        (("62", 16), ("62", 17), ("62", 18), ("62", 19), ("955880", 19), ("4367", 16), ("5187", 16))
    )
    while True:
        body = lead + "".join(str(dice.randrange(10)) for _ in range(size - 1 - len(lead)))
        twice = [sum(divmod(2 * int(d), 10)) for d in body[::-2]]
        number = f"{body}{-(sum(twice) + sum(map(int, body[-2::-2]))) % 10}"
        if size != 18 or number[6:8] not in ("19", "20"):  # a card that is also a birthday is an ID
            return number


def spellings(number: str, groups: tuple[int, ...], dice: random.Random) -> str:
    """The same number as people type it: plain, grouped, full-width, digit by digit."""
    pieces, rest = [], number
    for size in groups:
        pieces.append(rest[:size])
        rest = rest[size:]
    pieces = [piece for piece in pieces if piece]
    wide = str.maketrans("0123456789X", "０１２３４５６７８９Ｘ")
    return dice.choice(
        (
            number,
            number.lower(),
            " ".join(pieces),
            "-".join(pieces),
            "\u3000".join(pieces),
            number.translate(wide),
            " ".join(number),
            "\u200b".join(pieces),
        )
    )
