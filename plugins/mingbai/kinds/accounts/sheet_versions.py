"""Released versions -> which version a monthly sheet is of, and what was corrected in it.

A package holds the books of a township. A version of it is a version of a sheet only where rows of
that book changed: the paper of the others on the board stays as good as it was.
"""

from __future__ import annotations

import base64
import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from mingbai.history.differences import Change
from mingbai.history.releases import ReleasedVersion
from mingbai.model import Edition
from mingbai.page.addresses import change_url

ENTRIES = "entries"


@dataclass(frozen=True, slots=True)
class SheetVersion:
    """The version that a sheet is of.

    number: the line of the log that first logged it. code: its short code. size, root: of the first
    checkpoint that has that line; they never change. is_corrected: whether an earlier version of
    this sheet was published; day: of its release; url: what was changed.
    """

    package: str
    number: int
    code: str
    size: int
    root: str
    is_corrected: bool
    day: date
    url: str

    def address(self, book_id: str) -> str:
        """Where `/verify/` tells a sheet of a book: below the portal's own address."""
        return f"/verify/#{self.package}/{self.number}/{book_id}"


@dataclass(frozen=True)
class SheetVersions:
    """The versions of the sheets of a county. by_package: of each package, oldest first."""

    edition: Edition
    by_package: Mapping[str, tuple[ReleasedVersion, ...]]

    def of(self, package: str, book_id: str) -> SheetVersion | None:
        """The version of a book's sheet in a package; None before its release."""
        versions = self.by_package.get(package, ())
        if not versions or not versions[-1].is_current:
            return None
        own = versions[0]
        for version in versions[1:]:
            own = version if book_id in books(version.changes) else own
        log = self.edition.log
        checkpoint = next(c for c in log.checkpoints if c.size >= own.number)
        return SheetVersion(
            package=package,
            number=own.number,
            code=own.short_code,
            size=checkpoint.size,
            root=base64.b64encode(checkpoint.root).decode(),
            is_corrected=own.order > 1,
            day=own.entry.released,
            url=change_url(package, own.order),
        )


def sheet_versions(edition: Edition) -> SheetVersions:
    """Through `edition.shared` it is made once."""
    by_package: dict[str, list[ReleasedVersion]] = {}
    for version in edition.releases:
        if version.entry.kind == "accounts":
            by_package.setdefault(version.entry.package, []).append(version)
    return SheetVersions(edition, {path: tuple(own) for path, own in by_package.items()})


def books(changes: tuple[Change, ...]) -> frozenset[str]:
    """The books whose rows changed."""
    return frozenset(json.loads(change.row)[0] for change in changes if change.row)


def corrected_entries(edition: Edition) -> Mapping[tuple[str, str, str], SheetVersion]:
    """(book, month, number) -> the version that corrected what an entry says, the newest.

    A balance that only follows from an entry above is no correction of the entry itself.
    """
    versions = edition.shared(sheet_versions)
    found: dict[tuple[str, str, str], SheetVersion] = {}
    for path, own in versions.by_package.items():
        for version in own:
            for change in version.changes:
                if change.table == ENTRIES and change.row and change.field != "balance":
                    book, month, number = json.loads(change.row)
                    sheet = versions.of(path, book)
                    if sheet is not None:
                        found[book, month, number] = sheet
    return found
