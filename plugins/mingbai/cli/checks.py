"""Data -> what is wrong with it; its seals: check, seal."""

from __future__ import annotations

import dataclasses
import gc
import sys
import tempfile
import time
from collections.abc import Iterable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai import fingerprints
from mingbai.cli.language import t
from mingbai.cli.naming import place_of
from mingbai.cli.options import (
    HERE,
    LANG,
    AsOf,
    Content,
    Data,
    DryRun,
    Format,
    Lang,
    Listing,
    answer,
    day_of,
    folder_of,
    issues_as_data,
    refuse,
    refuse_form,
    refuse_unknown,
    report_on,
    say,
    today,
    written_in,
)
from mingbai.issues import Severity

if TYPE_CHECKING:
    from mingbai.check import cache
    from mingbai.issues import Issue
    from mingbai.repository import Changed

_NAMED = 5  # packages that are named


def check(
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = LANG,
    format_: Format = "text",
    show_all: Annotated[bool, typer.Option("--all", help="逐条列出，不合并同类")] = False,
    oracle: Annotated[bool, typer.Option("--oracle", help="再请 Frictionless 全部读一遍")] = False,
    fresh: Annotated[
        bool, typer.Option("--fresh", help="不用上次记下的结果，全部重新核对")
    ] = False,
    against: Annotated[
        str, typer.Option("--against", help="提醒只说这个版本以后改了的，如 origin/main")
    ] = "",
    staged: Annotated[
        bool, typer.Option("--staged", help="核对这次要提交的；没有要提交的数据和文章就不核对")
    ] = False,
) -> None:
    """只核对数据，不生成网站（有错误时退出码 2）。没有变的数据包不重新核对。"""
    from mingbai.check import cache

    refuse_unknown(lang, format_)
    prose = folder_of(content, "--content")
    day = day_of(as_of, data)
    if staged and against:
        refuse("--staged 和 --against 只写一个。")
    with _what_is_checked(data, prose, against, is_staged=staged) as checked:
        if checked is None:
            return
        root, texts, changed = checked
        inputs = cache.CheckInputs(root, texts, day)
        with _without_collector():
            is_fresh = oracle or fresh or root != data.resolve()  # an aside is not met again
            outcome = _fresh(inputs, has_second_opinion=oracle) if is_fresh else _cached(inputs)
    issues = outcome.issues if changed is None else changed_only(outcome.issues, changed)
    report_on(issues, sys.stdout, lang, format_, show_all=show_all, titles=outcome.titles)
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise typer.Exit(2)


def changed_only(issues: Iterable[Issue], changed: Changed) -> tuple[Issue, ...]:
    """Every error, for one in another package may follow from the change; warnings of changes."""
    return tuple(i for i in issues if i.severity is Severity.ERROR or changed.has(i.path))


@contextmanager
def _what_is_checked(
    data: Path, prose: Path, against: str, *, is_staged: bool
) -> Iterator[tuple[Path, Path, Changed | None] | None]:
    """Data, prose and what changed of them (None: all counts); None where nothing is to be checked.

    What is staged is laid aside where the disk has something else.
    """
    root = data.resolve()
    if not (against or is_staged):
        yield root, prose, None
        return
    from mingbai import repository

    try:
        if not is_staged:
            yield root, prose, repository.since(against, root, prose)
            return
        changed = repository.staged(root, prose)
        if not changed.places:
            yield None
        elif repository.is_as_staged(root, prose):
            yield root, prose, changed
        else:
            with tempfile.TemporaryDirectory(prefix="mingbai-staged-") as aside:
                target = Path(aside)
                texts = repository.lay_staged(prose, target)
                yield repository.lay_staged(root, target), texts, changed
    except repository.RepositoryRefused as refused:
        refuse(refused)


@contextmanager
def _without_collector() -> Iterator[None]:
    """No look for cycles, which takes a tenth of a check: it keeps what it makes, and then ends."""
    is_enabled = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if is_enabled:
            gc.enable()


def _fresh(inputs: cache.CheckInputs, *, has_second_opinion: bool) -> cache.CachedAnswer:
    """A check that reuses no earlier result."""
    from mingbai.build import check as check_data
    from mingbai.check import cache

    issues = check_data(
        inputs.data,
        as_of=inputs.day,
        prose=inputs.prose,
        has_second_opinion=has_second_opinion,
    ).issues
    return cache.CachedAnswer(issues=issues)


def _cached(inputs: cache.CheckInputs) -> cache.CachedAnswer:
    """A check that does not look again at packages that have not changed since the last one.

    Where no file has another size, time or inode than at the last check nothing is read at all.
    """
    from mingbai.check import cache

    file, program = cache.cache_file(inputs.data), fingerprints.program()
    now = time.time_ns()
    stamps = inputs.stamps(now)
    known = cache.answer(file, program, stamps)
    return known or _checked(inputs, file, program, stamps, now)


def _checked(
    inputs: cache.CheckInputs, file: Path, program: str, stamps: str, now: int
) -> cache.CachedAnswer:
    """A check with what earlier ones left in a file; its own results are left there.

    stamps: of the inputs at the moment `now`, before anything of them was read.
    """
    from mingbai import report
    from mingbai.check import cache

    cached = cache.load(file, program)
    if cached.note:
        say(cached.note)
    contents = fingerprints.KnownContents(cached.contents, now)
    fingerprint = inputs.fingerprint(contents)
    packages, answer, rulings = cached.packages, cached.answer, cached.rulings
    if cached.inputs != fingerprint:
        from mingbai.build import check as check_data
        from mingbai.kinds import KINDS
        from mingbai.model import schemas_of

        checked = check_data(
            inputs.data,
            as_of=inputs.day,
            prose=inputs.prose,
            earlier=cached.packages,
            rulings=cached.rulings,
            contents=contents,
        )
        titles = report.titles_in(checked.issues, report.titles_of(schemas_of(KINDS)))
        packages, rulings = checked.package_results, checked.rulings
        answer = cache.CachedAnswer("", checked.issues, titles)
    is_settled = bool(stamps) and inputs.stamps(now) == stamps
    # nothing was changed during the check
    if is_settled or inputs.fingerprint(contents) == fingerprint:
        answer = dataclasses.replace(answer, stamps=stamps if is_settled else "")
        results = cache.CachedCheck(packages, fingerprint, answer, contents.settled, rulings)
        cache.save(file, program, results)
    return answer


def seal(
    ctx: typer.Context,
    packages: Annotated[
        list[str] | None,
        typer.Argument(help="数据包，如 村务财务/太平镇/2026-06 或 accounts/taiping/2026-06"),
    ] = None,
    all_: Annotated[bool, typer.Option("--all", help="全部数据包")] = False,
    dry_run: DryRun = False,
    data: Data = HERE / "data",
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """给数据包封签：把每张表的行数和校验值写进描述文件（手工改过表以后用）。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    refuse_unknown(lang)
    refuse_form(format_)
    if bool(packages) == all_:
        refuse("写明给哪些数据包封签，如 mingbai seal accounts/taiping/2026-06；全部用 --all。")
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    wanted = None if all_ else [place_of(root, path) for path in packages or ()]
    sealed = history.sealing.seal_folder(root, schemas_of(KINDS), wanted)
    if sealed.issues and format_ == "text":
        report_on(sealed.issues, sys.stdout, lang)
    if sealed.unknown:
        refuse("没有这些数据包：{names}", names=sealed.unknown)
    has_errors = any(issue.severity is Severity.ERROR for issue in sealed.issues)
    former_versions: Sequence[str] = ()
    if not has_errors:
        former_versions = history.formers.keep_changed(
            root, sealed.changed, schemas_of(KINDS), today()
        )
    if format_ == "json":
        seals = {"sealed": sealed.changed, "kept": former_versions}
        answer("", "json", {**issues_as_data(sealed.issues, lang), **seals})
    if has_errors:
        say("有错误的数据包没有封签。")
        raise typer.Exit(2)
    if format_ == "json":
        return
    _tell_sealed(sealed.changed)
    if former_versions:
        typer.echo(
            t(
                "其中 {count} 个公开过，公开过的那一版留在 data/history/versions："
                "运行 mingbai check 看改了什么、哪些要写明为什么。",
                count=len(former_versions),
            )
        )


def _tell_sealed(paths: Sequence[str]) -> None:
    """Say which packages were sealed: the first of them by name."""
    if not paths:
        typer.echo(t("封签都在，不用改。"))
        return
    words = t("已封签 {count} 个数据包：{names}", count=len(paths), names=tuple(paths))
    if len(paths) > _NAMED:
        first = tuple(paths[:_NAMED])
        words = t("已封签 {count} 个数据包：{names}等", count=len(paths), names=first)
    typer.echo(words)
