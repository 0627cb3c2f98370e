"""The pages of the rules: what each says, on how many rows it was evaluated, and its issues."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.check import open_data, privacy, references
from mingbai.issues import Issue, Rule, Severity
from mingbai.model import HOME_CRUMB, Crumb, Edition, Kind, Page
from mingbai.page import Cells, Column, Fact, Figure, Link, Mark, RuleLine, TableView, table_view
from mingbai.portal import rule_proofs
from mingbai.portal.rule_proofs import RuleProofs
from mingbai.read import package, tables

_ISSUE_LIMIT = 200
_HOME = (HOME_CRUMB, Crumb("核对规则", "/rules/"))
GATE: tuple[tuple[str, str, str, tuple[Rule, ...]], ...] = (
    ("gate-package", "数据包", "每个文件夹先过这一关，才打开里面的表。", package.RULES),
    ("gate-table", "表格", "每一格都按字段的规定严格读；读不准的不猜。", tables.RULES),
    ("gate-reference", "引用", "各类公开之间的编号要对得上。", references.RULES),
    ("gate-open", "开放数据", "不属于哪一类公开的数据包，也要过同样的关。", open_data.RULES),
    ("gate-privacy", "个人信息", "不该公开的个人信息，一处也不能放过。", privacy.RULES),
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

    facts: code, kind, severity, rows looked at, identities proved. found: what it found in this
    edition (place, found, expected, link), or None. proofs: the first identities it evaluated.
    """

    mark: Mark
    meaning: str
    example: str
    remedy: str
    facts: tuple[Fact, ...]
    found: TableView | None
    more: tuple[Link, ...] = ()
    proofs: TableView | None = None


def rule_pages(kinds: Sequence[Kind], edition: Edition) -> Iterator[Page]:
    """`/rules/` and a page for each rule."""
    counts = Counter(issue.code for issue in edition.warnings)
    groups = (*_kind_groups(kinds, edition, counts), *_gate_groups(counts))
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
    issues_by_code: defaultdict[str, list[Issue]] = defaultdict(list)
    for issue in edition.warnings:
        issues_by_code[issue.code].append(issue)
    lines = {line.code: (group, line) for group in groups for line in group.lines}
    proofs_by_code = rule_proofs.tables(kinds, edition)
    for rule in _all_rules(kinds):
        group, line = lines[rule.code]
        view = _rule_view(
            rule, group, line, issues_by_code[rule.code], proofs_by_code.get(rule.code)
        )
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


def _all_rules(kinds: Sequence[Kind]) -> Iterator[Rule]:
    for kind in kinds:
        yield from (check.rule for check in kind.checks)
    for _, _, _, rules in GATE:
        yield from rules


def _kind_groups(
    kinds: Sequence[Kind], edition: Edition, counts: Counter[str]
) -> Iterator[RuleGroup]:
    for kind in kinds:
        lines = tuple(
            _line(check.rule, verdict.looked_at, counts, rule_proofs.count(verdict.proofs))
            for check, verdict in edition.verdicts[kind.name]
        )
        if lines:
            yield RuleGroup(f"kind-{kind.name}", kind.title, "", lines)


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
        Figure("等式", f"{proofs:,} 个"),
        Figure("差错", "0 处"),
        Figure("提醒", f"{len(edition.warnings):,} 处"),
    )


def _rule_view(
    rule: Rule, group: RuleGroup, line: RuleLine, issues: Sequence[Issue], proofs: RuleProofs | None
) -> RuleView:
    facts = [
        Fact("代码", rule.code),
        Fact("属于", Link(group.title, f"/rules/#{group.id}")),
        Fact("不符合时", "不能公开" if rule.severity is Severity.ERROR else "公开并提醒"),
    ]
    if line.looked_at is not None:
        facts.append(Fact("看了", f"{line.looked_at:,} 行"))
    if proofs is not None:
        facts.append(Fact("等式", proofs.summary))
    more = (
        (Link(f"只列出前 {_ISSUE_LIMIT} 处，共 {len(issues):,} 处"),)
        if len(issues) > _ISSUE_LIMIT
        else ()
    )
    return RuleView(
        mark=line.mark,
        meaning=rule.meaning,
        example=_example(rule),
        remedy=rule.remedy,
        facts=tuple(facts),
        found=_issues_table(issues[:_ISSUE_LIMIT]) if issues else None,
        more=more,
        proofs=proofs.table if proofs else None,
    )


def _issues_table(issues: Sequence[Issue]) -> TableView:
    return table_view(
        "found",
        "在哪里",
        [
            (Column("文件"), Cells([i.path for i in issues], "head")),
            (Column("行", is_num=True), Cells([str(i.row or "") for i in issues], "num")),
            (Column("内容"), Cells([i.found or "" for i in issues], "text")),
        ],
    )


class _Dots(dict[str, str]):
    """Gives … for every placeholder of a message."""

    def __missing__(self, key: str) -> str:
        return "…"


def _example(rule: Rule) -> str:
    """The message of a rule, with … for its values."""
    return rule.message.format_map(_Dots())
