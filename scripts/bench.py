"""A full county -> how long the check and the site take, beside tools that do a part of it.

    python scripts/bench.py [--quick] [--full] [--runs 3] [--no-site] [--data DIR]

Each measurement is a process of its own; seconds and memory are what the system charged it
(`wait4`). Processor time is printed first, for a busy machine distorts it least. The median of
the runs counts.
"""

from __future__ import annotations

import argparse
import csv
import os
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

ROOT = Path(__file__).resolve().parents[1]
SCRIPTS, PLUGINS = ROOT / "scripts", ROOT / "plugins"
KIND = PLUGINS / "mingbai" / "kinds" / "accounts"
FULL = [
    "--towns",
    "17",
    "--villages",
    "324",
    "--groups",
    "1259",
    "--months",
    "36",
    "--busy",
    "2.45",
]
QUICK = ["--towns", "1", "--villages", "19", "--groups", "74", "--months", "36", "--busy", "2.45"]

_PRELUDE = """
import sys, time
from pathlib import Path
sys.path.insert(0, sys.argv[1])
from mingbai import schema
from mingbai.read import package, tables
names = [path.stem for path in sorted(Path(sys.argv[2]).glob("*.json"))]
schemas = schema.load(Path(sys.argv[2]), *names)
"""
GATE = f"""{_PRELUDE}
packages, issues = package.find(Path(sys.argv[3]), {{"accounts": schemas}})
ledgers, faults = tables.read(schemas, packages)
print(sum(len(table.frame) for table in ledgers), "rows hold,", len(faults), "faults")
"""
FRICTIONLESS = f"""{_PRELUDE}
import frictionless
from mingbai.read import frictionless as standard
packages, _ = package.find(Path(sys.argv[3]), {{"accounts": schemas}})
busy = time.process_time()
chosen = packages[::int(sys.argv[4])]
faults = [issue for one in chosen for issue in standard.validate_package(one, schemas)]
lines = lambda some: sum((one.root / path).read_bytes().count(10) for one in some
                         for path in one.files.values())
share = lines(chosen) / lines(packages)
print(len(chosen), "of", len(packages), "packages,", len(faults), "faults;", f"{{share:.4f}}")
print((time.process_time() - busy) / share)
"""
DUCKDB = f"""{_PRELUDE}
import duckdb
kinds = {{"number": "DECIMAL(18,2)", "date": "DATE", "integer": "BIGINT"}}
duckdb.sql("set enable_progress_bar = false")
rows = 0
for table, form in [(t, form) for t in schemas for form in t.versions or (t,)]:
    columns = {{field.name: kinds.get(field.type, "VARCHAR") for field in form.fields}}
    total = ", ".join(f'max("{{name}}")' for name in columns)
    every = sorted(Path(sys.argv[3]).glob(f"accounts/*/*/{{table.name}}.csv"))
    files = [str(path) for path in every if table.at(path.parent.name) is form]
    if files:
        rows += duckdb.sql(
            f"from read_csv({{files}}, header=true, auto_detect=false, delim=',', quote='\\"', "
            f"columns={{columns}}) select count(*), {{total}}").fetchall()[0][0]
print(rows, "rows")
"""


@dataclass(frozen=True)
class Cost:
    """What one process was charged: seconds, seconds, MiB; and the last line it printed."""

    cpu: float
    wall: float
    peak: float
    last_line: str

    def __str__(self) -> str:
        return f"{self.cpu:.1f} s of processor, {self.wall:.1f} s, {self.peak:,.0f} MiB"


def run(command: Sequence[str | Path]) -> Cost:
    """Run once; a command that fails ends the benchmark, except that bad data may exit 2."""
    with tempfile.TemporaryFile() as out:
        began = time.perf_counter()
        process = subprocess.Popen([str(part) for part in command], stdout=out)  # noqa: S603
        _, status, used = os.wait4(process.pid, 0)
        wall = time.perf_counter() - began
        process.returncode = os.waitstatus_to_exitcode(status)
        out.seek(0)
        lines = out.read().decode().strip().split("\n")
    if process.returncode not in (0, 2):
        raise SystemExit(f"exit {process.returncode}: {command[-1]}")
    return Cost(used.ru_utime + used.ru_stime, wall, used.ru_maxrss / 1024, lines[-1])


def median(command: Sequence[str | Path], runs: int) -> Cost:
    """The median of each figure over the runs."""
    costs = [run(command) for _ in range(runs)]
    cpu, wall, peak = (
        statistics.median(getattr(cost, name) for cost in costs) for name in ("cpu", "wall", "peak")
    )
    return Cost(cpu, wall, peak, costs[-1].last_line)


def program(text: str, data: Path, *more: str) -> list[str | Path]:
    """A command that runs one of the programs above over the ledgers below `data`."""
    return [sys.executable, "-c", text, PLUGINS, KIND, data, *more]


def mingbai(*words: str | Path) -> list[str | Path]:
    """The command as a clerk gives it."""
    return [Path(sys.executable).with_name("mingbai"), *words]


def size(folder: Path, ending: str = "") -> tuple[int, float]:
    """How many files, how many MB."""
    files = [p for p in folder.rglob(f"*{ending}") if p.is_file()]
    return len(files), sum(p.stat().st_size for p in files) / 1e6


def spoil(data: Path, to: Path, one_in: int) -> None:
    """A copy of the ledgers in which the amount of one entry in so many is no number."""
    shutil.copytree(data / "accounts", to / "accounts")
    count = 0
    for path in sorted(to.glob("accounts/*/*/entries.csv")):
        with path.open(encoding="utf-8", newline="") as handle:
            heading, *rows = csv.reader(handle)
        at = heading.index("amount")
        for row in rows:
            count += 1
            if count % one_in == 0:
                row[at] = "1e3"
        with path.open("w", encoding="utf-8", newline="") as handle:
            csv.writer(handle, lineterminator="\n").writerows([heading, *rows])


def reading(data: Path, runs: int, one_in: int, title: str) -> Cost:
    """The gate over the ledgers beside frictionless in the same minute."""
    gate = median(program(GATE, data), runs)
    print(f"{title}, gate: {gate}; {gate.last_line}")
    standard = run(program(FRICTIONLESS, data, str(one_in)))
    seconds = float(standard.last_line)
    print(
        f"{title}, frictionless (one package in {one_in}, scaled by lines): {seconds:.0f} s of "
        f"processor = {seconds / gate.cpu:.0f} × the gate"
    )
    return gate


def checking(data: Path, runs: int, gate: Cost) -> None:
    """All kinds' rules, proofs and privacy, beside DuckDB's typed scan of the ledgers."""
    scan = median(program(DUCKDB, data), runs)
    check = median(mingbai("check", "--fresh", "--data", data), runs)
    print(f"DuckDB typed scan: {scan}; {scan.last_line}")
    print(
        f"mingbai check, all kinds: {check} = {check.cpu / scan.cpu:.1f} × DuckDB; "
        f"on top of the gate {(check.cpu - gate.cpu) / scan.cpu:.1f} ×"
    )
    run(mingbai("check", "--data", data))
    print(f"mingbai check, nothing changed: {run(mingbai('check', '--data', data))}")
    changed = next(iter(sorted(data.glob("accounts/*/*/datapackage.json"))))
    changed.write_text(changed.read_text("utf-8") + "\n", "utf-8")
    print(f"mingbai check, one package changed: {run(mingbai('check', '--data', data))}")


def building(data: Path, place: Path) -> None:
    """The site once, a copy of it, the same command again, and where the time goes."""
    site, copy = place / "site", place / "copy"
    cost = run(mingbai("build", "--data", data, "--output", site))
    pages, (files, megabytes) = size(site, ".html")[0], size(site)
    print(f"site: {cost}; {pages:,} pages, {files:,} files, {megabytes:,.0f} MB")
    copied = run(["cp", "-r", site, copy])
    shutil.rmtree(copy)
    print(f"cp -r of it: {copied}; the build {cost.cpu / copied.cpu:.0f} × its processor time")
    again = run(mingbai("build", "--data", data, "--output", site))
    print(f"nothing changed: {again}; {again.last_line}")
    largest = sorted(site.rglob("*.html"), key=lambda p: -p.stat().st_size)[:5]
    for page in largest:
        print(f"  {page.stat().st_size / 1e3:,.0f} kB {page.relative_to(site)}")
    shutil.rmtree(site)
    command = [sys.executable, SCRIPTS / "bench_stages.py", data, site]
    subprocess.run(command, check=True)  # noqa: S603


def measure(options: argparse.Namespace, place: Path) -> None:
    """Every measurement over one county."""
    data: Path = options.data or place / "data"
    if options.data is None:
        words = QUICK if options.quick else FULL
        county = run([sys.executable, SCRIPTS / "county.py", data, *words])
        print(f"the county, made: {county}; {county.last_line}")
    files, megabytes = size(data / "accounts", ".csv")
    print(f"ledgers: {files:,} files, {megabytes:.0f} MB; all data {size(data)[1]:.0f} MB")
    one_in = 1 if options.full else 4 if options.quick else 30
    gate = reading(data, options.runs, one_in, "clean")
    checking(data, options.runs, gate)
    bad = place / "bad"
    spoil(data, bad, 1000)
    reading(bad, options.runs, one_in, "one line in 1,000 bad")
    if not options.no_site:
        building(data, place)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one township")
    parser.add_argument("--full", action="store_true", help="frictionless reads everything")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--no-site", action="store_true", help="reading and rules only")
    parser.add_argument("--data", type=Path, help="a county that is there already")
    memory = Path("/dev/shm")  # noqa: S108  # disks are not what is measured
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        measure(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
