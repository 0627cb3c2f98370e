"""Edition -> what is new in the last month, on the page of each village and group.

Corrections first, then what was published, kind by kind, then how many lines came with it. All is
gathered once for all places: by columns, and from the newest end of what was published.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from itertools import groupby, takewhile
from typing import TypeVar

import pandas as pd

from mingbai.county import PUBLISHED_LINES, County
from mingbai.model import Disclosure, Edition, Kind, Panel
from mingbai.page import Link, month_day
from mingbai.portal import corrections
from mingbai.portal.corrections import CorrectionLine

T = TypeVar("T")
_ORDER = 25
_KINDS = 3  # told one by one
_PLACES = ("村", "组")


@dataclass(frozen=True, slots=True)
class NewLine:
    """One plain sentence: its words, the thing that it leads to, what is said behind it."""

    before: str
    link: Link
    after: str


@dataclass(frozen=True, slots=True)
class SinceView:
    """since_panel.html. since: the day after which all of it came. lines: none where none."""

    since: date
    lines: tuple[NewLine, ...]


def panels(kinds: Sequence[Kind], edition: Edition) -> Iterator[Panel]:
    """A panel for every village and group that has a page; no news is told, too."""
    county = edition.county
    since = (pd.Timestamp(county.as_of) - pd.DateOffset(months=1)).date()
    owners = _owners(county)
    corrected = _by_place(
        ((line.place, line) for line in corrections.corrected(kinds, edition) if line.day > since),
        owners,
    )
    recent = takewhile(lambda one: one.published > since, edition.disclosures)
    published = _by_place(((one.place, one) for one in recent), owners)
    lines = _lines(county, since, owners)
    for place in sorted(owners):
        if edition.url("place", place) is not None:
            sentences = (
                *_corrections(corrected.get(place, ())),
                *_disclosures(published.get(place, ()), kinds),
                *lines.get(place, ()),
            )
            yield Panel(
                subject=("place", place),
                order=_ORDER,
                title="最近一个月有什么新的",
                template="since_panel.html",
                view=SinceView(since, sentences),
                is_daily=True,
            )


def _owners(county: County) -> Mapping[str, tuple[str, ...]]:
    """Village or group -> the places whose pages tell of it: a group's village does, too."""
    places = county.places[county.places["kind"].isin(_PLACES)]
    parents = places["parent_code"].where(places["kind"] == "组")
    return {
        code: (code,) if pd.isna(parent) else (code, str(parent))
        for code, parent in zip(places.index, parents, strict=True)
    }


def _by_place(
    disclosures: Iterable[tuple[str | None, T]], owners: Mapping[str, tuple[str, ...]]
) -> Mapping[str, Sequence[T]]:
    """What is told on each place's page, in the order in which it was found."""
    by_place: dict[str, list[T]] = {}
    for place, one in disclosures:
        for owner in owners.get(place or "", ()):
            by_place.setdefault(owner, []).append(one)
    return by_place


def _corrections(lines: Sequence[CorrectionLine]) -> Iterator[NewLine]:
    if lines:
        newest = lines[0]
        words = "更正了：" if len(lines) == 1 else f"更正了 {len(lines):,} 处，最近的是"
        link = Link(f"{newest.title} {newest.period}", newest.url)
        yield NewLine(words, link, f"（{month_day(newest.day)}，{newest.reason}）。")


def _disclosures(disclosures: Sequence[Disclosure], kinds: Sequence[Kind]) -> Iterator[NewLine]:
    """The newest of each kind, of the kinds with most of them; the rest as a number."""
    titles = {kind.name: kind.title for kind in kinds}
    ordered = sorted(
        disclosures, key=lambda one: one.package.kind
    )  # stable: the newest of a kind first
    by_kind = [tuple(group) for _, group in groupby(ordered, key=lambda one: one.package.kind)]
    for group in sorted(by_kind, key=len, reverse=True)[:_KINDS]:
        newest, title = group[0], titles[group[0].package.kind]
        words = "公开了" if len(group) == 1 else f"公开了 {len(group):,} 项，最近的是"
        link = Link(newest.title, newest.url)
        yield NewLine(f"{title}：{words}", link, f"（{month_day(newest.published)}）。")


def _lines(
    county: County, since: date, owners: Mapping[str, tuple[str, ...]]
) -> Mapping[str, Sequence[NewLine]]:
    """By place, how many lines came with what is new, and where most of them stand."""
    rows = county.offered(PUBLISHED_LINES)
    rows = rows[(rows["day"] > pd.Timestamp(since)) & (rows["lines"] > 0)]
    rows = rows.assign(owner=rows["place"].map(owners)).dropna(subset=["owner"]).explode("owner")
    rows = rows.sort_values("lines", ascending=False, kind="stable")
    most = rows.groupby("owner", sort=False).agg(
        lines=("lines", "sum"), title=("title", "first"), url=("url", "first"), of=("url", "size")
    )
    return {
        owner: (_line(int(lines), title, url, int(of)),)
        for owner, lines, title, url, of in most.itertuples()
    }


def _line(lines: int, title: str, url: str, of: int) -> NewLine:
    words = f"逐笔的账多了 {lines:,} 笔："
    return NewLine(words, Link(title, url), "。" if of == 1 else f"等 {of:,} 份。")
