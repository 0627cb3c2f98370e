"""Where versions and what they changed stand. These addresses last."""

from __future__ import annotations

from mingbai.history.entries import Entry
from mingbai.history.releases import ReleasedVersion


def versions_url(entry: Entry) -> str:
    """`/changes/accounts/taiping/2026-06/`: all versions of a package."""
    return f"/changes/{entry.package}/"


def change_url(release: ReleasedVersion) -> str:
    """`/changes/accounts/taiping/2026-06/v2/`: what a version changed."""
    return f"{versions_url(release.entry)}v{release.order}/"


def folder_url(release: ReleasedVersion) -> str:
    """Where the tables of a version are offered: beside the package, or where a former one lies."""
    package = f"/data/{release.entry.package}/"
    return package if release.is_current else f"{package}v{release.order}/"
