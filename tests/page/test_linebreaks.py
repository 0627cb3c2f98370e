"""Titles in pieces: nothing is lost, nothing is torn, nothing becomes markup."""

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup, escape

from mingbai.page.formats import period_zh
from mingbai.page.linebreaks import phrases

_WORDS = st.text(alphabet="投诉账：，。（）（） 0123456789年月日-ABab<&>\"'{}的", max_size=40)


def pieces(title: str) -> list[str]:
    html = str(phrases(title))
    return [
        str(Markup(p).unescape()) for p in re.findall(r'<span class="phrase">(.*?)</span>', html)
    ]


@given(_WORDS | st.text(max_size=40))
def test_the_words_stay_the_words(title: str) -> None:
    """Whatever the title, its pieces together are the title, escaped; blanks stand between them."""
    plain = re.sub(r'<span class="phrase">|</span>', "", str(phrases(title)))
    assert plain == str(escape(title))
    assert all(piece.strip() == piece for piece in pieces(title))


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("柳塘村", []),
        ("投诉 TS-2026-06-01：乱收费", ["投诉", "TS-2026-06-01：", "乱收费"]),
        ("2026 年 6 月已办结事项公告", ["2026 年 6 月", "已办结事项公告"]),
        ("2026 年 6 月的公开做得怎样", ["2026 年 6 月的", "公开做得怎样"]),
        ("公共厕所与公交站（演示数据）", ["公共厕所与公交站", "（演示数据）"]),
        ("公开情况：2026-07-16", ["公开情况：", "2026-07-16"]),
    ],
)
def test_a_line_breaks_between_phrases(title: str, expected: list[str]) -> None:
    """Codes, days and what stands in brackets are pieces of their own."""
    assert pieces(title) == expected


@pytest.mark.parametrize(
    ("period", "words"),
    [
        ("2026", "2026 年"),
        ("2026-06", "2026 年 6 月"),
        ("2026q2", "2026 年第 2 季度"),
        ("2026-w05", "2026 年第 5 周"),
        ("2026-plans", "2026 年计划"),
        ("2025-statements", "2025 年报表"),
        ("2026-06-a", "2026-06-a"),
    ],
)
def test_a_period_is_said_in_words(period: str, words: str) -> None:
    """No reader is shown `2026q2`; what is none of the known forms stays as it was typed."""
    assert period_zh(period) == words
