"""Holdings -> a page a village or group: its contracts, assets and resources."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.holdings.pages.snapshot import (
    HOME,
    ORDER,
    TITLE,
    TITLES,
    WARNINGS_URL,
    HoldingsSnapshot,
    contract_table,
    contracts_sentence,
    place_url,
    rows_by_place,
    subject_table,
    worst_first,
)
from mingbai.model import Crumb, Page
from mingbai.page import Link, RegisterView, Section


def place_pages(snapshot: HoldingsSnapshot) -> Iterator[Page]:
    """Every place that has anything registered."""
    subjects_by_place = {table: rows_by_place(snapshot.tables.frame(table)) for table in TITLES}
    contracts_by_place = rows_by_place(snapshot.contracts)
    for code in sorted({*subjects_by_place["assets"], *subjects_by_place["resources"]}):
        contracts_of_place = contracts_by_place.get(code, snapshot.contracts.head(0))
        sections = (
            Section(
                id="contracts",
                title="经营合同",
                says="",
                table=contract_table(
                    snapshot, worst_first(contracts_of_place), "contracts-table", ORDER
                ),
            ),
            *(
                Section(
                    table,
                    TITLES[table],
                    "",
                    subject_table(snapshot, table, frames[code], f"{table}-table"),
                )
                for table, frames in subjects_by_place.items()
                if code in frames
            ),
        )
        sentence = (
            contracts_sentence(contracts_of_place, snapshot.edition.county)
            if len(contracts_of_place)
            else "还没有出租、发包的合同。"
        )
        yield _page(code, sentence, sections, str(snapshot.edition.county.places.at[code, "path"]))


def _page(code: str, sentence: str, sections: tuple[Section, ...], place_path: str) -> Page:
    links = (Link(place_path, f"/places/{code}/"), Link("全部预警", WARNINGS_URL))
    return Page(
        url=place_url(code),
        template="register.html",
        title=f"{place_path.replace(' › ', '')}：{TITLE}",
        view=RegisterView(sentence, (), sections, links),
        description=sentence,
        crumbs=(*HOME, Crumb(TITLE, "/holdings/"), Crumb(place_path)),
        feed=f"/feeds/places/{code}.atom",
        is_daily=True,
    )
