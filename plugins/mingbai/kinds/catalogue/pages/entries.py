"""Entries -> the catalogue by domain, each with what was published, how often and when last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date

import pandas as pd

from mingbai.county import County
from mingbai.kinds.catalogue.rhythm import since
from mingbai.kinds.catalogue.rules import limits
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    Figure,
    Link,
    Mark,
    RecordView,
    RegisterView,
    Row,
    Section,
    TableView,
    mark_cells,
    table_view,
)
from mingbai.page.records import register
from mingbai.read import Tables

_HOME = (HOME_CRUMB, Crumb("政策", "/policy/"))
_SHOWN = 10
_FACTS = (
    "domain",
    "level_1",
    "level_2",
    "basis_id",
    "limit_text",
    "subject",
    "channels",
    "audience",
    "manner",
    "level",
)


@dataclass(frozen=True)
class Seen:
    """What was published of one kind by one agency: how often, and when last."""

    times: int
    last: date


Coverage = Mapping[tuple[str, str], Seen]
Lately = Mapping[tuple[str, str], list[Disclosure]]


def coverage(edition: Edition) -> Coverage:
    """(kind, publisher) -> Seen, from every disclosure of this portal."""
    if not edition.disclosures:
        return {}
    frame = pd.DataFrame(
        {
            "kind": [d.package.kind for d in edition.disclosures],
            "publisher": [d.package.publisher for d in edition.disclosures],
            "published": [d.published for d in edition.disclosures],
        }
    )
    by = frame.groupby(["kind", "publisher"])["published"].agg(["size", "max"])
    return {
        (str(kind), str(publisher)): Seen(int(times), last)
        for (kind, publisher), times, last in zip(by.index, by["size"], by["max"], strict=True)
    }


def newest(edition: Edition) -> Lately:
    """(kind, publisher) -> its newest disclosures, newest first."""
    found: dict[tuple[str, str], list[Disclosure]] = {}
    for one in edition.disclosures:  # newest first
        own = found.setdefault((one.package.kind, one.package.publisher), [])
        if len(own) < _SHOWN:
            own.append(one)
    return found


def _mark(row: Row, seen: Coverage, as_of: date) -> Mark:
    if row["manner"] != "主动公开":
        return Mark("none", "依申请公开")
    if row["kind"] is None:
        return Mark("none", "不在本站公开")
    found = seen.get((row["kind"], row["subject"]))
    if found is None:
        return Mark("missing", "还没有公开")
    told = f"公开 {found.times:,} 次，最近 {found.last.isoformat()}"
    wanted = since(row["limit"], as_of) if row["limit"] else None
    if wanted is not None and found.last <= wanted:
        return Mark("late", f"{told}，到期没有更新")
    return Mark("ok", told)


def _title(row: Row) -> str:
    return f"{row['level_1']}：{row['level_2']}" if row["level_2"] else str(row["level_1"])


def _entries(tables: Tables) -> pd.DataFrame:
    table = tables["entries"]
    read = pd.Series(tables.shared(limits), index=table.frame.index, dtype=object)
    frame = table.frame.assign(package=tables.package_of(table), limit=read)
    return frame.sort_values(["domain", "entry_no"], kind="stable")


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a package: the catalogue of a year."""
    for package in tables.packages:
        yield Disclosure(
            id=package.path,
            package=package,
            url="/catalogue/",
            title=package.title,
            summary=package.title,
            published=package.published,
            agency=package.publisher,
        )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every entry by what it is."""
    for row in register.records(_entries(tables)):
        number = row["entry_no"]
        yield Name("catalogue_entry", number, _title(row), f"/catalogue/{number}/", row["domain"])


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The catalogue, then a page an entry."""
    frame, seen = _entries(tables), coverage(edition)
    entries, lately = register.records(frame), newest(edition)
    yield Page(
        url="/catalogue/",
        template="register.html",
        title="公开目录",
        view=_index(frame, seen, edition),
        description="县里承诺公开的全部事项，和实际公开的情况。",
        crumbs=(*_HOME, Crumb("公开目录")),
        feed="/feeds/kinds/catalogue.atom",
    )
    schema = tables["entries"].schema
    for row in entries:
        number, title = row["entry_no"], _title(row)
        links = (Link("看公开的内容", f"/{row['kind']}/"),) if row["kind"] else ()
        view = RecordView(
            _mark(row, seen, edition.county.as_of),
            row["content"],
            register.facts(schema, _FACTS, row, edition),
            tuple(_published(row, lately)),
            links,
        )
        yield Page(
            url=f"/catalogue/{number}/",
            template="record.html",
            title=title,
            view=view,
            description=row["content"],
            crumbs=(*_HOME, Crumb("公开目录", "/catalogue/"), Crumb(number)),
            subject=("catalogue_entry", number),
        )


def _published(row: Row, lately: Lately) -> Iterator[Section]:
    """What its subject published of its kind, newest first: title and day."""
    found = lately.get((row["kind"], row["subject"]), [])
    if not found or row["manner"] != "主动公开":
        return
    table = table_view(
        "published-t",
        f"最近公开的 {len(found)} 项",
        [
            (
                Column("公开了什么"),
                Cells([d.title for d in found], "head", urls=[d.url for d in found]),
            ),
            (Column("哪天公开"), Cells([d.published.isoformat() for d in found])),
        ],
    )
    yield Section("published", "实际公开", "", table)


def _index(frame: pd.DataFrame, seen: Coverage, edition: Edition) -> RegisterView:
    as_of = edition.county.as_of
    states = [_mark(row, seen, as_of).state for row in register.records(frame)]
    kept, late, missing, others = (states.count(s) for s in ("ok", "late", "missing", "none"))
    says = (
        f"承诺公开 {len(frame):,} 项；截至 {as_of.isoformat()}，本站按时公开 {kept:,} 项，"
        f"到期没有更新 {late:,} 项，还没有公开 {missing:,} 项。"
    )
    figures = (
        Figure("目录", f"{len(frame):,} 项"),
        Figure("按时公开", f"{kept:,} 项"),
        Figure("到期没有更新", f"{late:,} 项"),
        Figure("还没有公开", f"{missing:,} 项"),
        Figure("依申请或在别处公开", f"{others:,} 项"),
    )
    sections = tuple(
        Section(
            id=f"domain-{n}",
            title=str(domain),
            says=f"{len(own):,} 项。",
            table=_table(f"domain-{n}-t", own, seen, edition),
        )
        for n, (domain, own) in enumerate(frame.groupby("domain", sort=True), start=1)
    )
    return RegisterView(says, figures, sections, (Link("下载数据", "/data/catalogue/"),))


def _table(id_: str, own: pd.DataFrame, seen: Coverage, edition: Edition) -> TableView:
    entries, as_of = register.records(own), edition.county.as_of
    marks = [_mark(row, seen, as_of) for row in entries]
    subjects = edition.county.agencies["short_name"].reindex(own["subject"]).tolist()
    return table_view(
        id_,
        "事项、时限和公开情况",
        [
            (
                Column("事项"),
                Cells(
                    [_title(row) for row in entries],
                    "head",
                    urls=[f"/catalogue/{row['entry_no']}/" for row in entries],
                ),
            ),
            (Column("公开主体"), Cells(subjects)),
            (Column("公开时限"), Cells(own["limit_text"])),
            (
                Column("公开情况"),
                Cells(
                    mark_cells(marks),
                    "html",
                    urls=[f"/{row['kind']}/" if row["kind"] else None for row in entries],
                ),
            ),
        ],
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the subject's page: what it promised to publish."""
    seen = coverage(edition)
    for subject, own in _entries(tables).groupby("subject", sort=True):
        section = Section("promised", "", "", _table("promised-t", own, seen, edition))
        view = RegisterView(
            says=f"承诺公开 {len(own):,} 项。",
            figures=(),
            sections=(section,),
            links=(Link("全县公开目录", "/catalogue/"),),
        )
        yield Panel(("agency", str(subject)), 710, "承诺公开什么", "register_panel.html", view)
