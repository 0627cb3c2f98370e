"""Places -> who holds office in the villages and groups; agencies -> who holds their posts."""

from __future__ import annotations

import numpy as np
import pandas as pd

from demo import content
from demo.chance import Chance

# Role -> what its post is called. The first approves spending, the next two handle it, the
# witnesses witness it, the supervisors review it afterwards: nobody has two roles, but where a
# village is told to have a witness who is on the committee.
VILLAGE_ROLES = {
    "approver": "村党组织书记、村委会主任",
    "handler_1": "报账员",
    "handler_2": "村委会副主任",
    "witness_1": "村民代表",
    "witness_2": "党员代表",
    "supervisor_1": "村务监督委员会主任",
    "supervisor_2": "村务监督委员会委员",
    "supervisor_3": "民主理财小组组长",
}
GROUP_ROLES = {
    "approver": "组长",
    "handler_1": "组记账员",
    "handler_2": "组委员",
    "witness_1": "成员代表",
    "witness_2": "户代表",
    "supervisor_1": "组务监督员",
}
_POST_CODES = {
    "approver": "ZR",
    "handler_1": "BZ",
    "handler_2": "FZ",
    "witness_1": "DB",
    "witness_2": "DD",
    "supervisor_1": "JD",
    "supervisor_2": "JW",
    "supervisor_3": "LC",
}


RARE_OFFICERS = slice(0, 2)
RARE_OFFICIALS = slice(2, 3)
NO_RARE = slice(0, 0)
_REVIEWED = 11


def names(count: int, chance: Chance, rare: slice) -> list[str]:
    """That many different names, the told rare ones of that slice among the first."""
    words = content.document("names")
    parts = [list(words["surnames"]), words["given"].split()]
    columns = [
        np.array(part, dtype=object)[chance.of(i).integers(0, len(part) - 1, count * 3 + 200)]
        for i, part in enumerate(parts)
    ]
    made = dict.fromkeys(columns[0] + columns[1])
    ordered = list(made)[:count]
    for position, name in enumerate(words["rare"][rare]):
        ordered[4 + 5 * position] = name
    return ordered


def officers(places: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """A row an office: place_code, role, post_id, title, name.

    Names are unique in the county, but for those who hold two offices of a village.
    """
    roles = {"村": VILLAGE_ROLES, "组": GROUP_ROLES}
    rows = [
        (place["place_code"], role, f"{place['place_code']}-{_POST_CODES[role]}", title)
        for place in content.records(places)
        if place["kind"] in roles
        for role, title in roles[place["kind"]].items()
    ]
    frame = pd.DataFrame(rows, columns=["place_code", "role", "post_id", "title"])
    return _with_two_roles(frame.assign(name=names(len(frame), chance, RARE_OFFICERS)))


def _with_two_roles(frame: pd.DataFrame) -> pd.DataFrame:
    """Every _REVIEWED-th village has a member of its committee witness what it reviews."""
    by_place = frame.pivot(index="place_code", columns="role", values="name")
    villages = by_place.index[by_place["supervisor_2"].notna()][_REVIEWED - 1 :: _REVIEWED]
    is_chosen = frame["place_code"].isin(villages) & (frame["role"] == "witness_2")
    both = frame["place_code"].map(by_place["supervisor_2"])
    return frame.assign(name=frame["name"].where(~is_chosen, both))
