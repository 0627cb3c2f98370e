"""Data folders that were released once, and what the gate says after they were changed.

Only what `history` looks at is read: no rules, no clock, no pages; a change is tried in a moment.
"""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Callable, Iterable, Mapping
from datetime import date
from pathlib import Path

from harness import seal
from mingbai import build, history
from mingbai.history.corrections import SCHEMA, Correction
from mingbai.history.differences import Change
from mingbai.history.drafting import Grounds
from mingbai.history.standings import Memory
from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS
from mingbai.read import Tables, package, tables

SCHEMAS = build.schemas_of(KINDS)
ORIGIN = "qingyuan.example/log"  # of the good registry
RELEASED = date(2026, 7, 20)
LATER = date(2026, 7, 25)
TYPO = Grounds("录入错误", "把误工补贴错写成了接待", "太平镇三资办主任")


def look(root: Path, kinds: Iterable[str], today: date = LATER) -> tuple[Memory, list[Issue]]:
    """How the packages of these kinds stand to the log; all issues of reading, seals and gate."""
    found, issues = read_kinds(root, kinds)
    errors = [issue for issue in issues if issue.severity is Severity.ERROR]
    if errors:
        return Memory({}, ()), errors
    memory = history.gate.check(root, found, history.log.read(root), today)
    return memory, [*history.seals.check(found), *memory.issues]


def read_kinds(root: Path, kinds: Iterable[str]) -> tuple[dict[str, Tables], list[Issue]]:
    """The tables of these kinds, and what is wrong with their packages and cells."""
    packages, issues = package.find(root, SCHEMAS)
    faults = [issue for issue in issues if issue.path.partition("/")[0] in kinds]
    found: dict[str, Tables] = {}
    for kind in kinds:
        found[kind], of_cells = tables.read(SCHEMAS[kind], [p for p in packages if p.kind == kind])
        faults += of_cells
    return found, faults


def release(root: Path, kinds: Iterable[str], day: date = RELEASED) -> history.releasing.LogRelease:
    """Release the packages of these kinds, which must be in order; its log begins with them."""
    (root / history.log.FOLDER).mkdir(exist_ok=True)
    memory, issues = look(root, kinds, day)
    assert not issues, issues[:3]
    return history.releasing.release(root, memory.standings, day, ORIGIN)


def keep(root: Path, *paths: str) -> None:
    """Keep packages as they are now, as an import or `mingbai correct` keeps them."""
    for path in paths:
        one = history.drafting.sealed_package(root, path, SCHEMAS[path.partition("/")[0]])
        assert one is not None
        one.keep(root)


def correct(root: Path, path: str, why: Callable[[Change], Grounds] | Grounds = TYPO) -> None:
    """Write the corrections that a changed package lacks, each with a reason; seal it anew."""
    reason = why if callable(why) else lambda _: why
    history.drafting.correct(root, path, SCHEMAS[path.partition("/")[0]], reason, LATER)


def lines_of(root: Path, path: str) -> tuple[Correction, ...]:
    """The corrections of a package."""
    kind = path.partition("/")[0]
    one = history.drafting.sealed_package(root, path, SCHEMAS[kind])
    assert one is not None
    table = one.tables.get(SCHEMA.name)
    return () if table is None else history.corrections.of_cells(table.cells)


def write(root: Path, path: str, lines: tuple[Correction, ...]) -> None:
    """Write a package's corrections and seal it."""
    history.drafting.write(root / path, lines)
    seal(root, [path])


def rows(root: Path, file: str) -> list[dict[str, str]]:
    """The rows of a committed table."""
    return list(csv.DictReader(io.StringIO((root / file).read_text("utf-8-sig"))))


def rewrite(root: Path, file: str, found: list[dict[str, str]]) -> None:
    """Write a committed table anew, with the heading that it has, and seal its package."""
    heading = next(csv.reader(io.StringIO((root / file).read_text("utf-8-sig"))))
    out = io.StringIO()
    writer = csv.DictWriter(out, heading, lineterminator="\n")
    writer.writeheader()
    writer.writerows(found)
    (root / file).write_text(out.getvalue(), "utf-8")
    seal(root, [file.rpartition("/")[0]])


def describe(root: Path, path: str, facts: Mapping[str, object]) -> None:
    """Change what a package's descriptor says."""
    file = root / path / "datapackage.json"
    document = {**json.loads(file.read_text("utf-8")), **facts}
    file.write_text(json.dumps(document, ensure_ascii=False, indent=2), "utf-8")


def codes(issues: Iterable[Issue]) -> list[str]:
    """The codes of issues, sorted."""
    return sorted(issue.code for issue in issues)
