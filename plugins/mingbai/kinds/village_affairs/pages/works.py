"""Works that are not done with -> a section on the page of their village's account book."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.kinds.village_affairs.pages.projects import PROJECTS
from mingbai.model import Edition, Panel
from mingbai.money import yuan_column
from mingbai.page import (
    Cells,
    Column,
    Link,
    RegisterView,
    Section,
    mark_cells,
    records,
    rows_by,
    share,
    table_view,
)
from mingbai.read import Tables

_DONE = "ok"


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """没有结清的工程 on every book of a place that has any: money paid beside the contract."""
    works = _open_works(tables, edition)
    books = edition.county.books
    of_place = rows_by(works["place_code"])
    for book, place in zip(books.index, books["place_code"], strict=True):
        positions = of_place.get(place)
        if positions is None or ("book", str(book)) not in edition.names:
            continue
        yield Panel(
            subject=("book", str(book)),
            order=210,
            title="没有结清的工程",
            template="register_panel.html",
            view=_view(works.iloc[list(positions)], edition),
        )


def _open_works(tables: Tables, edition: Edition) -> pd.DataFrame:
    """Works that are not settled and paid, the worst news first, with what was paid so far."""
    frame = PROJECTS.records(tables, edition).frame
    states = edition.states["project"]
    tone = states["tone"].reindex(pd.Index(frame["project_no"]))
    works = frame[(tone != _DONE).to_numpy()]
    marks = records.state_marks(edition, "project", works["project_no"])
    return records.worst_first(works.reset_index(drop=True), marks).reset_index(drop=True)


def _view(works: pd.DataFrame, edition: Edition) -> RegisterView:
    marks = records.state_marks(edition, "project", works["project_no"])
    contract, paid = works["contract_amount_fen"], works["paid_fen"]
    shares = [
        None if pd.isna(whole) or pd.isna(part) or not whole else share(int(part), int(whole))
        for part, whole in zip(paid, contract, strict=True)
    ]
    table = table_view(
        "works",
        "有问题的在前",
        (
            (
                Column("工程"),
                Cells(works["name"], "head", urls=[PROJECTS.url(no) for no in works["project_no"]]),
            ),
            (Column("情况"), Cells(mark_cells(marks), "html")),
            (Column("合同（元）", is_num=True), Cells(yuan_column(contract), "num")),
            (Column("已付（元）", is_num=True), Cells(yuan_column(paid), "num")),
            (Column("付了合同的", is_num=True), Cells(shares, "num")),
        ),
    )
    says = f"还没有结清的工程 {len(works):,} 项，合同、付了多少都在这里。"
    links = (Link("全部村级工程", "/village_affairs/projects/"),)
    return RegisterView(says, (), (Section("works-all", "", "", table),), links)
