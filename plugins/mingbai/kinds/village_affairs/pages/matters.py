"""Matters -> the village board by item, a page a matter with its steps and its money."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.kinds.village_affairs.pages import works
from mingbai.kinds.village_affairs.pages.grants import money_sections
from mingbai.kinds.village_affairs.pages.person_lists import list_pages, list_section
from mingbai.kinds.village_affairs.pages.projects import PROJECTS, project_pages
from mingbai.kinds.village_affairs.pages.steps import StepRows, step_rows
from mingbai.kinds.village_affairs.stages import SCOPE, newest_stages
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    Link,
    Mark,
    WrittenRows,
    mark_cells,
    records,
    rows_by,
    written_rows,
)
from mingbai.page.records import RecordView, RegisterView, Row, Section, facts, rows
from mingbai.read import Tables

_HOME = (HOME_CRUMB, Crumb("村务", "/village/"))
_ABOVE = (*_HOME, Crumb("村务事项", "/village_affairs/"))
_NEWEST_FIRST = "最近的在前"
_PANEL_ROWS, _BOARD_ROWS = 5, 50
_MATTER_FACTS = ("place_code", "item", "decided_by", "decided")


def _url(matter_no: str) -> str:
    return f"/village_affairs/{matter_no}/"


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a stage of a matter; lists of persons never."""
    position = tables.package_of(tables["matters"])
    for row in rows(tables.frame("matters").assign(package=position)):
        package = tables.packages[row["package"]]
        yield Disclosure(
            id=f"village_affairs/{row['matter_no']}/{row['stage']}",
            package=package,
            url=_url(row["matter_no"]),
            title=f"{row['title']}（{row['stage']}）",
            summary=f"{row['item']}。{row['decided_by']}决定。",
            published=package.published,
            place=row["place_code"],
            agency=package.publisher,
        )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Matters and projects; never a person."""
    for row in rows(newest_stages(tables)):
        yield Name("matter", row["matter_no"], row["title"], _url(row["matter_no"]), row["item"])
    yield from PROJECTS.names(tables, county)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The board, the projects, a page each, and the lists that are still on show."""
    frame = newest_stages(tables)
    yield Page(
        url="/village_affairs/",
        template="register.html",
        title="村务事项",
        view=_board_view(tables, frame, edition),
        description="村里的决定、工程、补助、一事一议。",
        crumbs=(*_HOME, Crumb("村务事项")),
        feed="/feeds/kinds/village_affairs.atom",
    )
    steps = tables.shared(step_rows)
    marks = records.state_marks(edition, SCOPE, frame["matter_no"])
    for row, mark in zip(rows(frame), marks, strict=True):
        view = _matter_view(steps, tables, row, mark, edition)
        crumbs = (*_ABOVE, Crumb(row["title"]))
        yield Page(
            url=_url(row["matter_no"]),
            template="record.html",
            title=row["title"],
            view=view,
            description=row["text"],
            crumbs=crumbs,
            subject=("matter", row["matter_no"]),
        )
    yield from project_pages(PROJECTS.records(tables, edition))
    yield from list_pages(tables, edition)


def _board_view(tables: Tables, frame: pd.DataFrame, edition: Edition) -> RegisterView:
    written = _matter_rows(frame, edition)
    sections = [
        Section(
            id=f"item-{n}",
            title=str(item),
            says=f"{len(positions):,} 件。",
            table=written.table(positions[:_BOARD_ROWS], f"item-{n}-t", _NEWEST_FIRST),
        )
        for n, (item, positions) in enumerate(rows_by(frame["item"]).items(), start=1)
    ]
    sections.append(list_section(tables, edition))
    sentence = f"公开村务 {len(frame):,} 件，每件都写明哪次会议决定、办到哪一步。"
    links = (
        Link("村级工程", "/village_affairs/projects/"),
        Link("下载数据", "/data/village_affairs/"),
    )
    return RegisterView(sentence, (), tuple(sections), links)


def _matter_rows(matters: pd.DataFrame, edition: Edition) -> WrittenRows:
    """A row a matter, with the stage it is at."""
    marks = records.state_marks(edition, SCOPE, matters["matter_no"])
    where = edition.county.places["path"].reindex(matters["place_code"]).tolist()
    urls = [_url(number) for number in matters["matter_no"]]
    places = [f"/places/{code}/" for code in matters["place_code"]]
    return written_rows(
        [
            (Column("事项"), Cells(matters["title"], "head", urls=urls)),
            (Column("地方"), Cells(where, urls=places)),
            (Column("到哪一步"), Cells(mark_cells(marks), "html")),
            (Column("日期"), Cells(matters["date"], "date")),
            (Column("怎样决定"), Cells(matters["decided_by"])),
        ]
    )


def _matter_view(
    steps: StepRows, tables: Tables, row: Row, mark: Mark | None, edition: Edition
) -> RecordView:
    number = row["matter_no"]
    links = tuple(
        Link(f"工程：{name}", PROJECTS.url(project)) for project, name in steps.projects(number)
    )
    return RecordView(
        mark,
        row["text"],
        facts(tables["matters"].schema, _MATTER_FACTS, row, edition),
        (
            Section("stages", "一步一步", "", steps.stages(number)),
            *steps.votes(number),
            *money_sections(tables, number, edition),
        ),
        links,
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the place's page: its matters and its projects."""
    newest = newest_stages(tables)
    written = _matter_rows(newest, edition)
    for code, positions in rows_by(newest["place_code"]).items():
        section = Section(
            "matters", "", "", written.table(positions[:_PANEL_ROWS], "matters-t", _NEWEST_FIRST)
        )
        view = RegisterView(
            says=f"公开村务 {len(positions):,} 件。",
            figures=(),
            sections=(section,),
            links=(Link("全县村务事项", "/village_affairs/"),),
        )
        yield Panel(("place", str(code)), 300, "村务事项", "register_panel.html", view)
    yield from PROJECTS.panels(tables, edition)
    yield from works.panels(tables, edition)
