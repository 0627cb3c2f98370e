"""Bytes of a datapackage.json -> the descriptor, parsed within limits, and its issues."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.issues import Issue, Rule
from mingbai.read.cell.characters import forbidden, is_padded

BAD_JSON = Rule(
    code="bad-json",
    title="描述文件不是正确的 JSON",
    message="描述文件从这里起读不通：{found}",
    remedy="照模板改好括号、引号和逗号，存成 UTF-8。",
    meaning="datapackage.json 必须是完整、规范的 JSON。",
)
DUPLICATE_PROPERTY = Rule(
    code="duplicate-property",
    title="同一项写了两次",
    message="“{found}”写了两次。",
    remedy="只留正确的那一个。",
    meaning="描述文件里同一项只能写一次，否则不知道以哪个为准。",
)
TOO_DEEP = Rule(
    code="too-deep",
    title="层数太多",
    message="描述文件套的层数太多，最多 {expected} 层。",
    remedy="照模板重写描述文件。",
    meaning="描述文件的层数有上限。",
)
MISSING_PROPERTY = Rule(
    code="missing-property",
    title="缺必填项",
    message="描述文件缺少“{field}”。",
    remedy="照模板补上这一项。",
    meaning="名称、标题、公开日期、批准人、表格清单都必须写明。",
)
UNKNOWN_PROPERTY = Rule(
    code="unknown-property",
    title="多出不认识的项",
    message="描述文件里有不认识的“{found}”。",
    remedy="删掉它，或改成模板里的写法。",
    meaning="不认识的项一律不收，免得写错了名字没人发现。",
)
NOT_A_TEXT = Rule(
    code="not-a-text",
    title="应填文字",
    message="“{field}”应填一段文字，最多 {expected} 字，前后没有空格：{found}",
    remedy="照模板填写。",
    meaning="标题、批准人等填文字，不能空着。",
)
NOT_A_LIST = Rule(
    code="not-a-list",
    title="应填清单",
    message="“{field}”应是不空的清单：{found}",
    remedy="照模板填写。",
    meaning="表格、许可、来源等是清单，写在方括号里。",
)
BAD_PACKAGE_NAME = Rule(
    code="bad-package-name",
    title="名称写法不对",
    message="名称“{found}”写法不对，应如 {expected}。",
    remedy="只用小写字母、数字、点和横线。",
    meaning="数据包的名称用在网址和文件名里。",
)
BAD_PUBLISHED = Rule(
    code="bad-publication-date",
    title="公开日期写法不对",
    message="公开日期“{found}”应如 {expected}。",
    remedy="写公开那天的日期，如 2026-07-10。",
    meaning="公开日期只有一种写法，必须真有这一天。",
)
BAD_PROFILE = Rule(
    code="unknown-profile",
    title="不认识的标准版本",
    message="“{field}”写的是“{found}”，只能是 {expected}。",
    remedy="删掉这一项。",
    meaning="核对时不访问网络，只认数据包标准自己的名字。",
)
BAD_DESCRIPTOR_TEXT = Rule(
    code="bad-descriptor-character",
    title="描述文件里有看不见的字符",
    message="描述文件里有不能用的字符 {expected}：{found}",
    remedy="删掉这个字符，重新录入。",
    meaning="控制字符、零宽字符、改变文字方向的字符一律不收。",
)

BAD_WITHDRAWAL = Rule(
    code="bad-withdrawal",
    title="撤回写得不对",
    message="撤回说明要写哪天（on）、原因（reason）、说明（words）、谁决定（decided_by），不再列表格：{found}",
    remedy="撤回不手工写：恢复原来的文件，运行 mingbai withdraw {package}。",
    meaning="撤回的数据包只留描述文件，写明哪天、为什么、谁决定撤回。",
)

RULES = (
    BAD_JSON,
    DUPLICATE_PROPERTY,
    TOO_DEEP,
    MISSING_PROPERTY,
    UNKNOWN_PROPERTY,
    NOT_A_TEXT,
    NOT_A_LIST,
    BAD_PACKAGE_NAME,
    BAD_PUBLISHED,
    BAD_PROFILE,
    BAD_DESCRIPTOR_TEXT,
    BAD_WITHDRAWAL,
)

LIMIT = 256_000
DEPTH = 12
TEXT_LIMIT = 2000
_SNIPPET = 40
REQUIRED = ("name", "title", "published", "approved_by", "resources")
_TEXTS = ("title", "approved_by", "description", "version", "homepage", "id", "created")
_LISTS = ("licenses", "sources", "contributors", "keywords")
_PROFILES = (
    "data-package",
    "tabular-data-package",
    "https://datapackage.org/profiles/1.0/datapackage.json",
    "https://datapackage.org/profiles/2.0/datapackage.json",
)
WITHDRAWN = "withdrawn"
_WITHDRAWAL = frozenset(("on", "reason", "words", "decided_by"))
_WORDS = 4  # characters of a reason, at least
_KNOWN = frozenset((*REQUIRED, *_TEXTS, *_LISTS, "profile", "$schema"))
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_DATE = re.compile(r"20[0-9]{2}-[0-9]{2}-[0-9]{2}")


@dataclass(frozen=True)
class _DuplicateError(Exception):
    """An object has two values under one name: raised inside json, caught in `parse`."""

    name: str


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values: dict[str, Any] = {}
    for name, value in pairs:
        if name in values:
            raise _DuplicateError(name)
        values[name] = value
    return values


def _no_constant(name: str) -> Any:
    raise ValueError(name)


def parse(raw: bytes, path: str) -> dict[str, Any] | Issue:
    """One JSON object in UTF-8 without duplicate names, NaN or deep nesting; or the issue."""
    try:
        value = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        excerpt = repr(raw[error.start : error.end])
        return BAD_JSON.issue(path, row=raw.count(b"\n", 0, error.start) + 1, found=excerpt)
    except json.JSONDecodeError as error:
        excerpt = error.doc[error.pos : error.pos + _SNIPPET]
        return BAD_JSON.issue(path, row=error.lineno, found=excerpt)
    except _DuplicateError as error:
        return DUPLICATE_PROPERTY.issue(path, found=error.name)
    except RecursionError:
        return TOO_DEEP.issue(path, expected=str(DEPTH))
    except ValueError as error:  # NaN, or an integer of thousands of digits
        return BAD_JSON.issue(path, found=str(error))
    if not isinstance(value, dict):
        return BAD_JSON.issue(path, row=1, found=raw[:_SNIPPET].decode("utf-8", "replace"))
    return TOO_DEEP.issue(path, expected=str(DEPTH)) if _is_deep(value) else value


def _is_deep(value: Any) -> bool:
    level = [value]
    for _ in range(DEPTH):
        level = [inner for outer in level for inner in _inside(outer)]
    return bool(level)


def _inside(value: Any) -> list[Any]:
    """The objects and lists directly inside another."""
    items = value.values() if isinstance(value, dict) else value
    return [inner for inner in items if isinstance(inner, dict | list)]


def texts(value: Any) -> Iterator[str]:
    """Every string in a JSON value, names of properties included."""
    if isinstance(value, str):
        yield value
    elif isinstance(value, dict):
        for name, inner in value.items():
            yield name
            yield from texts(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from texts(inner)


def published_on(value: Any) -> date | None:
    """The date of publication in ISO form (`2026-07-10`), or None."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def check(descriptor: Mapping[str, Any], path: str) -> Iterator[Issue]:
    """What is missing, unknown or wrong in a package's own properties (not its resources)."""
    is_withdrawn = WITHDRAWN in descriptor
    for name in REQUIRED:
        if name not in descriptor and not (is_withdrawn and name == "resources"):
            yield MISSING_PROPERTY.issue(path, field=name)
    if is_withdrawn:
        yield from _withdrawal(descriptor, path)
    for name, value in descriptor.items():
        if name == WITHDRAWN:
            continue
        if fault := _fault(name, value):
            rule, expected = fault
            text = value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)
            excerpt = name if rule is UNKNOWN_PROPERTY else text
            yield rule.issue(path, field=name, found=excerpt, expected=expected)
    yield from check_texts(descriptor, path)


def _withdrawal(descriptor: Mapping[str, Any], path: str) -> Iterator[Issue]:
    """What is wrong with the record of a withdrawal."""
    record = descriptor[WITHDRAWN]
    is_whole = (
        isinstance(record, dict)
        and record.keys() == _WITHDRAWAL
        and all(isinstance(text, str) and text and not is_padded(text) for text in record.values())
        and published_on(record["on"]) is not None
        and len(record["words"]) >= _WORDS
        and "resources" not in descriptor
    )
    if not is_whole:
        record_text = json.dumps(record, ensure_ascii=False)
        yield BAD_WITHDRAWAL.issue(
            path, field=WITHDRAWN, found=record_text, package=path.rpartition("/")[0]
        )


def check_texts(descriptor: Mapping[str, Any], path: str) -> Iterator[Issue]:
    """Forbidden characters in the strings of a descriptor."""
    for text in texts(dict(descriptor)):
        if code := forbidden(text):
            yield BAD_DESCRIPTOR_TEXT.issue(path, found=text, expected=code)


def _fault(name: str, value: Any) -> tuple[Rule, str] | None:
    """The rule that a property breaks, and what it should look like."""
    if name not in _KNOWN:
        return UNKNOWN_PROPERTY, ""
    if name in _TEXTS:
        is_text = isinstance(value, str) and 0 < len(value) <= TEXT_LIMIT and not is_padded(value)
        return None if is_text else (NOT_A_TEXT, str(TEXT_LIMIT))
    if name in _LISTS or name == "resources":
        inner: type = str if name == "keywords" else dict
        is_list = isinstance(value, list) and value and all(isinstance(v, inner) for v in value)
        return None if is_list else (NOT_A_LIST, "")
    if name == "name":
        is_name = isinstance(value, str) and _NAME.fullmatch(value)
        return None if is_name else (BAD_PACKAGE_NAME, "accounts-taiping-2026-06")
    if name == "published":
        return None if published_on(value) else (BAD_PUBLISHED, "2026-07-10")
    return None if value in _PROFILES else (BAD_PROFILE, _PROFILES[0])
