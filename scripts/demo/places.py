"""Size -> the county, its townships, villages and groups."""

from __future__ import annotations

import math

import numpy as np
import pandas as pd

from demo import content
from demo.chance import Chance
from demo.size import Size

COUNTY = "990121000000"
CONTACT_COLUMNS = ["contact_id", "agency", "place_code", "purpose", "channel", "address", "hours"]
_VILLAGE_HOURS = (
    "周一至周五 8:30–11:30",
    "周一、周三、周五 9:00–11:30",
    "周一至周五 9:00–11:30，14:30–16:30",
)


def places(size: Size, chance: Chance) -> pd.DataFrame:
    """By place_code: parent_code, name, kind, town (slug, "" for the county), households."""
    county = {
        "place_code": COUNTY,
        "parent_code": None,
        "name": "清源县",
        "kind": "县",
        "town": "",
        "households": 0,
    }
    towns = _towns(size)
    villages = _villages(size, towns, chance.of("villages"))
    groups = _groups(size, villages, chance.of("groups"))
    villages["households"] = groups.groupby("parent_code")["households"].sum().to_numpy()
    frame = pd.concat([pd.DataFrame([county]), towns, villages, groups], ignore_index=True)
    return frame.astype({"households": "int64"}).set_index("place_code", drop=False)


def offices(places_: pd.DataFrame) -> pd.DataFrame:
    """A telephone and hours a village: of numbers that nobody has, begun at 1000."""
    villages = places_[places_["kind"] == "村"]
    number = pd.Series(range(1000, 1000 + len(villages)), index=villages.index).astype("str")
    return pd.DataFrame(
        {
            "contact_id": villages["place_code"] + "-office",
            "agency": None,
            "place_code": villages["place_code"],
            "purpose": "办公",
            "channel": "电话",
            "address": "000-0000-" + number,
            "hours": [_VILLAGE_HOURS[i % len(_VILLAGE_HOURS)] for i in range(len(villages))],
        }
    ).reset_index(drop=True)


def map_tiles(places_: pd.DataFrame) -> pd.DataFrame:
    """Where townships and villages lie: a township is a block of tiles, its own tile the first."""
    villages = places_[places_["kind"] == "村"]
    towns = list(places_.index[places_["kind"] == "乡镇"])
    most = 1 + int(villages["parent_code"].value_counts().max())
    across, wide = _side(len(towns)), _side(most)
    tall = -(-most // wide)
    rows = []
    for number, town in enumerate(towns):
        below = villages.index[villages["parent_code"] == town]
        left, above = number % across * wide, number // across * tall
        for at, code in enumerate((town, *below)):
            rows.append((code, 1 + left + at % wide, 1 + above + at // wide))
    return pd.DataFrame(rows, columns=["place_code", "tile_column", "tile_row"])


def _side(count: int) -> int:
    """The side of the smallest square that has room for so many."""
    return math.isqrt(count - 1) + 1


def _towns(size: Size) -> pd.DataFrame:
    """镇 are numbered from 100, 乡 from 200."""
    towns = content.table("towns").head(size.towns)
    is_zhen = towns["kind"] == "镇"
    block = np.where(is_zhen, 99 + is_zhen.cumsum(), 199 + (~is_zhen).cumsum())
    return pd.DataFrame(
        {
            "place_code": [f"990121{number}000" for number in block],
            "parent_code": COUNTY,
            "name": towns["name"],
            "kind": "乡镇",
            "town": towns["slug"],
            "households": 0,
        }
    )


def _villages(size: Size, towns: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """Villages shared out evenly, numbered from 201 in each township."""
    words = content.document("villages")
    first_names = [name for names in words["first"].values() for name in names]
    pool = [f + b for f in words["front"] for b in words["back"] if f + b not in first_names]
    names = iter(chance.some(pool, len(pool)))
    rows = []
    for i, town in enumerate(content.records(towns)):
        first = words["first"].get(town["town"], [])
        for j in range(size.villages // size.towns + (i < size.villages % size.towns)):
            name = first[j] if j < len(first) else next(names)
            rows.append((town["place_code"][:9] + str(201 + j), town, f"{name}村"))
    return pd.DataFrame(
        {
            "place_code": [code for code, _, _ in rows],
            "parent_code": [town["place_code"] for _, town, _ in rows],
            "name": [name for _, _, name in rows],
            "kind": "村",
            "town": [town["town"] for _, town, _ in rows],
        }
    )


def _groups(size: Size, villages: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """One group a village, the rest by chance; a group has 28 to 75 households."""
    weight = 0.4 + chance.of("share").uniform(size.villages)
    share = weight / weight.sum() * (size.groups - size.villages)
    counts = 1 + share.astype(int)
    short = size.groups - counts.sum()
    counts[np.argsort(-(share % 1), kind="stable")[:short]] += 1
    serial = np.concatenate([np.arange(1, n + 1) for n in counts])
    home = villages.loc[np.repeat(villages.index, counts)].reset_index(drop=True)
    return pd.DataFrame(
        {
            "place_code": [f"{c}-{s:02d}" for c, s in zip(home["place_code"], serial, strict=True)],
            "parent_code": home["place_code"],
            "name": [f"{content.numeral(int(s))}组" for s in serial],
            "kind": "组",
            "town": home["town"],
            "households": chance.of("households").integers(28, 75, size.groups),
        }
    )
