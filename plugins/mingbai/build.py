"""Data folder -> Checked; data folder -> Site, or DataInvalid. Without Pelican."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Container, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from functools import cache, partial
from pathlib import Path

import pandas as pd

from mingbai import fingerprints, history, read
from mingbai.check import (
    Check,
    Verdict,
    answers,
    clock,
    intake,
    kept_references,
    open_data,
    order,
    reconciliations,
    references,
    row_ids,
    series,
)
from mingbai.check.answers import Once, Subjects
from mingbai.check.cache import PackageResult, Ruling, Rulings
from mingbai.check.intake import Intake
from mingbai.check.kept import Kept
from mingbai.check.kept_references import AskedReferences
from mingbai.check.open_data import OpenPackage
from mingbai.check.reconciliations import Reconciled, Reconciliation
from mingbai.county import County
from mingbai.fingerprints import Contents
from mingbai.history import releases
from mingbai.history.log import Log
from mingbai.history.releases import ReleasedVersion
from mingbai.history.standings import Context, Memory, PackageStanding
from mingbai.issues import DataInvalid, Issue, Severity
from mingbai.kinds import KINDS
from mingbai.model import (
    KIND_SCOPE,
    Declarations,
    Disclosure,
    Edition,
    Kind,
    Name,
    Offer,
    Scope,
    Site,
    declarations,
    schemas_of,
)
from mingbai.read import Package, Tables, frictionless
from mingbai.schema import Schemas
from mingbai.tasks import Beforehand, FrameMaker, Judge

Verdicts = Mapping[str, tuple[tuple[Check, Verdict], ...]]


@dataclass(frozen=True)
class Checked:
    """The result of a check of all data. county is None where the registry has errors.

    issues: in order (see `check`). reconciled: what kinds say of the same things, compared; no
    pairs while anything forbids publication, for a fault in one kind is no difference between two.
    log: all that was released. standings: how each package of a whole kind stands to it, by path.
    package_results: of each package by itself, by its fingerprint; rulings: of rules; both empty
    unless earlier results were given, and then there are no verdicts and nothing is reconciled:
    what stands is not asked again, and leaves its issues alone. released: every version that was
    released, of the kinds that were looked at; versions are compared when they are first asked for.
    """

    issues: tuple[Issue, ...]
    packages: tuple[Package, ...]
    tables: Mapping[str, Tables]
    verdicts: Verdicts
    county: County | None
    reconciled: Reconciled = field(default_factory=Reconciled)
    open_data: tuple[OpenPackage, ...] = ()
    log: Log = field(default_factory=Log)
    standings: Mapping[str, PackageStanding] = field(default_factory=dict)
    package_results: Mapping[str, PackageResult] = field(default_factory=dict)
    rulings: Rulings = field(default_factory=Rulings)
    released: Callable[[], tuple[ReleasedVersion, ...]] = tuple

    @property
    def has_errors(self) -> bool:
        """Whether anything forbids publication; errors of open data keep out one package each."""
        return any(map(_forbids, self.issues))


def check(
    root: Path,
    kinds: Sequence[Kind] = KINDS,
    as_of: date | None = None,
    prose: Path | None = None,
    earlier: Mapping[str, PackageResult] | None = None,
    *,
    rulings: Rulings | None = None,
    contents: Contents | None = None,
    has_second_opinion: bool = False,
) -> Checked:
    """Every rule over every package below `root`; all issues in order (`order.in_order`).

    as_of: the date lateness is computed against; None takes the newest publication date.
    prose: the folder of Markdown texts, scanned for personal data. earlier: by
    `package.fingerprint`, the results of earlier checks (`intake.take_in`); None checks all anew.
    rulings: of the rules of an earlier check (`tasks.Judge`), given together with `earlier`.
    contents: where the sha256 of a file is known from; None: each is hashed for its fingerprint.
    With them tables are read when they are asked for, where they may (`intake.take_in`).
    has_second_opinion: every package is validated by Frictionless as well.
    """
    schemas = schemas_of(kinds)
    taken_in = intake.take_in(
        root, schemas, prose, earlier=earlier, contents=contents, rulings=rulings
    )
    issues = list(taken_in.issues)
    log = history.log.read(root)
    newest = max((p.published for p in taken_in.packages), default=date.min)
    today = as_of or newest
    remembered = _remembered(root, taken_in, earlier or {}, log, today)
    issues += remembered.issues

    @cache
    def every_version() -> tuple[ReleasedVersion, ...]:
        if not log.entries:
            return ()
        return releases.releases(root, log, taken_in.tables, remembered.standings)

    program = _program(kinds)
    declared = declarations(program)
    reference = declared.reference.name
    choices = {KIND_SCOPE.name: tuple(kind.name for kind in program)}
    makers = _makers(declared, taken_in.sound)
    known = references.KnownIds(taken_in.sound, taken_in.tables, choices)
    kept = Kept(taken_in.states, contents, rulings or Rulings())
    county = _county(taken_in, as_of, declared, dict(known) if rulings is None else known)
    verdicts: Verdicts = {}
    judge: Judge | None = None
    if county is None:
        issues += references.no_registry(root, reference, issues)
    else:
        released = [entry.released for entry in log.entries]
        asked = AskedReferences(
            sound=taken_in.sound,
            tables=taken_in.tables,
            county=county,
            choices=choices,
            reserved=declared.reserved,
            passed_over=frozenset(s.name for s in declared.scopes.values() if s.has_id_rules),
            today=max((county.as_of, *released)) if released or as_of else None,
        )
        ids = {} if rulings is None else kept_references.id_digests(known, kept)
        issues += kept_references.issues(asked, ids, kept)
        issues += references.publications(taken_in.packages, county)
        sound = [kind for kind in kinds if kind.name in taken_in.sound]
        own_tables = {kind.name: taken_in.tables[kind.name] for kind in sound}
        is_clear = not any(map(_forbids, issues))
        makers |= _clock_makers(sound if is_clear else ())
        if rulings is None:
            offers = {id_: partial(make, own_tables) for id_, make in makers.items()}
            county = replace(county, offers=offers)
            verdicts = _verdicts(sound, own_tables, county)
            issues += [i for runs in verdicts.values() for _, v in runs for i in v.issues]
        else:
            state = fingerprints.words(str(is_clear), *own_tables)
            judge = Judge(
                county,
                own_tables,
                makers,
                Beforehand(rulings, taken_in.prints, contents, sound=state, ids=ids),
            )
            county = judge.county
            issues += _judged(sound, judge)
    if has_second_opinion:
        issues += second_opinion(taken_in.packages, schemas)
    reconciled = Reconciled()
    if county is not None and not any(map(_forbids, issues)):
        compared = [r for r in _reconciliations(kinds) if r.is_read(county)]
        if judge is None:
            reconciled = reconciliations.reconcile(compared, county)
            issues += reconciliations.issues(reconciled)
        else:
            issues += judge.comparisons(compared)
        if len(kinds) == len(program):  # else what is replied to may not be looked at
            sound_tables = {name: taken_in.tables[name] for name in taken_in.sound}
            subjects = Subjects(
                tables=sound_tables,
                present=partial(row_ids.still_present, sound_tables, kept),
                compared={r.code for r in compared},
                pairs=reconciled.pairs if judge is None else partial(_pairs, compared, county),
                codes={check.rule.code for kind in kinds for check in kind.checks},
                once=lambda: _once(
                    every_version() if rulings is None else _repeated(root, taken_in, log, today)
                ),
            )
            issues += answers.check(county, subjects)
        issues += _signature_issues(log, county)
    issues += log.issues
    return Checked(
        issues=order.in_order(issues, schemas),
        packages=taken_in.packages,
        tables=taken_in.tables,
        verdicts=verdicts,
        county=county,
        reconciled=reconciled,
        open_data=taken_in.open_packages,
        log=log,
        standings=remembered.standings,
        package_results=_with_seals(taken_in, remembered, earlier or {}),
        rulings=_rulings(rulings, judge, {**taken_in.rulings, **kept.rulings}),
        released=every_version,
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
    from mingbai import portal  # imported here: a check alone needs no pages

    dataset_names = portal.dataset_names(kinds, checked.tables, checked.open_data)
    scopes = declarations(_program(kinds), portal.SCOPES).scopes
    edition = _edition(kinds, checked, checked.county, dataset_names, scopes)
    return Site(
        edition,
        pages=lambda: portal.pages(kinds, edition),
        make_panels=lambda: portal.panels(kinds, edition),
        downloads=lambda: portal.downloads(kinds, edition),
    )


def _forbids(issue: Issue) -> bool:
    """Whether an issue forbids publication of the county."""
    return issue.severity is Severity.ERROR and not open_data.is_of_open_data(issue)


def second_opinion(
    packages: Iterable[Package], schemas: Mapping[str, Schemas]
) -> tuple[Issue, ...]:
    """Issues that Frictionless finds in packages, read again from disk (slow); unordered."""
    return tuple(
        issue for p in packages for issue in frictionless.validate_package(p, schemas[p.kind])
    )


def _remembered(
    root: Path,
    taken_in: Intake,
    earlier: Mapping[str, PackageResult],
    log: Log,
    today: date,
) -> Memory:
    """Packages of kinds whose tables are whole, held against their seals and the log.

    Packages whose seals were right when they had the same content are not looked at again, unless
    the log has them otherwise.
    """
    results = {path: earlier.get(print_) for path, print_ in taken_in.prints.items()}
    sealed = {path: one.released for path, one in results.items() if one and one.is_sealed}
    sound = {name: taken_in.tables[name] for name in taken_in.sound}
    issues = tuple(history.seals.check(sound, sealed))
    memory = history.gate.check(root, sound, log, today, sealed)
    return replace(memory, issues=(*issues, *memory.issues))


def _with_seals(
    taken_in: Intake, memory: Memory, earlier: Mapping[str, PackageResult]
) -> Mapping[str, PackageResult]:
    """The results of packages by themselves, which say whether nothing is wrong with their seal.

    And which entry of the log has them: one without a standing is as it was.
    """
    wrong = {issue.path.rpartition("/")[0] for issue in memory.issues}
    sound = {p.path for name in taken_in.sound for p in taken_in.tables[name].packages} - wrong

    def released(path: str, print_: str) -> str:
        standing = memory.standings.get(path)
        if standing is None:
            return earlier[print_].released if print_ in earlier else ""
        return standing.entry.identity if standing.entry and standing.is_released else ""

    return {
        print_: replace(
            taken_in.results[print_],
            is_sealed=path in sound,
            released=released(path, print_) if path in sound else "",
        )
        for path, print_ in taken_in.prints.items()
    }


def _program(kinds: Sequence[Kind]) -> tuple[Kind, ...]:
    """All kinds of this program, whichever of them are looked at; given ones before its own.

    A county's rule set serves the whole program: what an absent kind declares is known too.
    """
    return tuple({kind.name: kind for kind in (*KINDS, *kinds)}.values())


def _reconciliations(kinds: Sequence[Kind]) -> tuple[Reconciliation, ...]:
    """Those between kinds that are looked at."""
    names = {kind.name for kind in kinds}
    return tuple(
        r
        for kind in kinds
        for r in kind.reconciliations
        if {frame.kind for frame in r.frames} <= names
    )


def _pairs(some: Iterable[Reconciliation], county: County, code: str) -> frozenset[str]:
    """The ids of the pairs of one reconciliation, compared for this."""
    asked = [one for one in some if one.code == code]
    return reconciliations.reconcile(asked, county).pairs(code)


def _rulings(earlier: Rulings | None, judge: Judge | None, others: Mapping[str, Ruling]) -> Rulings:
    """All that a check found or let stand; nothing where it was not to be kept.

    others: what was asked of other than rules and comparisons.
    """
    if earlier is None:
        return Rulings()
    rulings = judge.rulings if judge else earlier
    return replace(rulings, by_question={**rulings.by_question, **others})


def _county(
    taken_in: Intake,
    as_of: date | None,
    declared: Declarations,
    known: Mapping[str, frozenset[str]],
) -> County | None:
    """The county of a sound registry, without what kinds offer each other."""
    reference, tables, sound = declared.reference.name, taken_in.tables, taken_in.sound
    if reference not in sound or not tables[reference].packages:
        return None
    newest = max(p.published for p in taken_in.packages)
    return County(
        registry=tables[reference],
        as_of=as_of or newest,
        known=known,
        packages={name: tables[name].packages for name in sound},
        thresholds=declared.thresholds,
    )


def _makers(declared: Declarations, sound: Container[str]) -> dict[str, FrameMaker]:
    """What makes the frames that kinds offer, by `Frame.id`."""
    return {
        frame: partial(_rows, kind, offer, kind.name in sound)
        for frame, (kind, offer) in declared.offers.items()
    }


def _rows(
    kind: Kind, offer: Offer, is_sound: bool, tables: Mapping[str, Tables], county: County
) -> pd.DataFrame:
    """What a kind offers; of a kind that is not looked at or not sound the same without rows."""
    data = tables[kind.name] if is_sound else read.tables.read(kind.schemas, ())[0]
    return offer.rows(data, county)


def _verdicts(
    sound: Sequence[Kind], tables: Mapping[str, Tables], county: County
) -> dict[str, tuple[tuple[Check, Verdict], ...]]:
    """Verdicts of every rule; where the reference has errors only its own, as others use it."""
    verdicts: dict[str, tuple[tuple[Check, Verdict], ...]] = {}
    for kind in sorted(sound, key=lambda kind: not kind.is_reference):
        verdicts[kind.name] = _run(kind, tables[kind.name], county)
        issues = (issue for _, verdict in verdicts[kind.name] for issue in verdict.issues)
        if kind.is_reference and any(i.severity is Severity.ERROR for i in issues):
            break
    return verdicts


def _run(kind: Kind, data: Tables, county: County) -> tuple[tuple[Check, Verdict], ...]:
    """Every rule of a kind; where nothing was published there is nothing that it could look at."""
    if not data.packages:
        return tuple((check, Verdict(0)) for check in kind.checks)
    return tuple((check, check.run(data, county)) for check in kind.checks)


def _judged(sound: Sequence[Kind], judge: Judge) -> Iterator[Issue]:
    """As `_verdicts`, the issues alone; what stands is not asked again."""
    for kind in sorted(sound, key=lambda kind: not kind.is_reference):
        issues = judge.kind(kind)
        yield from issues
        if kind.is_reference and any(i.severity is Severity.ERROR for i in issues):
            return


def _edition(
    kinds: Sequence[Kind],
    checked: Checked,
    county: County,
    dataset_names: Iterable[Name],
    scopes: Mapping[str, Scope],
) -> Edition:
    disclosures: list[Disclosure] = []
    names: dict[tuple[str, str], Name] = {}
    for kind in kinds:
        data = checked.tables[kind.name]
        disclosures += kind.disclose(data, county)
        for name in kind.names(data, county):
            if name.scope not in scopes:
                raise ValueError(f"{kind.name}: no kind declares the scope {name.scope}")
            if names.setdefault((name.scope, name.id), name) is not name:
                raise ValueError(f"two kinds name {name.scope} {name.id}")
    names.update({(name.scope, name.id): name for name in dataset_names})
    disclosures.sort(key=lambda d: (-d.published.toordinal(), d.id))
    return Edition(
        county=county,
        tables=checked.tables,
        disclosures=tuple(disclosures),
        names=names,
        scopes=scopes,
        verdicts=checked.verdicts,
        warnings=tuple(i for i in checked.issues if i.severity is Severity.WARNING),
        dues=county.frame(clock.DUES),
        upcoming=county.frame(clock.UPCOMING),
        states={
            states.scope: states.decide(checked.tables[kind.name], county)
            for kind in kinds
            for states in kind.states
        },
        reconciled=checked.reconciled,
        open_data=checked.open_data,
        open_data_left_out=open_data.left_out(checked.issues),
        log=checked.log,
        releases=checked.released(),
        row_urls={kind.name: kind.row_urls for kind in kinds if kind.row_urls},
        seals={path: one.seal for path, one in checked.standings.items()},
    )


def _once(versions: Iterable[ReleasedVersion]) -> Once:
    """All rows and corrections that any of these versions had and that may be gone by now."""
    rows: set[str] = set()
    corrections: set[str] = set()
    for version in versions:
        entry = version.entry
        rows |= {row_ids.of_change(entry.kind, c.table, c.row) for c in version.changes if c.row}
        corrections |= {
            answers.correction_id(entry.package, one.number) for one in version.corrections
        }
    return Once(frozenset(rows), frozenset(corrections))


def _repeated(root: Path, taken_in: Intake, log: Log, today: date) -> tuple[ReleasedVersion, ...]:
    """The versions of packages that have several, where others are known to be as they were.

    A package that entered the log once has no former version: it is not looked at.
    """
    times = Counter(entry.package for entry in log.entries)
    changed = frozenset(path for path, count in times.items() if count > 1)
    known = Log(tuple(entry for entry in log.entries if entry.package in changed))
    tables = {name: taken_in.tables[name].of_packages(changed) for name in taken_in.sound}
    standings = {
        standing.package.path: standing
        for of_kind in tables.values()
        for standing in history.gate.standings_of(
            Context(root, of_kind, of_kind.schemas, today), known, {}, []
        )
    }
    return releases.releases(root, known, tables, standings)


def _signature_issues(log: Log, county: County) -> tuple[Issue, ...]:
    """What is wrong with the signatures of a sound log, by the keys of a sound registry."""
    if log.issues:
        return ()
    origin = history.checkpoints.origin_of(county.setting("site_url"))
    return history.signatures.check(log, origin, history.signatures.registered(county))


def _clock_makers(kinds: Sequence[Kind]) -> dict[str, FrameMaker]:
    """What makes the frames that say what was due (`clock.DUES`).

    kinds: none where a reference is wrong: nothing can be said of what is due, and there are no
    rows.
    """
    return {clock.DUES.id: partial(duties, kinds), clock.UPCOMING.id: partial(_upcoming, kinds)}


def duties(kinds: Sequence[Kind], tables: Mapping[str, Tables], county: County) -> pd.DataFrame:
    """All that these kinds had to publish or answer, with its state on `county.as_of`."""
    answers = (kind.dues(tables[kind.name], county) for kind in kinds)
    expected = _expected(kinds, tables, county, county.as_of)
    return clock.states((*answers, *expected), county.as_of)


def _upcoming(kinds: Sequence[Kind], tables: Mapping[str, Tables], county: County) -> pd.DataFrame:
    """What falls due in the months to come and is not done yet, in periods to come as well."""
    until = county.as_of + timedelta(days=clock.UPCOMING_DAYS)
    known = county.frame(clock.DUES)
    coming = _expected(kinds, tables, county, until, known=county.as_of)
    ahead = clock.states(coming, county.as_of)
    dues = pd.concat([known, ahead[~ahead["id"].isin(known["id"])]], ignore_index=True)
    is_near = dues["due"] <= pd.Timestamp(until)
    waiting = dues[(dues["state"] == clock.WAITING) & is_near]
    return waiting.sort_values(["due", "kind", "subject", "id"], ignore_index=True)


def _expected(
    kinds: Sequence[Kind],
    tables: Mapping[str, Tables],
    county: County,
    until: date,
    known: date | None = None,
) -> Iterator[pd.DataFrame]:
    """The series of these kinds and of the promises that they make, unrolled up to a day.

    known: as in `series.expected`.
    """
    promises = (kind.promises(tables[kind.name], county) for kind in kinds)
    promised = pd.concat(
        [pd.DataFrame(columns=list(series.PROMISE)), *(p for p in promises if len(p))]
    )
    for kind in kinds:
        yield series.expected(
            kind=kind.name,
            declared=kind.series,
            tables=tables[kind.name],
            county=county,
            promised=promised,
            until=until,
            known=known,
        )
