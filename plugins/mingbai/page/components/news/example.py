"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.page.components import Mark, NewsItem

NEWS = (
    NewsItem(date(2026, 7, 10), "太平镇 › 柳塘村", "2026 年 6 月财务公开单", "/accounts/1/"),
    NewsItem(date(2026, 7, 9), "县住房和城乡建设局", "6 月已办结事项公告，46 件", "/approvals/"),
    NewsItem(
        published=date(2026, 7, 8),
        where="白杨镇 › 上河村",
        title="2026 年 5 月财务公开单",
        url="/accounts/2/",
        mark=Mark("fixed", "更正"),
    ),
    NewsItem(
        published=date(2023, 11, 13),
        where="太平镇 › 柳塘村",
        title="村北道路维修工程结算",
        url="/accounts/1/",
        has_year=True,
    ),
)
EXAMPLES = {"动态": (NEWS,)}
