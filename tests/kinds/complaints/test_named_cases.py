"""A complaint that names a case says of it what the notice of completed cases says."""

from __future__ import annotations

from pathlib import Path

import pytest

from harness import add_table, data_folder, seal
from mingbai import build
from mingbai.check.reconciliations import AGREES, DIFFERS, UNKNOWN

CODE = "complaint-other-than-case"
OTHERS = ("completions", "delays", "approvals")
HEADING = "complaint_no,receipt_no,about"
# TS-001 is on zhujian, upheld; TS-002 on ziran, still open.
# Of zhujian: SG-001 was three days late, SG-002 was in time, both were granted.
Told = tuple[str, str, str]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """Complaints beside the notices of cases."""
    return data_folder(tmp_path / "data", "complaints", others=OTHERS)


def told(data: Path, *named: str) -> list[Told]:
    """Outcome and both sides of each pair, in the order of the complaints."""
    package = data / "complaints" / "office" / "2026-06"
    add_table(package, "named_cases", HEADING, *named)
    seal(data)
    checked = build.check(data)
    assert not checked.has_errors
    frame = checked.reconciled.frame
    pairs = frame[frame["code"] == CODE].sort_values("left_row")
    return list(zip(pairs["outcome"], pairs["left_text"], pairs["right_text"], strict=True))


@pytest.mark.parametrize(
    ("named", "outcome", "complaint", "case"),
    [
        ("TS-001,SG-001,超期", AGREES, "县住建局，超过期限", "县住建局，超过期限"),
        ("TS-001,SG-002,超期", DIFFERS, "县住建局，超过期限", "县住建局，没有超过期限"),
        ("TS-001,SG-001,不予", DIFFERS, "县住建局，不予办理", "县住建局，准予"),
        ("TS-001,SG-002,别的", AGREES, "县住建局", "县住建局"),
    ],
)
def test_what_is_complained_of_is_what_happened(
    data: Path, named: str, outcome: str, complaint: str, case: str
) -> None:
    """Whose case it was, and whether it was late or refused, as the complaint was found to be."""
    assert told(data, named) == [(outcome, complaint, case)]


def test_two_complaints_of_one_case_are_two_pairs(data: Path) -> None:
    """An open complaint cannot be compared: nobody knows yet whether it is right."""
    found = told(data, "TS-001,SG-001,超期", "TS-002,SG-001,超期")
    assert [outcome for outcome, *_ in found] == [AGREES, UNKNOWN]


def test_a_case_that_is_not_announced_cannot_be_compared(data: Path) -> None:
    """It may still be open, or the number is wrong: the reason says both."""
    ((outcome, *_),) = told(data, "TS-001,SG-099,超期")
    assert outcome == UNKNOWN


def test_the_page_of_a_complaint_leads_to_its_case(data: Path) -> None:
    """By the number, to the day on which the case was decided."""
    told(data, "TS-001,SG-001,超期")
    pages = {page.url: page for page in build.build(data).pages()}
    links = pages["/complaints/TS-001/"].view.links
    assert [(link.text, link.url) for link in links if "SG-001" in link.text] == [
        ("投诉的是：SG-001", "/completions/2026-07/02/#SG-001")
    ]
