"""The commands: build, check, serve, template, import, counts.

Exit codes: 0 without errors, 1 a wrong command or setting, 2 errors in the data. Heavy libraries
are imported by the command that needs them, so that help, and a build with nothing to do, are
immediate.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from mingbai import build_day, fingerprints
from mingbai.issues import DataInvalid, Issue, Severity
from mingbai.publish import Inputs, OutputRefused, publish

if TYPE_CHECKING:
    from mingbai.check import cache

HERE = Path(__file__).resolve().parents[2]
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
Lang = Annotated[str, typer.Option("--lang", help="消息的语言：zh 或 en")]
Format = Annotated[str, typer.Option("--format", help="text、json、github 或 html")]

# click's UsageError, wherever the installed typer keeps its click
_UsageError: Any = typer.BadParameter.__bases__[0]
app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="明白账：县、镇、村信息公开门户。",
)


def _refuse(message: str) -> NoReturn:
    """Print why the command cannot run, and exit with 1."""
    typer.echo(message, err=True)
    raise typer.Exit(1)


def _day(option: str, data: Path) -> str:
    """The day that the data is built or checked for, as an ISO date; "" for a demo's own."""
    try:
        return build_day.build_day(option, data)
    except ValueError:
        _refuse(f"--as-of 写的是“{option}”，应为 2026-07-10 这样的日期，或 today。")


def _as_date(day: str) -> date | None:
    """A day as `_day` gives it, for `check`."""
    return date.fromisoformat(day) if day else None


def _refuse_unknown(lang: str, form: str = "text") -> None:
    """Exit with 1, before any work, where the language or format is unknown."""
    from mingbai import report

    try:
        report.translation(lang)
    except report.UnknownLanguage as unknown:
        _refuse(str(unknown))
    if form not in report.FORMATS:
        _refuse(str(report.UnknownFormat(form)))


def _folder(path: Path, option: str, meaning: str) -> Path:
    """The folder that an option names; exits with 1 where there is none."""
    if not path.is_dir():
        _refuse(f"找不到{meaning} {path}；用 {option} 给出正确的位置。")
    return path.resolve()


def _report_on(
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


def _usage(error: Any) -> str:
    """The message for a wrong command line."""
    name = type(error).__name__
    if name == "MissingParameter":
        return f"没有填 {error.param.get_error_hint()}。"
    if name == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项。"
    return str(error.format_message())


@app.command()
def build(
    data: Data = HERE / "data",
    output: Output = HERE / "output",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = "zh",
) -> None:
    """核对数据，生成网站；有错误时什么都不发布（退出码 2）。"""
    _refuse_unknown(lang)
    prose = _folder(content, "--content", "文章文件夹")
    inputs = Inputs(
        data.resolve(), prose, HERE / "theme", HERE / "pelicanconf.py", _day(as_of, data)
    )
    try:
        publication = publish(inputs, output)
    except OutputRefused as refused:
        _refuse(str(refused))
    except DataInvalid as invalid:
        _report_on(invalid.issues, sys.stderr, lang)
        typer.echo("有错误，没有发布；原来的网站没有变。", err=True)
        raise typer.Exit(2) from invalid
    state = "没有变化，不用重做" if publication.is_unchanged else "已生成"
    typer.echo(f"{state}：{publication.output}（{publication.files:,} 个文件）")


@app.command()
def check(
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = "zh",
    format_: Format = "text",
    show_all: Annotated[bool, typer.Option("--all", help="逐条列出，不合并同类")] = False,
    oracle: Annotated[bool, typer.Option("--oracle", help="再请 Frictionless 全部读一遍")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="不用上次记下的结果，全部重新核对")
    ] = False,
) -> None:
    """只核对数据，不生成网站（有错误时退出码 2）。没有变的数据包不重新核对。"""
    from mingbai.check import cache

    _refuse_unknown(lang, format_)
    prose = _folder(content, "--content", "文章文件夹")
    inputs = cache.CheckInputs(data.resolve(), prose, _day(as_of, data))
    if oracle or fresh:
        issues = _fresh_issues(inputs, has_second_opinion=oracle)
    else:
        issues = _cached_issues(inputs)
    _report_on(issues, sys.stdout, lang, format_, show_all=show_all)
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise typer.Exit(2)


def _fresh_issues(inputs: cache.CheckInputs, *, has_second_opinion: bool) -> tuple[Issue, ...]:
    """All issues of a check that reuses no earlier result."""
    from mingbai.build import check as check_data

    return check_data(
        inputs.data,
        as_of=inputs.day,
        prose=inputs.prose,
        has_second_opinion=has_second_opinion,
    ).issues


def _cached_issues(inputs: cache.CheckInputs) -> tuple[Issue, ...]:
    """All issues; packages that have not changed since the last check are not checked again."""
    from mingbai.check import cache

    file, program = cache.cache_file(inputs.data), fingerprints.program()
    fingerprint = inputs.fingerprint()
    cached = cache.load(file, program)
    if cached.note:
        typer.echo(cached.note, err=True)
    if cached.inputs == fingerprint:
        return cached.issues
    from mingbai.build import check as check_data

    checked = check_data(inputs.data, as_of=inputs.day, prose=inputs.prose, earlier=cached.packages)
    if inputs.fingerprint() == fingerprint:  # nothing was changed during the check
        results = cache.CachedCheck(checked.package_results, fingerprint, checked.issues)
        cache.save(file, program, results)
    return checked.issues


@app.command()
def serve(
    data: Data = HERE / "data",
    output: Output = HERE / "output",
    content: Content = HERE / "content",
    port: Annotated[int, typer.Option(help="端口")] = 8000,
) -> None:
    """生成、查看；数据、文章、主题或程序一有改动就重做。"""
    from mingbai.serve import serve as serve_site

    folders = [data.resolve(), content.resolve(), HERE / "theme", HERE / "plugins"]
    options = ["--data", str(data), "--output", str(output), "--content", str(content)]
    command = [sys.executable, "-m", "mingbai.cli", "build", *options]
    serve_site(command, output.resolve(), folders, port)


@app.command()
def template(
    kind: Annotated[str, typer.Argument(help="公开类别，如 accounts")],
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个文件")] = None,
    period: Annotated[
        str, typer.Option("--period", help="按哪一期的表样，如 2026-06；不填按本月")
    ] = "",
) -> None:
    """给办事人员一份可以直接填的工作簿（.xlsx）。"""
    from mingbai import dates, workbook
    from mingbai.kinds import CHOICES, by_name

    path, period = out or Path(f"{kind}.xlsx"), period or f"{datetime.now(build_day.CHINA):%Y-%m}"
    if not dates.is_period(period):
        _refuse(f"--period 写的是“{period}”，应为 2026、2026q3、2026-06 这样的时期。")
    try:
        workbook.write_template(by_name(kind), period, path, CHOICES)
    except OSError as error:
        _refuse(f"写不了 {path}：{error.strerror}。用 --out 换一个位置。")
    typer.echo(f"已写好：{path}")


@app.command(name="import")
def import_(
    file: Annotated[Path, typer.Argument(help="填好的工作簿（.xlsx）")],
    kind: Annotated[str, typer.Option("--kind", help="公开类别，如 accounts")],
    publisher: Annotated[str, typer.Option("--publisher", help="公开单位简码，如 taiping")],
    period: Annotated[str, typer.Option("--period", help="时期，如 2026-06")],
    published: Annotated[str, typer.Option("--published", help="公开日期，YYYY-MM-DD")],
    approved_by: Annotated[str, typer.Option("--approved-by", help="谁批准公开")],
    title: Annotated[str, typer.Option("--title", help="数据包标题；不填按类别和时期起")] = "",
    data: Data = HERE / "data",
    fix: Annotated[bool, typer.Option("--fix", help="采用建议的安全修正")] = False,
    lang: Lang = "zh",
) -> None:
    """把填好的工作簿变成数据包；有错误时退回一份标好错处的工作簿（退出码 2）。"""
    from mingbai import report, workbook

    _refuse_unknown(lang)
    if not file.is_file():
        _refuse(f"找不到工作簿 {file}。")
    root = _folder(data, "--data", "数据文件夹")
    if (broken := workbook.refused(file)) is not None:  # before any heavy import
        report.write((broken,), sys.stdout, lang=lang)
        typer.echo("有错误，没有导入。")
        raise typer.Exit(2)
    from mingbai.build import check as check_data
    from mingbai.kinds import by_name

    imported_kind, day = by_name(kind), _as_date(_day("", root))
    imported = workbook.import_workbook(
        file,
        imported_kind,
        publisher,
        period,
        root,
        fix=fix,
        title=title or f"{imported_kind.title} {publisher} {period}",
        published=published,
        approved_by=approved_by,
        check=lambda folder: check_data(folder, as_of=day).issues,
    )
    _report_on(imported.issues, sys.stdout, lang)
    if imported.is_refused:
        where = f"标好错处的工作簿：{imported.marked_copy}" if imported.marked_copy else ""
        typer.echo(f"有错误，没有导入。{where}")
        raise typer.Exit(2)
    typer.echo("已导入：" + "、".join(str(path) for path in imported.files))


@app.command()
def counts(
    files: Annotated[
        list[Path],
        typer.Argument(help="办件清单：.xlsx、.csv，或有 cases.csv 的文件夹；可以有几份"),
    ],
    publisher: Annotated[str, typer.Option("--publisher", help="公开单位简码，如 minzheng")],
    period: Annotated[
        str, typer.Option("--period", help="清单填得满的时期：月 2026-06、季 2026q2 或年 2026")
    ],
    published: Annotated[str, typer.Option("--published", help="公开日期，YYYY-MM-DD")],
    approved_by: Annotated[str, typer.Option("--approved-by", help="谁批准公开")],
    data: Data = HERE / "data",
    lang: Lang = "zh",
) -> None:
    """只公布数的事项：数办件清单，写成办件数；清单里的人不进数据（有错误时退出码 2）。"""
    from mingbai import dates

    _refuse_unknown(lang)
    for file in files:
        if not (file / "cases.csv" if file.is_dir() else file).is_file():
            _refuse(f"找不到办件清单 {file}。")
    if not dates.is_span(period):
        _refuse(f"--period 写的是“{period}”，应为 2026-06、2026q2、2026 这样的月、季或年。")
    root = _folder(data, "--data", "数据文件夹")
    from mingbai import workbook
    from mingbai.build import check as check_data
    from mingbai.kinds import by_name

    counted_kind, day = by_name("completions"), _as_date(_day("", root))
    checked = check_data(root, as_of=day)
    if checked.county is None or counted_kind.name not in checked.tables:
        _refuse("登记表有错误，数不了；先用 mingbai check 核对数据。")
    if publisher not in checked.county.agencies.index:
        _refuse(f"登记表里没有简码是“{publisher}”的单位。")
    counted = workbook.count_lists(
        files,
        counted_kind,
        workbook.Release(publisher, period, published, approved_by),
        root,
        tables=checked.tables[counted_kind.name],
        county=checked.county,
        check=lambda folder: check_data(folder, as_of=day).issues,
    )
    for note in counted.notes:
        typer.echo(note + "。")
    if counted.is_refused:
        _report_on(counted.issues, sys.stdout, lang)
        typer.echo("有错误，没有写办件数。")
        raise typer.Exit(2)
    if not counted.files:
        typer.echo("没有新的件数：这个时期的都公布过了，公布以后不改。")
        return
    typer.echo(f"写了 {counted.cells:,} 个数，另有 {counted.withheld:,} 格不写数。")
    typer.echo("已写好：" + "、".join(str(path) for path in counted.files))


def main() -> None:
    """Entry point of the `mingbai` command; a wrong command line exits with 1."""
    try:
        sys.exit(app(standalone_mode=False))
    except _UsageError as error:
        typer.echo(_usage(error), err=True)
        if error.ctx is not None:
            typer.echo(f"用法：{error.ctx.command_path} --help", err=True)
        sys.exit(1)


if __name__ == "__main__":
    main()
