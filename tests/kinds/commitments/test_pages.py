"""A promise is held against what was finished since it was made, and against nothing else."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import data_folder, seal
from mingbai import build


def _promises(root: Path, *lines: str) -> str:
    """The table of what zhujian promised (measure, target, unit, since) and what was observed.

    Its finished cases: one accepted on 24 June 2026, decided late on the sixth working day, and
    one of 29 June, decided in time on the second.
    """
    data = data_folder(root, "commitments", others=("approvals", "completions", "delays"))
    told = "".join(
        f"CN-9{n},zhujian,限时办结制,说到做到。,{line}\n" for n, line in enumerate(lines)
    )
    path = data / "commitments" / "zhujian" / "2026" / "commitments.csv"
    path.write_text(path.read_text("utf-8") + told, "utf-8")
    seal(data)
    pages = {page.url: page for page in build.build(data).pages()}
    return str(pages["/commitments/zhujian/"].view.promises.body)


@pytest.mark.parametrize(
    ("promise", "observed", "verdict"),
    [
        ("按时办结率,95,%,2026-01-01", "50.0%（2 件）", "没有做到"),
        ("按时办结率,95,%,2026-06-24", "50.0%（2 件）", "没有做到"),
        ("按时办结率,95,%,2026-06-25", "100.0%（1 件）", "做到了"),
        ("超期件数,0,件,2026-06-25", "0 件（共 1 件）", "到现在没有超过"),
        ("超期件数,0,件,2026-01-01", "1 件（共 2 件）", "没有做到"),
        ("超期件数,1,件,2025-01-01", "1 件（共 2 件）", "做到了"),
        ("平均用时,3,工作日,2026-06-25", "半数在 2 个工作日内办完（1 件）", "做到了"),
        ("平均用时,1,工作日,2026-01-01", "半数在 4 个工作日内办完（2 件）", "没有做到"),
        ("按时办结率,95,%,2026-06-30", None, "没有可比的数据"),
    ],
)
def test_only_cases_accepted_since_the_promise_count(
    promise: str, observed: str | None, verdict: str, tmp_path: Path
) -> None:
    """Cases before its day neither keep nor break a promise; without any nothing is claimed."""
    row = _promises(tmp_path, promise).split('id="CN-90"')[1]
    assert verdict in row
    assert observed is None or observed in row
