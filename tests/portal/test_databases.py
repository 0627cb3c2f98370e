"""SQLite: money in 分, keys that hold, names beside codes, an address for each row; one ZIP."""

import hashlib
import io
import json
import sqlite3
import zipfile
from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import frictionless
import pytest

from harness import ROOT
from mingbai.kinds import KINDS, by_name
from mingbai.model import Edition
from mingbai.portal.datasets import code_lists, make_county
from mingbai.portal.datasets.county_file import NAME, URL
from mingbai.portal.datasets.records import of_kind

DATA = ROOT / "data"


@pytest.fixture(scope="module")
def edition(shared) -> Edition:
    return shared.site(DATA).edition


@pytest.fixture(scope="module")
def archive(edition, tmp_path_factory) -> Path:
    """The folder that the one ZIP unpacks to."""
    (download,) = make_county(KINDS, edition)
    assert download.url == URL
    folder = tmp_path_factory.mktemp("county")
    with zipfile.ZipFile(io.BytesIO(download.body())) as packed:
        packed.extractall(folder)
    return folder


@pytest.fixture
def county(archive) -> Iterator[sqlite3.Connection]:
    connection = sqlite3.connect(archive / NAME)
    yield connection
    connection.close()


def of(edition: Edition, kind: str) -> sqlite3.Connection:
    """The database of one kind."""
    file = of_kind(by_name(kind), edition).distribution.files[f"{kind}.sqlite"]
    connection = sqlite3.connect(":memory:")
    connection.deserialize(file.body())
    return connection


def names(connection: sqlite3.Connection, type_: str) -> set[str]:
    rows = connection.execute("SELECT name FROM sqlite_master WHERE type = ?", (type_,))
    return {name for (name,) in rows}


def test_a_sum_of_money_is_exact(edition):
    """Whole 分, and the sum of the ledger is that of its CSV to the 分; no amount is a float."""
    base = of(edition, "accounts")
    frame = edition.tables["accounts"].frame("entries")
    total = int(frame["amount_fen"].sum())
    types = base.execute("SELECT DISTINCT typeof(amount_fen) FROM entries").fetchall()
    assert types == [("integer",)]
    assert base.execute("SELECT sum(amount_fen) FROM entries").fetchone() == (total,)
    in_yuan = base.execute("SELECT sum(amount) FROM entries_yuan").fetchone()[0]
    assert round(Decimal(in_yuan), 2) == Decimal(total) / 100


def test_a_row_says_where_it_stands_and_what_its_codes_are_called(edition):
    """The first line of a book: its subject, its item of the 44, its address."""
    base = of(edition, "accounts")
    base.row_factory = sqlite3.Row
    query = "SELECT * FROM entries_named WHERE book_id = ? AND period = ? AND entry_no = ?"
    book, period, number = base.execute("SELECT book_id, period, entry_no FROM entries").fetchone()
    row = base.execute(query, (book, period, number)).fetchone()
    titles = by_name("accounts").codes(period)
    assert row["subject_code_title"] == titles["subject_code"].get(row["subject_code"])
    assert row["disclosure_code_title"] == titles["disclosure_code"][row["disclosure_code"]]
    site = edition.county.setting("site_url").rstrip("/")
    assert row["page_url"] == f"{site}/accounts/{book}/{period[:4]}/#{period[5:]}-{number}"


def test_every_code_of_a_ledger_has_a_name(edition):
    """A journalist who sees F3.2 can name it without our pages."""
    base = of(edition, "accounts")
    nameless = base.execute(
        "SELECT count(*) FROM entries_named "
        "WHERE disclosure_code IS NOT NULL AND disclosure_code_title IS NULL"
    )
    assert nameless.fetchone() == (0,)


def test_the_codes_are_a_table_of_their_dataset(edition):
    """In every form, and described; a kind without code lists has none."""
    files = of_kind(by_name("accounts"), edition).distribution.files
    rows = json.loads(files["codes.json"].body())
    assert {"subject_code", "disclosure_code"} <= {row["field"] for row in rows}
    assert list(rows[0]) == [field.name for field in code_lists.SCHEMA.fields]
    assert "codes.json" not in of_kind(by_name("registry"), edition).distribution.files


def test_what_is_absent_is_null_and_yes_is_one(edition):
    """No empty text stands for nothing; a day that is off is 1."""
    base = of(edition, "registry")
    assert base.execute("SELECT DISTINCT is_off FROM calendar ORDER BY 1").fetchall() in (
        [(0,), (1,)],
        [(1,)],
    )
    (county,) = base.execute("SELECT parent_code FROM places WHERE kind = '县'").fetchone()
    assert county is None


def test_places_know_what_they_lie_in(county):
    """Each village with its town in one query."""
    rows = county.execute(
        "SELECT place_code, above_place_code FROM registry_places_above WHERE above_kind = '乡镇'"
    ).fetchall()
    assert rows
    assert all(place[:9] == town[:9] for place, town in rows)


def test_every_foreign_key_of_the_county_holds(county):
    """Within kinds and between them; the file is sound; what is searched by has an index."""
    assert county.execute("PRAGMA integrity_check").fetchall() == [("ok",)]
    assert county.execute("PRAGMA foreign_key_check").fetchall() == []
    keys = county.execute("SELECT * FROM pragma_foreign_key_list('accounts_entries')").fetchall()
    assert {key[2] for key in keys} >= {"accounts_sheets", "holdings_contracts"}
    assert "accounts_entries_by_contract_no" in names(county, "index")


def test_every_view_can_be_read(county):
    """Each has as many rows as its table, but those of what lies in what."""
    for view in names(county, "view"):
        (rows,) = county.execute(f'SELECT count(*) FROM "{view}"').fetchone()
        table = view.rpartition("_")[0]
        (expected,) = county.execute(f'SELECT count(*) FROM "{table}"').fetchone()
        assert rows >= expected if view.endswith("_above") else rows == expected, view


def test_the_county_has_every_row_of_every_kind_and_no_person_list(county, edition):
    """As many rows as the tables in memory; lists of persons are in no file."""
    for kind in KINDS:
        if not edition.has(kind.name):
            continue
        for table in edition.tables[kind.name]:
            name = f"{kind.name}_{table.name}"
            if table.schema.is_person_list:
                assert name not in names(county, "table")
            elif name in names(county, "table"):
                query = f'SELECT count(*) FROM "{name}"'
                assert county.execute(query).fetchone() == (len(table.frame),)
            else:
                assert table.frame.empty


def test_the_packages_in_the_archive_are_those_of_the_site(archive, edition):
    """Frictionless accepts each; each CSV is the one that the site has, byte for byte."""
    for kind in KINDS:
        if not edition.has(kind.name):
            continue
        folder = archive / kind.name
        report = frictionless.Package(str(folder / "datapackage.json")).validate()
        assert report.valid, report.flatten(["name", "rowNumber", "type", "note"])[:3]
    files = of_kind(by_name("approvals"), edition).distribution.files
    packed = {path.name: path for path in (archive / "approvals").glob("*.csv")}
    assert packed.keys() == {name for name in files if name.endswith(".csv")}
    for name, path in packed.items():
        assert hashlib.sha256(path.read_bytes()).hexdigest() == files[name].sha256


def test_the_same_data_makes_the_same_archive(edition):
    """No clock, no order of chance."""
    (first,), (second,) = make_county(KINDS, edition), make_county(KINDS, edition)
    assert first.body() == second.body()


def test_money_is_declared_a_whole_number(county):
    """Every column of 分 in every table, so that programs read it so; no other says 分."""
    for (name,) in county.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall():
        columns = county.execute(f"PRAGMA table_info('{name}')").fetchall()
        assert all(type_ == "INTEGER" for _, own, type_, *_ in columns if own.endswith("_fen"))
    declared = dict(county.execute("SELECT name, type FROM pragma_table_info('accounts_entries')"))
    assert declared["amount_fen"] == "INTEGER"
