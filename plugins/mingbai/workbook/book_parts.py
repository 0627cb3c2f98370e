"""The parts of an .xlsx by name, that are read, changed and written again without the rest moving.

Parts that nobody changed are written with the bytes and the dates that they had.
"""

from __future__ import annotations

import io
import posixpath
import zipfile
from xml.sax.saxutils import quoteattr

from mingbai.read import ooxml
from mingbai.workbook import parts
from mingbai.workbook.splices import Element, Splice, appended, applied, elements, with_attribute

_TYPES = "[Content_Types].xml"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_RELATIONS = (
    b'<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n<Relationships '
    b'xmlns="http://schemas.openxmlformats.org/package/2006/relationships"></Relationships>'
)
_LIMIT = 64_000_000


class BookParts:
    """One workbook. book: the name of its main part."""

    def __init__(self, body: bytes) -> None:
        self.archive = ooxml.open_zip(body, _LIMIT)
        self.book = parts.main_part(self.archive)
        self._changed: dict[str, bytes] = {}
        self._gone: set[str] = set()

    def read(self, name: str) -> bytes:
        """The bytes of a part as it is by now."""
        return self._changed[name] if name in self._changed else ooxml.part(self.archive, name)

    def write(self, name: str, body: bytes) -> None:
        """Change a part, or add it."""
        if name not in self.archive.NameToInfo or body != self.read(name):
            self._changed[name] = body
        self._gone.discard(name)

    def remove(self, name: str) -> None:
        """Take a part away, with what is said of its type."""
        self._gone.add(name)
        types = self.read(_TYPES)
        gone = [
            Splice(one.start, one.end, b"")
            for one in elements(types, ("Override",))
            if one.attributes["PartName"].lower() == f"/{name}".lower()
        ]
        self.write(_TYPES, applied(types, gone))

    def written(self) -> bytes:
        """The whole file."""
        body = io.BytesIO()
        with zipfile.ZipFile(body, "w", zipfile.ZIP_DEFLATED) as target:
            for info in self.archive.infolist():
                if info.filename not in self._gone:
                    content = self._changed.pop(info.filename, None)
                    stored = self.archive.read(info) if content is None else content
                    target.writestr(info, stored, info.compress_type)
            for name, content in self._changed.items():
                if name not in self._gone:
                    target.writestr(zipfile.ZipInfo(name), content, zipfile.ZIP_DEFLATED)
        return body.getvalue()

    def link(self, part: str, kind: str, target: str) -> str:
        """A new relation from a part to another; its id."""
        name = self._relations(part)
        has_any = name in self._changed or name in self.archive.NameToInfo
        xml = self.read(name) if has_any else _RELATIONS
        tags = elements(xml, ("Relationships", "Relationship"))
        used = {one.attributes["Id"] for one in tags if one.tag == "Relationship"}
        id_ = next(f"rId{n}" for n in range(1, len(used) + 2) if f"rId{n}" not in used)
        path = posixpath.relpath(f"/{target}", f"/{posixpath.dirname(part)}")
        p = f"{tags[0].prefix}:" if tags[0].prefix else ""
        more = f'<{p}Relationship Id="{id_}" Type="{_OFFICE}/{kind}" Target={quoteattr(path)}/>'
        self.write(name, applied(xml, [appended(tags[0], more.encode())]))
        return id_

    def unlink(self, part: str, id_: str) -> None:
        """Take a relation away."""
        name = self._relations(part)
        xml = self.read(name)
        gone = [
            Splice(one.start, one.end, b"")
            for one in elements(xml, ("Relationship",))
            if one.attributes["Id"] == id_
        ]
        self.write(name, applied(xml, gone))

    def declare(self, name: str, content_type: str) -> None:
        """Say the type of a new part."""
        self._declare(f'Override PartName="/{name}" ContentType="{content_type}"')

    def declare_extension(self, extension: str, content_type: str) -> None:
        """Say the type of all parts with an extension, where nobody did."""
        known = {
            one.attributes["Extension"].lower() for one in elements(self.read(_TYPES), ("Default",))
        }
        if extension not in known:
            self._declare(f'Default Extension="{extension}" ContentType="{content_type}"')

    def free_name(self, pattern: str) -> str:
        """The first name of a pattern with a number that no part has."""
        number = 1
        while parts.real_name(self.archive, pattern.format(number)) or (
            pattern.format(number) in self._changed
        ):
            number += 1
        return pattern.format(number)

    def add_sheet(self, name: str, part: str, titles: str) -> None:
        """Put a sheet before all others; the one that was open stays open.

        titles: the rows that are printed on each page, as `$1:$1`.
        """
        id_ = self.link(self.book, parts.SHEET, part)
        xml = self.read(self.book)
        tags = elements(xml, ("sheets", "sheet"))
        [listed] = [one for one in tags if one.tag == "sheets"]
        sheet_ids = [int(one.attributes["sheetId"]) for one in tags if one.tag == "sheet"]
        p = f"{listed.prefix}:" if listed.prefix else ""
        sheet = (
            f'<{p}sheet xmlns:r="{_OFFICE}" name={quoteattr(name)} sheetId="{max(sheet_ids) + 1}" '
            f'r:id="{id_}"/>'
        )
        xml = applied(xml, [Splice(listed.body, listed.body, sheet.encode())])
        xml = _moved(xml, 0, 1)
        quoted = f"'{name}'!{titles}"
        self.write(self.book, _with_titles(xml, quoted))

    def remove_sheet(self, number: int) -> None:
        """Take a sheet away, by its place among the sheets, with its part and names."""
        xml = self.read(self.book)
        one = elements(xml, ("sheet",))[number]
        id_ = next(value for key, value in one.attributes.items() if key.endswith(":id"))
        link = next(r for r in parts.relations(self.archive, self.book) if r.id == id_)
        gone = [Splice(one.start, one.end, b"")]
        names = elements(xml, ("definedNames", "definedName"))
        sheet_tags = [
            e
            for e in names
            if e.tag == "definedName" and e.attributes.get("localSheetId") == str(number)
        ]
        whole = [e for e in names if e.tag == "definedNames"]
        if whole and len(sheet_tags) == len(names) - 1:
            sheet_tags = whole
        gone += [Splice(e.start, e.end, b"") for e in sheet_tags]
        self.write(self.book, _moved(applied(xml, gone), number, -1))
        self.unlink(self.book, id_)
        self.remove(link.target)
        relations = parts.real_name(self.archive, parts.relations_name(link.target))
        if relations is not None:
            self._gone.add(relations)

    def _relations(self, part: str) -> str:
        name = parts.relations_name(part)
        return parts.real_name(self.archive, name) or name

    def _declare(self, inner: str) -> None:
        xml = self.read(_TYPES)
        [types] = elements(xml, ("Types",))
        p = f"{types.prefix}:" if types.prefix else ""
        self.write(_TYPES, applied(xml, [appended(types, f"<{p}{inner}/>".encode())]))


def _moved(xml: bytes, place: int, step: int) -> bytes:
    """Names of sheets, and the open sheet, counted anew after a sheet came or went at a place."""
    splices = []
    for one in elements(xml, ("definedName", "workbookView")):
        for name in ("localSheetId", "activeTab", "firstSheet"):
            number = int(one.attributes.get(name, "0"))
            is_moved = number >= place if step > 0 else number > place
            is_said = name in one.attributes or (one.tag == "workbookView" and name == "activeTab")
            if is_moved and is_said:
                splices.append((one, name, str(number + step)))
    for one, name, value in reversed(splices):
        again = next(e for e in elements(xml, (one.tag,)) if e.start == one.start)
        xml = applied(xml, [with_attribute(xml, again, name, value)])
    return xml


def _with_titles(xml: bytes, place: str) -> bytes:
    """The workbook with the rows that the first sheet prints on each page."""
    tags = elements(xml, ("definedNames", "sheets", "externalReferences", "functionGroups"))
    by_tag: dict[str, Element] = {one.tag: one for one in tags}
    p = f"{by_tag['sheets'].prefix}:" if by_tag["sheets"].prefix else ""
    name = (
        f'<{p}definedName name="_xlnm.Print_Titles" localSheetId="0">{place}</{p}definedName>'
    ).encode()
    if "definedNames" in by_tag:
        return applied(xml, [appended(by_tag["definedNames"], name)])
    last = max(one.end for one in tags)
    whole = f"<{p}definedNames>".encode() + name + f"</{p}definedNames>".encode()
    return applied(xml, [Splice(last, last, whole)])
