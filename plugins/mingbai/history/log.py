"""`data/history/log.jsonl` and its checkpoints -> Log: entries in the order of release, and faults.

The log is only ever added to. Line n is entry n - 1, leaf n - 1 of the tree that checkpoints sign.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path

from mingbai.history import canonical_json, checkpoints, entries, log_rules, merkle
from mingbai.history.canonical_json import NotCanonical
from mingbai.history.checkpoints import Checkpoint, NotACheckpoint
from mingbai.history.entries import Entry, WrongField, line, short_code
from mingbai.history.merkle import Tree
from mingbai.issues import Issue
from mingbai.read.package import folders

__all__ = [
    "CHECKPOINTS",
    "FOLDER",
    "PATH",
    "WITHDRAW",
    "Entry",
    "Log",
    "line",
    "of_lines",
    "read",
    "short_code",
]

FOLDER = "history"
PATH = f"{FOLDER}/log.jsonl"
WITHDRAW = "withdraw"
CHECKPOINTS = f"{FOLDER}/checkpoints"
_LIMIT = 64 * folders.MEGABYTE
_CHECKPOINT_LIMIT = 64_000
_MERGE_MARK = re.compile(rb"(<{7}|={7}|>{7}|\|{7})( .*)?")


@dataclass(frozen=True)
class Log:
    """All that was ever released, in order.

    issues: unordered; where there are any but warnings, entries are those that could be read, and
    nothing is proved. checkpoints: by size, the newest last; their signatures are not checked here.
    texts: the lines of the file that they were read from, where nothing is wrong with any.
    """

    entries: tuple[Entry, ...] = ()
    checkpoints: tuple[Checkpoint, ...] = ()
    issues: tuple[Issue, ...] = ()
    texts: tuple[bytes, ...] | None = field(default=None, repr=False, compare=False)

    @cached_property
    def lines(self) -> tuple[bytes, ...]:
        """Each entry's line without its line feed."""
        return tuple(map(line, self.entries)) if self.texts is None else self.texts

    @cached_property
    def tree(self) -> Tree:
        """The tree over the lines."""
        return merkle.tree(self.lines)

    def first_checkpoint(self, number: int) -> tuple[int, bytes]:
        """Size and root of the first checkpoint that has the line of a number; it never changes.

        StopIteration for a line that no checkpoint has.
        """
        return next((c.size, c.root) for c in self.checkpoints if c.size >= number)

    @cached_property
    def newest(self) -> dict[str, Entry]:
        """By package path, its last entry."""
        return {entry.package: entry for entry in self.entries}

    @cached_property
    def withdrawn(self) -> dict[str, Entry]:
        """By path of each package whose last entry withdrew it, the last entry before that."""
        published = {e.package: e for e in self.entries if e.action != WITHDRAW}
        newest = self.newest.items()
        return {path: published[path] for path, last in newest if last.action == WITHDRAW}

    @property
    def checkpoint(self) -> Checkpoint | None:
        """The newest checkpoint; None before the first release."""
        return self.checkpoints[-1] if self.checkpoints else None

    @property
    def file(self) -> bytes:
        """`log.jsonl` as a whole."""
        return b"".join(text + b"\n" for text in self.lines)


def read(root: Path) -> Log:
    """The log of a data folder and what is wrong with it; an empty one where there is none."""
    if not (root / FOLDER).exists():
        return Log()
    content: bytes | Issue = b""
    if (root / PATH).exists() or (root / PATH).is_symlink():
        content = folders.content(root, PATH, _LIMIT)
    if isinstance(content, Issue):
        return Log(issues=(content,))
    known, faults = _checkpoints(root)
    log = of_lines(content, known)
    return replace(log, issues=(*faults, *log.issues)) if faults else log


def of_lines(content: bytes, known: Sequence[Checkpoint]) -> Log:
    """The log of a file's bytes, compared with its checkpoints, which are sorted by size."""
    issues: list[Issue] = []
    entries = tuple(_entries(content, issues))
    if issues:
        return Log(entries, tuple(known), tuple(issues))
    log = Log(entries, tuple(known), texts=tuple(content.split(b"\n")[:-1]))
    issues += _chain_faults(entries)
    issues += _root_faults(log)
    return replace(log, issues=tuple(issues)) if issues else log


def _entries(content: bytes, issues: list[Issue]) -> Iterator[Entry]:
    """The entries that can be read; what cannot is an issue at its line."""
    texts = content.split(b"\n")
    if unfinished := texts.pop():
        excerpt = _shown(unfinished)
        issues.append(log_rules.BROKEN_LINE.issue(PATH, len(texts) + 1, found=excerpt))
    for number, text in enumerate(texts, 1):
        if mark := _MERGE_MARK.fullmatch(text):
            marked = mark[1].decode()
            issues.append(log_rules.MERGE_MARKS.issue(PATH, number, found=marked))
            continue
        try:
            yield entries.parse(text)
        except WrongField as fault:
            where = {"field": fault.name, "found": fault.found}
            issues.append(log_rules.WRONG_FIELD.issue(PATH, number, **where))
        except NotCanonical:
            issues.append(_not_canonical(text, number))


def _not_canonical(text: bytes, number: int) -> Issue:
    """What is wrong with a line: it is no JSON object at all, or one in another text."""
    canonical = canonical_json.rewritten(text)
    if canonical is None or canonical == text:
        return log_rules.BROKEN_LINE.issue(PATH, number, found=_shown(text))
    words = {"found": text.decode(), "expected": canonical.decode()}
    return log_rules.REWRITTEN_LINE.issue(PATH, number, **words)


def _chain_faults(entries: Sequence[Entry]) -> Iterator[Issue]:
    """Entries that replace another version than the one before, or were released before it."""
    newest: dict[str, Entry] = {}
    before: Entry | None = None
    for number, entry in enumerate(entries, 1):
        former = newest.get(entry.package)
        expected = former.digest if former else None
        is_first = entry.action == "publish" and entry.replaces is None
        if entry.replaces != expected or (former is None and not is_first):
            yield log_rules.BROKEN_CHAIN.issue(
                PATH,
                number,
                "replaces",
                _version(entry.replaces),
                _version(expected),
                package=entry.package,
            )
        if before is not None and entry.released < before.released:
            days = {"found": entry.released.isoformat(), "expected": before.released.isoformat()}
            yield log_rules.RELEASED_BACK.issue(PATH, number, "released", **days)
        newest[entry.package] = before = entry


def _root_faults(log: Log) -> Iterator[Issue]:
    """Checkpoints that the lines do not bear out, and lines that no checkpoint speaks of."""
    agreed = 0
    for checkpoint in log.checkpoints:
        if checkpoint.size > log.tree.size:
            yield log_rules.LOST_TAIL.issue(
                PATH,
                log.tree.size or None,
                found=str(log.tree.size),
                expected=str(checkpoint.size),
                checkpoint=f"{CHECKPOINTS}/{checkpoint.size}",
            )
            return
        if not checkpoint.begins(log.tree):
            yield log_rules.ROOT_DIFFERS.issue(
                PATH,
                agreed + 1,
                first=str(agreed + 1),
                last=str(checkpoint.size),
                checkpoint=f"{CHECKPOINTS}/{checkpoint.size}",
            )
            return
        agreed = checkpoint.size
    if agreed < log.tree.size:
        counts = {"found": str(log.tree.size), "expected": str(agreed)}
        yield log_rules.AHEAD.issue(PATH, agreed + 1, **counts)


def _checkpoints(root: Path) -> tuple[tuple[Checkpoint, ...], tuple[Issue, ...]]:
    """Every checkpoint of `checkpoints/`, by size, and what is wrong with the files there."""
    if not (root / CHECKPOINTS).exists():
        return (), ()
    listing = folders.listing(root, CHECKPOINTS)
    issues = list(listing.issues)
    strange = (entry.path for entry in listing.folders)
    issues += [log_rules.BROKEN_CHECKPOINT.issue(path, found="是文件夹") for path in strange]
    checkpoints = [_checkpoint(root, entry, issues) for entry in listing.files]
    sound = sorted(
        (c for c in checkpoints if c is not None), key=lambda checkpoint: checkpoint.size
    )
    return tuple(sound), tuple(issues)


def _checkpoint(root: Path, file: folders.FolderEntry, issues: list[Issue]) -> Checkpoint | None:
    content = folders.content(root, file.path, _CHECKPOINT_LIMIT)
    if isinstance(content, Issue):
        issues.append(content)
        return None
    try:
        checkpoint = checkpoints.parse(content)
    except NotACheckpoint:
        issues.append(log_rules.BROKEN_CHECKPOINT.issue(file.path, found="不是检查点的三行"))
        return None
    if file.name != str(checkpoint.size) or checkpoint.size == 0:
        found = f"里面写的是 {checkpoint.size} 条"
        issues.append(log_rules.BROKEN_CHECKPOINT.issue(file.path, found=found))
        return None
    return checkpoint


def _version(digest: str | None) -> str:
    """A version as messages name it: by the first digits of its digest."""
    return f"{digest[:12]}…" if digest else "（没有前一版）"


def _shown(text: bytes) -> str:
    """A line that is no JSON, whatever its bytes are."""
    return text.decode("utf-8", "backslashreplace") or "空行"
