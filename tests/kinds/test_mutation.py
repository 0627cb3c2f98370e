"""One cell of the demo county changed at random: each change to a figure is seen by a rule.

`PYTHONPATH=tests python tests/kinds/test_mutation.py` prints what was tried, column by column, as
a table for the READMEs of the kinds.
"""

from __future__ import annotations

import random
import sys
import tempfile
from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

import pytest

from harness import ROOT
from mutants import MutationData, Outcome
from sizes import times

DATA = ROOT / "data"
SEED = 20260701


@dataclass(frozen=True)
class Trial:
    """What is tried on one kind.

    unit: the column that names what rules look at on its own. figures: columns of which no change
    may escape, tried `each` times. escapes: columns of which a change can be as true as what
    stood there, with the reason; tried `few` times. floor: the least share seen of the others'.
    """

    kind: str
    unit: str
    beside: tuple[str, ...]
    figures: dict[str, str]
    each: int
    escapes: dict[str, str]
    few: int
    floor: float

    def columns(self) -> frozenset[str]:
        """`table.field` of all figures."""
        return frozenset(f"{t}.{f}" for t, fields in self.figures.items() for f in fields.split())


_FREE = "words: any other words may be true"
_PERSON = "a name: only that handler and approver differ can be computed"
_BOUND = "a date inside its window: only the window can be computed"
_LAW = "a number that a document fixes: only its bounds can be computed"
TRIALS = (
    Trial(
        kind="accounts",
        unit="book_id",
        beside=(),
        figures={
            "entries": "amount balance direction fund_no",
            "sheets": "opening income expense closing ytd_income ytd_expense",
            "trial_balances": "opening_debit opening_credit debit credit closing_debit"
            " closing_credit",
            "statements": "amount",
            "funds": "opening received spent closing",
        },
        each=12,
        escapes={
            "entries.approver": _PERSON,
            "entries.handler": _PERSON,
            "entries.witness": _PERSON,
            "entries.attachments": "a count of papers that are not published",
            "entries.date": _BOUND,
            "entries.disclosure_code": "another item of the same direction may be true",
            "entries.subject_code": "a group book publishes no trial balance to compare with",
            "entries.summary": _FREE,
            "entries.note": _FREE,
            "entries.payee": "a name: only that it is no bare person's can be computed",
            "sheets.review_note": _FREE,
            "entries.voucher_no": "any number that is not used twice may be true",
            "funds.name": _FREE,
            "plans.amount": "a plan has no total and no lines behind it",
            "plans.decided_on": "the meeting's date stands nowhere else",
            "sheets.review": "agreement with a remark may be true",
            "sheets.posted_from": _BOUND,
            "sheets.posted_to": _BOUND,
            "sheets.reviewed_on": _BOUND,
        },
        few=4,
        floor=0.20,
    ),
    Trial(
        kind="accounts",
        unit="book_id",
        beside=(),
        figures={
            "balances_due": "amount side",
            "assemblies": "present in_favour against abstained",
        },
        each=12,
        escapes={
            "balances_due.party": _PERSON,
            "balances_due.since": _BOUND,
            "balances_due.reason": _FREE,
            "assemblies.eligible": _LAW,
            "assemblies.kind": "any kind of assembly may have voted",
            "assemblies.available_on": _BOUND,
            "assemblies.held_on": _BOUND,
            "postings.posted_from": _BOUND,
            "postings.posted_to": _BOUND,
            "postings.photo_name": _FREE,
            "postings.photo_sha256": "the photograph is not published",
            "postings.head": _PERSON,
            "postings.accountant": _PERSON,
            "postings.reviewers": _PERSON,
        },
        few=4,
        floor=0.03,
    ),
    Trial(
        kind="appraisals",
        unit="round_id",
        beside=(),
        figures={
            "votes": "class satisfied basically dissatisfied unknown invalid returned rate rank",
        },
        each=4,
        escapes={
            "rounds.sent": _LAW,
            "rounds.returned": _LAW,
            "rounds.valid": _LAW,
            "rounds.year": "a round of the turn of the year may count for either",
            "rounds.held_from": _BOUND,
            "rounds.held_to": _BOUND,
        },
        few=2,
        floor=0.40,
    ),
    Trial(
        kind="completions",
        unit="receipt_no",
        beside=("approvals",),
        figures={"cases": "accepted stopped_days due"},
        each=20,
        escapes={
            "cases.item_code": "another item of the same limit may be true",
            "cases.decided": _BOUND,
            "case_steps.entered": _BOUND,
            "case_steps.left": _BOUND,
            "cases.applicant": "a masked name",
            "cases.post_name": _FREE,
            "cases.result": "any result may be true",
        },
        few=6,
        floor=0.30,
    ),
    Trial(
        kind="performance",
        unit="year",
        beside=(),
        figures={"indicators": "weight", "scores": "score", "totals": "total rank class"},
        each=3,
        escapes={},
        few=0,
        floor=0.0,
    ),
    Trial(
        kind="inspections",
        unit="filing_no",
        beside=(),
        figures={"results": "inspected passed to_mend cases"},
        each=5,
        escapes={
            "filings.object_count": _LAW,
            "results.published": _BOUND,
            "filings.filed_on": _BOUND,
        },
        few=4,
        floor=0.10,
    ),
    Trial(
        kind="approvals",
        unit="item_code",
        beside=(),
        figures={"items": "has_fee"},
        each=12,
        escapes={
            "items.legal_days": _LAW,
            "items.promised_days": _LAW,
            "steps.limit_days": _LAW,
            "materials.copies": _LAW,
            "fees.amount": "a price that a document fixes",
            "items.visits": _LAW,
        },
        few=4,
        floor=0.20,
    ),
)
MONEY = ("entries.", "sheets.", "trial_balances.")


@pytest.fixture(scope="module")
def ledgers(tmp_path_factory: pytest.TempPathFactory) -> MutationData:
    """The demo county's ledgers, to be spoiled."""
    trial = TRIALS[0]
    folder = tmp_path_factory.mktemp("accounts")
    return MutationData(DATA, folder, trial.kind, trial.unit, trial.beside)


def tried(trial: Trial, folder: Path) -> tuple[list[Outcome], list[Outcome]]:
    """What became of changes to figures, and to everything else that is tried."""
    data = MutationData(DATA, folder, trial.kind, trial.unit, trial.beside)
    rng = random.Random(SEED)
    figures = data.mutants(rng, times(trial.each), trial.columns())
    others = data.mutants(rng, times(trial.few), frozenset(trial.escapes))
    outcomes = data.outcomes([*figures, *others])
    return (
        [f for f in outcomes if f.column in trial.columns()],
        [f for f in outcomes if f.column in trial.escapes],
    )


def undetected(outcomes: Iterable[Outcome]) -> str:
    """Those that no rule saw, one a line."""
    return "".join(f"\n  {outcome.mutant}" for outcome in outcomes if not outcome.codes)


@pytest.mark.parametrize("trial", TRIALS, ids=lambda trial: trial.kind)
def test_no_changed_figure_escapes(trial: Trial, tmp_path: Path) -> None:
    """Any other figure in any cell is seen by a rule; of other cells no smaller share than ever."""
    figures, others = tried(trial, tmp_path)
    assert len(figures) == times(trial.each) * len(trial.columns())
    assert not undetected(figures), f"figures changed that no rule sees:{undetected(figures)}"
    share = sum(bool(outcome.codes) for outcome in others) / max(1, len(others))
    assert share >= trial.floor, f"only {share:.0%} of the other changes seen:{undetected(others)}"
    for outcome in figures:
        if trial.kind == "accounts" and outcome.column.startswith(MONEY):
            assert outcome.is_refused, f"published with a warning only: {outcome.mutant}"


def test_at_least_three_hundred_figures_are_changed() -> None:
    """The trials are many enough to mean something."""
    assert sum(trial.each * len(trial.columns()) for trial in TRIALS) >= 300


def test_every_column_of_the_ledgers_is_tried(ledgers: MutationData) -> None:
    """A column is a figure or has a stated reason to escape; a new one must be put somewhere."""
    trials = [trial for trial in TRIALS if trial.kind == "accounts"]
    every = {f"{table}.{field}" for table, field in ledgers.cells()}
    put = [column for trial in trials for column in (*trial.columns(), *trial.escapes)]
    assert sorted(put) == sorted(every - {"entries.contract_no"})


def test_books_do_not_see_each_other(ledgers: MutationData) -> None:
    """What a rule says of a changed book does not depend on changes in other books."""
    mutants = ledgers.mutants(random.Random(SEED + 1), 1, TRIALS[0].columns())[::6]
    together = {str(f.mutant): f.codes for f in ledgers.outcomes(mutants)}
    alone = {str(f.mutant): f.codes for f in ledgers.outcomes(mutants, together=False)}
    assert alone == together


def table(trial: Trial, outcomes: Sequence[Outcome]) -> str:
    """Markdown: column, tried, seen, by which rules, why some escape."""
    by: dict[str, list[Outcome]] = defaultdict(list)
    for outcome in outcomes:
        by[outcome.column].append(outcome)
    lines = ["| column | tried | seen | why others escape |", "|---|--:|--:|---|"]
    for column, own in sorted(by.items()):
        seen = sum(bool(outcome.codes) for outcome in own)
        reason = "" if seen == len(own) else trial.escapes[column]
        lines.append(f"| `{column}` | {len(own)} | {seen} | {reason} |")
    return "\n".join(lines)


if __name__ == "__main__":
    for one in TRIALS:
        with tempfile.TemporaryDirectory() as place:
            both = tried(one, Path(place))
        sys.stdout.write(f"\n{one.kind}\n\n{table(one, [*both[0], *both[1]])}\n")
