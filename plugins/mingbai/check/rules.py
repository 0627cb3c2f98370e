"""The vocabulary of rules: a Check runs over Tables and the County and gives a Verdict."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from typing import TYPE_CHECKING, Literal

import pandas as pd

from mingbai.issues import EACH_LIMIT, Issue, Rule, Severity, rest_of
from mingbai.money import yuan
from mingbai.read import Table, Tables

if TYPE_CHECKING:
    from mingbai.county import County

# How far a rule looks among the packages of its kind: at each by itself, whatever else it asks of
# the registry and of other kinds, or at several together.
Reach = Literal["package", "kind"]

DAY = "日期"
_EPOCH = date(1970, 1, 1)


@dataclass(frozen=True)
class Proofs:
    """Identities that were evaluated, whether they held or not: one row each.

    frame columns: `subject` (str, address of what was proved, such as `<book_id>/<period>`),
    `expected_fen`, `found_fen` (int64) and `rows` (int64, how many rows stand behind it).
    Amounts, counts and points are whole hundredths of `unit`; where it is DAY, days since 1970.
    """

    frame: pd.DataFrame
    unit: str = "元"

    @property
    def held(self) -> pd.Series:
        """True where expected and found are the same to the 分."""
        return self.frame["expected_fen"] == self.frame["found_fen"]

    def texts(self, name: str) -> list[str]:
        """`expected` or `found` as text for readers: `1,234.50`, `31`, `2026-07-10`."""
        values = self.frame[f"{name}_fen"].tolist()
        if self.unit == DAY:
            return [(_EPOCH + timedelta(days=value)).isoformat() for value in values]
        tail = "" if self.unit == "元" else ".00"
        return [yuan(value).removesuffix(tail) for value in values]


def prove(
    subject: pd.Series,
    expected: pd.Series,
    found: pd.Series,
    behind: pd.Series | None = None,
    unit: str = "元",
) -> Proofs:
    """One identity a row; rows in which a side is absent were not evaluated and are left out.

    All on one index. expected, found: whole hundredths of `unit`, or dates where it is DAY.
    behind: how many rows the expected value was computed from; 1 where not given.
    """
    is_known = expected.notna() & found.notna()
    frame = pd.DataFrame(
        {
            "subject": subject[is_known].astype("str"),
            "expected_fen": _integers(expected[is_known]),
            "found_fen": _integers(found[is_known]),
            "rows": 1 if behind is None else behind[is_known].astype("int64"),
        }
    )
    return Proofs(frame.astype({"rows": "int64"}).reset_index(drop=True), unit)


def _integers(values: pd.Series) -> pd.Series:
    if pd.api.types.is_datetime64_any_dtype(values):
        return (values - pd.Timestamp(_EPOCH)).dt.days.astype("int64")
    return values.astype("int64")


@dataclass(frozen=True)
class Verdict:
    """The result of one rule. looked_at: how many rows or groups it was evaluated on."""

    looked_at: int
    issues: tuple[Issue, ...] = ()
    proofs: Proofs | None = None


@dataclass(frozen=True)
class Check:
    """A rule with the function that evaluates it.

    reach: where it is "package", the issues of all packages together are those of each alone, so
    that a check need not run it over those that have not changed.
    """

    rule: Rule
    run: Callable[[Tables, County], Verdict]
    reach: Reach = "kind"


def check(
    code: str,
    *,
    title: str,
    message: str,
    remedy: str,
    severity: Severity = Severity.ERROR,
    reach: Reach = "kind",
) -> Callable[[Callable[[Tables, County], Verdict]], Check]:
    """Decorator: makes a function the check of rule `code`; reach: see `Check`.

    The first paragraph of its docstring is the rule in plain Chinese, shown on the rules page;
    what follows is for programmers.
    """

    def named(run: Callable[[Tables, County], Verdict]) -> Check:
        meaning = (run.__doc__ or "").split("\n\n")[0].strip()
        return Check(
            Rule(
                code=code,
                title=title,
                message=message,
                remedy=remedy,
                meaning=meaning,
                severity=severity,
            ),
            run,
            reach,
        )

    return named


def faults(
    rule: Rule,
    bad: pd.Series,
    field: str | None = None,
    **columns: pd.Series | str,
) -> tuple[Issue, ...]:
    """An issue for each row where `bad` is true.

    bad: boolean on a table's index (or a subset of it). columns: `found`, `expected` and the
    rule's own values, each one text for all rows or a Series of texts on the same index.
    """
    is_bad = bad if bad.dtype == bool else bad.fillna(False).astype(bool)
    if not is_bad.to_numpy().any():
        return ()
    rows = bad[is_bad].index
    rests: tuple[Issue, ...] = ()
    if rule.severity is Severity.ERROR and len(rows) > EACH_LIMIT:
        rows, rests = _first(rule, rows)
    texts: Mapping[str, list[str]] = {
        name: [value] * len(rows)
        if isinstance(value, str)
        else ["" if pd.isna(v) else str(v) for v in value.reindex(rows)]
        for name, value in columns.items()
    }
    issues = tuple(
        rule.issue(str(file), int(line), field, **{name: text[i] for name, text in texts.items()})
        for i, (file, line) in enumerate(rows)
    )
    return (*issues, *rests)


def _first(rule: Rule, rows: pd.Index) -> tuple[pd.Index, tuple[Issue, ...]]:
    """The first thousand rows of each file, and for each file how many more there are.

    Of errors alone, which stop the publication: warnings are published, all of them.
    """
    files = pd.Series(rows.get_level_values("file"))
    is_kept = (files.groupby(files, observed=True).cumcount() < EACH_LIMIT).to_numpy()
    rests = files[~is_kept].value_counts(sort=False)
    return rows[is_kept], tuple(
        rest_of(rule.code, rule.severity, str(file), int(count))
        for file, count in rests[rests > 0].items()
    )


def lookup(keys: pd.Series, values: pd.Series) -> pd.Series:
    """The value that each key has in `values` (by its unique index), on the index of `keys`.

    Absent where the key is unknown. Unlike `Series.map` it keeps its type for an empty table.
    """
    matched = values.reindex(pd.Index(keys))
    return matched.set_axis(keys.index)


@dataclass(frozen=True, slots=True)
class Numbering:
    """Rows of a table that are numbered 1, 2, 3 … in each group, in whatever order they stand.

    keys: the columns that make a group. number: the column with the number, whole or as digits.
    digits: how many a number is written with at least (2: `01`).
    """

    table: str
    keys: tuple[str, ...]
    number: str
    digits: int = 1


def skipped_numbers(rule: Rule, tables: Tables, *numberings: Numbering) -> Verdict:
    """An issue for the first row of each group whose number is not the next one.

    `found` and `expected` are numbers as they are written; `table` is the title of the table.
    """
    issues: list[Issue] = []
    for numbering in numberings:
        broken = _out_of_sequence(tables.frame(numbering.table), numbering)
        issues += faults(
            rule,
            broken["found"].notna(),
            numbering.number,
            found=broken["found"].astype("str").str.zfill(numbering.digits),
            expected=broken["expected"].astype("str").str.zfill(numbering.digits),
            table=tables[numbering.table].schema.title,
        )
    looked_at = sum(len(tables.frame(numbering.table)) for numbering in numberings)
    return Verdict(looked_at, tuple(issues))


def _out_of_sequence(frame: pd.DataFrame, numbering: Numbering) -> pd.DataFrame:
    """`found` and `expected` (int) of the first wrong row of each group, on its own index."""
    keys = list(numbering.keys)
    found = frame[numbering.number].astype("int64")
    ordered = frame.assign(found=found).sort_values([*keys, "found"], kind="stable")
    ordered["expected"] = ordered.groupby(keys).cumcount() + 1
    broken = ordered[ordered["found"] != ordered["expected"]]
    return broken.drop_duplicates(keys)[["found", "expected"]]


def published(tables: Tables, table: Table) -> pd.Series:
    """The day on which each row's package was published, on the table's index."""
    days = pd.Series([p.published for p in tables.packages], dtype="datetime64[s]")
    position = tables.package_of(table)
    return pd.Series(days.to_numpy()[position], index=position.index, dtype="datetime64[s]")


def public_since(tables: Tables, table: Table) -> pd.Series:
    """The day since which each row's package is public, by the log: what the clock asks for."""
    days = pd.Series([p.public_since for p in tables.packages], dtype="datetime64[s]")
    position = tables.package_of(table)
    return pd.Series(days.to_numpy()[position], index=position.index, dtype="datetime64[s]")


def publisher(tables: Tables, table: Table) -> pd.Series:
    """Who published each row's package (slug of an agency), on the table's index."""
    slugs = pd.Series([p.publisher for p in tables.packages], dtype="str")
    position = tables.package_of(table)
    return slugs.reindex(position).set_axis(position.index)
