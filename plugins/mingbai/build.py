"""Data folder -> Checked, all issues; data folder -> Site, or DataInvalid. No Pelican here."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import groupby
from pathlib import Path

import pandas as pd

from mingbai.check import Check, Verdict, clock, intake, references
from mingbai.check.memory import Seen
from mingbai.check.open_data import OpenPackage
from mingbai.county import County
from mingbai.issues import DataInvalid, Issue, Severity
from mingbai.kinds import KINDS
from mingbai.model import Disclosure, Edition, Kind, Name, Panel, Site
from mingbai.read import Package, Tables, frictionless
from mingbai.schema import Schemas

Verdicts = Mapping[str, tuple[tuple[Check, Verdict], ...]]


@dataclass(frozen=True)
class Checked:
    """What a check of all data found. county is None where the registry itself is not sound.

    seen: what each package was found to be by itself, by its fingerprint, where that was asked for.
    """

    issues: tuple[Issue, ...]
    packages: tuple[Package, ...]
    tables: Mapping[str, Tables]
    verdicts: Verdicts
    county: County | None
    open_data: tuple[OpenPackage, ...] = ()
    seen: Mapping[str, Seen] = field(default_factory=dict)

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids publication."""
        return any(issue.severity is Severity.ERROR for issue in self.issues)


def check(
    root: Path,
    kinds: Sequence[Kind] = KINDS,
    as_of: date | None = None,
    prose: Path | None = None,
    known: Mapping[str, Seen] | None = None,
) -> Checked:
    """Every rule over every package below `root`; issues sorted by file and line.

    as_of: the date lateness is computed against; None takes the newest publication date.
    prose: the folder of Markdown texts, looked through for personal data. known: what earlier
    checks found in single packages (`gate.through`); None has everything looked through.
    """
    gated = intake.through(root, {kind.name: kind.schemas for kind in kinds}, prose, known)
    found = list(gated.issues)
    county = _county(gated.tables, gated.sound, gated.packages, as_of)
    verdicts: Verdicts = {}
    if county is None:
        found += references.no_registry(root, found)
    else:
        found += references.check(gated.sound, gated.tables, county)
        found += references.identities(gated.sound, gated.tables)
        found += references.publications(gated.packages, county)
        sound = [kind for kind in kinds if kind.name in gated.sound]
        verdicts = _verdicts(sound, gated.tables, county)
        found += [i for runs in verdicts.values() for _, v in runs for i in v.issues]
    ordered = tuple(sorted(found, key=lambda issue: issue.order))
    return Checked(
        issues=ordered,
        packages=gated.packages,
        tables=gated.tables,
        verdicts=verdicts,
        county=county,
        open_data=gated.opened,
        seen=gated.seen,
    )


def build(
    root: Path,
    kinds: Sequence[Kind] = KINDS,
    as_of: date | None = None,
    prose: Path | None = None,
) -> Site:
    """A whole portal from the data below `root`; raises DataInvalid if anything forbids it."""
    return site(check(root, kinds, as_of, prose), kinds)


def site(checked: Checked, kinds: Sequence[Kind] = KINDS) -> Site:
    """A whole portal from data that was checked with these kinds; raises DataInvalid."""
    if checked.has_errors or checked.county is None:
        raise DataInvalid(checked.issues)
    from mingbai import portal  # a check alone never pays for pages

    named = portal.dataset_names(kinds, checked.tables, checked.open_data)
    edition = _edition(kinds, checked, checked.county, named)
    panels = _panels(kinds, edition, portal.record_panels(edition))
    return Site(
        edition,
        pages=lambda: portal.pages(kinds, edition),
        panels=panels,
        downloads=lambda: portal.downloads(kinds, edition),
    )


def second_opinion(checked: Checked, kinds: Sequence[Kind] = KINDS) -> tuple[Issue, ...]:
    """What the standard itself says of every package, read anew from disk (slow)."""
    schemas = {kind.name: kind.schemas for kind in kinds}
    return tuple(
        issue for p in checked.packages for issue in frictionless.oracle(p, schemas[p.kind])
    )


def _county(
    read: Mapping[str, Tables],
    sound: Mapping[str, Schemas],
    packages: Sequence[Package],
    as_of: date | None,
) -> County | None:
    if "registry" not in sound or not read["registry"].packages:
        return None
    newest = max(p.published for p in packages)
    known = references.known(sound, read)
    return County(read["registry"], as_of or newest, known, {name: read[name] for name in sound})


def _verdicts(
    sound: Sequence[Kind], read: Mapping[str, Tables], county: County
) -> dict[str, tuple[tuple[Check, Verdict], ...]]:
    """Every rule; while the registry has errors only its own, for all others stand on it."""
    verdicts: dict[str, tuple[tuple[Check, Verdict], ...]] = {}
    for kind in sorted(sound, key=lambda kind: kind.name != "registry"):
        verdicts[kind.name] = _run(kind, read[kind.name], county)
        issues = (issue for _, verdict in verdicts[kind.name] for issue in verdict.issues)
        if kind.name == "registry" and any(i.severity is Severity.ERROR for i in issues):
            break
    return verdicts


def _run(kind: Kind, data: Tables, county: County) -> tuple[tuple[Check, Verdict], ...]:
    """Every rule of a kind; where nothing was published there is nothing that it could look at."""
    if not data.packages:
        return tuple((check, Verdict(0)) for check in kind.checks)
    return tuple((check, check.run(data, county)) for check in kind.checks)


def _edition(
    kinds: Sequence[Kind], checked: Checked, county: County, named: Iterable[Name]
) -> Edition:
    disclosures: list[Disclosure] = []
    names: dict[tuple[str, str], Name] = {}
    observed: dict[str, pd.DataFrame] = {}
    for kind in kinds:
        data = checked.tables[kind.name]
        disclosures += kind.disclose(data, county)
        for name in kind.names(data, county):
            if names.setdefault((name.scope, name.id), name) is not name:
                raise ValueError(f"two kinds name {name.scope} {name.id}")
        observed.update(kind.observe(data, county))
    names.update({(name.scope, name.id): name for name in named})
    dues = clock.states((k.dues(checked.tables[k.name], county) for k in kinds), county.as_of)
    disclosures.sort(key=lambda d: (-d.published.toordinal(), d.id))
    return Edition(
        county=county,
        tables=checked.tables,
        disclosures=tuple(disclosures),
        names=names,
        verdicts=checked.verdicts,
        warnings=checked.issues,
        observed=observed,
        dues=dues,
        open_data=checked.open_data,
    )


def _panels(
    kinds: Sequence[Kind], edition: Edition, records: Iterable[Panel]
) -> Mapping[tuple[str, str], tuple[Panel, ...]]:
    def all_panels() -> Iterator[Panel]:
        for kind in kinds:
            yield from kind.panels(edition.tables[kind.name], edition)
        yield from records

    ordered = sorted(all_panels(), key=lambda p: (p.subject, p.order, p.title))
    return {key: tuple(group) for key, group in groupby(ordered, key=lambda p: p.subject)}
