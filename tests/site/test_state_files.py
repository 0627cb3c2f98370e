"""What feeds and files say of how things stand is what the pages say."""

from __future__ import annotations

import csv
import json
import re
from collections import Counter
from collections.abc import Iterator

import lxml.etree
import pytest

from conftest import Portal
from demo_tables import DATA
from mingbai.check import clock
from mingbai.model import Edition
from shared import Shared

_ATOM = "{http://www.w3.org/2005/Atom}"
_DONE = re.compile(
    r"办结 ([0-9,]+) 件，按时办结 ([0-9,]+) 件（[^）]*），(没有逾期|逾期办结 ([0-9,]+) 件)"
)


@pytest.fixture(scope="module")
def edition(shared: Shared) -> Edition:
    """The demo's edition."""
    return shared.site(DATA).edition


def entries(portal: Portal, feed: str) -> Iterator[dict[str, str]]:
    """Id, title and words of every entry of a feed's Atom form and of its archives, each once."""
    seen: set[str] = set()
    folder = portal.output / "feeds"
    for path in (folder / f"{feed}.atom", *sorted((folder / feed).glob("*.atom"))):
        for entry in lxml.etree.parse(path).iter(f"{_ATOM}entry"):
            id_, title, *words = (
                entry.findtext(f"{_ATOM}{name}", "")
                for name in ("id", "title", "summary", "content")
            )
            if id_ not in seen:
                seen.add(id_)
                yield {"id": id_, "title": title, "words": " ".join(words)}


def test_feeds_count_cases_as_they_stand(portal: Portal, edition: Edition) -> None:
    """`按时办结 5 件`, `逾期办结 1 件` in an entry: as many of its cases were decided to be so."""
    tables = edition.tables["completions"]
    positions = tables.package_of(tables["cases"])
    stands = tables.frame("cases")["receipt_no"].map(edition.states["case"]["word"])
    paths = [package.path for package in tables.packages]
    counts = {paths[at]: Counter(words) for at, words in stands.groupby(positions)}
    compared = 0
    for item in entries(portal, "kinds/completions"):
        said = _DONE.search(item["words"])
        own = counts.get(item["id"].rpartition(":")[2])
        if said and own:
            on_time, late = int(said[2].replace(",", "")), int((said[4] or "0").replace(",", ""))
            assert (on_time, late) == (own["按时办结"], own["逾期办结"]), item["id"]
            compared += 1
    assert compared > 40


def test_feeds_of_what_is_overdue_know_the_state_of_each(portal: Portal, edition: Edition) -> None:
    """`逾期` is said of what is missing or came late, `补上了` of what came late alone."""
    states = edition.dues.set_index("id")["state"]
    told = Counter[str]()
    for item in entries(portal, "overdue"):
        name = item["id"].partition("overdue/")[2]
        if name.startswith("batches/"):
            continue
        id_, is_done = name.removesuffix("/done"), name.endswith("/done")
        assert item["title"].startswith("补上了：" if is_done else "逾期：")
        assert states[id_] in ((clock.LATE,) if is_done else (clock.LATE, *clock.MISSING)), name
        told[states[id_]] += 1
    assert min(told[clock.LATE], told[clock.UNPUBLISHED], told[clock.UNANSWERED]) > 0


def test_the_table_of_items_misses_the_months_that_are_missing(
    portal: Portal, edition: Edition
) -> None:
    """Of an overdue month no receipt or payment (F2, F3) is disclosed, of a published one each is.

    What a published month has nothing of is not listed.
    """
    lacking: set[tuple[str, str]] = set()
    told: set[tuple[str, str]] = set()
    for path in sorted((portal.output / "accounts/town").glob("*/items.csv")):
        with path.open(encoding="utf-8-sig", newline="") as file:
            for row in csv.DictReader(file):
                month = (row["book_id"], row["period"])
                told.add(month)
                if row["state"] == "未公开" and row["disclosure_code"][:2] in ("F2", "F3"):
                    lacking.add(month)
    dues = edition.dues
    months = dues[(dues["kind"] == "accounts") & (dues["series"] == "months")]
    is_missing = months["state"].isin(clock.MISSING)
    done, missing = (
        set(zip(rows["subject"], rows["period"], strict=True)) & told
        for rows in (months[months["done"].notna()], months[is_missing])
    )
    assert told - lacking == done
    assert missing
    assert missing <= lacking


def test_search_says_no_other_state(portal: Portal, edition: Edition) -> None:
    """The note beside a name in the search index is that of the edition's names."""
    notes = {name.url: name.note for name in edition.names.values()}
    words = {str(word) for decided in edition.states.values() for word in decided["word"]}
    compared = 0
    for path in sorted((portal.output / "search").glob("han-*.json")):
        for entry in json.loads(path.read_text("utf-8"))["names"]:
            url, note = entry[1], entry[3]
            if note in words:
                assert notes[url] == note
                compared += 1
    assert compared > 10
