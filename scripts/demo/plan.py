"""Size -> Plan: the places, people, agencies, books and items that all kinds speak of."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from functools import cached_property, wraps
from typing import TypeVar
from weakref import WeakKeyDictionary

import pandas as pd

from demo import (
    agencies,
    books,
    cases,
    items,
    ledgers,
    lettings,
    matters,
    months,
    people,
    places,
    rents,
    works,
)
from demo.chance import Chance
from demo.ledgers import Ledgers
from demo.lettings import Happening
from demo.rents import Receivables
from demo.size import Size
from demo.village import Matter
from demo.works import Work

T = TypeVar("T")


@dataclass(frozen=True, eq=False)
class Plan:
    """The county that every kind's demo data speaks of.

    Frames are made when first asked for and must not be changed. `chance` is the county's own;
    each kind is given a stream of its own.
    """

    size: Size
    chance: Chance

    @property
    def periods(self) -> tuple[str, ...]:
        """The months, oldest first."""
        return self.size.periods

    @cached_property
    def places(self) -> pd.DataFrame:
        """By place_code: parent_code, name, kind, town (slug), households."""
        return places.places(self.size, self.chance.of("places"))

    @cached_property
    def towns(self) -> pd.DataFrame:
        """The townships among the places, by place_code."""
        return self.places[self.places["kind"] == "乡镇"]

    @cached_property
    def officers(self) -> pd.DataFrame:
        """Who holds office in villages and groups: place_code, role, post_id, title, name."""
        return people.officers(self.places, self.chance.of("officers"))

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """By slug: the columns of the registry, and initials, window, review_class."""
        return agencies.agencies(self.towns)

    @cached_property
    def posts(self) -> pd.DataFrame:
        """Posts of agencies, villages and groups, as the registry has them."""
        return agencies.posts(self.agencies, self.officers, self.chance.of("posts"))

    @cached_property
    def leaders(self) -> pd.DataFrame:
        """Who leads each agency, as the registry has it."""
        return agencies.leaders(self.agencies, self.chance.of("leaders"))

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Channels of the county and its agencies, offices of the villages."""
        offices = places.offices(self.places)
        return pd.concat([agencies.contacts(self.agencies), offices], ignore_index=True)

    @cached_property
    def windows(self) -> pd.DataFrame:
        """Windows of the county's service centre and the townships' stations."""
        return agencies.windows(self.agencies)

    @cached_property
    def books(self) -> pd.DataFrame:
        """By book_id: place_code, village_code, town, name, kind, households, scale, people."""
        return books.books(self.size, self.places, self.officers)

    @cached_property
    def items(self) -> pd.DataFrame:
        """By item_code: the columns of the approvals' items, and flow (the shape of its steps)."""
        return items.items(self.agencies)

    @cached_property
    def cases(self) -> pd.DataFrame:
        """By receipt_no, every case announced in the last year: columns `cases.COLUMNS`."""
        chance = self.chance.of("cases")
        return cases.cases(self.items, self.places, self.periods, self.as_of, chance)

    @cached_property
    def ledgers(self) -> Ledgers:
        """Every book's ledger over all months."""
        chance = self.chance.of("ledgers")
        paid, earmarked = works.lines(self.works, self.books, self.periods)
        handed = matters.lines(self.matters, self.books, self.periods)
        return ledgers.ledgers(
            books=self.books,
            periods=self.periods,
            busy=self.size.busy,
            chance=chance,
            rents=rents.lines(self.lettings, self.books, self.periods),
            village=pd.concat([paid, handed], ignore_index=True),
            earmarked=earmarked,
        )

    @cached_property
    def works(self) -> tuple[Work, ...]:
        """What villages build, and how it is paid for."""
        return works.works(self.size, self.places, self.chance.of("works"))

    @cached_property
    def matters(self) -> tuple[Matter, ...]:
        """What villages decide, their works among it, and what they hand out."""
        chance = self.chance.of("kind", "village_affairs")
        return matters.matters(self.size, self.places, self.works, self.lettings, chance)

    @cached_property
    def receivables(self) -> Receivables:
        """What village books have as owed on contracts."""
        return rents.receivables(self.lettings, self.books, self.periods)

    @cached_property
    def lettings(self) -> tuple[Happening, ...]:
        """What places own, let and are paid for it."""
        return lettings.lettings(self.size, self.places, self.chance.of("kind", "holdings"))

    @cached_property
    def missing(self) -> dict[str, int]:
        """Books that have not published all their months, and how many of the last they lack."""
        return books.missing(self.books, self.chance.of("missing"))

    def published(self, town: str, period: str) -> date:
        """When a township published a month: from the 8th to the 15th of the next, a few later."""
        chance = self.chance.of("published", town, period)
        is_late = period != self.periods[-1] and chance.of("late").number(1, 100) <= 5
        day = chance.of("day").number(18, 24) if is_late else chance.of("day").number(8, 13)
        return months.working(months.day_after(period, day))

    @property
    def as_of(self) -> date:
        """The day the county stands at."""
        return self.size.as_of

    def before(self, days: int) -> date:
        """That many days before `as_of`."""
        return self.size.before(days)


def plan(size: Size) -> Plan:
    """The plan of a county of that size."""
    return Plan(size, Chance(size.seed))


def once(make: Callable[[Plan], T]) -> Callable[[Plan], T]:
    """A function of a plan alone that is called once a plan; what it returns lives as long."""
    results: WeakKeyDictionary[Plan, T] = WeakKeyDictionary()

    @wraps(make)
    def made(plan: Plan) -> T:
        if plan not in results:
            results[plan] = make(plan)
        return results[plan]

    return made
