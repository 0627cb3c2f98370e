"""One regex (Rust) that selects the rows that may hold personal data; other rows are not read.

It must match every row in which `detectors.findings` finds anything; false matches only cost time.
A property test compares the two. Rust's regex takes linear time, so no cell can slow it down.
"""

from __future__ import annotations

from mingbai.check.privacy.detectors import PROVINCE_SIGNS, STARS

_GAP = (
    r"[ \t\x{a0}\x{ad}\x{2000}-\x{2015}\x{202f}\x{2060}\x{2212}\x{3000}\x{feff}\x{1f}"
    r"._·•—－~～/、，,-]{0,3}"
)


def _of(digits: str) -> str:
    """One of these digits, narrow or full-width."""
    return f"[{digits}{''.join(chr(0xFF10 + int(digit)) for digit in digits)}]"


def _run(*digits: str) -> str:
    """Digits in this order, with or without gaps."""
    return _GAP.join(_of(digit) for digit in digits)


_ANY = "0123456789"
_FROM_3 = "3456789"
_MOBILE = _run("1", _FROM_3, *[_ANY] * 9)
_BIRTHDAY = _run(_ANY, _ANY, "01", _ANY, "0123", _ANY)
_RESIDENT_ID = (
    rf"(?:{_run('1', '9')}|{_run('2', '0')}){_GAP}{_BIRTHDAY}(?:{_GAP}{_of(_ANY)}){{3}}"
    rf"{_GAP}[XxＸｘ{_of(_ANY)[1:-1]}]"
)
_OLD_ID = rf"{_run('123456789', *[_ANY] * 5)}{_GAP}{_BIRTHDAY}(?:{_GAP}{_of(_ANY)}){{3}}"
_ISSUERS = ("62", "9558", "9559", "6013", "4", "51", "52", "53", "54", "55", "35", "34", "37")
_CARD = rf"(?:{'|'.join(_run(*lead) for lead in _ISSUERS)})(?:{_GAP}{_of(_ANY)}){{12}}"
_WHOLE = rf"(?:^|\x{{1f}})\s*{_of(_ANY)}{{11,19}}\s*(?:$|\x{{1f}})"
_LABELS = "[卡账帐]号|[账帐]户|银行|存折|一卡通|社保卡|信用社|[农工建中]行|证件|身份"
_LABELLED = rf"(?:{_LABELS})[^\x{{1f}}]*{_of(_ANY)}(?:{_GAP}{_of(_ANY)}){{9}}"

SUSPECT_ROW = "|".join(
    (
        _MOBILE,
        _RESIDENT_ID,
        _OLD_ID,
        _CARD,
        _WHOLE,
        _LABELLED,
        r"[〇零一二三四五六七八九]{11}|[\p{Nd}--[0-9０-９]]{4}",
        rf"[{STARS}]{{3}}|[xX]{{3}}",
        r"[栋幢座元楼]\s*\p{Nd}{2,4}\s*[室号]|[栋幢元]\s*\p{Nd}{3,4}|号\s*\p{Nd}{3,4}\s*室|[组社队]\s*[\p{Nd}一二三四五六七八九十百]{1,4}\s*号",
        r"住址|地址|家住|住在|户籍|居住地",
        rf"[{PROVINCE_SIGNS}][A-HJ-NP-Z][·•. ]?[A-HJ-NP-Z0-9０-９]{{5}}|[账帐卡]号|存折",
    )
)
"""For the cells of a row joined by `persons.CELL`: matches where the row must be read."""
