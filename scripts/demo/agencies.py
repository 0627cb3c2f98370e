"""Told departments and the townships -> agencies, their posts and their windows."""

from __future__ import annotations

from datetime import date

import pandas as pd

from demo import content, people
from demo.chance import Chance
from demo.credit_codes import credit_code
from demo.places import CONTACT_COLUMNS, COUNTY

_HOURS = "周一至周五 9:00–12:00，14:00–17:30"
_CENTRE_HOURS = "周一至周五 9:00–17:00，午间不间断"
_TOWN_WORK = "负责全{kind}经济和社会事务，指导村务公开，代理各村、组集体经济组织记账。"
# How the name of an agency ends -> what its head is called.
_HEADS = {"县人民政府": "县长", "镇人民政府": "镇长", "乡人民政府": "乡长", "办公室": "主任"}
_DIVISIONS = (
    "主持全面工作",
    "分管办事窗口、信息公开和作风建设",
    "分管业务审批、检查和安全生产",
)
_STARTS = (date(2022, 3, 1), date(2023, 6, 20), date(2024, 1, 15), date(2025, 3, 10))
POSTS = ("受理岗", "审查岗", "复核岗", "决定岗")
TOWN_POSTS = (*POSTS, "村账代理会计岗")


def agencies(towns: pd.DataFrame) -> pd.DataFrame:
    """By slug; phone is the last four digits of a telephone nobody has."""
    listed = content.table("agencies").assign(place_code=COUNTY)
    frame = pd.concat([listed, _townships(towns)], ignore_index=True)
    number = frame["phone"].astype(int)
    frame["uscc"] = [credit_code("11", "MB", 96_299 + 3701 * i) for i in range(len(frame))]
    frame["hours"] = _HOURS
    frame["phone"] = telephone(number)
    frame["supervision_phone"] = telephone(number + 1)
    return frame.set_index("slug", drop=False)


def _townships(towns: pd.DataFrame) -> pd.DataFrame:
    listed = content.table("towns")
    letters = dict(zip(listed["slug"], listed["letter"], strict=True))
    names = towns["name"].reset_index(drop=True)
    stems = names.str[:-1]
    return pd.DataFrame(
        {
            "slug": towns["town"].to_numpy(),
            "name": "清源县" + names + "人民政府",
            "short_name": names + "政府",
            "class": "乡镇政府",
            "initials": [f"X{letters[slug]}" for slug in towns["town"]],
            "window": [f"{letters[slug]}01" for slug in towns["town"]],
            "review_class": "乡镇类",
            "phone": [f"{310 + 10 * i:04d}" for i in range(len(towns))],
            "address": names + stems + "街1号",
            "functions": [_TOWN_WORK.format(kind=name[-1]) for name in names],
            "place_code": towns["place_code"].to_numpy(),
        }
    )


def telephone(number: pd.Series) -> pd.Series:
    """110 -> `000-0000-0110`: no exchange begins with 000."""
    return "000-0000-" + number.astype("str").str.zfill(4)


def posts(agencies_: pd.DataFrame, officers: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """Posts of agencies with their substitutes, then offices of villages and groups."""
    rows = [
        (
            f"{agency['slug']}-{i + 1:02d}",
            agency["slug"],
            title,
            f"{agency['phone'][:-4]}{int(agency['phone'][-4:]) + 2 + i:04d}",
        )
        for agency in content.records(agencies_)
        if agency["slug"] != "county"  # the government itself: its office has the posts
        for i, title in enumerate(TOWN_POSTS if agency["class"] == "乡镇政府" else POSTS)
    ]
    frame = pd.DataFrame(rows, columns=["post_id", "agency", "name", "phone"])
    frame["holder"] = people.names(len(frame), chance, people.RARE_OFFICIALS)
    substitute = frame.groupby("agency", sort=False)["holder"].shift(-1)
    frame["substitute"] = substitute.fillna(frame.groupby("agency")["holder"].transform("first"))
    local = officers.rename(columns={"title": "post", "name": "holder"})
    local = local.rename(columns={"post": "name"}).drop(columns="role")
    columns = ["post_id", "agency", "place_code", "name", "holder", "substitute", "phone"]
    return pd.concat([frame, local], ignore_index=True).reindex(columns=columns)


def leaders(agencies_: pd.DataFrame, chance: Chance) -> pd.DataFrame:
    """The head of every agency and two deputies, each with what they are in charge of."""
    rows = [
        (slug, number, f"副{head}" if number > 1 else head, division)
        for slug, name in zip(agencies_["slug"], agencies_["name"], strict=True)
        for head in (next((h for end, h in _HEADS.items() if name.endswith(end)), "局长"),)
        for number, division in enumerate(_DIVISIONS, start=1)
    ]
    frame = pd.DataFrame(rows, columns=["agency", "number", "post", "division"])
    frame["leader_id"] = frame["agency"] + "-L" + frame["number"].astype("str")
    frame["name"] = people.names(len(frame), chance.of("names"), people.NO_RARE)
    starts = chance.of("since").integers(0, len(_STARTS) - 1, len(frame))
    frame["since"] = [_STARTS[int(at)] for at in starts]
    columns = ["leader_id", "agency", "post", "name", "division", "since", "until"]
    return frame.assign(until=None)[columns]


def contacts(agencies_: pd.DataFrame) -> pd.DataFrame:
    """Where the county takes complaints, and where each agency is written to."""
    county = pd.DataFrame(
        [
            ("complaint-call", "投诉", "电话", "000-0000-0111", "每天 8:00–20:00"),
            ("complaint-sms", "投诉", "短信", "000-0000-0119", None),
            ("complaint-mail", "投诉", "电子邮件", "tousu@mingbai.example", None),
            ("complaint-letter", "投诉", "信函", "清源县清河路1号 县政府办公室效能投诉", None),
            ("complaint-visit", "投诉", "当面", "清源县清河路1号一楼接待室", _HOURS),
        ],
        columns=["contact_id", "purpose", "channel", "address", "hours"],
    ).assign(place_code=COUNTY, agency=None)
    of_agencies = pd.DataFrame(
        {
            "contact_id": agencies_["slug"] + "-mail",
            "agency": agencies_["slug"],
            "place_code": None,
            "purpose": "办公",
            "channel": "电子邮件",
            "address": agencies_["slug"] + "@mingbai.example",
            "hours": None,
        }
    )
    return pd.concat([county, of_agencies], ignore_index=True).reindex(columns=CONTACT_COLUMNS)


def windows(agencies_: pd.DataFrame) -> pd.DataFrame:
    """The service centre's windows and one station a township."""
    listed = content.table("windows")
    centre = pd.DataFrame(
        {
            "window_id": listed["window_id"],
            "name": listed["name"],
            "place_code": COUNTY,
            "address": "县政务服务中心" + listed["floor"],
            "hours": _CENTRE_HOURS,
            "phone": telephone(listed["phone"].astype(int)),
        }
    )
    towns = agencies_[agencies_["class"] == "乡镇政府"]
    stations = pd.DataFrame(
        {
            "window_id": towns["window"],
            "name": "便民服务站综合窗口",
            "place_code": towns["place_code"],
            "address": towns["short_name"] + "一楼",
            "hours": _HOURS,
            "phone": telephone(towns["phone"].str[-4:].astype(int) + 3),
        }
    )
    return pd.concat([centre, stations], ignore_index=True).set_index("window_id", drop=False)
