"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import DictionaryField, DictionaryTable, Link

DICTIONARY = DictionaryTable(
    id="entries",
    name="entries",
    title="逐笔收支",
    meaning="账上的每一笔收入和支出，一笔一行。",
    rows=412_906,
    key="账本、凭证号",
    fields=(
        DictionaryField(
            name="book_id",
            title="账本",
            type="文字",
            unit="",
            meaning="村账或组账的编号",
            rules=("必填",),
            empty_share="0.0%",
            refers=Link("账本表", "#books"),
        ),
        DictionaryField(
            name="date",
            title="日期",
            type="日期",
            unit="",
            meaning="凭证上的日期",
            rules=("必填",),
            empty_share="0.0%",
        ),
        DictionaryField(
            name="direction",
            title="收支",
            type="文字",
            unit="",
            meaning="钱进来还是出去",
            rules=("收入或支出",),
            empty_share="0.0%",
        ),
        DictionaryField(
            name="amount",
            title="金额",
            type="小数",
            unit="元",
            meaning="两位小数，不带逗号",
            rules=("必填",),
            empty_share="0.0%",
        ),
        DictionaryField(
            name="witness",
            title="证明人",
            type="文字",
            unit="",
            meaning="看见这笔事的人",
            rules=(),
            empty_share="3.7%",
        ),
    ),
)
EXAMPLES = {"数据字典": (DICTIONARY,)}
