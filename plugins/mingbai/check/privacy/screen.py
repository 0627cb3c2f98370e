"""Texts -> those that may hold personal data, by one regex (Rust); the others are not read.

It must match every text in which `detectors.findings` finds anything, and every code in which
`find_numbers` is sure of a number; false matches only cost time. Property tests compare it with
both. Rust's regex takes linear time, so that no text can slow it down.
"""

from __future__ import annotations

from collections.abc import Iterable

import polars as pl

from mingbai.check.privacy.detectors import PROVINCE_SIGNS, STARS
from mingbai.check.privacy.traces import SURNAMES
from mingbai.read.persons import LIKE_X, NUMERALS

# Between the digits of one number: as in `find_numbers`, with breaks of lines and edges of cells.
_GAP = (
    r"[\n\r \t\x{a0}\x{ad}\x{2000}-\x{2015}\x{202f}\x{2060}\x{2212}\x{3000}\x{feff}\x{1f}"
    r"._·•—－~～/、，,-]{0,3}"
)
# What `\s` of Python matches: Rust leaves out the separators of ASCII.
_SPACE = r"[\s\x{1c}-\x{1f}]"


def _of(digits: str) -> str:
    """One of these digits, narrow or full-width."""
    return f"[{digits}{''.join(chr(0xFF10 + int(digit)) for digit in digits)}]"


def _run(*digits: str) -> str:
    """Digits in this order, with or without gaps."""
    return _GAP.join(_of(digit) for digit in digits)


_ANY = "0123456789"
_DIGITS = _of(_ANY)[1:-1]
_COUNTRY = rf"(?:(?:{_run('0', '0')})?{_run('8', '6')}|{_of('0')})?"
_MOBILE = _COUNTRY + _run("1", "3456789", *[_ANY] * 9)
_BIRTHDAY = _run(_ANY, _ANY, "01", _ANY, "0123", _ANY)
_RESIDENT_ID = (
    rf"{_run('123456789', *[_ANY] * 5)}{_GAP}(?:{_run('1', '9')}|{_run('2', '0')}){_GAP}{_BIRTHDAY}"
    rf"(?:{_GAP}{_of(_ANY)}){{3}}{_GAP}[Xx{LIKE_X}{_DIGITS}]"
)
_OLD_ID = rf"{_run('123456789', *[_ANY] * 5)}{_GAP}{_BIRTHDAY}(?:{_GAP}{_of(_ANY)}){{3}}"
_ISSUERS = ("62", "9558", "9559", "6013", "4", "51", "52", "53", "54", "55", "35", "34", "37")
_CARD = rf"(?:{'|'.join(_run(*lead) for lead in _ISSUERS)})(?:{_GAP}{_of(_ANY)}){{12,17}}"
# `find_numbers` takes whole groups of digits: none stands right before or after a number.
_NUMBER = rf"(?:^|[^{_DIGITS}])(?:{_MOBILE}|{_RESIDENT_ID}|{_OLD_ID}|{_CARD})(?:$|[^{_DIGITS}])"
# A text, line or cell that is nothing but a number.
_WHOLE = rf"(?:^|{_SPACE}){_of(_ANY)}{{11,19}}(?:$|{_SPACE})"
_LABELS = "[卡账帐]号|[账帐]户|银行|存折|一卡通|社保卡|信用社|[农工建中]行|证件|身份"
_LABELLED = rf"(?:{_LABELS})(?s:.{{0,12}}){_of(_ANY)}{{13}}"  # `find_numbers` looks back 14
_COUNT = r"[\p{Nd}一二三四五六七八九十百]{1,4}"

# An account after its label: most texts that name 微信 speak of a group, or of paying with it.
_CHAT = rf"微信{_SPACE}*(?:号码?)?{_SPACE}*(?:[:：为是=]|号是)?{_SPACE}*[A-Za-z_{_DIGITS}]"

_CENTURY = rf"(?:{_run('1', '9')}|{_run('2', '0')})"
# Hosts of mail of persons, where the sign before them is not @.
_MAIL = (
    "(?:qq|foxmail|163|126|yeah|139|189|wo|sina|sohu|aliyun|gmail|outlook|hotmail|live|icloud"
    rf"|yahoo)(?:{_SPACE}|[.点(（\[])"
)

# Of the many texts that name a school or children those in which a name may stand beside it.
_GRADE = rf"(?:[一二三四五六七八九{_DIGITS}]年级|小学生|学生|学童)"
_CHILD = "(?:小学生?|[初高]中生|中学生|学生|学童|幼儿|婴幼?儿|儿童|孤儿|孩子|小朋友)"
_PUPIL = (
    rf"{_CHILD}(?:姓名)?[:：]?{_SPACE}?[{SURNAMES}](?:[某{STARS}]|\p{{Han}})"
    rf"|[（(][^（()），,。；;]{{0,8}}(?:小学|幼儿园|[初高]中|中学|[大中小]班|{_GRADE}|{_CHILD})"
    rf"|{_GRADE}(?:[，,。；;]|{_SPACE}|$)|同学|小朋友"
)

# Words and forms that `traces` looks for.
_TRACES = (
    rf"护照|[行乡胞来官兵人留住居驶疾]证|户口[本簿]|社保卡号|社会保障卡"
    r"|(?i:passport|permit|wechat|weixin|v[x信]|qq|dob)"
    rf"|香港|澳门|台湾|港澳|{_of(_ANY)}{{6}}[^0-9]{{0,3}}{_CENTURY}{_of(_ANY)}{{2}}{_SPACE}*年"
    rf"|字第|[@＠]|[(（\[【{{<]{_SPACE}*(?:(?i:at)|艾特)|艾特"
    rf"|[#＃＊*]{_SPACE}*{_MAIL}|{_SPACE}(?i:at){_SPACE}+{_MAIL}"
    rf"|[薇维威徽]信|(?i:wx)|[家宅里庭]{_SPACE}*[:：]|[（(](?:家[里庭]?|住?宅)(?:电话?)?[)）]|{_CHAT}|加[vV]|扣扣|企鹅"
    r"|[家宅][庭里中]?(?:的|固定)?(?:座机|电话|固话|电)|住宅|出生|生日|生于|诞生"
    rf"|[{_DIGITS}月日号年]{_SPACE}*生|[患诊]|查出|得了|病[情种]|残疾"
    rf"|[力言体神重]{_SPACE}*[一二三四1-4]级|卧床|透析|[化放]疗|HIV|植物人|失[能明聪]"
    rf"|{_PUPIL}|[{_DIGITS}]{_SPACE}*周?岁"
    rf"|[A-Za-z.:+6]{_of('1')}{_of('3456789')}{_of(_ANY)}{{9}}"
    rf"|{_of('1')}{_of('3456789')}{_of(_ANY)}{{9}}[A-Za-z]"
    rf"|[)）\]】〕」]{_SPACE}?[-]?{_of(_ANY)}{{3}}|{_of(_ANY)}{{2}}[(（\[【〔「]{_of(_ANY)}{{2}}"
    rf"|[OoIl][0-9OoIl]{{5}}|[0-9OoIl]{{5}}[OoIl]"
    rf"|{_of(_ANY)}{_SPACE}?(?:…|\.{{3}}|⋯|。{{3}}|[-—~～]{{3}})|(?:…|\.{{3}}|⋯){_SPACE}?{_of(_ANY)}{{8}}"
)

_MASK = f"[{STARS}{_DIGITS}XxＸｘ]"
SUSPECT = "|".join(
    (
        _NUMBER,
        _WHOLE,
        _LABELLED,
        rf"[{NUMERALS}](?:{_GAP}[{NUMERALS}{_DIGITS}]){{5}}",
        rf"(?:[{NUMERALS}{_DIGITS}]{_GAP}){{5}}[{NUMERALS}]|[\p{{Nd}}--[0-9０-９]]",
        rf"(?:^|[^{_DIGITS}]){_RESIDENT_ID}{_of('1234567')}{_of('1234')}(?:$|[^{_DIGITS}])",
        rf"[#＃号楼栋幢]{_SPACE}*\p{{Nd}}{{1,2}}{_SPACE}*[-—－]{_SPACE}*\p{{Nd}}{{3}}",
        rf"[园苑城湾府居庭郡区寓村]{_SPACE}*\p{{Nd}}{{1,3}}{_SPACE}*[-—－]{_SPACE}*\p{{Nd}}{{1,2}}{_SPACE}*[-—－]{_SPACE}*\p{{Nd}}{{3}}",
        rf"弄{_SPACE}*{_COUNT}{_SPACE}*号",
        rf"[{STARS}xXＸｘ]{{3}}",
        rf"[栋幢座元楼]{_SPACE}*\p{{Nd}}{{2,4}}{_SPACE}*[室号]|[栋幢元]{_SPACE}*\p{{Nd}}{{3,4}}",
        rf"号{_SPACE}*\p{{Nd}}{{3,4}}{_SPACE}*室|[组社队]{_SPACE}*{_COUNT}{_SPACE}*号",
        rf"[元栋幢座楼层]{_SPACE}*[0-9０-９〇零○一二三四五六七八九十百]{{1,5}}{_SPACE}*[室号房户]",
        r"住址|地址|家住|住在|户籍|居住地|现住",
        rf"[{PROVINCE_SIGNS}][A-HJ-NP-Z][·•. ]?[A-HJ-NP-Z0-9０-９]{{5}}|[账帐卡]号|存折",
        rf"{_of(_ANY)}[{STARS}]{{1,2}}{_of(_ANY)}[{_DIGITS}XxＸｘ]"
        rf"|[{STARS}]{_MASK}{{5}}|{_MASK}{{5}}[{STARS}]",  # of eleven signs or more, one a star
        rf"[村屯庄寨]{_SPACE}*{_of(_ANY)}{{1,4}}{_SPACE}*号|[座]{_SPACE}*{_of(_ANY)}{{3}}",
        _TRACES,
    )
)
"""Matches texts that must be read, also the cells of a row joined by `persons.CELL`."""


def is_suspect(texts: pl.Series) -> pl.Series:
    """Whether each text must be read; absent where the text is."""
    return texts.str.contains(SUSPECT)


def suspects(texts: Iterable[str]) -> frozenset[str]:
    """The texts that must be read. Any text is taken, a file's name that is no UTF-8 too."""
    different = list(dict.fromkeys(texts))
    # a surrogate is no digit, no gap and no word, and so is the mark in its place
    encodable = [text.encode("utf-8", "replace").decode() for text in different]
    rows = is_suspect(pl.Series(encodable, dtype=pl.String)).arg_true()
    return frozenset(different[row] for row in rows)
