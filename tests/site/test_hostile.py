"""Texts that would be code, in fields of several kinds: on the built site they are only texts."""

from __future__ import annotations

import csv
import json
import threading
from collections.abc import Iterator
from itertools import cycle
from pathlib import Path

import feedparser
import html5lib
import lxml.html
import pytest
from playwright.sync_api import sync_playwright

from harness import data_folder, seal
from mingbai.serve import server
from shared import Shared

NAUGHTY = (
    "<script>window.evil=1</script>",
    '"><img src=x onerror=window.evil=1>',
    "' onmouseover='window.evil=1",
    "</title></svg></td></table><b>粗</b>",
    "<!-- ]]> &lt;b&gt; &amp;",
    "{{ 7*7 }}{% include 'base.html' %}",
    "{attach}../pelicanconf.py",
    "[链接](javascript:window.evil=1)",
    "=1+1",
    "＠SUM(A1)",
    "Save_as: evil.html",
    "javascript:window.evil=1",
)
# Fields whose words no rule compares with others, by kind and table.
FIELDS = {
    ("accounts", "entries"): ("summary", "note"),
    ("approvals", "items"): ("name", "main_item", "conditions", "result"),
    ("approvals", "materials"): ("name", "note"),
    ("approvals", "steps"): ("detail",),
    ("complaints", "complaints"): ("gist", "outcome"),
    ("holdings", "assets"): ("name",),
    ("inspections", "filings"): ("content",),
    ("key_work", "tasks"): ("goal", "measure"),
    ("regulations", "documents"): ("title", "summary"),
    ("village_affairs", "matters"): ("text",),
}
KINDS = tuple(sorted({kind for kind, _ in FIELDS}))


def _poisoned(folder: Path) -> dict[str, list[str]]:
    """Every row's own words, replaced in turn; what was put in, by kind."""
    texts, put = cycle(NAUGHTY), {kind: [] for kind in KINDS}
    for (kind, table), fields in FIELDS.items():
        for path in sorted((folder / kind).rglob(f"{table}.csv")):
            with path.open(encoding="utf-8", newline="") as file:
                lines = list(csv.DictReader(file))
            for line, field in ((row, name) for row in lines for name in fields):
                if line[field]:
                    line[field] = next(texts)
                    put[kind].append(line[field])
            with path.open("w", encoding="utf-8", newline="") as file:
                writer = csv.DictWriter(file, list(lines[0]), lineterminator="\n")
                writer.writeheader()
                writer.writerows(lines)
    return put


@pytest.fixture(scope="module")
def put_in(tmp_path_factory: pytest.TempPathFactory, shared: Shared) -> dict[str, list[str]]:
    folder = tmp_path_factory.mktemp("hostile")
    data = data_folder(folder / "data", KINDS[0], others=KINDS[1:])
    put = _poisoned(data)
    seal(data)
    assert all(put.values())
    assert set().union(*put.values()) == set(NAUGHTY)
    put["out"] = [str(shared.published(data))]
    return put


@pytest.fixture(scope="module")
def output(put_in: dict[str, list[str]]) -> Path:
    return Path(put_in["out"][0])


def _trees(output: Path) -> Iterator[tuple[Path, lxml.html.HtmlElement]]:
    for path in sorted(output.rglob("*.html")):
        parser = lxml.html.HTMLParser(encoding="utf-8")
        yield path, lxml.html.parse(str(path), parser=parser).getroot()


def test_every_text_is_read_as_it_was_typed(put_in: dict[str, list[str]], output: Path) -> None:
    """On some page of its kind the words stand letter by letter, whatever they would do."""
    for kind in KINDS:
        words = "\n".join(" ".join(tree.itertext()) for path, tree in _trees(output / kind) if path)
        assert [text for text in put_in[kind] if text not in words] == [], kind


def test_nothing_of_it_is_markup(output: Path) -> None:
    """No element, handler or address comes from a cell; every page is still valid."""
    for path, tree in _trees(output):
        assert tree.xpath("//script[not(@src) and not(@type='application/ld+json')]") == [], path
        assert tree.xpath("//img[@src='x'] | //@*[starts-with(name(), 'on')]") == [], path
        links = [str(link).strip().lower() for link in tree.xpath("//@href | //@src | //@action")]
        assert not [link for link in links if link.startswith(("javascript:", "data:text"))], path
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(path.read_text("utf-8"))
        assert parser.errors == [], path


def test_templates_and_prose_take_nothing_from_data(output: Path) -> None:
    """`{{ 7*7 }}` is not 49, no file is attached, no page is saved elsewhere."""
    assert not list(output.rglob("evil.html"))
    assert not list(output.rglob("pelicanconf.py"))
    bodies = [p.read_text("utf-8") for p in output.rglob("*.html")]
    assert any("{{ 7*7 }}" in body for body in bodies)


def test_feeds_and_json_parse_back(output: Path) -> None:
    """Feeds are well-formed; JSON and JSON-LD are strict, and JSON-LD holds no `<`."""
    for path in (*output.rglob("*.atom"), *output.rglob("*.rss")):
        assert not feedparser.parse(path.read_bytes()).bozo, path
    for path in output.rglob("*.json"):
        json.loads(path.read_text("utf-8"))
    for path, tree in _trees(output / "data"):
        for text in tree.xpath("//script[@type='application/ld+json']/text()"):
            assert "<" not in text, path
            json.loads(text)


@pytest.mark.browser
def test_no_page_runs_any_of_it(output: Path) -> None:
    """In a browser no payload runs, no dialog opens, the policy has nothing to refuse."""
    httpd = server(output, 0)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    pages = [p for kind in KINDS for p in sorted((output / kind).rglob("*.html"))[:12]]
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox", "--disable-gpu"]
        )
        page = browser.new_page()
        heard: list[str] = []
        page.on("dialog", lambda d: heard.append(d.message))
        page.on("console", lambda m: heard.append(m.text) if m.type == "error" else None)
        for path in pages:
            page.goto(f"http://127.0.0.1:{httpd.server_port}/{path.relative_to(output)}")
            assert page.evaluate("window.evil") is None, path
        browser.close()
    httpd.shutdown()
    assert heard == []
