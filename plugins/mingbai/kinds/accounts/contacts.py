"""Registry -> whom to ask about a book: the posts of its place, the agency that keeps it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from mingbai.county import County


class Post(NamedTuple):
    """A post at a place; holder and telephone are NaN where not published."""

    name: str
    holder: str | float
    phone: str | float


class Agency(NamedTuple):
    """An agency; its telephones are NaN where not published."""

    name: str
    phone: str | float
    supervision_phone: str | float


class VillageOffice(NamedTuple):
    """The office of a village; hours is NaN where anyone may call at any time."""

    phone: str
    hours: str | float


@dataclass(frozen=True)
class Contacts:
    """Who answers for the books of a county."""

    county: County

    @cached_property
    def posts(self) -> Mapping[str, Sequence[Post]]:
        """Posts by place code."""
        frame = self.county.posts
        frame = frame[frame["place_code"].notna()].sort_values("place_code", kind="stable")
        rows = zip(frame["place_code"], *(frame[name] for name in Post._fields), strict=True)
        return {
            place: tuple(Post(*row[1:]) for row in group)
            for place, group in groupby(rows, lambda row: row[0])
        }

    @cached_property
    def agencies(self) -> Mapping[str, Agency]:
        """Agencies by slug."""
        frame = self.county.agencies
        rows = map(Agency._make, zip(*(frame[name] for name in Agency._fields), strict=True))
        return dict(zip(frame.index.tolist(), rows, strict=True))

    @cached_property
    def offices(self) -> Mapping[str, VillageOffice]:
        """The first office telephone of each place that has published one, by place code."""
        frame = self.county.contacts
        is_meant = (frame["purpose"] == "办公") & (frame["channel"] == "电话")
        rows = frame[is_meant & frame["place_code"].notna()].drop_duplicates("place_code")
        columns = zip(rows["place_code"], rows["address"], rows["hours"], strict=True)
        return {place: VillageOffice(phone, hours) for place, phone, hours in columns}
