"""Issues -> the words a clerk, a program or a workflow reads.

A line says place, rule, what is wrong and how to mend it:
`accounts/taiping/2026-06/entries.csv 第3行「余额」 wrong-balance: 余额应为 …。怎样改：…`
Whatever came out of a cell or a file's name is shown short, with control characters as visible
tokens and numbers of persons masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import IO, Any

from mingbai.issues import Issue
from mingbai.report.language import LANGUAGES, UnknownLanguage, catalogue, translation
from mingbai.report.machine import as_github, as_json
from mingbai.report.page import as_html
from mingbai.report.text import show
from mingbai.report.words import Said, Titles, said, shown, titles_of

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "Said",
    "Titles",
    "UnknownFormat",
    "UnknownLanguage",
    "catalogue",
    "render",
    "said",
    "shown",
    "titles_of",
    "translation",
    "write",
]

FORMATS = ("text", "json", "github", "html")
_NO_TITLES: Titles = {}


class UnknownFormat(ValueError):
    """A format that no report is written in; says which there are."""

    def __init__(self, name: str) -> None:
        super().__init__(f"没有这种格式：{name}；有 {'、'.join(FORMATS)}")


def write(
    issues: Iterable[Issue],
    stream: IO[str],
    *,
    lang: str = "zh",
    format: str = "text",
    show_all: bool = False,
    titles: Titles = _NO_TITLES,
    folder: str = "data",
) -> None:
    """Write a report of all issues, sorted by file and line.

    lang: zh or en. format: text, json, github or html. show_all: like issues are not folded (text
    only). titles: `titles_of({kind.name: kind.schemas, …})`, so that fields go by their titles.
    folder: the data folder as a repository names it (github only).
    """
    translate = translation(lang)
    lines = said(issues, titles, translate, lang)
    if format == "text":
        show(lines, stream, translate, show_all)
    elif format == "json":
        stream.write(as_json(lines))
    elif format == "github":
        stream.write(as_github(lines, folder))
    elif format == "html":
        stream.write(as_html(lines, translate, lang))
    else:
        raise UnknownFormat(format)


def render(issues: Iterable[Issue], **options: Any) -> str:
    """The report as text, without colour; options as for `write`."""
    stream = StringIO()
    write(issues, stream, **options)
    return stream.getvalue()
