"""The registry's Tables -> County: the reference every rule and page stands on."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import Literal

import pandas as pd

from mingbai.county.frames import CommonFrame, Frame
from mingbai.county.thresholds import Threshold
from mingbai.county.working_days import Calendar
from mingbai.read import Package, Tables

# Every setting that the program asks a county for; the registry's rules refuse data that lacks one.
SettingKey = Literal[
    "portal_name",
    "county_name",
    "organiser",
    "phone",
    "supervision_phone",
    "is_demo",
    "site_url",
    "site_code",
    "icp",
    "police_no",
    "licence_name",
    "licence_url",
    "contact",
    "first_release",
]

# The region of a provision that holds in the whole country.
NATION = "00"


@dataclass(frozen=True)
class County:
    """What is known before any kind is read.

    registry: the tables of `data/registry/`. as_of: the date all lateness is computed against.
    known: scope -> ids of the things that all kinds together identify (agency, place, book,
    item, contract …), filled by the build before rules run. packages: kind -> what it published,
    for every kind without a structural error. thresholds: all that kinds declare, which the
    county's rule set must give. offers: `Frame.id` -> the rows that a kind offers to others, made
    when they are first read (`frame`).
    """

    registry: Tables
    as_of: date
    known: Mapping[str, frozenset[str]]
    packages: Mapping[str, tuple[Package, ...]] = field(default_factory=dict)
    thresholds: tuple[Threshold, ...] = ()
    offers: Mapping[str, Callable[[County], pd.DataFrame]] = field(default_factory=dict)
    _offered: dict[str, pd.DataFrame] = field(
        default_factory=dict, init=False, repr=False, compare=False
    )

    def frame(self, frame: Frame) -> pd.DataFrame:
        """Rows that another kind offers: the columns that the reader declares and no others.

        No rows, but all columns, where that kind published nothing, has structural errors of its
        own or is not looked at. Where that makes a difference, ask `can_read` first.
        """
        if frame.id not in self._offered:
            self._offered[frame.id] = self.offers[frame.id](self)
        return self._offered[frame.id][list(frame.columns)]

    def offered(self, common: CommonFrame) -> pd.DataFrame:
        """Rows that any kinds offer by a common name, those of one kind after those of another."""
        frames = [
            self.frame(Frame(kind, common.name, common.columns)) for kind in self._offering(common)
        ]
        if not frames:
            empty = {c: pd.Series(dtype=dtype) for c, dtype in common.columns.items()}
            return pd.DataFrame(empty)
        return frames[0] if len(frames) == 1 else pd.concat(frames, ignore_index=True)

    def publishers_of(self, common: CommonFrame) -> tuple[str, ...]:
        """The kinds that offer such rows and published anything."""
        return tuple(kind for kind in self._offering(common) if self.packages.get(kind))

    def _offering(self, common: CommonFrame) -> tuple[str, ...]:
        end = f".{common.name}"
        return tuple(one.removesuffix(end) for one in self.offers if one.endswith(end))

    def can_read(self, frame: Frame) -> bool:
        """Whether the kind that offers these rows is looked at and has no structural error.

        If not, a rule that misses a row there must not call that a fault: compare nothing.
        """
        return frame.kind in self.packages

    @cached_property
    def places(self) -> pd.DataFrame:
        """By `place_code`: parent_code, name, kind, and `path` (太平镇 › 柳塘村)."""
        frame = self.registry.frame("places").set_index("place_code", drop=False)
        return frame.assign(path=_paths(frame))

    @cached_property
    def households(self) -> pd.Series:
        """The newest number of households, by place code; places that gave none are left out."""
        frame = self.registry.frame("households").sort_values("counted_on", kind="stable")
        return frame.drop_duplicates("place_code", keep="last").set_index("place_code")[
            "households"
        ]

    @cached_property
    def map_tiles(self) -> pd.DataFrame:
        """`tile_column`, `tile_row` on the map of tiles by place code, of those that have one."""
        tiles = self.registry.frame("map_tiles").set_index("place_code")
        return tiles[["tile_column", "tile_row"]]

    @cached_property
    def agencies(self) -> pd.DataFrame:
        """By `slug` (the publisher's folder name)."""
        return self.registry.frame("agencies").set_index("slug", drop=False)

    @cached_property
    def books(self) -> pd.DataFrame:
        """By `book_id`."""
        return self.registry.frame("books").set_index("book_id", drop=False)

    @cached_property
    def posts(self) -> pd.DataFrame:
        """By `post_id`."""
        return self.registry.frame("posts").set_index("post_id", drop=False)

    @cached_property
    def windows(self) -> pd.DataFrame:
        """By `window_id`."""
        return self.registry.frame("windows").set_index("window_id", drop=False)

    @cached_property
    def leaders(self) -> pd.DataFrame:
        """Who leads an agency on `as_of`, in the order of the sheet."""
        frame = self.registry.frame("leaders")
        day = pd.Timestamp(self.as_of)
        return frame[(frame["since"] <= day) & ~(frame["until"] < day)]

    @cached_property
    def contacts(self) -> pd.DataFrame:
        """Channels of agencies and places, in the order of the sheet."""
        return self.registry.frame("contacts")

    @cached_property
    def legal_bases(self) -> pd.DataFrame:
        """By `basis_id`; several versions of one provision are several rows with their dates."""
        return self.registry.frame("legal_bases").set_index("basis_id", drop=False)

    @cached_property
    def publication_classes(self) -> pd.DataFrame:
        """How cases of items are published, by a word in their names (see `publication`)."""
        return self.registry.frame("publication_classes")

    @cached_property
    def calendar(self) -> Calendar:
        """Working days as the State Council announced them; a year not announced is refused."""
        days = self.registry.frame("calendar")
        return Calendar.of(dict(zip(days["date"].dt.date, days["is_off"], strict=True)))

    @cached_property
    def _settings(self) -> dict[str, str]:
        site = self.registry.frame("site")
        return dict(zip(site["key"], site["value"].fillna(""), strict=True))

    def setting(self, key: SettingKey) -> str:
        """A value of the `site` table (`portal_name`, `organiser` …); "" where it is left empty.

        Registries before `first_release` came have no row of it; the rules see that no other lacks.
        """
        return self._settings.get(key, "")

    @cached_property
    def _thresholds(self) -> dict[str, int]:
        rules = self.registry.frame("rules")
        return dict(zip(rules["key"], rules["value"].astype(int), strict=True))

    def threshold(self, threshold: Threshold) -> int:
        """The number that the county's rule set gives; the registry's rules see that it does."""
        return self._thresholds[threshold.key]

    @property
    def is_demo(self) -> bool:
        """Whether the whole portal must carry 演示数据."""
        return self.setting("is_demo") == "是"

    @cached_property
    def root_place(self) -> str:
        """The code of the county itself."""
        places = self.registry.frame("places")
        return str(places.loc[places["parent_code"].isna(), "place_code"].iloc[0])


def is_in_force(county: County, basis_ids: pd.Series, days: pd.Series) -> pd.Series:
    """Whether a version of each provision was valid on its day; absent where it is not registered.

    basis_ids, days: on one index, which is kept. The first and the last day both count.
    """
    bases = county.registry.frame("legal_bases")
    references = pd.DataFrame({"basis_id": basis_ids.to_numpy(), "day": days.to_numpy()})
    joined = references.reset_index(names="row").merge(
        bases[["basis_id", "effective_from", "effective_to"]], on="basis_id"
    )
    valid = (joined["effective_from"] <= joined["day"]) & (
        joined["effective_to"].isna() | (joined["day"] <= joined["effective_to"])
    )
    is_valid = valid.groupby(joined["row"]).any().reindex(references.index)
    return is_valid.set_axis(basis_ids.index).astype("boolean")


def foreign_bases(county: County) -> frozenset[str]:
    """Provisions of which no version is the nation's or of the county's own province."""
    bases = county.registry.frame("legal_bases")
    is_ours = bases["region"].isin([NATION, county.root_place[:2]])
    return frozenset(bases["basis_id"]) - frozenset(bases.loc[is_ours, "basis_id"])


def _paths(places: pd.DataFrame) -> pd.Series:
    """Names from the township down, joined by ›; the county alone keeps its own name."""
    path = places["name"].astype("str")
    parent = places["parent_code"]
    for _ in range(3):
        above = parent.map(places["name"])
        grand = parent.map(places["parent_code"])
        inner = grand.notna()
        path = path.where(~inner, above.astype("str") + " › " + path)
        parent = grand.where(inner)
    return path
