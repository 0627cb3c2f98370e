"""The pages and files of the log: every entry has its lasting place, every tile is there."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from datetime import date

import pytest

from logs import corrected, entries, entry, key
from mingbai.history import canonical_json, checkpoints, merkle
from mingbai.history.log import Log, short_code
from mingbai.kinds import KINDS
from mingbai.model import Edition, Page
from mingbai.page import Mark
from mingbai.page.paging import PAGE_ROWS
from mingbai.portal import log as portal_log
from mingbai.portal.lists import list_pages
from mingbai.portal.shell import shell
from shared import Shared

COUNT = 2 * PAGE_ROWS + 33
ORIGIN = "qingyuan.example/log"


@pytest.fixture(scope="module")
def edition(shared: Shared) -> Edition:
    """An edition whose log was never released."""
    return shared.site(shared.data("accounts")).edition


def released(edition: Edition, *sizes: int, is_signed: bool = True) -> Edition:
    """The same with a log of as many entries as the last size, and a checkpoint at each."""
    found = entries(sizes[-1])
    tree = Log(found).tree
    known = [checkpoints.Checkpoint(ORIGIN, size, tree.root(size)) for size in sizes]
    signed = [
        checkpoint.signed_by(key(ORIGIN)) if is_signed else checkpoint for checkpoint in known
    ]
    return replace(edition, log=Log(found, tuple(signed)))


def pages(edition: Edition) -> dict[str, Page]:
    return {page.url: page for page in portal_log.pages(KINDS, edition)}


def files(edition: Edition) -> dict[str, bytes]:
    return {file.url: file.body() for file in portal_log.downloads(edition)}


def links(edition: Edition) -> set[str | None]:
    """Where the footer and the site map lead."""
    (sitemap,) = (page for page in list_pages(KINDS, edition) if page.url == "/sitemap/")
    below = shell(KINDS, edition, "").footer_links
    return {link.url for link in (*below, *sitemap.view.doors[-1].links)}


def test_before_the_first_release_there_is_no_log(edition: Edition) -> None:
    """No page, no file, and nothing leads there."""
    assert edition.log == Log()
    assert pages(edition) == {}
    assert files(edition) == {}
    assert portal_log.URL not in links(edition)
    assert portal_log.URL in links(released(edition, 1))


def test_every_entry_stands_once_under_its_lasting_address(edition: Edition) -> None:
    """Blocks are counted from the first entry; a longer log moves none of them."""
    for size in (1, PAGE_ROWS, PAGE_ROWS + 1, COUNT):
        found = pages(released(edition, size))
        anchors = {
            f"{url}#{anchor}"
            for url, page in found.items()
            if page.template == "log_entries.html"
            for anchor in re.findall(r'id="(entry-\d+)"', page.view.entries.body)
        }
        assert anchors == {portal_log.entry_url(number) for number in range(1, size + 1)}
    assert portal_log.entry_url(200) == "/log/entries/1/#entry-200"
    assert portal_log.entry_url(201) == "/log/entries/2/#entry-201"


def test_the_newest_stand_first_and_the_way_leads_through_all(edition: Edition) -> None:
    """On the first page five; from the newest block `next` leads to the oldest."""
    found = pages(released(edition, COUNT))
    newest = re.findall(r'href="([^"]*#entry-\d+)"', found["/log/"].view.newest.body)
    assert newest == [portal_log.entry_url(COUNT - n) for n in range(5)]
    walked = [found["/log/"].view.blocks[0].url]
    while (link := found[walked[-1]].view.next) is not None:
        walked.append(link.url)
    assert walked == ["/log/entries/3/", "/log/entries/2/", "/log/entries/1/"]
    assert [link.url for link in found["/log/"].view.blocks] == walked
    assert found["/log/entries/2/"].title == "公开日志第 201–400 条"


def test_an_entry_says_what_was_done_with_what(edition: Edition) -> None:
    """Day, action, kind and period, who; a package that is there is led to, another is not."""
    package = edition.tables["accounts"].packages[0]
    first = replace(entry(0), publisher=package.publisher, period=package.period)
    second = replace(corrected(first, date(2026, 8, 1)), rows=7)
    tree = Log((first, second)).tree
    log = Log((first, second, entry(40)), (checkpoints.of(ORIGIN, tree),))
    found = pages(replace(edition, log=log))
    body = found["/log/entries/1/"].view.entries.body
    assert found["/log/"].view.newest.body.count("<tr>") == 3
    gone, changed, _ = body.split("</tr>")[:3]
    assert "<time>2026-08-01</time>" in changed
    assert '<span class="mark mark--fixed">更正</span>' in changed
    assert f'<a href="/data/accounts/{package.publisher}/">' in changed
    assert short_code(second) in changed
    assert "town-0" in gone
    assert 'href="/data' not in gone


@pytest.mark.parametrize(
    ("is_signed", "mark"),
    [(True, Mark("ok", f"已签名（{ORIGIN}）")), (False, Mark("warn", "未签名"))],
)
def test_the_page_says_whether_the_newest_checkpoint_is_signed(
    edition: Edition, is_signed: bool, mark: Mark
) -> None:
    """Size, root and signature are what a reader keeps."""
    with_log = released(edition, 3, is_signed=is_signed)
    facts = {fact.name: fact.value for fact in pages(with_log)["/log/"].view.checkpoint}
    checkpoint = with_log.log.checkpoint
    assert checkpoint is not None
    assert facts["记了"] == "3 条"
    assert str(facts["指纹"]) == checkpoint.text.split("\n")[2]
    assert facts["签名"] == mark


def test_the_files_are_those_of_the_log(edition: Edition) -> None:
    """Checkpoints, the log itself, keys; full tiles, and partial ones that are not full yet."""
    with_log = released(edition, 3, 300)
    found = files(with_log)
    log = with_log.log
    assert set(found) == {
        "/log/checkpoint",
        "/log/checkpoints/3",
        "/log/checkpoints/300",
        "/log/keys.json",
        "/log/log.jsonl",
        "/log/tile/0/000",
        "/log/tile/0/001.p/44",
        "/log/tile/1/000.p/1",
        "/log/tile/entries/000",
        "/log/tile/entries/001.p/44",
    }
    assert found["/log/checkpoint"] == found["/log/checkpoints/300"] == log.checkpoints[1].file
    assert found["/log/log.jsonl"] == b"".join(line + b"\n" for line in log.lines)
    assert found["/log/tile/0/000"] == b"".join(map(merkle.leaf_hash, log.lines[:256]))
    assert found["/log/keys.json"] == b"[]\n"


def test_sizes_on_the_page_are_those_of_the_files(edition: Edition) -> None:
    """What is offered is as long as it says."""
    with_log = released(edition, 5)
    bodies = files(with_log)
    assert {link.url: link.octets for link in pages(with_log)["/log/"].view.files} == {
        url: len(bodies[url]) for url in ("/log/checkpoint", "/log/log.jsonl", "/log/keys.json")
    }


def test_registered_keys_are_published_with_their_days(shared: Shared) -> None:
    """On the page in words, in a file as canonical JSON."""
    edition = shared.site(shared.data("registry", "log_keys")).edition
    with_log = released(edition, 5)
    keys = pages(with_log)["/log/"].view.keys
    published = json.loads(files(with_log)["/log/keys.json"])
    assert canonical_json.dump(published) + b"\n" == files(with_log)["/log/keys.json"]
    assert [(k["since"], k["until"]) for k in published] == [
        ("2026-01-01", "2026-12-31"),
        ("2026-07-01", None),
    ]
    assert all(k["vkey"] in keys.body for k in published)
    assert "2026-01-01 启用、2026-12-31 停用" in keys.body
