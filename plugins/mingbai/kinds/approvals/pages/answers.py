"""An Item -> the three answers at the top of its guide: how long, how much, how often."""

from __future__ import annotations

from mingbai.kinds.approvals.items import Item
from mingbai.kinds.approvals.titles import UNPUBLISHED, limit_text
from mingbai.money import yuan
from mingbai.page import Answer, Link, day_zh


def answers(item: Item) -> tuple[Answer, Answer, Answer]:
    """Days, fees, visits; 未公布 where the item does not publish one."""
    return _time(item), _fee(item), _visits(item)


def _time(item: Item) -> Answer:
    row = item.row
    promised = limit_text(row["promised_days"], row["promised_unit"])
    legal = limit_text(row["legal_days"], row["legal_unit"])
    steps = item.flow.graph.steps if item.flow else ()
    stopped = "、".join(step.label for step in steps if step.is_off_clock)
    off = f"；{stopped}不计时" if stopped else ""
    former = ""
    if item.former_limits:
        first, when = item.former_limits[0], "最早" if len(item.former_limits) > 1 else "原来"
        former = f"；{when}要 {limit_text(first['days'], first['days_unit'])}"
    if promised != UNPUBLISHED:
        by_law = "法定时限未公布" if legal == UNPUBLISHED else f"法定 {legal}"
        return Answer("要几天", promised, by_law + former + off)
    if legal != UNPUBLISHED:
        return Answer("要几天", legal, f"这是法定时限，承诺时限未公布{off}")
    return Answer("要几天", UNPUBLISHED, "法定时限、承诺时限都没有公布")


def _fee(item: Item) -> Answer:
    has_fee = item.row["has_fee"]
    if has_fee is None:
        return Answer("收不收费", UNPUBLISHED, "交费前请先问清依据")
    if not has_fee:
        return Answer("收不收费", "不收费", "有人收费，请打投诉电话")
    first = item.fees[0]
    amount = f"{yuan(first['amount_fen'])} 元" if first["amount_fen"] is not None else "按标准计算"
    per = f"（{first['per']}）" if first["per"] else ""
    more = f"，共 {len(item.fees)} 项" if len(item.fees) > 1 else ""
    return Answer("收不收费", "收费", f"{first['name']} {amount}{per}{more}")


def _visits(item: Item) -> Answer:
    visits = item.row["visits"]
    if visits is None:
        return Answer("跑几次", UNPUBLISHED, "去之前请先打电话问")
    if visits == 0:
        return Answer("跑几次", "不用跑", "可以全程网上或者邮寄办理")
    return Answer("跑几次", f"最多 {visits} 次", "到现场的次数")


def limit_changes(item: Item) -> tuple[Link, ...]:
    """A sentence for each change of the promised limit, the oldest first."""
    row, limits = item.row, item.former_limits
    texts = [limit_text(limit["days"], limit["days_unit"]) for limit in limits]
    following = [*texts[1:], limit_text(row["promised_days"], row["promised_unit"])]
    return tuple(
        Link(f"{day_zh(limit['until'])}以后，{before}改为 {after}（{limit['changed_by']}）")
        for limit, before, after in zip(limits, texts, following, strict=True)
    )
