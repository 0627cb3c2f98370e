"""A pattern said in words is what a clerk can write by; what has no words gets none."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mingbai.kinds import KINDS
from mingbai.read.cell import grammar

WORDS = {
    r"[0-9]{12}(-[0-9]{2,3})?": "12 位数字，可再加“-”加 2 到 3 位数字",
    r"F[23]\.[0-9]{1,2}": "“F”加数字 2 或 3加“.”加 1 到 2 位数字",
    r"F[1-8](\.\d{1,2})?": "“F”加数字 1 到 8，可再加“.”加 1 到 2 位数字",
    "[0-9A-HJ-NPQRTUWXY]{18}": "18 位大写字母（没有 I、O、S、V、Z）、数字",
    r"[A-Za-z0-9\u4e00-\u9fff-]{1,20}": "1 到 20 位英文字母、数字、汉字、横线",
    "[a-z][a-z0-9-]{1,39}": "1 位小写字母加 1 到 39 位小写字母、数字、横线",
}


@pytest.mark.parametrize("form", WORDS)
def test_a_pattern_is_said_in_words(form: str) -> None:
    """Counts, classes, characters and what may be left out."""
    assert grammar.in_words(form) == WORDS[form]


@pytest.mark.parametrize(
    "form", ["(a+)+", "a|b", "[^a]", "a?", "ab?", "(ab)?c", ".*", "[é]", "x{2}", "^a$", "[k-p]", ""]
)
def test_what_has_no_words_gets_none(form: str) -> None:
    """Nothing is said rather than something that is not so."""
    assert grammar.in_words(form) == ""


def test_every_pattern_of_a_kind_has_words() -> None:
    """No clerk is ever told a regular expression."""
    forms = {
        form
        for kind in KINDS
        for schema in kind.schemas
        for field in schema.fields
        if field.type == "string" and (form := grammar.pattern(field))
    }
    assert len(forms) > 10
    assert [form for form in forms if not grammar.in_words(form)] == []


@given(st.text(alphabet=r"aF09-.\d[](){},?*+|^$", max_size=30))
def test_whatever_a_pattern_is_is_answered(form: str) -> None:
    """Words or none, never an exception."""
    assert "[" not in grammar.in_words(form)
