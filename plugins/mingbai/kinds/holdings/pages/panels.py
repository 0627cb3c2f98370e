"""Holdings -> what stands on the pages of places, account books and townships."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.holdings.pages.snapshot import (
    ORDER,
    TITLES,
    WARNINGS_URL,
    HoldingsSnapshot,
    contract_table,
    contracts_sentence,
    place_url,
    rows_by_place,
    subject_table,
    take_snapshot,
    worst_first,
)
from mingbai.model import Edition, Panel
from mingbai.page import Link, RegisterView, Section
from mingbai.read import Tables

_TEMPLATE = "register_panel.html"
_PANEL_ROWS = 5


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """合同 and 资产 on villages and groups, 合同 on account books, 三资 on townships."""
    if not tables.packages:
        return
    snapshot = take_snapshot(tables, edition)
    yield from _contracts(snapshot, "place", "place_code")
    yield from _contracts(snapshot, "book", "book_id")
    yield from _things(snapshot)
    yield from _townships(snapshot)


def _contracts(snapshot: HoldingsSnapshot, scope: str, field: str) -> Iterator[Panel]:
    """The newest contracts of a place, or those whose rent goes into a book."""
    county = snapshot.edition.county
    for id_, contracts_of_page in snapshot.contracts.dropna(subset=[field]).groupby(field):
        if (scope, str(id_)) not in snapshot.edition.names:  # no accounts are published: no page
            continue
        table = contract_table(
            snapshot, worst_first(contracts_of_page).head(_PANEL_ROWS), f"holdings-{scope}", ORDER
        )
        place = str(contracts_of_page["place_code"].iloc[0])
        view = RegisterView(
            says=contracts_sentence(contracts_of_page, county),
            figures=(),
            sections=(Section(f"holdings-{scope}-all", "", "", table),),
            links=(Link("全部合同", place_url(place)), Link("合同预警", WARNINGS_URL)),
        )
        yield Panel(
            subject=(scope, str(id_)),
            order=200,
            title="经营合同",
            template=_TEMPLATE,
            view=view,
            is_daily=True,
        )


def _things(snapshot: HoldingsSnapshot) -> Iterator[Panel]:
    subjects_by_place = {name: rows_by_place(snapshot.tables.frame(name)) for name in TITLES}
    for code in sorted({*subjects_by_place["assets"], *subjects_by_place["resources"]}):
        subjects_of_place = {
            table: frames.get(code, snapshot.tables.frame(table).head(0))
            for table, frames in subjects_by_place.items()
        }
        counts = {table: len(frame) for table, frame in subjects_of_place.items()}
        sentence = f"登记资产 {counts['assets']:,} 项，资源 {counts['resources']:,} 项。"
        sections = tuple(
            Section(
                f"holdings-{table}-all",
                "",
                "",
                subject_table(snapshot, table, frame.head(_PANEL_ROWS), f"holdings-{table}"),
            )
            for table, frame in subjects_of_place.items()
        )
        link = Link("全部资产资源", place_url(code))
        yield Panel(
            subject=("place", code),
            order=210,
            title="集体资产资源",
            template=_TEMPLATE,
            view=RegisterView(sentence, (), sections, (link,)),
            is_daily=True,
        )


def _townships(snapshot: HoldingsSnapshot) -> Iterator[Panel]:
    """On the page of the township that publishes: its contracts in a sentence, those in arrears."""
    county = snapshot.edition.county
    for slug, contracts_of_township in snapshot.contracts.groupby("publisher"):
        in_arrears = contracts_of_township[contracts_of_township["arrears_fen"] > 0].sort_values(
            "arrears_fen", ascending=False, kind="stable"
        )
        table = contract_table(
            snapshot, in_arrears.head(_PANEL_ROWS), "holdings-agency", "欠收多的在前"
        )
        view = RegisterView(
            says=contracts_sentence(contracts_of_township, county),
            figures=(),
            sections=(Section("holdings-agency-all", "", "", table),),
            links=(Link("各村组的资产、资源和合同", "/holdings/"), Link("合同预警", WARNINGS_URL)),
        )
        yield Panel(
            subject=("agency", str(slug)),
            order=220,
            title="集体资产资源与合同",
            template=_TEMPLATE,
            view=view,
            is_daily=True,
        )
