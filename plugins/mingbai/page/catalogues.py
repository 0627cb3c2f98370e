"""A list of languages and their Babel catalogues -> the languages that pages stand in.

The program's lie in `page/locale/`, a county's own in `locale/` of its theme: `languages.toml`, and
`<code>.po` for each language. What a county says takes the place of what the program says: language
by language in the list, message by message in a catalogue.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from string import Formatter
from typing import Any

from mingbai.sentences import Refused, Sentence

LOCALE = Path(__file__).parent / "locale"
# The context of messages that are names: of tables, columns, rules, kinds and places.
NAME = "name"
# Words of two or three letters with which addresses of Chinese pages begin.
RESERVED = frozenset({"api", "ask", "az", "log"})

_LIST = "languages.toml"
_CODE = re.compile(r"(?!zh\b)[a-z]{2,3}(?:-[A-Za-z0-9]{2,8})*")
_SETTINGS: Mapping[str, type] = {"name": str, "dir": str, "english_names": bool}
_DIRECTIONS = ("ltr", "rtl")
_RIGHT_TO_LEFT = frozenset({"R", "AL"})


class LanguageRefused(Refused):
    """A language cannot be used as it is set up; the message says why, and how it is written."""


@dataclass(frozen=True)
class Language:
    """A language beside Chinese.

    code: of its addresses, and its tag (BCP 47). name: what it calls itself. dir: `ltr` or `rtl`.
    has_english_names: whether names that the catalogue lacks stand in English, not in Chinese.
    words: Chinese message -> the same. names: Chinese name -> the same.
    """

    code: str
    name: str
    dir: str = "ltr"
    has_english_names: bool = False
    words: Mapping[str, str] = field(default_factory=dict)
    names: Mapping[str, str] = field(default_factory=dict)

    @property
    def home(self) -> str:
        """`/en/`: where its pages begin."""
        return f"/{self.code}/"


@cache
def shipped() -> tuple[Language, ...]:
    """The languages of the program."""
    return _read((LOCALE,))


def languages(theme: Path | None) -> tuple[Language, ...]:
    """The languages of the program and of a county, the program's first.

    theme: the county's own files of the theme, None where it has none. Raises LanguageRefused.
    """
    return shipped() if theme is None else _read((LOCALE, theme / "locale"))


def untranslated(language: Language) -> tuple[str, ...]:
    """The messages that its pages say in Chinese; English is whole."""
    english = next(one for one in shipped() if one.code == "en")
    return tuple(message for message in english.words if message not in language.words)


def is_right_to_left(text: str) -> bool:
    """Whether a text has letters that are written from right to left."""
    return any(unicodedata.bidirectional(letter) in _RIGHT_TO_LEFT for letter in text)


def _read(folders: tuple[Path, ...]) -> tuple[Language, ...]:
    listed: dict[str, Mapping[str, Any]] = {}
    for folder in folders:
        if (folder / _LIST).is_file():
            listed |= _listed(folder / _LIST)
    for folder in folders:
        for file in sorted(folder.glob("*.po")):
            if file.stem not in listed:
                raise LanguageRefused(
                    Sentence(
                        "{file} 是哪种语言的？在同一个文件夹的 {list} 里写 [{code}] 和 name。",
                        file=file,
                        list=_LIST,
                        code=file.stem,
                    )
                )
    return tuple(_language(code, how, folders) for code, how in listed.items())


def _listed(file: Path) -> dict[str, Mapping[str, Any]]:
    """By code what a list says of each language, all of it known and of its type."""
    try:
        listed = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise LanguageRefused(
            Sentence("{file} 读不了：{fault}。", file=file, fault=fault)
        ) from fault
    for code, how in listed.items():
        if fault_of := _fault(code, how):
            raise LanguageRefused(
                Sentence("{file} 的 [{code}]：{fault}", file=file, code=code, fault=fault_of)
            )
    return listed


def _fault(code: str, how: object) -> str:
    """What is wrong with the settings of a language; "" where nothing is."""
    if not _CODE.fullmatch(code) or code in RESERVED:
        return Sentence("语言的代码照 bo、ug、mn-Mong 这样写，不能是中文，也不能是网站已有的网址。")
    if not isinstance(how, dict) or not how.get("name"):
        return Sentence("要写 name：这种语言怎样叫自己。")
    for key, value in how.items():
        if key not in _SETTINGS or type(value) is not _SETTINGS[key]:
            return Sentence("{key} 写错了；可以写 {known}。", key=key, known=tuple(_SETTINGS))
    if how.get("dir", _DIRECTIONS[0]) not in _DIRECTIONS:
        return Sentence("dir 只能是 ltr（从左往右）或 rtl（从右往左）。")
    return ""


def _language(code: str, how: Mapping[str, Any], folders: tuple[Path, ...]) -> Language:
    """A language with its words; its direction is that of its name unless it is said."""
    files = [folder / f"{code}.po" for folder in folders]
    messages = [one for file in files if file.is_file() for one in _messages(file)]
    usual = _DIRECTIONS[is_right_to_left(how["name"])]
    return Language(
        code,
        how["name"],
        how.get("dir", usual),
        has_english_names=how.get("english_names", False),
        words={chinese: words for context, chinese, words in messages if context != NAME},
        names={chinese: words for context, chinese, words in messages if context == NAME},
    )


def _messages(file: Path) -> Iterator[tuple[str | None, str, str]]:
    """(context, Chinese, translation) of all that is translated and not fuzzy."""
    from babel.messages.pofile import PoFileError, read_po  # slow to import, for pages alone

    try:
        with file.open("rb") as opened:
            messages = list(read_po(opened, abort_invalid=True))
    except (OSError, UnicodeDecodeError, PoFileError) as fault:
        raise LanguageRefused(
            Sentence("{file} 读不了：{fault}。", file=file, fault=fault)
        ) from fault
    for message in messages:
        chinese, words = message.id, message.string
        if not isinstance(chinese, str) or not isinstance(words, str):
            continue  # plural forms: no message of a page has them
        if not chinese or not words or message.fuzzy:
            continue
        if _fields(words) != _fields(chinese):
            raise LanguageRefused(
                Sentence(
                    "{file} 第 {line} 行：译文“{words}”里的 {{…}} 要和中文“{chinese}”里的一样。",
                    file=file,
                    line=message.lineno,
                    words=words,
                    chinese=chinese,
                )
            )
        yield message.context, chinese, words


def _fields(text: str) -> list[tuple[str, str, str]] | None:
    """The fields of a message, sorted; None where its braces do not pair."""
    try:
        parts = list(Formatter().parse(text))
    except ValueError:
        return None
    return sorted((name, spec or "", how or "") for _, name, spec, how in parts if name is not None)
