"""Rows below a heading that are one more of it, and records that only look so."""

from __future__ import annotations

import pytest

from mingbai.read.headings import REPEATED_HEADING
from mingbai.read.second_headings import PROBABLE_HEADING, rules_of

_PEOPLE = (
    ("0001", "柳塘村", "2026-05-01"),
    ("0002", "石桥村", "2026-05-09"),
    ("0003", "柏堰村", "2026-06-11"),
)
_WORDS = (("柳塘", "水泥路"), ("石桥", "水渠"), ("柏堰", "路灯"))


@pytest.mark.parametrize(
    "row",
    [
        ("编号", "所在村", "开工日期"),
        ("编号*", "所在村（全称）", "开工日期"),
        ("Record number", "Place", "Start date"),
        ("号", "村", "办理日期"),
        ("（1）", "（2）", "（3）"),
        ("①", "②", "③"),
        ("甲", "乙", "1"),
        ("A", "B", "C"),
        ("1", "2", "3"),
        ("1", "2", "3=1+2"),
        ("第1栏", "第2栏", "第3栏"),
        ("单位：亩", None, None),
        (None, "（个）", "（元）"),
        ("元", "亩", "-"),
    ],
)
def test_what_only_a_heading_holds_is_refused(row: tuple[str | None, ...]) -> None:
    """Labels, numbers and units of columns are not published as a record."""
    assert list(rules_of([row, *_PEOPLE])) == [(0, REPEATED_HEADING)]


@pytest.mark.parametrize(
    ("row", "others"),
    [(("无", "柳塘", "待定"), _PEOPLE), (("甲", "乙"), _WORDS)],  # words above digits; two columns
)
def test_what_may_be_a_record_is_asked(
    row: tuple[str, ...], others: tuple[tuple[str, ...], ...]
) -> None:
    """It is published, and said: only who keeps the table knows."""
    assert list(rules_of([row, *others])) == [(0, PROBABLE_HEADING)]


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [(None, None)],
        _PEOPLE,
        _WORDS,
        [("1", "2"), ("3", "4"), ("5", "6")],
        [("姓名", "负责人姓名"), ("电话", "办公电话"), ("地址", "办公地址")],  # a dictionary
        [("元", "人民币"), ("亩", "十五分之一公顷")],  # units that are records
        [("县政府办", "无"), ("县公安局", "无"), ("县财政局", "无")],
        [("总机", "0000-8000000"), ("门卫", "0000-8000001")],
        [("1", "2", "4"), ("甲", "乙", "丁")],
        [("a", "1"), ("b", "2")],
        [("甲", "1", "2"), ("乙", "2", "3")],
    ],
)
def test_records_are_let_alone(rows: list[tuple[str | None, ...]]) -> None:
    """Records of words, of small numbers, of units, of names of columns."""
    assert list(rules_of(rows)) == []


def test_each_row_of_a_heading_of_several_is_named() -> None:
    """Labels, units and numbers below the names: three rows to delete, said at once."""
    below = [("编号", "所在村", "面积"), ("", "（个）", "（亩）"), ("1", "2", "3")]
    rows = [tuple(cell or None for cell in row) for row in below]
    assert list(rules_of([*rows, *_PEOPLE])) == [(row, REPEATED_HEADING) for row in range(3)]
