"""Names of items -> how their cases are published: one by one, as numbers only, or not at all."""

from __future__ import annotations

import re
from enum import StrEnum

import pandas as pd

from mingbai.county.county import County


class Publication(StrEnum):
    """A value of `publication_classes.class`."""

    CASES = "个案公开"
    COUNTS = "只公布数"
    NONE = "不公开"


# An item whose name holds one of these is about the private life, the health or the need of a
# person (个人信息保护法 article 28). Until the county has given it a class, it is a number only.
SENSITIVE_WORDS = (
    "生育",
    "计划生育",
    "产前",
    "结婚",
    "离婚",
    "婚姻",
    "收养",
    "出生",
    "死亡",
    "法律援助",
    "工伤",
    "最低生活保障",
    "低保",
    "低收入",
    "特困",
    "临时救助",
    "医疗救助",
    "社会救助",
    "残疾",
    "孤儿",
    "困境儿童",
    "未成年",
    "就业困难",
    "失业",
    "高龄津贴",
    "养老服务补贴",
    "抚恤",
    "优抚",
    "精神障碍",
    "传染病",
    "职业病",
    "慢性病",
    "特殊疾病",
    "戒毒",
    "社区矫正",
    "户口",
    "身份证",
    "护照",
)
_FIRMS_ONLY = "企业和单位"


def declared_class(classes: pd.DataFrame, names: pd.Series) -> pd.Series:
    """The class of the longest `word` in each name, on its index; absent where no word is in it.

    classes: rows of `publication_classes`.
    """
    if classes.empty:
        return pd.Series(pd.NA, index=names.index, dtype="str")
    class_by_word = dict(zip(classes["word"], classes["class"], strict=True))
    longest_first = sorted(class_by_word, key=lambda word: (-len(word), word))
    declared = pd.Series(pd.NA, index=names.index, dtype="str")
    for word in reversed(longest_first):
        declared = declared.mask(
            names.str.contains(word, regex=False, na=False), class_by_word[word]
        )
    return declared


def publication_class(classes: pd.DataFrame, names: pd.Series, audiences: pd.Series) -> pd.Series:
    """How the cases of each item are published (values of `Publication`), on the index of `names`.

    What the county has declared comes first. Without that an item with a sensitive word that is
    not for firms alone is a number only, and every other item is published case by case.
    """
    is_sensitive = names.str.contains("|".join(map(re.escape, SENSITIVE_WORDS)), na=False)
    default = pd.Series(str(Publication.CASES), index=names.index, dtype="str").mask(
        is_sensitive & audiences.ne(_FIRMS_ONLY).fillna(True), str(Publication.COUNTS)
    )
    return declared_class(classes, names).fillna(default)


def item_classes(county: County, names: pd.Series, audiences: pd.Series) -> pd.Series:
    """`publication_class` by the county's own table."""
    return publication_class(county.publication_classes, names, audiences)
