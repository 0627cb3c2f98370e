"""Rule of delay notices: no notice of a case whose item is published as numbers or not at all."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.county.publication import Publication, item_classes
from mingbai.kinds.delays.reads import ITEMS
from mingbai.read import Tables


@check(
    "notice-not-public",
    title="只公布数的事项不公开告知书",
    message="这个事项{found}，告知书只给申请人，不公开",
    remedy="把这一份从表里删掉；告知书照样送给申请人本人。公开方式写错了的，先改登记表。",
)
def notice_not_public(tables: Tables, county: County) -> Verdict:
    """生育、婚姻、救助、工伤这样的事不一件一件公开，它的滞办告知书也不公开：日期和理由会让人认出是谁。"""
    notices = tables.frame("notices")
    items = county.frame(ITEMS).set_index("item_code")
    classes = lookup(notices["item_code"], item_classes(county, items["name"], items["audience"]))
    bad = classes.notna() & classes.ne(str(Publication.CASES))
    return Verdict(len(notices), faults(notice_not_public.rule, bad, "item_code", found=classes))


CHECKS = (notice_not_public,)
