"""Edition -> what was on time, what agrees, what the log holds, and who answers for it."""

from __future__ import annotations

import base64
from collections import Counter
from collections.abc import Iterator, Mapping

import pandas as pd
from markupsafe import escape

from mingbai import report
from mingbai.check import clock
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN
from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.history import signatures
from mingbai.history.log import Entry
from mingbai.model import Edition
from mingbai.page import Column, Figure
from mingbai.page.languages import Datum, Speaker
from mingbai.portal import reconcile
from mingbai.portal.duties import last_month
from mingbai.portal.languages.views import Cells, LanguageSection

_MONTHS, _OVERDUE, _ENTRIES = 12, 20, 20
_OVERDUE_STATE = "missing"  # other languages have one word for all that did not come
_STATES = (clock.ON_TIME, clock.LATE, _OVERDUE_STATE)


def figures(t: Speaker, edition: Edition) -> tuple[Figure, ...]:
    """The duties of the last full month, and what two sides say differently."""
    home, words = t.home, _words(t)
    period, over = last_month(edition.dues, edition.county.as_of)
    count = Counter(_said(over)) if period else Counter[str]()
    months = (Figure(t("到期事项，{month}", month=period), f"{len(over):,}", f"{home}clock/"),)
    states = (Figure(words[state], f"{count[state]:,}", f"{home}clock/") for state in _STATES)
    gaps = f"{len(edition.reconciled.outcome(DIFFERS)):,}"
    compared = (Figure(t("两处说的对不上"), gaps, f"{home}reconcile/"),)
    return (
        *((*months, *states) if period else ()),
        *(compared if edition.reconciled.by_code else ()),
    )


def _said(dues: pd.DataFrame) -> pd.Series:
    """The state of each duty, as these pages tell it."""
    return dues["state"].mask(dues["state"].isin(clock.MISSING), _OVERDUE_STATE)


def _words(t: Speaker) -> Mapping[str, str]:
    return {
        clock.ON_TIME: t("按时"),
        clock.LATE: t("迟了"),
        _OVERDUE_STATE: t("到期还没有做"),
    }


def who_section(t: Speaker, county: County) -> LanguageSection:
    """Who publishes here, and whom to call."""
    phone = county.setting("supervision_phone") or county.setting("phone")
    organiser = county.setting("organiser").removesuffix("（演示）")
    return LanguageSection(
        "who",
        t("谁公开，向谁投诉"),
        columns=(Column(t("谁")), Column(t("哪里"))),
        rows=(
            (t("主办单位"), Datum(organiser)),
            *(((t("监督电话"), Datum(phone, f"tel:{phone}")),) if phone else ()),
            (t("要求更正、投诉"), Datum(t("中文页面"), "/contact/")),
        ),
    )


def clock_sections(t: Speaker, edition: Edition) -> tuple[LanguageSection, ...]:
    """Months with their counts, then what is overdue now, the oldest first."""
    over = clock.counted(edition.dues)
    over = over[clock.is_over(over)]
    counts = (
        over.assign(state=_said(over)).groupby(["period", "state"]).size().unstack(fill_value=0)
    )
    counts = counts.reindex(columns=_STATES, fill_value=0).sort_index(ascending=False)
    counts = counts[counts.index <= edition.county.as_of.isoformat()[:7]]
    words = _words(t)
    months = LanguageSection(
        "months",
        t("逐月"),
        columns=(
            Column(t("月份")),
            *(Column(words[state], is_num=True) for state in _STATES),
        ),
        rows=tuple(
            (Datum(str(month), f"/clock/{month}/"), *(f"{n:,}" for n in of_month))
            for month, *of_month in counts.head(_MONTHS).itertuples()
        ),
    )
    overdue = clock.missing(over).sort_values(["due", "id"])
    count = len(overdue)
    sentence = (
        t("现在有 {count} 项；先列最早的。", count=f"{count:,}") if count else t("现在没有。")
    )
    now = LanguageSection(
        "overdue",
        words[_OVERDUE_STATE],
        (sentence,),
        (
            Column(t("什么")),
            Column(t("单位")),
            Column(t("期限")),
            Column(t("迟几天"), is_num=True),
        ),
        tuple(_overdue(overdue.head(_OVERDUE), edition.county)),
    )
    return (months, now)


def _overdue(frame: pd.DataFrame, county: County) -> Iterator[Cells]:
    agencies = frame["agency"].map(county.agencies["short_name"])
    columns = (frame["title"], frame["url"], agencies, iso_column(frame["due"]), frame["days_late"])
    for title, url, agency, due, days in zip(*columns, strict=True):
        yield Datum(title, url), Datum(str(agency)), due, f"{days:,}"


def reconcile_sections(t: Speaker, edition: Edition) -> tuple[LanguageSection, ...]:
    """A row for each comparison: how often the two sides agree, differ, cannot be compared."""
    words = report.catalogue("en")
    frame = edition.reconciled.frame
    number = Counter(zip(frame["code"], frame["outcome"], strict=True))
    return (
        LanguageSection(
            "comparisons",
            t("拿什么和什么比"),
            (t("对不上，不等于有人拿了钱：可能记到别处，可能晚到账，也可能抄错。"),),
            (
                Column(t("比什么")),
                Column(t("对得上"), is_num=True),
                Column(t("对不上"), is_num=True),
                Column(t("没法比"), is_num=True),
            ),
            tuple(
                (
                    Datum(t.name(one.rule.title, words[one.rule.title]), reconcile.url_of(one)),
                    *(f"{number[one.code, outcome]:,}" for outcome in (AGREES, DIFFERS, UNKNOWN)),
                )
                for one in edition.reconciled.by_code.values()
            ),
        ),
    )


def log_sections(
    t: Speaker, titles: Mapping[str, str], edition: Edition
) -> tuple[LanguageSection, ...]:
    """What a reader may keep of the log, and its newest entries. titles: of kinds, by name."""
    checkpoint, entries = edition.log.checkpoint, edition.log.entries
    if checkpoint is None:
        return ()
    newest = range(len(entries), 0, -1)[:_ENTRIES]
    actions = {
        "publish": t("首次公开"),
        "correct": t("更正"),
        "change": t("变更"),
        "withdraw": t("撤回"),
        "erase": t("依法删去"),
    }
    return (
        LanguageSection(
            "checkpoint",
            t("检查点"),
            (t("把条数和指纹抄下来：以后谁改了前面的，拿它来对，就看得出。"),),
            (Column(t("是什么")), Column(t("现在"))),
            (
                (t("记了几条"), f"{checkpoint.size:,}"),
                (t("指纹（根）"), base64.b64encode(checkpoint.root).decode()),
                (t("最近一条"), entries[-1].released.isoformat()),
                (t("全部条目"), Datum("log/log.jsonl", "/log/log.jsonl")),
                (t("签过名的检查点"), Datum("log/checkpoint", "/log/checkpoint")),
            ),
        ),
        LanguageSection(
            "newest",
            t("最近记的"),
            columns=(
                Column(t("第几条")),
                Column(t("入日志")),
                Column(t("做了什么")),
                Column(t("哪一份")),
                Column(t("单位")),
            ),
            rows=tuple(
                (
                    f"{number:,}",
                    entries[number - 1].released.isoformat(),
                    actions[entries[number - 1].action],
                    _package(entries[number - 1], titles),
                    _publisher(entries[number - 1], edition.county),
                )
                for number in newest
            ),
        ),
    )


def _package(entry: Entry, titles: Mapping[str, str]) -> str:
    """The kind and the period; a title may be an element, and stays one."""
    return escape(titles.get(entry.kind, entry.kind)) + f" {entry.period}"


def _publisher(entry: Entry, county: County) -> Datum:
    return Datum(str(county.agencies["short_name"].get(entry.publisher, entry.publisher)))


def verify_sections(t: Speaker, edition: Edition) -> tuple[LanguageSection, ...]:
    """How to verify a file, the log and the whole site with tools of others."""
    keys = tuple(known.key.text for known in signatures.registered(edition.county))
    return (
        LanguageSection(
            "hand",
            t("自己动手核对"),
            columns=(Column(t("做什么")), Column(t("怎样做"))),
            rows=(
                (t("算文件的指纹"), "sha256sum entries.csv"),
                (t("和同一期的封签比：里面写着每张表的指纹"), "seal.json"),
                (t("算封签的指纹，在日志里找到它"), Datum("log/log.jsonl", "/log/log.jsonl")),
                (t("核对检查点的签名（C2SP tlog-tiles、Ed25519）"), "golang.org/x/mod/sumdb/note"),
                (t("整个网站一起核对"), "mingbai verify FOLDER --checkpoint OLD"),
                *((t("验签名用的公钥"), key) for key in keys),
            ),
        ),
        LanguageSection(
            "page",
            t("在网页上核对"),
            (Datum(t("选一个下载的文件，中文页面会说它改过没有"), "/verify/"),),
        ),
    )
