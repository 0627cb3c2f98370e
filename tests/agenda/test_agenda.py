"""What an office owes, counted by hand: overdue, wrong, due soon; in every format."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import lxml.html
import pytest
from typer.testing import CliRunner

from counties import SMALL
from mingbai import agenda, home, report
from mingbai.agenda import Agenda
from mingbai.build import Checked, check
from mingbai.cli import app
from mingbai.kinds import KINDS
from mingbai.model import schemas_of

TODAY = date(2026, 12, 1)
# June is published; each month is due on the 15th of the next: 16, 47, 77 and 108 days ago.
OVERDUE = {"2026-08-15": 108, "2026-09-15": 77, "2026-10-15": 47, "2026-11-15": 16}


@pytest.fixture(scope="module")
def checked() -> Checked:
    """The small county on a day on which four months are overdue."""
    return check(SMALL / "data", as_of=TODAY)


def of(checked: Checked, slug: str, days: int = 45) -> Agenda:
    """The agenda of an office."""
    assert checked.county is not None
    return agenda.agenda(
        checked.county,
        checked.issues,
        slug,
        days=days,
        kinds={kind.name: kind.title for kind in KINDS},
        titles=report.titles_of(schemas_of(KINDS)),
    )


def written(checked: Checked, slug: str, form: str) -> str:
    """The agenda of an office in a format."""
    assert checked.county is not None
    return agenda.write(of(checked, slug), form, checked.county, home.shipped("theme"))


def test_a_township_owes_what_its_books_owe(checked: Checked) -> None:
    """Four months overdue, two due within 45 days, one within 14; called by its place."""
    found = of(checked, "taiping")
    assert found.office == "太平镇"
    assert {str(one.due): one.days_late for one in found.overdue} == OVERDUE
    assert [str(one.due) for one in found.ahead] == ["2026-12-15", "2027-01-15"]
    assert [str(one.due) for one in of(checked, "taiping", 14).ahead] == ["2026-12-15"]
    assert of(checked, "taiping", 13).ahead == ()
    assert {line.path.split("/")[1] for line in found.faults} <= {"taiping"}


def test_the_county_office_has_its_own_faults_and_no_duty_of_others(checked: Checked) -> None:
    """Its registry's warnings are its own; nobody's books are."""
    found = of(checked, "county")
    assert (found.office, found.overdue, found.ahead) == ("县政府", (), ())
    warned = sum(issue.path.startswith("registry/county/") for issue in checked.issues)
    assert len(found.faults) == warned > 0


def test_all_offices_together_owe_what_each_owes(checked: Checked) -> None:
    """The whole county is the sum, under its name."""
    found = of(checked, "")
    assert found.office == "清源县"
    assert found.overdue == of(checked, "taiping").overdue
    assert len(found.faults) == len(checked.issues)


def test_the_text_says_it_in_lines(checked: Checked) -> None:
    """A line a day and series, the longest overdue first."""
    lines = written(checked, "taiping", "text").splitlines()
    assert lines[:3] == [
        "太平镇这个月（2026-12-01）",
        "逾期没有公开的：4 项",
        "  2026-08-15（逾期 108 天） 村务财务：柳塘村村账 2026 年 7 月公开单（太平镇人民政府）",
    ]
    assert lines[-3:-1] == [
        "45 天里到期的：2 项",
        "  2026-12-15 村务财务：柳塘村村账 2026 年 11 月公开单（太平镇人民政府）",
    ]


def test_programs_and_calendars_read_the_same(checked: Checked) -> None:
    """JSON has every duty; the calendar an event for each, CRLF at the end of its lines."""
    document = json.loads(written(checked, "taiping", "json"))
    assert {one["due"]: one["days_late"] for one in document["overdue"]} == OVERDUE
    assert [one["days_late"] for one in document["ahead"]] == [0, 0]
    calendar = written(checked, "taiping", "ics")
    assert calendar.count("BEGIN:VEVENT\r\n") == 6
    assert "DTSTART;VALUE=DATE:20261215\r\n" in calendar
    assert calendar.startswith("BEGIN:VCALENDAR\r\n")
    assert calendar.endswith("END:VCALENDAR\r\n")


def test_the_page_of_the_month_stands_alone(checked: Checked) -> None:
    """What is overdue first; nothing is loaded, nothing runs."""
    page = written(checked, "taiping", "html")
    tree = lxml.html.fromstring(page)
    assert tree.findtext(".//h1") == "太平镇这个月"
    heads = [head.text_content() for head in tree.iterfind(".//h2")]
    assert heads == ["逾期没有公开的", "错了的，要改", "45 天里到期的", "提醒，看一眼"]
    late = [item.text_content() for item in tree.xpath("//li[contains(@class, '--bad')]")]
    assert [text.split("逾期 ")[1].split(" 天")[0] for text in late] == ["108", "77", "47", "16"]
    assert not tree.xpath("//script | //link | //img | //@href[not(starts-with(., '#'))]")
    assert tree.xpath("//meta[@http-equiv='Content-Security-Policy']")


def test_the_command_lists_and_writes(tmp_path: Path) -> None:
    """By the township's Chinese name; a format nobody has is refused; a file is written."""
    where = ("--data", str(SMALL / "data"), "--content", str(SMALL / "content"))
    words = ["due", "--publisher", "太平镇", "--as-of", "2026-12-01", *where]
    done = CliRunner().invoke(app, [*words, "--format", "ics", "--output", f"{tmp_path}/a.ics"])
    assert done.exit_code == 0, done.output
    assert (tmp_path / "a.ics").read_bytes().count(b"BEGIN:VEVENT\r\n") == 6
    assert CliRunner().invoke(app, [*words, "--format", "pdf"]).exit_code == 1
