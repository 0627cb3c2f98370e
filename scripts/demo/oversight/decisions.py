"""What was complained of, seen, promised and voted -> who was held accountable for it."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from typing import Any

import pandas as pd

from demo.oversight.notices import URGED_DAYS, span
from demo.oversight.votes import Round, last_units
from demo.oversight.words import Vocabulary, day, short
from demo.plan import Plan
from demo.publication import open_cases
from demo.workdays import calendar

_DECIDED_AFTER = 8  # working days after the day of a task
LATE_CASES = 2  # what each agency promises for a year at most
LATE_PROMISE = 6  # its place among the promises of an agency
Row = dict[str, Any]


def late_promise_no(initials: str) -> str:
    """The number of an agency's promise of `LATE_CASES`."""
    return f"CN-{initials}-{LATE_PROMISE:02d}"


def decisions(
    plan: Plan,
    words: Vocabulary,
    complained: list[Row],
    noticed: list[Row],
    voted: list[tuple[Round, pd.DataFrame]],
    tasks: list[Row],
) -> list[Row]:
    """Rows of `decisions`, numbered by month; each says what it follows from.

    tasks: rows of `rectifications`. round_id: of the votes that it follows from. task_no: of the
    task that was not kept. is_of_promise: it follows from a broken promise.
    """
    rows = [
        *_of_complaints(complained),
        *_of_notices(noticed),
        *_of_votes(plan, words, voted),
        *_of_tasks(plan, tasks),
        *_of_cases(plan),
    ]
    periods = set(span(plan))
    rows = [row for row in rows if f"{row['date']:%Y-%m}" in periods]
    rows.sort(key=lambda row: (row["date"], row["agency"], row["facts"]))
    numbers: dict[str, int] = {}
    for row in rows:
        period = f"{row['date']:%Y-%m}"
        numbers[period] = numbers.get(period, 0) + 1
        row["decision_no"] = f"WZ-{period}-{numbers[period]:02d}"
    return rows


def _row(at: date, agency: str, rank: str, measure: str, facts: str) -> Row:
    return {
        "date": at,
        "agency": agency,
        "rank_class": rank,
        "facts": facts,
        "basis_id": "XNWZ",
        "measure": measure,
        "is_public_decision": measure == "通报批评",
        "named": None,
        "complaint_no": None,
        "round_id": None,
        "task_no": None,
        "is_of_promise": False,
    }


def _of_complaints(complained: list[Row]) -> Iterator[Row]:
    """An upheld complaint of weight, the working day after it was closed."""
    for row in complained:
        if row["measure"] is not None:
            at = calendar().add(row["closed"], 1)
            decision = _row(at, row["agency"], row["rank"], row["measure"], row["facts"])
            yield decision | {"complaint_no": row["complaint_no"]}


def _of_notices(noticed: list[Row]) -> Iterator[Row]:
    """A notice that nobody answered, even when urged; and what was seen of a person."""
    for row in noticed:
        number = row["notice_no"]
        if row["due"] is None:
            continue
        urged = calendar().add(row["due"], URGED_DAYS)
        if row["answered"] is None or row["answered"] > urged:
            facts = (
                f"{row['kind']} {number} 要求 {day(row['due'])}前答复，到期没有答复，"
                f"催办以后到 {day(urged)}仍没有答复。"
            )
            yield _row(urged, row["agency"], "单位", "通报批评", facts)
        if row["measure"] is not None:
            facts = f"{row['finding'].rstrip('。')}，单位查实（{number}）。"
            at = calendar().add(row["due"], 2)
            yield _row(at, row["agency"], row["rank"], row["measure"], facts)


def _of_votes(
    plan: Plan, words: Vocabulary, voted: list[tuple[Round, pd.DataFrame]]
) -> Iterator[Row]:
    """A unit that is the last of its class for the second round running."""
    before: dict[str, str] = {}
    for held, votes in voted:
        worst = votes[votes["unit"].isin(last_units(votes))]
        rates = dict(zip(worst["unit"], worst["rate"], strict=True))
        titles = dict(zip(worst["unit"], worst["class"], strict=True))
        is_told = f"{held.published:%Y-%m}" in span(plan)
        for unit in sorted(rates.keys() & before.keys()) if is_told else ():
            facts = (
                f"{words.names[unit]}在 {held.year - 1} 年、{held.year} 年民主评议中满意率"
                f"（{before[unit]}%、{rates[unit]}%）连续两年列{titles[unit]}单位末位。"
            )
            at = calendar().add(held.published, 5)
            decision = _row(at, unit, "单位", "取消当年评先评优资格", facts)
            yield decision | {"round_id": str(held.year)}
        before = rates


def _of_tasks(plan: Plan, tasks: list[Row]) -> Iterator[Row]:
    """A task that an appraisal led to and that was not done by its day, some days after it."""
    for row in tasks:
        is_told = f"{row['due']:%Y-%m}" in span(plan)
        if not is_told or row["done"] is None or row["done"] <= row["due"]:
            continue
        at = calendar().add(row["due"], _DECIDED_AFTER)
        then = "才完成" if row["done"] < at else "仍没有完成"
        on = min(row["done"], at)
        facts = (
            f"民主评议整改任务 {row['task_no']}（{row['task']}）要求 {day(row['due'])}前完成，"
            f"到 {day(on)}{then}，整改不落实。"
        )
        yield _row(at, row["unit"], "单位", "限期整改", facts) | {"task_no": row["task_no"]}


def _of_cases(plan: Plan) -> Iterator[Row]:
    """The case with which an agency was late more often in a year than it had promised."""
    since = pd.Timestamp(plan.size.year, 1, 1)
    cases = open_cases(plan)
    late = cases[(cases["days_late"] > 0) & (cases["accepted"] >= since)]
    for agency, cases_of_agency in late.groupby("agency"):
        if len(cases_of_agency) > LATE_CASES:
            over = cases_of_agency.head(LATE_CASES + 1)
            at = over["decided"].iloc[-1].date()
            names = "、".join(dict.fromkeys(short(item) for item in over["item"]))
            facts = (
                f"今年受理的事项到 {day(at)}有 {len(over)} 件超期办结（{names}），"
                f"超过承诺的 {LATE_CASES} 件，分管负责人负领导责任。"
            )
            at = calendar().add(at, 3)
            decision = _row(at, str(agency), "科级以上", "责令书面检查", facts)
            yield decision | {"is_of_promise": True}
