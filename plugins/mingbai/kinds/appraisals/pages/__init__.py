"""Tables of appraisals -> the index, a page a round, a page a unit; disclosures and names."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

import pandas as pd

from mingbai.county import County
from mingbai.kinds.appraisals.pages.round import DENOMINATOR, Round, round_view, says
from mingbai.kinds.appraisals.pages.unit import panels, unit_pages
from mingbai.kinds.appraisals.rates import counted, look_up, percent
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page
from mingbai.page import Cells, Choice, Column, Link, TableView, table_view
from mingbai.read import Tables

__all__ = ["disclose", "names", "pages", "panels"]

_FEED = "/feeds/kinds/appraisals.atom"


@dataclass(frozen=True)
class AppraisalsIndexView:
    """index.html. units: those of the latest round by class, each with its rate and place."""

    latest: str
    rounds: TableView | None
    units_title: str
    units: tuple[Choice, ...]
    note: str
    links: tuple[Link, ...]


def rounds(tables: Tables, county: County) -> tuple[Round, ...]:
    """Every round with its rows, newest first."""
    names = county.agencies["short_name"]
    votes, opinions, tasks = (
        frame.assign(name=look_up(frame["unit"], names))
        for frame in (
            counted(tables.frame("votes")),
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
            *(_own(part, str(row["round_id"])) for part in (votes, opinions, tasks)),
        )
        for _, row in frame.sort_values(["held_to", "round_id"], ascending=False).iterrows()
    )


def disclose(tables: Tables, county: County) -> Iterator[Disclosure]:
    """One a round."""
    for one in rounds(tables, county):
        yield Disclosure(
            id=f"appraisals/{one.id}",
            package=one.package,
            url=one.url,
            title=f"{one.title}结果",
            summary=says(one),
            published=one.package.published,
            place=county.root_place,
            agency=one.package.publisher,
        )


def names(tables: Tables, county: County) -> Iterator[Name]:
    """Each round by its name, year and id."""
    del county
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


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The index by year, then every round, then every unit."""
    found = rounds(tables, edition.county)
    yield Page(
        url="/appraisals/",
        template="appraisals/pages/index.html",
        title="民主评议",
        view=_index(found),
        description="每次评议的满意率、名次、意见和整改。",
        crumbs=(HOME_CRUMB, Crumb("民主评议")),
        feed=_FEED,
    )
    for i, one in enumerate(found):
        older = found[i + 1] if i + 1 < len(found) else None
        newer = found[i - 1] if i else None
        view = round_view(one, edition, older, newer)
        crumbs = (HOME_CRUMB, Crumb("民主评议", "/appraisals/"), Crumb(one.title))
        yield Page(
            url=one.url,
            template="appraisals/pages/round.html",
            title=one.title,
            view=view,
            description=view.says,
            crumbs=crumbs,
            subject=("round", one.id),
            feed=_FEED,
        )
    yield from unit_pages(tables, edition)


def _own(frame: pd.DataFrame, round_id: str) -> pd.DataFrame:
    return frame[frame["round_id"] == round_id]


def _index(found: Sequence[Round]) -> AppraisalsIndexView:
    return AppraisalsIndexView(
        latest=f"最近一次是 {found[0].title}。{says(found[0])}" if found else "",
        rounds=_table(found) if found else None,
        units_title=f"{found[0].title}的单位" if found else "",
        units=tuple(_units(found[0])) if found else (),
        note=DENOMINATOR,
        links=(Link("订阅", _FEED), *([Link("下载数据", "/data/appraisals/")] if found else [])),
    )


def _table(found: Sequence[Round]) -> TableView:
    """A row a round: how many were asked, how many answered, what came of it."""
    sheets = pd.DataFrame([one.row for one in found])
    done = [f"{int(one.tasks['done'].notna().sum()):,}/{len(one.tasks):,}" for one in found]
    return table_view(
        "rounds",
        "历次评议，最近的在前",
        (
            (Column("评议"), Cells(sheets["name"], "head", urls=[o.url for o in found])),
            (Column("年度"), Cells(sheets["year"].astype("str"))),
            (Column("单位（个）", is_num=True), Cells([len(o.votes) for o in found], "num")),
            (Column("发放（份）", is_num=True), Cells(_counts(sheets["sent"]), "num")),
            (Column("收回（份）", is_num=True), Cells(_counts(sheets["returned"]), "num")),
            (Column("总体满意率", is_num=True), Cells([o.overall for o in found], "num")),
            (
                Column("意见（条）", is_num=True),
                Cells([len(o.opinions) for o in found], "num"),
            ),
            (Column("整改完成 / 任务", is_num=True), Cells(done, "num")),
        ),
    )


def _counts(values: pd.Series) -> list[int]:
    return [int(value) for value in values]


def _units(one: Round) -> Iterator[Choice]:
    for title, votes in one.votes.groupby("class", sort=False):
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
