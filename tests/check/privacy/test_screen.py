"""The screen lets nothing through that the detectors would find, wherever and however it stands."""

from __future__ import annotations

import random

import polars as pl
import pytest
from hypothesis import assume, example, given
from hypothesis import strategies as st

from mingbai.check.privacy import cells, scan_text, screen
from mingbai.check.privacy.detectors import findings
from mingbai.read.persons import CELL, find_numbers
from people import person
from sizes import examples

# Whatever stands between the digits of a number, or beside it: narrow, wide, invisible, broken.
SIGNS = (*" -\u3000\u00a0\u2009\ufeff－·、，\n\t\x0b\x1c\x1f\x85\u2028",)
GAPS = (*SIGNS, "", "", "\r\n", "  ", " - ")
DIGITS = (
    str.maketrans("", ""),
    str.maketrans("0123456789Xx", "０１２３４５６７８９Ｘｘ"),
    str.maketrans("0123456789", "〇一二三四五六七八九"),
    str.maketrans("0123456789", "٠١٢٣٤٥٦٧٨٩"),
)
SHAPES = ((6, 8, 4), (6, 4, 4, 4), (3, 4, 4), (4, 4, 4, 4, 4), (6, 6, 6), (19,), (1,) * 19)
LABELS = ("卡号", "账号:", "身份证", "证件号", "银行", "一卡通", "编号", "合同号", "电话", "记")
BESIDE = ("https://x.cn/a?id=", "HT-", *"（），。X元A=…", "86", "0086", "12")
HOMES = ("家住", "现住", "现住址", "住址：", "户籍", "户籍地", "居住地", "", "")
STREETS = ("柳塘村", "幸福路", "翠湖花园", "红星小区", "东街社区幸福巷")
HOUSES = ("组", "号", "栋", "幢", "号楼", "单元", "室", "号院", "座", "")
COUNTS = ("3", "三", "十二", "５", "18", "201", "502", "1803")
SPACES = ("", "", "", " ", "\n", "\x1c", "\u3000")
PLATES = ("川A", "川Ａ", "12345", "·")
MASKS = (*"*xX", "＊＊", "***", "xx", "ｘｘｘ", "●●", "1101", "13812", "002X", "62220212345678")


@st.composite
def numbers(draw: st.DrawFn) -> str:
    """A number of a person, in groups, in one script or several, with gaps between the groups."""
    someone = person(random.Random(draw(st.integers(0, 10_000))))
    resident_id = someone.resident_id
    mistyped = (resident_id[:15] + "000", resident_id[:17] + "0", "1234567890128")
    number = draw(
        st.sampled_from((resident_id, someone.old_id, someone.mobile, someone.card, *mistyped))
    )
    pieces, rest = [], number
    for size in draw(st.sampled_from(SHAPES)):
        pieces.append(rest[:size].translate(draw(st.sampled_from((*DIGITS, *DIGITS[:2] * 3)))))
        rest = rest[size:]
    pieces.append(rest)
    gap = draw(st.sampled_from(GAPS))
    return "".join(piece + draw(st.sampled_from([gap, gap, gap, *GAPS])) for piece in pieces)


@st.composite
def homes(draw: st.DrawFn) -> str:
    """An address down to a house, or something that looks like one."""
    parts = [draw(st.sampled_from(HOMES)), draw(st.sampled_from(STREETS))]
    for _ in range(draw(st.integers(1, 3))):
        parts += [draw(st.sampled_from(one)) for one in (COUNTS, SPACES, HOUSES, SPACES)]
    return "".join(parts)


SCRAPS = "0123456789０１Xx*＊ -\u3000村组号室栋住址川A卡账三"
TEXTS = st.lists(
    st.one_of(
        numbers(),
        homes(),
        *map(st.sampled_from, (LABELS, BESIDE, HOMES, PLATES, MASKS, GAPS)),
        st.text(alphabet=SCRAPS, max_size=12),
    ),
    max_size=5,
).map("".join)


def is_suspect(text: str) -> bool:
    return text in screen.suspects([text])


@examples(300)
@given(TEXTS)
def test_what_the_detectors_find_is_suspicious(text):
    """Every text in which `findings` finds anything is read."""
    if list(findings(text)):
        assert is_suspect(text)


@examples(300)
@given(TEXTS)
@example("家住柳塘村3组3\n组3号")
@example("*x1101000000000000")
def test_what_is_found_in_a_line_or_over_two_makes_the_whole_text_suspicious(text):
    """A text is screened as a whole: no way of ending a line hides what stands in one line."""
    if scan_text(text, "a.txt"):
        assert is_suspect(text)


@given(st.lists(TEXTS, min_size=2, max_size=4))
def test_what_is_found_in_a_cell_or_over_two_makes_the_whole_row_suspicious(row):
    """Cells are screened joined to a row, as `cells` joins them."""
    joined = CELL.join(row)
    is_split = any(m.is_sure and CELL in joined[m.start : m.end] for m in find_numbers(joined))
    if is_split or any(list(findings(cell)) for cell in row):
        assert is_suspect(joined)


@examples(300)
@given(TEXTS)
def test_a_code_with_a_number_that_is_sure_is_suspicious(code):
    """Codes are judged by `find_numbers` alone, in links too: what it is sure of is read."""
    assume(code)
    if any(match.is_sure for match in find_numbers(code)):
        assert screen.is_suspect(pl.Series([code]))[0]


@given(st.lists(numbers().map("记{}".format), min_size=1, max_size=8))
@example(["记١٦٤٤٦٢٩٢٣٣١－"])
def test_leaks_among_codes_are_those_of_a_look_at_every_code(codes):
    """The screen changes nothing in what a column of codes gives away."""
    column = pl.Series(codes)
    long = [c for c in codes if pl.Series([c]).str.contains(r"(?:\d\D{0,3}){11}")[0]]
    counts = column.value_counts(name="cells")
    leaks = cells._leaks_inside_codes(counts.to_series(0), counts["cells"])
    assert set(leaks) <= set(long)
    if len(codes) <= 2:  # two cells of one shape are no usual code
        assert set(leaks) == {c for c in long if cells._is_leak(c)}


@pytest.mark.parametrize(
    "text",
    [
        "现住柳塘村5号",
        "尾号 13812345*xx",
        "电话 ١٣٨ 1234 ٥678",
        "联系\n13812345678",
        "付款\x0b6228480402564890018\u2028收讫",
        "110105\n19491231\r\n002X",
        "卡号（农行）\n1234567890128",
        "柳塘村3组\x1c18号",
        "幸福路5号 201 室",
        "110105491231002",
    ],
)
def test_known_ways_around_the_screen_are_closed(text):
    """Half of a label, a mask of two signs, digits of another script, ends of lines."""
    assert scan_text(text, "a.txt")
    assert is_suspect(text)


def test_ordinary_words_are_not_read():
    """Nothing in what offices write every day is suspicious; a file's name may be no UTF-8."""
    words = [
        "收柳塘村3组鱼塘承包租金2026年，合同HT-990121-2026-0007",
        "付村部电费",
        "误工补贴 3 人 5 天",
        "2026-06-01\n到 2026-06-30\n",
        "办公电话：0739-5555123",
        "发到村民微信群，也可以用微信支付",
        foreign_name := b"\xff.txt".decode("utf-8", "surrogateescape"),
    ]
    assert screen.suspects(words) == frozenset()
    assert screen.suspects([f"13812345678{foreign_name}"]) == {f"13812345678{foreign_name}"}
