"""A unit's votes over the years -> its history page, and the section on its agency's page."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup
from mingbai.kinds.appraisals.pages.ranks import Peers, peers, rank_chart, trend
from mingbai.kinds.appraisals.pages.round import DENOMINATOR, RANKING, remarks
from mingbai.kinds.appraisals.rates import percent, with_rates
from mingbai.kinds.appraisals.thresholds import SMALL_SAMPLE
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page, Panel
from mingbai.page import Cells, ChartView, Column, Link, TableView, table_view
from mingbai.read import Tables

_MIDDLE = "本类中间水平：同一类的单位按满意率从高到低排，正中间的那个数。"


@dataclass(frozen=True)
class UnitView:
    """unit.html. trend: its place over the years in words; chart: None without a valid vote.

    middle: what the middle of a class is.
    """

    says: str
    trend: str
    chart: ChartView | None
    middle: str
    years: TableView
    notes: tuple[str, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True)
class AppraisalsPanelView:
    """panel.html, on the agency's page."""

    says: str
    trend: str
    chart: ChartView | None
    all: Link


def votes_by_round(tables: Tables) -> pd.DataFrame:
    """Votes with their round's year, name and last day, what followed, oldest round first.

    Adds to rates.counted: `year`, `round_name`, `held_to`, `criticisms`, `tasks`, `done`.
    """
    votes = with_rates(tables.frame("votes"))
    rounds = tables.frame("rounds").set_index("round_id")
    opinions, tasks = tables.frame("opinions"), tables.frame("rectifications")
    key = pd.MultiIndex.from_frame(votes[["round_id", "unit"]])
    return votes.assign(
        year=lookup(votes["round_id"], rounds["year"]).astype("str"),
        round_name=lookup(votes["round_id"], rounds["name"]),
        held_to=lookup(votes["round_id"], rounds["held_to"]),
        criticisms=_counts_by_unit(opinions[opinions["kind"] == "批评"], key),
        tasks=_counts_by_unit(tasks, key),
        done=_counts_by_unit(tasks[tasks["done"].notna()], key),
    ).sort_values(["held_to", "round_id"])


def unit_pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """`/appraisals/unit/<slug>/` for every unit that was ever appraised."""
    agencies, every = edition.county.agencies, votes_by_round(tables)
    of_class = peers(every)
    for slug, votes in every.groupby("unit", sort=True):
        name = str(agencies.at[slug, "short_name"])
        view = UnitView(
            says=_latest_sentence(votes),
            trend=trend(votes, of_class),
            chart=_chart("rates", f"{name}历年满意率和名次", votes, of_class),
            middle=_MIDDLE,
            years=_round_table(votes, edition.county.threshold(SMALL_SAMPLE)),
            notes=(DENOMINATOR, RANKING),
            links=_links(str(slug), name, edition),
        )
        crumbs = (HOME_CRUMB, Crumb("民主评议", "/appraisals/"), Crumb(name))
        yield Page(
            url=f"/appraisals/unit/{slug}/",
            template="appraisals/pages/unit.html",
            title=f"{name}历年评议",
            view=view,
            description=view.says,
            crumbs=crumbs,
            feed="/feeds/kinds/appraisals.atom",
        )


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """评议 over the years, on the page of every agency that was appraised."""
    names, every = edition.county.agencies["short_name"], votes_by_round(tables)
    of_class = peers(every)
    for slug, votes in every.groupby("unit", sort=True):
        view = AppraisalsPanelView(
            _latest_sentence(votes),
            trend(votes, of_class),
            _chart("appraisals", f"{names[slug]}历年满意率和名次", votes, of_class),
            Link("历年得票、名次和整改", f"/appraisals/unit/{slug}/"),
        )
        yield Panel(("agency", str(slug)), 400, "民主评议", "appraisals/pages/panel.html", view)


def _counts_by_unit(rows: pd.DataFrame, key: pd.MultiIndex) -> Sequence[int]:
    """How many of `rows_` belong to each (round, unit) of `key`."""
    sizes = rows.groupby(["round_id", "unit"]).size()
    return [int(n) for n in sizes.reindex(key, fill_value=0)]


def _round_labels(votes: pd.DataFrame) -> pd.Series:
    """The year, or the round's id where a year had several rounds."""
    several = votes["year"].duplicated(keep=False)
    return votes["year"].mask(several, votes["round_id"])


def _latest_sentence(votes: pd.DataFrame) -> str:
    last = votes.iloc[-1]
    where = f"最近一次是 {last['round_name']}"
    if pd.isna(last["permille"]):
        return f"参加过 {len(votes)} 次评议。{where}，没有有效票。"
    rate = f"{int(last['permille']) // 10}.{int(last['permille']) % 10}%"
    place = f"在{last['class']} {last['class_size']} 个单位里排第 {last['place']}"
    return f"参加过 {len(votes)} 次评议。{where}，满意率 {rate}，{place}。"


def _chart(id_: str, title: str, votes: pd.DataFrame, of_class: Peers) -> ChartView | None:
    if votes["permille"].isna().all():
        return None
    return rank_chart(id_, title, votes.assign(label=_round_labels(votes)), of_class)


def _round_table(votes: pd.DataFrame, small_sample: int) -> TableView:
    latest = votes.iloc[::-1]
    done = latest["done"].astype("str") + "/" + latest["tasks"].astype("str")
    urls = [
        f"/appraisals/{r}/#u-{u}" for r, u in zip(latest["round_id"], latest["unit"], strict=True)
    ]
    place = latest["place"].astype("str") + " / " + latest["class_size"].astype("str")
    return table_view(
        "years",
        "历次评议，最近的在前",
        (
            (Column("评议"), Cells(latest["round_name"], "head", urls=urls)),
            (Column("类别"), Cells(latest["class"])),
            (Column("满意率（%）", is_num=True), Cells(percent(latest["permille"]), "num")),
            (Column("名次 / 同类", is_num=True), Cells(place, "num")),
            (Column("有效票", is_num=True), Cells(latest["valid"], "num")),
            (Column("批评意见（条）", is_num=True), Cells(latest["criticisms"], "num")),
            (Column("整改完成 / 任务", is_num=True), Cells(done, "num")),
            (Column("备注"), Cells(remarks(latest, small_sample), "html")),
        ),
    )


def _links(slug: str, name: str, edition: Edition) -> tuple[Link, ...]:
    links = [Link("全部评议", "/appraisals/"), Link("评议数据", "/data/appraisals/")]
    url = edition.url("agency", slug)
    return (Link(f"{name}的主页", url), *links) if url else tuple(links)
