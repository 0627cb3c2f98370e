"""Places -> the works of villages: decided, tendered, built, accepted, and paid for day by day."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.size import Size
from demo.village_ledgers import VillageLedgers, lines_of

Told = Mapping[str, Any]
_RETENTION_PCT = 3
_RETENTION_FROM_FEN = 2_000_000
_WARRANTY_DAYS = 365
# How many a village decides in a year, by who pays; works of its own money may be older than the
# ledgers, an earmarked fund is seen from its first money on.
_YEARLY = {"一事一议": 0.32, "专项": 0.28, "公益支出": 0.85}
_OWN = "公益支出"
_OLDER_MONTHS = 2


@dataclass(frozen=True)
class Payment:
    """What was paid on a work: the number of the payment, its day, 分, and what for."""

    no: str
    date: date
    amount_fen: int
    purpose: str


@dataclass(frozen=True)
class Income:
    """What an earmarked fund received, as the ledger's summary says it."""

    date: date
    amount_fen: int
    summary: str


@dataclass(frozen=True)
class Work:
    """A work with all its days, also those that are still to come.

    name: as everyone calls it; told: its row of works.toml; words: what its texts are filled in
    with. final_fen includes the retention.
    """

    project_no: str
    place_code: str
    name: str
    told: Told
    words: Mapping[str, str]
    decided: date
    signed: date
    started: date
    half: date
    finished: date
    accepted: date
    settled: date
    budget_fen: int
    signed_fen: int
    final_fen: int
    tender: str
    contractor: str
    payments: tuple[Payment, ...]
    incomes: tuple[Income, ...]
    fund_no: str | None
    chance: Chance

    @property
    def fund(self) -> str | None:
        """What its fund is called; None where the village pays for it."""
        return f"{self.name}（{self.told['way']}）" if self.fund_no else None

    @property
    def retention_fen(self) -> int:
        """What is paid only after the warranty."""
        return sum(p.amount_fen for p in self.payments if p.purpose == "质量保证金")


def works(size: Size, places: pd.DataFrame, chance: Chance) -> tuple[Work, ...]:
    """The works of all villages, village by village, no two of a village of one sort and place."""
    villages = places[places["kind"] == "村"]
    return tuple(
        work
        for place in content.records(villages)
        for work in _of_village(size, place, chance.of(place["place_code"]))
    )


def _of_village(size: Size, place: Told, chance: Chance) -> Iterator[Work]:
    every = content.document("works")["works"]
    number = 0
    for way, yearly in _YEARLY.items():
        expected = yearly * len(size.periods) / 12
        count = int(expected + chance.of(way).uniform(1)[0])
        sorts = [sort for sort in every if sort["way"] == way]
        for sort in chance.of(way, "which").some(sorts, min(count, len(sorts))):
            number += 1
            own_chance = chance.of("work", number)
            yield _work(size=size, place=place, outline=sort, number=number, chance=own_chance)


def _work(size: Size, place: Told, outline: Told, number: int, chance: Chance) -> Work:
    low, high = outline["amount"]
    quantity = chance.of("amount").number(low, high)
    price_fen = chance.of("price").number(outline["price"][0] * 100, outline["price"][1] * 100)
    budget = (quantity * price_fen // 10_000 + 1) * 10_000
    signed = budget * chance.of("bid").number(905, 985) // 100_000 * 100
    final = signed - signed * chance.of("saved").number(0, 28) // 100_000 * 100
    days = _days(size, outline, chance)
    name, words = _words(place, outline, chance)
    is_own = outline["way"] == _OWN
    parts = _parts(signed, final, days, is_own)
    prefix = content.document("works")["ways"][outline["way"]]["prefix"]
    return Work(
        project_no=f"GC-{place['place_code']}-{number:02d}",
        place_code=place["place_code"],
        name=name,
        told=outline,
        words={**words, "n": str(quantity), "done": str(_part(quantity, chance))},
        budget_fen=budget,
        signed_fen=signed,
        final_fen=final,
        tender=_tender(budget, chance),
        contractor=chance.of("firm").one(content.document("works")["firms"][outline["firms"]]),
        payments=parts,
        incomes=() if is_own else tuple(_incomes(name, outline["way"], signed, final, days)),
        fund_no=None if is_own else f"{prefix}-{days['decided'].year}-{number:02d}",
        chance=chance,
        **days,
    )


def _part(quantity: int, chance: Chance) -> int:
    """Some of it: from four to seven tenths, at least one."""
    return max(1, quantity * chance.of("done").number(42, 71) // 100)


def _days(size: Size, outline: Told, chance: Chance) -> dict[str, date]:
    """Each step after the one before, on working days; the decision in a month that suits it."""
    first = months.number(size.periods[0]) - (_OLDER_MONTHS if outline["way"] == _OWN else 0)
    span = range(first, months.number(size.periods[-1]) + 1)
    fitting = [n for n in span if n % 12 + 1 in outline["months"]] or list(span)
    begin = months.first_day(months.name(chance.of("month").one(fitting)))
    length = chance.of("build").number(*outline["build"])
    waits = (
        ("decided", chance.of("decided").number(2, 22)),
        ("signed", chance.of("signed").number(14, 24)),
        ("started", chance.of("started").number(4, 9)),
        ("half", length * 55 // 100),
        ("finished", length - length * 55 // 100),
        ("accepted", chance.of("accepted").number(3, 8)),
        ("settled", chance.of("settled").number(6, 13)),
    )
    days, day = {}, begin
    for name, wait in waits:
        day = months.working(day + timedelta(days=wait))
        days[name] = day
    return days


def _words(place: Told, outline: Told, chance: Chance) -> tuple[str, dict[str, str]]:
    """The name, and the words of its texts that are known from the beginning."""
    kinds = {**content.document("ledger")["words"], **content.document("works")["words"]}
    kind = next(kind for kind in kinds if f"{{{kind}}}" in outline["name"])
    where = chance.of("where").one(kinds[kind])
    homes = max(6, place["households"] * chance.of("homes").number(8, 60) // 100)
    words = {
        kind: where,
        "homes": str(homes),
        "width": str(chance.of("width").number(3, 6)),
        "days": str(chance.of("posted").one((5, 7, 7, 10))),
        "heard": str(chance.of("heard").number(1, 14)),
        "bids": str(chance.of("bids").number(3, 6)),
        "inspectors": str(chance.of("inspectors").number(3, 9)),
    }
    return outline["name"].format(**words), words


def _tender(budget_fen: int, chance: Chance) -> str:
    """What is dear is tendered openly."""
    if budget_fen >= 6_000_000:
        return "公开招标"
    return chance.of("tender").one(("竞争性谈判", "比选") if budget_fen >= 2_000_000 else ("比选",))


def _parts(signed: int, final: int, days: Mapping[str, date], is_own: bool) -> tuple[Payment, ...]:
    """Small works are paid at once, larger ones as they grow; dear ones leave a retention."""
    retained = final * _RETENTION_PCT // 10_000 * 100 if final >= _RETENTION_FROM_FEN else 0
    parts: list[tuple[date, int, str]] = []
    if not is_own:
        parts.append((_after(days["started"], 6), signed * 30 // 10_000 * 100, "首期进度款"))
        parts.append((_after(days["half"], 5), signed * 40 // 10_000 * 100, "二期进度款"))
    elif signed >= 800_000:
        parts.append((_after(days["started"], 2), signed * 40 // 10_000 * 100, "首期材料款"))
    rest = final - retained - sum(fen for _, fen, _ in parts)
    parts.append((days["settled"], rest, "竣工结算款"))
    if retained:
        parts.append((_after(days["settled"], _WARRANTY_DAYS), retained, "质量保证金"))
    return tuple(Payment(f"{i:02d}", *part) for i, part in enumerate(parts, start=1))


def _after(day: date, count: int) -> date:
    return months.working(day + timedelta(days=count))


def _incomes(
    name: str, way: str, signed: int, final: int, days: Mapping[str, date]
) -> Iterator[Income]:
    """Money comes before it goes: own money, the grant, and the rest once it is accepted."""
    own_fen = own_share(way, signed)
    first = (signed - own_fen) * 80 // 10_000 * 100
    if own_fen:
        yield Income(_after(days["decided"], 9), own_fen, f"收{name}筹资筹劳款")
    yield Income(days["signed"], first, f"收{name}上级补助款（首批）")
    yield Income(
        _after(days["accepted"], 2), final - own_fen - first, f"收{name}上级补助款（结算）"
    )


def own_share(way: str, signed_fen: int) -> int:
    """What villagers raise themselves for a work of 一事一议: 分."""
    return signed_fen * 15 // 10_000 * 100 if way == "一事一议" else 0


def lines(
    made: Sequence[Work], books: pd.DataFrame, periods: Sequence[str]
) -> tuple[pd.DataFrame, pd.DataFrame]:
    """Payments as ledger lines: of the village's own money; of funds, with fund_no and fund.

    Only those of the months that the ledgers cover. paid_for: `<project_no>/<payment_no>`.
    """
    ledgers = VillageLedgers(books, tuple(periods))
    lines_of_works = (row for work in made if not work.fund_no for row in _lines(work, ledgers))
    earmarked = (
        {**row, "fund_no": work.fund_no, "fund": work.fund}
        for work in made
        if work.fund_no
        for row in _lines(work, ledgers)
        if row is not None
    )
    return lines_of(lines_of_works), lines_of(earmarked, "fund_no", "fund")


def _lines(work: Work, ledgers: VillageLedgers) -> Iterator[dict[str, Any] | None]:
    way = content.document("works")["ways"][work.told["way"]]
    for income in work.incomes:
        yield ledgers.line(
            work.place_code,
            income.date,
            is_income=True,
            codes=(way["account"], way["income"]),
            summary=income.summary,
            amount_fen=income.amount_fen,
        )
    for payment in work.payments:
        yield ledgers.line(
            work.place_code,
            payment.date,
            is_income=False,
            codes=(way["account"], way["expense"]),
            summary=f"付{work.name}{payment.purpose}",
            amount_fen=payment.amount_fen,
            payee=work.contractor,
            paid_for=f"{work.project_no}/{payment.no}",
        )
