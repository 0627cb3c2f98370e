"""A reader proves a file and a sheet of paper in a real browser, by the script of `/verify/`."""

from __future__ import annotations

import base64
import json
from collections.abc import Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

from conftest import Portal
from harness import ROOT
from mingbai.history import log

pytestmark = pytest.mark.browser

_SILENT = ["--no-sandbox", "--disable-gpu", "--disable-background-networking", "--no-first-run"]
_TOLD = """() => {
  const title = document.querySelector('.verdict__title');
  return title && !title.textContent.startsWith('正在');
}"""
LOG = [
    json.loads(line)
    for line in (ROOT / "data/history/log.jsonl").read_text("utf-8").split("\n")[:-1]
]


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path="/usr/bin/chromium", args=_SILENT)
        yield browser
        browser.close()


@pytest.fixture
def page(browser: Browser, portal: Portal) -> Iterator[Page]:
    context = browser.new_context(viewport={"width": 360, "height": 740})
    page = context.new_page()
    page.goto(f"{portal.address}/verify/")
    yield page
    context.close()


def _path(entry: dict[str, str]) -> str:
    return f"{entry['kind']}/{entry['publisher']}/{entry['period']}"


def _is_of_entries(entry: dict[str, str]) -> bool:
    """Whether a package has a corrected line of its ledger."""
    file = ROOT / "data" / _path(entry) / "corrections.csv"
    return file.exists() and ",entries," in file.read_text("utf-8")


CORRECTED = next(e for e in LOG if e["action"] == "correct" and _is_of_entries(e))


def _drop(page: Page, file: Path) -> str:
    page.set_input_files("#verify-file", str(file))
    page.wait_for_function(_TOLD)
    return page.inner_text("#verify-output")


def _scan(page: Page, portal: Portal, words: str) -> str:
    page.goto("about:blank")
    page.goto(f"{portal.address}/verify/#{words}")
    page.wait_for_function(_TOLD)
    return page.inner_text("#verify-output")


def test_a_downloaded_table_is_found_and_proved(page: Page, portal: Portal) -> None:
    """The newest version: since when, which entry, what the signature is worth."""
    entry = next(e for e in LOG if e["kind"] == "holdings")
    file = portal.output / "data" / _path(entry) / "receipts.csv"
    told = _drop(page, file)
    assert "对得上，一个字没有改" in told
    assert f"这是 {entry['released']} 公开的" in told
    assert f"公开日志第 {LOG.index(entry) + 1} 条" in told
    assert "签名" in told


def test_a_former_version_is_told_to_be_old(page: Page, portal: Portal) -> None:
    """It was published, and corrected since; the newer one is one tap away."""
    told = _drop(page, portal.output / "data" / _path(CORRECTED) / "v1" / "entries.csv")
    assert "对得上，不过后来改过" in told
    assert CORRECTED["released"] in told
    page.click("#verify-output a")
    assert page.url.endswith(f"/changes/{_path(CORRECTED)}/v2/")


def test_a_changed_file_is_not_found(page: Page, portal: Portal, tmp_path: Path) -> None:
    """One digit more, and it is none that was published."""
    entry = next(e for e in LOG if e["kind"] == "holdings")
    body = (portal.output / "data" / _path(entry) / "receipts.csv").read_bytes()
    (tmp_path / "receipts.csv").write_bytes(body.replace(b"0.00", b"1.00", 1))
    assert "没有查到这份文件" in _drop(page, tmp_path / "receipts.csv")


def test_a_sheet_on_a_wall_is_the_newest_or_was_corrected(page: Page, portal: Portal) -> None:
    """The same paper, of the book that was corrected and of another of the same package."""
    first = next(i for i, e in enumerate(LOG, 1) if _path(e) == _path(CORRECTED))
    index = portal.output / "verify/packages" / CORRECTED["kind"] / f"{CORRECTED['publisher']}.json"
    versions = json.loads(index.read_text("utf-8"))[CORRECTED["period"]]
    [book] = versions[-1]["changed"]
    paper = f"{_path(CORRECTED)}/{first}"
    assert "这张纸改过了" in _scan(page, portal, f"{paper}/{book}")
    assert "这张纸是最新的" in _scan(page, portal, f"{paper}/990121000000-00")
    assert "这张纸是最新的" in _scan(
        page, portal, f"{_path(CORRECTED)}/{versions[-1]['entry']}/{book}"
    )
    assert "这张纸查不到" in _scan(page, portal, f"{_path(CORRECTED)}/{len(LOG) + 7}/{book}")
    other = next(i for i, e in enumerate(LOG, 1) if _path(e) != _path(CORRECTED))
    assert "这张纸查不到" in _scan(page, portal, f"{_path(CORRECTED)}/{other}/{book}")


def _paper(number: int, book: str) -> str:
    """What the code of a printed sheet leads to: its line, and the log that first had it."""
    known = log.read(ROOT / "data")
    first = next(c for c in known.checkpoints if c.size >= number)
    start = base64.urlsafe_b64encode(first.root[:12]).decode()
    return f"{number}/{book}/{first.size}/{start}"


def test_a_paper_bears_witness_of_the_log_that_it_was_printed_from(
    page: Page, portal: Portal
) -> None:
    """The log begins as the paper says, or somebody rewrote it; a wrong root is not passed over."""
    first = next(i for i, e in enumerate(LOG, 1) if _path(e) == _path(CORRECTED))
    newest = LOG.index(CORRECTED) + 1
    [book] = json.loads(
        (portal.output / "verify/packages/accounts" / f"{CORRECTED['publisher']}.json").read_text()
    )[CORRECTED["period"]][-1]["changed"]
    old, new = _scan(page, portal, _paper(first, book)), _scan(page, portal, _paper(newest, book))
    assert "这张纸改过了" in old
    assert "这张纸是最新的" in new
    size = _paper(newest, book).split("/")[2]
    assert f"印它的时候日志有 {size} 条，现在前 {size} 条还是原样" in new
    another = _paper(newest, book)[:-16] + _paper(first, book)[-16:]
    assert "公开日志和这张纸对不上" in _scan(page, portal, another)
    longer = f"{newest}/{book}/{len(LOG) + 1}/{_paper(newest, book)[-16:]}"
    assert "公开日志和这张纸对不上" in _scan(page, portal, longer)


def test_a_log_that_was_rewritten_proves_nothing(browser: Browser, portal: Portal) -> None:
    """Where an entry is not what its hash says, the page says so and does not call it right."""
    entry = next(e for e in LOG if e["kind"] == "holdings")
    context = browser.new_context()
    page = context.new_page()

    def forged(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        body = response.body().replace(b'"rows":', b'"rowz":')
        route.fulfill(response=response, body=body)  # type: ignore[attr-defined]

    page.route("**/log/tile/entries/**", forged)
    page.goto(f"{portal.address}/verify/")
    told = _drop(page, portal.output / "data" / _path(entry) / "receipts.csv")
    assert "日志里对不上" in told
    context.close()


def test_a_wrong_signature_is_told(browser: Browser, portal: Portal) -> None:
    """A checkpoint whose signature is another's: said, where this browser can tell."""
    entry = next(e for e in LOG if e["kind"] == "holdings")
    context = browser.new_context()
    page = context.new_page()

    def forged(route: object) -> None:
        response = route.fetch()  # type: ignore[attr-defined]
        head, _, signature = response.body().rpartition(b" ")
        spoiled = signature[:20] + (b"A" if signature[20:21] != b"A" else b"B") + signature[21:]
        route.fulfill(response=response, body=head + b" " + spoiled)  # type: ignore[attr-defined]

    page.route("**/log/checkpoint", forged)
    page.goto(f"{portal.address}/verify/")
    told = _drop(page, portal.output / "data" / _path(entry) / "receipts.csv")
    assert "签名不对" in told or "签名没有核对" in told
    context.close()


def test_without_web_crypto_the_signature_is_said_to_be_unchecked(
    browser: Browser, portal: Portal
) -> None:
    """Over plain HTTP, or in an old browser: digest and log are proved all the same."""
    entry = next(e for e in LOG if e["kind"] == "holdings")
    context = browser.new_context()
    page = context.new_page()
    page.add_init_script("Object.defineProperty(window.crypto, 'subtle', {value: undefined})")
    page.goto(f"{portal.address}/verify/")
    told = _drop(page, portal.output / "data" / _path(entry) / "receipts.csv")
    assert "对得上，一个字没有改" in told
    assert "签名没有核对" in told
    context.close()


def test_without_a_script_the_page_says_how_by_hand(browser: Browser, portal: Portal) -> None:
    """With sha256sum and Go, and no form that could not answer."""
    context = browser.new_context(java_script_enabled=False)
    page = context.new_page()
    page.goto(f"{portal.address}/verify/")
    assert not page.is_visible("#verify-form")
    assert page.is_visible("text=sha256sum seal.json")
    assert page.is_visible("text=golang.org/x/mod/sumdb")
    context.close()
