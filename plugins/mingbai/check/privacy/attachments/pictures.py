"""Bytes of a JPEG or PNG -> the blocks it is made of, the text in them, its place, what follows it.

A picture's pixels are not looked at; every other byte of it is.
"""

from __future__ import annotations

import re
import struct
import warnings
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice
from typing import TYPE_CHECKING

from mingbai.check.privacy.attachments.document import Document, Fault
from mingbai.check.privacy.attachments.plain_text import holds_html
from mingbai.check.privacy.rules import ACTIVE_ATTACHMENT, BROKEN_ATTACHMENT, LOCATED_PHOTO
from mingbai.sentences import Sentence

if TYPE_CHECKING:
    from PIL import Image

JPEG, PNG = b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n"

_SCAN, _END = 0xDA, 0xD9
_ALONE = frozenset({0x01, *range(0xD0, 0xD9)})  # JPEG markers without a length
_TABLES = frozenset({*range(0xC0, 0xD0), 0xDB, 0xDC, 0xDD, 0xDE, 0xDF, _SCAN})
_PIXELS = frozenset({b"IHDR", b"PLTE", b"IDAT", b"IEND", b"tRNS", b"fdAT", b"fcTL", b"acTL"})
_EXIF = (b"Exif\0\0", b"")  # what stands before the TIFF block in JPEG, in PNG
_GPS_DIRECTORY, _ORIENTATION = 0x8825, 0x0112
_PLACE = re.compile(
    rb"GPS(?:Latitude|Longitude|Position|Coordinates)|Iptc4xmp(?:Core|Ext):Location"
)
_TIFF_HEAD = re.compile(rb"II\*\0|MM\0\*")
_HEADS = 20  # more of them are pixels that look so
_RUN = re.compile(rb"[\x20-\x7e\x80-\xff]{6,}")
_WIDE_RUN = re.compile(r"[\x20-\x7e\u3000-\u9fff\uff00-\uffef]{6,}")
_MOST = 8_000_000  # bytes of text that one block may unpack to
# What Pillow raises on damaged EXIF blocks.
_DAMAGED = (ValueError, TypeError, KeyError, IndexError, OSError, SyntaxError, struct.error)


@dataclass(frozen=True, slots=True)
class Block:
    """A part of a picture that holds no pixels: its name (`APP1`, `tEXt`), its bytes.

    start, end: where it stands in the file, its name and length included.
    """

    name: str
    body: bytes
    start: int
    end: int


class BrokenPictureError(Exception):
    """The picture ends before its end, or is not made as its type says."""


def is_picture(body: bytes) -> bool:
    """Whether these are the first bytes of a JPEG or a PNG."""
    return body.startswith((JPEG, PNG))


def read(body: bytes) -> Document:
    """Its properties as texts; its place, a program in it, bytes behind its end as faults."""
    try:
        blocks, end = _blocks(body)
    except BrokenPictureError as broken:
        return Document(faults=((BROKEN_ATTACHMENT, f"图片{broken}"),))
    texts = tuple(dict.fromkeys(text for block in blocks for text in _texts(block)))
    return Document(texts, tuple(_faults(blocks, texts, body[end:])), is_picture=True)


def inside(body: bytes) -> Document:
    """What a picture in a document says: how it is made is the document's concern.

    Pictures in documents are often cut short, and programs show them all the same.
    """
    picture = read(body)
    faults = tuple(fault for fault in picture.faults if fault[0] is not BROKEN_ATTACHMENT)
    return Document(picture.texts, faults)


def other(body: bytes) -> Document:
    """What a picture of another type in a document says: GIF, TIFF, WebP, BMP, EMF.

    How it is made is not looked at: all that can be read in its bytes is text, and a TIFF block
    with a GPS directory is a place wherever it stands.
    """
    texts = tuple(dict.fromkeys(_texts(Block("", body, 0, len(body)))))
    heads = (match.start() for match in _TIFF_HEAD.finditer(body))
    is_placed = names_place(body) or any(_names_place(body[at:]) for at in islice(heads, _HEADS))
    return Document(texts, ((LOCATED_PHOTO, "GPS"),) if is_placed else ())


def names_place(text: bytes) -> bool:
    """Whether XMP properties say where a picture was taken."""
    return _PLACE.search(text) is not None


def _faults(blocks: Sequence[Block], texts: Sequence[str], behind: bytes) -> Iterator[Fault]:
    if any(_has_place(block) for block in blocks):
        yield LOCATED_PHOTO, "GPS"
    if any(holds_html(text) for text in texts):
        yield ACTIVE_ATTACHMENT, "网页代码（写在图片的说明里）"
    if behind.strip(b"\0 \r\n\t"):
        yield ACTIVE_ATTACHMENT, f"接在图片后面的 {len(behind):,} 个字节"


def stripped(body: bytes) -> tuple[bytes, tuple[str, ...]]:
    """(the picture without its properties and what follows it, what that was in words).

    Its pixels stay to the byte; of the properties the way up is kept. Raises BrokenPictureError.
    """
    blocks, end = _blocks(body)
    gone = [block for block in blocks if not _is_colour(block)]
    turn = next((turn for block in gone if (turn := _turn(block))), 0)
    if turn and not body.startswith(PNG):
        gone = [block for block in gone if block.body != _upright(turn)]
    words = dict.fromkeys(_WORDS.get(block.name, _OTHER) for block in gone)
    if end < len(body):
        words[Sentence("接在后面的字节")] = None
    if not words:
        return body, ()
    ends = [0, *(block.end for block in gone)]
    starts = [*(block.start for block in gone), end]
    clean = b"".join(body[at:until] for at, until in zip(ends, starts, strict=True))
    return (clean if body.startswith(PNG) else _with_turn(clean, turn)), tuple(words)


def _turn(block: Block) -> int:
    """EXIF's orientation, 2 to 8; 0 where the picture is upright or does not say."""
    tiff = _tiff(block)
    if not tiff:
        return 0
    try:
        turn = _exif(tiff).get(_ORIENTATION, 1)
    except _DAMAGED:
        return 0
    return turn if turn in range(2, 9) else 0


def _exif(tiff: bytes) -> Image.Exif:
    """The tags of a TIFF block. Raises `_DAMAGED`."""
    from PIL import Image  # slow to import, and needed where a picture has tags

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # they are of the file's bytes, and would end a build
        exif = Image.Exif()
        exif.load(_EXIF[0] + tiff)
        exif.get_ifd(_GPS_DIRECTORY)
    return exif


def _upright(turn: int) -> bytes:
    """An EXIF block that says which way up the picture is, and nothing else."""
    from PIL import Image

    exif = Image.Exif()
    exif[_ORIENTATION] = turn
    return exif.tobytes()


def _with_turn(jpeg: bytes, turn: int) -> bytes:
    """A JPEG that says which way up it is, behind its JFIF segment if it has one."""
    if not turn or _upright(turn) in jpeg:
        return jpeg
    body = _upright(turn)
    first = 4 + int.from_bytes(jpeg[4:6], "big") if jpeg[6:10] == b"JFIF" else 2
    segment = b"\xff\xe1" + (len(body) + 2).to_bytes(2, "big") + body
    return jpeg[:first] + segment + jpeg[first:]


def _blocks(body: bytes) -> tuple[list[Block], int]:
    return _png(body) if body.startswith(PNG) else _jpeg(body)


def _is_colour(block: Block) -> bool:
    """Whether a block says how pixels are shown: colour profile, density, gamma."""
    return block.name in _COLOURS or block.body.startswith(_COLOUR_HEADS)


_COLOUR_HEADS = (b"JFIF", b"JFXX", b"ICC_PROFILE", b"Adobe")
_COLOURS = frozenset({"gAMA", "cHRM", "sRGB", "iCCP", "sBIT", "pHYs", "bKGD", "hIST", "cICP"})
_OTHER = Sentence("附加的数据")
_WORDS = {
    "APP1": Sentence("拍摄信息（时间、地点、机器）"),
    "eXIf": Sentence("拍摄信息（时间、地点、机器）"),
    "APP13": Sentence("图片说明"),
    "FE": Sentence("图片说明"),
    "tEXt": Sentence("图片说明"),
    "zTXt": Sentence("图片说明"),
    "iTXt": Sentence("图片说明"),
    "tIME": Sentence("修改时间"),
}


def _jpeg(body: bytes) -> tuple[list[Block], int]:
    """(blocks without pixels, where the picture ends). Raises BrokenPictureError.

    After each start of a scan the compressed pixels go on to the next marker.
    """
    blocks: list[Block] = []
    at = 2
    while True:
        if at + 2 > len(body) or body[at] != 0xFF:
            raise BrokenPictureError(Sentence("没有存完整"))
        marker = body[at + 1]
        at += 2
        if marker == 0xFF:  # fill byte before a marker
            at -= 1
        elif marker == _END:
            return blocks, at
        elif marker not in _ALONE:
            length = int.from_bytes(body[at : at + 2], "big")
            if length < 2 or at + length > len(body):
                raise BrokenPictureError(Sentence("没有存完整"))
            if marker not in _TABLES:
                name = f"APP{marker - 0xE0}" if 0xE0 <= marker < 0xF0 else f"{marker:02X}"
                blocks.append(Block(name, body[at + 2 : at + length], at - 2, at + length))
            at += length
            if marker == _SCAN:
                at = _after_scan(body, at)


_MARKER = re.compile(rb"\xff+[^\xff\x00\xd0-\xd7]")


def _after_scan(body: bytes, at: int) -> int:
    """Where the marker behind compressed pixels stands: FF00 and restarts belong to the pixels."""
    match = _MARKER.search(body, at)
    if match is None:
        raise BrokenPictureError(Sentence("没有存完整"))
    return match.end() - 2


def _png(body: bytes) -> tuple[list[Block], int]:
    """(chunks without pixels, where the picture ends). Raises BrokenPictureError."""
    blocks: list[Block] = []
    at = len(PNG)
    while at + 12 <= len(body):
        length, name = struct.unpack_from(">I4s", body, at)
        data = body[at + 8 : at + 8 + length]
        at += 12 + length
        if at > len(body):
            break
        if name == b"IEND":
            return blocks, at
        if name not in _PIXELS:
            blocks.append(Block(name.decode("latin-1"), data, at - 12 - length, at))
    raise BrokenPictureError(Sentence("没有存完整"))


def _texts(block: Block) -> Iterator[str]:
    """All that can be read in a block, as UTF-8 (or GB18030) and as UTF-16 of either order."""
    yield from _runs(block.body)
    if block.name in ("zTXt", "iTXt", "iCCP"):
        yield from _runs(_unpacked(block.body))
    for start in (0, 1):  # it is not said where UTF-16 begins
        for encoding in ("utf-16-le", "utf-16-be"):
            yield from _WIDE_RUN.findall(block.body[start:].decode(encoding, "replace"))


def _runs(body: bytes) -> Iterator[str]:
    """Runs of six and more printable bytes."""
    for run in _RUN.findall(body):
        try:
            yield run.decode("utf-8")
        except UnicodeDecodeError:
            yield run.decode("gb18030", "replace")


def _unpacked(body: bytes) -> bytes:
    """The text of a compressed chunk, at most `_MOST` bytes; nothing where it is damaged."""
    for start in (match.start() for match in re.finditer(rb"\x78[\x01\x5e\x9c\xda]", body)):
        try:
            return zlib.decompressobj().decompress(body[start:], _MOST)
        except zlib.error:
            continue
    return b""


def _has_place(block: Block) -> bool:
    """Whether a block says where the picture was taken: EXIF's GPS directory, or XMP."""
    if names_place(block.body):
        return True
    if block.name == "iTXt" and names_place(_unpacked(block.body)):
        return True
    tiff = _tiff(block)
    return bool(tiff) and _names_place(tiff)


def _tiff(block: Block) -> bytes:
    """The TIFF block of an EXIF block; nothing where it is no EXIF block."""
    heads = (head for head in _EXIF if block.body.startswith((head + b"II*\0", head + b"MM\0*")))
    head = next(heads, None)
    return b"" if head is None else block.body[len(head) :]


def _names_place(tiff: bytes) -> bool:
    """Whether a TIFF block has a GPS directory; of a damaged one, whether its tag stands there."""
    tag = _GPS_DIRECTORY.to_bytes(2, "little" if tiff.startswith(b"II") else "big")
    try:
        if _exif(tiff).get_ifd(_GPS_DIRECTORY):
            return True
    except _DAMAGED:
        pass
    kind = b"\4\0" if tiff.startswith(b"II") else b"\0\4"
    return tag + kind in tiff
