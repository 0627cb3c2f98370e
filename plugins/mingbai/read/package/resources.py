"""One resource of a descriptor -> what is wrong with it: its path stays, its claims agree."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from mingbai.issues import Issue, Rule
from mingbai.schema import Schema

REMOTE = Rule(
    code="remote-reference",
    title="不许指向网上",
    message="“{field}”指向了别处：{found}。",
    remedy="把内容放进数据包，或删掉这一项。",
    meaning="数据包必须自带全部内容，核对时不访问网络。",
)
UNSAFE_PATH = Rule(
    code="unsafe-path",
    title="路径出了数据包",
    message="文件路径“{found}”不在数据包文件夹里。",
    remedy="只写文件名，如 {expected}。",
    meaning="表格文件只能放在数据包自己的文件夹里，不打开外面的任何文件。",
)
OTHER_PATH = Rule(
    code="unexpected-path",
    title="文件名不对",
    message="表格文件叫“{found}”，应叫“{expected}”。",
    remedy="把文件改名，描述文件里也照改。",
    meaning="每张表的文件名是固定的：表名加 .csv。",
)
UNKNOWN_TABLE = Rule(
    code="unknown-table",
    title="没有这种表",
    message="这类公开没有“{found}”这张表。",
    remedy="核对表名：{expected}。",
    meaning="只收这类公开规定的表。",
)
DUPLICATE_TABLE = Rule(
    code="duplicate-table",
    title="同一张表写了两次",
    message="“{found}”在清单里出现了两次。",
    remedy="只留一次。",
    meaning="一个数据包里每张表只有一个文件。",
)
UNKNOWN_CLAIM = Rule(
    code="unknown-resource-property",
    title="表格说明多出不认识的项",
    message="“{found}”不认识。",
    remedy="删掉它，或改成模板里的写法。",
    meaning="表格说明里不认识的项一律不收。",
)
WRONG_CLAIM = Rule(
    code="wrong-resource-property",
    title="表格说明写得不对",
    message="“{field}”写的是“{found}”，只能是“{expected}”。",
    remedy="照着改好，或删掉这一项。",
    meaning="逗号分隔、双引号、首行为表头，是固定的。",
)
OTHER_SCHEMA = Rule(
    code="other-schema",
    title="自带的表格定义不一致",
    message="自带的“{found}”定义和本站的不一致，不同在“{expected}”。",
    remedy="删掉自带的定义，以本站的为准。",
    meaning="数据包自带的表格定义必须和本站公布的一致。",
)
WRONG_SIZE = Rule(
    code="wrong-bytes",
    title="字节数对不上",
    message="文件有 {found} 字节，说明里写的是 {expected} 字节。",
    remedy="文件可能没有传完整；重新导出，再更新字节数。",
    meaning="写明了字节数的，必须一致。",
)
WRONG_HASH = Rule(
    code="wrong-hash",
    title="校验值对不上",
    message="文件的校验值是 {found}，说明里写的是 {expected}。",
    remedy="文件被改过或没有传完整；重新导出，再更新校验值。",
    meaning="写明了校验值的，必须一致。",
)

WRONG_ENCODING = Rule(
    code="wrong-encoding",
    title="编码和说明不符",
    message="说明里写的编码是 {expected}，文件却不是。",
    remedy="另存为“CSV UTF-8（逗号分隔）”，说明里写 utf-8。",
    meaning="写明了编码的，必须一致。",
)

BAD_SEAL = Rule(
    code="bad-seal",
    title="封签写法不对",
    message="封签的“{field}”写的是“{found}”，应如 {expected}。",
    remedy="封签不手工写：删掉这一项，运行 mingbai seal {package}。",
    meaning="封签由程序写：行数是数字，校验值是 sha256: 加 64 位，名单另有一串盐。",
)

RULES = (
    REMOTE,
    UNSAFE_PATH,
    OTHER_PATH,
    UNKNOWN_TABLE,
    DUPLICATE_TABLE,
    UNKNOWN_CLAIM,
    WRONG_CLAIM,
    OTHER_SCHEMA,
    WRONG_SIZE,
    WRONG_HASH,
    WRONG_ENCODING,
    BAD_SEAL,
)

_SCHEME = re.compile(r"[a-z][a-z0-9+.-]+:|//|\\\\", re.IGNORECASE)
_UNSAFE = re.compile(r"\.\.|[/\\~$%:]|^\s*$")
_PINNED: Mapping[str, tuple[Any, ...]] = {
    "format": ("csv",),
    "mediatype": ("text/csv",),
    "encoding": ("utf-8", "utf8", "UTF-8", "utf-8-sig", "gb18030", "GB18030", "gbk", "GBK"),
    "type": ("table",),
    "scheme": ("file",),
    "profile": ("tabular-data-resource", "data-resource"),
    "$schema": ("https://datapackage.org/profiles/2.0/dataresource.json",),
}
_DIALECT: Mapping[str, tuple[Any, ...]] = {
    "delimiter": (",",),
    "quoteChar": ('"',),
    "doubleQuote": (True,),
    "lineTerminator": ("\n", "\r\n"),
    "header": (True,),
    "headerRows": ([1],),
    "skipInitialSpace": (False,),
    "$schema": ("https://datapackage.org/profiles/2.0/tabledialect.json",),
}
_TEXTS = ("title", "description", "name", "path")
_LISTS = ("licenses", "sources")
_CHECKED = ("schema", "dialect", "bytes", "hash")
_SHA256 = re.compile(r"sha256:[0-9a-f]{64}")
_SEALS: Mapping[str, tuple[re.Pattern[str] | None, str]] = {
    "rows": (None, "31"),
    "digest": (_SHA256, "sha256:0f3a…"),
    "root": (_SHA256, "sha256:0f3a…"),
    "salt": (re.compile(r"[0-9a-f]{32}"), "0f3a…"),
}
_HASHES = {32: "md5", 64: "sha256"}


def table_name(resource: Mapping[str, Any]) -> str:
    """The name a resource gives itself; "" where it gives none."""
    name = resource.get("name")
    return name if isinstance(name, str) else ""


def _path(resource: Mapping[str, Any], table: str, where: str) -> Iterator[Issue]:
    path = resource.get("path")
    expected = f"{table}.csv"
    if not isinstance(path, str):
        yield WRONG_CLAIM.issue(where, field="path", found=_as_text(path), expected=expected)
    elif _SCHEME.match(path) and not re.match(r"[a-zA-Z]:", path):
        yield REMOTE.issue(where, field="path", found=path)
    elif _UNSAFE.search(path):
        yield UNSAFE_PATH.issue(where, field="path", found=path, expected=expected)
    elif path != expected:
        yield OTHER_PATH.issue(where, field="path", found=path, expected=expected)


def _pinned(
    claims: Mapping[str, Any], allowed: Mapping[str, tuple[Any, ...]], where: str
) -> Iterator[Issue]:
    """Claims that may only say what is so anyway."""
    for name, value in claims.items():
        if name in allowed and not _is_one_of(value, allowed[name]):
            rule = REMOTE if isinstance(value, str) and _SCHEME.match(value) else WRONG_CLAIM
            expected = _as_text(allowed[name][0])
            yield rule.issue(where, field=name, found=_as_text(value), expected=expected)


def _as_text(value: Any) -> str:
    """A value as the descriptor writes it."""
    return value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)


def _is_one_of(value: Any, allowed: tuple[Any, ...]) -> bool:
    """Equal and of one type: 1 is not true."""
    return any(value == right and type(value) is type(right) for right in allowed)


def _dialect(value: Any, where: str) -> Iterator[Issue]:
    if isinstance(value, str):
        yield REMOTE.issue(where, field="dialect", found=value)
    elif not isinstance(value, dict):
        yield WRONG_CLAIM.issue(where, field="dialect", found=_as_text(value), expected="{}")
    else:
        flat = {**{k: v for k, v in value.items() if k != "csv"}, **_inner(value)}
        for name in sorted(set(flat) - set(_DIALECT)):
            yield UNKNOWN_CLAIM.issue(where, field="dialect", found=name)
        yield from _pinned(flat, _DIALECT, where)


def _inner(dialect: Mapping[str, Any]) -> Mapping[str, Any]:
    inner = dialect.get("csv")
    return inner if isinstance(inner, dict) else {}


def _same_field(ours: Mapping[str, Any], theirs: Any) -> bool:
    if not isinstance(theirs, dict):
        return False
    keys = ("name", "type", "constraints", "trueValues", "falseValues")
    return all(ours.get(key) == theirs.get(key) for key in keys)


def _schema(value: Any, schema: Schema, where: str) -> Iterator[Issue]:
    if isinstance(value, str):
        yield REMOTE.issue(where, field="schema", found=value)
        return
    descriptor = schema.descriptor
    table_schema = value if isinstance(value, dict) else {}
    fields = table_schema.get("fields")
    names = [f["name"] for f in descriptor["fields"]]
    if not isinstance(fields, list) or len(fields) != len(names):
        yield OTHER_SCHEMA.issue(where, field="schema", found=schema.name, expected="fields")
        return
    for ours, theirs in zip(descriptor["fields"], fields, strict=True):
        if not _same_field(ours, theirs):
            expected = f"fields.{ours['name']}"
            yield OTHER_SCHEMA.issue(where, field="schema", found=schema.name, expected=expected)
    for key in ("primaryKey", "foreignKeys", "missingValues"):
        if key in table_schema and table_schema[key] != descriptor.get(key):
            yield OTHER_SCHEMA.issue(where, field="schema", found=schema.name, expected=key)


def check(resource: Mapping[str, Any], schema: Schema, where: str) -> Iterator[Issue]:
    """Everything a resource says, except of its bytes; `where` is the descriptor's path."""
    known_names = {*_TEXTS, *_LISTS, *_CHECKED, *_PINNED, *_SEALS}
    for name in sorted(set(resource) - known_names):
        yield UNKNOWN_CLAIM.issue(where, field=schema.name, found=name)
    yield from _path(resource, schema.name, where)
    yield from _pinned(resource, _PINNED, where)
    yield from _seal(resource, schema, where)
    yield from check_dialect(resource, where)
    if "schema" in resource:
        yield from _schema(resource["schema"], schema, where)


def _seal(resource: Mapping[str, Any], schema: Schema, where: str) -> Iterator[Issue]:
    """What a resource says of its table's seal is written as a seal; a root is no person list's."""
    for name, (pattern, expected) in _SEALS.items():
        if name not in resource:
            continue
        value = resource[name]
        is_written_so = (
            type(value) is int and value >= 0
            if pattern is None
            else isinstance(value, str) and pattern.fullmatch(value) is not None
        )
        belongs = name not in ("root", "salt") or (name == "salt") == schema.is_person_list
        if not (is_written_so and belongs):
            package = where.rpartition("/")[0]
            yield BAD_SEAL.issue(
                where, field=name, found=_as_text(value), expected=expected, package=package
            )


def check_dialect(resource: Mapping[str, Any], where: str) -> Iterator[Issue]:
    """A dialect that a resource names is the pinned one."""
    if "dialect" in resource:
        yield from _dialect(resource["dialect"], where)


def check_references(descriptor: Any, path: str) -> Iterator[Issue]:
    """Every `$ref`: what it stands for would have to be fetched, and is looked for nowhere."""
    if isinstance(descriptor, dict):
        for name, inner in descriptor.items():
            if name == "$ref":
                yield REMOTE.issue(path, field=name, found=str(inner))
            else:
                yield from check_references(inner, path)
    elif isinstance(descriptor, list):
        for inner in descriptor:
            yield from check_references(inner, path)


def has_bytes_claim(resource: Mapping[str, Any]) -> bool:
    """Whether the file must be read to see if the resource tells the truth."""
    return not {"bytes", "hash", "encoding"}.isdisjoint(resource)


def check_bytes(resource: Mapping[str, Any], body: bytes, path: str) -> Iterator[Issue]:
    """A resource that says how large its file is, how encoded, or its hash, must be right."""
    size = resource.get("bytes", len(body))
    if size != len(body) or type(size) is not int:
        yield WRONG_SIZE.issue(path, found=str(len(body)), expected=str(size))
    claim = str(resource.get("encoding", ""))
    if claim and not body.isascii() and _is_utf8(body) == claim.lower().startswith("gb"):
        yield WRONG_ENCODING.issue(path, expected=claim)
    if "hash" not in resource:
        return
    claim = str(resource["hash"]).lower()
    name, _, digest = claim.rpartition(":")
    name = name or _HASHES.get(len(digest), "")
    if name not in _HASHES.values():
        yield WRONG_CLAIM.issue(path, field="hash", found=claim, expected="sha256:…")
        return
    actual_digest = hashlib.new(name, body, usedforsecurity=False).hexdigest()
    if actual_digest != digest:
        yield WRONG_HASH.issue(path, found=f"{name}:{actual_digest}", expected=claim)


def _is_utf8(body: bytes) -> bool:
    try:
        body.decode("utf-8")
    except UnicodeDecodeError:
        return False
    return True
