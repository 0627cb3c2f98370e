"""A log's checkpoints + the keys that a county registered -> what is wrong with signatures."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd

from mingbai.county import County
from mingbai.history import log_rules, notes
from mingbai.history.checkpoints import Checkpoint
from mingbai.history.log import CHECKPOINTS, Log
from mingbai.history.notes import NotAKey, VerifierKey, WrongSignature
from mingbai.issues import Issue
from mingbai.sentences import Sentence


@dataclass(frozen=True, slots=True)
class LogKey:
    """A public key of the log and the days on which it signs, the first and the last included.

    until: None while it has no end.
    """

    key: VerifierKey
    since: date
    until: date | None = None

    def is_valid_on(self, day: date) -> bool:
        """Whether it may sign what is of that day."""
        return self.since <= day and (self.until is None or day <= self.until)

    @property
    def document(self) -> Mapping[str, str | None]:
        """As it is published: `vkey`, `since`, `until`."""
        until = self.until.isoformat() if self.until else None
        return {"since": self.since.isoformat(), "until": until, "vkey": self.key.text}

    @property
    def days_zh(self) -> str:
        """`2026-01-01 启用`, `2026-01-01 启用、2027-12-31 停用`."""
        return str(self.days)

    @property
    def days(self) -> Sentence:
        """The same, as commands say it."""
        if self.until is None:
            return Sentence("{since} 启用", since=self.since)
        return Sentence("{since} 启用、{until} 停用", since=self.since, until=self.until)


def registered(county: County) -> tuple[LogKey, ...]:
    """The keys of a county's table `log_keys`, which holds no wrong ones (`wrong-log-key`)."""
    keys = county.registry.frame("log_keys")
    untils = [None if pd.isna(day) else day.date() for day in keys["until"]]
    return tuple(
        LogKey(notes.verifier_key(vkey), since.date(), until)
        for vkey, since, until in zip(keys["vkey"], keys["since"], untils, strict=True)
    )


def parse(document: object) -> LogKey:
    """The key of a `LogKey.document`; raises NotAKey for anything else."""
    if not isinstance(document, Mapping) or document.keys() != {"since", "until", "vkey"}:
        raise NotAKey("no key with its days")
    try:
        since = date.fromisoformat(document["since"])
        until = None if document["until"] is None else date.fromisoformat(document["until"])
    except (TypeError, ValueError) as fault:
        raise NotAKey("no day") from fault
    return LogKey(notes.verifier_key(str(document["vkey"])), since, until)


def check(
    log: Log, origin: str, keys: Sequence[LogKey], former: Sequence[LogKey] = ()
) -> tuple[Issue, ...]:
    """Checkpoints of another log, signatures that are wrong, unknown or out of their days.

    origin: the log's own name. keys: who may sign; former: who else may have signed checkpoints
    before the newest. Older ones without a signature are nothing to speak of; the newest without
    one is a warning. Only for a log without faults of its own.
    """
    if not log.checkpoints:
        return ()
    *older, newest = log.checkpoints
    issues = [i for one in older for i in _faults(one, log, origin, (*keys, *former))]
    issues += _faults(newest, log, origin, keys)
    if not newest.is_signed:
        issues.append(log_rules.UNSIGNED.issue(_path(newest)))
    return tuple(issues)


def _faults(
    checkpoint: Checkpoint, log: Log, origin: str, keys: Sequence[LogKey]
) -> Iterator[Issue]:
    path = _path(checkpoint)
    if checkpoint.origin != origin:
        names = {"found": checkpoint.origin, "expected": origin}
        yield log_rules.FOREIGN_CHECKPOINT.issue(path, 1, **names)
        return
    if not checkpoint.is_signed:
        return
    try:
        signers = checkpoint.note.signers(known.key for known in keys)
    except WrongSignature as wrong:
        yield log_rules.WRONG_SIGNATURE.issue(path, found=wrong.key.text)
        return
    if not signers:
        yield log_rules.UNKNOWN_KEY.issue(path, found="、".join(checkpoint.note.names))
        return
    day = log.entries[checkpoint.size - 1].released
    known_signers = [known for known in keys if known.key in signers]
    if not any(known.is_valid_on(day) for known in known_signers):
        first = known_signers[0]
        yield log_rules.EXPIRED_KEY.issue(
            path, found=first.key.text, expected=first.days_zh, day=day.isoformat()
        )


def _path(checkpoint: Checkpoint) -> str:
    return f"{CHECKPOINTS}/{checkpoint.size}"
