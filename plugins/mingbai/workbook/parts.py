"""The zip of an .xlsx -> its parts, found by the relations that the workbook itself declares.

No name of a part is fixed by the format but `_rels/.rels`: programs write `xl/SharedStrings.xml`,
`/strings.xml` or `xl/worksheets/Sheet1.XML`, and names of parts are equal whatever their case.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as ET

from mingbai.read import ooxml

DOCUMENT, SHEET, STRINGS, STYLES = "officeDocument", "worksheet", "sharedStrings", "styles"
COMMENTS, VML = "comments", "vmlDrawing"


@dataclass(frozen=True)
class Relation:
    """id: as the part refers to it. kind: the last word of its type. target: name of a part."""

    id: str
    kind: str
    target: str


def relations(archive: zipfile.ZipFile, part: str) -> tuple[Relation, ...]:
    """What a part refers to inside the file; `""` is the file itself. Targets may be missing."""
    name = real_name(archive, relations_name(part))
    if name is None:
        return ()
    return tuple(_relations(archive, name, posixpath.dirname(part)))


def relations_name(part: str) -> str:
    """`xl/workbook.xml` -> `xl/_rels/workbook.xml.rels`."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def one(archive: zipfile.ZipFile, part: str, kind: str) -> str | None:
    """The first part of a kind that a part refers to, None where it refers to none."""
    return next((r.target for r in relations(archive, part) if r.kind == kind), None)


def main_part(archive: zipfile.ZipFile) -> str:
    """The part that the file is about: its workbook. Raises KeyError where it names none."""
    part = one(archive, "", DOCUMENT)
    if part is None:
        raise KeyError(DOCUMENT)
    return part


def real_name(archive: zipfile.ZipFile, name: str) -> str | None:
    """The name of a part as it is spelled in the zip, None where there is no such part."""
    names = archive.NameToInfo
    if name in names:
        return name
    return next((one for one in names if one.lower() == name.lower()), None)


def xml(archive: zipfile.ZipFile, name: str) -> ET.Element:
    """The root of a part. Raises BrokenZipError, ParseError."""
    return ET.fromstring(ooxml.part(archive, name))  # noqa: S314 see ooxml.part


def _relations(archive: zipfile.ZipFile, name: str, folder: str) -> Iterator[Relation]:
    for link in xml(archive, name):
        if link.get("TargetMode") == "External":
            continue
        target = link.attrib["Target"]
        rooted = target if target.startswith("/") else posixpath.join("/", folder, target)
        path = posixpath.normpath(rooted).lstrip("/")
        kind = link.get("Type", "").rpartition("/")[2]
        yield Relation(link.attrib["Id"], kind, real_name(archive, path) or path)
