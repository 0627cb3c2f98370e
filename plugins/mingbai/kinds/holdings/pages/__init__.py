"""Holdings -> the index, a page a place, a page a contract, the warning board."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.kinds.holdings.contracts import area_text, subjects
from mingbai.kinds.holdings.pages.contract import contract_pages
from mingbai.kinds.holdings.pages.lists import contract_rows, contracts_sentence
from mingbai.kinds.holdings.pages.panels import panels
from mingbai.kinds.holdings.pages.places import place_pages
from mingbai.kinds.holdings.pages.snapshot import (
    FEED,
    HOME,
    TITLE,
    TITLES,
    WARNINGS_URL,
    HoldingsSnapshot,
    contract_url,
    place_url,
    snapshot_of,
)
from mingbai.kinds.holdings.pages.warnings import warning_figures, warnings_page
from mingbai.kinds.holdings.states import IN_ARREARS, SCOPE
from mingbai.model import Crumb, Edition, Page
from mingbai.money import yuan, yuan_column
from mingbai.page import Cells, Column, Figure, Link, RegisterView, Section, TableView, table_view
from mingbai.read import Tables

__all__ = ["WARNINGS_URL", "contract_url", "pages", "panels", "place_url"]

_UNITS = {"assets": "平方米", "resources": "亩"}


def pages(_: Tables, edition: Edition) -> Iterator[Page]:
    """The index, the board, then every place and every contract."""
    snapshot = edition.shared(snapshot_of)
    yield _index(snapshot)
    yield warnings_page(snapshot)
    yield from place_pages(snapshot)
    yield from contract_pages(snapshot)


def _index(snapshot: HoldingsSnapshot) -> Page:
    county = snapshot.edition.county
    sentence = contracts_sentence(snapshot.contracts, county)
    newest = range(min(10, len(snapshot.contracts)))
    arrears_fen = int(snapshot.contracts["arrears_fen"].sum())
    figures_of_index = (
        *(Figure(TITLES[t], f"{len(snapshot.tables.frame(t)):,} 项", f"#{t}-h") for t in TITLES),
        Figure("经营合同", f"{len(snapshot.contracts):,} 份", "#places-h"),
        Figure("欠收", f"{yuan(arrears_fen)} 元", f"{WARNINGS_URL}#rent-overdue-h"),
        _in_arrears(snapshot),
    )
    sections = (
        Section("warnings", "合同预警", f"按到 {county.as_of} 的数据得出。", _warned(snapshot)),
        Section("towns", "各乡镇", "", _counts(snapshot, "town", "各乡镇的资产、资源和合同")),
        Section(
            id="newest",
            title="最近签订的合同",
            says="",
            table=contract_rows(snapshot).table(newest, "newest-table", "最近签订的在前")
            if newest
            else None,
        ),
        *(Section(t, title, "", _kinds(snapshot, t)) for t, title in TITLES.items()),
        Section(
            id="places",
            title="各村组",
            says="点村组名，看它的资产、资源和全部合同。",
            table=_counts(snapshot, "place_code", "各村组的资产、资源和合同"),
        ),
    )
    links = (Link("合同预警", WARNINGS_URL), Link("下载数据", "/data/holdings/"))
    return Page(
        url="/holdings/",
        template="register.html",
        title=TITLE,
        view=RegisterView(sentence, figures_of_index, sections, links),
        description=sentence,
        crumbs=(*HOME, Crumb(TITLE)),
        feed=FEED,
        is_daily=True,
    )


def _in_arrears(snapshot: HoldingsSnapshot) -> Figure:
    """How many contracts are in arrears, as every page counts them."""
    number = int((snapshot.edition.states[SCOPE]["word"] == IN_ARREARS).sum())
    url = f"{WARNINGS_URL}#rent-overdue-h"
    return Figure(IN_ARREARS, f"{number:,} 份", url, f"{SCOPE}/{IN_ARREARS}")


def _warned(snapshot: HoldingsSnapshot) -> TableView | None:
    warning_counts = warning_figures(snapshot)
    if not warning_counts:
        return None
    columns = [
        (
            Column("预警"),
            Cells([f.name for f in warning_counts], "head", urls=[f.url for f in warning_counts]),
        ),
        (Column("合同", is_num=True), Cells([f.value for f in warning_counts], "num")),
    ]
    return table_view("warned", "各类预警的合同", columns, mode="")


def _kinds(snapshot: HoldingsSnapshot, table: str) -> TableView | None:
    """How many and how large by kind, and how many of them are let now."""
    frame = snapshot.tables.frame(table)
    if not len(frame):
        return None
    all_subjects = snapshot.tables.shared(subjects)
    subjects_of_table = all_subjects[all_subjects["word"] == TITLES[table].removeprefix("集体")]
    active = snapshot.contracts[snapshot.contracts["is_active"]]
    is_let = subjects_of_table.index.isin(active["subject"])
    by_kind = subjects_of_table.assign(
        is_let=is_let, area=subjects_of_table["area"].fillna(0)
    ).groupby("kind", sort=True)
    sums = by_kind.agg(count=("no", "size"), area=("area", "sum"), let=("is_let", "sum"))
    columns = [
        (Column("类别"), Cells(list(sums.index), "head")),
        (Column("登记（项）", is_num=True), Cells(sums["count"], "num")),
        (
            Column(f"面积（{_UNITS[table]}）", is_num=True),
            Cells(area_text(sums["area"]), "num"),
        ),
        (Column("正在出租发包（项）", is_num=True), Cells(sums["let"].astype("int64"), "num")),
    ]
    total = area_text(pd.Series([int(sums["area"].sum())])).iloc[0]
    foot = ["合计", f"{len(frame):,}", total, f"{int(is_let.sum()):,}"]
    return table_view(f"{table}-kinds", f"{TITLES[table]}，按类别", columns, foot)


def _counts(snapshot: HoldingsSnapshot, by: str, caption: str) -> TableView | None:
    """Assets, resources, contracts and arrears by township or by place."""
    county = snapshot.edition.county
    columns_of_sums = {
        name: _towned(snapshot.tables, name).groupby(by).size() for name in ("assets", "resources")
    }
    contracts_of_group = snapshot.contracts.assign(
        town=_town(snapshot.contracts["place_code"])
    ).groupby(by)
    columns_of_sums |= {
        "contracts": contracts_of_group.size(),
        "active": contracts_of_group["is_active"].sum(),
        "arrears": contracts_of_group["arrears_fen"].sum(),
    }
    sums = pd.DataFrame(columns_of_sums).fillna(0).astype("int64").sort_index()
    if not len(sums):
        return None
    url = "/places/" if by == "town" else "/holdings/places/"
    titles = [str(county.places.at[code, "path"]) for code in sums.index]
    columns = [
        (Column("地方"), Cells(titles, "head", urls=[f"{url}{c}/" for c in sums.index])),
        (Column("资产（项）", is_num=True), Cells(sums["assets"], "num")),
        (Column("资源（项）", is_num=True), Cells(sums["resources"], "num")),
        (Column("合同（份）", is_num=True), Cells(sums["contracts"], "num")),
        (Column("还在期内（份）", is_num=True), Cells(sums["active"], "num")),
        (Column("欠收（元）", is_num=True), Cells(yuan_column(sums["arrears"]), "num")),
    ]
    return table_view(f"by-{by.split('_')[0]}", caption, columns)


def _town(codes: pd.Series) -> pd.Series:
    """The township that a village's or group's code lies in."""
    return codes.str[:9] + "000"


def _towned(tables: Tables, name: str) -> pd.DataFrame:
    frame = tables.frame(name)
    return frame.assign(town=_town(frame["place_code"]))
