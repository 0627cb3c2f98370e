"""Where a released version and what it changed stand."""

from __future__ import annotations

from mingbai.history.releases import ReleasedVersion
from mingbai.page import addresses


def versions_url(release: ReleasedVersion) -> str:
    """All versions of its package."""
    return addresses.versions_url(release.entry.package)


def change_url(release: ReleasedVersion) -> str:
    """What it changed."""
    return addresses.change_url(release.entry.package, release.order)


def folder_url(release: ReleasedVersion) -> str:
    """Where its tables are offered: beside the package, or where a version that was replaced is."""
    package = release.entry.package
    if release.is_current:
        return addresses.data_url(package)
    return addresses.version_data_url(package, release.order)
