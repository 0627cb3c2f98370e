"""The demo county's memory: what was released when, each kind of correction, a withdrawal."""

from __future__ import annotations

import json
from collections import Counter
from datetime import date
from pathlib import Path

import pytest

from harness import ROOT
from mingbai import build, history
from mingbai.history import signatures, versions
from mingbai.history.corrections import ERASURE
from mingbai.issues import Severity
from mingbai.kinds import DECLARED
from shared import Shared

DATA = ROOT / "data"
LOG = history.log.read(DATA)


def test_the_log_is_whole_and_each_action_is_seen_once() -> None:
    """No fault; what was published, corrected, taken back and erased stands in it."""
    assert not LOG.issues
    actions = Counter(entry.action for entry in LOG.entries)
    assert actions["correct"] >= 5
    assert (actions["withdraw"], actions["erase"]) == (1, 1)


def test_what_is_older_than_the_portal_was_released_on_its_first_day() -> None:
    """All else on the day it was published or put right."""
    first = LOG.entries[0].released
    for entry in LOG.entries:
        if entry.action == "publish":
            assert entry.released == max(entry.published, first)
        else:
            assert entry.released > entry.published


def test_every_package_is_as_the_log_has_it(shared: Shared) -> None:
    """Nothing waits for a release; the newest checkpoint is signed by the registered key."""
    checked = shared.checked(DATA)
    assert all(standing.is_released for standing in checked.standings.values())
    assert checked.county is not None
    [known] = signatures.registered(checked.county)
    assert LOG.checkpoint is not None
    assert LOG.checkpoint.note.signers([known.key]) == (known.key,)


@pytest.mark.parametrize("day", ["2026-01-06", "2026-02-10", "2026-06-22"])
def test_what_was_known_on_a_day_was_sound(day: str, shared: Shared, tmp_path: Path) -> None:
    """Nothing was public before what it names: any day of the log can be built as it was known."""
    standings = shared.checked(DATA).standings
    laid = history.known.lay(
        DATA,
        date.fromisoformat(day),
        tmp_path,
        lambda path: standings[path].seal.digest if path in standings else None,
        frozenset({DECLARED.reference.name}),
    )
    assert laid.packages > len(standings) // 2
    issues = build.check(tmp_path, as_of=date.fromisoformat(day)).issues
    assert [i for i in issues if i.severity is Severity.ERROR] == []


def test_what_goes_on_is_a_change(shared: Shared) -> None:
    """Guides were changed, complaints answered, tasks done: without a reason, no correction."""
    edition = shared.site(DATA).edition
    kinds = {r.entry.kind for r in edition.releases if r.entry.action == "change"}
    assert kinds == {"appraisals", "approvals", "complaints"}


def test_corrections_are_of_every_sort(shared: Shared) -> None:
    """A figure with its sums, a text, an added row, a vanished one, a yearly table, the law."""
    edition = shared.site(DATA).edition
    lines = [one for release in edition.releases for one in release.corrections]
    assert any(one.change.field == "amount" for one in lines)
    assert any(one.change.field == "summary" for one in lines)
    assert any(not one.change.field and not one.change.before for one in lines)
    assert any(not one.change.field and not one.change.after for one in lines)
    assert any(one.change.table == "assemblies" for one in lines)
    assert any(one.is_erasure for one in lines)


def test_what_was_erased_is_nowhere_in_the_data() -> None:
    """Neither in the data nor in a version that is kept: a tombstone says what the ground was."""
    [entry] = [entry for entry in LOG.entries if entry.action == "erase"]
    kept = DATA / versions.FOLDER / entry.package
    [stone] = [json.loads(file.read_text("utf-8")) for file in kept.glob(f"*/{versions.TOMBSTONE}")]
    assert (stone["digest"], stone["ground"]) == (entry.replaces, ERASURE)
    name = "（黄春生）".encode()
    assert not [file for file in DATA.rglob("*") if file.is_file() and name in file.read_bytes()]
