"""Interfaces in other languages: catalogues are whole, addresses stand beside the Chinese ones."""

from __future__ import annotations

import re
from string import Formatter

import pytest
from babel.messages.pofile import read_po

import translations
from mingbai.page import alphabet, languages
from mingbai.page.languages import Datum, Twin

_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")


def _fields(text: str) -> list[str]:
    return sorted(name for _, name, _, _ in Formatter().parse(text) if name)


@pytest.mark.parametrize("code", languages.LANGUAGES)
def test_a_catalogue_has_what_pages_say_and_nothing_else(code: str) -> None:
    """No message is untranslated, none is left over, none is fuzzy."""
    assert sorted(languages.catalogue(code)) == translations.interface()
    with (languages.CATALOGUES / f"{code}.po").open("rb") as file:
        messages = [m for m in read_po(file, locale=code) if m.id]
    assert [m.id for m in messages if m.fuzzy or not m.string] == []


@pytest.mark.parametrize("code", languages.LANGUAGES)
def test_a_translation_has_the_values_of_its_message(code: str) -> None:
    """And no Chinese character of its own."""
    for message, words in languages.catalogue(code).items():
        assert _fields(words) == _fields(message), message
        assert not _HAN.search(words), message


def test_a_message_that_no_catalogue_has_is_a_fault_of_code() -> None:
    """Chinese never falls through into another language."""
    assert languages.speaking("en")("{count} 栏", count=3) == "3 columns"
    with pytest.raises(KeyError):
        languages.speaking("en")("没有这句话")


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
    assert languages.twins(url) == (
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
    assert languages.twins(url) == ()


def test_data_say_that_they_are_chinese_where_they_are() -> None:
    """Words and figures of the language itself say nothing."""
    assert languages.datum(Datum("太平镇 <1>", "/x/")) == (
        '<a href="/x/"><span lang="zh-CN">太平镇 &lt;1&gt;</span></a>'
    )
    assert languages.datum(Datum("990121")) == "990121"
    assert languages.datum("a < b") == "a &lt; b"


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
