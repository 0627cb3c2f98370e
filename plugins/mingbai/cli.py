"""The commands: build, check, serve, template, import. Exit 0 clean, 1 our fault, 2 the data's."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mingbai.publish import Inputs, OutputRefused, publish

HERE = Path(__file__).resolve().parents[2]
app = typer.Typer(add_completion=False, no_args_is_help=True, help="明白账：县、镇、村信息公开门户。")

Data = Annotated[Path, typer.Option("--data", help="数据文件夹")]
Output = Annotated[Path, typer.Option("--output", help="生成的网站放在哪里")]
Content = Annotated[Path, typer.Option("--content", help="文章文件夹（Markdown）")]
AsOf = Annotated[str, typer.Option("--as-of", help="数据截至日期：YYYY-MM-DD 或 today；默认取数据里最新的公开日期")]
Lang = Annotated[str, typer.Option("--lang", help="消息的语言：zh 或 en")]
Format = Annotated[str, typer.Option("--format", help="text、json、github 或 html")]


def _date(as_of: str) -> str:
    """'' stays; today is read from the clock only when asked for."""
    from datetime import date, datetime, timedelta, timezone  # noqa: PLC0415

    if as_of == "today":
        return datetime.now(timezone(timedelta(hours=8))).date().isoformat()
    return date.fromisoformat(as_of).isoformat() if as_of else ""


@app.command()
def build(
    data: Data = HERE / "data",
    output: Output = HERE / "output",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = "zh",
) -> None:
    """核对数据，生成网站；有错误时什么都不发布（退出码 2）。"""
    inputs = Inputs(data.resolve(), content.resolve(), HERE / "theme", HERE / "pelicanconf.py", _date(as_of))
    from mingbai.issues import DataInvalid  # noqa: PLC0415

    try:
        done = publish(inputs, output)
    except OutputRefused as refused:
        typer.echo(str(refused), err=True)
        raise typer.Exit(1) from refused
    except DataInvalid as invalid:
        from mingbai import report  # noqa: PLC0415

        report.write(invalid.issues, sys.stderr, lang=lang)
        typer.echo("有错误，没有发布；原来的网站没有变。" if lang == "zh" else "Errors found: nothing was published.", err=True)
        raise typer.Exit(2) from invalid
    state = "数据没有变化，网站不用重做" if done.is_unchanged else "已生成"
    typer.echo(f"{state}：{done.output}（{done.files:,} 个文件）")


def main() -> None:
    """Entry point of the `mingbai` command."""
    app()
