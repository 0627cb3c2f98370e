"""Folders, files or strings -> one sha256: equal if and only if nothing in them changed."""

from __future__ import annotations

import hashlib
import os
import stat
import sys
from collections.abc import Iterator
from pathlib import Path

_PROGRAM = Path(__file__).parent


def files(root: Path) -> Iterator[str]:
    """POSIX paths of all plain files below root, sorted within each folder; no link is followed."""
    return (path for path, is_plain in _entries(root) if is_plain)


def tree(root: Path) -> str:
    """Sha256 over a folder tree: each path, whether it is a plain file, and the files' contents."""
    digest = hashlib.sha256()
    for path, is_plain in _entries(root):
        digest.update(path.encode(errors="surrogateescape") + (b"\0" if is_plain else b"\1"))
        if is_plain:
            digest.update(content(root / path).encode())
    return digest.hexdigest()


def content(file: Path) -> str:
    """Sha256 over the bytes of one file, however large."""
    with file.open("rb") as opened:
        return hashlib.file_digest(opened, "sha256").hexdigest()


def _entries(root: Path) -> Iterator[tuple[str, bool]]:
    """(path, whether it is a plain file) of everything below root."""
    for folder, folders, names in os.walk(root):
        folders[:] = sorted(name for name in folders if name != "__pycache__")
        below = os.path.relpath(folder, root)
        for name in folders:
            yield f"{below}/{name}".removeprefix("./"), False
        for name in sorted(names):
            is_plain = stat.S_ISREG(os.lstat(f"{folder}/{name}").st_mode)
            yield f"{below}/{name}".removeprefix("./"), is_plain


def words(*parts: str) -> str:
    """Sha256 over strings, in their order."""
    return hashlib.sha256("\0".join(parts).encode(errors="surrogateescape")).hexdigest()


def program() -> str:
    """Sha256 over this program, the Python that runs it and the versions of all libraries."""
    installed = {
        folder.name for place in sys.path if place for folder in Path(place).glob("*.dist-info")
    }
    return words(tree(_PROGRAM), sys.version, *sorted(installed))
