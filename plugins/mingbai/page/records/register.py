"""A register -> its index, a page a record, names, disclosures, dues and panels.

A register is a table whose rows each stand for one thing with a number, a day and somebody who
answers for it: a complaint, a decision, a task, a contract. A kind declares which fields say what;
titles, units and links come from the Table Schema. The methods of a register are what a `Kind`
asks for: a kind writes only those that differ.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel, States
from mingbai.page.components import Column, Figure, Link, Mark, TableView
from mingbai.page.formats import share
from mingbai.page.records.fields import Row, column, facts, rows, without_lines
from mingbai.page.records.proofs import proof_lines
from mingbai.page.records.states import alarms_first, state_figure
from mingbai.page.records.views import RecordView, RegisterView, Section
from mingbai.page.records.written import WrittenRecords
from mingbai.page.tables import Cells, mark_cells, table_view, written_rows
from mingbai.read import Tables
from mingbai.schema import Schema

_PANEL_ROWS = 5
_NEWEST_FIRST, _SOONEST_FIRST = "最近的在前", "最先到期的在前"


@dataclass(frozen=True)
class Deadline:
    """By when a record had to be answered, and when it was.

    due, done: fields with the last day and the day on which it was done; a record without a last
    day owes nothing. title: what was due, in words, with `{field}` for the record's values. asks:
    what has to be done (`clock.ASKS`).
    """

    due: str
    done: str
    title: str
    asks: str


@dataclass(frozen=True)
class Placement:
    """A panel on the page of every thing that `field` names.

    scope: what sort of thing it names (agency, place, item). order: where the panel stands among
    the others of that page.
    """

    field: str
    scope: str
    order: int
    title: str


def _all_records(records: Records) -> Iterable[Section]:
    return (records.all_section(),)


def _no_figures(_: Records) -> Iterable[Figure]:
    return ()


def _no_sections(_: Records, __: Row) -> Iterable[Section]:
    return ()


def _no_links(_: Records, __: Row) -> Iterable[Link]:
    return ()


@dataclass(frozen=True)
class Register:
    """How one table of a kind is shown.

    kind: the folder of its pages: the kind's name, or `<kind>/<part>` for a second register.
    door, door_url: the entry of the main navigation above the index. scope: what others call its
    records. key: the field that numbers a record. order_by: the field it is ordered by, mostly a
    day: newest first, unless it `is_ascending`; None keeps the order of the files. heading: a
    record's title, with `{field}` for its values; so are summary, its sentence in feeds (the lead
    if empty), and note, what stands beside its name in search (the register's title if empty).
    lead: the field with the text. columns: fields of the index. facts: fields of the record's
    page, in order.

    link: the field whose words lead to a record in tables, where they say more to a reader than
    its number. address: the field that a record's address ends with, where it is not the key.
    agency, place: fields that say whose a record is. intro: what the register is for, the first
    sentence of its index. links: where the index leads, before the data.

    derive: the rows with the columns that are computed for all pages (a last day, the state that
    another table says). mark: record and county -> how it stands: the one function that decides it
    (on the day: pages that show it are daily). alarm: what that means where it is bad news. says:
    rows -> a sentence that counts them. figures, sections: of the index. record_sections,
    record_links: of a record's page.
    """

    kind: str
    title: str
    door: str
    door_url: str
    table: str
    scope: str
    key: str
    order_by: str | None
    heading: str
    lead: str
    columns: tuple[str, ...]
    facts: tuple[str, ...]
    link: str = ""
    address: str = ""
    summary: str = ""
    note: str = ""
    intro: str = ""
    agency: str | None = None
    place: str | None = None
    is_ascending: bool = False
    deadline: Deadline | None = None
    placements: tuple[Placement, ...] = ()
    links: tuple[Link, ...] = ()
    derive: Callable[[pd.DataFrame, Tables, County], pd.DataFrame] | None = None
    mark: Callable[[Row, County], Mark] | None = None
    alarm: Callable[[Row, County], str] | None = None
    says: Callable[[pd.DataFrame], str] | None = None
    figures: Callable[[Records], Iterable[Figure]] = _no_figures
    sections: Callable[[Records], Iterable[Section]] = _all_records
    record_sections: Callable[[Records, Row], Iterable[Section]] = _no_sections
    record_links: Callable[[Records, Row], Iterable[Link]] = _no_links

    @property
    def index_url(self) -> str:
        """The page of all records."""
        return f"/{self.kind}/"

    @property
    def above(self) -> tuple[Crumb, ...]:
        """Where the index stands."""
        return (HOME_CRUMB, Crumb(self.door, self.door_url))

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """Where a page below the index stands."""
        return (*self.above, Crumb(self.title, self.index_url))

    @property
    def feed(self) -> str:
        """The feed of the kind."""
        return f"/feeds/kinds/{self._kind_name}.atom"

    @property
    def _kind_name(self) -> str:
        return self.kind.partition("/")[0]

    def url(self, address: str) -> str:
        """The page of a record, by its key or its address."""
        return f"{self.index_url}{address}/"

    def url_of(self, row: Row) -> str:
        """The page of a record."""
        return self.url(row[self.address or self.key])

    def title_of(self, row: Row) -> str:
        """The title of a record."""
        return self.heading.format_map(row)

    def sentence(self, frame: pd.DataFrame) -> str:
        """The sentence that counts some of its rows."""
        return self.says(frame) if self.says else f"公开{self.title} {len(frame):,} 条。"

    def frame(self, tables: Tables, county: County) -> pd.DataFrame:
        """All rows in the register's order, with `package` (its position) and what is derived."""
        table = tables[self.table]
        frame = table.frame.assign(package=tables.package_of(table))
        if self.order_by is not None:
            order = [self.order_by, self.key]
            frame = frame.sort_values(order, ascending=[self.is_ascending, True], kind="stable")
        return self.derive(frame, tables, county) if self.derive else frame

    def records(self, tables: Tables, edition: Edition) -> Records:
        """All rows of an edition, to make pages of."""
        return Records(self, tables, edition, self.frame(tables, edition.county))

    def disclose(self, tables: Tables, county: County) -> Iterator[Disclosure]:
        """One a record, on the day its package was published."""
        for row in rows(self.frame(tables, county)):
            package = tables.packages[row["package"]]
            yield Disclosure(
                id=f"{self.kind}/{row[self.address or self.key]}",
                package=package,
                url=self.url_of(row),
                title=self.title_of(row),
                summary=self.summary.format_map(row) if self.summary else row[self.lead],
                published=package.published,
                place=row[self.place] if self.place else None,
                agency=row[self.agency] if self.agency else package.publisher,
            )

    def names(self, tables: Tables, county: County) -> Iterator[Name]:
        """Every record by its number and heading."""
        for row in rows(self.frame(tables, county)):
            yield Name(
                scope=self.scope,
                id=row[self.key],
                title=self.title_of(row),
                url=self.url_of(row),
                note=self.note.format_map(row) if self.note else self.title,
            )

    @property
    def states(self) -> tuple[States, ...]:
        """How its records stand, for whoever asks; none where it has no mark."""
        return (States(self.scope, self._decide),) if self.mark else ()

    def _decide(self, tables: Tables, county: County) -> pd.DataFrame:
        frame = self.frame(tables, county)
        marks = [self.mark_of(row, county) for row in rows(frame)]
        decided = [mark for mark in marks if mark is not None]
        return pd.DataFrame(
            {"word": [mark.text for mark in decided], "tone": [mark.state for mark in decided]},
            index=pd.Index(frame[self.key], name="id"),
            dtype="str",
        )

    def mark_of(self, row: Row, county: County) -> Mark | None:
        """How a record stands, as every page shows it; None where the register has no mark."""
        if self.mark is None:
            return None
        return replace(self.mark(row, county), of=f"{self.scope}/{row[self.key]}")

    def dues(self, tables: Tables, county: County) -> pd.DataFrame:
        """A duty for every record that has a last day."""
        if self.deadline is None:
            return pd.DataFrame()
        frame = self.frame(tables, county).dropna(subset=[self.deadline.due])
        owed = rows(frame)
        publishers = [tables.packages[row["package"]].publisher for row in owed]
        return clock.dues(
            self._kind_name,
            subject=frame[self.key],
            title=[self.deadline.title.format_map(row) for row in owed],
            url=[self.url_of(row) for row in owed],
            agency=frame[self.agency] if self.agency else publishers,
            place=frame[self.place] if self.place else None,
            due=frame[self.deadline.due],
            done=frame[self.deadline.done],
            asks=self.deadline.asks,
        )

    def pages(self, tables: Tables, edition: Edition) -> Iterator[Page]:
        """The index, then a page a record."""
        records = self.records(tables, edition)
        yield records.index_page(records.index_view())
        yield from records.record_pages()

    def panels(self, tables: Tables, edition: Edition) -> Iterator[Panel]:
        """What stands on pages of others."""
        yield from self.records(tables, edition).panels()


@dataclass(frozen=True)
class Records:
    """The rows of a register in one edition, and the parts of pages made from them.

    frame: rows in the register's order, with `package` and what the register derives.
    """

    register: Register
    tables: Tables
    edition: Edition
    frame: pd.DataFrame

    @property
    def schema(self) -> Schema:
        """The schema of the register's table."""
        return self.tables[self.register.table].schema

    @property
    def county(self) -> County:
        """The county of the edition."""
        return self.edition.county

    def table(
        self, frame: pd.DataFrame, id_: str = "records", caption: str = _NEWEST_FIRST
    ) -> TableView | None:
        """Some of the records, bad news first, each linked to its page; None where there are none.

        caption: the order that they have otherwise.
        """
        if not len(frame):
            return None
        return self._written.table(frame[self.register.key], id_, caption)

    @cached_property
    def _rows(self) -> list[dict[str, Any]]:
        """All records as plain values."""
        return rows(self.frame)

    @cached_property
    def _written(self) -> WrittenRecords:
        register, entries = self.register, self._rows
        link = register.link or register.key
        urls = [register.url_of(row) for row in entries]
        marks = [self._mark(row) for row in entries]
        columns = [
            (Column(self.schema[link].title), Cells([r[link] for r in entries], "head", urls=urls))
        ]
        columns += [column(self.schema[n], self.frame, self.edition) for n in register.columns]
        if register.mark is not None:
            columns.append((Column("情况"), Cells(mark_cells(marks), "html")))
        positions = {row[register.key]: i for i, row in enumerate(entries)}
        return WrittenRecords(written_rows(columns), marks, positions)

    def marks(self, frame: pd.DataFrame) -> list[Mark | None]:
        """How some of the records stand."""
        return self._written.marks_of(frame[self.register.key])

    def _mark(self, row: Row) -> Mark | None:
        """How a record stands; named as its state where the kind has declared who decides it."""
        mark = self.register.mark_of(row, self.county)
        is_declared = self.register.scope in self.edition.states
        return mark if mark is None or is_declared else replace(mark, of="")

    def in_state(self, *words: str) -> pd.DataFrame:
        """The records that stand so, in the register's order."""
        decided = self.edition.states[self.register.scope]["word"]
        return self.frame[self.frame[self.register.key].map(decided).isin(words)]

    def state_figure(
        self, word: str, unit: str, url: str | None = None, *, name: str = ""
    ) -> Figure:
        """How many records stand so: `逾期未答复 3 份`. name: what it is called instead."""
        return state_figure(self.edition, self.register.scope, word, unit, url, name=name)

    def section(
        self,
        id_: str,
        title: str,
        frame: pd.DataFrame,
        *,
        says: str = "",
        caption: str = _NEWEST_FIRST,
    ) -> Section:
        """Some of the records under a heading."""
        return Section(id_, title, says, self.table(frame, f"{id_}-table", caption))

    def all_section(
        self, title: str = "", *, says: str = "", caption: str = _NEWEST_FIRST
    ) -> Section:
        """All records under a heading, `全部…` and the register's title if it is not given."""
        table = self.table(self.frame, caption=caption)
        return Section("all", title or f"全部{self.register.title}", says, table)

    def counts(
        self,
        field: str,
        titles: tuple[str, str],
        *,
        id_: str,
        caption: str,
        is_listed: bool = False,
        has_share: bool = False,
    ) -> TableView | None:
        """How many records have each value of a field: the most frequent first.

        titles: of the values and of their counts. is_listed: every value that the schema lists,
        in its order, also those of no record. has_share: with the share of all records.
        """
        if not len(self.frame):
            return None
        counts = self.frame[field].value_counts().sort_index()
        if is_listed:
            counts = counts.reindex(list(self.schema[field].enum), fill_value=0)
        else:
            counts = counts.sort_values(ascending=False, kind="stable")
        numbers = [int(number) for number in counts]
        columns = [
            (Column(titles[0]), self._values(field, counts.index)),
            (Column(titles[1], is_num=True), Cells(numbers, "num")),
        ]
        if has_share:
            shares = [share(number, len(self.frame)) for number in numbers]
            columns.append((Column("占比", is_num=True), Cells(shares, "num")))
        return table_view(id_, caption, columns, mode="")

    def _values(self, field: str, values: pd.Index) -> Cells:
        """Values of a field as the headings of rows; agencies by their short names, linked."""
        if self.schema[field].refers != "agency":
            return Cells(list(values), "head")
        names = self.county.agencies["short_name"].reindex(values)
        return Cells(names.tolist(), "head", urls=[f"/agencies/{slug}/" for slug in values])

    def index_view(self) -> RegisterView:
        """What the register says of all its records."""
        register = self.register
        return RegisterView(
            says=register.intro + register.sentence(self.frame),
            figures=alarms_first(register.figures(self)),
            sections=tuple(register.sections(self)),
            links=(*register.links, Link("下载数据", f"/data/{register.kind.partition('/')[0]}/")),
        )

    def index_page(self, view: RegisterView, description: str = "") -> Page:
        """The register's own page at `/<kind>/`; described by what it says, if not otherwise."""
        return Page(
            url=self.register.index_url,
            template="register.html",
            title=self.register.title,
            view=view,
            description=description or view.says,
            crumbs=(*self.register.above, Crumb(self.register.title)),
            feed=self.register.feed,
            is_daily=self.register.mark is not None,
        )

    def record_pages(self) -> Iterator[Page]:
        """A page a record, with what was proved of it."""
        register = self.register
        proved = proof_lines(self.edition, register.kind.partition("/")[0])
        for row, mark in zip(self._rows, self._written.marks, strict=True):
            key = row[register.key]
            view = RecordView(
                mark=mark,
                means=self._means(row, mark),
                lead=str(row[register.lead] or ""),
                facts=facts(self.schema, register.facts, row, self.edition),
                sections=tuple(register.record_sections(self, row)),
                links=tuple(register.record_links(self, row)),
                proofs=proved.get(key, ()),
            )
            yield Page(
                url=register.url_of(row),
                template="record.html",
                title=register.title_of(row),
                view=view,
                description=view.lead,
                crumbs=(*register.crumbs, Crumb(key)),
                subject=(register.scope, key),
                is_daily=register.mark is not None,
            )

    def _means(self, row: Row, mark: Mark | None) -> str:
        """What a record's state means, where that is bad news."""
        alarm = self.register.alarm
        return alarm(row, self.county) if alarm and mark and mark.is_alarm else ""

    def panels(self) -> Iterator[Panel]:
        """At each placement, on the page of every thing that its field names."""
        for placement in self.register.placements:
            placed = without_lines(self.frame.dropna(subset=[placement.field]))
            for id_, entries in placed.groupby(placement.field, sort=True):
                view = self._panel(f"{self.register.kind}-{placement.scope}", entries)
                yield Panel(
                    subject=(placement.scope, str(id_)),
                    order=placement.order,
                    title=placement.title,
                    template="register_panel.html",
                    view=view,
                    is_daily=self.register.mark is not None,
                )

    def _panel(self, id_: str, entries: pd.DataFrame) -> RegisterView:
        """A sentence, a few records (bad news first, then the newest), a link to all."""
        register = self.register
        order = _SOONEST_FIRST if register.is_ascending else _NEWEST_FIRST
        table = self._written.table(
            entries[register.key], id_, order, title=f"{register.title}，", most=_PANEL_ROWS
        )
        return RegisterView(
            says=register.sentence(entries),
            sections=(Section(f"{id_}-all", "", "", table),),
            links=(Link(f"全部{register.title}", register.index_url),),
        )


def package_disclosures(tables: Tables, url: str) -> Iterator[Disclosure]:
    """One a package, at `url`: for kinds that publish a list of a year as one thing."""
    for package in tables.packages:
        yield Disclosure(
            id=package.path,
            package=package,
            url=url,
            title=package.title,
            summary=package.title,
            published=package.published,
            agency=package.publisher,
        )
