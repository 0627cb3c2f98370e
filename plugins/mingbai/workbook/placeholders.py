"""What is typed where nothing is to be said: ditto marks, dashes, 无; blanks inside a name."""

from __future__ import annotations

import re

from mingbai.check.privacy import is_coded
from mingbai.issues import Rule
from mingbai.schema import Field
from mingbai.workbook.rules import DITTO, NOTHING_TYPED

_DITTO = re.compile(
    r"[〃″\"＂々“”]|''|(?:[同如见仝]|参见|详见|照)(?:[上前左下]|以上|前面|上面)(?:[一]?[行栏格列条笔款项页]|述|文)?"
)
_DASHES = re.compile(r"[-–—―─－_/／\\|、.。·…*＊×?？\s]{1,8}")
_NONE = re.compile(
    r"(?:暂|均|皆|并|尚|本[月期年])?(?:无|没有)(?:此[项栏]|该[项栏]|内容|数据|资料)?"
    r"|空白?|略|暂缺|缺失?|保密|没填|不(?:详|明|清楚|知道|知|适用|涉及|公开|予公开|便公开)"
    r"|未(?:知|填|填写|定)|待(?:定|补|查|核|填|补充|核实|核对|确认|完善|填写)"
    r"|n/a|na|null|none|nil|#n/a"
)
_BRACKETS = "（）()〔〕【】[]"
_NOT_YET = re.compile(r"(?:未|尚未|还没|没有|暂未|待|无)[\u4e00-\u9fff]{0,5}")
_PERSON = re.compile(r"(?:人|姓名|负责人)$")
_NAMED = re.compile(r"(?:人|姓名|方|单位|户名|企业|公司|名称)$")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003134f〇]"
_INNER = re.compile(rf"(?<={_HAN})[\s\u3000\u00a0\u2000-\u200b]+(?={_HAN})")


def fault(text: str, field: Field) -> Rule | None:
    """The rule that a placeholder breaks, None for what is none or may simply be left out."""
    is_ditto = _DITTO.fullmatch(text) is not None
    if is_ditto and text not in field.description:  # a form may say that it is understood
        return DITTO
    if not is_placeholder(text, field) or text in field.enum:
        return None
    return NOTHING_TYPED if field.required or is_person(field) else None


def is_left_out(text: str, field: Field) -> bool:
    """Whether an optional cell says in some way that there is nothing."""
    return is_placeholder(text, field) and text not in field.enum and not field.required


def is_placeholder(text: str, field: Field) -> bool:
    """Dashes in any column; words for nothing in all but those of free text; 未办结 for a day.

    A column of free text that names somebody (收款方) is none of these.
    """
    if not text or field.type == "boolean":
        return False
    if _DASHES.fullmatch(text):
        return True
    is_plain = not (is_coded(field) or _names_somebody(field) or field.mask)
    if field.type == "string" and is_plain:
        return False
    bare = text.strip(_BRACKETS)
    is_open = field.type in ("date", "yearmonth") and _NOT_YET.fullmatch(bare) is not None
    return is_open or _NONE.fullmatch(bare.casefold()) is not None


def is_person(field: Field) -> bool:
    """Whether the field holds the name of a person, by its title (经手人, 姓名)."""
    is_text = field.type == "string" and not field.enum and not field.refers
    return is_text and _PERSON.search(re.sub(r"[（(].*?[）)]", "", field.title)) is not None


def without_inner_blanks(text: str, field: Field) -> str:
    """A name without blanks between its Han characters: 郑　克勤 is 郑克勤."""
    return _INNER.sub("", text) if _names_somebody(field) else text


def _names_somebody(field: Field) -> bool:
    """Whether the field holds the name of a person, an office or a firm, by its title."""
    title = re.sub(r"[（(].*?[）)]", "", field.title)
    return field.type == "string" and not field.enum and _NAMED.search(title) is not None
