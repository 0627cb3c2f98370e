"""Attachments that replies name -> files of their packages, and where they will stand.

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


def attachment_url(reply_no: str, name: str) -> str:
    """Where the attachment of a reply stands."""
    return f"/replies/{reply_no}/{name}"


def are_there(tables: Tables) -> pd.Series:
    """Whether the package has the file, for each reply that names one, on the index of `replies`.

    Only files in the listing of the folder are ever opened, so no name can lead out of it.
    """
    replies, files = tables.frame("replies"), tables.shared(_files)
    has_name = replies["attachment"].notna()
    position = tables.package_of(tables["replies"])[has_name]
    named = zip(position, replies.loc[has_name, "attachment"], strict=True)
    return pd.Series([pair in files for pair in named], position.index, dtype="bool")


def downloads(tables: Tables, _: Edition) -> Iterator[Download]:
    """Each attachment below the page of its reply."""
    replies = tables.frame("replies").assign(package=tables.package_of(tables["replies"]))
    named = replies.dropna(subset=["attachment"])
    columns = (named[name] for name in ("reply_no", "attachment", "package"))
    for number, name, position in zip(*columns, strict=True):
        url = attachment_url(number, name)
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
