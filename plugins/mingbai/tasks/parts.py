"""An edition and a part of a kind -> what the part may see: its own packages, things and rows.

Of other kinds, of the registry and of what all share everything is seen.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any

import numpy as np
import numpy.typing as npt
import pandas as pd

from mingbai.check import Check, Proofs, Verdict
from mingbai.history import corrections
from mingbai.history.releases import ReleasedVersion
from mingbai.issues import Issue
from mingbai.model import Disclosure, Edition, KindPart
from mingbai.read import Package, Tables


@dataclass(frozen=True)
class Proved:
    """Of each frame of proofs, by its identity: the rows about each thing, by year."""

    _rows: dict[int, Mapping[str, Mapping[str, npt.NDArray[np.int64]]]] = field(
        default_factory=dict
    )

    def about(self, proofs: Proofs, things: frozenset[str], year: str = "") -> pd.DataFrame:
        """The rows about these things, in their order, of one year or of any.

        The first part of a subject is the thing; the second begins with the year.
        """
        key = id(proofs.frame)
        if key not in self._rows:
            self._rows[key] = _by_thing(proofs.frame["subject"].tolist())
        rows = [
            at
            for thing in things
            for of_year, at in self._rows[key].get(thing, {}).items()
            if year in ("", of_year)
        ]
        positions = np.sort(np.concatenate(rows)) if rows else np.zeros(0, np.int64)
        return proofs.frame.iloc[positions].reset_index(drop=True)


def _by_thing(subjects: Sequence[str]) -> Mapping[str, Mapping[str, npt.NDArray[np.int64]]]:
    """The rows of subjects, by thing and year."""
    parts = [subject.partition("/") for subject in subjects]
    places = np.array([f"{thing}/{rest[:4]}" for thing, _, rest in parts], dtype=object)
    codes, names = pd.factorize(places)
    order = np.argsort(codes, kind="stable")
    cuts = np.searchsorted(codes[order], np.arange(1, len(names)))
    pieces = np.split(order, cuts)  # one that is empty where there is no proof
    rows: dict[str, dict[str, npt.NDArray[np.int64]]] = {}
    for name, piece in zip(names.tolist(), pieces, strict=False):
        thing, _, year = name.partition("/")
        rows.setdefault(thing, {})[year] = piece
    return rows


_NOWHERE = Path("/dev/null/a-package-of-a-disclosure")


@dataclass(frozen=True)
class SeenEdition:
    """What a task may see of an edition.

    part: None for all of it. proved: what the proofs of an edition are about, found once for all
    parts of it.
    """

    edition: Edition
    part: KindPart | None = None
    proved: Proved = field(default_factory=Proved)

    def is_own(self, kind: str) -> bool:
        """Whether only a part of this kind is seen."""
        return self.part is not None and self.part.kind == kind

    def tables(self, kind: str) -> Tables:
        """The tables of a kind, of its part the rows of its packages."""
        return self._own_tables if self.is_own(kind) else self.edition.tables[kind]

    @cached_property
    def _own_tables(self) -> Tables:
        assert self.part is not None
        whole = self.edition.tables[self.part.kind]
        return whole.of_packages(self.part.packages)

    def release(self) -> None:
        """Let go of the rows of a part: they are cut again where they are asked for again."""
        self.__dict__.pop("_own_tables", None)

    def verdicts(self, kind: str) -> tuple[tuple[Check, Verdict], ...]:
        """What the rules found; of a part the proofs of its things and the issues of its files."""
        verdicts = self.edition.verdicts[kind]
        if self.part is None or not self.is_own(kind):
            return verdicts
        return tuple((check, self._own_verdict(verdict)) for check, verdict in verdicts)

    def _own_verdict(self, verdict: Verdict) -> Verdict:
        assert self.part is not None
        proofs = verdict.proofs
        if proofs is not None:
            proofs = Proofs(self.proved.about(proofs, self.part.ids, self.part.year), proofs.unit)
        return Verdict(0, self._own_issues(verdict.issues), proofs)  # how many of it: not known

    def _own_issues(self, issues: Sequence[Issue]) -> tuple[Issue, ...]:
        assert self.part is not None
        seen = self.part.packages
        return tuple(i for i in issues if i.path.rpartition("/")[0] in seen)

    @cached_property
    def corrections(self) -> tuple[ReleasedVersion, ...]:
        """As `Edition.corrections`, of those that are seen."""
        return replace(self.edition, releases=self.releases).corrections

    @cached_property
    def disclosures(self) -> tuple[Disclosure, ...]:
        """All of them; their packages lie nowhere: a file is opened by way of tables alone.

        Corrections are not among their tables: they disclose nothing.
        """
        packages = {d.package.path: d.package for d in self.edition.disclosures}
        rootless = {
            path: replace(p, root=_NOWHERE, files=_without_corrections(p.files))
            for path, p in packages.items()
        }
        return tuple(replace(d, package=rootless[d.package.path]) for d in self.edition.disclosures)

    @cached_property
    def warnings(self) -> tuple[Issue, ...]:
        """Of a part: those about its own files, and no others."""
        issues = self.edition.warnings
        return issues if self.part is None else self._own_issues(issues)

    @cached_property
    def dues(self) -> pd.DataFrame:
        """Of a part: what its kind owed for its own things, in its year, and nothing else."""
        return self._own_dues(self.edition.dues)

    @cached_property
    def upcoming(self) -> pd.DataFrame:
        """As `dues`."""
        return self._own_dues(self.edition.upcoming)

    def _own_dues(self, dues: pd.DataFrame) -> pd.DataFrame:
        if self.part is None or "kind" not in dues:
            return dues
        own = dues[(dues["kind"] == self.part.kind) & dues["subject"].isin(self.part.ids)]
        return own[own["period"].str[:4] == self.part.year] if self.part.year else own

    def states(self, scope: str) -> pd.DataFrame:
        """How the things of a scope stand; of the scope of a part its own things."""
        states = self.edition.states[scope]
        is_own = self.part is not None and self.part.scope == scope
        return states[states.index.isin(self.part.ids)] if self.part and is_own else states

    @cached_property
    def releases(self) -> tuple[ReleasedVersion, ...]:
        """Of a part: the versions of its own packages, and of those of its kind that are gone."""
        if self.part is None:
            return self.edition.releases
        kind = self.part.kind
        others = {p.path for p in self.edition.tables[kind].packages} - self.part.packages
        return tuple(
            r
            for r in self.edition.releases
            if r.entry.kind == kind and r.entry.package not in others
        )


def _without_corrections(files: Mapping[str, str]) -> Mapping[str, str]:
    return {name: file for name, file in files.items() if name != corrections.SCHEMA.name}


def told_of(package: Package) -> Mapping[str, Any]:
    """What a descriptor says of the package as a whole."""
    return {name: value for name, value in package.descriptor.items() if name != "resources"}


def of_packages(tables: Tables, packages: frozenset[str]) -> Tables:
    """As `Tables.of_packages`, of tables that nobody watches."""
    return tables.of_packages(packages)
