"""Documents -> the catalogue in force, the repealed catalogue, a page each with its history."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

import pandas as pd

from mingbai.county import County
from mingbai.kinds.regulations import texts
from mingbai.kinds.regulations.status import EXPIRED, IN_FORCE, NOT_YET, with_status
from mingbai.model import Crumb, Disclosure, Edition, Page, Panel
from mingbai.page import Cells, Column, Figure, Link, Mark, TableView, mark_cells, table_view
from mingbai.page.records import (
    Records,
    Register,
    RegisterView,
    Row,
    Section,
    rows,
    state_figure,
    state_marks,
)
from mingbai.read import Tables

_MARKS = {IN_FORCE: "ok", NOT_YET: "none", EXPIRED: "bad", "已经废止": "bad"}
_REPEALED = "/regulations/repealed/"


def _mark(row: Row, _: County) -> Mark:
    return Mark(_MARKS[row["status"]], row["status"])


def _with_status(frame: pd.DataFrame, tables: Tables, county: County) -> pd.DataFrame:
    """`status`, `ended`, `reason`, `decision_no`: how a document stands on the day."""
    return frame.join(
        with_status(tables, county.as_of)[["status", "ended", "reason", "decision_no"]]
    )


def _record_sections(records: Records, row: Row) -> Iterator[Section]:
    yield from _text_sections(records, row["document_no"])
    yield from _cut_sections(records, row["document_no"])
    decisions = records.tables.frame("decisions")
    history = decisions[decisions["document_no"] == row["document_no"]].sort_values("decided")
    if len(history):
        yield Section("history", "清理经过", "", _history(history))


def _text_sections(records: Records, number: str) -> Iterator[Section]:
    """The document's own chapters, then what explains it; or that there is no text."""
    bodies = records.tables.shared(texts.bodies)
    chapters = bodies.get((number, texts.BODY))
    if chapters is None:
        yield Section("text", "正文", "正文还没有公开。")
        return
    for n, chapter in enumerate(chapters, start=1):
        title = chapter.title or "正文"
        yield Section(f"chapter-{n}", title, paragraphs=chapter.paragraphs)
    notes = bodies.get((number, texts.NOTE), ())
    paragraphs = tuple(text for chapter in notes for text in chapter.paragraphs)
    if paragraphs:
        yield Section("note", texts.NOTE, paragraphs=paragraphs)


def _cut_sections(records: Records, number: str) -> Iterator[Section]:
    """The items that the document cuts, in its own order; nothing where it cuts none."""
    cuts = records.tables.frame("item_cuts")
    cuts = cuts[cuts["document_no"] == number]
    if not len(cuts):
        return
    agencies = records.county.agencies["short_name"].reindex(cuts["agency"]).tolist()
    columns = [
        (Column("事项"), Cells(cuts["name"], "head")),
        (Column("原来的编码"), Cells(cuts["item_code"], "code")),
        (
            Column("原办理单位"),
            Cells(agencies, urls=[f"/agencies/{slug}/" for slug in cuts["agency"]]),
        ),
        (Column("处理"), Cells(cuts["action"])),
    ]
    table = table_view("cuts-t", "取消、合并、下放", columns)
    yield Section("cuts", "调整的事项", f"{len(cuts):,} 项。", table)


def _record_links(records: Records, row: Row) -> Iterator[Link]:
    successor = records.tables.shared(_successors).get(row["document_no"])
    if successor is not None:
        url = records.edition.url("document", successor)
        yield Link(f"替代它的文件：{successor}", url)


def _successors(tables: Tables) -> Mapping[str, str]:
    """The number of a document -> of the one that replaces it; the first one that does."""
    newer = tables.frame("documents").dropna(subset=["replaces"])
    ordered = newer.sort_values(["issued", "document_no"], ascending=[False, True], kind="stable")
    return dict(zip(ordered["replaces"], ordered["document_no"], strict=True))


REGISTER = Register(
    kind="regulations",
    title="规范性文件",
    door="政策",
    door_url="/policy/",
    table="documents",
    scope="document",
    key="document_no",
    address="slug",
    order_by="issued",
    heading="{title}",
    note="{status}",
    lead="summary",
    columns=(),
    facts=("document_no", "issuer", "issued", "effective", "expires", "replaces"),
    agency="issuer",
    derive=_with_status,
    mark=_mark,
    record_sections=_record_sections,
    record_links=_record_links,
)


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a document and one a decision that ends or changes one."""
    documents = rows(REGISTER.frame(tables, county))
    for row in documents:
        package = tables.packages[row["package"]]
        yield Disclosure(
            id=f"regulations/{row['slug']}",
            package=package,
            url=REGISTER.url_of(row),
            title=f"{row['title']}（{row['document_no']}）",
            summary=row["summary"],
            published=package.published,
            agency=row["issuer"],
        )
    by_number = {row["document_no"]: row for row in documents}
    position = tables.package_of(tables["decisions"])
    for row in rows(tables.frame("decisions").assign(package=position)):
        package, document = tables.packages[row["package"]], by_number[row["document_no"]]
        yield Disclosure(
            id=f"regulations/{document['slug']}/{row['action']}/{row['effective'].isoformat()}",
            package=package,
            url=REGISTER.url_of(document),
            title=f"{row['action']}：{document['title']}",
            summary=f"{row['decision_no']}决定{row['action']}。",
            published=package.published,
            agency=document["issuer"],
        )


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The catalogue in force, `/regulations/repealed/`, a page a document."""
    records = REGISTER.records(tables, edition)
    frame = records.frame
    ended = frame[frame["ended"].notna()].sort_values("ended", ascending=False)
    view = _index(frame[frame["ended"].isna()], ended, edition)
    yield records.index_page(view, "现行有效的规范性文件目录。")
    yield Page(
        url=_REPEALED,
        template="register.html",
        title="废止失效文件目录",
        view=_repealed(ended, edition),
        description="废止和失效的文件，连同理由和决定文号。",
        crumbs=(*REGISTER.crumbs, Crumb("废止失效文件目录")),
        is_daily=True,
    )
    yield from records.record_pages()


def _index(standing: pd.DataFrame, ended: pd.DataFrame, edition: Edition) -> RegisterView:
    in_force = int((standing["status"] == IN_FORCE).sum())
    as_of = edition.county.as_of.isoformat()
    sentence = (
        f"截至 {as_of}，现行有效 {in_force:,} 份，废止失效 {len(ended):,} 份。"
        "是不是有效，按日期推算，不靠人改。"
    )
    figures = (
        state_figure(edition, REGISTER.scope, IN_FORCE, "份", "#standing-h"),
        Figure("废止失效", f"{len(ended):,} 份", _REPEALED),
    )
    table = _table("standing-t", standing, edition)
    section = Section("standing", "现行有效和尚未施行的", "", table)
    links = (Link("废止失效文件目录", _REPEALED), Link("下载数据", "/data/regulations/"))
    return RegisterView(sentence, figures, (section,), links)


def _repealed(ended: pd.DataFrame, edition: Edition) -> RegisterView:
    sentence = f"废止失效 {len(ended):,} 份。从生效那天起停止执行，不再作为依据。"
    section = Section("ended", "目录", "", _table("ended-t", ended, edition, is_ended=True))
    return RegisterView(sentence, (), (section,), (Link("现行有效的文件", REGISTER.index_url),))


def _table(
    id_: str, frame: pd.DataFrame, edition: Edition, *, is_ended: bool = False
) -> TableView | None:
    if not len(frame):
        return None
    issuers = edition.county.agencies["short_name"].reindex(frame["issuer"]).tolist()
    marks = state_marks(edition, REGISTER.scope, frame["document_no"])
    columns = [
        (
            Column("文件名称"),
            Cells(frame["title"], "head", urls=[REGISTER.url(slug) for slug in frame["slug"]]),
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


def _history(decisions: pd.DataFrame) -> TableView:
    return table_view(
        "history-t",
        "废、改、立",
        [
            (Column("决定日期"), Cells(decisions["decided"], "date")),
            (Column("处理"), Cells(decisions["action"])),
            (Column("理由"), Cells(decisions["reason"])),
            (Column("决定文号"), Cells(decisions["decision_no"])),
            (Column("生效日期"), Cells(decisions["effective"], "date")),
        ],
    )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the issuer's page: its documents that were not ended, newest first."""
    frame = REGISTER.frame(tables, edition.county)
    for issuer, documents in frame.groupby("issuer", sort=True):
        in_force = int((documents["status"] == IN_FORCE).sum())
        standing = documents[documents["ended"].isna()]
        section = Section("documents", "", "", _table("documents-t", standing.head(5), edition))
        links = (Link("全部规范性文件", REGISTER.index_url), Link("废止失效的", _REPEALED))
        view = RegisterView(
            says=f"制定规范性文件 {len(documents):,} 份，现行有效 {in_force:,} 份。",
            sections=(section,),
            links=links if len(standing) < len(documents) else links[:1],
        )
        yield Panel(
            subject=("agency", str(issuer)),
            order=700,
            title="制定的文件",
            template="register_panel.html",
            view=view,
            is_daily=True,
        )
