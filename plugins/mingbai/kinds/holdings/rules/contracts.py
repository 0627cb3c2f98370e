"""Rules of holdings: what must hold of subjects, terms and sums; then the early warnings."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, prove, published
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.kinds.holdings.contracts import ASSET, RESOURCE, UNITS, contract_terms
from mingbai.kinds.holdings.rules.warnings import WARNINGS
from mingbai.money import yuan_column
from mingbai.read import Tables

_WHOLE, _LET = "每年", "出租发包"


@check(
    "subject-not-registered",
    title="合同的标的要先登记",
    message="{kind} {found} 没有登记",
    remedy="先在资产或资源表里登记，再写合同；或改正标的编号。",
)
def subject_not_registered(tables: Tables, _: County) -> Verdict:
    """合同出租、发包的资产或资源，必须在资产表、资源表里登记过。"""
    frame = tables.shared(contract_terms)
    issues = faults(
        subject_not_registered.rule,
        ~frame["is_known"],
        "subject_no",
        found=frame["subject_no"],
        kind=frame["subject_kind"],
    )
    return Verdict(len(frame), issues)


@check(
    "book-of-another-place",
    title="谁的资产，租金记谁的账",
    message="账簿 {found} 是 {place} 的，{subject} 登记在 {expected} 名下",
    remedy="核对入账账簿、标的编号和标的登记的地方，改正写错的一处。",
)
def book_of_another_place(tables: Tables, county: County) -> Verdict:
    """合同的入账账簿，要是标的登记的那个村或者小组的账；小组没有账的，记在本村的账上。"""
    frame = tables.shared(contract_terms)
    place = lookup(frame["book_id"], county.books["place_code"])
    is_known = place.notna() & frame["place_code"].notna()
    pairs = zip(frame["place_code"].fillna(""), place.fillna(""), strict=True)
    is_own = pd.Series(
        [of == whole or of.startswith(f"{whole}-") for of, whole in pairs],
        index=frame.index,
        dtype="bool",
    )
    issues = faults(
        book_of_another_place.rule,
        is_known & ~is_own,
        "book_id",
        found=frame["book_id"],
        expected=frame["place_code"],
        place=place,
        subject=frame["subject_no"],
    )
    return Verdict(int(is_known.sum()), issues)


@check(
    "use-differs-from-contracts",
    title="用途和合同对得上",
    message="用途写的是“{found}”，按合同应为{expected}",
    remedy="核对用途和合同的标的编号；租出去的写“出租发包”（登记以后才租的，做更正），没有合同的不写。",
    severity=Severity.WARNING,
)
def use_differs_from_contracts(tables: Tables, _: County) -> Verdict:
    """登记公开那天租着的、现在租着的资产和资源，用途是出租发包；用途写出租发包的，要有它的合同。"""
    terms = tables.shared(contract_terms)
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    for kind, name, key in ((ASSET, "assets", "asset_no"), (RESOURCE, "resources", "resource_no")):
        table, contracts = tables[name], terms[terms["subject_kind"] == kind]
        frame, day = table.frame, published(tables, table)
        days = pd.Series(day.to_numpy(), index=pd.Index(frame[key]), dtype="datetime64[s]")
        on = lookup(contracts["subject_no"], days[~days.index.duplicated()])
        is_running = pd.Series(data=False, index=contracts.index)
        for one in (on, contracts["until"]):
            is_running |= (contracts["starts"] <= one) & (contracts["last"] >= one)
        is_let = frame[key].isin(contracts["subject_no"][is_running])
        is_said = frame["use"] == _LET
        is_unheard = is_said & ~frame[key].isin(contracts["subject_no"])
        issues += faults(
            use_differs_from_contracts.rule,
            (is_let & ~is_said) | is_unheard,
            "use",
            found=frame["use"],
            expected=pd.Series("“出租发包”", index=frame.index).mask(is_unheard, "别的：没有合同"),
        )
        looked_at += len(frame)
    return Verdict(looked_at, issues)


@check(
    "unit-price-unit",
    title="单价的单位和标的相符",
    message="标的是{kind}，单价却写“{found}”",
    remedy="资产按平方米算，资源按亩算；整个出租的写“每年”。",
    severity=Severity.WARNING,
)
def unit_price_unit(tables: Tables, _: County) -> Verdict:
    """资产的面积以平方米计，资源的面积以亩计：单价的单位要用同一个，或者写每年。"""
    frame = tables.frame("contracts")
    per = frame["unit_price_per"]
    expected = "每" + frame["subject_kind"].map(UNITS)
    pairs = zip(per.fillna(""), expected, strict=True)
    is_like = pd.Series(
        [one in ("", _WHOLE) or one.startswith(unit) for one, unit in pairs],
        index=frame.index,
        dtype="bool",
    )
    issues = faults(
        unit_price_unit.rule,
        ~is_like,
        "unit_price_per",
        found=per,
        expected=expected,
        kind=frame["subject_kind"],
    )
    return Verdict(int(per.notna().sum()), issues)


@check(
    "contract-dates-reversed",
    title="合同的日期有先后",
    message="{found} 应在 {expected} {relation}",
    remedy="核对签订、起、止和提前终止的日期。",
)
def contract_dates_reversed(tables: Tables, _: County) -> Verdict:
    """签订不晚于租期开始，租期开始早于结束；提前终止的，在租期之内。"""
    frame = tables.frame("contracts")
    date_pairs = (
        ("signed", "starts", frame["signed"] > frame["starts"], "或以前"),
        ("ends", "starts", frame["ends"] <= frame["starts"], "以后"),
        ("ended", "starts", frame["ended"] < frame["starts"], "或以后"),
        ("ended", "ends", frame["ended"] > frame["ends"], "或以前"),
    )
    issues = tuple(
        issue
        for field, other, bad, relation in date_pairs
        for issue in faults(
            contract_dates_reversed.rule,
            bad,
            field,
            found=iso_column(frame[field]),
            expected=iso_column(frame[other]),
            relation=relation,
        )
    )
    return Verdict(len(frame), issues)


@check(
    "holding-in-future",
    title="公开时还没有发生的不能写成发生",
    message="{found} 晚于这个数据包的公开日期 {expected}",
    remedy="核对日期；还没有签的合同、还没有收的钱，等发生以后再公开。",
)
def holding_in_future(tables: Tables, _: County) -> Verdict:
    """合同的签订日期、收款日期不能晚于公开日期。"""
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    days = pd.Series([p.published for p in tables.packages], dtype="datetime64[s]")
    for name, field in (("contracts", "signed"), ("receipts", "date")):
        table = tables[name]
        published = lookup(tables.package_of(table), days)
        issues += faults(
            holding_in_future.rule,
            table.frame[field] > published,
            field,
            found=iso_column(table.frame[field]),
            expected=iso_column(published),
        )
        looked_at += len(table.frame)
    return Verdict(looked_at, issues)


@check(
    "schedule-differs-from-total",
    title="各期应收加起来等于合同总额",
    message="收款计划合计 {expected} 元，合同总额写的是 {found} 元",
    remedy="核对合同总额和收款计划的每一期。",
)
def schedule_differs_from_total(tables: Tables, _: County) -> Verdict:
    """一份合同收款计划里各期应收金额加起来，等于合同总额。"""
    frame, plan = tables.frame("contracts"), tables.frame("schedule")
    amounts = plan.groupby("contract_no")["amount_fen"]
    scheduled = lookup(frame["contract_no"], amounts.sum()).fillna(0).astype("int64")
    lines = lookup(frame["contract_no"], amounts.size()).fillna(0).astype("int64")
    issues = faults(
        schedule_differs_from_total.rule,
        scheduled != frame["total_fen"],
        "total",
        found=yuan_column(frame["total_fen"]),
        expected=yuan_column(scheduled),
    )
    proofs = prove(frame["contract_no"], scheduled, frame["total_fen"], lines)
    return Verdict(len(frame), issues, proofs)


@check(
    "received-exceeds-total",
    title="收款不超过合同总额",
    message="收到这一笔，累计 {found} 元，合同总额只有 {expected} 元",
    remedy="核对收款金额，留意元和万元；保证金不算租金，不写在收款里。",
)
def received_exceeds_total(tables: Tables, _: County) -> Verdict:
    """一份合同收到的租金累计起来，不能超过合同总额；可以提前收，不能多收。"""
    frame = tables.frame("receipts").sort_values(["contract_no", "date", "receipt_no"])
    running = frame["amount_fen"].groupby(frame["contract_no"]).cumsum()
    totals = tables.frame("contracts").set_index("contract_no")["total_fen"]
    total = lookup(frame["contract_no"], totals).astype("Int64")
    issues = faults(
        received_exceeds_total.rule,
        running > total,
        "amount",
        found=yuan_column(running),
        expected=yuan_column(total),
    )
    return Verdict(len(frame), issues)


CHECKS = (
    subject_not_registered,
    book_of_another_place,
    use_differs_from_contracts,
    unit_price_unit,
    contract_dates_reversed,
    holding_in_future,
    schedule_differs_from_total,
    received_exceeds_total,
    *WARNINGS,
)
