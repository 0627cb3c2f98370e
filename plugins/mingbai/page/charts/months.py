"""Months of a book -> income upward and solid, expense downward and hatched."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from markupsafe import Markup

from mingbai import dates
from mingbai.money import yuan
from mingbai.page.charts.svg import DIGIT, WIDTH, axis, drawing, grid_line, hatch, ring
from mingbai.page.components import ChartView, Column, Mark, TableView
from mingbai.page.tables import Cells, mark_cells, table_view

_STEPS = (1, 2, 3, 5)


@dataclass(frozen=True, slots=True)
class MonthSum:
    """One month of a book; the amounts are None where nothing was published."""

    period: str
    income_fen: int | None
    expense_fen: int | None
    closing_fen: int | None
    mark: Mark


@dataclass(frozen=True, slots=True)
class _Scale:
    """Amounts in 分 -> heights.

    step_fen: between two lines. above, below: lines on each side of zero. unit_fen: one 元 or 万元.
    """

    step_fen: int
    above: int
    below: int
    unit_fen: int

    @property
    def unit(self) -> str:
        return "万元" if self.unit_fen == 1_000_000 else "元"

    def label(self, step: int) -> str:
        whole, rest = divmod(step * self.step_fen, self.unit_fen)
        return f"{whole:,}" + (f".{rest * 10 // self.unit_fen}" if rest else "")


def bars(id_: str, title: str, months: Sequence[MonthSum]) -> ChartView:
    """Months, oldest first -> income upward and solid, expense downward and hatched.

    A month without amounts is a ring on the zero line, marked 未公开. Needs one published month.
    """
    return ChartView(
        id=id_,
        title=title,
        unit=_scale(months).unit,
        svg=_bars_svg(id_, title, months),
        key=_bars_key(months),
        says=_bars_says(months),
        twin=_bars_twin(id_, title, months),
    )


def _bars_key(months: Sequence[MonthSum]) -> tuple[tuple[str, str], ...]:
    key = (("in", "收入（向上）"), ("out", "支出（向下）"))
    has_gap = any(month.income_fen is None for month in months)
    return (*key, ("gap", "未公开")) if has_gap else key


def _bars_says(months: Sequence[MonthSum]) -> str:
    """The span, the month of the highest income and expense, the months not published."""
    published = [m for m in months if m.income_fen is not None]
    gaps = [dates.month_zh(m.period) for m in months if m.income_fen is None]
    income = max(published, key=lambda m: m.income_fen or 0)
    expense = max(published, key=lambda m: m.expense_fen or 0)
    span = dates.month_zh(months[0].period)
    if len(months) > 1:
        span += f"至 {dates.month_zh(months[-1].period)}"
    text = (
        f"{span}。收入最高的是 {dates.month_zh(income.period)}，"
        f"{yuan(income.income_fen)} 元；支出最高的是 {dates.month_zh(expense.period)}，"
        f"{yuan(expense.expense_fen)} 元。"
    )
    return f"{text}{'、'.join(gaps)}未公开。" if gaps else text


def _bars_twin(id_: str, title: str, months: Sequence[MonthSum]) -> TableView:
    latest = list(reversed(months))
    return table_view(
        f"{id_}-table",
        f"{title}（元）",
        (
            (Column("月份"), Cells([dates.month_zh(m.period) for m in latest], "head")),
            (Column("收入（元）", True), _amounts([m.income_fen for m in latest])),
            (Column("支出（元）", True), _amounts([m.expense_fen for m in latest])),
            (Column("月末结余（元）", True), _amounts([m.closing_fen for m in latest])),
            (Column("公开情况"), Cells(mark_cells([m.mark for m in latest]), "html")),
        ),
        mode="frame",
    )


def _amounts(fens: Sequence[int | None]) -> Cells:
    return Cells(["—" if fen is None else yuan(fen) for fen in fens], "num")


def _scale(months: Sequence[MonthSum]) -> _Scale:
    """The finest round step with at most three lines on either side."""
    up = max(1, *(m.income_fen or 0 for m in months))
    down = max(m.expense_fen or 0 for m in months)
    top = max(up, down)
    unit = 1_000_000 if top >= 1_000_000 else 100
    step = unit // 10 if unit == 1_000_000 else unit
    while step * 3 < top:
        step = _next_step(step)
    return _Scale(step, -(-up // step), -(-down // step), unit)


def _next_step(step: int) -> int:
    power = int(10 ** (len(str(step)) - 1))
    lead = step // power
    larger = [s for s in _STEPS if s > lead]
    return (larger[0] if larger else 10) * power


def _bars_svg(id_: str, title: str, months: Sequence[MonthSum]) -> Markup:
    scale = _scale(months)
    left = 14 + DIGIT * max(len(scale.label(i)) for i in range(4))
    height = 376 / (scale.above + scale.below)
    zero = 12 + height * scale.above
    pitch = (WIDTH - left) / len(months)
    wide, per_fen, hatched = min(pitch, 48.0), height / scale.step_fen, f"{id_}-hatch"
    shapes = [
        _month_shape(
            month=month,
            x=left + i * pitch + (pitch - wide) / 2,
            pitch=wide,
            zero=zero,
            per_fen=per_fen,
            hatch=hatched,
        )
        for i, month in enumerate(months)
    ]
    return drawing(
        id_,
        title,
        _bars_says(months),
        420,
        [
            hatch(hatched),
            *_lines(scale, left, zero, height),
            *_years(months, left, pitch),
            *shapes,
            axis(left, zero),
        ],
    )


def _month_shape(
    month: MonthSum, x: float, pitch: float, zero: float, per_fen: float, hatch: str
) -> str:
    if month.income_fen is None or month.expense_fen is None:
        radius = min(8.0, pitch * 0.4)
        return ring(x + pitch / 2, zero, radius)
    up, down = month.income_fen * per_fen, month.expense_fen * per_fen
    return (
        f'<rect class="chart__bar--in" fill="currentColor" x="{x + pitch * 0.15:.1f}" '
        f'y="{zero - up:.1f}" width="{pitch * 0.7:.1f}" height="{up:.1f}"/>'
        f'<rect fill="url(#{hatch})" stroke="currentColor" stroke-width="1.4" '
        f'x="{x + pitch * 0.18:.1f}" y="{zero:.1f}" '
        f'width="{pitch * 0.64:.1f}" height="{down:.1f}"/>'
    )


def _lines(scale: _Scale, left: float, zero: float, height: float) -> list[str]:
    """Grid lines with their amounts, upward and downward from zero."""
    sides = [(i, zero - i * height) for i in range(scale.above + 1)]
    sides += [(i, zero + i * height) for i in range(1, scale.below + 1)]
    return [
        grid_line(left, WIDTH, y, y)
        + f'<text class="chart__text chart__text--end" text-anchor="end" x="{left - 10}" '
        f'y="{y:.1f}">{scale.label(i)}</text>'
        for i, y in sides
    ]


def _years(months: Sequence[MonthSum], left: float, pitch: float) -> list[str]:
    """A line before each January, with the year beside it where there is room."""
    starts = [i for i, m in enumerate(months) if m.period.endswith("-01")]
    drawn = []
    for i in starts:
        x = left + i * pitch
        room = (WIDTH - x) >= 7 * DIGIT
        anchor = "" if room else ' text-anchor="end"'
        drawn.append(
            grid_line(x, x, 8, 416)
            + f'<text class="chart__text"{anchor} x="{x + (6 if room else -6):.1f}" y="412">'
            f"{months[i].period[:4]} 年</text>"
        )
    return drawn
