"""What a publisher has to publish in a period -> what a package lacks, by name.

Expected is what the kind's series expect (`Kind.series`): every registered book, every village. A
package that lacks one is refused; an import may name each that is missing, with its reason.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path

import pandas as pd

from mingbai import dates
from mingbai.check.series import Series
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.model import Kind
from mingbai.read import Tables
from mingbai.workbook.names import flat
from mingbai.workbook.rules import EXCUSED, MISSING


def missing(
    kind: Kind,
    place: str,
    folder: Path,
    tables: Tables,
    county: County,
    excused: Mapping[str, str],
) -> Iterator[Issue]:
    """An issue where a package lacks what has to come with it, all by name.

    place: of the package (`accounts/taiping/2026-07`) below `folder`, the data folder. tables: of
    the kind. excused: name or id of what is missing -> why, as the clerk says.
    """
    _, publisher, period = place.split("/")
    members = expected(kind, publisher, period, tables, county)
    if members.empty:
        return
    present = table_values(folder / place, kind) | _published(kind, period, tables, county)
    lacking = members[~members["subject"].isin(present)]
    words = {flat(name): reason for name, reason in excused.items()}
    is_excused = [
        any(flat(text) in words for text in pair)
        for pair in zip(lacking["subject"], lacking["name"], strict=True)
    ]
    agency = county.agencies["name"].get(publisher, publisher)
    unit = "本账" if members["subject"].isin(county.books.index).all() else "项"
    for rule, rows in (
        (MISSING, lacking[[not one for one in is_excused]]),
        (EXCUSED, lacking[is_excused]),
    ):
        if len(rows):
            names = tuple(rows["name"])
            issue = rule.issue(
                place,
                found="、".join(names),
                expected=f"{len(members)} {unit}",
                agency=agency,
                count=f"{len(members) - len(lacking)} {unit}",
                lacking=f"{len(rows)} {unit}",
                first=names[0],
            )
            yield replace(issue, names=names)


def expected(
    kind: Kind, publisher: str, period: str, tables: Tables, county: County
) -> pd.DataFrame:
    """Who of a publisher owes something in just this period: subject, name; by subject.

    A series of another rhythm asks for nothing here; neither does a member that may come later
    than the others (a book that is published by the quarter).
    """
    day = _first_day(period)
    frames = [
        _members(series, publisher, day, tables, county)
        for series in kind.series
        if isinstance(series, Series) and _is_period(series, day, period)
    ]
    members = pd.concat(frames) if frames else pd.DataFrame(columns=["subject", "name"])
    return members.drop_duplicates("subject").sort_values("subject")[["subject", "name"]]


def _is_period(series: Series, day: pd.Series, period: str) -> bool:
    return series.rhythm.id(int(series.rhythm.number(day)[0])) == period


def _published(kind: Kind, period: str, tables: Tables, county: County) -> frozenset[str]:
    """Who has published in the period, as far as the tables have no faults."""
    subjects: set[str] = set()
    day = _first_day(period)
    for series in kind.series:
        if isinstance(series, Series) and _is_period(series, day, period):
            rows = series.publications(tables, county)
            if not rows.empty:
                is_here = series.rhythm.number(rows["day"]) == series.rhythm.number(day)[0]
                subjects.update(rows["subject"][is_here])
    return frozenset(subjects)


def _first_day(period: str) -> pd.Series:
    """The first day of a period, as a column of one day."""
    return pd.Series(pd.to_datetime([f"{dates.first_month(period)}-01"]).astype("datetime64[s]"))


def _members(
    series: Series, publisher: str, day: pd.Series, tables: Tables, county: County
) -> pd.DataFrame:
    members = series.members(tables, county)
    if members.empty:
        return members
    number = int(series.rhythm.number(day)[0])
    members_of_publisher = members[
        (members["agency"] == publisher) & (members["subject"] != publisher)
    ]
    begun = series.rhythm.number(members_of_publisher["since"]) <= number
    ended = members_of_publisher["until"].notna().to_numpy()
    last = series.rhythm.number(members_of_publisher["until"].fillna(day.iloc[0]))
    members_of_publisher = members_of_publisher[begun & ~(ended & (last < number))].reset_index(
        drop=True
    )
    if members_of_publisher.empty:
        return members_of_publisher
    start = pd.Series(day.iloc[0], index=members_of_publisher.index, dtype="datetime64[s]")
    end = pd.Series(
        series.rhythm.end(series.rhythm.number(start)).to_numpy(), index=members_of_publisher.index
    )
    due = series.due(members_of_publisher.assign(start=start, end=end), county)
    owed: pd.DataFrame = members_of_publisher[due.notna() & (due == due.min())]
    return owed


def table_values(folder: Path, kind: Kind) -> frozenset[str]:
    """Everything that stands in the first table of the kind, rows with faults too."""
    file = folder / f"{kind.schemas[0].name}.csv"
    if not file.is_file():
        return frozenset()
    with file.open(encoding="utf-8-sig", errors="replace", newline="") as lines:
        return frozenset(cell for row in csv.reader(lines) for cell in row)
