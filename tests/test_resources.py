"""What a package says of its tables: nothing outside, nothing remote, nothing untrue."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

import committed
from committed import HEADS, PLACE, find, heads, resource
from mingbai import resources

BODY = heads()
SHA = hashlib.sha256(BODY).hexdigest()
MD5 = hashlib.md5(BODY, usedforsecurity=False).hexdigest()
REMOTE = "http://example.com/x.json"

# what the resource says instead, then rule and property
RESOURCES: dict[str, tuple[dict[str, Any], str, str | None]] = {
    "unknown table": (resource(name="sheet"), "unknown-table", None),
    "table named ../x": (resource(name="../x"), "unknown-table", None),
    "table without a name": (resource(name=None), "unknown-table", None),
    "twice": ({"resources": resource()["resources"] * 2}, "duplicate-table", "heads"),
    "no path": ({"resources": [{"name": "heads"}]}, "wrong-resource-property", "path"),
    "list of paths": (resource(path=["heads.csv"]), "wrong-resource-property", "path"),
    "inline data": (resource(data=[["code"]]), "unknown-resource-property", "heads"),
    "compression": (resource(compression="zip"), "unknown-resource-property", "heads"),
    "other file": (resource(path="Heads.csv"), "unexpected-path", "path"),
    "parent": (resource(path="../heads.csv"), "unsafe-path", "path"),
    "absolute": (resource(path="/etc/passwd"), "unsafe-path", "path"),
    "backslashes": (resource(path="..\\heads.csv"), "unsafe-path", "path"),
    "drive": (resource(path="C:\\heads.csv"), "unsafe-path", "path"),
    "home": (resource(path="~/heads.csv"), "unsafe-path", "path"),
    "variable": (resource(path="$HOME/heads.csv"), "unsafe-path", "path"),
    "percent": (resource(path="%2e%2e%2fheads.csv"), "unsafe-path", "path"),
    "UNC": (resource(path="\\\\server\\heads.csv"), "remote-reference", "path"),
    "two slashes": (resource(path="//server/heads.csv"), "remote-reference", "path"),
    "http": (resource(path="http://127.0.0.1/heads.csv"), "remote-reference", "path"),
    "https": (resource(path="HTTPS://example.com/heads.csv"), "remote-reference", "path"),
    "ftp": (resource(path="ftp://example.com/heads.csv"), "remote-reference", "path"),
    "s3": (resource(path="s3://bucket/heads.csv"), "remote-reference", "path"),
    "file": (resource(path="file:///etc/passwd"), "remote-reference", "path"),
    "data": (resource(path="data:text/csv,code"), "remote-reference", "path"),
    "remote schema": (resource(schema=REMOTE), "remote-reference", "schema"),
    "schema in a file": (resource(schema="heads.json"), "remote-reference", "schema"),
    "other schema": (resource(schema={"fields": [{"name": "a"}]}), "other-schema", "schema"),
    "slow pattern": (
        resource(
            schema={
                "fields": [
                    {"name": "code", "type": "string", "constraints": {"pattern": "(a+)+$"}},
                    {"name": "month", "type": "yearmonth", "constraints": {"required": True}},
                ]
            }
        ),
        "other-schema",
        "schema",
    ),
    "schema by reference": (resource(schema={"$ref": REMOTE}), "other-schema", "schema"),
    "remote dialect": (resource(dialect=REMOTE), "remote-reference", "dialect"),
    "semicolon": (resource(dialect={"delimiter": ";"}), "wrong-resource-property", "delimiter"),
    "no header": (resource(dialect={"header": False}), "wrong-resource-property", "header"),
    "header is 1": (resource(dialect={"header": 1}), "wrong-resource-property", "header"),
    "comments": (resource(dialect={"commentChar": "#"}), "unknown-resource-property", "dialect"),
    "dialect a list": (resource(dialect=[]), "wrong-resource-property", "dialect"),
    "xlsx": (resource(format="xlsx"), "wrong-resource-property", "format"),
    "latin-1": (resource(encoding="latin-1"), "wrong-resource-property", "encoding"),
    "remote scheme": (resource(scheme="https"), "wrong-resource-property", "scheme"),
    "remote resource profile": (resource(profile=REMOTE), "remote-reference", "profile"),
    "bytes": (resource(bytes=5), "wrong-bytes", None),
    "bytes with a point": (resource(bytes=float(len(BODY))), "wrong-bytes", None),
    "bytes a text": (resource(bytes="33"), "wrong-bytes", None),
    "hash": (resource(hash="sha256:" + "0" * 64), "wrong-hash", None),
    "unknown hash": (resource(hash="crc32:00000000"), "wrong-resource-property", "hash"),
}


@pytest.mark.parametrize("case", RESOURCES)
def test_a_wrong_resource_is_refused(tmp_path: Path, case: str) -> None:
    """One wrong thing in a resource: one issue, and the package is not read."""
    more, code, field = RESOURCES[case]
    committed.write(tmp_path, {"heads": BODY}, **more)
    packages, issues = find(tmp_path)
    beside = {"missing-table", "stray-file"}  # what follows from a table that is not listed
    assert [(i.code, i.field) for i in issues if i.code not in beside] == [(code, field)]
    assert issues[0].path.startswith(PLACE)
    assert packages == ()


RIGHT: dict[str, dict[str, Any]] = {
    "standard properties": {
        "description": "说明",
        "version": "1.0",
        "created": "2026-07-10T09:00:00+08:00",
        "id": "x",
        "homepage": "https://example.com",
        "profile": "tabular-data-package",
        "licenses": [{"name": "CC0-1.0", "path": "https://example.com"}],
        "sources": [{"title": "台账"}],
        "contributors": [{"title": "办公室"}],
        "keywords": ["账"],
    },
    "sizes and hashes": resource(bytes=len(BODY), hash=f"sha256:{SHA}"),
    "md5 as the standard has it": resource(hash=MD5),
    "pinned dialect": resource(
        dialect={"delimiter": ",", "quoteChar": '"', "csv": {"doubleQuote": True}},
        format="csv",
        mediatype="text/csv",
        encoding="utf-8",
        type="table",
        profile="tabular-data-resource",
        title="总表",
        description="一本一行",
    ),
    "schema as published": resource(schema=HEADS.descriptor),
}


@pytest.mark.parametrize("case", RIGHT)
def test_what_is_true_may_be_said(tmp_path: Path, case: str) -> None:
    """The standard's own properties are welcome where they agree with what is so."""
    committed.write(tmp_path, {"heads": BODY}, **RIGHT[case])
    packages, issues = find(tmp_path)
    assert issues == ()
    assert [found.path for found in packages] == [PLACE]


@pytest.mark.parametrize(("said", "is_so"), [("utf-8", "gb18030"), ("GBK", "utf-8")])
def test_an_encoding_that_is_declared_must_be_so(tmp_path: Path, said: str, is_so: str) -> None:
    """The descriptor names the encoding that the file has, or the file is refused."""
    body = "编号,月份\n1001-00,2026-06\n"
    committed.write(tmp_path, {"heads": body.encode(is_so)}, **resource(encoding=said))
    committed.write(
        tmp_path, {"heads": body.encode(is_so)}, "ledgers/baiyang/2026", **resource(encoding=is_so)
    )
    packages, issues = find(tmp_path)
    assert [(i.code, i.path, i.expected) for i in issues] == [
        ("wrong-encoding", f"{PLACE}/heads.csv", said)
    ]
    assert [found.publisher for found in packages] == ["baiyang"]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=6,
)
KNOWN = ["name", "path", "bytes", "hash", "schema", "dialect", "encoding", "format", "data"]


@given(st.dictionaries(st.sampled_from(KNOWN) | st.text(), JSON, max_size=5))
@settings(max_examples=300, deadline=None)
def test_whatever_a_resource_says_is_answered(claims: dict[str, Any]) -> None:
    """Nothing or an issue, never an exception."""
    for issue in (*resources.check(claims, HEADS, "x"), *resources.check_bytes(claims, BODY, "x")):
        assert issue.code in {rule.code for rule in resources.RULES}
        assert all(isinstance(text, str | None) for text in (issue.field, issue.found))


def test_every_rule_of_resources_is_shown() -> None:
    """No rule without a case above."""
    shown = {code for _, code, _ in RESOURCES.values()} | {"wrong-encoding"}
    assert {rule.code for rule in resources.RULES} == shown
