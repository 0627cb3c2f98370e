"""What a build did -> a file beside the site, and back: what each task read and left.

It is no part of the site. One that cannot be read, or is of another form, is as good as none: then
everything is made.
"""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

_FORM = 3  # of this file


@dataclass(frozen=True, slots=True)
class LeftFile:
    """A file as it was left. mtime_ns, inode: by these and size it is known again unread."""

    sha256: str
    size: int
    mtime_ns: int
    inode: int


@dataclass(frozen=True)
class Made:
    """A task, when it was last made.

    reads: by key (`inputs`), the digest of what it read. files: by name below the output folder.
    subjects: things whose pages are among them. pages: how many. unlisted: pages (rooted urls) that
    are kept out of search engines. origins: of each file that one value decides, by its name, the
    digest of that value (`origins`). why: what had changed.
    """

    key: str
    reads: Mapping[str, str]
    files: Mapping[str, LeftFile]
    subjects: tuple[tuple[str, str], ...] = ()
    pages: int = 0
    unlisted: tuple[str, ...] = ()
    origins: Mapping[str, str] = field(default_factory=dict)
    why: str = ""


@dataclass(frozen=True)
class Product:
    """What a task made for others to read. document: as JSON."""

    key: str
    reads: Mapping[str, str]
    document: Mapping[str, Any]


@dataclass(frozen=True)
class TaskRecord:
    """base: the digest of program, theme and settings, without which nothing can be kept."""

    base: str
    tasks: Mapping[str, Made] = field(default_factory=dict)
    products: Mapping[str, Product] = field(default_factory=dict)


def save(record: TaskRecord, path: Path) -> None:
    """Write it whole or not at all."""
    document = {
        "form": _FORM,
        "base": record.base,
        "tasks": [_told(made) for made in record.tasks.values()],
        "products": [
            {"key": one.key, "reads": one.reads, "document": one.document}
            for one in record.products.values()
        ],
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode()
    new = path.with_name(f"{path.name}.{os.getpid()}")
    new.write_bytes(hashlib.sha256(body).hexdigest().encode() + b"\n" + body)
    new.replace(path)


def load(path: Path) -> TaskRecord | None:
    """The record of a site; None where there is none, or it is damaged or of another form."""
    try:
        digest, _, body = path.read_bytes().partition(b"\n")
    except OSError:
        return None
    if hashlib.sha256(body).hexdigest().encode() != digest:
        return None
    try:
        document = json.loads(body)
        if document["form"] != _FORM:
            return None
        tasks = [_made(one) for one in document["tasks"]]
        products = [Product(**one) for one in document["products"]]
        base = str(document["base"])
    except (ValueError, TypeError, KeyError):
        return None
    return TaskRecord(base, {one.key: one for one in tasks}, {one.key: one for one in products})


def _told(made: Made) -> dict[str, Any]:
    files = {name: (f.sha256, f.size, f.mtime_ns, f.inode) for name, f in made.files.items()}
    return {
        "key": made.key,
        "reads": made.reads,
        "files": files,
        "subjects": made.subjects,
        "pages": made.pages,
        "unlisted": made.unlisted,
        "origins": made.origins,
        "why": made.why,
    }


def _made(document: Mapping[str, Any]) -> Made:
    return Made(
        key=document["key"],
        reads=dict(document["reads"]),
        files={name: LeftFile(*one) for name, one in document["files"].items()},
        subjects=tuple((str(scope), str(id_)) for scope, id_ in document["subjects"]),
        pages=document["pages"],
        unlisted=tuple(map(str, document["unlisted"])),
        origins=dict(document["origins"]),
        why=document["why"],
    )
