"""Rules of places and books: codes fit levels, levels fit each other, books fit places."""

from __future__ import annotations

import pandas as pd

from mingbai.check import Verdict, check, faults
from mingbai.county import County, codes
from mingbai.read import Tables

LEVEL_ABOVE = {"乡镇": "县", "村": "乡镇", "组": "村"}
BOOK_OF = {"村": "村账", "组": "组账"}
_NONE = "没有上级"


@check(
    "place-code-structure",
    title="地方代码要和级别相符",
    message="{found} 不是{expected}的代码",
    remedy="核对代码和级别：县末六位、乡镇末三位是 0，村末三位不是 0，组在村代码后加“-”和序号。",
)
def place_code_structure(tables: Tables, _: County) -> Verdict:
    """地方代码分三段：县六位、乡镇三位、村三位；村民小组没有国家代码，在村代码后加“-”和本地序号。各段要和填的级别相符。"""
    places = tables.frame("places")
    bad = codes.place_level(places["place_code"]) != places["kind"]
    issues = faults(
        place_code_structure.rule,
        bad,
        "place_code",
        found=places["place_code"],
        expected=places["kind"],
    )
    return Verdict(len(places), issues)


def _kind_above(places: pd.DataFrame) -> pd.Series:
    """The level of each place's parent, or the words for none."""
    kinds = places.set_index("place_code")["kind"]
    return places["parent_code"].map(kinds).fillna(_NONE)


@check(
    "place-level-order",
    title="上级必须高一级",
    message="{kind}的上级是{found}，应为{expected}",
    remedy="上级代码填高一级的地方：乡镇填县，村填乡镇，组填村；县不填。",
)
def place_level_order(tables: Tables, _: County) -> Verdict:
    """县下是乡镇，乡镇下是村，村下是组，不能跳级。"""
    places = tables.frame("places")
    level_of_parent = _kind_above(places)
    expected = places["kind"].map(LEVEL_ABOVE).fillna(_NONE)
    issues = faults(
        place_level_order.rule,
        level_of_parent != expected,
        "parent_code",
        found=level_of_parent,
        expected=expected,
        kind=places["kind"],
    )
    return Verdict(len(places), issues)


@check(
    "place-parent-prefix",
    title="代码要从上级的代码开始",
    message="按代码，上级应为 {expected}，填的是 {found}",
    remedy="核对本行的代码和上级代码，两者至少有一个填错。",
)
def place_parent_prefix(tables: Tables, _: County) -> Verdict:
    """地方代码的前几位就是上级的代码：村的前九位是乡镇，乡镇的前六位是县。"""
    places = tables.frame("places")
    expected = codes.place_above(places["place_code"])
    is_ordered = _kind_above(places) == places["kind"].map(LEVEL_ABOVE)
    bad = is_ordered & expected.notna() & (expected != places["parent_code"])
    issues = faults(
        place_parent_prefix.rule,
        bad,
        "parent_code",
        found=places["parent_code"],
        expected=expected,
    )
    return Verdict(len(places), issues)


@check(
    "tile-twice",
    title="一格只放一个地方",
    message="第 {across} 列第 {down} 行已经放了别的地方",
    remedy="给其中一个地方换一格；没有空格的，旁边加一列或者一行。",
)
def tile_twice(tables: Tables, _: County) -> Verdict:
    """“一格一个村”的图上，一格里只能有一个乡镇或者一个村，不然一个会盖住另一个。"""
    tiles = tables.frame("map_tiles")
    bad = tiles.duplicated(["tile_column", "tile_row"])
    issues = faults(
        tile_twice.rule,
        bad,
        "tile_row",
        found=tiles["tile_row"].astype("str"),
        across=tiles["tile_column"].astype("str"),
        down=tiles["tile_row"].astype("str"),
    )
    return Verdict(len(tiles), issues)


@check(
    "one-county",
    title="只有一个县",
    message="县应有一个，表里有 {found} 个",
    remedy="地方表里留下本县一行，级别填“县”，上级留空；别的县不填。",
)
def one_county(tables: Tables, _: County) -> Verdict:
    """一个门户只公开一个县的信息，所以地方表里县级有且只有一行。"""
    table = tables["places"]
    is_county = table.frame["kind"] == "县"
    county_count = str(is_county.sum())
    if not is_county.any():
        return Verdict(
            1, (one_county.rule.issue(table.files[0], found=county_count, expected="1"),)
        )
    is_extra = is_county & is_county.cumsum().gt(1)
    return Verdict(1, faults(one_county.rule, is_extra, "kind", found=county_count, expected="1"))


@check(
    "book-place-kind",
    title="账簿种类要和地方相符",
    message="{place}的账填成了{found}，应为{expected}",
    remedy="村的账填“村账”，组的账填“组账”；或核对所属地方的代码。",
)
def book_place_kind(tables: Tables, county: County) -> Verdict:
    """账簿不是地方：村有村账，村民小组有组账，两者分开记、分开公开。"""
    books = tables.frame("books")
    level = books["place_code"].map(county.places["kind"])
    expected = level.map(BOOK_OF).fillna("没有账簿")
    issues = faults(
        book_place_kind.rule,
        level.notna() & (expected != books["kind"]),
        "kind",
        found=books["kind"],
        expected=expected,
        place=level,
    )
    return Verdict(len(books), issues)


@check(
    "book-id-place",
    title="账簿编号要从村代码开始",
    message="{kind}的编号 {found} 应为 {expected}",
    remedy="账簿编号是村代码加“-”和序号：村账的序号是 00，组账从 01 起。",
)
def book_id_place(tables: Tables, _: County) -> Verdict:
    """账簿编号由村代码和序号组成，00 留给村账，组账从 01 起，一看就知道是哪个村的哪本账。"""
    books = tables.frame("books")
    village = books["place_code"].str[:12]
    is_zero = books["book_id"].str.fullmatch(r"\d{12}-0+").astype(bool)
    is_village_book = books["kind"] == "村账"
    expected = (village + "-00").where(is_village_book, village + "-01 之类")
    bad = (books["book_id"].str[:12] != village) | (is_zero != is_village_book)
    issues = faults(
        book_id_place.rule,
        bad,
        "book_id",
        found=books["book_id"],
        expected=expected,
        kind=books["kind"],
    )
    return Verdict(len(books), issues)


@check(
    "book-keeper",
    title="记账单位是上级乡镇",
    message="记账单位 {found} 在 {where}，这本账归 {expected}",
    remedy="村账、组账由所在乡镇代理记账，记账单位填那个乡镇政府的简码。",
)
def book_keeper(tables: Tables, county: County) -> Verdict:
    """村账镇代管：代理记账的是账簿所属村、组上面的那个乡镇。"""
    books = tables.frame("books")
    where = books["keeper"].map(county.agencies["place_code"])
    town = codes.place_above(books["place_code"].str[:12])
    issues = faults(
        book_keeper.rule,
        where.notna() & (where != town),
        "keeper",
        found=books["keeper"],
        expected=town.map(county.places["name"]),
        where=where.map(county.places["name"]),
    )
    return Verdict(len(books), issues)


@check(
    "book-months",
    title="账簿的截止月份不早于起始月份",
    message="截止 {found} 早于起始 {expected}",
    remedy="核对两个月份；仍在用的账簿，截止月份留空。",
)
def book_months(tables: Tables, _: County) -> Verdict:
    """一本账从起始月份公开到截止月份，截止不能早于起始。"""
    books = tables.frame("books")
    bad = books["until"].notna() & (books["until"] < books["since"])
    issues = faults(book_months.rule, bad, "until", found=books["until"], expected=books["since"])
    return Verdict(len(books), issues)


CHECKS = (
    place_code_structure,
    place_level_order,
    place_parent_prefix,
    tile_twice,
    one_county,
    book_place_kind,
    book_id_place,
    book_keeper,
    book_months,
)
