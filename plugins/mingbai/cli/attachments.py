"""An attachment -> a copy that may be published: clean."""

from __future__ import annotations

import sys
import tempfile
from pathlib import Path
from typing import Annotated

import typer

from mingbai.cli.language import t
from mingbai.cli.options import LANG, DryRun, Format, Lang, refuse, refuse_unknown, report_on
from mingbai.issues import Issue, Severity

_CLEANED = "（已清理）"  # in the name of a copy


def clean(
    files: Annotated[list[Path], typer.Argument(help="PDF、DOCX、XLSX、JPG 或 PNG，可以有几份")],
    dry_run: DryRun = False,
    lang: Lang = LANG,
    format_: Format = "text",
) -> None:
    """另写一份去掉文件属性、拍摄地点、脚本和旧版本的附件，说去掉了什么。原文件不动。

    写在原文件旁边，名字后面加“（已清理）”。正文里的个人信息要自己改：有就列出来，退出码 2。
    """
    from mingbai.check import privacy

    refuse_unknown(lang, format_)
    issues: list[Issue] = []
    for file in files:
        copy = file.with_name(f"{file.stem}{_CLEANED}{file.suffix}")
        with tempfile.TemporaryDirectory() as aside:
            target = Path(aside) / copy.name if dry_run else copy
            _write(file, target, copy, is_said_apart=format_ != "text")
            issues.extend(privacy.scan_file(target))
    report_on(tuple(issues), sys.stdout, lang, format_)
    if any(issue.severity is Severity.ERROR for issue in issues):
        raise typer.Exit(2)


def _write(file: Path, target: Path, copy: Path, *, is_said_apart: bool) -> None:
    """Writes the clean copy of one file and says what was taken off; never overwrites.

    target: where it is written, copy: where it belongs; another one in a dry run. is_said_apart:
    from a report for programs.
    """
    from mingbai.check.privacy import attachments
    from mingbai.check.privacy.attachments import cleaning

    try:
        body = file.read_bytes()
    except OSError as error:
        refuse("{file} 打不开：{fault}。", file=file, fault=error.strerror)
    try:
        cleaned = cleaning.clean(body, attachments.kind_of(body))
    except cleaning.UncleanableError as error:
        refuse("{file}：{fault}。", file=file, fault=error.args[0])
    try:
        if copy.exists():
            raise FileExistsError
        with target.open("xb") as out:
            out.write(cleaned.body)
    except FileExistsError:
        refuse("{copy} 已经有了：先改名或删掉它，再来清理。", copy=copy)
    except OSError as error:
        refuse("{copy} 写不了：{fault}。", copy=copy, fault=error.strerror)
    words = t("没有要去掉的")
    if cleaned.removed:
        words = t("去掉了{removed}", removed=cleaned.removed)
    state = "" if target == copy else t("（没有写）")
    line = t(
        "{file} → {copy}：{words}{state}。", file=file, copy=copy.name, words=words, state=state
    )
    typer.echo(line, err=is_said_apart)
