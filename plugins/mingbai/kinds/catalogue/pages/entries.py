"""Entries -> the catalogue by domain, each with what was published, how often and when last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from datetime import date
from functools import partial
from typing import Any

import pandas as pd

from mingbai.check import clock, lookup
from mingbai.county import County
from mingbai.kinds.catalogue.promises import (
    NOTHING_DUE,
    Standing,
    entry_limits,
    is_rhythmic,
    owed,
    standings,
)
from mingbai.model import Disclosure, Edition, Page, Panel
from mingbai.page import Cells, Column, Link, Mark, TableView, mark_cells, table_view
from mingbai.page.records import (
    Records,
    Register,
    RegisterView,
    Row,
    Section,
    alarms_first,
    package_disclosures,
    rows,
    worst_first,
)
from mingbai.read import Tables

_OVERDUE, _NEVER, _LATE = "到期未公开", "还没有公开", "一年内有迟公开"
_ON_TIME, _ON_CHANGE = "按时公开", "有变化再公开"
_LATEST_COUNT = 10
_OVERDUE_COUNT = 100


LatestDisclosures = Mapping[tuple[str, str], list[Disclosure]]


def latest_disclosures(edition: Edition) -> LatestDisclosures:
    """(kind, publisher) -> its newest disclosures, newest first."""
    latest: dict[tuple[str, str], list[Disclosure]] = {}
    for disclosure in edition.disclosures:  # newest first
        disclosures = latest.setdefault((disclosure.package.kind, disclosure.package.publisher), [])
        if len(disclosures) < _LATEST_COUNT:
            disclosures.append(disclosure)
    return latest


def _mark(row: Row, _: County) -> Mark:
    """How an entry is kept: by every publication that is due under it, not by the newest one.

    On time is only what returns and could have been missed: nothing is known of a change that
    nobody reported.
    """
    if row["manner"] != "主动公开":
        return Mark("none", "有人申请才公开")
    if row["kind"] is None:
        return Mark("none", "不在本站公开")
    if row["missing"]:
        return Mark("missing", _OVERDUE, note=f"{row['missing']:,} 项")
    if row["last"] is None:
        return Mark("none", "还没有到期") if row["waiting"] else Mark("missing", _NEVER)
    last = f"最近 {row['last'].isoformat()}"
    if row["late"]:
        return Mark("late", _LATE, note=f"{row['late']:,} 项，{last}")
    if row["on_time"] and is_rhythmic(row["limit"]):
        return Mark("ok", _ON_TIME, note=last)
    return Mark("", _ON_CHANGE, note=f"公开 {row['times']:,} 次，{last}")


def _alarm(row: Row, _: County) -> str:
    """What of it is overdue or was late."""
    if row["missing"]:
        return f"到期没有公开的 {row['missing']:,} 项。"
    return f"最近一年里迟公开的 {row['late']:,} 项。" if row["late"] else ""


def overdue(edition: Edition) -> Mapping[str, pd.DataFrame]:
    """Entry number -> publications that are overdue, those overdue longest first."""
    dues = owed(edition.tables["catalogue"], edition.dues)
    missing = clock.missing(dues)
    return {str(entry): rows_of_entry for entry, rows_of_entry in missing.groupby("entry_no")}


def _with_standing(frame: pd.DataFrame, tables: Tables, county: County) -> pd.DataFrame:
    """`title`: both levels of an entry; `by`: whose; `limit`: its time limit as a rhythm, or None.

    Of the clock: missing, late, on_time, waiting (see `Standing`). Of what was published of its
    kind by its publisher: times (packages) and last (the day of the newest, or absent).
    """
    limits_of_rows = pd.Series(
        tables.shared(entry_limits), index=tables.frame("entries").index, dtype=object
    )
    below = ("：" + frame["level_2"]).fillna("")
    return frame.assign(
        title=frame["level_1"] + below,
        by=lookup(frame["subject"], county.agencies["short_name"]),
        limit=limits_of_rows,
        **_kept(frame, tables, county),
    )


def _kept(frame: pd.DataFrame, tables: Tables, county: County) -> dict[str, list[Any]]:
    standings_by_entry = standings(tables, county.frame(clock.DUES), county.as_of)
    standing_of_entries = [
        standings_by_entry.get(number, NOTHING_DUE) for number in frame["entry_no"]
    ]
    published: dict[tuple[str, str], list[date]] = {}
    for kind, packages in county.packages.items():
        for package in packages:
            published.setdefault((kind, package.publisher), []).append(package.published)
    keys = zip(frame["kind"], frame["subject"], strict=True)
    days = [published.get(key, []) for key in keys]
    return {
        **{
            field.name: [getattr(one, field.name) for one in standing_of_entries]
            for field in fields(Standing)
        },
        "times": [len(of_entry) for of_entry in days],
        "last": [pd.Timestamp(max(of_entry)) if of_entry else pd.NaT for of_entry in days],
    }


def _record_links(_: Records, row: Row) -> Iterator[Link]:
    if row["kind"]:
        yield Link("看公开的内容", f"/{row['kind']}/")


REGISTER = Register(
    kind="catalogue",
    title="公开目录",
    door="政策",
    door_url="/policy/",
    table="entries",
    scope="catalogue_entry",
    key="entry_no",
    order_by="domain",
    is_ascending=True,
    heading="{title}（{by}）",
    note="{domain}",
    lead="content",
    columns=(),
    facts=(
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
    ),
    derive=_with_standing,
    mark=_mark,
    alarm=_alarm,
    record_links=_record_links,
)


def _register(edition: Edition) -> Register:
    """The register with what this edition disclosed of its entries."""
    return replace(
        REGISTER,
        record_sections=partial(
            _record_sections, edition.shared(latest_disclosures), edition.shared(overdue)
        ),
    )


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a package: the catalogue of a year."""
    yield from package_disclosures(tables, REGISTER.index_url)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The catalogue, then a page an entry."""
    records = _register(edition).records(tables, edition)
    yield records.index_page(_index_view(records), "县里承诺公开的全部事项，和实际公开的情况。")
    yield from records.record_pages()


def _record_sections(
    latest: LatestDisclosures, missing: Mapping[str, pd.DataFrame], _: Records, row: Row
) -> Iterator[Section]:
    """What is overdue, longest first; what its subject published of its kind, newest first."""
    if row["entry_no"] in missing:
        yield _overdue(missing[row["entry_no"]])
    disclosures = latest.get((row["kind"], row["subject"]), [])
    if not disclosures or row["manner"] != "主动公开":
        return
    table = table_view(
        "published-t",
        f"最近公开的 {len(disclosures)} 项",
        [
            (
                Column("公开了什么"),
                Cells([d.title for d in disclosures], "head", urls=[d.url for d in disclosures]),
            ),
            (Column("哪天公开"), Cells([d.published.isoformat() for d in disclosures])),
        ],
    )
    yield Section("published", "实际公开", "", table)


def _overdue(dues: pd.DataFrame) -> Section:
    first_dues = dues.head(_OVERDUE_COUNT)
    table = table_view(
        "overdue-t",
        "到期最久的在前",
        [
            (Column("什么"), Cells(first_dues["title"], "head", urls=first_dues["url"])),
            (Column("期限"), Cells(first_dues["due"], "date")),
        ],
    )
    return Section("overdue", "到期没有公开的", f"{len(dues):,} 项。", table)


def _index_view(records: Records) -> RegisterView:
    frame, as_of = records.frame, records.county.as_of
    missing = records.in_state(_OVERDUE, _NEVER)
    sentence = (
        f"承诺公开 {len(frame):,} 项。截至 {as_of.isoformat()}，"
        f"{_OVERDUE} {len(records.in_state(_OVERDUE)):,} 项。"
        "一项下面每本账、每个村、每一期都算，缺一个就不算按时。"
    )
    url = "#missing-h" if len(missing) else None
    words = ((_OVERDUE, url), (_NEVER, url), (_LATE, None), (_ON_TIME, None), (_ON_CHANGE, None))
    figures = alarms_first(
        records.state_figure(word, "项", url_of_word)
        for word, url_of_word in words
        if word != _NEVER or len(records.in_state(_NEVER))
    )
    domains = tuple(
        Section(
            id=f"domain-{n}",
            title=str(domain),
            says=f"{len(entries):,} 项。",
            table=_entry_table(f"domain-{n}-t", entries, records),
        )
        for n, (domain, entries) in enumerate(frame.groupby("domain", sort=True), start=1)
    )
    sections = domains
    if len(missing):
        table = _entry_table("missing-t", missing, records)
        sections = (Section("missing", "有到期未公开的", "", table), *domains)
    return RegisterView(sentence, figures, sections, (Link("下载数据", "/data/catalogue/"),))


def _entry_table(id_: str, frame: pd.DataFrame, records: Records) -> TableView:
    frame = worst_first(frame, records.marks(frame))
    entries = rows(frame)
    subjects = records.county.agencies["short_name"].reindex(frame["subject"]).tolist()
    kind_urls = [f"/{row['kind']}/" if row["kind"] else None for row in entries]
    columns = [
        (
            Column("事项"),
            Cells(frame["title"], "head", urls=[REGISTER.url_of(row) for row in entries]),
        ),
        (Column("公开主体"), Cells(subjects)),
        (Column("公开时限"), Cells(frame["limit_text"])),
        (Column("公开情况"), Cells(mark_cells(records.marks(frame)), "html", urls=kind_urls)),
    ]
    return table_view(id_, "事项、时限和公开情况", columns)


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the subject's page: what it promised to publish."""
    records = _register(edition).records(tables, edition)
    for subject, entries in records.frame.groupby("subject", sort=True):
        section = Section("promised", "", "", _entry_table("promised-t", entries, records))
        view = RegisterView(
            says=f"承诺公开 {len(entries):,} 项。",
            sections=(section,),
            links=(Link("全县公开目录", REGISTER.index_url),),
        )
        yield Panel(
            subject=("agency", str(subject)),
            order=710,
            title="承诺公开什么",
            template="register_panel.html",
            view=view,
            is_daily=True,
        )
