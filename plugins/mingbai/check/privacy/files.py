"""Attachments, file names and prose -> the personal data in them."""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator
from pathlib import Path, PurePosixPath

from mingbai.check.privacy import documents
from mingbai.check.privacy.detectors import findings
from mingbai.check.privacy.documents import Document
from mingbai.check.privacy.rules import ATTACHMENT_TYPE, PICTURE_ONLY
from mingbai.issues import Issue
from mingbai.read import Package
from mingbai.read.package import folders
from mingbai.read.package.descriptor import texts
from mingbai.read.persons import redacted

_LIMIT = 64 * folders.MEGABYTE


def scan_text(text: str, path: str) -> tuple[Issue, ...]:
    """Issues of personal data in a text; `row` counts the lines of the text from 1.

    The whole text is scanned a second time, for numbers that are broken over two lines; those
    have no `row`.
    """
    issues = [
        rule.issue(path, number, found=masked_text)
        for number, line in enumerate(text.splitlines(), start=1)
        for rule, masked_text in findings(line)
    ]
    issues_of_text = [rule.issue(path, found=masked_text) for rule, masked_text in findings(text)]
    issues_by_line = {(issue.code, issue.found) for issue in issues}
    return (
        *issues,
        *(issue for issue in issues_of_text if (issue.code, issue.found) not in issues_by_line),
    )


def scan_file(file: Path, path: str = "") -> tuple[Issue, ...]:
    """Issues of one attachment: its name, text, hidden sheets, comments, properties.

    path: its name in issues; the file's own name where empty.
    """
    shown_path = path or file.name
    body = folders.content(file.parent, file.name, _LIMIT)
    return (*_name_issues(shown_path), *_body_issues(body, _redacted_path(shown_path)))


def scan_files(root: Path, packages: Iterable[Package]) -> tuple[Issue, ...]:
    """Issues of all files in the packages' folders but tables: attachments, forms, descriptors."""
    return tuple(issue for package in packages for issue in _package_issues(root, package))


def scan_prose(folder: Path) -> tuple[Issue, ...]:
    """Issues of every Markdown file below `folder` (`content/`), front matter included."""
    issues: list[Issue] = []
    for file in sorted(folder.rglob("*.md")):
        shown_path = f"{folder.name}/{file.relative_to(folder).as_posix()}"
        issues += [
            *_name_issues(shown_path),
            *scan_text(file.read_text("utf-8"), _redacted_path(shown_path)),
        ]
    return tuple(issues)


def _package_issues(root: Path, package: Package) -> Iterator[Issue]:
    where = f"{package.path}/datapackage.json"
    table_paths = {where, *package.files.values()}
    for text in texts(dict(package.descriptor)):
        yield from (rule.issue(where, found=masked_text) for rule, masked_text in findings(text))
    for path in _paths(root, package.path):
        yield from _name_issues(path)
        if path not in table_paths:
            yield from _body_issues(folders.content(root, path, _LIMIT), _redacted_path(path))


def _paths(root: Path, folder: str) -> Iterator[str]:
    """Files below a folder, sorted, links not followed; POSIX below root."""
    for here, below_here, files in os.walk(root / folder):
        below_here.sort()
        below = Path(here).relative_to(root).as_posix()
        yield from (f"{below}/{name}" for name in sorted(files) if not name.startswith("."))


def _name_issues(path: str) -> Iterator[Issue]:
    """Issues of personal data in the names of a file and its folders."""
    for part in PurePosixPath(path).parts:
        name_findings = (*findings(PurePosixPath(part).stem), *findings(part))
        yield from (
            rule.issue(_redacted_path(path), found=masked_text)
            for rule, masked_text in dict.fromkeys(name_findings)
        )


def _redacted_path(path: str) -> str:
    """The path with persons' numbers masked, for messages."""
    return redacted(path)


def _body_issues(body: bytes | Issue, path: str) -> Iterator[Issue]:
    if isinstance(body, Issue):
        yield body
        return
    document = documents.read(body, PurePosixPath(path).suffix.lower())
    yield from _document_issues(document, path)
    for text in document.texts:
        yield from scan_text(text, path)


def _document_issues(document: Document, path: str) -> Iterator[Issue]:
    if document.wrong_type:
        found, expected = document.wrong_type
        yield ATTACHMENT_TYPE.issue(path, found=found, expected=expected)
    for rule, found in document.faults:
        yield rule.issue(path, found=found)
    if document.is_picture:
        yield PICTURE_ONLY.issue(path)
