"""A filled workbook -> a data package, or the workbook back with what is to be mended."""

from __future__ import annotations

import json
import re
import shutil
import tempfile
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from mingbai.check import privacy
from mingbai.issues import Issue, Severity
from mingbai.model import Kind
from mingbai.read import ooxml, package, tables
from mingbai.schema import Schema
from mingbai.workbook.hand_back import hand_back
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.spots import Repair

DESCRIPTOR = "datapackage.json"
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")

DataCheck = Callable[[Path], Iterable[Issue]]


@dataclass(frozen=True)
class Imported:
    """What became of an import. written: files of the package, () where it was refused.

    issues: named by workbook, sheet and row. repairs: applied with fix, otherwise proposed.
    handed_back: the marked copy of the workbook, where there was a workbook to mark.
    """

    issues: tuple[Issue, ...]
    repairs: tuple[Repair, ...] = ()
    written: tuple[Path, ...] = ()
    handed_back: Path | None = None

    @property
    def is_refused(self) -> bool:
        """Whether errors kept the package from being written."""
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
) -> Imported:
    """Turn the workbook at `path` into `<root>/<kind>/<publisher>/<period>/`.

    Nothing is written where there is an error, but `〈name〉-修改清单.xlsx` beside the workbook.
    check: every rule of the portal over a data folder; it is given a copy of root that holds the
    new package, and its issues on this package count like the workbook's own.
    """
    bad_names = [*_folders(path.name, publisher, period)]
    loaded = load(path, kind.schemas, fix)
    issues = [*bad_names, *loaded.issues]
    if loaded.is_whole and not bad_names:
        descriptor = _descriptor(
            kind=kind,
            publisher=publisher,
            period=period,
            loaded=loaded,
            title=title,
            published=published,
            approved_by=approved_by,
        )
        place = f"{kind.name}/{publisher}/{period}"
        with tempfile.TemporaryDirectory() as folder:
            staged = Path(folder) / "data"
            _stage(root, staged, place, loaded, descriptor, is_whole_root=check is not None)
            found = check(staged) if check else _structure(staged, kind)
            own = [issue for issue in found if f"{issue.path}/".startswith(f"{place}/")]
            issues += _translated(own, path.name, loaded, kind)
            if not _has_errors(issues):
                written = _publish(staged / place, root / place, kind)
                return Imported(_sorted(issues), tuple(loaded.repairs), written)
    return Imported(_sorted(issues), tuple(loaded.repairs), (), _back(path, loaded, issues))


def _folders(name: str, publisher: str, period: str) -> Iterable[Issue]:
    """Names that would lead out of the data folder never become a path."""
    if not _FOLDER.fullmatch(publisher):
        yield package.BAD_PUBLISHER.issue(name, found=publisher)
    if not _FOLDER.fullmatch(period):
        yield package.BAD_PERIOD.issue(name, found=period)


def _descriptor(
    kind: Kind,
    publisher: str,
    period: str,
    loaded: Loaded,
    title: str,
    published: str,
    approved_by: str,
) -> str:
    document = {
        "name": f"{kind.name}-{publisher}-{period}",
        "title": title or f"{kind.title} {publisher} {period}",
        "published": published,
        "approved_by": approved_by,
        "resources": [{"name": table, "path": f"{table}.csv"} for table in loaded.csv],
    }
    return json.dumps(document, ensure_ascii=False, indent=2) + "\n"


def _stage(
    root: Path, staged: Path, place: str, loaded: Loaded, descriptor: str, is_whole_root: bool
) -> None:
    """A data folder with the new package in it: of all packages, or of this one alone."""
    if is_whole_root:
        shutil.copytree(root, staged, symlinks=True)
    folder = staged / place
    if folder.is_dir():
        for old in folder.glob("*.csv"):
            old.unlink()
    folder.mkdir(parents=True, exist_ok=True)
    (folder / DESCRIPTOR).write_text(descriptor, "utf-8")
    for table, text in loaded.csv.items():
        (folder / f"{table}.csv").write_text(text, "utf-8")


def _structure(staged: Path, kind: Kind) -> list[Issue]:
    """What the tables' own rules and the privacy firewall say of the one package."""
    packages, issues = package.find(staged, {kind.name: kind.schemas})
    read, faults = tables.read(kind.schemas, packages)
    return [*issues, *faults, *privacy.scan(read)]


def _translated(found: Iterable[Issue], name: str, loaded: Loaded, kind: Kind) -> Iterable[Issue]:
    """Issues of the package in the workbook's words; a cell that is refused already speaks once."""
    by_file = {f"{schema.name}.csv": schema for schema in kind.schemas}
    refused = {
        (issue.path, issue.values.get("cell"))
        for issue in loaded.issues
        if issue.severity is Severity.ERROR
    }
    for issue in found:
        schema = by_file.get(issue.path.rpartition("/")[2])
        own = _in_workbook(issue, name, loaded, schema) if schema else replace(issue, path=name)
        if not own.values.get("cell") or (own.path, own.values["cell"]) not in refused:
            yield own


def _in_workbook(issue: Issue, name: str, loaded: Loaded, schema: Schema) -> Issue:
    spots = loaded.spots.get(schema.name, [])
    field = issue.field or ""
    title = schema[field].title if field in schema.by_name else issue.field
    if issue.row is None or not 2 <= issue.row < len(spots) + 2:
        sheets = {spot.sheet for spot in spots}
        path = f"{name}/{sheets.pop()}" if len(sheets) == 1 else name
        return replace(issue, path=path, row=None, field=title)
    spot = spots[issue.row - 2]
    values = {**issue.values, "cell": spot.cells.get(field, "")}
    return replace(issue, path=f"{name}/{spot.sheet}", row=spot.row, field=title, values=values)


def _publish(staged: Path, folder: Path, kind: Kind) -> tuple[Path, ...]:
    """Move the checked files into place, the descriptor last; tables no longer there go."""
    folder.mkdir(parents=True, exist_ok=True)
    files = [*sorted(staged.glob("*.csv")), staged / DESCRIPTOR]
    new = {file.name for file in files}
    for schema in kind.schemas:
        if f"{schema.name}.csv" not in new:
            (folder / f"{schema.name}.csv").unlink(missing_ok=True)
    for file in files:
        part = folder / f".{file.name}.part"
        shutil.copyfile(file, part)
        part.replace(folder / file.name)
    return tuple(folder / file.name for file in files)


def _back(path: Path, loaded: Loaded, issues: list[Issue]) -> Path | None:
    """The marked copy, where the file is a workbook that can be marked at all."""
    if not loaded.is_workbook:
        return None
    out = path.with_name(f"{path.stem}-修改清单.xlsx")
    try:
        hand_back(path, _sorted(issues), out)
    except (ET.ParseError, AttributeError, IndexError, TypeError, *ooxml.BROKEN):
        return None  # parts that only the look of the workbook needs are damaged (openpyxl 3.1)
    return out


def _has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)


def _sorted(issues: Iterable[Issue]) -> tuple[Issue, ...]:
    return tuple(sorted(issues, key=lambda issue: issue.order))
