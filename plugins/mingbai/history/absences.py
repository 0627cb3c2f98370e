"""The log and what lies beside the packages -> withdrawals, and issues of what is not there.

A package of the log that has no folder any more; a correction or a withdrawal of what the log does
not know.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from pathlib import Path

from mingbai.history import canonical, corrections, seals, versions
from mingbai.history.entries import Entry
from mingbai.history.log import FOLDER, PATH, Log
from mingbai.history.standings import PackageStanding
from mingbai.issues import Issue, Rule
from mingbai.read import Package, Tables
from mingbai.read.package import withdrawn

VANISHED = Rule(
    code="vanished-package",
    title="公开过的数据包不见了",
    message="公开过的数据包 {found} 不见了。",
    remedy="从版本库取回这个文件夹；确实要撤回的，取回后运行 mingbai withdraw {found}。",
    meaning="公开过的数据包不能悄悄拿掉：要撤回，写明为什么，网页上留着撤回的说明。",
)
NEVER_PUBLISHED = Rule(
    code="withdrawn-never-published",
    title="没有公开过，写了撤回",
    message="这个数据包写着 {found} 撤回，公开日志里却从来没有它。",
    remedy="没有公开过的，拿掉这个文件夹就行；公开过的，从版本库取回 data/history 原来的样子。",
    meaning="撤回的是公开过的：没有入过日志的，不能写成撤回。",
)
NO_GROUND = Rule(
    code="withdrawal-without-ground",
    title="撤回的原因不在规定的里面",
    message="撤回的原因写的是“{found}”，只能是：{expected}。",
    remedy="撤回不手工写：恢复原来的文件，运行 mingbai withdraw {package}。",
    meaning="撤回的原因和更正的一样，从规定的几种里选。",
)
LOST_LOG = Rule(
    code="log-lost",
    title="公开日志还在",
    message="公开日志不在了：{count} 个数据包写着公开以后的更正或撤回，第一个是 {package}。",
    remedy="从版本库取回 data/history（git checkout -- data/history）；"
    "另起的新县，拿掉这些数据包里的 corrections.csv 和撤回的文件夹。",
    meaning="公开过什么、更正过什么，凭公开日志才查得出；日志公布以后不能丢。",
)

RULES = (VANISHED, NEVER_PUBLISHED, NO_GROUND, LOST_LOG)


def withdrawn_packages(
    root: Path, tables_by_kind: Mapping[str, Tables], log: Log, issues: list[Issue]
) -> Iterator[PackageStanding]:
    """Packages of the log that were withdrawn; the version that was is kept."""
    for path, entry in _absent(tables_by_kind, log):
        one = withdrawn(root, path)
        if one is None:
            continue
        issues += _groundless(one)
        schemas = tables_by_kind[entry.kind].schemas
        seal = seals.seal(one, schemas, (), canonical.root())
        former = None
        if seal.digest != entry.digest:
            former_version = versions.read(root, path, entry.digest)
            if isinstance(former_version, Issue):
                issues.append(former_version)
            else:
                former = former_version
        yield PackageStanding(one, seal, entry, former=former)


def _groundless(one: Package) -> Iterator[Issue]:
    """A withdrawal whose reason is none of the list: somebody wrote it by hand."""
    reason = str(one.descriptor["withdrawn"]["reason"])
    if reason not in corrections.REASONS:
        yield NO_GROUND.issue(
            f"{one.path}/{versions.DESCRIPTOR}",
            field="withdrawn",
            found=reason,
            expected="、".join(corrections.REASONS),
            package=one.path,
        )


def never_published(root: Path, tables_by_kind: Mapping[str, Tables], log: Log) -> Iterator[Issue]:
    """What speaks of a publication that the log does not know.

    A correction or a withdrawal of what was never released; without any log, of the log itself.
    """
    unknown = tuple(_unknown(root, tables_by_kind, log))
    if log.entries:
        yield from unknown
    elif unknown and not (root / FOLDER).exists():
        packages = sorted({issue.path.rpartition("/")[0] for issue in unknown})
        yield LOST_LOG.issue(PATH, count=str(len(packages)), package=packages[0])


def _unknown(root: Path, tables_by_kind: Mapping[str, Tables], log: Log) -> Iterator[Issue]:
    for kind, tables in tables_by_kind.items():
        packages = {package.path: package for package in tables.packages}
        for folder in sorted((root / kind).glob("*/*")):
            path = folder.relative_to(root).as_posix()
            if path in log.newest:
                continue
            package = packages.get(path)
            if package is not None:
                yield from _corrected_unpublished(package, tables)
            elif (one := withdrawn(root, path)) is not None:
                day = str(one.descriptor["withdrawn"]["on"])
                where = f"{path}/{versions.DESCRIPTOR}"
                yield NEVER_PUBLISHED.issue(where, field="withdrawn", found=day)


def _corrected_unpublished(package: Package, tables: Tables) -> Iterator[Issue]:
    """Corrections of a package that was never released."""
    if corrections.SCHEMA.name in package.files:
        file = package.files[corrections.SCHEMA.name]
        count = int((tables[corrections.SCHEMA.name].paths == file).sum())
        if count:
            yield corrections.UNRELEASED.issue(file, found=str(count))


def vanished(root: Path, tables_by_kind: Mapping[str, Tables], log: Log) -> Iterator[Issue]:
    """Packages of the log that have no folder any more."""
    for path, _ in _absent(tables_by_kind, log):
        if not (root / path / versions.DESCRIPTOR).exists():
            yield VANISHED.issue(path, found=path)


def _absent(tables_by_kind: Mapping[str, Tables], log: Log) -> Iterator[tuple[str, Entry]]:
    """Path and newest entry of the packages of the log that were not read, of these kinds."""
    read = {package.path for tables in tables_by_kind.values() for package in tables.packages}
    for path, entry in log.newest.items():
        if entry.kind in tables_by_kind and path not in read:
            yield path, entry
