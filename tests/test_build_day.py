"""The day that a portal is built for: today for a county, its own for a demo, any that is given."""

from __future__ import annotations

from datetime import UTC, date, datetime
from pathlib import Path

import pytest

from harness import data_folder
from mingbai import build
from mingbai.build_day import build_day, is_demo
from mingbai.check import clock

# Two in the morning of the 27th in China is still the 26th in Greenwich.
NIGHT = datetime(2026, 11, 26, 18, 0, tzinfo=UTC)


def settled(data: Path, value: str, encoding: str = "utf-8") -> Path:
    """The data folder with `is_demo` set to a value, its table written in an encoding."""
    for path in data.glob("registry/*/*/site.csv"):
        text = path.read_text("utf-8").replace("is_demo,是", f"is_demo,{value}")
        path.write_text(text, encoding)
    return data


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return data_folder(tmp_path, "appraisals")


def test_a_county_is_built_for_the_day_in_china(data: Path) -> None:
    """The day of the build, wherever the machine stands; also what asks for today."""
    assert build_day("", settled(data, "否"), NIGHT) == "2026-11-27"
    assert build_day("today", settled(data, "是"), NIGHT) == "2026-11-27"


def test_a_demo_is_built_for_its_newest_publication(data: Path) -> None:
    """Its days are invented: the build reads no clock, and takes the newest one from the data."""
    assert build_day("", data, NIGHT) == ""
    checked = build.check(data)
    assert checked.county is not None
    assert checked.county.as_of == max(p.published for p in checked.packages)


def test_a_given_day_is_the_day_of_both(data: Path) -> None:
    """What is asked for is done; no date is refused as a value, not guessed."""
    assert build_day("2026-09-01", data, NIGHT) == "2026-09-01"
    assert build_day("2026-09-01", settled(data, "否"), NIGHT) == "2026-09-01"
    with pytest.raises(ValueError, match="month"):
        build_day("2026-13-01", data, NIGHT)


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("value", ["是", "否"])
def test_the_registry_says_what_is_a_demo_in_any_encoding(
    data: Path, value: str, encoding: str
) -> None:
    """A table that a clerk saved from a spreadsheet says the same."""
    assert is_demo(settled(data, value, encoding)) == (value == "是")


def test_what_cannot_be_read_is_no_demo(tmp_path: Path) -> None:
    """Without a registry, or with bytes of no encoding, nothing says that the data is invented."""
    assert not is_demo(tmp_path)
    site = tmp_path / "registry" / "county" / "2026" / "site.csv"
    site.parent.mkdir(parents=True)
    site.write_bytes(b"\xff\xff")
    assert not is_demo(tmp_path)


def test_a_county_gone_silent_is_late_by_the_day(data: Path) -> None:
    """The same data half a year later: what nobody published is overdue by so many days more."""
    early = build.build(data, as_of=date(2026, 7, 20)).edition.dues
    late = build.build(data, as_of=date(2027, 1, 20)).edition.dues
    assert set(late.loc[late["state"].isin(clock.MISSING), "due"]) >= set(
        early.loc[early["state"].isin(clock.MISSING), "due"]
    )
    assert (late["state"].isin(clock.MISSING)).sum() > 0
