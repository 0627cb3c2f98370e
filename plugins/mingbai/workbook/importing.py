"""A filled workbook -> a data package, or a marked copy of the workbook with its errors."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from mingbai import dates
from mingbai.check import order, privacy
from mingbai.issues import Issue, Severity
from mingbai.model import Kind
from mingbai.read import ooxml, package, tables
from mingbai.schema import Schema, of_period
from mingbai.workbook import replacing
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.marking import write_marked_copy
from mingbai.workbook.origins import Repair
from mingbai.workbook.packages import NewPackage
from mingbai.workbook.replacing import Why

_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")

DataCheck = Callable[[Path], Iterable[Issue]]


@dataclass(frozen=True)
class Imported:
    """The result of an import. files: those of the written package, () where it was refused.

    issues: in order, by workbook, sheet and row. repairs: applied with fix, otherwise proposed.
    marked_copy: the marked copy of the workbook, where it could be marked.
    """

    issues: tuple[Issue, ...]
    repairs: tuple[Repair, ...] = ()
    files: tuple[Path, ...] = ()
    marked_copy: Path | None = None

    @property
    def is_refused(self) -> bool:
        """Whether the package was not written because of errors."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def import_workbook(
    path: Path,
    kind: Kind,
    publisher: str,
    period: str,
    root: Path,
    fix: bool = False,
    title: str = "",
    published: str = "",
    approved_by: str = "",
    check: DataCheck | None = None,
    why: Why | None = None,
) -> Imported:
    """Turn the workbook at `path` into `<root>/<kind>/<publisher>/<period>/`.

    Where there is an error, only `〈name〉-修改清单.xlsx` is written, beside the workbook.
    check: runs all rules of the portal over a data folder; it is given a copy of root with the new
    package, and its issues of this package are added to those of the workbook. The workbook is
    read by the form of the period; where that is no period, by the form of all periods.

    The package is sealed. Where it replaces one that is in the log, that one is kept, its first day
    and what else its descriptor said stay, and a correction is drafted for each change, with the
    reason that `why` gives; without it the check says what lacks a reason.
    """
    bad_names = [*_folders(path.name, publisher, period)]
    is_period = dates.is_period(period)
    loaded = load(path, of_period(kind.schemas, period) if is_period else kind.schemas, fix)
    issues = [*bad_names, *loaded.issues]
    if loaded.is_whole and not bad_names:
        place = f"{kind.name}/{publisher}/{period}"
        new = NewPackage(
            kind=kind,
            publisher=publisher,
            period=period,
            title=title,
            published=published,
            approved_by=approved_by,
            csv=loaded.csv,
            replaced=replacing.find(root, place, kind),
            why=why,
        )
        with tempfile.TemporaryDirectory() as folder:
            staged = Path(folder) / "data"
            new.stage(root if check else None, staged)
            data_issues = check(staged) if check else _structure(staged, kind)
            package_issues = [i for i in data_issues if new.holds(i.path)]
            issues += _in_workbook(package_issues, path.name, loaded, kind)
            if not _has_errors(issues):
                files = new.publish(staged, root)
                return Imported(order.in_order(issues, {}), tuple(loaded.repairs), files)
    ordered = order.in_order(issues, {})
    return Imported(ordered, tuple(loaded.repairs), (), _marked_copy(path, loaded, ordered))


def _folders(name: str, publisher: str, period: str) -> Iterable[Issue]:
    """Issues of folder names that are not allowed: they must never become part of a path."""
    if not _FOLDER.fullmatch(publisher):
        yield package.BAD_PUBLISHER.issue(name, found=publisher)
    if not dates.is_period(period):
        yield package.BAD_PERIOD.issue(name, found=period)


def _structure(staged: Path, kind: Kind) -> list[Issue]:
    """Issues of one package by itself: its structure, cells and personal data."""
    packages, issues = package.find(staged, {kind.name: kind.schemas})
    read, faults = tables.read(kind.schemas, packages)
    return [*issues, *faults, *privacy.scan(read)]


def _in_workbook(
    package_issues: Iterable[Issue], name: str, loaded: Loaded, kind: Kind
) -> Iterable[Issue]:
    """Issues of the package, with sheet and cell for file and line; none for refused cells."""
    by_file = {f"{schema.name}.csv": schema for schema in kind.schemas}
    refused = {
        (issue.path, issue.values.get("cell"))
        for issue in loaded.issues
        if issue.severity is Severity.ERROR
    }
    for issue in package_issues:
        schema = by_file.get(issue.path.rpartition("/")[2])
        moved = _in_sheet(issue, name, loaded, schema) if schema else replace(issue, path=name)
        if not moved.values.get("cell") or (moved.path, moved.values["cell"]) not in refused:
            yield moved


def _in_sheet(issue: Issue, name: str, loaded: Loaded, schema: Schema) -> Issue:
    origins = loaded.origins.get(schema.name, [])
    field = issue.field or ""
    title = schema[field].title if field in schema.by_name else issue.field
    if issue.row is None or not 2 <= issue.row < len(origins) + 2:
        sheets = {origin.sheet for origin in origins}
        path = f"{name}/{sheets.pop()}" if len(sheets) == 1 else name
        return replace(issue, path=path, row=None, field=title)
    origin = origins[issue.row - 2]
    values = {**issue.values, "cell": origin.cells.get(field, "")}
    return replace(issue, path=f"{name}/{origin.sheet}", row=origin.row, field=title, values=values)


def _marked_copy(path: Path, loaded: Loaded, issues: tuple[Issue, ...]) -> Path | None:
    """Write the marked copy; None where the file is not a workbook that can be marked."""
    if not loaded.is_workbook:
        return None
    out = path.with_name(f"{path.stem}-修改清单.xlsx")
    try:
        write_marked_copy(path, issues, out)
    except (ET.ParseError, AttributeError, IndexError, TypeError, *ooxml.BROKEN):
        return None  # openpyxl 3.1: damaged parts that only the formatting needs
    return out


def _has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)
