"""Commitments -> promise beside what was observed, by agency."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.commitments.states import BROKEN, KEPT, OPEN, SCOPE, fulfilments
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    Fact,
    Figure,
    Link,
    TableView,
    mark_cells,
    records,
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
    """index.html: how many promises were kept, and of each agency how many it made and kept."""

    says: str
    figures: tuple[Figure, ...]
    agencies: TableView | None


def _promise_table(commitments: pd.DataFrame, edition: Edition) -> TableView:
    """Broken promises first, the others as they were published."""
    marks = records.state_marks(edition, SCOPE, commitments["commitment_no"])
    commitments = records.worst_first(commitments, marks)
    numbers = commitments["commitment_no"]
    observed = edition.shared(_observed)
    unit = commitments["unit"].fillna("").map({"%": "%", "工作日": " 个工作日", "件": " 件"})
    target = commitments["target"].astype("str") + unit
    return table_view(
        "promises",
        "承诺和实际",
        [
            (
                Column("制度"),
                Cells(commitments["system"], "head", ids=numbers),
            ),
            (Column("承诺"), Cells(commitments["text"])),
            (Column("目标"), Cells(target.where(commitments["target"].notna(), None))),
            (Column("实际"), Cells([observed[number] or None for number in numbers])),
            (
                Column("做到了吗"),
                Cells(mark_cells(records.state_marks(edition, SCOPE, numbers)), "html"),
            ),
            (Column("自何日起"), Cells(commitments["since"], "date")),
        ],
    )


def _observed(edition: Edition) -> Mapping[str, str]:
    """What completed cases say of each promise, by its number."""
    observed = fulfilments(edition.tables["commitments"], edition.county)["observed"]
    return {str(number): text for number, text in observed.items()}


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
        view=CommitmentsIndexView(
            sentence, tuple(_figures(edition)) if len(frame) else (), _agency_table(frame, edition)
        ),
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


def _figures(edition: Edition) -> Iterator[Figure]:
    for word in (BROKEN, KEPT, OPEN):
        yield records.state_figure(edition, SCOPE, word, "条")


def _agency_table(frame: pd.DataFrame, edition: Edition) -> TableView | None:
    if not len(frame):
        return None
    words = frame["commitment_no"].map(edition.states[SCOPE]["word"])
    with_outcome = frame.assign(kept=words == KEPT, broken=words == BROKEN)
    by = with_outcome.groupby("agency", sort=True).agg(
        promises=("commitment_no", "size"), kept=("kept", "sum"), broken=("broken", "sum")
    )
    by = by.sort_values("broken", ascending=False, kind="stable")
    titles = edition.county.agencies["short_name"].reindex(by.index)
    return table_view(
        "agencies",
        "各单位（条），没有做到的多的在前",
        [
            (
                Column("单位"),
                Cells(titles, "head", urls=[f"/commitments/{s}/" for s in by.index]),
            ),
            (Column("承诺", is_num=True), Cells(by["promises"], "num")),
            (Column(KEPT, is_num=True), Cells(by["kept"], "num")),
            (Column(BROKEN, is_num=True), Cells(by["broken"], "num")),
        ],
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
