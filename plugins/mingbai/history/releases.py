"""The log and the packages -> every version that was ever released, with what it changed and why.

What pages, feeds and the index of `/verify/` tell. Most packages have one version: of these nothing
is read again. Where a package has several, each is compared with the one before it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from mingbai.history import canonical, corrections, gate, merkle, versions
from mingbai.history.corrections import Correction
from mingbai.history.differences import Change
from mingbai.history.entries import Entry, line
from mingbai.history.log import Log
from mingbai.history.seals import Seal
from mingbai.history.standings import PackageStanding
from mingbai.history.versions import Version
from mingbai.issues import Issue
from mingbai.read import Tables
from mingbai.schema import Schemas
from mingbai.tabular import TextTable

Texts = Mapping[str, TextTable]
_CODE = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"


@dataclass(frozen=True)
class ReleasedVersion:
    """A version of a package that entered the log.

    number: of its line in the log, the first is 1. order: which version of its package it is, the
    first is 1. corrections: written for this version; changes: all that changed since the version
    before. is_current: whether the package still is this version; a later one replaced it, or is
    about to, where not.
    """

    number: int
    order: int
    entry: Entry
    seal: Seal
    corrections: tuple[Correction, ...] = ()
    changes: tuple[Change, ...] = ()
    is_current: bool = True

    @property
    def short_code(self) -> str:
        """What a reader can type or compare at a glance: 40 bits of the hash of its line.

        Crockford's alphabet, without I, L, O, U: `7K3M-91C2`.
        """
        bits = int.from_bytes(merkle.leaf_hash(line(self.entry))[:5], "big")
        code = "".join(_CODE[bits >> 5 * place & 31] for place in reversed(range(8)))
        return f"{code[:4]}-{code[4:]}"

    @property
    def tables(self) -> Mapping[str, str]:
        """The digest of each table that is offered, by its name; person lists are not."""
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
    found = [
        release
        for path, chain in chains.items()
        for release in _of_package(
            root, chain, standings.get(path), texts, tables_by_kind[chain[0][1].kind]
        )
    ]
    return tuple(sorted(found, key=lambda release: release.number))


def _texts(tables: Tables, wanted: set[str]) -> Mapping[str, Texts]:
    """By package path, its tables as texts, of those wanted; nothing where none is."""
    own = {package.path for package in tables.packages} & wanted
    return canonical.text_tables(tables, own) if own else {}


def _of_package(
    root: Path,
    chain: Sequence[tuple[int, Entry]],
    standing: PackageStanding | None,
    texts: Mapping[str, Texts],
    tables: Tables,
) -> Iterator[ReleasedVersion]:
    """The versions of one package, oldest first."""
    schemas = tuple(table.schema for table in tables)
    before: Version | None = None
    for order, (number, entry) in enumerate(chain, start=1):
        is_last = order == len(chain)  # an earlier entry may have had the same content
        if is_last and standing is not None and standing.seal.digest == entry.digest:
            cells = texts[entry.package] if before else {}
            yield _release(number, order, entry, before, standing.seal, cells, schemas)
            return
        version = versions.read(root, entry.package, entry.digest)
        if not isinstance(version, Issue):
            cells = _cells(version, schemas) if before else {}
            former = _release(number, order, entry, before, version.seal, cells, schemas)
            yield replace(former, is_current=False)
            before = version


def _release(
    number: int,
    order: int,
    entry: Entry,
    before: Version | None,
    seal: Seal,
    cells: Texts,
    schemas: Schemas,
) -> ReleasedVersion:
    """A version, compared with the one before it if there is one."""
    if before is None:
        return ReleasedVersion(number, order, entry, seal)
    known = len(_corrections(_cells(before, schemas)))
    changes = tuple(gate.changes_between(before, seal, cells, schemas))
    return ReleasedVersion(number, order, entry, seal, _corrections(cells)[known:], changes)


def _cells(version: Version, schemas: Schemas) -> Texts:
    """The tables of a version that was replaced, as texts."""
    by_name = {schema.name: schema.at(str(version.seal.document["period"])) for schema in schemas}
    return {name: TextTable(by_name[name], version.cells(name)) for name in version.tables}


def _corrections(cells: Texts) -> tuple[Correction, ...]:
    table = cells.get(corrections.SCHEMA.name)
    return () if table is None else corrections.of_cells(table.cells)
