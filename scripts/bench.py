"""A full county -> how long the check and the site take, beside tools that do a part of it.

    python scripts/bench.py [--quick] [--full] [--runs 3] [--no-site] [--data DIR]
        [--no-hugo] [--against COMMIT]

Each measurement is a process of its own; seconds and memory are what the system charged it
(`wait4`). Processor time is printed first, for a busy machine distorts it least. The median of
the runs counts.
"""

from __future__ import annotations

import argparse
import csv
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import bench_building
import bench_hugo
from bench_costs import ROOT, Cost, median, run

SCRIPTS, PLUGINS = ROOT / "scripts", ROOT / "plugins"
ACCOUNT_STAGES = ("task: kinds/accounts", "render: accounts", "render: s")
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
    bench_building.correct_a_word(data)
    again = run(mingbai("check", "--data", data))
    print(f"mingbai check, one ledger corrected: {again} = {again.cpu / check.cpu:.2f} × fresh")


def stages(data: Path, site: Path) -> float:
    """Where the time of a build goes; the seconds of processor of all pages of accounts."""
    command = [sys.executable, str(SCRIPTS / "bench_stages.py"), str(data), str(site)]
    table = subprocess.run(command, check=True, stdout=subprocess.PIPE, text=True).stdout  # noqa: S603
    print(table)
    rows = [line.strip("| ").split(" | ") for line in table.splitlines() if line.startswith("| ")]
    return sum(float(row[1]) for row in rows if row[0] in ACCOUNT_STAGES)


def beside_hugo(site: Path, place: Path, seconds: float) -> None:
    """Hugo's pages of book-years. seconds: of processor, for all of our pages of accounts."""
    pages = bench_hugo.lay(site, place)
    hugo = bench_hugo.build(place)
    ours = sum(1 for name in ("accounts", "s") for _ in site.glob(f"{name}/**/*.html"))
    print(f"Hugo, the ledgers of {pages:,} book-years, bare tables: {hugo}")
    print(
        f"our {ours:,} pages of accounts, with their proofs and files: {seconds:.1f} s of "
        f"processor; a page {seconds / ours / (hugo.cpu / pages):.1f} × Hugo's processor time, "
        f"{seconds / ours / (hugo.wall / pages):.1f} × its clock"
    )


def measure(options: argparse.Namespace, place: Path) -> None:
    """Every measurement over one county."""
    data, words = place / "data", QUICK if options.quick else FULL
    if options.data is None:
        county = run([sys.executable, SCRIPTS / "county.py", data, *words])
        print(f"the county, made: {county}; {county.last_line}")
    else:
        shutil.copytree(options.data, data)  # for some of it is changed
    files, megabytes = size(data / "accounts", ".csv")
    print(f"ledgers: {files:,} files, {megabytes:.0f} MB; all data {size(data)[1]:.0f} MB")
    one_in = 1 if options.full else 4 if options.quick else 30
    gate = reading(data, options.runs, one_in, "clean")
    checking(data, options.runs, gate)
    bad = place / "bad"
    spoil(data, bad, 1000)
    reading(bad, options.runs, one_in, "one line in 1,000 bad")
    if options.no_site:
        return
    whole = bench_building.building(data, place)
    of_site = bench_building.site_size(place / "site")
    shutil.rmtree(place / "site")
    if options.against:
        bench_building.against(options.against, words, place, (whole, of_site))
    seconds = stages(data, place / "site")
    if not options.no_hugo:
        beside_hugo(place / "site", place / "hugo", seconds)


def main() -> None:
    """The command."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--quick", action="store_true", help="one township")
    parser.add_argument("--full", action="store_true", help="frictionless reads everything")
    parser.add_argument("--runs", type=int, default=3)
    parser.add_argument("--against", default="", help="an earlier commit, beside which it is set")
    parser.add_argument("--no-hugo", action="store_true", help="where Hugo cannot be fetched")
    parser.add_argument("--no-site", action="store_true", help="reading and rules only")
    parser.add_argument("--data", type=Path, help="a county that is there already")
    memory = Path("/dev/shm")  # noqa: S108  # disks are not what is measured
    sys.stdout.reconfigure(line_buffering=True)  # type: ignore[union-attr]
    with tempfile.TemporaryDirectory(dir=memory if memory.is_dir() else None) as folder:
        measure(parser.parse_args(), Path(folder))


if __name__ == "__main__":
    main()
