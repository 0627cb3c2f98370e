"""What pages of another language say: words of its catalogue, names, data; addresses of twins.

Message ids are the Chinese words. What a catalogue lacks is said in Chinese and marked as Chinese,
for readers and their screen readers: never is a page half Chinese without saying so.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

from mingbai.page.catalogues import Language, is_right_to_left

CHINESE = "zh-Hans"
_QUOTED = "zh-CN"

# Pages of the portal that stand in every language.
_TWINS = re.compile(
    r"/(?:data/(?:(?!open/)[a-z_]+/)?"
    r"|places/(?:\d{6}(?!000)[0-5]\d\d000/)?"  # of places the townships, by the form of their codes
    r"|rules/|clock/|reconcile/|log/|verify/)?"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")
_LATIN = re.compile("[A-Za-z]")
# Unicode's marks round what is written from left to right: they stand in attributes, too.
_ISOLATE, _END = "\u2066", "\u2069"


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in a language. tag: of BCP 47; name: what the language calls itself."""

    tag: str
    name: str
    url: str
    dir: str = "ltr"


@dataclass(frozen=True, slots=True)
class Datum:
    """What stands in the data as it is, on a page of another language; url: "" for no link."""

    text: str
    url: str = ""


class Quoted(Markup):
    """Chinese words on a page of another language, in an element that says so."""

    __slots__ = ()


def quoted(text: str, direction: str = "ltr") -> Quoted:
    """Chinese words for a page that is written in a direction."""
    if direction == "ltr":
        return Quoted('<span lang="{}">{}</span>').format(_QUOTED, text)
    return Quoted('<span lang="{}" dir="ltr">{}</span>').format(_QUOTED, text)


@dataclass(frozen=True)
class Speaker:
    """Says Chinese messages in a language, and names as its readers know them."""

    language: Language

    @property
    def home(self) -> str:
        """Where the pages of the language begin."""
        return self.language.home

    def __call__(self, message: str, **values: str | int) -> str:
        """A message with its values; in Chinese, and marked so, where the catalogue lacks it."""
        words = self.language.words.get(message)
        if words is None:
            plain_values = {key: plain(value) for key, value in values.items()}
            return quoted(message.format(**plain_values), self.language.dir)
        isolated = {key: self._isolated(value) for key, value in values.items()}
        if any(isinstance(value, Markup) for value in values.values()):
            return escape(words).format(**isolated)
        return words.format(**isolated)

    def _isolated(self, value: str | int) -> str | int:
        """A value that keeps its order among words from right to left: 2026-07, not 07-2026."""
        if self.language.dir == "ltr" or isinstance(value, int | Markup):
            return value
        if is_right_to_left(value):
            return value
        return f"{_ISOLATE}{value}{_END}"

    def name(self, chinese: str, english: str) -> str:
        """A name as the catalogue has it; else in English where the language takes these."""
        name = self.language.names.get(chinese, english if self.language.has_english_names else "")
        return name or quoted(chinese, self.language.dir)


def plain(text: str | int) -> str:
    """A filter: words without their elements, for a title or an attribute."""
    return text.striptags() if isinstance(text, Markup) else str(text)


def quoted_lang(text: str) -> Markup:
    """A filter: the attribute of an element that holds Chinese words of a page that is not."""
    return Markup(' lang="{}" dir="ltr"').format(_QUOTED) if isinstance(text, Quoted) else Markup()


def twins(url: str, languages: Iterable[Language]) -> tuple[Twin, ...]:
    """The page of this address in all languages, Chinese first; () where it stands in one alone."""
    every = tuple(languages)
    own = next((one for one in every if url.startswith(one.home)), None)
    chinese = url.removeprefix(f"/{own.code}") if own else url
    if not every or not _TWINS.fullmatch(chinese):
        return ()
    others = (Twin(one.code, one.name, f"/{one.code}{chinese}", one.dir) for one in every)
    return (Twin(CHINESE, "中文", chinese), *others)


@pass_context
def page_twins(context: Context, url: str) -> tuple[Twin, ...]:
    """A filter: the page of an address in all languages of the portal."""
    return twins(url, context["portal"].languages)


@pass_context
def page_language(context: Context) -> Language | None:
    """The language of the page that is being written; None for Chinese."""
    code = context["page"].lang
    return next(one for one in context["portal"].languages if one.code == code) if code else None


@pass_context
def translated(context: Context, message: str, **values: str | int) -> str:
    """A filter: words of a template in the language of its page."""
    language = page_language(context)
    return message.format(**values) if language is None else Speaker(language)(message, **values)


@pass_context
def named(context: Context, chinese: str, english: str) -> str:
    """A filter: a name as the language of the page has it."""
    language = page_language(context)
    return chinese if language is None else Speaker(language).name(chinese, english)


@pass_context
def datum(context: Context, cell: Any) -> Markup:
    """A filter: a cell of a page in another language; Chinese data say that they are Chinese.

    On a page that is written from right to left, what is not stands apart.
    """
    language = page_language(context)
    direction = language.dir if language else "ltr"
    text, url = (cell.text, cell.url) if isinstance(cell, Datum) else (cell, "")
    words = escape(text)
    if not isinstance(text, Markup):
        if isinstance(cell, Datum) and _HAN.search(text):
            words = quoted(text, direction)
        elif direction == "rtl" and _LATIN.search(text) and not is_right_to_left(text):
            words = Markup('<span dir="ltr">{}</span>').format(text)
    return Markup('<a href="{}">{}</a>').format(url, words) if url else words
