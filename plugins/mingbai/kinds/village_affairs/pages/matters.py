"""Matters -> the village board by item, a page a matter with its steps and its money."""

from __future__ import annotations

from collections.abc import Iterator
from urllib.parse import quote

import pandas as pd

from mingbai.county import County
from mingbai.kinds.village_affairs.attachments import attachment_url
from mingbai.kinds.village_affairs.pages.grants import money_sections
from mingbai.kinds.village_affairs.pages.person_lists import list_pages, list_section
from mingbai.kinds.village_affairs.pages.projects import PROJECTS, project_pages
from mingbai.kinds.village_affairs.stages import SCOPE, newest_stages
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.money import yuan_column
from mingbai.page import Cells, Column, Link, TableView, mark_cells, records, table_view
from mingbai.page.records import RecordView, RegisterView, Row, Section, facts, rows
from mingbai.read import Tables

_HOME = (HOME_CRUMB, Crumb("村务", "/village/"))
_ABOVE = (*_HOME, Crumb("村务事项", "/village_affairs/"))
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
    for row in rows(frame):
        view = _matter_view(tables, row, edition)
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
    sections = [
        Section(
            id=f"item-{n}",
            title=str(item),
            says=f"{len(matters_of_item):,} 件。",
            table=_matter_table(f"item-{n}-t", matters_of_item.head(50), edition),
        )
        for n, (item, matters_of_item) in enumerate(frame.groupby("item", sort=True), start=1)
    ]
    sections.append(list_section(tables, edition))
    sentence = f"公开村务 {len(frame):,} 件，每件都写明哪次会议决定、办到哪一步。"
    links = (
        Link("村级工程", "/village_affairs/projects/"),
        Link("下载数据", "/data/village_affairs/"),
    )
    return RegisterView(sentence, (), tuple(sections), links)


def _matter_table(id_: str, matters: pd.DataFrame, edition: Edition) -> TableView:
    marks = records.state_marks(edition, SCOPE, matters["matter_no"])
    where = edition.county.places["path"].reindex(matters["place_code"]).tolist()
    return table_view(
        id_,
        "最近的在前",
        [
            (
                Column("事项"),
                Cells(matters["title"], "head", urls=[_url(n) for n in matters["matter_no"]]),
            ),
            (Column("地方"), Cells(where, urls=[f"/places/{c}/" for c in matters["place_code"]])),
            (Column("到哪一步"), Cells(mark_cells(marks), "html")),
            (Column("日期"), Cells(matters["date"], "date")),
            (Column("怎样决定"), Cells(matters["decided_by"])),
        ],
    )


def _matter_view(tables: Tables, row: Row, edition: Edition) -> RecordView:
    frame = tables.frame("matters")
    stages = frame[frame["matter_no"] == row["matter_no"]].sort_values("date", kind="stable")
    schema = tables["matters"].schema
    columns = [
        (Column("阶段"), Cells(stages["stage"], "head")),
        (Column("日期"), Cells(stages["date"], "date")),
        (Column("内容"), Cells(stages["text"])),
    ]
    if stages["attachment"].notna().any():
        columns.append((Column("附件"), _attachment_cells(stages)))
    table = table_view("stages", "计划、进展、结果", columns)
    projects = tables.frame("projects")
    projects_of_matter = projects[projects["matter_no"] == row["matter_no"]]
    links = tuple(
        Link(f"工程：{name}", PROJECTS.url(number))
        for number, name in zip(
            projects_of_matter["project_no"], projects_of_matter["name"], strict=True
        )
    )
    return RecordView(
        records.state_marks(edition, SCOPE, [row["matter_no"]])[0],
        row["text"],
        facts(schema, _MATTER_FACTS, row, edition),
        (
            Section("stages", "一步一步", "", table),
            *_votes(tables, row["matter_no"]),
            *money_sections(tables, row["matter_no"], edition),
        ),
        links,
    )


def _votes(tables: Tables, matter_no: str) -> Iterator[Section]:
    """How the meetings voted, the first one first; nothing where no resolution is published."""
    held = tables.frame("resolutions")
    held = held[held["matter_no"] == matter_no].sort_values("date", kind="stable")
    if not len(held):
        return
    columns = [
        (Column("哪天"), Cells(held["date"], "date")),
        (Column("什么会"), Cells(held["meeting"], "head")),
        (Column("应到（人）", is_num=True), Cells(held["called"], "num")),
        (Column("实到（人）", is_num=True), Cells(held["present"], "num")),
        (Column("同意（人）", is_num=True), Cells(held["agreed"], "num")),
    ]
    if held["amount_fen"].notna().any():
        amounts = yuan_column(held["amount_fen"].astype("Int64"))
        columns.append((Column("通过的金额（元）", is_num=True), Cells(amounts, "num")))
    yield Section("votes", "会议表决", "", table_view("votes-t", "一次会议一行", columns))


def _attachment_cells(stages: pd.DataFrame) -> Cells:
    """The file of each stage as a link; its words leave out the ending and the matter's title."""
    columns = (stages[name] for name in ("matter_no", "stage", "attachment", "title"))
    texts: list[str | None] = []
    urls: list[str | None] = []
    for number, stage, name, title in zip(*columns, strict=True):
        is_absent = pd.isna(name)
        texts.append(None if is_absent else _attachment_words(name, title))
        urls.append(None if is_absent else quote(attachment_url(number, stage, name)))
    return Cells(texts, urls=urls)


def _attachment_words(name: str, title: str) -> str:
    stem = name.rpartition(".")[0] or name
    return stem.removeprefix(title).removeprefix(title.replace(" ", "")) or stem


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the place's page: its matters and its projects."""
    for code, matters_of_place in newest_stages(tables).groupby("place_code", sort=True):
        section = Section(
            "matters", "", "", _matter_table("matters-t", matters_of_place.head(5), edition)
        )
        view = RegisterView(
            says=f"公开村务 {len(matters_of_place):,} 件。",
            figures=(),
            sections=(section,),
            links=(Link("全县村务事项", "/village_affairs/"),),
        )
        yield Panel(("place", str(code)), 300, "村务事项", "register_panel.html", view)
    yield from PROJECTS.panels(tables, edition)
