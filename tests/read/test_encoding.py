"""Small files in whatever encoding: the right text or a refusal, never other characters."""

from __future__ import annotations

import random

import pytest

from committed import TITLES
from mingbai.read import encoding
from sizes import times

HEADED = TITLES.split(",")
NAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋"
RARE = "㐂㛃䶮𠮷𡈽𫖯𬀩𬭚玥堃喆犇淼焱昇"
TRADITIONAL = "陳劉楊趙黃吳孫馬羅鄭謝韓馮許鄧蕭葉閻餘鐘譚廖賴龍萬顧錢湯賀龔"
KANA = "アイウエオかきくけこ道路工事"
LATIN = "café naïve größe año señor coûte"


def _file(dice: random.Random, alphabet: str, heading: str) -> str:
    rows = [
        "1001-00,2026-06," + "".join(dice.choices(alphabet, k=dice.randint(1, 6)))
        for _ in range(dice.randint(1, 5))
    ]
    return "\n".join((heading, *rows, ""))


@pytest.mark.parametrize("alphabet", [NAMES, NAMES + RARE], ids=["names", "rare names"])
def test_small_chinese_files_are_read_right_or_refused(alphabet: str) -> None:
    """Of five hundred files of one to five rows none becomes other text; common names all pass."""
    dice = random.Random(1)
    refused = 0
    for _ in range(times(500)):
        text = _file(dice, alphabet, TITLES)
        found = encoding.utf8(text.encode("gb18030"), "x.csv", HEADED)
        assert found.body in (None, text.encode())
        refused += found.body is None
        assert encoding.utf8(text.encode(), "x.csv", HEADED) == encoding.Decoded(text.encode())
    assert refused == 0 or alphabet != NAMES


@pytest.mark.parametrize(
    ("name", "alphabet"),
    [
        ("big5", TRADITIONAL),
        ("shift-jis", KANA),
        ("euc-kr", "가나다라마바사"),
        ("latin-1", LATIN),
        ("cp1252", LATIN),
        ("utf-16-le", NAMES),
        ("utf-16", NAMES),
        ("utf-7", NAMES),
    ],
)
def test_other_encodings_are_never_taken_for_chinese(name: str, alphabet: str) -> None:
    """Whatever the heading, no file in another encoding becomes text that nobody wrote."""
    dice = random.Random(2)
    for heading in ("code,month,name", "a,b,c"):
        for _ in range(times(300)):
            raw = _file(dice, alphabet, heading).encode(name)
            found = encoding.utf8(raw, "x.csv", HEADED)
            assert found.body is None or found.body == raw, "refused, or plain ASCII as it stands"


def test_bytes_at_random_are_refused_or_are_utf8() -> None:
    """Value or issue, never an exception."""
    dice = random.Random(3)
    for _ in range(times(2_000)):
        raw = dice.randbytes(dice.randint(0, 40))
        found = encoding.utf8(raw, "x.csv", HEADED)
        assert (found.body is None) == bool(found.issues)
        assert found.body is None or found.body == raw.removeprefix(b"\xef\xbb\xbf")
