"""Table Schema file -> Schema: the authority on a table's fields, for reading and for display.

Beyond the standard a field may carry `title_en`, `unit`, `identifies` (its value names a thing of
that scope), `refers` (its value must name a thing of that scope, in whatever kind), `contact` (an
office's public telephone or address: the privacy scan allows it), `mask` (`name` or `id`: what
must be hidden). A table may carry `title_en`, `persons` (a person list: `expires` names the field
with its last day; kept out of feeds, search and downloads), `optional` (a package may lack it) and
`nature`: what may become of its rows once they are published. Every table of a kind says it:

- `record`, of a period that is closed: a row that changes, vanishes or joins needs a correction.
- `journal`, of a period that runs on: rows may join and empty cells be filled; what stands may
  change or vanish by a correction only.
- `register`, the present state: its changes are logged and shown, no reason is asked.

A form changes by law, and what was published before the law stays as it is. So a field may also
say in which periods it exists, and a closed list in which periods each of its values exists:

    {"name": "payee", "since": "2026-04", …}
    {"name": "aid", "until": "2026-12", …}
    {"name": "mode", "constraints": {"enum": ["租", "借", "赠"]},
     "codes": {"赠": {"since": "2027-01"}, "借": {"until": "2026-12"}}, …}

- `since` is the first month, `until` the last one (both `YYYY-MM`, both included, either may be
  left out). A period has what exists in its first month (`dates.first_month`): `2026q2` begins in
  2026-04 and has `payee`, `2026` begins in 2026-01 and has not.
- A package is read by the schema of its period: `schema.at(period)`. To add a field, give it a
  `since` that is yet to come: no package that is published is touched. To remove one, give it an
  `until` and leave it where it stands: deleting it would refuse the packages that have it.
- The heading of a file has exactly the fields of its period. One that has ended is refused in
  later packages, one that is yet to come in earlier ones, each with the month that says why: a
  field that a form does not ask for has no ground to be published, and deleting a column is
  quick. A workbook may have such a column as long as it is empty, because the template is always
  of some one month.
- `required` binds the packages of those periods that have the field. In the schema of all periods
  such a field is optional, since rows of other periods have no value (`is_required` tells).
- A table in memory, and a download of it, has the fields of all periods; where a row's period
  lacks the field the value is absent. What is written for one period has only its own fields.
- The primary key and `expires` hold over all periods: their fields carry neither `since` nor
  `until`. A foreign key is asked of the periods that have all its fields.

A malformed `since`, `until` or `codes` is a fault of the code: ValueError with file and field.
"""

from __future__ import annotations

import json
from bisect import bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from functools import cached_property
from pathlib import Path
from typing import Any, Literal, get_args

from mingbai import dates
from mingbai.dates import ALWAYS, Span

Nature = Literal["record", "journal", "register"]
_BEFORE_ALL = "0000-01"
_NATURES = get_args(Nature)


@dataclass(frozen=True)
class Field:
    """One column. `unit` is 元, 亩, 工作日 …; a number in 元 is kept in memory as integer 分.

    happened: a day on which something was done, so that none lies ahead. span: the months in which
    it exists. codes: the span of each value of the closed list that does
    not always exist. In a version, ended and early: values that are in the list no longer, by the
    first month without them, and those that are not in it yet, by their first month.
    """

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
    happened: bool = False
    true_values: tuple[str, ...] = ("true", "True", "TRUE", "1")
    false_values: tuple[str, ...] = ("false", "False", "FALSE", "0")
    span: Span = ALWAYS
    codes: Mapping[str, Span] = field(default_factory=dict)
    ended: Mapping[str, str] = field(default_factory=dict)
    early: Mapping[str, str] = field(default_factory=dict)

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
    """One table of a kind, of all periods or of some. `descriptor`: as the standard knows it.

    versions: the schema of each stretch of time, oldest first, () where the table never changes;
    changes: the month in which each but the first begins. In a version, ended and early: the
    fields that the table has no longer, and those that it does not have yet. nature: None for
    tables of others, which stand in no kind.
    """

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
    nature: Nature | None = None
    versions: tuple[Schema, ...] = ()
    changes: tuple[str, ...] = ()
    ended: tuple[Field, ...] = ()
    early: tuple[Field, ...] = ()

    @cached_property
    def by_name(self) -> Mapping[str, Field]:
        """Fields by their machine names."""
        return {field.name: field for field in self.fields}

    def __getitem__(self, name: str) -> Field:
        return self.by_name[name]

    def at(self, period: str) -> Schema:
        """The schema of a package's period; the same object for all periods of one version."""
        if not self.versions:
            return self
        return self.versions[bisect_right(self.changes, dates.first_month(period))]

    def between(self, first: str, last: str) -> Schema:
        """The table with the fields that exist in any of the months from first to last."""
        fields = tuple(
            one for one in self.fields if not (one.span.is_after(last) or one.span.is_before(first))
        )
        return self if len(fields) == len(self.fields) else replace(self, fields=fields)

    def is_required(self, name: str) -> bool:
        """Whether the field must be filled in the periods that have it."""
        with_field = [one for one in (self.versions or (self,)) if name in one.by_name]
        return with_field[-1][name].required


Schemas = tuple[Schema, ...]  # all tables of one kind


def of_period(schemas: Schemas, period: str) -> Schemas:
    """The tables of one kind as a package of that period must have them."""
    return tuple(schema.at(period) for schema in schemas)


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
        happened=bool(raw.get("happened")),
        true_values=tuple(raw.get("trueValues", Field.true_values)),
        false_values=tuple(raw.get("falseValues", Field.false_values)),
        span=_span(raw),
        codes={value: _span(span) for value, span in raw.get("codes", {}).items()},
    )


def _span(raw: Mapping[str, Any]) -> Span:
    return Span(raw.get("since"), raw.get("until"))


def _key(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def parse(name: str, raw: Mapping[str, Any]) -> Schema:
    """A Table Schema document (as JSON gives it) -> Schema. A missing title is a code fault."""
    if (nature := raw.get("nature")) not in (None, *_NATURES):
        raise ValueError(f"{name}: nature is {nature}, not {', '.join(_NATURES)}")
    for one in raw["fields"]:
        for fault in _faults(one, raw):
            raise ValueError(f"{name}: field {one['name']}: {fault}")
    months = tuple(sorted({month for one in raw["fields"] for month in _changes(one)}))
    if not months:
        return _schema(name, raw)
    return replace(
        _schema(name, {**raw, "fields": [_of_all_periods(one) for one in raw["fields"]]}),
        versions=tuple(_version(name, raw, month) for month in (_BEFORE_ALL, *months)),
        changes=months,
    )


def _schema(name: str, raw: Mapping[str, Any]) -> Schema:
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
        nature=raw.get("nature"),
    )


def _faults(raw: Mapping[str, Any], table: Mapping[str, Any]) -> Iterator[str]:
    """What is wrong with the spans of a field and of its codes."""
    yield from _span_faults({k: v for k, v in raw.items() if k in ("since", "until")})
    fixed = {*_key(table.get("primaryKey", [])), table.get("expires")}
    if raw["name"] in fixed and ("since" in raw or "until" in raw):
        yield "a key, or the end of a person list, exists in every period"
    codes, enum = raw.get("codes", {}), raw.get("constraints", {}).get("enum", [])
    if not isinstance(codes, dict):
        yield "codes is not an object"
        return
    for value, span in codes.items():
        if value not in enum:
            yield f"code {value} is not in its enum"
        yield from (f"code {value}: {fault}" for fault in _span_faults(span))


def _span_faults(raw: Any) -> Iterator[str]:
    if not isinstance(raw, dict) or set(raw) - {"since", "until"}:
        yield f"{raw} is not since and until"
        return
    for name, month in raw.items():
        if not isinstance(month, str) or not dates.is_month(month):
            yield f"{name} is {month}, not a month like 2026-04"
            return
    if {"since", "until"} <= set(raw) and raw["until"] < raw["since"]:
        yield f"until {raw['until']} lies before since {raw['since']}"


def _changes(raw: Mapping[str, Any]) -> Iterator[str]:
    """The months in which something about a field changes."""
    yield from _span(raw).changes
    for span in raw.get("codes", {}).values():
        yield from _span(span).changes


def _of_all_periods(raw: Mapping[str, Any]) -> Mapping[str, Any]:
    """A field as rows of all periods have it: one that did not always exist may be absent."""
    if _span(raw) == ALWAYS:
        return raw
    constraints = {k: v for k, v in raw.get("constraints", {}).items() if k != "required"}
    return {**raw, "constraints": constraints}


def _version(name: str, raw: Mapping[str, Any], month: str) -> Schema:
    """The table as it is in one month."""
    present = [one for one in raw["fields"] if month in _span(one)]
    if not present:
        raise ValueError(f"{name}: no field exists in {month}")
    names = {one["name"] for one in present}
    keys = [key for key in raw.get("foreignKeys", ()) if names.issuperset(_key(key["fields"]))]
    document = {
        **raw,
        "fields": [_in_month(name, one, month) for one in present],
        **({"foreignKeys": keys} if "foreignKeys" in raw else {}),
    }
    version = _schema(name, document)
    return replace(
        version,
        fields=tuple(_with_other_codes(one, month) for one in version.fields),
        ended=tuple(_field(one) for one in raw["fields"] if _span(one).is_before(month)),
        early=tuple(_field(one) for one in raw["fields"] if _span(one).is_after(month)),
    )


def _with_other_codes(field: Field, month: str) -> Field:
    """A field that knows which values its list had before a month, or will have after it."""
    spans = field.codes.items()
    return replace(
        field,
        ended={v: span.ended for v, span in spans if span.ended and span.is_before(month)},
        early={v: span.since for v, span in spans if span.since and span.is_after(month)},
    )


def _in_month(name: str, raw: Mapping[str, Any], month: str) -> Mapping[str, Any]:
    """A field with the values of its closed list that exist in a month."""
    codes = raw.get("codes", {})
    if not codes:
        return raw
    enum = [v for v in raw["constraints"]["enum"] if v not in codes or month in _span(codes[v])]
    if not enum:  # an empty list would let any value through
        raise ValueError(f"{name}: field {raw['name']}: no code exists in {month}")
    return {**raw, "constraints": {**raw["constraints"], "enum": enum}}


def load(folder: Path, *names: str) -> tuple[Schema, ...]:
    """The named tables of one kind, from `<folder>/<name>.json`, in the order given."""
    return tuple(_load(folder / f"{name}.json") for name in names)


def _load(file: Path) -> Schema:
    try:
        return parse(file.stem, json.loads(file.read_text("utf-8")))
    except ValueError as fault:
        raise ValueError(f"{file}: {fault}") from fault
