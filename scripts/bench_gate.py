"""A synthetic county's ledgers -> how fast the gate reads them, beside frictionless and DuckDB.

    python scripts/bench_gate.py [--lines 712479] [--bad 1000] [--frictionless]

Prints seconds, memory, and ratios of processor time, which a busy machine distorts least.
`--bad N` spoils one line in N. Each reading is a process of its own; the gate pays for its
imports, the others do not.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
from pathlib import Path

import numpy as np
import polars as pl

from mingbai import schema

ROOT = Path(__file__).resolve().parents[1]
KIND = ROOT / "plugins" / "mingbai" / "kinds" / "accounts"
TOWNSHIPS, MONTHS, BOOKS = 17, 36, 1583
SUMMARIES = ["收到土地承包费", "支付村内道路维修工程款", "村委会办公用品", "卫生保洁员工资（季度）"]
SIGNED = ("handler", "witness", "approver")
PAYEES = ["个人", "清源县平安建筑公司", "文具商行", None]
PEOPLE = ["王建国", "李秀英", "张伟", "刘芳", "陈桂兰"]

GATE = """
import resource, sys, time
began, busy = time.perf_counter(), time.process_time()
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from mingbai import schema
from mingbai.read import package, tables
imported = time.perf_counter()
schemas = schema.load(Path(sys.argv[2]), "sheets", "entries")
packages, issues = package.find(Path(sys.argv[3]), {"accounts": schemas})
found = time.perf_counter()
read, faults = tables.read(schemas, packages)
done, spent = time.perf_counter(), time.process_time() - busy
peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
print(f"gate: {spent:.2f} s of processor; whole {done - began:.2f} s = import "
      f"{imported - began:.2f} + find {found - imported:.2f} + read {done - found:.2f}; "
      f"{len(read.frame('entries'))} lines, {len(issues) + len(faults)} issues, {peak} MiB, "
      f"frictionless imported: {'frictionless' in sys.modules}")
print(spent)
"""
DUCKDB = """
import sys, time
import duckdb
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from mingbai import schema
kinds = {"number": "DECIMAL(15,2)", "date": "DATE", "integer": "BIGINT"}
(own,) = schema.load(Path(sys.argv[2]), "entries")
rows = 0
duckdb.sql("set enable_progress_bar = false")
began, busy = time.perf_counter(), time.process_time()
for form in own.versions or (own,):
    columns = {field.name: kinds.get(field.type, "VARCHAR") for field in form.fields}
    total = ", ".join(f'max("{name}")' for name in columns)
    every = sorted(Path(sys.argv[3]).glob("accounts/*/*/entries.csv"))
    files = [str(path) for path in every if own.at(path.parent.name) is form]
    if files:
        rows += duckdb.sql(
            f"select count(*), {total} from read_csv({files}, header=true, auto_detect=false, "
            f"delim=',', quote='\\"', columns={columns})").fetchall()[0][0]
done, spent = time.perf_counter() - began, time.process_time() - busy
print(f"DuckDB typed scan: {done:.2f} s, {spent:.2f} s of processor, {rows} lines")
print(spent)
"""
FRICTIONLESS = """
import sys, time
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from mingbai import schema
from mingbai.read import frictionless as standard, package
import frictionless
schemas = schema.load(Path(sys.argv[2]), "sheets", "entries")
packages, _ = package.find(Path(sys.argv[3]), {"accounts": schemas})
busy = time.process_time()
faults = [issue for own in packages[::10] for issue in standard.validate_package(own, schemas)]
seconds = (time.process_time() - busy) * len(packages) / len(packages[::10])
print(f"frictionless: {seconds:.1f} s of processor, from one package in ten; "
      f"{len(faults)} errors there")
print(seconds)
"""


def sheets() -> pl.DataFrame:
    """One row a book and month, by township, month and book: as the folders will hold them."""
    towns = np.array_split(np.arange(BOOKS), TOWNSHIPS)
    town = np.repeat(np.arange(TOWNSHIPS), [len(books) * MONTHS for books in towns])
    month = np.concatenate([np.repeat(np.arange(MONTHS), len(books)) for books in towns])
    book = np.concatenate([np.tile(books, MONTHS) for books in towns])
    return pl.DataFrame({"town": town, "month": month, "book": book}).select(
        township=pl.format("town-{}", "town"),
        book_id=pl.format("{}-{}", 990121100200 + pl.col("book") // 5, _padded("book", 5, 2)),
        period=pl.format("{}-{}", 2024 + pl.col("month") // 12, _padded("month", 12, 2, 1)),
        opening=pl.lit("100.00"),
        income=pl.lit("0.00"),
        expense=pl.lit("0"),
        closing=pl.lit("100.00"),
        ytd_income=pl.lit("0.00"),
        ytd_expense=pl.lit("0.00"),
        review=pl.lit("同意公开"),
        reviewed_on=pl.lit("2026-07-05"),
        review_note=pl.lit(None, pl.String),
        posted_from=pl.lit("2026-07-06"),
        posted_to=pl.lit(None, pl.String),
    )


def _padded(name: str, modulus: int, width: int, first: int = 0) -> pl.Expr:
    return (pl.col(name) % modulus + first).cast(pl.String).str.zfill(width)


def entries(lines: int, held: pl.DataFrame) -> pl.DataFrame:
    """Ledger lines spread evenly over the sheets, in their order."""
    line = np.arange(lines)
    sheet = line * len(held) // lines
    rng = np.random.default_rng(712_479)
    amount = rng.integers(1, 5_000_000, lines)
    rows = held.select("township", "book_id", "period")[sheet].with_columns(
        line=line,
        no=line - np.searchsorted(sheet, sheet) + 1,
        amount=amount,
        balance=np.abs(np.cumsum(np.where(line % 2, -1, 1) * amount)),
    )
    return rows.select(
        "township",
        "book_id",
        "period",
        entry_no=pl.col("no").cast(pl.String).str.zfill(3),
        date=pl.format("{}-{}", "period", _padded("line", 28, 2, 1)),
        voucher_no=pl.format("记{}", "no"),
        subject_code=(500 + pl.col("line") % 100).cast(pl.String),
        disclosure_code=pl.format("F2.{}", pl.col("line") % 9 + 1),
        summary=pl.Series(SUMMARIES)[line % 4],
        direction=pl.Series(["收入", "支出"])[line % 2],
        amount=_yuan("amount"),
        balance=_yuan("balance"),
        payee=pl.Series(PAYEES)[line % 4],
        **{who: pl.Series(PEOPLE)[(line + n) % 5] for n, who in enumerate(SIGNED)},
        attachments=(pl.col("line") % 9 + 1).cast(pl.String),
        contract_no=pl.Series([None, None, None, "HT-2026-001"])[line % 4],
        note=pl.lit(None, pl.String),
    )


def _yuan(name: str) -> pl.Expr:
    return pl.format("{}.{}", pl.col(name) // 100, _padded(name, 100, 2))


def spoiled(rows: pl.DataFrame, one_in: int) -> pl.DataFrame:
    """One amount in so many becomes a number that nobody may write."""
    turn = pl.int_range(pl.len()) % one_in == one_in - 1
    return rows.with_columns(pl.when(turn).then(pl.lit("1e3")).otherwise("amount").alias("amount"))


def write(data: Path, lines: int, bad: int) -> None:
    """The county as 612 township-month packages below `data`."""
    held = sheets()
    rows = entries(lines, held)
    tables = {"sheets": held, "entries": spoiled(rows, bad) if bad else rows}
    for table, frame in tables.items():
        for (township, period), part in frame.partition_by(
            "township", "period", as_dict=True, include_key=True
        ).items():
            folder = data / "accounts" / str(township) / str(period)
            folder.mkdir(parents=True, exist_ok=True)
            form = schema.load(KIND, table)[0].at(str(period))
            part.select(field.name for field in form.fields).write_csv(folder / f"{table}.csv")
            (folder / "datapackage.json").write_text(_descriptor(township, period), "utf-8")


def _descriptor(township: object, period: object) -> str:
    document = {
        "name": f"accounts-{township}-{period}",
        "title": f"{township} {period}",
        "published": "2027-01-10",
        "approved_by": "演示",
        "resources": [{"name": n, "path": f"{n}.csv"} for n in ("sheets", "entries")],
    }
    return json.dumps(document, ensure_ascii=False)


def timed(program: str, data: Path) -> float:
    """Processor seconds that a program of its own says it took; what it prints is printed."""
    command = [sys.executable, "-c", program, str(ROOT / "plugins"), str(KIND), str(data)]
    printed = subprocess.run(command, check=True, capture_output=True, text=True)  # noqa: S603
    *said, seconds = printed.stdout.strip().split("\n")
    print(*said, sep="\n")
    return float(seconds)


def main() -> None:
    """Writes the county, reads it in each way, prints the ratios."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--lines", type=int, default=712_479)
    parser.add_argument("--bad", type=int, default=0, help="spoil one line in so many")
    parser.add_argument("--frictionless", action="store_true", help="the reference too")
    asked = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        data = Path(folder)
        write(data, asked.lines, asked.bad)
        size = sum(path.stat().st_size for path in data.rglob("*.csv"))
        print(f"{asked.lines} lines, {size / 1e6:.0f} MB")
        gate = min(timed(GATE, data) for _ in range(3))
        scan = min(timed(DUCKDB, data) for _ in range(2))
        print(f"gate ÷ DuckDB typed scan: {gate / scan:.1f}")
        if asked.frictionless:
            print(f"frictionless ÷ gate: {timed(FRICTIONLESS, data) / gate:.0f}")


if __name__ == "__main__":
    main()
