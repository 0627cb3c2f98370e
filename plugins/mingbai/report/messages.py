"""Issue -> ReportLine: its place, message and remedy as text that is safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from mingbai.issues import MORE, Issue, Severity
from mingbai.read.cell.characters import visible
from mingbai.read.persons import redacted
from mingbai.report.language import Translate
from mingbai.schema import Schema

Titles = Mapping[str, tuple[str, str]]
"""`kind/table/field` -> its title in Chinese and in English."""

_VALUE = 80
_PATH = 300


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One issue as text without control characters. place: `第3行「余额」` or ""."""

    path: str
    place: str
    field: str
    message: str
    remedy: str
    issue: Issue

    @property
    def is_error(self) -> bool:
        """Whether it forbids publication."""
        return self.issue.severity is Severity.ERROR

    @property
    def count(self) -> int:
        """How many issues it stands for: one, unless it says how many more there are."""
        return int(self.issue.values.get(MORE, "1"))

    @property
    def like(self) -> tuple[str, str]:
        """What similar issues share: code and field."""
        return (self.issue.code, self.field)


def titles_of(schemas: Mapping[str, Sequence[Schema]]) -> Titles:
    """Kind -> its tables, as the titles of all their fields."""
    return {
        f"{kind}/{table.name}/{field.name}": (field.title, field.title_en)
        for kind, tables in schemas.items()
        for table in tables
        for field in table.fields
    }


def titles_in(issues: Iterable[Issue], titles: Titles) -> Titles:
    """The titles of the fields that these issues name."""
    named = {_field(issue) for issue in issues}
    return {field: title for field, title in titles.items() if field in named}


def report_lines(
    issues: Iterable[Issue], titles: Titles, translate: Translate, lang: str
) -> list[ReportLine]:
    """A line for each issue, in the order given."""
    return [_report_line(issue, titles, translate, lang) for issue in issues]


def _field(issue: Issue) -> str:
    """The field that an issue is of, as `Titles` has it."""
    kind, _, rest = issue.path.partition("/")
    return f"{kind}/{rest.rpartition('/')[2].removesuffix('.csv')}/{issue.field or ''}"


def _report_line(issue: Issue, titles: Titles, translate: Translate, lang: str) -> ReportLine:
    field = _title(issue, titles, lang)
    values = {**issue.values, "found": issue.found, "expected": issue.expected, "field": field}
    safe_values = {
        name: safe_text("" if value is None else value) for name, value in values.items()
    }
    safe_values["names"] = "、".join(map(safe_text, issue.names))
    return ReportLine(
        path=_safe_path(issue.path) or translate("数据文件夹"),
        place=_place(issue.row, safe_text(field), translate),
        field=safe_text(field),
        message=_with_full_stop(translate(issue.message).format_map(safe_values), lang),
        remedy=_with_full_stop(translate(issue.remedy).format_map(safe_values), lang),
        issue=issue,
    )


def _with_full_stop(sentence: str, lang: str) -> str:
    """The sentence with a full stop, where the rule's text has none."""
    stop = "。" if lang == "zh" else "."
    return sentence if not sentence or sentence[-1] in "。！？…；.!?" else sentence + stop


@lru_cache(maxsize=10_000)
def _safe_path(path: str) -> str:
    return visible(redacted(path), _PATH)


@lru_cache(maxsize=10_000)
def safe_text(value: str) -> str:
    """A value for a message: shortened, control characters visible, persons' numbers masked."""
    masked_text = redacted(value[: 4 * _VALUE])
    return visible(
        masked_text if len(masked_text) <= _VALUE else f"{masked_text[:_VALUE]}…", 2 * _VALUE
    )


def _title(issue: Issue, titles: Titles, lang: str) -> str:
    """The field's title by its table's schema; its name where the table is unknown."""
    name = issue.field or ""
    chinese, english = titles.get(_field(issue), (name, name))
    return english if lang == "en" else chinese


def _place(row: int | None, field: str, translate: Translate) -> str:
    if row is None:
        return translate("「{field}」").format(field=field) if field else ""
    if not field:
        return translate("第{row}行").format(row=row)
    return translate("第{row}行「{field}」").format(row=row, field=field)
