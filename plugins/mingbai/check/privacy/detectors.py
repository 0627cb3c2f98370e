"""Detectors: text -> (rule, masked value) for each piece of personal data in it."""

from __future__ import annotations

import re
from collections.abc import Iterator

from mingbai.check.privacy.rules import (
    ACCOUNT_NUMBER,
    BANK_CARD,
    HOME_ADDRESS,
    MOBILE_NUMBER,
    NUMBER_PLATE,
    RESIDENT_ID,
    RESIDENT_ID_TYPO,
    WEAK_MASK,
)
from mingbai.check.privacy.traces import traces
from mingbai.issues import Rule
from mingbai.read.persons import NumberKind, NumberMatch, ascii_digits, find_numbers
from mingbai.read.persons.check_digits import masked

Finding = tuple[Rule, str]

STARS = "*＊✱×●○█■□✕"
BY_NUMBER = {
    NumberKind.RESIDENT_ID: RESIDENT_ID,
    NumberKind.RESIDENT_ID_TYPO: RESIDENT_ID_TYPO,
    NumberKind.BANK_CARD: BANK_CARD,
    NumberKind.MOBILE: MOBILE_NUMBER,
}

_N = r"(?:\d{1,4}|[一二三四五六七八九十百]{1,4})"
# Not homes: things with a number (3号塘, 8号商铺) and offices (2号楼201室).
_THINGS = (
    "楼机井桥线塘库地田路渠闸池泵站窗柜门鱼房厂仓商铺摊棚大变电杆灯点段标厅令文件集山水林果茶园区公"
)
_THING = f"(?![{_THINGS}])"
_NO_SUM = r"(?![\d.,，]*\d|\s*[元万平户米㎡%名人吨株台])"  # 3栋120平方米: an amount, not a room
_GROUP = r"(?:村民小?组|[组社队])"
_RURAL = re.compile(rf"[一-鿿]{{1,10}}[村屯庄寨]\s*第?{_N}\s*{_GROUP}\s*{_N}\s*号{_THING}")
_ROOM_ZH = "[〇零○一二三四五六七八九十百]{2,5}"
_URBAN = re.compile(
    rf"[一-鿿\d]{{2,20}}?{_N}\s*(?:栋|幢|座|号楼)\s*(?:{_N}\s*单元)?\s*\d{{2,4}}(?:室|号)"
    rf"|[一-鿿\d]{{2,20}}?{_N}\s*单元\s*\d{{2,4}}\s*(?:室|号)"
    rf"|[一-鿿\d]{{2,20}}?{_N}\s*(?:单元|栋|幢)\s*\d{{3,4}}{_NO_SUM}"
    rf"|[一-鿿\d]{{1,20}}?[路街巷弄道里]\s*{_N}\s*号\s*\d{{3,4}}\s*室"
    rf"|[一-鿿\d]{{2,20}}?(?:[A-Za-z]|{_N})\s*(?:栋|幢|座|号楼)\s*(?:{_N}\s*单元)?\s*"
    rf"(?:\d{{2,4}}|{_ROOM_ZH})\s*[室房](?!间|屋)"
    rf"|[一-鿿\d]{{2,20}}?{_N}\s*单元\s*(?:{_N}\s*[楼层]\s*)?(?:\d{{1,4}}|{_ROOM_ZH})\s*[室号房户](?!间|屋)"
)
_ESTATE = "(?:园|苑|城|湾|府|居|庭|郡|花园|小区|公寓|家园|新村)"
_VILLAGE_HOUSE = re.compile(
    rf"(?<![\d.]){_N}\s*{_GROUP}\s*{_N}\s*号{_THING}"
    rf"|[一-鿿]{{1,8}}[村屯庄寨]\s*\d{{1,4}}\s*号(?:之\s*{_N}|附\s*\d{{1,3}}\s*号)?{_THING}"
    rf"|[一-鿿]{{2,16}}?{_ESTATE}\s*\d{{1,3}}\s*座\s*\d{{3,4}}{_NO_SUM}"
    rf"|[一-鿿]{{2,16}}?{_ESTATE}\s*{_N}\s*(?:[#＃号]\s*楼?|[栋幢])\s*\d{{1,2}}\s*[-—－]\s*\d{{3,4}}(?!\d)"
    rf"|[一-鿿]{{2,16}}?{_ESTATE}\s*\d{{1,3}}\s*[-—－]\s*\d{{1,2}}\s*[-—－]\s*\d{{3,4}}(?![\d-])"
    rf"|(?<![\d.]){_N}\s*弄\s*{_N}\s*号{_THING}"
    r"|[一-鿿]{1,10}[路街巷道]\s*[A-Za-z]\s*座\s*\d{3,6}(?!\d)"
)
_HOUSE = re.compile(
    r"[栋幢座楼层元]\s*\d{1,4}\s*[室号房户]|[〇零○一二三四五六七八九十百]\s*[室房号户]|[栋幢元号座]\s*\d{3,6}|[组社队]|[村屯庄寨]\s*\d{1,4}\s*号"
    r"|[#＃号楼栋幢\d]\s*\d{0,2}\s*[-—－]\s*\d{3,4}|弄"
)
_OFFICE = re.compile(
    r"办公|政务|中心|大厦|机关|政府|[局所校站]|(?<!号)院|医院|学校|大厅|服务|公司|银行"
)
_STATED = re.compile(
    r"(?:家住|住址|家庭地址|户籍地址?|现住址?|居住地|住在|户籍所在地)\s*[:：为是]?\s*"
    rf"([^，。；;,\s]{{2,40}}?[村区路街巷弄里组屯寨庄苑园寓道]{_N}\s*(?:号|组|室|栋|单元|社|队))"
)
PROVINCE_SIGNS = "京津沪渝冀豫云辽黑湘皖鲁新苏浙赣鄂桂甘晋蒙陕吉闽贵粤青藏川宁琼"
_PLATE = re.compile(
    rf"[{PROVINCE_SIGNS}][A-HJ-NP-Z]"
    r"[·•. ]?(?=[A-HJ-NP-Z0-9]*\d)[A-HJ-NP-Z0-9]{5,6}(?![A-Za-z0-9])"
)
_ACCOUNT = re.compile(r"(?:[账帐卡]号|存折号?)\s*(?:[:：为是]\s*)?(\d[\d -]{8,30}\d)")
_MASKED = re.compile(rf"[\dXx]*[{STARS}][\dXx{STARS}]*|\d[\dXx]*[xX]{{3,}}[\dXx]*")
_DIGEST = re.compile(r"(?:sha256:)?(?=[0-9]*[a-f])(?:[0-9a-f]{64}|[0-9a-f]{32})")
_URL = re.compile(r"https?://[!#-&*-;=?-~]+")  # ends at a quote, a bracket, a Chinese character


def findings(text: str, is_contact: bool = False) -> Iterator[Finding]:
    """(rule, masked value) for each piece of personal data in a free text.

    is_contact: the field is an office's public telephone or address: only IDs, cards, accounts
    and weak masks are reported. A digest or a salt alone is nobody's number.
    """
    if _DIGEST.fullmatch(text):
        return
    matches = [match for match in find_numbers(text) if _is_reported(match, text)]
    yield from (
        (BY_NUMBER[match.kind], match.masked_text)
        for match in matches
        if _is_forbidden(match, is_contact)
    )
    ascii_text = ascii_digits(text)
    yield from ((WEAK_MASK, mask) for mask in weak_masks(ascii_text))
    yield from traces(ascii_text, is_contact)
    for labelled in _ACCOUNT.finditer(ascii_text):
        start, end = labelled.span(1)
        if not any(match.start < end and start < match.end for match in matches):
            yield ACCOUNT_NUMBER, masked(re.sub(r"\D", "", labelled[1]))
    if not is_contact:
        yield from ((HOME_ADDRESS, address) for address in addresses(ascii_text))
        yield from ((NUMBER_PLATE, m[0][:3] + "****") for m in _PLATE.finditer(ascii_text))


def _is_forbidden(match: NumberMatch, is_contact: bool) -> bool:
    return not (is_contact and match.kind is NumberKind.MOBILE)


def _is_reported(match: NumberMatch, text: str) -> bool:
    """Whether a match is reported, by its kind, its certainty, and where in the text it stands."""
    is_whole = match.end - match.start == len(text.strip())
    if is_whole or match.kind in (NumberKind.RESIDENT_ID, NumberKind.RESIDENT_ID_TYPO):
        return match.is_sure or is_whole or not _in_link(match, text)
    return match.is_sure and not _in_link(match, text)


def _in_link(match: NumberMatch, text: str) -> bool:
    return any(m.start() < match.start < m.end() for m in _URL.finditer(text))


def addresses(text: str) -> Iterator[str]:
    """Home addresses down to the house, each with all after its township or village masked."""
    stated = [match.span(1) for match in _STATED.finditer(text)]
    yield from (_hidden(text[start:end]) for start, end in stated)
    if not _HOUSE.search(text):
        return
    for pattern in (_RURAL, _URBAN, _VILLAGE_HOUSE):
        for match in pattern.finditer(text):
            is_known = any(match.start() < end and start < match.end() for start, end in stated)
            stated.append(match.span())
            if not is_known and not _OFFICE.search(text[max(0, match.start() - 12) : match.end()]):
                yield _hidden(match[0])


def _hidden(address: str) -> str:
    """`柳塘村3组18号` -> `柳塘村****`, for messages."""
    keep = re.match(r"(?s).*?[镇乡村屯庄寨道区苑园]|..", address)
    assert keep  # an address has at least two characters
    return keep[0] + "****"


def weak_masks(text: str) -> Iterator[str]:
    """Masked numbers that still identify a person; each with all but its start masked."""
    for match in _MASKED.finditer(text):
        mask = re.sub(rf"[{STARS}]", "*", re.sub(r"[xX](?=[xX])|(?<=[xX])[xX]", "*", match[0]))
        is_number = len(mask) == 18 or (len(mask) == 11 and re.match(r"1[3-9*]|\*", mask))
        if ("***" in mask or is_number) and is_weak(mask):
            yield mask[:2] + "*" * (len(mask) - 2)


def is_weak(mask: str) -> bool:
    """Whether a mask (digits and `*`) hides too little.

    At least: of an ID 8 digits and all of the birthday, of a telephone the 4 in the middle, of a
    card 6. The form in official notices: 35*************123, 138****1234.
    """
    length, hidden = len(mask), mask.count("*")
    visible = length - hidden
    if length in (15, 18):
        birthday = mask[6:14] if length == 18 else mask[6:12]
        return visible > 0 and (hidden < 8 or set(birthday) != {"*"})
    if length == 11 and mask[0] in "1*":
        return mask[3:7] != "****"
    longest = max(len(end) for end in (mask.split("*")[0], mask.split("*")[-1]))
    return visible > 10 or longest > 6
