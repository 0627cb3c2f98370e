"""Data -> what is wrong with it; its seals: check, seal."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai import fingerprints
from mingbai.cli.options import (
    HERE,
    AsOf,
    Content,
    Data,
    Format,
    Lang,
    day_of,
    folder_of,
    refuse,
    refuse_unknown,
    report_on,
)
from mingbai.issues import Issue, Severity

if TYPE_CHECKING:
    from mingbai.check import cache


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

    refuse_unknown(lang, format_)
    prose = folder_of(content, "--content", "文章文件夹")
    inputs = cache.CheckInputs(data.resolve(), prose, day_of(as_of, data))
    if oracle or fresh:
        issues = _fresh_issues(inputs, has_second_opinion=oracle)
    else:
        issues = _cached_issues(inputs)
    report_on(issues, sys.stdout, lang, format_, show_all=show_all)
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

    refuse_unknown(lang)
    if bool(packages) == all_:
        refuse("写明给哪些数据包封签，如 mingbai seal accounts/taiping/2026-06；全部用 --all。")
    root = folder_of(data, "--data", "数据文件夹")
    wanted = None if all_ else [path.strip("/") for path in packages or ()]
    sealed = history.sealing.seal_folder(root, schemas_of(KINDS), wanted)
    if sealed.issues:
        report_on(sealed.issues, sys.stdout, lang)
    if sealed.unknown:
        refuse("没有这些数据包：" + "、".join(sealed.unknown))
    if any(issue.severity is Severity.ERROR for issue in sealed.issues):
        typer.echo("有错误的数据包没有封签。", err=True)
        raise typer.Exit(2)
    names = "、".join(sealed.changed[:5]) + ("等" if len(sealed.changed) > 5 else "")
    count = f"已封签 {len(sealed.changed)} 个数据包：{names}"
    typer.echo(count if sealed.changed else "封签都在，不用改。")
