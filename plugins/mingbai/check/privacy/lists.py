"""Tables -> issues of columns and person lists: masks, sensitive titles, missing end dates."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from datetime import date

import pandas as pd

from mingbai.check.privacy.cells import texts
from mingbai.check.privacy.detectors import STARS, is_weak
from mingbai.check.privacy.rules import (
    DOUBTFUL_COLUMN,
    ENDLESS_LIST,
    SENSITIVE_COLUMN,
    UNMASKED_ID,
    UNMASKED_NAME,
)
from mingbai.issues import Issue, Rule
from mingbai.read import Table
from mingbai.read.persons import redacted
from mingbai.read.persons.check_digits import credit_code, resident_id
from mingbai.schema import Field

_HIDDEN = rf"[{STARS}某]"
_ORGANISATION = (
    r"公司|合作社|联合社|经济社|经济联社|工厂|中心|学校|医院|委员会|政府|办公室|集团|企业|协会|基金会"
    r"|事务所|农场|林场|超市|商行|药房|餐馆|饭店"
    r"|.{3,}(?:[厂店场馆院校所局站部队会社行园厅村组镇乡县室坊铺]|[大中小]学)$"
)
_SHORT_ID = re.compile(r"\d{2,3}[\dXx]")
_OTHER_ID = re.compile(r"[A-Za-z0-9]{0,3}\*{4,}[A-Za-z0-9]{0,4}")
_CREDIT_CODE = re.compile(r"[0-9A-HJ-NPQRTUWXY]{18}")
_DIRECT = re.compile(
    r"身份证|证件号|公民身份|银行卡|卡号|手机|住址|家庭地址|户籍地址|存折"
    r"|id_?card|identity_(?:no|number)|mobile|bank_?card|home_address",
    re.IGNORECASE,
)
_ACCOUNT = re.compile(r"[账帐]号|开户行|开户银行|bank_?account", re.IGNORECASE)
_HEALTH = re.compile(
    r"病种|疾病|病史|诊断|残疾|致贫原因|健康状况|未成年|监护人|宗教|信仰"
    r"|disease|diagnos|disabilit|religion",
    re.IGNORECASE,
)
_PERSON = re.compile(r"姓名|户主|申请人|受益人|患者|学生|本人|person|full_name", re.IGNORECASE)


def hides_person(name: str) -> bool:
    """Whether a name gives nobody away: an organisation's, or one with its given name hidden."""
    return bool(re.search(f"{_HIDDEN}|{_ORGANISATION}", name))


def masks(table: Table) -> Iterator[Issue]:
    """Issues of names and IDs that the schema says must be masked, and are not.

    A name keeps its surname (张*, 李*明, 王某); names of organisations are not masked. An ID keeps
    its first 2 and last 3 characters, or only its last 3 or 4, to tell people of one name apart.
    """
    for field in table.schema.fields:
        if field.mask is not None and len(table.frame):
            column = texts(table, field.name)
            rule, bad = _unmasked(field, column.drop_nulls().unique().to_list())
            for row in column.is_in(list(bad)).arg_true():
                path, line = table.frame.index[row]
                yield rule.issue(path, line, field.name, bad[column[row]])


def _unmasked(field: Field, values: list[str]) -> tuple[Rule, dict[str, str]]:
    """The rule of a masked field, and the values that break it -> their masked form."""
    if field.mask == "name":
        bad = [value for value in values if not hides_person(value)]
        return UNMASKED_NAME, {value: f"{value[:1]}{'*' * (len(value) - 1)}" for value in bad}
    if field.mask == "id":
        bad = [value for value in values if not hides_id(value)]
        return UNMASKED_ID, {value: redacted(value)[:2] + "****" for value in bad}
    raise ValueError(f"{field.name}: mask is `name` or `id`, not {field.mask}")


def hides_id(value: str) -> bool:
    """Whether a number gives nobody away: an organisation's, or one with enough of it hidden."""
    flat = re.sub(rf"[{STARS}]", "*", value)
    if _CREDIT_CODE.fullmatch(flat):
        return not _is_person_number(flat)
    if _SHORT_ID.fullmatch(flat):
        return True
    is_number = re.fullmatch(r"[\dXx*]{15}|[\dXx*]{18}", flat)
    return not is_weak(flat) if is_number else bool(_OTHER_ID.fullmatch(flat))


def _is_person_number(code: str) -> bool:
    """Whether 18 characters are a resident ID and not an organisation's credit code."""
    return resident_id(code) is not None or (code.isdecimal() and not credit_code(code))


def columns(table: Table) -> Iterator[Issue]:
    """Issues of columns whose title says that they hold sensitive personal data."""
    has_persons = any(_names_persons(table, field) for field in table.schema.fields)
    for field in table.schema.fields:
        if field.contact or field.mask is not None:
            continue
        words = f"{field.title} {field.name}"
        is_direct = _DIRECT.search(words) and not _is_hidden(table, field)
        if is_direct or (has_persons and _HEALTH.search(words)):
            yield from _column(SENSITIVE_COLUMN, table, field)
        elif _ACCOUNT.search(words):
            yield from _column(DOUBTFUL_COLUMN, table, field)


def _names_persons(table: Table, field: Field) -> bool:
    words = f"{field.title} {field.name}"
    return bool(_PERSON.search(words)) and field.mask is None and not _is_hidden(table, field)


def _is_hidden(table: Table, field: Field) -> bool:
    """Every cell of the column is masked or empty."""
    if field.type not in ("string", "any"):
        return not table.frame[field.column].notna().any()
    return bool(texts(table, field.name).drop_nulls().str.contains(_HIDDEN).all())


def _column(rule: Rule, table: Table, field: Field) -> Iterator[Issue]:
    """One issue a file in which the column holds anything."""
    filled = table.frame[field.column].notna()
    for path in table.frame.index[filled].get_level_values("file").unique():
        yield rule.issue(path, field=field.name, found=field.title)


def ends(table: Table) -> Iterator[Issue]:
    """Issues of rows of a person list without an end date."""
    if not table.schema.is_person_list:
        return
    for path, line in table.frame.index[_last_days(table).isna()]:
        yield ENDLESS_LIST.issue(path, line, table.schema.expires)


def current(table: Table, as_of: date) -> Table:
    """A person list without the rows whose last day is before `as_of`; other tables unchanged."""
    if not table.schema.is_person_list:
        return table
    days = _last_days(table)
    return replace(table, frame=table.frame[days >= pd.Timestamp(as_of)], verbatim={})


def _last_days(table: Table) -> pd.Series:
    assert table.schema.expires is not None, f"{table.name}: a person list needs `expires`"
    return table.frame[table.schema.expires]
