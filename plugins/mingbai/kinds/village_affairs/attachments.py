"""Attachments that matters name -> files of their packages, and where they will stand.

The privacy check has already looked at every file of a package: its bytes fit its name, and it
carries neither macros nor personal data.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import partial

import pandas as pd

from mingbai.issues import Issue
from mingbai.model import Download, Edition
from mingbai.read import Package, Tables
from mingbai.read.package import folders

_FOLDER = "attachments"
_LIMIT_OCTETS = 20 * folders.MEGABYTE


def attachment_url(matter_no: str, stage: str, name: str) -> str:
    """Where an attachment of a stage of a matter stands."""
    return f"/village_affairs/{matter_no}/{stage}/{name}"


def are_there(tables: Tables) -> pd.Series:
    """Whether the package has the file, for each stage that names one, on the index of `matters`.

    Only files in the listing of the folder are ever opened, so no name can lead out of it.
    """
    matters, files = tables.frame("matters"), tables.shared(_files)
    has_name = matters["attachment"].notna()
    position = tables.package_of(tables["matters"])[has_name]
    named = zip(position, matters.loc[has_name, "attachment"], strict=True)
    return pd.Series([pair in files for pair in named], position.index, dtype="bool")


def downloads(tables: Tables, _: Edition) -> Iterator[Download]:
    """Each attachment below the page of its matter: two stages may have files of one name."""
    matters = tables.frame("matters").assign(package=tables.package_of(tables["matters"]))
    named = matters.dropna(subset=["attachment"])
    columns = (named[name] for name in ("matter_no", "stage", "attachment", "package"))
    for number, stage, name, position in zip(*columns, strict=True):
        url = attachment_url(number, stage, name)
        yield Download(url, partial(_body, tables.packages[position], name))


def _files(tables: Tables) -> Mapping[tuple[int, str], None]:
    """(position of the package, file name) of every file in an attachments folder."""
    found: dict[tuple[int, str], None] = {}
    for i, package in enumerate(tables.packages):
        folder = package.root / package.path / _FOLDER
        if folder.is_dir() and not folder.is_symlink():
            listing = folders.listing(package.root, f"{package.path}/{_FOLDER}")
            found |= {(i, file.name): None for file in listing.files}
    return found


def _body(package: Package, name: str) -> bytes:
    """Its bytes. Raises FileNotFoundError if the file has gone since it was looked up."""
    body = folders.content(package.root, f"{package.path}/{_FOLDER}/{name}", _LIMIT_OCTETS)
    if isinstance(body, Issue):
        raise FileNotFoundError(name)
    return body
