"""The standard's verdict and ours, on the same files."""

from __future__ import annotations

import csv
import io
import random
from pathlib import Path

import frictionless
import pytest

import committed
from cells import NASTY
from committed import GOOD, HEADING, LINES
from mingbai.issues import Issue, Severity
from mingbai.read.frictionless import Error
from sizes import times

# What each of our rules is called by the standard, where the standard minds at all.
KINDS = {
    "missing-value": {"constraint-error"},
    "not-in-list": {"constraint-error"},
    "too-long": {"constraint-error"},
    "too-short": {"constraint-error"},
    "below-minimum": {"constraint-error"},
    "above-maximum": {"constraint-error"},
    "wrong-form": {"constraint-error"},
    "lost-digits": {"constraint-error"},
    "no-such-date": {"type-error"},
    "not-a-month": {"type-error"},
    "not-yes-no": {"type-error"},
    "not-an-integer": {"type-error"},
}
# Rules that may stand where the standard is silent: we are stricter.
STRICTER = {
    "bad-character",
    "padded",
    "not-normal",
    "lookalike-letters",
    "spreadsheet-error",
    "full-width",
    "scientific-notation",
    "decimal-tail",
    "negative-zero",
    "leading-zero",
    "too-many-decimals",
    "too-large",
    "not-a-number",
    "thousands-separator",
    "date-form",
    "not-a-date",
    "not-a-month",
    "not-a-year",
    "cell-too-long",
    "chinese-number",
    "unit-in-number",
    "not-an-integer",
    "spreadsheet-date",
    "lost-text",
}
CELL = {"type-error", "constraint-error"}
OF_ROWS = {"duplicate-key", "missing-reference"}
# What the standard calls keys that two rows have or no row has, and what we call them.
KEYS = {"primary-key": "duplicate-key", "foreign-key": "missing-reference"}
REFERRING = {name for own, _, _ in LINES.foreign_keys for name in own}
# Faults of shape after which the two count lines differently.
SHIFTING = {"line-break-in-cell", "open-quote", "stray-quote", "carriage-return"}


def ledger(dice: random.Random, number: int) -> list[list[str]]:
    """A sound file of a few rows, its code its own so that keys do not meet those of others."""
    rows = []
    for line in range(1, dice.randint(2, 6)):
        values = dict(zip(HEADING.split(","), GOOD.split(","), strict=True))
        values |= {"code": f"{number:04d}-00", "no": f"{line:03d}", "note": dice.choice(["", "无"])}
        rows.append(list(values.values()))
    return rows


def mutated(dice: random.Random, rows: list[list[str]]) -> list[list[str]]:
    """Some cells replaced by nasty ones, sometimes a row doubled or a cell lost or gained."""
    rows = [list(row) for row in rows]
    for _ in range(dice.randint(1, 3)):
        row = dice.choice(rows)
        turn = dice.random()
        if turn < 0.7:
            row[dice.randrange(len(row))] = dice.choice(NASTY)
        elif turn < 0.8:  # a key of the right form that no head has
            at, wrong = dice.choice([(0, "9999-00"), (1, "2026-07")])
            row[at : at + 1] = [wrong]
        elif turn < 0.9:
            rows.insert(dice.randrange(len(rows) + 1), list(row))
        else:
            rows[dice.randrange(len(rows))] = [*row[: dice.randrange(len(row) + 1)], "x"]
    return rows


def written(rows: list[list[str]]) -> bytes:
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows([HEADING.split(","), *rows])
    return out.getvalue().encode()


def ours(root: Path) -> dict[str, list[Issue]]:
    """Our issues by the place of their package, warnings left out."""
    found: dict[str, list[Issue]] = {}
    for issue in committed.read(root)[1]:
        if issue.severity is Severity.ERROR:
            found.setdefault(issue.path.rpartition("/")[0], []).append(issue)
    return found


def whole_file(folder: Path) -> tuple[Error, ...]:
    """Frictionless on a package's lines from disk, beside their heads, nothing guessed."""
    resources = [
        {
            "name": own.name,
            "path": f"{own.name}.csv",
            "format": "csv",
            "encoding": "utf-8",
            "schema": dict(own.descriptor),
            "dialect": {"headerRows": [1], "delimiter": ","},
        }
        for own in committed.SCHEMAS
    ]
    package = frictionless.Package.from_descriptor({"resources": resources}, basepath=str(folder))
    report = package.validate(limit_errors=10**9)
    (task,) = (task for task in report.tasks if task.name == "lines")
    flat = task.flatten(["rowNumber", "fieldName", "type", "note"])
    return tuple(Error(row or 1, field or "", kind, note) for row, field, kind, note in flat)


def compare(issues: list[Issue], errors: tuple[Error, ...]) -> None:
    """Where our stricter rules are silent the two say the same of the same cells."""
    if any(issue.code in SHIFTING for issue in issues):
        return  # refused, and its lines are counted differently from here on
    cells = {(i.row, i.field): i.code for i in issues if i.code not in OF_ROWS}
    theirs = {(e.row, e.field): e.type for e in errors if e.type in CELL}
    shapeless = {i.row for i in issues if i.field is None}
    for place, kind in theirs.items():
        assert place in cells or place[0] in shapeless, (place, kind)
        code = cells.get(place)
        assert code is None or kind in KINDS.get(code, {kind}), (code, kind)
    for place, code in cells.items():
        assert place in theirs or code in STRICTER or place[1] is None, (place, code)
    refers_wrongly = {i.row for i in issues if i.field in REFERRING and i.code not in OF_ROWS}
    keys_in_doubt = shapeless or any(
        i.code in STRICTER and i.field in LINES.primary_key for i in issues
    )
    said = {(i.code, i.row) for i in issues}
    for error in errors:
        if error.type == "foreign-key" and error.row in refers_wrongly:
            continue  # a code that is none was told as such: that it is nowhere is no news
        if error.type in KEYS and not keys_in_doubt:
            assert (KEYS[error.type], error.row) in said, error
        elif error.type not in KEYS:
            assert error.row in {i.row for i in issues}, error
    lost = {row for code, row in said if code == "missing-reference"}
    assert keys_in_doubt or lost <= {e.row for e in errors if e.type == "foreign-key"}


@pytest.mark.parametrize("seed", range(times(12, deep=400)))
def test_same_cells_as_frictionless_on_the_whole_file(tmp_path: Path, seed: int) -> None:
    """Of fifty mutated files the gate says of each cell what frictionless says of it, or more."""
    dice = random.Random(seed)
    files: dict[str, bytes] = {}
    for number in range(2000, 2050):  # 1001-00, which is among the nasty, is nobody's
        place = f"ledgers/t{number}/2026-06"
        files[place] = written(mutated(dice, ledger(dice, number)))
        heads = committed.heads(f"{number}-00,2026-06")
        committed.write(tmp_path, {"heads": heads, "lines": files[place]}, place)
    found = ours(tmp_path)
    for place in files:
        compare(found.get(place, []), whole_file(tmp_path / place))


def test_the_standard_has_the_last_word(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Were our own words to fail, whatever frictionless refuses is refused all the same."""
    monkeypatch.setattr("mingbai.read.cell.diagnosis.breach_of", lambda _field, _text: None)
    wrong = {"day": "2026-02-30", "kind": "支", "amount": "无", "summary": ""}
    rows = [
        committed.row(**{"no": f"{n:03d}", name: cell})
        for n, (name, cell) in enumerate(wrong.items(), start=2)
    ]
    committed.write(tmp_path, {"heads": committed.heads(), "lines": committed.lines(GOOD, *rows)})
    found, issues = committed.read(tmp_path)
    assert [(i.code, i.row, i.field) for i in issues if i.field] == [
        ("against-standard", line, name) for line, name in enumerate(wrong, start=3)
    ]
    assert list(found["lines"].lines) == [2]
