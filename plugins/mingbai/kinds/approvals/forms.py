"""Forms and samples named in the list of papers -> files of the package, looked into once."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from types import MappingProxyType

import pandas as pd

from mingbai import jail
from mingbai.issues import Issue
from mingbai.package import Package
from mingbai.tables import Tables

FIELDS = ("form", "sample")
LIMIT = 20 * jail.MEGABYTE


@dataclass(frozen=True, slots=True)
class FormFile:
    """One file. octets: None where the package has no such file. kind: `PDF`, `DOCX` … or ""."""

    package: Package
    name: str
    kind: str = ""
    octets: int | None = None
    is_sound: bool = False

    def read(self) -> bytes:
        """Its bytes, as they were checked."""
        body = jail.content(self.package.root, _path(self.package, self.name), LIMIT)
        if isinstance(body, Issue):
            raise FileNotFoundError(self.name)
        return body


def _office(part: str) -> Callable[[bytes], bool]:
    """A test for a zip that holds `part` and no macros."""

    def holds(body: bytes) -> bool:
        try:
            with zipfile.ZipFile(io.BytesIO(body)) as archive:
                names = archive.namelist()
        except zipfile.BadZipFile:
            return False
        return part in names and not any(name.endswith("vbaProject.bin") for name in names)

    return holds


def _begins(*signs: bytes) -> Callable[[bytes], bool]:
    def holds(body: bytes) -> bool:
        return body.startswith(signs)

    return holds


_OLE = _begins(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1")
_KINDS: Mapping[str, tuple[str, Callable[[bytes], bool]]] = MappingProxyType(
    {
        "pdf": ("PDF", _begins(b"%PDF-")),
        "docx": ("DOCX", _office("word/document.xml")),
        "xlsx": ("XLSX", _office("xl/workbook.xml")),
        "ofd": ("OFD", _office("OFD.xml")),
        "doc": ("DOC", _OLE),
        "xls": ("XLS", _OLE),
        "jpg": ("JPG", _begins(b"\xff\xd8\xff")),
        "jpeg": ("JPG", _begins(b"\xff\xd8\xff")),
        "png": ("PNG", _begins(b"\x89PNG\r\n\x1a\n")),
    }
)
ACCEPTED = "、".join(dict.fromkeys(name for name, _ in _KINDS.values()))


def _path(package: Package, name: str) -> str:
    return f"{package.path}/forms/{name}"


def files(tables: Tables) -> Mapping[tuple[int, str], FormFile]:
    """(position of the package, file name) -> what is in its forms folder under that name."""
    found: dict[tuple[int, str], FormFile] = {}
    for i, package in enumerate(tables.packages):
        folder = package.root / package.path / "forms"
        if folder.is_dir() and not folder.is_symlink():
            for entry in jail.listing(package.root, f"{package.path}/forms").files:
                found[i, entry.name] = _looked_into(package, entry.name)
    return found


def _looked_into(package: Package, name: str) -> FormFile:
    body = jail.content(package.root, _path(package, name), LIMIT)
    suffix = name.rpartition(".")[2].lower()
    if isinstance(body, Issue) or suffix not in _KINDS:
        return FormFile(package, name, "", 0 if isinstance(body, Issue) else len(body), False)
    kind, holds = _KINDS[suffix]
    return FormFile(package, name, kind, len(body), holds(body))


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
