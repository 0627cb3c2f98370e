"""The built demo portal as files: valid HTML, no dead link, nothing from outside, sound feeds."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlsplit

import feedparser
import html5lib
import lxml.html
import pytest

import headers
import sitelinks
from conftest import Portal

# What no reader says: each has a better word. Decisions may name them.
_UNWANTED = (
    *("等式", "到期未办", "一半早几天", "核对得怎样", "任何人收费", "打开成一笔", "走最长的一条路"),
    *("这么多天", "次月这一天", "村村账", "组组账", "检索", "查一查", "上级要高一级", "。。"),
    *("主体代码要对", "只公布总数的", "姓名和电话在账本", "一组组账", "本县规则：合同"),
)

# What every page says of who publishes it and that the county is invented, by language.
_ORIGIN = (("主办：", "演示数据"), ("Published by:", "Demonstration data"))


@dataclass(frozen=True)
class Written:
    """What a page has beside its words. loaded: addresses of its scripts, images and styles.

    inline: elements of script or style with a body. attributes: styles and handlers of elements.
    lacks_origin: whether the page does not say who publishes and that the county is invented.
    unwanted: words of `_UNWANTED`.
    """

    loaded: tuple[str, ...]
    inline: int
    attributes: tuple[str, ...]
    lacks_origin: bool
    unwanted: tuple[str, ...]


def _written(page: Path) -> Written:
    root, text = sitelinks.tree(page), page.read_text("utf-8")
    return Written(
        loaded=tuple(root.xpath("//script/@src | //img/@src | //link[@rel='stylesheet']/@href")),
        inline=len(
            root.xpath("//script[not(@src) and not(@type='application/ld+json')] | //style")
        ),
        attributes=tuple(root.xpath("//@style | //@*[starts-with(name(), 'on')]")),
        lacks_origin=not any(all(word in text for word in words) for words in _ORIGIN),
        unwanted=tuple(word for word in _UNWANTED if word in text),
    )


@pytest.fixture(scope="module")
def written(portal: Portal) -> dict[Path, Written]:
    """Every page, read once."""
    return {page: _written(page) for page in sorted(portal.output.rglob("*.html"))}


def test_no_internal_link_is_dead(portal: Portal) -> None:
    """Every link of every page leads to a file that exists, and to an id on it."""
    assert sitelinks.dead(portal.output) == []


def test_no_page_says_what_no_reader_would(written: dict[Path, Written], portal: Portal) -> None:
    """One word for one action, and none that only the program's authors understand."""
    pages = {page.relative_to(portal.output).as_posix(): one for page, one in written.items()}
    said = {name: one.unwanted for name, one in pages.items() if one.unwanted}
    assert {name: words for name, words in said.items() if "decisions/" not in name} == {}


def test_only_what_is_meant_to_leave_leaves(written: dict[Path, Written]) -> None:
    """Links to other sites are https or http pages, tel or mailto; nothing is loaded from there."""
    for page, content in written.items():
        assert [url for url in content.loaded if urlsplit(url).netloc] == [], page


def test_no_script_or_style_stands_in_a_page(written: dict[Path, Written]) -> None:
    """The policy forbids inline script, style and handlers; none is written."""
    for page, content in written.items():
        assert content.inline == 0, page
        assert content.attributes == (), page


def test_one_page_of_each_template_is_valid_html(portal: Portal) -> None:
    """The HTML5 parser finds no error, and no id occurs twice."""
    for template, url in portal.examples:
        target, _ = sitelinks.target(sitelinks.LOCAL + url.lstrip("/"), portal.output)
        parser = html5lib.HTMLParser(strict=False)
        parser.parse(target.read_text("utf-8"))
        assert parser.errors == [], (template, url)
        ids = sitelinks.tree(target).xpath("//@id")
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


def test_every_page_names_its_origin(written: dict[Path, Written]) -> None:
    """The footer of every page says who publishes, and that this county is invented."""
    assert [page for page, content in written.items() if content.lacks_origin] == []


def test_the_day_is_printed_where_it_matters_alone(portal: Portal) -> None:
    """Home and clock say the day of the manifest; prose and search, which it never changes, not."""
    day = json.loads((portal.output / "edition.json").read_text("utf-8"))["as_of"]
    printed = f'数据截至 <time datetime="{day}">'
    for name in ("index.html", "clock/index.html", "catalogue/index.html", "accounts/index.html"):
        assert printed in (portal.output / name).read_text("utf-8"), name
    for name in ("about/index.html", "search/index.html", "feeds/index.html", "404.html"):
        assert "数据截至" not in (portal.output / name).read_text("utf-8"), name


@pytest.mark.parametrize("name", ["404.html", "index.html", "theme/mingbai.css", "SHA256SUMS"])
def test_what_a_server_needs_is_there(portal: Portal, name: str) -> None:
    """Front page, not-found page, style sheet and the manifest."""
    assert (portal.output / name).stat().st_size > 0


def test_no_page_is_larger_than_a_megabyte(portal: Portal) -> None:
    """A cheap phone can open every page."""
    large = [p for p in portal.output.rglob("*.html") if p.stat().st_size > 1_000_000]
    assert large == []


def _table(*rows: str) -> lxml.html.HtmlElement:
    body = "".join(f"<tr>{row}</tr>" for row in rows)
    return lxml.html.fromstring(f"<table><caption>表</caption>{body}</table>")


@pytest.mark.parametrize(
    ("rows", "is_found"),
    [
        (("<th>甲<th>乙", "<th>丙<td>1", "<th>丁<td>2"), False),
        (("<th>甲<th>乙", "<th colspan=2>丙", "<td>1<td>2"), True),
        (("<th>甲<th>乙<th>丙", "<th>丁<th>戊<td>1", "<th>己<th>庚<td>2"), True),
        (("<th rowspan=2 colspan=2>甲<td>1", "<td>2"), True),
        (("<th>甲<th>乙", "<th colspan=2>丙", "<td headers='a'>1<td>2"), False),
    ],
)
def test_heads_beyond_scope_are_told_from_others(rows: tuple[str, ...], is_found: bool) -> None:
    """Two rows of heads, two columns of them, one over both; not where cells name their heads."""
    assert list(headers.beyond_scope(_table(*rows))) == (["表"] if is_found else [])


def test_scope_tells_the_heads_of_every_cell(portal: Portal) -> None:
    """No table of any type of page has heads in more than one row and one column (WCAG, H43)."""
    found = {}
    for template, url in portal.examples:
        target, _ = sitelinks.target(sitelinks.LOCAL + url.lstrip("/"), portal.output)
        if captions := list(headers.beyond_scope(sitelinks.tree(target))):
            found[url] = (template, captions)
    assert found == {}
