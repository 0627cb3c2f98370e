"""Plan -> what each village decided, built and paid for, and the lists that are on show."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.packages import DemoPackage
from demo.plan import Plan

_STAGES = ("计划", "进展", "结果")
_EVERY = 3
_IMPORTANT = "重大决策"
Row = dict[str, Any]


def packages(plan: Plan, chance: Chance) -> Iterator[DemoPackage]:
    """A package a township and quarter with the stages in it; important ones at once."""
    for town in content.records(plan.towns):
        villages = plan.places[
            (plan.places["town"] == town["town"]) & (plan.places["kind"] == "村")
        ]
        told = [
            _told(plan, village, n, chance.of(village["place_code"], n))
            for village in content.records(villages)
            for n in range(4)
        ]
        yield from _at_once(plan, town, [m for m in told if m["item"] == _IMPORTANT])
        told = [m for m in told if m["item"] != _IMPORTANT]
        for last in plan.periods[_EVERY - 1 :: _EVERY]:
            tables = _quarter(
                plan=plan, town=town, told=told, last=last, villages=villages, chance=chance
            )
            if len(tables["matters"]):
                yield DemoPackage(
                    kind="village_affairs",
                    publisher=town["town"],
                    period=f"{last[:4]}q{(int(last[5:]) + 2) // 3}",
                    title=f"{town['name']} {months.zh(last)}止一季度村务公开",
                    published=_published(plan, last),
                    approved_by=f"{town['name']}人民政府（演示）",
                    tables=tables,
                )


def _published(plan: Plan, last: str) -> date:
    return min(months.working(months.day_after(last, 10)), plan.as_of)


def _told(plan: Plan, village: Row, n: int, chance: Chance) -> Row:
    """One matter of a village with the day of each stage."""
    document = content.document("village_affairs")
    options = document["matters"]
    item, title, *texts, budget = options[
        (int(village["place_code"][-3:]) + 3 * n) % len(options)
    ].split("|")
    first = months.first_day(plan.periods[chance.of("start").number(0, len(plan.periods) - 4)])
    start = first + timedelta(days=chance.of("day").number(3, 24))
    days = [
        start,
        start + timedelta(days=55),
        start + timedelta(days=chance.of("end").number(95, 150)),
    ]
    return {
        "matter_no": f"CW-{village['place_code']}-{n + 1:02d}",
        "place_code": village["place_code"],
        "item": item,
        "title": f"{village['name']}{title}",
        "texts": texts,
        "days": days,
        "decided_by": chance.of("by").one(document["decided"]),
        "decided": start - timedelta(days=5),
        "budget": int(budget) * 1_000_000,
        "chance": chance,
    }


def _quarter(
    plan: Plan, town: Row, told: list[Row], last: str, villages: pd.DataFrame, chance: Chance
) -> dict[str, pd.DataFrame]:
    span = set(months.before(last, _EVERY))
    stages = [row for row in _stages(told) if row["date"].strftime("%Y-%m") in span]
    tables = {"matters": pd.DataFrame(stages)}
    ended = [m for m in told if m["budget"] and m["days"][2].strftime("%Y-%m") in span]
    if ended:
        projects = pd.DataFrame([_project(m) for m in ended])
        tables["projects"] = projects.astype({"final_account_fen": "Int64"})
    if last == plan.periods[-1]:
        tables["person_lists"] = pd.DataFrame(list(_list(plan, town, villages, chance)))
    return tables


def _stages(told: list[Row]) -> Iterator[Row]:
    for matter in told:
        for stage, day, text in zip(_STAGES, matter["days"], matter["texts"], strict=True):
            yield {
                **{k: matter[k] for k in ("matter_no", "place_code", "item", "title")},
                "stage": stage,
                "date": day,
                "decided_by": matter["decided_by"],
                "decided": matter["decided"],
                "text": text,
                "attachment": None,
            }


def _at_once(plan: Plan, town: Row, told: list[Row]) -> Iterator[DemoPackage]:
    """A package for each stage of an important matter, some days after it; one in ten is late."""
    for row in _stages(told):
        if row["date"].strftime("%Y-%m") not in plan.periods:
            continue
        own = plan.chance.of("at once", row["matter_no"], row["stage"])
        wait = own.of("days").number(1, 8) + (7 if own.of("late").number(1, 10) == 1 else 0)
        yield DemoPackage(
            kind="village_affairs",
            publisher=town["town"],
            period=f"{row['date']:%Y-%m-%d}-{row['place_code'][-3:]}",
            title=f"{row['title']}（{row['stage']}）",
            published=min(months.working(row["date"] + timedelta(days=wait)), plan.as_of),
            approved_by=f"{town['name']}人民政府（演示）",
            tables={"matters": pd.DataFrame([row])},
        )


def _project(matter: Row) -> Row:
    """A project is published whole when it is finished; some are not settled yet."""
    chance, document = matter["chance"], content.document("village_affairs")
    signed = matter["budget"] * chance.of("bid").number(91, 99) // 100
    is_settled = chance.of("settled").number(1, 4) > 1
    final = signed * chance.of("final").number(96, 100) // 100
    return {
        "project_no": f"GC-{matter['matter_no'][3:]}",
        "place_code": matter["place_code"],
        "matter_no": matter["matter_no"],
        "name": matter["title"],
        "budget_fen": matter["budget"],
        "tender": chance.of("tender").one(document["tenders"]),
        "contractor": chance.of("contractor").one(document["contractors"]),
        "contract_amount_fen": signed,
        "started": matter["days"][0] + timedelta(days=20),
        "finished": matter["days"][2] - timedelta(days=4),
        "final_account_fen": final if is_settled else None,
        "paid_fen": final if is_settled else signed * 7 // 10,
        "excess_decision": None,
    }


def _list(plan: Plan, town: Row, villages: pd.DataFrame, chance: Chance) -> Iterator[Row]:
    """One list of the first village of the township, on show for thirty days."""
    village = content.records(villages)[0]
    words = content.document("names")
    shown = _published(plan, plan.periods[-1])
    for number in range(1, 13):
        own = chance.of("list", town["town"], number)
        surname = own.of("surname").one(list(words["surnames"]))
        yield {
            "list_no": f"MD-{village['place_code']}-2026",
            "line_no": number,
            "place_code": village["place_code"],
            "title": f"{village['name']} 2026 年耕地地力保护补贴名单",
            "name": surname + own.of("given").one(words["given"].split()),
            "group_name": f"{'一二三'[number % 3]}组",
            "id_tail": None,
            "amount_fen": own.of("amount").number(18_000, 96_000),
            "from_date": shown,
            "expires": shown + timedelta(days=30),
        }
