"""corrections.csv of a package -> Corrections, held against what really changed, both ways.

Each change of what is published needs its line, each line its change, and `before` is what was
published. The table only grows and needs no line of its own.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from mingbai import schema
from mingbai.history.differences import DESCRIPTOR, Change
from mingbai.issues import Issue, Rule
from mingbai.read.cell import diagnosis
from mingbai.read.cell.diagnosis import Breach
from mingbai.schema import Schemas
from mingbai.sentences import Sentence

(SCHEMA,) = schema.load(Path(__file__).parent, "corrections")
REASONS = SCHEMA["reason"].enum
ERASURE = "依法删去个人信息"
WHOLE_TABLE_FROM = 50
FEWEST_WORDS = 4

WITHOUT_REASON = Rule(
    code="changed-without-reason",
    title="改了没有说明",
    message="公开过的{what}改了，没有写更正：原来是 {expected}，现在是 {found}。",
    remedy="是有意改的，运行 mingbai correct {package}，填上原因；不是，改回原来的。",
    meaning="公开过的一格、一行，改了、删了、加了，都要在更正表里写明为什么。",
)
TABLE_WITHOUT_REASON = Rule(
    code="table-changed-without-reason",
    title="整张表改了没有说明",
    message="公开过的“{field}”改了 {found} 处，没有写更正。",
    remedy="是有意换掉的，运行 mingbai correct {package}，填上原因；不是，恢复原来的文件。",
    meaning="公开过的一张表整张换掉，也要写明为什么，公开过的那一版要留着。",
)
WITHOUT_CHANGE = Rule(
    code="correction-without-change",
    title="写了更正，其实没有改",
    message="更正写的是{what}，那里和公开过的一样，或者另有一行更正已经写了。",
    remedy="删掉这一行；是别处改了的，写对表、行、列。",
    meaning="更正表里每一行都要真有那一处改动，一处只写一行。",
)
WRONG_BEFORE = Rule(
    code="correction-before-differs",
    title="更正里的“原来”不对",
    message="更正写的原来是“{found}”，公开过的是“{expected}”。",
    remedy="“原来”一栏照公开过的写；删去个人信息的不写。",
    meaning="更正里的“原来”，必须是公开过的那一版写的。",
)
WRONG_AFTER = Rule(
    code="correction-after-differs",
    title="更正里的“现在”不对",
    message="更正写的现在是“{found}”，表里是“{expected}”。",
    remedy="“现在”一栏照表里写。",
    meaning="更正里的“现在”，必须和表里一致。",
)
WRONG_NUMBER = Rule(
    code="correction-number",
    title="更正的序号不连续",
    message="这一行的序号是 {found}，应为 {expected}。",
    remedy="从 1 起一行一号，照先后排好。",
    meaning="更正的序号从 1 起，不跳不重。",
)
SHRANK = Rule(
    code="corrections-shrank",
    title="更正少了、改了",
    message="公开过的第 {expected} 条更正不在原来的地方，或者被改过。",
    remedy="恢复原来的更正，新的写在后面。",
    meaning="更正表只往后加：公开过的更正一条也不能少，一个字也不能改。",
)
UNRELEASED = Rule(
    code="correction-of-unreleased",
    title="没有公开过，写了更正",
    message="这个数据包还没有入过日志，却写了 {found} 条更正：没有公开过的，没有什么可更正。",
    remedy="直接改表，删掉 corrections.csv；公开过的，从版本库取回 data/history 原来的样子。",
    meaning="更正写的是公开以后改了什么；没有入过日志的，直接改，不写更正。",
)

RULES = (
    WITHOUT_REASON,
    TABLE_WITHOUT_REASON,
    WITHOUT_CHANGE,
    WRONG_BEFORE,
    WRONG_AFTER,
    WRONG_NUMBER,
    SHRANK,
    UNRELEASED,
)


def breach_of(name: str, text: str) -> Breach | None:
    """What is wrong with the text of a field of the table (`words`, `decided_by`), or None.

    For whoever asks for a reason: what cannot be committed is said before anything is written.
    """
    return diagnosis.breach_of(SCHEMA[name], text or None)


@dataclass(frozen=True, slots=True)
class Correction:
    """One line of corrections.csv: a change, why, and who decided. line: in the file, heading 1."""

    number: int
    date: date
    change: Change
    reason: str
    words: str
    decided_by: str
    line: int = 0

    @property
    def is_erasure(self) -> bool:
        """Whether it takes personal data away, and so does not repeat it."""
        return self.reason == ERASURE


def of_cells(cells: pl.DataFrame) -> tuple[Correction, ...]:
    """The lines of a corrections table, given as texts by the names of its fields."""
    return tuple(
        Correction(
            number=int(row["number"]),
            date=date.fromisoformat(row["date"]),
            change=Change(
                table=row["table"],
                row=row["row"] or "",
                field=row["field"] or "",
                before=row["before"] or "",
                after=row["after"] or "",
            ),
            reason=row["reason"],
            words=row["words"],
            decided_by=row["decided_by"],
            line=number,
        )
        for number, row in enumerate(cells.iter_rows(named=True), start=2)
    )


def added(
    former: tuple[Correction, ...], present: tuple[Correction, ...], path: str
) -> tuple[tuple[Correction, ...], tuple[Issue, ...]]:
    """Lines that a version adds to those of the one before; issues where it does not keep these.

    A side of a former line may be emptied: that is a change (`emptied`) and needs a line itself.
    """
    for number, (before, after) in enumerate(zip(former, present, strict=False), start=1):
        if before != after and not any(emptied((before,), (after,))):
            return (), (SHRANK.issue(path, after.line, expected=str(number)),)
    if len(present) < len(former):
        return (), (SHRANK.issue(path, expected=str(len(present) + 1)),)
    issues = [
        WRONG_NUMBER.issue(path, one.line, "number", found=str(one.number), expected=str(number))
        for number, one in enumerate(present, start=1)
        if one.number != number
    ]
    return present[len(former) :], tuple(issues)


def emptied(former: tuple[Correction, ...], present: tuple[Correction, ...]) -> tuple[Change, ...]:
    """Sides of former lines that are empty now, where nothing else of the line has changed."""
    changes: list[Change] = []
    for before, after in zip(former, present, strict=False):
        sides = {
            side: getattr(before.change, side)
            for side in ("before", "after")
            if getattr(before.change, side) and not getattr(after.change, side)
        }
        if sides and after == replace(
            before, change=replace(before.change, **dict.fromkeys(sides, ""))
        ):
            key = f'["{before.number}"]'
            changes += (Change(SCHEMA.name, key, side, text, "") for side, text in sides.items())
    return tuple(changes)


def match(
    changes: Iterable[Change],
    wholes: Mapping[str, Change],
    corrections: Iterable[Correction],
    path: str,
    schemas: Schemas,
) -> tuple[tuple[Change, ...], tuple[Issue, ...]]:
    """Changes that no line speaks of, and what is wrong with the lines (at `path`).

    wholes: by table, its change as a whole, of tables of which a single line may speak.
    """
    open_changes = {change.place: change for change in changes}
    issues: list[Issue] = []
    for one in corrections:
        change = one.change
        whole = wholes.get(change.table) if not change.row and not change.field else None
        matching = open_changes.pop(change.place, None) or whole
        if matching is None or (matching.table == SCHEMA.name and not one.is_erasure):
            issues.append(WITHOUT_CHANGE.issue(path, one.line, what=named(change, schemas)))
            continue
        if whole is not None:
            open_changes = {p: c for p, c in open_changes.items() if c.table != change.table}
        issues += _sides(one, matching, path)
    return tuple(open_changes.values()), tuple(issues)


def _sides(one: Correction, change: Change, path: str) -> Iterator[Issue]:
    before = "" if one.is_erasure else change.before
    if one.change.before != before:
        words = {"found": one.change.before, "expected": before}
        yield WRONG_BEFORE.issue(path, one.line, "before", **words)
    if one.change.after != change.after:
        words = {"found": one.change.after, "expected": change.after}
        yield WRONG_AFTER.issue(path, one.line, "after", **words)


def named(change: Change, schemas: Schemas) -> Sentence:
    """What a change is of, as a clerk says it: `“账目”表 9901…、2026-06、001 这一行“摘要”`."""
    tables = {table.name: table for table in schemas}
    if change.table == DESCRIPTOR:
        return Sentence("描述文件的“{field}”", field=change.field)
    table = tables.get(change.table)
    if table is None:
        return Sentence("附件 {file} ", file=change.table)
    row = Sentence(" {key} 这一行", key=_key(change.row)) if change.row else ""
    field = table.by_name.get(change.field)
    title = f"“{field.title}”" if field else ""
    return Sentence("“{table}”表{row}{field}", table=table.title, row=row, field=title)


def _key(row: str) -> str:
    """`["9901…","2026-06","001"]` -> `9901…、2026-06、001`; what is no such array as it stands."""
    try:
        cells = json.loads(row)
    except ValueError:
        return row
    return "、".join(map(str, cells)) if isinstance(cells, list) else row
