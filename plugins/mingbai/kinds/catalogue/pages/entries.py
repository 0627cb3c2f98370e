"""Entries -> the catalogue by domain, each with what was published, how often and when last."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from functools import partial

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.kinds.catalogue.promises import Standing, entry_limits, is_rhythmic, owed, standings
from mingbai.model import Disclosure, Edition, Page, Panel
from mingbai.page import Cells, Column, Figure, Link, Mark, TableView, mark_cells, table_view
from mingbai.page.records import (
    Records,
    Register,
    RegisterView,
    Row,
    Section,
    package_disclosures,
    rows,
)
from mingbai.read import Tables

_LATEST_COUNT = 10
_OVERDUE_COUNT = 100


@dataclass(frozen=True)
class PublicationRecord:
    """What was published of one kind by one agency: how often, and when last."""

    times: int
    last: date


PublicationRecords = Mapping[tuple[str, str], PublicationRecord]
LatestDisclosures = Mapping[tuple[str, str], list[Disclosure]]


def publication_records(edition: Edition) -> PublicationRecords:
    """(kind, publisher) -> its PublicationRecord, from every disclosure of this portal."""
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
        (str(kind), str(publisher)): PublicationRecord(int(times), last)
        for (kind, publisher), times, last in zip(by.index, by["size"], by["max"], strict=True)
    }


def latest_disclosures(edition: Edition) -> LatestDisclosures:
    """(kind, publisher) -> its newest disclosures, newest first."""
    latest: dict[tuple[str, str], list[Disclosure]] = {}
    for disclosure in edition.disclosures:  # newest first
        disclosures = latest.setdefault((disclosure.package.kind, disclosure.package.publisher), [])
        if len(disclosures) < _LATEST_COUNT:
            disclosures.append(disclosure)
    return latest


def _publication_mark(
    records_by_kind: PublicationRecords,
    standings_by_entry: Mapping[str, Standing],
    row: Row,
    _: County,
) -> Mark:
    """How an entry is kept: by every publication that is due under it, not by the newest one.

    On time is only what returns and could have been missed: nothing is known of a change that
    nobody reported.
    """
    if row["manner"] != "主动公开":
        return Mark("none", "依申请公开")
    if row["kind"] is None:
        return Mark("none", "不在本站公开")
    record = records_by_kind.get((row["kind"], row["subject"]))
    standing = standings_by_entry.get(row["entry_no"])
    if standing and standing.missing:
        return Mark("missing", f"{standing.missing:,} 项到期未公开")
    if record is None:
        is_waiting = standing is not None and standing.waiting
        return Mark("none", "还没有到期") if is_waiting else Mark("missing", "还没有公开")
    last = f"最近 {record.last.isoformat()}"
    if standing and standing.late:
        return Mark("late", f"一年内迟公开 {standing.late:,} 项，{last}")
    if standing and standing.on_time and is_rhythmic(row["limit"]):
        return Mark("ok", f"按时公开，{last}")
    return Mark("", f"公开 {record.times:,} 次，{last}")


def kept(edition: Edition) -> Mapping[str, Standing]:
    """Entry number -> how it is kept on the day."""
    return standings(edition.tables["catalogue"], edition.dues, edition.county.as_of)


def overdue(edition: Edition) -> Mapping[str, pd.DataFrame]:
    """Entry number -> publications that are overdue, those overdue longest first."""
    dues = owed(edition.tables["catalogue"], edition.dues)
    missing = dues[dues["state"] == clock.MISSING]
    return {str(entry): rows_of_entry for entry, rows_of_entry in missing.groupby("entry_no")}


def _with_titles(frame: pd.DataFrame, tables: Tables, _: County) -> pd.DataFrame:
    """`title`: both levels of an entry; `limit`: its time limit as a rhythm, or None."""
    limits_of_rows = pd.Series(
        tables.shared(entry_limits), index=tables.frame("entries").index, dtype=object
    )
    below = ("：" + frame["level_2"]).fillna("")
    return frame.assign(title=frame["level_1"] + below, limit=limits_of_rows)


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
    heading="{title}",
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
    derive=_with_titles,
    record_links=_record_links,
)


def _register(edition: Edition) -> Register:
    """The register with what this edition disclosed of its entries."""
    return replace(
        REGISTER,
        mark=partial(_publication_mark, edition.shared(publication_records), edition.shared(kept)),
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
    shown = dues.head(_OVERDUE_COUNT)
    table = table_view(
        "overdue-t",
        "到期最久的在前",
        [
            (Column("什么"), Cells(shown["title"], "head", urls=shown["url"])),
            (Column("期限"), Cells(shown["due"], "date")),
        ],
    )
    return Section("overdue", "到期没有公开的", f"{len(dues):,} 项。", table)


def _index_view(records: Records) -> RegisterView:
    frame, as_of = records.frame, records.county.as_of
    states = [mark.state for mark in records.marks(frame) if mark is not None]
    counts = {state: states.count(state) for state in ("missing", "late", "ok", "", "none")}
    sentence = (
        f"承诺公开 {len(frame):,} 项。截至 {as_of.isoformat()}，"
        f"有到期未公开的 {counts['missing']:,} 项，一年内有迟公开的 {counts['late']:,} 项，"
        f"全部按时的 {counts['ok']:,} 项。一项下面每本账、每个村、每一期都算，缺一个就不算按时。"
    )
    figures = (
        Figure(
            "有到期未公开", f"{counts['missing']:,} 项", "#missing-h" if counts["missing"] else None
        ),
        Figure("一年内有迟公开", f"{counts['late']:,} 项"),
        Figure("全部按时", f"{counts['ok']:,} 项"),
        Figure("有变化再公开", f"{counts['']:,} 项"),
        Figure("依申请、在别处或还没有到期", f"{counts['none']:,} 项"),
    )
    missing = frame[pd.Series([state == "missing" for state in states], frame.index, dtype=bool)]
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
