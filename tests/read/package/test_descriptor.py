"""What a package says of itself: plain JSON, the properties that are known, in their form."""

from __future__ import annotations

import json
import time
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

import committed
from committed import PLACE, find, heads, placed
from faulty_descriptors import DESCRIPTORS
from mingbai.issues import Issue
from mingbai.read.package import descriptor
from sizes import examples

BODY = heads()


@pytest.mark.parametrize("case", DESCRIPTORS)
def test_a_wrong_descriptor_is_refused(tmp_path: Path, case: str) -> None:
    """One wrong thing in a descriptor: one issue, and the package is not read."""
    more, code, field = DESCRIPTORS[case]
    committed.write(tmp_path, {"heads": BODY}, **more)
    packages, issues = find(tmp_path)
    beside = {"missing-table", "stray-file"}  # what follows from a table that is not listed
    assert [(i.code, i.field) for i in issues if i.code not in beside] == [(code, field)]
    assert issues[0].path.startswith(PLACE)
    assert all(committed.said(issue) for issue in issues)
    assert packages == ()


RAW = {
    "not JSON": (b"{", "bad-json"),
    "empty": (b"", "bad-json"),
    "a list": (b"[]", "bad-json"),
    "GB18030": ('{"title": "账"}'.encode("gb18030"), "bad-json"),
    "NaN": (b'{"title": NaN}', "bad-json"),
    "Infinity": (b'{"title": -Infinity}', "bad-json"),
    "five thousand digits": (b'{"title": ' + b"9" * 5000 + b"}", "bad-json"),
    "trailing comma": (b'{"title": "a",}', "bad-json"),
    "duplicate key": (b'{"title": "a", "title": "b"}', "duplicate-property"),
    "duplicate key inside": (b'{"resources": [{"path": "a", "path": "b"}]}', "duplicate-property"),
    "thirteen deep": (b'{"a": ' + b"[" * 12 + b"]" * 12 + b"}", "too-deep"),
    "a hundred thousand deep": (b'{"a":' * 40_000 + b"1" + b"}" * 40_000, "too-deep"),
    "open quotes": (b'{"a": "' + b'\\"' * 100_000, "bad-json"),
    "a megabyte": (b'{"title": "' + b"a" * 1_000_000 + b'"}', "file-too-large"),
}


@pytest.mark.parametrize("case", RAW)
def test_a_descriptor_that_is_no_plain_json_is_refused_at_once(tmp_path: Path, case: str) -> None:
    """Whatever the bytes of a descriptor are, one issue says so, quickly."""
    raw, code = RAW[case]
    committed.write(tmp_path, {"heads": BODY})
    (tmp_path / PLACE / "datapackage.json").write_bytes(raw)
    began = time.perf_counter()
    packages, issues = find(tmp_path)
    assert time.perf_counter() - began < 2
    assert placed(issues) == [(code, f"{PLACE}/datapackage.json", None)]
    assert packages == ()


def test_ten_thousand_resources_are_refused_quickly(tmp_path: Path) -> None:
    """A descriptor that is only long is not slow."""
    many = [{"name": f"t{n}", "path": "x"} for n in range(6_000)]
    committed.write(tmp_path, {"heads": BODY}, resources=many)
    began = time.perf_counter()
    _, issues = find(tmp_path)
    assert time.perf_counter() - began < 2
    assert {issue.code for issue in issues} == {"unknown-table", "missing-table", "stray-file"}


@pytest.mark.parametrize("name", ["name", "title", "published", "approved_by", "resources"])
def test_a_missing_property_is_named(tmp_path: Path, name: str) -> None:
    """What a descriptor must say and does not is named."""
    committed.write(tmp_path, {"heads": BODY})
    path = tmp_path / PLACE / "datapackage.json"
    document = json.loads(path.read_text("utf-8"))
    del document[name]
    path.write_text(json.dumps(document), "utf-8")
    packages, issues = find(tmp_path)
    assert packages == ()
    assert ("missing-property", f"{PLACE}/datapackage.json", name) in placed(issues)


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=8,
)
KNOWN = [*descriptor.REQUIRED, "licenses", "keywords", "profile", "$schema", "created", "withdrawn"]


@given(st.dictionaries(st.sampled_from(KNOWN) | st.text(), JSON, max_size=6))
@examples(300)
def test_whatever_a_descriptor_says_is_answered(document: dict[str, Any]) -> None:
    """A value or issues, never an exception, whatever the JSON says."""
    parsed = descriptor.parse(json.dumps(document).encode(), "x")
    found = [parsed] if isinstance(parsed, Issue) else [*descriptor.check(parsed, "x")]
    assert {issue.code for issue in found} <= {rule.code for rule in descriptor.RULES}


PUNCTUATION = st.text(alphabet='{}[]":,\\u0189aeflnrst \n', max_size=60)


@given(st.binary(max_size=60) | PUNCTUATION.map(str.encode))
@examples(500)
def test_whatever_the_bytes_are_is_answered(raw: bytes) -> None:
    """An object or an issue, never an exception, whatever the bytes."""
    parsed = descriptor.parse(raw, "x")
    assert isinstance(parsed, dict) or parsed.code in {rule.code for rule in descriptor.RULES}


def test_every_rule_of_descriptors_is_shown() -> None:
    """No rule without a case above."""
    shown = {code for _, code, _ in DESCRIPTORS.values()} | {code for _, code in RAW.values()}
    of_files = {"file-too-large"}
    assert {rule.code for rule in descriptor.RULES} == (shown - of_files) | {"missing-property"}
