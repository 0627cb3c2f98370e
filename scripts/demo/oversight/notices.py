"""Plan -> hidden visits to every agency, and the supervision notices that follow from them.

Notices follow from visits, from a month's late cases (an inquiry), and now and then from what the
county's office came upon. A few stay unanswered past their day: `decisions` says what follows.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Any

from demo import content, months
from demo.chance import Chance
from demo.oversight.words import Vocabulary, day, fill, short
from demo.plan import Plan
from demo.publication import open_cases
from demo.workdays import calendar

ANSWER_DAYS = 5  # working days that a notice gives for the answer
URGED_DAYS = 5  # working days after which the lack of an answer is held against the agency
_FOUND_PERCENT = 30
_LATE_PERCENT = 8
_LETTER_PERCENT = 65
Row = dict[str, Any]


@dataclass(frozen=True)
class Visit:
    """A hidden visit. text: what was seen, as it is told, None if there was nothing to find."""

    agency: str
    at: date
    text: Row | None


def span(plan: Plan) -> tuple[str, ...]:
    """The months that are watched: since January of the year before the last, whole years."""
    last = months.number(plan.periods[-1])
    return tuple(months.name(n) for n in range(12 * (plan.size.year - 1), last + 1))


def published(plan: Plan, period: str) -> date:
    """When what happened in a month is published."""
    return min(months.working(months.day_after(period, 6)), plan.as_of)


def visits(plan: Plan, words: Vocabulary, chance: Chance) -> Iterator[Visit]:
    """Every department and township is visited once a third of a year, on days nobody knows."""
    document = content.document("oversight/notices")["visits"]
    units = plan.agencies.loc[plan.agencies["class"] != "县政府", "slug"]
    for period in span(plan):
        third = (months.number(period) % 12) // 4
        for agency in units:
            own_chance = chance.of(agency, period[:4], third)
            if months.number(period) % 4 != own_chance.of("month").number(0, 3):
                continue
            at = calendar().add(months.first_day(period), own_chance.of("day").number(1, 8))
            fitting = [
                text for text in document if words.fits("".join(map(str, text.values())), agency)
            ]
            has_finding = own_chance.of("found").number(1, 100) <= _FOUND_PERCENT
            yield Visit(agency, at, own_chance.of("text").one(fitting) if has_finding else None)


def notices(
    plan: Plan, words: Vocabulary, visited: list[Visit], chance: Chance
) -> list[dict[str, Any]]:
    """Rows of `notices`, and measure, rank, at of the decision that some of them lead to."""
    rows = [
        *_of_visits(visited, words, chance.of("visits")),
        *_letters(plan, words, chance.of("letters")),
        *_inquiries(plan, words, chance.of("inquiries")),
        *_summaries(plan),
    ]
    rows.sort(key=lambda row: (row["date"], row["agency"], row["kind"]))
    silent = _silent(plan, rows, chance.of("silent"))
    numbers: dict[str, int] = {}
    for position, row in enumerate(rows):
        period = f"{row['date']:%Y-%m}"
        numbers[period] = numbers.get(period, 0) + 1
        row["notice_no"] = f"DC-{period}-{numbers[period]:02d}"
        is_silent = position in silent
        _answer(plan, row, is_silent, chance.of("answer", row["notice_no"]))
    return rows


def _silent(plan: Plan, rows: list[Row], chance: Chance) -> set[int]:
    """Positions of the notices that wait in vain: one of some half years, one of the last month."""
    halves: dict[str, list[int]] = {}
    for position, row in enumerate(rows):
        if row["demand"] is None or row["measure"] is not None or row["date"].day > 12:
            continue
        period = f"{row['date']:%Y-%m}"
        is_last = period == plan.periods[-1]
        if is_last or _silent_answer(row["date"]) <= published(plan, period):
            half = "last" if is_last else f"{period[:4]}-{int(period[5:]) > 6}"
            halves.setdefault(half, []).append(position)
    return {
        chance.of(half, "which").one(quarters)
        for half, quarters in halves.items()
        if half == "last" or chance.of(half).number(1, 3) > 1
    }


def _silent_answer(at: date) -> date:
    """When a notice that had to be urged is answered: after the decision on that."""
    return calendar().add(at, ANSWER_DAYS + URGED_DAYS + 1)


def _answer(plan: Plan, row: Row, is_silent: bool, chance: Chance) -> None:
    """Fills in by when the answer was asked for and when it came, if it was published by then."""
    clock, words = calendar(), row.pop("words")
    answer = row.pop("told answer")
    row["due"] = clock.add(row["date"], ANSWER_DAYS) if row["demand"] else None
    row["answered"], row["answer"] = None, None
    if row["due"] is None:
        return
    late = 1 if chance.of("late").number(1, 100) <= _LATE_PERCENT else 0
    used = ANSWER_DAYS + late if late else chance.of("used").number(2, ANSWER_DAYS)
    period = f"{row['date']:%Y-%m}"
    answered = _silent_answer(row["date"]) if is_silent else clock.add(row["date"], used)
    is_waiting = is_silent and period == plan.periods[-1]
    if answered <= published(plan, period) and not is_waiting:
        row["answered"] = answered
        row["answer"] = fill(answer, words | {"day": day(answered)})


def _row(kind: str, at: date, agency: str, outline: Row, words: dict[str, str]) -> Row:
    demand, due = outline.get("demand"), calendar().add(at, ANSWER_DAYS)
    return {
        "kind": kind,
        "date": at,
        "agency": agency,
        "finding": fill(outline["finding"], words),
        "demand": f"{fill(demand, words)}{day(due)}前答复。" if demand else None,
        "told answer": outline.get("answer", ""),
        "words": words,
        "measure": outline.get("measure"),
        "rank": outline.get("rank"),
    }


def _of_visits(visited: list[Visit], words: Vocabulary, chance: Chance) -> Iterator[Row]:
    """A notice the working day after the visit, which says the day of the visit."""
    for visit in visited:
        if visit.text is not None:
            vocabulary = words.words(visit.agency, visit.at, chance.of(visit.agency, visit.at))
            text = {**visit.text, "finding": f"{day(visit.at)}暗访：{visit.text['finding']}"}
            at = calendar().add(visit.at, 1)
            yield _row("暗访通报", at, visit.agency, text, vocabulary)


def _letters(plan: Plan, words: Vocabulary, chance: Chance) -> Iterator[Row]:
    """What the county's office came upon by itself, in most months."""
    document = content.document("oversight/notices")["letters"]
    for period in span(plan):
        own_chance = chance.of(period)
        if own_chance.of("whether").number(1, 100) <= _LETTER_PERCENT:
            agency = own_chance.of("agency").one(list(words.spoken))
            at = calendar().add(months.first_day(period), own_chance.of("day").number(1, 9))
            text = own_chance.of("text").one(document)
            yield _row(text["kind"], at, agency, text, words.words(agency, at, own_chance))


def _inquiries(plan: Plan, words: Vocabulary, chance: Chance) -> Iterator[Row]:
    """Why two or more cases of an agency were late in one month, asked in the next one."""
    document = content.document("oversight/notices")["inquiry"]
    late = open_cases(plan)
    late = late[late["days_late"] > 0]
    by = [late["decided"].dt.strftime("%Y-%m"), late["agency"]]
    for (period, agency), cases in late.groupby(by):
        asked = months.name(months.number(period) + 1)
        if len(cases) < 2 or asked not in span(plan):
            continue
        own_chance = chance.of(agency, period)
        at = calendar().add(months.first_day(asked), own_chance.of("day").number(2, 5))
        text = {name: own_chance.of(name).one(document[name]) for name in document}
        names = dict.fromkeys(short(item) for item in cases["item"])
        vocabulary = words.words(agency, months.first_day(period), own_chance)
        vocabulary |= {"n": str(len(cases)), "items": "、".join(names)}
        yield _row("查询函", at, agency, text, vocabulary)


def _summaries(plan: Plan) -> Iterator[Row]:
    """After each quarter, a report to the agency with the most late cases of it."""
    document = content.document("oversight/notices")["summary"]
    cases = open_cases(plan).assign(quarter=lambda every: every["decided"].dt.to_period("Q"))
    if cases.empty:  # a county too small to have one
        return
    first = cases["decided"].min().to_period("M")
    for quarter, cases_of_quarter in cases.groupby("quarter"):
        late = (
            cases_of_quarter.loc[cases_of_quarter["days_late"] > 0, "agency"]
            .value_counts()
            .sort_index()
        )
        after = f"{quarter.asfreq('M', 'end') + 1}"
        if after not in span(plan) or not len(late) or first > quarter.asfreq("M", "start"):
            continue
        agency = str(late.idxmax())
        words = {
            "quarter": f"{quarter.year} 年第 {quarter.quarter} 季度",
            "total": f"{len(cases_of_quarter):,}",
            "late": str(late.sum()),
            "own": str((cases_of_quarter["agency"] == agency).sum()),
            "own_late": str(late.max()),
        }
        at = calendar().add(months.first_day(after), 6)
        yield _row("督查情况通报", at, agency, document, words)
