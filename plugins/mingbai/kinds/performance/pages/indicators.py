"""Indicators -> a page each: how it is scored in each class, what every unit got, year on year."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

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
    WrittenRows,
    records,
    written_rows,
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
    scores = score_rows(tables, edition)
    for year, number, rows in _indicators(tables):
        sections = tuple(
            Section(
                id=f"class-{n}",
                title=f"{row['class']}：{row['name']}",
                says=f"{row['dimension']}，{row['weight']} 分。{row['measure']}",
                table=scores.table(f"class-{n}-t", int(year), row),
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
    rows = {str(key): of_key for key, of_key in frame.groupby(keys, sort=False)}
    for key in sorted(rows, key=lambda key: (-int(key[:4]), key)):
        yield key[:4], key[5:], rows[key]


def _title(rows: pd.DataFrame) -> str:
    """What it measures; several names where the classes differ."""
    return "、".join(rows["name"].drop_duplicates())


@dataclass(frozen=True)
class ScoreRows:
    """All scores. of_year: the rows of a year; by_indicator: which of them are an indicator's.

    The key of an indicator is (year, class, number); the best score stands first.
    """

    of_year: Mapping[int, WrittenRows]
    by_indicator: Mapping[tuple[int, str, str], Sequence[int]]

    def table(self, id_: str, year: int, row: Row) -> TableView | None:
        """What every unit got in a class; None where nobody was scored."""
        positions = self.by_indicator.get((year, row["class"], row["indicator_no"]))
        if positions is None:
            return None
        return self.of_year[year].table(positions, id_, f"得分（分），满分 {row['weight']}")


def score_rows(tables: Tables, edition: Edition) -> ScoreRows:
    """Scores beside those of the same indicator in the year before."""
    ranked = _scored(tables).sort_values(
        ["score", "unit"], ascending=[False, True], kind="stable", ignore_index=True
    )
    of_year: dict[int, WrittenRows] = {}
    by_indicator: dict[tuple[int, str, str], list[int]] = {}
    for key, scores_of_year in ranked.groupby("year", sort=True):
        year = int(str(key))
        of_year[year] = _rows_of_year(year, scores_of_year, edition)
        for row, (title, number) in enumerate(
            zip(scores_of_year["class"], scores_of_year["indicator_no"], strict=True)
        ):
            by_indicator.setdefault((year, title, number), []).append(row)
    return ScoreRows(of_year, by_indicator)


def _rows_of_year(year: int, scores: pd.DataFrame, edition: Edition) -> WrittenRows:
    short = edition.county.agencies["short_name"].reindex(scores["unit"]).tolist()
    urls = [f"/performance/unit/{unit}/" for unit in scores["unit"]]
    points_now, points_before = point_texts(scores["score"]), point_texts(scores["before"])
    return written_rows(
        [
            (Column("单位"), Cells(short, "head", urls=urls)),
            (Column(f"{year} 年", is_num=True), Cells(points_now, "num")),
            (Column(f"{year - 1} 年", is_num=True), Cells(points_before, "num")),
            (Column("依据"), Cells(scores["evidence"])),
        ]
    )


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
