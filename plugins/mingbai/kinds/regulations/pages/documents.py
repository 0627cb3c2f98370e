"""Documents -> the catalogue in force, the repealed catalogue, a page each with its history."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.county import County
from mingbai.kinds.regulations.status import EXPIRED, IN_FORCE, NOT_YET, on
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
_ABOVE = (*_HOME, Crumb("规范性文件", "/regulations/"))
_MARKS = {IN_FORCE: "ok", NOT_YET: "none", EXPIRED: "bad", "已经废止": "bad"}
_FACTS = ("document_no", "issuer", "issued", "effective", "expires", "replaces")


def _url(slug: str) -> str:
    return f"/regulations/{slug}/"


def _documents(tables: Tables, county: County) -> pd.DataFrame:
    table = tables["documents"]
    frame = on(tables, county.as_of).assign(package=tables.package_of(table))
    return frame.sort_values(["issued", "document_no"], ascending=[False, True], kind="stable")


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a document and one a decision that ends or changes one."""
    documents = register.records(_documents(tables, county))
    for row in documents:
        package = tables.packages[row["package"]]
        yield Disclosure(
            id=f"regulations/{row['slug']}",
            package=package,
            url=_url(row["slug"]),
            title=f"{row['title']}（{row['document_no']}）",
            summary=row["summary"],
            published=package.published,
            agency=row["issuer"],
        )
    slugs = {row["document_no"]: row for row in documents}
    position = tables.package_of(tables["decisions"])
    for row in register.records(tables.frame("decisions").assign(package=position)):
        package, own = tables.packages[row["package"]], slugs[row["document_no"]]
        yield Disclosure(
            id=f"regulations/{own['slug']}/{row['action']}/{row['effective'].isoformat()}",
            package=package,
            url=_url(own["slug"]),
            title=f"{row['action']}：{own['title']}",
            summary=f"{row['decision_no']}决定{row['action']}。",
            published=package.published,
            agency=own["issuer"],
        )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Every document by its title and number."""
    for row in register.records(_documents(tables, county)):
        yield Name(
            scope="document",
            id=row["document_no"],
            title=row["title"],
            url=_url(row["slug"]),
            note=row["status"],
            keys=(row["document_no"],),
        )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The catalogue in force, `/regulations/repealed/`, a page a document."""
    frame = _documents(tables, edition.county)
    ended = frame[frame["ended"].notna()].sort_values("ended", ascending=False)
    standing = frame[frame["ended"].isna()]
    yield Page(
        url="/regulations/",
        template="register.html",
        title="规范性文件",
        view=_index(standing, ended, edition),
        description="现行有效的规范性文件目录。",
        crumbs=(*_HOME, Crumb("规范性文件")),
        feed="/feeds/kinds/regulations.atom",
    )
    yield Page(
        url="/regulations/repealed/",
        template="register.html",
        title="废止失效文件目录",
        view=_repealed(ended, edition),
        description="废止和失效的文件，连同理由和决定文号。",
        crumbs=(*_ABOVE, Crumb("废止失效文件目录")),
    )
    newer = frame.dropna(subset=["replaces"])
    successors = dict(zip(newer["replaces"], newer["document_no"], strict=True))
    for row in register.records(frame):
        view = _record(tables, row, successors.get(row["document_no"]), edition)
        yield Page(
            url=_url(row["slug"]),
            template="record.html",
            title=row["title"],
            view=view,
            description=row["summary"],
            crumbs=(*_ABOVE, Crumb(row["document_no"])),
            subject=("document", row["document_no"]),
        )


def _index(standing: pd.DataFrame, ended: pd.DataFrame, edition: Edition) -> RegisterView:
    in_force = int((standing["status"] == IN_FORCE).sum())
    as_of = edition.county.as_of.isoformat()
    says = (
        f"截至 {as_of}，现行有效 {in_force:,} 份，废止失效 {len(ended):,} 份。"
        "是不是有效，按日期推算，不靠人改。"
    )
    figures = (
        Figure("现行有效", f"{in_force:,} 份", "#standing-h"),
        Figure("废止失效", f"{len(ended):,} 份", "/regulations/repealed/"),
    )
    shown = _table("standing-t", standing, edition)
    section = Section("standing", "现行有效和尚未施行的", "", shown)
    links = (
        Link("废止失效文件目录", "/regulations/repealed/"),
        Link("下载数据", "/data/regulations/"),
    )
    return RegisterView(says, figures, (section,), links)


def _repealed(ended: pd.DataFrame, edition: Edition) -> RegisterView:
    says = f"废止失效 {len(ended):,} 份。从生效那天起停止执行，不再作为依据。"
    section = Section("ended", "目录", "", _table("ended-t", ended, edition, is_ended=True))
    return RegisterView(says, (), (section,), (Link("现行有效的文件", "/regulations/"),))


def _table(
    id_: str, frame: pd.DataFrame, edition: Edition, *, is_ended: bool = False
) -> TableView | None:
    if not len(frame):
        return None
    issuers = edition.county.agencies["short_name"].reindex(frame["issuer"]).tolist()
    marks = [Mark(_MARKS[status], status) for status in frame["status"]]
    columns = [
        (
            Column("文件名称"),
            Cells(frame["title"], "head", urls=[_url(slug) for slug in frame["slug"]]),
        ),
        (Column("文号"), Cells(frame["document_no"])),
        (Column("制定单位"), Cells(issuers)),
        (Column("公布"), Cells(frame["issued"], "date")),
        (Column("状态"), Cells(mark_cells(marks), "html")),
    ]
    if is_ended:
        columns += [
            (Column("自何日起"), Cells(frame["ended"], "date")),
            (Column("理由"), Cells(frame["reason"].fillna("有效期已过"))),
            (Column("决定文号"), Cells(frame["decision_no"])),
        ]
    else:
        columns.append((Column("有效期至"), Cells(frame["expires"], "date")))
    return table_view(id_, "最近的在前", columns)


def _record(tables: Tables, row: Row, successor: str | None, edition: Edition) -> RecordView:
    schema = tables["documents"].schema
    links: tuple[Link, ...] = ()
    if successor is not None:
        links = (Link(f"替代它的文件：{successor}", edition.url("document", successor)),)
    history = tables.frame("decisions")
    own = history[history["document_no"] == row["document_no"]].sort_values("decided")
    sections = (Section("history", "清理经过", "", _history(own)),) if len(own) else ()
    return RecordView(
        Mark(_MARKS[row["status"]], row["status"]),
        row["summary"],
        register.facts(schema, _FACTS, row, edition),
        sections,
        links,
    )


def _history(own: pd.DataFrame) -> TableView:
    return table_view(
        "history-t",
        "废、改、立",
        [
            (Column("决定日期"), Cells(own["decided"], "date")),
            (Column("处理"), Cells(own["action"])),
            (Column("理由"), Cells(own["reason"])),
            (Column("决定文号"), Cells(own["decision_no"])),
            (Column("生效日期"), Cells(own["effective"], "date")),
        ],
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the issuer's page: its documents, newest first."""
    frame = _documents(tables, edition.county)
    for issuer, own in frame.groupby("issuer", sort=True):
        in_force = int((own["status"] == IN_FORCE).sum())
        section = Section("documents", "", "", _table("documents-t", own.head(5), edition))
        view = RegisterView(
            says=f"制定规范性文件 {len(own):,} 份，现行有效 {in_force:,} 份。",
            figures=(),
            sections=(section,),
            links=(Link("全部规范性文件", "/regulations/"),),
        )
        yield Panel(("agency", str(issuer)), 700, "制定的文件", "register_panel.html", view)
