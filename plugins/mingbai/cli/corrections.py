"""Published data that changes, with a reason: correct, withdraw, reinstate, erase."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, NoReturn

import typer

from mingbai.cli.language import asked_language, t
from mingbai.cli.naming import place_of
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
    folder_of,
    refuse,
    refuse_form,
    refuse_unknown,
    report_on,
    say,
    today,
    written_in,
)

if TYPE_CHECKING:
    from mingbai.history import drafting
    from mingbai.history.differences import Change
    from mingbai.schema import Schemas


def correct(
    ctx: typer.Context,
    package: Annotated[
        str, typer.Argument(help="数据包，如 村务财务/太平镇/2026-06 或 accounts/taiping/2026-06")
    ],
    reason: ReasonWord = "",
    words: Words = "",
    decided_by: DecidedBy = "",
    former: Annotated[
        Path | None, typer.Option("--former", help="公开过的那一版在哪里：另一个数据文件夹或网站")
    ] = None,
    data: Data = HERE / "data",
    dry_run: DryRun = False,
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """改了公开过的数据以后：留下公开过的那一版，起草更正，只问为什么改。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    refuse_unknown(lang)
    refuse_form(format_)
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    path = place_of(root, package)
    schemas = schemas_of(KINDS).get(path.partition("/")[0])
    entry = history.log.read(root).newest.get(path)
    if schemas is None or entry is None:
        refuse("公开日志里没有 {path}：没有入过日志的，直接改，不用更正。", path=path)
    day, why = today(), grounds_asker(reason, words, decided_by, schemas)
    history.sealing.seal_folder(root, {path.partition("/")[0]: schemas}, [path])
    one = history.drafting.sealed_package(root, path, schemas)
    if one is not None and one.seal.digest == entry.digest:
        answer(t("和公开过的一样：不用更正。"), format_, {"package": path, "corrections": 0})
        return
    if not history.formers.fetch(root, path, entry.digest, schemas, former):
        refuse(
            "找不到公开过的那一版 {digest}…：用 --former 指出留有它的"
            "数据文件夹，或者已经生成的网站。",
            digest=entry.digest[:12],
        )
    try:
        corrections = history.drafting.correct(root, path, schemas, why, day)
    except history.drafting.DraftRefused as refused:
        report_on(refused.issues, sys.stdout, lang, show_all=True)
        say("有错误，没有起草更正。")
        raise typer.Exit(2) from refused
    if not corrections:
        done = t("和公开过的一样，或者都写过更正了：不用再写。")
    else:
        done = t(
            "已写更正 {count} 条：{path}/corrections.csv。看一遍，再运行 mingbai check。",
            count=len(corrections),
            path=path,
        )
    answer(done, format_, {"package": path, "corrections": len(corrections)})


def withdraw(
    ctx: typer.Context,
    package: Annotated[
        str, typer.Argument(help="数据包，如 村务财务/太平镇/2026-06 或 accounts/taiping/2026-06")
    ],
    reason: Annotated[str, typer.Option("--reason", help="撤回的原因，如 审计或检查要求")],
    words: Words,
    decided_by: DecidedBy,
    dry_run: DryRun = False,
    data: Data = HERE / "data",
    format_: Listing = "text",
) -> None:
    """撤回公开过的一个数据包：写明为什么，公开过的那一版留着，网页上看得到撤回了。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    refuse_form(format_)
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    path = place_of(root, package)
    schemas = schemas_of(KINDS).get(path.partition("/")[0], ())
    why = _grounds(reason, words, decided_by)
    try:
        day = today()
        history.withdrawing.withdraw(root, path, schemas, why, day)
    except history.withdrawing.WithdrawalRefused as refused:
        refuse(refused)
    done = t("已撤回：{path}。运行 mingbai check，再运行 mingbai release 入日志。", path=path)
    answer(done, format_, {"package": path, "withdrawn": True})


def reinstate(
    ctx: typer.Context,
    package: Annotated[
        str,
        typer.Argument(
            help="撤回过的数据包，如 村务财务/太平镇/2026-06 或 accounts/taiping/2026-06"
        ),
    ],
    reason: Annotated[str, typer.Option("--reason", help="恢复的原因，如 其他")],
    words: Words,
    decided_by: DecidedBy,
    dry_run: DryRun = False,
    data: Data = HERE / "data",
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """恢复公开撤回过的一个数据包：放回撤回以前的那一版，写明为什么恢复；名单不恢复。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    refuse_form(format_)
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    path = place_of(root, package)
    schemas = schemas_of(KINDS).get(path.partition("/")[0], ())
    why = _grounds(reason, words, decided_by, is_back=True)
    try:
        count = history.withdrawing.reinstate(root, path, schemas, why, today())
    except history.withdrawing.ReinstatementRefused as refused:
        refuse(refused)
    except history.drafting.DraftRefused as refused:
        report_on(refused.issues, sys.stdout, lang)
        say("放回来的那一版有错误：改好以后运行 mingbai correct。")
        raise typer.Exit(2) from refused
    done = t(
        "已恢复：{path}，写了更正 {count} 条。要改的现在改，再运行 mingbai correct；"
        "运行 mingbai check，再运行 mingbai release 入日志。",
        path=path,
        count=count,
    )
    answer(done, format_, {"package": path, "corrections": count})


def _grounds(
    reason: str, words: str, decided_by: str, *, is_back: bool = False
) -> drafting.Grounds:
    """Why a whole package is taken back or published again; refuses what says nothing."""
    from mingbai import history

    if reason not in history.corrections.REASONS:
        _refuse_reason(reason, history.corrections.REASONS)
    if len(words) < history.corrections.FEWEST_WORDS:
        if is_back:
            refuse("--words 至少写四个字：用一句话说清楚为什么恢复。")
        refuse("--words 至少写四个字：用一句话说清楚为什么撤回。")
    _refuse_unsayable(words, decided_by)
    return history.drafting.Grounds(reason, words, decided_by)


def erase(
    ctx: typer.Context,
    package: Annotated[
        str, typer.Argument(help="数据包，如 村务财务/太平镇/2026-06 或 accounts/taiping/2026-06")
    ],
    words: Words,
    decided_by: DecidedBy,
    gone: Annotated[
        list[str] | None, typer.Option("--gone", help="不该再有的字，如一个名字；可以写几次")
    ] = None,
    data: Data = HERE / "data",
    dry_run: DryRun = False,
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """依法删去公开过的个人信息：先改好表，运行一次；入日志以后再运行一次，旧版里也删去。"""
    from mingbai import history
    from mingbai.kinds import KINDS
    from mingbai.model import schemas_of

    refuse_form(format_)
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    path = place_of(root, package)
    schemas = schemas_of(KINDS).get(path.partition("/")[0])
    entry = history.log.read(root).newest.get(path)
    if schemas is None or entry is None:
        refuse("公开日志里没有 {path}：没有入过日志的，直接改，不用更正。", path=path)
    day, reason = today(), history.corrections.ERASURE
    why = grounds_asker(reason, words, decided_by, schemas)
    history.sealing.seal_folder(root, {path.partition("/")[0]: schemas}, [path])
    try:
        done = history.erasing.erase(root, path, schemas, why=why, today=day, words=gone or ())
    except history.drafting.DraftRefused as refused:
        report_on(refused.issues, sys.stdout, lang, show_all=True)
        say("有错误，没有删。")
        raise typer.Exit(2) from refused
    sentence = t(
        "旧版删去 {count} 份，只留下校验值、日期和依据。版本库里的旧提交另外清理，见 README。",
        count=len(done.erased),
    )
    if done.drafted:
        sentence = t(
            "已写更正 {count} 条，不写原来是什么。看一遍，运行 mingbai release，"
            "再运行一次这个命令。",
            count=done.drafted,
        )
    facts = {"package": path, "corrections": done.drafted, "erased": len(done.erased)}
    answer(sentence, format_, facts)
    if done.remaining and not done.drafted:
        refuse("这些文件里还有不该有的字：{names}", names=done.remaining)


def grounds_asker(
    reason: str, words: str, decided_by: str, schemas: Schemas
) -> Callable[[Change], drafting.Grounds]:
    """Why a change was made: the options for all of them, or else asked for each.

    What cannot be committed is refused, or asked again, before anything is written.
    """
    from mingbai.history import corrections, drafting

    if reason and reason not in corrections.REASONS:
        _refuse_reason(reason, corrections.REASONS)
    _refuse_unsayable(words, decided_by)

    def why(change: Change) -> drafting.Grounds:
        if not (reason and words and decided_by):
            typer.echo(t(corrections.named(change, schemas)))
            before, after = change.before or t("（没有）"), change.after or t("（没有了）")
            typer.echo(t("  原来：{before}\n  现在：{after}", before=before, after=after))
        return drafting.Grounds(
            reason or _asked_reason(corrections.REASONS),
            words or _asked("words", t("  用一句话说清楚为什么")),
            decided_by or _asked("decided_by", t("  谁决定的（岗位）")),
        )

    return why


def _refuse_reason(reason: str, known: tuple[str, ...]) -> NoReturn:
    """Exits with 1 for a reason that is not of the closed list, which stays as data has it."""
    refuse("--reason 写的是“{reason}”，应为：{known}。", reason=reason, known=known)


def _refuse_unsayable(words: str, decided_by: str) -> None:
    """Exits with 1 where an option that was given cannot stand in a correction."""
    for option, name, text in (
        ("--words", "words", words),
        ("--decided-by", "decided_by", decided_by),
    ):
        if text and (fault := _fault(name, text)):
            refuse("{option} 写的是“{text}”：{fault}", option=option, text=text, fault=fault)


def _fault(name: str, text: str) -> str:
    """What is wrong with the text of a field of a correction, and how to mend it; "" if nothing."""
    from mingbai import report
    from mingbai.history import corrections

    breach = corrections.breach_of(name, text)
    if breach is None:
        return ""
    lang, field = asked_language(), corrections.SCHEMA[name]
    translate, title = report.translation(lang), field.title_en if lang == "en" else field.title
    said = [translate(one) for one in (breach.rule.message, breach.rule.remedy)]
    space = " " if lang == "en" else ""
    values = {"field": title, "found": breach.found, "expected": breach.expected}
    return space.join(one.format(**values) for one in said)


def _asked(name: str, question: str) -> str:
    """The text of a field of a correction, asked for until it can stand there."""
    text = str(typer.prompt(question)).strip()
    while fault := _fault(name, text):
        typer.echo(f"  {fault}")
        text = str(typer.prompt(question)).strip()
    return text


def _asked_reason(reasons: tuple[str, ...]) -> str:
    """One of the closed list, by its number."""
    typer.echo("  " + "  ".join(f"{i} {one}" for i, one in enumerate(reasons, 1)))
    number = 0
    while not 1 <= number <= len(reasons):
        number = int(typer.prompt(t("  原因（写数字）"), type=int))
    return reasons[number - 1]
