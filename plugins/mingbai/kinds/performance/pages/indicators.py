"""Indicators -> a page each: how it is scored in each class, what every unit got, year on year."""

from __future__ import annotations

from collections.abc import Iterator

import pandas as pd

from mingbai.model import HOME_CRUMB, Crumb, Edition, Name, Page
from mingbai.page import (
    Cells,
    Column,
    Link,
    RegisterView,
    Row,
    Section,
    TableView,
    records,
    table_view,
)
from mingbai.read import Tables

_ABOVE = (
    HOME_CRUMB,
    Crumb("监督", "/oversight/"),
    Crumb("绩效考评", "/performance/"),
)
_KEY = ["class", "name", "unit"]


def point_texts(scores: pd.Series) -> list[str | None]:
    """Points with two decimals, as many as they may have; absent where there are none."""
    return [None if pd.isna(score) else f"{score:.2f}" for score in scores]


def indicator_url(year: str, number: str) -> str:
    """`/performance/2025/01/`: classes share the numbers of a year, and so a page."""
    return f"/performance/{year}/{number}/"


def names(tables: Tables) -> Iterator[Name]:
    """Every indicator by what it measures, newest year first."""
    for year, number, rows in _indicators(tables):
        yield Name(
            scope="indicator",
            id=f"{year}-{number}",
            title=_title(rows),
            url=indicator_url(year, number),
            note=f"{year} 年绩效考评指标",
        )


def indicator_pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """A page a year and number."""
    scores = _scored(tables)
    for year, number, rows in _indicators(tables):
        sections = tuple(
            Section(
                id=f"class-{n}",
                title=f"{row['class']}：{row['name']}",
                says=f"{row['dimension']}，{row['weight']} 分。{row['measure']}",
                table=_table(f"class-{n}-t", scores, year, row, edition),
            )
            for n, row in enumerate(records.rows(rows), start=1)
        )
        all_link = Link(f"{year} 年全部指标和名次", f"/performance/{year}/")
        view = RegisterView("各单位在这项指标上得了多少分，和上一年比。", (), sections, (all_link,))
        crumbs = (*_ABOVE, Crumb(f"{year} 年", f"/performance/{year}/"), Crumb(_title(rows)))
        yield Page(
            url=indicator_url(year, number),
            template="register.html",
            title=f"{year} 年绩效考评指标：{_title(rows)}",
            view=view,
            description=view.says,
            crumbs=crumbs,
            subject=("indicator", f"{year}-{number}"),
        )


def _indicators(tables: Tables) -> Iterator[tuple[str, str, pd.DataFrame]]:
    frame = tables.frame("indicators").sort_values(["indicator_no", "class"])
    keys = frame["year"].astype("str") + "/" + frame["indicator_no"]
    for key in sorted(keys.unique(), key=lambda key: (-int(key[:4]), key)):
        yield key[:4], key[5:], frame[keys == key]


def _title(rows: pd.DataFrame) -> str:
    """What it measures; several names where the classes differ."""
    return "、".join(rows["name"].drop_duplicates())


def _scored(tables: Tables) -> pd.DataFrame:
    """Scores with the name of their indicator, and `before`: the same one's of the year before."""
    scores = tables.frame("scores").merge(
        tables.frame("indicators")[["year", "class", "indicator_no", "name"]],
        on=["year", "class", "indicator_no"],
    )
    scores = scores.assign(year=scores["year"].astype("int64"))
    scores_before = scores[["year", *_KEY, "score"]].rename(columns={"score": "before"})
    return scores.merge(
        scores_before.assign(year=scores_before["year"] + 1), on=["year", *_KEY], how="left"
    )


def _table(
    id_: str, scores: pd.DataFrame, year: str, row: Row, edition: Edition
) -> TableView | None:
    rows = scores[
        (scores["year"] == int(year))
        & (scores["class"] == row["class"])
        & (scores["indicator_no"] == row["indicator_no"])
    ]
    if not len(rows):
        return None
    ranked = rows.sort_values(["score", "unit"], ascending=[False, True], kind="stable")
    short = edition.county.agencies["short_name"].reindex(ranked["unit"]).tolist()
    points_now, points_before = point_texts(ranked["score"]), point_texts(ranked["before"])
    return table_view(
        id_,
        f"得分（分），满分 {row['weight']}",
        [
            (
                Column("单位"),
                Cells(short, "head", urls=[f"/performance/unit/{u}/" for u in ranked["unit"]]),
            ),
            (Column(f"{year} 年", is_num=True), Cells(points_now, "num")),
            (Column(f"{int(year) - 1} 年", is_num=True), Cells(points_before, "num")),
            (Column("依据"), Cells(ranked["evidence"])),
        ],
    )
