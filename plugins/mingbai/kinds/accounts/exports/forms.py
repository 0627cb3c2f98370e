"""The two sheets that platforms export every month, 收支明细 and 科目余额表, by their words."""

from __future__ import annotations

from mingbai.exports import ExportColumn, ExportForm
from mingbai.kinds.accounts import reference

# What the official name of a village's or group's collective has behind its place, longest first.
ENDINGS = (
    "股份经济合作联合社",
    "经济合作联合社",
    "股份经济合作社",
    "经济合作社",
    "经济联合社",
    "集体经济组织",
    "村民委员会",
    "股份合作社",
    "合作社",
    "村委会",
    "村级账套",
    "账套",
)


def _columns(form: str) -> tuple[ExportColumn, ...]:
    frame = reference.export_columns()
    rows = frame[frame["form"] == form]
    parts = (rows["column"], rows["title"], rows["is_money"], rows["words"])
    return tuple(
        ExportColumn(name, title, tuple(words.split("、")), is_money)
        for name, title, is_money, words in zip(*parts, strict=True)
    )


LEDGER = ExportForm(
    name="ledger",
    title="收支明细",
    columns=_columns("ledger"),
    needs=(
        frozenset({"date", "day"}),
        frozenset({"voucher"}),
        frozenset({"summary"}),
        frozenset({"subject_code", "subject_name"}),
        frozenset({"income", "debit", "amount"}),
        frozenset({"expense", "credit", "direction"}),
    ),
    marks=frozenset({"income", "expense", "debit", "credit", "subject_name", "voucher_word"}),
    thing="book",
    keys=frozenset({"date", "voucher"}),
)
TRIAL = ExportForm(
    name="trial",
    title="科目余额表",
    columns=_columns("trial"),
    needs=(
        frozenset({"subject_code", "subject_name"}),
        frozenset({"opening_debit", "opening"}),
        frozenset({"opening_credit", "opening"}),
        frozenset({"debit"}),
        frozenset({"credit"}),
        frozenset({"closing_debit", "closing"}),
        frozenset({"closing_credit", "closing"}),
    ),
    marks=frozenset({"subject_name", "opening", "closing", "year_debit"}),
    thing="book",
    keys=frozenset({"subject_code", "subject_name"}),
)
FORMS = (LEDGER, TRIAL)
