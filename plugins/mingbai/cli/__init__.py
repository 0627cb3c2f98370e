"""The commands: a module for each group of them, in the order of `_COMMANDS`.

Exit codes: 0 without errors, 1 a wrong command or setting, 2 errors in the data. Heavy libraries
are imported by the command that needs them, so that help, and a build with nothing to do, are
immediate.
"""

from __future__ import annotations

import sys
from typing import Any

import typer

from mingbai import home
from mingbai.cli import (
    checks,
    corrections,
    counties,
    duties,
    log,
    naming,
    publishing,
    reviewing,
    site,
    workbooks,
)
from mingbai.cli.options import HERE

__all__ = ["app", "main"]

_COMMANDS = (
    counties.init,
    counties.doctor,
    site.build,
    publishing.publish,
    publishing.rollback,
    site.serve,
    checks.check,
    site.preview,
    reviewing.review,
    duties.due,
    workbooks.template,
    workbooks.import_,
    workbooks.counts,
    naming.kinds,
    naming.publishers,
    naming.codes,
    checks.seal,
    attachments.clean,
    corrections.correct,
    corrections.withdraw,
    corrections.reinstate,
    corrections.erase,
    log.release,
    log.keygen,
    log.sign,
    log.verify,
)

app = typer.Typer(
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    help="明白账：县、镇、村信息公开门户。",
)
for _command in _COMMANDS:
    app.command(name=_command.__name__.strip("_"))(_command)

_SYSTEMS = ("linux",)  # file locks, exchanged folders and syncs are Linux's
_FOREIGN = (
    "明白账要在 Linux 上运行：Windows 上先装 WSL（在 PowerShell 里输入 wsl --install），"
    "macOS 上用虚拟机或容器，再在里面运行同样的命令。"
)

# click's UsageError, wherever the installed typer keeps its click
_UsageError: Any = typer.BadParameter.__bases__[0]


def main() -> None:
    """Entry point of the `mingbai` command; a wrong command line or system exits with 1."""
    if sys.platform not in _SYSTEMS:
        sys.exit(_FOREIGN)
    try:
        if not _is_asked_about(sys.argv[1:]):
            home.settings(HERE)
        sys.exit(app(standalone_mode=False))
    except home.SettingsRefused as refused:
        typer.echo(str(refused), err=True)
        sys.exit(1)
    except _UsageError as error:
        typer.echo(_usage(error), err=True)
        if error.ctx is not None:
            typer.echo(f"用法：{error.ctx.command_path} --help", err=True)
        sys.exit(1)


def _is_asked_about(words: list[str]) -> bool:
    """Whether a command line asks for help, or makes another county: any county may stand here."""
    return not words or words[0] == counties.init.__name__ or "--help" in words


def _usage(error: Any) -> str:
    """The message for a wrong command line."""
    name = type(error).__name__
    if name == "MissingParameter":
        return f"没有填 {error.param.get_error_hint()}。"
    if name == "NoSuchOption":
        return f"没有 {error.option_name} 这个选项。"
    return str(error.format_message())
