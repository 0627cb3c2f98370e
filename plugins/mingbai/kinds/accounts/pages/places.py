"""Townships and the county -> lists of books: the latest month of each, and how it compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingbai.check import clock
from mingbai.kinds.accounts.books import MonthlyStatement
from mingbai.kinds.accounts.disclosures import board_town_url, book_url, town_url
from mingbai.kinds.accounts.pages import crumbs, items, months, proofs
from mingbai.kinds.accounts.states import SCOPE
from mingbai.kinds.accounts.village_accounts import VillageAccounts
from mingbai.model import HOME_CRUMB, Crumb, Page
from mingbai.money import yuan
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    Mark,
    NameTarget,
    TableView,
    mark_cells,
    month_zh,
    records,
    table_view,
)

SECTION = "村账"
_ORDER = "缺账的在前"
_UNKNOWN = Mark("none", "")


@dataclass(frozen=True, slots=True)
class TownList:
    """One township on the index: its villages, each leading to its book. says: how many books."""

    id: str
    title: str
    url: str
    says: str
    villages: tuple[NameTarget, ...]


@dataclass(frozen=True, slots=True)
class AccountsView:
    """index.html."""

    says: str
    figures: tuple[Figure, ...]
    towns: tuple[TownList, ...]
    links: tuple[Link, ...] = (Link("全县一眼：哪些村公开了，哪里老是迟", "/clock/county/"),)


@dataclass(frozen=True, slots=True)
class TownView:
    """town.html: the books of a township side by side; apart by law, so no column is summed."""

    says: str
    table: TableView
    links: tuple[Link, ...]


def index(accounts: VillageAccounts) -> Page:
    """`/accounts/`: the books of all townships."""
    return Page(
        url="/accounts/",
        template="accounts/pages/index.html",
        title="村账：找自己的村",
        view=_index(accounts, towns(accounts) if accounts.tables.packages else {}),
        description="全县村账、组账逐项逐笔按月公开：按乡镇、村找到自己村的账。",
        crumbs=(HOME_CRUMB, Crumb("村账")),
        section=SECTION,
        feed="/feeds/kinds/accounts.atom",
        is_daily=True,
    )


def pages(accounts: VillageAccounts, code: str, books: Sequence[str]) -> Iterator[Page]:
    """The pages of a township that keeps books: side by side, and item by item."""
    name = accounts.books.places[code].name
    yield Page(
        url=town_url(code),
        template="accounts/pages/town.html",
        title=f"{name}村账",
        view=_town(accounts, name, books),
        description=f"{name}各村、组账簿最近一个月的收入、支出、结余和按时公开情况。",
        crumbs=crumbs.of_town(code, name),
        section=SECTION,
        feed=f"/feeds/places/{code}.atom",
        is_daily=True,
    )
    yield items.town_page(accounts, code, books)


def towns(accounts: VillageAccounts) -> dict[str, tuple[str, ...]]:
    """Township -> its books, in the order of their numbers."""
    by_town: dict[str, list[str]] = {}
    for book_id, book in accounts.books.registered.items():
        by_town.setdefault(accounts.books.town_of(book.place_code), []).append(book_id)
    return {code: tuple(books) for code, books in sorted(by_town.items())}


def standing(accounts: VillageAccounts, books: Sequence[str]) -> list[Mark | None]:
    """How books stand, as every page shows it; beside it which month that is said of."""
    marks = ((book, accounts.marks[book]) for book in books)
    return [mark and replace(mark, note=_note(accounts, book)) for book, mark in marks]


def _note(accounts: VillageAccounts, book_id: str) -> str:
    """`2026 年 6 月`, `3 个月`: what is missing, or the month that came late."""
    fallen_due = months.fallen_due(accounts, book_id)
    missing = [due for due in fallen_due if due.state == clock.UNPUBLISHED]
    if len(missing) > 1:
        return f"{len(missing):,} 个月"
    if missing:
        return month_zh(missing[0].period)
    is_late = fallen_due and fallen_due[-1].state == clock.LATE
    return month_zh(fallen_due[-1].period) if is_late else ""


def in_order(accounts: VillageAccounts, books: Sequence[str]) -> tuple[str, ...]:
    """Books that are behind before the others, which keep the order of their numbers."""
    return tuple(sorted(books, key=lambda book: (accounts.marks[book] or _UNKNOWN).rank))


def _index(accounts: VillageAccounts, by_town: dict[str, tuple[str, ...]]) -> AccountsView:
    lists = tuple(_town_list(accounts, code, books) for code, books in by_town.items())
    every = [book for books in by_town.values() for book in books]
    if not every:
        return AccountsView("还没有公开的账簿。", (), ())
    kinds = Counter(book.kind for book in accounts.books.registered.values())
    says = "，".join(f"{kind} {count:,} 本" for kind, count in kinds.items())
    return AccountsView(
        f"全县{says}，每月逐笔公开。点自己的村，就是这个月的账；没有标记的，都按时公开了。",
        _figures(accounts, every),
        lists,
    )


def _figures(accounts: VillageAccounts, books: Sequence[str]) -> tuple[Figure, ...]:
    """The newest month that fell due: how many had to publish, did so, and the entries behind."""
    fallen_due = [due for book in books for due in months.fallen_due(accounts, book)]
    count = len(accounts.books.entries.rows)
    alarms = tuple(records.alarm_figures(accounts.edition, SCOPE, "本"))
    entries = Figure("公开的账目", f"{count:,} 笔", "/data/accounts/")
    if not fallen_due:
        return (*alarms, entries)
    period = max(due.period for due in fallen_due)
    newest = [due for due in fallen_due if due.period == period]
    done = sum(1 for due in newest if due.state != clock.UNPUBLISHED)
    name = month_zh(period)
    return (
        *alarms,
        Figure(f"{name}应公开", f"{len(newest):,} 本", f"/clock/{period}/"),
        Figure(f"{name}已公开", f"{done:,} 本", f"/clock/{period}/"),
        entries,
    )


def _reminders(
    accounts: VillageAccounts, latest: Sequence[MonthlyStatement | None]
) -> tuple[Column, Cells]:
    """How many reminders the latest month of each has."""
    counts = [month and proofs.reminder_count(accounts, month) for month in latest]
    return Column("提醒（项）", True), Cells([count or None for count in counts], "num")


def _town_list(accounts: VillageAccounts, code: str, books: Sequence[str]) -> TownList:
    name = accounts.books.places[code].name
    villages = village_targets(accounts, books)
    says = f"{len(villages):,} 个村，{len(books):,} 本账"
    return TownList(f"town-{code}", name, town_url(code), says, villages)


def village_targets(accounts: VillageAccounts, books: Sequence[str]) -> tuple[NameTarget, ...]:
    """Villages in the order of their numbers, each leading to its book, or to its first one.

    Bad news of a village is that of all its books; of a group's book the group is named.
    """
    by_village: dict[str, list[str]] = {}
    for book in books:
        by_village.setdefault(_village(accounts, book), []).append(book)
    marks = dict(zip(books, standing(accounts, books), strict=True))
    return tuple(
        NameTarget(
            accounts.books.places[village].name,
            book_url(books_of_village[0]),
            _bad_news(accounts, marks, books_of_village),
        )
        for village, books_of_village in by_village.items()
    )


def group_targets(accounts: VillageAccounts, book_id: str) -> tuple[NameTarget, ...]:
    """The books of the groups of a village's book; none for a group's own."""
    village = accounts.books.registered[book_id].place_code
    books_of_groups = accounts.books.of_groups.get(village, ())
    marks = standing(accounts, books_of_groups)
    return tuple(
        NameTarget(
            accounts.books.places[accounts.books.registered[book].place_code].name,
            book_url(book),
            (mark,) if mark and mark.is_alarm else (),
        )
        for book, mark in zip(books_of_groups, marks, strict=True)
    )


def _bad_news(
    accounts: VillageAccounts, marks: Mapping[str, Mark | None], books: Sequence[str]
) -> tuple[Mark, ...]:
    """The marks of those books that are behind, the worst first; each group's says which."""
    alarms = [(mark, book) for book in books if (mark := marks[book]) and mark.is_alarm]
    alarms.sort(key=lambda one: one[0].rank)
    return tuple(
        replace(mark, note=_group(accounts, book)) if _group(accounts, book) else mark
        for mark, book in alarms
    )


def _group(accounts: VillageAccounts, book_id: str) -> str:
    """The name of the group whose book it is, "" where it is the village's."""
    place = accounts.books.places[accounts.books.registered[book_id].place_code]
    return place.name if place.kind == "组" else ""


def _village(accounts: VillageAccounts, book_id: str) -> str:
    """The village of a book; a township's own book stands for itself."""
    code = accounts.books.registered[book_id].place_code
    place = accounts.books.places[code]
    return str(place.parent_code) if place.kind == "组" else code


def _names(accounts: VillageAccounts, books: Sequence[str]) -> Cells:
    return Cells(
        [accounts.books.registered[b].name for b in books],
        "head",
        urls=[book_url(b) for b in books],
    )


def _town(accounts: VillageAccounts, name: str, books: Sequence[str]) -> TownView:
    books = in_order(accounts, books)
    latest = [accounts.books.latest(book) for book in books]
    times = [months.on_time(accounts, book) for book in books]
    amounts = (("收入（元）", "income"), ("支出（元）", "expense"), ("结余（元）", "closing"))
    columns = [
        (Column("账簿"), _names(accounts, books)),
        (Column("月份"), Cells([month and month.period for month in latest])),
        *((Column(title, True), _amounts(latest, field)) for title, field in amounts),
        (Column("一年里按时", True), Cells(times, "num")),
        (Column("情况"), Cells(mark_cells(standing(accounts, books)), "html")),
        _reminders(accounts, latest),
    ]
    table = table_view("books", f"{name}各本账最近一个月，{_ORDER}", columns)
    says = (
        f"{name}代管 {len(books):,} 本账。每本账各自独立，不能相加；"
        "“一年里按时”是最近十二个到期的月份里按时公开的个数。"
    )
    town = accounts.books.town_of(accounts.books.registered[books[0]].place_code)
    links = [
        Link("哪些村老是迟", f"{town_url(town)}months/"),
        Link("44 项公开了哪些", items.town_items_url(town)),
    ]
    if any(latest):
        url = board_town_url(accounts.county, town)
        links.insert(0, Link("这个月要张贴的公示单，一次打印", url))
    return TownView(says, table, tuple(links))


def _amounts(latest: Sequence[MonthlyStatement | None], field: str) -> Cells:
    return Cells([month and yuan(getattr(month, field)) for month in latest], "num")
