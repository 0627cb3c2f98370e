"""A register -> its index, a page a record, names, disclosures and panels.

A register is a table whose rows each stand for one thing with a number, a day and somebody who
answers for it: a complaint, a decision, a task, a contract. Kinds say which fields are shown
where; titles, units and links come from the Table Schema.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page.records.fields import Row as Row
from mingbai.page.records.fields import column as column
from mingbai.page.records.fields import facts as facts
from mingbai.page.records.fields import plain as plain
from mingbai.page.records.fields import records as records
from mingbai.page.records.views import RecordView as RecordView
from mingbai.page.records.views import RegisterView as RegisterView
from mingbai.page.records.views import Section as Section
from mingbai.page.tables import Cells, mark_cells, table_view
from mingbai.page.views import Column, Link, Mark, ProofLine, TableView
from mingbai.read import Tables
from mingbai.schema import Schema

_SHOWN = 5


@dataclass(frozen=True)
class Register:
    """How one table of a kind is shown.

    kind: the folder of its pages: the kind's name, or `<kind>/<part>` for a second register.
    key: the field that numbers a record, also its address `/<kind>/<key>/`. day: the field it is
    ordered by, newest first. heading: record -> title. agency, place: the fields that say whose
    it is. columns: fields of the index. facts: fields of the record's page, in order. lead: the
    field with the text. mark: record and county -> how it stands, or None. link: the field whose
    words lead to a record in tables, where they say more to a reader than its number.
    """

    kind: str
    title: str
    door: str
    door_url: str
    table: str
    key: str
    day: str
    heading: Callable[[Row], str]
    columns: tuple[str, ...]
    facts: tuple[str, ...]
    lead: str
    agency: str | None = None
    place: str | None = None
    mark: Callable[[Row, County], Mark] | None = None
    link: str | None = None

    @property
    def crumbs(self) -> tuple[Crumb, ...]:
        """Where the index stands."""
        return (HOME_CRUMB, Crumb(self.door, self.door_url))

    @property
    def feed(self) -> str:
        """The feed of the kind."""
        return f"/feeds/kinds/{self.kind.partition('/')[0]}.atom"

    def url(self, key: str) -> str:
        """The page of a record."""
        return f"/{self.kind}/{key}/"


def ordered(register: Register, tables: Tables) -> pd.DataFrame:
    """The table newest first, with `package`: the position of each row's package."""
    table = tables[register.table]
    frame = table.frame.assign(package=tables.package_of(table))
    return frame.sort_values([register.day, register.key], ascending=[False, True], kind="stable")


def table(
    register: Register,
    schema: Schema,
    frame: pd.DataFrame,
    edition: Edition,
    id_: str = "records",
    caption: str = "",
) -> TableView | None:
    """The records as a table, each linked to its page; None where there are none."""
    if not len(frame):
        return None
    rows_ = records(frame)
    link = register.link or register.key
    first = Cells(
        [row[link] for row in rows_],
        "head",
        urls=[register.url(row[register.key]) for row in rows_],
    )
    columns = [(Column(schema[link].title), first)]
    columns += [column(schema[name], frame, edition) for name in register.columns]
    if register.mark is not None:
        marks = [register.mark(row, edition.county) for row in rows_]
        columns.append((Column("情况"), Cells(mark_cells(marks), "html")))
    return table_view(id_, caption or register.title, columns)


def index_page(
    register: Register,
    view: RegisterView,
    template: str = "register.html",
) -> Page:
    """The register's own page at `/<kind>/`."""
    return Page(
        url=f"/{register.kind}/",
        template=template,
        title=register.title,
        view=view,
        description=view.says,
        crumbs=(*register.crumbs, Crumb(register.title)),
        feed=register.feed,
    )


def record_pages(
    register: Register,
    schema: Schema,
    frame: pd.DataFrame,
    edition: Edition,
    scope: str,
    sections: Callable[[Row], tuple[Section, ...]] = lambda _: (),
) -> Iterator[Page]:
    """A page a record, with what was proved of it; sections: what other tables say of it."""
    proved = proof_lines(edition, register.kind.partition("/")[0])
    for row in records(frame):
        key = row[register.key]
        title = register.heading(row)
        view = RecordView(
            register.mark(row, edition.county) if register.mark else None,
            str(row[register.lead] or ""),
            facts(schema, register.facts, row, edition),
            sections(row),
            proofs=proved.get(key, ()),
        )
        yield Page(
            url=register.url(key),
            template="record.html",
            title=title,
            view=view,
            description=view.lead,
            crumbs=(*register.crumbs, Crumb(register.title, f"/{register.kind}/"), Crumb(key)),
            subject=(scope, key),
        )


def proof_lines(edition: Edition, kind: str) -> Mapping[str, tuple[ProofLine, ...]]:
    """What was proved of each thing of a kind, by the subject of its proofs, rule by rule."""
    found: dict[str, tuple[ProofLine, ...]] = {}
    for check, verdict in edition.verdicts[kind]:
        proofs = verdict.proofs
        if proofs is None:
            continue
        subjects, held = proofs.frame["subject"].tolist(), proofs.held.tolist()
        sides = zip(proofs.texts("expected"), proofs.texts("found"), strict=True)
        for subject, is_held, (expected, told) in zip(subjects, held, sides, strict=True):
            mark = Mark("ok", "核对一致") if is_held else Mark("warn", "不相等")
            sign = "＝" if is_held else "≠"
            line = ProofLine(
                mark, f"{check.rule.title}（{proofs.unit}）", f"{expected} {sign} {told}"
            )
            found[subject] = (*found.get(subject, ()), line)
    return found


def names(register: Register, frame: pd.DataFrame, scope: str) -> Iterator[Name]:
    """Every record by its number and heading."""
    for row in records(frame):
        key = row[register.key]
        yield Name(scope, key, register.heading(row), register.url(key), register.title)


def disclosures(
    register: Register, tables: Tables, summary: Callable[[Row], str]
) -> Iterator[Disclosure]:
    """One a record, on the day its package was published."""
    for row in records(ordered(register, tables)):
        package = tables.packages[row["package"]]
        yield Disclosure(
            id=f"{register.kind}/{row[register.key]}",
            package=package,
            url=register.url(row[register.key]),
            title=register.heading(row),
            summary=summary(row),
            published=package.published,
            place=row[register.place] if register.place else None,
            agency=row[register.agency] if register.agency else package.publisher,
        )


def panels(
    register: Register,
    schema: Schema,
    frame: pd.DataFrame,
    edition: Edition,
    scope: str,
    field: str,
    order: int,
    title: str,
    says: Callable[[pd.DataFrame], str],
) -> Iterator[Panel]:
    """On the page of every thing that `field` names: a sentence, the newest records, all."""
    for id_, own in plain(frame.dropna(subset=[field])).groupby(field, sort=True):
        shown = table(
            register=register,
            schema=schema,
            frame=own.head(_SHOWN),
            edition=edition,
            id_=f"{register.kind}-{scope}",
            caption=f"{register.title}，最近的在前",
        )
        section = Section(f"{register.kind}-{scope}-all", "", "", shown)
        more = Link(f"全部{register.title}", f"/{register.kind}/")
        view = RegisterView(says(own), (), (section,), (more,))
        yield Panel((scope, str(id_)), order, title, "register_panel.html", view)
