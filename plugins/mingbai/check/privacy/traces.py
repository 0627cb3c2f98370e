"""A text -> personal data that only its words, or an odd spelling, give away.

Labelled numbers (passports, chat accounts, home telephones), dates of birth, illnesses, minors, and
numbers that were bracketed, glued to letters, cut, or typed with O for 0. Each class has its
verdict in `verdicts.csv`.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator

from mingbai.check.privacy.rules import (
    BANK_CARD,
    BIRTHDAY,
    CHAT_ACCOUNT,
    EMAIL,
    HOME_PHONE,
    IDENTITY_DOCUMENT,
    ILLNESS,
    MINOR,
    MOBILE_NUMBER,
    RESIDENT_ID,
    RESIDENT_ID_TYPO,
    WEAK_MASK,
)
from mingbai.issues import Rule
from mingbai.read.persons import NumberKind, find_numbers
from mingbai.read.persons.check_digits import PROVINCE, masked, resident_id

Trace = tuple[Rule, str]

_IS = r"\s*(?:号码?|ID|[账帐]号)?\s*(?:[:：为是=]|号是)?\s*"
_LABELS = (
    "护照|通行证|回乡证|台胞证|往来证|军官证|士兵证|警官证|军人证|居留证|居住证|永居证|社保卡号|社会保障卡|驾驶证(?:档案)?"
    "|户口[本簿]|残疾人?证|(?:香港|澳门|港澳|台湾)(?:居民|永久性?居民)?身份证"
    "|passport|permit"
)
_DOCUMENT = re.compile(
    rf"(?:{_LABELS})(?:编?号码?|证号|No\.?)?{_IS}([A-Za-z]{{0,2}}\d{{6,18}}|\d/\d{{6}}/\d|[^\s，。；;,]{{0,3}}字第?\d{{5,10}}号?)",
    re.IGNORECASE,
)
_BEFORE_LABEL = re.compile(
    rf"(?<![A-Za-z0-9])([A-Z]{{1,2}}\d{{7,9}})\s*[(（，,]?\s*(?:本人|系|是|为|的)?"
    rf"(?:往来|来往|港澳|内地|大陆|台湾|居民){{0,4}}(?:{_LABELS})"
)
_DATED_ID = re.compile(
    r"(?<!\d)([1-9]\d{5})\D{0,3}((?:19|20)\d\d)\s*年\s*(\d{1,2})\s*月\s*(\d{1,2})\s*日?\D{0,3}"
    r"(\d{3}\s?[\dXx])(?![\dA-Za-z])"
)
_HKID = re.compile(r"(?<![A-Za-z0-9])([A-Z]{1,2})(\d{6})\s*[(（]([0-9A])[)）]")
_SOLDIER = re.compile(r"[军士文武离退海空][一-鿿]{0,3}字第\s*(\d{5,10})\s*号")
_MAIL_HOSTS = (
    "qq|foxmail|163|126|yeah|139|189|wo|sina|sohu|aliyun|gmail|outlook|hotmail|live|icloud|yahoo"
)
_OPEN, _CLOSE = r"\s*[(（\[【{<]\s*", r"\s*[)）\]】}>]\s*"
_EMAIL = re.compile(
    rf"(?<![\w.+-])[\w.+-]{{1,64}}(?:@|＠|{_OPEN}(?:[aA][tT]|艾特|@){_CLOSE}"
    rf"|(?:\s*[#＃＊*]\s*|\s+[aA][tT]\s+|\s*艾特\s*)(?=(?:{_MAIL_HOSTS})[.点\s(（\[]))"
    rf"(?P<host>(?:[A-Za-z0-9-]{{1,63}}(?:\.|点|\s*[(（\[]?(?:dot|DOT|点)[)）\]]?\s*)){{1,5}}[A-Za-z]{{2,12}})",
    re.ASCII,
)
_PUBLIC_MAIL = re.compile(
    r"[@＠)）\]](?:[\w-]+\.)*(?:gov|edu|org|ac)(?:\.cn)?$|\.example$", re.IGNORECASE
)
_CHAT = re.compile(
    r"(?:微信(?!公众|服务|小程序|群|支付|扫)|[薇维微徽]信(?=[号:：])|威信(?=号?[:：])|wechat(?!\s*(?:account|group|pay|official|mini))|weixin"
    r"|(?<![A-Za-z])(?:[vV][xX信]|wx(?=[号:： ]))|加[vV])"
    rf"{_IS}([A-Za-z0-9_][\w-]{{4,19}})",
    re.IGNORECASE | re.ASCII,
)
_QQ = re.compile(
    rf"(?<![A-Za-z])(?:QQ|扣扣|企鹅)(?!群){_IS}([1-9]\d{{4,10}})(?!\d|@)", re.IGNORECASE
)
_LANDLINE = r"(?:[(（\[]?\s*0\d{2,3}\s*[)）\]]?[-—－\s]{0,2})?[2-8]\d{2,3}[-\s]?\d{4}"
_HOME_PHONE = re.compile(
    rf"(?:(?:家庭|住宅|家里|家中|宅)(?:的|固定)?(?:座机|电话|固话|电)|(?<![一-鿿])(?:[家宅]|住宅|家里)(?=\s*[:：]))"
    rf"{_IS}({_LANDLINE})(?!\d)"
    rf"|(?<!\d)({_LANDLINE})\s*[(（](?:家|宅|家里|家庭|住宅)(?:电话?)?[)）]"
)
_YEAR_ZH = r"(?:一九|二[〇零○])[〇零○一二三四五六七八九]{2}"
_COUNT_ZH = "[一二三四五六七八九十廿卅]{1,3}"
_DAY_ZH = rf"{_YEAR_ZH}\s*年(?:\s*{_COUNT_ZH}\s*月(?:\s*{_COUNT_ZH}\s*[日号]?)?)?"
_DAY = r"(?:19|20)\d\d\s*(?:[-./年]\s*\d{1,2}\s*(?:[-./月]\s*\d{1,2}\s*日?|月)?|\d{4}(?!\d))"
_BIRTHDAY = re.compile(
    rf"(?:出生(?:日期|年月日?|时间|于)?|生日|生于|诞生于|DOB){_IS}({_DAY}|{_DAY_ZH})"
    rf"|({_DAY}|{_DAY_ZH}|(?<!\d)\d\d\s*年\s*\d{{1,2}}\s*月(?:\s*\d{{1,2}}\s*日)?)"
    r"\s*(?:出生|生(?![产效成活态命意长育])|诞生)"
)
SURNAMES = (
    "王李张刘陈杨黄赵吴周徐孙马朱胡郭何林高罗郑梁谢宋唐许韩冯邓曹彭曾肖田董潘袁蔡蒋余于杜叶程魏苏吕丁任卢姚沈"
    "钟姜崔谭陆范汪廖石金韦贾夏付方邹熊白孟秦邱侯江尹薛闫段雷龙黎史陶贺毛郝顾龚邵万覃武钱戴严莫孔向常汤"
)
_NAME = rf"[{SURNAMES}](?:某{{1,2}}|[*＊×]{{1,2}}|[一-鿿]{{1,2}})"
_DISEASE = (
    r"[^，。；,;\s]{0,6}?(?:癌|肿瘤|白血病|尿毒症|艾滋|肝炎|肺结核|精神(?:分裂|病|障碍)|抑郁|糖尿病|高血压|心脏病"
    r"|脑梗|脑瘫|中风|偏瘫|瘫痪|癫痫|自闭症|帕金森|红斑狼疮|肾衰竭|冠心病|尘肺|重病|[一-鿿]{1,5}(?:症|炎|病))"
)
_ILLNESS = re.compile(
    rf"({_NAME})[（(，,\s]*(?:因|因为|长期|现|已|被|之[妻夫子女]|的)?(?:身患|患有?|罹患|确诊(?:为|患)?|查出|诊断为|得了?|病情[:：]?|病种[:：]?)"
    rf"{_DISEASE}"
)
_DISABLED = (
    r"(?:(?:重度|[一二三四1-4]级)?(?:视力|听力|言语|肢体|智力|精神|多重)(?:残疾|[一二三四1-4]级)|残疾[一二三四1-4]级"
    r"|(?:长期)?卧床|透析|[化放]疗|HIV|植物人|失能|失明|失聪)"
)
_AILING = re.compile(
    rf"({_NAME})(?:[（(，,、\s:：]+(?:系|属|为|是|现|因|长期|正在|在)?|系|属|现|因|正在|长期)(?:做|接受)?{_DISABLED}"
)
# Words that begin with a surname and are no name.
_NO_NAME = (
    "(?!方[案式法面便针向]|金[额融]|高[中考校等度级职温]|常[见用年委规住]|任[务何职意]|范围|余额|安[全排]|江[苏西]|于[是每各]|向[上下]"
    "|马[上路]|石[材油]|白天|文化|何[时处种]|程[度序]|段|顾[客问]|严[格重禁]|毛病|钱款|谢[绝师]|史|康复|罗列|夏[季令]|林[业场]"
    "|田[间地]|龙头|张贴|许可|曾[经]|周[边末期年围岁一二三四五]|胡[同乱]|郑重|陆[续地]|黄[金]|孙[子女]|陈述|付[款出费]|武[术装]|汇)"
)
_MINORS = (
    "(?:小学生?|[初高]中生|中学生|学生|学童|幼儿|婴幼?儿|婴儿|儿童|孤儿|孩子|小朋友|学龄前儿童)"
)
_GRADE = "(?:[一二三四五六七八九1-9]年级|小学生|学生|学童)"
_PUPIL = re.compile(
    rf"{_MINORS}(?:姓名)?[:：\s]?{_NO_NAME}({_NAME})"
    r"(?=$|[，。；;,、\s）)（(：:]|等|的(?:家长|父|母|监护)|同学|获|因|在)"
    rf"|{_NO_NAME}({_NAME})[（(][^（()），,。；;]{{0,8}}?"
    rf"(?:小学|幼儿园|[初高]中|中学|[大中小]班|{_GRADE}|{_MINORS})"
    r"(?![^）)]{0,6}(?:教师|老师|校长|园长|主任|书记|家长|工|食堂|门卫|保安|代表))"
    rf"[^（()），,。；;]{{0,6}}[）)]"
    rf"|{_NO_NAME}({_NAME})[，,\s][^（()），,。；;]{{0,12}}?{_GRADE}(?=$|[，,。；;])"
    rf"|(?<![一-鿿]){_NO_NAME}({_NAME})(?:小?同学|小朋友)(?![们会])"
)
_MINOR = re.compile(
    rf"({_NAME})[（(，,、\s]*(?:[男女][，,、\s]*)?(?:今年|现年|年仅|年龄|现)?[:：]?\s*(?<!\d)(?:[1-9]|1[0-7])\s*周?岁(?!以|至|到|及|的以|-)"
)
_GLUED = re.compile(
    r"(?<![A-Za-z0-9])(?:[A-Za-z]?[a-z]{1,9}|TEL|PHONE|MOBILE|MOB|T|M|P|H|V|VX|WX|SJ|DH)?[:.]?"
    r"((?:\+?86)?1[3-9]\d{9})(?:[a-z]{1,6}|[A-Z]?(?=[^A-Za-z0-9]|$))(?![A-Za-z0-9])"
)
_BRACKETED = re.compile(r"[（(\[【〔「](?=\s*\+?\d{1,8}\s*[)）\]】〕」])|(?<=\d)\s?[)）\]】〕」]")
_WITH_O = re.compile(r"(?<![A-Za-z0-9])(?=[0-9OoIl]*[OoIl])[0-9OoIl]{11,18}[Xx]?(?![A-Za-z0-9])")
_O = str.maketrans("OoIl", "0011")
_CUT = re.compile(
    r"(?<![\dA-Za-z])([1-9]\d{5,16})\s?(?:…{1,3}|\.{3,6}|⋯{1,3}|。{3,6}|[-—~～]{3,})\s?([\dXx]{0,11})(?![\dA-Za-z])"
)
_CUT_BEFORE = re.compile(
    r"(?:…|\.{3}|⋯)\s?(\d{0,6})((?:19|20)\d\d(?:0[1-9]|1[0-2])(?:0[1-9]|[12]\d|3[01])\d{3}[\dXx])(?![\dA-Za-z])"
)
_BIRTH_YEAR = re.compile(r"\d{6}(?:19|20)")


def _hidden(value: str) -> str:
    return value[:2] + "****"


def _year(day: str) -> str:
    """All of a birthday but its year hidden."""
    return day[:4] + "****"


def _surname(name: str) -> str:
    return name[0] + "**"


# What only its words give away: the rule, what to look for, how much of it a message shows.
_OF_PERSONS: tuple[tuple[Rule, re.Pattern[str], Callable[[str], str]], ...] = (
    (CHAT_ACCOUNT, _CHAT, _hidden),
    (CHAT_ACCOUNT, _QQ, _hidden),
    (HOME_PHONE, _HOME_PHONE, _hidden),
    (BIRTHDAY, _BIRTHDAY, _year),
    (ILLNESS, _ILLNESS, _surname),
    (ILLNESS, _AILING, _surname),
    (MINOR, _MINOR, _surname),
    (MINOR, _PUPIL, _surname),
)


def traces(text: str, is_contact: bool = False) -> Iterator[Trace]:
    """(rule, masked value) for each piece; text with ASCII digits.

    is_contact: the field is an office's public telephone or address, where one expects a number or
    a mail address.
    """
    yield from _documents(text)
    yield from _cut(text)
    yield from _mistyped(text)
    if is_contact:
        return
    yield from _phones(text)
    for match in _EMAIL.finditer(text):
        if not _PUBLIC_MAIL.search(match[0]):
            yield EMAIL, f"{match[0][:2]}****@{match['host']}"
    for rule, pattern, shown in _OF_PERSONS:
        for match in pattern.finditer(text):
            yield rule, shown(next(filter(None, match.groups())))


def _documents(text: str) -> Iterator[Trace]:
    for match in _BEFORE_LABEL.finditer(text):
        yield IDENTITY_DOCUMENT, _hidden(match[1])
    for match in _DOCUMENT.finditer(text):
        yield IDENTITY_DOCUMENT, _hidden(match[1])
    for match in _SOLDIER.finditer(text):
        yield IDENTITY_DOCUMENT, _hidden(match[1])
    for match in _HKID.finditer(text):
        if _is_hkid(match[1], match[2], match[3]):
            yield IDENTITY_DOCUMENT, _hidden(match[1] + match[2])


def _is_hkid(letters: str, digits: str, check: str) -> bool:
    """Whether the check digit of a Hong Kong identity card holds."""
    values = [36, *(ord(letter) - 55 for letter in letters)][-2:]
    values += [int(digit) for digit in digits]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (total + (10 if check == "A" else int(check))) % 11 == 0


def _cut(text: str) -> Iterator[Trace]:
    """Resident IDs of which a part is left out, and too much is left."""
    for match in _CUT.finditer(text):
        before, after = match[1], match[2]
        is_short = len(after) >= 6 and len(before) + len(after) < 18
        if PROVINCE.match(before) and (_BIRTH_YEAR.match(before) or is_short):
            yield WEAK_MASK, before[:2] + "****"
    for match in _CUT_BEFORE.finditer(text):
        yield WEAK_MASK, match[2][:2] + "****"


def _mistyped(text: str) -> Iterator[Trace]:
    """Numbers with O for 0 and l for 1, and resident IDs with words in their birthday."""
    for match in _DATED_ID.finditer(text):
        place, year, month, day, last = match.groups()
        digits = f"{place}{year}{int(month):02d}{int(day):02d}{''.join(last.split())}"
        if (is_right := resident_id(digits)) is not None:
            yield (RESIDENT_ID if is_right else RESIDENT_ID_TYPO), masked(digits)
    for match in _WITH_O.finditer(text):
        digits = match[0].translate(_O)
        if len(digits) == 18 and resident_id(digits) is not None:
            yield (RESIDENT_ID if resident_id(digits) else RESIDENT_ID_TYPO), masked(digits)
        elif re.fullmatch(r"1[3-9]\d{9}", digits) and sum(c.isdigit() for c in match[0]) > 5:
            yield MOBILE_NUMBER, masked(digits)


def _phones(text: str) -> Iterator[Trace]:
    """Telephones glued to letters or in brackets, that `find_numbers` takes for something else."""
    known = [(match.start, match.end) for match in find_numbers(text) if match.is_sure]
    for match in _GLUED.finditer(text):
        is_known = any(start < match.end(1) and match.start(1) < end for start, end in known)
        if not is_known and match[0] != match[1]:
            yield MOBILE_NUMBER, masked(match[1][-11:])
    open_text = _BRACKETED.sub(lambda bracket: " " * len(bracket[0]), text)
    if open_text == text:
        return
    for number in find_numbers(open_text):
        is_known = any(start < number.end and number.start < end for start, end in known)
        was_bracketed = open_text[number.start : number.end] != text[number.start : number.end]
        if number.is_sure and was_bracketed and not is_known:
            yield _BY_KIND[number.kind], number.masked_text


_BY_KIND = {
    NumberKind.RESIDENT_ID: RESIDENT_ID,
    NumberKind.RESIDENT_ID_TYPO: RESIDENT_ID_TYPO,
    NumberKind.BANK_CARD: BANK_CARD,
    NumberKind.MOBILE: MOBILE_NUMBER,
}
