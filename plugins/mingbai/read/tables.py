"""Bytes of all packages of a kind -> one typed Table each, strictly."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pandas as pd
import polars as pl

from mingbai.issues import Issue
from mingbai.read import csv, encoding, frictionless, headings, second_headings, texts, validator
from mingbai.read.cell import casting, rules
from mingbai.read.package import Package
from mingbai.read.texts import Texts
from mingbai.schema import Schema

T = TypeVar("T")
_TWO_DECIMALS = r"\.[0-9]{2}$"

RULES = (
    *encoding.RULES,
    *csv.RULES,
    *headings.RULES,
    second_headings.PROBABLE_HEADING,
    *rules.RULES,
    *frictionless.RULES,
)


@dataclass(frozen=True)
class Table:
    """One frame over all packages of a kind.

    schema: of all periods. frame: a column a field (`Field.column`), absent in rows of periods
    that lack the field, of these types: money int64 分 (`Int64` where it may be absent), integer
    int64/Int64, date `datetime64[s]` (NaT absent), boolean bool/boolean, number (not money) object
    of Decimal, every other type `str` with NA for an empty cell. A field that not every period has
    may be absent, required or not. Its index is a MultiIndex (file, line): `file` the POSIX path
    below the data root, `line` as a spreadsheet shows it (the heading is line 1).

    verbatim: of files that hold, byte for byte, what would be written of their rows
    (`tabular.csv_pieces`), the sha256 by path; a file that is not named may hold it too. Whoever
    puts other rows in the frame leaves it out.
    """

    schema: Schema
    files: tuple[str, ...]
    frame: pd.DataFrame
    verbatim: Mapping[str, str] = field(default_factory=dict, repr=False, compare=False)

    @property
    def name(self) -> str:
        """The table's name, as in its schema."""
        return self.schema.name

    @property
    def paths(self) -> pd.Index:
        """The file of each row, POSIX below the data root, in the frame's order."""
        return self.frame.index.get_level_values("file")

    @property
    def lines(self) -> pd.Index:
        """The spreadsheet line of each row, in the frame's order."""
        return self.frame.index.get_level_values("line")

    def outside(self, packages: frozenset[str]) -> Table:
        """Only the rows that stand in none of these packages."""
        if not packages:
            return self
        index = self.frame.index
        assert isinstance(index, pd.MultiIndex)
        files, codes = index.levels[0], index.codes[0]
        is_asked = [path.rpartition("/")[0] not in packages for path in files]
        return replace(self, frame=self.frame[np.array(is_asked, dtype=np.bool_)[codes]])


@dataclass(frozen=True)
class Tables:
    """All tables of one kind, by name, with the packages they came from."""

    packages: tuple[Package, ...]
    by_name: Mapping[str, Table]
    _shared: dict[Any, Any] = field(default_factory=dict, repr=False, compare=False)

    def shared(self, make: Callable[[Tables], T]) -> T:
        """What several rules or pages look at, made once for these tables by a named function."""
        if make not in self._shared:
            self._shared[make] = make(self)
        return self._shared[make]  # type: ignore[no-any-return]

    def __getitem__(self, name: str) -> Table:
        return self.by_name[name]

    def __iter__(self) -> Iterator[Table]:
        return iter(self.by_name.values())

    def frame(self, name: str) -> pd.DataFrame:
        """The frame of one table: what rules and pages mostly want."""
        return self.by_name[name].frame

    def schema(self, name: str) -> Schema:
        """The schema of one table, of all periods."""
        if isinstance(self.by_name, _TablesToMake):
            return self.by_name.schemas[name]
        return self.by_name[name].schema

    @property
    def schemas(self) -> tuple[Schema, ...]:
        """The schemas of all tables, of all periods; no table is read for them."""
        return tuple(self.schema(name) for name in self.by_name)

    def of_packages(self, paths: frozenset[str]) -> Tables:
        """The tables as if only these packages (by path) were there; each made when asked for."""
        chosen = tuple(package for package in self.packages if package.path in paths)
        if isinstance(self.by_name, _TablesToMake) and self.by_name.is_unread:
            return unread(self.schemas, chosen)
        schemas = {schema.name: schema for schema in self.schemas}
        return Tables(chosen, _TablesToMake(schemas, partial(_cut, self.by_name, paths)))

    def package_of(self, table: Table) -> pd.Series:
        """Position in `packages` of each row of `table`, on the table's own index."""
        position = {path: i for i, p in enumerate(self.packages) for path in p.files.values()}
        index = table.frame.index
        assert isinstance(index, pd.MultiIndex)
        level = index.names.index("file")
        of_file = np.array([position.get(path, -1) for path in index.levels[level]], np.int64)
        positions = of_file[index.codes[level]] if len(index) else np.empty(0, np.int64)
        if (positions < 0).any():
            raise KeyError(f"{table.name}: rows of a file that no package has")
        return pd.Series(positions, index=index, dtype="int64")


class _TablesToMake(Mapping[str, Table]):
    """Tables of which each is made when it is first asked for; their schemas are known before.

    is_unread: whether they are made of files, so that a part of them is read by itself.
    """

    def __init__(
        self,
        schemas: Mapping[str, Schema],
        make: Callable[[str], Table],
        *,
        is_unread: bool = False,
    ) -> None:
        self.schemas, self.is_unread = schemas, is_unread
        self._make = make
        self._made: dict[str, Table] = {}

    def __getitem__(self, name: str) -> Table:
        if name not in self._made:
            self._made[name] = self._make(name)
        return self._made[name]

    def __contains__(self, name: object) -> bool:
        return name in self.schemas

    def __iter__(self) -> Iterator[str]:
        return iter(self.schemas)

    def __len__(self) -> int:
        return len(self.schemas)


def _cut(whole: Mapping[str, Table], packages: frozenset[str], name: str) -> Table:
    return _of_packages(whole[name], packages)


def _of_packages(table: Table, packages: frozenset[str]) -> Table:
    """Only the rows that stand in these packages, by the codes of the index."""
    index = table.frame.index
    if not isinstance(index, pd.MultiIndex):
        return table
    is_seen = np.array([p.rpartition("/")[0] in packages for p in index.levels[0]], dtype=np.bool_)
    files = tuple(f for f in table.files if f.rpartition("/")[0] in packages)
    frame = table.frame[is_seen[index.codes[0]]] if len(index) else table.frame
    used = frame.index
    assert isinstance(used, pd.MultiIndex)
    return replace(table, files=files, frame=frame.set_axis(used.remove_unused_levels()))


def read(
    schemas: tuple[Schema, ...],
    packages: Sequence[Package],
    valid_packages: frozenset[str] = frozenset(),
) -> tuple[Tables, tuple[Issue, ...]]:
    """One Table a schema over all packages of one kind, and the issues, unordered.

    Rows with errors are left out of the frames, so that rules can rely on every cell.
    valid_packages: paths of packages whose cells an earlier check found valid: their files are
    not hashed for `Table.verbatim`.
    """
    texts_by_name: dict[str, Texts] = {}
    issues: list[Issue] = []
    for schema in schemas:
        texts_by_name[schema.name], faults = texts.gather(schema, packages, valid_packages)
        issues.extend(faults)
    by_name: dict[str, Table] = {}
    for number, schema in enumerate(schemas, start=1):
        text_of_table = texts_by_name[schema.name]
        if not text_of_table.paths:
            by_name[schema.name] = _without_rows(text_of_table, texts_by_name)
            continue
        refused, faults = validator.validate(text_of_table, texts_by_name, valid_packages)
        issues.extend(faults)
        targets = {
            target for later in schemas[number:] for _, target, _ in later.foreign_keys
        }  # keys of these tables will still be looked up
        text = text_of_table.frame.clone() if schema.name in targets else text_of_table.frame
        by_name[schema.name] = _table(text_of_table, text, refused)
    return Tables(tuple(packages), by_name), tuple(issues)


def unread(schemas: tuple[Schema, ...], packages: Sequence[Package]) -> Tables:
    """As `read`, of packages in which it found no fault: a table is read when it is asked for.

    Nothing may change these packages as long as the tables are used.
    """
    by_name = {schema.name: schema for schema in schemas}
    make = partial(_faultless, by_name, packages)
    return Tables(tuple(packages), _TablesToMake(by_name, make, is_unread=True))


def _faultless(schemas: Mapping[str, Schema], packages: Sequence[Package], name: str) -> Table:
    """One table in which there is no fault; RuntimeError where there is one by now."""
    text, faults = texts.gather(schemas[name], packages, frozenset(p.path for p in packages))
    if faults:
        raise RuntimeError(f"{faults[0].path} was changed while it was looked at")
    if not text.paths:
        return _table(text, text.frame.clone(), np.zeros(0, dtype=np.bool_))
    return _table(text, text.frame, np.zeros(len(text.file), dtype=np.bool_))


# By the identity of a schema, which is kept with it.
_ROWLESS: dict[int, Table] = {}


def _without_rows(text: Texts, texts_by_name: Mapping[str, Texts]) -> Table:
    """A table without a file that can be read: always the same object."""
    key = id(text.schema)
    if key not in _ROWLESS:
        refused, _ = validator.validate(text, texts_by_name)  # raises for a schema it cannot check
        _ROWLESS[key] = _table(text, text.frame.clone(), refused)
    return _ROWLESS[key]


def _table(text: Texts, frame: pl.DataFrame, refused: np.ndarray[Any, np.dtype[np.bool_]]) -> Table:
    """The typed table of a text. frame: of the text, used up."""
    is_kept = ~refused if refused.any() else None
    verbatim = _verbatim(text) if is_kept is None else {}
    index = text.index(is_kept)
    mask = None if is_kept is None else pl.Series(is_kept)
    typed = casting.typed_frame(text.schema, frame, index, mask)
    return Table(text.schema, text.paths, typed, verbatim)


def _verbatim(text: Texts) -> dict[str, str]:
    """The sha256 of files that are what would be written of their rows, whose cells are all valid.

    A valid cell has one text (`grammar`) but for money, which is written with two decimals, and
    yes and no, which have several words each.
    """
    others = np.zeros(len(text.paths), dtype=np.bool_)
    for one in text.schema.fields:
        cell = pl.col(one.name)
        if one.is_money:
            is_other = ~cell.str.contains(_TWO_DECIMALS)
        elif one.type == "boolean":
            is_other = ~cell.is_in([one.true_values[0], one.false_values[0]])
        else:
            continue
        rows = text.frame.select(is_other.fill_null(value=False)).to_series()
        others[text.file[rows.arg_true().to_numpy()]] = True
    return {
        path: sha256
        for path, sha256, is_other in zip(text.paths, text.sha256, others.tolist(), strict=True)
        if sha256 and not is_other
    }
