"""The pages of the rules: what each says, on how many rows it was evaluated, and its issues."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial

from mingbai import history
from mingbai.check import answers, open_data, privacy, prose, references
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN
from mingbai.issues import Rule, Severity
from mingbai.model import HOME_CRUMB, Crumb, Download, Edition, Kind, Page
from mingbai.page import Fact, Figure, FileLink, Link, Mark, RuleLine, TableView
from mingbai.portal import findings, reconcile, rule_proofs
from mingbai.portal.findings import Finding
from mingbai.portal.rule_proofs import RuleProofs
from mingbai.read import package, tables

_HOME = (HOME_CRUMB, Crumb("核对规则", "/rules/"))
GATE: tuple[tuple[str, str, str, tuple[Rule, ...]], ...] = (
    ("gate-package", "数据包", "每个文件夹先过这一关，才打开里面的表。", package.RULES),
    ("gate-table", "表格", "每一格都按字段的规定严格读；读不准的不猜。", tables.RULES),
    (
        "gate-reference",
        "引用",
        "各类公开之间的编号要对得上。",
        (*references.RULES, *answers.RULES),
    ),
    ("gate-open", "开放数据", "不属于哪一类公开的数据包，也要过同样的关。", open_data.RULES),
    ("gate-privacy", "个人信息", "不该公开的个人信息，一处也不能放过。", privacy.RULES),
    ("gate-prose", "文章", "通知公告和说明文字，写法不对的先说清楚，草稿不公开。", prose.RULES),
    (
        "gate-history",
        "封签和更正",
        "公开过的改了、删了、加了，都要有更正；没有原因的不发布。",
        history.gate.RULES,
    ),
    (
        "gate-log",
        "公开日志",
        "公开过的都记在日志里；日志少了、改了，就不发布。",
        history.log_rules.RULES,
    ),
)


@dataclass(frozen=True, slots=True)
class RuleGroup:
    """The checks of one kind, or of the gate that every file passes."""

    id: str
    title: str
    note: str
    lines: tuple[RuleLine, ...]


@dataclass(frozen=True, slots=True)
class RulesView:
    """rules.html. figures: how many rules, rows looked at, findings, proofs."""

    figures: tuple[Figure, ...]
    groups: tuple[RuleGroup, ...]


@dataclass(frozen=True, slots=True)
class RuleView:
    """rule.html. example: the message a clerk reads, filled in; remedy: how to mend it.

    facts: code, kind, severity, rows looked at, identities proved. found: a screenful of what it
    found in this edition (place, day, amount, what, link), or None. files: all of it, with the file
    and line. proofs: the first identities it evaluated.
    """

    mark: Mark
    meaning: str
    example: str
    remedy: str
    facts: tuple[Fact, ...]
    found: TableView | None
    files: tuple[FileLink, ...] = ()
    proofs: TableView | None = None


def rule_pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/rules/` and a page for each rule."""
    counts = Counter(issue.code for issue in edition.warnings)
    groups = (
        *_kind_groups(kinds, edition, counts),
        *_between_kinds(edition),
        *_gate_groups(counts),
    )
    yield Page(
        url="/rules/",
        template="rules.html",
        title="核对规则",
        view=RulesView(_figures(edition, groups), groups),
        description="公开以前机器核对的全部规则，每条写着看了多少、发现多少。",
        crumbs=(*_HOME[:1], Crumb("核对规则")),
        section="核对",
        is_daily=True,
    )
    all_findings = findings.findings(kinds, edition)
    lines = {line.code: (group, line) for group in groups for line in group.lines}
    proofs_by_code = rule_proofs.tables(kinds, edition)
    for rule in all_rules(kinds):
        group, line = lines[rule.code]
        of_rule = all_findings.get(rule.code, ())
        view = _rule_view(rule, group, line, of_rule, proofs_by_code.get(rule.code))
        yield Page(
            url=f"/rules/{rule.code}/",
            template="rule.html",
            title=rule.title,
            view=view,
            description=rule.meaning,
            crumbs=(*_HOME, Crumb(rule.title)),
            section="核对",
            is_daily=rule.severity is Severity.WARNING,
        )


def all_rules(kinds: Sequence[Kind]) -> Iterator[Rule]:
    """Every rule with a page: those of the kinds, then those of the gate."""
    for kind in kinds:
        yield from (check.rule for check in kind.checks)
    for _, _, _, rules in GATE:
        yield from rules


def _kind_groups(
    kinds: Sequence[Kind], edition: Edition, counts: Counter[str]
) -> Iterator[RuleGroup]:
    for kind in kinds:
        lines = tuple(
            _line(
                check.rule,
                verdict.looked_at,
                counts,
                proved=rule_proofs.count(verdict.proofs),
            )
            for check, verdict in edition.verdicts[kind.name]
        )
        if lines:
            yield RuleGroup(f"kind-{kind.name}", kind.title, "", lines)


def _between_kinds(edition: Edition) -> Iterator[RuleGroup]:
    """What two kinds say of one thing: each comparison has a page of its own."""
    reconciled = edition.reconciled
    if not reconciled.by_code:
        return
    number = Counter(zip(reconciled.frame["code"], reconciled.frame["outcome"], strict=True))
    lines = []
    for code, reconciliation in reconciled.by_code.items():
        gaps, agreeing, unknown = (number[code, o] for o in (DIFFERS, AGREES, UNKNOWN))
        lines.append(
            RuleLine(
                code=code,
                title=reconciliation.title,
                meaning=reconciliation.meaning,
                looked_at=gaps + agreeing,
                found=gaps,
                mark=_outcome(gaps, agreeing, unknown),
                url=reconcile.url_of(reconciliation),
            )
        )
    note = "两类公开由不同的单位负责，说法不一样的照样公开，差在哪里写明白。"
    yield RuleGroup("between-kinds", "两类公开之间", note, tuple(lines))


def _outcome(gaps: int, agreeing: int, unknown: int) -> Mark:
    """A tick only where everything was compared and agrees."""
    if gaps:
        return Mark("warn", f"{gaps:,} 处对不上")
    if not agreeing:
        return Mark("none", "没有能比的")
    if unknown:
        return Mark("none", f"能比的都对得上，{unknown:,} 处没法比")
    return Mark("ok", "都对得上")


def _gate_groups(counts: Counter[str]) -> Iterator[RuleGroup]:
    for id_, title, note, rules in GATE:
        yield RuleGroup(id_, title, note, tuple(_line(rule, None, counts) for rule in rules))


def _line(
    rule: Rule, looked_at: int | None, counts: Counter[str], proved: int | None = None
) -> RuleLine:
    number = counts[rule.code]
    if number:
        mark = Mark("warn", f"提醒 {number:,} 处")
    elif looked_at == 0:
        mark = Mark("none", "没有可查的")
    else:
        mark = Mark("ok", "全部符合")
    url = f"/rules/{rule.code}/"
    return RuleLine(
        code=rule.code,
        title=rule.title,
        meaning=rule.meaning,
        looked_at=looked_at,
        found=number,
        mark=mark,
        url=url,
        proved=proved,
    )


def _figures(edition: Edition, groups: Sequence[RuleGroup]) -> tuple[Figure, ...]:
    verdicts = [v for runs in edition.verdicts.values() for _, v in runs]
    proofs = sum(rule_proofs.count(v.proofs) or 0 for v in verdicts)
    return (
        Figure("规则", f"{sum(len(g.lines) for g in groups):,} 条"),
        Figure("核对", f"{sum(v.looked_at for v in verdicts):,} 行次"),
        Figure("核对的数", f"{proofs:,} 处"),
        Figure("差错", "0 处"),
        Figure("提醒", f"{len(edition.warnings):,} 处"),
    )


def _rule_view(
    rule: Rule,
    group: RuleGroup,
    line: RuleLine,
    of_rule: Sequence[Finding],
    proofs: RuleProofs | None,
) -> RuleView:
    facts = [
        Fact("代码", rule.code),
        Fact("属于", Link(group.title, f"/rules/#{group.id}")),
        Fact("不符合时", "不能公开" if rule.severity is Severity.ERROR else "公开并提醒"),
    ]
    if line.looked_at is not None:
        facts.append(Fact("核对了", f"{line.looked_at:,} 行"))
    if proofs is not None:
        facts.append(Fact("核对的数", proofs.summary))
    return RuleView(
        mark=line.mark,
        meaning=rule.meaning,
        example=_example(rule),
        remedy=rule.remedy,
        facts=tuple(facts),
        found=findings.table(of_rule) if of_rule else None,
        files=_files(rule, of_rule),
        proofs=proofs.table if proofs else None,
    )


def _files(rule: Rule, of_rule: Sequence[Finding]) -> tuple[FileLink, ...]:
    if not of_rule:
        return ()
    words = f"全部 {len(of_rule):,} 处 CSV（含文件和行号）"
    return (FileLink(words, _csv_url(rule.code), len(findings.csv(of_rule))),)


def _csv_url(code: str) -> str:
    return f"/rules/{code}/findings.csv"


def downloads(kinds: Sequence[Kind], edition: Edition) -> Iterator[Download]:
    """The findings of each rule that has any."""
    for code, of_rule in findings.findings(kinds, edition).items():
        yield Download(_csv_url(code), partial(findings.csv, of_rule))


class _Dots(dict[str, str]):
    """Gives … for every placeholder of a message."""

    def __missing__(self, key: str) -> str:
        return "…"


def _example(rule: Rule) -> str:
    """The message of a rule, with … for its values."""
    return rule.message.format_map(_Dots())
