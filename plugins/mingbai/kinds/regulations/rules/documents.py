"""Rules of normative documents: dates in order, a repeal has a reason, a replacement exists."""

from __future__ import annotations

from mingbai.check import Verdict, check, faults, lookup
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.issues import Issue, Severity
from mingbai.kinds.regulations.rules.texts import TEXTS
from mingbai.kinds.regulations.status import ENDING
from mingbai.read import Tables


@check(
    "document-dates",
    title="先公布，再施行，后失效",
    message="{found} 早于 {expected}：应先公布、再施行、后失效",
    remedy="核对公布、施行、有效期三个日期。",
)
def document_dates(tables: Tables, _: County) -> Verdict:
    """施行日期不能早于公布日期，有效期不能早于施行日期。"""
    frame = tables.frame("documents")
    issues: list[Issue] = []
    for before, after in (("issued", "effective"), ("effective", "expires")):
        issues += faults(
            document_dates.rule,
            frame[after] < frame[before],
            after,
            found=iso_column(frame[after]),
            expected=iso_column(frame[before]),
        )
    return Verdict(len(frame), tuple(issues))


@check(
    "repeal-without-reason",
    title="废止失效要写理由",
    message="{found}没有写理由",
    remedy="从四种理由里选一种。",
)
def repeal_without_reason(tables: Tables, _: County) -> Verdict:
    """决定废止或者失效的，要向社会公布目录，并写明理由。"""
    frame = tables.frame("decisions")
    ending = frame["action"].isin(ENDING)
    bad = ending & frame["reason"].isna()
    issues = faults(repeal_without_reason.rule, bad, "reason", found=frame["action"])
    return Verdict(int(ending.sum()), issues)


@check(
    "reason-without-repeal",
    title="理由只写在废止失效里",
    message="处理是“{expected}”，却写了废止失效的理由“{found}”",
    remedy="核对处理；修改和继续有效的，理由留空。",
)
def reason_without_repeal(tables: Tables, _: County) -> Verdict:
    """四种理由说的都是为什么废止或者失效；修改、继续有效的没有这一项。"""
    frame = tables.frame("decisions")
    goes_on = ~frame["action"].isin(ENDING)
    issues = faults(
        reason_without_repeal.rule,
        goes_on & frame["reason"].notna(),
        "reason",
        found=frame["reason"],
        expected=frame["action"],
    )
    return Verdict(int(goes_on.sum()), issues)


@check(
    "decision-after-end",
    title="已经废止失效的，不再修改和延续",
    message="{document} 从 {expected} 起已经不用，{found} 又决定{action}",
    remedy="核对文号、处理和日期；要重新用的，重新制定、另给文号。",
)
def decision_after_end(tables: Tables, _: County) -> Verdict:
    """一份文件废止或者失效的决定生效以后，不能再决定修改它或者让它继续有效。"""
    frame = tables.frame("decisions")
    goes_on = ~frame["action"].isin(ENDING)
    ends = frame[~goes_on].groupby("document_no")["effective"].min()
    ended = lookup(frame["document_no"], ends)
    issues = faults(
        decision_after_end.rule,
        goes_on & (frame["decided"] > ended),
        "action",
        found=iso_column(frame["decided"]),
        expected=iso_column(ended),
        document=frame["document_no"],
        action=frame["action"],
    )
    return Verdict(int(goes_on.sum()), issues)


@check(
    "replaced-by-older",
    title="新文件替代旧文件",
    message="替代的 {document} 是 {expected} 公布的，晚于这一份的 {found}",
    remedy="核对两份文件的文号和公布日期。",
)
def replaced_by_older(tables: Tables, _: County) -> Verdict:
    """被替代的文件，公布日期不能晚于替代它的文件。"""
    frame = tables.frame("documents")
    issued = lookup(frame["replaces"], frame.set_index("document_no")["issued"])
    issues = faults(
        replaced_by_older.rule,
        issued > frame["issued"],
        "replaces",
        found=iso_column(frame["issued"]),
        expected=iso_column(issued),
        document=frame["replaces"],
    )
    return Verdict(int(issued.notna().sum()), issues)


@check(
    "decision-before-issue",
    title="先有文件，再有清理决定",
    message="决定日期 {found} 早于文件公布日期 {expected}",
    remedy="核对文号和日期。",
)
def decision_before_issue(tables: Tables, _: County) -> Verdict:
    """清理决定不能早于文件公布的日期。"""
    frame = tables.frame("decisions")
    issued = lookup(
        frame["document_no"], tables.frame("documents").set_index("document_no")["issued"]
    )
    issues = faults(
        decision_before_issue.rule,
        frame["decided"] < issued,
        "decided",
        found=iso_column(frame["decided"]),
        expected=iso_column(issued),
    )
    return Verdict(len(frame), issues)


@check(
    "replaced-not-repealed",
    title="被替代的文件要有清理决定",
    message="{found} 已经被替代，却没有废止或者失效的决定",
    remedy="在清理决定里补上被替代的文件，理由选“已被新规定涵盖或替代”。",
    severity=Severity.WARNING,
)
def replaced_not_repealed(tables: Tables, _: County) -> Verdict:
    """一份文件替代了另一份，被替代的那一份应当有废止或者失效的决定。"""
    frame, decisions = tables.frame("documents"), tables.frame("decisions")
    ended = decisions.loc[decisions["action"].isin(ENDING), "document_no"]
    replaces = frame["replaces"]
    bad = replaces.notna() & ~replaces.isin(ended)
    issues = faults(replaced_not_repealed.rule, bad, "replaces", found=replaces)
    return Verdict(int(replaces.notna().sum()), issues)


@check(
    "replaces-itself",
    title="不能替代自己",
    message="替代的文号就是它自己：{found}",
    remedy="填上被替代的那一份的文号。",
)
def replaces_itself(tables: Tables, _: County) -> Verdict:
    """替代的文号不能是这份文件自己。"""
    frame = tables.frame("documents")
    bad = frame["replaces"].notna() & (frame["replaces"] == frame["document_no"])
    return Verdict(
        int(frame["replaces"].notna().sum()),
        faults(replaces_itself.rule, bad, "replaces", found=frame["replaces"]),
    )


@check(
    "document-slug-twice",
    title="网页编号不能重复",
    message="网页编号 {found} 已经用在 {expected} 上",
    remedy="给其中一份文件换一个网页编号；已经公布的那一份不要换。",
)
def document_slug_twice(tables: Tables, _: County) -> Verdict:
    """一份文件有自己固定的网页，网页编号不能和别的文件相同。"""
    frame = tables.frame("documents")
    slugs = frame["slug"]
    first = frame.drop_duplicates("slug").set_index("slug")["document_no"]
    issues = faults(
        document_slug_twice.rule,
        slugs.duplicated(),
        "slug",
        found=slugs,
        expected=lookup(slugs, first),
    )
    return Verdict(len(frame), issues)


CHECKS = (
    document_dates,
    repeal_without_reason,
    reason_without_repeal,
    decision_after_end,
    replaced_by_older,
    decision_before_issue,
    replaced_not_repealed,
    replaces_itself,
    document_slug_twice,
    *TEXTS,
)
