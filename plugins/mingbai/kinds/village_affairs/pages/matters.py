"""Matters, projects and lists -> the village board by item, a page a matter, a page a project."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.kinds.village_affairs.pages.person_lists import list_pages, list_section
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.money import yuan
from mingbai.page import Cells, Column, Link, Mark, TableView, mark_cells, table_view
from mingbai.page.records import (
    Placement,
    Records,
    RecordView,
    Register,
    RegisterView,
    Row,
    Section,
    facts,
    rows,
)
from mingbai.read import Tables

_HOME = (HOME_CRUMB, Crumb("村务", "/village/"))
_ABOVE = (*_HOME, Crumb("村务事项", "/village_affairs/"))
_STAGE_MARKS = {"计划": "none", "进展": "", "结果": "ok"}
_MATTER_FACTS = ("place_code", "item", "decided_by", "decided")


def _project_mark(row: Row, _: County) -> Mark:
    if row["final_account_fen"] is not None:
        return Mark("ok", "已经决算")
    if row["finished"] is not None:
        return Mark("warn", "完工未决算")
    return Mark("", "正在施工") if row["started"] is not None else Mark("none", "还没有开工")


_MONEY = {"budget": "预算", "contract_amount": "合同", "paid": "已付", "final_account": "决算"}


def _with_account(frame: pd.DataFrame, _: Tables, __: County) -> pd.DataFrame:
    """`account`: the sums of a project in one sentence."""
    account = [_account_sentence(row) for row in rows(frame)]
    return frame.assign(account=account)


def _account_sentence(row: Row) -> str:
    sums = ((word, row[f"{name}_fen"]) for name, word in _MONEY.items())
    return "，".join(f"{word} {yuan(fen)} 元" for word, fen in sums if fen is not None) + "。"


def _projects_sentence(projects: pd.DataFrame) -> str:
    settled = int(projects["final_account_fen"].notna().sum())
    return (
        f"村级工程 {len(projects):,} 项，已经决算 {settled:,} 项。预算、合同、付款、决算都在这里。"
    )


PROJECTS = Register(
    kind="village_affairs/projects",
    title="村级工程",
    door="村务",
    door_url="/village/",
    table="projects",
    scope="project",
    key="project_no",
    order_by=None,
    heading="{name}",
    columns=("place_code", "budget", "contract_amount", "paid", "final_account"),
    facts=(
        "place_code",
        "matter_no",
        "budget",
        "tender",
        "contractor",
        "contract_amount",
        "started",
        "finished",
        "final_account",
        "paid",
        "excess_decision",
    ),
    lead="account",
    place="place_code",
    link="name",
    placements=(Placement("place_code", "place", 310, "村级工程"),),
    derive=_with_account,
    mark=_project_mark,
    says=_projects_sentence,
)


def _url(matter_no: str) -> str:
    return f"/village_affairs/{matter_no}/"


def newest_stages(tables: Tables) -> pd.DataFrame:
    """The newest stage of every matter, newest first."""
    table = tables["matters"]
    frame = table.frame.assign(package=tables.package_of(table))
    ordered = frame.sort_values(["date", "matter_no"], kind="stable")
    return ordered.drop_duplicates("matter_no", keep="last").iloc[::-1]


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
    yield from _project_pages(PROJECTS.records(tables, edition))
    yield from list_pages(tables, edition)


def _project_pages(projects: Records) -> Iterator[Page]:
    section = Section(
        id="projects",
        title="全部工程",
        says="",
        table=projects.table(projects.frame, caption=PROJECTS.title),
    )
    yield projects.index_page(RegisterView(_projects_sentence(projects.frame), (), (section,)))
    yield from projects.record_pages()


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
    marks = [Mark(_STAGE_MARKS[stage], stage) for stage in matters["stage"]]
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
    stages = frame[frame["matter_no"] == row["matter_no"]].sort_values("date")
    schema = tables["matters"].schema
    table = table_view(
        "stages",
        "计划、进展、结果",
        [
            (Column("阶段"), Cells(stages["stage"], "head")),
            (Column("日期"), Cells(stages["date"], "date")),
            (Column("内容"), Cells(stages["text"])),
        ],
    )
    projects = tables.frame("projects")
    projects_of_matter = projects[projects["matter_no"] == row["matter_no"]]
    links = tuple(
        Link(f"工程：{name}", PROJECTS.url(number))
        for number, name in zip(
            projects_of_matter["project_no"], projects_of_matter["name"], strict=True
        )
    )
    return RecordView(
        Mark(_STAGE_MARKS[row["stage"]], row["stage"]),
        row["text"],
        facts(schema, _MATTER_FACTS, row, edition),
        (Section("stages", "一步一步", "", table),),
        links,
    )


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
