"""Clerks' private lists -> a package of counts; the lists themselves are written nowhere."""

from __future__ import annotations

import csv
import io
import tempfile
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path

import pandas as pd

from mingbai.county import County
from mingbai.issues import Issue, Severity
from mingbai.model import Kind, PrivateList
from mingbai.read import Tables
from mingbai.schema import Schema
from mingbai.workbook.lists import read_lists
from mingbai.workbook.packages import NewPackage


@dataclass(frozen=True)
class CountsNotice:
    """What a clerk says of the counts: who publishes them, of which months, when, by whose word."""

    publisher: str
    period: str
    published: str
    approved_by: str


@dataclass(frozen=True)
class CountedLists:
    """The result. files: of the new package, () where there is none. notes: what was not counted.

    cells: numbers that were published, zeros among them. withheld: those that are not said.
    """

    issues: tuple[Issue, ...] = ()
    notes: tuple[str, ...] = ()
    files: tuple[Path, ...] = ()
    cells: int = 0
    withheld: int = 0

    @property
    def is_refused(self) -> bool:
        """Whether errors forbade the package."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def count_lists(
    paths: Sequence[Path],
    kind: Kind,
    release: CountsNotice,
    root: Path,
    *,
    tables: Tables,
    county: County,
    check: Callable[[Path], Iterable[Issue]],
) -> CountedLists:
    """Count the rows of the lists and write what is new as a package of its own.

    tables, county: of the data below root as it is. check: the rules of the portal over a data
    folder; it is given a copy of root with the new package. A kind without a private list is a
    fault of code.
    """
    listed = kind.private_list
    assert listed is not None
    private = read_lists(paths, listed.schema)
    if private.issues:
        return CountedLists(private.issues)
    counted = listed.count(private.rows, release.period, release.publisher, tables, county)
    if counted.issues or counted.rows.empty:
        return CountedLists(counted.issues, counted.notes)
    new = _package(kind, listed, release, counted.rows, root)
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "data"
        new.stage(root, staged)
        issues = tuple(issue for issue in check(staged) if new.holds(issue.path))
        result = CountedLists(
            issues=tuple(issue for issue in issues if issue.severity is Severity.ERROR),
            notes=counted.notes,
            cells=int(counted.rows["cases"].notna().sum()),
            withheld=int(counted.rows["cases"].isna().sum()),
        )
        if result.is_refused:
            return result
        files = new.publish(staged, root)
    return CountedLists((), result.notes, files, result.cells, result.withheld)


def _package(
    kind: Kind, listed: PrivateList, release: CountsNotice, rows: pd.DataFrame, root: Path
) -> NewPackage:
    """`2026-06-counts`, `2026-q2-counts`; a second one of the same months is `…-counts-2`."""
    stem = f"{release.period.replace('q', '-q')}-counts"
    publisher = root / kind.name / release.publisher
    names = (stem if number == 1 else f"{stem}-{number}" for number in count(1))
    period = next(name for name in names if not (publisher / name).exists())
    texts = {
        schema.name: _csv(schema, rows if schema.name == listed.table else None)
        for schema in kind.schemas
        if schema.name == listed.table or not schema.is_optional
    }
    return NewPackage(
        kind=kind,
        publisher=release.publisher,
        period=period,
        title="",
        published=release.published,
        approved_by=release.approved_by,
        csv=texts,
    )


def _csv(schema: Schema, rows: pd.DataFrame | None) -> str:
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow([field.name for field in schema.fields])
    if rows is not None:
        whole = rows[[field.name for field in schema.fields]].astype(object)
        writer.writerows(whole.where(whole.notna(), "").to_numpy().tolist())
    return text.getvalue()
