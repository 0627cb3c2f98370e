"""An Item -> its guide: three answers, materials, flowchart, window, legal bases, telephones."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from mingbai.kinds.approvals import bases, forms
from mingbai.kinds.approvals.items import Item, items
from mingbai.kinds.approvals.pages.answers import answers, limit_changes
from mingbai.kinds.approvals.pages.step_times import TimesByStep, step_times, with_step_times
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
    Row,
    TableView,
    table_view,
)
from mingbai.page.flowchart import draw
from mingbai.read import Package, Tables

_USES = ("设定", "时限", "条件", "程序")


@dataclass(frozen=True, slots=True)
class GuideView:
    """guide.html. missing: one sentence that names what is not published, or "".

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
    bases_by_id, times_by_step = bases.by_id(edition.county), step_times(edition)
    missing_elements = tables.shared(elements.missing)
    for item, missing in zip(tables.shared(items).values(), missing_elements, strict=True):
        agency = edition.county.agencies.loc[item.row["agency"]]
        slug, short = item.row["agency"], str(agency["short_name"])
        crumbs = (*CRUMBS, Crumb(short, f"{HOME}agency/{slug}/"), Crumb(item.row["name"]))
        yield Page(
            url=item_url(item.code),
            template="approvals/pages/guide.html",
            title=item.row["name"],
            view=guide_view(
                item, missing, edition, bases_by_id=bases_by_id, times_by_step=times_by_step
            ),
            description=f"{item.row['name']}：{short}办理，要带什么、几天办好、收不收费。",
            crumbs=crumbs,
            section=SECTION,
            subject=("item", item.code),
            feed=FEED,
        )


def guide_view(
    item: Item,
    missing: str,
    edition: Edition,
    *,
    bases_by_id: Mapping[str, bases.Basis],
    times_by_step: TimesByStep,
) -> GuideView:
    """All parts of one guide. missing: the titles of the elements that it lacks, or ""."""
    row = item.row
    agency = str(edition.county.agencies.at[row["agency"], "name"])
    audience = f"{row['audience']}可以申请" if row["audience"] else ""
    return GuideView(
        about="　".join(part for part in (row["type"], agency, audience) if part),
        answers=answers(item),
        missing=f"这份指南还没有公布：{missing}。" if missing else "",
        conditions=_conditions(row["conditions"]),
        papers=tuple(_paper(item, paper) for paper in item.papers),
        flow=_flow_view(item, times_by_step),
        fees=_fees(item, bases_by_id) if item.fees else None,
        where=tuple(_where(row, edition)),
        bases=tuple(_bases(item, edition, bases_by_id)),
        about_facts=_about(item, agency, edition),
        links=(
            Link(f"{agency}的其他事项", f"{HOME}agency/{row['agency']}/"),
            Link("下载数据", "/data/approvals/"),
        ),
    )


def _flow_view(item: Item, times_by_step: TimesByStep) -> FlowView | None:
    if item.flow is None:
        return None
    return draw(with_step_times(item.flow.graph, item.code, times_by_step))


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
    for field, title in forms.FIELD_TITLES.items():
        if paper[field]:
            file = item.forms[paper["material_no"], field]
            url = href(form_url(item.code, file.name))
            yield FileLink(f"{title} {file.format}", url, file.octets or 0)


def _fees(item: Item, bases_by_id: Mapping[str, bases.Basis]) -> TableView:
    fees = item.fees
    bases_of_fees = [bases_by_id.get(fee["basis_id"]) for fee in fees]
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
            Cells(
                [
                    basis.title if basis and basis.is_verified else "待核实"
                    for basis in bases_of_fees
                ]
            ),
        ),
    )
    return table_view("fees-table", "收费项目和标准", columns)


def _where(row: Row, edition: Edition) -> Iterator[Fact]:
    """The item's window; where none is published, the address and hours of its agency."""
    county = edition.county
    if row["window"]:
        window = county.windows.loc[row["window"]]
        yield Fact("窗口", Link(str(window["name"]), f"{HOME}window/{row['window']}/"))
        yield Fact("地点", str(window["address"]))
        yield Fact("时间", str(window["hours"]))
    else:
        published = county.agencies.loc[row["agency"]].fillna(UNPUBLISHED)
        yield Fact("窗口", UNPUBLISHED)
        yield Fact("单位地址", str(published["address"]))
        yield Fact("办公时间", str(published["hours"]))
    yield Fact("咨询", phone(row["phone"]))
    yield Fact("投诉", phone(row["complaint_phone"]))
    yield Fact("县监督电话", phone(county.setting("supervision_phone") or None))
    if row["link"]:
        is_web = re.fullmatch(WEB, row["link"])
        yield Fact("网上办理", Link("官方网页", row["link"]) if is_web else row["link"])


def _bases(item: Item, edition: Edition, bases_by_id: Mapping[str, bases.Basis]) -> Iterator[Fact]:
    """By use, the bases in force and verified; of all others only how many there are."""
    for use in _USES:
        basis_ids = [row["basis_id"] for row in item.bases if row["use"] == use]
        verified = [
            bases_by_id[id_]
            for id_ in basis_ids
            if id_ in bases_by_id and bases_by_id[id_].is_verified
        ]
        links = [Link(basis.title, edition.url("basis", basis.id)) for basis in verified]
        pending = sum(id_ in bases_by_id and not bases_by_id[id_].is_verified for id_ in basis_ids)
        lapsed = len(basis_ids) - len(verified) - pending
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
        Fact("时限改过", limit_changes(item)) if item.former_limits else None,
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
    """A list of the package's descriptor (`sources`, `licenses`) as links; None where empty."""
    links = tuple(
        Link(entry["title"], entry["path"] if re.fullmatch(WEB, entry.get("path", "")) else None)
        for entry in package.descriptor.get(key, ())
        if "title" in entry
    )
    return Fact(name, links) if links else None
