"""Rules of what a matter, its project and its money say of each other; numbers without a gap."""

from __future__ import annotations

import re
from collections.abc import Mapping

import pandas as pd

from mingbai.check import Numbering, Verdict, check, faults, lookup, skipped_numbers
from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.money import yuan_column
from mingbai.read import Tables

# How the text of a matter gives a sum of its project: `预算 9,700 元`, `合同价 9,389 元`.
_SUM = r"[ ：为]*([\d,]+)(?:\.(\d{1,2}))? *元"
SUMS: Mapping[str, re.Pattern[str]] = {
    "budget": re.compile(f"(?:预算|要花){_SUM}"),
    "contract_amount": re.compile(f"合同(?:价|金额){_SUM}"),
    "final_account": re.compile(f"决算{_SUM}"),
}
# Tables whose rows are numbered, by which column within what.
_NUMBERED = (
    Numbering("payments", ("project_no",), "payment_no"),
    Numbering("person_lists", ("list_no",), "line_no"),
    Numbering("compensations", ("matter_no",), "line_no"),
)


@check(
    "place-of-another-matter",
    title="地方和村务事项的地方一致",
    message="这一行写的是 {found}，村务事项 {matter} 是 {expected} 的",
    remedy="核对地方代码和村务事项编号，改正写错的一个。",
)
def place_of_another_matter(tables: Tables, _: County) -> Verdict:
    """工程、补贴发放、征地补偿和名单写的地方，要是它那件村务事项的村，或者这个村的小组。"""
    matters = tables.frame("matters").drop_duplicates("matter_no").set_index("matter_no")
    issues: list[Issue] = []
    looked_at = 0
    for name in ("projects", "grants", "compensations"):
        frame = tables.frame(name)
        expected = lookup(frame["matter_no"], matters["place_code"])
        issues += _elsewhere(frame, expected, frame["matter_no"])
        looked_at += len(frame)
    grants = tables.frame("grants").dropna(subset=["list_no"]).drop_duplicates("list_no")
    lists = tables.frame("person_lists")
    of_grants = grants.set_index("list_no")
    expected = lookup(lists["list_no"], of_grants["place_code"])
    issues += _elsewhere(lists, expected, lookup(lists["list_no"], of_grants["matter_no"]))
    return Verdict(looked_at + len(lists), tuple(issues))


def _elsewhere(frame: pd.DataFrame, expected: pd.Series, matter: pd.Series) -> tuple[Issue, ...]:
    """Rows whose place is neither the expected one nor a group of it."""
    pairs = zip(frame["place_code"], expected.fillna(""), strict=True)
    is_inside = [place.startswith(whole) for place, whole in pairs]
    return faults(
        place_of_another_matter.rule,
        ~pd.Series(is_inside, index=frame.index, dtype="bool"),
        "place_code",
        found=frame["place_code"],
        expected=expected,
        matter=matter,
    )


@check(
    "sum-differs-from-text",
    title="工程的金额和村务事项里写的一致",
    message="{what}写 {found} 元，村务事项的内容里写 {expected} 元",
    remedy="核对会议记录、合同和决算，把写错的一处改正。",
    severity=Severity.WARNING,
)
def sum_differs_from_text(tables: Tables, _: County) -> Verdict:
    """村务事项的内容里写了预算、合同价、决算多少元的，要和工程表里的一样。

    Of a matter with one project, where its texts name one sum: else no text says whose sum it is.
    """
    projects, matters = tables.frame("projects"), tables.frame("matters")
    alone = projects[~projects["matter_no"].duplicated(keep=False)]
    issues: list[Issue] = []
    looked_at = 0
    for field, pattern in SUMS.items():
        sums_in_text = _told(matters, pattern)
        expected = lookup(alone["matter_no"], sums_in_text)
        found = alone[f"{field}_fen"]
        is_known = expected.notna() & found.notna()
        looked_at += int(is_known.sum())
        issues += faults(
            sum_differs_from_text.rule,
            is_known & (found != expected),
            field,
            found=yuan_column(found),
            expected=yuan_column(expected),
            what=tables["projects"].schema[field].title,
        )
    return Verdict(looked_at, tuple(issues))


def _told(matters: pd.DataFrame, pattern: re.Pattern[str]) -> pd.Series:
    """The sum in 分 that the texts of each matter give, by matter_no; none where they give two."""
    written = matters["text"].str.extractall(pattern).droplevel("match")
    yuan, cents = written[0].str.replace(",", ""), written[1].fillna("").str.ljust(2, "0")
    fen = (yuan + cents).astype("Int64")
    sums = pd.DataFrame({"matter": matters["matter_no"].loc[fen.index], "fen": fen})
    sums = sums.drop_duplicates()
    return sums[~sums["matter"].duplicated(keep=False)].set_index("matter")["fen"]


@check(
    "row-number-skipped",
    title="付款、名单和补偿的序号连续",
    message="{table}的序号是 {found}，按顺序应为 {expected}",
    remedy="看看是不是漏了一行；没有漏的，把序号顺着编。",
    severity=Severity.WARNING,
)
def row_number_skipped(tables: Tables, _: County) -> Verdict:
    """一项工程的付款、一份名单、一件征地补偿，序号从 1 起一个接一个：跳了号，可能漏了一行。"""
    return skipped_numbers(row_number_skipped.rule, tables, *_NUMBERED)


CHECKS = (place_of_another_matter, sum_differs_from_text, row_number_skipped)
