"""Table Schema file -> Schema: the authority on a table's fields, for reading and for display.

Beyond the standard a field may carry `title_en`, `unit`, `identifies` (its value names a thing of
that scope), `refers` (its value must name a thing of that scope, in whatever kind), `contact` (an
office's public telephone or address: the privacy scan allows it), `mask` (`name` or `id`: what
must be hidden). A table may carry `title_en`, `persons` (a person list: `expires` names the field
with its last day; kept out of feeds, search and downloads) and `optional` (a package may lack it).
"""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Any


@dataclass(frozen=True)
class Field:
    """One column. `unit` is 元, 亩, 工作日 …; a number in 元 is kept in memory as integer 分."""

    name: str
    title: str
    title_en: str
    description: str
    type: str
    unit: str
    required: bool
    constraints: Mapping[str, Any]
    identifies: str | None
    refers: str | None
    contact: bool
    mask: str | None
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")

    @property
    def is_money(self) -> bool:
        """Yuan with at most two decimals in the file, integer 分 in memory."""
        return self.type == "number" and self.unit == "元"

    @property
    def column(self) -> str:
        """The column's name in a frame: money says its unit (`amount` -> `amount_fen`)."""
        return f"{self.name}_fen" if self.is_money else self.name

    @property
    def enum(self) -> tuple[str, ...]:
        """The closed list of values, or () where any value will do."""
        return tuple(self.constraints.get("enum", ()))


@dataclass(frozen=True)
class Schema:
    """One table of a kind. `descriptor` is the Table Schema as the standard knows it."""

    name: str
    title: str
    title_en: str
    description: str
    fields: tuple[Field, ...]
    primary_key: tuple[str, ...]
    foreign_keys: tuple[tuple[tuple[str, ...], str, tuple[str, ...]], ...]
    is_optional: bool
    is_person_list: bool
    expires: str | None
    descriptor: Mapping[str, Any]

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Fields by their machine names."""
        return {field.name: field for field in self.fields}

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]


Schemas = tuple[Schema, ...]  # all tables of one kind


def _field(raw: Mapping[str, Any]) -> Field:
    constraints = raw.get("constraints", {})
    return Field(
        name=raw["name"],
        title=raw["title"],
        title_en=raw["title_en"],
        description=raw["description"],
        type=raw["type"],
        unit=raw.get("unit", ""),
        required=bool(constraints.get("required")),
        constraints=constraints,
        identifies=raw.get("identifies"),
        refers=raw.get("refers"),
        contact=bool(raw.get("contact")),
        mask=raw.get("mask"),
        true_values=tuple(raw.get("trueValues", Field.true_values)),
        false_values=tuple(raw.get("falseValues", Field.false_values)),
    )


def _key(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def parse(name: str, raw: Mapping[str, Any]) -> Schema:
    """A Table Schema document (as JSON gives it) -> Schema. A missing title is a code fault."""
    foreign = tuple(
        (_key(k["fields"]), k["reference"].get("resource", ""), _key(k["reference"]["fields"]))
        for k in raw.get("foreignKeys", ())
    )
    return Schema(
        name=name,
        title=raw["title"],
        title_en=raw["title_en"],
        description=raw["description"],
        fields=tuple(_field(f) for f in raw["fields"]),
        primary_key=_key(raw.get("primaryKey", [])),
        foreign_keys=foreign,
        is_optional=bool(raw.get("optional")),
        is_person_list=bool(raw.get("persons")),
        expires=raw.get("expires"),
        descriptor=raw,
    )


def load(folder: Path, *names: str) -> tuple[Schema, ...]:
    """The named tables of one kind, from `<folder>/<name>.json`, in the order given."""
    return tuple(
        parse(name, json.loads((folder / f"{name}.json").read_text("utf-8"))) for name in names
    )
