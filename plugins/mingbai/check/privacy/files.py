"""Attachments, file names and prose -> the personal data in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from mingbai.check.privacy import documents
from mingbai.check.privacy.documents import Document
from mingbai.check.privacy.rules import ATTACHMENT_TYPE, PICTURE_ONLY
from mingbai.check.privacy.words import findings
from mingbai.issues import Issue
from mingbai.read import Package
from mingbai.read.package import folders
from mingbai.read.package.descriptor import texts
from mingbai.read.persons import redacted

_LIMIT = 64 * folders.MEGABYTE


def scan_text(text: str, path: str) -> tuple[Issue, ...]:
    """Personal data in a text; `row` of an issue counts the text's lines from 1.

    A number broken over two lines is found, and named with the line it begins in.
    """
    issues = [
        rule.issue(path, number, found=found)
        for number, line in enumerate(text.splitlines(), start=1)
        for rule, found in findings(line)
    ]
    whole = [rule.issue(path, found=found) for rule, found in findings(text)]
    known = {(issue.code, issue.found) for issue in issues}
    return (*issues, *(issue for issue in whole if (issue.code, issue.found) not in known))


def scan_file(file: Path, path: str = "") -> tuple[Issue, ...]:
    """Personal data in one attachment: its name, text, hidden sheets, comments, properties.

    path: how issues name it; the file's own name where none is given.
    """
    shown = path or file.name
    body = folders.content(file.parent, file.name, _LIMIT)
    return (*_name(shown), *_body(body, _safe(shown)))


def scan_files(root: Path, packages: Iterable[Package]) -> tuple[Issue, ...]:
    """Everything in the packages' folders that is no table: attachments, forms, descriptors."""
    return tuple(issue for package in packages for issue in _package(root, package))


def scan_prose(folder: Path) -> tuple[Issue, ...]:
    """Every Markdown file below `folder` (`content/`): front matter and text."""
    issues: list[Issue] = []
    for file in sorted(folder.rglob("*.md")):
        shown = f"{folder.name}/{file.relative_to(folder).as_posix()}"
        issues += [*_name(shown), *scan_text(file.read_text("utf-8"), _safe(shown))]
    return tuple(issues)


def _package(root: Path, package: Package) -> Iterator[Issue]:
    where = f"{package.path}/datapackage.json"
    read = {where, *package.files.values()}
    for text in texts(dict(package.descriptor)):
        yield from (rule.issue(where, found=found) for rule, found in findings(text))
    for path in _paths(root, package.path):
        yield from _name(path)
        if path not in read:
            yield from _body(folders.content(root, path, _LIMIT), _safe(path))


def _paths(root: Path, folder: str) -> Iterator[str]:
    """Files below a folder, sorted, links not followed; POSIX below root."""
    for here, below_here, files in os.walk(root / folder):
        below_here.sort()
        below = Path(here).relative_to(root).as_posix()
        yield from (f"{below}/{name}" for name in sorted(files) if not name.startswith("."))


def _name(path: str) -> Iterator[Issue]:
    """Personal data in the names of a file and its folders."""
    for part in PurePosixPath(path).parts:
        said = (*findings(PurePosixPath(part).stem), *findings(part))
        yield from (rule.issue(_safe(path), found=found) for rule, found in dict.fromkeys(said))


def _safe(path: str) -> str:
    """The path as a message may show it: a leak in a file's name is not repeated."""
    return redacted(path)


def _body(body: bytes | Issue, path: str) -> Iterator[Issue]:
    if isinstance(body, Issue):
        yield body
        return
    document = documents.read(body, PurePosixPath(path).suffix.lower())
    yield from _faults(document, path)
    for text in document.texts:
        yield from scan_text(text, path)


def _faults(document: Document, path: str) -> Iterator[Issue]:
    if document.wrong_type:
        found, expected = document.wrong_type
        yield ATTACHMENT_TYPE.issue(path, found=found, expected=expected)
    for rule, found in document.faults:
        yield rule.issue(path, found=found)
    if document.is_picture:
        yield PICTURE_ONLY.issue(path)
