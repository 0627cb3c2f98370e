"""Plan, year and unit -> the points of every indicator, each with the figures it follows from.

What the county publishes is counted from it; what it did not yet publish in that year is told, and
said to be.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from decimal import Decimal

from demo import key_work, months, told_scores
from demo.chance import Chance
from demo.oversight import world
from demo.oversight.words import day
from demo.score_years import Score, Year, less
from demo.workdays import calendar

_CASE_DAYS, _BOOK_DAY = 7, 15
_UNTOLD = "（当年没有逐件公开，用当时的统计）"


def _name(year: Year, unit: str) -> str:
    """The unit's short name."""
    return str(year.plan.agencies.at[unit, "short_name"])


def _publication(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    del chance
    cases = year.cases(unit)
    waits = calendar().count(cases["decided"], cases["announced"])
    late = int((waits > _CASE_DAYS).sum())
    has_items = unit in world(year.plan).words.spoken
    total, part = year.counted(len(cases), year.told_cases(unit)[0])
    own_name = "" if total else _name(year, unit)
    evidence = (
        f"{own_name}应公开办理结果 {total} 件{part}，迟 {late} 件"
        if has_items
        else f"{_name(year, unit)}没有办理结果"
    )
    if len(waits):
        evidence += f"，从决定到公开最长 {waits.max()} 个、平均 {waits.mean():.1f} 个工作日"
    if unit in set(year.plan.towns["town"]):
        published = [
            year.plan.published(unit, period)
            for period in year.plan.periods
            if months.day_after(period, 1).year == year.year
        ]
        late_books = sum(at.day > _BOOK_DAY for at in published)
        late += late_books
        evidence += f"；公开村级财务 {len(published)} 个月，迟 {late_books} 个月"
    points, words = less(weight, Decimal(late) / 2)
    return Score(points, f"{evidence}，{words}")


def _timeliness(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    del chance
    if unit not in world(year.plan).words.spoken:
        return Score(Decimal(weight), f"{_name(year, unit)}没有受理的事项，不扣分。")
    cases = year.cases(unit)
    number, told_late = year.told_cases(unit)
    total, part = year.counted(len(cases), number)
    late, late_part = year.counted(int((cases["days_late"] > 0).sum()), told_late)
    if not total:
        return Score(Decimal(weight), f"{_name(year, unit)}全年没有办结的事项，不扣分。")
    tenths = (2000 * (total - late) + total) // (2 * total)
    points, words = less(weight, Decimal(1000 - tenths) / 10)
    rate = f"按时办结率 {tenths // 10}.{tenths % 10}%"
    note = _UNTOLD if year.months_before == 12 else ""
    evidence = f"办结 {total} 件{part}，超期 {late} 件{late_part}{note}，{rate}，{words}"
    return Score(points, evidence)


def _visits(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    if not year.is_watched:
        seen = chance.of("seen").number(2, 4)
        number = max(chance.of("found").number(-2, 1), 0)
        points, words = less(weight, Decimal(number))
        at = "、".join(f"{m} 月" for m in sorted(chance.some(range(1, 13), seen)))
        return Score(points, f"暗访 {seen} 次（{at}），发现问题 {number} 次{_UNTOLD}，{words}")
    seen_world = world(year.plan)
    days = [v.at for v in seen_world.visits if v.agency == unit and v.at.year == year.year]
    number = [
        row["notice_no"]
        for row in seen_world.notices
        if row["kind"] == "暗访通报" and row["agency"] == unit and row["date"].year == year.year
    ]
    points, words = less(weight, Decimal(len(number)))
    numbers = f"（{'、'.join(number)}）" if number else ""
    at = "、".join(map(day, days))
    return Score(
        points, f"暗访 {len(days)} 次（{at}），发现问题 {len(number)} 次{numbers}，{words}"
    )


def _satisfaction(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    del chance
    for held, votes in world(year.plan).rounds:
        if held.year == year.year:
            row = votes[votes["unit"] == unit].iloc[0]
            valid = row["satisfied"] + row["basically"] + row["dissatisfied"]
            points = Decimal(row["rate"]) * weight / 100
            evidence = f"有效票 {valid} 张，满意 {row['satisfied']} 张，满意率 {row['rate']}%，"
            return Score(points.quantize(Decimal("0.01")), f"{evidence}得 {points:.2f} 分。")
    raise LookupError(year.year)


def _key_work(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    if year.year < year.plan.size.year - 1:
        led = max(chance.of("led").number(-1, 2), 0)
        late = min(max(chance.of("late").number(-3, 1), 0), led)
        points, words = less(weight, Decimal(2 * late))
        took_part = chance.of("part").number(1, 6)
        evidence = f"牵头 {led} 项、参加 {took_part} 项，逾期完成 {late} 项，没有完成 0 项"
        return Score(points, f"{evidence}（当年清单没有在本站公开，用当时的核对），{words}")
    listed = key_work.tasks(year.plan, year.year)
    tasks_of_unit = [task for task in listed if task["lead_agency"] == unit]
    joined = [t["task_no"] for t in listed if unit in (t["agencies"] or "").split("；")]
    part = f"（{'、'.join(joined)}）" if joined else ""
    stream = year.plan.chance.of("kind", "key_work")
    ends = {task["task_no"]: list(key_work.progress(task, stream))[-1] for task in tasks_of_unit}
    late = [t["task_no"] for t in tasks_of_unit if ends[t["task_no"]]["date"] > t["due"]]
    points, words = less(weight, Decimal(2 * len(late)))
    own_name = "" if tasks_of_unit or joined else _name(year, unit)
    led = len(tasks_of_unit)
    evidence = f"{own_name}牵头 {led} 项、参加 {len(joined)} 项{part}，逾期完成 {len(late)} 项"
    numbers = f"（{'、'.join(late)}）" if late else ""
    return Score(points, f"{evidence}{numbers}，没有完成 0 项，{words}")


def _decisions(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    if not year.is_watched:
        asked = chance.of("asked").number(0, 5)
        held = max(chance.of("held").number(-4, 1), 0)
        points, words = less(weight, Decimal(3 * held))
        return Score(points, f"收到督查文件 {asked} 份，受到问责 {held} 次{_UNTOLD}，{words}")
    seen = world(year.plan)
    asked = [
        row["notice_no"]
        for row in seen.notices
        if row["agency"] == unit and row["date"].year == year.year
    ]
    letters = f"（{'、'.join(asked)}）" if asked else ""
    held = [
        row["decision_no"]
        for row in seen.decisions
        if row["agency"] == unit and row["date"].year == year.year
    ]
    points, words = less(weight, Decimal(3 * len(held)))
    numbers = f"（{'、'.join(held)}）" if held else ""
    evidence = f"收到督查文件 {len(asked)} 份{letters}，受到问责 {len(held)} 次{numbers}，{words}"
    return Score(points, evidence)


Scoring = Callable[[Year, str, int, Chance], Score]
# Number of the indicator -> dimension, name, weight, how it is scored, and that as a function.
SCHEME: Mapping[str, tuple[str, str, int, str, Scoring]] = {
    "01": (
        "履行职责",
        "年度职责任务完成率",
        15,
        "按年初任务清单核对，没有完成的一项扣 2 分，扣完为止。",
        told_scores.duties,
    ),
    "02": (
        "依法行政",
        "行政复议纠错和败诉",
        10,
        "行政复议被纠正、行政诉讼败诉的，一件扣 2 分，扣完为止。",
        told_scores.lawsuits,
    ),
    "03": (
        "政务公开",
        "按时公开率",
        10,
        "办理结果 7 个工作日以后、村级财务次月 15 日以后才公开的，一项扣 0.5 分，扣完为止。",
        _publication,
    ),
    "04": (
        "工作效率",
        "按时办结率",
        15,
        "按时办结率（%，保留一位小数）比 100 低几就扣几分，扣完为止；没有办结事项的不扣。",
        _timeliness,
    ),
    "05": ("机关作风", "暗访发现问题", 10, "每份暗访通报扣 1 分，扣完为止。", _visits),
    "06": (
        "服务质量",
        "民主评议满意率",
        10,
        "当年评议满意率（%）× 10 ÷ 100，保留两位小数。",
        _satisfaction,
    ),
    "07": (
        "主要工作目标",
        "重点工作完成情况",
        10,
        "牵头的重点工作，逾期完成的一项扣 2 分，没有完成的一项扣 4 分，扣完为止。",
        _key_work,
    ),
    "08": (
        "重大项目",
        "项目进度",
        5,
        "季度节点没有按季达到的，一个扣 0.5 分，扣完为止。",
        told_scores.projects,
    ),
    "09": (
        "廉洁勤政",
        "问责和处分",
        10,
        "单位或者工作人员受到问责的，一次扣 3 分，扣完为止。",
        _decisions,
    ),
    "10": (
        "队伍建设",
        "培训和学习",
        5,
        "年初培训计划少办一次扣 0.5 分，扣完为止。",
        told_scores.training,
    ),
}


SATISFIED = "评议满意率"
# Number of the indicator -> its formula: quantity, method, points that are lost each time.
FORMULAS: Mapping[str, tuple[str, str, str | None]] = {
    "04": ("按时办结率", "低一个百分点扣", "1"),
    "05": ("暗访通报", "每件扣", "1"),
    "06": (SATISFIED, "按比例", None),
    "07": ("逾期重点工作", "每件扣", "2"),
    "09": ("问责决定", "每件扣", "3"),
}


def score(year: Year, unit: str, number: str) -> Score:
    """The points of a unit for an indicator."""
    weight, scoring = SCHEME[number][2], SCHEME[number][4]
    return scoring(year, unit, weight, year.chance.of(unit, number))
