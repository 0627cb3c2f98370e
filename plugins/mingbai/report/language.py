"""A Chinese sentence -> the same in the reader's language, from a Babel catalogue."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from mingbai.sentences import Sentence

LANGUAGES = ("zh", "en")
CATALOGUES = Path(__file__).parent / "locale"

Translate = Callable[[str], str]


class UnknownLanguage(ValueError):
    """There is no catalogue for this language; the message names those there are."""

    def __init__(self, lang: str) -> None:
        super().__init__(Sentence("没有这种语言：{lang}；有 {known}", lang=lang, known=LANGUAGES))


def catalogue(lang: str) -> dict[str, str]:
    """Every translated message of `locale/<lang>.po`: Chinese message id -> its translation."""
    from babel.messages.pofile import read_po

    with (CATALOGUES / f"{lang}.po").open("rb") as file:
        messages = read_po(file, locale=lang)
    return {str(m.id): str(m.string) for m in messages if m.id and m.string and not m.fuzzy}


def translation(lang: str) -> Translate:
    """A function from a Chinese message to its translation; untranslated messages stay Chinese."""
    if lang not in LANGUAGES:
        raise UnknownLanguage(lang)
    if lang == "zh":
        return lambda message: message
    messages = catalogue(lang)
    return lambda message: messages.get(message, message)
