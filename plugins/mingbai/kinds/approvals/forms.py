"""Forms and samples named in the list of papers -> files of the package.

What the bytes are, and that they carry neither macros nor personal data, the privacy firewall has
seen to for every file of a package; here a form is only looked up and weighed.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.issues import Issue
from mingbai.read import Package, Tables
from mingbai.read.package import folders

FIELDS = ("form", "sample")
LIMIT = 20 * folders.MEGABYTE
_KINDS = frozenset({"PDF", "DOCX", "XLSX", "OFD", "JPG", "JPEG", "PNG"})
ACCEPTED = "PDF、DOCX、XLSX、OFD、JPG、PNG"


@dataclass(frozen=True, slots=True)
class FormFile:
    """One file. octets: its size, None where the package has no such file."""

    package: Package
    name: str
    octets: int | None = None

    @property
    def kind(self) -> str:
        """`DOCX`, by its name: the firewall refuses a name that does not fit the bytes."""
        return self.name.rpartition(".")[2].upper()

    @property
    def is_usable(self) -> bool:
        """Something that can be filled in or looked at, and not empty."""
        return bool(self.octets) and self.kind in _KINDS

    def read(self) -> bytes:
        """Its bytes; a file that went since it was looked up fails the build."""
        body = _bytes(self.package, self.name)
        if isinstance(body, Issue):
            raise FileNotFoundError(self.name)
        return body


def _bytes(package: Package, name: str) -> bytes | Issue:
    return folders.content(package.root, f"{package.path}/forms/{name}", LIMIT)


def files(tables: Tables) -> Mapping[tuple[int, str], FormFile]:
    """(position of the package, file name) -> the file of that name in its forms folder."""
    found: dict[tuple[int, str], FormFile] = {}
    for i, package in enumerate(tables.packages):
        folder = package.root / package.path / "forms"
        if folder.is_dir() and not folder.is_symlink():
            for entry in folders.listing(package.root, f"{package.path}/forms").files:
                body = _bytes(package, entry.name)
                octets = 0 if isinstance(body, Issue) else len(body)
                found[i, entry.name] = FormFile(package, entry.name, octets)
    return found


def named(tables: Tables, field: str) -> pd.Series:
    """The FormFile of each paper that names one, on the materials' own index.

    Only what a listing of the folder shows is ever opened, so no name can lead out of it.
    """
    papers, known = tables.frame("materials"), tables.shared(files)
    package = tables.package_of(tables["materials"])
    is_named = papers[field].notna()
    rows = zip(package[is_named], papers.loc[is_named, field], strict=True)
    found = [known.get((i, n)) or FormFile(tables.packages[i], n) for i, n in rows]
    return pd.Series(found, index=papers.index[is_named], dtype=object)
