"""Two hundred lies across kinds: each is one office's plausible slip, told with both rows.

A lie changes one cell of one side, so that every rule of its own kind still holds: an amount that
no total of its kind depends on, a voucher's number, a complaint's number, a finding, a measure, a
law, a last day; or it leaves a row out. All are told at once in a copy of the demo, which is
checked once.
"""

from __future__ import annotations

import csv
import re
import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pandas as pd
import pytest

from demo_tables import DATA
from harness import seal
from mingbai import build
from mingbai.build import Checked
from mingbai.check.reconciliations import AGREES, DIFFERS
from mingbai.issues import Severity
from shared import Shared

_LIES = 200
_FLOOR = 0.95
Row = dict[str, str]


@dataclass(frozen=True)
class Lie:
    """A plausible edit of one row; None drops the row.

    code: the comparison that must tell it. fits: which rows it may be told of. also: other
    comparisons of the same row, which must tell it too.
    """

    code: str
    table: str
    edit: Callable[[Row, Random], Row | None]
    fits: Callable[[Row], bool] = lambda _: True
    also: tuple[str, ...] = ()


def _other_voucher(row: Row, random: Random) -> Row:
    return {**row, "voucher_no": f"{row['voucher_no'][:2]}{random.randint(70, 99)}"}


def _swapped_voucher(row: Row, random: Random) -> Row:
    head, number = row["voucher_no"][:2], row["voucher_no"][2:]
    return {**row, "voucher_no": f"{head}{int(number) + random.randint(31, 49):02d}"}


def _other_amount(row: Row, random: Random) -> Row:
    return {**row, "amount": f"{float(row['amount']) + random.choice((-10, 9, 27, 90)):.2f}"}


def _other_budget(row: Row, random: Random) -> Row:
    more = random.choice((-1000, 600, 1500, 9000))
    column = "budget" if "budget" in row else "amount"
    return {**row, column: f"{float(row[column]) + more:.2f}"}


def _other_law(row: Row, random: Random) -> Row:
    """Another law that was in force on the day."""
    laws = [law for law in ("SPAQ", "AQSC", "JSAQ", "LDJC") if law != row["basis_id"]]
    return {**row, "basis_id": random.choice(laws)}


def _names_days(row: Row) -> bool:
    return re.search(r"\d+(?=日|个工作日)", row["limit_text"]) is not None


def _other_days(row: Row, random: Random) -> Row:
    days = str(random.choice((3, 5, 20)))
    return {**row, "limit_text": re.sub(r"\d+(?=日|个工作日)", days, row["limit_text"])}


def _day_later(row: Row, random: Random) -> Row:
    later = date.fromisoformat(row["decided_on"]) + timedelta(days=random.randint(1, 9))
    return {**row, "decided_on": later.isoformat()}


def _other_action(row: Row, random: Random) -> Row:
    return {**row, "action": random.choice([a for a in _ACTIONS if a != row["action"]])}


def _other_round(row: Row, random: Random) -> Row:
    return {**row, "round_id": random.choice(("2022", "2023"))}


def _names_promise(row: Row) -> bool:
    return bool(row["commitment_no"])


def _left_out(row: Row, random: Random) -> None:
    del row, random


def _is_of_refusal(row: Row) -> bool:
    return row["kind"] == "不予办理"


def _unfounded(row: Row, random: Random) -> Row:
    del random
    return {**row, "finding": "不属实"}


def _is_upheld(row: Row) -> bool:
    return row["finding"] == "属实"


def _lighter(row: Row, random: Random) -> Row:
    return {**row, "measure": random.choice(("限期整改", "责令书面检查"))}


_ACTIONS = ("取消", "合并", "下放")

# Which lies may be told of each side, and of how many of its rows at most.
_TELLERS: tuple[tuple[Lie, int], ...] = (
    (Lie("receipt-not-in-ledger", "holdings/receipts", _other_voucher), 60),
    (Lie("receipt-not-in-ledger", "holdings/receipts", _swapped_voucher), 40),
    (Lie("payment-not-in-ledger", "village_affairs/payments", _other_voucher), 50),
    (Lie("grant-not-in-ledger", "village_affairs/grants", _other_amount), 14),
    (Lie("grant-not-in-ledger", "village_affairs/grants", _other_voucher), 8),
    (
        Lie("compensation-not-received-in-ledger", "village_affairs/compensations", _other_voucher),
        4,
    ),
    (Lie("case-not-explained", "delays/notices", _left_out, _is_of_refusal), 16),
    (Lie("work-not-as-agreed", "village_affairs/projects", _other_budget), 12),
    (Lie("work-not-as-agreed", "village_affairs/resolutions", _other_budget), 10),
    (Lie("work-not-as-agreed", "village_affairs/resolutions", _left_out), 6),
    (Lie("filing-on-other-law", "inspections/powers", _other_law), 1),
    (Lie("filing-on-other-law", "inspections/filings", _other_law), 10),
    (Lie("promise-other-than-clock", "catalogue/entries", _other_days, _names_days), 4),
    (Lie("cut-not-as-decided", "approvals/cuts", _day_later), 3),
    (Lie("cut-not-as-decided", "regulations/item_cuts", _other_action), 2),
    (Lie("broken-promise-not-decided", "accountability/causes", _left_out, _names_promise), 1),
    (
        Lie(
            "last-place-not-in-votes",
            "accountability/causes",
            _other_round,
            also=("last-twice-not-decided",),
        ),
        1,
    ),
    (Lie("unkept-task-not-decided", "accountability/unkept_tasks", _left_out), 1),
    (Lie("complaint-other-than-case", "complaints/complaints", _unfounded, _is_upheld), 2),
    (Lie("punishment-not-decided", "accountability/decisions", _lighter), 3),
    (Lie("decision-without-complaint", "complaints/complaints", _unfounded), 2),
)


def _named(pairs: pd.DataFrame, table: str) -> Iterator[tuple[str, int]]:
    """File and line of the side that stands in a table, of each pair."""
    kind, name = table.split("/")
    for side in ("left", "right"):
        files = pairs[f"{side}_file"]
        is_it = files.str.startswith(f"{kind}/") & files.str.endswith(f"/{name}.csv")
        chosen = pairs[is_it]
        yield from zip(chosen[f"{side}_file"], chosen[f"{side}_line"].astype(int), strict=True)


@dataclass(frozen=True)
class Told:
    """A copy of the demo with lies in it. lies: code and lasting id of the row that lies."""

    data: Path
    lies: tuple[tuple[str, str], ...]


def _tell(data: Path, honest: pd.DataFrame) -> Iterator[tuple[str, str]]:
    """Write the lies into a copy; each as (code, ids of both rows).

    No row is edited twice, and no pair is lied to from both sides.
    """
    random = Random(20261126)
    edited, told = set[tuple[str, int]](), set[tuple[str, str]]()
    dropped: dict[str, list[int]] = {}
    for lie, most in _TELLERS:
        pairs = honest[(honest["code"] == lie.code) & (honest["outcome"] == AGREES)]
        ids = _ids(pairs)
        places = [
            place
            for place in dict.fromkeys(_named(pairs, lie.table))
            if place not in edited
            and told.isdisjoint((lie.code, id_) for id_ in ids[place].split())
            and lie.fits(_row(data, *place))
        ]
        random.shuffle(places)
        for file, line in places[:most]:
            edited.add((file, line))
            told.update((lie.code, id_) for id_ in ids[file, line].split())
            if lie.edit is _left_out:
                dropped.setdefault(file, []).append(line)
            else:
                _rewrite(data / file, line, lambda row, lie=lie: lie.edit(row, random))
            yield lie.code, ids[file, line]
            for code in lie.also:
                yield code, _ids(honest[honest["code"] == code])[file, line]
    for file, lines in dropped.items():
        for line in sorted(lines, reverse=True):
            _rewrite(data / file, line, lambda _: None)


def _ids(pairs: pd.DataFrame) -> dict[tuple[str, int], str]:
    """File and line -> the id of the other side's row: the one that did not change."""
    found = {}
    for side, other in (("left", "right"), ("right", "left")):
        has = pairs[pairs[f"{side}_file"] != ""]
        keys = zip(has[f"{side}_file"], has[f"{side}_line"].astype(int), strict=True)
        found |= dict(
            zip(keys, zip(has[f"{side}_row"], has[f"{other}_row"], strict=True), strict=True)
        )
    return {key: " ".join(rows) for key, rows in found.items()}


def _row(data: Path, file: str, line: int) -> Row:
    with (data / file).open(encoding="utf-8", newline="") as opened:
        return list(csv.DictReader(opened))[line - 2]


def _rewrite(path: Path, line: int, edit: Callable[[Row], Row | None]) -> None:
    with path.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
        names = list(rows[0])
    changed = edit(rows[line - 2])
    rows[line - 2 : line - 1] = [changed] if changed is not None else []
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.DictWriter(file, names, lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)


@pytest.fixture(scope="module")
def told(tmp_path_factory: pytest.TempPathFactory, shared: Shared) -> Told:
    """The demo's data with all lies in it."""
    data = tmp_path_factory.mktemp("lies") / "data"
    shutil.copytree(DATA, data, ignore=shutil.ignore_patterns("history"))  # rules alone must see
    (data / "history").mkdir()  # as of a county whose log was left out
    lies = tuple(_tell(data, shared.checked(DATA).reconciled.frame))
    seal(data)
    return Told(data, lies)


@pytest.fixture(scope="module")
def found(told: Told) -> Checked:
    """What the check says of it."""
    return build.check(told.data)


def test_there_are_two_hundred_lies(told: Told) -> None:
    """At least as many as were asked for, of every comparison that can be lied to."""
    assert len(told.lies) >= _LIES
    assert {code for code, _ in told.lies} >= {
        code for lie, _ in _TELLERS for code in (lie.code, *lie.also)
    }


def test_no_lie_is_seen_by_a_rule_of_its_own_kind(found: Checked) -> None:
    """Else it would be no lie across kinds: the data is publishable, and only the gap tells."""
    errors = [i for i in found.issues if i.severity is Severity.ERROR]
    assert [(i.path, i.row, i.code) for i in errors] == []


def test_nearly_every_lie_is_told_with_both_rows(told: Told, found: Checked) -> None:
    """95 of 100, by the code of the comparison and the rows of both sides."""
    gaps = found.reconciled.outcome(DIFFERS)
    named = {
        (row["code"], id_)
        for row in gaps.to_dict("records")
        for id_ in (row["left_row"], row["right_row"])
    }
    missed = [lie for lie in told.lies if not any((lie[0], id_) in named for id_ in lie[1].split())]
    assert len(missed) <= (1 - _FLOOR) * len(told.lies), missed


def test_honest_rows_stay_honest(told: Told, found: Checked, shared: Shared) -> None:
    """Few gaps but those of the lies and the planted ones: a lie accuses nobody else."""
    honest = len(shared.checked(DATA).reconciled.outcome(DIFFERS))
    assert len(found.reconciled.outcome(DIFFERS)) <= honest + len(told.lies) + 10
