"""What search engines, browsers and phones ask for: site map, titles, cards, pages kept offline."""

from __future__ import annotations

import json
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date
from pathlib import Path

import pytest
from lxml import etree, html
from PIL import Image

from conftest import Portal
from mingbai.serve import server
from screens import PHONE

SITEMAP = "{http://www.sitemaps.org/schemas/sitemap/0.9}"
HERE = "https://mingbai.example"


@pytest.fixture(scope="module")
def heads(portal: Portal) -> dict[str, html.HtmlElement]:
    """The head of every page, by its rooted address."""
    found = {}
    for file in portal.output.rglob("*.html"):
        text = file.read_text("utf-8")
        found["/" + file.relative_to(portal.output).as_posix().removesuffix("index.html")] = (
            html.fromstring(text[: text.index("</head>")])
        )
    return found


def _one(head: html.HtmlElement, path: str) -> str:
    (value,) = head.xpath(path)
    return str(value)


def test_the_site_map_lists_every_page_that_may_be_found(portal, heads):
    """All pages but those that ask search engines to stay away; days come from the data."""
    root = etree.parse(portal.output / "sitemap.xml").getroot()
    listed = [url.findtext(f"{SITEMAP}loc").removeprefix(HERE) for url in root]
    hidden = {url for url, head in heads.items() if head.xpath("//meta[@name='robots']")}
    assert any("village_affairs" in url for url in hidden)
    assert sorted(listed) == sorted(set(heads) - hidden)
    days = [date.fromisoformat(day) for day in root.xpath("//*[local-name()='lastmod']/text()")]
    assert len(days) > 500
    assert max(days) <= date(2026, 7, 31)
    robots = (portal.output / "robots.txt").read_text("utf-8")
    assert f"Sitemap: {HERE}/sitemap.xml\n" in robots


def test_every_page_has_a_title_of_its_own_a_description_and_a_card(heads):
    """No two pages have one title; what is shared in a chat says what it is and where."""
    titles = Counter(_one(head, "//title/text()") for head in heads.values())
    assert [title for title, count in titles.items() if count > 1] == []
    for url, head in heads.items():
        assert _one(head, "//meta[@name='description']/@content"), url
        assert _one(head, "//meta[@property='og:description']/@content"), url
        assert _one(head, "//link[@rel='canonical']/@href") == HERE + url
        assert _one(head, "//meta[@property='og:url']/@content") == HERE + url


def test_a_phone_finds_name_and_icons(portal, heads):
    """The manifest's addresses lead to pictures of the sizes that it states."""
    manifest = json.loads((portal.output / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["start_url"] == manifest["scope"] == "./"
    for icon in manifest["icons"]:
        with Image.open(portal.output / icon["src"]) as picture:
            assert "x".join(map(str, picture.size)) == icon["sizes"]
    for url, head in heads.items():
        (link,) = head.xpath("//link[@rel='manifest']/@href")
        assert link.endswith("manifest.webmanifest"), url


def test_a_browser_can_search_here_from_its_address_bar(portal):
    """The description names the page that searches, with the words in its address."""
    root = etree.parse(portal.output / "opensearch.xml").getroot()
    (template,) = root.xpath("//*[local-name()='Url']/@template")
    assert template == f"{HERE}/search/?q={{searchTerms}}"
    assert 0 < len(root.findtext("{*}ShortName")) <= 16


@contextmanager
def served(folder: Path, port: int = 0) -> Iterator[int]:
    """A portal on a port of this machine, until it is gone."""
    httpd = server(folder, port)
    threading.Thread(target=httpd.serve_forever, daemon=True).start()
    yield httpd.server_port
    httpd.shutdown()
    httpd.server_close()


def test_a_kept_page_is_shown_without_network_and_says_of_which_day(portal, browser):
    """With the network it is always the newest; without, the kept one, and it says so."""
    village = "/places/990121100201/"
    context = browser.new_context(viewport=PHONE)
    page = context.new_page()
    with served(portal.output) as port:
        address = f"http://127.0.0.1:{port}{village}"
        page.goto(address)
        page.get_by_role("button", name="存下这一页").click()
        page.get_by_text("存好了").wait_for()
        page.reload()
        assert page.get_by_text("离线：").count() == 0
        title = page.title()
    page.goto(address)
    assert page.title() == title
    assert page.get_by_text("离线：这是").count() == 1
    assert page.evaluate("getComputedStyle(document.body).margin") == "0px"  # with its looks
    with served(portal.output, port):
        page.goto(address)
        assert page.get_by_text("离线：").count() == 0
    context.close()
