"""Counts by grade -> a bar of shares inside a table's cell, one a row."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import accumulate

from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.page import formats
from mingbai.page.charts.svg import dots, hatch

_WIDTH, _HEIGHT = 200, 16


def shares(id_: str, names: Sequence[str], counts: Sequence[Sequence[int]]) -> list[Markup | None]:
    """A bar a row: the first grade solid, then hatched, blank, dotted; at most four grades.

    counts: a row a bar, a number a name. A row of zeros has no bar. For `Cells(…, "html")`.
    """
    if len(names) > 4:
        raise ValueError(f"{len(names)} grades: only four fillings can be told apart in grey")
    return [_bar(f"{id_}-{i}", names, row) for i, row in enumerate(counts)]


def shares_key(id_: str, names: Sequence[str]) -> Markup:
    """What each filling stands for, to print once above the table."""
    swatches = [
        f'<svg width="14" height="14" aria-hidden="true">{_patterns(f"{id_}-key-{i}", i)}'
        f"{_segment(f'{id_}-key-{i}', i, 0, 14, 14)}</svg> {escape_one(name)}"
        for i, name in enumerate(names)
    ]
    return Markup('<p class="shares__key"><small>' + "　".join(swatches) + "</small></p>")  # noqa: S704


def _bar(id_: str, names: Sequence[str], counts: Sequence[int]) -> Markup | None:
    whole = sum(counts)
    if whole == 0:
        return None
    ends = [0, *(total * _WIDTH / whole for total in accumulate(counts))]
    segments = [
        _patterns(id_, i) + _segment(id_, i, ends[i], ends[i + 1] - ends[i], _HEIGHT)
        for i, count in enumerate(counts)
        if count
    ]
    label = "，".join(
        f"{name} {formats.share(count, whole)}" for name, count in zip(names, counts, strict=True)
    )
    return Markup(  # noqa: S704 - numbers and escaped words only
        f'<svg class="shares" width="{_WIDTH}" height="{_HEIGHT}" '
        f'viewBox="0 0 {_WIDTH} {_HEIGHT}" role="img" '
        f'aria-label="{escape_one(label)}">{"".join(segments)}</svg>'
    )


def _patterns(id_: str, grade: int) -> str:
    return {1: hatch(f"{id_}-1"), 3: dots(f"{id_}-3")}[grade] if grade in (1, 3) else ""


def _segment(id_: str, grade: int, x: float, width: float, height: int) -> str:
    place = f'x="{x:.1f}" y="0" width="{width:.1f}" height="{height}"'
    if grade == 0:
        return f'<rect class="chart__bar--in" fill="currentColor" {place}/>'
    fill = "none" if grade == 2 else f"url(#{id_}-{grade})"
    return f'<rect fill="{fill}" stroke="currentColor" stroke-width="1" {place}/>'
