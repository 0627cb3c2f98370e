"""Bytes of a datapackage.json -> the checked descriptor, within limits and without a library."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

from mingbai.characters import forbidden, is_padded, visible
from mingbai.issues import Issue, Rule

LIMIT = 256_000
_DEPTH = 12
_TEXT_LIMIT = 2000

BAD_JSON = Rule(
    "bad-json", "描述文件不是正确的 JSON", "描述文件读不通：{found}。",
    "照模板改好括号、引号和逗号，存成 UTF-8。", "datapackage.json 必须是完整、规范的 JSON。",
)  # fmt: skip
DUPLICATE_PROPERTY = Rule(
    "duplicate-property", "同一项写了两次", "“{found}”写了两次。",
    "只留正确的那一个。", "描述文件里同一项只能写一次，否则不知道以哪个为准。",
)  # fmt: skip
TOO_DEEP = Rule(
    "too-deep", "层数太多", "描述文件套了 {found} 层，最多 {expected} 层。",
    "照模板重写描述文件。", "描述文件的层数有上限。",
)  # fmt: skip
MISSING_PROPERTY = Rule(
    "missing-property", "缺必填项", "描述文件缺少“{field}”。",
    "照模板补上这一项。", "名称、标题、公开日期、批准人、表格清单都必须写明。",
)  # fmt: skip
UNKNOWN_PROPERTY = Rule(
    "unknown-property", "多出不认识的项", "描述文件里有不认识的“{found}”。",
    "删掉它，或改成模板里的写法。", "不认识的项一律不收，免得写错了名字没人发现。",
)  # fmt: skip
BAD_PROPERTY = Rule(
    "bad-property", "描述文件填写不对", "“{field}”写的是“{found}”，应为{expected}。",
    "照“应为”改好。", "描述文件每一项都有固定的写法。",
)  # fmt: skip

RULES = (
    BAD_JSON, DUPLICATE_PROPERTY, TOO_DEEP, MISSING_PROPERTY, UNKNOWN_PROPERTY, BAD_PROPERTY,
)  # fmt: skip

REQUIRED = ("name", "title", "published", "approved_by", "resources")
_TEXTS = ("title", "approved_by", "description", "version", "homepage", "id", "created")
_LISTS = ("licenses", "sources", "contributors", "keywords")
_PROFILES = frozenset({
    "data-package", "tabular-data-package",
    "https://datapackage.org/profiles/1.0/datapackage.json",
    "https://datapackage.org/profiles/2.0/datapackage.json",
})  # fmt: skip
_KNOWN = frozenset((*REQUIRED, *_TEXTS, *_LISTS, "profile", "$schema"))
_STRING = re.compile(rb'"(?:[^"\\]|\\.)*"', re.DOTALL)
_BRACKET = re.compile(rb"[][{}]")
_NAME = re.compile(r"[a-z0-9][a-z0-9._-]{0,99}")
_DATE = re.compile(r"20\d\d-\d\d-\d\d")


@dataclass(frozen=True)
class _DuplicateError(Exception):
    """Two values under one name: raised inside json, answered in `parse`."""

    name: str


def _pairs(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    seen: dict[str, Any] = {}
    for name, value in pairs:
        if name in seen:
            raise _DuplicateError(name)
        seen[name] = value
    return seen


def _no_constant(name: str) -> Any:
    message = f"不能写 {name}"
    raise ValueError(message)


def _depth(raw: bytes) -> int:
    deepest = depth = 0
    for match in _BRACKET.finditer(_STRING.sub(b"", raw)):
        depth += 1 if match.group() in b"[{" else -1
        deepest = max(deepest, depth)
    return deepest


def parse(raw: bytes, path: str) -> dict[str, Any] | Issue:
    """JSON as the standard means it: UTF-8, no duplicate keys, no NaN, not deep."""
    depth = _depth(raw)
    if depth > _DEPTH:
        return TOO_DEEP.issue(path, found=str(depth), expected=str(_DEPTH))
    try:
        value = json.loads(
            raw.decode("utf-8-sig"), object_pairs_hook=_pairs, parse_constant=_no_constant
        )
    except UnicodeDecodeError as error:
        return BAD_JSON.issue(path, found=f"第 {error.start + 1} 个字节不是 UTF-8")
    except json.JSONDecodeError as error:
        return BAD_JSON.issue(path, row=error.lineno, found=f"第 {error.lineno} 行写法不对")
    except _DuplicateError as error:
        return DUPLICATE_PROPERTY.issue(path, found=visible(error.name))
    except ValueError as error:  # NaN, or an integer of thousands of digits
        return BAD_JSON.issue(path, found=visible(str(error)))
    if not isinstance(value, dict):
        return BAD_JSON.issue(path, found="最外层应是一对花括号")
    return value


def texts(value: Any) -> Iterator[str]:
    """Every text in a JSON value, names of properties too."""
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
    """A date of publication as clerks write it (`2026-07-10`), or None."""
    if not isinstance(value, str) or not _DATE.fullmatch(value):
        return None
    try:
        return date.fromisoformat(value)
    except ValueError:
        return None


def _expected(name: str, value: Any) -> str | None:
    """What a property should look like, if `value` does not."""
    if name in _TEXTS:
        is_text = isinstance(value, str) and 0 < len(value) <= _TEXT_LIMIT and not is_padded(value)
        return None if is_text else "一段文字，前后没有空格"
    if name in _LISTS:
        inner: type = str if name == "keywords" else dict
        is_list = isinstance(value, list) and value and all(isinstance(v, inner) for v in value)
        return None if is_list else "一个清单"
    if name == "name":
        is_name = isinstance(value, str) and _NAME.fullmatch(value)
        return None if is_name else "小写字母、数字、点、横线组成的名称"
    if name == "published":
        return None if published_on(value) else "2026-07-10 这样的日期"
    if name == "resources":
        is_list = isinstance(value, list) and all(isinstance(v, dict) for v in value)
        return None if is_list and value else "表格清单"
    return None if value in _PROFILES else "标准的 profile 名称"


def check(descriptor: Mapping[str, Any], path: str) -> Iterator[Issue]:
    """What is missing, unknown or wrong in a package's own properties (not its resources)."""
    for name in REQUIRED:
        if name not in descriptor:
            yield MISSING_PROPERTY.issue(path, field=name)
    for name, value in descriptor.items():
        if name not in _KNOWN:
            yield UNKNOWN_PROPERTY.issue(path, field=visible(name), found=visible(name))
        elif expected := _expected(name, value):
            yield BAD_PROPERTY.issue(path, field=name, found=_shown(value), expected=expected)
    for text in texts(dict(descriptor)):
        if code := forbidden(text):
            yield BAD_PROPERTY.issue(path, found=visible(text), expected=f"不含 {code} 的文字")


def _shown(value: Any) -> str:
    return visible(value if isinstance(value, str) else json.dumps(value, ensure_ascii=False))
