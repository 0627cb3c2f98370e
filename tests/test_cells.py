"""One cell that is wrong: which rule says so, and where."""

from __future__ import annotations

from pathlib import Path

import pytest

import committed
from committed import GOOD, heads, lines, row, told
from mingbai import wording
from mingbai.issues import Severity

# field, cell, rule
CELLS = [
    ("code", "", "missing-value"),
    ("kind", "", "missing-value"),
    ("amount", "#REF!", "spreadsheet-error"),
    ("note", "#DIV/0!", "spreadsheet-error"),
    ("summary", "#N/A", "spreadsheet-error"),
    ("summary", "????", "lost-text"),
    ("summary", "??, ??.5", "lost-text"),
    ("note", "甲锟斤拷乙", "lost-text"),
    ("note", "甲\x7f乙", "bad-character"),
    ("note", "甲\x85乙", "bad-character"),
    ("note", "甲\u202e乙", "bad-character"),
    ("note", "甲\u2067乙", "bad-character"),
    ("note", "甲\u200b乙", "bad-character"),
    ("note", "甲\ufe0f乙", "bad-character"),
    ("note", "甲\U000e0041乙", "bad-character"),
    ("note", "甲\ue000乙", "bad-character"),
    ("note", "甲\ufffd乙", "bad-character"),
    ("note", "甲\ufffe乙", "bad-character"),
    ("note", "甲\u2028乙", "bad-character"),
    ("note", "\ufeff甲乙", "bad-character"),
    ("amount", "1\u200b2", "bad-character"),
    ("amount", "12.50 ", "padded"),
    ("amount", " 12.50", "padded"),
    ("count", "\u00a02", "padded"),
    ("day", "2026-06-05\u3000", "padded"),
    ("summary", "修路 ", "padded"),
    ("kind", "支出 ", "padded"),
    ("note", "e\u0301", "not-normal"),
    ("note", "\u2f08民", "not-normal"),
    ("note", "\uf900", "not-normal"),
    ("note", "T\u0430iping", "lookalike-letters"),
    ("note", "字" * 32_768, "cell-too-long"),
    ("summary", "字" * 11, "too-long"),
    ("summary", "字", "too-short"),
    ("kind", "支", "not-in-list"),
    ("kind", "收 入", "not-in-list"),
    ("voucher", "记_1", "wrong-form"),
    ("code", "1001-000x", "wrong-form"),
    ("no", "００１", "full-width"),
    ("amount", "１２３", "full-width"),
    ("day", "２０２６-06-05", "date-form"),
    ("month", "2026－06", "full-width"),
    ("no", "4.41E+11", "scientific-notation"),
    ("amount", "1e3", "scientific-notation"),
    ("amount", "1e400", "scientific-notation"),
    ("no", "441381001001.0", "decimal-tail"),
    ("no", "1", "lost-digits"),
    ("amount", "1,234.5", "thousands-separator"),
    ("amount", "1_000", "thousands-separator"),
    ("count", "1 000", "thousands-separator"),
    ("amount", "¥12", "unit-in-number"),
    ("amount", "12元", "unit-in-number"),
    ("amount", "1.2万元", "unit-in-number"),
    ("amount", "壹佰", "chinese-number"),
    ("amount", "NaN", "not-a-number"),
    ("amount", "INF", "not-a-number"),
    ("amount", "-INF", "not-a-number"),
    ("amount", "٣", "not-a-number"),
    ("amount", "+5", "not-a-number"),
    ("amount", ".5", "not-a-number"),
    ("amount", "5.", "not-a-number"),
    ("amount", "0x10", "not-a-number"),
    ("amount", "无", "not-a-number"),
    ("balance", "-0", "negative-zero"),
    ("balance", "-0.00", "negative-zero"),
    ("count", "-0", "negative-zero"),
    ("amount", "007", "leading-zero"),
    ("count", "02", "leading-zero"),
    ("amount", "12.345", "too-many-decimals"),
    ("area", "1.2345678", "too-many-decimals"),
    ("amount", "10000000000000", "too-large"),
    ("score", "9" * 5000, "too-large"),
    ("amount", "9" * 5000, "too-large"),
    ("count", "2.5", "not-an-integer"),
    ("count", "两", "chinese-number"),
    ("count", "甲", "not-an-integer"),
    ("amount", "0.00", "below-minimum"),
    ("amount", "-12.50", "below-minimum"),
    ("count", "-1", "below-minimum"),
    ("area", "-0.000001", "below-minimum"),
    ("day", "2019-12-31", "below-minimum"),
    ("count", "1000", "above-maximum"),
    ("area", "1000.500001", "above-maximum"),
    ("year", "2031", "above-maximum"),
    ("day", "46023", "spreadsheet-date"),
    ("day", "46023.5", "spreadsheet-date"),
    ("day", "2026.1.5", "date-form"),
    ("day", "2026/01/05", "date-form"),
    ("day", "2026年1月5日", "date-form"),
    ("day", "2026-1-5", "date-form"),
    ("day", "2026-02-29", "no-such-date"),
    ("day", "2026-06-31", "no-such-date"),
    ("day", "26-01-05", "not-a-date"),
    ("day", "2-Jan", "not-a-date"),
    ("day", "0000-01-01", "no-such-date"),
    ("day", "0001-01-01", "not-a-date"),
    ("day", "9999-12-31", "not-a-date"),
    ("day", "24:00:00", "not-a-date"),
    ("day", "2026-06-05T00:00:00", "not-a-date"),
    ("month", "2026-6", "not-a-month"),
    ("month", "2026-13", "not-a-month"),
    ("month", "202606", "not-a-month"),
    ("year", "26", "not-a-year"),
    ("year", "2026年", "not-a-year"),
    ("done", "true", "not-yes-no"),
    ("done", "1", "not-yes-no"),
    ("done", "", "missing-value"),
]


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
    assert {rule.code for rule in wording.RULES} == {code for _, _, code in CELLS} | of_rows
