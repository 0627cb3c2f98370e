"""Workbooks in and out: template, import, counts."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated

import typer

from mingbai.cli.corrections import grounds_asker
from mingbai.cli.options import (
    HERE,
    Data,
    DecidedBy,
    Lang,
    ReasonWord,
    Words,
    as_date,
    day_of,
    folder_of,
    refuse,
    refuse_unknown,
    report_on,
    today,
)


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

    path, period = out or Path(f"{kind}.xlsx"), period or f"{today():%Y-%m}"
    if not dates.is_period(period):
        refuse(f"--period 写的是“{period}”，应为 2026、2026q3、2026-06 这样的时期。")
    try:
        workbook.write_template(by_name(kind), period, path, CHOICES)
    except OSError as error:
        refuse(f"写不了 {path}：{error.strerror}。用 --out 换一个位置。")
    typer.echo(f"已写好：{path}")


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

    refuse_unknown(lang)
    if not file.is_file():
        refuse(f"找不到工作簿 {file}。")
    root = folder_of(data, "--data", "数据文件夹")
    if (broken := workbook.refused(file)) is not None:  # before any heavy import
        report.write((broken,), sys.stdout, lang=lang)
        typer.echo("有错误，没有导入。")
        raise typer.Exit(2)
    from mingbai.build import check as check_data
    from mingbai.kinds import by_name

    imported_kind, day = by_name(kind), as_date(day_of("", root))
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
        why=grounds_asker(reason, words, decided_by, imported_kind.schemas)
        if words or sys.stdin.isatty()
        else None,
    )
    report_on(imported.issues, sys.stdout, lang)
    if imported.is_refused:
        if any("without-reason" in issue.code for issue in imported.issues):
            typer.echo("这一期公开过：写明 --reason、--words、--decided-by，再导入一次。")
        where = f"标好错处的工作簿：{imported.marked_copy}" if imported.marked_copy else ""
        typer.echo(f"有错误，没有导入。{where}")
        raise typer.Exit(2)
    typer.echo("已导入：" + "、".join(str(path) for path in imported.files))


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

    refuse_unknown(lang)
    for file in files:
        if not (file / "cases.csv" if file.is_dir() else file).is_file():
            refuse(f"找不到办件清单 {file}。")
    if not dates.is_span(period):
        refuse(f"--period 写的是“{period}”，应为 2026-06、2026q2、2026 这样的月、季或年。")
    root = folder_of(data, "--data", "数据文件夹")
    from mingbai import workbook
    from mingbai.build import check as check_data
    from mingbai.kinds import by_name

    counted_kind, day = by_name("completions"), as_date(day_of("", root))
    checked = check_data(root, as_of=day)
    if checked.county is None or counted_kind.name not in checked.tables:
        refuse("登记表有错误，数不了；先用 mingbai check 核对数据。")
    if publisher not in checked.county.agencies.index:
        refuse(f"登记表里没有简码是“{publisher}”的单位。")
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
        report_on(counted.issues, sys.stdout, lang)
        typer.echo("有错误，没有写办件数。")
        raise typer.Exit(2)
    if not counted.files:
        typer.echo("没有新的件数：这个时期的都公布过了，公布以后不改。")
        return
    typer.echo(f"写了 {counted.cells:,} 个数，另有 {counted.withheld:,} 格不写数。")
    typer.echo("已写好：" + "、".join(str(path) for path in counted.files))
