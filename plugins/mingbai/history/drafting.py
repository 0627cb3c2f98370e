"""Changes without a reason -> lines of corrections.csv that wait for one, and what they need."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from pathlib import Path

import polars as pl

from mingbai.history import canonical, corrections, gate, log, reasons, sealing, seals, versions
from mingbai.history.corrections import SCHEMA, Correction
from mingbai.history.differences import Change
from mingbai.history.seals import Seal
from mingbai.history.standings import PackageStanding
from mingbai.issues import Issue, Severity
from mingbai.read import Package, Tables, package, tables
from mingbai.schema import Schemas
from mingbai.tabular import TextTable, csv_pieces

FILE = f"{SCHEMA.name}.csv"


@dataclass(frozen=True)
class Grounds:
    """Why something was changed: a word of the closed list, a sentence, the post that decided."""

    reason: str
    words: str
    decided_by: str


@dataclass(frozen=True)
class SealedPackage:
    """A package as it lies somewhere, with its seal and its tables in canonical text."""

    package: Package
    seal: Seal
    tables: Mapping[str, TextTable]

    def keep(self, root: Path) -> Path:
        """Keep it as a former version in the data folder `root`."""
        return versions.keep(root, self.package, self.seal, self.tables)


def sealed_package(root: Path, path: str, schemas: Schemas) -> SealedPackage | None:
    """The package at a path of any data folder, sealed anew; None where it cannot be read whole.

    Salts of person lists are those of its descriptor: without them it has another digest.
    """
    kind = path.partition("/")[0]
    packages, _ = package.find(root, {kind: schemas})
    of_kind = [one for one in packages if one.kind == kind]
    chosen = [one for one in of_kind if one.path == path]
    if not chosen:
        return None
    data, faults = tables.read(schemas, of_kind)
    errors = (issue.path for issue in faults if issue.severity is Severity.ERROR)
    if any(error.startswith(f"{path}/") for error in errors):
        return None
    return of_tables(chosen[0], data, schemas)


def of_tables(one: Package, data: Tables, schemas: Schemas) -> SealedPackage:
    """A package of tables that are read already."""
    of_each, root = seals.measured(data, {one.path})[one.path]
    texts = canonical.text_tables(data, {one.path})[one.path]
    return SealedPackage(one, seals.seal(one, schemas, of_each, root), texts)


def correct(
    root: Path, path: str, schemas: Schemas, why: Callable[[Change], Grounds], today: date
) -> tuple[Correction, ...]:
    """Write the lines that a changed package lacks, and seal it; the new lines.

    path: of a sealed package whose former version is kept. why: asked once for each change.
    Raises DraftRefused where it cannot be read, or was never released.
    """
    standing = standing_of(root, path, schemas, today)
    changes = wanted(standing, schemas, today)
    if not changes:
        return ()
    corrections = lines(present_lines(root, path, schemas), changes, why, today)
    write(root / path, corrections)
    sealing.seal_folder(root, {standing.package.kind: schemas}, [path])
    return corrections[-len(changes) :]


class DraftRefused(Exception):
    """A package cannot be compared with what was published. issues: why."""

    def __init__(self, issues: tuple[Issue, ...]) -> None:
        super().__init__(f"{len(issues)} issues")
        self.issues = issues


def standing_of(root: Path, path: str, schemas: Schemas, today: date) -> PackageStanding:
    """How one package stands to the log; raises DraftRefused where that cannot be said."""
    kind = path.partition("/")[0]
    packages, issues = package.find(root, {kind: schemas})
    data, faults = tables.read(schemas, [one for one in packages if one.kind == kind])
    memory = gate.check(root, {kind: data}, log.read(root), today)
    all_issues = (*issues, *faults, *memory.issues)
    of_package = tuple(issue for issue in all_issues if f"{issue.path}/".startswith(f"{path}/"))
    draftable = {rule.code for rule in corrections.RULES}
    wrong = tuple(
        issue
        for issue in of_package
        if issue.severity is Severity.ERROR and issue.code not in draftable
    )
    if wrong or path not in memory.standings:
        raise DraftRefused(wrong)
    return memory.standings[path]


def present_lines(root: Path, path: str, schemas: Schemas) -> tuple[Correction, ...]:
    """The corrections that a package has now."""
    one = sealed_package(root, path, schemas)
    table = one.tables.get(SCHEMA.name) if one else None
    return () if table is None else corrections.of_cells(table.cells)


def wanted(standing: PackageStanding, schemas: Schemas, today: date) -> tuple[Change, ...]:
    """The changes of a package that still need a line, a table that changed much as a whole."""
    former = standing.former
    if former is None:
        return ()
    whole = reasons.wholes(standing.changes, former.seal, standing.seal)
    left, _ = corrections.match(
        changes=standing.changes,
        wholes=whole,
        corrections=standing.added,
        path=FILE,
        schemas=schemas,
    )
    asked = tuple(reasons.demanded(left, standing.package, former, schemas, today))
    tables_as_a_whole = dict.fromkeys(change.table for change in asked if change.table in whole)
    few = (change for change in asked if change.table not in whole)
    return (*few, *(whole[name] for name in tables_as_a_whole))


def lines(
    earlier: Sequence[Correction],
    changes: Iterable[Change],
    why: Callable[[Change], Grounds],
    today: date,
) -> tuple[Correction, ...]:
    """All lines of a package's corrections: those it had, and one for each change."""
    all_lines = list(earlier)
    for change in changes:
        reason = why(change)
        is_erasure = reason.reason == corrections.ERASURE
        all_lines.append(
            Correction(
                number=len(all_lines) + 1,
                date=today,
                change=replace(change, before="") if is_erasure else change,
                reason=reason.reason,
                words=reason.words,
                decided_by=reason.decided_by,
            )
        )
    return tuple(all_lines)


def write(folder: Path, corrections: Sequence[Correction]) -> None:
    """Write corrections.csv into a package's folder, and name it in its descriptor."""
    columns: dict[str, list[str | None]] = {field.name: [] for field in SCHEMA.fields}
    for one in corrections:
        row = {
            "number": str(one.number),
            "date": one.date.isoformat(),
            "table": one.change.table,
            "row": one.change.row,
            "field": one.change.field,
            "before": one.change.before,
            "after": one.change.after,
            "reason": one.reason,
            "words": one.words,
            "decided_by": one.decided_by,
        }
        for name, text in row.items():
            columns[name].append(text or None)
    cells = pl.DataFrame(columns, schema=dict.fromkeys(columns, pl.String))
    (folder / FILE).write_bytes(b"".join(csv_pieces(TextTable(SCHEMA, cells))))
    descriptor = folder / versions.DESCRIPTOR
    document = json.loads(descriptor.read_text("utf-8-sig"))
    if all(resource["name"] != SCHEMA.name for resource in document["resources"]):
        document["resources"].append({"name": SCHEMA.name, "path": FILE})
        descriptor.write_text(json.dumps(document, ensure_ascii=False, indent=2) + "\n", "utf-8")
