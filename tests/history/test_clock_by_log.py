"""The clock goes by the later of two days: the one that was typed, and the one of the log."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pandas as pd
import pytest

from harness import data_folder
from mingbai import build, history
from mingbai.check import clock
from mingbai.kinds.accounts import KIND
from mingbai.kinds.registry import KIND as REGISTRY
from mingbai.model import Site
from mingbai.page import formats
from mingbai.read import package
from remembered import ORIGIN, look

BOOK, JUNE = "990121100201-00", "accounts/taiping/2026-06"
MAY = "accounts/taiping/2026-05"
KINDS = ("registry", "accounts")
FIRST, LATER = date(2026, 7, 1), date(2026, 7, 20)


def _released(root: Path, june: date) -> None:
    """Everything but June of one township on the first day, June on its own."""
    for is_june, day in ((False, FIRST), (True, june)):
        memory, issues = look(root, KINDS, day)
        assert not issues
        chosen = {p: one for p, one in memory.standings.items() if (p == JUNE) is is_june}
        history.releasing.release(root, chosen, day, ORIGIN)


@pytest.fixture(scope="module")
def dated_back(tmp_path_factory: pytest.TempPathFactory) -> Site:
    """June says 10 July, and entered the log on 20 July: five days after its last day."""
    root = data_folder(tmp_path_factory.mktemp("back"), "accounts")
    _released(root, LATER)
    return build.build(root, (REGISTRY, KIND))


def _june(site: Site) -> dict[str, object]:
    dues = site.edition.dues
    row = dues[dues["id"] == f"accounts/months/{BOOK}/2026-06"]
    found: dict[str, object] = row.iloc[0].to_dict()
    return found


def test_what_was_dated_back_is_late(dated_back: Site) -> None:
    """The duty is done on the day of the log, whatever the descriptor says."""
    due = _june(dated_back)
    assert due["done"] == pd.Timestamp(LATER)
    assert (due["state"], due["days_late"]) == (clock.LATE, 5)


def test_both_days_are_shown(dated_back: Site) -> None:
    """On the page of the month: what was typed, and what the log says."""
    edition = dated_back.edition
    pages = {p.url: p for p in KIND.pages(edition.tables["accounts"], edition)}
    sections = {one.id: one for one in pages[f"/accounts/{BOOK}/2026/"].view.sections}
    assert sections["06"].facts[0].value == "公开日期写 2026-07-10，2026-07-20 入日志"
    assert isinstance(sections["05"].facts[0].value, date)


def test_a_county_s_first_release_is_excepted(dated_back: Site) -> None:
    """What was public before there was a log is as old as it says, and in time."""
    packages = dated_back.edition.tables["accounts"].packages
    (may,) = (one for one in packages if one.path == MAY)
    assert may.released is None
    assert may.public_since == may.published < FIRST


def test_a_release_in_time_changes_nothing(tmp_path: Path) -> None:
    """Released on the day that the descriptor says: on time, one day shown."""
    root = data_folder(tmp_path, "accounts")
    _released(root, date(2026, 7, 10))
    found, _ = package.find(root, build.schemas_of((REGISTRY, KIND)))
    (june,) = (one for one in found if one.path == JUNE)
    assert june.released == june.published == june.public_since == date(2026, 7, 10)
    assert formats.public_days(june.published, june.public_since) == "2026-07-10"
