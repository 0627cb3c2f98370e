"""Rules, and Issues of them: what is wrong in the data, where, and how to correct it."""

from __future__ import annotations

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum


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
    rows: the rows of both sides, where two kinds contradict each other.
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

    @property
    def order(self) -> tuple[str, int, str, str, str]:
        """Sort key by file, line, field name; `check.order` adds the position of the column."""
        return (self.path, self.row or 0, self.field or "", self.code, self.found or "")


class DataInvalid(Exception):
    """The data has errors: nothing may be published. issues: all of them, in order."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(f"{len(issues)} issues")
        self.issues = issues
