"""Attachments that rows name -> files of their packages, and where they will stand.

The privacy check has already looked at every file of a package: its bytes fit its name, and it
carries neither macros nor personal data.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from functools import partial

import pandas as pd

from mingbai.issues import Issue
from mingbai.model import Download
from mingbai.read import Package, Tables
from mingbai.read.package import folders

_FOLDER = "attachments"
_LIMIT_OCTETS = 20 * folders.MEGABYTE


def are_attached(tables: Tables, table: str) -> pd.Series:
    """Whether the package has the file, for each row that names one; on the index of `table`.

    Only files in the listing of the folder are ever opened, so no name can lead out of it.
    """
    frame, files = tables.frame(table), tables.shared(_files)
    has_name = frame["attachment"].notna()
    position = tables.package_of(tables[table])[has_name]
    named = zip(position, frame.loc[has_name, "attachment"], strict=True)
    return pd.Series([pair in files for pair in named], position.index, dtype="bool")


def attachment_downloads(
    tables: Tables, table: str, keys: tuple[str, ...], url: Callable[..., str]
) -> Iterator[Download]:
    """Each attachment of a table; url: of the row's keys and the file's name -> where it stands."""
    frame = tables.frame(table).assign(package=tables.package_of(tables[table]))
    named = frame.dropna(subset=["attachment"])
    columns = (named[name] for name in (*keys, "attachment"))
    for position, *words in zip(named["package"], *columns, strict=True):
        yield Download(url(*words), partial(_body, tables.packages[position], words[-1]))


def _files(tables: Tables) -> Mapping[tuple[int, str], None]:
    """(position of the package, file name) of every file in an attachments folder."""
    distinct: dict[tuple[int, str], None] = {}
    for i, package in enumerate(tables.packages):
        folder = package.root / package.path / _FOLDER
        if folder.is_dir() and not folder.is_symlink():
            listing = folders.listing(package.root, f"{package.path}/{_FOLDER}")
            distinct |= {(i, file.name): None for file in listing.files}
    return distinct


def _body(package: Package, name: str) -> bytes:
    """Its bytes. Raises FileNotFoundError if the file has gone since it was looked up."""
    body = folders.content(package.root, f"{package.path}/{_FOLDER}/{name}", _LIMIT_OCTETS)
    if isinstance(body, Issue):
        raise FileNotFoundError(name)
    return body
