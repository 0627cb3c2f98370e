"""A clerk's workbook and what she says of it -> a package in a data folder, after every check.

The one road of all who import: the command, the desk, the watched folder.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path

from mingbai import dates, workbook
from mingbai.build import Checked
from mingbai.build import check as check_data
from mingbai.check.cache import PackageResult, Rulings
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.kinds import KINDS
from mingbai.model import Kind
from mingbai.workbook import Answers, Imported, Why


@dataclass(frozen=True)
class ImportPlace:
    """Where a workbook belongs. publisher: the folder of an agency; agency: its short name.

    published: the first day, ISO. title: "" for `太平镇 2026 年 6 月村务财务`.
    """

    kind: Kind
    publisher: str
    agency: str
    period: str
    published: str
    approved_by: str
    title: str = ""

    @property
    def path(self) -> str:
        """`accounts/taiping/2026-06`."""
        return f"{self.kind.name}/{self.publisher}/{self.period}"

    @property
    def words(self) -> str:
        """`太平镇 2026 年 6 月村务财务`."""
        is_month = dates.is_month(self.period)
        when = dates.month_zh(self.period) if is_month else f"{self.period} "
        return f"{self.agency} {when}{self.kind.title}"


@dataclass(frozen=True)
class ExpectedThing:
    """A book or village that owes something in the period, and whether the workbook has it.

    unit: as it is counted, `本` or `项`.
    """

    name: str
    is_present: bool
    unit: str


@dataclass
class CheckMemory:
    """What earlier checks found of what has not changed since; it is filled.

    results: of packages, by fingerprint. rulings: of rules, by what they were asked of.
    """

    results: Mapping[str, PackageResult] = field(default_factory=dict)
    rulings: Rulings = field(default_factory=Rulings)


@dataclass(frozen=True)
class ImportOutcome:
    """What became of a workbook. expected: who owes something, by id; () where nobody is named.

    faulty: code -> name of those whose rows have errors, where all others could come without them.
    """

    imported: Imported
    expected: tuple[ExpectedThing, ...]
    faulty: Mapping[str, str] = field(default_factory=dict)


def import_file(
    file: Path,
    place: ImportPlace,
    root: Path,
    *,
    fix: bool = False,
    answers: Answers = workbook.NO_ANSWERS,
    why: Why | None = None,
    day: date | None = None,
    memory: CheckMemory | None = None,
    more: Sequence[Path] = (),
) -> ImportOutcome:
    """Import a workbook into the data folder `root`, see `workbook.import_workbook`.

    more: other workbooks of the same place, which become one package with it.

    day: on which lateness is looked at, None for the newest publication of the data. memory: of
    earlier checks; None checks everything anew.
    """
    expected: dict[str, ExpectedThing] = {}

    def check(folder: Path) -> list[Issue]:
        checked = _checked(folder, day, memory)
        issues = list(checked.issues)
        if checked.county is not None and place.kind.name in checked.tables:
            tables = checked.tables[place.kind.name]
            lacking = list(
                workbook.missing(
                    place.kind,
                    place.path,
                    folder,
                    tables=tables,
                    county=checked.county,
                    excused=answers.reasons,
                )
            )
            issues += lacking
            gone = {name for issue in lacking for name in issue.names}
            members = workbook.expected(
                place.kind, place.publisher, place.period, tables, checked.county
            )
            unit = "本" if members["subject"].isin(checked.county.books.index).all() else "项"
            for subject, name in zip(members["subject"], members["name"], strict=True):
                expected.setdefault(subject, ExpectedThing(name, name not in gone, unit))
        return issues

    names = workbook.NO_NAMES
    if dates.is_period(place.period):
        names = workbook.names_for(root, KINDS, place.kind, place.publisher, place.period)
    imported = workbook.import_workbook(
        file,
        place.kind,
        place.publisher,
        place.period,
        root,
        fix=fix,
        title=place.title or place.words,
        published=place.published,
        approved_by=place.approved_by,
        check=check,
        why=why,
        names=names,
        answers=answers,
        more=more,
        county=lambda: _county(root, day, memory),
        exports=workbook.export_source(
            root, KINDS, place.kind, place.publisher, place.period, names=names
        )
        if dates.is_month(place.period)
        else None,
    )
    faulty = {code: expected[code].name for code in imported.faulty if code in expected}
    can_wait = (
        len(faulty) == len(imported.faulty) < sum(one.is_present for one in expected.values())
    )
    return ImportOutcome(imported, tuple(expected.values()), faulty if can_wait else {})


def _county(root: Path, day: date | None, memory: CheckMemory | None) -> County | None:
    """The county with what its kinds offer each other; None where its registry has faults."""
    return _checked(root, day, memory).county


def _checked(root: Path, day: date | None, memory: CheckMemory | None) -> Checked:
    """A data folder as it is now; what the memory knows of it is not looked at again."""
    checked = check_data(
        root,
        as_of=day,
        earlier=memory.results if memory else None,
        rulings=memory.rulings if memory else None,
    )
    if memory:
        memory.results, memory.rulings = checked.package_results, checked.rulings
    return checked
