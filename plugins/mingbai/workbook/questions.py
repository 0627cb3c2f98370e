"""What only the clerk can answer, once a column: is 万元 meant, are these numbers codes.

A column with one cause is asked about once, whatever the number of its cells. What has one meaning
in any case (a blank too many, full-width figures) is no question: it is read so, and said.
"""

from __future__ import annotations

from collections.abc import Container

from mingbai.issues import Rule, Severity

TEN_THOUSANDS = Rule(
    code="ten-thousand-yuan",
    title="金额按万元换算",
    message=(
        "“{title}”一栏按万元换算成元，对吗？共 {count} 格，{cell} 的“{found}”读作“{expected}”。"
    ),
    remedy="对的，导入时加 --fix；不对，改好表头上的单位。",
    meaning="表头写着万元的金额，问一次，答“对”就整栏换算；差一分一厘也看得出来。",
)
CODES_AS_NUMBERS = Rule(
    code="numbers-as-text",
    title="编号成了数字",
    message=(
        "“{title}”一栏有 {count} 格是数字，按文本读，对吗？{cell} 的“{found}”读作“{expected}”。"
    ),
    remedy="对的，导入时加 --fix；不对，照原件把这一栏改好。",
    meaning="编号存成数字会丢掉前面的 0：看得出原来是什么的，问一次；看不出的，请重填。",
)
QUESTIONS = (TEN_THOUSANDS, CODES_AS_NUMBERS)
ANSWERED = tuple(
    Rule(
        code=f"{rule.code}-answered",
        title=rule.title,
        message=(
            "“{title}”一栏，照您的回答读了：共 {count} 格，{cell} 的“{found}”读作“{expected}”。"
        ),
        remedy="不用改；请核对一眼。",
        meaning=rule.meaning,
        severity=Severity.WARNING,
    )
    for rule in QUESTIONS
)


class Everything(Container[str]):
    """The answer `yes` to whatever is asked."""

    def __contains__(self, key: object) -> bool:
        return isinstance(key, str)


EVERYTHING = Everything()
