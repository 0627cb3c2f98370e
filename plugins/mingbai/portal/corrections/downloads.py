"""Releases -> the tables of former versions as they were published, and changes as files."""

from __future__ import annotations

import csv
import io
from collections.abc import Iterator
from functools import partial

from mingbai.history import seals, versions
from mingbai.history.releases import ReleasedVersion
from mingbai.issues import Issue
from mingbai.model import Download, Edition
from mingbai.portal.corrections.addresses import change_url, folder_url

CHANGES = "changes.csv"
_COLUMNS = ("table", "row", "field", "before", "after", "reason", "words", "decided_by", "date")


def downloads(edition: Edition) -> Iterator[Download]:
    """Of each version that was replaced its CSVs and seal; of each that changed anything, what."""
    for release in edition.releases:
        if not release.is_current and release.is_offered:
            yield from _former(release, edition)
        if release.changes:
            yield Download(f"{change_url(release)}{CHANGES}", partial(changes_csv, release))


def _former(release: ReleasedVersion, edition: Edition) -> Iterator[Download]:
    folder = folder_url(release)
    yield Download(f"{folder}{seals.FILE}", partial(bytes, release.seal.body))
    for table in release.tables:
        yield Download(f"{folder}{table}.csv", partial(_table, release, table, edition))


def _table(release: ReleasedVersion, table: str, edition: Edition) -> bytes:
    """The canonical bytes of a table of a former version, which the check has proved."""
    root = edition.tables[release.entry.kind].packages[0].root
    version = versions.read(root, release.entry.package, release.entry.digest)
    if isinstance(version, Issue):
        raise ValueError(f"{version.path} has changed since it was checked")
    return version.tables[table]


def changes_csv(release: ReleasedVersion) -> bytes:
    """A line a change, with its reason where one is asked: UTF-8, comma, LF."""
    reasons = {one.change.place: one for one in release.corrections}
    text = io.StringIO()
    writer = csv.writer(text, lineterminator="\n")
    writer.writerow(_COLUMNS)
    for change in release.changes:
        one = reasons.get(change.place) or reasons.get((change.table, "", ""))
        why = (one.reason, one.words, one.decided_by, one.date.isoformat()) if one else ("",) * 4
        before = "" if one is not None and one.is_erasure else change.before
        writer.writerow((change.table, change.row, change.field, before, change.after, *why))
    return text.getvalue().encode()
