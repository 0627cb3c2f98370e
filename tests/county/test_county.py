"""The county as every rule and page sees it."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import data_folder, found
from mingbai import build
from mingbai.county.county import County
from mingbai.county.working_days import YearNotAnnounced
from mingbai.kinds import KINDS
from mingbai.kinds.holdings.thresholds import LEASE_YEARS_MAX
from mingbai.kinds.registry import KIND


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> County:
    checked = build.check(data_folder(tmp_path_factory.mktemp("county"), "registry"), (KIND,))
    assert checked.county is not None
    return checked.county


def test_paths_start_at_the_township(county: County) -> None:
    """A reader of the county's portal needs no reminder of the county."""
    assert county.places["path"].tolist() == [
        "清源县",
        "太平镇",
        "白杨镇",
        "太平镇 › 柳塘村",
        "太平镇 › 石桥村",
        "白杨镇 › 上河村",
        "太平镇 › 柳塘村 › 一组",
        "太平镇 › 柳塘村 › 二组",
    ]
    assert county.root_place == "990121000000"


def test_settings_and_thresholds(county: County) -> None:
    """An empty setting is an empty text; a number is an integer."""
    assert county.setting("county_name") == "清源县"
    assert county.setting("icp") == ""
    assert county.threshold(LEASE_YEARS_MAX) == 20
    assert county.is_demo


def test_the_calendar_knows_its_years(county: County) -> None:
    """2023 to 2026 are announced, 2027 is refused."""
    assert county.calendar.years == (2023, 2024, 2025, 2026)
    with pytest.raises(YearNotAnnounced):
        county.calendar.add(county.calendar.add(county.as_of, 100), 100)


def test_known_things_of_every_scope(county: County) -> None:
    """References of all kinds find what the registry identifies, and the kinds themselves."""
    assert {scope: len(ids) for scope, ids in county.known.items()} == {
        "kind": len(KINDS),
        "place": 8,
        "agency": 15,
        "book": 4,
        "post": 20,
        "window": 7,
        "basis": 34,
    }


def test_other_rules_wait_for_a_sound_registry(tmp_path: Path) -> None:
    """A number missing from the rule set is an issue, not a crash of the rules that ask for it."""
    data = data_folder(tmp_path, "registry", "missing_rule_key", others=("appraisals",))
    assert [line.split()[1] for line in found(data)] == ["missing-rule-key"] * 2
