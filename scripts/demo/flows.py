"""Told shapes of flowcharts -> the steps and transitions of one item."""

from __future__ import annotations

from typing import Any

from demo import content

Row = dict[str, Any]


def steps(shape: str, item_code: str, promised_days: int) -> list[Row]:
    """Steps in the order they are drawn; what is promised is shared out among those on the clock.

    The parts add up to the promise, so no path through the chart is longer than it.
    """
    cells = [line.split("|") for line in _lines(shape)]
    days = iter(share(promised_days, [int(c[5][1:]) for c in cells if c[5].startswith("~")]))
    return [
        {
            "item_code": item_code,
            "step_id": step_id,
            "kind": kind,
            "label": label,
            "detail": detail or None,
            "post_name": post,
            "limit_days": next(days) if limit.startswith("~") else (int(limit) if limit else None),
            "off_clock": bool(basis),
            "off_clock_basis": basis or None,
        }
        for step_id, kind, label, detail, post, limit, basis in cells
    ]


def _lines(shape: str) -> list[str]:
    """A shape's own lines with those of the parts it names (`@accept`) in their places."""
    document = content.document("flows")
    parts = document["parts"]
    return [
        line
        for step in document[shape]["steps"]
        for line in (parts[step[1:]] if step.startswith("@") else [step])
    ]


def share(total: int, parts: list[int]) -> list[int]:
    """Whole days by parts, largest remainder first; the sum is the total."""
    whole = sum(parts)
    days = [total * part // whole for part in parts]
    by_rest = sorted(range(len(parts)), key=lambda i: (-(total * parts[i] % whole), i))
    for i in by_rest[: total - sum(days)]:
        days[i] += 1
    return days


def transitions(shape: str, item_code: str) -> list[Row]:
    """Exits of all steps, in the order they were told."""
    document = content.document("flows")
    rows: list[Row] = []
    for exit_ in document[shape]["exits"]:
        for line in document["parts"][exit_[1:]] if exit_.startswith("@") else [exit_]:
            way, _, words = line.partition("|")
            start, end = way.split(">")
            rows.append(
                {
                    "item_code": item_code,
                    "from_step": start,
                    "to_step": end,
                    "condition": words or None,
                }
            )
    return rows
