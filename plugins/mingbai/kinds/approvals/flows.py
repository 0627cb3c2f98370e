"""Rows of steps and transitions -> the flow of each item, with the line each row stands on."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from mingbai.page.flowchart import Flow, Step, Transition
from mingbai.read import Tables

Place = tuple[str, int]


@dataclass(frozen=True)
class ItemFlow:
    """The flow of one item. steps, transitions: the file and line of each."""

    item_code: str
    flow: Flow
    steps: Mapping[str, Place]
    transitions: Mapping[Transition, Place]

    @property
    def first(self) -> Place:
        """Where the flow begins in its file: what is wrong with it as a whole is said there."""
        return next(iter(self.steps.values()))


def flows(tables: Tables) -> Mapping[str, ItemFlow]:
    """By item_code, in the order of the data. Use it as `tables.shared(flows)`."""
    names = tables.frame("items").set_index("item_code")["name"]
    ways = _ways(tables.frame("transitions"))
    steps: dict[str, dict[Step, Place]] = {}
    for place, row in _rows(tables.frame("steps")):
        steps.setdefault(row["item_code"], {})[_step(row)] = place
    return {
        code: ItemFlow(
            code,
            Flow(f"flow-{code}", f"{names[code]}办理流程图", tuple(own), tuple(ways.get(code, ()))),
            {step.id: place for step, place in own.items()},
            ways.get(code, {}),
        )
        for code, own in steps.items()
    }


def _ways(frame: pd.DataFrame) -> Mapping[str, Mapping[Transition, Place]]:
    ways: dict[str, dict[Transition, Place]] = {}
    for place, row in _rows(frame):
        way = Transition(row["from_step"], row["to_step"], _text(row["condition"]))
        ways.setdefault(row["item_code"], {})[way] = place
    return ways


def _rows(frame: pd.DataFrame) -> Iterator[tuple[Place, dict[str, Any]]]:
    """Each row as plain values with its file and line."""
    columns = [frame[name].astype(object) for name in frame.columns]
    for (file, line), *values in zip(frame.index.tolist(), *columns, strict=True):
        yield (str(file), int(line)), dict(zip(frame.columns, values, strict=True))


def _step(row: Mapping[str, Any]) -> Step:
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
