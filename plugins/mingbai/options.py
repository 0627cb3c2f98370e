"""The words of the command line: its options, and what is said of those that cannot be."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, timedelta, timezone
from pathlib import Path
from typing import IO, Annotated, Any, NoReturn

import typer

from mingbai.issues import Issue

HERE = Path(__file__).resolve().parents[2]
BEIJING = timezone(timedelta(hours=8))
Data = Annotated[Path, typer.Option("--data", help="数据文件夹")]
Output = Annotated[Path, typer.Option("--output", help="生成的网站放在哪里")]
Content = Annotated[Path, typer.Option("--content", help="文章文件夹（Markdown）")]
AsOf = Annotated[
    str,
    typer.Option("--as-of", help="数据截至：YYYY-MM-DD 或 today；不填取数据里最新的公开日期"),
]
Lang = Annotated[str, typer.Option("--lang", help="消息的语言：zh 或 en")]
Format = Annotated[str, typer.Option("--format", help="text、json、github 或 html")]

# click's UsageError, wherever the installed typer keeps its click
UsageError: Any = typer.BadParameter.__bases__[0]


def refuse(words: str) -> NoReturn:
    """A command that was asked for what it cannot do says so: our fault, not the data's."""
    typer.echo(words, err=True)
    raise typer.Exit(1)


def day(words: str) -> str:
    """The clock is read only when asked for by `today`."""
    if words == "today":
        return datetime.now(BEIJING).date().isoformat()
    try:
        return date.fromisoformat(words).isoformat() if words else ""
    except ValueError:
        refuse(f"--as-of 写的是“{words}”，应为 2026-07-10 这样的日期，或 today。")


def known(lang: str, form: str = "text") -> None:
    """A language or format that nobody knows is told before any work is done."""
    from mingbai import report

    try:
        report.translation(lang)
    except report.UnknownLanguage as unknown:
        refuse(str(unknown))
    if form not in report.FORMATS:
        refuse(str(report.UnknownFormat(form)))


def folder(path: Path, option: str, meaning: str) -> Path:
    """The folder that an option names, which has to be there."""
    if not path.is_dir():
        refuse(f"找不到{meaning} {path}；用 {option} 给出正确的位置。")
    return path.resolve()


def report_on(
    issues: Iterable[Issue],
    stream: IO[str],
    lang: str,
    form: str = "text",
    *,
    show_all: bool = False,
) -> None:
    """Write the issues, each field under its table's title."""
    from mingbai import report
    from mingbai.kinds import KINDS

    titles = report.titles_of({kind.name: kind.schemas for kind in KINDS})
    report.write(issues, stream, lang=lang, format=form, show_all=show_all, titles=titles)


def usage(wrong: Any) -> str:
    """What is wrong with a command line, in words."""
    name = type(wrong).__name__
    if name == "MissingParameter":
        return f"没有填 {wrong.param.get_error_hint()}。"
    if name == "NoSuchOption":
        return f"没有 {wrong.option_name} 这个选项。"
    return str(wrong.format_message())
