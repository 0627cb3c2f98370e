"""Cells of all other kinds changed: 95 of 100 with a second source are seen."""

from __future__ import annotations

import pytest

from mutation_trials import FLOOR, Trial, missed, report, share, tried


@pytest.fixture(scope="module")
def trials(tmp_path_factory: pytest.TempPathFactory) -> list[Trial]:
    """What became of the changes."""
    return tried("others", tmp_path_factory.mktemp("mutation"))


def test_changes_with_a_second_source_are_seen(
    trials: list[Trial], capsys: pytest.CaptureFixture[str]
) -> None:
    """Nearly every one; the report says of each class what was seen."""
    with capsys.disabled():
        print(report(trials))
    assert share(trials) >= FLOOR, f"{share(trials):.1%} seen, not:{missed(trials)}"
