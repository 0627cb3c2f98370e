"""Holdings -> a page a village or group: its contracts, assets and resources."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.holdings.pages.lists import (
    HOME,
    TITLE,
    TITLES,
    WARNINGS_URL,
    Holdings,
    by_place,
    contracts,
    place_url,
    says,
    things,
)
from mingbai.model import Crumb, Page
from mingbai.page import Link, RegisterView, Section


def place_pages(found: Holdings) -> Iterator[Page]:
    """Every place that has anything registered."""
    own = {name: by_place(found.tables.frame(name)) for name in TITLES}
    held = by_place(found.contracts)
    for code in sorted({*own["assets"], *own["resources"]}):
        frame = held.get(code, found.contracts.head(0))
        sections = (
            Section(
                id="contracts",
                title="经营合同",
                says="",
                table=contracts(frame, found.edition.county, "contracts-table", "最近签订的在前"),
            ),
            *(
                Section(name, TITLES[name], "", things(found, name, by[code], f"{name}-table"))
                for name, by in own.items()
                if code in by
            ),
        )
        told = says(frame, found.edition.county) if len(frame) else "还没有出租、发包的合同。"
        yield _page(code, told, sections, str(found.edition.county.places.at[code, "path"]))


def _page(code: str, told: str, sections: tuple[Section, ...], where: str) -> Page:
    links = (Link(where, f"/places/{code}/"), Link("全部预警", WARNINGS_URL))
    return Page(
        url=place_url(code),
        template="register.html",
        title=f"{where.replace(' › ', '')}：{TITLE}",
        view=RegisterView(told, (), sections, links),
        description=told,
        crumbs=(*HOME, Crumb(TITLE, "/holdings/"), Crumb(where)),
        feed=f"/feeds/places/{code}.atom",
    )
