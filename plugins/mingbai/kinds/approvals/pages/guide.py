"""An Item -> its guide: three answers, what to bring, how it goes, where, why, whom to ask."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.kinds.approvals import bases
from mingbai.kinds.approvals.pages.answers import answers
from mingbai.kinds.approvals.pages.observed import Seen, beside_limits, seen
from mingbai.kinds.approvals.records import Item, Row, items
from mingbai.kinds.approvals.rules import WEB, elements
from mingbai.kinds.approvals.titles import (
    CRUMBS,
    FEED,
    HOME,
    SECTION,
    UNPUBLISHED,
    form_url,
    href,
    item_url,
    phone,
)
from mingbai.model import Crumb, Edition, Page
from mingbai.money import yuan
from mingbai.page import (
    Answer,
    Cells,
    Column,
    Fact,
    FileLink,
    FlowView,
    Link,
    PaperItem,
    TableView,
    table_view,
)
from mingbai.page.flowchart import draw
from mingbai.read import Package, Tables

_USES = ("设定", "时限", "条件", "程序")
_FORMS = {"form": "空白表", "sample": "填写样例"}


@dataclass(frozen=True, slots=True)
class GuideView:
    """guide.html. missing: what is not published, in one sentence, or "".

    conditions: one text a condition. fees, flow: None where there is none.
    """

    about: str
    answers: tuple[Answer, ...]
    missing: str
    conditions: tuple[str, ...]
    papers: tuple[PaperItem, ...]
    flow: FlowView | None
    fees: TableView | None
    where: tuple[Fact, ...]
    bases: tuple[Fact, ...]
    about_facts: tuple[Fact, ...]
    links: tuple[Link, ...]


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """`/approvals/<item_code>/` for every item."""
    valid, found = bases.titles(edition.county), seen(edition)
    lacks = tables.shared(elements.missing)
    for item, missing in zip(tables.shared(items).values(), lacks, strict=True):
        agency = edition.county.agencies.loc[item.row["agency"]]
        slug, short = item.row["agency"], str(agency["short_name"])
        crumbs = (*CRUMBS, Crumb(short, f"{HOME}agency/{slug}/"), Crumb(item.row["name"]))
        yield Page(
            url=item_url(item.code),
            template="approvals/pages/guide.html",
            title=item.row["name"],
            view=view(item, missing, edition, valid, found),
            description=f"{item.row['name']}：{short}办理，要带什么、几天办好、收不收费。",
            crumbs=crumbs,
            section=SECTION,
            subject=("item", item.code),
            feed=FEED,
        )


def view(
    item: Item, missing: str, edition: Edition, valid: dict[str, bases.Basis], found: Seen
) -> GuideView:
    """Everything one guide says; missing: the elements that it lacks; found: days observed."""
    row = item.row
    agency = str(edition.county.agencies.at[row["agency"], "name"])
    audience = f"{row['audience']}可以申请" if row["audience"] else ""
    return GuideView(
        about="　".join(part for part in (row["type"], agency, audience) if part),
        answers=answers(item),
        missing=f"这份指南还没有公布：{missing}。" if missing else "",
        conditions=_conditions(row["conditions"]),
        papers=tuple(_paper(item, paper) for paper in item.papers),
        flow=draw(beside_limits(item.flow.flow, item.code, found)) if item.flow else None,
        fees=_fees(item, valid) if item.fees else None,
        where=tuple(_where(row, edition)),
        bases=tuple(_bases(item, edition, valid)),
        about_facts=_about(item, agency, edition),
        links=(
            Link(f"{agency}的其他事项", f"{HOME}agency/{row['agency']}/"),
            Link("下载数据", "/data/approvals/"),
        ),
    )


def _conditions(text: str | None) -> tuple[str, ...]:
    parts = re.split(r"[；;\n]", text or "")
    return tuple(part.strip() for part in parts if part.strip())


def _paper(item: Item, paper: Row) -> PaperItem:
    number = paper["material_no"]
    copies = f"{paper['original']} {paper['copies']} 份" if paper["copies"] else paper["original"]
    source = paper["source"] if paper["source"] == "政府部门核发" else ""
    note = "；".join(part for part in (copies, source, paper["note"]) if part)
    return PaperItem(f"paper-{number}", paper["name"], note, tuple(_files(item, paper)))


def _files(item: Item, paper: Row) -> Iterator[FileLink]:
    for field, title in _FORMS.items():
        if paper[field]:
            file = item.forms[paper["material_no"], field]
            url = href(form_url(item.code, file.name))
            yield FileLink(f"{title} {file.kind}", url, file.octets or 0)


def _fees(item: Item, valid: dict[str, bases.Basis]) -> TableView:
    fees = item.fees
    cited = [valid.get(fee["basis_id"]) for fee in fees]
    columns = (
        (Column("收费项目"), Cells([fee["name"] for fee in fees], "head")),
        (
            Column("标准（元）", is_num=True),
            Cells([yuan(f["amount_fen"]) for f in fees], "num"),
        ),
        (Column("计费单位"), Cells([fee["per"] for fee in fees])),
        (Column("说明"), Cells([fee["standard"] for fee in fees])),
        (
            Column("依据"),
            Cells([b.title if b and b.is_verified else "待核实" for b in cited]),
        ),
    )
    return table_view("fees-table", "收费项目和标准", columns)


def _where(row: Row, edition: Edition) -> Iterator[Fact]:
    """The window if it is known, else where the agency sits; nothing is made up."""
    county = edition.county
    if row["window"]:
        window = county.windows.loc[row["window"]]
        yield Fact("窗口", Link(str(window["name"]), f"{HOME}window/{row['window']}/"))
        yield Fact("地点", str(window["address"]))
        yield Fact("时间", str(window["hours"]))
    else:
        told = county.agencies.loc[row["agency"]].fillna(UNPUBLISHED)
        yield Fact("窗口", UNPUBLISHED)
        yield Fact("单位地址", str(told["address"]))
        yield Fact("办公时间", str(told["hours"]))
    yield Fact("咨询", phone(row["phone"]))
    yield Fact("投诉", phone(row["complaint_phone"]))
    yield Fact("县监督电话", phone(county.setting("supervision_phone") or None))
    if row["link"]:
        is_web = re.fullmatch(WEB, row["link"])
        yield Fact("网上办理", Link("官方网页", row["link"]) if is_web else row["link"])


def _bases(item: Item, edition: Edition, valid: dict[str, bases.Basis]) -> Iterator[Fact]:
    """What is in force and verified; of all else only that it is not."""
    for use in _USES:
        cited = [row["basis_id"] for row in item.bases if row["use"] == use]
        shown = [valid[id_] for id_ in cited if id_ in valid and valid[id_].is_verified]
        links = [Link(basis.title, edition.url("basis", basis.id)) for basis in shown]
        pending = sum(id_ in valid and not valid[id_].is_verified for id_ in cited)
        lapsed = len(cited) - len(shown) - pending
        links += [Link(f"另有 {pending} 条待核实，先不列出")] if pending else []
        links += [Link(f"另有 {lapsed} 条已经失效，不再列出")] if lapsed else []
        if links:
            yield Fact(use, tuple(links))
    if not item.bases:
        yield Fact("设定", UNPUBLISHED)


def _about(item: Item, agency: str, edition: Edition) -> tuple[Fact, ...]:
    row, package = item.row, item.package
    main = row["main_item"] if row["main_item"] != row["name"] else None
    url = edition.url("agency", row["agency"])
    facts = (
        Fact("办理单位", Link(agency, url)),
        Fact("主项", main) if main else None,
        Fact("办理结果", row["result"] or UNPUBLISHED),
        Fact("办件类型", row["handling"] or UNPUBLISHED),
        Fact("行使层级", row["level"] or UNPUBLISHED),
        Fact("办事场景", row["life_event"]) if row["life_event"] else None,
        Fact("事项编码", row["item_code"]),
        Fact("公开日期", package.published),
        Fact("批准公开", package.approved_by),
        _origin("资料来源", package, "sources"),
        _origin("使用许可", package, "licenses"),
    )
    return tuple(fact for fact in facts if fact)


def _origin(name: str, package: Package, key: str) -> Fact | None:
    """Whose words these are, as the package's descriptor says."""
    links = tuple(
        Link(one["title"], one["path"] if re.fullmatch(WEB, one.get("path", "")) else None)
        for one in package.descriptor.get(key, ())
        if "title" in one
    )
    return Fact(name, links) if links else None
