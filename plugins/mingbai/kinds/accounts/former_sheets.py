"""Kept versions of packages -> the sheets that were replaced or taken back, as they were published.

They are read as any package is, by columns, those that are the n-th version of their package
together: then each book has one sheet a month among them.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from mingbai.history import versions
from mingbai.history.releases import ReleasedVersion
from mingbai.kinds.accounts.books import Books, MonthlyStatement
from mingbai.kinds.accounts.sheet_versions import SheetVersion, sheet_versions
from mingbai.kinds.accounts.village_accounts import VillageAccounts, village_accounts
from mingbai.model import Edition
from mingbai.read import Package, tables

_TABLES = ("sheets", "entries", "postings")


@dataclass(frozen=True, eq=False)
class FormerSheet:
    """A sheet that is no longer right.

    accounts: the books of its generation, where `statement` stands. version: which one it is.
    replaced: the version that came after it; is_withdrawn: whether that took the package back.
    """

    accounts: VillageAccounts
    statement: MonthlyStatement
    version: SheetVersion
    replaced: SheetVersion
    is_withdrawn: bool


FormerSheets = Mapping[str, Sequence[FormerSheet]]


def former_sheets(edition: Edition) -> FormerSheets:
    """By book, oldest month and version first; through `edition.shared` they are read once.

    What was erased by law is kept nowhere, and left out.
    """
    accounts, known = edition.shared(village_accounts), edition.shared(sheet_versions)
    generations: dict[int, list[ReleasedVersion]] = {}
    for chain in known.by_package.values():
        for version in chain:
            if not version.is_current and version.is_offered and not version.is_withdrawal:
                generations.setdefault(version.order, []).append(version)
    by_book: dict[str, list[FormerSheet]] = {}
    for order in sorted(generations):
        for sheet in _of_generation(accounts, generations[order]):
            by_book.setdefault(sheet.statement.book_id, []).append(sheet)
    return {
        book: sorted(sheets, key=lambda one: (one.statement.period, one.version.order))
        for book, sheets in by_book.items()
    }


def _of_generation(
    accounts: VillageAccounts, versions: Sequence[ReleasedVersion]
) -> Iterator[FormerSheet]:
    """The sheets of these versions, no two of one package, that a later version replaced."""
    known = accounts.edition.shared(sheet_versions)
    of_generation = [_package(version, accounts.tables.packages[0]) for version in versions]
    schemas = tuple(accounts.tables[name].schema for name in _TABLES)
    data, _ = tables.read(schemas, of_generation, frozenset(one.path for one in of_generation))
    former = replace(accounts, books=Books(data, accounts.county))
    for book_id, statements in former.books.monthly.items():
        for statement in statements:
            generation = versions[statement.package]
            chain = known.chain(generation.entry.package, book_id)
            numbers = [version.number for version in chain]
            if generation.number in numbers[:-1]:
                after = chain[numbers.index(generation.number) + 1]
                yield FormerSheet(
                    accounts=former,
                    statement=statement,
                    version=known.at(generation, book_id),
                    replaced=known.at(after, book_id),
                    is_withdrawn=after.is_withdrawal,
                )


def _package(version: ReleasedVersion, like: Package) -> Package:
    """A kept version as a package that can be read; its digests were proved by the check."""
    entry = version.entry
    path = versions.place(entry.package, entry.digest)
    return Package(
        root=like.root,
        path=path,
        kind=like.kind,
        publisher=entry.publisher,
        period=entry.period,
        title=str(version.seal.document["title"]),
        published=entry.published,
        approved_by=entry.approved_by,
        files={name: f"{path}/{name}.csv" for name in version.tables if name in _TABLES},
        descriptor={},
    )
