"""The page of a rule says what it found as a reader sees it; the download says where it stands."""

from __future__ import annotations

import csv
import io

import pytest

from mingbai.issues import Issue, Severity
from mingbai.kinds import KINDS
from mingbai.model import Page, Site
from mingbai.portal import findings
from mingbai.portal.findings import SHOWN, Finding
from shared import Shared


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    return shared.site(shared.data("accounts", "witness_role"))


@pytest.fixture(scope="module")
def page(shared: Shared) -> Page:
    return shared.pages(shared.data("accounts", "witness_role"))["/rules/witness-role/"]


def test_a_finding_is_said_with_place_day_amount_and_a_link_to_its_line(page: Page) -> None:
    """The village, the day, the amount of the line and its address; no file and no row number."""
    table = page.view.found
    assert [column.title for column in table.columns] == [
        "哪里",
        "什么时候",
        "金额（元）",
        "是什么情况",
    ]
    assert '<a href="/places/990121101201/">' in table.body
    assert "2026-06-09" in table.body
    assert "金额 1,640.00" in table.body
    assert 'href="/accounts/990121101201-00/2026/#06-001"' in table.body
    assert "entries.csv" not in table.body


def test_the_download_of_a_rule_has_every_finding_with_its_file_and_line(
    page: Page, site: Site
) -> None:
    """Its size is the one on the page; a clerk finds the cell by it."""
    bodies = {download.url: download.body for download in site.downloads()}
    (file,) = page.view.files
    body = bodies[file.url]()
    assert len(body) == file.octets
    rows = list(csv.DictReader(io.StringIO(body.decode())))
    assert {(row["file"], row["line"], row["field"]) for row in rows} == {
        (issue.path, str(issue.row), issue.field)
        for issue in site.edition.warnings
        if issue.code == "witness-role"
    }
    assert {row["amount"] for row in rows} <= {"1640.00", "2000.00"}


def test_findings_are_made_once_for_an_edition(site: Site) -> None:
    """The pages of rules and their downloads ask for the same; other kinds have their own."""
    first = findings.findings(KINDS, site.edition)
    assert findings.findings(KINDS, site.edition) is first
    assert "witness-role" in first
    others = [kind for kind in KINDS if kind.name != "accounts"]
    assert "witness-role" in findings.findings(others, site.edition)
    assert findings.findings(others, site.edition) is not first


def test_a_rule_without_findings_offers_no_file(shared: Shared) -> None:
    """There is nothing to download, and no address of it."""
    pages = shared.pages(shared.data("accounts"))
    view = pages["/rules/witness-role/"].view
    assert view.found is None
    assert view.files == ()


def _found(place: str, number: int) -> Finding:
    issue = Issue("x", f"{place}.csv", "", row=number, severity=Severity.WARNING)
    return Finding(
        place,
        place,
        None,
        period="2026-06",
        amount_name="金额",
        amount_fen=number * 100,
        message=f"{number} 号",
        url=None,
        issue=issue,
    )


def test_a_screenful_shows_several_places_and_no_more_rows_than_fit() -> None:
    """One bad place does not hide the others; the number of all stands in the caption."""
    of_rule = [_found(place, n) for place in ("甲村", "乙村") for n in range(1, 41)]
    table = findings.table(of_rule)
    assert table.body.count("<tr>") == SHOWN
    assert table.body.count("甲村（40 处）") > 0
    assert table.body.count("乙村（40 处）") >= 3
    assert table.caption.startswith("共 80 处，2 个地方或单位")
