"""What several commands share: their options, and how a command refuses, asks and reports."""

from __future__ import annotations

import io
import json
import shutil
import tempfile
from collections.abc import Callable, Iterable, Mapping, Sequence
from datetime import date, datetime
from pathlib import Path
from typing import IO, Annotated, NoReturn

import typer

from mingbai import build_day, home
from mingbai.cli.language import spoken_language, t
from mingbai.issues import Issue
from mingbai.sentences import Sentence

HERE = home.folder(Path.cwd())
THEME_AND_SETTINGS = (home.shipped("theme"), home.shipped("pelicanconf.py"))
LANG = spoken_language()
Data = Annotated[Path, typer.Option("--data", help="数据文件夹")]
Output = Annotated[Path, typer.Option("--output", help="生成的网站放在哪里")]
Content = Annotated[Path, typer.Option("--content", help="文章文件夹（Markdown）")]
AsOf = Annotated[
    str,
    typer.Option(
        "--as-of",
        help="按哪一天算迟了没有：YYYY-MM-DD 或 today；不填按今天，演示数据按最新的公开日期",
    ),
]
PackageName = Annotated[
    str, typer.Argument(help="数据包：村务财务/太平镇/2026-06，或 accounts/taiping/2026-06")
]
Lang = Annotated[str, typer.Option("--lang", help="消息的语言：zh 或 en")]
Listing = Annotated[str, typer.Option("--format", help="text 或 json")]
DryRun = Annotated[bool, typer.Option("--dry-run", help="只说会怎样，什么都不写")]
Format = Annotated[str, typer.Option("--format", help="text、json、github、gitlab 或 html")]
ReasonWord = Annotated[str, typer.Option("--reason", help="更正的原因，如 录入错误")]
Words = Annotated[str, typer.Option("--words", help="用一句话说清楚为什么，至少四个字")]
DecidedBy = Annotated[str, typer.Option("--decided-by", help="谁决定的：岗位，不写姓名")]


def refuse(why: str | Exception, /, **values: object) -> NoReturn:
    """Print why the command cannot run, and exit with 1. why: a template, or what was raised."""
    message = why.args[0] if isinstance(why, Exception) else why
    typer.echo(t(message, **values), err=True)
    raise typer.Exit(1)


def say(words: str, /, **values: object) -> None:
    """Tell what takes time, apart from what a command answers."""
    typer.echo(t(words, **values), err=True)


def tell(line: Sentence) -> None:
    """Write how far something is over the line that said so before."""
    typer.echo(t(line), err=True, nl=False)


def day_of(option: str, data: Path) -> str:
    """The day that the data is built or checked for, as an ISO date; "" for a demo's own."""
    try:
        return build_day.build_day(option, data)
    except ValueError:
        refuse("--as-of 写的是“{day}”，应为 2026-07-10 这样的日期，或 today。", day=option)


def today() -> date:
    """Today in China."""
    return datetime.now(build_day.CHINA).date()


def as_date(day: str) -> date | None:
    """A day as `day_of` gives it, for `check`."""
    return date.fromisoformat(day) if day else None


def refuse_unknown(lang: str, form: str = "text") -> None:
    """Exit with 1, before any work, where the language or format is unknown."""
    from mingbai import report

    try:
        report.translation(lang)
    except report.UnknownLanguage as unknown:
        refuse(unknown)
    if form not in report.FORMATS:
        refuse(report.UnknownFormat(form))


_NO_FOLDER = {  # by the option that names it
    "--data": "找不到数据文件夹 {path}；用 {option} 给出正确的位置。",
    "--content": "找不到文章文件夹 {path}；用 {option} 给出正确的位置。",
    "SITE": "找不到网站文件夹 {path}；用 {option} 给出正确的位置。",
    "FOLDER": "找不到要看着的文件夹 {path}；用 {option} 给出正确的位置。",
}


def folder_of(path: Path, option: str) -> Path:
    """The folder that an option names; exits with 1 where there is none."""
    if not path.is_dir():
        refuse(_NO_FOLDER[option], path=path, option=option)
    return path.resolve()


def refuse_place(path: Path, option: str, fault: OSError | str) -> NoReturn:
    """Exit with 1 where a file cannot be written. option: by which another place is given."""
    why = fault.strerror if isinstance(fault, OSError) else fault
    refuse("写不了 {path}：{fault}。用 {option} 换一个位置。", path=path, fault=why, option=option)


def written_in(root: Path, ctx: typer.Context, *, is_dry: bool) -> Path:
    """The data folder that a command writes in: in a dry run a copy, gone when the command ends."""
    if not is_dry:
        return root
    aside = Path(ctx.with_resource(tempfile.TemporaryDirectory(prefix="mingbai-dry-")))
    shutil.copytree(root, aside / "data", symlinks=True)
    say("试一遍，什么都没有写：")
    return aside / "data"


def put_list(rows: Sequence[Mapping[str, str]], form: str, line: Callable[..., str]) -> None:
    """Print rows as JSON, or each as `line` has it; exits with 1 for an unknown format."""
    if form == "json":
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=1))
    elif form == "text":
        for row in rows:
            typer.echo(line(**row))
    else:
        refuse_form(form)


def refuse_form(form: str) -> None:
    """Exit with 1, before any work, where an answer is asked for in an unknown form."""
    if form not in ("text", "json"):
        refuse("没有这种格式：{name}；有 {known}", name=form, known=("text", "json"))


def answer(words: str, form: str, facts: Mapping[str, object]) -> None:
    """Say what a command did: in words, or its facts as JSON; paths are texts."""
    if form == "json":
        typer.echo(json.dumps(facts, ensure_ascii=False, indent=1, default=str))
    else:
        typer.echo(words)


def issues_as_data(issues: Iterable[Issue], lang: str) -> dict[str, object]:
    """A report as `--format json` has it: issues, errors, warnings."""
    report = io.StringIO()
    report_on(issues, report, lang, "json")
    listed: dict[str, object] = json.loads(report.getvalue())
    return listed


def report_on(
    issues: Iterable[Issue],
    stream: IO[str],
    lang: str,
    form: str = "text",
    *,
    show_all: bool = False,
    titles: Mapping[str, tuple[str, str]] | None = None,
) -> None:
    """Write the issues, each field under its title. titles: None for those of all kinds."""
    from mingbai import report

    if titles is None:
        from mingbai.kinds import KINDS
        from mingbai.model import schemas_of

        titles = report.titles_of(schemas_of(KINDS))
    report.write(issues, stream, lang=lang, format=form, show_all=show_all, titles=titles)
