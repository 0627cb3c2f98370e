"""A village -> what it hands out: subsidies that go to the card, points for sorted rubbish."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date

from demo import content, months
from demo.chance import Chance
from demo.village import CARD, DAY, LEDGER, Grant, Matter, Person, Row, Village

# Of a hundred villages: in each year, in each quarter.
_GRAIN_PCT, _POINTS_PCT = 40, 28
_GRAIN_FEN_A_MU = 10_835
_POINT_FEN = 10


@dataclass(frozen=True)
class _Share:
    """What a household gets: so much of a unit, least and most, and 分 of a hundred such parts.

    pct: how many of a hundred households get any.
    """

    least: int
    most: int
    hundred_fen: int
    pct: int


_GRAIN_SHARE = _Share(least=120, most=980, hundred_fen=_GRAIN_FEN_A_MU, pct=90)
_POINTS_SHARE = _Share(least=90, most=760, hundred_fen=100 * _POINT_FEN, pct=28)


def grain(village: Village) -> Iterator[Matter]:
    """A year's subsidy for farmed land, straight to the card, group by group."""
    texts = content.document("village_affairs")["grain"]
    for year in sorted({p[:4] for p in village.size.periods if p.endswith("-04")}):
        chance = village.chance.of("grain", year)
        if chance.of("is").number(1, 100) > _GRAIN_PCT:
            continue
        decided = months.working(date(int(year), 4, chance.of("day").number(3, 14)))
        days = village.days(decided, 3, 24, 58)
        what = texts["title"].format(year=year).removesuffix("发放")
        grants = [
            Grant(
                grant_no=f"FF-{group['place_code']}-{year}",
                place_code=group["place_code"],
                title=f"{village.place['name']}{group['name']} {what}",
                date=months.working(days[2] - 4 * DAY),
                channel=CARD,
                people=_people(chance.of(group["name"]), _GRAIN_SHARE, [group]),
            )
            for group in village.groups
        ]
        yield _matter(village, texts, grants, chance, decided=decided, days=days, year=year)


def points(village: Village) -> Iterator[Matter]:
    """Points for sorted rubbish, paid from the village's own money after a quarter."""
    texts = content.document("village_affairs")["points"]
    for period in village.size.periods:
        chance, month = village.chance.of("points", period), int(period[5:])
        if month % 3 != 1 or chance.of("is").number(1, 100) > _POINTS_PCT:
            continue
        when = {"year": int(period[:4]) - (month == 1), "quarter": f"{'四一二三'[month // 3]}季度"}
        decided = months.working(months.first_day(period) + chance.of("day").number(1, 6) * DAY)
        days = village.days(decided, 2, 9, 19)
        grant = Grant(
            grant_no=f"JF-{village.code}-{period}",
            place_code=village.code,
            title=village.titled(texts["title"].format(**when)),
            date=days[2],
            channel=LEDGER,
            people=_people(chance.of("people"), _POINTS_SHARE, village.groups),
        )
        yield _matter(village, texts, [grant], chance, decided=decided, days=days, **when)


def _matter(
    village: Village,
    texts: Row,
    grants: Sequence[Grant],
    chance: Chance,
    *,
    decided: date,
    days: Sequence[date],
    **more: object,
) -> Matter:
    """The matter in which grants are decided and handed out, with their sums in its texts."""
    fen = sum(grant.amount_fen for grant in grants)
    words = {
        **village.words(decided, chance),
        **more,
        "homes": sum(len(grant.people) for grant in grants),
        "sum": f"{fen / 100:,.2f}",
        "rate": f"{_GRAIN_FEN_A_MU / 100:.2f}",
        "area": f"{fen / _GRAIN_FEN_A_MU:,.1f}",
        "taken": chance.of("corrected").number(1, 6),
    }
    matter = village.matter(
        texts,
        words,
        chance,
        decided=decided,
        days=days,
        title=texts["title"],
        item="补贴补助" if grants[0].channel == CARD else "公益事业",
        decided_by="村委会会议",
    )
    return replace(matter, grants=tuple(grants))


def _people(chance: Chance, share: _Share, groups: Sequence[Row]) -> tuple[Person, ...]:
    """Those households of the groups that get anything, by their masked heads."""
    surnames = content.document("names")["surnames"]
    homes = [group["name"] for group in groups for _ in range(group["households"])]
    count = max(3, len(homes) * share.pct // 100)
    picked = sorted(chance.of("who").order(len(homes))[:count])
    chosen = chance.of("surname").integers(0, len(surnames) - 1, count)
    stars = chance.of("stars").integers(1, 2, count)
    amounts = chance.of("fen").integers(share.least, share.most, count) * share.hundred_fen // 100
    tails = chance.of("tail").integers(0, 9999, count)
    names = [surnames[n] + "*" * int(s) for n, s in zip(chosen, stars, strict=True)]
    return tuple(
        Person(
            name=name,
            group=homes[at],
            id_tail=f"{tail:04d}" if names.count(name) > 1 else None,
            amount_fen=int(fen),
        )
        for name, at, tail, fen in zip(names, picked, tails, amounts, strict=True)
    )
