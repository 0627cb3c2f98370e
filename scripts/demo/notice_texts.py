"""A case that was late or refused -> what its notice says: kind, post, reason, remedy."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo import content, months
from demo.chance import Chance
from demo.workdays import calendar

REFUSED = "不予办理"
_HIDDEN = "这一条"  # how `refusals.toml` ends a finding that is the applicant's own business
_REVIEW_DAYS, _COURT_MONTHS = 60, 6  # 行政复议法第二十条、行政诉讼法第四十六条


@dataclass(frozen=True)
class NoticeText:
    """kind: 延期办理, 暂缓办理 or 不予办理. post: who answers for it."""

    kind: str
    post: str
    reason: str


def delay(case: Mapping[str, Any], papers: list[str], noticed: date, chance: Chance) -> NoticeText:
    """Why a case will not be done by its limit. papers: those that its applicant brings."""
    document = content.document("delays")
    lines = document.get(case["item"]) or document.get(case["flow"]) or document[""]
    kind, post, words = chance.of("words").one(lines).split("|")
    clock = calendar()
    day = max(case["accepted"], clock.add(noticed, -chance.of("day").number(0, 2)))
    then = clock.add(noticed, chance.of("next").number(1, 2))
    paper = chance.of("paper").one(papers) if papers else "申请书"
    return NoticeText(kind, post, words.format(day=_zh(day), paper=paper, next=_zh(then)))


def refusal(case: Mapping[str, Any], conditions: list[str], chance: Chance) -> NoticeText:
    """Which condition is not met, and how that was found. conditions: of the case's item."""
    words = content.document("delays")["words"]
    number, fault = chance.of("found").one(content.document("refusals")[case["item"]]).split("|")
    clock = calendar()
    day = max(case["accepted"], clock.add(case["decided"], -chance.of("day").number(0, 2)))
    is_hidden = fault.endswith(_HIDDEN)
    is_visited = case["flow"] in {"licence_inspect", "licence_expert", "house", "filing_check"}
    way = "private" if is_hidden else "visited" if is_visited else "examined"
    reason = words[way].format(day=_zh(day), found=fault, condition=conditions[int(number) - 1])
    reason += words["again"] if case["type"] == "行政许可" else ""
    return NoticeText(REFUSED, "审查岗" if is_visited else "复核岗", f"{reason}。")


def late_remedy(agency: Mapping[str, Any], county_phone: str, new_due: date) -> str:
    """Whom to call about a delay, and from which day on the county's office."""
    words: str = content.document("delays")["words"]["late_remedy"]
    return words.format(
        agency=agency["short_name"],
        phone=agency["supervision_phone"],
        new_due=_full_zh(new_due),
        county_phone=county_phone,
    )


def refused_remedy(agency: Mapping[str, Any], noticed: date) -> str:
    """Until which days a review or an action is possible, and whom to call."""
    words: str = content.document("delays")["words"]["refused_remedy"]
    court = _after_months(noticed, _COURT_MONTHS)
    return words.format(
        agency=agency["short_name"],
        phone=agency["supervision_phone"],
        review=_full_zh(noticed + timedelta(days=_REVIEW_DAYS)),
        court=_full_zh(court),
    )


def _after_months(day: date, count: int) -> date:
    """The same day of a later month, or its last day where that month is shorter."""
    later = months.name(months.number(f"{day:%Y-%m}") + count)
    last = months.day_after(later, 1) - timedelta(days=1)
    return last.replace(day=min(day.day, last.day))


def _zh(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"


def _full_zh(day: date) -> str:
    return f"{day.year} 年 {day.month} 月 {day.day} 日"
