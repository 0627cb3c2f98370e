"""Whoever copies from the page on how to use the data gets what it says: each snippet is run."""

import contextlib
import functools
import io
import os
import re
import shutil
import subprocess
import threading
import zipfile
from collections.abc import Iterator
from http.server import SimpleHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import duckdb
import pandas as pd
import pytest

from harness import ROOT

PAGES = tuple(ROOT / f"content/pages/{name}.md" for name in ("take-home", "one-village"))
PAGE = PAGES[0]
EXAMPLE = "https://mingbai.example"
UNTESTED = "未经测试"


def snippets() -> list[tuple[str, str, str]]:
    """(heading, language, text) of every snippet."""
    found, heading = [], ""
    texts = "\n".join(page.read_text("utf-8") for page in PAGES)
    parts = re.finditer(r"^## ([^\n]+)$|^```(\w+)\n(.*?)^```$", texts, re.M | re.S)
    for match in parts:
        heading = match[1] or heading
        if match[2]:
            found.append((heading, match[2], match[3]))
    return found


def of(language: str) -> list[str]:
    return [text for heading, own, text in snippets() if own == language]


class _Quiet(SimpleHTTPRequestHandler):
    def log_message(self, format: str, *args: object) -> None:
        """Nothing."""


@pytest.fixture(scope="module")
def site(shared) -> Path:
    return shared.published(ROOT / "data")


@pytest.fixture(scope="module")
def address(site) -> Iterator[str]:
    """The site, served as files are."""
    handler = functools.partial(_Quiet, directory=str(site))
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield f"http://127.0.0.1:{server.server_port}"
        server.shutdown()


@pytest.fixture(scope="module")
def spent(site) -> pd.DataFrame:
    entries = pd.read_csv(site / "data/accounts/entries.csv", dtype=str)
    fen = entries["amount"].str.replace(".", "").astype(int)
    return entries.assign(fen=fen)[entries["direction"] == "支出"]


def test_the_command_line_gives_the_sum_to_the_fen(address, spent, tmp_path):
    """Download, unpack, ask."""
    (text,) = of("bash")
    done = subprocess.run(
        ["bash", "-euc", text.replace(EXAMPLE, address)],
        cwd=tmp_path,
        capture_output=True,
        text=True,
        check=True,
    )
    assert int(done.stdout) == int(spent["fen"].sum())


def test_duckdb_finds_who_spent_most(site, spent):
    """The same books in the same order, of the file itself: DuckDB here has no extension."""
    (text,) = of("sql")
    rows = duckdb.sql(text.replace(EXAMPLE, str(site))).fetchall()
    by_book = spent.groupby("book_id")["fen"].sum().sort_values(ascending=False)
    assert [int(total * 100) for _, total in rows] == by_book.head(10).tolist()


def test_a_village_takes_all_its_rows_and_no_others(site, tmp_path, monkeypatch):
    """Through the keys: its books' lines, its contracts' receipts, the matters it decided."""
    with zipfile.ZipFile(site / "data/county.zip") as archive:
        archive.extract("county.sqlite", tmp_path)
    monkeypatch.chdir(tmp_path)
    (text,) = [text for text in of("python") if "foreign_key_list" in text]
    exec(compile(text, str(PAGE), "exec"), {})
    place = "990121101208"
    made = {
        path.stem.removeprefix(f"{place}-"): pd.read_csv(path, dtype=str)
        for path in tmp_path.glob("*.csv")
    }
    entries = pd.read_csv(site / "data/accounts/entries.csv", dtype=str)
    is_own = entries["book_id"].str.startswith(place)
    assert len(made["accounts_entries"]) == int(is_own.sum()) > 100
    assert made["accounts_entries"]["book_id"].str.startswith(place).all()
    for name, rows in made.items():
        for field in {"book_id", "place_code"} & set(rows.columns):
            assert rows[field].dropna().str.startswith(place).all(), name
    contracts = pd.read_csv(site / "data/holdings/contracts.csv", dtype=str)
    numbers = set(contracts.loc[contracts["book_id"].str.startswith(place), "contract_no"])
    assert set(made["holdings_contracts"]["contract_no"]) == numbers
    receipts = pd.read_csv(site / "data/holdings/receipts.csv", dtype=str)
    own_receipts = receipts["contract_no"].isin(numbers)
    assert len(made["holdings_receipts"]) == int(own_receipts.sum()) > 0
    assert {"registry_households", "village_affairs_matters", "registry_books"} <= made.keys()


def test_pandas_and_the_interface_print_what_they_say(address, site, spent):
    """Sums by item, with names; how many contracts owe."""
    printed = []
    for text in (text for text in of("python") if EXAMPLE in text):
        out = io.StringIO()
        with contextlib.redirect_stdout(out):
            exec(compile(text.replace(EXAMPLE, address), str(PAGE), "exec"), {})
        printed.append(out.getvalue())
    sums = spent.groupby("disclosure_code")["fen"].sum()
    assert all(f"{fen / 100:.2f}" in printed[0] for fen in sums)
    html = re.sub(r"<[^>]+>", "", (site / "holdings/index.html").read_text("utf-8"))
    assert f"（{int(printed[1].split()[-1])} 份）" in html


@pytest.mark.skipif(shutil.which("Rscript") is None, reason="R is not there; the page says so")
def test_r_finds_who_spent_most(address, spent, tmp_path):
    """The same ten books with the same sums; no package is needed."""
    (text,) = of("r")
    (tmp_path / "spent.R").write_text(text.replace(EXAMPLE, address), "utf-8")
    done = subprocess.run(
        ["Rscript", "--vanilla", str(tmp_path / "spent.R")],
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "LC_ALL": "C.UTF-8"},
        check=True,
    )
    by_book = spent.groupby("book_id")["fen"].sum().sort_values(ascending=False).head(10)
    shown = [line.split() for line in done.stdout.splitlines()[1:]]
    assert [(book, int(fen)) for book, fen in shown] == list(by_book.items())


def test_what_is_not_run_says_so():
    """Every snippet but those that are always run stands under a heading that says so."""
    others = [
        (h, language) for h, language, _ in snippets() if language not in ("bash", "sql", "python")
    ]
    assert others
    assert all(UNTESTED in heading for heading, _ in others)
    assert "Excel（未经测试）" in PAGE.read_text("utf-8")
