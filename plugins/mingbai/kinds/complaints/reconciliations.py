"""What complaints say, and decisions on accountability and notices of cases say too."""

from __future__ import annotations

from mingbai.check.reconciliations import STATE, Cover, Reconciliation, Side, side_frame
from mingbai.kinds.complaints.offers import CLAIMS, FINDINGS, PUNISHED
from mingbai.kinds.complaints.reads import CASES

_TOLD = ("row", "title", "scope", "thing", "agency")
_DECISIONS = side_frame("accountability", "of_complaints", ("complaint_no",), *_TOLD, value="str")
_GROUNDS = side_frame("accountability", "grounds", ("complaint_no",), *_TOLD, value="str")
_CASE_FACTS = side_frame(
    "completions",
    "complained_of",
    ("complaint_no", "receipt_no"),
    *("row", "title", "url", "agency"),
    value="str",
)

RECONCILIATIONS = (
    Reconciliation(
        code="punishment-not-decided",
        title="投诉结果和问责决定",
        meaning="投诉的处理结果里写了问责方式的，问责台账里要有这件投诉的决定，单位和方式都一样。",
        ground="事事有回音、件件有着落；问责结果公布",
        remedy="作了决定的，在问责台账里补上投诉编号；没有作决定的，更正投诉的处理结果。",
        unit=STATE,
        keys=("complaint_no",),
        left=Side(PUNISHED, "投诉结果说", "投诉结果里没有问责"),
        right=Side(_DECISIONS, "问责台账里是", "问责台账里没有这件投诉的决定"),
    ),
    Reconciliation(
        code="decision-without-complaint",
        title="问责决定和投诉结论",
        meaning="问责决定写了投诉编号的，那件投诉要在投诉台账里，并且查下来属实。",
        ground="问责以查实的事实为依据",
        remedy="核对投诉编号；投诉查下来不属实的，复查这个决定。",
        unit=STATE,
        keys=("complaint_no",),
        left=Side(_GROUNDS, "问责决定认为投诉", "没有这样的决定"),
        right=Side(FINDINGS, "投诉台账的结论是", "投诉台账里没有办结的这件投诉"),
    ),
    Reconciliation(
        code="complaint-other-than-case",
        title="投诉写明的办件和办结公告",
        meaning="投诉写明是哪一件事的，办结公告里那一件要是同一个单位的；投诉超期、查下来属实的，"
        "那一件要真的超期；查下来不属实的，要没有超期；投诉不予办理的，那一件要真的没有给办。",
        ground="事事有回音、件件有着落；办结公告和投诉台账说的是同一件事",
        remedy="核对受理编号和投诉的结论；抄错编号的，更正投诉；结论和办结日期不符的，两边一起复查。",
        unit=STATE,
        keys=("complaint_no", "receipt_no"),
        left=Side(CLAIMS, "投诉台账说", "投诉没有写这一件", field="finding"),
        right=Side(_CASE_FACTS, "办结公告是", "办结公告里没有这一件"),
        cover=Cover(CASES, ("receipt_no",), "办结公告里没有这个编号：还没有办结，或者编号写错了"),
    ),
)
