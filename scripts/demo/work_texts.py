"""A work -> what the village wrote of it: its plan, its progress, its result, its settlement."""

from __future__ import annotations

from datetime import date

from demo import content
from demo.minutes import text_file, zh
from demo.works import Work, own_share

_COMMITTEE_BELOW_FEN = 600_000


def decided_by(work: Work) -> str:
    """Small works are the committee's business, others the assembly's."""
    if work.told["way"] == "一事一议":
        return str(work.chance.of("by").one(("村民会议", "村民代表会议")))
    return "村委会会议" if work.budget_fen < _COMMITTEE_BELOW_FEN else "村民代表会议"


def stages(work: Work) -> tuple[str, str, str]:
    """The texts of plan, progress and result."""
    money = content.document("works")["money"]
    words = {
        **work.words,
        "budget": _yuan(work.budget_fen),
        "own": _yuan(own_share(work.told["way"], work.signed_fen)),
        "tender": work.tender,
        "contractor": work.contractor,
        "signed": _yuan(work.signed_fen),
        "started": _short(work.started),
        "accepted": _short(work.accepted),
        "final": _yuan(work.final_fen),
        "less": _less(work.signed_fen - work.final_fen),
        "retention": _yuan(work.retention_fen),
    }
    chance = work.chance
    settled = [money["settled"], *([money["retained"]] if work.retention_fen else [])]
    parts = (
        ("plan", work.told["plan"], money[work.told["way"]], money["posted"]),
        ("progress", money["signed"], work.told["progress"]),
        ("result", work.told["result"], *settled),
    )
    plan, progress, result = (
        "".join(chance.of(name, i).one(lines) for i, lines in enumerate(alternatives)).format(
            **words
        )
        for name, *alternatives in parts
    )
    return plan, progress, result


def settlement(village: str, work: Work) -> tuple[str, bytes]:
    """File name and bytes of the record of acceptance and the final account."""
    lines = [
        f"工程编号：{work.project_no}",
        f"承包单位：{work.contractor}（{work.tender}）",
        f"开工 {zh(work.started)}，完工 {zh(work.finished)}，验收 {zh(work.accepted)}",
        f"工程量：{work.words['n']} {work.told['unit']}，逐段量过，与合同相符。",
        f"验收：村民代表 {work.words['inspectors']} 人、村务监督委员会 3 人到场，合格。",
        "",
        f"预算 {_yuan(work.budget_fen)} 元",
        f"合同 {_yuan(work.signed_fen)} 元",
        f"决算 {_yuan(work.final_fen)} 元（{_less(work.signed_fen - work.final_fen)}）",
        "",
        "付款：",
        *(f"{p.no} {p.purpose} {_yuan(p.amount_fen)} 元" for p in work.payments),
    ]
    title = f"{village}{work.name}"
    return f"{title}验收和决算.txt", text_file(f"{title}：验收和决算", lines)


def _less(fen: int) -> str:
    return f"比合同少 {_yuan(fen)} 元" if fen else "和合同一样多"


def _yuan(fen: int) -> str:
    """Whole yuan as they are said: `86,500`."""
    return f"{fen // 100:,}"


def _short(day: date) -> str:
    return f"{day.month} 月 {day.day} 日"
