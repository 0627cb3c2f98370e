"""Whatever a table refers to must be there: a dangling link is a fault with its file and line."""

from __future__ import annotations

import csv
from pathlib import Path

import pytest

from harness import add_table, data_folder, issues_of
from mingbai.issues import Severity
from mingbai.kinds import KINDS, by_name

# Kind, table, field: every reference to a thing of any kind, and every key of another table.
LINKS = [
    (kind.name, schema.name, name)
    for kind in KINDS
    for schema in kind.schemas
    for name in dict.fromkeys(
        [field.name for field in schema.fields if field.refers]
        + [fields[-1] for fields, _, _ in schema.foreign_keys]
    )
]
CODES = {"unknown-reference", "missing-reference"}
# An id that is well formed and that nothing in the fixtures has.
NOWHERE = {
    "agency": "nowhere",
    "lead_agency": "nowhere",
    "unit": "nowhere",
    "subject": "nowhere",
    "keeper": "nowhere",
    "issuer": "nowhere",
    "from_step": "nowhere",
    "to_step": "nowhere",
    "place_code": "990121100299",
    "parent_code": "990121999000",
    "book_id": "990121100299-00",
    "period": "2026-01",
    "indicator_no": "99",
    "window": "Z99",
    "round_id": "2099",
    "replaces": "清源政规〔2019〕99号",
    "document_no": "清源政规〔2019〕99号",
}
# Optional tables that no good fixture has: their package below the kind, heading and first row.
ADDED = {
    ("accountability", "causes"): (
        "office/2026",
        "decision_no,cause_no,commitment_no,round_id",
        "WZ-2026-001,01,,2025",
    ),
    ("accountability", "unkept_tasks"): (
        "office/2026",
        "decision_no,task_no",
        "WZ-2026-001,2024-Z02",
    ),
    ("complaints", "named_cases"): (
        "office/2026-06",
        "complaint_no,receipt_no,about",
        "TS-001,SG-001,超期",
    ),
    ("registry", "households"): (
        "county/2026",
        "place_code,counted_on,households",
        "990121100201,2025-12-31,170",
    ),
    ("registry", "map_tiles"): (
        "county/2026",
        "place_code,tile_column,tile_row",
        "990121100201,1,1",
    ),
    ("regulations", "item_cuts"): (
        "county/2025",
        "document_no,item_code,name,agency,action",
        "清源政规〔2021〕2号,990121-ZJ-QT-0001,建筑节能备案,zhujian,取消",
    ),
}


def _dangling(data: Path, kind: str, table: str, field: str) -> str:
    """Let the first row of the table refer to nothing; -> its file.

    Rows of the same package that hang on that row are taken along: it is its own link that is lost.
    """
    path = min(data.glob(f"{kind}/*/*/{table}.csv"))
    lines = _read(path)
    column = lines[0].index(field)
    before, after = lines[1][column], NOWHERE.get(field, "XX-9999")
    lines[1][column] = after
    _write(path, lines)
    for schema in by_name(kind).schemas:
        for own, target, theirs in schema.foreign_keys:
            if target == table and field in theirs and path.with_stem(schema.name).exists():
                _follow(path.with_stem(schema.name), own[theirs.index(field)], before, after)
    return path.relative_to(data).as_posix()


def _follow(path: Path, field: str, before: str, after: str) -> None:
    lines = _read(path)
    column = lines[0].index(field)
    for line in lines[1:]:
        line[column] = after if line[column] == before else line[column]
    _write(path, lines)


def _read(path: Path) -> list[list[str]]:
    with path.open(encoding="utf-8-sig", newline="") as file:
        return list(csv.reader(file))


def _write(path: Path, lines: list[list[str]]) -> None:
    with path.open("w", encoding="utf-8", newline="") as file:
        csv.writer(file).writerows(lines)


@pytest.mark.parametrize(("kind", "table", "field"), LINKS)
def test_a_dangling_link_is_refused_where_it_stands(
    kind: str, table: str, field: str, tmp_path: Path
) -> None:
    """Second line of the file, the field itself, and never a warning."""
    data = data_folder(tmp_path, kind)
    if (kind, table) in ADDED:
        package, *lines = ADDED[kind, table]
        add_table(data / kind / package, table, *lines)
    path = _dangling(data, kind, table, field)
    found = {
        (issue.path, issue.row, issue.field)
        for issue in issues_of(data)
        if issue.severity is Severity.ERROR and issue.code in CODES
    }
    assert (path, 2, field) in found
