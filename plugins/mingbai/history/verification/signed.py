"""The note of a site's manifest: whether it is of this very manifest, and who signed it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from mingbai.history import manifest, notes
from mingbai.history.manifest import NotAManifest, Statement
from mingbai.history.notes import NotANote, Note, WrongSignature
from mingbai.history.signatures import LogKey
from mingbai.history.verification import rules
from mingbai.history.verification.about import SiteFacts
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue


def check(
    site: SiteTree, facts: SiteFacts | None, trusted: Sequence[LogKey], *, must_be_signed: bool
) -> tuple[tuple[str, ...], tuple[Issue, ...]]:
    """Who signed the manifest, as vkeys, and what is wrong with the note."""
    content = site.body(manifest.NOTE)
    if content is None:
        rule = rules.SIGNATURE_ABSENT if must_be_signed else rules.UNSIGNED
        return (), (rule.issue(manifest.NOTE),)
    try:
        note = notes.parse(content)
        statement = manifest.parse_statement(note.text)
        signers = note.signers(known.key for known in trusted)
    except (NotANote, NotAManifest):
        return (), (rules.BROKEN_NOTE.issue(manifest.NOTE),)
    except WrongSignature as wrong:
        return (), (rules.WRONG_SIGNATURE.issue(manifest.NOTE, found=wrong.key.text),)
    known_signers = [known for known in trusted if known.key in signers]
    faults = (
        *_statement_faults(site, facts, statement),
        *_signer_faults(note, known_signers, statement),
    )
    return tuple(key.text for key in signers), faults


def _statement_faults(
    site: SiteTree, facts: SiteFacts | None, statement: Statement
) -> Iterator[Issue]:
    """A note of another site, or of another state of this one."""
    if facts is not None and statement.origin != facts.address:
        yield rules.FOREIGN_NOTE.issue(
            manifest.NOTE, found=statement.origin, expected=facts.address
        )
    is_of_this = site.digests.get(manifest.NAME) == statement.digest
    if not is_of_this or (facts is not None and statement.as_of != facts.as_of):
        yield rules.ANOTHER_NOTE.issue(manifest.NOTE, found=statement.as_of.isoformat())


def _signer_faults(note: Note, signers: Sequence[LogKey], statement: Statement) -> Iterator[Issue]:
    """No signature of a trusted key, or of none in its days."""
    if not signers:
        yield rules.UNKNOWN_KEY.issue(manifest.NOTE, found="、".join(note.names))
    elif not any(known.is_valid_on(statement.as_of) for known in signers):
        yield rules.EXPIRED_KEY.issue(
            manifest.NOTE,
            found=signers[0].key.text,
            expected=signers[0].days_zh,
            day=statement.as_of.isoformat(),
        )
