"""The commands: a module for each group of them, in the order of `_COMMANDS`.

Exit codes: 0 without errors, 1 a wrong command or setting, 2 errors in the data. Heavy libraries
are imported by the command that needs them, so that help, and a build with nothing to do, are
immediate.
"""

from __future__ import annotations

import functools
import inspect
import os
import sys
from collections.abc import Callable
from typing import Annotated, Any

import typer

from mingbai import home
from mingbai.cli import (
    attachments,
    checks,
    completing,
    corrections,
    counties,
    desk,
    duties,
    helping,
    log,
    naming,
    publishing,
    reviewing,
    site,
    workbooks,
)
from mingbai.cli.language import t
from mingbai.cli.options import HERE, LANG, Lang, refuse_unknown
from mingbai.sentences import Refused, Sentence

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
    desk.desk,
    desk.watch,
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
    completing.completion,
)


def _speaking(command: Callable[..., None]) -> Callable[..., None]:
    """The command with `--lang`, which may stand behind every one; its own where it has one."""
    signature = inspect.signature(command, eval_str=True)
    if "lang" in signature.parameters:
        return command

    @functools.wraps(command)
    def speaking(lang: Lang = LANG, **options: Any) -> None:
        refuse_unknown(lang)
        command(**options)

    lang = inspect.Parameter("lang", inspect.Parameter.KEYWORD_ONLY, default=LANG, annotation=Lang)
    parameters = [*signature.parameters.values(), lang]
    speaking.__annotations__ = {one.name: one.annotation for one in parameters}
    vars(speaking)["__signature__"] = signature.replace(parameters=parameters)
    return speaking


_HELP = {"help_option_names": ["-h", "--help"]}
app = typer.Typer(
    cls=helping.Group,
    context_settings=_HELP,
    add_completion=False,
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    help="明白账：县、镇、村信息公开门户。",
)
for _command in _COMMANDS:
    _name = _command.__name__.strip("_")
    app.command(name=_name, cls=helping.Command, context_settings=_HELP)(_speaking(_command))


def _say_version(is_asked: bool) -> None:
    if is_asked:
        from importlib import metadata  # which imports what reads mails and archives

        typer.echo(f"mingbai {metadata.version('mingbai')}")
        raise typer.Exit


@app.callback(help="明白账：县、镇、村信息公开门户。")
def _all(
    version: Annotated[
        bool,
        typer.Option("--version", help="程序的版本", callback=_say_version, is_eager=True),
    ] = False,
    lang: Lang = LANG,
) -> None:
    refuse_unknown(lang)
    del version


_SYSTEMS = ("linux",)  # file locks, exchanged folders and syncs are Linux's
_FOREIGN = Sentence(
    "明白账要在 Linux 上运行：Windows 上先装 WSL（在 PowerShell 里输入 wsl --install），"
    "macOS 上用虚拟机或容器，再在里面运行同样的命令。"
)

# click's UsageError, wherever the installed typer keeps its click
_UsageError: Any = typer.BadParameter.__bases__[0]


def main() -> None:
    """Entry point of the `mingbai` command; a wrong command line or system exits with 1."""
    if sys.platform not in _SYSTEMS:
        sys.exit(t(_FOREIGN))
    try:
        if not _is_asked_about(sys.argv[1:]):
            home.settings(HERE)
        if completing.VARIABLE in os.environ:
            completing.prepare()
        sys.exit(app(standalone_mode=False, prog_name="mingbai"))
    except Refused as refused:
        typer.echo(t(refused.args[0]), err=True)
        sys.exit(1)
    except _UsageError as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            typer.echo(error.format_message(), err=True)
            sys.exit(1)
        typer.echo(_usage(error), err=True)
        path = error.ctx.command_path if error.ctx is not None else "mingbai"
        typer.echo(f"{t('用法：')}{path} --help", err=True)
        sys.exit(1)
    except typer.Abort:
        typer.echo(t("停了，没有做完。"), err=True)
        sys.exit(1)


def _is_asked_about(words: list[str]) -> bool:
    """Whether a command line asks for help, or makes another county: any county may stand here."""
    return (
        not words
        or words[0] in (counties.init.__name__, "--version")
        or bool({"-h", "--help"} & set(words))
    )


def _usage(error: Any) -> str:
    """The message for a wrong command line."""
    name = type(error).__name__
    if name == "MissingParameter":
        return t("没有填 {name}。", name=helping.name_of(error.param))
    if name == "NoSuchOption":
        known = [one for param in error.ctx.command.get_params(error.ctx) for one in param.opts]
        near = helping.nearest(error.option_name, known)
        return t("没有 {name} 这个选项。", name=error.option_name) + near
    return helping.usage_words(str(error.format_message()))
