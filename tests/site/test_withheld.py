"""What the whole portal says of items that are numbers only: no sum of all of it tells a person.

Every page, file and feed of the demo is read, and what they say of a number is put together.
"""

from __future__ import annotations

import csv
import json
import re
import sqlite3
from collections.abc import Iterator, Mapping
from functools import cache
from itertools import islice
from pathlib import Path

import lxml.html
import openpyxl
import polars as pl
import pytest

from conftest import Portal
from exact_sums import numbers
from mingbai.check.privacy.small_counts import FEW, HIDDEN, Cell, Shown, Sum
from mingbai.kinds.completions.counts import sums
from mingbai.page import period_zh

Key = tuple[str, str, str]
"""item_code, period, place_code."""
_SHOWN_WORDS = {"少于 5": FEW, "不公布": HIDDEN}
_BLOCKS = "//tr | //li | //p | //dd | //summary | //h1 | //h2 | //caption | //figcaption"


@cache
def published(output: Path) -> dict[Key, Shown]:
    """What the CSV of the whole table says."""
    with (output / "data/completions/case_counts.csv").open(encoding="utf-8", newline="") as file:
        return {_key(row): _shown(row["cases"], row["withheld"]) for row in csv.DictReader(file)}


def _key(row: Mapping[str, object]) -> Key:
    return str(row["item_code"]), str(row["period"]), str(row["place_code"])


def _shown(number: object, withheld: object) -> Shown:
    """As `small_counts` has it; a row with both or neither is a fault of its own."""
    assert (number in (None, "")) != (withheld in (None, "")), (number, withheld)
    return str(withheld) if number in (None, "") else int(str(number))


@cache
def items(output: Path) -> dict[str, tuple[str, str]]:
    """item_code -> name and agency."""
    with (output / "data/approvals/items.csv").open(encoding="utf-8", newline="") as file:
        return {row["item_code"]: (row["name"], row["agency"]) for row in csv.DictReader(file)}


@cache
def homes(output: Path) -> dict[str, str]:
    """The place of each agency, by its slug."""
    with (output / "data/registry/agencies.csv").open(encoding="utf-8", newline="") as file:
        return {row["slug"]: row["place_code"] for row in csv.DictReader(file)}


def in_json(output: Path) -> dict[Key, Shown]:
    """The JSON of the whole table."""
    rows = json.loads((output / "data/completions/case_counts.json").read_text("utf-8"))
    return {_key(row): _shown(row["cases"], row["withheld"]) for row in rows}


def in_parquet(output: Path) -> dict[Key, Shown]:
    """The Parquet of the whole table."""
    rows = pl.read_parquet(output / "data/completions/case_counts.parquet").iter_rows(named=True)
    return {_key(row): _shown(row["cases"], row["withheld"]) for row in rows}


def in_sqlite(output: Path) -> dict[Key, Shown]:
    """The table in the SQLite of the dataset."""
    with sqlite3.connect(output / "data/completions/completions.sqlite") as database:
        database.row_factory = sqlite3.Row
        rows = database.execute("select * from case_counts").fetchall()
    return {_key(dict(row)): _shown(row["cases"], row["withheld"]) for row in rows}


def in_workbook(output: Path) -> dict[Key, Shown]:
    """The sheet of the workbook of the dataset."""
    book = openpyxl.load_workbook(output / "data/completions/completions.xlsx", read_only=True)
    heading, *rows = book["办件数"].iter_rows(values_only=True)
    names = ("item_code", "period", "place_code", "cases", "withheld")
    assert len(heading) == len(names)
    return {
        _key(row): _shown(row["cases"], row["withheld"])
        for row in (dict(zip(names, cells, strict=True)) for cells in rows)
    }


def in_packages(output: Path) -> dict[Key, Shown]:
    """Every package as it was committed, put together; none says a cell again."""
    cells: dict[Key, Shown] = {}
    for path in sorted(output.glob("data/completions/*/*/case_counts.csv")):
        with path.open(encoding="utf-8", newline="") as file:
            for row in csv.DictReader(file):
                assert _key(row) not in cells
                cells[_key(row)] = _shown(row["cases"], row["withheld"])
    return cells


@pytest.mark.parametrize(
    "form",
    [in_json, in_parquet, in_sqlite, in_workbook, in_packages],
    ids=lambda form: form.__name__,
)
def test_every_form_says_the_same(form, portal: Portal) -> None:
    """No file has a number that another one withholds."""
    assert len(published(portal.output)) > 100
    assert form(portal.output) == published(portal.output)


def test_pages_say_no_more_than_files(portal: Portal) -> None:
    """The tables of an item's page are the cells of the CSV, each as it is there."""
    cells = published(portal.output)
    seen = 0
    for code in sorted({code for code, _, _ in cells}):
        tree = _tree(portal.output / f"completions/item/{code}/index.html")
        home = homes(portal.output)[items(portal.output)[code][1]]
        expected = sorted(
            (period_zh(period), value)
            for (item, period, place), value in cells.items()
            if item == code and place == home
        )
        rows = [_texts(row) for row in tree.xpath("//table[@id='periods']/tbody/tr")]
        assert sorted((when, _value(text)) for when, text in rows) == expected
        parts = [_texts(row) for row in tree.xpath("//table[@id='places']/tbody/tr")]
        of_parts = [v for (i, _, p), v in cells.items() if i == code and p != home]
        assert sorted(str(_value(text)) for *_, text in parts) == sorted(map(str, of_parts))
        seen += len(rows) + len(parts)
    assert seen == len(cells)


def _tree(path: Path) -> lxml.html.HtmlElement:
    return lxml.html.parse(str(path), parser=lxml.html.HTMLParser(encoding="utf-8")).getroot()


def _texts(row: lxml.html.HtmlElement) -> list[str]:
    return [cell.text_content().strip() for cell in row]


def _value(text: str) -> Shown:
    return _SHOWN_WORDS.get(text) or int(text.replace(",", ""))


def test_nothing_else_counts_them(portal: Portal) -> None:
    """Where any page, feed or index names such an item, a number of cases beside it is published.

    A number that follows the name in the same clause is one that the tables of items publish.
    """
    cells = published(portal.output)
    codes = {code for code, _, _ in cells}
    names = {items(portal.output)[code][0] for code in codes}
    said = {
        text
        for value in cells.values()
        for text in ([FEW] if value == FEW else [f"{value:,}"] if isinstance(value, int) else [])
    }
    named = "|".join(map(re.escape, sorted(names | codes)))
    beside = re.compile(rf"(?:{named})[^，。；]{{0,60}}?(少于 5|[\d,]+) 件")
    found: list[str] = []
    for where, text in _sentences(portal.output, names | codes):
        numbers_beside = [number.replace("少于 5", FEW) for number in beside.findall(text)]
        assert set(numbers_beside) <= said, (where, text)
        found += numbers_beside
    assert len(found) > 10


def _sentences(output: Path, words: set[str]) -> Iterator[tuple[str, str]]:
    """(file, text) of each block that holds one of the words: of pages, feeds and indexes."""
    pattern = re.compile("|".join(map(re.escape, sorted(words))))
    for path in sorted(output.rglob("*")):
        where = path.relative_to(output).as_posix()
        if path.suffix == ".html":
            raw = path.read_text("utf-8")
            if pattern.search(raw):
                for block in _tree(path).xpath(_BLOCKS):
                    text = block.text_content()
                    if not block.xpath(_BLOCKS.replace("//", ".//")) and pattern.search(text):
                        yield where, text
        elif path.suffix in {".atom", ".rss", ".xml", ".ics", ".js"} or (
            path.suffix == ".json" and not where.startswith("data/")
        ):
            for line in re.split(r"</entry>|</item>|\n|\}", path.read_text("utf-8")):
                if pattern.search(line):
                    yield where, line


def test_no_sum_of_everything_tells_a_small_number(portal: Portal) -> None:
    """All that is published, solved exactly: whatever is withheld may still be another number."""
    by_item: dict[str, dict[Cell, Shown]] = {}
    for (code, period, place), value in published(portal.output).items():
        by_item.setdefault(code, {})[period, place] = value
    withheld = 0
    for code, shown in by_item.items():
        home = homes(portal.output)[items(portal.output)[code][1]]
        lines = sums([period for period, _ in shown], home, {p for _, p in shown} - {home})
        for cell in _withheld(shown, lines):
            withheld += 1
            possible = list(islice(numbers(cell, shown, lines), 2))
            assert possible, (code, cell)
            assert len(possible) > 1 or possible[0] not in range(1, 5), (code, cell, possible)
    assert withheld > 50


def _withheld(shown: Mapping[Cell, Shown], lines: tuple[Sum, ...]) -> list[Cell]:
    """The cells that have no number, published or not, of the time that is published."""
    every = {*shown, *(cell for line in lines for cell in line.cells)}
    return sorted(cell for cell in every if not isinstance(shown.get(cell), int))


def test_figures_of_agencies_count_what_is_shown(portal: Portal) -> None:
    """What the index says of an agency is its published cases: no hidden one is in a total."""
    path = portal.output / "data/completions/cases.csv"
    with path.open(encoding="utf-8", newline="") as file:
        agencies = [items(portal.output)[row["item_code"]][1] for row in csv.DictReader(file)]
    tree = _tree(portal.output / "completions/index.html")
    figures = {
        row.xpath(".//a/@href")[0].split("/")[-2]: int(_texts(row)[1].replace(",", ""))
        for row in tree.xpath("//table[@id='agencies']/tbody/tr")
    }
    assert figures == {slug: agencies.count(slug) for slug in set(agencies)}
    assert f"办结 {len(agencies):,} 件" in tree.text_content()
