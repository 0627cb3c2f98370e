"""One round of appraisal -> its page: what was asked of whom, how many answered, who comes out."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date

import pandas as pd
from markupsafe import Markup

from mingbai.kinds.appraisals.pages.follow_up import opinions_table, tasks_table, unit_urls
from mingbai.kinds.appraisals.rates import percent
from mingbai.kinds.appraisals.thresholds import SMALL_SAMPLE
from mingbai.model import Edition
from mingbai.page import (
    Cells,
    Column,
    Fact,
    Link,
    Mark,
    ProofLine,
    TableView,
    charts,
    count,
    mark_cells,
    share,
    table_view,
)
from mingbai.read import Package

NAMES = ("满意", "基本满意", "不满意")
DENOMINATOR = "满意率 = 满意票 ÷ 有效票；有效票 = 满意 ＋ 基本满意 ＋ 不满意，不了解和无效不计入。"
RANKING = "名次只在同一类里按满意率（一位小数）排，相同的并列，后面的名次顺延。"
_GRADES = ["satisfied", "basically", "dissatisfied"]
_COUNTS = [*_GRADES, "valid", "unknown", "invalid", "returned"]
_TITLES = [*NAMES, "有效", "不了解", "无效", "收回"]
_ADDED = (*zip(_GRADES, NAMES, strict=True), ("unknown", "不了解"), ("invalid", "无效"))


@dataclass(frozen=True)
class Round:
    """A round with its rows of the four tables; `votes` as rates.counted gives them, with `name`.

    row: its row of `rounds`. package: the one it was published in.
    """

    row: pd.Series
    package: Package
    votes: pd.DataFrame
    opinions: pd.DataFrame
    tasks: pd.DataFrame

    @property
    def id(self) -> str:
        """Its `round_id`."""
        return str(self.row["round_id"])

    @property
    def title(self) -> str:
        """Its name."""
        return str(self.row["name"])

    @property
    def url(self) -> str:
        """Its page."""
        return f"/appraisals/{self.id}/"

    @property
    def overall(self) -> str:
        """All satisfied votes ÷ all valid votes, over every unit."""
        return share(int(self.votes["satisfied"].sum()), int(self.votes["valid"].sum()))


@dataclass(frozen=True)
class RoundView:
    """round.html. classes: a table for the units that are compared with each other."""

    says: str
    facts: tuple[Fact, ...]
    key: Markup
    notes: tuple[str, ...]
    classes: tuple[TableView, ...]
    proofs: tuple[ProofLine, ...]
    opinions_sentence: str
    opinions: TableView | None
    tasks: TableView | None
    links: tuple[Link, ...]
    prev: Link | None
    next: Link | None


def round_view(
    round_: Round, edition: Edition, older: Round | None, newer: Round | None
) -> RoundView:
    """prev, next_: the rounds before and after it in time."""
    opinions, tasks = round_.opinions, round_.tasks
    return RoundView(
        says=result_sentences(round_),
        facts=tuple(_facts(round_, edition)),
        key=charts.shares_key("key", NAMES),
        notes=(DENOMINATOR, RANKING),
        classes=tuple(_classes(round_, edition.county.threshold(SMALL_SAMPLE))),
        proofs=tuple(_proofs(round_, edition)),
        opinions_sentence=opinions_sentence(opinions),
        opinions=opinions_table(opinions, edition) if len(opinions) else None,
        tasks=tasks_table(tasks, edition) if len(tasks) else None,
        links=_links(round_),
        prev=Link(older.title, older.url) if older else None,
        next=Link(newer.title, newer.url) if newer else None,
    )


def result_sentences(round_: Round) -> str:
    """Who was appraised and how it came out, in two plain sentences made from the counts."""
    votes = round_.votes
    valid, satisfied = int(votes["valid"].sum()), int(votes["satisfied"].sum())
    sizes = votes.groupby("class", sort=False).size()
    classes = "＋".join(str(n) for n in sizes) if len(sizes) > 1 else ""
    return (
        f"{len(votes):,} 个单位参加"
        + (f"，分 {len(sizes)} 类（{classes}）" if classes else "")
        + f"；收回评议表 {count(int(round_.row['returned']))} 份。"
        f"总体满意率 {round_.overall}（满意票 {satisfied:,} ÷ 有效票 {valid:,}），"
        f"基本满意率 {share(int(votes['basically'].sum()), valid)}。"
    )


def opinions_sentence(opinions: pd.DataFrame) -> str:
    """`共 873 条：表扬 37 条，批评 232 条，建议 604 条。`, or "" without any."""
    if opinions.empty:
        return ""
    counts = opinions["kind"].value_counts()
    kind_counts = [
        f"{kind} {int(counts[kind]):,} 条" for kind in ("表扬", "批评", "建议") if kind in counts
    ]
    return f"共 {len(opinions):,} 条：{'，'.join(kind_counts)}。"


def remarks(votes: pd.DataFrame, small_sample: int) -> list[Markup | None]:
    """样本少 (fewer than `least` valid votes) and 重点整改 (lowest rate of its class), as marks."""
    is_small_mark = Mark("warn", "样本少")
    is_worst_mark = Mark("warn", "重点整改")
    marks_of_rows = [
        [
            mark
            for mark, is_so in ((is_small_mark, valid < small_sample), (is_worst_mark, is_worst))
            if is_so
        ]
        for valid, is_worst in zip(votes["valid"], votes["is_worst"], strict=True)
    ]
    return [Markup(" ").join(m or "" for m in mark_cells(marks)) or None for marks in marks_of_rows]


def _facts(round_: Round, edition: Edition) -> Iterator[Fact]:
    row = round_.row
    agency = str(edition.county.agencies.at[round_.package.publisher, "name"])
    returned = share(int(row["returned"]), int(row["sent"]))
    yield Fact("评什么", str(row["asked"]))
    yield Fact("怎样评", str(row["method"]))
    yield Fact("时间", f"{_day(row['held_from'])} 至 {_day(row['held_to'])}")
    yield Fact("发放", f"{count(int(row['sent']))} 份")
    yield Fact("收回", f"{count(int(row['returned']))} 份，占 {returned}")
    yield Fact("有效", f"{count(int(row['valid']))} 份")
    yield Fact("公开单位", Link(agency, edition.url("agency", round_.package.publisher)))
    yield Fact("公开日期", round_.package.published)


def _day(value: pd.Timestamp) -> str:
    day: date = value.date()
    return day.isoformat()


def _classes(round_: Round, small_sample: int) -> Iterator[TableView]:
    for i, (name, votes) in enumerate(round_.votes.groupby("class", sort=False), 1):
        ranked = votes.sort_values(["place", "unit"], na_position="last")
        title = f"{name}（{len(votes):,} 个单位）"
        yield _class_table(f"class-{i}", title, ranked, small_sample)


def _class_table(id_: str, caption: str, votes: pd.DataFrame, small_sample: int) -> TableView:
    bars = charts.shares(id_, NAMES, votes[_GRADES].to_numpy().tolist())
    sums = votes[_COUNTS].sum()
    rate = share(int(sums["satisfied"]), int(sums["valid"]))
    columns = [
        (Column("单位"), Cells(votes["name"], "head", urls=unit_urls(votes))),
        (Column("名次"), Cells(_places(votes), "html")),
        (Column("满意率（%）", is_num=True), Cells(percent(votes["permille"]), "num")),
        (Column("各档份额"), Cells(bars, "html")),
        *(
            (Column(title, is_num=True), Cells(votes[name], "num"))
            for name, title in zip(_COUNTS, _TITLES, strict=True)
        ),
        (Column("备注"), Cells(remarks(votes, small_sample), "html")),
    ]
    foot = ["合计", None, rate.removesuffix("%"), "", *(count(int(sums[n])) for n in _COUNTS), ""]
    return table_view(id_, f"{caption}，票数单位：票", columns, foot)


def _places(votes: pd.DataFrame) -> Sequence[Markup]:
    """The place as text, with an anchor `#u-<slug>` for the row."""
    return [
        Markup('<span id="u-{}">{}</span>').format(slug, "" if pd.isna(place) else place)
        for slug, place in zip(votes["unit"], votes["place"], strict=True)
    ]


def _proofs(round_: Round, edition: Edition) -> Iterator[ProofLine]:
    sums = round_.votes[_COUNTS].sum()
    parts = " ＋ ".join(f"{title} {count(int(sums[column]))}" for column, title in _ADDED)
    units_added_up = _proved_units(round_, edition, "votes-do-not-add-up")
    yield ProofLine(
        Mark("ok", "一致"),
        f"{units_added_up:,} 个单位的各档票数加起来，都等于收回的票数。",
        f"合计：{parts} ＝ 收回 {count(int(sums['returned']))}",
    )
    units_with_rate = _proved_units(round_, edition, "wrong-rate")
    if units_with_rate:
        text = f"{units_with_rate:,} 个单位公布的满意率，按票数重算一致。"
        yield ProofLine(Mark("ok", "一致"), text, DENOMINATOR)
    units_with_rank = _proved_units(round_, edition, "wrong-rank")
    if units_with_rank:
        yield ProofLine(
            Mark("ok", "一致"), f"{units_with_rank:,} 个单位公布的名次，在同类里重排一致。"
        )


def _proved_units(round_: Round, edition: Edition, code: str) -> int:
    """How many units of this round a rule has proved."""
    verdicts = [v for check, v in edition.verdicts["appraisals"] if check.rule.code == code]
    proofs = [v.proofs.frame["subject"] for v in verdicts if v.proofs is not None]
    return sum(int(subject.str.startswith(f"{round_.id}/").sum()) for subject in proofs)


def _links(round_: Round) -> tuple[Link, ...]:
    package = round_.package
    folder = f"/data/{package.kind}/{package.publisher}/{package.period}"
    return (
        Link("这次评议的得票（CSV）", f"{folder}/votes.csv"),
        Link("全部评议数据", "/data/appraisals/"),
        Link("核对规则", "/rules/#kind-appraisals"),
    )
