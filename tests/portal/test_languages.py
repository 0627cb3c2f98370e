"""Interfaces in other languages: catalogues are whole, addresses stand beside the Chinese ones."""

from __future__ import annotations

import re
from string import Formatter
from types import SimpleNamespace

import jinja2
import pytest
from babel.messages.pofile import read_po
from markupsafe import Markup

import translations
from mingbai.page import alphabet, catalogues, languages
from mingbai.page.catalogues import Language
from mingbai.page.languages import Datum, Twin

_EACH = pytest.mark.parametrize("language", catalogues.shipped(), ids=lambda one: one.code)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def _datum(language: Language, cell: object) -> Markup:
    """A cell as a page of a language shows it."""
    page, portal = SimpleNamespace(lang=language.code), SimpleNamespace(languages=[language])
    context = (
        jinja2.Environment(autoescape=True)
        .from_string("")
        .new_context({"page": page, "portal": portal})
    )
    return languages.datum(context, cell)


def _fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@_EACH
def test_a_catalogue_has_what_pages_say_and_nothing_else(language: Language) -> None:
    """No message is untranslated, none is left over, none is fuzzy."""
    assert sorted(language.words) == translations.interface()
    with (catalogues.LOCALE / f"{language.code}.po").open("rb") as file:
        messages = [m for m in read_po(file) if m.id]
    assert [m.id for m in messages if m.fuzzy or not m.string] == []


@_EACH
def test_a_translation_has_the_values_of_its_message(language: Language) -> None:
    """And no Chinese character of its own."""
    for message, words in language.words.items():
        assert _fields(words) == _fields(message), message
        assert not _HAN.search(words), message


@pytest.mark.parametrize(
    ("url", "chinese"),
    [
        ("/", "/"),
        ("/en/", "/"),
        ("/clock/", "/clock/"),
        ("/en/data/accounts/", "/data/accounts/"),
        ("/places/", "/places/"),
        ("/en/places/990121101000/", "/places/990121101000/"),
    ],
)
def test_a_page_and_its_twins_name_each_other(url: str, chinese: str) -> None:
    """Chinese first, whichever of them is asked."""
    assert languages.twins(url, catalogues.shipped()) == (
        Twin("zh-Hans", "中文", chinese),
        Twin("en", "English", f"/en{chinese}"),
    )


@pytest.mark.parametrize(
    "url",
    [
        "/accounts/",
        "/data/open/",
        "/data/accounts/taiping/",
        "/places/990121000000/",
        "/places/990121101208/",
        "/404.html",
    ],
)
def test_other_pages_stand_in_chinese_alone(url: str) -> None:
    """Ledgers, open data and publishers have no twin, nor has what is not found."""
    assert languages.twins(url, catalogues.shipped()) == ()
    assert languages.twins("/", ()) == ()


def test_data_say_that_they_are_chinese_where_they_are() -> None:
    """Words and figures of the language itself say nothing."""
    [english] = catalogues.shipped()
    assert _datum(english, Datum("太平镇 <1>", "/x/")) == (
        '<a href="/x/"><span lang="zh-CN">太平镇 &lt;1&gt;</span></a>'
    )
    assert _datum(english, Datum("990121")) == "990121"
    assert _datum(english, "a < b") == "a &lt; b"


def test_what_is_written_the_other_way_stands_apart() -> None:
    """On a page from right to left: Chinese, names of files; not its own words, nor numbers."""
    uyghur = Language("ug", "ئۇيغۇرچە", "rtl")
    chinese, file = Datum("太平镇"), Datum("log/log.jsonl")
    assert _datum(uyghur, chinese) == '<span lang="zh-CN" dir="ltr">太平镇</span>'
    assert _datum(uyghur, file) == '<span dir="ltr">log/log.jsonl</span>'
    assert [_datum(uyghur, one) for one in ("ئۇيغۇرچە a", "2026-06")] == ["ئۇيغۇرچە a", "2026-06"]


@pytest.mark.parametrize(
    ("name", "abroad"),
    [
        ("清源县", "Qingyuan County"),
        ("单县", "Shan County"),
        ("太平", "Taiping"),
        ("柏堰村", "Baiyan Village"),
        ("县", "County"),
    ],
)
def test_a_county_has_a_name_in_latin_letters(name: str, abroad: str) -> None:
    """For titles, which have no room for two languages."""
    assert alphabet.romanised(name) == abroad
