"""How the cases of an item are published: what the county says first, then the safe side."""

from __future__ import annotations

import pandas as pd
import pytest

import import_items
from harness import ROOT
from mingbai.county.publication import declared_class, publication_class

CLASSES = pd.DataFrame(
    {
        "word": ["登记", "婚姻登记", "残疾人"],
        "class": ["个案公开", "不公开", "只公布数"],
    }
)
NO_CLASSES = CLASSES.iloc[:0]


def declared(name: str) -> str | None:
    value = declared_class(CLASSES, pd.Series([name], dtype="str")).iloc[0]
    return None if pd.isna(value) else str(value)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("公司设立登记", "个案公开"),
        ("补办婚姻登记证件", "不公开"),
        ("残疾人证登记", "只公布数"),
        ("护士执业注册", None),
    ],
)
def test_the_longest_word_in_a_name_decides(name: str, expected: str | None) -> None:
    """A word of four characters is nearer to the item than one of two."""
    assert declared(name) == expected


def test_no_class_is_declared_without_a_table() -> None:
    """A county without the table has declared nothing, and keeps the index of what was asked."""
    names = pd.Series(["公司设立登记"], index=[7], dtype="str")
    assert declared_class(NO_CLASSES, names).isna().to_dict() == {7: True}


@pytest.mark.parametrize(
    ("name", "audience", "expected"),
    [
        ("生育登记", "个人", "只公布数"),
        ("工伤认定", "个人、企业和单位", "只公布数"),
        ("结婚登记", None, "只公布数"),
        ("职业病诊断机构备案", "企业和单位", "个案公开"),
        ("食品经营许可证核发", "个人、企业和单位", "个案公开"),
    ],
)
def test_without_a_class_a_sensitive_word_is_a_number(
    name: str, audience: str | None, expected: str
) -> None:
    """Where persons may apply, or it is not known who, the sensitive word decides."""
    names, audiences = (pd.Series([value], dtype="str") for value in (name, audience))
    assert publication_class(NO_CLASSES, names, audiences).tolist() == [expected]


def test_what_is_declared_comes_before_what_is_sensitive() -> None:
    """A county may publish what others count, and it says by which ground."""
    names = pd.Series(["残疾人就业登记", "婚姻登记"], dtype="str")
    audiences = pd.Series(["个人", "个人"], dtype="str")
    assert publication_class(CLASSES, names, audiences).tolist() == ["只公布数", "不公开"]


def test_private_items_of_a_real_county_are_numbers() -> None:
    """Of 1,135 real items, those on births, marriage, need and health; licences of firms stay."""
    rows = import_items.read(ROOT / "tests" / "real" / "service-items-511602" / "items.csv")
    names = pd.Series([row["name"] for row in rows], dtype="str")
    nobody_says = pd.Series([None] * len(names), dtype="str")
    numbers = names[publication_class(NO_CLASSES, names, nobody_says) == "只公布数"]
    for word in ("婚姻", "残疾", "工伤", "特困", "最低生活保障"):
        of_word = names.str.contains(word)
        assert of_word.any(), word
        assert of_word[of_word].index.isin(numbers.index).all(), word
    assert 30 < len(numbers) < 250
    assert not numbers.str.contains("营业执照|施工许可|食品").any()
