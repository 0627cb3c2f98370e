"""Titles -> pinyin, initials and the A–Z: how things are found by their sound, script or not."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache
from itertools import groupby

from mingbai.model import Name
from mingbai.page.components import Choice, Link

# Readings that the general dictionary gets wrong in names of places, agencies and families.
_WORDS = {
    "朝阳": "chao yang",
    "长乐": "chang le",
    "单县": "shan xian",
    "蔚县": "yu xian",
    "浚县": "xun xian",
    "台州": "tai zhou",
    "丽水": "li shui",
    "乐亭": "lao ting",
    "东阿": "dong e",
    "铅山": "yan shan",
    "洪洞": "hong tong",
    "繁峙": "fan shi",
    "大埔": "da bu",
    "番禺": "pan yu",
    "尉犁": "yu li",
    "涡阳": "guo yang",
    "泌阳": "bi yang",
    "长垣": "chang yuan",
    "还款": "huan kuan",
    "还建": "huan jian",
}
_FAMILIES = {
    "解": "xie",
    "仇": "qiu",
    "单": "shan",
    "查": "zha",
    "曾": "zeng",
    "盖": "ge",
    "朴": "piao",
    "区": "ou",
    "尉": "wei",
    "召": "shao",
    "缪": "miao",
    "冼": "xian",
    "覃": "qin",
    "乐": "yue",
    "薄": "bo",
    "员": "yun",
    "种": "chong",
    "秘": "bi",
    "繁": "po",
    "折": "she",
}
_CORRECTED = re.compile(
    f"(?P<word>{'|'.join(_WORDS)})"
    f"|(?P<family>[{''.join(_FAMILIES)}])(?=[家氏])"
    f"|^(?P<first>[{''.join(_FAMILIES)}])(?=[庄屯湾楼寨店集营沟桥河坪塘圩岭])"
    "|^(?P<long>长)(?=[岭沟河湖山坪塘坡安兴春沙寿宁葛泰治丰清顺冲])"
)
_ENDS = {
    "县": "County",
    "区": "District",
    "市": "City",
    "镇": "Town",
    "乡": "Township",
    "村": "Village",
}
_DIGITS = "零一二三四五六七八九"
_ONE = "[一二三四五六七八九]"
_NUMBER = re.compile(f"[0-9]+|(?:{_ONE}?十{_ONE}?|{_ONE})(?=[组社队号期月])")


def pinyin(title: str) -> str:
    """`柳塘村` -> `liu tang cun`; digits and Latin letters stand one by one, in lower case."""
    return _reading(title)


# The same title is read for the index, its addresses and the A–Z: 65 µs each time.
@lru_cache(maxsize=1 << 16)
def _reading(title: str) -> str:
    syllables: list[str] = []
    at = 0
    for match in _CORRECTED.finditer(title):
        syllables += _general(title[at : match.start()])
        syllables.append(_correction(match))
        at = match.end()
    syllables += _general(title[at:])
    return " ".join(syllables)


def _correction(match: re.Match[str]) -> str:
    if match["word"]:
        return _WORDS[match["word"]]
    if match["long"]:
        return "chang"
    return _FAMILIES[match["family"] or match["first"]]


def _general(text: str) -> list[str]:
    """Syllables by the general dictionary; what is neither Han, letter nor digit is left out."""
    from pypinyin import lazy_pinyin  # slow to import, and a check writes no page

    read = lazy_pinyin(text, errors=lambda rest: " ".join(c for c in rest.lower() if c.isalnum()))
    return " ".join(read).split()


def initials(title: str) -> str:
    """`柳塘村` -> `ltc`."""
    return "".join(syllable[0] for syllable in pinyin(title).split())


def romanised(name: str) -> str:
    """`清源县` -> `Qingyuan County`, for pages of another language and their titles."""
    end = _ENDS.get(name[-1:], "")
    syllables = pinyin(name).split(" ")
    stem = "".join(syllables[:-1] if end else syllables).capitalize()
    return f"{stem} {end}".strip()


def az(names: Iterable[Name]) -> tuple[Choice, ...]:
    """Groups by the first letter of the pinyin, A to Z, then 其他; inside, by pinyin.

    Numbers stand in their order, also Chinese ones that count groups, teams or months.
    """
    keyed = sorted(
        (_letter(n), pinyin(_NUMBER.sub(_padded, n.title)), n.title, n.url, n.note) for n in names
    )
    return tuple(
        Choice(letter, tuple(Link(title, url, note) for _, _, title, url, note in entries))
        for letter, entries in groupby(keyed, key=lambda entry: entry[0])
    )


def _padded(match: re.Match[str]) -> str:
    """`3` and `三` -> `00000003`; `十二` -> `00000012`."""
    tens, ten, ones = match[0].rpartition("十")
    if not match[0].isdecimal():
        value = (_DIGITS.index(tens or "一") * 10 if ten else 0) + _DIGITS.index(ones or "零")
        return f"{value:08}"
    return match[0].zfill(8)


def _letter(name: Name) -> str:
    first = pinyin(name.title)[:1].upper()
    return first if "A" <= first <= "Z" else "其他"
