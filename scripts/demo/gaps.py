"""Packages of a kind -> the same with the county's honest gaps (`gaps.toml`) in them.

What a gap changes stands on one side only: the other kind still says what happened. A county that
is too small to have a row for a gap does without that gap.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Any

import pandas as pd

from demo import content
from demo.packages import DemoPackage

Told = Mapping[str, Any]


@dataclass(frozen=True, eq=False)
class Planted:
    """The packages of a kind, and the gaps that were planted in them."""

    packages: tuple[DemoPackage, ...]
    gaps: tuple[Told, ...]


def told() -> tuple[Told, ...]:
    """Every gap as it is told, in order."""
    return tuple(content.document("gaps")["gaps"])


def kinds() -> frozenset[str]:
    """The kinds that have gaps."""
    return frozenset(gap["kind"] for gap in told())


def planted(kind: str, packages: Iterable[DemoPackage]) -> Planted:
    """All packages of a kind, each gap in the first row that it is told for."""
    made = list(packages)
    planted_gaps = tuple(gap for gap in told() if gap["kind"] == kind and _plant(made, gap))
    return Planted(tuple(made), planted_gaps)


def _plant(packages: list[DemoPackage], gap: Told) -> bool:
    """Change the packages in place; False where no row fits."""
    candidates = [
        (at, row)
        for at, package in enumerate(packages)
        if gap["table"] in package.tables
        for row in _fitting(package.tables[gap["table"]], gap, packages)
    ]
    if len(candidates) < gap["pick"]:
        return False
    at, row = candidates[gap["pick"] - 1]
    chosen = packages[at].tables[gap["table"]].loc[row]
    for more in gap.get("also", ()):
        keys = {name: chosen[name] for name in more["on"]}
        for i, package in enumerate(packages):
            if more["table"] in package.tables:
                packages[i] = _edited(package, more["table"], _same(package, more, keys), more)
    packages[at] = _edited(packages[at], gap["table"], [row], gap)
    return True


def _same(package: DemoPackage, more: Told, keys: Mapping[str, Any]) -> list[Any]:
    frame = package.tables[more["table"]]
    same = pd.Series(True, index=frame.index)
    for name, value in keys.items():
        same &= frame[name] == value
    return list(frame.index[same])


def _fitting(frame: pd.DataFrame, gap: Told, packages: Sequence[DemoPackage]) -> Iterator[Any]:
    """The rows of one table that a gap may be planted in, in order."""
    fits = pd.Series(True, index=frame.index)
    for name, value in gap.get("where", {}).items():
        is_there = frame[name].notna() & (frame[name].astype("str") != "")
        if value in ("*", ""):
            fits &= is_there if value else ~is_there
        else:
            fits &= frame[name].astype("str") == value
    for name, pattern in gap.get("pattern", {}).items():
        texts = frame[name].fillna("").astype("str")
        fits &= texts.map(lambda text, p=pattern: re.fullmatch(p, text) is not None)
    for name, least in gap.get("at_least", {}).items():
        fits &= frame[name] >= least
    if "last_of" in gap:
        fits &= _is_last(frame, gap["last_of"], packages)
    yield from frame.index[fits.astype(bool)]


def _is_last(frame: pd.DataFrame, last: Told, packages: Sequence[DemoPackage]) -> pd.Series:
    """Whether each row's keys have the largest value of their group in another table."""
    tables = [p.tables[last["table"]] for p in packages if last["table"] in p.tables]
    whole = pd.concat(tables, ignore_index=True)
    largest = whole.groupby(last["by"])[last["column"]].transform("max")
    ends = pd.MultiIndex.from_frame(whole.loc[whole[last["column"]] == largest, last["on"]])
    return pd.Series(pd.MultiIndex.from_frame(frame[last["on"]]).isin(ends), index=frame.index)


def _edited(package: DemoPackage, table: str, rows: Sequence[Any], edit: Told) -> DemoPackage:
    """The package with some rows of a table changed, or without them."""
    frame = package.tables[table].copy()
    if edit.get("drop"):
        frame = frame.drop(index=list(rows))
    for name, value in edit.get("set", {}).items():
        frame[name] = frame[name].astype("object")
        frame.loc[list(rows), name] = value or None
    for name, value in edit.get("add", {}).items():
        for row in rows:
            if pd.notna(frame.at[row, name]):
                frame.at[row, name] = _sum(frame.at[row, name], value)
    return replace(package, tables={**package.tables, table: frame})


def _sum(before: Any, more: int | str) -> Any:
    """Whole numbers, or decimals that stand as text."""
    return str(Decimal(before) + Decimal(more)) if isinstance(more, str) else before + more
