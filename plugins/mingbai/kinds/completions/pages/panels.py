"""What completed cases add to an item's guide and to an agency's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.kinds.completions.measures import measured
from mingbai.kinds.completions.pages.cases import says, table
from mingbai.model import Edition, Panel
from mingbai.page import Link, TableView
from mingbai.read import Tables

_SHOWN = 5


@dataclass(frozen=True)
class CompletionsPanelView:
    """panel.html: the sentence, the newest cases, a link to all."""

    says: str
    cases: TableView
    all: Link


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """说到做到了吗: on the guide of every item and the page of every agency with cases."""
    cases = measured(tables, edition.county)
    newest = f"最近办结的 {_SHOWN} 件"
    for code, own in cases.groupby("item_code", sort=True):
        view = CompletionsPanelView(
            says(own),
            table("lately", newest, own.head(_SHOWN), edition, of_one_item=True),
            Link("全部办结的件", f"/completions/item/{code}/"),
        )
        yield Panel(("item", str(code)), 200, "说到做到了吗", "completions/pages/panel.html", view)
    for slug, own in cases.groupby("agency", sort=True):
        view = CompletionsPanelView(
            says(own),
            table("cases-lately", newest, own.head(_SHOWN), edition),
            Link("各单位办结情况", "/completions/#agencies"),
        )
        yield Panel(("agency", str(slug)), 210, "办结的事", "completions/pages/panel.html", view)
