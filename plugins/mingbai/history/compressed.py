"""A file <-> its compressed forms, which a web server hands out in its place: `.gz`, `.br`.

They lie beside the file at a target that is served and stand in no manifest of the site: what they
say is what the file says. `NAME` lists them there, in the form of `sha256sum`.
"""

from __future__ import annotations

import zlib
from pathlib import PurePosixPath

import brotli

NAME = "SHA256SUMS.compressed"
SUFFIXES = (".br", ".gz")
# Texts; all else that is published (Parquet, XLSX, ZIP, PNG …) is compressed within.
_TEXTS = frozenset(
    {
        *("atom", "rss", "opml", "xml", "ics"),
        *("bib", "cff", "ris", "txt"),
        *("css", "html", "js", "svg", "webmanifest"),
        *("csv", "geojson", "json", "jsonl", "jsonld", "ttl"),
    }
)
_LEAST = 860  # octets: below that an answer fits one packet either way
_QUALITY = 9  # of brotli: 11 takes twenty times as long, for a twentieth
_GZIP = 31  # the window of zlib with a header of gzip, which has no time in it


def is_text(path: str) -> bool:
    """Whether files of this name are handed out compressed."""
    return PurePosixPath(path).suffix[1:] in _TEXTS


def base(path: str) -> str | None:
    """The file that a path is a compressed form of, by its name; None of any other."""
    pure = PurePosixPath(path)
    return str(pure.with_suffix("")) if pure.suffix in SUFFIXES else None


def forms(body: bytes) -> dict[str, bytes]:
    """Its forms by suffix, those that are smaller; none of what is short. The same bytes again."""
    if len(body) < _LEAST:
        return {}
    packer = zlib.compressobj(9, wbits=_GZIP)
    made = {
        ".br": brotli.compress(body, mode=brotli.MODE_TEXT, quality=_QUALITY),
        ".gz": packer.compress(body) + packer.flush(),
    }
    return {suffix: form for suffix, form in made.items() if len(form) < len(body)}


def says(path: str, form: bytes, body: bytes) -> bool:
    """Whether a form says exactly what the file does; nothing more than that is unpacked."""
    room = len(body) + 1
    try:
        if path.endswith(".gz"):
            gunzip = zlib.decompressobj(wbits=_GZIP)
            return gunzip.decompress(form, room) == body and gunzip.eof and not gunzip.unused_data
        unpacker = brotli.Decompressor()
        opened: bytes = unpacker.process(form, output_buffer_limit=room)
        return opened == body and bool(unpacker.is_finished())
    except (zlib.error, brotli.error):
        return False
