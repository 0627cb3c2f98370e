"""What must be published when: due."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from mingbai import home
from mingbai.cli.language import t
from mingbai.cli.naming import publisher_of
from mingbai.cli.options import (
    HERE,
    LANG,
    AsOf,
    Content,
    Data,
    Lang,
    as_date,
    day_of,
    folder_of,
    refuse,
    refuse_place,
    refuse_unknown,
    say,
)
from mingbai.issues import Severity


def due(
    publisher: Annotated[
        str, typer.Option("--publisher", help="哪个单位的，如 太平镇；不填是全县的")
    ] = "",
    days: Annotated[int, typer.Option("--days", min=0, max=100, help="往后看多少天")] = 45,
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = LANG,
    format_: Annotated[str, typer.Option("--format", help="text、json、ics 或 html")] = "text",
    output: Annotated[Path | None, typer.Option("--output", help="写到哪个文件")] = None,
) -> None:
    """列出该公开什么、哪天到期：逾期的、要改的、快到期的；html 是一页“本镇这个月”，ics 给日历。"""
    from mingbai import agenda as agendas
    from mingbai import report
    from mingbai.build import check as check_data
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    refuse_unknown(lang)
    if format_ not in agendas.FORMATS:
        refuse("没有这种格式：{name}；有 {known}", name=format_, known=agendas.FORMATS)
    root = folder_of(data, "--data")
    prose = folder_of(content, "--content")
    slug = publisher_of(root, publisher)[0] if publisher else ""
    checked = check_data(root, as_of=as_date(day_of(as_of, root)), prose=prose)
    if checked.county is None:
        refuse("登记表有错误，说不出该公开什么；先用 mingbai check 核对数据。")
    agenda = agendas.agenda(
        checked.county,
        checked.issues,
        slug,
        days=days,
        kinds={kind.name: kind.title for kind in KINDS},
        titles=report.titles_of(schemas_of(KINDS)),
        lang=lang,
    )
    text = agendas.write(agenda, format_, checked.county, home.shipped("theme"), t)
    if output is None:
        typer.echo(text, nl=False)
    else:
        try:
            output.write_bytes(text.encode())
        except OSError as error:
            refuse_place(output, "--output", error)
        typer.echo(t("已写好：{files}", files=output))
    if any(issue.severity is Severity.ERROR for issue in checked.issues):
        say("数据有错误：改好以前，逾期和到期的可能不全。")
        raise typer.Exit(2)
