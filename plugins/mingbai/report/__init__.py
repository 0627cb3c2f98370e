"""Issues -> a report for a clerk, a program or a workflow.

A line says place, what is wrong, how to mend it, and last the rule:
`accounts/taiping/2026-06/entries.csv 第3行「余额」: 余额应为 …。怎样改：… [wrong-balance]`
Values from cells and file names are shortened, their control characters shown as visible tokens,
and numbers of persons in them masked.
"""

from __future__ import annotations

from collections.abc import Iterable
from io import StringIO
from typing import IO, Any

from mingbai.issues import Issue
from mingbai.report.language import LANGUAGES, UnknownLanguage, catalogue, translation
from mingbai.report.machine import as_github, as_gitlab, as_json
from mingbai.report.messages import (
    ReportLine,
    Titles,
    report_lines,
    safe_text,
    titles_in,
    titles_of,
)
from mingbai.sentences import Sentence

__all__ = [
    "FORMATS",
    "LANGUAGES",
    "ReportLine",
    "Titles",
    "UnknownFormat",
    "UnknownLanguage",
    "catalogue",
    "render",
    "report_lines",
    "safe_text",
    "titles_in",
    "titles_of",
    "translation",
    "write",
]

FORMATS = ("text", "json", "github", "gitlab", "html")
_NO_TITLES: Titles = {}


class UnknownFormat(ValueError):
    """No report has this format; the message names those there are."""

    def __init__(self, name: str) -> None:
        super().__init__(Sentence("没有这种格式：{name}；有 {known}", name=name, known=FORMATS))


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
    """Write a report of all issues, which come in order (`check.order.in_order`).

    lang: zh or en. format: one of FORMATS. show_all: similar issues are not folded (text only).
    titles: `titles_of({kind.name: kind.schemas, …})`, for the titles of fields.
    folder: the data folder as a repository names it (github and gitlab only).
    """
    translate = translation(lang)
    lines = report_lines(issues, titles, translate, lang)
    if format == "text":
        from mingbai.report.text import show  # with rich, which only a terminal needs

        show(lines, stream, translate, show_all)
    elif format == "json":
        stream.write(as_json(lines))
    elif format == "github":
        stream.write(as_github(lines, folder))
    elif format == "gitlab":
        stream.write(as_gitlab(lines, folder))
    elif format == "html":
        from mingbai.report.page import as_html  # with Jinja

        stream.write(as_html(lines, translate, lang))
    else:
        raise UnknownFormat(format)


def render(issues: Iterable[Issue], **options: Any) -> str:
    """The report as text, without colour; options as for `write`."""
    stream = StringIO()
    write(issues, stream, **options)
    return stream.getvalue()
