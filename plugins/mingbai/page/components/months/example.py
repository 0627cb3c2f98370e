"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Mark, Month, MonthRow

MONTHS = (
    MonthRow(
        "2026 年",
        (
            Month("1 月", Mark("", "已公开"), "/accounts/1/2026/#01"),
            Month("2 月", Mark("missing", "未公开")),
            Month("3 月", Mark("late", "迟公开"), "/accounts/1/2026/#03"),
            Month("4 月", Mark("fixed", "更正"), "/accounts/1/2026/#04"),
            Month("5 月", Mark("", "已公开"), "/accounts/1/2026/#05"),
            Month("6 月", Mark("none", "未到期")),
        ),
    ),
)
EXAMPLES = {"月份": (MONTHS,)}
