"""A county's data -> the same with one cell changed in many units at once, and what sees each.

A unit is what rules look at on its own: a book, a contract with its asset, a case, an item. Rows
belong to one unit where they share a key; a finding is put down to the mutant whose unit it names.
What can be put down to none, or to several, is tried again with fewer mutants, at last alone.
"""

from __future__ import annotations

import csv
import random
import shutil
from collections import Counter
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from pathlib import Path

import sizes
from harness import seal
from mingbai import build
from mingbai.check.cache import Rulings
from mingbai.history import seals
from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS, by_name
from mingbai.model import Kind
from mingbai.schema import Field, Schema
from miswriting import miswritten

# A package that cannot be read cannot be sealed anew: what its old seal says of it is no finding.
_OF_SEALS = frozenset(rule.code for rule in seals.RULES)
Rows = list[list[str]]
Row = Mapping[str, str]
Cell = tuple[str, int]  # file below the data folder, and row from 0 below the heading
Place = tuple[str, int]  # file below the data folder, and line


@dataclass(frozen=True)
class Mutant:
    """One cell changed. row: counts from 0 below the heading. units: those it may be seen in."""

    path: str
    table: str
    field: str
    row: int
    was: str
    now: str
    units: frozenset[int]

    @property
    def column(self) -> str:
        """`entries.amount`."""
        return f"{self.table}.{self.field}"

    def __str__(self) -> str:
        return f"{self.path}:{self.row + 2}:{self.field} {self.was!r} -> {self.now!r}"


@dataclass(frozen=True)
class Outcome:
    """A mutant and the rules and comparisons that saw it: code to severity; none if it escaped."""

    mutant: Mutant
    codes: Mapping[str, Severity]

    @property
    def is_refused(self) -> bool:
        """Whether an error forbids publication."""
        return Severity.ERROR in self.codes.values()


def around(kind: Kind) -> tuple[Kind, ...]:
    """The kind, those that read it, those that any of these read, and the registry.

    Rules that do not look at the kind say the same of every mutant: they are left out.
    """
    if kind.is_reference:
        return (kind,)
    compared = {k.name: {f.kind for r in k.reconciliations for f in r.frames} for k in KINDS}
    read = {k.name: {f.kind for f in k.reads} | compared[k.name] for k in KINDS}
    near = {kind.name} | {name for name, others in read.items() if kind.name in others}
    names = near | set(chain.from_iterable(read[name] for name in near))
    return tuple(
        k if k is kind or kind.name in {f.kind for f in k.reads} else replace(k, checks=())
        for k in KINDS
        if k.is_reference or k.name in names
    )


class MutationData:
    """A county's data in a folder of its own, in which the tables of one kind are spoiled.

    keys: names of columns (several joined by `+`) of which equal values make rows one unit.
    """

    def __init__(self, data: Path, folder: Path, kind: str, keys: Sequence[str]) -> None:
        self.folder, self.kind = folder, by_name(kind)
        self.kinds = around(self.kind)
        self.files: dict[str, Rows] = {}
        (folder / "history").mkdir(parents=True)  # the log was left out, not lost
        for near in self.kinds:
            if (data / near.name).is_dir():
                shutil.copytree(data / near.name, folder / near.name)
            for schema in near.schemas:
                for path in sorted((folder / near.name).glob(f"*/*/{schema.name}.csv")):
                    with path.open(encoding="utf-8", newline="") as handle:
                        self.files[path.relative_to(folder).as_posix()] = list(csv.reader(handle))
        self.units = _Units([tuple(key.split("+")) for key in keys], self.files)
        rulings = None if sizes.PROFILE == "deep" else Rulings()
        honest = build.check(folder, self.kinds, earlier={}, rulings=rulings)
        self.usual = {_told(issue) for issue in honest.issues}
        self._found = {
            place for issue in honest.issues for place in _places(issue)
        }  # lines that a finding names already: what more is wrong with them cannot be told from it
        self._results = honest.package_results  # of packages that a mutant leaves as they are
        self._rulings = None if rulings is None else honest.rulings  # of rules that do not read it

    def _issues(self) -> tuple[Issue, ...]:
        """Of the mutated data; in deep tests every rule is asked anew."""
        return build.check(
            self.folder, self.kinds, earlier=self._results, rulings=self._rulings
        ).issues

    def _own(self, table: str) -> Iterator[tuple[str, list[str], Rows]]:
        """File, heading and rows of each file of one table of the kind."""
        for path, (heading, *rows) in self.files.items():
            if path.startswith(f"{self.kind.name}/") and path.endswith(f"/{table}.csv"):
                yield path, heading, rows

    def cells(self, column: str, is_in: Callable[[Row], bool]) -> list[Cell]:
        """The filled cells of `table.field` in the rows that are in and that nothing names yet."""
        table, _, name = column.partition(".")
        return [
            (path, row)
            for path, heading, rows in self._own(table)
            if name in heading
            for row, cells in enumerate(rows)
            if cells[heading.index(name)]
            and (path, row + 2) not in self._found
            and is_in(dict(zip(heading, cells, strict=True)))
        ]

    def mutants(
        self, rng: random.Random, each: int, columns: Mapping[str, Callable[[Row], bool]]
    ) -> list[Mutant]:
        """`each` mutants of every column, spread over units as far as these go.

        columns: `table.field`, and which of its rows are in.
        """
        used = Counter[int]()
        return [
            mutant
            for column, is_in in columns.items()
            for mutant in self._of_column(rng, column, self.cells(column, is_in), each, used)
        ]

    def _of_column(
        self,
        rng: random.Random,
        column: str,
        cells: Sequence[Cell],
        each: int,
        used: Counter[int],
    ) -> Iterator[Mutant]:
        table, _, name = column.partition(".")
        schema = next(s for s in self.kind.schemas if s.name == table)
        values = self._values(table, name)
        by_unit: dict[int, list[Cell]] = {}
        for cell in cells:
            by_unit.setdefault(self.units.of_row(*cell), []).append(cell)
        free = dict(sorted(by_unit.items()))
        for _ in range(min(each, len(cells))):
            unit = min(free, key=lambda u: (used[u], rng.random()))
            path, row = free[unit].pop(rng.randrange(len(free[unit])))
            used[unit] += 1
            if not free[unit]:
                del free[unit]
            mutant = self._mutant(rng, schema, schema[name], (path, row), values)
            if mutant is not None:
                yield mutant

    def _values(self, table: str, name: str) -> list[str]:
        """What stands in a column, in order."""
        found = {
            cells[heading.index(name)]
            for _, heading, rows in self._own(table)
            if name in heading
            for cells in rows
        }
        return sorted(found - {""})

    def _mutant(
        self,
        rng: random.Random,
        schema: Schema,
        field: Field,
        cell: Cell,
        values: Sequence[str],
    ) -> Mutant | None:
        """None where no other value can be written: a column with one value of a list of one."""
        path, row = cell
        heading, *rows = self.files[path]
        was = rows[row][heading.index(field.name)]
        names_row = schema.primary_key == (field.name,)
        now = miswritten(rng, field, was, [] if names_row else values)
        if now is None:
            return None
        changed = {**dict(zip(heading, rows[row], strict=True)), field.name: now}
        return Mutant(
            path=path,
            table=schema.name,
            field=field.name,
            row=row,
            was=was,
            now=now,
            units=frozenset({self.units.of_row(path, row), *self.units.named_by(changed)}),
        )

    def outcomes(self, mutants: Sequence[Mutant]) -> list[Outcome]:
        """What becomes of each, in the order of the mutants."""
        found = {}
        for batch in _batches(mutants):
            for outcome in self._decide(batch):
                found[outcome.mutant] = outcome
        return [found[mutant] for mutant in mutants]

    def _decide(self, batch: Sequence[Mutant]) -> Iterator[Outcome]:
        """Whoever is seen goes first: an error keeps rules and comparisons of others from running.

        Nobody seen and something said all the same: halves are tried.
        """
        if not batch:
            return
        issues = self._new_issues(batch)
        codes: dict[Mutant, dict[str, Severity]] = {mutant: {} for mutant in batch}
        is_clear = True
        for issue in issues:
            blamed = [mutant for mutant in batch if self._names(issue, mutant)]
            if len(batch) == 1 or len(blamed) == 1:
                codes[(blamed or list(batch))[0]][issue.code] = issue.severity
            else:
                is_clear = False
        seen = [mutant for mutant in batch if codes[mutant]]
        rest = [mutant for mutant in batch if not codes[mutant]]
        is_last = is_clear and all(issue.severity is not Severity.ERROR for issue in issues)
        yield from (Outcome(mutant, codes[mutant]) for mutant in seen)
        if is_last:
            yield from (Outcome(mutant, {}) for mutant in rest)
        elif seen:
            yield from self._decide(rest)
        else:
            yield from self._decide(rest[: len(rest) // 2])
            yield from self._decide(rest[len(rest) // 2 :])

    def _names(self, issue: Issue, mutant: Mutant) -> bool:
        """Whether a finding may be of a mutant: it names its unit, or its package as a whole."""
        places = _places(issue)
        if any(path == mutant.path and row == mutant.row + 2 for path, row in places):
            return True
        if issue.row is None:
            return mutant.path.startswith(issue.path.rpartition("/")[0])
        units = {self.units.at.get((path, row)) for path, row in places if row is not None}
        return bool(units & mutant.units)

    def _new_issues(self, batch: Sequence[Mutant]) -> list[Issue]:
        self._write(batch, {mutant: mutant.now for mutant in batch})
        issues = self._issues()
        self._write(batch, {mutant: mutant.was for mutant in batch})
        return [
            issue
            for issue in issues
            if _told(issue) not in self.usual and issue.code not in _OF_SEALS
        ]

    def _write(self, batch: Sequence[Mutant], values: Mapping[Mutant, str]) -> None:
        for mutant in batch:
            rows = self.files[mutant.path]
            rows[mutant.row + 1][rows[0].index(mutant.field)] = values[mutant]
        paths = {mutant.path for mutant in batch}
        for path in paths:
            with (self.folder / path).open("w", encoding="utf-8", newline="") as handle:
                csv.writer(handle, lineterminator="\n").writerows(self.files[path])
        seal(self.folder, {path.rpartition("/")[0] for path in paths})


def _told(issue: Issue) -> tuple[str, str, int | None, str | None]:
    return (issue.code, issue.path, issue.row, issue.field)


def _places(issue: Issue) -> list[tuple[str, int | None]]:
    """Files and lines that a finding names; no line where it is of a whole file."""
    return [(issue.path, issue.row), *((r.path, r.row) for r in issue.rows)]


def _batches(mutants: Sequence[Mutant]) -> list[list[Mutant]]:
    """No two mutants of one unit in a batch."""
    batches: list[tuple[set[int], list[Mutant]]] = []
    for mutant in mutants:
        free = next((b for b in batches if not b[0] & mutant.units), None)
        if free is None:
            free = (set(), [])
            batches.append(free)
        free[0].update(mutant.units)
        free[1].append(mutant)
    return [batch for _, batch in batches]


class _Units:
    """Rows that share a key, in one unit each. at: file and line -> unit."""

    def __init__(self, keys: Sequence[tuple[str, ...]], files: Mapping[str, Rows]) -> None:
        self._keys = keys
        self._parent: list[int] = []
        self._by_key: dict[tuple[str, ...], int] = {}
        self.at: dict[Place, int] = {}
        for path, (heading, *rows) in files.items():
            for row, cells in enumerate(rows):
                named = self._named(dict(zip(heading, cells, strict=True)))
                unit = self._joined(list(named)) if named else self._new()
                self.at[path, row + 2] = unit
        self.at = {place: self._root(unit) for place, unit in self.at.items()}

    def of_row(self, path: str, row: int) -> int:
        """The unit of a row, counted from 0 below the heading."""
        return self.at[path, row + 2]

    def named_by(self, cells: Mapping[str, str]) -> set[int]:
        """The units that exist and that a row with these cells belongs to."""
        return {self._root(self._by_key[k]) for k in self._named(cells) if k in self._by_key}

    def _named(self, cells: Mapping[str, str]) -> list[tuple[str, ...]]:
        """Its keys, as values: one name or another for a thing makes no difference."""
        values = [tuple(cells.get(name, "") for name in key) for key in self._keys]
        return [value for value in values if all(value)]

    def _joined(self, keys: Sequence[tuple[str, ...]]) -> int:
        units = [self._by_key.get(key) for key in keys]
        known = [self._root(unit) for unit in units if unit is not None]
        first = known[0] if known else self._new()
        for unit in known[1:]:
            self._parent[unit] = first
        self._by_key.update(dict.fromkeys(keys, first))
        return first

    def _new(self) -> int:
        self._parent.append(len(self._parent))
        return len(self._parent) - 1

    def _root(self, unit: int) -> int:
        while self._parent[unit] != unit:
            self._parent[unit] = self._parent[self._parent[unit]]
            unit = self._parent[unit]
        return unit
