"""Rows of steps and transitions -> the flow of each item, with the file and line of each row."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mingbai.page.flowchart import Flow, Step, Transition
from mingbai.read import Tables

FileLine = tuple[str, int]


@dataclass(frozen=True)
class ItemFlow:
    """The flow of one item. step_lines (by step_id), transition_lines: where each row stands."""

    item_code: str
    graph: Flow
    step_lines: Mapping[str, FileLine]
    transition_lines: Mapping[Transition, FileLine]

    @property
    def first_line(self) -> FileLine:
        """The row of its first step: issues with the flow as a whole are reported there."""
        return next(iter(self.step_lines.values()))


def flows(tables: Tables) -> Mapping[str, ItemFlow]:
    """By item_code, in the order of the data. Use it as `tables.shared(flows)`."""
    names = tables.frame("items").set_index("item_code")["name"]
    transitions = _transitions_by_item(tables.frame("transitions"))
    steps: dict[str, dict[Step, FileLine]] = {}
    for line, row in _rows(tables.frame("steps")):
        steps.setdefault(row["item_code"], {})[_step_of_row(row)] = line
    return {
        code: ItemFlow(
            item_code=code,
            graph=Flow(
                id=f"flow-{code}",
                title=f"{names[code]}办理流程图",
                steps=tuple(steps_of_item),
                transitions=tuple(transitions.get(code, ())),
            ),
            step_lines={step.id: line for step, line in steps_of_item.items()},
            transition_lines=transitions.get(code, {}),
        )
        for code, steps_of_item in steps.items()
    }


def _transitions_by_item(frame: pd.DataFrame) -> Mapping[str, Mapping[Transition, FileLine]]:
    transitions: dict[str, dict[Transition, FileLine]] = {}
    for line, row in _rows(frame):
        transition = Transition(row["from_step"], row["to_step"], _text(row["condition"]))
        transitions.setdefault(row["item_code"], {})[transition] = line
    return transitions


def _rows(frame: pd.DataFrame) -> Iterator[tuple[FileLine, dict[str, Any]]]:
    """Each row as plain values with its file and line."""
    columns = [frame[name].astype(object) for name in frame.columns]
    for (file, line), *values in zip(frame.index.tolist(), *columns, strict=True):
        yield (str(file), int(line)), dict(zip(frame.columns, values, strict=True))


def _step_of_row(row: Mapping[str, Any]) -> Step:
    limit = row["limit_days"]
    return Step(
        id=_text(row["step_id"]),
        kind=_text(row["kind"]),
        label=_text(row["label"]),
        detail=_text(row["detail"]),
        post=_text(row["post_name"]),
        limit_days=None if pd.isna(limit) else int(limit),
        is_off_clock=bool(row["off_clock"]),
    )


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
