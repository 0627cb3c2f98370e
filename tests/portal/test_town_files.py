"""A township's ZIP: all of its published rows and no others, each with its place and address."""

import csv
import io
import re
import shutil
import textwrap
import zipfile
from collections.abc import Mapping
from pathlib import Path

import frictionless
import pandas as pd
import pytest

from harness import ROOT
from mingbai.kinds import KINDS, by_name
from mingbai.model import Edition
from mingbai.portal.datasets import town_archives
from mingbai.portal.datasets.place_rows import PlaceRows, towns_of
from mingbai.portal.datasets.town_files import make, town_file_panels, town_file_url

DATA = ROOT / "data"
TOWN, VILLAGE = "990121101000", "990121101208"  # 白杨镇, 柏堰村


@pytest.fixture(scope="module")
def edition(shared) -> Edition:
    return shared.site(DATA).edition


@pytest.fixture(scope="module")
def bodies(edition) -> Mapping[str, bytes]:
    return {one.url: one.body() for one in make(KINDS, edition)}


@pytest.fixture(scope="module")
def folder(bodies, tmp_path_factory) -> Path:
    """What the file of one township unpacks to."""
    place = tmp_path_factory.mktemp("town")
    with zipfile.ZipFile(io.BytesIO(bodies[town_file_url(TOWN)])) as packed:
        packed.extractall(place)
    return place


def rows(file: Path) -> list[dict[str, str]]:
    with file.open(encoding="utf-8", newline="") as lines:
        return list(csv.DictReader(lines))


def test_each_township_has_one(edition, bodies):
    """And nothing above a township has."""
    places = edition.county.places
    towns = places.index[places["kind"] == "乡镇"]
    assert list(bodies) == [town_file_url(code) for code in towns]
    of_towns = towns_of(edition.county)
    assert of_towns[VILLAGE] == TOWN
    assert pd.isna(of_towns[edition.county.root_place])


def test_all_lines_of_its_books_are_there_as_they_were_published(edition, folder):
    """Every ledger line of the township, to the last cell, and none of another."""
    books = edition.county.books
    town = towns_of(edition.county)
    own = set(books.index[books["place_code"].map(town) == TOWN])
    frame = edition.tables["accounts"].frame("entries")
    expected = frame[frame["book_id"].isin(own)]
    found = rows(folder / "accounts/entries.csv")
    assert len(found) == len(expected) > 1_000
    assert {row["book_id"] for row in found} == set(expected["book_id"])
    fen = sum(int(row["amount"].replace(".", "")) for row in found)
    assert fen == int(expected["amount_fen"].sum())


def test_each_row_names_its_village_and_its_address(edition, folder):
    """The village by its full name; the address is that of the page with the line."""
    found = [
        row
        for row in rows(folder / "accounts/entries.csv")
        if row["place_path"] == edition.county.places.at[VILLAGE, "path"]
    ]
    assert found
    assert {row["book_id"][:12] for row in found} == {VILLAGE}
    site = edition.county.setting("site_url").rstrip("/")
    frame = edition.tables["accounts"].frame("entries")
    row_urls = edition.row_urls["accounts"]
    first = frame[frame["book_id"] == found[0]["book_id"]].iloc[[0]]
    assert found[0]["page_url"] == site + row_urls("entries", first)[0]


def test_its_read_me_says_how_one_village_is_cut_out(edition, folder, tmp_path, monkeypatch):
    """The lines that it prints are run: all rows of a village and its groups, and no others."""
    text = (folder / "README.txt").read_text("utf-8")
    program = textwrap.dedent("\n".join(re.findall(r"^    .*$", text, re.M)))
    path = edition.county.places.at[VILLAGE, "path"]
    named, count = re.subn(r'(?m)^village = ".*"$', f'village = "{path}"', program)
    assert count == 1
    own = shutil.copytree(folder, tmp_path / "own")
    monkeypatch.chdir(own)
    exec(compile(named, "README.txt", "exec"), {})
    groups = edition.county.places
    below = {path, *groups.loc[groups["parent_code"] == VILLAGE, "path"]}
    assert len(below) > 1
    expected = {
        f"{file.parent.name}-{file.name}": [row for row in rows(file) if row["place_path"] in below]
        for file in folder.glob("*/*.csv")
    }
    made = {
        file.name: list(csv.DictReader(file.read_text("utf-8-sig").splitlines(keepends=True)))
        for file in own.glob("*.csv")
    }
    assert made == {name: kept for name, kept in expected.items() if kept}
    assert len(made["accounts-entries.csv"]) > 100


def test_rows_that_name_a_contract_stand_where_the_contract_does(edition, folder):
    """A receipt names a contract alone, which names a book: it is there, with that place."""
    contracts = {
        row["contract_no"]: row["place_path"] for row in rows(folder / "holdings/contracts.csv")
    }
    receipts = rows(folder / "holdings/receipts.csv")
    frame = edition.tables["holdings"].frame("receipts")
    assert len(receipts) == int(frame["contract_no"].isin(list(contracts)).sum()) > 0
    assert all(row["place_path"] == contracts[row["contract_no"]] for row in receipts)


def test_the_files_of_all_townships_share_no_row_and_lack_none(edition, bodies):
    """Of each table whose rows all have a township, the files together are the table."""
    holdings = by_name("holdings")
    tables = edition.tables["holdings"]
    places = PlaceRows(holdings, tables, edition.county).places("contracts")
    assert places is not None
    assert places.map(towns_of(edition.county)).notna().all()
    numbers: list[str] = []
    for body in bodies.values():
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            text = io.StringIO(packed.read("holdings/contracts.csv").decode())
            numbers += [row["contract_no"] for row in csv.DictReader(text)]
    assert sorted(numbers) == sorted(tables.frame("contracts")["contract_no"])


def test_nobody_on_a_list_of_persons_is_in_a_file(bodies):
    """Lists of persons are no download, here neither."""
    lists = {
        f"{kind.name}/{schema.name}.csv"
        for kind in KINDS
        for schema in kind.schemas
        if schema.is_person_list
    }
    assert lists
    for body in bodies.values():
        with zipfile.ZipFile(io.BytesIO(body)) as packed:
            assert lists.isdisjoint(packed.namelist())


def test_frictionless_accepts_every_folder(folder):
    """A Data Package each, with the two fields that were added."""
    for descriptor in sorted(folder.glob("*/datapackage.json")):
        report = frictionless.Package(str(descriptor)).validate()
        assert report.valid, (descriptor, report.flatten(["title", "rowNumber", "note"])[:3])


def test_a_piece_sees_the_packages_of_its_township_alone(edition):
    """Of the accounts those of its own books; what is joined of the pieces is the whole file."""
    archives = {one.url: one for one in town_archives(KINDS, edition)}
    (piece,) = [
        one for one in archives[town_file_url(TOWN)].pieces if one.key.endswith("/accounts")
    ]
    assert piece.part is not None
    assert {path.split("/")[1] for path in piece.part.packages} == {"baiyang"}


def test_a_village_is_told_of_the_file(edition):
    """On the page of each township and village: the file, and how to pick out the village."""
    panels = {panel.subject[1]: panel for panel in town_file_panels(edition)}
    assert panels[TOWN].view.file.url == panels[VILLAGE].view.file.url == town_file_url(TOWN)
    assert "柏堰村" in panels[VILLAGE].view.says
    assert "筛选" not in panels[TOWN].view.says
