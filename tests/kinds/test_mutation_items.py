"""Cells of the registry, of items and cases changed: 95 of 100 with a second source are seen."""

from __future__ import annotations

import pytest

from mutation_trials import Trial, expect_seen

GROUP = "items"


def test_changes_with_a_second_source_are_seen(
    trials: list[Trial], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly every one; the report says of each class what was seen."""
    expect_seen(trials, capsys)
