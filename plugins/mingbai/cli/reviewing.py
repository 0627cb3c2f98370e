"""A branch -> what a reviewer is told of it: faults of what changed, consequences, the site."""

from __future__ import annotations

import contextlib
import io
import json
import re
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from mingbai import home
from mingbai.cli.checks import changed_only
from mingbai.cli.options import (
    HERE,
    LANG,
    THEME_AND_SETTINGS,
    AsOf,
    Content,
    Data,
    Lang,
    as_date,
    day_of,
    folder_of,
    refuse,
    refuse_unknown,
    report_on,
    say,
    tell,
)
from mingbai.issues import DataInvalid, Severity
from mingbai.publish import Inputs, OutputRefused

if TYPE_CHECKING:
    from collections.abc import Sequence

    from mingbai.issues import Issue

_LONGEST = 50_000  # characters of a comment; forges take 65,536 and more
# Comments are for the county's reviewers, whoever runs the command.
_NOTHING = "没有改数据，也没有改文章。\n"
_INCOMPARABLE = "没法说后果：{why}\n"
_FAULTY = "## 有错误，不能公开\n\n{fence}text\n{excerpt}{fence}\n"
_CUT = "\n……（太长，见自动检查的记录）\n"
_ANNOTATIONS = {"github": "github", "gitlab": "text", "gitea": "text", "gitee": "text"}


def review(
    against: Annotated[
        str, typer.Option("--against", help="合并到哪里，如 origin/main")
    ] = "origin/main",
    output: Annotated[
        Path, typer.Option("--output", help="写到哪个文件夹：评论、后果、预览的网站")
    ] = HERE / "review",
    forge: Annotated[
        str, typer.Option("--forge", help="按哪里的写法标出错处：github、gitlab、gitea 或 gitee")
    ] = "github",
    data: Data = HERE / "data",
    content: Content = HERE / "content",
    as_of: AsOf = "",
    lang: Lang = LANG,
) -> None:
    """审核一个合并请求：只核对改了的，标出错处，写好评论和后果，做一份预览（有错误时退出码 2）。

    例：mingbai review --against origin/main --forge gitlab
    """
    from mingbai import repository
    from mingbai.build import check as check_data

    refuse_unknown(lang)
    if forge not in _ANNOTATIONS:
        refuse(
            "没有这种：{option}；有 {known}。", option=f"--forge {forge}", known=(*_ANNOTATIONS,)
        )
    root = folder_of(data, "--data")
    prose = folder_of(content, "--content")
    day = day_of(as_of, root)
    try:
        changed = repository.since(against, root, prose)
    except repository.RepositoryRefused as refused:
        refuse(refused)
    output.mkdir(parents=True, exist_ok=True)
    issues: Sequence[Issue] = ()
    if changed.places:
        all_issues = check_data(root, as_of=as_date(day), prose=prose).issues
        issues = changed_only(all_issues, changed)
    report_on(issues, sys.stdout, lang, _ANNOTATIONS[forge])
    _write(output / "codequality.json", _reported(issues, lang, "gitlab"))
    _write(output / "report.json", _reported(issues, lang, "json"))
    is_wrong = any(issue.severity is Severity.ERROR for issue in issues)
    if is_wrong:
        comment = _faults(_reported(issues, lang, "text"))
    elif changed.places:
        inputs = Inputs(root, prose, *THEME_AND_SETTINGS, day, home.overrides(HERE))
        comment = _consequences(against, inputs, output)
    else:
        comment = _NOTHING
    _write(output / "comment.md", comment)
    _write(output / "comment.json", json.dumps({"body": comment}, ensure_ascii=False) + "\n")
    say("评论写在 {file}", file=output / "comment.md")
    if is_wrong:
        raise typer.Exit(2)


def _consequences(against: str, inputs: Inputs, output: Path) -> str:
    """The comment on what would change; the same as a page, and the site, beside it."""
    from mingbai import preview as previews
    from mingbai import previewing

    try:
        with contextlib.redirect_stdout(sys.stderr):  # what Pelican says is no part of it
            preview = previewing.against(against, inputs, output / "site", tell=tell)
    except previewing.BaseRefused as refused:
        return _INCOMPARABLE.format(why=refused)
    except (OutputRefused, DataInvalid) as refused:
        refuse(refused)
    _write(output / "preview.html", previews.write(preview, "html", home.shipped("theme")))
    return previews.write(preview, "markdown", home.shipped("theme"))


def _faults(text: str) -> str:
    """The comment on data with errors: nothing in it can become a link, a picture or a name."""
    excerpt = text if len(text) <= _LONGEST else text[:_LONGEST] + _CUT
    longest = max((len(run) for run in re.findall(r"`+", excerpt)), default=0)
    fence = "`" * max(3, longest + 1)
    return _FAULTY.format(fence=fence, excerpt=excerpt)


def _reported(issues: Sequence[Issue], lang: str, form: str) -> str:
    stream = io.StringIO()
    report_on(issues, stream, lang, form)
    return stream.getvalue()


def _write(file: Path, text: str) -> None:
    file.write_text(text, "utf-8")
