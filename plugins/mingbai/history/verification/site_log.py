"""The files below `/log/` of a site -> its log and keys, and what is wrong with them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingbai.history import checkpoints, log, log_rules, notes, served
from mingbai.history.canonical_json import NotCanonical
from mingbai.history.checkpoints import Checkpoint, NotACheckpoint
from mingbai.history.log import Log
from mingbai.history.signatures import LogKey
from mingbai.history.verification import rules
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue, Severity

FOLDER = "log/"
_OURS = ("checkpoint", "checkpoints/", "keys.json", "log.jsonl", "tile/")


def keys(site: SiteTree) -> tuple[tuple[LogKey, ...], tuple[Issue, ...]]:
    """The keys that a site itself names; none where it has no such file."""
    path = FOLDER + served.KEYS
    content = site.body(path)
    if content is None:
        return (), ()
    try:
        return served.parse_keys(content), ()
    except (NotCanonical, notes.NotAKey):
        return (), (rules.BROKEN_KEYS.issue(path),)


def is_there(site: SiteTree) -> bool:
    """Whether anything of a log is there."""
    return any(path.startswith(tuple(FOLDER + name for name in _OURS)) for path in site.files)


def read(site: SiteTree) -> Log:
    """The log of a site; issues name files of the site."""
    known, faults = _checkpoints(site)
    content = site.body(FOLDER + served.LOG)
    if content is None:
        faults.append(rules.LOG_FILE.issue(FOLDER + served.LOG, found="没有这个文件"))
    site_log = log.of_lines(content or b"", known)
    return Log(site_log.entries, known, (*faults, *(in_site(issue) for issue in site_log.issues)))


def file_faults(site: SiteTree, log: Log, known: Sequence[LogKey]) -> Iterator[Issue]:
    """Files of a sound log that are not what its lines and checkpoints give, by name."""
    expected = {FOLDER + path: make for path, make in served.files(log, known)}
    for path, make in expected.items():
        content = site.body(path)
        if content is None:
            yield rules.LOG_FILE.issue(path, found="没有这个文件")
        elif content != make():
            yield rules.LOG_FILE.issue(path, found="内容不同")
    for path in site.below(FOLDER):
        if path.startswith(tuple(FOLDER + name for name in _OURS)) and path not in expected:
            yield rules.LOG_FILE.issue(path, found="多出来的文件")


def age_faults(log: Log, origin: str, old: Checkpoint) -> Iterator[Issue]:
    """A log that is not the one of which a reader kept a checkpoint, or an older state of it."""
    where = FOLDER + served.CHECKPOINT
    if old.origin != origin:
        yield rules.FOREIGN_CHECKPOINT.issue(where, found=old.origin, expected=origin)
    elif old.size > log.tree.size:
        yield rules.OLDER.issue(where, found=str(log.tree.size), expected=str(old.size))
    elif not old.begins(log.tree):
        yield rules.REWRITTEN.issue(where, expected=str(old.size))


def in_site(issue: Issue, *, must_be_signed: bool = False) -> Issue:
    """An issue of the data folder's log as one of the site. must_be_signed: see `verify`."""
    values = {name: text.replace(f"{log.FOLDER}/", FOLDER) for name, text in issue.values.items()}
    path = issue.path.replace(f"{log.FOLDER}/", FOLDER)
    if must_be_signed and issue.code == log_rules.UNSIGNED.code:
        return rules.SIGNATURE_ABSENT.issue(path)
    return replace(issue, path=path, values=values)


def has_errors(issues: Sequence[Issue]) -> bool:
    """Whether any of them is more than a warning."""
    return any(issue.severity is Severity.ERROR for issue in issues)


def _checkpoints(site: SiteTree) -> tuple[tuple[Checkpoint, ...], list[Issue]]:
    """Every checkpoint that is served, by size, and the files that are none."""
    issues: list[Issue] = []
    readable: list[Checkpoint] = []
    for path in site.below(FOLDER + served.CHECKPOINTS):
        try:
            readable.append(checkpoints.parse(site.body(path) or b""))
        except NotACheckpoint:
            issues.append(log_rules.BROKEN_CHECKPOINT.issue(path, found="不是检查点的三行"))
    if not readable and not issues:
        path = FOLDER + served.CHECKPOINTS
        issues.append(rules.LOG_FILE.issue(path, found="一个检查点也没有"))
    return tuple(sorted(readable, key=lambda checkpoint: checkpoint.size)), issues
