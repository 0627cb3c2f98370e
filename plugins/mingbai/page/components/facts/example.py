"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from datetime import date

from mingbai.page.components import Fact, Link, Mark

FACTS = (
    Fact("报账员", "周明远，村委会一楼，每周一、周四上午"),
    Fact("公开", date(2026, 7, 10)),
    Fact("核对", Mark("ok", "核对一致")),
    Fact("账本", Link("柳塘村账本", "/accounts/1/", "990121100201-00")),
    Fact("下载", (Link("CSV", "/data/1.csv"), Link("JSON", "/data/1.json"))),
)
EXAMPLES = {"名与值": (FACTS,), "名与值，一行": (FACTS[1:3], True)}
