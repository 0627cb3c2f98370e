"""The log and the packages -> every version that was ever released, with what it changed and why.

What pages, feeds and the index of `/verify/` tell. Most packages have one version: of these nothing
is read again. Where a package has several, each is compared with the one before it: tables of other
digests alone are made texts.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, partial
from pathlib import Path

from mingbai.history import canonical, corrections, gate, versions
from mingbai.history.corrections import Correction
from mingbai.history.differences import Change
from mingbai.history.entries import Entry, short_code
from mingbai.history.log import WITHDRAW, Log
from mingbai.history.seals import Seal
from mingbai.history.standings import PackageStanding
from mingbai.history.versions import Version
from mingbai.issues import Issue
from mingbai.read import Tables
from mingbai.schema import Schemas
from mingbai.tabular import TextTable

Texts = Mapping[str, TextTable]


class _AskedTexts(Mapping[str, TextTable]):
    """Tables of a version that become texts when they are asked for. make: by a table's name."""

    def __init__(self, names: Sequence[str], make: Callable[[str], TextTable]) -> None:
        self._names, self._make = names, make

    def __getitem__(self, name: str) -> TextTable:
        if name not in self._names:
            raise KeyError(name)
        return self._make(name)

    def __contains__(self, name: object) -> bool:
        return name in self._names

    def __iter__(self) -> Iterator[str]:
        return iter(self._names)

    def __len__(self) -> int:
        return len(self._names)


@dataclass(frozen=True)
class ReleasedVersion:
    """A version of a package that entered the log.

    number: of its line in the log, the first is 1. order: which version of its package it is, the
    first is 1. corrections: written for this version; changes: all that changed since the version
    before. is_current: whether the package still is this version; a later one replaced it, or is
    about to, where not. is_offered: whether its files may be published.
    """

    number: int
    order: int
    entry: Entry
    seal: Seal
    corrections: tuple[Correction, ...] = ()
    changes: tuple[Change, ...] = ()
    is_current: bool = True
    is_offered: bool = True

    @property
    def is_withdrawal(self) -> bool:
        """Whether it took the package back: then it has no tables."""
        return self.entry.action == WITHDRAW

    @property
    def short_code(self) -> str:
        """What a reader can type or compare at a glance: that of its entry."""
        return short_code(self.entry)

    @property
    def tables(self) -> Mapping[str, str]:
        """The digest of each table that is offered, by its name; person lists are not."""
        if not self.is_offered:
            return {}
        return {n: str(t["digest"]) for n, t in self.seal.tables.items() if "root" in t}


def releases(
    root: Path,
    log: Log,
    tables_by_kind: Mapping[str, Tables],
    standings: Mapping[str, PackageStanding],
) -> tuple[ReleasedVersion, ...]:
    """All versions in the order of the log, from data that is sound (`gate.check`).

    Entries of kinds that are not looked at are left out, and so are versions whose content was
    erased by law: their entries alone are left.
    """
    chains: dict[str, list[tuple[int, Entry]]] = {}
    for number, entry in enumerate(log.entries, start=1):
        if entry.kind in tables_by_kind:
            chains.setdefault(entry.package, []).append((number, entry))
    long = {path for path, chain in chains.items() if len(chain) > 1}
    texts = {
        path: tables
        for kind in tables_by_kind.values()
        for path, tables in _texts(kind, long).items()
    }
    versions = [
        release
        for path, chain in chains.items()
        for release in _of_package(
            root, chain, standings.get(path), texts, tables_by_kind[chain[0][1].kind]
        )
    ]
    return _without_erased(sorted(versions, key=lambda release: release.number))


def _without_erased(versions: Sequence[ReleasedVersion]) -> tuple[ReleasedVersion, ...]:
    """Versions of which the law took something away later are told, but offered no more.

    Their bytes may still be kept for a while: until the erasure's second step.
    """
    erased = {
        release.entry.package: release.order
        for release in versions
        if any(one.is_erasure for one in release.corrections)
    }
    return tuple(
        replace(release, is_offered=release.order >= erased.get(release.entry.package, 0))
        for release in versions
    )


def _texts(tables: Tables, wanted: set[str]) -> Mapping[str, Texts]:
    """By package path, its tables as texts, of those wanted; each table for all of them at once."""

    @cache
    def by_path(name: str) -> Mapping[str, TextTable]:
        return canonical.texts_of(tables, name, wanted)

    return {
        package.path: _AskedTexts(
            [name for name in tables.by_name if name in package.files],
            partial(_of_path, by_path, package.path),
        )
        for package in tables.packages
        if package.path in wanted
    }


def _of_path(by_path: Callable[[str], Mapping[str, TextTable]], path: str, name: str) -> TextTable:
    return by_path(name)[path]


def _of_package(
    root: Path,
    chain: Sequence[tuple[int, Entry]],
    standing: PackageStanding | None,
    texts: Mapping[str, Texts],
    tables: Tables,
) -> Iterator[ReleasedVersion]:
    """The versions of one package, oldest first."""
    schemas = tables.schemas
    before: Version | None = None
    withdrawal: Entry | None = None
    for order, (number, entry) in enumerate(chain, start=1):
        is_last = order == len(chain)  # an earlier entry may have had the same content
        if is_last and standing is not None and standing.seal.digest == entry.digest:
            if entry.action == WITHDRAW:  # nothing is left to compare with
                yield ReleasedVersion(number, order, entry, standing.seal)
                return
            cells = texts[entry.package] if order > 1 else {}
            release = _release(
                number,
                order,
                entry,
                before=before,
                seal=standing.seal,
                cells=cells,
                schemas=schemas,
            )
            yield _reinstated(release, withdrawal)
            return
        version = versions.read(root, entry.package, entry.digest)
        if isinstance(version, Issue):
            continue
        if entry.action == WITHDRAW:  # what was withdrawn is what the next one is compared with
            yield ReleasedVersion(number, order, entry, version.seal, is_current=False)
            withdrawal = entry
        else:
            cells = _cells(version, schemas) if order > 1 else {}
            former = _release(
                number, order, entry, before=before, seal=version.seal, cells=cells, schemas=schemas
            )
            yield replace(_reinstated(former, withdrawal), is_current=False)
            before, withdrawal = version, None


def _reinstated(release: ReleasedVersion, withdrawal: Entry | None) -> ReleasedVersion:
    """A version that ended a withdrawal: that it did is one of its changes."""
    if withdrawal is None:
        return release
    return replace(release, changes=(gate.reinstatement(withdrawal), *release.changes))


def _release(
    number: int,
    order: int,
    entry: Entry,
    before: Version | None,
    seal: Seal,
    cells: Texts,
    schemas: Schemas,
) -> ReleasedVersion:
    """A version, compared with the one before it if there is one.

    Where that was erased by law, its corrections alone tell what was taken away.
    """
    if before is None:
        lines = _corrections(cells)
        return ReleasedVersion(
            number,
            order,
            entry,
            seal=seal,
            corrections=lines,
            changes=tuple(o.change for o in lines),
        )
    known = len(_corrections(_cells(before, schemas)))  # of the tables these alone are read
    changes = tuple(gate.changes_between(before, seal, cells, schemas))
    return ReleasedVersion(
        number, order, entry, seal=seal, corrections=_corrections(cells)[known:], changes=changes
    )


def _cells(version: Version, schemas: Schemas) -> Texts:
    """The tables of a version that was replaced, as texts."""
    by_name = {schema.name: schema for schema in schemas}
    period = str(version.seal.document["period"])
    return _AskedTexts(
        tuple(version.tables),
        lambda name: TextTable(by_name[name].at(period), version.cells(name)),
    )


def _corrections(cells: Texts) -> tuple[Correction, ...]:
    table = cells.get(corrections.SCHEMA.name)
    return () if table is None else corrections.of_cells(table.cells)
