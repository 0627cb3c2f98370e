"""The built demo portal as files: valid HTML, no dead link, nothing from outside, sound feeds."""

from __future__ import annotations

import json
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import html5lib
import lxml.html
import pytest

import sitelinks
from conftest import Portal


def _pages(portal: Portal) -> list[Path]:
    return sorted(portal.output.rglob("*.html"))


def test_no_internal_link_is_dead(portal: Portal) -> None:
    """Every link of every page leads to a file that exists, and to an id on it."""
    assert sitelinks.dead(portal.output) == []


def test_only_what_is_meant_to_leave_leaves(portal: Portal) -> None:
    """Links to other sites are https or http pages, tel or mailto; nothing is loaded from there."""
    for page in _pages(portal):
        tree = lxml.html.parse(str(page), parser=lxml.html.HTMLParser(encoding="utf-8")).getroot()
        loaded = tree.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")
        assert [u for u in loaded if urlsplit(u).netloc] == [], page


def test_no_script_or_style_stands_in_a_page(portal: Portal) -> None:
    """The policy forbids inline script, style and handlers; none is written."""
    for page in _pages(portal):
        tree = lxml.html.parse(str(page), parser=lxml.html.HTMLParser(encoding="utf-8")).getroot()
        inline = tree.xpath("//script[not(@src) and not(@type='application/ld+json')] | //style")
        assert inline == [], page
        assert tree.xpath("//@style | //@*[starts-with(name(), 'on')]") == [], page


def test_one_page_of_each_template_is_valid_html(portal: Portal) -> None:
    """The HTML5 parser finds no error, and no id occurs twice."""
    for template, url in portal.examples:
        target, _ = sitelinks.target(sitelinks.LOCAL + url.lstrip("/"), portal.output)
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(target.read_text("utf-8"))
        assert parser.errors == [], (template, url)
        tree = lxml.html.parse(str(target), parser=lxml.html.HTMLParser(encoding="utf-8"))
        ids = tree.getroot().xpath("//@id")
        assert len(ids) == len(set(ids)), (template, url)


def test_every_feed_is_sound(portal: Portal) -> None:
    """A feed parser has nothing to complain of; ids are unique, entries have dates and links."""
    feeds = [p for ext in ("atom", "rss") for p in portal.output.rglob(f"*.{ext}")]
    assert feeds
    for path in feeds:
        feed = feedparser.parse(path.read_bytes())
        assert not feed.bozo, path
        ids = [entry.id for entry in feed.entries]
        assert len(ids) == len(set(ids)), path
        assert all(entry.link.startswith("https://") for entry in feed.entries), path


def test_json_is_strict(portal: Portal) -> None:
    """No JSON file carries NaN or Infinity."""

    def refuse(word: str) -> None:
        raise AssertionError(word)

    for path in portal.output.rglob("*.json"):
        json.loads(path.read_text("utf-8"), parse_constant=refuse)


def test_every_page_names_its_origin(portal: Portal) -> None:
    """The footer of every page says who publishes, and that this county is invented."""
    for page in _pages(portal):
        text = page.read_text("utf-8")
        assert "主办：" in text, page
        assert "演示数据" in text, page


def test_the_day_is_printed_where_it_matters_alone(portal: Portal) -> None:
    """Home and clock say the day of the manifest; prose and search, which it never changes, not."""
    day = json.loads((portal.output / "edition.json").read_text("utf-8"))["as_of"]
    printed = f'数据截至 <time datetime="{day}">'
    for name in ("index.html", "clock/index.html", "catalogue/index.html", "accounts/index.html"):
        assert printed in (portal.output / name).read_text("utf-8"), name
    for name in ("about/index.html", "search/index.html", "feeds/index.html", "404.html"):
        assert "数据截至" not in (portal.output / name).read_text("utf-8"), name


@pytest.mark.parametrize("name", ["404.html", "index.html", "theme/mingbai.css", ".mingbai.json"])
def test_what_a_server_needs_is_there(portal: Portal, name: str) -> None:
    """Front page, not-found page, style sheet and the mark of the edition."""
    assert (portal.output / name).stat().st_size > 0


def test_no_page_is_larger_than_a_megabyte(portal: Portal) -> None:
    """A cheap phone can open every page."""
    large = [p for p in _pages(portal) if p.stat().st_size > 1_000_000]
    assert large == []
