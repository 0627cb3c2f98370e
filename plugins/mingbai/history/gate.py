"""Packages and the log -> how each stands, and an issue for each change that has no reason."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import replace
from datetime import date
from pathlib import Path

from mingbai.history import absences, canonical, corrections, differences, reasons, seals, versions
from mingbai.history.corrections import Correction
from mingbai.history.differences import Change
from mingbai.history.entries import Entry
from mingbai.history.log import Log
from mingbai.history.seals import Seal
from mingbai.history.standings import Context, Memory, PackageStanding
from mingbai.history.versions import Version
from mingbai.issues import Issue, Rule
from mingbai.read import Package, Tables
from mingbai.schema import Schemas
from mingbai.tabular import TextTable

FIRST_DAY = Rule(
    code="first-day-changed",
    title="公开日期改了",
    message="公开日期原来是 {expected}，现在写的是 {found}。",
    remedy="改回 {expected}：公开日期是第一次公开的那天，更正不改它。",
    meaning="公开日期是第一次公开的那天，以后不改；哪天更正的，看更正和公开日志。",
)

NOT_REINSTATED = Rule(
    code="withdrawn-package-is-back",
    title="撤回过的数据包又有了",
    message="这个数据包撤回过（{expected}），现在又有表了，没有写明为什么恢复。",
    remedy="先取回撤回以后的样子（git checkout -- data/{package}），再运行 "
    "mingbai reinstate {package}：它把撤回的那一版放回来，写明为什么；要改的，放回来以后再改。",
    meaning="撤回过的可以恢复公开，要写明为什么；撤回时说的话留着。",
)

RULES = (
    *seals.RULES,
    *versions.RULES,
    *corrections.RULES,
    *absences.RULES,
    FIRST_DAY,
    NOT_REINSTATED,
)


def check(
    root: Path,
    tables_by_kind: Mapping[str, Tables],
    log: Log,
    today: date,
    known: Mapping[str, str] | None = None,
) -> Memory:
    """Hold sealed packages of sound kinds against the log.

    today: the day until which journals may grow. known: of packages whose seals an earlier check
    found right, by path, the entry that had them as they are (`Entry.identity`), "" where none had:
    of those that the log has so still, and of those that were never released, nothing more is
    asked.
    """
    standings: dict[str, PackageStanding] = {}
    issues: list[Issue] = []
    for tables in tables_by_kind.values():
        context = Context(root, tables, tables.schemas, today)
        for standing in standings_of(context, log, known or {}, issues):
            standings[standing.package.path] = standing
    for standing in absences.withdrawn_packages(root, tables_by_kind, log, issues):
        standings[standing.package.path] = standing
    issues += absences.vanished(root, tables_by_kind, log)
    issues += absences.never_published(root, tables_by_kind, log)
    places = {(issue.code, issue.path) for issue in issues}
    issues += (issue for issue in versions.check(root) if (issue.code, issue.path) not in places)
    return Memory(standings, tuple(issues))


def standings_of(
    context: Context, log: Log, known: Mapping[str, str], issues: list[Issue]
) -> Iterator[PackageStanding]:
    """How the packages of a kind stand to the log; issues: is added to. known: see `check`.

    Packages as the log has them come first: of those no row is hashed.
    """
    tables, newest = context.tables, log.newest
    others: list[Package] = []
    for package in filter(seals.is_sealed, tables.packages):
        entry = newest.get(package.path)
        if entry is not None:
            if known.get(package.path) == entry.identity:
                continue
            stated = seals.claimed(package, tables)
            seal = seals.seal(package, context.schemas, stated, entry.root)
            if seal.digest == entry.digest:
                yield PackageStanding(package, seal, entry)
                continue
        if entry is not None or package.path not in known:
            others.append(package)
    measured = seals.measured(tables, {p.path for p in others}) if others else {}
    texts: Mapping[str, Mapping[str, TextTable]] = {}
    if others:
        texts = canonical.text_tables(tables, {p.path for p in others if p.path in newest})
    for package in others:
        of_tables, root = measured[package.path]
        issues += _root_faults(package, tables, of_tables)
        seal = seals.seal(package, context.schemas, of_tables, root)
        entry = newest.get(package.path)
        if entry is None or entry.digest == seal.digest:
            yield PackageStanding(package, seal, entry)
        else:
            standing = PackageStanding(package, seal, entry)
            yield _compared(context, standing, log, texts[package.path], issues)


def _root_faults(
    package: Package, tables: Tables, measured: Iterable[seals.TableSeal]
) -> Iterator[Issue]:
    stated = {table.name: table for table in seals.claimed(package, tables)}
    for table in measured:
        one = stated[table.name]
        if one.digest == table.digest and one.root != table.root:
            yield seals.SEAL_BROKEN.issue(
                package.files[table.name],
                found=f"行根 {table.root}"[:15] + "…",
                expected=f"行根 {one.root}"[:15] + "…",
                package=package.path,
            )


def _compared(
    context: Context,
    standing: PackageStanding,
    log: Log,
    present: Mapping[str, TextTable],
    issues: list[Issue],
) -> PackageStanding:
    """A package that is not what the log has, compared with the version of its last entry.

    What was withdrawn and is there again is compared with what was withdrawn.
    """
    package, seal, last = standing.package, standing.seal, log.newest[standing.package.path]
    entry = log.withdrawn.get(package.path, last)
    is_back = entry is not last
    if is_back and isinstance(versions.read(context.root, package.path, last.digest), Issue):
        issues.append(_not_reinstated(package, last))
        return standing
    former = versions.read(context.root, package.path, entry.digest)
    if isinstance(former, Issue):
        issues.append(former)
        return standing
    if package.published != entry.published:
        issues.append(
            FIRST_DAY.issue(
                f"{package.path}/{versions.DESCRIPTOR}",
                field="published",
                found=package.published.isoformat(),
                expected=entry.published.isoformat(),
            )
        )
    before, lines = _former_lines(former), _lines(present)
    changes = (
        *changes_between(former, seal, present, context.schemas),
        *corrections.emptied(before, lines),
        *((reinstatement(last),) if is_back else ()),
    )
    added, faults = corrections.added(before, lines, reasons.file(package))
    issues += faults
    standing = replace(standing, changes=changes, added=added, former=former)
    if not any(fault.code == corrections.SHRANK.code for fault in faults):
        issues += reasons.unexplained(context, standing)
    return standing


def reinstatement(withdrawal: Entry) -> Change:
    """That a package is public again, of which that entry said that it was withdrawn."""
    before = f"{withdrawal.released.isoformat()} 撤回"
    return Change(differences.DESCRIPTOR, "", "withdrawn", before, "恢复公开")


def _not_reinstated(package: Package, withdrawal: Entry) -> Issue:
    return NOT_REINSTATED.issue(
        f"{package.path}/{versions.DESCRIPTOR}",
        field="withdrawn",
        expected=withdrawal.released.isoformat(),
        package=package.path,
    )


def changes_between(
    former: Version, seal: Seal, present: Mapping[str, TextTable], schemas: Schemas
) -> Iterator[Change]:
    """All changes from a former version to what a package holds now; corrections are none.

    Tables of one digest are not looked into. present: of those that differ.
    """
    yield from differences.of_seals(former.seal, seal)
    for schema in schemas:
        if schema.name == corrections.SCHEMA.name or schema.is_person_list:
            continue
        if differences.is_same_table(schema.name, former.seal, seal):
            continue
        before = former.cells(schema.name) if schema.name in former.tables else None
        after = present[schema.name].cells if schema.name in present else None
        if before is not None or after is not None:
            version = schema.at(str(seal.document["period"]))
            yield from differences.of_table(version, before, after)


def _lines(tables: Mapping[str, TextTable]) -> tuple[Correction, ...]:
    table = tables.get(corrections.SCHEMA.name)
    return () if table is None else corrections.of_cells(table.cells)


def _former_lines(former: Version) -> tuple[Correction, ...]:
    name = corrections.SCHEMA.name
    return corrections.of_cells(former.cells(name)) if name in former.tables else ()
