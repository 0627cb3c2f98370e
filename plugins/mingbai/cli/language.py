"""The environment and the command line -> the language in which commands speak, and its words."""

from __future__ import annotations

import os
import sys
import tomllib
from functools import cache
from pathlib import Path

from mingbai.sentences import Sentence, filled

_ENGLISH = Path(__file__).parent / "english.toml"

_VARIABLES = ("LC_ALL", "LC_MESSAGES", "LANG")  # the first that is set counts, as POSIX has it


def spoken_language() -> str:
    """`en` where the environment asks for English, else `zh`."""
    value_set = next((value for name in _VARIABLES if (value := os.environ.get(name))), "")
    return "en" if value_set.lower().startswith("en") else "zh"


def asked_language() -> str:
    """The language that `--lang` asks for on this command line, else that of the environment."""
    for at, word in enumerate(sys.argv):
        if word == "--lang" and sys.argv[at + 1 : at + 2] in (["en"], ["zh"]):
            return sys.argv[at + 1]
        if word in ("--lang=en", "--lang=zh"):
            return word.removeprefix("--lang=")
    return spoken_language()


@cache
def english() -> dict[str, str]:
    """Chinese words of the command line -> English, with the same fields."""
    catalogue: dict[str, str] = tomllib.loads(_ENGLISH.read_text("utf-8"))
    return catalogue


def t(message: str, /, **values: object) -> str:
    """A message in the language that is asked for, its values put in.

    message: a template of the catalogue, or a `Sentence`, which has its own values. A text that the
    catalogue does not have (what another program said) stays as it is.
    """
    sentence = message if isinstance(message, Sentence) else Sentence(message, **values)
    if asked_language() == "zh":
        return str(sentence)
    words = english().get(sentence.template, sentence.template)
    return filled(words, {name: _spoken(one) for name, one in sentence.values.items()}, ", ")


def _spoken(value: object) -> object:
    """A value of a sentence; one that is a sentence itself, or lists some, speaks English too."""
    if isinstance(value, list | tuple):
        return [_spoken(one) for one in value]
    return t(value) if isinstance(value, Sentence) else value
