"""Checked data and its log -> the log with what is new, and a checkpoint: `mingbai release`.

Only a release writes `log.jsonl` and `checkpoints/`, one at a time. What the log has is never
written again, so that a release with nothing to do changes no byte.
"""

from __future__ import annotations

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.history import checkpoints, log, log_rules, merkle
from mingbai.history.checkpoints import Checkpoint
from mingbai.history.entries import Action, Entry
from mingbai.history.log import Log
from mingbai.history.notes import SignerKey
from mingbai.history.signatures import LogKey
from mingbai.history.standings import PackageStanding
from mingbai.issues import Issue, Severity
from mingbai.sentences import Sentence


class ReleaseRefused(Exception):
    """Nothing was released. The message says why, in the words of whoever runs the command."""


@dataclass(frozen=True)
class LogRelease:
    """What a release did. entries: new in the log. checkpoint: the newest; None for an empty log.

    is_new_checkpoint: whether it was written, or signed, by this release.
    """

    entries: tuple[Entry, ...]
    checkpoint: Checkpoint | None
    is_new_checkpoint: bool


def forbids(issue: Issue) -> bool:
    """Whether an issue forbids a release: every error but a release that was interrupted."""
    return issue.severity is Severity.ERROR and issue.code != log_rules.AHEAD.code


def release(
    root: Path,
    standings: Mapping[str, PackageStanding],
    day: date,
    origin: str,
    keys: Sequence[SignerKey] = (),
    published: Checkpoint | None = None,
    registered: Sequence[LogKey] | None = None,
) -> LogRelease:
    """Append every package that is not as the log has it, and write the checkpoint of the log.

    standings: of data without an error that forbids it (`forbids`), by path. published: what the
    site that readers see says of its log. registered: the keys that count; None asks of no key
    whether it does. Raises ReleaseRefused where that log is no beginning of this one, where the day
    lies before the last entry, where a key counts for nothing, or another release is running.
    """
    with _locked(root):
        known = log.read(root)
        if any(forbids(issue) for issue in known.issues):
            raise ReleaseRefused(Sentence("公开日志在核对以后被改过，没有入日志；请重新运行。"))
        if published is not None and not published.begins(merkle.tree(known.lines)):
            raise ReleaseRefused(
                Sentence(
                    "网站上公开过的日志有 {size:,} 条，这里的不是接着它的："
                    "这份数据旧了，或者日志被改过。先取主分支上最新的数据，再入日志。",
                    size=published.size,
                )
            )
        entries = tuple(new_entries(standings.values(), day))
        if entries and known.entries and day < known.entries[-1].released:
            raise ReleaseRefused(
                Sentence(
                    "入日志日期 {day} 比日志最后一条的 {last} 还早；用 --on 写这一天或更晚的日期。",
                    day=day,
                    last=known.entries[-1].released,
                )
            )
        lines = (*known.lines, *map(log.line, entries))
        if registered is not None and lines:
            _refuse_worthless(keys, registered, (*known.entries, *entries)[-1].released)
        if entries:
            _replace(root / log.PATH, b"".join(line + b"\n" for line in lines))
        return LogRelease(entries, *_checkpoint(root, known, lines, origin, keys))


def foreseen(
    root: Path,
    standings: Mapping[str, PackageStanding],
    day: date,
    origin: str,
    first: Sequence[Entry] = (),
) -> tuple[Entry, ...]:
    """Write into a copy of a data folder what a release would, signed by nobody; its entries.

    What `first` has too enters the log first, with a checkpoint of its own: another folder with the
    same log, in which that was foreseen, then has the same beginning.
    """
    entries = tuple(new_entries(standings.values(), day))
    common = tuple(entry for entry in first if entry in entries)
    others = tuple(entry for entry in entries if entry not in common)
    lines = log.read(root).lines
    for part in filter(None, (common, others)):
        lines = (*lines, *map(log.line, part))
        newest = checkpoints.of(origin, merkle.tree(lines))
        _replace(root / log.CHECKPOINTS / str(newest.size), newest.file)
    if entries:
        _replace(root / log.PATH, b"".join(line + b"\n" for line in lines))
    return (*common, *others)


def new_entries(standings: Iterable[PackageStanding], day: date) -> Iterator[Entry]:
    """A line for each package that is not as the log has it, in the order of their paths."""
    for standing in sorted(standings, key=lambda one: one.package.path):
        if not standing.is_released:
            seal, package, former = standing.seal, standing.package, standing.entry
            yield Entry(
                action=action(standing),
                approved_by=package.approved_by,
                digest=seal.digest,
                form=int(seal.document["form"]),
                kind=package.kind,
                period=package.period,
                published=package.published,
                publisher=package.publisher,
                released=day,
                replaces=None if former is None else former.digest,
                root=seal.root,
                rows=int(seal.document["rows"]),
            )


def action(standing: PackageStanding) -> Action:
    """What a new version does: the word of its line in the log."""
    if standing.entry is None:
        return "publish"
    if "withdrawn" in standing.seal.document:
        return "withdraw"
    if standing.added:
        return "erase" if all(one.is_erasure for one in standing.added) else "correct"
    return "change"


def _refuse_worthless(keys: Sequence[SignerKey], registered: Sequence[LogKey], day: date) -> None:
    """Raises ReleaseRefused for a key whose signature of that day would not count.

    The checkpoint would be an error of the data as soon as it is written.
    """
    by_key = {known.key: known for known in registered}
    for key in keys:
        known = by_key.get(key.verifier)
        if known is None:
            raise ReleaseRefused(
                Sentence(
                    "公钥 {key} 没有登记，签了不算数，没有入日志；"
                    "先把它登记到登记表“日志公钥”，封签，再来。",
                    key=key.verifier.text,
                )
            )
        if not known.is_valid_on(day):
            raise ReleaseRefused(
                Sentence(
                    "检查点是 {day} 的，公钥 {key} {days}，"
                    "签了不算数，没有入日志；用那一天有效的私钥。",
                    day=day,
                    key=key.verifier.text,
                    days=known.days,
                )
            )


def _checkpoint(
    root: Path, known: Log, lines: Sequence[bytes], origin: str, keys: Sequence[SignerKey]
) -> tuple[Checkpoint | None, bool]:
    """The checkpoint of all lines, and whether it had to be written or signed."""
    if not lines:
        return None, False
    newest = known.checkpoint
    if newest is None or newest.size < len(lines):
        newest, is_new = checkpoints.of(origin, merkle.tree(lines)), True
    else:
        is_new = False
    signed = {(one.name, one.key_id) for one in newest.signatures}
    missing = [key for key in keys if (key.name, key.verifier.id) not in signed]
    if missing:
        newest, is_new = newest.signed_by(*missing), True
    if is_new:
        _replace(root / log.CHECKPOINTS / str(newest.size), newest.file)
    return newest, is_new


def _replace(file: Path, body: bytes) -> None:
    """Write a file in one step."""
    file.parent.mkdir(parents=True, exist_ok=True)
    partial = file.with_name(f".{file.name}.part")
    partial.write_bytes(body)
    partial.replace(file)


@contextmanager
def _locked(root: Path) -> Iterator[None]:
    """One release of a data folder at a time."""
    import fcntl  # not there on every system; the command says so before

    (root / log.FOLDER).mkdir(parents=True, exist_ok=True)
    folder = os.open(root / log.FOLDER, os.O_RDONLY)
    try:
        fcntl.flock(folder, fcntl.LOCK_EX | fcntl.LOCK_NB)
    except BlockingIOError as busy:
        raise ReleaseRefused(Sentence("另一个 mingbai release 正在运行；等它结束再来。")) from busy
    else:
        yield
    finally:
        os.close(folder)
