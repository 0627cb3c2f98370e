"""A clerk's sitting in a real browser: her workbook with faults, mended, handed in, taken back.

The real command on a real repository; a second clerk publishes meanwhile.
"""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, Route, expect
from werkzeug.test import Client

from accessibility import equip, violations
from desks import DeskWorld, faulty, git, lay, settled
from harness import ROOT
from mingbai.desk.guard import Guard
from mingbai.desk.server import DeskApp
from mingbai.desk.sitting import Sitting
from screens import DESK, PHONE, chromium

pytestmark = [pytest.mark.browser]
_PATIENCE = 240_000  # milliseconds: rendering a portal twice on a busy machine


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """Playwright's own."""
    with chromium() as browser:
        yield browser


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> DeskWorld:
    """A county's repository."""
    return lay(tmp_path_factory.mktemp("world"))


@contextmanager
def opened(world: DeskWorld) -> Iterator[str]:
    """The address that `mingbai desk` tells; it is stopped afterwards."""
    command = [sys.executable, "-m", "mingbai.cli", "desk", "--no-open"]
    folders = ["--data", str(world.data), "--work", str(world.folder / "work")]
    with subprocess.Popen(
        [*command, *folders],
        env={**os.environ, "PYTHONPATH": str(ROOT / "plugins"), "PYTHONUNBUFFERED": "1"},
        stdout=subprocess.PIPE,
        text=True,
    ) as process:
        assert process.stdout is not None
        line = process.stdout.readline()
        try:
            yield line.partition("：")[2].strip()
        finally:
            process.terminate()


def put(page: Page, file: Path) -> None:
    """The workbook is dropped, as the file dialogue does it, and all is done that follows."""
    before = page.locator("body").get_attribute("data-looks")
    page.set_input_files("#workbooks", str(file))
    expect(page.locator(f"body:not([data-looks='{before}'])")).to_be_attached(timeout=_PATIENCE)
    rest(page)


def seen(page: Page, looks: int) -> None:
    """Until the page shows so many looks: the preview may still be being made."""
    expect(page.locator(f"body[data-looks='{looks}']")).to_be_attached(timeout=_PATIENCE)


def rest(page: Page) -> None:
    """Until nothing is being done any more and the page shows it."""
    expect(page.locator("body[data-doing='']")).to_be_attached(timeout=_PATIENCE)


def shot(page: Page, name: str) -> None:
    """No page is wider than the screen; a picture of both sizes, where somebody wants to look."""
    for size in (DESK, PHONE):
        page.set_viewport_size(size)  # type: ignore[arg-type]  # width and height
        width = page.evaluate("document.documentElement.scrollWidth")
        assert width == size["width"], f"{name}: {width} px"
        if folder := os.environ.get("DESK_PICTURES"):
            page.screenshot(path=f"{folder}/{name}-{size['width']}.png", full_page=True)
    page.set_viewport_size(DESK)  # type: ignore[arg-type]
    page.emulate_media(color_scheme="light")


def test_from_her_own_workbook_to_the_public_in_one_sitting(
    browser: Browser, world: DeskWorld
) -> None:
    """Faults with their cells, answers, consequences, handed in beside a second clerk, undone."""
    errors: list[str] = []
    with opened(world) as address:
        context = browser.new_context(viewport=DESK)  # type: ignore[arg-type]
        equip(context)
        page = context.new_page()
        page.on("console", lambda line: errors.append(line.text) if line.type == "error" else None)
        page.on("pageerror", lambda error: errors.append(str(error)))
        page.goto(address)
        rest(page)
        expect(page.locator("h1")).to_have_text("把填好的工作簿放进来")
        assert list(violations(page)) == []

        # what is wrong, each at its cell; who is missing, by name
        put(page, faulty(world))
        expect(page.locator("h1")).to_have_text("太平镇 2026 年 6 月村务财务")
        expect(page.locator(".lead")).to_have_text("先改 1 处，再补齐 1 本。")
        expect(page.locator(".job h4")).to_contain_text("账目 D3")
        expect(page.locator(".job .cell--bad")).to_contain_text("2026-6-31")
        expect(page.locator(".shelf__hole")).to_have_count(1)
        expect(page.locator(".desk__books")).to_contain_text("石桥村账本")
        expect(page.locator(".fix li")).to_have_count(2)
        expect(page.locator("#hand-in")).to_have_count(0)
        shot(page, "faults")
        assert list(violations(page)) == []
        with page.expect_download() as marked:
            page.get_by_text("下载标好错处的工作簿").click()
        assert marked.value.suggested_filename == "六月的账-修改清单.xlsx"

        # a repair that she does not want becomes hers to mend; the answer is kept when she goes
        page.locator(".fix input").first.uncheck()
        page.locator("#answer-1").click()
        rest(page)
        page.goto(address)
        expect(page.locator(".fix input").first).not_to_be_checked()
        page.locator(".fix input").first.check()
        page.locator("#answer-1").click()
        rest(page)

        # mended: the consequences, and the pages themselves
        put(page, world.june)
        expect(page.locator("h1")).to_contain_text("可以交了")
        expect(page.locator(".shelf__hole")).to_have_count(0)
        expect(page.locator(".desk__outcome")).to_contain_text("柳塘村 6 月支出")
        shot(page, "consequences")
        assert list(violations(page)) == []
        with page.expect_popup() as popup:
            page.locator(".before a").first.click()
        preview = popup.value
        preview.wait_for_load_state()
        assert preview.url.startswith(f"{address}site/")
        figure = page.locator(".before td b").first.inner_text()
        expect(preview.locator("main")).to_contain_text(figure)
        background = "getComputedStyle(document.querySelector('.masthead')).borderBottomWidth"
        assert preview.evaluate(background) == "2px"  # its style is loaded
        preview.close()

        # by keyboard alone, beside a second clerk
        world.second_clerk_publishes()
        before = git(world.remote, "rev-parse", "main")
        page.locator("#hand-in").focus()
        page.keyboard.press("Enter")
        rest(page)
        told = page.locator(".alarm--fine")
        expect(told).to_contain_text("交好了：太平镇 2026 年 6 月村务财务")
        expect(told).to_contain_text("别人公开了")
        shot(page, "handed-in")
        [branch] = [name for name in world.branches() if name != "main"]
        assert re.fullmatch(r"desk/accounts-taiping-2026-06-[0-9a-f]{12}", branch)
        assert git(world.remote, "rev-parse", "main") == before
        assert git(world.remote, "merge-base", "main", branch) == before
        assert git(world.mine, "status", "--porcelain") == ""

        looks = int(page.locator("body").get_attribute("data-looks") or "")
        page.get_by_role("button", name="撤回").click()
        seen(page, looks + 1)
        expect(page.locator(".parcel h2")).to_have_text("六月的账.xlsx")
        assert world.branches() == ["main"]
        # what is dropped while the page is being shown anew is not lost to a reload
        assert page.evaluate("performance.getEntriesByType('navigation')[0].type") == "navigate"
        page.set_input_files("#workbooks", str(faulty(world)))
        seen(page, looks + 2)
        expect(page.locator(".lead")).to_have_text("先改 1 处，再补齐 1 本。")
        expect(page.locator("#news[role=status]")).to_contain_text("先改 1 处，再补齐 1 本。")
        page.close()
    assert errors == []


def test_the_keyboard_stays_where_it_is_when_the_page_is_shown_anew(
    browser: Browser, world: DeskWorld
) -> None:
    """At a control with an id or without one, at the text where it is gone; the news is heard."""
    sitting = Sitting(world.desk())
    sitting.start()
    settled(sitting)
    client = Client(DeskApp(sitting, Guard("token", 8123), ROOT / "theme"))
    own = {"Host": "127.0.0.1:8123"}
    bodies = {name: client.get(f"/token/{name}", headers=own).text for name in ("", "desk.js")}
    sitting.stop()
    busy = re.sub(r'data-looks="\d+" data-doing=""', 'data-looks="1" data-doing="核对"', bodies[""])
    done = re.sub(r'data-looks="\d+"', 'data-looks="2"', bodies[""]).replace("选工作簿", "再选一份")
    now = {"page": busy, "state": '{"looks": 1, "doing": "核对"}'}

    def answered(route: Route) -> None:
        name = route.request.url.rpartition("/")[2]
        body = now.get(name or "page", bodies.get(name, ""))
        kinds = {"": "text/html; charset=utf-8", "desk.js": "text/javascript"}
        route.fulfill(body=body, content_type=kinds.get(name, "text/plain"))

    page = browser.new_page()
    page.route("**/*", answered)
    for control in ("#workbooks", "footer a", ".skip", "#drop-send"):
        now.update(page=busy, state='{"looks": 1, "doing": "核对"}')
        page.goto("http://desk.test/")
        if control == "#drop-send":  # shown by nobody but those without a script
            page.locator(control).evaluate("one => { one.hidden = false; one.focus(); }")
        else:
            page.locator(control).focus()
        now.update(page=done, state='{"looks": 2, "doing": ""}')
        seen(page, 2)
        expect(page.locator("main" if control == "#drop-send" else control)).to_be_focused()
        expect(page.locator("#news")).to_contain_text(page.locator("h1").inner_text())
    page.close()


def test_what_lies_on_the_desk_is_there_after_it_was_closed(
    browser: Browser, world: DeskWorld
) -> None:
    """Another start has another token and the same workbook; without a script all is there, too."""
    with opened(world) as address:
        page = browser.new_page(java_script_enabled=False)
        page.goto(address)
        expect(page.locator(".parcel h2, h1").first).to_be_visible()
        page.wait_for_selector(".parcel h2", timeout=_PATIENCE)  # by the refresh of the page itself
        expect(page.locator(".parcel h2")).to_have_text("六月的账.xlsx")
        page.get_by_role("button", name="不要这一份了").click()
        page.wait_for_selector("h1:has-text('把填好的工作簿放进来')", timeout=_PATIENCE)
        page.close()
