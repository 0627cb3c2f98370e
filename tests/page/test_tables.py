"""Columns become rows that a browser reads back as the very cells they were made from."""

import datetime

import html5lib
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from markupsafe import Markup
from markupsafe import escape as escape_one

from mingbai.page import Column, Mark
from mingbai.page.tables import (
    Cells,
    escape_column,
    few,
    mark_cells,
    row_texts,
    rows_by,
    table_body,
    table_view,
    written_rows,
)
from mingbai.page.tables.columns import many

NAUGHTY = [
    "<script>alert(1)</script>",
    "\"><img src=x onerror='alert(1)'>",
    "&amp; & &lt;",
    "' onmouseover=alert(1) '",
    "</td></tr></table><h1>",
    "{{7*7}}{% include 'x' %}",
    "<!-- -- > ]]>",
    "=1+1",
    "𠮷野家 𰻞 🀄",
    "  two  spaces ",
    "\u2028\u2029",
    "${x} $1 \\1",
]
TEXT = st.text(st.characters(exclude_categories=("Cs",)), max_size=30)


def rows_of(markup: Markup) -> list[list[str]]:
    """The texts of all cells, as an HTML parser sees them."""
    document = html5lib.parse(
        f"<table><tbody>{markup}</tbody></table>", namespaceHTMLElements=False
    )
    return [["".join(cell.itertext()) for cell in row] for row in document.iter("tr")]


@given(st.lists(st.none() | TEXT, min_size=1, max_size=8))
def test_escapes_every_character_as_markupsafe_does(values):
    series = pd.Series(values, dtype="str", index=range(5, 5 + len(values)))
    expected = ["" if v is None else str(escape_one(v)) for v in values]
    found = escape_column(series)
    assert found.fillna("").tolist() == expected
    assert found.isna().tolist() == [v is None for v in values]
    assert found.index.equals(series.index)


@pytest.mark.parametrize("kind", ["text", "num", "code", "head"])
def test_hostile_text_stays_text_in_every_kind_of_cell(kind):
    cells = Cells(NAUGHTY, kind, label="摘要<")
    assert rows_of(table_body([cells, Cells(NAUGHTY)])) == [[text, text] for text in NAUGHTY]


def test_each_kind_writes_its_own_tags():
    columns = [
        Cells(["柳塘村"], "head"),
        Cells([1583], "num", "笔数（笔）"),
        Cells([datetime.date(2026, 6, 3)], "date"),
        Cells(["F2.1"], "code"),
        Cells(["好"], urls=["/accounts/1/"]),
        Cells(mark_cells([Mark("ok", "核对<一致")]), "html"),
    ]
    assert table_body(columns) == (
        '<tr><th scope="row">柳塘村<td class="num" data-label="笔数（笔）">1,583'
        "<td><time>2026-06-03</time>"
        '<td class="keep"><code>F2.1</code><td><a href="/accounts/1/">好</a>'
        '<td><span class="mark mark--ok">核对&lt;一致</span></tr>'
    )


def test_an_absent_value_leaves_an_empty_cell_without_tags_inside():
    columns = [
        Cells([None], kind, urls=["/x/"]) for kind in ("text", "num", "code", "date", "html")
    ]
    assert rows_of(table_body(columns)) == [["", "", "", "", ""]]
    assert "<a" not in table_body(columns)
    assert "<code" not in table_body(columns)


@pytest.mark.parametrize(
    "url",
    [
        "javascript:alert(1)",
        "JaVaScRiPt:alert(1)",
        "data:text/html,x",
        "vbscript:x",
        "//host/",
        "/\\host/",
        "java\tscript:x",
        "/\t/host",
        "ftp://host/",
        "",
        None,
        " /x/",
        "x:/y",
    ],
)
def test_a_url_that_no_page_may_follow_stays_text(url):
    assert table_body([Cells(["字"], urls=[url])]) == "<tr><td>字</tr>"


def test_links_out_of_the_site_say_so_and_quotes_cannot_leave_an_attribute():
    html = table_body([Cells(["a", "b", "c"], urls=['https://x.cn/?a=1&b="2', "/p/#06", "#06"])])
    assert html == (
        '<tr><td><a href="https://x.cn/?a=1&amp;b=&#34;2" rel="noopener nofollow">a</a></tr>'
        '<tr><td><a href="/p/#06">b</a></tr><tr><td><a href="#06">c</a></tr>'
    )


def test_a_row_can_be_linked_to_by_an_anchor_on_one_of_its_cells():
    assert table_body([Cells(["甲", "乙"], "head", ids=["post-1", 'a"b'])]) == (
        '<tr><th scope="row" id="post-1">甲</tr><tr><th scope="row" id="a&#34;b">乙</tr>'
    )
    assert table_body([Cells([3], "num", ids=["n"])]) == '<tr><td class="num" id="n">3</tr>'


def test_a_column_that_has_no_one_way_to_be_written_is_a_fault_in_code():
    with pytest.raises(TypeError):
        table_body([Cells([1.5, 2.5])])
    with pytest.raises(TypeError):
        table_body([Cells([True])])


KINDS = ("text", "num", "code", "date", "head")
URLS = st.sampled_from([None, "", "/a/", "//a/", "#1", "https://a.cn/?a&b", "javascript:1", "/a\n"])
VALUES = st.one_of(
    st.lists(st.none() | TEXT, min_size=1, max_size=6),
    st.lists(st.none() | st.integers(-(10**12), 10**12), min_size=1, max_size=6),
    st.lists(st.none() | st.decimals(0, 10**6, places=2), min_size=1, max_size=6),
    st.lists(st.none() | st.dates(), min_size=1, max_size=6),
)


@given(VALUES, st.sampled_from(KINDS), TEXT, st.booleans(), st.data())
def test_a_few_rows_and_many_rows_are_written_alike(values, kind, label, is_series, data):
    """The short way round the engine gives the very bytes that the engine gives."""
    urls = data.draw(st.none() | st.lists(URLS, min_size=len(values), max_size=len(values)))
    held = pd.Series(values, dtype="str") if is_series and isinstance(values[0], str) else values
    columns = [Cells(held, kind, label, urls, ids=[f"r{i}" for i in range(len(values))])]
    assert few.strings(columns) == many(columns).series.to_list()


def test_a_table_labels_its_cells_by_their_titles_and_joins_the_foot():
    view = table_view(
        "t",
        "各镇",
        [
            (Column("镇"), Cells(["太平镇"], "head")),
            (Column("笔数", True), Cells([2], "num")),
            (Column("金额（元）", True), Cells(["1.00"], "num")),
        ],
        foot=("合计", None, "1.00"),
    )
    assert view.body == (
        '<tr><th scope="row">太平镇<td class="num" data-label="笔数">2'
        '<td class="num" data-label="金额（元）">1.00</tr>'
    )
    assert view.foot == (
        '<tr><th scope="row">合计</th><td></td>'
        '<td class="num" data-label="金额（元）">1.00</td></tr>'
    )
    assert (view.id, view.caption, view.mode) == ("t", "各镇", "stack")


def test_a_table_in_a_frame_carries_no_labels_and_an_empty_one_no_rows():
    view = table_view("t", "空", [(Column("镇"), Cells([], "head"))], mode="frame")
    assert (view.body, view.foot) == ("", "")


@given(st.lists(TEXT, min_size=1, max_size=12), st.data())
def test_slices_cut_the_same_rows_that_a_body_writes(values, data):
    first = data.draw(st.integers(0, len(values)))
    last = data.draw(st.integers(first, len(values)))
    cut = row_texts([Cells(values)]).slices()
    assert cut.between(first, last) == table_body([Cells(values[first:last])])


@given(st.lists(st.tuples(TEXT, st.none() | TEXT), min_size=1, max_size=80), st.data())
def test_rows_that_are_written_once_are_those_of_a_table_of_some(rows, data):
    """Any of them, in any order, with or without a row of totals: the table that they would be."""
    chosen = data.draw(st.lists(st.integers(0, len(rows) - 1), max_size=8))

    def columns(some):
        return [
            (Column("名"), Cells([name for name, _ in some], "head")),
            (Column("元", is_num=True), Cells([value for _, value in some], "num")),
        ]

    for mode, foot in (("stack", ()), ("", ("合计", "1"))):
        cut = written_rows(columns(rows), mode).table(chosen, "t", "表", foot)
        assert cut == table_view("t", "表", columns([rows[i] for i in chosen]), foot, mode)


@given(st.lists(st.none() | st.sampled_from("丙甲乙"), max_size=20))
def test_rows_by_key_are_all_rows_that_have_one(keys):
    """Keys ascending, the rows of each in their order; what has no key is in none."""
    column = pd.Series(keys, index=range(100, 100 + len(keys)), dtype="str")
    found = rows_by(column)
    assert list(found) == sorted({key for key in keys if key is not None})
    assert all(rows == [i for i, k in enumerate(keys) if k == key] for key, rows in found.items())
