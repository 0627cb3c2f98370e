"""Points of what the county does not publish: they are told with the figures they follow from."""

from __future__ import annotations

from decimal import Decimal

from demo.chance import Chance
from demo.score_years import Score, Year, less


def duties(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    """Duties of the year."""
    del year, unit
    total = chance.of("total").number(18, 42)
    undone = max(chance.of("undone").number(-2, 2), 0)
    points, words = less(weight, Decimal(2 * undone))
    first = chance.of("first").number(6, 15)
    evidence = f"任务清单 {total} 项（上半年 {first} 项），完成 {total - undone} 项，{words}"
    return Score(points, evidence)


def lawsuits(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    """Reviews and lawsuits that the unit lost."""
    del year, unit
    reviews, suits = chance.of("reviews").number(0, 12), chance.of("suits").number(0, 6)
    wrong = min(max(chance.of("wrong").number(-5, 2), 0), reviews)
    points, words = less(weight, Decimal(2 * wrong))
    decided = chance.of("decided").number(20, 180)
    evidence = (
        f"作出行政决定 {decided} 件；行政复议 {reviews} 件，被纠正 {wrong} 件；"
        f"行政诉讼 {suits} 件，败诉 0 件，{words}"
    )
    return Score(points, evidence)


def projects(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    """Projects and their quarters."""
    del year, unit
    projects = chance.of("projects").number(1, 5)
    missed = max(chance.of("missed").number(-2, 3), 0)
    points, words = less(weight, Decimal(missed) / 2)
    invested = chance.of("invested").number(60, 2400)
    evidence = (
        f"承担项目 {projects} 个，完成投资 {invested:,} 万元，"
        f"季度节点 {4 * projects} 个，没有按季达到 {missed} 个，{words}"
    )
    return Score(points, evidence)


def training(year: Year, unit: str, weight: int, chance: Chance) -> Score:
    """Courses that were held."""
    del year, unit
    plan = chance.of("plan").number(6, 16)
    missed = max(chance.of("missed").number(-2, 3), 0)
    points, words = less(weight, Decimal(missed) / 2)
    people = chance.of("people").number(90, 620)
    evidence = f"培训计划 {plan} 次，办了 {plan - missed} 次，参加 {people} 人次，{words}"
    return Score(points, evidence)
