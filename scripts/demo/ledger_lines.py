"""Told lines of a ledger -> a frame with a row each time one of them happens, in any book.

Columns: book, month (positions), day, is_income, subject, disclosure, summary, amount_fen,
handler, witness, files. Made line by line of the told list, column by column of the ledger.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, reduce
from operator import add
from string import Formatter
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from demo import content
from demo.chance import Chance

Line = Mapping[str, Any]
Numbers = NDArray[np.int64]
_CHOICES = 3


@dataclass(frozen=True, eq=False)
class Ground:
    """What lines fall on: the books in order, the months, and how busy they are."""

    books: pd.DataFrame
    periods: tuple[str, ...]
    busy: float
    chance: Chance

    @cached_property
    def month_numbers(self) -> Numbers:
        """1 … 12 of each month."""
        return np.array([int(period[5:]) for period in self.periods])

    @cached_property
    def words(self) -> dict[str, NDArray[np.object_]]:
        """Kind of word -> the three of each book; a village and its groups share them."""
        villages = self.books["village_code"]
        words: dict[str, NDArray[np.object_]] = {}
        for kind, options in content.document("ledger")["words"].items():
            filled_in = {
                v: self.chance.of("words", kind, v).some(options, _CHOICES)
                for v in villages.unique()
            }
            words[kind] = np.array([filled_in[v] for v in villages], dtype=object)
        return words

    @cached_property
    def calendar(self) -> dict[str, NDArray[np.object_]]:
        """Words that depend on the month alone."""
        numbers = self.month_numbers
        quarter = ["一季度", "二季度", "三季度", "四季度"]
        return {
            "last": np.array([f"{(n + 10) % 12 + 1}月" for n in numbers], dtype=object),
            "quarter": np.array([quarter[(n - 1) // 3] for n in numbers], dtype=object),
            "half": np.array(["上半年" if n <= 6 else "下半年" for n in numbers], dtype=object),
        }

    def has(self, thing: str, kind: str) -> NDArray[np.bool_]:
        """Whether each book's place has a thing that its ledger speaks of."""
        likely = content.document("ledger")["has"][kind][thing]
        has: NDArray[np.bool_] = (
            self.chance.of("has", thing, kind).uniform(len(self.books)) * 100 < likely
        )
        return has


def happened(ground: Ground) -> pd.DataFrame:
    """All lines of all books, in the order of the told list."""
    lines = content.records(content.table("ledger_lines"))
    return pd.concat([_rows(line, ground) for line in lines], ignore_index=True)


def _rows(line: Line, ground: Ground) -> pd.DataFrame:
    chance = ground.chance.of("line", line["id"])
    again, book, month = np.nonzero(_times(line, ground, chance.of("times")))
    drawn = _Draws(
        chance=chance,
        book=book,
        month=month,
        again=again,
        books=len(ground.books),
        months=len(ground.periods),
    )
    units, amount = _amount(line, drawn, ground)
    people = _people(line, drawn, ground.books)
    return pd.DataFrame(
        {
            "book": book,
            "month": month,
            "day": drawn.day(int(line["day_low"]), int(line["day_high"])),
            "is_income": line["direction"] == "收入",
            "subject": line["subject"],
            "disclosure": line["disclosure"],
            "summary": _summary(line, drawn, units, ground),
            "amount_fen": amount,
            "handler": people[0],
            "witness": people[1],
            "files": drawn.between("files", int(line["files_low"]), int(line["files_high"])),
        }
    )


def _times(line: Line, ground: Ground, chance: Chance) -> NDArray[np.bool_]:
    """Whether it happens for the n-th time: [again, book, month]."""
    expected = int(line["chance"]) / 100 * ground.busy
    count = (expected + chance.uniform(len(ground.books), len(ground.periods))).astype(int)
    fits = (ground.books["kind"] == line["book"]).to_numpy()
    if pd.notna(line["has"]):
        fits = fits & ground.has(line["has"], line["book"])
    count = np.where(fits[:, None], count, 0)
    if line["months"] != "*":
        season = np.isin(ground.month_numbers, [int(m) for m in line["months"].split()])
        count = np.where(season[None, :], count, 0)
    again = np.arange(max(int(count.max(initial=0)), 1))
    return again[:, None, None] < count[None, :, :]


@dataclass(frozen=True, eq=False)
class _Draws:
    """Chance for each row: a new draw every time, or one that a book keeps (`steady`)."""

    chance: Chance
    book: Numbers
    month: Numbers
    again: Numbers
    books: int
    months: int

    def uniform(self, name: str, is_steady: bool = False) -> NDArray[np.float64]:
        """A number in [0, 1) a row."""
        times = int(self.again.max(initial=0)) + 1
        if is_steady:
            return self.chance.of(name).uniform(times, self.books)[self.again, self.book]
        drawn = self.chance.of(name).uniform(times, self.books, self.months)
        return drawn[self.again, self.book, self.month]

    def between(self, name: str, low: int, high: int, is_steady: bool = False) -> Numbers:
        """An integer a row, both ends included."""
        return low + (self.uniform(name, is_steady) * (high - low + 1)).astype(np.int64)

    def day(self, low: int, high: int) -> Numbers:
        """A day of the month; what happens again in a month happens on another day."""
        first = self.chance.of("day").uniform(self.books, self.months)[self.book, self.month]
        span = high - low + 1
        return low + ((first * span).astype(np.int64) + 2 * self.again) % span


def _amount(line: Line, drawn: _Draws, ground: Ground) -> tuple[Numbers, Numbers]:
    """Units and 分 of each row; the size of the place weighs on the units, or on the price."""
    is_steady = line["steady"] == "是"
    scale = ground.books["scale"].to_numpy()[drawn.book] / 100 if line["scaled"] == "是" else 1.0
    low, high = float(line["price_low"]), float(line["price_high"])
    price = low + (high - low) * drawn.uniform("price", is_steady)
    step = round(float(line["step"]) * 100)
    if pd.isna(line["units_low"]):
        units = np.ones(len(drawn.book), dtype=np.int64)
        price = price * scale
    else:
        count = drawn.between("units", int(line["units_low"]), int(line["units_high"]), is_steady)
        units = np.maximum(1, (count * scale + 0.5).astype(np.int64))
    price_fen = np.maximum(1, (price * 100 / step + 0.5).astype(np.int64)) * step
    return units, units * price_fen


def _people(
    line: Line, drawn: _Draws, books: pd.DataFrame
) -> tuple[NDArray[np.object_], NDArray[np.object_]]:
    """Who handled and who witnessed each row; money that comes through the bank has no witness."""
    second = drawn.uniform("handler") < (0.55 if "{n}" in line["summary"] else 0.12)
    handlers = books[["handler_1", "handler_2"]].to_numpy(dtype=object)
    witnesses = books[["witness_1", "witness_2"]].to_numpy(dtype=object)
    handler = handlers[drawn.book, np.where(second, 1, 0)]
    witness = witnesses[drawn.book, drawn.between("witness", 0, 1)]
    if line["witnessed"] == "否":
        witness = np.full(len(drawn.book), None, dtype=object)
    return handler, witness


def _summary(line: Line, drawn: _Draws, units: Numbers, ground: Ground) -> NDArray[np.object_]:
    """The told summary with its words filled in, column by column."""
    parts: list[Any] = [np.full(len(drawn.book), "", dtype=object)]
    pick = drawn.between("word", 0, _CHOICES - 1, line["steady"] == "是")
    for literal, name, _, _ in Formatter().parse(line["summary"]):
        parts.append(literal)
        if name == "n":
            parts.append(units.astype(str).astype(object))
        elif name in ground.calendar:
            parts.append(ground.calendar[name][drawn.month])
        elif name is not None:
            parts.append(ground.words[name][drawn.book, pick])
    return reduce(add, parts)
