"""Delay notices -> a list, a page each, a panel on the guide and on the agency's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.delays.named import named_notices
from mingbai.kinds.delays.states import SCOPE
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Alarm,
    Cells,
    Column,
    Fact,
    Figure,
    Link,
    Mark,
    Row,
    TableView,
    mark_cells,
    records,
    table_view,
)
from mingbai.read import Tables
from mingbai.schema import Schema

_HOME = (HOME_CRUMB, Crumb("办事", "/services/"))
_FEED = "/feeds/kinds/delays.atom"
_PANEL_NOTICES = 5
_LATE = "到了应当办结的那一天还没有告知，过后才告知。"
_KINDS = ("延期办理", "暂缓办理", "不予办理")


@dataclass(frozen=True)
class DelayNoticesView:
    """index.html and panel.html: a sentence and the notices, late ones first, then the newest.

    figures: how many of all stand badly; a panel has none.
    """

    says: str
    notices: TableView | None
    all: Link
    figures: tuple[Figure, ...] = ()


@dataclass(frozen=True)
class DelayNoticeView:
    """notice.html: one notice in full, and where to complain.

    mark: whether it was given in time. alarm: the same where it was not.
    """

    mark: Mark | None
    alarm: Alarm | None
    reason: str
    facts: tuple[Fact, ...]
    links: tuple[Link, ...]


def _url(number: str) -> str:
    return f"/delays/{number}/"


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a notice."""
    notices = named_notices(tables, county)
    position = tables.package_of(tables["notices"]).reindex(notices.index)
    for i, row in zip(position, records.rows(notices), strict=True):
        package = tables.packages[i]
        yield Disclosure(
            id=f"delays/{row['notice_no']}",
            package=package,
            url=_url(row["notice_no"]),
            title=f"滞办告知书 {row['notice_no']}：{row['name']}",
            summary=f"{row['kind']}。理由：{row['reason']}",
            published=package.published,
            agency=row["agency"],
        )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Every notice by its number."""
    for row in records.rows(named_notices(tables, county)):
        title = f"滞办告知书 {row['notice_no']}"
        yield Name("delay", row["notice_no"], title, _url(row["notice_no"]), row["name"])


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The list, then a page each."""
    notices = named_notices(tables, edition.county)
    sentence = _says(notices)
    view = DelayNoticesView(
        sentence,
        _notice_table("notices", notices, edition),
        Link("已办结事项", "/completions/"),
        tuple(records.alarm_figures(edition, SCOPE, "份")),
    )
    yield Page(
        url="/delays/",
        template="delays/pages/index.html",
        title="滞办告知书",
        view=view,
        description=sentence,
        crumbs=(*_HOME, Crumb("滞办告知书")),
        feed=_FEED,
    )
    schema = tables["notices"].schema
    for row in records.rows(notices):
        number = row["notice_no"]
        crumbs = (*_HOME, Crumb("滞办告知书", "/delays/"), Crumb(number))
        yield Page(
            url=_url(number),
            template="delays/pages/notice.html",
            title=f"滞办反馈告知书 {number}",
            view=_notice(row, schema, edition),
            description=row["reason"],
            crumbs=crumbs,
            subject=("delay", number),
        )


def _says(notices: pd.DataFrame) -> str:
    """How many of each kind, and what a notice is for."""
    counts = notices["kind"].value_counts(sort=False)
    kinds = [f"{kind} {counts[kind]:,} 份" for kind in _KINDS if kind in counts]
    count = f"一共 {len(notices):,} 份" + (f"：{'，'.join(kinds)}" if kinds else "")
    return (
        f"{count}。没有按时办的、不予办理的，都要写明为什么、哪个岗位负责；"
        "不服的，可以拿着告知书投诉。"
    )


def _notice(row: Row, schema: Schema, edition: Edition) -> DelayNoticeView:
    agency = records.rows(edition.county.agencies.loc[[row["agency"]]])[0]
    facts = [
        Fact("种类", row["kind"]),
        Fact("事项", Link(row["name"], edition.url("item", row["item_code"]))),
        Fact("单位", Link(agency["name"], f"/agencies/{row['agency']}/")),
        Fact("经办岗位", row["post_name"]),
        Fact("告知日期", row["noticed"]),
    ]
    if row["receipt_no"] is not None:
        number = row["receipt_no"]
        facts.insert(1, Fact("受理编号", Link(number, edition.url("case", number))))
    if row["new_due"] is not None:
        facts.append(Fact("新的期限", row["new_due"]))
    facts += records.facts(schema, ("reported_on", "basis_id", "remedy"), row, edition)
    phone = agency["supervision_phone"]
    if phone is not None:
        facts.append(Fact("投诉电话", phone))
    mark = records.state_marks(edition, SCOPE, [row["notice_no"]])[0]
    return DelayNoticeView(
        mark=mark,
        alarm=Alarm(mark, _LATE) if mark and mark.is_alarm else None,
        reason=row["reason"],
        facts=tuple(facts),
        links=(Link("怎样投诉", "/contact/"),),
    )


def _notice_table(id_: str, notices: pd.DataFrame, edition: Edition) -> TableView | None:
    if not len(notices):
        return None
    chosen = records.worst_first(notices, _marks(notices, edition))
    caption = records.in_order(notices, chosen, "最近的在前")
    return _table(id_, caption, chosen, edition)


def _marks(notices: pd.DataFrame, edition: Edition) -> list[Mark | None]:
    return records.state_marks(edition, SCOPE, notices["notice_no"])


def _table(id_: str, caption: str, notices: pd.DataFrame, edition: Edition) -> TableView:
    agencies = lookup(notices["agency"], edition.county.agencies["short_name"])
    return table_view(
        id_,
        caption,
        [
            (
                Column("办的事"),
                Cells(notices["name"], "head", urls=[_url(n) for n in notices["notice_no"]]),
            ),
            (Column("单位"), Cells(agencies)),
            (Column("种类"), Cells(notices["kind"])),
            (Column("理由"), Cells(notices["reason"])),
            (Column("告知日期"), Cells(notices["noticed"], "date")),
            (Column("情况"), Cells(mark_cells(_marks(notices, edition)), "html")),
            (Column("新的期限"), Cells(notices["new_due"], "date")),
        ],
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On guides and agency pages: what was not done in time, and why."""
    notices = named_notices(tables, edition.county)
    for scope, column, order in (("item", "item_code", 210), ("agency", "agency", 220)):
        for id_, notices_of_page in notices.groupby(column, sort=True):
            sentence = f"一共 {len(notices_of_page):,} 份滞办告知书。"
            table = _notice_table(f"delays-{scope}", notices_of_page.head(_PANEL_NOTICES), edition)
            view = DelayNoticesView(sentence, table, Link("全部滞办告知书", "/delays/"))
            yield Panel(
                (scope, str(id_)),
                order,
                "没有按时办、不予办的，为什么",
                "delays/pages/panel.html",
                view,
            )
