"""Items that are cut: guides and the county's documents say the same of them, or it is seen."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import add_table, data_folder
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN

CODE = "cut-not-as-decided"
HEADING = "document_no,item_code,name,agency,action"
# Issued on 2021-03-01 and 2022-05-10; the guides' cuts were decided in 2024 and 2025.
OLD, LATER = "清源政规〔2021〕2号", "清源政规〔2022〕1号"
SAVING, SAFETY = "990121-ZJ-QT-0001", "990121-ZJ-QT-0002"


def county(folder: Path, *cuts: str) -> Path:
    """The data of a county whose documents cut these items."""
    data = data_folder(folder, "approvals", others=("regulations",))
    package = data / "regulations" / "county" / "2025"
    add_table(package, "item_cuts", HEADING, *cuts)
    documents = package / "documents.csv"
    text = documents.read_text("utf-8").replace("2021-03-01,2021-04-01", "2024-03-18,2024-04-01")
    documents.write_text(text, "utf-8")
    return data


def outcomes(folder: Path, *cuts: str) -> dict[str, tuple[str, str, str]]:
    """By item code: the outcome and what both sides say."""
    frame = build.check(county(folder, *cuts)).reconciled.frame
    pairs = frame[frame["code"] == CODE].to_dict("records")
    return {
        (pair["left_row"] or pair["right_row"]).rpartition("/")[2]: (
            pair["outcome"],
            pair["left_text"],
            pair["right_text"],
        )
        for pair in pairs
    }


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Where the county of a test is laid."""
    return tmp_path / "data"


def test_the_action_and_the_day_are_compared(folder: Path) -> None:
    """A document of the guide's day agrees; an item that no document names does not."""
    assert outcomes(folder, f"{OLD},{SAVING},建筑节能备案,zhujian,取消") == {
        SAVING: (AGREES, "取消，2024-03-18", "取消，2024-03-18"),
        SAFETY: (DIFFERS, "合并，2025-02-20", "没有文件调整过这一项"),
    }


def test_what_a_guide_leaves_out_is_seen(folder: Path) -> None:
    """An item that a document handed down and that no guide lists; a day of its own."""
    found = outcomes(
        folder,
        f"{OLD},{SAVING},建筑节能备案,zhujian,下放",
        f"{LATER},990121-ZJ-QT-0009,扬尘备案,zhujian,取消",
    )
    assert found[SAVING] == (DIFFERS, "取消，2024-03-18", "下放，2024-03-18")
    assert found["990121-ZJ-QT-0009"][:2] == (DIFFERS, "办事指南里没有说调整过这一项")


def test_cuts_before_the_first_listing_document_cannot_be_compared(folder: Path) -> None:
    """Documents of that time did not list what they cut, or none does."""
    found = outcomes(folder)
    assert {outcome for outcome, _, _ in found.values()} == {UNKNOWN}


def test_a_document_lists_what_it_cuts(folder: Path) -> None:
    """On its page, with the code that the item had; a document that cuts nothing has no list."""
    site = build.build(county(folder, f"{OLD},{SAVING},建筑节能备案,zhujian,取消"))
    pages = {page.url: page for page in site.pages()}
    sections = {s.id: s for s in pages["/regulations/zhenggui-2021-2/"].view.sections}
    assert sections["cuts"].says == "1 项。"
    assert SAVING in sections["cuts"].table.body
    others = pages["/regulations/zhenggui-2022-1/"].view.sections
    assert "cuts" not in {section.id for section in others}
