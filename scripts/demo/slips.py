"""Packages as they are -> what was first published of some: what was corrected or went on later.

`slips.toml` tells each: in which package, what was wrong, when and why it was put right. What is
wrong is wrong consistently, as a clerk's slip is: no rule of the portal could have found it. Every
month of complaints is first published with most of them open, as no slip but as it must be; so is
an appraisal with the tasks that follow from it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from datetime import date, timedelta
from typing import Any

import pandas as pd

from demo import content, months
from demo.oversight.complaints import completed
from demo.packages import DemoPackage
from demo.plan import Plan

# Columns of a complaint that are filled in when it is answered.
_OF_AN_ANSWER = ("closed", "finding", "outcome", "answered", "is_satisfied")
# Columns of a task that are filled in when it is done, and how many days later that is published.
_OF_A_TASK, _TOLD_AFTER = ("done", "outcome"), timedelta(days=2)
Tables = Mapping[str, pd.DataFrame]


@dataclass(frozen=True, eq=False)
class Slip:
    """A package as it was first published. corrected: the day on which it was put right.

    is_withdrawn: whether it was taken back as a whole. reason, words, decided_by: as the lines of
    its corrections say, or its withdrawal; "" where none is asked for.
    """

    former: DemoPackage
    is_withdrawn: bool
    corrected: date
    reason: str
    words: str
    decided_by: str

    @property
    def path(self) -> str:
        """The path of its package below the data folder."""
        return f"{self.former.kind}/{self.former.publisher}/{self.former.period}"


def slip_of(package: DemoPackage, plan: Plan) -> Slip | None:
    """The slip that was made in a package; None in most, and where no row fits."""
    if package.kind == "complaints":
        return _with_open_complaints(package, plan)
    if package.kind == "appraisals":
        return _with_open_tasks(package, plan)
    for slip in content.document("slips")["slips"]:
        if (package.kind, package.publisher, package.period) == _place(slip, plan):
            tables = _SLIPS[slip["sort"]](package.tables)
            corrected = months.working(package.published + timedelta(days=slip["after_days"]))
            if tables is not None and corrected <= plan.as_of:
                return Slip(
                    former=replace(package, tables=tables),
                    is_withdrawn=slip["sort"] == "withdrawn",
                    corrected=corrected,
                    reason=slip.get("reason", ""),
                    words=slip.get("words", ""),
                    decided_by=slip.get("decided_by", ""),
                )
    return None


def _place(slip: Mapping[str, Any], plan: Plan) -> tuple[str, str, str] | None:
    """Kind, publisher and period of a slip's package; None where the county is too small."""
    if "agency" in slip:
        return slip["kind"], slip["agency"], str(plan.size.year)
    towns = plan.towns["town"].tolist()
    if slip["town"] >= len(towns) or slip["months_ago"] >= len(plan.periods):
        return None
    period = plan.periods[-1 - slip["months_ago"]]
    if slip.get("by") == "quarter":
        period = f"{period[:4]}q{(int(period[5:]) + 2) // 3}"
    return slip["kind"], towns[slip["town"]], period


def _with_open_complaints(package: DemoPackage, plan: Plan) -> Slip | None:
    """A month of complaints as it was first published, before the answers were filled in."""
    complaints, filled = package.tables.get("complaints"), completed(plan, package.period)
    if complaints is None or filled <= package.published:
        return None
    known = pd.Timestamp(package.published)
    first = complaints[pd.to_datetime(complaints["accepted"]) <= known].copy()
    is_open = ~(pd.to_datetime(first["answered"]) <= known)
    if (
        len(first) == len(complaints)
        and not complaints.loc[first.index[is_open], "closed"].notna().any()
    ):
        return None
    for name in _OF_AN_ANSWER:
        first[name] = first[name].astype("object").mask(is_open, None)
    tables = {**package.tables, "complaints": first}
    if "named_cases" in tables:
        named = tables["named_cases"]
        tables["named_cases"] = named[named["complaint_no"].isin(first["complaint_no"])]
    return Slip(replace(package, tables=tables), False, filled, reason="", words="", decided_by="")


def _with_open_tasks(package: DemoPackage, plan: Plan) -> Slip | None:
    """An appraisal as it was first published, before the tasks that follow from it were done."""
    tasks = package.tables["rectifications"]
    done = pd.to_datetime(tasks["done"])
    is_later = done > pd.Timestamp(package.published)
    if not is_later.any():
        return None
    first = tasks.copy()
    for name in _OF_A_TASK:
        first[name] = first[name].astype("object").mask(is_later, None)
    filled = min(months.working(done.max().date() + _TOLD_AFTER), plan.as_of)
    tables = {**package.tables, "rectifications": first}
    return Slip(replace(package, tables=tables), False, filled, reason="", words="", decided_by="")


def _figure(tables: Tables) -> Tables | None:
    """Two digits of an expense were swapped, and all its sums with them."""
    entries = tables["entries"]
    is_plain = (
        (entries["direction"] == "支出")
        & entries["fund_no"].isna()
        & entries["contract_no"].isna()
        & entries["subject_code"].str.startswith("5")
    )
    for row in entries.index[is_plain]:
        right = int(entries.at[row, "amount_fen"])
        wrong = _swapped(right)
        if wrong is not None:
            return _booked(tables, row, wrong - right)
    return None


def _swapped(fen: int) -> int | None:
    """The amount with its second and third digit exchanged; None where that changes nothing."""
    digits = str(fen)
    if len(digits) < 5 or digits[1] == digits[2]:
        return None
    return int(digits[0] + digits[2] + digits[1] + digits[3:])


def _booked(tables: Tables, row: Any, more_fen: int) -> Tables:
    """A month in which an expense was so much larger: its lines, sheet and trial balance."""
    entries, sheets, trial = (
        tables[name].copy() for name in ("entries", "sheets", "trial_balances")
    )
    book, subject, number = entries.loc[row, ["book_id", "subject_code", "entry_no"]]
    entries.loc[row, "amount_fen"] += more_fen
    is_later = (entries["book_id"] == book) & (entries["entry_no"] >= number)
    entries.loc[is_later, "balance_fen"] -= more_fen
    is_sheet = sheets["book_id"] == book
    sheets.loc[is_sheet, ["expense_fen", "ytd_expense_fen"]] += more_fen
    sheets.loc[is_sheet, "closing_fen"] -= more_fen
    of_book = trial["book_id"] == book
    is_bank = of_book & (trial["account_code"] == "102")
    trial.loc[of_book & (trial["account_code"] == subject), ["debit_fen", "closing_debit_fen"]] += (
        more_fen
    )
    trial.loc[is_bank, "credit_fen"] += more_fen
    trial.loc[is_bank, "closing_debit_fen"] -= more_fen
    return {**tables, "entries": entries, "sheets": sheets, "trial_balances": trial}


def _quantity(tables: Tables) -> Tables | None:
    """A quantity in the words of a line was misread: （7方） for （9方）."""
    entries = tables["entries"].copy()
    for row in entries.index:
        match = re.search(r"（(\d)([^\d）]+)）", entries.at[row, "summary"])
        if match:
            other = f"（{(int(match[1]) + 1) % 9 + 1}{match[2]}）"
            entries.at[row, "summary"] = entries.at[row, "summary"].replace(match[0], other)
            return {**tables, "entries": entries}
    return None


def _left_out(tables: Tables) -> Tables | None:
    """The last item of a list was forgotten."""
    items = tables["items"]
    return {**tables, "items": items.iloc[:-1]} if len(items) > 1 else None


def _twice(tables: Tables) -> Tables | None:
    """The last item was entered twice, under a number of its own."""
    items = tables["items"]
    again = items.iloc[[-1]].assign(item_no=items["item_no"].iloc[-1] + "9")
    return {**tables, "items": pd.concat([items, again], ignore_index=True)}


def _votes(tables: Tables) -> Tables | None:
    """Votes against the yearly distribution and abstentions were entered crosswise."""
    if "assemblies" not in tables:
        return None
    former = tables["assemblies"].copy()
    for row in former.index:
        against, abstained = former.loc[row, ["against", "abstained"]]
        if against != abstained:
            former.loc[row, ["against", "abstained"]] = [abstained, against]
            return {**tables, "assemblies": former}
    return None


def _named(tables: Tables) -> Tables | None:
    """The words of a line gave the name of a villager who was paid."""
    entries = tables["entries"].copy()
    for row in entries.index[entries["payee"] == "个人"]:
        entries.at[row, "summary"] += "（黄春生）"
        return {**tables, "entries": entries}
    return None


def _visits(tables: Tables) -> Tables:
    """One had to come once more for the first item."""
    items = tables["items"].copy()
    items.loc[items.index[0], "visits"] += 1
    return {**tables, "items": items}


def _withdrawn(tables: Tables) -> Tables:
    """Nothing was wrong with its rows."""
    return tables


_SLIPS: Mapping[str, Callable[[Tables], Tables | None]] = {
    "figure": _figure,
    "quantity": _quantity,
    "left_out": _left_out,
    "twice": _twice,
    "votes": _votes,
    "named": _named,
    "visits": _visits,
    "withdrawn": _withdrawn,
}
