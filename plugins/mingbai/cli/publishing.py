"""A built site -> where readers get it: publish to a target; rollback to the release before."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai.cli.language import t
from mingbai.cli.options import HERE, Listing, Output, answer, refuse, refuse_form, say
from mingbai.publish import OutputRefused
from mingbai.publish import rollback as roll_back

if TYPE_CHECKING:
    from mingbai.publish.outgoing import Step
    from mingbai.publish.sending import SendingPlan


def rollback(output: Output = HERE / "output", format_: Listing = "text") -> None:
    """换回上一版网站（先一字一字核对过）；数据没有动，要自己改回去。"""
    refuse_form(format_)
    try:
        done = roll_back(output, say)
    except OutputRefused as refused:
        refuse(refused)
    facts = {
        "site": done.site,
        "as_of": done.as_of,
        "files": done.files,
        "remaining": done.remaining,
    }
    words = t(
        "已换回上一版：{site}（数据截至 {as_of}，{files:,} 个文件）\n"
        "再往前还留着 {remaining} 版。数据也要改回去，不然下一次生成还会照现在的数据做。",
        **facts,
    )
    answer(words, format_, facts)


def publish(
    target: Annotated[
        str,
        typer.Argument(
            help="发到哪里：文件夹、用户@主机:路径、rsync://主机/模块，或 rclone:名称:桶/路径",
        ),
    ],
    output: Output = HERE / "output",
    compress: Annotated[
        bool | None,
        typer.Option(
            "--compress/--no-compress",
            help="同时发压缩好的文件（.br、.gz），给会直接用它们的服务器；不写就照目标现在的样子",
        ),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说要发什么，不发")] = False,
    format_: Listing = "text",
) -> None:
    """把生成好的网站发出去：只发变了的，最后核对；断了再运行一次，接着发。"""
    from mingbai.publish import sending, targets

    refuse_form(format_)
    facts: dict[str, object] = {"target": target}

    def is_agreed(plan: SendingPlan) -> bool:
        facts.update(_plan_as_data(plan))
        if format_ == "text":
            _tell(plan, target, with_paths=dry_run)
        return not dry_run

    try:
        place = targets.target(target)
        with _progress() as (start, step):
            sent = sending.send(
                output,
                place,
                is_agreed=lambda plan: is_agreed(plan) and start(plan),
                is_compressed=compress,
                step=step,
                say=say,
            )
    except (OutputRefused, targets.SendingFailed) as failed:
        refuse(failed)
    facts["verified"] = sent.verified if sent is not None else 0
    if format_ == "json":
        answer("", format_, facts)
    if sent is None:
        return
    if sent.mended:
        say(
            "目标里有 {count:,} 个文件和清单不一样，已经重发：{first} 等",
            count=len(sent.mended),
            first=sent.mended[0],
        )
    if format_ == "text":
        done = t(
            "发完了，核对过 {count:,} 个文件，和清单一致：{target}",
            count=sent.verified,
            target=target,
        )
        typer.echo(done)


def _plan_as_data(plan: SendingPlan) -> dict[str, object]:
    """What is sent, in the order of sending, and what is removed."""
    sent = [str(path) for paths in plan.steps for path in paths]
    return {"sent": sent, "removed": list(map(str, plan.removed)), "bytes": plan.bytes}


def _tell(plan: SendingPlan, target: str, *, with_paths: bool) -> None:
    """Say what will be sent, in the order of sending."""
    if plan.is_empty:
        typer.echo(t("{target}：没有要发的。", target=target))
        return
    changed = len(plan.sizes) - plan.new
    words = t(
        "{target}：新的 {new:,} 个，改了的 {changed:,} 个，要删的 {removed:,} 个，"
        "一共 {size:,.1f} MB。",
        target=target,
        new=plan.new,
        changed=changed,
        removed=len(plan.removed),
        size=plan.bytes / 1_000_000,
    )
    typer.echo(words)
    if with_paths:
        for paths in plan.steps:
            for path in paths:
                typer.echo(t("  发 {path}", path=path))
        for path in plan.removed:
            typer.echo(t("  删 {path}", path=path))


@contextmanager
def _progress() -> Iterator[tuple[Callable[[SendingPlan], bool], Step]]:
    """A bar of bytes on a terminal, nothing elsewhere: how to start it, and how it moves."""
    if not sys.stderr.isatty():
        yield lambda _plan: True, lambda _files, _bytes: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, DownloadColumn, Progress, TimeRemainingColumn

    console = Console(stderr=True)
    with Progress(
        t("发送"), BarColumn(), DownloadColumn(), TimeRemainingColumn(), console=console
    ) as bar:
        task = bar.add_task("", total=None)

        def start(plan: SendingPlan) -> bool:
            bar.update(task, total=plan.bytes)
            return True

        yield start, lambda _files, size: bar.advance(task, size)
