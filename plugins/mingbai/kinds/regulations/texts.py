"""Rows of `texts` -> the words of documents, chapter by chapter, from the packages' attachments."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

import pandas as pd

from mingbai.issues import Issue
from mingbai.read import Package, Tables
from mingbai.read.package import folders

BODY, NOTE = "正文", "政策解读"
_LIMIT_OCTETS = folders.MEGABYTE


@dataclass(frozen=True, slots=True)
class Chapter:
    """title: "" for words before the first heading. paragraphs: without their line breaks."""

    title: str
    paragraphs: tuple[str, ...]


def bodies(tables: Tables) -> Mapping[tuple[str, str], tuple[Chapter, ...]]:
    """(document_no, part) -> its chapters; what has no readable file is left out."""
    frame = tables.frame("texts")
    keys = zip(frame["document_no"], frame["part"], strict=True)
    pairs = zip(keys, words(tables), strict=True)
    return {key: tuple(chapters(text)) for key, text in pairs if text is not None}


def words(tables: Tables) -> pd.Series:
    """What the file of each row says, on the index of `texts`; absent where none can be read."""
    frame, position = tables.frame("texts"), tables.package_of(tables["texts"])
    read = [
        _read(tables.packages[package], name)
        for package, name in zip(position, frame["file"], strict=True)
    ]
    return pd.Series(read, index=frame.index, dtype=object)


def _read(package: Package, name: str) -> str | None:
    """Only files in the listing of the attachments folder are opened: no name leads out of it."""
    folder = package.root / package.path / "attachments"
    if not folder.is_dir() or folder.is_symlink():
        return None
    listed = folders.listing(package.root, f"{package.path}/attachments").files
    if name not in {file.name for file in listed}:
        return None
    content = folders.content(package.root, f"{package.path}/attachments/{name}", _LIMIT_OCTETS)
    if isinstance(content, Issue):
        return None
    try:
        text = content.decode("utf-8-sig")
    except UnicodeDecodeError:
        return None
    return text if text.strip() else None


def chapters(text: str) -> Iterator[Chapter]:
    """Chapters begin with `## `; `# ` is the document's own title and is not repeated."""
    title, paragraphs = "", list[str]()
    for block in text.replace("\r\n", "\n").split("\n\n"):
        lines = [line.strip() for line in block.split("\n") if line.strip()]
        if not lines:
            continue
        if lines[0].startswith("#"):
            if not lines[0].startswith("# "):
                if paragraphs or title:
                    yield Chapter(title, tuple(paragraphs))
                title, paragraphs = lines[0].lstrip("#").strip(), []
            lines = lines[1:]
        if lines:
            paragraphs.append("".join(lines))
    if paragraphs or title:
        yield Chapter(title, tuple(paragraphs))
