"""Tables of appraisals -> the index, a page a round, a page a unit; disclosures and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.check import lookup
from mingbai.county import County
from mingbai.kinds.appraisals.pages.round import DENOMINATOR, Round, result_sentences, round_view
from mingbai.kinds.appraisals.pages.unit import panels, unit_pages, votes_by_round
from mingbai.kinds.appraisals.rates import percent, with_rates
from mingbai.kinds.appraisals.states import OPINION, TASK
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page
from mingbai.page import Cells, Choice, Column, Figure, Link, TableView, records, table_view
from mingbai.read import Tables

__all__ = ["disclose", "names", "pages", "panels"]

_FEED = "/feeds/kinds/appraisals.atom"


@dataclass(frozen=True)
class AppraisalsIndexView:
    """index.html. figures: what waits too long, or did.

    units: those of the latest round by class, each with its rate and place.
    """

    latest: str
    figures: tuple[Figure, ...]
    rounds: TableView | None
    units_title: str
    units: tuple[Choice, ...]
    note: str
    links: tuple[Link, ...]


def appraisal_rounds(tables: Tables, county: County) -> tuple[Round, ...]:
    """Every round with its rows, newest first."""
    names = county.agencies["short_name"]
    votes, opinions, tasks = (
        frame.assign(name=lookup(frame["unit"], names))
        for frame in (
            with_rates(tables.frame("votes")),
            tables.frame("opinions"),
            tables.frame("rectifications"),
        )
    )
    opinions = opinions.sort_values(["unit", "kind", "opinion_no"])
    tasks = tasks.sort_values(["unit", "due", "task_no"])
    frame = tables.frame("rounds").assign(package=tables.package_of(tables["rounds"]))
    return tuple(
        Round(
            row,
            tables.packages[int(row["package"])],
            *(_rows_of_round(part, str(row["round_id"])) for part in (votes, opinions, tasks)),
        )
        for _, row in frame.sort_values(["held_to", "round_id"], ascending=False).iterrows()
    )


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a round."""
    for round_ in appraisal_rounds(tables, county):
        yield Disclosure(
            id=f"appraisals/{round_.id}",
            package=round_.package,
            url=round_.url,
            title=f"{round_.title}结果",
            summary=result_sentences(round_),
            published=round_.package.published,
            place=county.root_place,
            agency=round_.package.publisher,
        )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Each round by its name, year and id; each task; the years of each unit."""
    frame = tables.frame("rounds")
    for id_, name, year in zip(frame["round_id"], frame["name"], frame["year"], strict=True):
        yield Name(
            scope="round",
            id=id_,
            title=name,
            url=f"/appraisals/{id_}/",
            note=f"{year} 年民主评议",
            keys=(id_, str(year)),
        )
    tasks = tables.frame("rectifications")
    for id_, task, round_id in zip(tasks["task_no"], tasks["task"], tasks["round_id"], strict=True):
        yield Name(TASK, id_, task, f"/appraisals/{round_id}/#t-{id_}", "评议整改")
    units = county.agencies.reindex(sorted(votes_by_round(tables)["unit"].unique()))
    for slug, name, short in zip(units.index, units["name"], units["short_name"], strict=True):
        url = f"/appraisals/unit/{slug}/"
        yield Name("page", url, f"{short}历年评议", url, name)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index by year, then every round, then every unit."""
    rounds = appraisal_rounds(tables, edition.county)
    yield Page(
        url="/appraisals/",
        template="appraisals/pages/index.html",
        title="民主评议",
        view=_index(rounds, edition),
        description="每次评议的满意率、名次、意见和整改。",
        crumbs=(HOME_CRUMB, Crumb("民主评议")),
        feed=_FEED,
        is_daily=True,
    )
    for position, round_ in enumerate(rounds):
        older = rounds[position + 1] if position + 1 < len(rounds) else None
        newer = rounds[position - 1] if position else None
        view = round_view(round_, edition, older, newer)
        crumbs = (HOME_CRUMB, Crumb("民主评议", "/appraisals/"), Crumb(round_.title))
        yield Page(
            url=round_.url,
            template="appraisals/pages/round.html",
            title=round_.title,
            view=view,
            description=view.says,
            crumbs=crumbs,
            subject=("round", round_.id),
            feed=_FEED,
            is_daily=True,
        )
    yield from unit_pages(tables, edition)


def _rows_of_round(frame: pd.DataFrame, round_id: str) -> pd.DataFrame:
    return frame[frame["round_id"] == round_id]


def _figures(edition: Edition) -> Iterator[Figure]:
    yield from records.alarm_figures(edition, TASK, "项", "整改")
    yield from records.alarm_figures(edition, OPINION, "条", "批评")


def _index(rounds: Sequence[Round], edition: Edition) -> AppraisalsIndexView:
    return AppraisalsIndexView(
        latest=f"最近一次是 {rounds[0].title}。{result_sentences(rounds[0])}" if rounds else "",
        figures=tuple(_figures(edition)),
        rounds=_round_table(rounds) if rounds else None,
        units_title=f"{rounds[0].title}的单位" if rounds else "",
        units=tuple(_unit_links(rounds[0])) if rounds else (),
        note=DENOMINATOR,
        links=(
            Link("订阅", _FEED),
            *([Link("下载数据", "/data/appraisals/")] if rounds else []),
        ),
    )


def _round_table(rounds: Sequence[Round]) -> TableView:
    """A row a round: how many were asked, how many answered, what came of it."""
    frame = pd.DataFrame([round_.row for round_ in rounds])
    done_texts = [
        f"{int(round_.tasks['done'].notna().sum()):,}/{len(round_.tasks):,}" for round_ in rounds
    ]
    return table_view(
        "rounds",
        "历次评议，最近的在前",
        (
            (Column("评议"), Cells(frame["name"], "head", urls=[round_.url for round_ in rounds])),
            (Column("年度"), Cells(frame["year"].astype("str"))),
            (
                Column("单位（个）", is_num=True),
                Cells([len(round_.votes) for round_ in rounds], "num"),
            ),
            (Column("发放（份）", is_num=True), Cells(_counts(frame["sent"]), "num")),
            (Column("收回（份）", is_num=True), Cells(_counts(frame["returned"]), "num")),
            (
                Column("总体满意率", is_num=True),
                Cells([round_.overall for round_ in rounds], "num"),
            ),
            (
                Column("意见（条）", is_num=True),
                Cells([len(round_.opinions) for round_ in rounds], "num"),
            ),
            (Column("整改完成 / 任务", is_num=True), Cells(done_texts, "num")),
        ),
    )


def _counts(values: pd.Series) -> list[int]:
    return [int(value) for value in values]


def _unit_links(round_: Round) -> Iterator[Choice]:
    for title, votes in round_.votes.groupby("class", sort=False):
        ranked = votes.sort_values(["place", "unit"], na_position="last")
        yield Choice(
            str(title),
            tuple(
                Link(name, f"/appraisals/unit/{unit}/", "" if pd.isna(rate) else f"{rate}%")
                for name, unit, rate in zip(
                    ranked["name"], ranked["unit"], percent(ranked["permille"]), strict=True
                )
            ),
        )
