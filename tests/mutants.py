"""A data folder -> the same with one cell changed in each unit, and which rules see it.

A unit is what rules look at on its own: a book, an appraisal round, a case, an item, a year.
"""

from __future__ import annotations

import csv
import dataclasses
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path

from mingbai import build
from mingbai.issues import Issue, Severity
from mingbai.kinds import by_name
from mingbai.read import tables
from mingbai.schema import Field

STRUCTURAL = frozenset(rule.code for rule in tables.RULES)
Rows = list[list[str]]
Seen = frozenset[tuple[str, str, int | None, str | None]]


@dataclass(frozen=True)
class Mutant:
    """One cell changed: `row` counts from 0 below the heading."""

    path: Path
    table: str
    field: str
    row: int
    unit: str
    was: str
    now: str

    def __str__(self) -> str:
        place = "/".join(self.path.parts[-4:])
        return f"{place}:{self.row + 2}:{self.field} {self.was!r} -> {self.now!r} ({self.unit})"


@dataclass(frozen=True)
class Outcome:
    """A mutant and the rules that saw it: code to severity; none if it escaped."""

    mutant: Mutant
    codes: Mapping[str, Severity]

    @property
    def column(self) -> str:
        """`entries.amount`."""
        return f"{self.mutant.table}.{self.mutant.field}"

    @property
    def is_refused(self) -> bool:
        """Whether an error forbids publication."""
        return Severity.ERROR in self.codes.values()


class MutationData:
    """One kind's data of the demo county in a folder of its own, to be spoiled and mended.

    unit: the column that every table of the kind has and that names its units. beside: kinds that
    the rules look things up in. Rules of those are not run: they are not in question.
    """

    def __init__(
        self, data: Path, folder: Path, kind: str, unit: str, beside: tuple[str, ...]
    ) -> None:
        for name in ("registry", *beside, kind):
            shutil.copytree(data / name, folder / name)
        self.folder, self.unit = folder, unit
        quiet = [dataclasses.replace(by_name(name), checks=()) for name in ("registry", *beside)]
        self.kind = by_name(kind)
        self.kinds = (*quiet, self.kind)
        self.files: dict[Path, Rows] = {}
        for schema in self.kind.schemas:
            for path in sorted((folder / kind).glob(f"*/*/{schema.name}.csv")):
                with path.open(encoding="utf-8", newline="") as handle:
                    self.files[path] = list(csv.reader(handle))
        self.usual = self._seen(self._issues())

    def _issues(self) -> tuple[Issue, ...]:
        return build.check(self.folder, self.kinds).issues

    def _seen(self, issues: Sequence[Issue]) -> Seen:
        return frozenset((i.code, i.path, i.row, i.field) for i in issues)

    def cells(self) -> dict[tuple[str, str], dict[str, list[tuple[Path, int]]]]:
        """(table, field) -> unit -> where its cells are; fields that name the row are left out."""
        found: dict[tuple[str, str], dict[str, list[tuple[Path, int]]]] = {}
        for path, (heading, *rows) in self.files.items():
            if self.unit not in heading:
                continue  # of nothing that the unit is changed with
            own = next(s for s in self.kind.schemas if s.name == path.stem)
            names = [field.name for field in own.fields if field.name not in own.primary_key]
            at = heading.index(self.unit)
            for field in set(names) & set(heading) - {self.unit}:
                units = found.setdefault((path.stem, field), {})
                for row, cells in enumerate(rows):
                    units.setdefault(cells[at], []).append((path, row))
        return found

    def mutants(self, rng: random.Random, each: int, only: frozenset[str]) -> list[Mutant]:
        """`each` mutants of every column whose `table.field` is in `only`, spread over units."""
        fields = {(s.name, f.name): f for s in self.kind.schemas for f in s.fields}
        used: Counter[str] = Counter()
        made: list[Mutant] = []
        for (table, name), units in sorted(self.cells().items()):
            for _ in range(each if f"{table}.{name}" in only else 0):
                unit = min(sorted(units), key=lambda u: (used[u], rng.random()))
                used[unit] += 1
                made.append(self._mutant(rng, table, fields[table, name], unit, units[unit]))
        return made

    def _mutant(
        self, rng: random.Random, table: str, field: Field, unit: str, at: list[tuple[Path, int]]
    ) -> Mutant:
        path, row = rng.choice(at)
        heading, *rows = self.files[path]
        column = heading.index(field.name)
        was = rows[row][column]
        others = sorted({r[column] for r in rows} - {was})
        return Mutant(
            path=path,
            table=table,
            field=field.name,
            row=row,
            unit=unit,
            was=was,
            now=changed(rng, field, was, others),
        )

    def outcomes(self, mutants: Sequence[Mutant], together: bool = True) -> list[Outcome]:
        """What becomes of each; `together` checks one of each unit in one go."""
        return [
            outcome
            for batch in (_batches(mutants) if together else ([m] for m in mutants))
            for outcome in self._batch(batch)
        ]

    def _batch(self, batch: list[Mutant]) -> Iterator[Outcome]:
        """A row that the gate refuses keeps rules from running: such mutants go first."""
        while batch:
            codes = self._codes(batch)
            refused = [m for m in batch if STRUCTURAL & codes[m.unit].keys()]
            for mutant in refused or batch:
                yield Outcome(mutant, codes[mutant.unit])
            batch = [m for m in batch if m not in refused] if refused else []

    def _codes(self, batch: list[Mutant]) -> dict[str, dict[str, Severity]]:
        """Unit -> the rules that say something new of its rows."""
        self._write(batch, lambda m: m.now)
        issues = self._issues()
        self._write(batch, lambda m: m.was)
        found: dict[str, dict[str, Severity]] = {m.unit: {} for m in batch}
        for issue in issues:
            if issue.row is None or self._seen([issue]) <= self.usual:
                continue
            rows = self.files[self.folder / issue.path]
            unit = rows[issue.row - 1][rows[0].index(self.unit)]
            found.setdefault(unit, {})[issue.code] = issue.severity
        assert found.keys() == {m.unit for m in batch}, "a unit that was not touched is blamed"
        return found

    def _write(self, batch: list[Mutant], cell: Callable[[Mutant], str]) -> None:
        for mutant in batch:
            rows = self.files[mutant.path]
            rows[mutant.row + 1][rows[0].index(mutant.field)] = cell(mutant)
        for path in {mutant.path for mutant in batch}:
            with path.open("w", encoding="utf-8", newline="") as handle:
                csv.writer(handle, lineterminator="\n").writerows(self.files[path])


def _batches(mutants: Sequence[Mutant]) -> list[list[Mutant]]:
    """At most one mutant of each unit in a batch."""
    batches: list[dict[str, Mutant]] = []
    for mutant in mutants:
        free = next((b for b in batches if mutant.unit not in b), None)
        if free is None:
            batches.append({mutant.unit: mutant})
        else:
            free[mutant.unit] = mutant
    return [list(batch.values()) for batch in batches]


def changed(rng: random.Random, field: Field, was: str, others: Sequence[str]) -> str:
    """Another cell of the same form, as a clerk mistypes it or copies it from the wrong row."""
    if field.enum:
        return rng.choice([value for value in field.enum if value != was])
    if field.type == "boolean":
        return next(v for v in (*field.true_values, *field.false_values) if v != was)
    if not was:
        return rng.choice([o for o in others if o] or ["1"])
    if field.type == "date":
        days = rng.choice([-365, -31, -3, -1, 1, 2, 10, 30, 365])
        return (date.fromisoformat(was) + timedelta(days)).isoformat()
    if field.type in {"number", "integer"}:
        return _figure(rng, was)
    if any(c.isdigit() for c in was) and was.isascii():
        return _digit(rng, was)
    return rng.choice(others) if others else was[:-1] or "某"


def _figure(rng: random.Random, was: str) -> str:
    """A digit mistyped, two digits swapped, a point moved, a hundredth more: another value."""
    swapped = [
        was[:i] + was[i + 1] + was[i] + was[i + 2 :]
        for i in range(len(was) - 1)
        if was[i : i + 2].isdigit() and was[i] != was[i + 1]
    ]
    whole, point, cents = was.partition(".")
    moved = [f"{whole}0{point}{cents}"] if int(was.replace(".", "")) else []
    return rng.choice([_digit(rng, was), *swapped[:1], *swapped[-1:], *moved])


def _digit(rng: random.Random, was: str) -> str:
    at = rng.choice([i for i, c in enumerate(was) if c.isdigit()])
    return was[:at] + rng.choice("0123456789".replace(was[at], "")) + was[at + 1 :]
