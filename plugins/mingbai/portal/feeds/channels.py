"""FeedItems -> Channels: of all, notices, what is overdue or corrected, each kind, agency, place.

A batch is one entry everywhere but in the feeds of places, where each disclosure is an entry.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from mingbai.model import Edition, Kind
from mingbai.portal import reconcile
from mingbai.portal.feeds.archives import FeedPage, feed_pages
from mingbai.portal.feeds.corrected import CORRECTIONS, correction_items
from mingbai.portal.feeds.feed_items import (
    GAPS,
    NOTICES,
    FeedItem,
    feed_items,
    gap_items,
    in_batches,
    in_order,
)
from mingbai.portal.feeds.overdue import OVERDUE, in_groups, overdue_items, short_names
from mingbai.portal.prose import Prose

ALL, BY_KIND, BY_AGENCY, BY_PLACE = "全部", "按类别", "按单位", "按地方"
BY_CLOCK, BY_CORRECTION = "逾期", "更正"


@dataclass(frozen=True)
class Channel:
    """One feed. key: its path below `/feeds/`. page: the rooted address of the page it belongs to.

    group: its heading on the feeds page; is_listed: whether it stands there at all. items: all
    that ever belonged to it, newest first.
    """

    key: str
    name: str
    title: str
    page: str
    group: str
    items: tuple[FeedItem, ...]
    is_listed: bool = True

    @cached_property
    def pages(self) -> tuple[FeedPage, ...]:
        """Its documents: the one to subscribe to, then the archives, newest first."""
        return feed_pages(self.items)

    def url(self, name: str, form: str) -> str:
        """Rooted address of one document. name: of the FeedPage; form: `atom`, `rss`, `json`."""
        return f"/feeds/{self.key}/{name}.{form}" if name else f"/feeds/{self.key}.{form}"


def channels(
    kinds: Sequence[Kind], edition: Edition, notices: Sequence[Prose]
) -> tuple[Channel, ...]:
    """A channel of everything, of notices, of each kind, agency and place (with those below)."""
    corrected = correction_items(kinds, edition)
    items = in_order((*feed_items(edition, notices), *corrected))
    wide = in_batches(items, kinds, edition.county)
    portal = edition.county.setting("portal_name")
    return (
        _channel(key="all", name="全部公开", portal=portal, page="/", group=ALL, items=wide),
        _channel(
            key=NOTICES,
            name="通知公告",
            portal=portal,
            page="/notices/",
            group=ALL,
            items=[item for item in items if item.source == NOTICES],
        ),
        *_gaps(edition, portal),
        *_overdue(edition, portal),
        *_corrections(kinds, corrected, edition, portal),
        *_kinds(kinds, wide, portal),
        *_agencies(edition, items, wide, portal),
        *_places(edition, items, portal),
    )


def of_kind(kind: Kind) -> tuple[str, ...]:
    """The keys of the channels that a kind has for itself."""
    return (f"kinds/{kind.name}", f"{CORRECTIONS}/kinds/{kind.name}")


def _gaps(edition: Edition, portal: str) -> Iterator[Channel]:
    """What two kinds say differently, where any two can be compared."""
    if edition.reconciled.by_code:
        yield _channel(
            key=GAPS,
            name="对不上的",
            portal=portal,
            page=reconcile.URL,
            group=ALL,
            items=gap_items(edition),
        )


def _channel(
    key: str,
    name: str,
    portal: str,
    page: str,
    group: str,
    items: Iterable[FeedItem],
    is_listed: bool = True,
) -> Channel:
    return Channel(
        key=key,
        name=name,
        title=f"{portal}：{name}",
        page=page,
        group=group,
        items=tuple(items),
        is_listed=is_listed,
    )


def _overdue(edition: Edition, portal: str) -> Iterator[Channel]:
    """What became overdue and was made good."""
    items = overdue_items(edition)
    wide = in_groups(items, short_names(edition.county))
    topic = _Topic(OVERDUE, "逾期", BY_CLOCK, "/clock/")
    yield from _of_units(topic, items, wide, edition, portal)


def _corrections(
    kinds: Sequence[Kind], items: Sequence[FeedItem], edition: Edition, portal: str
) -> Iterator[Channel]:
    """What was corrected after publication, once anything was ever released."""
    if not edition.is_released:
        return
    topic = _Topic(CORRECTIONS, "更正", BY_CORRECTION, "/changes/")
    yield from _of_units(topic, items, items, edition, portal)
    by_kind = _by_key((item.id.split("/")[1], item) for item in items)
    for kind in kinds:
        yield _channel(
            key=f"{CORRECTIONS}/kinds/{kind.name}",
            name=f"{kind.title}更正",
            portal=portal,
            page=f"/{kind.name}/",
            group=BY_CORRECTION,
            items=by_kind.get(kind.name, ()),
        )


@dataclass(frozen=True, slots=True)
class _Topic:
    """A sort of entries that has feeds of its own. page: where all of them are."""

    key: str
    name: str
    group: str
    page: str


def _of_units(
    topic: _Topic,
    items: Sequence[FeedItem],
    wide: Sequence[FeedItem],
    edition: Edition,
    portal: str,
) -> Iterator[Channel]:
    """Feeds of one sort of entries: of all, of each agency, of each place but groups."""
    county = edition.county
    yield _channel(
        key=topic.key,
        name=topic.name,
        portal=portal,
        page=topic.page,
        group=topic.group,
        items=wide,
    )
    by_agency = _by_key((item.publisher, item) for item in wide)
    for slug, name in county.agencies["name"].items():
        yield _channel(
            key=f"{topic.key}/agencies/{slug}",
            name=f"{name}{topic.name}",
            portal=portal,
            page=edition.url("agency", str(slug)) or topic.page,
            group=topic.group,
            items=by_agency.get(str(slug), ()),
        )
    above = _chains(county.places["parent_code"])
    by_place = _by_key((code, item) for item in items if item.place for code in above[item.place])
    for row in county.places[county.places["kind"].isin(["乡镇", "村"])].sort_index().itertuples():
        code = str(row.place_code)
        yield _channel(
            key=f"{topic.key}/places/{code}",
            name=f"{row.path}{topic.name}",
            portal=portal,
            page=edition.url("place", code) or topic.page,
            group=topic.group,
            items=by_place.get(code, ()),
            is_listed=str(row.kind) == "乡镇",
        )


def _by_key(pairs: Iterable[tuple[str, FeedItem]]) -> dict[str, list[FeedItem]]:
    """The items of each key, in their order."""
    by_key: dict[str, list[FeedItem]] = {}
    for key, item in pairs:
        by_key.setdefault(key, []).append(item)
    return by_key


def _kinds(kinds: Sequence[Kind], wide: Sequence[FeedItem], portal: str) -> Iterator[Channel]:
    by_source = _by_key((_kind_of(item), item) for item in wide)
    for kind in kinds:
        yield _channel(
            key=f"kinds/{kind.name}",
            name=kind.title,
            portal=portal,
            page=f"/{kind.name}/",
            group=BY_KIND,
            items=by_source.get(kind.name, ()),
        )


def _kind_of(item: FeedItem) -> str:
    """The kind that an entry is about; the source of others."""
    return item.id.split("/")[1] if item.source == CORRECTIONS else item.source


def _agencies(
    edition: Edition, items: Sequence[FeedItem], wide: Sequence[FeedItem], portal: str
) -> Iterator[Channel]:
    """What an agency has published, and each disclosure of others that it is answerable for."""
    published = ((item.publisher, item) for item in wide)
    answerable = (
        (slug, item) for item in items for slug in item.agencies if slug != item.publisher
    )
    by_agency = _by_key((*published, *answerable))
    for slug, name in edition.county.agencies["name"].items():
        of_agency = by_agency.get(str(slug), [])
        yield _channel(
            key=f"agencies/{slug}",
            name=str(name),
            portal=portal,
            page=edition.url("agency", str(slug)) or "/",
            group=BY_AGENCY,
            items=sorted(of_agency, key=lambda item: item.updated, reverse=True),
        )


def _places(edition: Edition, items: Sequence[FeedItem], portal: str) -> Iterator[Channel]:
    """The county, then each township followed by its villages; groups are not listed.

    What names no place belongs to the place of the agency; what has no agency, to none.
    """
    county = edition.county
    above = _chains(county.places["parent_code"])
    homes = county.agencies["place_code"].to_dict()
    by_place = _by_key(
        (code, item)
        for item in items
        if item.place or item.agencies
        for code in above[item.place or homes[_answerable(item)]]
    )
    for row in county.places.sort_index().itertuples():
        code = str(row.place_code)
        yield _channel(
            key=f"places/{code}",
            name=str(row.path),
            portal=portal,
            page=edition.url("place", code) or "/",
            group=BY_PLACE,
            items=by_place.get(code, ()),
            is_listed=str(row.kind) != "组",
        )


def _answerable(item: FeedItem) -> str:
    """The agency that is answerable: the one that is not the publisher, if there is one."""
    return next((slug for slug in item.agencies if slug != item.publisher), item.publisher)


def _chains(parents: pd.Series) -> dict[str, tuple[str, ...]]:
    """Place code -> the codes of the place and of all places above it, in that order."""
    parent = {str(code): str(p) for code, p in parents.items() if pd.notna(p)}
    chains: dict[str, tuple[str, ...]] = {}
    for code in map(str, parents.index):
        chain = [code]
        while chain[-1] in parent:
            chain.append(parent[chain[-1]])
        chains[code] = tuple(chain)
    return chains
