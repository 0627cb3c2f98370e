"""Holdings -> what stands on the pages of places, account books and townships."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.holdings.pages.lists import (
    ORDER,
    contract_rows,
    contracts_sentences,
    subject_rows,
)
from mingbai.kinds.holdings.pages.snapshot import (
    TITLES,
    WARNINGS_URL,
    HoldingsSnapshot,
    place_url,
    snapshot_of,
)
from mingbai.model import Edition, Panel, Trouble
from mingbai.money import yuan_column
from mingbai.page import Link, RegisterView, Section, WrittenRows
from mingbai.read import Tables

_TEMPLATE = "register_panel.html"
_PANEL_ROWS = 5


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """合同 and 资产 on villages and groups, 合同 on account books, 三资 on townships."""
    if not tables.packages:
        return
    snapshot = edition.shared(snapshot_of)
    rows = contract_rows(snapshot)
    yield from _contracts(snapshot, rows, "place", "place_code")
    yield from _contracts(snapshot, rows, "book", "book_id")
    yield from _things(snapshot)
    yield from _townships(snapshot, rows)


def _contracts(
    snapshot: HoldingsSnapshot, rows: WrittenRows, scope: str, field: str
) -> Iterator[Panel]:
    """The worst contracts of a place, or those whose rent goes into a book."""
    places = snapshot.contracts["place_code"].tolist()
    sentences = contracts_sentences(snapshot.contracts, field, snapshot.edition.county)
    troubles = _troubles(snapshot, field)
    for id_, positions in snapshot.contracts_by(field).items():
        if (scope, id_) not in snapshot.edition.names:  # no accounts are published: no page
            continue
        table = rows.table(positions[:_PANEL_ROWS], f"holdings-{scope}", ORDER)
        view = RegisterView(
            says=sentences[id_],
            figures=(),
            sections=(Section(f"holdings-{scope}-all", "", "", table),),
            links=(
                Link("全部合同", place_url(places[min(positions)])),
                Link("合同预警", WARNINGS_URL),
            ),
        )
        yield Panel(
            subject=(scope, id_),
            order=200,
            title="经营合同",
            template=_TEMPLATE,
            view=view,
            is_daily=True,
            trouble=troubles.get(id_),
        )


def _troubles(snapshot: HoldingsSnapshot, field: str) -> dict[str, Trouble]:
    """What is owed of the contracts of each place or book, where anything is."""
    owed = snapshot.contracts[snapshot.contracts["arrears_fen"] > 0]
    sums = owed.groupby(field)["arrears_fen"].agg(["sum", "size"])
    columns = (sums.index, yuan_column(sums["sum"]), sums["size"])
    return {
        str(id_): Trouble("租金没收齐", f"{amount} 元", f"{count:,} 份合同")
        for id_, amount, count in zip(*columns, strict=True)
    }


def _things(snapshot: HoldingsSnapshot) -> Iterator[Panel]:
    subjects = {table: subject_rows(snapshot, table) for table in TITLES}
    for code in sorted({str(code) for rows in subjects.values() for code in rows.by_place}):
        counts = {table: rows.count(code) for table, rows in subjects.items()}
        sentence = f"登记资产 {counts['assets']:,} 项，资源 {counts['resources']:,} 项。"
        sections = tuple(
            Section(
                f"holdings-{table}-all",
                "",
                "",
                rows.table(code, f"holdings-{table}", _PANEL_ROWS),
            )
            for table, rows in subjects.items()
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


def _townships(snapshot: HoldingsSnapshot, rows: WrittenRows) -> Iterator[Panel]:
    """On the page of the township that publishes: its contracts in a sentence, those in arrears."""
    arrears_fen = snapshot.contracts["arrears_fen"].tolist()
    sentences = contracts_sentences(snapshot.contracts, "publisher", snapshot.edition.county)
    for slug, positions in snapshot.contracts_by("publisher").items():
        in_arrears = [row for row in positions if arrears_fen[row] > 0][:_PANEL_ROWS]
        table = rows.table(in_arrears, "holdings-agency", "欠收多的在前") if in_arrears else None
        view = RegisterView(
            says=sentences[slug],
            figures=(),
            sections=(Section("holdings-agency-all", "", "", table),),
            links=(Link("各村组的资产、资源和合同", "/holdings/"), Link("合同预警", WARNINGS_URL)),
        )
        yield Panel(
            subject=("agency", slug),
            order=220,
            title="集体资产资源与合同",
            template=_TEMPLATE,
            view=view,
            is_daily=True,
        )
