"""Canonical JSON: one text a value, and nothing else is read."""

from __future__ import annotations

from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.history.canonical_json import NotCanonical, dump, load

TEXTS = st.text(st.characters(exclude_categories=["Cs"]))
VALUES = st.recursive(
    st.none() | st.booleans() | st.integers() | TEXTS,
    lambda inner: st.lists(inner) | st.dictionaries(TEXTS, inner),
    max_leaves=20,
)


def test_the_text_of_a_value() -> None:
    """Keys by code point, no blanks, Chinese as it is, only what JSON demands is escaped."""
    value = {"行": 3, "b": [None, True, -1], "a": '"\\\n\x01/\x7f', "B": {}}
    assert dump(value) == (
        '{"B":{},"a":"\\"\\\\\\n\\u0001/\x7f","b":[null,true,-1],"行":3}'.encode()
    )


@given(VALUES)
def test_what_is_written_is_read_back(value: Any) -> None:
    """Every value of the permitted types, whatever its texts."""
    assert load(dump(value)) == value


@given(st.binary() | VALUES.map(lambda value: repr(value).encode()))
def test_whatever_is_read_has_no_other_text(raw: bytes) -> None:
    """Any bytes: a value that is written as the same bytes, or refused; never another exception."""
    try:
        value = load(raw)
    except NotCanonical:
        return
    assert dump(value) == raw


@pytest.mark.parametrize(
    "raw",
    [
        b"",
        b"1.0",
        b"1e3",
        b"-0",
        b"01",
        b"NaN",
        b"[1, 2]",
        b"[1]\n",
        b'{"b":1,"a":2}',
        b'{"a":1,"a":1}',
        b'"\\u884c"',
        b'"\\/"',
        b'"\\ud800"',
        b"\xef\xbb\xbf1",
        b'"\xff"',
        b"[" * 100_000,
        b"9" * 10_000,
    ],
)
def test_another_text_is_refused(raw: bytes) -> None:
    """Floats, blanks, another order, doubled keys, needless escapes, a BOM, endless depth."""
    with pytest.raises(NotCanonical):
        load(raw)


@pytest.mark.parametrize("value", [1.0, {1: 2}, b"", [{"a": 0.5}]])
def test_what_has_no_one_text_is_not_written(value: Any) -> None:
    """Floats, keys that are no text, bytes: a fault of code."""
    with pytest.raises(TypeError):
        dump(value)
