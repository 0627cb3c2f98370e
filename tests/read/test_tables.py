"""What the gate accepts, exactly, and what it refuses, with the place named."""

from __future__ import annotations

import os
import subprocess
import sys
import time
from collections import Counter
from pathlib import Path

import pandas as pd
import pytest

import committed
from cells import VALUES
from committed import GOOD, HEADS, heads, lines, row, told
from harness import ROOT
from mingbai import schema
from mingbai.issues import EACH_LIMIT, Rule
from mingbai.read import tables


@pytest.mark.parametrize(("field", "cell", "value"), VALUES)
def test_a_right_cell_is_typed_exactly(
    tmp_path: Path, field: str, cell: str, value: object
) -> None:
    """What stands in the file is what stands in memory: money in 分, no floats."""
    committed.write(tmp_path, {"heads": heads(), "lines": lines(row(**{field: cell}))})
    found, issues = committed.read(tmp_path)
    assert issues == ()
    table = found["lines"]
    typed = table.frame[table.schema[field].column].iloc[0]
    assert typed is value or typed == value or (pd.isna(typed) and pd.isna(value))
    assert not isinstance(typed, float) or pd.isna(typed)


def test_a_table_read_when_it_is_asked_for_says_the_same(tmp_path: Path) -> None:
    """Of packages without a fault, of all of them and of one; their schemas need no reading."""
    again = "ledgers/baiyang/2026-06"
    places = (committed.PLACE, again)
    committed.write(tmp_path, {"heads": heads(), "lines": lines(GOOD, row(no="002"))})
    files = {"heads": heads("1002-00,2026-06"), "lines": lines(row(code="1002-00"))}
    committed.write(tmp_path, files, again)
    found, issues = committed.read(tmp_path)
    assert issues == ()
    unread = tables.unread(found.schemas, found.packages)
    assert unread.schemas == found.schemas
    for wanted in (frozenset(places), frozenset({again})):
        for name in ("heads", "lines"):
            said = found.of_packages(wanted)[name]
            asked = unread.of_packages(wanted)[name]
            assert asked.files == said.files
            pd.testing.assert_frame_equal(asked.frame, said.frame)
            assert list(asked.frame.index) == list(said.frame.index)
    (tmp_path / again / "lines.csv").write_bytes(b"\xff")
    with pytest.raises(RuntimeError, match=again):
        tables.unread(found.schemas, found.packages).frame("lines")


def test_a_row_published_twice_names_the_other_place(tmp_path: Path) -> None:
    """A key that two packages have is refused in both, each naming the other's file and line."""
    committed.write(tmp_path, {"heads": heads(), "lines": lines(GOOD, row(no="002"))})
    again = "ledgers/baiyang/2026-06"
    files = {"heads": heads("1002-00,2026-06"), "lines": lines(row(no="003"), GOOD)}
    committed.write(tmp_path, files, again)
    found, issues = committed.read(tmp_path)
    assert [(i.code, i.path, i.row, i.field, i.found, i.expected) for i in issues] == [
        (
            "duplicate-key",
            f"{again}/lines.csv",
            3,
            "no",
            "1001-00 2026-06 001",
            f"{committed.PLACE}/lines.csv:2",
        ),
        (
            "duplicate-key",
            f"{committed.PLACE}/lines.csv",
            2,
            "no",
            "1001-00 2026-06 001",
            f"{again}/lines.csv:3",
        ),
    ]
    places = list(zip(found["lines"].paths, found["lines"].lines, strict=True))
    assert places == [(f"{again}/lines.csv", 2), (f"{committed.PLACE}/lines.csv", 3)]


def test_a_reference_reaches_over_packages_of_the_kind(tmp_path: Path) -> None:
    """A line may refer to a head of another package; one that is nowhere is refused."""
    lost = row(code="1009-00", no="002")
    committed.write(tmp_path, {"heads": heads("1002-00,2026-06"), "lines": lines(GOOD, lost)})
    committed.write(tmp_path, {"heads": heads()}, "ledgers/baiyang/2026-06")
    _, issues = committed.read(tmp_path)
    assert told(issues) == [("missing-reference", 3, "month")]
    assert (issues[0].found, issues[0].expected) == ("1009-00 2026-06", "总表（heads）")


def test_no_reference_is_missed_while_its_table_is_unreadable(tmp_path: Path) -> None:
    """One broken heading is one fault, not one for every line that refers to it."""
    committed.write(tmp_path, {"heads": b"nonsense\n", "lines": lines(GOOD, row(no="002"))})
    assert told(committed.read(tmp_path)[1]) == [("no-heading", 1, None)]


def test_an_optional_table_that_nobody_brings_is_empty_and_typed(tmp_path: Path) -> None:
    """Rules find every column with its type, though there is no row."""
    committed.write(tmp_path, {"heads": heads()})
    empty, issues = committed.read(tmp_path)
    committed.write(tmp_path, {"heads": heads(), "lines": lines()})
    full, _ = committed.read(tmp_path)
    assert issues == ()
    assert len(empty.frame("lines")) == 0
    assert empty.frame("lines").index.names == ["file", "line"]
    pd.testing.assert_series_equal(empty.frame("lines").dtypes, full.frame("lines").dtypes)


def test_types_are_as_promised(tmp_path: Path) -> None:
    """Each column has the type that `Table` promises, required or not."""
    committed.write(tmp_path, {"heads": heads(), "lines": lines()})
    found, _ = committed.read(tmp_path)
    assert {name: str(kind) for name, kind in found.frame("lines").dtypes.items()} == {
        "code": "str",
        "month": "str",
        "no": "str",
        "day": "datetime64[s]",
        "year": "str",
        "kind": "str",
        "amount_fen": "int64",
        "balance_fen": "Int64",
        "area": "object",
        "count": "int64",
        "score": "Int64",
        "done": "bool",
        "paid": "boolean",
        "voucher": "str",
        "summary": "str",
        "note": "str",
    }


def test_lines_are_the_spreadsheets_even_where_rows_are_refused(tmp_path: Path) -> None:
    """What is left of a faulty file still knows its own lines."""
    rows = [row(no="001"), "", row(no="002", amount="x"), row(no="003"), "短", row(no="004")]
    committed.write(tmp_path, {"heads": heads(), "lines": lines(*rows)})
    found, issues = committed.read(tmp_path)
    assert told(issues) == [
        ("blank-line", 3, None),
        ("not-a-number", 4, "amount"),
        ("short-row", 6, None),
    ]
    assert list(found["lines"].lines) == [2, 5, 7]
    assert found.frame("lines")["no"].to_list() == ["001", "003", "004"]


def test_a_large_bad_file_is_refused_in_seconds(tmp_path: Path) -> None:
    """Ten thousand rows, each wrong in two cells: a thousand are told, and how many more."""
    rows = [row(no=f"{n:05d}", amount="1e3", day="2026.6.5") for n in range(10_000)]
    committed.write(tmp_path, {"heads": heads(), "lines": lines(*rows)})
    began = time.perf_counter()
    found, issues = committed.read(tmp_path)
    assert time.perf_counter() - began < 20
    assert Counter(issue.code for issue in issues) == {
        "scientific-notation": EACH_LIMIT + 1,
        "date-form": EACH_LIMIT + 1,
    }
    rests = {issue.code: issue.found for issue in issues if issue.row is None}
    assert rests == {"scientific-notation": "9,000", "date-form": "9,000"}
    assert len(found.frame("lines")) == 0


def test_a_clean_county_never_imports_frictionless(tmp_path: Path) -> None:
    """Only suspicion costs the half second that the standard takes to load."""
    committed.write(tmp_path, {"heads": heads(), "lines": lines()})
    program = (
        "import sys; from pathlib import Path; import committed;"
        "print(committed.read(Path(sys.argv[1]))[1], 'frictionless' in sys.modules)"
    )
    root = ROOT
    said = subprocess.run(
        [sys.executable, "-c", program, str(tmp_path)],
        capture_output=True,
        text=True,
        check=True,
        env={**os.environ, "PYTHONPATH": f"{root / 'plugins'}:{root / 'tests'}"},
    )
    assert said.stdout == "() False\n"


def test_what_the_gate_cannot_check_is_a_fault_of_the_schema(tmp_path: Path) -> None:
    """An unknown type or constraint raises: it is never silently let through."""
    odd = schema.parse(
        "heads", {**HEADS.descriptor, "fields": [{**HEADS.descriptor["fields"][0], "type": "time"}]}
    )
    committed.write(tmp_path, {"heads": heads()})
    with pytest.raises(ValueError, match="type time is not supported"):
        committed.read(tmp_path, (odd,))


@pytest.mark.parametrize("rule", tables.RULES, ids=lambda rule: rule.code)
def test_every_message_can_be_said(rule: Rule) -> None:
    """Words, remedy and meaning are there, and ask for nothing that an issue does not carry."""
    for words in (rule.message, rule.remedy, rule.meaning):
        assert words.format(found="甲", expected="乙", field="丙")[-1] in "。甲"
    assert rule.title
