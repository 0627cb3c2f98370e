"""The commands: build, check, preview, template … serve; seal … release, keygen … verify.

Exit codes: 0 without errors, 1 a wrong command or setting, 2 errors in the data. Heavy libraries
are imported by the command that needs them, so that help, and a build with nothing to do, are
immediate.
"""

from __future__ import annotations

import contextlib
import io
import os
import sys
import tempfile
from collections.abc import Callable, Iterable
from datetime import date, datetime
from pathlib import Path
from typing import IO, TYPE_CHECKING, Annotated, Any, NoReturn

import typer

from mingbai import build_day, fingerprints
from mingbai.issues import DataInvalid, Issue, Severity
from mingbai.publish import Inputs, OutputRefused, publish

if TYPE_CHECKING:
    from mingbai.check import cache
    from mingbai.history import drafting
    from mingbai.history.differences import Change
    from mingbai.history.notes import SignerKey
    from mingbai.schema import Schemas

HERE = Path(__file__).resolve().parents[2]
_OURS = (HERE / "theme", HERE / "pelicanconf.py")
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
    from mingbai.model import schemas_of

    titles = report.titles_of(schemas_of(KINDS))
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
    known_on: Annotated[
        str, typer.Option("--known-on", help="照那一天知道的样子生成：YYYY-MM-DD")
    ] = "",
    lang: Lang = "zh",
) -> None:
    """核对数据，生成网站；有错误时什么都不发布（退出码 2）。"""
    _refuse_unknown(lang)
    prose = _folder(content, "--content", "文章文件夹")
    if known_on:
        with tempfile.TemporaryDirectory() as folder:
            known = _known_data(_folder(data, "--data", "数据文件夹"), known_on, Path(folder))
            _publish(Inputs(known, prose, *_OURS, known_on), output, lang)
    else:
        _publish(Inputs(data.resolve(), prose, *_OURS, _day(as_of, data)), output, lang)


def _known_data(data: Path, known_on: str, place: Path) -> Path:
    """The data folder as it was known on a day, below `place`; exits with 1 where it cannot be."""
    from mingbai import history
    from mingbai.build import check as check_data
    from mingbai.kinds import DECLARED

    try:
        day = date.fromisoformat(known_on)
    except ValueError:
        _refuse(f"--known-on 写的是“{known_on}”，应为 2026-07-13 这样的日期。")
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
        _refuse(str(missing))
    typer.echo(f"{known_on} 那天知道的：{laid.packages:,} 个数据包。")
    if not laid.has_log:
        typer.echo("有的旧版当时有人员名单，名单不留旧版，所以不带那时的公开日志。")
    return target


def _publish(inputs: Inputs, output: Path, lang: str) -> None:
    """Publish a site and say so; exits with 1 or 2 where it cannot."""
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
def preview(
    against: Annotated[
        str, typer.Option("--against", help="和什么比：版本（如 origin/main）或另一个数据文件夹")
    ],
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = "zh",
    format_: Annotated[str, typer.Option("--format", help="text、markdown、json 或 html")] = "text",
    output: Annotated[Path | None, typer.Option("--output", help="写到哪个文件")] = None,
) -> None:
    """公开以前看后果：和另一份数据比，网站上会变什么（数据有错误时退出码 2，只说错在哪里）。"""
    from mingbai import preview as previews
    from mingbai import previewing

    _refuse_unknown(lang)
    if format_ not in previews.FORMATS:
        _refuse(f"没有这种格式：{format_}；有 {'、'.join(previews.FORMATS)}")
    root, prose = _folder(data, "--data", "数据文件夹"), _folder(content, "--content", "文章文件夹")
    inputs = Inputs(root, prose, HERE / "theme", HERE / "pelicanconf.py", _day(as_of, data))
    try:
        with contextlib.redirect_stdout(sys.stderr):  # what Pelican says is no part of it
            found = previewing.against(against, inputs)
    except (previewing.BaseRefused, OutputRefused) as refused:
        _refuse(str(refused))
    except DataInvalid as invalid:
        report = io.StringIO()
        form = "text" if format_ == "markdown" else format_
        _report_on(invalid.issues, report, lang, form)
        _put(report.getvalue(), output)
        raise typer.Exit(2) from invalid
    _put(previews.write(found, format_, HERE / "theme"), output)


def _put(text: str, output: Path | None) -> None:
    """Print a text, or write it to a file; exits with 1 where that cannot be written."""
    if output is None:
        typer.echo(text, nl=False)
        return
    try:
        output.write_text(text, "utf-8")
    except OSError as error:
        _refuse(f"写不了 {output}：{error.strerror}。用 --output 换一个位置。")


@app.command()
def seal(
    packages: Annotated[
        list[str] | None, typer.Argument(help="数据包，如 accounts/taiping/2026-06")
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="全部数据包")] = False,
    data: Data = HERE / "data",
    lang: Lang = "zh",
) -> None:
    """给数据包封签：把每张表的行数和校验值写进描述文件（手工改过表以后用）。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    _refuse_unknown(lang)
    if bool(packages) == all_:
        _refuse("写明给哪些数据包封签，如 mingbai seal accounts/taiping/2026-06；全部用 --all。")
    root = _folder(data, "--data", "数据文件夹")
    wanted = None if all_ else [path.strip("/") for path in packages or ()]
    sealed = history.sealing.seal_folder(root, schemas_of(KINDS), wanted)
    if sealed.issues:
        _report_on(sealed.issues, sys.stdout, lang)
    if sealed.unknown:
        _refuse("没有这些数据包：" + "、".join(sealed.unknown))
    if any(issue.severity is Severity.ERROR for issue in sealed.issues):
        typer.echo("有错误的数据包没有封签。", err=True)
        raise typer.Exit(2)
    names = "、".join(sealed.changed[:5]) + ("等" if len(sealed.changed) > 5 else "")
    count = f"已封签 {len(sealed.changed)} 个数据包：{names}"
    typer.echo(count if sealed.changed else "封签都在，不用改。")


@app.command()
def release(
    on: Annotated[
        str, typer.Option("--on", help="入日志日期，YYYY-MM-DD；不填按今天（北京时间）")
    ] = "",
    key: Annotated[Path | None, typer.Option("--key", help="签名用的私钥文件")] = None,
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    lang: Lang = "zh",
) -> None:
    """把新公开的、更正的、撤回的记进公开日志，写检查点（数据有错误时退出码 2，什么都不记）。"""
    from mingbai import history
    from mingbai.build import check as check_data

    _refuse_unknown(lang)
    root = _folder(data, "--data", "数据文件夹")
    try:
        day = date.fromisoformat(on) if on else datetime.now(build_day.CHINA).date()
    except ValueError:
        _refuse(f"--on 写的是“{on}”，应为 2026-07-20 这样的日期。")
    signers = () if key is None else (_signer_key(key),)
    checked = check_data(root, as_of=_as_date(_day("", root)), prose=content.resolve())
    wrong = tuple(filter(history.releasing.forbids, checked.issues))
    if wrong or checked.county is None:
        _report_on(wrong, sys.stderr, lang)
        typer.echo("有错误，没有入日志。", err=True)
        raise typer.Exit(2)
    origin = history.checkpoints.origin_of(checked.county.setting("site_url"))
    try:
        released = history.releasing.release(root, checked.standings, day, origin, signers)
    except history.releasing.ReleaseRefused as refused:
        _refuse(str(refused))
    size = released.checkpoint.size if released.checkpoint else 0
    signed = "已签名" if released.checkpoint and released.checkpoint.is_signed else "未签名"
    if not released.entries and not released.is_new_checkpoint:
        typer.echo(f"没有新的，日志还是 {size:,} 条。")
        return
    typer.echo(f"入日志 {len(released.entries):,} 条，共 {size:,} 条；检查点{signed}。")


def _signer_key(file: Path) -> SignerKey:
    """The private key in a file; exits with 1 where there is none."""
    from mingbai.history import notes

    try:
        return notes.signer_key(file.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError, notes.NotAKey):
        _refuse(f"{file} 不是签名用的私钥；私钥由 mingbai keygen 生成。")


ReasonWord = Annotated[str, typer.Option("--reason", help="更正的原因，如 录入错误")]
Words = Annotated[str, typer.Option("--words", help="用一句话说清楚为什么，至少四个字")]
DecidedBy = Annotated[str, typer.Option("--decided-by", help="谁决定的：岗位，不写姓名")]


@app.command()
def correct(
    package: Annotated[str, typer.Argument(help="数据包，如 accounts/taiping/2026-06")],
    reason: ReasonWord = "",
    words: Words = "",
    decided_by: DecidedBy = "",
    former: Annotated[
        Path | None, typer.Option("--former", help="公开过的那一版在哪里：另一个数据文件夹或网站")
    ] = None,
    data: Data = HERE / "data",
    lang: Lang = "zh",
) -> None:
    """改了公开过的数据以后：留下公开过的那一版，起草更正，只问为什么改。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    _refuse_unknown(lang)
    root, path = _folder(data, "--data", "数据文件夹"), package.strip("/")
    schemas = schemas_of(KINDS).get(path.partition("/")[0])
    entry = history.log.read(root).newest.get(path)
    if schemas is None or entry is None:
        _refuse(f"公开日志里没有 {path}：没有入过日志的，直接改，不用更正。")
    day = datetime.now(build_day.CHINA).date()
    history.sealing.seal_folder(root, {path.partition("/")[0]: schemas}, [path])
    one = history.drafting.sealed_package(root, path, schemas)
    if one is not None and one.seal.digest == entry.digest:
        typer.echo("和公开过的一样：不用更正。")
        return
    if not history.formers.fetch(root, path, entry.digest, schemas, former):
        _refuse(
            f"找不到公开过的那一版 {entry.digest[:12]}…：用 --former 指出留有它的"
            "数据文件夹，或者已经生成的网站。"
        )
    try:
        found = history.drafting.correct(
            root, path, schemas, _why(reason, words, decided_by, schemas), day
        )
    except history.drafting.DraftRefused as refused:
        _report_on(refused.issues, sys.stdout, lang)
        typer.echo("有错误，没有起草更正。", err=True)
        raise typer.Exit(2) from refused
    if not found:
        typer.echo("和公开过的一样，或者都写过更正了：不用再写。")
        return
    typer.echo(f"已写更正 {len(found)} 条：{path}/corrections.csv。看一遍，再运行 mingbai check。")


@app.command()
def withdraw(
    package: Annotated[str, typer.Argument(help="数据包，如 accounts/taiping/2026-06")],
    reason: Annotated[str, typer.Option("--reason", help="撤回的原因，如 审计或检查要求")],
    words: Words,
    decided_by: DecidedBy,
    data: Data = HERE / "data",
) -> None:
    """撤回公开过的一个数据包：写明为什么，公开过的那一版留着，网页上看得到撤回了。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    root, path = _folder(data, "--data", "数据文件夹"), package.strip("/")
    schemas = schemas_of(KINDS).get(path.partition("/")[0], ())
    if reason not in history.corrections.REASONS:
        _refuse(f"--reason 写的是“{reason}”，应为：{'、'.join(history.corrections.REASONS)}。")
    if len(words) < history.corrections.FEWEST_WORDS:
        _refuse("--words 至少写四个字：用一句话说清楚为什么撤回。")
    why = history.drafting.Grounds(reason, words, decided_by)
    try:
        day = datetime.now(build_day.CHINA).date()
        history.withdrawing.withdraw(root, path, schemas, why, day)
    except history.withdrawing.WithdrawalRefused as refused:
        _refuse(str(refused))
    typer.echo(f"已撤回：{path}。运行 mingbai check，再运行 mingbai release 入日志。")


@app.command()
def erase(
    package: Annotated[str, typer.Argument(help="数据包，如 accounts/taiping/2026-06")],
    words: Words,
    decided_by: DecidedBy,
    gone: Annotated[
        list[str] | None, typer.Option("--gone", help="不该再有的字，如一个名字；可以写几次")
    ] = None,
    data: Data = HERE / "data",
    lang: Lang = "zh",
) -> None:
    """依法删去公开过的个人信息：先改好表，运行一次；入日志以后再运行一次，旧版里也删去。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    root, path = _folder(data, "--data", "数据文件夹"), package.strip("/")
    schemas = schemas_of(KINDS).get(path.partition("/")[0])
    entry = history.log.read(root).newest.get(path)
    if schemas is None or entry is None:
        _refuse(f"公开日志里没有 {path}：没有入过日志的，直接改，不用更正。")
    history.sealing.seal_folder(root, {path.partition("/")[0]: schemas}, [path])
    day, reason = datetime.now(build_day.CHINA).date(), history.corrections.ERASURE
    why = _why(reason, words, decided_by, schemas)
    try:
        done = history.erasing.erase(root, path, schemas, why, day, gone or ())
    except history.drafting.DraftRefused as refused:
        _report_on(refused.issues, sys.stdout, lang)
        typer.echo("有错误，没有删。", err=True)
        raise typer.Exit(2) from refused
    if done.drafted:
        typer.echo(
            f"已写更正 {done.drafted} 条，不写原来是什么。看一遍，运行 mingbai release，"
            "再运行一次这个命令。"
        )
        return
    typer.echo(
        f"旧版删去 {len(done.erased)} 份，只留下校验值、日期和依据。"
        "版本库里的旧提交另外清理，见 README。"
    )
    if done.remaining:
        _refuse("这些文件里还有不该有的字：" + "、".join(done.remaining))


def _why(
    reason: str, words: str, decided_by: str, schemas: Schemas
) -> Callable[[Change], drafting.Grounds]:
    """Why a change was made: the options for all of them, or else asked for each."""
    from mingbai.history import corrections, drafting

    if reason and reason not in corrections.REASONS:
        _refuse(f"--reason 写的是“{reason}”，应为：{'、'.join(corrections.REASONS)}。")

    def why(change: Change) -> drafting.Grounds:
        if not (reason and words and decided_by):
            typer.echo(corrections.named(change, schemas))
            typer.echo(
                f"  原来：{change.before or '（没有）'}\n  现在：{change.after or '（没有了）'}"
            )
        return drafting.Grounds(
            reason or _asked_reason(corrections.REASONS),
            words or typer.prompt("  用一句话说清楚为什么"),
            decided_by or typer.prompt("  谁决定的（岗位）"),
        )

    return why


def _asked_reason(reasons: tuple[str, ...]) -> str:
    """One of the closed list, by its number."""
    typer.echo("  " + "  ".join(f"{i} {one}" for i, one in enumerate(reasons, 1)))
    number = 0
    while not 1 <= number <= len(reasons):
        number = int(typer.prompt("  原因（写数字）", type=int))
    return reasons[number - 1]


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
    reason: ReasonWord = "",
    words: Words = "",
    decided_by: DecidedBy = "",
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
        why=_why(reason, words, decided_by, imported_kind.schemas)
        if words or sys.stdin.isatty()
        else None,
    )
    _report_on(imported.issues, sys.stdout, lang)
    if imported.is_refused:
        if any("without-reason" in issue.code for issue in imported.issues):
            typer.echo("这一期公开过：写明 --reason、--words、--decided-by，再导入一次。")
        where = f"标好错处的工作簿：{imported.marked_copy}" if imported.marked_copy else ""
        typer.echo(f"有错误，没有导入。{where}")
        raise typer.Exit(2)
    typer.echo("已导入：" + "、".join(str(path) for path in imported.files))


@app.command()
def keygen(
    name: Annotated[str, typer.Argument(help="公钥的名称：网址去掉 https://，加 /log")],
    out: Annotated[Path, typer.Option("--out", help="私钥写到哪个文件")] = Path("log.key"),
) -> None:
    """做一对新的公钥、私钥：公钥登记到“日志公钥”，私钥由专人保管，不进版本库。"""
    from mingbai.history import notes

    if any((folder / ".git").exists() for folder in out.absolute().parents):
        _refuse(f"{out} 在版本库里；私钥不能放进版本库，用 --out 放到别处。")
    try:
        key = notes.generate(name)
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.text + "\n")
    except notes.NotAKey:
        _refuse(f"“{name}”不能作公钥的名称：不能有空格和加号。")
    except FileExistsError:
        _refuse(f"{out} 已经有了，没有动它；用 --out 换一个位置。")
    except OSError as error:
        _refuse(f"写不了 {out}：{error.strerror}。用 --out 换一个位置。")
    typer.echo(key.verifier.text)
    typer.echo(f"上面是公钥，登记到“日志公钥”；私钥在 {out}，谁拿到谁就能签名，请收好。", err=True)


@app.command()
def sign(
    site: Annotated[Path, typer.Argument(help="生成好的网站文件夹")],
    key: Annotated[Path, typer.Option("--key", help="私钥文件（mingbai keygen 做的）")],
    lang: Lang = "zh",
) -> None:
    """给网站的文件清单 SHA256SUMS 签名；文件和清单对不上的不签（退出码 2）。"""
    from mingbai.history import verification

    _refuse_unknown(lang)
    signer, root = _signer_key(key), _folder(site, "SITE", "网站文件夹")
    try:
        issues = verification.sign(root, signer)
    except verification.KeyRefused as refused:
        days = f"这把公钥 {refused.known.days_zh}" if refused.known else "这把公钥没有登记"
        _refuse(f"{days}，签了也不算数；先改登记表“日志公钥”，重新生成网站。")
    if issues:
        _report_on(issues, sys.stdout, lang)
        typer.echo("网站和清单对不上，没有签名。", err=True)
        raise typer.Exit(2)
    typer.echo(f"已签名：{root / 'SHA256SUMS.note'}（{signer.name}）")


@app.command()
def verify(
    site: Annotated[Path, typer.Argument(help="下载或生成的网站文件夹")],
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help="早先留下的检查点文件")
    ] = None,
    vkey: Annotated[
        list[str] | None, typer.Option("--vkey", help="另外问来的公钥，可以给几个")
    ] = None,
    lang: Lang = "zh",
) -> None:
    """核对一个网站：文件、日志、数据、签名，少了、多了、改了、旧了的，一一指名（退出码 2）。"""
    from mingbai.history import checkpoints, notes, verification

    _refuse_unknown(lang)
    root = _folder(site, "SITE", "网站文件夹")
    try:
        keys = [notes.verifier_key(text.strip()) for text in vkey or ()]
        old = checkpoints.parse(checkpoint.read_bytes()) if checkpoint else None
        found = verification.verify(root, keys, old)
    except notes.NotAKey as wrong:
        _refuse(f"--vkey 写的“{wrong}”不是公钥，或者抄错了。")
    except (OSError, checkpoints.NotACheckpoint):
        _refuse(f"{checkpoint} 不是检查点；检查点在网站的 /log/checkpoint。")
    except verification.NoSite:
        _refuse(f"{root} 不是本程序生成的网站。")
    _report_on(found.issues, sys.stdout, lang)
    if found.has_errors:
        typer.echo("有对不上的，见上。", err=True)
        raise typer.Exit(2)
    counts = f"{found.files:,} 个文件、日志 {found.entries:,} 条、数据 {found.packages:,} 份"
    signers = f"签名的公钥：{'、'.join(found.signers)}" if found.signers else "页面没有签名可对"
    typer.echo(f"核对了 {counts}，全部对得上。{signers}。")


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
        workbook.CountsNotice(publisher, period, published, approved_by),
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
