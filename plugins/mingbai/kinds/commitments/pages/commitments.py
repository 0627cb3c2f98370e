"""Commitments -> promise beside what was observed, by agency."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.commitments.reads import CASE_DAYS
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    Fact,
    Link,
    Mark,
    Row,
    TableView,
    mark_cells,
    records,
    share,
    table_view,
)
from mingbai.read import Tables

_HOME = (HOME_CRUMB, Crumb("办事", "/services/"))


@dataclass(frozen=True)
class Board:
    """One board as it hangs: its items and where it hangs."""

    title: str
    facts: tuple[Fact, ...]


@dataclass(frozen=True)
class PromiseView:
    """promises.html, panel.html: an agency's promises, each with what was observed."""

    says: str
    promises: TableView
    boards: tuple[Board, ...]
    all: Link


@dataclass(frozen=True)
class CommitmentsIndexView:
    """index.html: every agency with how many promises it made and how many it kept."""

    says: str
    agencies: TableView | None


@dataclass(frozen=True)
class Fulfilment:
    """What completed cases say of one promise: the words and whether it was kept."""

    words: str
    mark: Mark


_UNKNOWN = Fulfilment("", Mark("none", "没有可比的数据"))


def _fulfilment(row: Row, edition: Edition) -> Fulfilment:
    """A measured promise against the agency's cases accepted since it was made, now finished."""
    if row["measure"] is None:
        return Fulfilment("", Mark("none", "不以数字衡量"))
    cases = edition.county.frame(CASE_DAYS)
    cases_since_promise = cases[
        (cases["agency"] == row["agency"]) & (cases["accepted"] >= pd.Timestamp(row["since"]))
    ]
    if not len(cases_since_promise):
        return _UNKNOWN
    is_over = edition.county.as_of.year > row["since"].year
    return _compared(cases_since_promise, row["measure"], int(row["target"]), is_over=is_over)


def _compared(cases_frame: pd.DataFrame, measure: str, target: int, *, is_over: bool) -> Fulfilment:
    """What these cases say of one measure. is_over: whether the year of the promise has ended.

    A number that is promised for a year can be broken in any month, and is kept at its end.
    """
    cases, late = len(cases_frame), int(cases_frame["is_late"].sum())
    if measure == "按时办结率":
        is_kept = (cases - late) * 100 >= target * cases
        return Fulfilment(
            f"{share(cases - late, cases)}（{cases:,} 件）", _fulfilment_mark(is_kept)
        )
    if measure == "超期件数":
        is_open = late <= target and not is_over
        mark = Mark("", "到现在没有超过") if is_open else _fulfilment_mark(late <= target)
        return Fulfilment(f"{late:,} 件（共 {cases:,} 件）", mark)
    median = float(cases_frame["days"].median())
    within = f"在 {median:g} 个工作日内" if median else "当天"
    return Fulfilment(f"一半{within}办完（{cases:,} 件）", _fulfilment_mark(median <= target))


def _fulfilment_mark(is_kept: bool) -> Mark:
    return Mark("ok", "做到了") if is_kept else Mark("bad", "没有做到")


def _promise_table(commitments: pd.DataFrame, edition: Edition) -> TableView:
    fulfilments = [_fulfilment(row, edition) for row in records.rows(commitments)]
    target = commitments["target"].astype("str") + " " + commitments["unit"].fillna("")
    return table_view(
        "promises",
        "承诺和实际",
        [
            (
                Column("制度"),
                Cells(commitments["system"], "head", ids=commitments["commitment_no"]),
            ),
            (Column("承诺"), Cells(commitments["text"])),
            (Column("目标"), Cells(target.where(commitments["target"].notna(), None))),
            (Column("实际"), Cells([fulfilment.words or None for fulfilment in fulfilments])),
            (
                Column("做到了吗"),
                Cells(mark_cells([fulfilment.mark for fulfilment in fulfilments]), "html"),
            ),
            (Column("自何日起"), Cells(commitments["since"], "date")),
        ],
    )


def _boards_of_agency(rows: pd.DataFrame) -> Iterator[Board]:
    for title, rows_of_board in rows.groupby("board", sort=True):
        facts = tuple(
            Fact(item, content)
            for item, content in zip(rows_of_board["item"], rows_of_board["content"], strict=True)
        )
        yield Board(f"{title}（{rows_of_board['place'].iloc[0]}）", facts)


def _promise_view(
    slug: str, commitments: pd.DataFrame, tables: Tables, edition: Edition
) -> PromiseView:
    boards = tables.frame("boards")
    measured = int(commitments["measure"].notna().sum())
    sentence = f"公开承诺 {len(commitments):,} 条，其中 {measured:,} 条用已办结的事衡量。"
    return PromiseView(
        says=sentence,
        promises=_promise_table(commitments, edition),
        boards=tuple(_boards_of_agency(boards[boards["agency"] == slug])),
        all=Link("全部承诺和公示牌", f"/commitments/{slug}/"),
    )


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a package."""
    agencies = county.agencies["short_name"]
    frame = tables.frame("commitments")
    position = tables.package_of(tables["commitments"])
    for i, package in enumerate(tables.packages):
        commitments_of_package = frame[position == i]
        if len(commitments_of_package):
            slug = commitments_of_package["agency"].iloc[0]
            yield Disclosure(
                id=package.path,
                package=package,
                url=f"/commitments/{slug}/",
                title=package.title,
                published=package.published,
                agency=package.publisher,
                summary=f"{agencies[slug]}公开承诺 {len(commitments_of_package):,} 条。",
            )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every commitment, on its agency's page."""
    frame = tables.frame("commitments")
    for number, agency, text in zip(
        frame["commitment_no"], frame["agency"], frame["text"], strict=True
    ):
        yield Name("commitment", number, text, f"/commitments/{agency}/#{number}", "服务承诺")


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The list of agencies, then a page each."""
    frame = tables.frame("commitments")
    totals_sentence = f"{frame['agency'].nunique():,} 个单位公开承诺 {len(frame):,} 条。"
    sentence = totals_sentence + "能用数字衡量的，用已经办结的事来衡量。"
    crumbs = (*_HOME, Crumb("服务承诺"))
    yield Page(
        url="/commitments/",
        template="commitments/pages/index.html",
        title="服务承诺",
        view=CommitmentsIndexView(sentence, _agency_table(frame, edition)),
        description=sentence,
        crumbs=crumbs,
        feed="/feeds/kinds/commitments.atom",
    )
    for slug, commitments_of_agency in frame.groupby("agency", sort=True):
        name = str(edition.county.agencies.at[slug, "short_name"])
        above = (*_HOME, Crumb("服务承诺", "/commitments/"), Crumb(name))
        view = _promise_view(str(slug), commitments_of_agency, tables, edition)
        yield Page(
            url=f"/commitments/{slug}/",
            template="commitments/pages/promises.html",
            title=f"{name}的服务承诺",
            view=view,
            description=view.says,
            crumbs=above,
        )


def _agency_table(frame: pd.DataFrame, edition: Edition) -> TableView | None:
    if not len(frame):
        return None
    marks = [_fulfilment(row, edition).mark.state for row in records.rows(frame)]
    with_outcome = frame.assign(
        kept=[state == "ok" for state in marks], broken=[state == "bad" for state in marks]
    )
    by = with_outcome.groupby("agency", sort=True).agg(
        promises=("commitment_no", "size"), kept=("kept", "sum"), broken=("broken", "sum")
    )
    titles = edition.county.agencies["short_name"].reindex(by.index)
    return table_view(
        "agencies",
        "各单位（条）",
        [
            (
                Column("单位"),
                Cells(titles, "head", urls=[f"/commitments/{s}/" for s in by.index]),
            ),
            (Column("承诺", is_num=True), Cells(by["promises"], "num")),
            (Column("做到", is_num=True), Cells(by["kept"], "num")),
            (Column("没做到", is_num=True), Cells(by["broken"], "num")),
        ],
        mode="",
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """Promise beside what was observed, on the agency's page."""
    for slug, commitments_of_agency in tables.frame("commitments").groupby("agency", sort=True):
        measured = commitments_of_agency[commitments_of_agency["measure"].notna()]
        if len(measured):
            view = _promise_view(str(slug), measured, tables, edition)
            yield Panel(
                ("agency", str(slug)), 200, "承诺和实际", "commitments/pages/panel.html", view
            )
