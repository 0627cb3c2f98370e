"""The commands -> a script by which a shell completes them."""

from __future__ import annotations

from typing import Annotated

import typer

from mingbai.cli.options import refuse

VARIABLE = "_MINGBAI_COMPLETE"
_SHELLS = ("bash", "zsh", "fish", "powershell", "pwsh")


def completion(
    shell: Annotated[str, typer.Argument(help="bash、zsh、fish、powershell 或 pwsh")] = "bash",
) -> None:
    """写出补全的脚本：加进终端的设置以后，按 Tab 补全命令和选项。"""
    from typer._completion_shared import get_completion_script

    if shell not in _SHELLS:
        refuse("没有这种终端：{shell}；有 {known}", shell=shell, known=_SHELLS)
    prepare()
    typer.echo(get_completion_script(prog_name="mingbai", complete_var=VARIABLE, shell=shell))


def prepare() -> None:
    """Make the shells known that typer completes for."""
    from typer._completion_classes import completion_init

    completion_init()
