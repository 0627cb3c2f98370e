"""Works that are not settled, on the page of their village's account book."""

from __future__ import annotations

from pathlib import Path

from harness import data_folder, seal
from mingbai import build
from mingbai.kinds import by_name
from mingbai.page import RegisterView

KINDS = tuple(by_name(name) for name in ("registry", "accounts", "holdings", "village_affairs"))
BOOK = ("book", "990121100201-00")


def test_a_work_stands_there_until_it_is_settled(tmp_path: Path) -> None:
    """Finished without a final account: with what was paid of the contract. No settled one."""
    data = data_folder(tmp_path, "village_affairs", others=("holdings", "accounts"))
    (projects,) = data.glob("village_affairs/*/*/projects.csv")
    text = projects.read_text("utf-8")
    settled = "2026-06-08,52000.00,50440.00"
    assert settled in text
    projects.write_text(text.replace(settled, "2026-06-08,,50440.00"), "utf-8")
    seal(data)
    panels = build.build(data, KINDS).panels
    (panel,) = (one for one in panels[BOOK] if one.title == "没有结清的工程")
    assert isinstance(panel.view, RegisterView)
    (section,) = panel.view.sections
    assert section.table is not None
    assert "村北道路排水沟" in section.table.body
    assert "村北道路维修" not in section.table.body
    for words in ("完工未决算", "52,000.00", "50,440.00", "97.0%"):
        assert words in section.table.body
    assert [
        subject
        for subject, own in panels.items()
        if any(one.title == "没有结清的工程" for one in own)
    ] == [BOOK]
