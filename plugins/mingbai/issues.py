"""Rules, and Issues of them: what is wrong in the data, where, and how to correct it."""

from __future__ import annotations

import dataclasses
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from enum import StrEnum

EACH_LIMIT = 1_000


class Severity(StrEnum):
    """ERROR: nothing is published. WARNING: published, and counted on the site."""

    ERROR = "error"
    WARNING = "warning"


@dataclass(frozen=True, slots=True)
class RowReference:
    """A row that an issue speaks of. id: lasting, from the row's own key, never its position.

    path: POSIX path below the data folder, "" where no file has the row. row: spreadsheet line.
    """

    id: str
    path: str = ""
    row: int | None = None


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule: its stable code and its texts, in Chinese (the message ids of the translations).

    `message` and `remedy` are `str.format` templates over `found`, `expected`, `field` and the
    issue's `values`. `title` names the rule on the rules page; `meaning` says it in plain words.
    """

    code: str
    title: str
    message: str
    remedy: str
    meaning: str = ""
    severity: Severity = Severity.ERROR

    def issue(
        self,
        path: str,
        row: int | None = None,
        field: str | None = None,
        found: str | None = None,
        expected: str | None = None,
        **values: str,
    ) -> Issue:
        """An issue of this rule; `row` is the spreadsheet line (the heading is row 1)."""
        return Issue(
            code=self.code,
            path=path,
            message=self.message,
            row=row,
            field=field,
            severity=self.severity,
            found=found,
            expected=expected,
            remedy=self.remedy,
            values=values,
        )


@dataclass(frozen=True, slots=True)
class Issue:
    """A fault in data: gathered, never raised.

    path: POSIX path below the data folder. row: spreadsheet line, heading = 1.
    field: the field's name in the schema. found, expected: as text, in full length.
    rows: the rows of both sides, where two kinds contradict each other. names: of things that a
    reader must see all of: `{names}` in the message, not shortened as one value is.
    """

    code: str
    path: str
    message: str
    row: int | None = None
    field: str | None = None
    severity: Severity = Severity.ERROR
    found: str | None = None
    expected: str | None = None
    remedy: str = ""
    values: Mapping[str, str] = dataclasses.field(default_factory=dict)
    rows: tuple[RowReference, ...] = ()
    names: tuple[str, ...] = ()

    @property
    def order(self) -> tuple[str, int, str, str, str]:
        """Sort key by file, line, field name; `check.order` adds the position of the column."""
        return (self.path, self.row or 0, self.field or "", self.code, self.found or "")


MORE = "more"  # among an issue's values: how many it stands for

AND_MORE = Rule(
    code="and-more",
    title="同样的还有",
    message="这个文件里同样的还有 {found} 处，没有逐条列出。",
    remedy="先改好列出的那些，再核对一次。",
    meaning=f"一个文件里同一条规则最多逐条列出 {EACH_LIMIT:,} 处，其余只写还有多少处。",
)


class Capped:
    """Collects issues: of one rule in one file the first `limit`, of the rest how many.

    It bounds what any number of faults costs. Whoever would make very many issues asks `is_full`
    first, and gives the others as a number.
    """

    def __init__(self, limit: int = EACH_LIMIT) -> None:
        self._limit = limit
        self._issues: list[Issue] = []
        self._counts: Counter[tuple[str, str, Severity]] = Counter()  # of all, kept or not
        self._kept: Counter[tuple[str, str, Severity]] = Counter()

    def add(self, issue: Issue) -> None:
        """One more issue."""
        key = (issue.path, issue.code, issue.severity)
        if MORE in issue.values:
            self._counts[key] += int(issue.values[MORE])
            return
        self._counts[key] += 1
        if self._kept[key] < self._limit:
            self._kept[key] += 1
            self._issues.append(issue)

    def is_full(self, path: str, rule: Rule) -> bool:
        """Whether no further issue of the rule in the file is kept."""
        return self._kept[path, rule.code, rule.severity] >= self._limit

    def count(self, path: str, rule: Rule, number: int) -> None:
        """So many further issues of a rule in a file, without making them."""
        self._counts[path, rule.code, rule.severity] += number

    def all(self) -> tuple[Issue, ...]:
        """What was kept, in the order in which it was added, then how many more there are."""
        return (*self._issues, *self._rests())

    def _rests(self) -> Iterator[Issue]:
        for key, count in self._counts.items():
            path, code, severity = key
            if count > self._kept[key]:
                yield rest_of(code, severity, path, count - self._kept[key])


def rest_of(code: str, severity: Severity, path: str, count: int) -> Issue:
    """So many issues of a rule in one file that are not listed one by one, as one issue of it."""
    rest = AND_MORE.issue(path, found=f"{count:,}")
    return dataclasses.replace(rest, code=code, severity=severity, values={MORE: str(count)})


def capped(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    """The issues as `Capped` keeps them."""
    limited = Capped()
    for issue in issues:
        limited.add(issue)
    return limited.all()


class DataInvalid(Exception):
    """The data has errors: nothing may be published. issues: all of them, in order."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(f"{len(issues)} issues")
        self.issues = issues
