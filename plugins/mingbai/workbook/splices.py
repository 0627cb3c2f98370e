"""XML as bytes -> where its elements stand, and the same bytes with pieces put in their place.

What is not touched stays as it was written, to the byte: prefixes, order of attributes, extensions
that this program does not know.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, replace
from xml.parsers import expat
from xml.sax.saxutils import quoteattr

_ATTRIBUTE = re.compile(rb"""\s([^\s=/>]+)\s*=\s*(?:"[^"]*"|'[^']*')""")


@dataclass(frozen=True)
class Element:
    """One element. tag: without its prefix. Its bytes are `start:end`, what is in it `body:stop`.

    An empty element `<a/>` has body, stop and end behind it.
    """

    tag: str
    prefix: str
    attributes: Mapping[str, str]
    start: int
    body: int
    stop: int
    end: int

    @property
    def is_empty(self) -> bool:
        """Whether it is written without an end tag."""
        return self.body == self.end


@dataclass(frozen=True)
class Splice:
    """What to write instead of the bytes `start:end`."""

    start: int
    end: int
    text: bytes


def elements(xml: bytes, tags: Collection[str]) -> list[Element]:
    """The elements of these tags as they begin. Raises ValueError for bad XML."""
    tags_found: list[Element] = []
    open_: list[int] = []
    parser = expat.ParserCreate()

    def begin(name: str, attributes: dict[str, str]) -> None:
        prefix, _, tag = name.rpartition(":")
        open_.append(-1)
        if tag in tags:
            start = parser.CurrentByteIndex
            body = _tag_end(xml, start)
            open_[-1] = len(tags_found)
            tags_found.append(
                Element(tag, prefix, attributes, start=start, body=body, stop=body, end=body)
            )

    def finish(_: str) -> None:
        number = open_.pop()
        if number >= 0 and xml[tags_found[number].body - 2 : tags_found[number].body] != b"/>":
            stop = parser.CurrentByteIndex
            end = xml.index(b">", stop) + 1
            tags_found[number] = replace(tags_found[number], stop=stop, end=end)

    parser.StartElementHandler = begin
    parser.EndElementHandler = finish
    try:
        parser.Parse(xml, True)
    except expat.ExpatError as error:
        raise ValueError(str(error)) from error
    return tags_found


def applied(xml: bytes, splices: Iterable[Splice]) -> bytes:
    """The bytes with all splices, which do not overlap; those at one place in the order given."""
    pieces: list[bytes] = []
    last = 0
    for splice in sorted(splices, key=lambda one: one.start):
        pieces += [xml[last : splice.start], splice.text]
        last = max(last, splice.end)
    return b"".join((*pieces, xml[last:]))


def with_attribute(xml: bytes, element: Element, name: str, value: str | None) -> Splice:
    """The start tag of an element with one attribute set, or without it for None."""
    tag = xml[element.start : element.body]
    written = b"" if value is None else f" {name}={quoteattr(value)}".encode()
    place = _attribute(tag, name)
    if place is None:
        end = len(tag) - (2 if tag.endswith(b"/>") else 1)
        place = (end, end)
    return Splice(element.start + place[0], element.start + place[1], written)


def appended(element: Element, inner: bytes) -> Splice:
    """More at the end of an element, which is opened where it was empty."""
    if not element.is_empty:
        return Splice(element.stop, element.stop, inner)
    name = f"{element.prefix}:{element.tag}" if element.prefix else element.tag
    return Splice(element.body - 2, element.body, b">" + inner + f"</{name}>".encode())


def _tag_end(xml: bytes, start: int) -> int:
    """The position behind the `>` of a start tag; one inside a quoted value is no end."""
    quote = 0
    for place in range(start, len(xml)):
        char = xml[place]
        if quote:
            quote = 0 if char == quote else quote
        elif char in b"\"'":
            quote = char
        elif char == ord(">"):
            return place + 1
    raise ValueError("a tag without an end")


def _attribute(tag: bytes, name: str) -> tuple[int, int] | None:
    """Where an attribute stands in a start tag, with the blank before it."""
    for match in _ATTRIBUTE.finditer(tag):
        if match[1].decode() == name:
            return match.span()
    return None
