"""Sheets for a board: what is printed on one decides whether it is put up again."""

from __future__ import annotations

from pathlib import Path

from mingbai.preview import Move, differences
from mingbai.preview.sheets import moved

SHEET = (
    '<{h} class="sheet" id="{id}" data-sheet="村账，{id}">'
    '<p>{words}</p><img src="data:,{code}" alt="二维码"></{h}>'
)


def site(folder: Path, *sheets: tuple[str, str, str, str]) -> Path:
    """A portal of one page with these sheets: their element, anchor, words and code."""
    body = "".join(SHEET.format(h=h, id=i, words=words, code=code) for h, i, words, code in sheets)
    (folder / "s").mkdir(parents=True)
    (folder / "s/index.html").write_text(f"<!doctype html><main>{body}</main>", "utf-8")
    return folder


def told(before: Path, after: Path) -> list[tuple[str, Move, bool]]:
    """What is said of each sheet."""
    found = moved(before, after, differences(before, after))
    return [(one.id, one.move, one.is_bad) for one in found]


def test_what_is_printed_otherwise_is_put_up_again(tmp_path: Path) -> None:
    """Other words, another code; a new sheet is put up, one that left the page is not."""
    before = site(
        tmp_path / "before",
        ("div", "2604", "四月", "M0"),
        ("div", "2605", "五月 1.00", "M1"),
        ("div", "2606", "六月", "M2"),
    )
    after = site(
        tmp_path / "after",
        ("div", "2605", "五月 2.00", "M1"),
        ("div", "2606", "六月", "M3"),
        ("div", "2607", "七月", "M4"),
    )
    assert told(before, after) == [
        ("/s/#2604", Move.GONE, False),
        ("/s/#2605", Move.CHANGED, True),
        ("/s/#2606", Move.CHANGED, True),
        ("/s/#2607", Move.NEW, False),
    ]


def test_where_a_sheet_stands_is_not_printed(tmp_path: Path) -> None:
    """Another element, other blanks, another order: the paper is the same."""
    before = site(
        tmp_path / "before", ("article", "2605", "五月", "M1"), ("div", "2606", "六", "M")
    )
    after = site(tmp_path / "after", ("div", "2606", "六", "M"), ("div", "2605", " 五月\n", "M1"))
    assert told(before, after) == []
