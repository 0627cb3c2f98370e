"""ReportLines -> strict JSON, annotations of a GitHub workflow, GitLab's Code Quality."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Mapping, Sequence
from typing import Any

from mingbai.read.cell.characters import visible
from mingbai.read.persons import redacted
from mingbai.report.messages import ReportLine

# Allowed raw in JSON, but harmful in a terminal: C1, bidi, separators, zero-width, tags.
_LIVE = re.compile(
    "[\x7f-\x9f\xad\u061c\u200b-\u200f\u2028-\u202e\u2060-\u206f\ufeff\ud800-\udfff"
    "\U000e0000-\U000e0fff]"
)
_MEMBERS = json.JSONEncoder(ensure_ascii=False, allow_nan=False, separators=(",\n   ", ": "))


def as_json(lines: Sequence[ReportLine]) -> str:
    """`{"errors": n, "warnings": n, "issues": [...]}`; every issue has every key, absent is null.

    rows: the rows of both sides where two kinds contradict each other, each with its lasting id.
    found and expected are the values themselves, unshortened, with numbers of persons masked;
    message and remedy are the words a clerk reads.
    """
    errors = sum(line.is_error for line in lines)
    issues = ",\n".join(_object(_record(line)) for line in lines)
    text = f'{{\n "errors": {errors},\n "warnings": {len(lines) - errors},\n "issues": ['
    text += f"\n{issues}\n ]\n}}" if issues else "]\n}"
    return _LIVE.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def _object(record: Mapping[str, Any]) -> str:
    """As `json.dumps(…, indent=1)` has it two levels down, which takes five times as long."""
    *values, (rows_name, rows) = record.items()
    members = _MEMBERS.encode(dict(values))[1:-1]
    of_rows = _indented(rows).replace("\n", "\n   ") if rows else "[]"
    return f'  {{\n   {members},\n   "{rows_name}": {of_rows}\n  }}'


def _indented(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, allow_nan=False, indent=1)


def _record(line: ReportLine) -> dict[str, Any]:
    issue = line.issue
    return {
        "code": issue.code,
        "severity": issue.severity.value,
        "path": redacted(issue.path),
        "row": issue.row,
        "field": issue.field,
        "title": line.field or None,
        "found": None if issue.found is None else redacted(issue.found),
        "expected": None if issue.expected is None else redacted(issue.expected),
        "message": line.message,
        "remedy": line.remedy,
        "rows": [
            {"id": redacted(row.id), "path": redacted(row.path) or None, "row": row.row}
            for row in issue.rows
        ],
    }


def as_github(lines: Sequence[ReportLine], folder: str) -> str:
    """`::error file=data/…,line=3,title=wrong-balance::…`, a line an issue.

    folder: the data folder as the repository names it; prose names its own (`content/…`).
    """
    return "".join(f"{_command(line, folder)}\n" for line in lines)


def _command(line: ReportLine, folder: str) -> str:
    where = f"file={_property(_file(line, folder))}"
    if line.issue.row is not None:
        where += f",line={line.issue.row}"
    kind = "error" if line.is_error else "warning"
    words = f"{line.place} {line.message} {line.remedy}".strip()
    return f"::{kind} {where},title={_property(line.issue.code)}::{_data(words)}"


def as_gitlab(lines: Sequence[ReportLine], folder: str) -> str:
    """A Code Quality report: an array of findings, each with a fingerprint of its own.

    folder: as in `as_github`. An issue of a file, or of a folder, is shown at its first line.
    """
    findings = []
    for line in lines:
        words = f"{line.place} {line.message} {line.remedy}".strip()
        path, row = _file(line, folder), line.issue.row or 1
        parts = (path, str(row), line.issue.code, line.field, words)
        findings.append(
            {
                "description": words,
                "check_name": line.issue.code,
                "fingerprint": hashlib.sha256("\0".join(parts).encode()).hexdigest(),
                "severity": "blocker" if line.is_error else "minor",
                "location": {"path": path, "lines": {"begin": row}},
            }
        )
    text = json.dumps(findings, ensure_ascii=False, allow_nan=False, indent=1)
    return _LIVE.sub(lambda match: json.dumps(match.group())[1:-1], text) + "\n"


def _file(line: ReportLine, folder: str) -> str:
    """The file of an issue as the repository names it."""
    path = visible(redacted(line.issue.path), 300)
    return path if path.startswith("content/") else f"{folder}/{path}".rstrip("/")


def _data(text: str) -> str:
    """Escaped for the runner's command parser (actions/toolkit, escapeData)."""
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    """Escaped for the runner's command parser (actions/toolkit, escapeProperty)."""
    return _data(text).replace(":", "%3A").replace(",", "%2C")
