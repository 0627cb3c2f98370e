"""What becomes of changed cells, by class, kind and column: `python tests/report_changes.py`.

Prints the tables of the page on second sources: of changes to columns with a second source and to
those without, how many were made and how many seen; then the columns of which most pass unseen.
`--kind complaints` tries one kind, `--sourced 2 --unsourced 6` says how many changes a column;
`PYTHONPATH` names plugins, scripts and tests. A kind takes seconds to minutes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from collections.abc import Iterator, Sequence
from pathlib import Path

from mingbai.kinds import KINDS
from mutation_trials import Each, Trial, class_name, table_of, tried_of
from second_sources import CLASSES, REASONS

_SHOWN = 20


def main(arguments: Sequence[str]) -> None:
    """Try the changes and print what became of them."""
    names = [kind.name for kind in KINDS]
    parser = argparse.ArgumentParser(description="what becomes of changed cells, by class")
    parser.add_argument("--kind", choices=names, action="append")
    parser.add_argument("--sourced", type=int, default=2)
    parser.add_argument("--unsourced", type=int, default=6)
    asked = parser.parse_args(arguments)
    trials: list[Trial] = []
    with tempfile.TemporaryDirectory() as folder:
        for name in asked.kind or names:
            each = Each(asked.sourced, asked.unsourced)
            trials += tried_of(name, Path(folder) / name, each)
            print(f"{name}: {sum(len(trial.outcomes) for trial in trials):,}", file=sys.stderr)
    print(table_of("类别", CLASSES, class_name, trials))
    print(table_of("哪一类公开", names, lambda trial: trial.column.kind, trials))
    print(table_of("没有第二处，因为", REASONS, lambda trial: trial.column.reason, trials))
    print("\n".join(_unseen(trials)))


def _unseen(trials: Sequence[Trial]) -> Iterator[str]:
    """The columns whose changes pass most often, one a line."""
    yield "\n| 栏 | 改了 | 查出 |\n|---|--:|--:|"
    counted = [(len(trial.outcomes) - trial.seen, trial) for trial in trials]
    for _, trial in sorted(counted, key=lambda pair: -pair[0])[:_SHOWN]:
        name = f"{trial.column.kind} `{trial.column.name}`"
        yield f"| {name} | {len(trial.outcomes)} | {trial.seen} |"


if __name__ == "__main__":
    main(sys.argv[1:])
