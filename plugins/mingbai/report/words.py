"""Issue -> what is said of it: place, words and remedy, safe to show in a terminal or a page."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mingbai.issues import Issue, Severity
from mingbai.read.cell.characters import visible
from mingbai.read.persons import redacted
from mingbai.report.language import Translate
from mingbai.schema import Schema

Titles = Mapping[tuple[str, str], Schema]

_VALUE = 80
_PATH = 300


@dataclass(frozen=True, slots=True)
class Said:
    """One issue in words. place: `第3行「余额」` or "". Only HTML needs to escape it."""

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
    def like(self) -> tuple[str, str]:
        """What like issues have in common."""
        return (self.issue.code, self.field)


def titles_of(schemas: Mapping[str, Sequence[Schema]]) -> Titles:
    """Kind -> its tables, as (kind, table) -> table: where fields' titles are looked up."""
    return {(kind, table.name): table for kind, tables in schemas.items() for table in tables}


def said(issues: Iterable[Issue], known: Titles, translate: Translate, lang: str) -> list[Said]:
    """All issues in words, by file, line and column; errors and warnings as they come."""
    ordered = sorted(
        issues, key=lambda issue: (*issue.order[:2], _column(issue, known), issue.order)
    )
    return [_said(issue, known, translate, lang) for issue in ordered]


def _column(issue: Issue, known: Titles) -> int:
    """Which column the issue stands in, from the left: as its workbook or its schema has it."""
    cell = re.fullmatch("([A-Z]{1,3})[0-9]+", issue.values.get("cell", ""))
    if cell:
        return sum((ord(letter) - 64) * 26**place for place, letter in enumerate(cell[1][::-1]))
    table = _table(issue, known)
    names = [field.name for field in table.fields] if table else []
    return names.index(issue.field) if issue.field in names else 0


def _table(issue: Issue, known: Titles) -> Schema | None:
    kind, _, rest = issue.path.partition("/")
    return known.get((kind, rest.rpartition("/")[2].removesuffix(".csv")))


def _said(issue: Issue, known: Titles, translate: Translate, lang: str) -> Said:
    field = _title(issue, known, lang)
    values = {**issue.values, "found": issue.found, "expected": issue.expected, "field": field}
    safe = {name: shown("" if value is None else value) for name, value in values.items()}
    return Said(
        path=visible(redacted(issue.path), _PATH) or translate("数据文件夹"),
        place=_place(issue.row, shown(field), translate),
        field=shown(field),
        message=_ended(translate(issue.message).format_map(safe), lang),
        remedy=_ended(translate(issue.remedy).format_map(safe), lang),
        issue=issue,
    )


def _ended(sentence: str, lang: str) -> str:
    """A sentence with its full stop: rules give some without, and another sentence follows."""
    stop = "。" if lang == "zh" else "."
    return sentence if not sentence or sentence[-1] in "。！？…；.!?" else sentence + stop


def shown(value: str) -> str:
    """A value as a message may show it: short, no control character live, nobody's number whole."""
    hidden = redacted(value[: 4 * _VALUE])
    return visible(hidden if len(hidden) <= _VALUE else f"{hidden[:_VALUE]}…", 2 * _VALUE)


def _title(issue: Issue, known: Titles, lang: str) -> str:
    """The field's title as its table's schema gives it; its name where no schema is known."""
    name = issue.field or ""
    table = _table(issue, known)
    if table is None or name not in table.by_name:
        return name
    return table[name].title_en if lang == "en" else table[name].title


def _place(row: int | None, field: str, translate: Translate) -> str:
    if row is None:
        return translate("「{field}」").format(field=field) if field else ""
    if not field:
        return translate("第{row}行").format(row=row)
    return translate("第{row}行「{field}」").format(row=row, field=field)
