"""Registry -> what all limits rest on: legal bases, the working-day calendar, the rule set."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import pandas as pd

from mingbai.county import County
from mingbai.dates import iso_column
from mingbai.kinds.registry.rules import notice_years
from mingbai.kinds.registry.titles import basis_title
from mingbai.model import HOME_CRUMB, Crumb, Edition, Page
from mingbai.page import (
    Cells,
    Column,
    Link,
    Mark,
    TableView,
    count,
    mark_cells,
    month_day,
    table_view,
)

_CRUMBS = (HOME_CRUMB, Crumb("地方与单位", "/registry/"))
_WEEKDAYS = "一二三四五六日"


@dataclass(frozen=True, slots=True)
class BasesView:
    """bases.html. pending: those nobody has verified yet, not shown as bases elsewhere."""

    says: str
    verified: TableView
    pending: TableView | None


@dataclass(frozen=True, slots=True)
class HolidayYear:
    """One announced year: its holidays, how many working days it has, the notices."""

    id: str
    title: str
    says: str
    table: TableView
    sources: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class CalendarView:
    """calendar.html. years: newest first. unknown: what is said of the first year not announced."""

    years: tuple[HolidayYear, ...]
    unknown: str


@dataclass(frozen=True, slots=True)
class RuleSetView:
    """rules.html."""

    says: str
    table: TableView


def pages(edition: Edition) -> Iterator[Page]:
    """`/registry/bases/`, `/registry/calendar/`, `/registry/rules/`."""
    county = edition.county
    yield _page(
        "bases",
        "依据",
        bases_view(county),
        "公开和办事依据的法律、法规、规章和文件，各有起止日期。",
    )
    yield _page(
        "calendar", "工作日历", calendar_view(county), "按国务院办公厅公布的放假和调休计算工作日。"
    )
    yield _page("rules", "本县规则", rule_set_view(county), "期限和提醒的数值，由县里定，可以改。")


def _page(name: str, title: str, view: object, description: str) -> Page:
    return Page(
        url=f"/registry/{name}/",
        template=f"registry/pages/{name}.html",
        title=title,
        view=view,
        description=description,
        crumbs=(*_CRUMBS, Crumb(title)),
        is_daily=name == "bases",
    )


def bases_view(county: County) -> BasesView:
    """Every version of every provision, with how it stands on the date of the data."""
    bases = county.registry.frame("legal_bases")
    bases = bases.sort_values("status", kind="stable", key=lambda s: s != "已核实")
    first = ~bases["basis_id"].duplicated()
    later = "-" + iso_column(bases["effective_from"])
    bases = bases.assign(anchor="basis-" + bases["basis_id"] + later.where(~first, ""))
    is_verified = bases["status"] == "已核实"
    pending = bases[~is_verified]
    day = county.as_of.isoformat()
    sentence = f"共 {len(bases):,} 条，截至 {day}。没有注明的现行有效；修订后另起一行，旧的不删。"
    return BasesView(
        sentence,
        _bases("verified", "已核实的依据", bases[is_verified], county),
        None if pending.empty else _bases("pending", "待核实的依据", pending, county),
    )


def _bases(id_: str, caption: str, bases: pd.DataFrame, county: County) -> TableView:
    titles = [basis_title(basis) for basis in bases.to_dict("records")]
    begins = iso_column(bases["effective_from"])
    until = " 至 " + iso_column(bases["effective_to"])
    columns = [
        (Column("依据"), Cells(titles, "head", ids=bases["anchor"].tolist())),
        (Column("施行"), Cells(begins + until.fillna(" 起"))),
        (Column("情况"), Cells(mark_cells(_validity_marks(bases, county.as_of)), "html")),
        (Column("编号"), Cells(bases["basis_id"], "code")),
    ]
    return table_view(id_, caption, columns)


def _validity_marks(bases: pd.DataFrame, as_of: date) -> list[Mark | None]:
    """Marks only what is not in force on the day of the data."""
    today = pd.Timestamp(as_of)
    state = pd.Series("", index=bases.index, dtype="str")
    state = state.mask(bases["effective_to"] < today, "已失效")
    state = state.mask(bases["effective_from"] > today, "尚未施行")
    return [Mark("none", text) if text else None for text in state]


def calendar_view(county: County) -> CalendarView:
    """One section an announced year; days of December stand with the holiday they open."""
    days = county.registry.frame("calendar").sort_values("date")
    years = county.calendar.years
    year_views = tuple(
        _year(year, days_of_year, county)
        for year, days_of_year in sorted(days.groupby(notice_years(days)), reverse=True)
        if year in years
    )
    unknown = f"{years[-1] + 1} 年的放假安排还没有录入。期限算到那一年时写明“没有公布”，不推算。"
    return CalendarView(year_views, unknown)


def _year(year: int, days: pd.DataFrame, county: County) -> HolidayYear:
    ordered = days.sort_values(["is_off", "date"], ascending=[False, True])
    holidays = [
        (name, days_of_holiday.sort_values("date"))
        for name, days_of_holiday in ordered.groupby("name", sort=False)
    ]
    days_off = [_spans(h.loc[h["is_off"].astype(bool), "date"].dt.date) for _, h in holidays]
    days_worked = [_dates(h.loc[~h["is_off"].astype(bool), "date"].dt.date) for _, h in holidays]
    columns = [
        (Column("节日"), Cells([str(name) for name, _ in holidays], "head")),
        (Column("放假"), Cells(days_off)),
        (Column("调休上班"), Cells(days_worked)),
    ]
    total = county.calendar.between(date(year, 1, 1), date(year, 12, 31))
    return HolidayYear(
        f"year-{year}",
        f"{year} 年",
        f"全年 {total} 个工作日。",
        table_view(f"days-{year}", f"{year} 年放假和调休", columns),
        tuple(_source(text) for text in dict.fromkeys(days["source"])),
    )


def _source(text: str) -> Link:
    is_url = text.startswith(("https://", "http://"))
    return Link("放假通知", text) if is_url else Link(text)


def _spans(days: pd.Series) -> str:
    """`2 月 15 日至 23 日，共 9 天`."""
    runs: list[list[date]] = []
    for day in days:
        if runs and day - runs[-1][-1] == timedelta(1):
            runs[-1].append(day)
        else:
            runs.append([day])
    return "；".join(_run(run) for run in runs)


def _run(run: list[date]) -> str:
    if len(run) == 1:
        return f"{month_day(run[0])}，1 天"
    is_one_month = run[0].month == run[-1].month
    last = f"{run[-1].day} 日" if is_one_month else month_day(run[-1])
    return f"{month_day(run[0])}至 {last}，共 {len(run)} 天"


def _dates(days: pd.Series) -> str | None:
    """`2 月 14 日（周六）、2 月 28 日（周六）`; nothing where no day is worked in exchange."""
    text = "、".join(f"{month_day(d)}（周{_WEEKDAYS[d.weekday()]}）" for d in days)
    return text or None


def rule_set_view(county: County) -> RuleSetView:
    """Every number the county has set, with its unit and where it comes from."""
    rules = county.registry.frame("rules")
    values = rules["value"].map(lambda value: count(int(value))) + " " + rules["unit"]
    columns = [
        (Column("规则"), Cells(rules["meaning"], "head", ids=("rule-" + rules["key"]).tolist())),
        (Column("数值", is_num=True), Cells(values, "num")),
        (Column("出处"), Cells(rules["basis"])),
        (Column("规则项"), Cells(rules["key"], "code")),
    ]
    sentence = f"共 {len(rules):,} 项。网页上的期限和提醒都按这里的数值计算。"
    return RuleSetView(sentence, table_view("rule-set", "本县规则", columns))
