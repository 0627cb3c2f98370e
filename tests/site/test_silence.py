"""A site that is not built again: its days go on in the reader's browser."""

from __future__ import annotations

import threading
from collections.abc import Iterator
from dataclasses import replace
from datetime import UTC, date, datetime

import pytest
from playwright.sync_api import Browser, Page

from conftest import Portal
from harness import data_folder, seal
from mingbai.publish import publish
from mingbai.serve import server
from screens import PHONE
from shared import inputs

pytestmark = pytest.mark.browser

_BOOK = "/accounts/990121100201-00/"
_BUILT, _READ = date(2026, 9, 1), date(2026, 10, 11)


@pytest.fixture(scope="module")
def county(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Portal]:
    """A county that is no demo, built on 1 September and silent since July, served."""
    data = data_folder(tmp_path_factory.mktemp("county") / "data", "accounts")
    site = data / "registry" / "county" / "2026" / "site.csv"
    site.write_text(site.read_text("utf-8").replace("is_demo,是", "is_demo,否"), "utf-8")
    seal(data)
    output = tmp_path_factory.mktemp("county-site") / "site"
    publish(replace(inputs(data), as_of=_BUILT.isoformat()), output)
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield Portal(output, f"http://127.0.0.1:{httpd.server_port}", ())
    httpd.shutdown()


def _late(page: Page, on: date) -> None:
    """What is overdue first on a page is so by as many days as it was on a day."""
    due = page.locator("[data-due]").first
    days = (on - date.fromisoformat(due.get_attribute("data-due") or "")).days
    assert days > 0
    assert due.inner_text() == f"逾期 {days:,} 天"


def test_the_days_go_on_in_the_readers_browser(browser: Browser, county: Portal) -> None:
    """Forty days after the build what is missing is as many days more overdue; silence is named.

    Half past midnight in China is still the day before in Greenwich: the day is China's.
    """
    context = browser.new_context(viewport=PHONE)
    context.clock.set_fixed_time(datetime(2026, 10, 10, 16, 30, tzinfo=UTC))
    page = context.new_page()
    page.goto(county.address + _BOOK)
    _late(page, _READ)
    assert f"算到今天 {_READ.isoformat()}" in page.locator(".band").inner_text()
    page.goto(county.address + "/")
    newest = page.locator("[data-newest]")
    silent = (_READ - date.fromisoformat(newest.get_attribute("data-newest") or "")).days
    assert newest.inner_text() == f"这个网站 {silent:,} 天没有新公开了"
    page.goto(county.address + "/clock/")
    assert "又有" in page.locator("main [data-waiting]").inner_text()
    context.close()


def test_without_script_a_page_says_the_day_it_speaks_of(browser: Browser, county: Portal) -> None:
    """The days are those of the day of the build, which stands beside them and in the footer."""
    context = browser.new_context(viewport=PHONE, java_script_enabled=False)
    page = context.new_page()
    page.goto(county.address + _BOOK)
    _late(page, _BUILT)
    assert f"截至 {_BUILT.isoformat()}" in page.locator(".band").inner_text()
    assert f"数据截至 {_BUILT.isoformat()}" in page.locator("footer").inner_text()
    context.close()
