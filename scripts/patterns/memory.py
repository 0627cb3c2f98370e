"""Example pages of the portal's memory: the log, corrections, versions, proving a file."""

from __future__ import annotations

from mingbai.model import Crumb, Page
from mingbai.page import Fact, FileLink, Link, Mark
from mingbai.page.components.replies.example import EXAMPLES as REPLIES
from mingbai.page.components.revision.example import EXAMPLES as REVISIONS
from mingbai.page.components.table.example import preview, towns
from mingbai.portal.corrections.pages import ChangeView, CorrectionsView, Part, VersionsView
from mingbai.portal.log.pages import EntriesView, LogView
from mingbai.portal.verify import VerifyView

_HOME = Crumb("清源县", "/")
_PACKAGE = "accounts/baiyang/2026-05"


def pages() -> tuple[Page, ...]:
    """One page a template."""
    return (
        Page(
            url="/log/",
            template="log.html",
            title="公开日志",
            view=LogView(
                checkpoint=(Fact("记了", "2,014 条"), Fact("签名", Mark("warn", "未签名"))),
                keys=preview(),
                newest=towns(),
                blocks=(Link("第 1–200 条", "/log/entries/1/"),),
                files=(FileLink("日志全文 log.jsonl", "/log/log.jsonl", 860_000),),
            ),
            crumbs=(_HOME, Crumb("公开日志")),
        ),
        Page(
            url="/log/entries/1/",
            template="log_entries.html",
            title="公开日志第 1–200 条",
            view=EntriesView(towns(), prev=None, next=Link("第 201–400 条", "/log/entries/2/")),
            crumbs=(_HOME, Crumb("公开日志", "/log/"), Crumb("第 1–200 条")),
        ),
        Page(
            url="/changes/corrections/",
            template="corrections.html",
            title="更正过的",
            view=CorrectionsView(5, towns(), prev=None, next=None),
            crumbs=(_HOME, Crumb("更正")),
        ),
        Page(
            url=f"/changes/{_PACKAGE}/",
            template="versions.html",
            title="白杨镇 2026 年 5 月村务财务的各版",
            view=VersionsView("公开过 2 版，以第 2 版为准。", preview()),
            crumbs=(_HOME, Crumb("更正", "/changes/corrections/"), Crumb("各版")),
        ),
        Page(
            url=f"/changes/{_PACKAGE}/v2/",
            template="change.html",
            title="白杨镇 2026 年 5 月村务财务，更正",
            view=_change(),
            crumbs=(_HOME, Crumb("更正", "/changes/corrections/"), Crumb("第 2 版")),
        ),
        Page(
            url="/verify/",
            template="verify.html",
            title="手里的文件，和公开的一样吗",
            view=VerifyView("/log/checkpoint", "/log/log.jsonl", ("a+b+c",), "000-0000-0111"),
            crumbs=(_HOME, Crumb("核对文件")),
        ),
    )


def _change() -> ChangeView:
    """A figure and a row that was left out."""
    figure, row = (examples[0] for examples in REVISIONS.values())
    ((replies,),) = REPLIES.values()
    return ChangeView(
        sentence="2026-06-23 更正 19 处，原来的那一版还在。",
        parts=(
            Part(
                id="book-990121101201-00",
                title="柏堰村账本",
                revision=figure,
                followed=preview(),
                facts=(Fact("为什么改", "录入错误：抄反了"), Fact("谁定的", "代理会计岗")),
                replies=replies,
                more=3,
            ),
            Part("package", "白杨镇", row, followed=None, facts=(), replies=(), more=0),
        ),
        versions=towns(),
        file=FileLink("全部改动", f"/changes/{_PACKAGE}/v2/changes.csv", 3_600),
    )
