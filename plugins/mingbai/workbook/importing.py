"""A filled workbook -> a data package, or a marked copy of the workbook with its errors."""

from __future__ import annotations

import csv
import io
import re
import tempfile
from collections.abc import Callable, Container, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from xml.etree import ElementTree as ET

from mingbai import dates
from mingbai.check import order, privacy
from mingbai.county import County
from mingbai.exports import Question
from mingbai.issues import Issue, Severity
from mingbai.model import Kind, schemas_of
from mingbai.read import ooxml, package, tables
from mingbai.schema import Schema, of_period
from mingbai.workbook import (
    adding,
    cell_faults,
    changes,
    computing,
    packages,
    replacing,
    sound_rows,
)
from mingbai.workbook.changes import TableChange
from mingbai.workbook.export_sources import ExportSource
from mingbai.workbook.layouts import ExportReader, memory
from mingbai.workbook.load import Loaded, load
from mingbai.workbook.marking import write_marked_copy
from mingbai.workbook.names import NO_NAMES, Names
from mingbai.workbook.origins import Repair
from mingbai.workbook.packages import NewPackage
from mingbai.workbook.questions import QUESTIONS
from mingbai.workbook.replacing import Why
from mingbai.workbook.rules import ALREADY_THERE, EXCUSED, KEPT, MISSING, WRONG_MONTH

_SHOWN = 8
_MISSING_BOOKS = "missing-books"  # the rule of the accounts that warns of the same
_SAID = (MISSING.code, ALREADY_THERE.code)  # errors that she answers, and need not mend
_LINE = re.compile(r"(.+)/([a-z_]+)\.csv:(\d+)", re.ASCII)
_FOLDER = re.compile(r"[a-z0-9][a-z0-9-]{1,39}")

DataCheck = Callable[[Path], Iterable[Issue]]


@dataclass(frozen=True)
class Imported:
    """The result of an import. files: those of the written package, () where it was refused.

    issues: in order, by workbook, sheet and row. repairs: of what was typed in another form.
    questions: what only the clerk can answer, answered or not. changes: what differs from the
    package that is there. marked_copies: the marked copies of workbooks that could be marked.
    faulty: codes of the things that all errors are of, where the others could come without them.
    """

    issues: tuple[Issue, ...]
    repairs: tuple[Repair, ...] = ()
    files: tuple[Path, ...] = ()
    marked_copies: tuple[Path, ...] = ()
    questions: tuple[Question, ...] = ()
    changes: tuple[TableChange, ...] = ()
    faulty: tuple[str, ...] = ()

    @property
    def marked_copy(self) -> Path | None:
        """The marked copy of the workbook, or of the first of several."""
        return next(iter(self.marked_copies), None)

    @property
    def is_refused(self) -> bool:
        """Whether the package was not written because of errors."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


@dataclass(frozen=True)
class Answers:
    """What a clerk says of an import. accepted: keys of questions that she answered with yes.

    given: key of a question -> her answer. is_replacing: the period that is there shall be
    replaced. excused: name of what is missing -> the reason. left_out: codes of things whose rows
    have errors and do not come now: each is missing, with `LEFT_OUT_REASON`.
    """

    accepted: Container[str] = ()
    given: Mapping[str, str] = field(default_factory=dict)
    is_replacing: bool = False
    excused: Mapping[str, str] = field(default_factory=dict)
    left_out: tuple[str, ...] = ()

    @property
    def reasons(self) -> Mapping[str, str]:
        """Why each that is missing does not come, by name or code."""
        return {**self.excused, **dict.fromkeys(self.left_out, LEFT_OUT_REASON)}


LEFT_OUT_REASON = "这一次的表里有错，改好再补"
NO_ANSWERS = Answers()


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
    *,
    names: Names = NO_NAMES,
    answers: Answers = NO_ANSWERS,
    exports: ExportSource | None = None,
    more: Sequence[Path] = (),
    county: Callable[[], County | None] = lambda: None,
) -> Imported:
    """Turn the workbook at `path` into `<root>/<kind>/<publisher>/<period>/`.

    Where there is an error, only `〈name〉-修改清单.xlsx` is written, beside the workbook.
    check: runs all rules of the portal over a data folder; it is given a copy of root with the new
    package, and its issues of this package are added to those of the workbook. The workbook is
    read by the form of the period; where that is no period, by the form of all periods. fix: the
    answer to every question is yes. names: what the workbook may call things.

    A period that is there is replaced only if the answers say so, and so are books added that it
    does not have; tables that the workbook lacks and what the descriptor says stay. The package is
    sealed. Where it replaces one that is in the log, that one is kept, and a correction is drafted
    for each change, with the reason that `why` gives; without it the check says what lacks a
    reason.

    exports: how sheets are read that a platform exported; what was answered about them and holds
    for later months is written below `registry/layouts/`, whether the import is refused or not.
    more: other workbooks with rows of the same period; all of them become one package, or none.
    county: asked for where cells are blank that follow from others, which are then computed.
    """
    name = f"{len(more) + 1} 份工作簿" if more else path.name
    bad_names = [*_folders(name, publisher, period)]
    is_period = dates.is_period(period)
    schemas = of_period(kind.schemas, period) if is_period else kind.schemas
    schemas = computing.relaxed(schemas, kind.computed)
    reader = exports.reader(answers.given, is_agreed=fix) if exports is not None else None
    accepted = _SaidYes(answers)
    loaded = load(path, schemas, fix, names=names, accepted=accepted, exports=reader, more=more)
    if answers.left_out:
        loaded = sound_rows.left_out(loaded, answers.left_out, schemas)
    if exports is not None and reader is not None:
        loaded.issues += _remember(exports, reader, root, kind)
    other_month = [*_other_month(name, loaded, schemas, period)]
    issues = [*bad_names, *other_month, *loaded.issues]
    changed: tuple[TableChange, ...] = ()
    if loaded.is_whole and not bad_names and not other_month:
        place = f"{kind.name}/{publisher}/{period}"
        count_before = len(loaded.issues)
        loaded = adding.with_present(loaded, root / place, schemas, answers.reasons, name)
        loaded = computing.filled(loaded, kind, place, root, county)
        issues += loaded.issues[count_before:]
        present = packages.descriptor(root, place)
        if present is not None:
            changed = changes.changes(root / place, schemas, loaded.csv, loaded.names)
            issues += _of_present(name, root / place, loaded, schemas)
            if changed and not answers.is_replacing:
                issues.append(_already_there(name, publisher, period, changed, loaded.names))
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
            said=present or {},
            excused=answers.reasons,
        )
        with tempfile.TemporaryDirectory() as folder:
            staged = Path(folder) / "data"
            new.stage(root, staged, is_alone=check is None)
            data_issues = check(staged) if check else _structure(staged, kind)
            package_issues = computing.causes([i for i in data_issues if new.holds(i.path)], kind)
            moved = [*_in_workbook(_once(package_issues), name, loaded, kind)]
            issues += cell_faults.once_a_column(moved)
            rest = sound_rows.without_faulty(loaded, moved, schemas)
            if check is not None and rest is not None:
                of_rest = _of_rest(replace(new, csv=rest.csv), rest, name, root, check)
                issues += [one for one in of_rest if one not in moved]
            if not _has_errors(issues):
                files = new.publish(staged, root)
                ordered = order.in_order(issues, {})
                return _imported(ordered, loaded, changed, files=files)
    ordered = order.in_order(issues, {})
    own = tuple(one for one in ordered if not adding.is_of_present(one))
    copies = tuple(_marked_copies((path, *more), loaded, own))
    refused = _imported(ordered, loaded, changed, marked_copies=copies)
    can_wait = loaded.is_whole and not bad_names and not other_month
    faulty = sound_rows.faulty_things(loaded, ordered, schemas, _SAID) if can_wait else ()
    return replace(refused, faulty=tuple(sorted(faulty)))


@dataclass(frozen=True)
class _SaidYes(Container[str]):
    """Keys of questions of yes or no that the answers say yes to."""

    answers: Answers

    def __contains__(self, key: object) -> bool:
        if key in self.answers.accepted:
            return True
        answer = self.answers.given.get(str(key), "")
        return Question(str(key), "").taken(answer) == "对"


def _remember(
    exports: ExportSource, reader: ExportReader, root: Path, kind: Kind
) -> Iterable[Issue]:
    """Write the answers that hold for later months; the issue where their file is damaged."""
    asked = reader.inquiry.to_keep
    if isinstance(exports.kept, Issue):
        return (exports.kept,) if reader.inquiry.questions else ()
    if asked:
        path = memory.path_of(root, kind.name, exports.publisher)
        memory.write(path, kind.name, exports.publisher, asked)
    return ()


def _of_rest(
    new: NewPackage, rest: Loaded, name: str, root: Path, check: DataCheck
) -> Iterable[Issue]:
    """What is wrong with the rows of things that have no faulty cell, each at its row."""
    with tempfile.TemporaryDirectory() as folder:
        staged = Path(folder) / "data"
        new.stage(root, staged)
        issues = [i for i in check(staged) if new.holds(i.path) and i.row is not None]
        for issue in _in_workbook(issues, name, rest, new.kind):
            if issue.severity is Severity.ERROR and issue.values.get("cell"):
                yield issue


def _once(issues: Sequence[Issue]) -> list[Issue]:
    """The issues without a kind's own warning of what is said to be missing already."""
    is_said = any(issue.code in (MISSING.code, EXCUSED.code) for issue in issues)
    return [one for one in issues if not (is_said and one.code == _MISSING_BOOKS)]


def _imported(
    issues: tuple[Issue, ...],
    loaded: Loaded,
    changed: tuple[TableChange, ...],
    *,
    files: tuple[Path, ...] = (),
    marked_copies: tuple[Path, ...] = (),
) -> Imported:
    return Imported(
        issues=issues,
        repairs=tuple(loaded.repairs),
        files=files,
        marked_copies=marked_copies,
        questions=tuple(loaded.questions),
        changes=changed,
    )


def _other_month(
    name: str, loaded: Loaded, schemas: tuple[Schema, ...], period: str
) -> Iterable[Issue]:
    """An issue where every row of the workbook is of one month, and that is not the period."""
    months: set[str] = set()
    for schema in schemas:
        if schema.name in loaded.csv and "period" in schema.primary_key:
            rows = csv.DictReader(io.StringIO(loaded.csv[schema.name]))
            months.update(row["period"] for row in rows)
    if len(months) == 1 and dates.is_month(period):
        [month] = months
        if dates.is_month(month) and month != period:
            yield WRONG_MONTH.issue(name, found=month, expected=period)


def _of_present(
    name: str, folder: Path, loaded: Loaded, schemas: tuple[Schema, ...]
) -> Iterable[Issue]:
    """What stays of the package that is there because the workbook does not have it."""
    issues = [
        schema.title
        for schema in schemas
        if schema.name not in loaded.csv and (folder / f"{schema.name}.csv").is_file()
    ]
    if issues:
        yield KEPT.issue(name, found="、".join(f"“{title}”" for title in issues))


def _already_there(
    name: str, publisher: str, period: str, changed: Sequence[TableChange], names: Names
) -> Issue:
    words = "；".join(one.words for one in changed[:_SHOWN])
    more = f"；另有 {len(changed) - _SHOWN} 处" if len(changed) > _SHOWN else ""
    agencies = names.scopes.get("agency")
    agency = agencies.by_code.get(publisher) if agencies is not None else None
    title = f"{agency.title if agency is not None else publisher} {period} "
    return ALREADY_THERE.issue(name, found=f"{words}{more}", expected=title)


def _folders(name: str, publisher: str, period: str) -> Iterable[Issue]:
    """Issues of folder names that are not allowed: they must never become part of a path."""
    if not _FOLDER.fullmatch(publisher):
        yield package.BAD_PUBLISHER.issue(name, found=publisher)
    if not dates.is_period(period):
        yield package.BAD_PERIOD.issue(name, found=period)


def _structure(staged: Path, kind: Kind) -> list[Issue]:
    """Issues of one package by itself: its structure, cells and personal data."""
    schemas = schemas_of((kind,))
    packages, issues = package.find(staged, schemas)
    read, faults = tables.read(schemas[kind.name], packages)
    return [*issues, *faults, *privacy.scan(read)]


def _in_workbook(
    package_issues: Iterable[Issue], name: str, loaded: Loaded, kind: Kind
) -> Iterable[Issue]:
    """Issues of the package, with sheet and cell for file and line; none for refused cells."""
    by_file = {f"{schema.name}.csv": schema for schema in kind.schemas}
    asked = {rule.code for rule in QUESTIONS}
    refused = {
        (issue.path, cell)
        for issue in loaded.issues
        if issue.severity is Severity.ERROR and issue.code not in asked
        for cell in issue.values.get("cells", issue.values.get("cell", "")).split("、")
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
        places = {origin.path for origin in origins}
        path = places.pop() if len(places) == 1 else name if places else f"{name}/{schema.title}"
        return replace(issue, path=path, row=None, field=title)
    origin = origins[issue.row - 2]
    values = {**issue.values, "cell": origin.cells.get(field, "")}
    other = _other_row(issue, loaded)
    moved = replace(
        issue, path=origin.path, row=origin.row, field=title, values=values, expected=other
    )
    if field not in schema.by_name:
        return moved
    return cell_faults.with_near(moved, schema[field], loaded.names)


def _other_row(issue: Issue, loaded: Loaded) -> str | None:
    """What an issue expects; a line of the same package is said as a row of the workbook."""
    match = _LINE.fullmatch(issue.expected or "")
    origins = loaded.origins.get(match[2], []) if match else []
    is_here = match is not None and issue.path.rpartition("/")[0] == match[1]
    if match is None or not is_here or not 2 <= int(match[3]) < len(origins) + 2:
        return issue.expected
    origin = origins[int(match[3]) - 2]
    return f"{origin.path}:{origin.row}"


def _marked_copies(
    paths: Sequence[Path], loaded: Loaded, issues: tuple[Issue, ...]
) -> Iterable[Path]:
    """Write the marked copy of each workbook that can be marked; of several, where one is wrong."""
    for path in paths:
        of_file = issues
        if len(paths) > 1:
            of_file = tuple(one for one in issues if one.path.partition("/")[0] == path.name)
        if path in loaded.markable and (len(paths) == 1 or _has_errors(of_file)):
            hidden = {
                (one.sheet, one.cell): one.after
                for one in loaded.repairs
                if one.is_masked and one.book == path.name
            }
            copy = _marked_copy(path, of_file, hidden)
            if copy is not None:
                yield copy


def _marked_copy(
    path: Path, issues: tuple[Issue, ...], hidden: Mapping[tuple[str, str], str]
) -> Path | None:
    """Write a marked copy; None where the file is damaged."""
    out = path.with_name(f"{path.stem}-修改清单.xlsx")
    try:
        write_marked_copy(path, issues, out, hidden)
    except (ET.ParseError, IndexError, StopIteration, *ooxml.BROKEN, ooxml.BrokenZipError):
        return None  # parts are damaged that only the formatting needs
    return out


def _has_errors(issues: Iterable[Issue]) -> bool:
    return any(issue.severity is Severity.ERROR for issue in issues)
