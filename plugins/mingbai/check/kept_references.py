"""Identities across kinds -> of each kind what an earlier check found, where it looked at the same.

What is looked at are the tables of the kind, the ids that they may refer to, and a day. Ids are
kept as digests, by scope and kind: only where one of these changed are other kinds read for it.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from functools import partial

from mingbai import fingerprints
from mingbai.check import references
from mingbai.check.cache import Ruling
from mingbai.check.kept import Kept
from mingbai.check.references import KnownIds
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.read import Tables
from mingbai.schema import Schemas


@dataclass(frozen=True)
class AskedReferences:
    """What identities are looked at with, see `references`.

    sound: the schemas of the kinds that are looked at. choices: see `references.check`. reserved,
    passed_over: see `references.identities`. today: see `references.days`.
    """

    sound: Mapping[str, Schemas]
    tables: Mapping[str, Tables]
    county: County
    choices: Mapping[str, Sequence[str]]
    reserved: frozenset[str]
    passed_over: frozenset[str]
    today: date | None

    def issues(self, kind: str) -> Iterator[Issue]:
        """What is wrong in the tables of one sound kind, unordered."""
        sound = {kind: self.sound[kind]}
        yield from references.check(sound, self.tables, self.county, self.choices)
        yield from references.identities(sound, self.tables, self.reserved, self.passed_over)
        yield from references.days(sound, self.tables, self.today)

    def scopes(self, kind: str) -> tuple[str, ...]:
        """The scopes that the tables of a kind refer to, and that any kind identifies; sorted."""
        named = {f.refers for schema in self.sound[kind] for f in schema.fields if f.refers}
        return tuple(sorted(named & set(self.county.known)))


def id_digests(known: KnownIds, kept: Kept) -> dict[str, str]:
    """Scope -> the digest of all its ids but those that the program itself says."""

    def of_kind(scope: str, kind: str) -> str:
        reads = kept.of_kind(kind)

        def look() -> Ruling:
            ids = sorted(known.of_kind(scope, kind))
            return Ruling(reads, content=fingerprints.words(*ids))

        return kept.ruling(f"ids {scope} {kind}", reads, look).content

    return {
        scope: fingerprints.words(*(of_kind(scope, kind) for kind in known.kinds(scope)))
        for scope in known
    }


def issues(asked: AskedReferences, ids: Mapping[str, str], kept: Kept) -> Iterator[Issue]:
    """What is wrong in the tables of all sound kinds. ids: of each scope (`id_digests`).

    Without them nothing is kept, see `Kept`.
    """
    for kind in asked.sound:
        scopes = asked.scopes(kind)
        reads = {
            **kept.of_kind(kind),
            "ids": fingerprints.words(*scopes, *(ids.get(scope, "") for scope in scopes)),
            "today": str(asked.today),
        }
        yield from kept.issues(f"references {kind}", reads, partial(asked.issues, kind))
