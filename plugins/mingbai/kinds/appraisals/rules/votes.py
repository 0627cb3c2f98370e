"""Rules of appraisals: the counts add up, the rates and ranks follow from them."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup, prove
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Severity
from mingbai.kinds.appraisals.rates import percent, with_rates
from mingbai.kinds.appraisals.rules.follow_up import FOLLOW_UP
from mingbai.kinds.appraisals.thresholds import SMALL_SAMPLE
from mingbai.read import Tables

_BALLOTS = ["satisfied", "basically", "dissatisfied", "unknown", "invalid"]

_EMPTY = "空着"


@check(
    "round-dates-reversed",
    title="评议先开始，后结束",
    message="结束日期 {found} 早于开始日期 {expected}",
    remedy="核对开始和结束的日期，改正填反的一个。",
)
def round_dates_reversed(tables: Tables, _: County) -> Verdict:
    """一次评议的结束日期不能早于开始日期。"""
    rounds = tables.frame("rounds")
    bad = rounds["held_to"] < rounds["held_from"]
    issues = faults(
        round_dates_reversed.rule,
        bad,
        "held_to",
        found=iso_column(rounds["held_to"]),
        expected=iso_column(rounds["held_from"]),
    )
    return Verdict(len(rounds), issues)


@check(
    "round-year-differs",
    title="年度和日期对得上",
    message="年度是 {found}，评议却在 {expected} 年开始",
    remedy="改正年度，或改正开始日期。",
)
def round_year_differs(tables: Tables, _: County) -> Verdict:
    """评议在当年开始，最迟在第二年开始（第二年初评上一年）。"""
    rounds = tables.frame("rounds")
    begun = rounds["held_from"].dt.year
    year = rounds["year"].astype("int64")
    bad = (begun != year) & (begun != year + 1)
    issues = faults(
        round_year_differs.rule, bad, "year", found=rounds["year"], expected=begun.astype("str")
    )
    return Verdict(len(rounds), issues)


@check(
    "returned-exceeds-sent",
    title="收回不多于发放",
    message="收回 {found} 份，多于发放的 {expected} 份",
    remedy="核对发放和收回的表数。",
)
def returned_exceeds_sent(tables: Tables, _: County) -> Verdict:
    """收回的评议表不能比发出去的多。"""
    rounds = tables.frame("rounds")
    bad = rounds["returned"] > rounds["sent"]
    issues = faults(
        returned_exceeds_sent.rule,
        bad,
        "returned",
        found=rounds["returned"],
        expected=rounds["sent"],
    )
    return Verdict(len(rounds), issues)


@check(
    "valid-exceeds-returned",
    title="有效不多于收回",
    message="有效 {found} 份，多于收回的 {expected} 份",
    remedy="核对收回和有效的表数。",
)
def valid_exceeds_returned(tables: Tables, _: County) -> Verdict:
    """有效的评议表不能比收回的多。"""
    rounds = tables.frame("rounds")
    bad = rounds["valid"] > rounds["returned"]
    issues = faults(
        valid_exceeds_returned.rule,
        bad,
        "valid",
        found=rounds["valid"],
        expected=rounds["returned"],
    )
    return Verdict(len(rounds), issues)


@check(
    "round-without-votes",
    title="评议要有得票",
    message="评议 {found} 没有任何单位的得票",
    remedy="在得票表里补上每个单位的票数；还没有统计好的评议先不公开。",
)
def round_without_votes(tables: Tables, _: County) -> Verdict:
    """公开一次评议，就要公开每个被评单位的得票，不能只有总数。"""
    rounds = tables.frame("rounds")
    bad = ~rounds["round_id"].isin(tables.frame("votes")["round_id"])
    issues = faults(round_without_votes.rule, bad, "round_id", found=rounds["round_id"])
    return Verdict(len(rounds), issues)


@check(
    "votes-do-not-add-up",
    title="各档票数加起来等于收回",
    message="满意、基本满意、不满意、不了解、无效合计 {expected} 票，收回却写 {found} 票",
    remedy="重新核对这个单位各档的票数和收回的票数。",
)
def votes_do_not_add_up(tables: Tables, _: County) -> Verdict:
    """每个单位的满意、基本满意、不满意、不了解、无效票加起来，等于收回的票数。"""
    votes = tables.frame("votes")
    added = votes[_BALLOTS].sum(axis=1).astype("int64")
    issues = faults(
        votes_do_not_add_up.rule,
        added != votes["returned"],
        "returned",
        found=votes["returned"],
        expected=added,
    )
    proofs = prove(_subject(votes), added * 100, votes["returned"] * 100, unit="票")
    return Verdict(len(votes), issues, proofs)


@check(
    "votes-exceed-round",
    title="一个单位的票不多于全部收回的表",
    message="这个单位收回 {found} 票，全部收回的表只有 {expected} 份",
    remedy="核对这个单位的收回票数和评议表里的收回表数。",
)
def votes_exceed_round(tables: Tables, _: County) -> Verdict:
    """一份评议表给一个单位最多投一票，所以单位的票数不能多于收回的表数。"""
    votes = tables.frame("votes")
    sheets = _of_round(tables, "returned")
    bad = votes["returned"] > sheets
    issues = faults(
        votes_exceed_round.rule, bad, "returned", found=votes["returned"], expected=sheets
    )
    return Verdict(len(votes), issues)


@check(
    "readable-votes-exceed-round",
    title="一个单位的非无效票不多于有效的表",
    message="这个单位除无效外有 {found} 票，有效的表只有 {expected} 份",
    remedy="核对这个单位的无效票数和评议表里的有效表数。",
)
def readable_votes_exceed_round(tables: Tables, _: County) -> Verdict:
    """整份作废的评议表不算任何单位的票，所以单位的非无效票不能多于有效的表数。"""
    votes = tables.frame("votes")
    readable = votes["returned"] - votes["invalid"]
    sheets = _of_round(tables, "valid")
    issues = faults(
        readable_votes_exceed_round.rule,
        readable > sheets,
        "invalid",
        found=readable,
        expected=sheets,
    )
    return Verdict(len(votes), issues)


@check(
    "wrong-rate",
    title="满意率按票数重算一致",
    message="满意率写的是 {found}，按票数应为 {expected}（{satisfied} ÷ {valid}，百分数）",
    remedy="按“满意票 ÷ 有效票”重算，四舍五入到一位小数；没有有效票的留空。",
)
def wrong_rate(tables: Tables, _: County) -> Verdict:
    """公布的满意率等于满意票除以有效票，一位小数，四舍五入；不了解和无效不算有效票。"""
    votes = with_rates(tables.frame("votes"))
    with_rate = votes[votes["rate"].notna()]
    found_hundredths = with_rate["rate"].map(lambda rate: int((rate * 100).to_integral_value()))
    has_one_decimal = with_rate["rate"].map(lambda rate: rate * 10 == int(rate * 10)).astype(bool)
    expected_hundredths = (with_rate["permille"] * 10).astype("Int64")
    bad = ~has_one_decimal | (expected_hundredths != found_hundredths).fillna(True).astype(bool)
    issues = faults(
        wrong_rate.rule,
        bad,
        "rate",
        found=with_rate["rate"],
        expected=percent(with_rate["permille"]).fillna(_EMPTY),
        satisfied=with_rate["satisfied"],
        valid=with_rate["valid"],
    )
    return Verdict(
        len(with_rate),
        issues,
        prove(_subject(with_rate), expected_hundredths, found_hundredths, unit="%"),
    )


@check(
    "wrong-rank",
    title="名次按满意率重排一致",
    message="名次写的是 {found}，在“{class_name}”里按满意率排应为 {expected}",
    remedy="在同一类单位里按满意率从高到低重排；满意率相同的并列，后面的名次顺延。",
)
def wrong_rank(tables: Tables, _: County) -> Verdict:
    """名次只在同一类单位里按满意率（一位小数）排，相同的并列；没有有效票的单位没有名次。"""
    votes = with_rates(tables.frame("votes"))
    with_rank = votes[votes["rank"].notna()]
    bad = (with_rank["rank"] != with_rank["place"]).fillna(True).astype(bool)
    issues = faults(
        wrong_rank.rule,
        bad,
        "rank",
        found=with_rank["rank"],
        expected=with_rank["place"].astype("str").fillna(_EMPTY),
        class_name=with_rank["class"],
    )
    proofs = prove(
        _subject(with_rank),
        with_rank["place"] * 100,
        with_rank["rank"] * 100,
        with_rank["class_size"],
        "名",
    )
    return Verdict(len(with_rank), issues, proofs)


@check(
    "small-sample",
    title="样本少的要注明",
    message="只有 {found} 张有效票，少于 {expected} 张，满意率只供参考",
    remedy="下次多发一些评议表；这一次网页上会注明样本少。",
    severity=Severity.WARNING,
)
def small_sample(tables: Tables, county: County) -> Verdict:
    """有效票少于本县规定的数，一两票就能改变名次，网页上注明样本少。"""
    votes = with_rates(tables.frame("votes"))
    threshold = county.threshold(SMALL_SAMPLE)
    issues = faults(
        small_sample.rule,
        votes["valid"] < threshold,
        None,
        found=votes["valid"],
        expected=str(threshold),
    )
    return Verdict(len(votes), issues)


def _of_round(tables: Tables, column: str) -> pd.Series:
    """A column of `rounds` for each row of `votes`; absent where the round is unknown."""
    rounds = tables.frame("rounds").drop_duplicates("round_id").set_index("round_id")
    return lookup(tables.frame("votes")["round_id"], rounds[column]).astype("Int64")


def _subject(votes: pd.DataFrame) -> pd.Series:
    """Address of a unit's votes: `<round_id>/<unit>`."""
    return votes["round_id"] + "/" + votes["unit"]


CHECKS = (
    round_dates_reversed,
    round_year_differs,
    returned_exceeds_sent,
    valid_exceeds_returned,
    round_without_votes,
    votes_do_not_add_up,
    votes_exceed_round,
    readable_votes_exceed_round,
    wrong_rate,
    wrong_rank,
    small_sample,
    *FOLLOW_UP,
)
