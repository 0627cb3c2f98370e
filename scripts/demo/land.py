"""A village -> land that was taken for a road or a station, and land and rooms that it let."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date
from typing import Any

from demo import content, months
from demo.lettings import Happening
from demo.village import DAY, Matter, Movement, Row, Village

# Of a hundred villages, in all the months; of a hundred contracts.
_TAKEN_PCT, _LETTING_PCT = 16, 60
_FEN_A_MU = 4_200_000
_CHART_SINCE = "2024-01"  # 211 and 311 are what they are here since that chart
_LEAST_DAYS = 5


def taken(village: Village) -> Iterator[Matter]:
    """Some villages lose a little land: compensation comes in, is handed out, a part is kept."""
    chance = village.chance.of("land")
    if chance.of("is").number(1, 100) > _TAKEN_PCT or village.size.periods[0] < _CHART_SINCE:
        return
    texts = content.document("village_affairs")["land"]
    field = chance.of("field").one(content.document("ledger")["words"]["field"])
    title = chance.of("title").one(texts["titles"]).format(field=field)
    decided = village.decided(range(1, 13), chance)
    days = village.days(decided, 4, 46, 78)
    tenths, share = chance.of("mu").number(12, 78), chance.of("share").number(70, 80)
    crops = chance.of("crops").number(1_300, 1_900) * 100
    homes = chance.of("homes").number(4, 16)
    kept_fen = tenths * _FEN_A_MU * (100 - share) // 1_000
    given = tenths * (_FEN_A_MU + crops) // 10 - kept_fen
    words = {
        **village.words(decided, chance),
        "field": field,
        "homes": homes,
        "mu": f"{tenths / 10:.1f}",
        "rate": f"{_FEN_A_MU // 100:,}",
        "share": share,
        "sum": f"{(given + kept_fen) / 100:,.2f}",
        "given": f"{given / 100:,.2f}",
        "kept": f"{kept_fen / 100:,.2f}",
    }
    matter = village.matter(
        texts,
        words,
        chance,
        decided=decided,
        days=days,
        title=title,
        item="土地征收补偿",
        decided_by="村民会议",
    )
    yield replace(matter, movements=_movements(title, days, given, kept_fen, homes))


def _movements(
    title: str, days: Sequence[date], given: int, for_collective_fen: int, homes: int
) -> tuple[Movement, ...]:
    """What comes in for the households and for the collective, what goes out, what is kept."""
    came, went = months.working(days[1] - 5 * DAY), months.working(days[2] - 6 * DAY)
    return (
        Movement(
            movement="收到",
            title="土地补偿、安置和青苗，发给各户的部分",
            date=came,
            amount_fen=given,
            persons=None,
            subject="211",
            summary=f"收{title}（发给各户的部分）",
        ),
        Movement(
            movement="收到",
            title="土地补偿，留在集体的部分",
            date=came,
            amount_fen=for_collective_fen,
            persons=None,
            subject="311",
            summary=f"收{title}（留在集体的部分）",
        ),
        Movement(
            movement="发放",
            title="土地补偿、安置和青苗",
            date=went,
            amount_fen=given,
            persons=homes,
            subject="211",
            summary=f"发{title}款（{homes}户）",
        ),
        Movement(
            movement="留在集体",
            title="土地补偿，转入公积公益金",
            date=went,
            amount_fen=for_collective_fen,
            persons=None,
            subject="",
            summary="",
        ),
    )


def contracts_by_place(happenings: Sequence[Happening]) -> Mapping[str, list[dict[str, Any]]]:
    """Contracts by the village whose thing is let."""
    by_place: dict[str, list[dict[str, Any]]] = {}
    for happening in happenings:
        row = happening.row
        if happening.table == "contracts" and row["book_id"].endswith("-00"):
            by_place.setdefault(row["book_id"].removesuffix("-00"), []).append(row)
    return by_place


def let(village: Village, contracts: Sequence[Row]) -> Iterator[Matter]:
    """What was let in these months, from the meeting that decided it to the contract."""
    for contract in contracts:
        decided = contract["decided"]
        if decided is None or f"{decided:%Y-%m}" not in village.size.periods:
            continue
        chance = village.chance.of("letting", contract["contract_no"])
        is_told = chance.of("is").number(1, 100) <= _LETTING_PCT
        if is_told and (contract["signed"] - decided).days >= _LEAST_DAYS:
            yield _letting(village, contract)


def _letting(village: Village, contract: Row) -> Matter:
    chance = village.chance.of("letting", contract["contract_no"])
    decided, signed, starts = contract["decided"], contract["signed"], contract["starts"]
    form = "发包" if contract["form"] == "承包" else "出租"
    thing = contract["title"].partition("合同")[0].removesuffix(contract["form"])
    rent = contract["yearly_rent_fen"]
    area = contract["area"] or rent // contract["unit_price_fen"]
    words = {
        **village.words(decided, chance),
        "thing": thing,
        "form": form,
        "area": f"{area} {'平方米' if contract['subject_kind'] == '资产' else '亩'}",
        "years": (contract["ends"] + DAY).year - starts.year,
        "manner": contract["manner"],
        "floor": f"{rent * chance.of('floor').number(80, 96) // 10_000:,}",
        "rent": f"{rent / 100:,.2f}",
        "bids": chance.of("bids").number(2, 6),
        "lessee": contract["lessee"],
        "signed": f"{signed.month} 月 {signed.day} 日",
    }
    return village.matter(
        content.document("village_affairs")["letting"],
        words,
        chance,
        decided=decided,
        days=[decided + DAY, decided + (signed - decided) // 2 + DAY, signed + DAY],
        title=f"{thing}{form}（{starts.year} 年）",
        item="集体资源发包",
        decided_by="村民代表会议",
    )
