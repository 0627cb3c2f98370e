"""Plan -> what party organisations of townships and villages publish each quarter."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

_QUARTERS = ("03", "06", "09", "12")
_COUNTY_BODY = "县委组织部"
Row = dict[str, Any]


@dataclass(frozen=True)
class Body:
    """A party organisation. above: where its dues go. chance: its own."""

    place_code: str
    name: str
    above: str
    is_town: bool
    chance: Chance

    def members(self, period: str) -> int:
        """How many members it has; a few more as years pass."""
        start = self.chance.of("members").number(38, 64) if self.is_town else 0
        start = start or self.chance.of("members").number(16, 48)
        return start + int(period[:4]) % 2000 // 13

    def dues_fen(self, period: str) -> int:
        """What its members paid in the quarter that ends with a month, in 分."""
        each = self.chance.of("dues").number(280, 900) * (3 if self.is_town else 1)
        odd = self.chance.of("odd", period).number(-40, 40) * 50
        return 3 * each * self.members(period) + odd


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """One package a township and quarter: the dues of every organisation, and one thing more."""
    for period in [p for p in plan.periods if p[-2:] in _QUARTERS]:
        for town in content.records(plan.towns):
            rows = list(_items(plan, town, period, chance))
            yield DemoPackage(
                kind="party_affairs",
                publisher=town["town"],
                period=f"{period[:4]}q{_quarter(period)}",
                title=f"{town['name']} {_words(period)}党务公开",
                published=min(months.working(months.day_after(period, 9)), plan.as_of),
                approved_by=f"{town['name']}党委（演示）",
                tables={"items": pd.DataFrame(rows)},
            )


def _quarter(period: str) -> int:
    return _QUARTERS.index(period[-2:]) + 1


def _words(period: str) -> str:
    return f"{period[:4]} 年第 {_quarter(period)} 季度"


def _items(plan: Plan, town: Row, period: str, chance: Chance) -> Iterator[Row]:
    of_town = plan.places[plan.places["town"] == town["town"]]
    villages = content.records(of_town[of_town["kind"] == "村"])
    committee = f"{town['name']}党委"
    head = _body(town["place_code"], committee, _COUNTY_BODY, chance, is_town=True)
    branches = [
        _body(v["place_code"], f"{v['name']}党支部", committee, chance, is_town=False)
        for v in villages
    ]
    collected = sum(branch.dues_fen(period) for branch in branches)
    for body in (head, *branches):
        words = _said(body, period, len(branches), collected)
        dues = content.document("party_affairs")["dues_of_town" if body.is_town else "dues"]
        texts = [f"党费收支|{{quarter}}党费收缴和上缴|{dues}", _other(body, period)]
        for number, text in enumerate(texts, start=1):
            yield _item(body, period, number, text.format(**words))


def _body(code: str, name: str, above: str, chance: Chance, *, is_town: bool) -> Body:
    return Body(code, name, above, is_town, chance.of(code))


def _other(body: Body, period: str) -> str:
    """The other thing of a quarter: no two running are the same."""
    document = content.document("party_affairs")
    if period.endswith("03") and not body.is_town:
        return str(document["yearly"])
    texts = document["town" if body.is_town else "village"]
    first = body.chance.of("first").number(0, len(texts) - 1)
    return str(texts[(first + months.number(period) // 3) % len(texts)])


def _said(body: Body, period: str, villages: int, collected: int) -> dict[str, str]:
    """What stands for each word of a text; the counts fit each other."""
    own_chance = body.chance.of("said", period)
    members = body.members(period)
    absent = own_chance.of("absent").number(1, max(members // 6, 1))
    tasks = own_chance.of("tasks").number(members // 2, members)
    left = own_chance.of("left").number(1, 4)
    good = own_chance.of("good").number(3, max(members // 4, 3))
    households = own_chance.of("households").number(60, 180)
    dues = body.dues_fen(period)
    return {
        "quarter": f"第{content.numeral(_quarter(period))}季度",
        "above": body.above,
        "members": str(members),
        "villages": str(villages),
        "own": _yuan(dues),
        "each": _yuan(round(dues / members / 3)),
        "collected": _yuan(collected),
        "total": _yuan(dues + collected),
        "present": str(members - absent),
        "absent": str(absent),
        "tasks": str(tasks),
        "left": str(left),
        "done": str(tasks - left),
        "good": str(good),
        "fair": str(members - absent - good),
        "households": str(households),
        "visited": str(households - own_chance.of("away").number(0, 25)),
        "spent": _yuan(own_chance.of("spent").number(12, 90) * 10_000),
        "few": content.numeral(own_chance.of("few").number(2, 6)),
        "n": str(own_chance.of("n").number(3, 18)),
    }


def _yuan(fen: int) -> str:
    return f"{fen // 100:,}.{fen % 100:02d}"


def _item(body: Body, period: str, number: int, text: str) -> Row:
    class_, title, words = text.split("|")
    first = months.first_day(months.name(months.number(period) + 1))
    return {
        "item_no": f"DW-{body.place_code}-{period}-{number}",
        "place_code": body.place_code,
        "organisation": body.name,
        "class": class_,
        "title": f"{body.name}：{period[:4]} 年{title}",
        "text": words,
        "scope": "社会公开",
        "proposed": first,
        "proposed_by": "组织委员",
        "reviewed": first + timedelta(days=2),
        "reviewed_by": "纪检委员",
        "approved": first + timedelta(days=4),
        "approved_by": "党组织书记",
    }
