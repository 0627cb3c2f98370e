"""Places and works -> the matters of villages, stage by stage, with what was handed out in them."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months, work_texts
from demo.chance import Chance
from demo.lettings import Happening
from demo.minutes import minutes
from demo.size import Size
from demo.village_ledgers import COLUMNS, VillageLedgers
from demo.works import Work

STAGES = ("计划", "进展", "结果")
LEDGER, CARD = "村里的账", "一卡通"
_DAY = timedelta(days=1)
# Of a hundred villages: in each year, in each quarter, in all the months.
_OTHER_YEARLY, _GRAIN_PCT, _POINTS_PCT, _LAND_PCT = 0.9, 40, 20, 16
_LETTING_PCT = 60


@dataclass(frozen=True)
class Stage:
    """What was told of a matter on a day. attachment: file name and bytes."""

    name: str
    date: date
    text: str
    attachment: tuple[str, bytes] | None = None


@dataclass(frozen=True)
class Person:
    """A line of a list: the name masked, the group, 分."""

    name: str
    group: str
    id_tail: str | None
    amount_fen: int


@dataclass(frozen=True)
class Grant:
    """One handing out. people: everyone on its list."""

    grant_no: str
    place_code: str
    title: str
    date: date
    channel: str
    people: tuple[Person, ...]

    @property
    def amount_fen(self) -> int:
        """All of it."""
        return sum(person.amount_fen for person in self.people)


@dataclass(frozen=True)
class Movement:
    """Land compensation that came in, was handed out, or stays; summary: the ledger's words.

    subject: the account, "" where no line is booked.
    """

    movement: str
    title: str
    date: date
    amount_fen: int
    persons: int | None
    subject: str
    summary: str


@dataclass(frozen=True)
class Matter:
    """A matter with all its stages, also those that are still to come."""

    matter_no: str
    place_code: str
    town: str
    item: str
    title: str
    decided_by: str
    decided: date
    stages: tuple[Stage, ...]
    grants: tuple[Grant, ...] = ()
    movements: tuple[Movement, ...] = ()
    work: Work | None = field(default=None)


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
    let = _lettings(lettings)
    return tuple(
        matter
        for place in content.records(places[places["kind"] == "村"])
        for matter in _Village(
            size=size,
            place=place,
            groups=of_village[place["place_code"]],
            chance=chance.of(place["place_code"]),
        ).matters([w for w in works if w.place_code == place["place_code"]], let)
    )


def _lettings(happenings: Sequence[Happening]) -> Mapping[str, list[dict[str, Any]]]:
    """Contracts by the village whose thing is let."""
    by_place: dict[str, list[dict[str, Any]]] = {}
    for happening in happenings:
        row = happening.row
        if happening.table == "contracts" and row["book_id"].endswith("-00"):
            by_place.setdefault(row["book_id"].removesuffix("-00"), []).append(row)
    return by_place


@dataclass(frozen=True)
class _Village:
    size: Size
    place: Mapping[str, Any]
    groups: list[dict[str, Any]]
    chance: Chance

    @property
    def code(self) -> str:
        return str(self.place["place_code"])

    def matters(
        self, works: Sequence[Work], lettings: Mapping[str, list[dict[str, Any]]]
    ) -> Iterator[Matter]:
        made = [
            *(self._of_work(work) for work in works),
            *self._others(),
            *self._grain(),
            *self._points(),
            *self._land(),
            *self._lettings(lettings.get(self.code, [])),
        ]
        for number, (matter, plan) in enumerate(made, start=1):
            yield self._numbered(matter, plan, number)

    def _numbered(self, matter: dict[str, Any], plan: str, number: int) -> Matter:
        """With its number, its village before its title, and the minutes beside its plan."""
        title = self._titled(matter["title"])
        words = minutes(
            village=self.place["name"],
            title=title,
            decided_by=matter["decided_by"],
            decided=matter["decided"],
            households=self.place["households"],
            plan=plan,
            chance=self.chance.of("minutes", number),
        )
        first, *rest = matter["stages"]
        with_minutes = Stage(first.name, first.date, first.text, words)
        told = {**matter, "title": title, "stages": (with_minutes, *rest)}
        return Matter(
            matter_no=f"CW-{self.code}-{number:02d}",
            place_code=self.code,
            town=self.place["town"],
            **told,
        )

    def _titled(self, title: str) -> str:
        """With the village before it; a year stands apart."""
        return f"{self.place['name']}{' ' if title[:1].isdigit() else ''}{title}"

    def _of_work(self, work: Work) -> tuple[dict[str, Any], str]:
        days = (months.working(work.decided + 4 * _DAY), work.half, work.settled)
        texts = work_texts.stages(work)
        record = work_texts.settlement(self.place["name"], work)
        stages = [
            Stage(*each, record if name == "结果" else None)
            for name, *each in zip(STAGES, STAGES, days, texts, strict=True)
        ]
        told = {
            "item": work.told["item"],
            "title": work.name,
            "decided_by": work_texts.decided_by(work),
            "decided": work.decided,
            "stages": tuple(stages),
            "work": work,
        }
        return told, texts[0]

    def _told(
        self,
        told: Mapping[str, Any],
        words: Mapping[str, object],
        chance: Chance,
        *,
        decided: date,
        days: Sequence[date],
        title: str = "",
        item: str = "",
        by: str = "",
    ) -> tuple[dict[str, Any], str]:
        """A matter whose texts are those of `told` with the words filled in."""
        keys = ("plan", "progress", "result")
        texts = [chance.of(key).one(told[key]).format(**words) for key in keys]
        stages = tuple(Stage(*each) for each in zip(STAGES, days, texts, strict=True))
        matter = {
            "item": item or told["item"],
            "title": (title or told["title"]).format(**words),
            "decided_by": by or told["by"],
            "decided": decided,
            "stages": stages,
        }
        return matter, texts[0]

    def _others(self) -> Iterator[tuple[dict[str, Any], str]]:
        every = content.document("village_affairs")["matters"]
        expected = _OTHER_YEARLY * len(self.size.periods) / 12
        count = min(int(expected + self.chance.of("others").uniform(1)[0]), len(every))
        for told in self.chance.of("which").some(every, count):
            chance = self.chance.of("other", told["title"])
            decided = self._decided(told["months"], chance)
            words = self._words(decided, chance)
            days = [months.working(decided + n * _DAY) for n in (3, *told["days"])]
            yield self._told(told, words, chance, decided=decided, days=days)

    def _decided(self, fitting: Sequence[int], chance: Chance) -> date:
        """A working day of a month that suits it, among the months of the county."""
        among = [p for p in self.size.periods if int(p[5:]) in fitting] or self.size.periods
        first = months.first_day(chance.of("month").one(list(among)))
        return months.working(first + chance.of("day").number(1, 20) * _DAY)

    def _words(self, decided: date, chance: Chance) -> dict[str, object]:
        """Numbers that texts of matters are filled in with; each draws its own."""
        homes = self.place["households"]
        asked = chance.of("asked").number(3, 9)
        fit = max(1, asked - chance.of("fit").number(1, 3))
        income = chance.of("income").number(42, 196) * 1000 + chance.of("yuan").number(0, 999)
        present = max(20, homes * chance.of("present").number(70, 94) // 100)
        return {
            "year": decided.year,
            "half": f"{decided.year} 年{'上' if decided.month <= 6 else '下'}半年",
            "income": f"{income:,}",
            "kept": f"{income * chance.of('kept').number(20, 45) // 10_000 * 100:,}",
            "days": chance.of("days").one((5, 7, 7, 10, 15)),
            "heard": chance.of("heard").number(3, 34),
            "taken": chance.of("taken").number(2, 9),
            "yes": present - chance.of("no").number(1, 9),
            "present": present,
            "area": chance.of("area").number(180, 960),
            "cost": f"{chance.of('cost').number(31, 148) * 200:,}",
            "staff": chance.of("staff").number(2, 5),
            "line": f"{chance.of('line').number(12, 68) / 10:.1f}",
            "times": chance.of("times").number(2, 5),
            "homes": chance.of("homes").number(homes // 6, homes * 9 // 10),
            "asked": asked,
            "fit": fit,
            "rest": asked - fit,
            "tables": chance.of("tables").number(10, 20),
            "bags": chance.of("bags").number(12, 60) * 10,
        }

    def _grain(self) -> Iterator[tuple[dict[str, Any], str]]:
        """A year's subsidy for farmed land, straight to the card, group by group."""
        told = content.document("village_affairs")["grain"]
        for year in sorted({p[:4] for p in self.size.periods if p.endswith("-04")}):
            chance = self.chance.of("grain", year)
            if chance.of("is").number(1, 100) > _GRAIN_PCT:
                continue
            decided = months.working(date(int(year), 4, chance.of("day").number(3, 14)))
            days = [months.working(decided + n * _DAY) for n in (3, 24, 58)]
            title = told["title"].format(year=year)
            grants = [
                Grant(
                    grant_no=f"FF-{group['place_code']}-{year}",
                    place_code=group["place_code"],
                    title=f"{self.place['name']}{group['name']} {title.removesuffix('发放')}",
                    date=months.working(days[2] - 4 * _DAY),
                    channel=CARD,
                    people=self._people(chance.of(group["name"]), (1_200, 9_800), [group], 90),
                )
                for group in self.groups
            ]
            yield self._of_grants(told, grants, chance, decided, days, year=year)

    def _of_grants(
        self,
        told: Mapping[str, Any],
        grants: list[Grant],
        chance: Chance,
        decided: date,
        days: Sequence[date],
        **more: object,
    ) -> tuple[dict[str, Any], str]:
        people = sum(len(grant.people) for grant in grants)
        fen = sum(grant.amount_fen for grant in grants)
        words = {
            **self._words(decided, chance),
            **more,
            "homes": people,
            "sum": f"{fen / 100:,.2f}",
            "rate": "108.35",
            "area": f"{fen / 10835:,.1f}",
            "taken": chance.of("taken").number(1, 6),
        }
        item = "补贴补助" if grants[0].channel == CARD else "公益事业"
        matter, plan = self._told(
            told, words, chance, decided=decided, days=days, item=item, by="村委会会议"
        )
        return {**matter, "grants": tuple(grants)}, plan

    def _people(
        self, chance: Chance, fen: tuple[int, int], groups: list[dict[str, Any]], share: int
    ) -> tuple[Person, ...]:
        """So many of a hundred households of the groups, by their masked heads."""
        surnames = content.document("names")["surnames"]
        homes = [group["name"] for group in groups for _ in range(group["households"])]
        count = max(3, len(homes) * share // 100)
        picked = sorted(chance.of("who").order(len(homes))[:count])
        names = chance.of("surname").integers(0, len(surnames) - 1, count)
        stars = chance.of("stars").integers(1, 2, count)
        amounts = chance.of("fen").integers(*fen, count) * 1083 // 100
        tails = chance.of("tail").integers(0, 9999, count)
        masked = [surnames[n] + "*" * int(s) for n, s in zip(names, stars, strict=True)]
        return tuple(
            Person(
                name=name,
                group=homes[at],
                id_tail=f"{tail:04d}" if masked.count(name) > 1 else None,
                amount_fen=int(amount),
            )
            for name, at, tail, amount in zip(masked, picked, tails, amounts, strict=True)
        )

    def _points(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Points for sorted rubbish, paid from the village's own money after a quarter."""
        told = content.document("village_affairs")["points"]
        for period in self.size.periods:
            chance, month = self.chance.of("points", period), int(period[5:])
            if month % 3 != 1 or chance.of("is").number(1, 100) > _POINTS_PCT:
                continue
            quarter = f"{'四一二三'[month // 3]}季度"
            year = int(period[:4]) - (month == 1)
            decided = months.working(
                months.first_day(period) + chance.of("day").number(1, 6) * _DAY
            )
            days = [months.working(decided + n * _DAY) for n in (2, 9, 19)]
            grant = Grant(
                grant_no=f"JF-{self.code}-{period}",
                place_code=self.code,
                title=self._titled(told["title"].format(year=year, quarter=quarter)),
                date=days[2],
                channel=LEDGER,
                people=self._people(chance.of("people"), (90, 760), self.groups, 28),
            )
            yield self._of_grants(told, [grant], chance, decided, days, year=year, quarter=quarter)

    def _land(self) -> Iterator[tuple[dict[str, Any], str]]:
        """Some villages lose a little land to a road or a station: received, handed out, kept."""
        chance = self.chance.of("land")
        if chance.of("is").number(1, 100) > _LAND_PCT or self.size.periods[0] < "2024-01":
            return
        told = content.document("village_affairs")["land"]
        field = chance.of("field").one(content.document("ledger")["words"]["field"])
        title = chance.of("title").one(told["titles"]).format(field=field)
        decided = self._decided(range(1, 13), chance)
        days = [months.working(decided + n * _DAY) for n in (4, 46, 78)]
        mu, share = chance.of("mu").number(12, 78), chance.of("share").number(70, 80)
        price, crops = 4_200_000, chance.of("crops").number(1_300, 1_900) * 100
        homes = chance.of("homes").number(4, 16)
        kept = mu * price * (100 - share) // 1_000
        given = mu * (price + crops) // 10 - kept
        words = {
            **self._words(decided, chance),
            "field": field,
            "homes": homes,
            "mu": f"{mu / 10:.1f}",
            "rate": f"{price // 100:,}",
            "share": share,
            "sum": f"{(given + kept) / 100:,.2f}",
            "given": f"{given / 100:,.2f}",
            "kept": f"{kept / 100:,.2f}",
        }
        matter, plan = self._told(
            told,
            words,
            chance,
            decided=decided,
            days=days,
            title=title,
            item="土地征收补偿",
            by="村民会议",
        )
        came, went = months.working(days[1] - 5 * _DAY), months.working(days[2] - 6 * _DAY)
        shares, stays = f"{title}（发给各户的部分）", f"{title}（留在集体的部分）"
        yield (
            {
                **matter,
                "movements": (
                    Movement(
                        "收到",
                        "土地补偿、安置和青苗，发给各户的部分",
                        came,
                        given,
                        None,
                        "211",
                        f"收{shares}",
                    ),
                    Movement(
                        "收到", "土地补偿，留在集体的部分", came, kept, None, "311", f"收{stays}"
                    ),
                    Movement(
                        "发放",
                        "土地补偿、安置和青苗",
                        went,
                        given,
                        homes,
                        "211",
                        f"发{title}款（{homes}户）",
                    ),
                    Movement("留在集体", "土地补偿，转入公积公益金", went, kept, None, "", ""),
                ),
            },
            plan,
        )

    def _lettings(self, contracts: list[dict[str, Any]]) -> Iterator[tuple[dict[str, Any], str]]:
        """What was let in these months, from the meeting that decided it to the contract."""
        told = content.document("village_affairs")["letting"]
        for contract in contracts:
            chance = self.chance.of("letting", contract["contract_no"])
            decided, signed = contract["decided"], contract["signed"]
            is_told = chance.of("is").number(1, 100) <= _LETTING_PCT
            if not is_told or decided is None or f"{decided:%Y-%m}" not in self.size.periods:
                continue
            if (signed - decided).days < 5:
                continue
            form = "发包" if contract["form"] == "承包" else "出租"
            name = contract["title"].partition("合同")[0].removesuffix(contract["form"])
            unit = "平方米" if contract["subject_kind"] == "资产" else "亩"
            rent = contract["yearly_rent_fen"]
            area = contract["area"] or rent // contract["unit_price_fen"]
            words = {
                **self._words(decided, chance),
                "thing": name,
                "form": form,
                "area": f"{area} {unit}",
                "years": contract["ends"].year
                - contract["starts"].year
                + (contract["ends"].month == 12),
                "manner": contract["manner"],
                "floor": f"{rent * chance.of('floor').number(80, 96) // 10_000:,}",
                "rent": f"{rent / 100:,.2f}",
                "bids": chance.of("bids").number(2, 6),
                "lessee": contract["lessee"],
                "signed": f"{signed.month} 月 {signed.day} 日",
            }
            days = [decided + _DAY, decided + (signed - decided) // 2 + _DAY, signed + _DAY]
            matter, plan = self._told(
                told,
                words,
                chance,
                decided=decided,
                days=days,
                title=f"{name}{form}（{contract['starts'].year} 年）",
                item="集体资源发包",
                by="村民代表会议",
            )
            yield matter, plan


def lines(made: Sequence[Matter], books: pd.DataFrame, periods: Sequence[str]) -> pd.DataFrame:
    """Grants of the villages' own money and land compensation as lines of their ledgers.

    paid_for: the number of the grant, or `<matter_no>/<position of the movement>`.
    """
    ledgers = VillageLedgers(books, tuple(periods))
    rows = [row for matter in made for row in _lines(matter, ledgers) if row is not None]
    return pd.DataFrame(rows, columns=list(COLUMNS))


def _lines(matter: Matter, ledgers: VillageLedgers) -> Iterator[dict[str, Any] | None]:
    for grant in matter.grants:
        if grant.channel == LEDGER:
            what = grant.title.partition("村 ")[2].removesuffix("兑现")
            yield ledgers.line(
                grant.place_code,
                grant.date,
                is_income=False,
                codes=("514", "F3.5"),
                summary=f"付{what}奖励（{len(grant.people)}户）",
                amount_fen=grant.amount_fen,
                payee="个人",
                paid_for=grant.grant_no,
            )
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
