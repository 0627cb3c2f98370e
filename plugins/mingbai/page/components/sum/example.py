"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import SumLine

SUM = (
    SumLine("5 月末结余", 20_012_570, "/accounts/1/2026/#05"),
    SumLine("加：6 月收入", 4_520_000, "/accounts/1/2026/#06-income"),
    SumLine("减：6 月支出", 3_187_050, "/accounts/1/2026/#06-expense"),
    SumLine("6 月末结余", 21_345_520),
)
EXAMPLES = {"算式：小计单线，结余双线，同手写账": (SUM,)}
