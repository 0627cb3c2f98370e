"""A kind's demo data -> what becomes of changes to its columns, by the page on second sources."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from demo_tables import DATA
from mingbai.kinds import KINDS, by_name
from mutants import MutationData, Outcome
from second_sources import CLASSES, Column, class_of, columns
from sizes import PROFILE

SEED = 20260701
_FLOOR = 0.95
# Kinds by the file that tries them, `test_mutation_<group>.py` (its `GROUP`); the rest: `others`.
_GROUPS: Mapping[str, tuple[str, ...]] = {
    "accounts": ("accounts",),
    "villages": ("holdings", "village_affairs"),
    "items": ("registry", "approvals", "completions", "delays"),
    "offices": ("commitments", "complaints", "accountability", "appraisals", "key_work"),
}
# Columns of which equal values make rows one unit (`MutationData`), where they are not those that
# name things: of kinds whose rules look at several things at once.
_KEYS: Mapping[str, tuple[str, ...]] = {
    "registry": (),
    "approvals": ("item_code", "into_item"),
    "delays": ("receipt_no", "notice_no"),
    "accountability": ("decision_no", "complaint_no"),
    "appraisals": ("round_id",),
    "performance": ("year+class",),
    "inspections": ("filing_no", "agency+objects"),
    "accounts": ("book_id", "contract_no", "project_no"),
    "holdings": ("contract_no", "asset_no", "resource_no", "subject_no"),
    "village_affairs": ("matter_no", "project_no", "list_no"),
    "regulations": ("document_no", "replaces"),
}


@dataclass(frozen=True)
class Each:
    """How many changes are made to a column that has a second source, and to one that has none."""

    sourced: int
    unsourced: int


_EACH = {"quick": Each(1, 0), "house": Each(2, 0), "deep": Each(14, 3)}


@dataclass(frozen=True)
class Trial:
    """What became of the changes to one column."""

    column: Column
    outcomes: tuple[Outcome, ...]

    @property
    def seen(self) -> int:
        """How many a rule or comparison saw."""
        return sum(bool(outcome.codes) for outcome in self.outcomes)


def data_of(kind: str, folder: Path) -> MutationData:
    """The demo's data of a kind, to be spoiled."""
    own = by_name(kind)
    naming = tuple(f.name for schema in own.schemas for f in schema.fields if f.identifies)
    return MutationData(DATA, folder, kind, _KEYS.get(kind, naming))


def tried(group: str, folder: Path) -> list[Trial]:
    """All columns of a group's kinds, as often as the profile says."""
    grouped = {kind for kinds in _GROUPS.values() for kind in kinds}
    others = tuple(kind.name for kind in KINDS if kind.name not in grouped)
    kinds = others if group == "others" else _GROUPS[group]
    return [trial for kind in kinds for trial in tried_of(kind, folder / kind, _EACH[PROFILE])]


def tried_of(kind: str, folder: Path, each: Each) -> list[Trial]:
    """All columns of one kind, so often."""
    own = [column for column in columns() if column.kind == kind]
    data, rng = data_of(kind, folder), random.Random(SEED)
    mutants = [
        *data.mutants(rng, each.sourced, {c.name: c.is_in for c in own if c.codes}),
        *data.mutants(rng, each.unsourced, {c.name: c.is_in for c in own if not c.codes}),
    ]
    outcomes = data.outcomes(mutants)
    return [Trial(c, tuple(o for o in outcomes if o.mutant.column == c.name)) for c in own]


def expect_seen(trials: Sequence[Trial], capsys: pytest.CaptureFixture[str]) -> None:
    """Of the changes to columns with a second source 95 of 100 were seen; the report is printed."""
    with capsys.disabled():
        print(table_of("类别", CLASSES, class_name, trials))
    assert _share(trials) >= _FLOOR, f"{_share(trials):.1%} seen, not:{_missed(trials)}"


def _missed(trials: Iterable[Trial]) -> str:
    """Changes of columns with a second source that nothing saw, one a line."""
    return "".join(
        f"\n  {outcome.mutant}"
        for trial in trials
        if trial.column.codes
        for outcome in trial.outcomes
        if not outcome.codes
    )


def _share(trials: Iterable[Trial]) -> float:
    """Of the changes to columns with a second source, the share that was seen."""
    sourced = [trial for trial in trials if trial.column.codes]
    return sum(trial.seen for trial in sourced) / sum(len(trial.outcomes) for trial in sourced)


def table_of(
    title: str,
    names: Sequence[str],
    name_of: Callable[[Trial], str | None],
    trials: Sequence[Trial],
) -> str:
    """Markdown: by name, what was changed and seen, with a second source and without."""
    lines = [
        "",
        f"| {title} | 有第二处：改了 | 查出 | 没有第二处：改了 | 查出 |",
        "|---|--:|--:|--:|--:|",
    ]
    for name in names:
        counts = []
        for has_source in (True, False):
            own = [t for t in trials if name_of(t) == name and bool(t.column.codes) == has_source]
            counts += [sum(len(t.outcomes) for t in own), sum(t.seen for t in own)]
        if any(counts):
            lines.append("".join(f"| {cell} " for cell in (name, *counts)) + "|")
    return "\n".join(lines)


def class_name(trial: Trial) -> str | None:
    """The class of its column."""
    schemas = {schema.name: schema for schema in by_name(trial.column.kind).schemas}
    schema = schemas[trial.column.table]
    return class_of(schema, schema[trial.column.field])
