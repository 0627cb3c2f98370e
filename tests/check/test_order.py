"""All issues are put in one order, once: as a clerk walks through a sheet."""

from __future__ import annotations

from mingbai import schema
from mingbai.check.order import in_order
from mingbai.issues import Rule

WRONG = Rule("wrong-balance", "余额不对", "余额不对", "重算余额。")
FILE = "accounts/taiping/2026-06/entries.csv"
NAMES = ("month", "balance", "area")
ENTRIES = schema.parse(
    "entries",
    {
        "title": "",
        "title_en": "",
        "description": "",
        "fields": [
            {"name": name, "title": name, "title_en": name, "description": "", "type": "string"}
            for name in NAMES
        ],
    },
)


def test_issues_stand_by_file_and_line() -> None:
    """Sorted by path, then by line, a whole file before its lines."""
    places = [(FILE, 9), ("a/b/c/d.csv", 2), (FILE, 3), (FILE, None)]
    issues = in_order([WRONG.issue(path, row) for path, row in places], {})
    assert [(issue.path, issue.row) for issue in issues] == [
        ("a/b/c/d.csv", 2),
        (FILE, None),
        (FILE, 3),
        (FILE, 9),
    ]


def test_issues_of_a_line_stand_from_left_to_right() -> None:
    """In the order of the workbook's cells, or of the schema's columns; names decide nothing."""
    cells = [WRONG.issue("六月.xlsx/账目", 5, "余额", cell=cell) for cell in ("AA5", "C5", "K5")]
    assert [issue.values["cell"] for issue in in_order(cells, {})] == ["C5", "K5", "AA5"]
    fields = [WRONG.issue(FILE, 3, name) for name in sorted(NAMES)]
    ordered = in_order(fields, {"accounts": (ENTRIES,)})
    assert tuple(issue.field for issue in ordered) == NAMES
