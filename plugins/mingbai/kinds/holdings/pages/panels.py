"""Holdings -> what stands on the pages of places, account books and townships."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.kinds.holdings.pages.lists import (
    TITLES,
    WARNINGS_URL,
    Holdings,
    by_place,
    contracts,
    holdings,
    place_url,
    says,
    things,
)
from mingbai.model import Edition, Panel
from mingbai.page import Link, RegisterView, Section
from mingbai.read import Tables

_TEMPLATE = "register_panel.html"
_SHOWN = 5


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """合同 and 资产 on villages and groups, 合同 on account books, 三资 on townships."""
    if not tables.packages:
        return
    found = holdings(tables, edition)
    yield from _contracts(found, "place", "place_code")
    yield from _contracts(found, "book", "book_id")
    yield from _things(found)
    yield from _townships(found)


def _contracts(found: Holdings, scope: str, field: str) -> Iterator[Panel]:
    """The newest contracts of a place, or those whose rent goes into a book."""
    county = found.edition.county
    for id_, own in found.contracts.dropna(subset=[field]).groupby(field):
        if (scope, str(id_)) not in found.edition.names:  # no accounts are published: no page
            continue
        shown = contracts(own.head(_SHOWN), county, f"holdings-{scope}", "最近签订的在前")
        place = str(own["place_code"].iloc[0])
        view = RegisterView(
            says=says(own, county),
            figures=(),
            sections=(Section(f"holdings-{scope}-all", "", "", shown),),
            links=(Link("全部合同", place_url(place)), Link("合同预警", WARNINGS_URL)),
        )
        yield Panel((scope, str(id_)), 200, "经营合同", _TEMPLATE, view)


def _things(found: Holdings) -> Iterator[Panel]:
    held = {name: by_place(found.tables.frame(name)) for name in TITLES}
    for code in sorted({*held["assets"], *held["resources"]}):
        own = {n: by.get(code, found.tables.frame(n).head(0)) for n, by in held.items()}
        told = f"登记资产 {len(own['assets']):,} 项，资源 {len(own['resources']):,} 项。"
        sections = tuple(
            Section(f"holdings-{n}-all", "", "", things(found, n, f.head(_SHOWN), f"holdings-{n}"))
            for n, f in own.items()
        )
        link = Link("全部资产资源", place_url(code))
        yield Panel(
            subject=("place", code),
            order=210,
            title="集体资产资源",
            template=_TEMPLATE,
            view=RegisterView(told, (), sections, (link,)),
        )


def _townships(found: Holdings) -> Iterator[Panel]:
    """On the page of the township that publishes: its contracts in a sentence, those in arrears."""
    county = found.edition.county
    for slug, own in found.contracts.groupby("publisher"):
        late = own[own["arrears_fen"] > 0].sort_values(
            "arrears_fen", ascending=False, kind="stable"
        )
        shown = contracts(late.head(_SHOWN), county, "holdings-agency", "欠收多的在前")
        view = RegisterView(
            says=says(own, county),
            figures=(),
            sections=(Section("holdings-agency-all", "", "", shown),),
            links=(Link("各村组的资产、资源和合同", "/holdings/"), Link("合同预警", WARNINGS_URL)),
        )
        yield Panel(("agency", str(slug)), 220, "集体资产资源与合同", _TEMPLATE, view)
