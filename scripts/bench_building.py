"""A county -> what building its site costs: whole, after a word, again, back, beside other means.

Each commit builds the county of its own generator, so that two of them are compared per page too.
"""

from __future__ import annotations

import csv
import os
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path

from bench_costs import ROOT, Cost, run

_COMMAND = "from mingbai.cli import app; app()"
_SUMS = "SHA256SUMS"


@dataclass(frozen=True)
class Checkout:
    """A commit's files. jobs: the words that ask for so many processes, if it knows any."""

    root: Path
    jobs: bool = True

    def mingbai(self, *words: str | Path) -> Sequence[str | Path]:
        """The command as a clerk gives it, of this commit."""
        return [sys.executable, "-c", _COMMAND, *words]

    def run(self, *words: str | Path) -> Cost:
        """Run the command once."""
        return run(self.mingbai(*words), self.environment, accepted=(0,))

    def build(self, data: Path, site: Path, jobs: int = 1) -> Cost:
        """Build a site."""
        options = ["--jobs", str(jobs)] if self.jobs else []
        return self.run("build", "--data", data, "--output", site, *options)

    @property
    def environment(self) -> Mapping[str, str]:
        """In which Python finds this commit's program and no other."""
        return {**os.environ, "PYTHONPATH": str(self.root / "plugins")}


HERE = Checkout(ROOT)


@dataclass(frozen=True)
class SiteSize:
    """pages: HTML files. megabytes: of all files."""

    pages: int
    files: int
    megabytes: float

    def __str__(self) -> str:
        return f"{self.pages:,} pages, {self.files:,} files, {self.megabytes:,.0f} MB"


def site_size(site: Path) -> SiteSize:
    """Count a site."""
    files = [path for path in site.rglob("*") if path.is_file()]
    pages = sum(path.suffix == ".html" for path in files)
    return SiteSize(pages, len(files), sum(path.stat().st_size for path in files) / 1e6)


def checkout(commit: str, place: Path) -> Checkout:
    """The files of a commit, without its history. Ends the run where there is no such commit."""
    place.mkdir()
    archive = subprocess.run(  # noqa: S603
        ["git", "-C", str(ROOT), "archive", commit],  # noqa: S607
        check=True,
        capture_output=True,
    ).stdout
    subprocess.run(["tar", "x", "-C", str(place)], input=archive, check=True)  # noqa: S603, S607
    has_jobs = (place / "plugins/mingbai/tasks").is_dir()
    return Checkout(place, has_jobs)


def building(data: Path, place: Path) -> Cost:
    """The site once, a copy of it, again, by two processes, after a word, and the site before."""
    site, copy, other = place / "site", place / "copy", place / "other"
    whole = HERE.build(data, site)
    print(f"site: {whole}; {site_size(site)}")
    copied = run(["cp", "-r", site, copy])
    shutil.rmtree(copy)
    print(f"cp -r of it: {copied}; the build {whole.cpu / copied.cpu:.0f} × its processor time")
    again = HERE.build(data, site)
    print(f"nothing changed: {again}; {again.last_line}")
    two = HERE.build(data, other, jobs=2)
    shutil.rmtree(other)
    print(f"by two processes: {two}; one takes {whole.wall / two.wall:.2f} × the clock")
    _word(data, site, whole)
    back = HERE.run("rollback", "--output", site)
    print(f"the site before, served again: {back}")
    _largest(site)
    return whole


def _word(data: Path, site: Path, whole: Cost) -> None:
    """One word of one line is changed, and the site built again."""
    package, corrected = correct_a_word(data)
    before = sums(site)
    cost = HERE.build(data, site)
    print(f"one word changed ({package}): correction {corrected.cpu:.1f} s; {cost}")
    print(f"  {cost.cpu / whole.cpu:.2f} × the whole site's processor time; {cost.last_line}")
    changed = [name for name, digest in sums(site).items() if before.get(name) != digest]
    octets = sum((site / name).stat().st_size for name in changed)
    print(f"  to be sent after it: {len(changed):,} files, {octets / 1e6:.1f} MB")


def correct_a_word(data: Path) -> tuple[str, Cost]:
    """Change a word and say why, as a clerk does; the package, and what saying it took."""
    former = data.with_name("former")
    shutil.copytree(data, former)
    package = change_a_word(data)
    why = ("--reason", "录入错误", "--words", "摘要写错了字", "--decided-by", "村会计")
    corrected = HERE.run("correct", package, *why, "--data", data, "--former", former)
    shutil.rmtree(former)
    return package, corrected


def change_a_word(data: Path) -> str:
    """Change the summary of one ledger line of the newest month; give its package."""
    file = max(data.glob("accounts/*/*/entries.csv"), key=lambda path: path.parts[-2])
    with file.open(encoding="utf-8", newline="") as handle:
        heading, *rows = csv.reader(handle)
    rows[len(rows) // 2][heading.index("summary")] += "（改）"
    with file.open("w", encoding="utf-8", newline="") as handle:
        csv.writer(handle, lineterminator="\n").writerows([heading, *rows])
    return file.parent.relative_to(data).as_posix()


def sums(site: Path) -> Mapping[str, str]:
    """Of each file of a site its sha256, as its manifest has it."""
    lines = (site / _SUMS).read_text("utf-8").splitlines()
    return {name: digest for digest, _, name in (line.partition("  ") for line in lines)}


def against(commit: str, county: Sequence[str], place: Path, now: tuple[Cost, SiteSize]) -> None:
    """An earlier commit builds the county of its own generator; what it takes, and per page.

    now: what this commit took, and how large its site is.
    """
    theirs = checkout(commit, place / "then")
    data, site = place / "data-then", place / "site-then"
    generator = [sys.executable, theirs.root / "scripts/county.py", data, *county]
    print(f"{commit}: its county, made: {run(generator, theirs.environment)}")
    cost = theirs.build(data, site)
    size = site_size(site)
    print(f"{commit}: {cost}; {size}")
    ours, our_size = now
    per_page = (ours.cpu / our_size.pages) / (cost.cpu / size.pages)
    print(
        f"the build {ours.cpu / cost.cpu:.2f} × the processor time of {commit}, "
        f"{ours.wall / cost.wall:.2f} × its clock; a page {per_page:.2f} ×"
    )


def _largest(site: Path) -> None:
    for page in sorted(site.rglob("*.html"), key=lambda p: -p.stat().st_size)[:5]:
        print(f"  {page.stat().st_size / 1e3:,.0f} kB {page.relative_to(site)}")
