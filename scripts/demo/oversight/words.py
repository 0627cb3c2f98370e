"""Agency, day and chance -> the words that stand for `{window}`, `{item}` … in told texts."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo import content, items
from demo.chance import Chance
from demo.plan import Plan

_WEEKDAYS = "一二三四五六日"
_HOURS = ("上午九点", "上午十点", "上午十一点", "下午两点半", "下午三点", "下午四点")
_PAST = ("", "零五分", "十分", "一刻", "二十分", "二十五分")
_NIGHTS = ("夜里十一点", "夜里十二点", "凌晨一点", "凌晨两点", "凌晨五点")
_ENDING = re.compile("（.*?）|(申请审批|审核确认|核发|签发|审批|办理|发放)$")


@dataclass(frozen=True)
class Spoken:
    """One item as people call it. papers: what has to be brought. days: promised working days."""

    name: str
    days: int
    papers: tuple[str, ...]


@dataclass(frozen=True)
class Vocabulary:
    """What can be said of each agency, by its slug. names: its short name.

    windows: the window it serves at. spoken: its items; agencies that nobody applies to have none.
    """

    names: Mapping[str, str]
    windows: Mapping[str, str]
    spoken: Mapping[str, tuple[Spoken, ...]]

    def fits(self, text: str, agency: str) -> bool:
        """Whether a told text can be said of an agency: items are spoken of where there are any."""
        return agency in self.spoken or not re.search("{(item|paper|days)}", text)

    def words(self, agency: str, at: date, chance: Chance) -> dict[str, str]:
        """What stands for each word of a told text. at: the day on which the thing happened."""
        hour = chance.of("hour").one(_HOURS)
        past = "" if hour.endswith("半") else chance.of("past").one(_PAST)
        words = {
            "at": day(at),
            "month": f"{at.month} 月",
            "weekday": f"星期{_WEEKDAYS[at.weekday()]}",
            "time": hour + past,
            "night": chance.of("night").one(_NIGHTS),
            "n": str(chance.of("n").number(3, 9)),
            "few": str(chance.of("few").number(2, 4)),
            "minutes": str(chance.of("minutes").number(12, 45)),
            "window": self.windows[agency],
            "town": self.names[agency].removesuffix("政府"),
        }
        if agency in self.spoken:
            item = chance.of("item").one(self.spoken[agency])
            words["item"], words["days"] = item.name, str(item.days)
            words["paper"] = chance.of("paper").one(item.papers)
        return words


def fill(template: str, words: Mapping[str, str]) -> str:
    """A told text with its words; a blank between characters and figures, as the site writes."""
    text = template.format_map(words)
    return re.sub(r"(?<=[\u4e00-\u9fff])(?=\d)|(?<=\d)(?=[\u4e00-\u9fff])", " ", text)


def vocabulary(plan: Plan) -> Vocabulary:
    """What the county's items, windows and agencies are called."""
    spoken: dict[str, list[Spoken]] = {}
    for item in items.told(plan.agencies):
        spoken.setdefault(item.agency, []).append(_spoken(item.told))
    agencies = content.records(plan.agencies)
    windows = plan.windows["name"]
    return Vocabulary(
        names={agency["slug"]: agency["short_name"] for agency in agencies},
        windows={agency["slug"]: windows[agency["window"]] for agency in agencies},
        spoken={agency: tuple(of_agency) for agency, of_agency in spoken.items()},
    )


def _spoken(item: Mapping[str, Any]) -> Spoken:
    papers = tuple(line.split("|")[0] for line in item["materials"])
    return Spoken(short(item["name"]), int(item["promised"]), papers)


def short(name: str) -> str:
    """`食品经营许可证核发` -> `食品经营许可证`: what people say at a window."""
    return _ENDING.sub("", _ENDING.sub("", name))


def day(on: date) -> str:
    """`5 月 12 日`."""
    return f"{on.month} 月 {on.day} 日"
