"""Rules of replies and questions: the last day, the order of days, words, no asker."""

from __future__ import annotations

from collections.abc import Callable

import pandas as pd

from mingbai.check import DAY, Proofs, Verdict, check, faults, prove
from mingbai.county import ANSWER_DAYS, County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Rule, Severity
from mingbai.kinds.replies import attachments
from mingbai.read import Tables

# Of both tables: the key, the day of the answer, its words.
_TABLES = (
    ("replies", "reply_no", "replied", "text"),
    ("questions", "question_no", "answered", "answer"),
)
# Words with which people say who they are or where they can be reached.
_ASKER = r"我叫|我的名字|我是.{1,6}(?:组|户)的|本人姓名|联系电话|我的电话|电话是|手机号|我家住"


def _due(tables: Tables, county: County, name: str) -> tuple[pd.DataFrame, pd.Series]:
    """The rows of a table, and by when each had to be answered."""
    frame = tables.frame(name)
    days = pd.Series(county.threshold(ANSWER_DAYS), index=frame.index)
    return frame, county.calendar.add_days(frame["asked"], days)


def _wrong_due(rule: Rule, tables: Tables, county: County, name: str, key: str) -> Verdict:
    frame, expected = _due(tables, county, name)
    issues = faults(
        rule,
        expected.notna() & (frame["due"] != expected),
        "due",
        found=iso_column(frame["due"]),
        expected=iso_column(expected),
    )
    proofs: Proofs = prove(frame[key], expected, frame["due"], unit=DAY)
    return Verdict(int(expected.notna().sum()), issues, proofs)


@check(
    "wrong-reply-due",
    title="回应期限算得对",
    message="回应期限应为 {expected}，填的是 {found}",
    remedy="从请它说明的第二天起数工作日，天数见本县规则。",
)
def wrong_reply_due(tables: Tables, county: County) -> Verdict:
    """回应期限 = 请它说明之后第几个工作日，由本县规则确定（answer_days）。"""
    return _wrong_due(wrong_reply_due.rule, tables, county, "replies", "reply_no")


@check(
    "wrong-answer-due",
    title="答复期限算得对",
    message="答复期限应为 {expected}，填的是 {found}",
    remedy="从收到问题的第二天起数工作日，天数见本县规则。",
)
def wrong_answer_due(tables: Tables, county: County) -> Verdict:
    """答复期限 = 收到问题之后第几个工作日，由本县规则确定（answer_days）。"""
    return _wrong_due(wrong_answer_due.rule, tables, county, "questions", "question_no")


def _in_both(
    look: Callable[[pd.DataFrame, str, str], tuple[Issue, ...]], tables: Tables
) -> Verdict:
    """What is found in replies and in questions. look: rows, field of the day, of the words."""
    looked_at = 0
    issues: tuple[Issue, ...] = ()
    for name, _, day, words in _TABLES:
        frame = tables.frame(name)
        looked_at += len(frame)
        issues += look(frame, day, words)
    return Verdict(looked_at, issues)


@check(
    "answered-before-asked",
    title="先问后答",
    message="{found} 就答复了，{expected} 才问",
    remedy="核对两个日期。",
)
def answered_before_asked(tables: Tables, _: County) -> Verdict:
    """答复不能早于提问，回应不能早于请它说明。"""

    def found(frame: pd.DataFrame, day: str, _: str) -> tuple[Issue, ...]:
        return faults(
            answered_before_asked.rule,
            frame[day] < frame["asked"],
            day,
            found=iso_column(frame[day]),
            expected=iso_column(frame["asked"]),
        )

    return _in_both(found, tables)


@check(
    "reply-incomplete",
    title="答复要写全",
    message="日期、谁答的、答复的原话要一起写，这里缺{missing}",
    remedy="答了的三样都写；没有答的三样都留空。",
)
def reply_incomplete(tables: Tables, _: County) -> Verdict:
    """答了，就写明哪天答的、谁答的、怎样答的；没有答，三样都空着。"""

    def found(frame: pd.DataFrame, day: str, words: str) -> tuple[Issue, ...]:
        names = {day: "日期", "by": "谁答的", words: "答复的原话"}
        has_any = frame[list(names)].notna().any(axis=1)
        return tuple(
            issue
            for field, name in names.items()
            for issue in faults(
                reply_incomplete.rule, has_any & frame[field].isna(), field, missing=name
            )
        )

    return _in_both(found, tables)


@check(
    "unanswered-overdue",
    title="过了期限没有答复",
    message="应在 {found} 以前答复，到 {expected} 还没有",
    remedy="抓紧答复；没有答复之前，网站上一直标明过了几天。",
    severity=Severity.WARNING,
)
def unanswered_overdue(tables: Tables, county: County) -> Verdict:
    """过了期限还没有答复的，公开并写明过了几天。"""

    def found(frame: pd.DataFrame, day: str, _: str) -> tuple[Issue, ...]:
        return faults(
            unanswered_overdue.rule,
            frame[day].isna() & (frame["due"] < pd.Timestamp(county.as_of)),
            "due",
            found=iso_column(frame["due"]),
            expected=county.as_of.isoformat(),
        )

    return _in_both(found, tables)


@check(
    "question-names-asker",
    title="问题里不写是谁问的",
    message="问题里写了问的人是谁、怎样联系：{found}",
    remedy="删掉这几个字，只留问的事。",
)
def question_names_asker(tables: Tables, _: County) -> Verdict:
    """提问照原话公开，但不写问的人的姓名、电话、住址。"""
    words = tables.frame("questions")["question"]
    askers = words.str.extract(f"({_ASKER})", expand=False)
    issues = faults(question_names_asker.rule, askers.notna(), "question", found=askers)
    return Verdict(len(words), issues)


@check(
    "reply-attachment-missing",
    title="答复写了附件就要有附件",
    message="attachments 文件夹里没有“{found}”",
    remedy="把文件放进本数据包的 attachments 文件夹，名字一字不差；没有附件的留空。",
)
def reply_attachment_missing(tables: Tables, _: County) -> Verdict:
    """回应里写了附件的，文件要放在本数据包的 attachments 文件夹里。"""
    there = attachments.are_there(tables)
    names = tables.frame("replies")["attachment"]
    issues = faults(reply_attachment_missing.rule, ~there, "attachment", found=names)
    return Verdict(len(there), issues)


CHECKS = (
    wrong_reply_due,
    wrong_answer_due,
    answered_before_asked,
    reply_incomplete,
    unanswered_overdue,
    question_names_asker,
    reply_attachment_missing,
)
