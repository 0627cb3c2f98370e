"""What a package says of its tables: nothing outside, nothing remote, nothing untrue."""

from __future__ import annotations

import hashlib
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import committed
from committed import HEADS, PLACE, find, resource
from faulty_descriptors import BODY, RESOURCES
from mingbai.read.package import resources
from sizes import examples

SHA = hashlib.sha256(BODY).hexdigest()
MD5 = hashlib.md5(BODY, usedforsecurity=False).hexdigest()


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
    "a seal, which is held against the table elsewhere": resource(
        rows=0, digest=f"sha256:{'0' * 64}", root=f"sha256:{'1' * 64}"
    ),
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
@examples(300)
def test_whatever_a_resource_says_is_answered(claims: dict[str, Any]) -> None:
    """Nothing or an issue, never an exception."""
    for issue in (*resources.check(claims, HEADS, "x"), *resources.check_bytes(claims, BODY, "x")):
        assert issue.code in {rule.code for rule in resources.RULES}
        assert all(isinstance(text, str | None) for text in (issue.field, issue.found))


def test_every_rule_of_resources_is_shown() -> None:
    """No rule without a case above."""
    shown = {code for _, code, _ in RESOURCES.values()} | {"wrong-encoding"}
    assert {rule.code for rule in resources.RULES} == shown
