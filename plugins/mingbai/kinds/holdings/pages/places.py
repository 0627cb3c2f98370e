"""Holdings -> a page a village or group: its contracts, assets and resources."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.holdings.pages.lists import (
    ORDER,
    contract_rows,
    contracts_sentences,
    subject_rows,
)
from mingbai.kinds.holdings.pages.snapshot import (
    HOME,
    TITLE,
    TITLES,
    WARNINGS_URL,
    HoldingsSnapshot,
    place_url,
)
from mingbai.model import Crumb, Page
from mingbai.page import Link, RegisterView, Section


def place_pages(snapshot: HoldingsSnapshot) -> Iterator[Page]:
    """Every place that has anything registered."""
    county = snapshot.edition.county
    subjects = {table: subject_rows(snapshot, table) for table in TITLES}
    contracts, own_contracts = contract_rows(snapshot), snapshot.contracts_by("place_code")
    sentences = contracts_sentences(snapshot.contracts, "place_code", county)
    for code in sorted({str(code) for rows in subjects.values() for code in rows.by_place}):
        contracts_of_place = own_contracts.get(code)
        sections = (
            Section(
                id="contracts",
                title="经营合同",
                says="",
                table=contracts.table(contracts_of_place, "contracts-table", ORDER)
                if contracts_of_place
                else None,
            ),
            *(
                Section(table, TITLES[table], "", rows.table(code, f"{table}-table"))
                for table, rows in subjects.items()
                if rows.count(code)
            ),
        )
        sentence = sentences.get(code, "还没有出租、发包的合同。")
        yield _page(code, sentence, sections, str(county.places.at[code, "path"]))


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
