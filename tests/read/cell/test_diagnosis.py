"""One cell that is wrong: which rule says so, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

import committed
from cells import CELLS
from committed import GOOD, heads, lines, row, told
from mingbai.issues import Severity
from mingbai.read.cell import rules


@pytest.mark.parametrize(("field", "cell", "code"), CELLS)
def test_a_wrong_cell_is_refused_with_its_place(
    tmp_path: Path, field: str, cell: str, code: str
) -> None:
    """One wrong cell: one issue, with the file, the line, the column, the value as it stands."""
    quoted = f'"{cell}"' if "," in cell else cell
    bad = row(**({"no": "002"} | {field: quoted}))
    committed.write(tmp_path, {"heads": heads(), "lines": lines(GOOD, bad)})
    found, issues = committed.read(tmp_path)
    own = tuple(issue for issue in issues if issue.code != "missing-reference")
    assert told(own) == [(code, 3, field)]
    assert own[0].path == "ledgers/taiping/2026-06/lines.csv"
    assert own[0].severity is Severity.ERROR
    assert own[0].found in (cell, "", str(len(cell)))
    assert list(found["lines"].lines) == [2], "the wrong row is in no frame"


def test_every_way_to_be_wrong_is_shown() -> None:
    """No rule about cells without a case above; those about whole rows have their own tests."""
    of_rows = {"blank-row", "total-row", "duplicate-key", "missing-reference"}
    of_periods = {"ended-code", "early-code"}  # see tests/read/periods
    shown = {code for _, _, code in CELLS} | of_rows | of_periods
    assert {rule.code for rule in rules.RULES} == shown
