"""A published site + a private key -> the note that signs its manifest."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from mingbai.history import manifest, notes
from mingbai.history.notes import NotANote, Signature, SignerKey
from mingbai.history.signatures import LogKey
from mingbai.history.verification import about, listed, rules, site_log
from mingbai.history.verification.about import SiteFacts
from mingbai.history.verification.trees import SiteTree
from mingbai.issues import Issue


class KeyRefused(Exception):
    """A key that a site does not name, or not for its day. known: what it says of it, or None."""

    def __init__(self, known: LogKey | None) -> None:
        super().__init__(known.days_zh if known else "unknown")
        self.known = known


def sign(root: Path, key: SignerKey) -> tuple[Issue, ...]:
    """Write the note beside the manifest; where files are not as listed, write nothing and say so.

    Signatures of others under the same manifest stay. Raises KeyRefused; a site that names no keys
    takes any.
    """
    site = SiteTree(root)
    facts = about.about(site)
    keys, faults = site_log.keys(site)
    issues = [*faults, *listed.check(site)]
    if facts is None:
        return (*issues, rules.BROKEN_EDITION.issue(about.PATH))
    if issues:
        return tuple(issues)
    _demand(key, keys, facts)
    content = site.body(manifest.NAME) or b""
    text = manifest.statement(facts.address, content, facts.as_of).text
    note = notes.signed(text, [key], _earlier(site, text))
    staging = root / f"{manifest.NOTE}.new"
    staging.write_bytes(note)
    staging.replace(root / manifest.NOTE)  # the note of before or the new one, never a part
    return ()


def _demand(key: SignerKey, keys: Sequence[LogKey], facts: SiteFacts) -> None:
    """Raises KeyRefused where the site's own keys would make the signature worthless."""
    known = next((known for known in keys if known.key == key.verifier), None)
    if keys and (known is None or not known.is_valid_on(facts.as_of)):
        raise KeyRefused(known)


def _earlier(site: SiteTree, text: str) -> tuple[Signature, ...]:
    """Signatures of the same text that are there already."""
    try:
        note = notes.parse(site.body(manifest.NOTE) or b"")
    except NotANote:
        return ()
    return note.signatures if note.text == text else ()
