"""What falls due -> calendar files (RFC 5545): of everything, of each agency, of each place.

Duties of one agency, series and last day are one event: a township with ninety books has one. No
moment in a file comes from the clock: DTSTAMP is the newest publication in the data.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from functools import partial
from itertools import groupby
from urllib.parse import quote, urlsplit

import pandas as pd

from mingbai.check import clock
from mingbai.county import County
from mingbai.model import Download, Edition
from mingbai.page import addresses, rows_by

ALL_URL = "/clock/due.ics"
_OCTETS = 75  # a longer line is folded; the space that begins a continuation counts
_NAMED = 10  # duties of one event that are named
_FOLDERS = {"agency": "agencies", "place": "places"}


@dataclass(frozen=True, slots=True)
class Event:
    """One day on which something falls due. uid: without the host. url: absolute."""

    uid: str
    day: date
    summary: str
    description: str
    url: str


@dataclass(frozen=True, slots=True)
class Duty:
    """What is due on a day. group: what those of one event share."""

    day: date
    agency: str
    group: str
    state: str
    title: str
    url: str


def url(scope: str, id_: str) -> str:
    """The calendar of an agency or a place."""
    return f"/clock/due/{_FOLDERS[scope]}/{id_}.ics"


def downloads(edition: Edition) -> Iterator[Download]:
    """The calendar of everything, of every agency and every place that has duties."""
    missing = clock.missing(edition.dues)
    dues = pd.concat([clock.counted(missing), clock.counted(edition.upcoming)], ignore_index=True)
    dues = dues.dropna(subset=["agency"]).reset_index(drop=True)
    listed = duties(dues)
    county = edition.county
    stamp = edition.disclosures[0].published if edition.disclosures else county.as_of
    portal = county.setting("portal_name")
    yield Download(ALL_URL, partial(calendar, f"{portal}：到期日历", listed, county, stamp))
    for scope, names in (
        ("agency", county.agencies["short_name"]),
        ("place", county.places["path"]),
    ):
        by_id = rows_by(dues[scope])
        for id_, name in names.items():
            events = [listed[row] for row in by_id.get(str(id_), ())]
            title = f"{portal}：{name}到期日历"
            yield Download(url(scope, str(id_)), partial(calendar, title, events, county, stamp))


def calendar(title: str, duties: Sequence[Duty], county: County, stamp: date) -> bytes:
    """A calendar in UTF-8, its lines ended by CRLF and folded."""
    address = urlsplit(county.setting("site_url"))
    lines = [
        "BEGIN:VCALENDAR",
        "VERSION:2.0",
        "PRODID:-//Mingbai//Mingbai//ZH",
        "CALSCALE:GREGORIAN",
        "METHOD:PUBLISH",
        f"X-WR-CALNAME:{_text(title)}",
    ]
    for event in _events(duties, county):
        lines += [
            "BEGIN:VEVENT",
            f"UID:{event.uid}@{address.hostname}",
            f"DTSTAMP:{stamp:%Y%m%d}T000000Z",
            f"DTSTART;VALUE=DATE:{event.day:%Y%m%d}",
            f"DTEND;VALUE=DATE:{event.day + timedelta(days=1):%Y%m%d}",
            f"SUMMARY:{_text(event.summary)}",
            f"DESCRIPTION:{_text(event.description)}",
            f"URL:{event.url}",
            "TRANSP:TRANSPARENT",
            "END:VEVENT",
        ]
    lines.append("END:VCALENDAR")
    return b"".join(fold(line) for line in lines)


def duties(dues: pd.DataFrame) -> list[Duty]:
    """Rows of the clock, each with what makes it one event with others."""
    of_series = dues["kind"] + "/" + dues["series"] + "/" + dues["agency"]
    return [
        Duty(*cells)
        for cells in zip(
            dues["due"].dt.date,
            dues["agency"],
            of_series.where(dues["series"] != "", dues["id"]),
            dues["state"],
            dues["title"],
            dues["url"],
            strict=True,
        )
    ]


def _events(duties: Sequence[Duty], county: County) -> Iterator[Event]:
    """By day, one for each agency, kind and series; an answer or a task is one by itself."""
    root = county.setting("site_url").rstrip("/")
    path = urlsplit(root).path.strip("/")
    names = county.agencies["short_name"]
    for _, group in groupby(sorted(duties, key=_event), key=_event):
        members = list(group)
        first, titles = members[0], [duty.title for duty in members]
        more = f"等 {len(titles):,} 项" if len(titles) > 1 else ""
        what = "逾期" if first.state in clock.MISSING else "到期"
        named = "\n".join(titles[:_NAMED])
        rest = f"\n……共 {len(titles):,} 项" if len(titles) > _NAMED else ""
        yield Event(
            uid=quote("/".join(filter(None, (path, first.group, first.day.isoformat())))),
            day=first.day,
            summary=f"{what}：{names[first.agency]}，{titles[0]}{more}",
            description=named + rest,
            url=root + quote(addresses.addressed(first.url), safe="/#%"),
        )


def _event(duty: Duty) -> tuple[date, str, str, str]:
    return duty.day, duty.agency, duty.group, duty.state


def _text(text: str) -> str:
    """A text value: backslash, semicolon, comma and line break escaped."""
    escaped = text.replace("\\", "\\\\").replace(";", "\\;").replace(",", "\\,")
    return escaped.replace("\n", "\\n")


def fold(line: str) -> bytes:
    """A content line with CRLF, folded to at most 75 octets a line without cutting a character."""
    folded, size = [], 0
    for character in line:
        octets = len(character.encode())
        if size + octets > _OCTETS:
            folded.append("\r\n ")
            size = 1
        folded.append(character)
        size += octets
    return ("".join(folded) + "\r\n").encode()
