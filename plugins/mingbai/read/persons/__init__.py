"""Text -> the numbers of persons in it: resident IDs, mobile numbers, bank cards."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache
from itertools import pairwise

from mingbai.read.persons import check_digits
from mingbai.read.persons.check_digits import (
    PROVINCE,
    credit_code,
    luhn,
    masked,
    old_resident_id,
    resident_id,
)

__all__ = [
    "CELL",
    "LIKE_X",
    "NUMERALS",
    "NumberKind",
    "NumberMatch",
    "ascii_digits",
    "check_digits",
    "find_numbers",
    "redacted",
]

CELL = "\x1f"  # stands between two cells of a row: a number may be split over them


class NumberKind(StrEnum):
    """What a number is. The order is the priority where two matches overlap."""

    RESIDENT_ID = "resident-id"
    BANK_CARD = "bank-card"
    MOBILE = "mobile-number"
    RESIDENT_ID_TYPO = "resident-id-typo"


@dataclass(frozen=True, slots=True)
class NumberMatch:
    """A number of a person in a text, at [start, end). masked_text: as the official form hides it.

    is_sure: the check digit or the issuer's prefix proves it; otherwise it only has the length and
    the form of such a number, and the caller decides by the words around it.
    """

    kind: NumberKind
    start: int
    end: int
    masked_text: str
    is_sure: bool


@dataclass(frozen=True, slots=True)
class _Group:
    """A run of digits in the text, with the X that may end a resident ID."""

    start: int
    end: int
    digits: str


_APART = (  # what people put between the digits of one number
    " \t\u00a0\u00ad\u2000-\u2015\u202f\u2060\u2212\u3000\ufeff._·•—－~～/-"
)
_LIST = "、，,"  # stands between numbers of a list too: between digits of an ID, only in its shape
_RUN = re.compile(rf"\d+(?:[Xx](?![A-Za-z0-9]))?|(?<=\d[{_APART}])[Xx](?![A-Za-z0-9])")
# Written for digits, the last as one says them by radio.
NUMERALS = "〇零一二三四五六七八九幺壹贰叁肆伍陆柒捌玖⓪①②③④⑤⑥⑦⑧⑨貳參陸两洞拐勾"
_NUMERAL_DIGITS = "00123456789112345678901234567892362079"
_SPELLED = re.compile(rf"[\d{NUMERALS}](?:[{_APART}]{{0,2}}[\d{NUMERALS}]){{10,}}")
_OF_WORDS = 2
_HAN = str.maketrans(NUMERALS, _NUMERAL_DIGITS)
LIKE_X = "ＸХΧ╳ｘхχ"  # full-width, Cyrillic, Greek, drawn
_WIDE = re.compile(rf"[^\D0-9]|[{LIKE_X}]")  # digits of every script but ASCII
_LONG = re.compile(rf"(?:[\d{NUMERALS}][^\d{NUMERALS}]{{0,3}}){{10}}[\d{NUMERALS}]")
# Of a certificate of disability: a resident ID, sort, grade, perhaps how often it was replaced.
_DISABLED = re.compile(
    r"(?<![0-9A-Za-z])(\d{17}[\dXx])[1-7][1-4](?:[Bb]\d{1,2})?(?![0-9A-Za-z])", re.ASCII
)
_LEAST_DIGITS = 11  # that _LONG asks for
_GAP = re.compile(rf"[\n\r\x1f{_LIST}{_APART}]{{1,3}}")
_BREAK = re.compile(rf"[\n\r\x1f{_LIST}]")
_SPACE_GAP = re.compile(r"[ \t\u00a0\u2000-\u200d\u202f\u2060\u3000\ufeff]+")
_ID_SHAPES = frozenset({(6, 8, 4), (6, 4, 4, 4), (6, 4, 2, 2, 4), (6, 6, 6), (14, 4), (6, 12)})
_CARD = re.compile(
    r"62\d{14,17}|(?:9558|9559|6013)\d{15}|(?:4\d|5[1-5]|35)\d{14}|3[47]\d{13}", re.ASCII
)
_ID_WORD = re.compile(r"身份证|证件|公民身份|身份号")
_CARD_WORD = re.compile(r"[卡账帐]号|[账帐]户|银行|存折|一卡通|社保卡|信用社|[农工建中]行")
_CODE_WORD = re.compile(
    r"(?:编[号码]|代码|合同号?|凭证号?|发?票号?|[单文批案件]号|订单|流水|索引号|itemcode|https?:)"
    r"(?!.*\d\W*[\s，。；;,、])",  # a code that has ended already names no further number
    re.IGNORECASE,
)
_LOOK_BACK = 14


def ascii_digits(text: str) -> str:
    """The text, of the same length, with every kind of digit and full-width X as ASCII."""
    if text.isascii():
        return text
    text = _SPELLED.sub(lambda run: _in_digits(run.group()), text)
    return _WIDE.sub(lambda sign: _ascii(sign.group()), text)


def _in_digits(run: str) -> str:
    """Numerals as digits; one or two beside digits are a name (张三110105…) or a word."""
    numerals = sum(sign in NUMERALS for sign in run)
    return run.translate(_HAN) if numerals > _OF_WORDS else run


def _ascii(sign: str) -> str:
    if sign in LIKE_X:
        return "X" if LIKE_X.index(sign) < LIKE_X.index("ｘ") else "x"
    return str(unicodedata.decimal(sign))


def find_numbers(text: str) -> tuple[NumberMatch, ...]:
    """Every number of a person in a text, by position; where two overlap, only one of them."""
    if len(text) < _LEAST_DIGITS or not _LONG.search(text):
        return ()
    ascii_text = ascii_digits(text)
    groups = [_Group(m.start(), m.end(), m.group()) for m in _RUN.finditer(ascii_text)]
    order = list(NumberKind)
    candidates = sorted(
        _candidates(ascii_text, groups), key=lambda h: (not h.is_sure, order.index(h.kind))
    )
    chosen: list[NumberMatch] = []
    for match in candidates:
        if all(match.end <= other.start or match.start >= other.end for other in chosen):
            chosen.append(match)
    return tuple(sorted(chosen, key=lambda match: match.start))


@lru_cache(maxsize=10_000)  # a report names the same values and paths again and again
def redacted(text: str) -> str:
    """The text with every number of a person masked, for messages."""
    for match in reversed(find_numbers(text)):
        if match.is_sure or match.kind is not NumberKind.BANK_CARD:
            text = text[: match.start] + match.masked_text + text[match.end :]
    return text


def _candidates(text: str, groups: list[_Group]) -> Iterator[NumberMatch]:
    for group in groups:
        yield from _unbroken(text, group)
    for match in _DISABLED.finditer(text):
        if resident_id(match[1]):
            group = _Group(match.start(), match.end(), match[1])
            yield _match(NumberKind.RESIDENT_ID, group, match[1], is_sure=True)
    for line in _lines(text, groups):
        for first in range(len(line) - 1):
            for last in range(first + 1, min(first + 19, len(line))):
                window = line[first : last + 1]
                if sum(len(g.digits) for g in window) > 19:
                    break
                yield from _split(text, window, _is_alone(text, line, first, last))


def _lines(text: str, groups: list[_Group]) -> Iterator[list[_Group]]:
    """Runs of groups between which stand only spaces, dashes, dots or the edge of a cell."""
    line: list[_Group] = groups[:1]
    for before, group in pairwise(groups):
        if not _GAP.fullmatch(text[before.end : group.start]):
            yield line
            line = []
        line.append(group)
    yield line


def _unbroken(text: str, group: _Group) -> Iterator[NumberMatch]:
    """Matches of a number written without gaps."""
    digits, length = group.digits, len(group.digits)
    is_code = _is_part_of_code(text, group)
    words_before = text[max(0, group.start - _LOOK_BACK) : group.start]
    if length == 18:
        if resident_id(digits):
            yield _match(NumberKind.RESIDENT_ID, group, digits, is_sure=True)
        elif not is_code and _may_be_typo(digits, words_before):
            # Excel keeps 15 digits of a number: an ID typed as one ends in 000, which none does
            is_rounded = digits.endswith("000")
            kind = NumberKind.RESIDENT_ID if is_rounded else NumberKind.RESIDENT_ID_TYPO
            yield _match(kind, group, digits, is_sure=False)
    if is_code or not digits.isdecimal():
        return
    if length == 15 and old_resident_id(digits) and not _says_code(words_before):
        yield _match(NumberKind.RESIDENT_ID, group, digits, is_sure=False)
    if _is_card(digits, words_before):
        is_sure = bool(_CARD.fullmatch(digits) or _CARD_WORD.search(words_before))
        yield _match(NumberKind.BANK_CARD, group, digits, is_sure=is_sure)
    mobile = re.fullmatch(r"(?:(?:00)?86|0)?(1[3-9]\d{9})", digits)
    if mobile:
        yield _match(NumberKind.MOBILE, group, mobile[1], is_sure=not _says_code(words_before))


def _split(text: str, window: list[_Group], is_alone: bool) -> Iterator[NumberMatch]:
    """Matches of a number written in groups (6-8-4, 3-4-4, 4-4-4-4-3), perhaps over two cells."""
    digits = "".join(group.digits for group in window)
    joined = _Group(window[0].start, window[-1].end, digits)
    if "X" in digits[:-1].upper():
        return
    gaps = [text[a.end : b.start] for a, b in pairwise(window)]
    sizes = tuple(len(group.digits) for group in window)
    is_list = any(mark in gap for gap in gaps for mark in _LIST)
    if sizes not in _ID_SHAPES and _is_numbered_code(text, window, gaps):
        return
    if len(digits) == 18 and resident_id(digits) and (sizes in _ID_SHAPES or not is_list):
        yield _match(NumberKind.RESIDENT_ID, joined, digits, is_sure=True)
    if not is_alone or not digits.isdecimal():
        return
    if any(_BREAK.search(gap) for gap in gaps):
        yield from _over_cells(text, joined, gaps)
        return
    is_spelled = set(sizes) == {1}
    if re.fullmatch(r"1[3-9]\d{9}", digits) and (is_spelled or _is_mobile_shape(sizes, gaps)):
        yield _match(NumberKind.MOBILE, joined, digits, is_sure=True)
    if (
        _CARD.fullmatch(digits)
        and _is_card(digits, "")
        and (is_spelled or set(sizes[:-1]) <= {4, 6})
    ):
        yield _match(NumberKind.BANK_CARD, joined, digits, is_sure=True)
    if len(digits) == 15 and (is_spelled or sizes == (6, 6, 3)) and old_resident_id(digits):
        yield _match(NumberKind.RESIDENT_ID, joined, digits, is_sure=False)
    if sizes in {(6, 8, 4), (6, 4, 4, 4), (6, 6, 6)} and resident_id(digits) is False:
        yield _match(NumberKind.RESIDENT_ID_TYPO, joined, digits, is_sure=False)


def _over_cells(text: str, joined: _Group, gaps: list[str]) -> Iterator[NumberMatch]:
    """A telephone or a card of which each part is all that is at its side of the edge of a cell."""
    if any(gap not in (CELL, "\n") for gap in gaps):
        return
    before, after = text[: joined.start], text[joined.end :]
    is_whole = re.search(r"(?:^|[^\dA-Za-z-])$", before) and re.match(r"(?:$|[^\dA-Za-z-])", after)
    if not is_whole:
        return
    if re.fullmatch(r"1[3-9]\d{9}", joined.digits):
        yield _match(NumberKind.MOBILE, joined, joined.digits, is_sure=True)
    elif _CARD.fullmatch(joined.digits) and _is_card(joined.digits, ""):
        yield _match(NumberKind.BANK_CARD, joined, joined.digits, is_sure=True)


def _is_numbered_code(text: str, window: list[_Group], gaps: list[str]) -> bool:
    """The digits of one word of letters and hyphened digits, or its beginning.

    HT-990121200202-02-2025, DW-990121200201-2026-06-1.

    Its digits may pass for an ID by chance: they hold a region and a year, and one check digit in
    eleven is right. Nobody writes an ID behind letters in groups like these.
    """
    is_hyphened = set(gaps) == {"-"} and min(len(group.digits) for group in window) > 1
    is_begun = re.search(r"(?<![A-Za-z0-9-])[A-Za-z]{1,8}-$", text[: window[0].start])
    is_ended = re.match(r"(?:-[0-9]{1,4})*(?!-?[A-Za-z0-9])", text[window[-1].end :])
    return is_hyphened and bool(is_begun) and bool(is_ended)


def _is_mobile_shape(sizes: tuple[int, ...], gaps: list[str]) -> bool:
    if all(_SPACE_GAP.fullmatch(gap) for gap in gaps):
        return len(sizes) <= 4 and min(sizes) >= 2
    return sizes in {(3, 4, 4), (3, 8), (7, 4)}


def _is_alone(text: str, line: list[_Group], first: int, last: int) -> bool:
    """Whether no further group of digits stands before or after with the same separator.

    In a list of numbers, neighbours are separated alike. The country code 86 may come before.
    """
    inner = text[line[first].end : line[first + 1].start]
    if first > 0 and line[first - 1].digits not in ("86", "0086"):
        before = text[line[first - 1].end : line[first].start]
        if before == inner:
            return False
    after = text[line[last].end : line[last + 1].start] if last + 1 < len(line) else None
    is_code = re.search(r"[A-Za-z][-_]?$", text[: line[first].start]) and inner == "-"
    return after != inner and not is_code


def _is_part_of_code(text: str, group: _Group) -> bool:
    """Other digits stand in the same word of letters and digits (511Z07001006, …8778183N)."""
    before = re.search(r"[A-Za-z0-9]*$", text[: group.start])
    after = re.match(r"[A-Za-z0-9]*", text[group.end :])
    assert before
    assert after  # both patterns match an empty text too
    return bool(re.search(r"\d", before[0]) or re.search(r"\d|^[A-Za-z](?![a-z])", after[0]))


def _may_be_typo(digits: str, words_before: str) -> bool:
    if _ID_WORD.search(words_before):
        return True
    if resident_id(digits) is None or not PROVINCE.match(digits):
        return False
    return not _says_code(words_before) and not (digits.isdecimal() and credit_code(digits))


def _is_card(digits: str, words_before: str) -> bool:
    if (
        not 13 <= len(digits) <= 19
        or digits[0] == "0"
        or not luhn(digits)
        or _says_code(words_before)
    ):
        return False
    is_other = (len(digits) == 15 and old_resident_id(digits)) or (
        len(digits) == 18 and (resident_id(digits) is not None or credit_code(digits))
    )
    return not is_other or bool(_CARD_WORD.search(words_before))


def _says_code(words_before: str) -> bool:
    """Whether the words before announce a code, and none of them a number of a person."""
    return bool(_CODE_WORD.search(words_before)) and not (
        _ID_WORD.search(words_before) or _CARD_WORD.search(words_before)
    )


def _match(kind: NumberKind, group: _Group, digits: str, is_sure: bool) -> NumberMatch:
    return NumberMatch(kind, group.start, group.end, masked(digits), is_sure)
