"""Ledgers -> the assets that village books bought (固定资产), as the register tells them."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator

import pandas as pd

from demo import content
from demo.ledgers import Ledgers
from demo.lettings import Happening

_FIXED_ASSETS = "151"
_FIRST_NUMBER = 51  # of assets that were there from the beginning the numbers are below


def purchases(ledgers: Ledgers, places: pd.DataFrame) -> Iterator[Happening]:
    """A row of `assets` for each line of a village's book that buys one, told on its day."""
    entries = ledgers.entries[ledgers.entries["subject"] == _FIXED_ASSETS]
    place_codes = ledgers.books["place_code"].to_numpy(dtype=object)
    towns = dict(zip(places["place_code"], places["town"], strict=True))
    counts: Counter[str] = Counter()
    for line in content.records(entries):
        place = place_codes[line["book"]]
        counts[place] += 1
        day = line["date"].date()
        row = {
            "asset_no": f"ZC-{place}-{_FIRST_NUMBER + counts[place] - 1}",
            "place_code": place,
            "area": None,
            "certificate": None,
            "cost_fen": int(line["amount_fen"]),
            "acquired": day,
            **_described(str(line["summary"])),
        }
        yield Happening("assets", towns[place], day, row)


def _described(summary: str) -> dict[str, str]:
    """Name, kind, location and use of what a line says was bought. ValueError for any other."""
    for words in content.document("holdings")["purchases"]:
        bought = re.fullmatch(words["summary"], summary)
        if bought:
            name = words["name"].format(*bought.groups())
            return {"name": name, **{key: words[key] for key in ("kind", "location", "use")}}
    raise ValueError(f"{summary}: 固定资产 that holdings.toml has no words for")
