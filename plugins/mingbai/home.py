"""Where a command works: the folder of a county, its settings, and what the program ships.

A county is a folder with `mingbai.toml`. Commands find it from anywhere inside it; in a checkout of
the program, and outside of any county, they take the demo of the checkout or the folder that they
run in. Theme, settings of Pelican, texts and holidays lie in the checkout at the places that
`_SHIPPED` names; in an installed package below `shipped/`. Read without any library.
"""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from mingbai.sentences import Refused, Sentence

SETTINGS = "mingbai.toml"
FORMAT = 1
"""The newest form of a county's folder that this program knows."""

CHANGES: Mapping[int, tuple[str, ...]] = {
    1: (
        Sentence(
            "县的文件夹里有一个 mingbai.toml，写着格式；没有它的文件夹，命令找不到自己在哪个县。"
        ),
        Sentence(
            "主题、程序的设置随程序装好，不再抄一份；改了的文件放在 theme/ 里，"
            "代替程序带的同名文件。"
        ),
    ),
}
"""Format -> what a county of the format before has to know."""

ShippedName = Literal["theme", "pelicanconf.py", "pages", "holidays", "nginx.conf"]
_SHIPPED: Mapping[ShippedName, str] = {
    "theme": "theme",
    "pelicanconf.py": "pelicanconf.py",
    "pages": "content/pages",
    "holidays": "scripts/demo/holidays",
    "nginx.conf": "scripts/nginx.conf",
}
_PACKAGE = Path(__file__).resolve().parent
_INSTALLED = _PACKAGE / "shipped"
_CHECKOUT = _PACKAGE.parents[1]


class SettingsRefused(Refused):
    """A county's settings cannot be used; the message says why, and what to do."""


@dataclass(frozen=True)
class Settings:
    """What `mingbai.toml` says. format: the form of the folder, a whole number from 1."""

    format: int


def shipped(name: ShippedName) -> Path:
    """A file or folder that comes with the program."""
    if _INSTALLED.is_dir():
        return _INSTALLED / _SHIPPED[name].rpartition("/")[2]
    return _CHECKOUT / _SHIPPED[name]


def folder(here: Path) -> Path:
    """The county that a command means when it is run in `here`.

    The nearest folder upwards with settings; else the checkout that the program runs from; else
    `here` itself.
    """
    place = here.resolve()
    for candidate in (place, *place.parents):
        if (candidate / SETTINGS).is_file():
            return candidate
    return place if _INSTALLED.is_dir() else _CHECKOUT


def settings(county: Path) -> Settings | None:
    """The settings of a county; None where a folder has none: the form before 1.

    Raises SettingsRefused where they cannot be read, or were written by a newer program.
    """
    file = county / SETTINGS
    if not file.is_file():
        return None
    try:
        settings_of_file = tomllib.loads(file.read_text("utf-8"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError) as fault:
        raise SettingsRefused(
            Sentence(
                "{file} 读不了：{fault}。照 format = {format} 这样写。",
                file=file,
                fault=fault,
                format=FORMAT,
            )
        ) from fault
    number = settings_of_file.get("format")
    if type(number) is not int or number < 1:
        raise SettingsRefused(
            Sentence(
                "{file} 里要写 format = {format}，现在写的是 {number!r}。",
                file=file,
                format=FORMAT,
                number=number,
            )
        )
    if number > FORMAT:
        raise SettingsRefused(
            Sentence(
                "这个县的文件夹是更新的程序写的：格式 {number}，装着的程序只认得到格式 {format}。"
                "先装新的程序（见 README.md），再运行这个命令；什么都没有动。",
                number=number,
                format=FORMAT,
            )
        )
    return Settings(number)


def changes(since: int, known: Mapping[int, tuple[str, ...]] = CHANGES) -> tuple[str, ...]:
    """What changed since a format, oldest first; nothing where it is the newest."""
    return tuple(words for number in sorted(known) if number > since for words in known[number])


def overrides(county: Path) -> Path | None:
    """The folder with a county's own theme files; None where it has none.

    The checkout's theme is the shipped one, and overrides nothing.
    """
    folder = county / "theme"
    return folder if folder.is_dir() and folder != shipped("theme") else None
