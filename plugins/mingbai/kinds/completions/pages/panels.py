"""What completed cases add to an item's guide and to an agency's page."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from mingbai.kinds.completions.pages.case_table import case_table
from mingbai.kinds.completions.pages.day_charts import day_charts
from mingbai.kinds.completions.pages.sentences import summary_sentence
from mingbai.kinds.completions.reads import ITEMS
from mingbai.kinds.completions.timeliness import timed_cases
from mingbai.model import Edition, Panel
from mingbai.page import ChartView, Link, TableView
from mingbai.read import Tables

_PANEL_CASES = 5


@dataclass(frozen=True)
class CompletionsPanelView:
    """panel.html: the sentence, how many days it took, the newest cases, a link to all.

    chart: None on the page of an agency, and of an item with few cases.
    """

    says: str
    chart: ChartView | None
    cases: TableView
    all: Link


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """说到做到了吗: on the guide of every item and the page of every agency with cases."""
    cases = timed_cases(tables, edition.county)
    by_item = day_charts(cases, edition.county.frame(ITEMS))
    newest = f"最近办结的 {_PANEL_CASES} 件，逾期的在前"
    for code, cases_of_page in cases.groupby("item_code", sort=True):
        view = CompletionsPanelView(
            summary_sentence(cases_of_page),
            by_item.get(str(code)),
            case_table(
                "lately", newest, cases_of_page.head(_PANEL_CASES), edition, of_one_item=True
            ),
            Link("全部办结的件", f"/completions/item/{code}/"),
        )
        yield Panel(("item", str(code)), 200, "说到做到了吗", "completions/pages/panel.html", view)
    for slug, cases_of_page in cases.groupby("agency", sort=True):
        view = CompletionsPanelView(
            summary_sentence(cases_of_page),
            None,
            case_table("cases-lately", newest, cases_of_page.head(_PANEL_CASES), edition),
            Link("各单位办结情况", "/completions/#agencies"),
        )
        yield Panel(("agency", str(slug)), 210, "办结的事", "completions/pages/panel.html", view)
