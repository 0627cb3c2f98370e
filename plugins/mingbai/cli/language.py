"""The environment and the command line -> the language in which commands speak."""

from __future__ import annotations

import os
import sys

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
