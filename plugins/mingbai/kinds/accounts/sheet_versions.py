"""Released versions -> which version a monthly sheet is of, and what was corrected in it.

A package holds the books of a township. A version of it is a version of a sheet only where rows of
that book changed: the paper of the others on the board stays as good as it was.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from itertools import pairwise

from mingbai.history.differences import Change
from mingbai.history.releases import ReleasedVersion
from mingbai.model import Edition
from mingbai.page.addresses import change_url

ENTRIES = "entries"
_ROOT_BYTES = 12  # of the checkpoint's root that a code carries: no other log begins with them


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """The version that a sheet is of.

    number: the line of the log that first logged it. order: which version of its package that is.
    code: its short code. size, root: of the first checkpoint that has that line; they never change.
    is_corrected: whether an earlier version of this sheet was published; day: of its release; url:
    what was changed.
    """

    number: int
    order: int
    code: str
    size: int
    root: bytes
    is_corrected: bool
    day: date
    url: str

    @property
    def printed_root(self) -> str:
        """The root as checkpoints write it: base64."""
        return base64.b64encode(self.root).decode()

    def address(self, book_id: str) -> str:
        """Where `/verify/` tells a sheet of a book: below the portal's own address.

        It carries what the log was when it first had the sheet, so that a phone can tell whether
        today's log still begins like that.
        """
        start = base64.urlsafe_b64encode(self.root[:_ROOT_BYTES]).decode()
        return f"/verify/#{self.number}/{book_id}/{self.size}/{start}"


@dataclass(frozen=True)
class SheetVersions:
    """The versions of the sheets of a county.

    by_package: of each package, oldest first. changed: by the line of its log, the books whose rows
    a version changed. codes: the short code of a line, found once for all books of its package.
    """

    edition: Edition
    by_package: Mapping[str, tuple[ReleasedVersion, ...]]
    changed: Mapping[int, frozenset[str]] = field(repr=False)
    codes: dict[int, str] = field(default_factory=dict, repr=False)

    def of(self, package: str, book_id: str) -> SheetVersion | None:
        """The version of a book's sheet in a package; None before its release."""
        versions = self.by_package.get(package, ())
        if not versions or not versions[-1].is_current:
            return None
        return self.at(self.chain(package, book_id)[-1], book_id)

    def chain(self, package: str, book_id: str) -> tuple[ReleasedVersion, ...]:
        """The versions of a package that are versions of one book's sheet, oldest first.

        Where the package was taken back one of them says so, the next that it is public again.
        """
        versions = self.by_package[package]
        releases = (
            version
            for former, version in pairwise(versions)
            if version.is_withdrawal
            or former.is_withdrawal
            or book_id in self.changed[version.number]
        )
        return (versions[0], *releases)

    def at(self, release: ReleasedVersion, book_id: str) -> SheetVersion:
        """A version of a package as that of a book's sheet."""
        size, root = self.edition.log.first_checkpoint(release.number)
        if release.number not in self.codes:
            self.codes[release.number] = release.short_code
        return SheetVersion(
            number=release.number,
            order=release.order,
            code=self.codes[release.number],
            size=size,
            root=root,
            is_corrected=release.order > 1 and book_id in self.changed[release.number],
            day=release.entry.released,
            url=change_url(release.entry.package, release.order),
        )


def sheet_versions(edition: Edition) -> SheetVersions:
    """Through `edition.shared` it is made once."""
    by_package: dict[str, list[ReleasedVersion]] = {}
    changed: dict[int, frozenset[str]] = {}
    for version in edition.releases:
        if version.entry.kind == "accounts":
            by_package.setdefault(version.entry.package, []).append(version)
            changed[version.number] = books(version.changes)
    chains = {path: tuple(versions) for path, versions in by_package.items()}
    return SheetVersions(edition, chains, changed)


def corrected_months(releases: Iterable[ReleasedVersion]) -> frozenset[tuple[str, str]]:
    """The sheets that were corrected after publication, by book and month."""
    return frozenset(
        (book, version.entry.period)
        for version in releases
        if version.entry.kind == "accounts" and version.corrections
        for book in books(version.changes)
    )


def books(changes: tuple[Change, ...]) -> frozenset[str]:
    """The books whose rows changed."""
    return frozenset(json.loads(change.row)[0] for change in changes if change.row)


def corrected_entries(edition: Edition) -> Mapping[tuple[str, str, str], SheetVersion]:
    """(book, month, number) -> the version that corrected what an entry says, the newest.

    A balance that only follows from an entry above is no correction of the entry itself.
    """
    versions = edition.shared(sheet_versions)
    by_entry: dict[tuple[str, str, str], SheetVersion] = {}
    for releases in versions.by_package.values():
        for version in releases:
            for change in version.changes:
                if change.table == ENTRIES and change.row and change.field != "balance":
                    book, month, number = json.loads(change.row)
                    by_entry[book, month, number] = versions.at(version, book)
    return by_entry
