"""Plan and visits -> the complaints of the last year: of late cases, of what visitors saw too."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from demo import content, months
from demo.chance import Chance
from demo.oversight.notices import Visit
from demo.oversight.words import Vocabulary, day, fill, short
from demo.plan import Plan
from demo.publication import open_cases
from demo.workdays import calendar

MONTHS = 12
ACCEPT_DAYS, LIMIT_DAYS, EXTENDED_DAYS = 3, 30, 60
_CHANNELS = ("来访", "来信", "来电", "来电", "电子邮件", "手机短信", "网络")
_LATE_PERCENT, _VISIT_PERCENT, _EXTENDED_PERCENT = 35, 60, 6
_NAMED_PERCENT = 60  # of those who complain of their case, who agree that it is named
_WEIGHT = ("measure", "rank", "facts")
Row = dict[str, Any]


def complaints(
    plan: Plan, words: Vocabulary, visited: list[Visit], chance: Chance
) -> list[dict[str, Any]]:
    """Rows of `complaints`, and measure, rank, facts of the decision that some of them lead to.

    A complaint is known by the day it was received; those of the last `MONTHS` months are told.
    """
    rows = [
        *_of_cases(plan, words, chance.of("cases")),
        *_of_visits(words, visited, chance.of("visits")),
        *_others(plan, words, chance.of("others")),
    ]
    first, last = plan.periods[-MONTHS:][0], plan.periods[-1]
    rows = [row for row in rows if first <= f"{row['received']:%Y-%m}" <= last]
    rows.sort(key=lambda row: (row["received"], row["agency"], row["gist"]))
    stuck = plan.periods[-3:][0]
    numbers: dict[str, int] = {}
    for row in rows:
        period = f"{row['received']:%Y-%m}"
        numbers[period] = numbers.get(period, 0) + 1
        row["complaint_no"] = f"TS-{period}-{numbers[period]:02d}"
        is_stuck = period == stuck and numbers[period] == 1
        _handle(plan, row, is_stuck, chance.of("handle", row["complaint_no"]))
    return rows


def published(plan: Plan, period: str) -> date:
    """A month's complaints are published in the next one, most of them still open."""
    return min(months.working(months.day_after(period, 6)), plan.as_of)


def completed(plan: Plan, period: str) -> date:
    """Two months later the answers are filled in: most are closed by then."""
    return published(plan, months.name(months.number(period) + 2))


def _handle(plan: Plan, row: Row, is_stuck: bool, chance: Chance) -> None:
    """Fills in how it was handled: in time, but for the one that is stuck."""
    clock = calendar()
    row["channel"] = chance.of("channel").one(_CHANNELS)
    row["handling"] = chance.of("handling").one(("直办", "转办", "转办", "联办"))
    row["accepted"] = clock.add(row["received"], chance.of("accept").number(1, ACCEPT_DAYS))
    extended = chance.of("extended").number(1, 100) <= _EXTENDED_PERCENT and not is_stuck
    limit = EXTENDED_DAYS if extended else LIMIT_DAYS
    least, most = (LIMIT_DAYS + 1, LIMIT_DAYS + 5) if extended else (4, limit - 1)
    used = chance.of("used").number(least, most if row["measure"] is None else least + 6)
    row["is_extended"], row["due"] = extended, clock.add(row["accepted"], limit)
    closed = max(clock.add(row["accepted"], used), row.pop("not before"))
    answered = clock.add(closed, 1)
    words, outcome = row.pop("words"), row.pop("told outcome")
    # A decision that follows from it is dated a day later and belongs to a month that is told.
    last = date.fromisoformat(f"{plan.periods[-1]}-01") + timedelta(days=27)
    is_told = answered <= completed(plan, f"{row['received']:%Y-%m}")
    done = is_told and not is_stuck and (row["measure"] is None or answered <= last)
    row["closed"], row["answered"] = (closed, answered) if done else (None, None)
    row["outcome"] = fill(outcome, words | {"day": day(closed)}) if done else None
    happy = chance.of("happy").number(1, 100)
    row["is_satisfied"] = happy <= 88 if done and happy % 3 else None
    if not done:
        row |= {"finding": None, **dict.fromkeys(_WEIGHT)}


def _row(agency: str, received: date, outline: Row, words: dict[str, str]) -> Row:
    """A complaint before it was handled. outline: field, gist, finding, outcome, maybe a weight."""
    facts = outline.get("facts")
    return {
        "agency": agency,
        "received": received,
        "field": outline["field"],
        "gist": fill(outline["gist"], words | {"day": day(received)}),
        "finding": outline["finding"],
        "told outcome": outline["outcome"],
        "measure": outline.get("measure"),
        "rank": outline.get("rank"),
        "facts": fill(facts, words) if facts else None,
        "words": words,
        "not before": received,
        "receipt_no": None,
    }


def _of_cases(plan: Plan, words: Vocabulary, chance: Chance) -> Iterator[Row]:
    """Some of the late cases, upheld; and some that were in time, which is what is found."""
    document = content.document("oversight/complaints")
    ended = open_cases(plan)
    ended = ended[ended["result"] != "撤回"]
    with_limit = ended[ended["due"] > ended["accepted"]]
    for case in content.records(with_limit):
        is_late = case["days_late"] > 0
        own_chance = chance.of(case["receipt_no"])
        if own_chance.number(1, 1000) > (10 * _LATE_PERCENT if is_late else 4):
            continue
        accepted, due, decided = (case[name].date() for name in ("accepted", "due", "decided"))
        received = (
            calendar().add(due, own_chance.of("after").number(1, 3))
            if is_late
            else calendar().add(accepted, max(1, calendar().between(accepted, decided) - 1))
        )
        vocabulary = words.words(case["agency"], accepted, own_chance)
        vocabulary |= {
            "item": short(case["item"]),
            "days": str(int(plan.items.at[case["item_code"], "promised_days"])),
            "due": day(due),
            "decided": day(decided),
            "late": str(case["days_late"]),
            "over": str((received - due).days),
        }
        texts = document["late" if is_late else "intime"]
        text: Row = {name: own_chance.of(name).one(texts[name]) for name in ("gist", "outcome")}
        text |= {"field": "超时办结", "finding": "属实" if is_late else "不属实"}
        if case["days_late"] >= document["late"]["from_days"]:
            text |= {name: document["late"][name] for name in _WEIGHT}
            text["outcome"] += f"对经办人作出{text['measure']}。"
        is_named = own_chance.of("named").number(1, 100) <= _NAMED_PERCENT
        yield _row(case["agency"], received, text, vocabulary) | {
            "not before": decided,
            "receipt_no": case["receipt_no"] if is_named else None,
            "about": "超期",
        }


def _of_visits(words: Vocabulary, visited: list[Visit], chance: Chance) -> Iterator[Row]:
    """What a visitor found, somebody had complained of some days before."""
    for visit in visited:
        own_chance = chance.of(visit.agency, visit.at)
        gist = (visit.text or {}).get("complaint")
        if gist is None or own_chance.number(1, 100) > _VISIT_PERCENT:
            continue
        received = calendar().add(visit.at, -own_chance.of("before").number(2, 5))
        vocabulary = words.words(visit.agency, calendar().add(received, -1), own_chance)
        seen = f"{day(visit.at)}暗访看到的和投诉说的一样。"
        text = {
            "field": "诉求不畅" if "电话" in gist else "其他作风问题",
            "gist": gist,
            "finding": "属实",
            "outcome": f"{seen}已按督查要求整改，{{day}}回访，{{window}}有人接待。"
            if "窗口" in gist
            else f"{seen}电话已经恢复人工接听，{{day}}回拨了投诉人。",
        }
        yield _row(visit.agency, received, text, vocabulary)


def _others(plan: Plan, words: Vocabulary, chance: Chance) -> Iterator[Row]:
    """Two to four a month that follow from nothing else that is published."""
    document = content.document("oversight/complaints")["complaints"]
    known = set(plan.agencies["slug"])
    for period in plan.periods[-MONTHS:]:
        count = chance.of(period).number(2, 4)
        fitting = [t for t in document if t.get("agency", "towns") in known | {"towns"}]
        for number, text in enumerate(chance.of(period, "which").some(fitting, count)):
            own_chance = chance.of(period, number)
            about = text.get("agency")
            whom = list(plan.towns["town"]) if about == "towns" else [about or ""]
            agency = own_chance.of("agency").one(list(words.spoken) if about is None else whom)
            at = calendar().add(months.first_day(period), own_chance.of("day").number(1, 15))
            received = calendar().add(at, own_chance.of("wait").number(0, 2))
            yield _row(agency, received, text, words.words(agency, at, own_chance))
