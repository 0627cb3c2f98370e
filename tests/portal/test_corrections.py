"""A portal after a correction: its pages, panels, feeds, files, and the index of `/verify/`."""

from __future__ import annotations

import csv
import hashlib
import io
import json
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import pytest

import remembered
from harness import data_folder
from mingbai import build
from mingbai.history.corrections import ERASURE
from mingbai.history.drafting import Grounds
from mingbai.kinds import KINDS
from mingbai.model import Page, Site
from mingbai.portal import corrections as portal_corrections
from remembered import LATER, correct, keep, rewrite, rows

BOOKS = "accounts/taiping/2026-06"
ENTRIES = f"{BOOKS}/entries.csv"
LOOKED_AT = ("accounts", "village_affairs", "registry")


@dataclass(frozen=True)
class Corrected:
    """A portal in which one word and one number of a line were corrected.

    former: the bytes of the table that was first published. before, after: the words. book: whose
    line it is. pages: by address.
    """

    site: Site
    former: bytes
    before: str
    after: str
    book: str
    pages: Mapping[str, Page]

    def file(self, url: str) -> bytes:
        """A download of the portal."""
        return next(d.body() for d in self.site.downloads() if d.url == url)


@pytest.fixture(scope="module")
def corrected(tmp_path_factory: pytest.TempPathFactory) -> Corrected:
    """The good data of three kinds: released, one line changed with its reason, released again."""
    root: Path = data_folder(tmp_path_factory.mktemp("c"), "village_affairs", others=("accounts",))
    remembered.release(root, LOOKED_AT)
    keep(root, BOOKS)
    table = rows(root, ENTRIES)
    before = table[2]["summary"]
    table[2] |= {"summary": f"{before}（补记）", "attachments": "9"}
    former = (root / ENTRIES).read_bytes()
    rewrite(root, ENTRIES, table)
    correct(root, BOOKS)
    remembered.release(root, LOOKED_AT, LATER)
    site = build.build(root, as_of=LATER)
    pages = {page.url: page for page in site.pages()}
    return Corrected(
        site, former, before, after=f"{before}（补记）", book=table[2]["book_id"], pages=pages
    )


def test_releases_are_every_version(corrected: Corrected) -> None:
    """The corrected package has two, in the log's order, all others one."""
    releases = corrected.site.edition.releases
    assert [release.number for release in releases] == list(range(1, len(releases) + 1))
    two = [release for release in releases if release.entry.package == BOOKS]
    assert [(one.order, one.is_current, len(one.corrections)) for one in two] == [
        (1, False, 0),
        (2, True, 2),
    ]
    assert {change.field for change in two[1].changes} == {"summary", "attachments"}
    assert all(one.order == 1 and one.is_current for one in releases if one.entry.package != BOOKS)


def test_the_page_of_a_version_tells_what_was_wrong(corrected: Corrected) -> None:
    """Before, after, why and who, at an address that lasts; it leads to both versions."""
    page = corrected.pages[f"/changes/{BOOKS}/v2/"]
    [part] = page.view.parts
    assert (part.revision.before, part.revision.after) == (corrected.before, corrected.after)
    assert [fact.value for fact in part.facts] == [
        f"{remembered.TYPO.reason}：{remembered.TYPO.words}",
        remembered.TYPO.decided_by,
    ]
    assert part.revision.url is not None
    assert corrected.book in part.revision.url
    versions = corrected.pages[f"/changes/{BOOKS}/"].view.versions
    assert f"/data/{BOOKS}/v1/entries.csv" in versions.body
    assert f"/data/{BOOKS}/entries.csv" in versions.body


def test_corrections_stand_first_among_changes(corrected: Corrected) -> None:
    """On the month in which they entered the log, and on a list of their own."""
    assert "（补记）" in corrected.pages["/changes/corrections/"].view.table.body
    month = corrected.pages.get(f"/changes/{LATER:%Y-%m}/")
    assert month is not None
    assert month.view.corrections is not None
    assert "（补记）" in month.view.corrections.body


def test_a_correction_is_told_where_the_thing_stands(corrected: Corrected) -> None:
    """On the page of the book, of its place and of the agency that published it."""
    places = corrected.site.edition.county.books["place_code"]
    for subject in (
        ("book", corrected.book),
        ("place", str(places[corrected.book])),
        ("agency", "taiping"),
    ):
        titles = [panel.title for panel in corrected.site.panels.get(subject, ())]
        assert "更正过的" in titles


def test_the_former_version_is_still_offered(corrected: Corrected) -> None:
    """Byte for byte, with a seal that proves it."""
    body = corrected.file(f"/data/{BOOKS}/v1/entries.csv")
    seal = json.loads(corrected.file(f"/data/{BOOKS}/v1/seal.json"))
    digest = hashlib.sha256(body).hexdigest()
    assert corrected.before in body.decode()
    assert corrected.after not in body.decode()
    assert digest in {table["digest"] for table in seal["tables"]}
    [entry] = [
        e for e in corrected.site.edition.log.entries if e.package == BOOKS and not e.replaces
    ]
    sealed = corrected.file(f"/data/{BOOKS}/v1/seal.json")
    assert hashlib.sha256(sealed).hexdigest() == entry.digest


def test_changes_are_a_file(corrected: Corrected) -> None:
    """A line a change, with its reason."""
    text = corrected.file(f"/changes/{BOOKS}/v2/changes.csv").decode()
    lines = list(csv.DictReader(io.StringIO(text)))
    assert [(line["field"], line["reason"]) for line in lines] == [
        ("summary", remembered.TYPO.reason),
        ("attachments", remembered.TYPO.reason),
    ]
    assert (lines[0]["before"], lines[0]["after"]) == (corrected.before, corrected.after)


def test_the_index_of_verify_knows_every_table(corrected: Corrected) -> None:
    """By its digest: the line of the log, the package, its seal; former versions too."""
    edition = corrected.site.edition
    digest = hashlib.sha256(corrected.file(f"/data/{BOOKS}/v1/entries.csv")).hexdigest()
    shard = json.loads(corrected.file(f"/verify/tables/{digest[:2]}.json"))
    [[number, package, _, version, seal]] = shard[digest]
    entry = edition.log.entries[number - 1]
    assert (package, version, seal) == (BOOKS, entry.digest, f"/data/{BOOKS}/v1/seal.json")
    known: dict[str, Any] = {}
    for download in corrected.site.downloads():
        if download.url.startswith("/verify/tables/"):
            known |= json.loads(download.body())
    assert known.keys() == {digest for one in edition.releases for digest in one.tables.values()}


def test_the_index_of_verify_tells_whose_rows_changed(corrected: Corrected) -> None:
    """A sheet of another book of the same package is as good as before."""
    index = json.loads(corrected.file("/verify/packages/accounts/taiping.json"))
    first, second = index["2026-06"]
    assert (first["changed"], second["changed"]) == ([], [corrected.book])
    assert second["page"] == f"/changes/{BOOKS}/v2/"


def test_without_a_log_there_is_nothing_of_it(tmp_path: Path) -> None:
    """A county that never released has no page to verify with and no corrections."""
    site = build.build(data_folder(tmp_path, "accounts"))
    urls = {page.url for page in site.pages()}
    assert not {
        url for url in urls if url.startswith(("/verify/", "/log/", "/changes/corrections"))
    }
    assert not [d for d in site.downloads() if d.url.startswith(("/verify/", "/log/"))]


def test_what_the_law_took_away_is_in_no_file(tmp_path: Path) -> None:
    """Before the former version is buried its bytes are still kept; the portal offers none."""
    root: Path = data_folder(tmp_path, "village_affairs", others=("accounts",))
    table = rows(root, ENTRIES)
    table[2]["summary"] = f"{table[2]['summary']}（黄春生）"
    rewrite(root, ENTRIES, table)
    remembered.release(root, LOOKED_AT)
    keep(root, BOOKS)
    table[2]["summary"] = table[2]["summary"].removesuffix("（黄春生）")
    rewrite(root, ENTRIES, table)
    correct(root, BOOKS, Grounds(ERASURE, "摘要里写了村民的姓名", "太平镇三资办主任"))
    remembered.release(root, LOOKED_AT, LATER)
    site = build.build(root, as_of=LATER)
    assert "黄春生" in (next((root / "history/versions").rglob("entries.csv"))).read_text("utf-8")
    assert not [d.url for d in site.downloads() if "黄春生".encode() in d.body()]
    assert f"/changes/{BOOKS}/v2/" in {page.url for page in site.pages()}
    assert not [page.url for page in site.pages() if "黄春生" in repr(page.view)]


def test_a_list_calls_a_withdrawal_one_and_cuts_whole_rows(corrected: Corrected) -> None:
    """A package that was taken back was not corrected; all of a long row stands on its page."""
    edition = corrected.site.edition
    line = portal_corrections.corrected(KINDS, edition)[0]
    assert portal_corrections.corrected(KINDS, edition) is portal_corrections.corrected(
        KINDS, edition
    )
    entry = replace(line.release.entry, action="withdraw")
    back = replace(
        line,
        release=replace(line.release, entry=entry),
        lines=(replace(line.first, before="字" * 90),),
    )
    body = portal_corrections.corrections_table("corrections", [line, back]).body
    assert body.count('<span class="mark mark--fixed">更正</span>') == 1
    assert body.count('<span class="mark mark--missing">撤回</span>') == 1
    assert "字" * 59 + "…" in body
    assert "字" * 60 not in body
