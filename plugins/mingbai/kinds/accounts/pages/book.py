"""Books -> a page each, a page for each of their years, a sheet for the notice board."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import partial

from markupsafe import Markup

from mingbai.kinds.accounts.books import Sheet, Shelf
from mingbai.kinds.accounts.disclosures import book_url
from mingbai.kinds.accounts.pages import (
    files,
    ledger,
    months,
    notice_board,
    proofs,
    schedules,
)
from mingbai.kinds.accounts.pages.people import people
from mingbai.kinds.accounts.pages.sections import (
    Batch,
    BookView,
    MonthSection,
    YearView,
    lead,
    month_grid,
)
from mingbai.kinds.accounts.pages.sentences import Most
from mingbai.model import HOME_CRUMB, Crumb, Download, Page
from mingbai.page import Link

SECTION = "村账"
_LINES = 50_000  # entries made into HTML at once: memory stays flat, columns stay long


def batches(shelf: Shelf) -> Iterator[tuple[str, ...]]:
    """Books in order, some fifty thousand entries at a time."""
    own: list[str] = []
    size = 0
    for book_id, sheets in shelf.sheets.items():
        lines = int(shelf.lines.starts[sheets[-1].at + 1] - shelf.lines.starts[sheets[0].at])
        if own and size + lines > _LINES:
            yield tuple(own)
            own, size = [], 0
        own.append(book_id)
        size += lines
    if own:
        yield tuple(own)


def batch(shelf: Shelf, books: Sequence[str], most: dict[int, Most]) -> Batch:
    """Everything of these books that is written by columns."""
    tables, lines = shelf.tables, shelf.lines
    first = shelf.sheets[books[0]][0].at
    last = shelf.sheets[books[-1]][-1].at + 1
    return Batch(
        shelf=shelf,
        most=most,
        ledgers=ledger.ledgers(tables, shelf.edition, lines, first, last),
        files=tables.shared(files.entry_files),
        funds=schedules.funds(tables, books),
        accounts=schedules.trial_balances(tables, books),
        plans=schedules.plans(tables, books),
        statements=schedules.statements(tables, books),
    )


def pages(shelf: Shelf, most: dict[int, Most]) -> Iterator[Page]:
    """Every registered book, its years and its notice-board sheet."""
    on_paper = notice_board.latest_lines(shelf)
    for books in batches(shelf):
        made = batch(shelf, books, most)
        for book_id in books:
            yield _book(made, book_id)
            for year in shelf.years[book_id]:
                yield _year(made, book_id, year)
            yield notice_board.page(shelf, book_id, on_paper.get(book_id, ()))
    for book_id in shelf.books:
        if book_id not in shelf.sheets:
            yield _empty(shelf, book_id)


def downloads(shelf: Shelf) -> Iterator[Download]:
    """The entries of every book's every year as CSV and JSON."""
    made = shelf.tables.shared(files.entry_files)
    for book_id in shelf.sheets:
        for year in shelf.years[book_id]:
            own = shelf.positions(book_id, year)
            folder = f"/accounts/{book_id}/{year}/entries"
            if own:
                yield Download(f"{folder}.csv", partial(made.csv, own.start, own.stop))
                yield Download(f"{folder}.json", partial(made.json, own.start, own.stop))


def crumbs(shelf: Shelf, book_id: str, *further: Crumb) -> tuple[Crumb, ...]:
    """County › township › village › book."""
    above = [HOME_CRUMB, Crumb("村账", "/accounts/")]
    for code in _line(shelf, shelf.books[book_id].place_code):
        is_town = shelf.places[code].kind == "乡镇"
        url = f"/accounts/town/{code}/" if is_town else shelf.edition.url("place", code)
        above.append(Crumb(shelf.places[code].name, url))
    name = shelf.books[book_id].name
    own = Crumb(name, book_url(book_id)) if further else Crumb(name)
    return (*above, own, *further)


def _line(shelf: Shelf, place: str) -> Sequence[str]:
    """A place and those above it, from the township down."""
    line: list[str] = []
    while isinstance(parent := shelf.places[place].parent_code, str):
        line.insert(0, place)
        place = parent
    return line


def _book(made: Batch, book_id: str) -> Page:
    shelf = made.shelf
    latest = shelf.sheets[book_id][-1]
    own = shelf.years[book_id]
    view = BookView(
        about=_about(shelf, book_id),
        lead=lead(latest, made.most),
        latest=_lasting(made.section(latest), latest, _next(shelf, latest)),
        actions=(
            Link("打印公示单", f"{book_url(book_id)}sheet/"),
            Link("全年逐笔", f"{book_url(book_id)}{latest.period[:4]}/"),
            Link("订阅更新", _feed(shelf, book_id)),
        ),
        downloads=tuple(f for year in own for f in made.downloads(book_id, year)),
        chart=months.chart(shelf, book_id),
        months=month_grid(shelf, book_id),
        years=tuple(Link(f"{year} 年", f"{book_url(book_id)}{year}/") for year in own),
        plan=made.plans.table((book_id, latest.period[:4])),
        people=people(shelf, book_id),
    )
    return _page(shelf, book_id, view)


def _empty(shelf: Shelf, book_id: str) -> Page:
    """A registered book that nobody has published yet."""
    view = BookView(
        about=_about(shelf, book_id),
        lead=(),
        latest=None,
        actions=(),
        downloads=(),
        chart=None,
        months=month_grid(shelf, book_id),
        years=(),
        plan=None,
        people=people(shelf, book_id),
    )
    return _page(shelf, book_id, view)


def _page(shelf: Shelf, book_id: str, view: BookView) -> Page:
    name = shelf.books[book_id].name
    return Page(
        url=book_url(book_id),
        template="accounts/pages/book.html",
        title=name,
        view=view,
        description=f"{name}：最近一个月的公开单、各月收支和逐笔明细。",
        crumbs=crumbs(shelf, book_id),
        section=SECTION,
        subject=("book", book_id),
        feed=_feed(shelf, book_id),
    )


def _feed(shelf: Shelf, book_id: str) -> str:
    """The feed of the book's place: what is new there, this book's months among it."""
    return f"/feeds/places/{shelf.books[book_id].place_code}.atom"


def _about(shelf: Shelf, book_id: str) -> str:
    day = shelf.county.threshold("month_due_day")
    return f"账簿编号 {book_id}，每月 {day} 日前公开上月的账。"


def _lasting(section: MonthSection, sheet: Sheet, after: Link) -> MonthSection:
    """On the book's own page an entry's number leads to its lasting address."""
    year = f'href="{book_url(sheet.book_id)}{sheet.period[:4]}/#'
    income, expense = (
        replace(view, body=Markup(str(view.body).replace('href="#', year)))  # noqa: S704
        for view in (section.income, section.expense)
    )
    return replace(section, income=income, expense=expense, after=after)


def _next(shelf: Shelf, sheet: Sheet) -> Link:
    """What is known of the month after the latest one."""
    later = [d for d in shelf.duties.get(sheet.book_id, ()) if d.period > sheet.period]
    return Link(f"下月：{months.mark(later[0]).text if later else '未到期'}")


def _year(made: Batch, book_id: str, year: str) -> Page:
    shelf = made.shelf
    own = [s for s in shelf.sheets[book_id] if s.period.startswith(year)]
    every = shelf.years[book_id]
    at = every.index(year)
    names = ("资产负债表", "收益分配表")
    found = [made.plans.table((book_id, year))]
    found += [made.statements.table((book_id, year, name)) for name in names]
    view = YearView(
        months=month_grid(shelf, book_id, year),
        sections=tuple(made.section(sheet) for sheet in own),
        tables=tuple(table for table in found if table),
        proofs=proofs.statement_lines(shelf, book_id, year),
        downloads=made.downloads(book_id, year),
        before=_other(book_id, "上年", every, at + 1),
        after=_other(book_id, "下年", every, at - 1),
    )
    name = shelf.books[book_id].name
    title = f"{name} {year} 年"
    description = f"{name} {year} 年各月逐笔收支、财务计划和年度报表。"
    return Page(
        url=f"{book_url(book_id)}{year}/",
        template="accounts/pages/year.html",
        title=title,
        view=view,
        description=description,
        crumbs=crumbs(shelf, book_id, Crumb(f"{year} 年")),
        section=SECTION,
        feed=_feed(shelf, book_id),
    )


def _other(book_id: str, word: str, every: Sequence[str], at: int) -> Link | None:
    if not 0 <= at < len(every):
        return None
    return Link(f"{word}：{every[at]} 年", f"{book_url(book_id)}{every[at]}/")
