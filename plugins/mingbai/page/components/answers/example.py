"""Examples: their title -> what the macro is called with."""

from __future__ import annotations

from mingbai.page.components import Answer

ANSWERS = (
    Answer("要几天", "3 个工作日", "法定 7 日；补正、专家评审不计时"),
    Answer("收不收费", "不收费", "有人收费，请打投诉电话"),
    Answer("跑几次", "最多 1 次", "网上提交的，领证时来 1 次或邮寄"),
)
EXAMPLES = {"先答三问": (ANSWERS,)}
