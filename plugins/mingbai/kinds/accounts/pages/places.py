"""Townships and the county -> lists of books: the latest month of each, and how it compares."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check import clock
from mingbai.kinds.accounts.books import Sheet, Shelf
from mingbai.kinds.accounts.disclosures import book_url
from mingbai.kinds.accounts.pages import months, proofs
from mingbai.model import HOME_CRUMB, Crumb, Page
from mingbai.money import yuan
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    Mark,
    TableView,
    mark_cells,
    month_zh,
    table_view,
)

SECTION = "村账"


@dataclass(frozen=True, slots=True)
class TownList:
    """One township on the index: its books, village by village."""

    id: str
    title: str
    url: str
    says: str
    table: TableView


@dataclass(frozen=True, slots=True)
class BooksIndexView:
    """index.html."""

    says: str
    figures: tuple[Figure, ...]
    jump: tuple[Link, ...]
    towns: tuple[TownList, ...]


@dataclass(frozen=True, slots=True)
class TownView:
    """town.html: the books of a township side by side; apart by law, so no column is summed."""

    says: str
    table: TableView


def pages(shelf: Shelf) -> Iterator[Page]:
    """`/accounts/` and a page for every township that keeps books."""
    towns = _towns(shelf)
    yield Page(
        url="/accounts/",
        template="accounts/pages/index.html",
        title="村账",
        view=_index(shelf, towns),
        description="全县村账、组账逐项逐笔按月公开：按乡镇、村找到自己村的账。",
        crumbs=(HOME_CRUMB, Crumb("村账")),
        section=SECTION,
        feed="/feeds/kinds/accounts.atom",
    )
    for code, books in towns.items():
        name = shelf.places[code].name
        yield Page(
            url=town_url(code),
            template="accounts/pages/town.html",
            title=f"{name}村账",
            view=_town(shelf, name, books),
            description=f"{name}各村、组账簿最近一个月的收入、支出、结余和按时公开情况。",
            crumbs=(HOME_CRUMB, Crumb("村账", "/accounts/"), Crumb(name)),
            section=SECTION,
            feed=f"/feeds/places/{code}.atom",
        )


def town_url(code: str) -> str:
    """Where the books of a township are compared."""
    return f"/accounts/town/{code}/"


def _towns(shelf: Shelf) -> dict[str, tuple[str, ...]]:
    """Township -> its books, in the order of their numbers. Empty before anything is published."""
    if not shelf.tables.packages:
        return {}
    found: dict[str, list[str]] = {}
    for book_id, book in shelf.books.items():
        found.setdefault(shelf.town_of(book.place_code), []).append(book_id)
    return {code: tuple(books) for code, books in sorted(found.items())}


def _latest(shelf: Shelf, book_id: str) -> Sheet | None:
    own = shelf.sheets.get(book_id, ())
    return own[-1] if own else None


def standing(shelf: Shelf, book_id: str) -> Mark:
    """How a book stands: what fell due last, then whether its latest sheet has reminders."""
    over = [d for d in shelf.duties.get(book_id, ()) if d.state != clock.WAITING]
    if over and over[-1].state == clock.MISSING:
        return Mark("missing", f"{int(over[-1].period[5:])} 月未公开")
    latest = _latest(shelf, book_id)
    if latest is None:
        return Mark("none", "还没有公开")
    return proofs.status(shelf, latest)


def _index(shelf: Shelf, towns: dict[str, tuple[str, ...]]) -> BooksIndexView:
    lists = tuple(_town_list(shelf, code, books) for code, books in towns.items())
    every = [book for books in towns.values() for book in books]
    if not every:
        return BooksIndexView("还没有公开的账簿。", (), (), ())
    kinds = Counter(book.kind for book in shelf.books.values())
    says = "，".join(f"{kind} {count:,} 本" for kind, count in kinds.items())
    return BooksIndexView(
        f"全县{says}，每月逐笔公开。先找乡镇，再找村。",
        _figures(shelf, every),
        tuple(Link(town.title, f"#{town.id}") for town in lists),
        lists,
    )


def _figures(shelf: Shelf, books: Sequence[str]) -> tuple[Figure, ...]:
    """The newest month that fell due: how many had to publish, did so, and the lines behind."""
    due = [d for b in books for d in shelf.duties.get(b, ()) if d.state != clock.WAITING]
    lines = Figure("公开的账目", f"{len(shelf.lines.rows):,} 笔", "/data/accounts/")
    if not due:
        return (lines,)
    period = max(d.period for d in due)
    own = [d for d in due if d.period == period]
    done = sum(1 for d in own if d.state != clock.MISSING)
    name = month_zh(period)
    return (
        Figure(f"{name}应公开", f"{len(own):,} 本", f"/clock/{period}/"),
        Figure(f"{name}已公开", f"{done:,} 本", f"/clock/{period}/"),
        lines,
    )


def _town_list(shelf: Shelf, code: str, books: Sequence[str]) -> TownList:
    name = shelf.places[code].name
    told = [_latest(shelf, book) for book in books]
    columns = [
        (Column("账簿"), _names(shelf, books)),
        (Column("在哪里"), Cells(_paths(shelf, books))),
        (Column("最近公开"), Cells([sheet and month_zh(sheet.period) for sheet in told])),
        (Column("情况"), Cells(mark_cells([standing(shelf, book) for book in books]), "html")),
    ]
    table = table_view(f"books-{code}", f"{name}的账簿", columns)
    return TownList(f"town-{code}", name, town_url(code), f"{len(books):,} 本账", table)


def _names(shelf: Shelf, books: Sequence[str]) -> Cells:
    return Cells([shelf.books[b].name for b in books], "head", urls=[book_url(b) for b in books])


def _paths(shelf: Shelf, books: Sequence[str]) -> list[str]:
    """Village and group, without the township that the heading names."""
    paths = (shelf.places[shelf.books[book].place_code].path for book in books)
    return [" › ".join(path.split(" › ")[1:]) for path in paths]


def _town(shelf: Shelf, name: str, books: Sequence[str]) -> TownView:
    told = [_latest(shelf, book) for book in books]
    times = [months.on_time(shelf.duties.get(book, ())) for book in books]
    amounts = (("收入（元）", "income"), ("支出（元）", "expense"), ("结余（元）", "closing"))
    columns = [
        (Column("账簿"), _names(shelf, books)),
        (Column("月份"), Cells([sheet and sheet.period for sheet in told])),
        *((Column(title, True), _amounts(told, field)) for title, field in amounts),
        (Column("按时公开", True), Cells(times, "num")),
        (Column("情况"), Cells(mark_cells([standing(shelf, book) for book in books]), "html")),
    ]
    table = table_view("books", f"{name}各本账最近一个月", columns)
    says = (
        f"{name}代管 {len(books):,} 本账。每本账各自独立，不能相加；"
        "“按时公开”是最近十二个到期的月份里按时的个数。"
    )
    return TownView(says, table)


def _amounts(told: Sequence[Sheet | None], field: str) -> Cells:
    return Cells([sheet and yuan(getattr(sheet, field)) for sheet in told], "num")
