"""A county of one's own: init, doctor."""

from __future__ import annotations

import json
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai import home
from mingbai.cli.language import t
from mingbai.cli.options import HERE, Listing, answer, refuse, refuse_form, say, today
from mingbai.sentences import Sentence

if TYPE_CHECKING:
    from mingbai.starting import CountyAnswers, NewOffice

_OFFICE = "taiping=太平镇人民政府=990121100000"  # as it is given


def init(
    folder: Annotated[Path | None, typer.Argument(help="新文件夹，如 我的县")] = None,
    name: Annotated[str, typer.Option("--name", help="县名；不填就是文件夹的名字")] = "",
    code: Annotated[str, typer.Option("--code", help="行政区划代码，6 位")] = "",
    site_url: Annotated[
        str, typer.Option("--site-url", help="网址，https:// 开头；还没有就不填")
    ] = "",
    address: Annotated[str, typer.Option("--address", help="主办单位的地址")] = "",
    organiser: Annotated[
        str, typer.Option("--organiser", help="主办单位；不填就是县人民政府")
    ] = "",
    phone: Annotated[str, typer.Option("--phone", help="主办单位的电话")] = "",
    supervision_phone: Annotated[str, typer.Option("--supervision-phone", help="监督电话")] = "",
    licence: Annotated[
        str, typer.Option("--licence", help="数据的许可：cc-by-4.0 或 cc0-1.0；没有定就不填")
    ] = "",
    office: Annotated[
        list[str] | None,
        typer.Option(
            "--office",
            help="公开的单位：简码=名称，乡镇再加 =地方代码，"
            "如 taiping=太平镇人民政府=990121100000；可以写几次",
        ),
    ] = None,
    program: Annotated[
        str, typer.Option("--program", help="程序从哪里装：.whl 文件或 git 地址；不填照现在装的")
    ] = "",
    ci: Annotated[
        list[str] | None,
        typer.Option("--ci", help="放好自动检查的文件：github、gitlab、gitea、gitee；可以写几次"),
    ] = None,
    dry_run: Annotated[bool, typer.Option("--dry-run", help="只说要写什么，不写")] = False,
    format_: Listing = "text",
) -> None:
    """新建一个县：设置、登记表和它的工作簿、文章、说明、自己的版本库。没有填的，会一样一样问。"""
    from mingbai import starting

    refuse_form(format_)
    for forge in ci or ():
        if forge not in starting.FORGES:
            refuse(
                "没有这种：{option}；有 {known}。",
                option=f"--ci {forge}",
                known=(*starting.FORGES,),
            )
    if folder is None:
        _lay_forges(ci or [], dry_run=dry_run)
        return
    if folder.exists() and (not folder.is_dir() or any(folder.iterdir())):
        refuse("{folder} 里已经有东西了，没有动它；换一个名字。", folder=folder)
    answers = starting.CountyAnswers(
        name=name or folder.resolve().name,
        code=code,
        site_url=site_url,
        address=address,
        organiser=organiser,
        phone=phone,
        supervision_phone=supervision_phone,
        licence=licence,
        offices=tuple(_office(text) for text in office or ()),
    )
    if sys.stdin.isatty():
        answers = _asked(answers)
    if wrong := list(starting.complaints(answers)):
        refuse("\n".join(map(t, wrong)))
    if dry_run:
        words = t(
            "会新建 {folder}：{name}（{code}），没有写。",
            folder=folder,
            name=answers.name,
            code=answers.code,
        )
        answer(words, format_, {"folder": folder, "name": answers.name, "written": False})
        return
    started = starting.start(folder, answers, today(), program=program, wanted=ci or ())
    for note in started.notes:
        say(note)
    words = t(
        "已新建：{folder}\n"
        "下一步：在 {workbook} 里登记乡镇、村、账簿；怎样做，见 {folder}/README.md\n"
        "还缺什么：cd {folder}，运行 mingbai doctor",
        folder=folder,
        workbook=started.workbook,
    )
    facts = {"folder": folder, "name": answers.name, "workbook": started.workbook}
    answer(words, format_, {**facts, "written": True})


def _lay_forges(names: list[str], *, dry_run: bool) -> None:
    """Files of forges for the county that there is."""
    from mingbai import starting

    if not names:
        refuse("写明新县的文件夹，如 mingbai init 我的县；给已有的县加自动检查，写 --ci。")
    if not (HERE / home.SETTINGS).is_file():
        refuse("这里不是县的文件夹（没有 {file}）：先 mingbai init 文件夹。", file=home.SETTINGS)
    for forge in names:
        if dry_run:
            typer.echo(t("会写：{files}", files=starting.FORGES[forge]))
            continue
        written = starting.lay_forge(HERE, forge)
        words = t("{forge} 的文件都有了，没有动。", forge=forge)
        typer.echo(t("已写好：{files}", files=written) if written else words)


def _office(text: str) -> NewOffice:
    from mingbai import starting

    office = starting.office(text)
    if office is None:
        refuse(
            "--office 写的是“{text}”，应为 简码=名称，"
            "简码是小写字母开头的 2 到 40 个字母、数字、横线；"
            "乡镇再加 =地方代码，如 {example}。",
            text=text,
            example=_OFFICE,
        )
    return office


def _asked(answers: CountyAnswers) -> CountyAnswers:
    """The answers, with what is still empty asked for; an empty line leaves it so."""
    from dataclasses import replace

    from mingbai import starting

    questions = {
        "code": Sentence("行政区划代码（6 位）"),
        "site_url": Sentence("网址（https:// 开头，还没有就直接回车）"),
        "organiser": Sentence("主办单位（直接回车就是{name}）", name=answers.government),
        "address": Sentence("主办单位的地址"),
        "phone": Sentence("主办单位的电话"),
        "supervision_phone": Sentence("监督电话"),
        "licence": Sentence("数据的许可（{known}，没有定就直接回车）", known=(*starting.LICENCES,)),
    }
    answered = {
        key: typer.prompt(t(words), default="", show_default=False).strip()
        for key, words in questions.items()
        if not getattr(answers, key)
    }
    offices = list(answers.offices)
    while not answers.offices:
        words = t("公开的单位：简码=名称，乡镇再加 =地方代码（一次一个，没有了直接回车）")
        text = typer.prompt(words, default="", show_default=False).strip()
        if not text:
            break
        office = starting.office(text)
        if office is None:
            say("写法不对，如 {example}", example=_OFFICE)
        else:
            offices.append(office)
    return replace(answers, offices=tuple(offices), **answered)


def doctor(
    format_: Listing = "text",
) -> None:
    """说第一次公开以前还缺什么：网址、电话、许可、日志公钥……缺了退出码 2。"""
    from mingbai import starting

    refuse_form(format_)
    needs = list(starting.needs(HERE, today()))
    if format_ == "json":
        rows = [{"what": one.what, "ready": one.is_ready, "words": one.words} for one in needs]
        typer.echo(json.dumps(rows, ensure_ascii=False, indent=2))
    else:
        for one in needs:
            line = t("{what}：{words}", what=one.what, words=one.words)
            typer.echo(f"{'✓' if one.is_ready else '×'} {line}")
    missing = [one.what for one in needs if not one.is_ready]
    if missing:
        say("还缺 {count} 样：{names}。", count=len(missing), names=missing)
        raise typer.Exit(2)
