"""What ends a file's name -> its media type, and how catalogues name it."""

from __future__ import annotations

MEDIA = {
    "csv": "text/csv",
    "json": "application/json",
    "parquet": "application/vnd.apache.parquet",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "sqlite": "application/vnd.sqlite3",
    "zip": "application/zip",
}
_IANA = "https://www.iana.org/assignments/media-types/"
_FILE_TYPES = "http://publications.europa.eu/resource/authority/file-type/"
_CODES = {"sqlite": "OCTET"}  # the list of the Publications Office has no SQLite


def media_type(suffix: str) -> str:
    """The media type as an IRI."""
    return _IANA + MEDIA[suffix]


def file_type(suffix: str) -> str:
    """The file type of the European authority table."""
    return _FILE_TYPES + _CODES.get(suffix, suffix.upper())
