"""Rule of items: for whom a person applies, the county says how the cases are published."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults
from mingbai.county import County, publication
from mingbai.issues import Severity
from mingbai.read import Tables

_PERSONS = "个人"


@check(
    "unclassified-item",
    title="个人办的事要定公开方式",
    message="「{found}」是个人办的事，还没有定公开方式，先按“{expected}”处理",
    remedy="在登记表的“公开方式”里加一行：写上事项名称里的词，定个案公开、只公布数还是不公开，填依据。",
    severity=Severity.WARNING,
)
def unclassified_item(tables: Tables, county: County) -> Verdict:
    """个人来办的事项，办结以后是一件一件公开、只公布件数还是不公开，要由县里定，并写明依据。

    没有定的，名称里有生育、婚姻、救助、工伤、残疾等词的只公布件数，其余一件一件公开。
    """
    items = tables.frame("items")
    is_for_persons = items["audience"].str.contains(_PERSONS, na=False)
    declared = publication.declared_class(county.publication_classes, items["name"])
    issues = faults(
        unclassified_item.rule,
        is_for_persons & declared.isna(),
        "name",
        found=items["name"],
        expected=publication.item_classes(county, items["name"], items["audience"]),
    )
    return Verdict(int(is_for_persons.sum()), issues)


CHECKS = (unclassified_item,)
