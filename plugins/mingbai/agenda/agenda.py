"""Duties and issues of a county -> those of one office, or of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import groupby

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.issues import Issue
from mingbai.report import ReportLine, Titles, report_lines, translation


@dataclass(frozen=True, slots=True)
class OpenDuty:
    """What is not done yet. office: who owes it. days_late: 0 where it is not due yet.

    kind: what it is of, in words. series: what those that are told together share. url: rooted,
    its page, or where it would be.
    """

    id: str
    series: str
    kind: str
    title: str
    office: str
    due: date
    days_late: int
    url: str


@dataclass(frozen=True)
class Agenda:
    """What an office has to do. overdue, ahead: by day. faults: of its packages, errors first.

    dues: the rows of both, as the clock has them, for calendars. days: how far it looks ahead.
    """

    office: str
    day: date
    days: int
    overdue: tuple[OpenDuty, ...]
    ahead: tuple[OpenDuty, ...]
    faults: tuple[ReportLine, ...]
    dues: pd.DataFrame


def agenda(
    county: County,
    issues: Sequence[Issue],
    slug: str,
    *,
    days: int,
    kinds: Mapping[str, str],
    titles: Titles,
    lang: str = "zh",
) -> Agenda:
    """What an office has to do; slug "": what all have to do.

    issues: of the check. kinds: titles by name. titles: of fields, as `report` takes them.
    """
    until = pd.Timestamp(county.as_of + timedelta(days=days))
    dues, upcoming = county.frame(clock.DUES), county.frame(clock.UPCOMING)
    overdue = _of(clock.missing(dues), slug)
    ahead = _of(upcoming[upcoming["due"] <= until], slug)
    issues_of_office = [one for one in issues if not slug or one.path.split("/")[1:2] == [slug]]
    lines = report_lines(issues_of_office, titles, translation(lang), lang)
    return Agenda(
        office=_name(county, slug),
        day=county.as_of,
        days=days,
        overdue=tuple(_open(overdue, county, kinds)),
        ahead=tuple(_open(ahead, county, kinds)),
        faults=tuple(sorted(lines, key=lambda line: not line.is_error)),
        dues=pd.concat([overdue, ahead], ignore_index=True),
    )


def together(duties: Sequence[OpenDuty]) -> Iterator[tuple[OpenDuty, ...]]:
    """Duties of one day, office, kind and series, as they are told in one line."""

    def key(one: OpenDuty) -> tuple[date, str, str, str]:
        return one.due, one.office, one.kind, one.series or one.id

    for _, group in groupby(sorted(duties, key=key), key=key):
        yield tuple(group)


def _name(county: County, slug: str) -> str:
    if not slug:
        return county.setting("county_name")
    if slug not in county.agencies.index:
        return slug
    agency = county.agencies.loc[slug]
    place = str(agency["place_code"])
    is_town = agency["class"] == "乡镇政府" and place in county.places.index
    return str(county.places.at[place, "name"] if is_town else agency["short_name"])


def _of(dues: pd.DataFrame, slug: str) -> pd.DataFrame:
    return dues[dues["agency"] == slug] if slug else dues


def _open(dues: pd.DataFrame, county: County, kinds: Mapping[str, str]) -> Iterator[OpenDuty]:
    offices = dues["agency"].map(county.agencies["short_name"]).fillna("")
    cells = (dues[name] for name in ("id", "series", "kind", "title", "due", "days_late", "url"))
    for row in zip(*cells, offices, strict=True):
        id_, series, kind, title, due, days_late, url, office = row
        yield OpenDuty(
            id=id_,
            series=series,
            kind=kinds.get(kind, kind),
            title=title,
            office=office,
            due=due.date(),
            days_late=int(days_late),
            url=url,
        )
