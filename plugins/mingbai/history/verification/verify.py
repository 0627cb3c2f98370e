"""The files of a site, and what a reader brings -> SiteVerification."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from mingbai.history import manifest, signatures
from mingbai.history.checkpoints import Checkpoint
from mingbai.history.log import Log
from mingbai.history.notes import VerifierKey
from mingbai.history.signatures import LogKey
from mingbai.history.verification import about, listed, packages, rules, signed, site_log
from mingbai.history.verification.about import SiteFacts
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue


class NoSite(Exception):
    """A folder that is no site of this program."""


@dataclass(frozen=True)
class SiteVerification:
    """What was looked at, and what is wrong. issues: in the order of paths.

    files: of the site; entries: of its log; packages: in it; signers: the keys that signed the
    manifest, as vkeys.
    """

    issues: tuple[Issue, ...]
    files: int
    entries: int
    packages: int
    signers: tuple[str, ...]

    @property
    def has_errors(self) -> bool:
        """Whether anything is not as it should be."""
        return site_log.has_errors(self.issues)


@dataclass(frozen=True)
class _Trust:
    """named: the keys that the site itself names. keys: those that count; brought: by the reader.

    old: the checkpoint that the reader kept, if any.
    """

    named: tuple[LogKey, ...]
    keys: tuple[LogKey, ...]
    brought: bool
    old: Checkpoint | None


def verify(
    root: Path, keys: Sequence[VerifierKey] = (), old: Checkpoint | None = None
) -> SiteVerification:
    """Everything that can be proved of the site in that folder; raises NoSite.

    keys: whom the reader trusts; without any, those that the site itself names. With them, what is
    not signed is an error. old: a checkpoint that the reader kept earlier.
    """
    site = SiteTree(root)
    if not site.files & {about.PATH, manifest.NAME, manifest.MARK}:
        raise NoSite(str(root))
    facts = about.about(site)
    named, issues = site_log.keys(site)
    trusted = tuple(_with_days(key, named) for key in keys) or named
    trust = _Trust(named, trusted, bool(keys), old)
    signers, note_issues = signed.check(site, facts, trust.keys, must_be_signed=trust.brought)
    log, log_issues = _log(site, facts, trust)
    all_issues = [*issues, *listed.check(site), *note_issues, *log_issues]
    if facts is None:
        all_issues.append(rules.BROKEN_EDITION.issue(about.PATH))
    return SiteVerification(
        issues=tuple(sorted(all_issues, key=lambda issue: issue.order)),
        files=len(site.files),
        entries=len(log.entries),
        packages=len(log.newest),
        signers=signers,
    )


def _log(site: SiteTree, facts: SiteFacts | None, trust: _Trust) -> tuple[Log, tuple[Issue, ...]]:
    """The log of a site, and what is wrong with it and with the packages that it knows."""
    if site_log.is_there(site):
        log = site_log.read(site)
        return log, (*log.issues, *_log_faults(site, log, facts, trust))
    if trust.old is not None:
        return Log(), (rules.LOG_GONE.issue(site_log.FOLDER, expected=str(trust.old.size)),)
    return Log(), (rules.NO_LOG.issue(site_log.FOLDER),)


def _log_faults(
    site: SiteTree, log: Log, facts: SiteFacts | None, trust: _Trust
) -> Iterator[Issue]:
    origin = facts.origin if facts else log.checkpoint.origin if log.checkpoint else ""
    if trust.old is not None:
        yield from site_log.age_faults(log, origin, trust.old)
    if site_log.has_errors(log.issues):
        return
    for issue in signatures.check(log, origin, trust.keys, trust.named):
        yield site_log.in_site(issue, must_be_signed=trust.brought)
    yield from site_log.file_faults(site, log, trust.named)
    yield from packages.check(site, log)


def _with_days(key: VerifierKey, named: Sequence[LogKey]) -> LogKey:
    """A key that a reader brings, with the days that the site names; always, if it names none."""
    return next((known for known in named if known.key == key), LogKey(key, date.min))
