"""Cells of the ledgers changed: 95 of 100 with a second source are seen."""

from __future__ import annotations

import pytest

from mutation_trials import Trial, expect_seen

GROUP = "accounts"


def test_changes_with_a_second_source_are_seen(
    trials: list[Trial], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly every one; the report says of each class what was seen."""
    expect_seen(trials, capsys)


def test_changed_money_is_refused(trials: list[Trial]) -> None:
    """A changed amount of a ledger is an error, never published with a warning only."""
    money = ("entries.amount", "entries.balance", "sheets.opening", "sheets.closing")
    for trial in trials:
        if trial.column.name in money or trial.column.table == "trial_balances":
            for outcome in trial.outcomes:
                assert outcome.is_refused, outcome.mutant
