"""Attachments, file names and prose -> the personal data in them.

Texts are screened many at once (`screen`); only what is suspicious is searched with the detectors.
"""

from __future__ import annotations

import os
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path, PurePosixPath

from mingbai.check.privacy import attachments, screen
from mingbai.check.privacy.attachments import Document
from mingbai.check.privacy.detectors import Finding, findings
from mingbai.check.privacy.rules import ATTACHMENT_TYPE, PICTURE_ONLY
from mingbai.issues import Issue
from mingbai.read import Package
from mingbai.read.package import folders
from mingbai.read.package.descriptor import texts
from mingbai.read.persons import redacted

_LIMIT = 64 * folders.MEGABYTE
_PACKAGES_AT_ONCE = 100  # whose texts are in memory together
_PROSE_FILES = 256  # whose issues are kept: a few MB; a county's prose is some dozens of pages


@dataclass(frozen=True)
class _Content:
    """What is searched of a package beside its tables, or of an attachment alone.

    words: every string of its descriptor. paths: of all its files. bodies: the content of each
    attachment, or why it cannot be read, by its path.
    """

    path: str
    words: tuple[str, ...]
    paths: tuple[str, ...]
    bodies: Mapping[str, Document | Issue]

    def texts(self) -> Iterator[str]:
        """All that is screened of it but the names of files."""
        yield from self.words
        for body in self.bodies.values():
            if isinstance(body, Document):
                yield from body.texts


def scan_text(text: str, path: str, suspects: Collection[str] | None = None) -> tuple[Issue, ...]:
    """Issues of personal data in a text; `row` counts the lines of the text from 1.

    The whole text is scanned a second time, for numbers that are broken over two lines; those
    have no `row`. suspects: the lines that must be read (`screen`); None: all are.
    """
    issues = [
        rule.issue(path, number, found=masked_text)
        for number, line in enumerate(text.splitlines(), start=1)
        if suspects is None or line in suspects
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
    body = _body(file.parent, file.name)
    (issues,) = _issues([_Content("", (), (shown_path,), {shown_path: body})])
    return issues


def scan_files(root: Path, packages: Sequence[Package]) -> Mapping[str, tuple[Issue, ...]]:
    """By the path of each package: the issues of its descriptor and of all its files but tables."""
    issues_by_path: dict[str, tuple[Issue, ...]] = {}
    for first in range(0, len(packages), _PACKAGES_AT_ONCE):
        some = [_content(root, p) for p in packages[first : first + _PACKAGES_AT_ONCE]]
        issues_by_path.update(zip((one.path for one in some), _issues(some), strict=True))
    return issues_by_path


def scan_carried(root: Path, package: Package, paths: Sequence[str]) -> tuple[Issue, ...]:
    """Issues of a package's descriptor and of these files alone: no others of it are published."""
    bodies = {path: _body(root, path) for path in paths}
    words = tuple(texts(dict(package.descriptor)))
    (issues,) = _issues([_Content(package.path, words, tuple(paths), bodies)])
    return issues


def scan_prose(folder: Path) -> tuple[Issue, ...]:
    """Issues of every Markdown file below `folder` (`content/`), front matter included.

    A process that checks again and again (`serve`, the desk) searches only the texts that changed.
    """
    texts_by_path = {
        f"{folder.name}/{file.relative_to(folder).as_posix()}": file.read_text("utf-8")
        for file in sorted(folder.rglob("*.md"))
    }
    (issues_of_names,) = _issues([_Content("", (), tuple(texts_by_path), {})])
    suspects = screen.suspects(texts_by_path.values())
    read = ((text, redacted(path)) for path, text in texts_by_path.items() if text in suspects)
    return (*issues_of_names, *(issue for one in read for issue in _prose_issues(*one)))


@lru_cache(_PROSE_FILES)
def _prose_issues(text: str, path: str) -> tuple[Issue, ...]:
    """As `scan_text`, kept: no text of the prose is searched twice."""
    return scan_text(text, path, screen.suspects(text.splitlines()))


def _content(root: Path, package: Package) -> _Content:
    paths = tuple(_paths(root, package.path))
    tables = {_descriptor(package.path), *package.files.values()}
    return _Content(
        package.path,
        tuple(texts(dict(package.descriptor))),
        paths,
        {path: _body(root, path) for path in paths if path not in tables},
    )


def _descriptor(folder: str) -> str:
    return f"{folder}/datapackage.json"


def _paths(root: Path, folder: str) -> Iterator[str]:
    """Files below a folder, sorted, links not followed; POSIX below root."""
    for here, below_here, files in os.walk(root / folder):
        below_here.sort()
        below = Path(here).relative_to(root).as_posix()
        yield from (f"{below}/{name}" for name in sorted(files) if not name.startswith("."))


def _body(root: Path, path: str) -> Document | Issue:
    body = folders.content(root, path, _LIMIT)
    if isinstance(body, Issue):
        return body
    return attachments.read(body, PurePosixPath(path).suffix.lower())


def _issues(contents: Sequence[_Content]) -> list[tuple[Issue, ...]]:
    """The issues of each of the contents."""
    leaks = _leaks_in_names({part for c in contents for path in c.paths for part in _parts(path)})
    suspects = screen.suspects(text for c in contents for text in c.texts())
    suspects |= screen.suspects(line for text in suspects for line in text.splitlines())
    return [tuple(_content_issues(content, leaks, suspects)) for content in contents]


def _parts(path: str) -> list[str]:
    """The names of a file and of its folders."""
    return path.split("/")


def _leaks_in_names(names: Iterable[str]) -> Mapping[str, tuple[Finding, ...]]:
    """By the name of a file or folder: the personal data in it; without the names that have none.

    A name is searched without its suffix as well: there it may be a number and nothing else.
    """
    stems = {name: PurePosixPath(name).stem for name in names}
    suspects = screen.suspects((*stems.keys(), *stems.values()))
    return {
        name: tuple(dict.fromkeys((*findings(stem), *findings(name))))
        for name, stem in stems.items()
        if name in suspects or stem in suspects
    }


def _content_issues(
    content: _Content, leaks: Mapping[str, tuple[Finding, ...]], suspects: Collection[str]
) -> Iterator[Issue]:
    """leaks: the personal data in the names of files. suspects: texts and lines to be read."""
    for text in content.words:
        if text in suspects:
            where = _descriptor(content.path)
            yield from (rule.issue(where, found=masked) for rule, masked in findings(text))
    for path in content.paths:
        for part in _parts(path):
            leaks_of_part = leaks.get(part, ())
            yield from (rule.issue(redacted(path), found=masked) for rule, masked in leaks_of_part)
        if path in content.bodies:
            yield from _body_issues(content.bodies[path], path, suspects)


def _body_issues(body: Document | Issue, path: str, suspects: Collection[str]) -> Iterator[Issue]:
    if isinstance(body, Issue):
        yield body
        return
    yield from _document_issues(body, path)
    for text in body.texts:
        if text in suspects:
            yield from scan_text(text, redacted(path), suspects)


def _document_issues(document: Document, path: str) -> Iterator[Issue]:
    """What is wrong with the file itself; the path in issues has persons' numbers masked."""
    if document.wrong_type:
        found, expected = document.wrong_type
        yield ATTACHMENT_TYPE.issue(redacted(path), found=found, expected=expected)
    for rule, found in document.faults:
        yield rule.issue(redacted(path), found=found)
    if document.is_picture:
        yield PICTURE_ONLY.issue(redacted(path))
