"""Size and places -> what villages and groups own and let, and what was paid for it."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.chance import Chance
from demo.size import Size

Row = dict[str, Any]
_PER = {"资产": "每平方米每年", "资源": "每亩每年"}
_PREFIX = {"资产": "ZC", "资源": "ZY"}
_SECOND_OF_QUARTER, _MONTH_DAYS = 2, 28
# Of a hundred instalments: of the last year's, never paid and paid in part; of all, paid late.
_UNPAID, _IN_PART, _LATE, _LATE_REST = 5, 8, 14, 17


@dataclass(frozen=True)
class Happening:
    """A row of a table of holdings, the township that tells it and the day it is of.

    A row of receipts has `due` beside its columns: the day of the instalment that it pays.
    """

    table: str
    town: str
    day: date
    row: Row


def lettings(size: Size, places: pd.DataFrame, chance: Chance) -> tuple[Happening, ...]:
    """Everything of all places: assets, resources, contracts, schedules, receipts."""
    return tuple(Happening(*row) for row in _rows(size, places, chance))


def asset_costs(happenings: Iterable[Happening]) -> Mapping[str, int]:
    """分 that the assets of each place cost, by its code."""
    costs: Counter[str] = Counter()
    for happening in happenings:
        if happening.table == "assets":
            costs[happening.row["place_code"]] += happening.row["cost_fen"]
    return costs


def _rows(size: Size, places: pd.DataFrame, chance: Chance) -> Iterator[tuple[str, str, date, Row]]:
    """(table, township, the day it happened, the row), over all places."""
    words = content.document("holdings")
    for place in content.records(places):
        stream = chance.of(place["place_code"])
        if place["kind"] == "村":
            lines = [("资产", line) for line in words["village_assets"]]
            lines += [("资源", line) for line in words["village_resources"]]
        elif place["kind"] == "组":
            lines = [("资源", line) for line in words["group_resources"]]
        else:
            continue
        for number, (word, line) in enumerate(lines, start=1):
            one = stream.of("thing", number)
            if one.of("is").number(1, 100) <= 70:
                yield from _thing(
                    size=size,
                    place=place,
                    word=word,
                    number=number,
                    outline=line.split("|"),
                    chance=one,
                )


def _thing(
    size: Size, place: Mapping[str, Any], word: str, number: int, outline: list[str], chance: Chance
) -> Iterator[tuple[str, str, date, Row]]:
    kind, name, use, low, high, rent_low, rent_high = outline
    area = chance.of("area").number(int(low), int(high)) or None
    where = content.document("holdings")["locations"]
    is_let = use == "出租发包" and chance.of("let").number(1, 100) <= 85
    town, no = place["town"], f"{_PREFIX[word]}-{place['place_code']}-{number:02d}"
    row: Row = {
        "place_code": place["place_code"],
        "name": name.format(village=place["name"].removesuffix("村"), group=place["name"]),
        "kind": kind,
        "area": area,
        "location": chance.of("where").one(where),
        "use": use if is_let or use != "出租发包" else "闲置",
        "certificate": f"清集 {chance.of('certificate').number(10000, 99999)} 号"
        if area and chance.of("certified").number(1, 100) <= 60
        else None,
    }
    yield _registered(word, no, row, town, chance)
    if is_let and area:
        base = chance.of("rent").number(int(rent_low), int(rent_high))
        rent = base * 40 // 100 if chance.of("cheap").number(1, 100) <= 4 else base
        for happened in _contracts(
            size=size, thing=row, word=word, no=no, rent=rent, chance=chance.of("contract")
        ):
            yield happened[0], town, happened[1], happened[2]


def _registered(
    word: str, no: str, row: Row, town: str, chance: Chance
) -> tuple[str, str, date, Row]:
    """The asset with what it cost, or the resource; told in the first package."""
    if word == "资源":
        return "resources", town, date(2000, 1, 1), {"resource_no": no, **row}
    cost = (row["area"] or 60) * chance.of("cost").number(300, 900) * 100
    year, month = chance.of("year").number(1998, 2021), chance.of("month").number(1, 12)
    bought = {"cost_fen": cost, "acquired": date(year, month, 1)}
    return "assets", town, date(2000, 1, 1), {"asset_no": no, **row, **bought}


def _contracts(
    size: Size, thing: Row, word: str, no: str, rent: int, chance: Chance
) -> Iterator[tuple[str, date, Row]]:
    """The contract in force; where it began within the months, the one before it too."""
    years = 30 if thing["kind"] == "林地" else chance.of("years").one((3, 3, 5, 5, 8, 10))
    if thing["kind"] == "厂房" and chance.of("long").number(1, 100) <= 12:
        years = 25
    back = chance.of("back").number(1, max(1, min(years, 12) * 12 - 1))
    first = months.number(size.periods[-1]) - back
    starts = months.first_day(months.name(first))
    yield from _contract(
        size=size,
        thing=thing,
        word=word,
        thing_no=no,
        rent=rent,
        starts=starts,
        years=years,
        chance=chance,
    )
    if back < len(size.periods) and years <= 5:
        before = starts.replace(year=starts.year - years)
        yield from _contract(
            size=size,
            thing=thing,
            word=word,
            thing_no=no,
            rent=rent * 9 // 10,
            starts=before,
            years=years,
            chance=chance.of(1),
        )


def _contract(
    size: Size,
    thing: Row,
    word: str,
    thing_no: str,
    rent: int,
    starts: date,
    years: int,
    chance: Chance,
) -> Iterator[tuple[str, date, Row]]:
    """The contract, its instalments on the tenth day of each year, and what was paid of them."""
    no = f"HT{thing_no[2:]}-{starts.year}"
    form = "承包" if thing["kind"] in ("林地", "耕地") else "租赁"
    days = _days(starts, chance)
    yearly = thing["area"] * rent * 100
    is_rising = chance.of("rising").number(1, 100) <= 25 and years > 3
    amounts = [_rent(yearly, i) if is_rising else yearly for i in range(years)]
    yield (
        "contracts",
        days["signed"],
        {
            "contract_no": no,
            "title": f"{thing['name']}{form}合同（{starts.year} 年）",
            "subject_kind": word,
            "subject_no": thing_no,
            "book_id": _book(thing["place_code"]),
            "form": form,
            "lessee": _lessee(thing["kind"], chance.of("lessee")),
            "manner": chance.of("manner").one(content.document("holdings")["manners"]),
            "area": thing["area"] if word == "资源" else None,
            **days,
            "starts": starts,
            "ends": starts.replace(year=starts.year + years) - timedelta(days=1),
            "ended": None,
            "unit_price_fen": rent * 100,
            "unit_price_per": _PER[word],
            "yearly_rent_fen": yearly,
            "escalation": content.document("holdings")["escalation"] if is_rising else None,
            "total_fen": sum(amounts),
            "deposit_fen": yearly // 500_000 * 100_000 or None,
        },
    )
    for i, amount in enumerate(amounts):
        due = starts.replace(year=starts.year + i) + timedelta(days=9)
        yield "schedule", days["signed"], {"contract_no": no, "due": due, "amount_fen": amount}
        yield from _receipt(
            size=size, no=no, number=i, due=due, amount=amount, chance=chance.of("receipt", i)
        )


def _days(starts: date, chance: Chance) -> Row:
    """Decided, signed, filed: mostly in this order, now and then late or left empty.

    A contract is signed so early that its quarter is told before the ledger of its first month,
    which may name it: no book names what is not public yet.
    """
    early = _MONTH_DAYS if starts.month % 3 == _SECOND_OF_QUARTER else 0
    signed = starts - timedelta(days=early + chance.of("signed").number(8, 25))
    decided = signed - timedelta(days=chance.of("decided").number(6, 40))
    filed = signed + timedelta(days=chance.of("filed").number(3, 20))
    odd = chance.of("odd").number(1, 100)
    if odd <= 2:
        decided = signed + timedelta(days=4)
    return {
        "decided": None if odd in (3, 4) else decided,
        "filed": None if 5 <= odd <= 8 else filed,
        "signed": signed,
    }


def _book(place: str) -> str:
    """The account book of a village or a group."""
    return place if "-" in place else f"{place}-00"


def _rent(yearly: int, year: int) -> int:
    """5 % more each year from the third on, in whole yuan."""
    for _ in range(max(0, year - 1)):
        yearly = yearly * 105 // 10_000 * 100
    return yearly


def _receipt(
    size: Size, no: str, number: int, due: date, amount: int, chance: Chance
) -> Iterator[tuple[str, date, Row]]:
    """Mostly paid in the month it falls due; a few pay months later, or the rest months later.

    Of what fell due in the last year some is not paid at all, some in part. Whoever is late has
    paid before the next instalment falls due.
    """
    in_time = due + timedelta(days=chance.of("day").number(-9, 6))
    late = due + timedelta(days=chance.of("late").number(30, 200))
    luck, part = chance.of("luck").number(1, 100), amount * 6 // 1000 * 100
    is_recent = due > size.before(365)
    paid = {in_time: amount}
    if luck <= _IN_PART and is_recent:
        paid = {} if luck <= _UNPAID else {in_time: part}
    elif _IN_PART < luck <= _LATE:
        paid = {late: amount}
    elif _LATE < luck <= _LATE_REST:
        paid = {in_time: part, late: amount - part}
    for again, (day, fen) in enumerate(paid.items(), start=1):
        if day < size.before(16):
            row: Row = {
                "contract_no": no,
                "receipt_no": f"SJ-{day.year}-{number + 1:02d}"
                + (f"-{again}" if again > 1 else ""),
                "date": day,
                "amount_fen": fen,
                "voucher_no": None,
                "due": due,
            }
            yield "receipts", day, row


def _lessee(kind: str, chance: Chance) -> str:
    """A firm in full, a person as the surname and stars."""
    words = content.document("holdings")
    if chance.of("firm").number(1, 100) <= 35:
        return str(chance.of("which").one(words["firms"][kind]))
    return str(chance.of("name").one(content.document("names")["surnames"])) + "*" * chance.of(
        "stars"
    ).number(1, 2)
