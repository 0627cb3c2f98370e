"""Rules of performance: weights sum to 100, scores within them, totals and ranks recomputed."""

from __future__ import annotations

from decimal import Decimal

import pandas as pd

from mingbai.check import Verdict, check, faults, prove
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.read import Tables

_SCHEME = ["year", "class"]
_CENT = Decimal("0.01")
_UNIT = [*_SCHEME, "unit"]
_NO_SCORES = "这一类里没有得分"


def _hundredths(scores: pd.Series) -> pd.Series:
    """Decimal points -> integer hundredths of a point; finer ones are refused by score-too-fine."""
    return scores.map(lambda d: int(d * 100), na_action="ignore").astype("Int64")


def point_texts(cents: pd.Series) -> pd.Series:
    """Hundredths of a point -> points as text."""
    return cents.map(lambda c: str(Decimal(int(c)) / 100), na_action="ignore").astype("str")


def with_computed_totals(tables: Tables) -> pd.DataFrame:
    """Totals with what follows from the scores.

    Adds `sum_cents` (hundredths, NA without scores), `lines` (how many scores) and `place` inside
    year and class.
    """
    totals, scores = tables.frame("totals"), tables.frame("scores")
    cents_by_unit = scores.assign(cents=_hundredths(scores["score"])).groupby(_UNIT)["cents"]
    key = pd.MultiIndex.from_frame(totals[_UNIT])
    sums, lines = (
        pd.Series(by_unit.reindex(key).to_numpy(), index=totals.index, dtype="Int64")
        for by_unit in (cents_by_unit.sum(), cents_by_unit.size())
    )
    frame = totals.assign(sum_cents=sums, lines=lines)
    place = frame.groupby(_SCHEME)["sum_cents"].rank(method="min", ascending=False)
    return frame.assign(place=place.astype("Int64"))


def _subject(frame: pd.DataFrame) -> pd.Series:
    """`2025/政府部门`."""
    return frame["year"] + "/" + frame["class"]


@check(
    "weights-not-hundred",
    title="权重合计一百分",
    message="{scheme}的权重合计 {found} 分，应为 {expected} 分",
    remedy="核对这一类单位各项指标的权重。",
)
def weights_not_hundred(tables: Tables, _: County) -> Verdict:
    """同一年度、同一类单位，各项指标的权重合计等于 100。"""
    frame = tables.frame("indicators")
    by, is_first_of_scheme = frame.groupby(_SCHEME)["weight"], ~frame.duplicated(_SCHEME)
    total = by.transform("sum")
    bad = (total != 100) & is_first_of_scheme
    issues = faults(
        weights_not_hundred.rule,
        bad,
        "weight",
        found=total.astype("str"),
        expected="100",
        scheme=frame["year"].astype("str") + " 年" + frame["class"],
    )
    head = frame[is_first_of_scheme]
    hundred = pd.Series(100_00, index=head.index)
    indicator_counts = by.transform("size")[is_first_of_scheme]
    proofs = prove(_subject(head), hundred, total[is_first_of_scheme] * 100, indicator_counts, "分")
    return Verdict(len(head), issues, proofs)


@check(
    "score-over-weight",
    title="得分不超过权重",
    message="得 {found} 分，超过这项指标的权重 {expected} 分",
    remedy="核对得分和指标的权重。",
)
def score_over_weight(tables: Tables, _: County) -> Verdict:
    """一项指标的得分不能超过它的权重。"""
    scores, indicators = tables.frame("scores"), tables.frame("indicators")
    key = [*_SCHEME, "indicator_no"]
    weights = indicators.set_index(key)["weight"]
    weight_of_score = pd.Series(
        weights.reindex(pd.MultiIndex.from_frame(scores[key])).to_numpy(), index=scores.index
    ).astype("Int64")
    bad = _hundredths(scores["score"]) > weight_of_score * 100
    issues = faults(
        score_over_weight.rule,
        bad,
        "score",
        found=scores["score"].astype("str"),
        expected=weight_of_score.astype("str"),
    )
    return Verdict(len(scores), issues)


@check(
    "score-too-fine",
    title="得分最多两位小数",
    message="{found} 分超过两位小数",
    remedy="四舍五入到两位小数，总分按四舍五入以后的各项得分相加。",
)
def score_too_fine(tables: Tables, _: County) -> Verdict:
    """得分和总分最多两位小数：更细的看不懂，也核对不了。"""
    issues: list[Issue] = []
    for table, field in (("scores", "score"), ("totals", "total")):
        points = tables.frame(table)[field]
        bad = points.map(lambda d: d != d.quantize(_CENT)).astype("boolean")
        issues += faults(score_too_fine.rule, bad, field, found=points.astype("str"))
    return Verdict(len(tables.frame("scores")) + len(tables.frame("totals")), tuple(issues))


@check(
    "wrong-total-score",
    title="总分等于各项之和",
    message="总分应为 {expected}，公布的是 {found}",
    remedy="把这个单位各项得分相加，核对总分。",
)
def wrong_total_score(tables: Tables, _: County) -> Verdict:
    """公布的总分，等于这个单位各项指标得分之和。"""
    frame = with_computed_totals(tables)
    bad = frame["sum_cents"].isna() | (_hundredths(frame["total"]) != frame["sum_cents"])
    issues = faults(
        wrong_total_score.rule,
        bad,
        "total",
        found=frame["total"].astype("str"),
        expected=point_texts(frame["sum_cents"]).where(frame["sum_cents"].notna(), _NO_SCORES),
    )
    proofs = prove(
        _subject(frame) + "/" + frame["unit"],
        frame["sum_cents"],
        _hundredths(frame["total"]),
        frame["lines"],
        "分",
    )
    return Verdict(len(frame), issues, proofs)


@check(
    "wrong-score-rank",
    title="名次按总分排",
    message="名次应为 {expected}，公布的是 {found}",
    remedy="在同一年度、同一类单位里按总分从高到低排，同分同名次。",
)
def wrong_score_rank(tables: Tables, _: County) -> Verdict:
    """名次在同类单位里按总分从高到低排，同分的名次相同，后面的顺延。"""
    frame = with_computed_totals(tables)
    bad = frame["place"].notna() & (frame["rank"] != frame["place"])
    issues = faults(
        wrong_score_rank.rule,
        bad,
        "rank",
        found=frame["rank"].astype("str"),
        expected=frame["place"].astype("str"),
    )
    size = frame.groupby(_SCHEME)["unit"].transform("size")
    proofs = prove(
        _subject(frame) + "/" + frame["unit"], frame["place"] * 100, frame["rank"] * 100, size, "名"
    )
    return Verdict(len(frame), issues, proofs)


@check(
    "total-missing",
    title="有得分就有总分",
    message="{found} 有各项得分，却没有公布总分和名次",
    remedy="在总分表里补上这个单位；不参加考评的，去掉它的得分。",
)
def total_missing(tables: Tables, _: County) -> Verdict:
    """公布了各项得分的单位，都要公布总分和名次，不能漏掉。"""
    scores, totals = tables.frame("scores"), tables.frame("totals")
    units_with_total = pd.MultiIndex.from_frame(totals[_UNIT])
    has_total = pd.Series(
        pd.MultiIndex.from_frame(scores[_UNIT]).isin(units_with_total), index=scores.index
    )
    bad = ~has_total & ~scores.duplicated(_UNIT)
    issues = faults(total_missing.rule, bad, "unit", found=scores["unit"])
    return Verdict(int((~scores.duplicated(_UNIT)).sum()), issues)


@check(
    "formula-without-points",
    title="扣分的办法写明一次扣几分",
    message="怎样计分写的是“{found}”，一次扣几分没有写",
    remedy="在计分办法表里填上一次扣几分；按比例计分的不填。",
)
def formula_without_points(tables: Tables, _: County) -> Verdict:
    """计分办法是扣分的，要写明一次扣几分，别人才能照着重算。"""
    frame = tables.frame("formulas")
    bad = (frame["method"] != "按比例") & frame["points"].isna()
    issues = faults(formula_without_points.rule, bad, "points", found=frame["method"])
    return Verdict(len(frame), issues)


CHECKS = (
    weights_not_hundred,
    score_over_weight,
    score_too_fine,
    wrong_total_score,
    wrong_score_rank,
    total_missing,
    formula_without_points,
)
