"""Interface words -> the same in another language, from a Babel catalogue; addresses of twins.

A language is a catalogue `locale/<code>.po` and a line in `LANGUAGES`: an English interface now, a
minority language in the same way. Message ids are the Chinese words. A message that a catalogue
lacks is a fault in code, never a Chinese word on a page of another language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup, escape

CATALOGUES = Path(__file__).parent / "locale"
CHINESE = "zh-Hans"
# By the code of its addresses (`/en/…`): what the language calls itself.
LANGUAGES: Mapping[str, str] = {"en": "English"}

# Pages of the portal that stand in every language.
_TWINS = re.compile(
    r"/(?:data/(?:(?!open/)[a-z_]+/)?"
    r"|places/(?:\d{6}(?!000)[0-5]\d\d000/)?"  # of places the townships, by the form of their codes
    r"|rules/|clock/|reconcile/|log/|verify/)?"
)
_HAN = re.compile(r"[\u3400-\u9fff\uf900-\ufaff]")

Speak = Callable[..., str]


@dataclass(frozen=True, slots=True)
class Twin:
    """The same page in a language. tag: of BCP 47; name: what the language calls itself."""

    tag: str
    name: str
    url: str


@dataclass(frozen=True, slots=True)
class Datum:
    """What stands in the data as it is, on a page of another language; url: "" for no link."""

    text: str
    url: str = ""


@cache
def catalogue(code: str) -> Mapping[str, str]:
    """Every message of `locale/<code>.po` that is translated and not fuzzy."""
    from babel.messages.pofile import read_po  # slow to import, and a check writes no page

    with (CATALOGUES / f"{code}.po").open("rb") as file:
        messages = read_po(file, locale=code)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}


def speaking(code: str) -> Speak:
    """What says a Chinese message in a language, its values put in; KeyError where it cannot."""
    if not code:
        return lambda message, **values: message.format(**values)
    words = catalogue(code)
    return lambda message, **values: words[message].format(**values)


def home_of(code: str) -> str:
    """`/en/`: where the pages of a language begin."""
    return f"/{code}/"


def twins(url: str) -> tuple[Twin, ...]:
    """The page of this address in all languages, Chinese first; () where it stands in one alone."""
    language = next((code for code in LANGUAGES if url.startswith(home_of(code))), "")
    chinese = url.removeprefix(f"/{language}") if language else url
    if not _TWINS.fullmatch(chinese):
        return ()
    others = (Twin(code, name, f"/{code}{chinese}") for code, name in LANGUAGES.items())
    return (Twin(CHINESE, "中文", chinese), *others)


@pass_context
def translated(context: Context, message: str, **values: object) -> str:
    """A filter: words of a template in the language of its page."""
    return speaking(context["page"].lang)(message, **values)


def datum(cell: Any) -> Markup:
    """A filter: a cell of a page in another language; Chinese data say that they are Chinese."""
    if not isinstance(cell, Datum):
        return escape(cell)
    text = escape(cell.text)
    if _HAN.search(cell.text):
        text = Markup('<span lang="zh-CN">{}</span>').format(text)
    return Markup('<a href="{}">{}</a>').format(cell.url, text) if cell.url else text
