"""What is kept of rules changes no answer, saves asking, and is not believed for other data."""

from __future__ import annotations

import csv
import random
import shutil
import time
from collections import Counter
from collections.abc import Sequence
from dataclasses import replace
from datetime import date
from pathlib import Path
from typing import Any

import pytest

import harness
from mingbai import build
from mingbai.build import Checked
from mingbai.check import Check, Verdict
from mingbai.check.cache import Rulings
from mingbai.county import County
from mingbai.fingerprints import KnownContents
from mingbai.kinds import KINDS
from mingbai.model import Kind
from mingbai.read import Package, Tables, texts
from mingbai.schema import Schema
from mingbai.tasks.parts import of_packages
from shared import Shared
from sizes import times

OTHERS = ("holdings", "village_affairs", "appraisals", "complaints", "accountability")
CONTRACTS = Path("holdings/taiping/2026q1/contracts.csv")
WORDS = ("", "7.00", "x", "2026-06-30", "是", "柳塘村", "1000000.00")


@pytest.fixture(scope="module")
def whole(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Several kinds that read each other."""
    folder = tmp_path_factory.mktemp("judge") / "data"
    return harness.data_folder(folder, "accounts", others=OTHERS)


@pytest.fixture(scope="module")
def before(whole: Path) -> Checked:
    """What the check of them left. It goes by what is in the files, wherever they lie."""
    return again(whole)


@pytest.fixture
def data(whole: Path, tmp_path: Path) -> Path:
    """A copy of them that a test may change."""
    return shutil.copytree(whole, tmp_path / "data")


def again(data: Path, before: Checked | None = None, as_of: date | None = None) -> Checked:
    """A check with what the one before left; tables are read only where something asks for them."""
    results, rulings = (before.package_results, before.rulings) if before else ({}, Rulings())
    contents = KnownContents({}, time.time_ns() + 10**10)
    return build.check(data, as_of=as_of, earlier=results, rulings=rulings, contents=contents)


def changed(file: Path, chance: random.Random) -> None:
    """One cell of a table says something else, which may be wrong; its package is sealed anew."""
    with file.open(encoding="utf-8", newline="") as opened:
        rows = list(csv.reader(opened))
    row = rows[chance.randrange(1, len(rows))] if len(rows) > 1 else rows[0]
    at = chance.randrange(len(row))
    same = [other[at] for other in rows[1:]]
    row[at] = chance.choice([*WORDS, *same])
    with file.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)


def edited(data: Path, chance: random.Random) -> str:
    """Anything that a clerk may do to the data; the package that was touched."""
    packages = [p.relative_to(data).as_posix() for p in sorted(data.glob("*/*/*")) if p.is_dir()]
    package = chance.choice([p for p in packages if not p.startswith("registry/")])
    folder = data / package
    what = chance.choice(("cell", "cell", "cell", "gone", "note", "registry"))
    if what == "gone":
        shutil.rmtree(folder)
    elif what == "note":
        (folder / "attachments").mkdir(exist_ok=True)
        (folder / "attachments" / "说明.txt").write_text(f"说明 {chance.random()}", "utf-8")
    elif what == "registry":
        changed(chance.choice(sorted(data.glob("registry/*/*/*.csv"))), chance)
    else:
        changed(chance.choice(sorted(folder.glob("*.csv"))), chance)
    if what != "gone":
        touched = package if what != "registry" else "registry/county/2026"
        harness.seal(data, [touched])
    return f"{what} {package}"


def test_after_any_edits_the_issues_are_those_of_a_fresh_check(
    data: Path, whole: Path, before: Checked
) -> None:
    """Edits one upon another, faults and their mending: kept answers say what new ones would."""
    chance = random.Random(11)
    at_first = build.check(data).issues
    assert before.issues == at_first
    for _ in range(times(2)):
        done = [edited(data, chance) for _ in range(chance.randrange(1, 3))]
        before = again(data, before)
        assert before.issues == build.check(data).issues, done
        if chance.random() < 0.5:  # all is as it was at first
            shutil.rmtree(data)
            shutil.copytree(whole, data)
            before = again(data, before)
            assert before.issues == at_first


def counting(asked: Counter[str]) -> tuple[Kind, ...]:
    """The kinds, with rules that count how often they are asked."""

    def counted(check: Check) -> Check:
        def run(tables: Tables, county: County) -> Verdict:
            asked[check.rule.code] += 1
            return check.run(tables, county)

        return replace(check, run=run)

    return tuple(replace(kind, checks=tuple(map(counted, kind.checks))) for kind in KINDS)


def codes(*kinds: str) -> set[str]:
    """The codes of the rules of these kinds."""
    return {check.rule.code for kind in KINDS if kind.name in kinds for check in kind.checks}


def test_rules_of_kinds_that_did_not_change_are_not_asked(data: Path, before: Checked) -> None:
    """Nothing changed: no rule; a contract: rules of holdings, and few others that read of it."""
    asked: Counter[str] = Counter()
    kinds = counting(asked)

    def look(earlier: Checked) -> Checked:
        return build.check(data, kinds, earlier=earlier.package_results, rulings=earlier.rulings)

    unchanged = look(before)
    assert not asked
    assert unchanged.issues == before.issues
    text = (data / CONTRACTS).read_text("utf-8")
    assert "便民超市" in text
    (data / CONTRACTS).write_text(text.replace("便民超市", "便民商店"), "utf-8")
    harness.seal(data, [CONTRACTS.parent.as_posix()])
    look(before)
    assert asked.keys() & codes("holdings")
    assert not asked.keys() & codes("accounts", "complaints", "registry")


def test_tables_of_kinds_that_did_not_change_are_not_read(
    data: Path, before: Checked, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A contract is changed: no line of a ledger is read, and the issues are those of all read."""
    text = (data / CONTRACTS).read_text("utf-8")
    (data / CONTRACTS).write_text(text.replace("便民超市", "便民商店"), "utf-8")
    harness.seal(data, [CONTRACTS.parent.as_posix()])
    fresh = build.check(data).issues
    gather, read = texts.gather, set[str]()

    def told(schema: Schema, packages: Sequence[Package], *others: Any) -> Any:
        read.update(p.files[schema.name] for p in packages if schema.name in p.files)
        return gather(schema, packages, *others)

    monkeypatch.setattr(texts, "gather", told)
    assert again(data, before).issues == fresh
    assert CONTRACTS.as_posix() in read
    assert not [file for file in read if file.endswith(("/entries.csv", "/trial_balances.csv"))]


def test_an_id_that_is_gone_is_missed_in_kinds_that_did_not_change(
    data: Path, before: Checked
) -> None:
    """What a kind refers to is looked at again where the ids of another changed."""
    posts = next(iter(data.glob("registry/*/*/agencies.csv")))
    text = posts.read_text("utf-8")
    assert "\nbaiyang," in text
    posts.write_text(text.replace("\nbaiyang,", "\nbaiyang-2,"), "utf-8")
    harness.seal(data, [posts.parent.relative_to(data).as_posix()])
    issues = again(data, before).issues
    assert issues == build.check(data).issues
    assert issues != before.issues


def test_rows_that_say_the_same_ask_nobody(data: Path, before: Checked) -> None:
    """A word of a ledger that no other kind reads: what it offers is made anew, and that is all."""
    ledger = max(data.glob("accounts/taiping/*/entries.csv"))
    rows = list(csv.reader(ledger.read_text("utf-8").splitlines()))
    rows[2][rows[0].index("summary")] += "（补记）"
    with ledger.open("w", encoding="utf-8", newline="") as opened:
        csv.writer(opened, lineterminator="\n").writerows(rows)
    harness.seal(data, [ledger.parent.relative_to(data).as_posix()])
    asked: Counter[str] = Counter()
    kinds = counting(asked)
    after = build.check(data, kinds, earlier=before.package_results, rulings=before.rulings)
    assert asked.keys() & codes("accounts")
    assert not asked.keys() & codes(*OTHERS, "registry")
    assert after.issues == build.check(data).issues


def test_another_day_asks_the_rules_that_ask_for_the_day(data: Path, before: Checked) -> None:
    """And gives the answer of that day."""
    late = date(2027, 3, 1)
    assert again(data, before, late).issues == build.check(data, as_of=late).issues


def _cases() -> list[tuple[str, str]]:
    """Of each kind with such rules the good case, and of each such rule the case that breaks it."""
    found = []
    for kind in KINDS:
        own = [c.rule.code.replace("-", "_") for c in kind.checks if c.reach == "package"]
        cases = sorted({*own, "good"} if own else set())
        found += [
            (kind.name, case) for case in cases if (harness.FIXTURES / kind.name / case).exists()
        ]
    return found


def not_of_packages(kinds: Sequence[Kind], checked: Checked) -> list[str]:
    """Rules that say of packages alone something else than of all of them, though declared so."""
    county = checked.county
    assert county is not None
    wrong: list[str] = []
    for kind in kinds:
        checks = [check for check in kind.checks if check.reach == "package"]
        tables = checked.tables[kind.name]
        alone = (of_packages(tables, frozenset({p.path})) for p in tables.packages if checks)
        each = Counter(
            repr(issue)
            for of_one in alone
            for check in checks
            for issue in check.run(of_one, county).issues
        )
        whole = [issue for check in checks for issue in check.run(tables, county).issues]
        wrong += {issue.code for issue in whole if each[repr(issue)] != 1}
        wrong += {"more"} if each.total() != len(whole) else set()
    return wrong


@pytest.mark.parametrize(("kind", "case"), _cases())
def test_a_rule_that_looks_at_one_package_needs_no_other(
    kind: str, case: str, tmp_path: Path
) -> None:
    """Where it is broken it finds in all packages what it finds in each."""
    own = next(one for one in KINDS if one.name == kind)
    data = harness.data_folder(tmp_path / "data", kind, case)
    checked = build.check(data, [replace(one, checks=(), reconciliations=()) for one in KINDS])
    assert checked.county is not None
    assert not_of_packages((own,), checked) == []


def test_in_the_demo_county_too(shared: Shared) -> None:
    """Hundreds of packages, with the slips that were planted."""
    assert not_of_packages(KINDS, shared.checked(harness.ROOT / "data")) == []


def test_a_rule_is_put_to_the_package_that_changed(data: Path, before: Checked) -> None:
    """What it found in the others stays: a name in one ledger, then another in the next month's."""
    months = sorted(data.glob("accounts/taiping/*/entries.csv"))[-2:]
    for month in months:
        rows = list(csv.reader(month.read_text("utf-8").splitlines()))
        rows[2][rows[0].index("witness")] = "无"
        with month.open("w", encoding="utf-8", newline="") as opened:
            csv.writer(opened, lineterminator="\n").writerows(rows)
        harness.seal(data, [month.parent.relative_to(data).as_posix()])
        seen: list[tuple[str, ...]] = []
        kinds = tuple(_telling(kind, "not-a-name", seen) for kind in KINDS)
        before = build.check(data, kinds, earlier=before.package_results, rulings=before.rulings)
        assert seen == [(month.parent.relative_to(data).as_posix(),)]
    named = [i.path for i in before.issues if i.code == "not-a-name"]
    assert named == [month.relative_to(data).as_posix() for month in months]
    assert before.issues == build.check(data).issues


def _telling(kind: Kind, code: str, seen: list[tuple[str, ...]]) -> Kind:
    """The kind, of which one rule tells which packages it looks at."""

    def telling(check: Check) -> Check:
        def run(tables: Tables, county: County) -> Verdict:
            seen.append(tuple(package.path for package in tables.packages))
            return check.run(tables, county)

        return replace(check, run=run) if check.rule.code == code else check

    return replace(kind, checks=tuple(map(telling, kind.checks)))
