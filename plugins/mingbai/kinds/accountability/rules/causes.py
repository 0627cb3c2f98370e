"""Rule of causes: each names the one thing that a decision follows from."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County
from mingbai.read import Tables

_THINGS = ("commitment_no", "round_id")


@check(
    "cause-names-one-thing",
    title="一个由来写一件事",
    message="这一行{found}",
    remedy="因为承诺的只写承诺编号，因为评议的只写评议编号；两样都是的，写两行。",
)
def cause_names_one_thing(tables: Tables, _: County) -> Verdict:
    """问责的每一个由来，要么写没有做到的承诺，要么写排在末位的评议，只写一样。"""
    frame = tables.frame("causes")
    count = frame[list(_THINGS)].notna().sum(axis=1)
    found = pd.Series("两样都空着", index=frame.index).mask(count > 1, "两样都写了")
    issues = faults(cause_names_one_thing.rule, count != 1, "commitment_no", found=found)
    return Verdict(len(frame), issues)


CHECKS = (cause_names_one_thing,)
