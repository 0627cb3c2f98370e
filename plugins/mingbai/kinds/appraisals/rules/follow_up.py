"""Rules of appraisals: every opinion is answered, the worst units mend what was found."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Rule, Severity
from mingbai.kinds.appraisals.rates import percent, with_rates
from mingbai.kinds.appraisals.thresholds import OPINION_DAYS
from mingbai.read import Tables

_UNIT = ["round_id", "unit"]


@check(
    "unit-not-appraised",
    title="意见和整改要对着被评的单位",
    message="{found} 没有参加评议 {round_id}",
    remedy="核对单位简码和评议编号。",
)
def unit_not_appraised(tables: Tables, _: County) -> Verdict:
    """意见和整改任务里的单位，必须是那一次评议里有得票的单位。"""
    appraised = _keys(tables.frame("votes"), _UNIT)
    frames = [tables.frame("opinions"), tables.frame("rectifications")]
    issues = [
        faults(
            unit_not_appraised.rule,
            ~_keys(frame, _UNIT).isin(appraised),
            "unit",
            found=frame["unit"],
            round_id=frame["round_id"],
        )
        for frame in frames
    ]
    return Verdict(sum(map(len, frames)), tuple(i for group in issues for i in group))


@check(
    "opinion-of-another",
    title="整改对应本单位的意见",
    message="意见 {found} 不是对这个单位这一次评议提的",
    remedy="核对对应意见的编号；没有对应意见的留空。",
)
def opinion_of_another(tables: Tables, _: County) -> Verdict:
    """整改任务写明对应哪条意见的，那条意见必须是同一次评议里对同一个单位提的。"""
    tasks = tables.frame("rectifications")
    opinions = tables.frame("opinions")
    opinion_keys = _keys(opinions, [*_UNIT, "opinion_no"])
    is_known = tasks["opinion_no"].isin(opinions["opinion_no"])
    bad = is_known & ~_keys(tasks, [*_UNIT, "opinion_no"]).isin(opinion_keys)
    issues = faults(opinion_of_another.rule, bad, "opinion_no", found=tasks["opinion_no"])
    return Verdict(len(tasks), issues)


@check(
    "rectification-due-early",
    title="整改期限在评议结束以后",
    message="整改期限 {found} 早于评议结束的 {expected}",
    remedy="改正整改期限。",
)
def rectification_due_early(tables: Tables, _: County) -> Verdict:
    """整改任务是评议以后提出的，期限不能早于评议结束的日期。"""
    tasks = tables.frame("rectifications")
    return Verdict(len(tasks), _before_the_end(tables, rectification_due_early.rule, "due"))


@check(
    "rectification-done-early",
    title="整改完成在评议结束以后",
    message="完成日期 {found} 早于评议结束的 {expected}",
    remedy="改正完成日期。",
)
def rectification_done_early(tables: Tables, _: County) -> Verdict:
    """评议还没有结束，针对评议结果的整改不可能已经完成。"""
    tasks = tables.frame("rectifications")
    return Verdict(len(tasks), _before_the_end(tables, rectification_done_early.rule, "done"))


@check(
    "done-without-outcome",
    title="完成的整改要写结果",
    message="写了完成日期 {found}，没有写整改结果",
    remedy="写清楚做了什么；还没有完成的，把完成日期空着。",
)
def done_without_outcome(tables: Tables, _: County) -> Verdict:
    """整改任务写了完成日期的，必须写明做了什么。"""
    tasks = tables.frame("rectifications")
    bad = tasks["done"].notna() & tasks["outcome"].isna()
    days = iso_column(tasks["done"])
    return Verdict(len(tasks), faults(done_without_outcome.rule, bad, "outcome", found=days))


@check(
    "worst-without-rectification",
    title="末位单位要有整改任务",
    message="{class_name}里满意率最低（{found}%），没有整改任务",
    remedy="在整改表里写明要做什么、什么时候完成。",
    severity=Severity.WARNING,
)
def worst_without_rectification(tables: Tables, _: County) -> Verdict:
    """每一类里满意率最低的单位要有重点整改任务，写明做什么、哪天完成。"""
    votes = with_rates(tables.frame("votes"))
    tasked = _keys(votes, _UNIT).isin(_keys(tables.frame("rectifications"), _UNIT))
    issues = faults(
        worst_without_rectification.rule,
        votes["is_worst"] & ~tasked,
        "unit",
        found=percent(votes["permille"]),
        class_name=votes["class"],
    )
    return Verdict(int(votes["is_worst"].sum()), issues)


@check(
    "rectification-overdue",
    title="整改到期没有完成",
    message="期限是 {found}，到 {expected} 还没有完成",
    remedy="完成以后填写完成日期和整改结果。",
    severity=Severity.WARNING,
)
def rectification_overdue(tables: Tables, county: County) -> Verdict:
    """整改任务过了期限还没有完成日期的，公开时标明逾期。"""
    tasks = tables.frame("rectifications")
    bad = tasks["done"].isna() & (tasks["due"] < pd.Timestamp(county.as_of))
    issues = faults(
        rectification_overdue.rule,
        bad,
        "done",
        found=iso_column(tasks["due"]),
        expected=county.as_of.isoformat(),
    )
    return Verdict(len(tasks), issues)


@check(
    "criticism-unanswered",
    title="批评意见要有答复",
    message="评议结束后 {days} 天（到 {expected}）已过，这条批评还没有答复",
    remedy="在答复里写明怎样处理的。",
    severity=Severity.WARNING,
)
def criticism_unanswered(tables: Tables, county: County) -> Verdict:
    """批评意见在评议结束后规定的天数内要有答复：事事有回音，件件有着落。"""
    opinions = tables.frame("opinions")
    days = county.threshold(OPINION_DAYS)
    last = _last_day_of_round(tables, opinions) + pd.Timedelta(days=days)
    criticism = opinions["kind"] == "批评"
    late = opinions["handling"].isna() & (last < pd.Timestamp(county.as_of))
    issues = faults(
        criticism_unanswered.rule,
        criticism & late,
        "handling",
        expected=iso_column(last),
        days=str(days),
    )
    return Verdict(int(criticism.sum()), issues)


def _keys(frame: pd.DataFrame, columns: list[str]) -> pd.Series:
    """Several columns as one text: ids and slugs never hold a blank."""
    key = frame[columns[0]].astype("str")
    for column in columns[1:]:
        key = key + " " + frame[column].astype("str").fillna("")
    return key


def _last_day_of_round(tables: Tables, frame: pd.DataFrame) -> pd.Series:
    """The last day of the round of each row; absent where the round is unknown."""
    rounds = tables.frame("rounds").drop_duplicates("round_id").set_index("round_id")
    return lookup(frame["round_id"], rounds["held_to"])


def _before_the_end(tables: Tables, rule: Rule, column: str) -> tuple[Issue, ...]:
    """Tasks with a date before the last day of their round."""
    tasks = tables.frame("rectifications")
    end = _last_day_of_round(tables, tasks)
    return faults(
        rule,
        tasks[column] < end,
        column,
        found=iso_column(tasks[column]),
        expected=iso_column(end),
    )


FOLLOW_UP = (
    unit_not_appraised,
    opinion_of_another,
    rectification_due_early,
    rectification_done_early,
    done_without_outcome,
    worst_without_rectification,
    rectification_overdue,
    criticism_unanswered,
)
