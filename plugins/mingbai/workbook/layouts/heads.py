"""A sheet -> where a heading of an export stands, one to three rows high, and what each column is.

A column of a storeyed heading is called by all its rows in one (期初余额 over 借方 is 期初借方), or
by one of them alone. What nobody knows by its words is asked about once: the answer is kept by the
heading's text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field

from mingbai.exports import ExportColumn, ExportForm
from mingbai.workbook.layouts import words
from mingbai.workbook.sheets import Merge, Stored, Worksheet

STOREYS = 3
_SEARCHED_ROWS = 40
_AMOUNT = re.compile(r"(?:余额|发生额|金额|数额|数)(?=.)")
_UNIT = re.compile(r"(.+?)\((?:单位:?)?([十百千万亿]*元)\)")
_FEWEST = 3

# The name of a column that a heading was answered to be: "" for none, None where nobody answered.
Learned = Callable[[str], str | None]


@dataclass(frozen=True)
class HeadColumn:
    """One column below a heading. name: of the form's column, "" where it is none of them.

    text: the heading as it is asked about. unit: of its own, as 万元.
    """

    number: int
    text: str
    name: str = ""
    unit: str = ""


@dataclass(frozen=True)
class Head:
    """The heading of an export. first, row: its upper and its lowest row."""

    form: ExportForm
    first: int
    row: int
    columns: tuple[HeadColumn, ...]

    @property
    def by_name(self) -> Mapping[str, HeadColumn]:
        """The columns that are known, by the name of the form's column."""
        return {column.name: column for column in self.columns if column.name}

    @property
    def unknown(self) -> tuple[HeadColumn, ...]:
        """The columns that are none of the form's."""
        return tuple(column for column in self.columns if not column.name)

    @property
    def lacks(self) -> tuple[frozenset[str], ...]:
        """The needs of the form that no column meets."""
        return tuple(need for need in self.form.needs if not need & self.by_name.keys())


@dataclass(frozen=True)
class _Grid:
    """The texts of a sheet, with those of merged cells in all their cells."""

    sheet: Worksheet
    covered: Mapping[tuple[int, int], Merge] = field(default_factory=dict)

    def text(self, row: int, column: int) -> str:
        merge = self.covered.get((row, column))
        at, number = (merge.top, merge.left) if merge is not None else (row, column)
        cell = self.sheet.rows.get(at, {}).get(number)
        return cell.text.strip() if cell is not None and cell.stored is Stored.TEXT else ""


def grid(sheet: Worksheet) -> _Grid:
    """The sheet as headings are read in it."""
    covered = {
        (row, column): merge
        for merge in sheet.merges
        if merge.bottom - merge.top < STOREYS
        for row in range(merge.top, merge.bottom + 1)
        for column in range(merge.left, min(merge.right, merge.left + 60) + 1)
    }
    return _Grid(sheet, covered)


def find(sheet: Worksheet, forms: tuple[ExportForm, ...], learned: Learned) -> Head | None:
    """The heading near the top with the most known columns; None where no form is likely.

    Likely is a form of which at least three columns are known, and half of what it needs.
    """
    cells = grid(sheet)
    best: Head | None = None
    for row in sorted(sheet.rows)[:_SEARCHED_ROWS]:
        for form in forms:
            head = at(cells, row, form, learned)
            if head is not None and (best is None or _rank(head) > _rank(best)):
                best = head
    return best


def _rank(head: Head) -> tuple[int, int, int]:
    return len(head.form.needs) - len(head.lacks), len(head.by_name), head.first - head.row


def at(cells: _Grid, row: int, form: ExportForm, learned: Learned) -> Head | None:
    """The heading of a form whose lowest row this is; None where that is not likely."""
    best: Head | None = None
    for storeys in range(1, STOREYS + 1):
        first = row - storeys + 1
        if first < 1 or not _is_text(cells, row):
            break
        columns = tuple(_columns(cells, first, row, form, learned))
        head = Head(form, min(first, _top(cells, row)), row, columns)
        is_likely = len(head.by_name) >= _FEWEST and 2 * len(head.lacks) <= len(form.needs)
        if is_likely and (best is None or len(head.by_name) > len(best.by_name)):
            best = head
    return best


def _top(cells: _Grid, row: int) -> int:
    """The upper row of the cells that are merged downwards into a row."""
    tops = [merge.top for (at_row, _), merge in cells.covered.items() if at_row == row]
    return min(tops, default=row)


def _is_text(cells: _Grid, row: int) -> bool:
    """Whether a row has texts alone, and at least two."""
    stored = [cell.stored for cell in cells.sheet.rows.get(row, {}).values() if cell.text.strip()]
    covered = sum(1 for (at_row, _), merge in cells.covered.items() if at_row == row > merge.top)
    return len(stored) + covered >= 2 and all(one is Stored.TEXT for one in stored)


def _columns(
    cells: _Grid, first: int, row: int, form: ExportForm, learned: Learned
) -> Iterator[HeadColumn]:
    """The columns with a heading, each name given once: to the heading that it is likeliest for."""
    paths = dict(_paths(cells, first, row))
    likely: list[tuple[int, int, int, str]] = []
    for number, path in paths.items():
        answer = learned(_asked(path))
        if answer is None:
            likely += ((order, rank, number, name) for order, rank, name in _named(path, form))
        elif answer:
            likely.append((-1, 0, number, answer))
    names: dict[int, str] = {}
    for _, _, number, name in sorted(likely):
        if number not in names and name not in names.values():
            names[number] = name
    for number, path in paths.items():
        yield HeadColumn(number, _asked(path), names.get(number, ""), _unit(path))


def _asked(path: tuple[str, ...]) -> str:
    return "·".join(path)


def _unit(path: tuple[str, ...]) -> str:
    units = [match[2] for text in path if (match := _UNIT.fullmatch(words.flat(text)))]
    return units[0] if units else ""


def _paths(cells: _Grid, first: int, row: int) -> Iterator[tuple[int, tuple[str, ...]]]:
    """Each column's headings from top to bottom, each once; one above reaches to the right."""
    last = max((max(cells.sheet.rows.get(r, {0: 0})) for r in range(first, row + 1)), default=0)
    last = max([last, *(c for (r, c) in cells.covered if first <= r <= row)])
    above = dict.fromkeys(range(first, row), "")
    for number in range(1, last + 1):
        lowest = cells.text(row, number)
        path: list[str] = []
        for at_row in range(first, row):
            here = cells.text(at_row, number)
            above[at_row] = here or above[at_row]
            text = above[at_row] if lowest else here
            if text and text not in path:
                path.append(text)
        if lowest and lowest not in path:
            path.append(lowest)
        if path:
            yield number, tuple(path)


def _named(path: tuple[str, ...], form: ExportForm) -> Iterator[tuple[int, int, str]]:
    """The columns that a heading may be: how little of it says so, the place of the word, name."""
    plain = [_plain(text) for text in path]
    tried = ["".join(plain), "".join(plain[-2:])]
    if len(plain) > 1:
        tried += [f"{plain[-1]}{plain[-2]}", f"{plain[-1]}{_AMOUNT.sub('', plain[-2] + '。')[:-1]}"]
    tried = [form_ for text in tried for form_ in (text, _AMOUNT.sub("", text))]
    if len(plain) > 1:  # 期初 over 借方金额
        tried += [_AMOUNT.sub("", f"{text}。")[:-1] for text in tried]
    for order, text in enumerate(dict.fromkeys((*tried, plain[-1]))):
        for column in form.columns:
            if text in column.words:
                yield order, column.words.index(text), column.name


def _plain(text: str) -> str:
    flat = words.flat(text)
    match = _UNIT.fullmatch(flat)
    return (match[1] if match else flat).strip("*:")


def column_of(form: ExportForm, name: str) -> ExportColumn:
    """A column of a form by its name."""
    return next(column for column in form.columns if column.name == name)
