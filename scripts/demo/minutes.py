"""A matter as it was put to a meeting -> the minutes, as a plain text file."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from demo import content
from demo.chance import Chance

_BOM = b"\xef\xbb\xbf"  # phones and Windows take a plain text without it for GBK


def zh(day: date) -> str:
    """`2026 年 3 月 5 日`."""
    return f"{day.year} 年 {day.month} 月 {day.day} 日"


def text_file(title: str, lines: list[str]) -> bytes:
    """A title and lines, with a word that all of it is invented."""
    body = "\r\n".join([title, "", *lines, "", "（演示材料，地名、单位、数字均为虚构。）", ""])
    return _BOM + body.encode()


@dataclass(frozen=True)
class Meeting:
    """How a meeting voted. kind: 村民代表会议 …; who: whom it is of; the rest are persons."""

    kind: str
    date: date
    who: str
    called: int
    present: int
    agreed: int
    against: int
    abstained: int

    @property
    def vote(self) -> str:
        """As minutes say it."""
        return f"同意 {self.agreed} 人，不同意 {self.against} 人，弃权 {self.abstained} 人。通过。"


def meeting(kind: str, held: date, households: int, chance: Chance) -> Meeting:
    """More than two thirds came, and most of them agreed."""
    who, called, present = _attendance(kind, households, chance)
    against, abstained = chance.of("against").number(0, 2), chance.of("abstained").number(0, 3)
    agreed = max(present // 2 + 1, present - min(against, present) - min(abstained, present))
    against = min(against, present - agreed)
    return Meeting(
        kind=kind,
        date=held,
        who=who,
        called=called,
        present=present,
        agreed=agreed,
        against=against,
        abstained=present - agreed - against,
    )


def minutes(
    held: Meeting,
    *,
    village: str,
    title: str,
    plan: str,
    chance: Chance,
) -> tuple[str, bytes]:
    """File name and bytes of the minutes of the meeting that decided a matter."""
    document = content.document("village_affairs")["minutes"]
    words = {
        "inspectors": str(chance.of("inspectors").number(3, 9)),
        "heard": str(chance.of("heard").number(3, 12)),
    }
    asker = "有成员" if held.kind == "村委会会议" else "有代表"
    questions = chance.of("questions").some(document["questions"], chance.of("n").number(2, 4))
    lines = [
        f"时间：{zh(held.date)}",
        f"地点：{village}{chance.of('where').one(document['places'])}",
        f"应到{held.who} {held.called} 人，实到 {held.present} 人，过三分之二。"
        "村务监督委员会列席。",
        "",
        "一、说明情况",
        plan,
        "",
        "二、大家的意见",
        *(
            f"{i}. {question.format(**words).replace('有代表', asker)}"
            for i, question in enumerate(questions, start=1)
        ),
        "",
        "三、表决",
        held.vote,
        "",
        "四、公开",
        "会后把方案贴在村务公开栏，照计划、进展、结果三步公开。",
    ]
    return f"{title.replace(' ', '')}会议记录.txt", text_file(f"{held.kind}记录：{title}", lines)


def _attendance(decided_by: str, households: int, chance: Chance) -> tuple[str, int, int]:
    """Who was called, how many, and how many came: more than two thirds."""
    sizes: Mapping[str, tuple[str, int]] = {
        "村民会议": ("户代表", max(30, households)),
        "村民代表会议": ("村民代表", max(21, min(55, households // 8))),
        "集体成员大会": ("成员代表", max(24, households // 4)),
        "村委会会议": ("村委会成员", 5),
    }
    who, called = sizes[decided_by]
    least = called * 2 // 3 + 1
    return who, called, chance.of("present").number(least, called)
