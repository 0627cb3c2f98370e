"""Scores -> ranking inside each class by year, the scheme, a page a unit and an indicator."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

import pandas as pd

from mingbai.county import County
from mingbai.kinds.performance.pages import indicators as indicator_pages
from mingbai.model import HOME_CRUMB, Crumb, Disclosure, Edition, Name, Page, Panel
from mingbai.page import (
    Cells,
    Column,
    Link,
    ProofLine,
    RegisterView,
    Section,
    TableView,
    WrittenRows,
    records,
    table_view,
    written_rows,
)
from mingbai.read import Tables

_HOME = (HOME_CRUMB, Crumb("监督", "/oversight/"))
_ABOVE = (*_HOME, Crumb("绩效考评", "/performance/"))


def disclose(tables: Tables, _: County) -> Iterator[Disclosure]:
    """One a package: a year's results."""
    for package in tables.packages:
        yield Disclosure(
            id=package.path,
            package=package,
            url="/performance/",
            title=package.title,
            summary=package.title,
            published=package.published,
            agency=package.publisher,
        )


def names(tables: Tables, _: County) -> Iterator[Name]:
    """Every indicator by what it measures."""
    yield from indicator_pages.names(tables)


def _rows_of_year(tables: Tables, name: str, year: str) -> pd.DataFrame:
    """A table's rows of one year."""
    frame = tables.frame(name)
    return frame[frame["year"] == year]


def _years(tables: Tables) -> list[str]:
    return sorted(tables.frame("totals")["year"].astype("str").unique(), reverse=True)


def pages(tables: Tables, edition: Edition) -> Iterator[Page]:
    """The newest year as the index, a page a year, an indicator and a unit."""
    years, proofs_by_subject = _years(tables), records.proof_lines(edition, "performance")
    sentence = (
        "每年按定好的指标给各单位打分。总分等于各项得分之和，名次只和同类单位比。"
        f"已经公布 {len(years)} 个年度。"
    )
    links = tuple(Link(f"{year} 年", f"/performance/{year}/") for year in years)
    newest_sections = tuple(_year_sections(tables, years[0], edition)) if years else ()
    yield Page(
        url="/performance/",
        template="register.html",
        title="绩效考评",
        view=RegisterView(sentence, (), newest_sections, links),
        description=sentence,
        crumbs=(*_HOME, Crumb("绩效考评")),
        feed="/feeds/kinds/performance.atom",
    )
    for year in years:
        view = RegisterView(
            says=f"{year} 年的考评结果和考评办法。",
            figures=(),
            sections=tuple(_year_sections(tables, year, edition)),
            links=links,
            proofs=_proofs(proofs_by_subject, _rows_of_year(tables, "indicators", year)),
        )
        yield Page(
            url=f"/performance/{year}/",
            template="register.html",
            title=f"{year} 年绩效考评",
            view=view,
            crumbs=(*_ABOVE, Crumb(f"{year} 年")),
        )
    yield from indicator_pages.indicator_pages(tables, edition)
    unit_scores = _unit_scores(tables)
    for unit, totals_of_unit in tables.frame("totals").groupby("unit", sort=True):
        name = str(edition.county.agencies.at[unit, "short_name"])
        sections = (_history(totals_of_unit), *unit_scores.sections(str(unit)))
        yield Page(
            url=f"/performance/unit/{unit}/",
            template="register.html",
            title=f"{name}的绩效考评",
            view=RegisterView(
                _latest_sentence(totals_of_unit),
                (),
                sections,
                (),
                _proofs(proofs_by_subject, totals_of_unit, str(unit)),
            ),
            crumbs=(*_ABOVE, Crumb(name)),
        )


ProofsBySubject = Mapping[str, tuple[ProofLine, ...]]


def _proofs(
    proofs_by_subject: ProofsBySubject, frame: pd.DataFrame, *unit: str
) -> tuple[ProofLine, ...]:
    """What was proved of a frame's classes, or of one unit in them; newest year first."""
    key = ["year", "class"]
    classes = frame.drop_duplicates(key).sort_values(["year", "class"], ascending=[False, True])
    return tuple(
        replace(line, text=f"{year} 年{title}：{line.text}")
        for year, title in classes[key].itertuples(index=False, name=None)
        for line in proofs_by_subject.get("/".join([year, title, *unit]), ())
    )


def _latest_sentence(totals: pd.DataFrame) -> str:
    last = totals.sort_values("year").iloc[-1]
    points_text, place = f"{last['total']:.2f}", f"在{last['class']}单位里排第 {last['rank']}"
    return f"{last['year']} 年总分 {points_text} 分，{place}。"


def _year_sections(tables: Tables, year: str, edition: Edition) -> Iterator[Section]:
    totals, scheme = (
        _rows_of_year(tables, "totals", year),
        _rows_of_year(tables, "indicators", year),
    )
    for number, (title, ranked) in enumerate(totals.groupby("class", sort=True), start=1):
        yield Section(
            id=f"class-{number}",
            title=str(title),
            says=f"{year} 年，按名次。",
            table=_ranking_table(f"class-{number}-t", ranked, edition),
        )
    for number, (title, indicators) in enumerate(scheme.groupby("class", sort=True), start=1):
        yield Section(
            id=f"scheme-{number}",
            title=f"{title}怎样考",
            says="权重合计 100 分。",
            table=_scheme_table(f"scheme-{number}-t", indicators),
        )


def _ranking_table(id_: str, totals: pd.DataFrame, edition: Edition) -> TableView:
    ranked = totals.sort_values(["rank", "unit"])
    names = edition.county.agencies["short_name"].reindex(ranked["unit"])
    return table_view(
        id_,
        "总分（分）和名次",
        [
            (
                Column("单位"),
                Cells(
                    names.tolist(), "head", urls=[f"/performance/unit/{u}/" for u in ranked["unit"]]
                ),
            ),
            (Column("总分", is_num=True), _point_cells(ranked["total"])),
            (Column("名次", is_num=True), Cells(ranked["rank"], "num")),
        ],
        mode="",
    )


def _point_cells(scores: pd.Series) -> Cells:
    return Cells(indicator_pages.point_texts(scores), "num")


def _scheme_table(id_: str, indicators: pd.DataFrame) -> TableView:
    ordered = indicators.sort_values("indicator_no")
    return table_view(
        id_,
        "指标、权重和打分办法",
        [
            (Column("指标"), Cells(ordered["name"], "head", urls=_indicator_urls(ordered))),
            (Column("方面"), Cells(ordered["dimension"])),
            (Column("权重（分）", is_num=True), Cells(ordered["weight"], "num")),
            (Column("怎样打分"), Cells(ordered["measure"])),
        ],
        ("合计", "", str(int(ordered["weight"].sum())), ""),
    )


def _indicator_urls(indicators: pd.DataFrame) -> list[str]:
    numbers = zip(indicators["year"].astype("str"), indicators["indicator_no"], strict=True)
    return [indicator_pages.indicator_url(year, number) for year, number in numbers]


def _history(totals: pd.DataFrame) -> Section:
    years = totals.sort_values("year", ascending=False)
    table = table_view(
        "history",
        "历年总分（分）和名次",
        [
            (
                Column("年度"),
                Cells(
                    [f"{y} 年" for y in years["year"]],
                    "head",
                    urls=[f"/performance/{y}/" for y in years["year"]],
                ),
            ),
            (Column("总分", is_num=True), _point_cells(years["total"])),
            (Column("名次", is_num=True), Cells(years["rank"], "num")),
        ],
        mode="",
    )
    return Section("years", "历年", "", table)


@dataclass(frozen=True)
class UnitScores:
    """The scores of all units. by_unit: of each unit by year, which rows are its own."""

    rows: WrittenRows
    by_unit: Mapping[str, Mapping[str, Sequence[int]]]

    def sections(self, unit: str) -> Iterator[Section]:
        """A unit's scores, the newest year first."""
        for year, scores in sorted(self.by_unit.get(unit, {}).items(), reverse=True):
            table = self.rows.table(scores, f"scores-{year}", "各项得分")
            yield Section(f"scores-of-{year}", f"{year} 年各项得分", "", table)


def _unit_scores(tables: Tables) -> UnitScores:
    scores = tables.frame("scores").merge(
        tables.frame("indicators"), on=["year", "class", "indicator_no"], how="left"
    )
    ordered = scores.sort_values("indicator_no", kind="stable", ignore_index=True)
    by_unit: dict[str, dict[str, list[int]]] = {}
    for row, (unit, year) in enumerate(zip(ordered["unit"], ordered["year"], strict=True)):
        by_unit.setdefault(unit, {}).setdefault(year, []).append(row)
    columns = [
        (Column("指标"), Cells(ordered["name"], "head", urls=_indicator_urls(ordered))),
        (Column("权重（分）", is_num=True), Cells(ordered["weight"], "num")),
        (Column("得分（分）", is_num=True), _point_cells(ordered["score"])),
        (Column("依据"), Cells(ordered["evidence"])),
    ]
    return UnitScores(written_rows(columns), by_unit)


def panels(tables: Tables, edition: Edition) -> Iterator[Panel]:
    """On the unit's page: total and rank over the years."""
    del edition
    for unit, totals_of_unit in tables.frame("totals").groupby("unit", sort=True):
        section = _history(totals_of_unit)
        links = (Link("各项得分", f"/performance/unit/{unit}/"),)
        view = RegisterView(_latest_sentence(totals_of_unit), (), (section,), links)
        yield Panel(("agency", str(unit)), 410, "绩效考评", "register_panel.html", view)
