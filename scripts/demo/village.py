"""A village and its chance -> matters from told texts: the records that all of them are."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from demo import months
from demo.chance import Chance
from demo.minutes import Meeting
from demo.size import Size
from demo.works import Work

STAGES = ("计划", "进展", "结果")
LEDGER, CARD = "村里的账", "一卡通"
DAY = timedelta(days=1)
Row = Mapping[str, Any]


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
    """A matter with all its stages, also those that are still to come.

    meeting: that decided it, None until it has its number.
    """

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
    work: Work | None = None
    meeting: Meeting | None = None

    @property
    def plan(self) -> str:
        """What was put to the meeting."""
        return self.stages[0].text


@dataclass(frozen=True)
class Village:
    """A village of a county of some size. groups: rows of places."""

    size: Size
    place: Row
    groups: Sequence[Row]
    chance: Chance

    @property
    def code(self) -> str:
        """Its place_code."""
        return str(self.place["place_code"])

    def titled(self, title: str) -> str:
        """With the village before it; a year stands apart."""
        return f"{self.place['name']}{' ' if title[:1].isdigit() else ''}{title}"

    def decided(self, fitting: Sequence[int], chance: Chance) -> date:
        """A working day of a month that suits it, among the months of the county."""
        among = [p for p in self.size.periods if int(p[5:]) in fitting] or self.size.periods
        first = months.first_day(chance.of("month").one(list(among)))
        return months.working(first + chance.of("day").number(1, 20) * DAY)

    def days(self, decided: date, *waits: int) -> list[date]:
        """The working days so many days after the decision."""
        return [months.working(decided + wait * DAY) for wait in waits]

    def matter(
        self,
        texts: Row,
        words: Mapping[str, object],
        chance: Chance,
        *,
        decided: date,
        days: Sequence[date],
        title: str,
        item: str,
        decided_by: str,
    ) -> Matter:
        """A matter that says one of the told texts of each stage; its number comes later."""
        texts_of_matter = [chance.of(key).one(texts[key]) for key in ("plan", "progress", "result")]
        return Matter(
            matter_no="",
            place_code=self.code,
            town=self.place["town"],
            item=item,
            title=title.format(**words),
            decided_by=decided_by,
            decided=decided,
            stages=tuple(
                Stage(name, day, text.format(**words))
                for name, day, text in zip(STAGES, days, texts_of_matter, strict=True)
            ),
        )

    def words(self, decided: date, chance: Chance) -> dict[str, object]:
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
