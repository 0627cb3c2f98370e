"""A promise is held against what was finished since it was made, and against nothing else."""

from __future__ import annotations

import pytest

from harness import data_folder, seal
from mingbai import build

# What was promised (measure, target, unit, since), what was observed, and what is said of it.
PROMISES = (
    ("按时办结率,95,%,2026-01-01", "50.0%（2 件）", "没有做到"),
    ("按时办结率,95,%,2026-06-24", "50.0%（2 件）", "没有做到"),
    ("按时办结率,95,%,2026-06-25", "100.0%（1 件）", "做到了"),
    ("超期件数,0,件,2026-06-25", "0 件（共 1 件）", "到现在没有超过"),
    ("超期件数,0,件,2026-01-01", "1 件（共 2 件）", "没有做到"),
    ("超期件数,1,件,2025-01-01", "1 件（共 2 件）", "做到了"),
    ("平均用时,3,工作日,2026-06-25", "半数在 2 个工作日内办完（1 件）", "做到了"),
    ("平均用时,1,工作日,2026-01-01", "半数在 4 个工作日内办完（2 件）", "没有做到"),
    ("按时办结率,95,%,2026-06-30", None, "没有可比的数据"),
)


@pytest.fixture(scope="module")
def table(tmp_path_factory: pytest.TempPathFactory) -> str:
    """The table of what zhujian promised, every promise from CN-90 on, and what was observed.

    Its finished cases: one accepted on 24 June 2026, decided late on the sixth working day, and
    one of 29 June, decided in time on the second.
    """
    root = tmp_path_factory.mktemp("promises")
    data = data_folder(root, "commitments", others=("approvals", "completions", "delays"))
    told = "".join(
        f"CN-9{n},zhujian,限时办结制,说到做到。,{line}\n" for n, (line, *_) in enumerate(PROMISES)
    )
    path = data / "commitments" / "zhujian" / "2026" / "commitments.csv"
    path.write_text(path.read_text("utf-8") + told, "utf-8")
    seal(data)
    pages = {page.url: page for page in build.build(data).pages()}
    return str(pages["/commitments/zhujian/"].view.promises.body)


@pytest.mark.parametrize("number", range(len(PROMISES)))
def test_only_cases_accepted_since_the_promise_count(table: str, number: int) -> None:
    """Cases before its day neither keep nor break a promise; without any nothing is claimed."""
    _, observed, verdict = PROMISES[number]
    row = table.split(f'id="CN-9{number}"')[1].split('id="CN-')[0]
    assert verdict in row
    assert observed is None or observed in row
