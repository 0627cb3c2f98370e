"""What is typed where nothing is to be said: ditto marks, dashes, 无; blanks inside a name."""

from __future__ import annotations

import re

from mingbai.check.privacy import is_coded
from mingbai.issues import Rule
from mingbai.schema import Field
from mingbai.workbook.rules import DITTO, NOTHING_TYPED

_DITTO = frozenset(
    {"同上", "同前", "同左", "如上", "同上行", "〃", "″", '"', "''", "＂", "々", "“", "”"}
)
_DASHES = re.compile(r"[-–—―─－_/／\\|、.。·…*＊×?？\s]{1,8}")
_NONE = frozenset(
    {"无", "没有", "暂无", "空", "略", "不详", "未知", "待定", "待补", "未填"}
    | {"不公开", "不予公开", "不便公开", "保密"}
    | {"n/a", "na", "null", "none", "nil", "#n/a"}
)
_BRACKETS = "（）()〔〕【】[]"
_NOT_YET = re.compile(r"(?:未|尚未|还没|没有|暂未|待|无)[\u4e00-\u9fff]{0,5}")
_PERSON = re.compile(r"(?:人|姓名|负责人)$")
_NAMED = re.compile(r"(?:人|姓名|方|单位|户名|企业|公司|名称)$")
_HAN = r"[\u3400-\u9fff\U00020000-\U0003134f〇]"
_INNER = re.compile(rf"(?<={_HAN})[\s\u3000\u00a0\u2000-\u200b]+(?={_HAN})")


def fault(text: str, field: Field) -> Rule | None:
    """The rule that a placeholder breaks, None for what is none or may simply be left out."""
    if text in _DITTO and text not in field.description:  # a form may say that it is understood
        return DITTO
    if not is_placeholder(text, field) or text in field.enum:
        return None
    return NOTHING_TYPED if field.required or is_person(field) else None


def is_left_out(text: str, field: Field) -> bool:
    """Whether an optional cell says in some way that there is nothing."""
    return is_placeholder(text, field) and text not in field.enum and not field.required


def is_placeholder(text: str, field: Field) -> bool:
    """Dashes in any column; words for nothing in all but those of free text; 未办结 for a day."""
    if not text or field.type == "boolean":
        return False
    if _DASHES.fullmatch(text):
        return True
    is_plain = not (is_coded(field) or is_person(field) or field.mask)
    if field.type == "string" and is_plain:
        return False
    bare = text.strip(_BRACKETS)
    is_open = field.type in ("date", "yearmonth") and _NOT_YET.fullmatch(bare) is not None
    return is_open or bare.casefold() in _NONE


def is_person(field: Field) -> bool:
    """Whether the field holds the name of a person, by its title (经手人, 姓名)."""
    is_text = field.type == "string" and not field.enum and not field.refers
    return is_text and _PERSON.search(re.sub(r"[（(].*?[）)]", "", field.title)) is not None


def without_inner_blanks(text: str, field: Field) -> str:
    """A name without blanks between its Han characters: 郑　克勤 is 郑克勤."""
    title = re.sub(r"[（(].*?[）)]", "", field.title)
    is_name = field.type == "string" and not field.enum and _NAMED.search(title) is not None
    return _INNER.sub("", text) if is_name else text
