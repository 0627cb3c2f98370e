"""The interface in other languages, as it was built: whole, and Chinese only where data are."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from lxml.html import HtmlElement

import sitelinks
from conftest import Portal
from mingbai.page.addresses import file_name
from mingbai.page.catalogues import shipped
from mingbai.page.languages import twins

_CODES = [language.code for language in shipped()]
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPOKEN = ("alt", "aria-label", "content", "placeholder", "title")
# Of 100 pages in Chinese, how many more a language may make.
_MOST_PERCENT = 15


def _pages(portal: Portal, code: str) -> list[Path]:
    return sorted((portal.output / code).rglob("index.html"))


def _chinese(root: HtmlElement) -> list[str]:
    """Text and attributes with Chinese characters that do not stand in an element of Chinese."""
    said = [
        (element, text)
        for element in root.iter()
        if isinstance(element.tag, str)
        for text in (element.text, *(element.get(name) for name in _SPOKEN))
    ]
    said += [(one.getparent(), one.tail) for one in root.iter() if one.getparent() is not None]
    return [text for element, text in said if text and _HAN.search(text) and not _is_data(element)]


def _is_data(element: HtmlElement) -> bool:
    """Whether the nearest language that is said around it is Chinese."""
    langs = element.xpath("ancestor-or-self::*/@lang")
    return bool(langs) and langs[-1].startswith("zh")


@pytest.mark.parametrize("code", _CODES)
def test_chinese_stands_only_where_data_are(portal: Portal, code: str) -> None:
    """Every page of a language says so, and marks what it quotes in Chinese."""
    pages = _pages(portal, code)
    assert len(pages) > 20
    for page in pages:
        root = sitelinks.tree(page)
        assert (root.get("lang"), root.get("dir")) == (code, "ltr")
        assert _chinese(root) == [], page


@pytest.mark.parametrize("code", _CODES)
def test_a_language_is_a_small_part_of_the_portal(portal: Portal, code: str) -> None:
    """No ledger year is said twice."""
    every = len(list(portal.output.rglob("index.html")))
    assert len(_pages(portal, code)) * 100 <= (every - len(_pages(portal, code))) * _MOST_PERCENT


@pytest.mark.parametrize("code", _CODES)
def test_twins_name_each_other_and_lead_to_each_other(portal: Portal, code: str) -> None:
    """By `hreflang`, for programs, and by a link at the top of the page."""
    for page in _pages(portal, code):
        own = f"/{page.parent.relative_to(portal.output).as_posix()}/"
        every = twins(own, shipped())
        assert own in [twin.url for twin in every]
        for twin in every:
            root = sitelinks.tree(portal.output / file_name(twin.url))
            tags = root.xpath("//link[@rel='alternate'][@hreflang]/@hreflang")
            assert tags == [one.tag for one in every]
            links = root.xpath("//header//a[@hreflang]/@lang")
            assert links == [one.tag for one in every if one.tag != twin.tag]


def test_a_page_without_a_twin_names_none(portal: Portal) -> None:
    """No link of another language leads from a ledger."""
    root = sitelinks.tree(portal.output / "accounts" / "index.html")
    assert root.xpath("//*[@hreflang]") == []
