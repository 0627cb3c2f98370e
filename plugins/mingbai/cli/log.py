"""The public log and its proofs: release, keygen, sign, verify."""

from __future__ import annotations

import os
import sys
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai.cli.language import t
from mingbai.cli.options import (
    HERE,
    LANG,
    Content,
    Data,
    DryRun,
    Lang,
    Listing,
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
    say,
    today,
    written_in,
)

if TYPE_CHECKING:
    from mingbai.history.checkpoints import Checkpoint
    from mingbai.history.notes import SignerKey

_COMMIT = "入日志 {count:,} 条，共 {size:,} 条"  # in the county's history, whoever runs it


def release(
    ctx: typer.Context,
    on: Annotated[
        str, typer.Option("--on", help="入日志日期，YYYY-MM-DD；不填按今天（北京时间）")
    ] = "",
    key: Annotated[Path | None, typer.Option("--key", help="签名用的私钥文件")] = None,
    push: Annotated[
        str, typer.Option("--push", help="入日志以后提交，推到哪里：远程/分支，如 origin/main")
    ] = "",
    published: Annotated[
        Path | None,
        typer.Option("--published", help="读者看到的网站的文件夹；不填用这里生成过的网站"),
    ] = None,
    dry_run: DryRun = False,
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """把新公开的、更正的、撤回的记进公开日志，写检查点（数据有错误时退出码 2，什么都不记）。"""
    refuse_unknown(lang)
    refuse_form(format_)
    if dry_run and push:
        refuse("--dry-run 和 --push 只写一个。")
    root = written_in(folder_of(data, "--data"), ctx, is_dry=dry_run)
    try:
        day = date.fromisoformat(on) if on else today()
    except ValueError:
        refuse("--on 写的是“{day}”，应为 2026-07-20 这样的日期。", day=on)
    _refuse_side_branch(data, is_dry=dry_run)
    signers = () if key is None else (signer_key(key),)
    known = _published_checkpoint(published, data)

    def work() -> str:
        prose = content.resolve()
        return _released(
            root, prose, day, signers=signers, published=known, lang=lang, form=format_
        )

    if not push:
        work()
        return
    remote, _, branch = push.partition("/")
    if not branch:
        refuse("--push 写的是“{push}”，应为 远程/分支，如 origin/main。", push=push)
    from mingbai import repository

    try:
        repository.commit_and_push(root, remote, branch, work)
    except repository.RepositoryRefused as refused:
        refuse(refused)


def _refuse_side_branch(data: Path, *, is_dry: bool) -> None:
    """Exits with 1 on another branch than the main one: two branches would write two logs."""
    from mingbai import repository

    branch = "" if is_dry else repository.side_branch(data)
    if branch:
        refuse(
            "现在在分支 {branch} 上，没有入日志：日志只有一份，只在主分支上写。"
            "先把这个分支并进主分支，再在主分支上运行。",
            branch=branch,
        )


def _published_checkpoint(site: Path | None, data: Path) -> Checkpoint | None:
    """What a site says of its log; None where none is named and none was built beside the data."""
    from mingbai.history import checkpoints, served

    folder = data.absolute().parent / "output" if site is None else site
    file = folder / "log" / served.CHECKPOINT
    if site is None and not file.is_file():
        return None
    try:
        return checkpoints.parse(file.read_bytes())
    except OSError:
        refuse(
            "{folder} 里没有公开日志的检查点（log/checkpoint）：--published 写网站的文件夹。",
            folder=folder,
        )
    except checkpoints.NotACheckpoint:
        refuse("{file} 不是检查点：网站上的这个文件坏了，或被人改过。", file=file)


def _released(
    root: Path,
    prose: Path,
    day: date,
    signers: tuple[SignerKey, ...],
    published: Checkpoint | None,
    lang: str,
    form: str,
) -> str:
    """Release what is new and say so; the words of its commit, "" where nothing is new."""
    from mingbai import history
    from mingbai.build import check as check_data

    checked = check_data(root, as_of=as_date(day_of("", root)), prose=prose)
    wrong = tuple(filter(history.releasing.forbids, checked.issues))
    if wrong or checked.county is None:
        report_on(wrong, sys.stderr, lang)
        say("有错误，没有入日志。")
        raise typer.Exit(2)
    origin = history.checkpoints.origin_of(checked.county.setting("site_url"))
    try:
        released = history.releasing.release(
            root,
            checked.standings,
            day,
            origin,
            keys=signers,
            published=published,
            registered=history.signatures.registered(checked.county),
        )
    except history.releasing.ReleaseRefused as refused:
        refuse(refused)
    size = released.checkpoint.size if released.checkpoint else 0
    is_signed = bool(released.checkpoint and released.checkpoint.is_signed)
    count = len(released.entries)
    facts = {"entries": count, "size": size, "signed": is_signed}
    if not count and not released.is_new_checkpoint:
        answer(t("没有新的，日志还是 {size:,} 条。", size=size), form, facts)
        return ""
    done = t("入日志 {count:,} 条，共 {size:,} 条；检查点未签名。", count=count, size=size)
    if is_signed:
        done = t("入日志 {count:,} 条，共 {size:,} 条；检查点已签名。", count=count, size=size)
    answer(done, form, facts)
    return _COMMIT.format(count=count, size=size)


def signer_key(file: Path) -> SignerKey:
    """The private key in a file; exits with 1 where there is none."""
    from mingbai.history import notes

    try:
        return notes.signer_key(file.read_text("utf-8").strip())
    except (OSError, UnicodeDecodeError, notes.NotAKey):
        refuse("{file} 不是签名用的私钥；私钥由 mingbai keygen 生成。", file=file)


def keygen(
    name: Annotated[str, typer.Argument(help="公钥的名称：网址去掉 https://，加 /log")],
    out: Annotated[Path, typer.Option("--out", help="私钥写到哪个文件")] = Path("log.key"),
    format_: Listing = "text",
) -> None:
    """做一对新的公钥、私钥：公钥登记到“日志公钥”，私钥由专人保管，不进版本库。"""
    from mingbai.history import notes

    refuse_form(format_)
    if any((folder / ".git").exists() for folder in out.absolute().parents):
        refuse("{out} 在版本库里；私钥不能放进版本库，用 --out 放到别处。", out=out)
    try:
        key = notes.generate(name)
        with os.fdopen(os.open(out, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w") as file:
            file.write(key.text + "\n")
    except notes.NotAKey:
        refuse("“{name}”不能作公钥的名称：不能有空格和加号。", name=name)
    except FileExistsError:
        refuse("{out} 已经有了，没有动它；用 --out 换一个位置。", out=out)
    except OSError as error:
        refuse_place(out, "--out", error)
    answer(key.verifier.text, format_, {"vkey": key.verifier.text, "file": out})
    say("上面是公钥，登记到“日志公钥”；私钥在 {out}，谁拿到谁就能签名，请收好。", out=out)


def sign(
    site: Annotated[Path, typer.Argument(help="生成好的网站文件夹")],
    key: Annotated[Path, typer.Option("--key", help="私钥文件（mingbai keygen 做的）")],
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """给网站的文件清单 SHA256SUMS 签名；文件和清单对不上的不签（退出码 2）。"""
    from mingbai.history import verification

    refuse_unknown(lang)
    refuse_form(format_)
    signer, root = signer_key(key), folder_of(site, "SITE")
    try:
        issues = verification.sign(root, signer)
    except verification.KeyRefused as refused:
        if refused.known:
            refuse(
                "这把公钥 {days}，签了也不算数；先改登记表“日志公钥”，重新生成网站。",
                days=refused.known.days,
            )
        refuse("这把公钥没有登记，签了也不算数；先改登记表“日志公钥”，重新生成网站。")
    if issues:
        report_on(issues, sys.stdout, lang, format_)
        say("网站和清单对不上，没有签名。")
        raise typer.Exit(2)
    file = root / "SHA256SUMS.note"
    done = t("已签名：{file}（{name}）", file=file, name=signer.name)
    answer(done, format_, {"file": file, "key": signer.name})


def verify(
    site: Annotated[Path, typer.Argument(help="下载或生成的网站文件夹")],
    checkpoint: Annotated[
        Path | None, typer.Option("--checkpoint", help="早先留下的检查点文件")
    ] = None,
    vkey: Annotated[
        list[str] | None, typer.Option("--vkey", help="另外问来的公钥，可以给几个")
    ] = None,
    lang: Lang = LANG,
    format_: Listing = "text",
) -> None:
    """核对一个网站：文件、日志、数据、签名，少了、多了、改了、旧了的，一一指名（退出码 2）。"""
    from mingbai.history import checkpoints, notes, verification

    refuse_unknown(lang)
    refuse_form(format_)
    root = folder_of(site, "SITE")
    try:
        keys = [notes.verifier_key(text.strip()) for text in vkey or ()]
        old = checkpoints.parse(checkpoint.read_bytes()) if checkpoint else None
        verified = verification.verify(root, keys, old)
    except notes.NotAKey as wrong:
        refuse("--vkey 写的“{key}”不是公钥，或者抄错了。", key=wrong)
    except (OSError, checkpoints.NotACheckpoint):
        refuse("{file} 不是检查点；检查点在网站的 /log/checkpoint。", file=checkpoint)
    except verification.NoSite:
        refuse("{site} 不是本程序生成的网站。", site=root)
    if format_ == "text":
        report_on(verified.issues, sys.stdout, lang)
    else:
        facts = {
            **issues_as_data(verified.issues, lang),
            "files": verified.files,
            "entries": verified.entries,
            "packages": verified.packages,
            "signers": list(verified.signers),
        }
        answer("", format_, facts)
    if verified.has_errors:
        say("有对不上的，见上。")
        raise typer.Exit(2)
    if format_ == "json":
        return
    signers = t("页面没有签名可对")
    if verified.signers:
        signers = t("签名的公钥：{names}", names=tuple(verified.signers))
    words = t(
        "核对了 {files:,} 个文件、日志 {entries:,} 条、数据 {packages:,} 份，全部对得上。"
        "{signers}。",
        files=verified.files,
        entries=verified.entries,
        packages=verified.packages,
        signers=signers,
    )
    typer.echo(words)
