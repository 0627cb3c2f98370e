"""The clerk's own page, and a folder that is watched for her: desk, watch."""

from __future__ import annotations

import webbrowser
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai.cli.language import t
from mingbai.cli.options import (
    HERE,
    THEME_AND_SETTINGS,
    AsOf,
    Content,
    Data,
    day_of,
    folder_of,
    refuse,
)

if TYPE_CHECKING:
    from mingbai.desk import DeskPlace

Work = Annotated[
    Path | None,
    typer.Option("--work", help="报账台的东西放在哪里；不填放在自己的用户文件夹里"),
]


def desk(
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    work: Work = None,
    port: Annotated[int, typer.Option("--port", help="端口；不填自动选一个空着的")] = 0,
    no_open: Annotated[bool, typer.Option("--no-open", help="只写出地址，不打开浏览器")] = False,
) -> None:
    """打开报账台：拖进工作簿，答问题，看后果，提交。只在这台电脑上能打开。"""
    from mingbai import desk as desks

    def opened(address: str) -> None:
        typer.echo(t("报账台开着：{address}\n关掉：Ctrl+C。放上来的都留着。", address=address))
        if not no_open:
            webbrowser.open(address)

    place = _place(data, content, as_of, work)
    try:
        desks.serve_desk(place, port, opened)
    except desks.DeskBusy as busy:
        refuse(busy)
    except OSError as taken:
        refuse(
            "打不开端口 {port}：{fault}。不写 --port，自动选一个。", port=port, fault=taken.strerror
        )
    typer.echo(t("报账台关了。"))


def watch(
    folder: Annotated[Path, typer.Argument(help="放工作簿的文件夹，如 待导入")],
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    work: Work = None,
    seconds: Annotated[float, typer.Option("--seconds", help="隔几秒看一次", min=0.2)] = 5,
) -> None:
    """看着一个共享文件夹：放进来的工作簿，没有错的就提交，有错的把标好错处的退在旁边。"""
    from mingbai import desk as desks

    watched = folder_of(folder, "FOLDER")
    place = _place(data, content, as_of, work or _watch_work(watched))

    def told(workbook: desks.WatchedWorkbook) -> None:
        if workbook.is_handed_in:
            typer.echo(t("{name}：交好了", name=workbook.name))
        else:
            typer.echo(t("{name}：还没有交，见旁边的回执", name=workbook.name))

    typer.echo(t("看着 {folder}。停下：Ctrl+C。", folder=watched))
    try:
        desks.watch_folder(place, watched, seconds, told)
    except desks.DeskBusy:
        refuse("已经有一个在看着这个文件夹了。")
    except KeyboardInterrupt:
        typer.echo(t("停了。再开，接着看。"))


def _watch_work(folder: Path) -> Path:
    """The work folder of a watch: another than that of the desk, which may be open meanwhile."""
    from mingbai import desk as desks

    return desks.work_folder(folder)


def _place(data: Path, content: Path, as_of: str, work: Path | None) -> DeskPlace:
    """The desk of a data folder; exits with 1 where nothing could be handed in."""
    from mingbai import desk as desks
    from mingbai.publish import Inputs

    root = folder_of(data, "--data")
    prose = folder_of(content, "--content")
    inputs = Inputs(root, prose, *THEME_AND_SETTINGS, day_of(as_of, root))
    try:
        return desks.desk_place(inputs, work or desks.work_folder(root), as_of)
    except desks.NotVersioned as refused:
        refuse(refused)
