"""Languages that a county adds: the pages that English has, every word marked as what it is."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import jinja2
import lxml.html
import pytest
from lxml.html import HtmlElement

from harness import ROOT
from mingbai import plugin, portal
from mingbai.kinds import KINDS
from mingbai.model import Page, Site
from mingbai.page import catalogues
from mingbai.page.catalogues import Language
from mingbai.page.formats import FILTERS
from mingbai.portal import languages
from shared import Shared

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_SPOKEN = ("alt", "aria-label", "placeholder", "title")

# Made up: letters of the two scripts, no words of the two languages.
_LISTED = '[bo]\nname = "ཀཁག"\n\n[ug]\nname = "ئابپ"\n'
_WORDS = {
    "bo": """
msgid "数据"
msgstr "ངཅཆ"

msgid "{count} 栏"
msgstr "ཇཉ {count}"

msgid "{name}：数据字典"
msgstr "ཏཐ {name}"

msgctxt "name"
msgid "太平镇"
msgstr "དནཔ"
""",
    "ug": """
msgid "首页"
msgstr "تجچ"

msgid "主要栏目"
msgstr "خدر"

msgid "{county}明白账"
msgstr "زژس {county}"

msgctxt "name"
msgid "清源县"
msgstr "شغف"
""",
}


@pytest.fixture(scope="module")
def added(tmp_path_factory: pytest.TempPathFactory) -> tuple[Language, ...]:
    """All languages of a county that added two."""
    theme = tmp_path_factory.mktemp("theme")
    locale = theme / "locale"
    locale.mkdir()
    (locale / "languages.toml").write_text(_LISTED, "utf-8")
    for code, words in _WORDS.items():
        (locale / f"{code}.po").write_text(words, "utf-8")
    return catalogues.languages(theme)


@pytest.fixture(scope="module")
def site(shared: Shared) -> Site:
    """A small portal with townships, ledgers and comparisons."""
    return shared.site(shared.data("completions"))


def _pages(language: Language, site: Site) -> list[Page]:
    kinds = [kind for kind in KINDS if site.edition.has(kind.name)]
    return list(languages.pages(language, kinds, site.edition))


def _trees(
    pages: list[Page], site: Site, spoken: tuple[Language, ...]
) -> Iterator[tuple[Page, HtmlElement]]:
    folders: list[Path] = [ROOT / "theme/templates", *plugin.TEMPLATE_FOLDERS]
    environment = jinja2.Environment(loader=jinja2.FileSystemLoader(folders), **plugin.ENVIRONMENT)
    environment.filters.update(FILTERS)
    shell = portal.shell(KINDS, site.edition, "", spoken)
    for page in pages:
        html = environment.get_template(page.template).render(
            page=page, view=page.view, portal=shell, panels=()
        )
        yield page, lxml.html.document_fromstring(html)


def _texts(root: HtmlElement) -> Iterator[tuple[HtmlElement, str]]:
    """Each text of the body and each attribute that is read aloud, with the element it is in."""
    for element in root.find("body").iter():
        if isinstance(element.tag, str):
            for text in (element.text, *(element.get(name) for name in _SPOKEN)):
                yield element, text or ""
        if element.tail and element.getparent() is not None:
            yield element.getparent(), element.tail


def _nearest(element: HtmlElement, name: str) -> str:
    return str(element.xpath(f"ancestor-or-self::*/@{name}")[-1])


@pytest.mark.parametrize("code", ["bo", "ug"])
def test_a_language_has_the_pages_that_english_has(
    code: str, added: tuple[Language, ...], site: Site
) -> None:
    """Made by the same functions: one mechanism, whatever the language."""
    pages = {language.code: _pages(language, site) for language in added}
    assert list(pages) == ["en", "bo", "ug"]
    own = [page.url.removeprefix(f"/{code}") for page in pages[code]]
    assert own == [page.url.removeprefix("/en") for page in pages["en"]]
    assert {"/", "/data/", "/places/", "/rules/", "/clock/"} < set(own)


@pytest.mark.parametrize(("code", "direction"), [("bo", "ltr"), ("ug", "rtl")])
def test_every_element_says_its_language_and_direction(
    code: str, direction: str, added: tuple[Language, ...], site: Site
) -> None:
    """Chinese words stand in elements of Chinese, from left to right; no English is left."""
    language = next(one for one in added if one.code == code)
    english = {text for one in added if one.code == "en" for text in one.words.values()}
    english |= {kind.title_en for kind in KINDS}
    for page, root in _trees(_pages(language, site), site, added):
        assert (root.get("lang"), root.get("dir")) == (code, direction)
        for element, text in _texts(root):
            if _HAN.search(text):
                assert _nearest(element, "lang").startswith("zh"), (page.url, text)
                assert _nearest(element, "dir") == "ltr", (page.url, text)
            assert text.strip() not in english, (page.url, text)


def test_translated_words_stand_beside_what_is_left_in_chinese(
    added: tuple[Language, ...], site: Site
) -> None:
    """Titles are plain text and say their language; a name of the county's own is in its words."""
    tibetan = next(one for one in added if one.code == "bo")
    trees = {page.url: root for page, root in _trees(_pages(tibetan, site), site, added)}
    data, town = trees["/bo/data/"], trees["/bo/places/990121100000/"]
    assert data.findtext(".//h1") == "ངཅཆ"
    assert data.xpath("string(//title)").startswith("ངཅཆ · ")
    assert town.findtext(".//h1") == "དནཔ"
    books = trees["/bo/data/completions/"]
    assert books.xpath("string(//h1)") == "ཏཐ 已办结事项"
    assert books.xpath("string(//h1/span[@lang='zh-CN'])") == "已办结事项"
    opened = books.xpath("//summary")[0].text_content()
    assert re.fullmatch(r"ཇཉ \d+", opened)
    clock = trees["/bo/clock/"]
    assert clock.xpath("string(//title/@lang)") == "zh-CN"
    assert "<" not in clock.xpath("string(//title)")
    assert clock.xpath("//nav[contains(@class, 'masthead__nav')]/@aria-label") == []


def test_a_page_leads_to_all_languages_of_the_county(
    added: tuple[Language, ...], site: Site
) -> None:
    """Chinese pages too, each link in its own language and direction."""
    home = next(iter(site.pages()))
    [(_, root)] = _trees([home], site, added)
    assert root.xpath("//link[@hreflang]/@hreflang") == ["zh-Hans", "en", "bo", "ug"]
    links = root.xpath("//header//a[@hreflang]")
    assert [(a.get("lang"), a.get("dir"), a.get("href"), a.text) for a in links] == [
        ("en", None, "/en/", "English"),
        ("bo", None, "/bo/", "ཀཁག"),
        ("ug", "rtl", "/ug/", "ئابپ"),
    ]
    uyghur = next(one for one in added if one.code == "ug")
    [(_, own), *_] = _trees(_pages(uyghur, site)[:1], site, added)
    assert own.xpath("string(//header//a[@class='masthead__home'])") == "زژس شغف"
    assert own.xpath("string(//nav/@aria-label)") == "خدر"
    assert own.xpath("//header//a[@lang='en']/@dir") == ["ltr"]
