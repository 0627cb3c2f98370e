"""Rules of materials and fees: bases in force and of this province, form files that exist."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from mingbai.check import Numbering, Verdict, check, faults, skipped_numbers
from mingbai.county import County, foreign_bases
from mingbai.issues import Issue, Rule, Severity
from mingbai.kinds.approvals import bases, forms
from mingbai.kinds.approvals.forms import FormFile
from mingbai.read import Tables

# Every field, by table, that cites a legal basis.
_CITED = (("bases", "basis_id"), ("fees", "basis_id"), ("steps", "off_clock_basis"))


@check(
    "fee-rows-missing",
    title="收费的事项要有收费项目",
    message="写明收费，收费表里却没有它的收费项目",
    remedy="在收费表里补上项目、标准和依据；不收费的改成“否”。",
)
def fee_rows_missing(tables: Tables, _: County) -> Verdict:
    """收费的事项，要逐项公布收费项目、标准和依据。"""
    items = tables.frame("items")
    is_paid = items["has_fee"].fillna(False).astype(bool)
    bad = is_paid & ~items["item_code"].isin(tables.frame("fees")["item_code"])
    issues = faults(fee_rows_missing.rule, bad, "has_fee", found="是", expected="有收费项目")
    return Verdict(int(is_paid.sum()), issues)


@check(
    "fee-not-announced",
    title="不收费的事项没有收费项目",
    message="事项表里“是否收费”是{found}，收费表里却有“{name}”",
    remedy="收费的，事项表改成“是”；不收费的，删掉这一行。",
)
def fee_not_announced(tables: Tables, _: County) -> Verdict:
    """写明不收费、或者没有写是否收费的事项，收费表里不能有它的收费项目。"""
    fees, items = tables.frame("fees"), tables.frame("items").set_index("item_code")
    has_fee = fees["item_code"].map(items["has_fee"].astype("boolean"))
    has_fee_texts = has_fee.map({True: "是", False: "“否”"}).fillna("空的")
    bad = ~has_fee.fillna(False).astype(bool)
    issues = faults(
        fee_not_announced.rule, bad, "item_code", found=has_fee_texts, name=fees["name"]
    )
    return Verdict(len(fees), issues)


def _lapsed(ids: pd.Series, county: County) -> pd.Series:
    """Ids that are registered but have no version valid on the date of the data."""
    is_known = ids.isin(county.known["basis"])
    return is_known & ~ids.isin(bases.in_force(county).index)


@check(
    "fee-basis-lapsed",
    title="收费依据现行有效",
    message="收费依据 {found} 在 {expected} 不是现行有效的",
    remedy="换成现行有效的依据；没有依据的，停止收费并改成“不收费”。",
)
def fee_basis_lapsed(tables: Tables, county: County) -> Verdict:
    """收费要有现行有效的依据；失效的依据不能再作收费的根据。"""
    ids = tables.frame("fees")["basis_id"]
    issues = faults(
        fee_basis_lapsed.rule,
        _lapsed(ids, county),
        "basis_id",
        found=ids,
        expected=county.as_of.isoformat(),
    )
    return Verdict(len(ids), issues)


@check(
    "basis-lapsed",
    title="依据现行有效",
    message="依据 {found} 在 {expected} 不是现行有效的",
    remedy="换成现行有效的依据，或在登记表里补上新的版本。网页上不再列出失效的依据。",
    severity=Severity.WARNING,
)
def basis_lapsed(tables: Tables, county: County) -> Verdict:
    """办事依据和停表依据要现行有效；条款修订以后，要换成新的版本。"""
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    for table, field in (("bases", "basis_id"), ("steps", "off_clock_basis")):
        ids = tables.frame(table)[field].dropna()
        looked_at += len(ids)
        issues += faults(
            basis_lapsed.rule,
            _lapsed(ids, county),
            field,
            found=ids,
            expected=county.as_of.isoformat(),
        )
    return Verdict(looked_at, issues)


@check(
    "basis-of-another-province",
    title="依据不是外省的",
    message="依据 {found} 是别的省的规定，在本县不适用",
    remedy="换成国家的或者本省的依据；多半是照抄外地的办事指南留下的。",
    severity=Severity.WARNING,
)
def basis_of_another_province(tables: Tables, county: County) -> Verdict:
    """办事、收费和停表的依据，只能是全国的或者本省的规定。"""
    foreign = foreign_bases(county)
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    for table, field in _CITED:
        ids = tables.frame(table)[field].dropna()
        looked_at += len(ids)
        bad = ids.isin(foreign)
        issues += faults(basis_of_another_province.rule, bad, field, found=ids)
    return Verdict(looked_at, issues)


def _verdict_of_files(tables: Tables, rule: Rule, is_bad: Callable[[FormFile], bool]) -> Verdict:
    """The form files that the materials name and that are bad, in either field."""
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    for field in forms.FIELDS:
        files = forms.named(tables, field)
        looked_at += len(files)
        bad = files[[is_bad(file) for file in files]]
        names = pd.Series([file.name for file in bad], bad.index, dtype="str")
        issues += faults(rule, names.notna(), field, found=names, expected=forms.ACCEPTED)
    return Verdict(looked_at, issues)


@check(
    "form-file-missing",
    title="表格文件要在",
    message="forms 文件夹里没有“{found}”",
    remedy="把文件放进本数据包的 forms 文件夹，名字一字不差；没有表格的留空。",
)
def form_file_missing(tables: Tables, _: County) -> Verdict:
    """材料清单里写了空白表或填写样例的，文件要放在本数据包的 forms 文件夹里。"""
    return _verdict_of_files(tables, form_file_missing.rule, lambda file: file.octets is None)


@check(
    "form-file-unusable",
    title="表格文件能用",
    message="“{found}”是空的，或者不是{expected}",
    remedy="用办公软件重新另存一份，打开看过再放进来；空白表和样例只收{expected}。",
)
def form_file_unusable(tables: Tables, _: County) -> Verdict:
    """空白表和填写样例要是能下载来填的文件：PDF、Word、Excel、OFD 或图片，不能是空的。"""

    def is_bad(file: FormFile) -> bool:
        return file.octets is not None and not file.is_usable

    return _verdict_of_files(tables, form_file_unusable.rule, is_bad)


@check(
    "paper-number-skipped",
    title="材料和收费的序号连续",
    message="{table}的序号是 {found}，按顺序应为 {expected}",
    remedy="看看是不是漏了一行；没有漏的，从 1 起顺着编。",
    severity=Severity.WARNING,
)
def paper_number_skipped(tables: Tables, _: County) -> Verdict:
    """一个事项的材料、收费项目，序号从 1 起一个接一个：跳了号，可能漏了一行。"""
    return skipped_numbers(
        paper_number_skipped.rule,
        tables,
        Numbering("materials", ("item_code",), "material_no"),
        Numbering("fees", ("item_code",), "fee_no"),
    )


RULES = (
    fee_rows_missing,
    fee_not_announced,
    fee_basis_lapsed,
    basis_lapsed,
    basis_of_another_province,
    form_file_missing,
    form_file_unusable,
    paper_number_skipped,
)
