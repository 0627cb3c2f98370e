"""Calendar files: what falls due, as RFC 5545 wants it, the same from the same data."""

from __future__ import annotations

import re
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from harness import data_folder
from mingbai import build
from mingbai.check import clock
from mingbai.model import Edition
from mingbai.portal import calendars

DAY = date(2026, 9, 20)
_LINE = re.compile(r"([A-Z0-9-]+)((?:;[A-Z0-9-]+=[^:;]+)*):(.*)", re.DOTALL)
_ESCAPE = re.compile(r"\\(.)", re.DOTALL)


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    data = data_folder(tmp_path_factory.mktemp("calendars"), "accounts")
    return build.build(data, as_of=DAY).edition


def parsed(body: bytes) -> list[dict[str, str]]:
    """The events of a calendar, by the grammar of RFC 5545: lines unfolded, values unescaped."""
    text = body.decode("utf-8")
    assert text.endswith("\r\n")
    assert "\n" not in text.replace("\r\n", "")
    assert all(len(line.encode()) <= 75 for line in text.split("\r\n"))
    lines = text.replace("\r\n ", "").removesuffix("\r\n").split("\r\n")
    matches = [_LINE.fullmatch(line) for line in lines]
    assert all(matches), lines
    pairs = [(m[1], m[3]) for m in matches if m]
    assert pairs[0] == ("BEGIN", "VCALENDAR")
    assert pairs[-1] == ("END", "VCALENDAR")
    assert {"VERSION", "PRODID"} <= {name for name, _ in pairs}
    events: list[dict[str, str]] = []
    for name, value in pairs[1:-1]:
        if (name, value) == ("BEGIN", "VEVENT"):
            events.append({})
        elif events and name != "END":
            assert name not in events[-1]
            events[-1][name] = _ESCAPE.sub(lambda m: "\n" if m[1] in "nN" else m[1], value)
    return events


def files(edition: Edition) -> dict[str, bytes]:
    return {d.url: d.body() for d in calendars.downloads(edition)}


def test_every_calendar_is_read_by_the_grammar(edition: Edition) -> None:
    """Each has what an event must have; ids are unique; a day is a whole day."""
    for url, body in files(edition).items():
        events = parsed(body)
        assert len({event["UID"] for event in events}) == len(events), url
        for event in events:
            assert {"UID", "DTSTAMP", "DTSTART", "DTEND", "SUMMARY", "URL"} <= event.keys()
            assert re.fullmatch(r"\d{8}", event["DTSTART"])
            assert event["DTSTART"] < event["DTEND"]


def test_the_calendar_holds_what_is_overdue_and_what_comes(edition: Edition) -> None:
    """By agency and day, with how many: as many as the clock knows."""
    missing = clock.missing(edition.dues)
    events = parsed(files(edition)[calendars.ALL_URL])
    days = {event["DTSTART"] for event in events}
    assert days == {f"{d:%Y%m%d}" for d in [*missing["due"], *edition.upcoming["due"]]}
    september = next(e for e in events if e["DTSTART"] == "20261015" and "太平镇" in e["SUMMARY"])
    own = edition.upcoming[
        (edition.upcoming["agency"] == "taiping") & (edition.upcoming["due"] == "2026-10-15")
    ]
    assert len(own) > 1
    assert september["SUMMARY"].startswith("到期：太平镇政府，")
    assert september["SUMMARY"].endswith(f"等 {len(own)} 项")
    assert september["DESCRIPTION"].split("\n")[0] == own["title"].iloc[0]


def test_a_calendar_of_an_agency_or_place_holds_its_own(edition: Edition) -> None:
    """An agency without duties has an empty calendar, which can be subscribed to all the same."""
    found = files(edition)
    of_all = {event["UID"] for event in parsed(found[calendars.ALL_URL])}
    taiping = {event["UID"] for event in parsed(found[calendars.url("agency", "taiping")])}
    assert taiping < of_all
    assert parsed(found[calendars.url("agency", "zhengwu")]) == []
    group = parsed(found[calendars.url("place", "990121100201-01")])
    assert {event["DTSTART"] for event in group} >= {"20260815", "20260915"}


def test_an_event_keeps_its_id_and_its_stamp(edition: Edition, tmp_path: Path) -> None:
    """The next day's calendar says the same events; nothing in it is of the clock."""
    data = data_folder(tmp_path, "accounts")
    later = build.build(data, as_of=date(2026, 9, 21)).edition
    one, other = (files(e)[calendars.ALL_URL] for e in (edition, later))
    newest = edition.disclosures[0].published
    assert {e["DTSTAMP"] for e in parsed(one)} == {f"{newest:%Y%m%d}T000000Z"}
    assert {e["UID"] for e in parsed(one)} <= {e["UID"] for e in parsed(other)}


@given(st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=200))
def test_any_text_is_folded_between_characters(text: str) -> None:
    """Unfolded it is the same text; no line is longer than 75 octets."""
    folded = calendars.fold("SUMMARY:" + text)
    assert folded.replace(b"\r\n ", b"") == f"SUMMARY:{text}\r\n".encode()
    assert all(len(line) <= 75 for line in folded.split(b"\r\n"))
    assert all(line.decode() is not None for line in folded.split(b"\r\n"))
