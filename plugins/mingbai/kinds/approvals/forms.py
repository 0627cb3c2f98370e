"""Forms and samples named in the list of papers -> files of the package.

The privacy check has already looked at every file of a package: its bytes fit its name, and it
carries neither macros nor personal data. Here a form is only looked up and its size taken.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.issues import Issue
from mingbai.read import Package, Tables
from mingbai.read.package import folders

FIELD_TITLES = {"form": "空白表", "sample": "填写样例"}
FIELDS = tuple(FIELD_TITLES)
LIMIT_OCTETS = 20 * folders.MEGABYTE
_FORMATS = frozenset({"PDF", "DOCX", "XLSX", "OFD", "JPG", "JPEG", "PNG"})
ACCEPTED = "PDF、DOCX、XLSX、OFD、JPG、PNG"


@dataclass(frozen=True, slots=True)
class FormFile:
    """One file. octets: its size, None where the package has no such file."""

    package: Package
    name: str
    octets: int | None = None

    @property
    def format(self) -> str:
        """`DOCX`, by its name: the privacy check refuses a name that does not fit the bytes."""
        return self.name.rpartition(".")[2].upper()

    @property
    def is_usable(self) -> bool:
        """Not empty, and of a format that can be filled in or looked at."""
        return bool(self.octets) and self.format in _FORMATS

    def read(self) -> bytes:
        """Its bytes. Raises FileNotFoundError if the file has gone since it was looked up."""
        body = _bytes(self.package, self.name)
        if isinstance(body, Issue):
            raise FileNotFoundError(self.name)
        return body


def _bytes(package: Package, name: str) -> bytes | Issue:
    return folders.content(package.root, f"{package.path}/forms/{name}", LIMIT_OCTETS)


def files(tables: Tables) -> Mapping[tuple[int, str], FormFile]:
    """(position of the package, file name) -> the file of that name in its forms folder."""
    form_files: dict[tuple[int, str], FormFile] = {}
    for i, package in enumerate(tables.packages):
        folder = package.root / package.path / "forms"
        if folder.is_dir() and not folder.is_symlink():
            for file in folders.listing(package.root, f"{package.path}/forms").files:
                body = _bytes(package, file.name)
                octets = 0 if isinstance(body, Issue) else len(body)
                form_files[i, file.name] = FormFile(package, file.name, octets)
    return form_files


def named(tables: Tables, field: str) -> pd.Series:
    """The FormFile of each row of `materials` that names one in `field`, on that table's index.

    Only files in the listing of the forms folder are opened, so no name can lead out of it.
    """
    materials, form_files = tables.frame("materials"), tables.shared(files)
    package = tables.package_of(tables["materials"])
    has_file = materials[field].notna()
    pairs = zip(package[has_file], materials.loc[has_file, field], strict=True)
    files_of_rows = [
        form_files.get((i, name)) or FormFile(tables.packages[i], name) for i, name in pairs
    ]
    return pd.Series(files_of_rows, index=materials.index[has_file], dtype=object)
