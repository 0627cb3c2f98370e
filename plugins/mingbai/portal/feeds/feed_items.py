"""Disclosures, notices and open data -> FeedItems, in the order in which feeds show them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date, datetime, timedelta, timezone
from itertools import groupby

from mingbai.check.reconciliations import DIFFERS
from mingbai.county import County
from mingbai.history import corrections
from mingbai.model import Disclosure, Edition, Kind
from mingbai.page import period_zh
from mingbai.portal import reconcile
from mingbai.portal.described import as_line
from mingbai.portal.prose import Prose

NOTICES, OPEN_DATA, GAPS = "notices", "open_data", "gaps"
_CHINA = timezone(timedelta(hours=8))
# From how many disclosures of one publisher, kind and day on they are one entry in wide feeds.
_BATCH = 2


@dataclass(frozen=True)
class FeedItem:
    """One entry of a feed. id: unique in the portal, without its host and path. url: rooted.

    source: the name of a kind, NOTICES, OPEN_DATA, GAPS or that of overdue duties. publisher: a
    slug, "" where no agency of the registry is known. agencies: the publisher and who is
    answerable. place: a place code. period: of the package, "" where there is none; of an overdue
    duty its kind and series. parts: the disclosures of a batch, newest first.

    A day has no clock: `published` is midnight and one second for each item of the day that stands
    below it, so that a day always has the same order (86,400 items a day at most). A batch is
    published with its first part and updated with its last.
    """

    id: str
    url: str
    title: str
    summary: str
    author: str
    source: str
    published: datetime
    updated: datetime
    publisher: str = ""
    agencies: tuple[str, ...] = ()
    place: str | None = None
    period: str = ""
    parts: tuple[FeedItem, ...] = ()

    @property
    def day(self) -> date:
        """The day of publication in China."""
        return self.published.date()


def midnight(day: date) -> datetime:
    """The first moment of a day in China."""
    return datetime(day.year, day.month, day.day, tzinfo=_CHINA)


def feed_items(edition: Edition, notices: Sequence[Prose]) -> tuple[FeedItem, ...]:
    """Every public disclosure, notice and open package as an item of its own, newest first.

    Left out: packages of person lists alone, and open packages without a date. What is published
    anew under another day moves to that day; archives that held it are then written once more.
    """
    names = {str(slug): str(name) for slug, name in edition.county.agencies["name"].items()}
    items = [_of_disclosure(d, names) for d in edition.disclosures if _is_public(d, edition)]
    items += _of_notices(notices, names)
    items += _of_open_data(edition)
    return in_order(items)


def in_order(items: Iterable[FeedItem]) -> tuple[FeedItem, ...]:
    """Newest first, each item of a day with a second of its own."""
    ordered = sorted(items, key=lambda item: (-item.day.toordinal(), item.id))
    return tuple(timed for _, group in groupby(ordered, key=_day) for timed in _timed(tuple(group)))


def gap_items(edition: Edition) -> tuple[FeedItem, ...]:
    """What two kinds say differently, newest first: told on the day the second of them came out.

    A gap has one id, from its code and both rows: it is told once, however often one builds.
    """
    organiser = edition.county.setting("organiser")
    items = [
        FeedItem(
            id=f"{GAPS}/{pair.id}",
            url=pair.url,
            title=f"对不上：{pair.title}",
            summary=reconcile.words(pair),
            author=organiser,
            source=GAPS,
            published=midnight(pair.since),
            updated=midnight(pair.since),
        )
        for pair in edition.shared(reconcile.pairs)
        if pair.outcome == DIFFERS and pair.since is not None
    ]
    return in_order(items)


def in_batches(
    items: Sequence[FeedItem], kinds: Sequence[Kind], county: County
) -> tuple[FeedItem, ...]:
    """The items of wide feeds: what one publisher publishes of one kind on one day is one entry.

    Two disclosures are a batch; a single one stays as it is, and so do notices and open data.
    """
    by_name = {kind.name: kind for kind in kinds}
    short_names = county.agencies["short_name"].to_dict()
    groups: dict[tuple[str, str, date | str], list[FeedItem]] = {}
    for item in items:
        is_disclosed = item.source in by_name
        key = (item.source, item.publisher, item.day if is_disclosed else item.id)
        groups.setdefault(key, []).append(item)
    wide = [
        _batch(parts, by_name[source], short_names[slug]) if len(parts) >= _BATCH else parts[0]
        for (source, slug, _), parts in groups.items()
    ]
    return tuple(sorted(wide, key=lambda item: item.updated, reverse=True))


def _is_public(disclosure: Disclosure, edition: Edition) -> bool:
    """False for packages that disclose only person lists: those stay out of feeds."""
    tables = edition.tables[disclosure.package.kind]
    names = disclosure.package.files.keys() - {corrections.SCHEMA.name}
    return not all(tables.schema(name).is_person_list for name in names)


def _of_disclosure(disclosure: Disclosure, names: Mapping[str, str]) -> FeedItem:
    package = disclosure.package
    return FeedItem(
        id=disclosure.id,
        url=disclosure.url,
        title=disclosure.title,
        summary=disclosure.summary,
        author=names[package.publisher],
        source=package.kind,
        published=midnight(disclosure.published),
        updated=midnight(disclosure.published),
        publisher=package.publisher,
        agencies=tuple(sorted({disclosure.agency or package.publisher, package.publisher})),
        place=disclosure.place,
        period=package.period,
    )


def _of_notices(notices: Sequence[Prose], names: Mapping[str, str]) -> Iterator[FeedItem]:
    """Notices; one whose issuer is called like an agency belongs to that agency."""
    slugs = {name: slug for slug, name in names.items()}
    for notice in notices:
        if notice.published is None:
            raise ValueError(f"{notice.url} has no Date")
        issuer = notice.metadata.get("issuer", "")
        slug = slugs.get(issuer, "")
        yield FeedItem(
            id=notice.url.strip("/"),
            url=notice.url,
            title=notice.title,
            summary=f"{issuer}通知公告。",
            author=issuer,
            source=NOTICES,
            published=midnight(notice.published),
            updated=midnight(notice.published),
            publisher=slug,
            agencies=(slug,) if slug else (),
        )


def _of_open_data(edition: Edition) -> Iterator[FeedItem]:
    for package in edition.open_data:
        if package.updated is not None:
            yield FeedItem(
                id=f"{OPEN_DATA}/{package.name}/{package.updated.isoformat()}",
                url=f"/data/open/{package.name}/",
                title=package.title,
                summary=as_line(package.description),
                author=edition.county.setting("organiser"),
                source=OPEN_DATA,
                published=midnight(package.updated),
                updated=midnight(package.updated),
            )


def _day(item: FeedItem) -> date:
    return item.day


def _timed(of_day: Sequence[FeedItem]) -> Iterator[FeedItem]:
    """The items of one day with their seconds: the first that is shown has the latest."""
    for below, item in zip(reversed(range(len(of_day))), of_day, strict=True):
        moment = midnight(item.day) + timedelta(seconds=below)
        yield replace(item, published=moment, updated=moment)


def _batch(parts: Sequence[FeedItem], kind: Kind, short_name: str) -> FeedItem:
    """One entry for all parts; its address is that of the kind."""
    first = parts[0]
    periods = "、".join(period_zh(p) for p in sorted({part.period for part in parts}))
    return FeedItem(
        id=f"batches/{first.source}/{first.publisher}/{first.day.isoformat()}",
        url=f"/{first.source}/",
        title=kind.batch_title.format(
            publisher=short_name, count=f"{len(parts):,}", title=kind.title, period=periods
        ),
        summary=f"{first.author}公开 {len(parts):,} 项{kind.title}。",
        author=first.author,
        source=first.source,
        published=min(part.published for part in parts),
        updated=max(part.updated for part in parts),
        publisher=first.publisher,
        agencies=(first.publisher,),
        parts=tuple(parts),
    )
