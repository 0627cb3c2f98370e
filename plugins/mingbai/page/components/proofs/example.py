"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Link, Mark, ProofLine

PROOFS = (
    ProofLine(Mark("ok", "核对一致"), "5 月末结余等于 6 月初结余", "200,125.70 = 200,125.70"),
    ProofLine(
        Mark("ok", "核对一致"),
        "期初加收入减支出等于期末",
        "200,125.70 + 45,200.00 − 31,870.50 = 213,455.20",
    ),
    ProofLine(
        mark=Mark("warn", "提醒"),
        text="单笔超过 5,000.00 元的支出有 2 笔，请对照会议决议",
        sum="",
        links=(Link("06-002", "#06-002"), Link("06-003", "#06-003")),
    ),
)
EXAMPLES = {"核对": (PROOFS,)}
