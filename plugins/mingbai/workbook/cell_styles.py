"""styles.xml of a workbook -> the same with the formats that marks need, and their numbers."""

from __future__ import annotations

import re

from mingbai.workbook.splices import Element, Splice, appended, applied, elements, with_attribute

ERROR_COLOUR, WARNING_COLOUR = "FFFFC9C4", "FFFFEBB0"
_MARKS = (ERROR_COLOUR, WARNING_COLOUR)
_TAGS = ("fills", "fill", "fonts", "cellXfs", "xf", "dxfs")


class CellStyles:
    """The cell formats of one workbook; formats that are asked for are added behind the others."""

    def __init__(self, xml: bytes) -> None:
        self._xml = xml
        tags = elements(xml, _TAGS)
        self._lists = {one.tag: one for one in reversed(tags) if one.tag.endswith("s")}
        inside = self._lists["fills"], self._lists["cellXfs"]
        self._prefix = f"{inside[1].prefix}:" if inside[1].prefix else ""
        self._fills = [_bytes(xml, one) for one in tags if _is_in(one, inside[0], "fill")]
        self._xfs = [_bytes(xml, one) for one in tags if _is_in(one, inside[1], "xf")]
        self._counts = len(self._fills), len(self._xfs)
        self._fonts: list[bytes] = []
        self._font_count = int(self._lists["fonts"].attributes.get("count", "1"))

    def fill(self, style: int) -> str:
        """The fill of a format, as XML; "" where there is no such format."""
        if style >= len(self._xfs):
            return ""
        number = _number(self._xfs[style], "fillId")
        return self._fills[number].decode() if number < len(self._fills) else ""

    def is_marked(self, style: int) -> bool:
        """Whether a format has the colour of a mark."""
        return any(colour in self.fill(style) for colour in _MARKS)

    def marked(self, style: int, colour: str) -> int:
        """The number of a format like another, in the colour of a mark."""
        p = self._prefix
        xml = (
            f'<{p}fill><{p}patternFill patternType="solid"><{p}fgColor rgb="{colour}"/>'
            f'<{p}bgColor indexed="64"/></{p}patternFill></{p}fill>'
        )
        return self._with_fill(style, xml.encode())

    def restored(self, style: int, fill: str) -> int:
        """The number of a format like another, with the fill that it had before it was marked."""
        if fill:
            return self._with_fill(style, fill.encode())
        return self._like(style, 0)

    def list_formats(self) -> tuple[int, int]:
        """The numbers of a bold heading and of a wrapped text."""
        p = self._prefix
        self._fonts = [
            f'<{p}font><{p}b/><{p}sz val="11"/><{p}name val="微软雅黑"/></{p}font>'.encode()
        ]
        wrapped = f'<{p}alignment vertical="top" wrapText="1"/>'
        for font in (self._font_count, 0):
            self._xfs.append(
                f'<{p}xf numFmtId="49" fontId="{font}" fillId="0" borderId="0" xfId="0" '
                f'applyFont="1" applyAlignment="1">{wrapped}</{p}xf>'.encode()
            )
        return len(self._xfs) - 2, len(self._xfs) - 1

    def written(self) -> bytes:
        """The part with everything that was asked for."""
        fills, xfs = self._counts
        added = (
            ("fonts", self._fonts, self._font_count),
            ("fills", self._fills[fills:], fills),
            ("cellXfs", self._xfs[xfs:], xfs),
        )
        splices: list[Splice] = []
        for tag, new, count in added:
            if new:
                one = self._lists[tag]
                splices.append(with_attribute(self._xml, one, "count", str(count + len(new))))
                splices.append(appended(one, b"".join(new)))
        return applied(self._xml, splices)

    def _with_fill(self, style: int, fill: bytes) -> int:
        if fill not in self._fills:
            self._fills.append(fill)
        return self._like(style, self._fills.index(fill))

    def _like(self, style: int, fill: int) -> int:
        """The first format that is another one with a fill; added where there is none."""
        source = self._xfs[style if style < len(self._xfs) else 0]
        wanted = _with_fill_id(source, fill)
        plain = _comparable(wanted)
        for number, xf in enumerate(self._xfs):
            if _comparable(xf) == plain:
                return number
        self._xfs.append(wanted)
        return len(self._xfs) - 1


def _bytes(xml: bytes, element: Element) -> bytes:
    return xml[element.start : element.end]


def _is_in(one: Element, outer: Element, tag: str) -> bool:
    return one.tag == tag and outer.body <= one.start < outer.stop


def _number(xf: bytes, name: str) -> int:
    match = re.search(rf'\b{name}="(\d+)"'.encode(), xf)
    return int(match[1]) if match else 0


def _with_fill_id(xf: bytes, fill: int) -> bytes:
    [one] = elements(xf, ("xf",))
    first = applied(xf, [with_attribute(xf, one, "fillId", str(fill))])
    [again] = elements(first, ("xf",))
    return applied(first, [with_attribute(first, again, "applyFill", "1" if fill else "0")])


def _comparable(xf: bytes) -> tuple[tuple[str, str], ...]:
    """A format as it looks: `applyFill` says nothing beside the number of the fill."""
    tags = elements(xf, ("xf", "alignment", "protection"))
    return tuple(
        (f"{one.tag}.{name}", value)
        for one in tags
        for name, value in sorted(one.attributes.items())
        if name != "applyFill"
    )
