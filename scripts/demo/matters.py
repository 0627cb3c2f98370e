"""Places, works and lettings -> the matters of villages, stage by stage; their ledger lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

import pandas as pd

from demo import content, grants, land, months, work_texts
from demo.chance import Chance
from demo.lettings import Happening
from demo.minutes import meeting, minutes
from demo.size import Size
from demo.village import DAY, LEDGER, STAGES, Grant, Matter, Stage, Village
from demo.village_ledgers import VillageLedgers, lines_of
from demo.works import Work

_OTHERS_A_YEAR = 0.9


def matters(
    size: Size,
    places: pd.DataFrame,
    works: Sequence[Work],
    lettings: Sequence[Happening],
    chance: Chance,
) -> tuple[Matter, ...]:
    """All matters of all villages, village by village."""
    groups = places[places["kind"] == "组"].groupby("parent_code")
    of_village = {code: content.records(rows) for code, rows in groups}
    contracts = land.contracts_by_place(lettings)
    by_place: dict[str, list[Work]] = {}
    for work in works:
        by_place.setdefault(work.place_code, []).append(work)
    made: list[Matter] = []
    for place in content.records(places[places["kind"] == "村"]):
        code = place["place_code"]
        village = Village(size, place, of_village[code], chance.of(code))
        every = (
            *(_of_work(village, work) for work in by_place.get(code, [])),
            *_others(village),
            *grants.grain(village),
            *grants.points(village),
            *land.taken(village),
            *land.let(village, contracts.get(code, [])),
        )
        every = (*every, *_checks(village, every))
        made += [_numbered(village, matter, n) for n, matter in enumerate(every, start=1)]
    return tuple(made)


def _numbered(village: Village, matter: Matter, number: int) -> Matter:
    """With its number, its village before its title, and the minutes beside its plan."""
    title = village.titled(matter.title)
    chance = village.chance.of("minutes", number)
    held = meeting(matter.decided_by, matter.decided, village.place["households"], chance)
    paper = minutes(
        held, village=village.place["name"], title=title, plan=matter.plan, chance=chance
    )
    first, *rest = matter.stages
    return replace(
        matter,
        matter_no=f"CW-{village.code}-{number:02d}",
        title=title,
        meeting=held,
        stages=(replace(first, attachment=paper), *rest),
    )


def _of_work(village: Village, work: Work) -> Matter:
    """A work as the village tells it; the result has the record of acceptance beside it."""
    days = (months.working(work.decided + 4 * DAY), work.half, work.settled)
    papers = (None, None, work_texts.settlement(village.place["name"], work))
    stages = zip(STAGES, days, work_texts.stages(work), papers, strict=True)
    return Matter(
        matter_no="",
        place_code=village.code,
        town=village.place["town"],
        item=work.told["item"],
        title=work.name,
        decided_by=work_texts.decided_by(work),
        decided=work.decided,
        stages=tuple(Stage(*stage) for stage in stages),
        work=work,
    )


def _others(village: Village) -> Iterator[Matter]:
    """Matters without money of their own, each sort at most once."""
    every = content.document("village_affairs")["matters"]
    expected = _OTHERS_A_YEAR * len(village.size.periods) / 12
    count = min(int(expected + village.chance.of("others").uniform(1)[0]), len(every))
    for texts in village.chance.of("which").some(every, count):
        chance = village.chance.of("other", texts["title"])
        decided = village.decided(texts["months"], chance)
        yield village.matter(
            texts,
            village.words(decided, chance),
            chance,
            decided=decided,
            days=village.days(decided, 3, *texts["days"]),
            title=texts["title"],
            item=texts["item"],
            decided_by=texts["by"],
        )


def _checks(village: Village, matters: Sequence[Matter]) -> Iterator[Matter]:
    """In a quarter in which nothing else is told: what the supervision committee will look at."""
    document = content.document("village_affairs")["checks"]
    busy = {_quarter(stage.date) for matter in matters for stage in matter.stages}
    for quarter in dict.fromkeys(_quarter(months.first_day(p)) for p in village.size.periods):
        if quarter in busy:
            continue
        year, number = quarter
        chance = village.chance.of("check", year, number)
        day = months.working(date(year, 3 * number - 2, 1) + chance.of("day").number(18, 68) * DAY)
        words = village.words(day, chance) | {
            "number": "一二三四"[number - 1],
            "what": chance.of("what").one(document["what"]),
            "papers": chance.of("papers").number(18, 96),
            "homes": chance.of("homes").number(5, 19),
        }
        text = chance.of("text").one(document["plan"]).format(**words)
        yield Matter(
            matter_no="",
            place_code=village.code,
            town=village.place["town"],
            item="其他村务",
            title=document["title"].format(**words),
            decided_by="村委会会议",
            decided=months.working(day - 6 * DAY),
            stages=(Stage(STAGES[0], day, text),),
        )


def _quarter(day: date) -> tuple[int, int]:
    return (day.year, (day.month + 2) // 3)


def lines(made: Sequence[Matter], books: pd.DataFrame, periods: Sequence[str]) -> pd.DataFrame:
    """Grants of the villages' own money and land compensation as lines of their ledgers.

    paid_for: the number of the grant, or `<matter_no>/<position of the movement>`.
    """
    ledgers = VillageLedgers(books, tuple(periods))
    return lines_of(row for matter in made for row in _lines(matter, ledgers))


def _lines(matter: Matter, ledgers: VillageLedgers) -> Iterator[dict[str, Any] | None]:
    yield from (_granted(g, ledgers) for g in matter.grants if g.channel == LEDGER)
    for position, movement in enumerate(matter.movements, start=1):
        if movement.subject:
            is_income = movement.movement == "收到"
            yield ledgers.line(
                matter.place_code,
                movement.date,
                is_income=is_income,
                codes=(movement.subject, "F2.7" if is_income else "F3.7"),
                summary=movement.summary,
                amount_fen=movement.amount_fen,
                payee=None if is_income else "个人",
                paid_for=f"{matter.matter_no}/{position}",
            )


def _granted(grant: Grant, ledgers: VillageLedgers) -> dict[str, Any] | None:
    what = grant.title.partition("村 ")[2].removesuffix("兑现")
    return ledgers.line(
        grant.place_code,
        grant.date,
        is_income=False,
        codes=("514", "F3.5"),
        summary=f"付{what}奖励（{len(grant.people)}户）",
        amount_fen=grant.amount_fen,
        payee="个人",
        paid_for=grant.grant_no,
    )
