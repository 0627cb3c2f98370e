"""The feed of what should have come and did not: when it became overdue, when it was made good."""

from __future__ import annotations

import json
from datetime import date, timedelta
from pathlib import Path

import feedparser
import pytest

from harness import data_folder
from mingbai import build
from mingbai.check import clock
from mingbai.kinds import by_name
from mingbai.model import Edition
from mingbai.portal import feeds
from mingbai.portal.feeds.overdue import overdue_items

KINDS = tuple(by_name(name) for name in ("registry", "accounts"))
DAY = date(2026, 9, 20)


def edition_of(folder: Path, as_of: date = DAY, **published: str) -> Edition:
    """The accounts of the fixtures on a day; published: other days of packages, by period."""
    data = data_folder(folder, "accounts")
    for period, day in published.items():
        for path in data.glob(
            f"accounts/*/{period.replace('_', '-').lstrip('p')}/datapackage.json"
        ):
            document = json.loads(path.read_text("utf-8"))
            path.write_text(json.dumps({**document, "published": day}), "utf-8")
    return build.build(data, KINDS, as_of=as_of).edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory: pytest.TempPathFactory) -> Edition:
    """June came five days late, July and August of every book are missing."""
    return edition_of(tmp_path_factory.mktemp("overdue"), p2026_06="2026-07-20")


def files(edition: Edition) -> dict[str, bytes]:
    return {d.url: d.body() for d in feeds.downloads(KINDS, edition, ()) if "/overdue" in d.url}


def test_what_is_overdue_enters_on_the_day_after_its_last_one(edition: Edition) -> None:
    """One entry for each duty that was missed, with its own id; one more when it was made good."""
    dues = clock.counted(edition.dues)
    missed = dues[
        dues["state"].isin(["到期未公开", "逾期未答复", "逾期未办结", "逾期未完成", "迟了"])
    ]
    items = {item.id: item for item in overdue_items(edition)}
    late = dues[dues["state"] == "迟了"]
    assert len(missed) > len(late) > 0
    assert items.keys() == {f"overdue/{id_}" for id_ in missed["id"]} | {
        f"overdue/{id_}/done" for id_ in late["id"]
    }
    for row in missed.itertuples():
        assert items[f"overdue/{row.id}"].day == row.due.date() + timedelta(days=1)
    for row in late.itertuples():
        assert items[f"overdue/{row.id}/done"].day == row.done.date()


def test_an_entry_stays_when_it_is_made_good(tmp_path: Path) -> None:
    """Who had read on 18 July that June was overdue finds the same entry, and a second one."""
    early = edition_of(tmp_path / "a", as_of=date(2026, 7, 18), p2026_06="2026-07-18")
    late = edition_of(tmp_path / "b", as_of=date(2026, 8, 1), p2026_06="2026-07-20")
    missing = build.duties(KINDS, early.tables, early.county)
    assert (missing["state"] == "迟了").any()
    before = {item.id for item in overdue_items(early)}
    assert before <= {item.id for item in overdue_items(late)}


def test_the_three_forms_say_the_same_in_every_feed(edition: Edition) -> None:
    """Atom, RSS and JSON of the county, of each agency, township and village."""
    found = files(edition)
    for url, body in found.items():
        if not url.endswith(".atom"):
            continue
        atom = feedparser.parse(body)
        assert not atom.bozo, url
        rss = feedparser.parse(found[url.replace(".atom", ".rss")])
        entries = json.loads(found[url.replace(".atom", ".json")])["items"]
        ids = [entry.id for entry in atom.entries]
        assert ids == [entry.id for entry in rss.entries] == [entry["id"] for entry in entries]
        assert len(ids) == len(set(ids))


def test_a_wide_feed_says_once_what_a_keeper_owes_on_one_day(edition: Edition) -> None:
    """The books of a township that are overdue on one day are one entry, with their list."""
    found = files(edition)
    wide = json.loads(found["/feeds/overdue.json"])["items"]
    village = json.loads(found["/feeds/overdue/places/990121100201.json"])["items"]
    own = edition.dues[
        (edition.dues["agency"] == "taiping") & (edition.dues["due"] == "2026-08-15")
    ]
    assert len(own) > 1
    (batch,) = [
        e for e in wide if "taiping" in e["id"] and e["date_published"][:10] == "2026-08-16"
    ]
    assert batch["title"].startswith("逾期：太平镇政府，")
    assert batch["title"].endswith(f"等 {len(own)} 项")
    assert batch["content_html"].count("<li>") == len(own)
    assert all("batches" not in entry["id"] for entry in village)


def test_a_place_hears_of_its_own_alone(edition: Edition) -> None:
    """A village feed holds its books and those of its groups, nobody else's."""
    found = files(edition)
    village = json.loads(found["/feeds/overdue/places/990121100201.json"])["items"]
    assert village
    assert all("990121100201" in entry["id"] for entry in village)
    assert not any(url.startswith("/feeds/overdue/places/990121100201-") for url in found)


def test_what_could_not_have_been_missed_is_never_overdue(tmp_path: Path) -> None:
    """A notice of a case, due because it was published, makes no entry, however late it was."""
    edition = build.build(data_folder(tmp_path, "completions"), as_of=date(2027, 1, 1)).edition
    uncounted = edition.dues[~edition.dues["is_counted"]]
    assert len(uncounted)
    ids = {item.id for item in overdue_items(edition)}
    assert ids.isdisjoint(f"overdue/{id_}" for id_ in uncounted["id"])
