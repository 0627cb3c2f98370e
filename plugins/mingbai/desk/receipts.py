"""What became of a workbook in a watched folder -> the text that is left beside it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from mingbai.desk.examination import Examination, Spotted
from mingbai.desk.parcels import HandedIn

_LISTED = 40
_DESK = "打开报账台（mingbai desk），把它拖进去"


def accepted(
    one: Examination, handed: HandedIn, has_remote: bool, beside: Sequence[str] = ()
) -> str:
    """What was handed in, and what she should look at all the same.

    beside: names of the workbooks that became one package with it.
    """
    where = "送出去了，等审核的人合进去就公开。"
    if not handed.is_sent:
        where = "还没有送出去：网络不通。" if has_remote else "记在这台电脑上，等管网站的人取走。"
    lines = [f"{one.parcel.name}：交好了。", f"{'、'.join(handed.titles)}，{where}"]
    if beside:
        lines.append(f"和{_quoted(beside)}合成一期。")
    looks = [*one.repairs, *one.remarks]
    if looks:
        lines += ["", "请核对一眼："]
        lines += [
            f"{number}. {_said(spotted)}" for number, spotted in enumerate(looks[:_LISTED], 1)
        ]
    return "\n".join(lines) + "\n"


def refused(one: Examination, why: str, beside: Sequence[Examination] = ()) -> str:
    """Why it was not handed in, and the one thing to do about each.

    beside: other workbooks of the same package, which were looked at together with it.
    """
    lines = [f"{one.parcel.name}：还没有交。", *([why] if why else []), ""]
    if beside:
        lines.append(f"和{_quoted([other.parcel.name for other in beside])}合在一起看的。")
    lines += _reasons(_whole(one, beside))
    for other in beside:
        lines += [
            f"“{other.parcel.name}”{_said(spotted)} {spotted.line.remedy}"
            for spotted in other.faults[:_LISTED]
        ]
    return "\n".join(lines) + "\n"


def _whole(one: Examination, beside: Sequence[Examination]) -> Examination:
    """The workbook with what is in the way of the package, which is said of one of them only."""
    lead = next((other for other in beside if not other.twin), one) if one.twin else one
    return replace(
        one,
        asked=lead.asked,
        expected=lead.expected,
        missing=lead.missing,
        changes=lead.changes,
        version=lead.version,
        needs_reason=lead.needs_reason,
    )


def _quoted(names: Sequence[str]) -> str:
    return "".join(f"“{name}”" for name in names)


def _reasons(one: Examination) -> Iterator[str]:
    if one.place is None and not one.faults:
        yield "看不出是哪个单位、哪一期的什么。"
        yield "把文件名改成“太平镇-2026-07-村务财务.xlsx”这样，再放进来。"
    for number, spotted in enumerate(one.faults[:_LISTED], 1):
        yield f"{number}. {_said(spotted)} {spotted.line.remedy}"
    if len(one.faults) > _LISTED:
        yield f"还有 {len(one.faults) - _LISTED} 处，在标好错处的工作簿里。"
    for asked in one.open_questions:
        yield f"要答：{asked.question.text} {_DESK}回答。"
    if one.missing:
        count = f"{len(one.missing)} {one.expected[0].unit}"
        yield f"缺 {count}：{'、'.join(one.missing)}。补齐再放进来；"
        yield "各村分开填的，都放进这个文件夹，来齐了自动合成一期；"
        yield f"确实没有的，{_DESK}，写明原因。"
    if one.is_replacing_unasked:
        yield f"这一期已经有了，不同的是：{'；'.join(one.changes[:_LISTED])}。"
        change = "加进去" if one.is_addition else "换"
        yield f"确实要{change}，{_DESK}，看过再{change}。"
    if one.needs_reason:
        yield f"公开过的要改，得写明为什么：{_DESK}。"


def _said(spotted: Spotted) -> str:
    where = " ".join(part for part in (spotted.sheet, spotted.cell) if part)
    return f"{where}：{spotted.line.message}" if where else spotted.line.message
