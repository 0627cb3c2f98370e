"""Every row can be downloaded, in five forms that say the same, described by the standard."""

import csv
import dataclasses
import hashlib
import io
import json
import re
import sqlite3
import zipfile
from collections.abc import Iterable
from datetime import date, datetime
from decimal import Decimal
from pathlib import Path

import frictionless
import openpyxl
import pandas as pd
import polars as pl
import pytest
import xlsxwriter
from hypothesis import example, given
from hypothesis import strategies as st

import sizes
from harness import FIXTURES, ROOT, data_folder, line, seal_as
from mingbai import build, schema
from mingbai.check import open_data
from mingbai.issues import Severity
from mingbai.kinds import by_name
from mingbai.model import Edition, Kind
from mingbai.page import Link
from mingbai.portal import datasets
from mingbai.portal.datasets import file_formats, workbooks
from mingbai.portal.datasets.cuts import package_tables
from mingbai.portal.datasets.descriptors import holding
from mingbai.portal.datasets.distribution import distribution_of, published_tables
from mingbai.portal.datasets.records import absolute
from mingbai.portal.datasets.records import datasets as records
from mingbai.read.tables import Table, Tables
from mingbai.tabular import TextTable, csv_pieces, json_pieces, text_table

KINDS = tuple(by_name(name) for name in ("registry", "accounts", "appraisals"))
OPEN = ROOT / "tests/open_data/good"


def made(data: Path) -> Edition:
    folder = data_folder(data, "appraisals", others=("accounts",))
    for source in OPEN.iterdir():
        (folder / "open_data" / source.name).mkdir(parents=True)
        for path in source.rglob("*"):
            if path.is_file():
                to = folder / "open_data" / source.name / path.relative_to(source)
                to.parent.mkdir(exist_ok=True)
                to.write_bytes(path.read_bytes())
    return build.build(folder, KINDS).edition


@pytest.fixture(scope="module")
def edition(tmp_path_factory) -> Edition:
    return made(tmp_path_factory.mktemp("datasets"))


@pytest.fixture(scope="module")
def files(edition) -> dict[str, bytes]:
    return {d.url: d.body() for d in datasets.downloads(KINDS, edition)}


@pytest.fixture(scope="module")
def written(files, tmp_path_factory) -> Path:
    folder = tmp_path_factory.mktemp("written")
    for url, body in files.items():
        path = folder / url.removeprefix("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    return folder


def small(cells: dict[str, list], **types: str) -> TextTable:
    fields = [
        {
            "name": name,
            "title": name.upper(),
            "title_en": name,
            "description": name,
            "type": types.get(name, "string"),
        }
        for name in cells
    ]
    raw = {"title": "表", "title_en": "t", "description": "d", "fields": fields}
    return TextTable(
        schema.parse("t", raw), pl.DataFrame(cells, schema=dict.fromkeys(cells, pl.String))
    )


def strict(text: str) -> object:
    def refuse(name: str) -> None:
        raise AssertionError(name)

    return json.loads(text, parse_constant=refuse)


# What is published


def test_frictionless_accepts_every_published_package(written):
    """Each kind, each period, each open package: structure, types, keys, foreign keys, hashes."""
    packages = sorted(written.rglob("datapackage.json"))
    assert len(packages) > 10
    for path in packages:
        report = frictionless.Package(str(path)).validate()
        assert report.valid, (path, report.flatten(["name", "rowNumber", "type", "note"])[:3])


def test_a_descriptor_is_what_the_official_profile_asks_for(files):
    """The points on which the 2.0 profile is stricter than frictionless."""
    for url, body in files.items():
        if not url.endswith("datapackage.json"):
            continue
        document = strict(body.decode())
        assert document["$schema"] == "https://datapackage.org/profiles/2.0/datapackage.json"
        assert re.fullmatch(r"\d{4}-\d\d-\d\dT00:00:00\+08:00", document["created"])
        assert all(set(one) & {"name", "path"} for one in document["licenses"])
        assert document["resources"]
        for resource in document["resources"]:
            assert resource["type"] == "table"
            assert re.fullmatch(r"sha256:[0-9a-f]{64}", resource["hash"])
            own = resource["schema"]
            assert own.get("foreignKeys", True)
            assert own.get("primaryKey", True)
            names = {field["name"] for field in own["fields"]}
            for key in own.get("foreignKeys", []):
                assert set(key["fields"]) <= names
            for field in own["fields"]:
                assert not {"identifies", "refers", "contact", "mask"} & set(field)


def test_a_period_is_published_as_it_was_committed(files):
    """A fixture that is in normal form comes out byte for byte."""
    good = FIXTURES / "appraisals" / "good"
    for path in good.rglob("*.csv"):
        assert files[f"/data/appraisals/{path.relative_to(good)}"] == path.read_bytes()


def test_the_whole_is_the_sum_of_its_periods(files):
    """One file over all publishers and periods holds the rows of all of them, in order."""
    url = re.compile(r"/data/accounts/[a-z]+/[0-9a-z-]+/entries\.csv")
    parts = [body for name, body in files.items() if url.fullmatch(name)]
    assert len(parts) > 2
    rows = [part.decode().split("\n", 1)[1] for part in parts]
    assert files["/data/accounts/entries.csv"].decode().split("\n", 1)[1] == "".join(rows)


def test_checksums_are_as_sha256sum_checks_them(files):
    """SHA256SUMS names every file of a dataset and no other."""
    for name in ("accounts", "appraisals", "registry", "open/rain"):
        folder = f"/data/{name}/"
        lines = files[folder + "SHA256SUMS"].decode().splitlines()
        sums = dict(reversed(line.split("  ")) for line in lines)
        own = {u.removeprefix(folder) for u in files if u.startswith(folder)}
        assert set(sums) == {n for n in own if "/" not in n} - {"SHA256SUMS"}
        for file, digest in sums.items():
            assert hashlib.sha256(files[folder + file]).hexdigest() == digest


def test_the_same_data_makes_the_same_bytes(files, tmp_path):
    """XLSX, Parquet and SQLite too."""
    again = {d.url: d.body() for d in datasets.downloads(KINDS, made(tmp_path))}
    assert again.keys() == files.keys()
    assert [url for url in files if again[url] != files[url]] == []


def test_a_workbook_is_dated_by_its_data(files):
    """The newest publication, not the clock."""
    with zipfile.ZipFile(io.BytesIO(files["/data/appraisals/appraisals.xlsx"])) as book:
        assert "2026-07-10T00:00:00Z" in book.read("docProps/core.xml").decode()


def test_five_forms_of_a_table_say_the_same(files):
    """CSV, JSON, XLSX, Parquet and SQLite hold the same votes."""
    csv = pd.read_csv(io.BytesIO(files["/data/appraisals/votes.csv"]), dtype={"round_id": "str"})
    json_ = pd.DataFrame(strict(files["/data/appraisals/votes.json"].decode()))
    parquet = pl.read_parquet(io.BytesIO(files["/data/appraisals/votes.parquet"]))
    book = openpyxl.load_workbook(io.BytesIO(files["/data/appraisals/appraisals.xlsx"]))
    base = sqlite3.connect(":memory:")
    base.deserialize(files["/data/appraisals/appraisals.sqlite"])
    expected = csv.to_numpy().tolist()
    query = f"SELECT {', '.join(csv.columns)} FROM votes"  # an address besides
    assert json_.to_numpy().tolist() == expected
    assert [[float(v) if isinstance(v, Decimal) else v for v in r] for r in parquet.rows()] == (
        expected
    )
    assert [list(row) for row in book["得票"].iter_rows(min_row=2, values_only=True)] == expected
    assert sorted(list(row) for row in base.execute(query)) == sorted(expected)


def test_a_csv_has_names_as_heading_and_no_bom(files):
    """The stated policy."""
    for url, body in files.items():
        if url.endswith(".csv"):
            assert not body.startswith(b"\xef\xbb\xbf")
            assert re.match(rb"[a-z_,0-9]+\n", body), url
            assert b"\r" not in body


def test_person_lists_are_no_download(edition):
    """A table of persons is in no file, no dictionary, no descriptor."""
    tables = edition.tables["appraisals"]
    table = tables["opinions"]
    hidden = dataclasses.replace(
        table, schema=dataclasses.replace(table.schema, is_person_list=True)
    )
    secret = Tables(tables.packages, {**tables.by_name, "opinions": hidden})
    veiled = dataclasses.replace(edition, tables={**edition.tables, "appraisals": secret})
    found = {d.url: d.body() for d in datasets.downloads(KINDS, veiled)}
    gist = table.frame["gist"].iloc[0].encode()
    assert not [url for url in found if "opinions" in url]
    own = {u: b for u, b in found.items() if u.startswith("/data/appraisals/")}
    assert own
    assert not [url for url, body in own.items() if gist in body]
    assert b"opinions" not in found["/data/appraisals/datapackage.json"]


def test_a_reference_to_another_period_is_kept_for_the_whole_alone(edition, tmp_path):
    """A task of 2025 about the round of 2024 is right, and its folder alone is valid too."""
    tables = edition.tables["appraisals"]
    own = {sheet.name: sheet for sheet in published_tables(tables)}
    tasks = own["rectifications"]
    rounds = own["rounds"]
    later = TextTable(rounds.schema, rounds.cells.filter(pl.col("round_id") == "2025"))
    assert holding(tasks, own) == tasks.schema.foreign_keys
    assert holding(tasks, {**own, "rounds": later}) == ()
    assert holding(tasks, {"rectifications": tasks}) == ()


def test_tables_of_a_package_are_those_of_the_package_alone(edition):
    """Cut from lines and keys of all packages: its own CSV, its own valid foreign keys."""
    for kind in ("registry", "accounts", "appraisals"):
        tables = edition.tables[kind]
        for i, (package, found) in enumerate(package_tables(tables)):
            alone = {
                table.name: one_package(table, tables, i)
                for table in published_tables(tables)
                if table.name in package.files
            }
            assert list(found) == list(alone)
            for name, table in alone.items():
                assert found[name].csv() == b"".join(csv_pieces(table))
                assert found[name].foreign == holding(table, alone)


def one_package(table: TextTable, tables: Tables, number: int) -> TextTable:
    """The rows of one package, with the fields of its period."""
    version = table.schema.at(tables.packages[number].period)
    own = tables.package_of(tables[table.name]).to_numpy() == number
    names = [field.name for field in version.fields]
    return TextTable(version, table.cells.filter(pl.Series(own)).select(names))


# What the pages say


def test_every_dataset_has_a_page_with_its_files(edition, files):
    """All links of all dataset pages lead to files, with their true sizes."""
    shown = {p.url: p for p in datasets.pages(KINDS, edition)}
    assert "/data/" in shown
    for url, page in shown.items():
        if page.template != "dataset.html":
            continue
        links = [*page.view.downloads, *(f for t in page.view.tables for f in t.files)]
        assert links
        for link in links:
            assert len(files[link.url]) == link.octets
        assert url + "SHA256SUMS" in {link.url for link in page.view.download_links}


def test_a_page_says_rows_periods_licence_checks_and_how_to_cite(edition):
    """The dataset of appraisals."""
    page = next(p for p in datasets.pages(KINDS, edition) if p.url == "/data/appraisals/")
    facts = {fact.name: fact.value for fact in page.view.facts}
    assert facts["行数"] == "21（4 张表）"
    assert facts["时间"] == "2024 年至 2025 年"
    assert facts["许可"].url == "https://creativecommons.org/licenses/by/4.0/deed.zh-hans"
    assert [line.code for line in page.view.checks] == [
        check.rule.code for check in by_name("appraisals").checks
    ]
    assert page.view.citation == (
        "清源县公开网：民主评议数据（2024 年至 2025 年），2026-07-10 版，"
        "清源县人民政府办公室（演示数据），https://qingyuan.example/data/appraisals/。"
    )


def test_the_dictionary_says_type_unit_meaning_and_how_much_is_empty(edition):
    """Two of five opinions have no answer."""
    page = next(p for p in datasets.pages(KINDS, edition) if p.url == "/data/appraisals/")
    table = next(t for t in page.view.tables if t.name == "opinions")
    fields = {field.name: field for field in table.fields}
    assert fields["handling"].empty_share == "40.0%"
    assert fields["kind"].type == "代码"
    assert fields["kind"].rules == ("必填", "表扬、批评、建议")
    assert fields["round_id"].refers.url == "#table-rounds"
    assert fields["unit"].refers.url == "/data/registry/#table-agencies"
    assert table.key == "意见编号"


def test_each_publisher_has_a_list_of_its_periods(edition, files):
    """Every link of the list leads to a file."""
    shown = {p.url: p for p in datasets.pages(KINDS, edition)}
    body = shown["/data/accounts/taiping/"].view.periods.body
    links = re.findall(r'href="([^"]+)"', body)
    assert len(links) > 4
    assert set(links) <= set(files)


def test_other_catalogues_can_harvest(edition, files):
    """DCAT names every dataset and only files that are there; schema.org holds no `<`."""
    document = strict(files["/data/catalog.jsonld"].decode())
    county = edition.county
    known = {absolute(county, url): body for url, body in files.items()}
    catalogue = document["@graph"][0]
    found = [d for d in catalogue["dcat:dataset"] if "dcat:distribution" in d]
    assert [d["@id"] for d in found] == [absolute(county, d.url) for d in records(KINDS, edition)]
    for one in (file for d in found for file in d["dcat:distribution"]):
        body = known[one["dcat:downloadURL"]["@id"]]
        assert one["dcat:byteSize"]["@value"] == str(len(body))
        digest = one["spdx:checksum"]["spdx:checksumValue"]["@value"]
        assert digest == hashlib.sha256(body).hexdigest()
    for page in datasets.pages(KINDS, edition):
        if page.template == "dataset.html":
            assert "<" not in page.view.json_ld
            assert strict(page.view.json_ld)["@type"] == "Dataset"


def test_markup_cannot_leave_the_script_element(edition):
    """A title that closes a script element stays a title."""
    title = "</script><!-- & \u2028 -->"
    kind = dataclasses.replace(by_name("appraisals"), title=title)
    page = next(
        p
        for p in datasets.pages((by_name("registry"), kind), edition)
        if p.url == "/data/appraisals/"
    )
    assert not re.search("[<>&\u2028]", page.view.json_ld)
    assert strict(page.view.json_ld)["name"] == f"{title}数据"


def test_above_the_limit_there_is_no_workbook_and_the_page_says_so(edition):
    """Rows in plenty: CSV and Parquet remain."""
    rows = file_formats.ROW_LIMIT + 1
    tables = edition.tables["appraisals"]
    table = tables["opinions"]
    frame = pd.concat([table.frame.iloc[:1]] * rows)
    many = Table(table.schema, table.files, frame)
    large = Tables(tables.packages, {"opinions": many})
    year = tables.packages[int(tables.package_of(many).iloc[0])].period[:4]
    assert sorted(distribution_of(large).files) == [
        f"opinions-{year}.csv",
        f"opinions-{year}.parquet",
    ]
    whole = Tables(tables.packages, {**tables.by_name, "opinions": many})
    veiled = dataclasses.replace(edition, tables={**edition.tables, "appraisals": whole})
    page = next(p for p in datasets.pages(KINDS, veiled) if p.url == "/data/appraisals/")
    assert "超过 100,000 行，不提供 XLSX 和 SQLite" in page.view.note


def test_a_descriptor_has_a_field_a_line(files):
    """Each field of each schema stands whole on a line of its own; the rest is indented."""
    documents = {url: body for url, body in files.items() if url.endswith("datapackage.json")}
    assert len(documents) > 10
    for url, body in documents.items():
        lines = [line.strip().removesuffix(",") for line in body.decode().splitlines()]
        schemas = [one["schema"] for one in json.loads(body)["resources"] if "schema" in one]
        fields = [
            json.dumps(field, ensure_ascii=False) for one in schemas for field in one["fields"]
        ]
        assert [line for line in lines if line.startswith('{"name": ')] == fields, url
        assert lines[:2] == [
            "{",
            '"$schema": "https://datapackage.org/profiles/2.0/datapackage.json"',
        ]


def test_a_large_table_has_a_file_a_year(edition, files, tmp_path, monkeypatch):
    """Each row in one of them, all of them a valid package; the page offers the newest first."""
    monkeypatch.setattr(file_formats, "ROW_LIMIT", 3)
    fresh = Tables(edition.tables["appraisals"].packages, edition.tables["appraisals"].by_name)
    large = dataclasses.replace(edition, tables={**edition.tables, "appraisals": fresh})
    found = {d.url: d.body() for d in datasets.downloads(KINDS, large)}
    parts = [found[f"/data/appraisals/votes-{year}.csv"] for year in ("2024", "2025")]
    rows = [part.decode().split("\n", 1)[1] for part in parts]
    assert files["/data/appraisals/votes.csv"].decode().split("\n", 1)[1] == "".join(rows)
    assert "/data/appraisals/votes.csv" not in found
    for url, body in found.items():
        if url.startswith("/data/appraisals/") and url.count("/") == 3:
            (tmp_path / url.rpartition("/")[2]).write_bytes(body)
    report = frictionless.Package(str(tmp_path / "datapackage.json")).validate()
    assert report.valid, report.flatten(["name", "rowNumber", "type", "note"])[:3]
    page = next(p for p in datasets.pages(KINDS, large) if p.url == "/data/appraisals/")
    offered = [f.url for t in page.view.tables for f in t.files]
    assert set(offered) <= found.keys()
    assert not any("votes" in url and url.endswith(".json") for url in offered)
    links = [f for t in page.view.tables for f in t.files if "votes" in f.url and "csv" in f.url]
    assert [(f.url, f.octets) for f in links] == [
        (f"/data/appraisals/votes-{year}.csv", len(part))
        for year, part in zip(("2025", "2024"), reversed(parts), strict=True)
    ]


# How cells are written

NASTY = [
    "=1+1",
    "+86",
    "-x",
    "@SUM(A1)",
    "\ttab",
    "＝1",
    'a"b,c',
    "\\",
    "</script>",
    "𠮷野家",
    "<b>",
]


def test_no_cell_of_a_workbook_is_a_formula():
    """Text that begins like a formula is text; what is read is what was written."""
    book = openpyxl.load_workbook(
        io.BytesIO(workbooks.workbook([small({"a": NASTY})], pd.Timestamp(0)))
    )
    cells = [row[0] for row in book["表"].iter_rows(min_row=2)]
    assert [cell.value for cell in cells] == NASTY
    assert {cell.data_type for cell in cells} == {"s"}


def by_hand(table: TextTable) -> str:
    """The rows of a table as XlsxWriter writes them, cell by cell."""
    body = io.BytesIO()
    book = xlsxwriter.Workbook(body, {"constant_memory": True})
    book.add_format({"bold": True})._get_xf_index()
    day, page = book.add_format({"num_format": "yyyy-mm-dd"}), book.add_worksheet()
    for at, row in enumerate(table.cells.iter_rows(), start=1):
        for column, (cell, field) in enumerate(zip(row, table.schema.fields, strict=True)):
            if cell is None:
                continue
            if field.type == "number" and len(cell) <= 15:
                page.write_number(at, column, float(cell))
            elif field.type == "date" and cell >= "1900-03-01":  # before it programs differ
                page.write_datetime(at, column, datetime.fromisoformat(cell), day)
            else:
                page.write_string(at, column, cell)
    book.close()
    with zipfile.ZipFile(body) as parts:
        xml = parts.read("xl/worksheets/sheet1.xml").decode()
    return xml.partition("<sheetData>")[2].partition("</sheetData>")[0]


@given(
    st.lists(
        st.tuples(
            st.text(st.characters(exclude_categories=["Cs"]), min_size=1, max_size=20),
            st.none() | st.decimals(-(10**9), 10**9, places=2).map(lambda d: f"{d:.2f}"),
            st.none() | st.dates().filter(lambda day: day.year >= 1900).map(date.isoformat),
        ),
        min_size=1,
        max_size=8,
    )
)
@example([("_x0001_", "12345678901234567.00", "1900-02-28"), ("\x01 ", None, "1900-03-01")])
def test_rows_of_a_worksheet_are_those_of_xlsxwriter(rows):
    """Escapes, spaces, days, long numbers as text; numbers exactly: it writes 8355.190000000001."""
    texts, numbers, days = (list(column) for column in zip(*rows, strict=True))
    table = small({"a": texts, "n": numbers, "d": days}, n="number", d="date")
    ours, theirs = "".join(workbooks.worksheet_rows(table)), by_hand(table)
    number = re.compile(r"(?<=<v>)[^<]*(?=</v>)")
    assert [float(n) for n in number.findall(ours)] == [float(n) for n in number.findall(theirs)]
    assert number.sub("", ours) == number.sub("", theirs)
    written = [n for n in numbers if n is not None and len(n) <= 15]
    assert [Decimal(n) for n in written] == [
        Decimal(n) for n in re.findall(r'<c r="B\d+"><v>([^<]*)</v>', ours)
    ]


def test_a_csv_and_its_json_round_trip_exactly():
    """No guard is put before a formula: a data file holds the data."""
    sheet = small({"a": NASTY, "b": [None] * len(NASTY)})
    frame = pl.read_csv(io.BytesIO(b"".join(csv_pieces(sheet))), infer_schema=False)
    assert frame["a"].to_list() == NASTY
    assert [row["a"] for row in strict(b"".join(json_pieces(sheet)).decode())] == NASTY
    assert {row["b"] for row in strict(b"".join(json_pieces(sheet)).decode())} == {None}


@given(st.lists(st.text(st.characters(exclude_categories=["Cs"]), max_size=30), max_size=8))
def test_any_text_is_strict_json(values):
    """Quotation marks, backslashes and control characters are escaped."""
    assert [
        row["a"] for row in strict(b"".join(json_pieces(small({"a": values}))).decode())
    ] == values


@given(st.lists(st.one_of(st.none(), st.integers(-(10**15), 10**15)), max_size=8))
def test_money_goes_back_to_yuan_with_two_decimals(fens):
    """Integer 分 in memory, exact yuan in the file; absent stays absent."""
    raw = {
        "title": "表",
        "title_en": "t",
        "description": "d",
        "fields": [
            {
                "name": "amount",
                "title": "金额",
                "title_en": "a",
                "description": "d",
                "type": "number",
                "unit": "元",
            }
        ],
    }
    frame = pd.DataFrame({"amount_fen": pd.array(fens, dtype="Int64")})
    texts = text_table(Table(schema.parse("t", raw), (), frame)).cells["amount"].to_list()
    assert [None if t is None else Decimal(t) * 100 for t in texts] == fens
    assert all(t is None or re.fullmatch(r"-?\d+\.\d\d", t) for t in texts)


def test_a_cell_too_long_for_a_worksheet_is_cut_with_a_mark():
    """32,767 is all that a spreadsheet holds; the CSV has all of it."""
    long = "字" * 40_000
    short = workbooks.shortened(long)
    assert short.endswith(workbooks.CUT)
    assert len(short) <= workbooks.CELL_LIMIT
    assert workbooks.shortened("字" * workbooks.CELL_LIMIT) == "字" * workbooks.CELL_LIMIT
    assert len(workbooks.shortened("𠮷" * 20_000).encode("utf-16-le")) // 2 <= workbooks.CELL_LIMIT


@given(st.lists(st.text(min_size=1, max_size=40), min_size=1, max_size=5))
def test_worksheet_titles_are_allowed_and_differ(titles):
    """At most 31 characters, none that a workbook forbids, no two that differ by case alone."""
    own = [small({"a": []}) for _ in titles]
    named = [
        TextTable(dataclasses.replace(s.schema, title=title, name=f"t{i}"), s.cells)
        for i, (s, title) in enumerate(zip(own, titles, strict=True))
    ]
    made = workbooks.worksheet_titles(named)
    assert len({title.casefold() for title in made}) == len(titles)
    assert all(1 <= len(title) <= 31 and not re.search(r"[\[\]:*?/\\']", title) for title in made)


def taken_back(files: Iterable[tuple[str, bytes]], root: Path) -> list[str]:
    """Every published package as a folder of open data: what is said of any of them as an error."""
    for url, body in files:
        folder, _, name = url.removeprefix("/data/").rpartition("/")
        if name.endswith((".csv", ".geojson")) or name == "datapackage.json":
            is_carried = folder.endswith("/files")
            place = folder.removesuffix("/files").replace("/", "_")
            to = root / "open_data" / place / ("files" if is_carried else "") / name
            to.parent.mkdir(parents=True, exist_ok=True)
            to.write_bytes(body)
    packages, issues = open_data.find(root)
    assert len(packages) > 10
    return [line(issue) for issue in issues if issue.severity is Severity.ERROR]


def test_what_the_portal_publishes_goes_back_in(files, tmp_path):
    """Whoever downloads a package may publish it again: no error in any of them."""
    assert taken_back(files.items(), tmp_path) == []


def test_what_a_package_says_of_itself_comes_out_of_every_catalogue(tmp_path):
    """Licences, sources, authors and version of others, never the portal's instead of them."""
    folder = data_folder(tmp_path, "registry")
    place = folder / "open_data" / "prices"
    place.mkdir(parents=True)
    (place / "t.csv").write_text("a\n1.123456789\n")
    (place / "m.geojson").write_text('{"type": "FeatureCollection", "features": []}')
    stated = {
        "licenses": [{"name": "ODC-PDDL-1.0", "path": "https://example.org/pddl"}, {"name": "MIT"}],
        "sources": [{"title": "国家统计局（演示）", "path": "https://example.org/stats"}],
        "contributors": [{"title": "数据组（演示）", "roles": ["author"]}],
        "version": "3.2.1",
        "keywords": ["物价"],
        "homepage": "https://example.org/prices",
    }
    fields = [{"name": "a", "type": "number"}]
    own = {"title": "价格表", "licenses": [{"name": "CC0-1.0"}]}
    resources = [
        {"name": "t", "path": "t.csv", "schema": {"fields": fields}, **own},
        {"name": "map", "path": "m.geojson", "mediatype": "application/geo+json"},
    ]
    document = {
        "name": "prices",
        "title": "物价",
        "description": "第一段<b>。\n\n- 一\n- [二](javascript:alert(1))",
        "resources": resources,
        **stated,
    }
    (place / "datapackage.json").write_text(json.dumps(document), "utf-8")
    edition = build.build(folder, KINDS).edition
    published = {d.url: d.body() for d in datasets.downloads(KINDS, edition)}
    descriptor = json.loads(published["/data/open/prices/datapackage.json"])
    assert {name: descriptor[name] for name in stated} == stated
    table, plain = descriptor["resources"]
    assert {name: table[name] for name in own} == own
    assert (plain["name"], plain["path"]) == ("map", "files/map.geojson")
    assert published["/data/open/prices/files/map.geojson"] == (place / "m.geojson").read_bytes()
    page = next(p for p in datasets.pages(KINDS, edition) if p.url == "/data/open/prices/")
    assert page.view.lead == (
        "<p>第一段&lt;b&gt;。</p>\n<ul>\n<li>一</li>\n"
        '<li><a rel="noopener nofollow">二</a></li>\n</ul>'
    )
    assert page.view.citation == (
        "数据组（演示）、国家统计局（演示）：物价，3.2.1 版，清源县公开网转载，"
        "https://qingyuan.example/data/open/prices/。"
    )
    facts = {fact.name: fact.value for fact in page.view.facts}
    assert [link.text for link in facts["许可"]] == ["ODC-PDDL-1.0", "MIT", "CC0-1.0"]
    assert facts["来源"] == Link("国家统计局（演示）", "https://example.org/stats")
    said = json.loads(str(page.view.json_ld))
    assert [one["name"] for one in said["creator"]] == ["数据组（演示）", "国家统计局（演示）"]
    assert said["license"] == "https://example.org/pddl"
    assert "publisher" not in said
    frame = pl.read_parquet(published["/data/open/prices/t.parquet"])
    assert str(frame["a"][0]) == "1.123456789"


def test_the_licence_of_a_kinds_package_is_its_own(tmp_path):
    """The portal's licence fills a gap only: in the descriptor of the kind and of the period."""
    folder = data_folder(tmp_path, "registry")
    path = next((folder / "registry").glob("*/*/datapackage.json"))
    document = json.loads(path.read_text("utf-8"))
    ours = {"name": "CC-BY-NC-ND-4.0", "title": "署名-非商业-禁止演绎"}
    document |= {"licenses": [ours], "sources": [{"title": "原来的目录"}]}
    path.write_text(json.dumps(document), "utf-8")
    edition = build.build(folder, (by_name("registry"),)).edition
    published = {d.url: d.body() for d in datasets.downloads((by_name("registry"),), edition)}
    place = path.parent.relative_to(folder / "registry").as_posix()
    for url in ("/data/registry/", f"/data/registry/{place}/"):
        descriptor = json.loads(published[url + "datapackage.json"])
        assert descriptor["licenses"] == [ours]
        assert descriptor["sources"] == [{"title": "原来的目录"}]


@pytest.mark.slow
def test_frictionless_accepts_the_demo_county(shared):
    """Every package that the demo portal publishes, in the house the newest of each folder."""
    packages = sorted((shared.published(ROOT / "data") / "data").rglob("datapackage.json"))
    assert len(packages) > 300
    newest = {path.parent.parent: path for path in packages}
    for path in packages if sizes.PROFILE == "deep" else newest.values():
        report = frictionless.Package(str(path)).validate()
        assert report.valid, (path, report.flatten(["name", "rowNumber", "type", "note"])[:3])


def _changed_in_june(folder: Path) -> tuple[Edition, tuple[Kind, ...]]:
    """Good data whose ledgers need a payee since June, and have income until the end of 2027."""
    accounts = by_name("accounts")
    raw = json.loads((accounts.folder / "entries.json").read_text("utf-8"))
    for field in raw["fields"]:
        if field["name"] == "payee":
            field.update(since="2026-06", constraints={"required": True})
        if field["name"] == "direction":
            field["codes"] = {"收入": {"until": "2027-12"}}
    entries = schema.parse("entries", raw)
    kind = dataclasses.replace(
        accounts, schemas=tuple(entries if s.name == "entries" else s for s in accounts.schemas)
    )
    data = data_folder(folder, "accounts")
    for path in data.glob("accounts/*/*/entries.csv"):
        cells = pd.read_csv(path, dtype=str, keep_default_na=False)
        cells["payee"] = "个人"
        names = [field.name for field in entries.at(path.parent.name).fields]
        cells[names].to_csv(path, index=False, lineterminator="\n")
    kinds = (by_name("registry"), kind)
    seal_as(data, kinds)
    return build.build(data, kinds).edition, kinds


def test_a_field_is_published_with_the_periods_that_have_it(tmp_path):
    """A period's files lack what came later; the whole has it, says since when, and is valid."""
    edition, kinds = _changed_in_june(tmp_path / "data")
    found = {d.url: d.body() for d in datasets.downloads(kinds, edition)}
    for url, body in found.items():
        path = tmp_path / "written" / url.removeprefix("/")
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(body)
    folder = tmp_path / "written/data/accounts"
    heads = {
        period: (folder / "taiping" / period / "entries.csv").read_text("utf-8").split("\n")[0]
        for period in ("2026-05", "2026-06")
    }
    assert ["payee" in head.split(",") for head in heads.values()] == [False, True]
    assert (folder / "entries.csv").read_text("utf-8").split("\n")[0] == heads["2026-06"]
    described = {
        name: _payee(json.loads((folder / name / "datapackage.json").read_text("utf-8")))
        for name in ("", "taiping/2026-05", "taiping/2026-06")
    }
    assert [one and (one["since"], one["constraints"]) for one in described.values()] == [
        ("2026-06", {}),
        None,
        ("2026-06", {"required": True}),
    ]
    for path in folder.rglob("datapackage.json"):
        report = frictionless.Package(str(path)).validate()
        assert report.valid, (path, report.flatten(["name", "rowNumber", "type", "note"])[:3])
    page = next(p for p in datasets.pages(kinds, edition) if p.url == "/data/accounts/")
    table = next(t for t in page.view.tables if t.name == "entries")
    rules = {field.name: (field.rules, field.empty_share) for field in table.fields}
    assert rules["payee"] == (("2026 年 6 月起", "必填"), "0.0%")
    assert rules["direction"] == (("必填", "收入（到 2027 年 12 月为止）、支出"), "0.0%")
    book = openpyxl.load_workbook(io.BytesIO(found["/data/accounts/accounts.xlsx"]))
    words = {row[:2]: row[5] for row in book["数据字典"].iter_rows(values_only=True)}
    assert words["账目", "payee"].endswith("；2026 年 6 月起")
    assert words["账目", "direction"].endswith("；收入：到 2027 年 12 月为止")


def _payee(document: dict) -> dict | None:
    (entries,) = (one for one in document["resources"] if one["name"] == "entries")
    return next((f for f in entries["schema"]["fields"] if f["name"] == "payee"), None)


def test_each_period_carries_its_seal(edition, files):
    """`sha256sum` alone proves it: of every CSV its digest, of the seal that of the version."""
    offered = [path for path in edition.seals if f"/data/{path}/datapackage.json" in files]
    assert len(offered) > 5
    for path in offered:
        seal, folder = edition.seals[path], f"/data/{path}/"
        assert files[f"{folder}seal.json"] == seal.body
        digest = hashlib.sha256(files[f"{folder}seal.json"]).hexdigest()
        assert digest == seal.digest
        document = json.loads(files[f"{folder}datapackage.json"])
        assert document["version"] == f"{seal.document['published']}-{digest[:8]}"
        for name, table in seal.tables.items():
            body = files[f"{folder}{name}.csv"]
            assert hashlib.sha256(body).hexdigest() == table["digest"]
            assert len(list(csv.reader(io.StringIO(body.decode())))) == table["rows"] + 1
