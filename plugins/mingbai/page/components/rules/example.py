"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Mark, RuleLine

RULES = (
    RuleLine(
        code="opening-carried",
        title="上月结余接得上",
        meaning="本月期初余额等于上月期末余额，一分不差。",
        looked_at=56_988,
        found=0,
        mark=Mark("ok", "核对一致"),
        url="/rules/opening-carried/",
        unit="张",
        proved=55_405,
    ),
    RuleLine(
        code="major-expense",
        title="大额支出",
        meaning="单笔超过县里规定数额的支出，请对照会议决议。",
        looked_at=412_906,
        found=31,
        mark=Mark("warn", "提醒"),
        url="/rules/major-expense/",
    ),
    RuleLine(
        code="personal-data",
        title="没有身份证号、手机号",
        meaning="任何一格里都不能有个人证件号和手机号。",
        looked_at=None,
        found=0,
        mark=Mark("ok", "核对一致"),
    ),
)
EXAMPLES = {"核对规则": (RULES,)}
