"""Workbooks in and out: template, import, counts."""

from __future__ import annotations

import dataclasses
import errno
import shutil
import sys
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai.cli import asking
from mingbai.cli.corrections import grounds_asker
from mingbai.cli.language import t
from mingbai.cli.naming import kind_of, publisher_of
from mingbai.cli.options import (
    HERE,
    LANG,
    Data,
    DecidedBy,
    DryRun,
    Lang,
    Listing,
    ReasonWord,
    Words,
    answer,
    as_date,
    day_of,
    folder_of,
    issues_as_data,
    refuse,
    refuse_form,
    refuse_place,
    refuse_unknown,
    report_on,
    today,
    written_in,
)

if TYPE_CHECKING:
    from mingbai.importing import ImportOutcome
    from mingbai.issues import Issue
    from mingbai.workbook import CountedLists, Imported

_QUESTIONS = "-问题清单.csv"  # ends the name of a list
_FEWEST_WORDS = 4  # characters of a reason, as of a correction


def template(
    kind: Annotated[str, typer.Argument(help="公开类别，如 村务财务 或 accounts")],
    out: Annotated[Path | None, typer.Option("--out", help="写到哪个文件")] = None,
    period: Annotated[
        str, typer.Option("--period", help="按哪一期的表样，如 2026-06；不填按本月")
    ] = "",
    publisher: Annotated[
        str,
        typer.Option("--publisher", help="哪个单位的，如 太平镇：列出它的账本、村，填好上期余额"),
    ] = "",
    data: Data = HERE / "data",
    dry_run: DryRun = False,
    format_: Listing = "text",
) -> None:
    """给办事人员一份可以直接填的工作簿（.xlsx）；文件已经有了的不覆盖。"""
    from mingbai import dates, workbook
    from mingbai.kinds import CHOICES, KINDS

    refuse_form(format_)
    period = period or f"{today():%Y-%m}"
    if not dates.is_period(period):
        refuse("--period 写的是“{period}”，应为 2026、2026q3、2026-06 这样的时期。", period=period)
    wanted = kind_of(kind)
    names, title, rows = workbook.NO_NAMES, "", workbook.NO_ROWS
    if publisher:
        root = folder_of(data, "--data")
        slug, title = publisher_of(root, publisher)
        names = workbook.names_for(root, KINDS, wanted, slug, period)
        rows = workbook.first_rows_of(root, KINDS, wanted, slug, period)
    parts = (title, period, wanted.title)
    path = out or Path("-".join(part for part in parts if part) + ".xlsx")
    if path.is_file():
        refuse(
            "{path} 已经有了，没有覆盖：填过的会丢。用 --out 换一个名字，或把它移走。", path=path
        )
    if not dry_run:
        try:
            workbook.write_template(wanted, period, path, CHOICES, names=names, rows=rows)
        except OSError as error:
            refuse_place(path, "--out", _cause(path, error))
    begun = {schema.title: len(rows.get(schema.name, ())) for schema in wanted.schemas}
    facts = {
        "file": path,
        "kind": wanted.name,
        "period": period,
        "publisher": title,
        "rows": begun,
        "written": not dry_run,
    }
    done = t("会写好：{path}，没有写。", path=path) if dry_run else t("已写好：{files}", files=path)
    answer(done, format_, facts)


def _cause(path: Path, error: OSError) -> str:
    """Why a file cannot be written, in words."""
    if path.is_dir():
        return t("这是一个文件夹")
    words = {
        errno.ENOENT: t("没有这个文件夹"),
        errno.ENOTDIR: t("上面不是文件夹"),
        errno.EACCES: t("没有权限"),
        errno.EROFS: t("这里只能读"),
        errno.ENOSPC: t("磁盘满了"),
        errno.ENAMETOOLONG: t("名字太长"),
    }
    return words.get(error.errno or 0, t("系统不让写（{number}）", number=error.errno))


def import_(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(
            help="填好的工作簿，或平台导出的表：.xlsx、.xls、.et、.ods、.csv；"
            "同一期的可以有几份（各村一份的），合成一期"
        ),
    ],
    kind: Annotated[str, typer.Option("--kind", help="公开类别，如 村务财务 或 accounts")],
    publisher: Annotated[str, typer.Option("--publisher", help="公开单位，如 太平镇 或 taiping")],
    period: Annotated[str, typer.Option("--period", help="时期，如 2026-06")],
    published: Annotated[str, typer.Option("--published", help="公开日期，YYYY-MM-DD")],
    approved_by: Annotated[str, typer.Option("--approved-by", help="谁批准公开")],
    title: Annotated[str, typer.Option("--title", help="数据包标题；不填按单位和时期起")] = "",
    data: Data = HERE / "data",
    fix: Annotated[
        bool, typer.Option("--fix", help="问到的（按万元换算、数字按文本读），都答“对”")
    ] = False,
    replace: Annotated[
        bool, typer.Option("--replace", help="这一期已经有了：看过不同，确实要换")
    ] = False,
    missing: Annotated[
        list[str] | None,
        typer.Option("--missing", help="确实没有的账本或村和原因：名称=原因；可以写几次"),
    ] = None,
    sound_only: Annotated[
        bool, typer.Option("--sound-only", help="有错的账本这次不导入，记作缺；没有错的照样导入")
    ] = False,
    answers: Annotated[
        Path | None, typer.Option("--answers", help="填好的问题清单（上次导入写下的）")
    ] = None,
    answer: Annotated[
        list[str] | None, typer.Option("--answer", help="一个回答：问题编号=回答；可以写几次")
    ] = None,
    show_all: Annotated[bool, typer.Option("--all", help="相似的问题也逐条列出")] = False,
    reason: ReasonWord = "",
    words: Words = "",
    decided_by: DecidedBy = "",
    dry_run: DryRun = False,
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """把填好的工作簿、平台导出的表变成数据包；有错误时退回标好错处的工作簿（退出码 2）。"""
    from mingbai import report, workbook

    refuse_unknown(lang)
    refuse_form(format_)
    _refuse_unlike(files)
    root = folder_of(data, "--data")
    if broken := [one for one in map(workbook.refused, files) if one is not None]:
        report.write(broken, sys.stdout, lang=lang, format=format_)  # before any heavy import
        typer.echo(t("有错误，没有导入。"), err=format_ != "text")
        raise typer.Exit(2)
    from mingbai.importing import ImportPlace, import_file

    if dry_run:  # a marked copy would lie beside the workbook
        root = written_in(root, ctx, is_dry=True)
        files = [Path(shutil.copy(file, root.parent)) for file in files]
    imported_kind = kind_of(kind)
    slug, agency = publisher_of(root, publisher)
    place = ImportPlace(
        kind=imported_kind,
        publisher=slug,
        agency=agency,
        period=period,
        published=published,
        approved_by=approved_by,
        title=title,
    )
    has_words = bool(words) or sys.stdin.isatty()
    given_answers = workbook.Answers(is_replacing=replace, excused=_excused(missing or []))
    given = asking.given(answers, answer or [])
    run = partial(
        import_file,
        files[0],
        place,
        root,
        more=files[1:],
        why=grounds_asker(reason, words, decided_by, imported_kind.schemas) if has_words else None,
        day=as_date(day_of("", root)),
    )
    outcome = asking.until_answered(
        lambda answered: run(fix=fix, answers=dataclasses.replace(given_answers, given=answered)),
        given,
    )
    faulty = outcome.faulty
    if sound_only and faulty:
        if format_ == "text":
            report_on(outcome.imported.issues, sys.stdout, lang, show_all=show_all)
        waiting = dataclasses.replace(given_answers, given=_given(outcome), left_out=tuple(faulty))
        outcome = run(fix=fix, answers=waiting)
        left_out = t(
            "有错的 {count} 本这次没有导入，记作缺：{names}。",
            count=len(faulty),
            names=(*faulty.values(),),
        )
        typer.echo(left_out, err=format_ != "text")
    if dry_run:  # what was written aside is gone when the command ends
        files_aside = tuple(path.relative_to(root.parent) for path in outcome.imported.files)
        imported = dataclasses.replace(outcome.imported, files=files_aside, marked_copies=())
        outcome = dataclasses.replace(outcome, imported=imported)
    if format_ == "text":
        _say(outcome, files[0], lang, show_all=show_all)
    else:
        _say_as_data(outcome, lang)
    if outcome.imported.is_refused:
        raise typer.Exit(2)


def _refuse_unlike(files: list[Path]) -> None:
    """Exit with 1 where a workbook is not there, or two could not be told apart in a message."""
    names: dict[str, Path] = {}
    for file in files:
        if not file.is_file():
            refuse("找不到工作簿 {file}。", file=file)
        other = names.setdefault(file.name, file)
        if other is not file:
            refuse(
                "{other} 和 {file} 名字一样，说错处时分不清：先改一个的名字。",
                other=other,
                file=file,
            )


def _given(outcome: ImportOutcome) -> dict[str, str]:
    """The answers that were given, by the keys of their questions."""
    return {one.key: one.answer for one in outcome.imported.questions if one.answer}


def _say_as_data(outcome: ImportOutcome, lang: str) -> None:
    """The same as JSON: the report, and what was written, asked, changed and left waiting."""
    imported = outcome.imported
    more = {
        "files": [str(path) for path in imported.files],
        "marked_copies": [str(path) for path in imported.marked_copies],
        "questions": [
            {"key": one.key, "text": t(one.text), "answer": one.answer or None}
            for one in imported.questions
        ],
        "changes": [t(change.words) for change in imported.changes],
        "faulty": dict(outcome.faulty),
    }
    answer("", "json", {**issues_as_data(_spoken(imported), lang), **more})


def _say(outcome: ImportOutcome, file: Path, lang: str, *, show_all: bool) -> None:
    """What came of an import: all issues, what would change, and what to do where it is refused."""
    imported = outcome.imported
    report_on(_spoken(imported), sys.stdout, lang, show_all=show_all)
    if imported.changes:
        typer.echo(t("和现在的比："))
        for change in imported.changes:
            typer.echo(f"  {t(change.words)}")
    if not imported.is_refused:
        typer.echo(t("已导入：{files}", files=imported.files))
        return
    if any("without-reason" in issue.code for issue in imported.issues):
        typer.echo(t("这一期公开过：写明 --reason、--words、--decided-by，再导入一次。"))
    open_questions = [one for one in imported.questions if not one.answer]
    if open_questions and any(one.code == "export-question" for one in imported.issues):
        listed = file.with_name(file.stem + _QUESTIONS)
        asking.write(listed, imported.questions)
        words = t(
            "要答 {count} 个问题：{file}；填好“回答”一栏，用 --answers 交回。",
            count=len(open_questions),
            file=listed,
        )
        typer.echo(words)
    if outcome.faulty:
        words = t(
            "错处都在 {count} 本账里：{names}。别的可以先导入：--sound-only",
            count=len(outcome.faulty),
            names=(*outcome.faulty.values(),),
        )
        typer.echo(words)
    done = t("有错误，没有导入。")
    if imported.marked_copies:
        copies = imported.marked_copies
        done = t("有错误，没有导入。标好错处的工作簿：{copies}", copies=copies)
    typer.echo(done)


def _spoken(imported: Imported) -> tuple[Issue, ...]:
    """The issues, those of open questions with the question as the command asks it."""
    from mingbai.exports import ASKED

    questions = {one.key: one for one in imported.questions}
    return tuple(
        dataclasses.replace(issue, found=t(asked.asked), expected=t(asked.hint))
        if issue.code == ASKED.code and (asked := questions.get(issue.values["key"])) is not None
        else issue
        for issue in imported.issues
    )


def _excused(options: list[str]) -> dict[str, str]:
    """`柳塘村二组账本=没有发生业务` -> name and reason; refused where a reason is lacking."""
    excused = {}
    for option in options:
        plain = option.strip("“”\"' ").replace("＝", "=")
        name, _, reason = (part.strip() for part in plain.partition("="))
        if not name or len(reason) < _FEWEST_WORDS:
            refuse("--missing 写的是“{text}”，应为 名称=原因，原因至少四个字。", text=option)
        excused[name] = reason
    return excused


def counts(
    ctx: typer.Context,
    files: Annotated[
        list[Path],
        typer.Argument(help="办件清单：.xlsx、.csv，或有 cases.csv 的文件夹；可以有几份"),
    ],
    publisher: Annotated[
        str, typer.Option("--publisher", help="公开单位，如 县民政局 或 minzheng")
    ],
    period: Annotated[
        str, typer.Option("--period", help="清单填得满的时期：月 2026-06、季 2026q2 或年 2026")
    ],
    published: Annotated[str, typer.Option("--published", help="公开日期，YYYY-MM-DD")],
    approved_by: Annotated[str, typer.Option("--approved-by", help="谁批准公开")],
    data: Data = HERE / "data",
    dry_run: DryRun = False,
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """只公布数的事项：数办件清单，写成办件数；清单里的人不进数据（有错误时退出码 2）。"""
    from mingbai import dates

    refuse_unknown(lang)
    refuse_form(format_)
    for file in files:
        if not (file / "cases.csv" if file.is_dir() else file).is_file():
            refuse("找不到办件清单 {file}。", file=file)
    if not dates.is_span(period):
        refuse(
            "--period 写的是“{period}”，应为 2026-06、2026q2、2026 这样的月、季或年。",
            period=period,
        )
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    from mingbai import workbook
    from mingbai.build import check as check_data
    from mingbai.kinds import by_name

    publisher, _ = publisher_of(root, publisher)
    counted_kind, day = by_name("completions"), as_date(day_of("", root))
    checked = check_data(root, as_of=day)
    if checked.county is None or counted_kind.name not in checked.tables:
        refuse("登记表有错误，数不了；先用 mingbai check 核对数据。")
    counted = workbook.count_lists(
        files,
        counted_kind,
        workbook.CountsNotice(publisher, period, published, approved_by),
        root,
        tables=checked.tables[counted_kind.name],
        county=checked.county,
        check=lambda folder: check_data(folder, as_of=day).issues,
    )
    if format_ == "json":
        _say_counts(counted, lang)
    else:
        _tell_counts(counted, lang)
    if counted.is_refused:
        raise typer.Exit(2)


def _say_counts(counted: CountedLists, lang: str) -> None:
    """What came of counting as JSON; nothing of the lists themselves."""
    facts = {
        **issues_as_data(counted.issues, lang),
        "notes": [t(note) for note in counted.notes],
        "files": list(map(str, counted.files)),
        "cells": counted.cells,
        "withheld": counted.withheld,
    }
    answer("", "json", facts)


def _tell_counts(counted: CountedLists, lang: str) -> None:
    """The same in words."""
    for note in counted.notes:
        typer.echo(t("{note}。", note=note))
    if counted.is_refused:
        report_on(counted.issues, sys.stdout, lang, show_all=True)
        typer.echo(t("有错误，没有写办件数。"))
        return
    if not counted.files:
        typer.echo(t("没有新的件数：这个时期的都公布过了，公布以后不改。"))
        return
    words = t(
        "写了 {cells:,} 个数，另有 {withheld:,} 格不写数。",
        cells=counted.cells,
        withheld=counted.withheld,
    )
    typer.echo(words)
    typer.echo(t("已写好：{files}", files=counted.files))
