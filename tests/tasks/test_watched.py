"""An edition that says what was read of it: nothing unnoticed, of a part nothing but its own."""

from __future__ import annotations

import dataclasses
from collections.abc import Iterable

import numpy as np
import pytest

from mingbai import portal
from mingbai.county import County, Frame
from mingbai.history.checkpoints import Checkpoint
from mingbai.history.log import Log
from mingbai.kinds import KINDS
from mingbai.model import Download, Edition, JoinedFile, KindPart, Page, Panel
from mingbai.portal import datasets, discovery
from mingbai.read import Tables
from mingbai.tasks import Digests
from mingbai.tasks.parts import SeenEdition
from mingbai.tasks.watched import watched
from shared import Shared

TAIPING = frozenset({"accounts/taiping/2026-05", "accounts/taiping/2026-06"})
BOOKS = frozenset({"990121100201-00"})


@pytest.fixture
def edition(shared: Shared) -> Edition:
    """What two townships published."""
    return shared.site(shared.data("accounts")).edition


def test_whatever_is_read_is_noted(edition: Edition) -> None:
    """A table, a frame, a name, a setting, a seal, a day: each by its key, before it is given."""
    noted: list[str] = []
    seen = watched(SeenEdition(edition), noted.append)
    assert seen.tables["accounts"].frame("sheets") is edition.tables["accounts"].frame("sheets")
    assert seen.county.setting("phone") == edition.county.setting("phone")
    assert seen.county.as_of == edition.county.as_of
    assert seen.county.places is edition.county.places
    assert seen.url("place", "990121100201") == "/places/990121100201/"
    assert ("place", "nowhere") not in seen.names
    assert seen.dues is edition.dues
    package = seen.tables["accounts"].packages[0]
    assert package.root == edition.tables["accounts"].packages[0].root
    assert package.files == edition.tables["accounts"].packages[0].files
    seen.county.frame(Frame("accounts", "sheets", {"book_id": "str"}))
    assert noted == [
        "table accounts sheets",
        "setting phone",
        "day",
        "county places",
        "names place",
        "names place",
        "dues",
        "packages accounts",
        f"folder {package.path}",
        "files accounts",
        "frame accounts.sheets book_id",
    ]


def test_a_line_of_the_log_never_changes(edition: Edition) -> None:
    """Who asks where one line was logged reads that line, not the log, which grows each day."""
    checkpoints = tuple(Checkpoint("log", size, bytes([size]) * 32) for size in (2, 5))
    noted: list[str] = []
    digests = []
    for some in ((), checkpoints[:1], checkpoints):
        grown = dataclasses.replace(edition, log=Log(checkpoints=some))
        digests.append([Digests(grown, {}).digest(f"checkpoint {n}") for n in (1, 3)])
    assert watched(SeenEdition(grown), noted.append).log.first_checkpoint(3)[0] == 5
    assert noted == ["checkpoint 3"]
    assert digests[0] == ["", ""]
    assert digests[1] == [digests[2][0], ""]
    assert digests[2][1] not in ("", digests[2][0])


def test_what_is_not_known_is_not_given(edition: Edition) -> None:
    """An attribute that nobody entered is an error, not a value that was read unnoticed."""
    seen = watched(SeenEdition(edition), lambda _: None)
    with pytest.raises(AttributeError, match="has no secrets"):
        seen.secrets  # type: ignore[attr-defined]  # noqa: B018
    with pytest.raises(AttributeError, match="has no offers"):
        seen.county.offers  # noqa: B018


@pytest.mark.parametrize("of", [Edition, Tables])
def test_every_field_can_be_read(edition: Edition, of: type) -> None:
    """A field that is added to an edition or to tables is entered where it is watched."""
    seen = watched(SeenEdition(edition), lambda _: None)
    stand_in = seen if of is Edition else seen.tables["accounts"]
    for field in dataclasses.fields(of):
        if not field.name.startswith("_"):
            getattr(stand_in, field.name)


def test_a_disclosure_leads_to_no_file(edition: Edition) -> None:
    """Who wants a file asks the tables of its kind, where it is noted."""
    seen = watched(SeenEdition(edition), lambda _: None)
    assert not any(d.package.root.exists() for d in seen.disclosures)


def test_a_part_sees_its_own_alone(edition: Edition) -> None:
    """Rows, proofs, duties, states and reminders of one book; all of every other kind."""
    part = KindPart("accounts", "one", TAIPING, "book", BOOKS)
    seen = watched(SeenEdition(edition, part), lambda _: None)
    tables = seen.tables["accounts"]
    assert {p.path for p in tables.packages} == TAIPING
    whole = edition.tables["accounts"]
    for table in whole:
        own = np.array([path.rpartition("/")[0] in TAIPING for path in table.paths], np.bool_)
        assert tables.frame(table.name).equals(table.frame[own])
        assert set(tables[table.name].files) == {f for f in table.files if f[:24] in TAIPING}
    proofs = [v.proofs.frame for _, v in seen.verdicts["accounts"] if v.proofs is not None]
    subjects = {s.partition("/")[0] for frame in proofs for s in frame["subject"]}
    assert subjects == BOOKS
    assert set(seen.states["book"].index) == BOOKS
    assert set(seen.dues["subject"]) <= BOOKS
    assert len(seen.dues)
    assert (
        seen.tables["registry"].frame("places").equals(edition.tables["registry"].frame("places"))
    )


def test_a_year_of_a_part_sees_its_proofs_and_duties_alone(edition: Edition) -> None:
    """A year's are those of that year; those of all years together are those of the whole part."""
    whole = KindPart("accounts", "one", TAIPING, "book", BOOKS)
    of_whole = watched(SeenEdition(edition, whole), lambda _: None)
    years = sorted(
        {subject.split("/")[1][:4] for subject in _proved(of_whole)}
        | {period[:4] for period in of_whole.dues["period"]}
    )
    assert len(years) > 1
    of_years = [
        watched(SeenEdition(edition, dataclasses.replace(whole, name=year, year=year)), _unnoted)
        for year in years
    ]
    for seen, year in zip(of_years, years, strict=True):
        assert {period[:4] for period in seen.dues["period"]} <= {year}
        assert {subject.split("/")[1][:4] for subject in _proved(seen)} <= {year}
    assert sum(len(seen.dues) for seen in of_years) == len(of_whole.dues)
    assert sorted(s for seen in of_years for s in _proved(seen)) == sorted(_proved(of_whole))


def _unnoted(_: str) -> None:
    """Nobody asks what was read."""


def _proved(seen: Edition) -> list[str]:
    """The subjects of all proofs of the accounts, rule by rule."""
    proofs = [v.proofs.frame for _, v in seen.verdicts["accounts"] if v.proofs is not None]
    return [subject for frame in proofs for subject in frame["subject"].tolist()]


def test_another_townships_rows_leave_a_part_as_it_was(edition: Edition) -> None:
    """What a part reads has the same digest with and without the packages of others."""
    part = KindPart("accounts", "one", TAIPING, "book", BOOKS)
    whole = edition.tables["accounts"]
    others = frozenset(p.path for p in whole.packages) - TAIPING
    less = Tables(
        tuple(p for p in whole.packages if p.path in TAIPING),
        {table.name: table.outside(others) for table in whole},
    )
    tables = {**edition.tables, "accounts": less}
    one, other = Digests(edition, {}), Digests(dataclasses.replace(edition, tables=tables), {})
    for key in ("kind accounts", "packages accounts", "files accounts", "table accounts entries"):
        assert one.digest(key, part) == other.digest(key, part)
        assert one.digest(key) != other.digest(key)


def test_tasks_yield_what_the_portal_consists_of(
    edition: Edition, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Cut into tasks or whole, a portal has the same pages and files, and the same ledgers."""
    monkeypatch.setattr(datasets, "_MANY", 1)
    whole = [
        *portal.pages(KINDS, edition),
        *portal.downloads(KINDS, edition),
        *portal.feed_downloads(KINDS, edition, ()),
    ]
    digests = Digests(edition, {})
    joined_files = portal.joined_files(KINDS, edition)
    files = {joined.key: [portal.MadeFile(joined.url, 1, "")] for joined in joined_files}
    archives = [_archive(joined, digests) for joined in joined_files]
    for archive in archives:
        assert archive.body() == next(one for one in whole if one.url == archive.url).body()
    cut = archives + [
        one
        for task in (*portal.tasks(KINDS, edition, ()), *portal.closing_tasks(KINDS, files))
        if task.key != "prose"
        for one in task.run(watched(digests.seen(task.part), lambda _: None))
        if not isinstance(one, Panel)
    ]
    of_pages = [discovery.SITEMAP_URL, discovery.ROBOTS_URL]  # they tell of all that was made
    assert sorted(one.url for one in cut) == sorted([*(one.url for one in whole), *of_pages])
    assert _ledgers(cut) == _ledgers(whole)


def _archive(joined: JoinedFile, digests: Digests) -> Download:
    """A file as it is joined of its pieces."""
    runs = [
        one.body()
        for piece in joined.pieces
        for one in piece.run(watched(digests.seen(piece.part), lambda _: None))
        if isinstance(one, Download)
    ]
    return Download(joined.url, lambda: b"".join((*runs, joined.end(runs))))


def _ledgers(made: Iterable[Page | Download]) -> dict[str, bytes]:
    """The files of each period of village accounts."""
    files = (one for one in made if isinstance(one, Download))
    return {f.url: f.body() for f in files if f.url.startswith("/data/accounts/taiping/")}


def test_panels_are_the_same_however_they_are_cut(edition: Edition) -> None:
    """Made by tasks that see a part each, or all at once: the same on the same things."""
    digests = Digests(edition, {})
    cut = [
        (panel.subject, panel.title, panel.view, panel.band)
        for task in portal.panel_tasks(KINDS, edition).of_kinds
        for panel in task.run(watched(digests.seen(task.part), lambda _: None))
        if isinstance(panel, Panel)
    ]
    whole = [
        (panel.subject, panel.title, panel.view, panel.band)
        for kind in KINDS
        for panel in kind.panels(edition.tables[kind.name], edition)
    ]
    assert len(whole) > 5
    by_thing = sorted(cut, key=lambda one: one[:2])
    assert by_thing == sorted(whole, key=lambda one: one[:2])


def test_a_county_is_watched_as_a_whole(edition: Edition) -> None:
    """Every field of a county but the functions behind its frames can be asked for."""
    seen = watched(SeenEdition(edition), lambda _: None)
    for field in dataclasses.fields(County):
        if not field.name.startswith("_") and field.name != "offers":
            getattr(seen.county, field.name)


def _sheets(tables: Tables) -> int:
    return len(tables.frame("sheets"))


def _late(tables: Tables) -> Tables:
    return tables


def test_what_is_shared_says_what_it_is_made_from(edition: Edition) -> None:
    """To each who asks, where it is asked anew; and it may read nothing once it was made."""
    for _ in range(2):
        noted: list[str] = []
        seen = watched(SeenEdition(edition), noted.append, is_asked_anew=True)
        seen.tables["accounts"].shared(_sheets)
        assert noted == ["table accounts sheets"]
    with pytest.raises(RuntimeError, match="_late was made, and reads table accounts entries"):
        seen.tables["accounts"].shared(_late).frame("entries")
