"""Data -> a site: build, preview, serve."""

from __future__ import annotations

import contextlib
import io
import sys
import tempfile
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Annotated

import typer

from mingbai import fingerprints, home
from mingbai.cli.language import asked_language, t
from mingbai.cli.options import (
    HERE,
    LANG,
    THEME_AND_SETTINGS,
    AsOf,
    Content,
    Data,
    Lang,
    Listing,
    Output,
    answer,
    day_of,
    folder_of,
    refuse,
    refuse_form,
    refuse_place,
    refuse_unknown,
    report_on,
    say,
    tell,
)
from mingbai.issues import DataInvalid
from mingbai.publish import (
    Inputs,
    OutputRefused,
    Published,
    explain,
    processes,
    publish,
    standing_site,
    summary,
)

_SHOWN = 10  # changes by hand that are named


def build(
    data: Data = HERE / "data",
    output: Output = HERE / "output",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    known_on: Annotated[
        str, typer.Option("--known-on", help="照那一天知道的样子生成：YYYY-MM-DD")
    ] = "",
    lang: Lang = LANG,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="看上去没有变的文件，也一字一字重新核对")
    ] = False,
    jobs: Annotated[
        int, typer.Option("--jobs", min=0, help="用几个进程；0 由程序看处理器和内存定")
    ] = 0,
    explain: Annotated[
        str, typer.Option("--explain", help="说一页为什么重做、为什么留用：网址，如 /accounts/")
    ] = "",
    format_: Listing = "text",
) -> None:
    """核对数据，生成网站；没变的页留用。有错误时什么都不发布（退出码 2）。"""
    refuse_unknown(lang)
    refuse_form(format_)
    how = _How(fresh, jobs, explain, format_)
    prose = folder_of(content, "--content")
    if known_on:
        with tempfile.TemporaryDirectory() as folder:
            known = _known_data(folder_of(data, "--data"), known_on, Path(folder))
            inputs = Inputs(known, prose, *THEME_AND_SETTINGS, known_on, home.overrides(HERE))
            _publish(inputs, output, lang, how)
    else:
        day = day_of(as_of, data)
        inputs = Inputs(data.resolve(), prose, *THEME_AND_SETTINGS, day, home.overrides(HERE))
        _publish(inputs, output, lang, how)


def _known_data(data: Path, known_on: str, place: Path) -> Path:
    """The data folder as it was known on a day, below `place`; exits with 1 where it cannot be."""
    from mingbai import history
    from mingbai.build import check as check_data
    from mingbai.kinds import DECLARED

    try:
        day = date.fromisoformat(known_on)
    except ValueError:
        refuse("--known-on 写的是“{day}”，应为 2026-07-13 这样的日期。", day=known_on)
    entries = history.log.read(data).entries
    if not entries:
        refuse("公开日志还没有开始：{day} 那天知道什么，没有记录。", day=known_on)
    if day < entries[0].released:
        refuse(
            "公开日志从 {began} 开始：{day} 那天知道什么，没有记录。",
            began=entries[0].released,
            day=known_on,
        )
    standings = check_data(data, as_of=day).standings
    target = place / "data"
    target.mkdir()
    try:
        laid = history.known.lay(
            data,
            day,
            target,
            lambda path: standings[path].seal.digest if path in standings else None,
            frozenset({DECLARED.reference.name}),
        )
    except history.known.NotKept as missing:
        refuse(missing)
    typer.echo(t("{day} 那天知道的：{count:,} 个数据包。", day=known_on, count=laid.packages))
    if not laid.has_log:
        typer.echo(t("有的旧版当时有人员名单，名单不留旧版，所以不带那时的公开日志。"))
    return target


@dataclass(frozen=True)
class _How:
    """How a site is built. is_fresh: every file is read. jobs: processes, 0 as many as suit.

    explain: the page to speak of, "" for none. form: of the answer, `text` or `json`.
    """

    is_fresh: bool
    jobs: int
    explain: str
    form: str


def _publish(inputs: Inputs, output: Path, lang: str, how: _How) -> None:
    """Publish a site and say so; exits with 1 or 2 where it cannot."""
    try:
        jobs = how.jobs or processes(inputs.data)
        publication = publish(inputs, output, say, is_fresh=how.is_fresh, jobs=jobs, tell=tell)
    except OutputRefused as refused:
        refuse(refused)
    except DataInvalid as invalid:
        in_text = how.form == "text"
        report_on(invalid.issues, sys.stderr if in_text else sys.stdout, lang, how.form)
        say("有错误，没有发布；原来的网站没有变。")
        raise typer.Exit(2) from invalid
    if publication.mended:
        say("网站被改动过 {count:,} 处，已经改回原样：", count=len(publication.mended))
        for one in publication.mended[:_SHOWN]:
            say("  {path}：{what}", path=one.path, what=one.what)
        if len(publication.mended) > _SHOWN:
            say("  还有 {count:,} 处", count=len(publication.mended) - _SHOWN)
    if how.form == "json":
        facts = {
            "site": publication.site,
            "files": publication.files,
            "unchanged": publication.is_unchanged,
            "mended": [one.path for one in publication.mended],
        }
        answer("", how.form, facts)
        return
    _tell(publication, output)
    if how.explain:
        typer.echo(t(explain(how.explain, standing_site(output), publication.rendered)))


def _tell(publication: Published, output: Path) -> None:
    """Say where the site is, and what was made of it."""
    site, files = publication.site, publication.files
    done = t("已生成：{site}（{files:,} 个文件）", site=site, files=files)
    if publication.is_unchanged:
        done = t("没有变化，不用重做：{site}（{files:,} 个文件）", site=site, files=files)
    typer.echo(done)
    if site != output.absolute():
        words = t(
            "{output} 是挂载点，不能整个换掉：网站在 {site}，网页服务器要指向那里。",
            output=output,
            site=site,
        )
        typer.echo(words)
    if publication.rendered is not None:
        typer.echo(t(summary(publication.rendered)))


def preview(
    against: Annotated[
        str, typer.Option("--against", help="和什么比：版本（如 origin/main）或另一个数据文件夹")
    ],
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = LANG,
    format_: Annotated[str, typer.Option("--format", help="text、markdown、json 或 html")] = "text",
    output: Annotated[Path | None, typer.Option("--output", help="写到哪个文件")] = None,
) -> None:
    """公开以前看后果：和另一份数据比，网站上会变什么（数据有错误时退出码 2，只说错在哪里）。"""
    from mingbai import preview as previews
    from mingbai import previewing

    refuse_unknown(lang)
    if format_ not in previews.FORMATS:
        refuse("没有这种格式：{name}；有 {known}", name=format_, known=previews.FORMATS)
    root, prose = (
        folder_of(data, "--data"),
        folder_of(content, "--content"),
    )
    day = day_of(as_of, data)
    inputs = Inputs(root, prose, *THEME_AND_SETTINGS, day, home.overrides(HERE))
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what Pelican says is no part of it
            consequences = previewing.against(against, inputs, standing=HERE / "output", tell=tell)
    except (previewing.BaseRefused, OutputRefused) as refused:
        refuse(refused)
    except DataInvalid as invalid:
        report = io.StringIO()
        form = "text" if format_ == "markdown" else format_
        report_on(invalid.issues, report, lang, form)
        _put(report.getvalue(), output)
        raise typer.Exit(2) from invalid
    _put(previews.write(consequences, format_, home.shipped("theme")), output)


def _put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file; exits with 1 where that cannot be written."""
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        refuse_place(output, "--output", error)


def serve(
    data: Data = HERE / "data",
    output: Output = HERE / "output",
    content: Content = HERE / "content",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """生成、查看；数据、文章、主题或程序一有改动就重做。"""
    from mingbai.serve import serve as serve_site

    folders = [data.resolve(), content.resolve(), home.shipped("theme"), fingerprints.PROGRAM]
    overrides = home.overrides(HERE)
    folders += [overrides] if overrides is not None else []
    options = ["--data", str(data), "--output", str(output), "--content", str(content)]
    options += ["--lang", asked_language()]
    command = [sys.executable, "-m", "mingbai.cli", "build", *options]

    def opened(address: str) -> None:
        typer.echo(t("{address}  （Ctrl+C 停止）", address=address))

    serve_site(command, output.resolve(), folders, port, opened)
