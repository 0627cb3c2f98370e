"""Results of an earlier check, by the content of each package, so that it is not checked again.

The file lies in the user's cache folder, never beside the data, and is used by `mingbai check`
alone: its first line is what the last check said, its second all that a next one can use. But
what is published is always checked anew. A file that is damaged, or was written by another
version of the program, is ignored; everything is checked again and the file is replaced.

Whether anything changed is told by size, times and inode of each file (`fingerprints.Stamp`), and
only a file whose stamp changed is hashed. An edit that forges all of these is not seen here, but by
`mingbai check --fresh`, by each build, and by `mingbai verify`.
"""

from __future__ import annotations

import dataclasses
import json
import os
import tempfile
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import Any

from mingbai import fingerprints
from mingbai.fingerprints import Contents, Stamp
from mingbai.issues import Issue, RowReference, Severity
from mingbai.sentences import Sentence

_DIGEST_LENGTH = 64  # hexadecimal digits of a sha256


@dataclass(frozen=True)
class CheckInputs:
    """All that the result of a check depends on, but for the program itself.

    data, prose: folders; prose may be absent. as_of: the day against which lateness is computed,
    in ISO form, or empty for the newest publication date in the data.
    """

    data: Path
    prose: Path | None
    as_of: str

    @property
    def day(self) -> date | None:
        """`as_of` as a date, or None."""
        return date.fromisoformat(self.as_of) if self.as_of else None

    def fingerprint(self, contents: Contents | None = None) -> str:
        """One sha256 over all inputs: equal inputs have equal results."""
        prose = fingerprints.tree(self.prose, contents) if self.prose else ""
        return fingerprints.words(self.as_of, fingerprints.tree(self.data, contents), prose)

    def stamps(self, since: int) -> str:
        """One sha256 over the stamps of all inputs, without reading; "" where one is too new.

        since: nanoseconds since 1970, see `fingerprints.stamps`.
        """
        folders = (self.data, self.prose) if self.prose else (self.data,)
        stamps = [fingerprints.stamps(folder, since) for folder in folders]
        return fingerprints.words(self.as_of, *stamps) if all(stamps) else ""


@dataclass(frozen=True)
class PackageResult:
    """What a check found in one package by itself.

    is_valid: no issue in any cell of its tables, as far as single cells show. file_issues: of its
    attachments, forms, file names and descriptor. is_sealed: its tables are as their seals say.
    released: the entry of the log that has it as it is (`Entry.identity`), "" where none has.
    """

    is_valid: bool
    file_issues: tuple[Issue, ...] = ()
    is_sealed: bool = False
    released: str = ""


@dataclass(frozen=True)
class Ruling:
    """What one question of a check found: a rule, a comparison, a frame that is made for them.

    reads: the key of everything that was read for it, and what stood there, as a digest. issues: in
    no order. packages: of a rule, the digest of the packages of its kind (`Rulings.packages`).
    content: of a frame, the digest of its rows.
    """

    reads: Mapping[str, str]
    issues: tuple[Issue, ...] = ()
    packages: str = ""
    content: str = ""


@dataclass(frozen=True)
class Rulings:
    """by_question: what was found. packages: of each kind, the digest of each package by path."""

    by_question: Mapping[str, Ruling] = field(default_factory=dict)
    packages: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class CachedAnswer:
    """What the last check of a data folder said.

    stamps: of its inputs (`CheckInputs.stamps`), "" where they say nothing. issues: all of that
    check, in order. titles: of the fields that they name, as `report` takes them; None: unknown.
    """

    stamps: str = ""
    issues: tuple[Issue, ...] = ()
    titles: Mapping[str, tuple[str, str]] | None = None


@dataclass(frozen=True)
class CachedCheck:
    """The results that earlier checks of one data folder left.

    packages: by `package.fingerprint`. inputs: the fingerprint of the last check's inputs.
    answer: what that check said. contents: of every file that was hashed and has settled.
    rulings: of its rules. note: why a file was ignored, for the user.
    """

    packages: Mapping[str, PackageResult] = field(default_factory=dict)
    inputs: str = ""
    answer: CachedAnswer = field(default_factory=CachedAnswer)
    contents: Mapping[str, tuple[Stamp, str]] = field(default_factory=dict)
    rulings: Rulings = field(default_factory=Rulings)
    note: str = ""


def cache_file(data: Path) -> Path:
    """The file for the results of one data folder (`$XDG_CACHE_HOME/mingbai/….jsonl`)."""
    home = os.environ.get("XDG_CACHE_HOME") or str(Path.home() / ".cache")
    return Path(home, "mingbai", f"{fingerprints.words(str(data.resolve()))[:16]}.jsonl")


def answer(file: Path, program: str, stamps: str) -> CachedAnswer | None:
    """What the last check said, if this program made it and no file has another stamp since."""
    try:
        with file.open("rb") as opened:
            text = _proved(opened.readline())
    except OSError:
        return None
    document = json.loads(text) if text and stamps else None
    if document is None or (document["program"], document["stamps"]) != (program, stamps):
        return None
    return _answer(document)


def load(file: Path, program: str) -> CachedCheck:
    """The results in a file; empty unless this same program wrote it and no byte has changed."""
    try:
        lines = file.read_bytes().splitlines(keepends=True)
    except OSError:
        return CachedCheck()
    texts = tuple(map(_proved, lines))
    if len(texts) != 2 or not all(texts):
        return CachedCheck(
            note=Sentence("记下的核对结果已损坏，不采用，全部重新核对：{file}", file=file)
        )
    head, body = map(json.loads, texts)
    if head["program"] != program:
        return CachedCheck()
    packages = {
        fingerprint: PackageResult(
            result["is_valid"],
            tuple(map(_issue, result["file_issues"])),
            result["is_sealed"],
            result["released"],
        )
        for fingerprint, result in body["packages"].items()
    }
    contents = {name: (tuple(stamp), digest) for name, (stamp, digest) in body["contents"].items()}
    answer = _answer(head)
    rulings = _rulings(body["rulings"], (*answer.issues, *map(_issue, body["issues"])))
    return CachedCheck(packages, body["inputs"], answer, contents, rulings)


def save(file: Path, program: str, results: CachedCheck) -> None:
    """Write the results in one step (a temporary file, then a rename).

    Where the folder cannot be written nothing is saved: a check works without its cache.
    """
    head = {
        "program": program,
        "stamps": results.answer.stamps,
        "issues": _plain(results.answer.issues),
        "titles": results.answer.titles,
    }
    rulings, others = _plain_rulings(results.rulings, results.answer.issues)
    body = {
        "inputs": results.inputs,
        "rulings": rulings,
        "issues": _plain(others),
        "packages": {
            fingerprint: {
                "is_valid": result.is_valid,
                "file_issues": _plain(result.file_issues),
                "is_sealed": result.is_sealed,
                "released": result.released,
            }
            for fingerprint, result in results.packages.items()
        },
        "contents": dict(results.contents),
    }
    texts = [json.dumps(part, ensure_ascii=False) for part in (head, body)]
    try:
        file.parent.mkdir(parents=True, exist_ok=True)
        with tempfile.NamedTemporaryFile(
            "w", encoding="utf-8", errors="surrogateescape", dir=file.parent, delete=False
        ) as new:
            new.writelines(f"{fingerprints.words(text)}{text}\n" for text in texts)
        Path(new.name).replace(file)
    except OSError:
        return


def _proved(line: bytes) -> str:
    """What a line of the file says behind its digest; "" where a byte of it is another."""
    digest = line[:_DIGEST_LENGTH].decode("ascii", "replace")
    text = line[_DIGEST_LENGTH:].decode("utf-8", "surrogateescape")
    is_whole = text.endswith("\n") and fingerprints.words(text[:-1]) == digest
    return text[:-1] if is_whole else ""


def _answer(document: Mapping[str, Any]) -> CachedAnswer:
    titles_of_rules = document["titles"]
    titles = titles_of_rules and {
        field: (title[0], title[1]) for field, title in titles_of_rules.items()
    }
    return CachedAnswer(document["stamps"], tuple(map(_issue, document["issues"])), titles)


def _plain_rulings(rulings: Rulings, titles: Sequence[Issue]) -> tuple[dict[str, Any], list[Issue]]:
    """Rulings with the positions of their issues, and the issues that the answer has not said.

    A position counts through what was said, then through the others.
    """
    positions = {id(issue): at for at, issue in enumerate(titles)}
    others: list[Issue] = []
    by_question = {}
    for question, ruling in rulings.by_question.items():
        for issue in ruling.issues:
            if id(issue) not in positions:
                positions[id(issue)] = len(titles) + len(others)
                others.append(issue)
        at = [positions[id(issue)] for issue in ruling.issues]
        by_question[question] = {
            "reads": ruling.reads,
            "issues": at,
            "packages": ruling.packages,
            "content": ruling.content,
        }
    return {"by_question": by_question, "packages": rulings.packages}, others


def _rulings(document: Mapping[str, Any], issues: Sequence[Issue]) -> Rulings:
    by_question = {
        question: Ruling(
            reads=ruling["reads"],
            issues=tuple(issues[at] for at in ruling["issues"]),
            packages=ruling["packages"],
            content=ruling["content"],
        )
        for question, ruling in document["by_question"].items()
    }
    return Rulings(by_question, document["packages"])


def _plain(issues: Iterable[Issue]) -> list[dict[str, Any]]:
    names = [field.name for field in dataclasses.fields(Issue)]
    return [
        {name: getattr(issue, name) for name in names}
        | {"rows": [dataclasses.asdict(row) for row in issue.rows]}
        for issue in issues
    ]


def _issue(document: Mapping[str, Any]) -> Issue:
    made = {
        "severity": Severity(document["severity"]),
        "rows": tuple(RowReference(**row) for row in document["rows"]),
        "names": tuple(document["names"]),
    }
    return Issue(**{**document, **made})
