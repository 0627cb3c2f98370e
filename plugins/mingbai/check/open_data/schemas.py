"""Any package's Table Schema (JSON) -> what is wrong with it, and the Schema its table has here."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import polars as pl

from mingbai import schema
from mingbai.check.open_data import values
from mingbai.check.open_data.rows import TextRows, tell_rows
from mingbai.check.open_data.rules import BAD_PATTERN
from mingbai.issues import Capped, Issue
from mingbai.read.cell import grammar, rules
from mingbai.read.cell.characters import folded
from mingbai.schema import Field, Schema

ForeignKey = tuple[tuple[str, ...], str, tuple[str, ...]]

_TYPES = grammar.TYPES | {
    "datetime",
    "time",
    "duration",
    "geopoint",
    "geojson",
    "object",
    "array",
    "list",
    "any",
}
_KEPT = frozenset({"integer", "number", "boolean", "date", "year"})  # types a table has in memory
_NESTED = re.compile(r"[+*}?]\)+[+*{]")
PATTERN_LIMIT = 200
_OF_KINDS = ("since", "until", "codes", "identifies", "refers", "contact", "mask")
_FORMATS = ("decimalChar", "groupChar", "bareNumber", "missingValues")
_DATED = frozenset({"date", "datetime", "time"})
_PROPERTIES_OF_KINDS = ("persons", "optional", "expires", "nature")


def schema_fault(raw: Mapping[str, Any]) -> str:
    """Why a Table Schema is not valid, in words for a message; "" where it is."""
    fields = raw.get("fields")
    if not isinstance(fields, list) or not fields:
        return "没有 fields"
    for field in fields:
        if not isinstance(field, dict) or not isinstance(field.get("name"), str):
            return "有字段没有名字"
        if not field["name"]:
            return "有字段没有名字"
        if not isinstance(field.get("type", ""), str) or field.get("type", "string") not in _TYPES:
            return f"“{field['name']}”的类型不认识"
        if not _has_sound_properties(field):
            return f"“{field['name']}”的 constraints 或取值写得不对"
    if not _has_keys(raw):
        return "primaryKey、uniqueKeys、foreignKeys 或 missingValues 写得不对"
    names = [folded(field["name"]) for field in fields]
    if len(set(names)) < len(names):
        return "字段名重复（不分大小写）"
    names_of_fields = {field["name"] for field in fields}
    keys = [
        *primary_key(raw),
        *(name for key in unique_keys(raw) for name in key),
        *(name for key in foreign_keys(raw) for name in key[0]),
    ]
    unknown_names = [name for name in keys if name not in names_of_fields]
    if unknown_names:
        return f"键里的“{unknown_names[0]}”不是字段"
    return next(filter(None, map(_field_fault, typed(raw)["fields"])), "")


def _field_fault(field: Mapping[str, Any]) -> str:
    """Why the standard's own reader does not take a field; "" where it does."""
    reason = values.reader_fault(field)
    return f"“{field['name']}”：{reason}" if reason else ""


def typed(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The Table Schema with a type for every field, and without what only our kinds mean."""
    fields = [
        {
            **{k: v for k, v in field.items() if k not in _OF_KINDS},
            "type": field.get("type", "string"),
        }
        for field in raw["fields"]
    ]
    return {
        **{k: v for k, v in raw.items() if k not in _PROPERTIES_OF_KINDS},
        "fields": fields,
    }


def field_names(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the fields, in order."""
    return tuple(field["name"] for field in raw["fields"])


def primary_key(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """The fields of the primary key; () where there is none."""
    return _names(raw.get("primaryKey", []))


def unique_keys(raw: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The fields of each unique key, and each field that says of itself that it is unique."""
    for key in raw.get("uniqueKeys", ()):
        yield _names(key)
    for field in raw["fields"]:
        if field.get("constraints", {}).get("unique") is True:
            yield (field["name"],)


def foreign_keys(raw: Mapping[str, Any]) -> Iterator[ForeignKey]:
    """(own fields, table or "", its fields) of each foreign key inside the package."""
    for key in raw.get("foreignKeys", ()):
        reference = key["reference"]
        if not reference.get("package"):
            yield _names(key["fields"]), reference.get("resource", ""), _names(reference["fields"])


def outer_keys(raw: Mapping[str, Any]) -> Iterator[tuple[str, ...]]:
    """The fields of each foreign key to another package."""
    for key in raw.get("foreignKeys", ()):
        if key["reference"].get("package"):
            yield _names(key["fields"])


def missing_values(raw: Mapping[str, Any], field: Mapping[str, Any]) -> list[str]:
    """The texts that mean that a cell of the field is missing: its own, or else the table's."""
    stated = field.get("missingValues", raw.get("missingValues", [""]))
    return [str(item.get("value", "") if isinstance(item, dict) else item) for item in stated]


def display_schema(name: str, raw: Mapping[str, Any], texts: pl.DataFrame | None = None) -> Schema:
    """The Schema of the table in memory and in downloads. texts: its canonical cells.

    Its descriptor describes the published file: missing values are empty, numbers and dates in
    their canonical form. A type that we have no column for is text; so are years that begin with 0,
    and an integer of more than 64 bits is a number.
    """
    parsed = schema.parse(name, _with_titles(name, raw))
    fields = tuple(
        _field(field, None if texts is None else texts[field.name]) for field in parsed.fields
    )
    return replace(
        parsed,
        fields=fields,
        primary_key=primary_key(raw),
        foreign_keys=tuple(foreign_keys(raw)),
        is_optional=False,
        is_person_list=False,
        descriptor=_published(raw),
    )


def _field(field: Field, texts: pl.Series | None) -> Field:
    kind = field.type if field.type in _KEPT else "string"
    unit = field.unit
    if texts is not None:
        if kind == "integer" and not values.is_small(texts):
            kind = "number"
        if kind == "year" and texts.str.contains("^0").any():
            kind = "string"
        if kind == "number" and unit == "元" and not values.fits_money(texts):
            unit = "人民币元"
    known = ("required", "enum", "minimum", "maximum", "minLength", "maxLength")
    limits = {k: v for k, v in field.constraints.items() if k in known}
    return replace(field, type=kind, unit=unit, constraints=limits, required=False)


def _published(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The Table Schema of the file that is published."""
    fields = []
    for field in raw["fields"]:
        left_out = {*_FORMATS, *(("format",) if field["type"] in _DATED else ())}
        fields.append({k: v for k, v in field.items() if k not in left_out})
    left_out = {"missingValues", "fieldsMatch", "foreignKeys"}
    return {**{k: v for k, v in raw.items() if k not in left_out}, "fields": fields}


def pattern_issues(name: str, raw: Mapping[str, Any], rows: TextRows) -> tuple[Issue, ...]:
    """Issues of cells that do not match their pattern.

    By Rust's regex: its time is linear, while a hostile pattern can make Python's `re` backtrack
    without end. A pattern that cannot be used was refused before (`pattern_faults`).
    """
    issues = Capped()
    for position, field in enumerate(raw["fields"]):
        pattern = field.get("constraints", {}).get("pattern")
        if pattern is None or field["type"] != "string":
            continue
        column = rows.cells[str(position)]
        is_missing = column.is_in(missing_values(raw, field))
        fits = column.str.contains(f"^(?:{pattern})$") | is_missing
        wrong = (~fits).fill_null(value=False).arg_true().to_numpy()

        def issue_of(
            at: tuple[str, int],
            row: int,
            title: str = field["name"],
            cells: pl.Series = column,
            pattern: str = pattern,
        ) -> Issue:
            return rules.WRONG_FORM.issue(*at, title, cells[row], pattern, table=name)

        tell_rows(issues, rows, wrong, issue_of)
    return issues.all()


def pattern_faults(name: str, raw: Mapping[str, Any], where: str) -> Iterator[Issue]:
    """Issues of patterns that cannot be used, whether or not the table can be read."""
    for field in raw["fields"]:
        pattern = field.get("constraints", {}).get("pattern")
        if pattern is not None and not _is_usable(pattern):
            yield BAD_PATTERN.issue(where, found=str(pattern), table=name, name=field["name"])


def _is_usable(pattern: Any) -> bool:
    if not isinstance(pattern, str) or len(pattern) > PATTERN_LIMIT or _NESTED.search(pattern):
        return False
    try:
        pl.Series([""]).str.contains(f"^(?:{pattern})$")
    except pl.exceptions.ComputeError:
        return False
    return True


def _has_keys(raw: Mapping[str, Any]) -> bool:
    """Whether keys and missing values, where given, have the right JSON types."""
    foreign, unique = raw.get("foreignKeys", []), raw.get("uniqueKeys", [])
    return (
        _is_key(raw.get("primaryKey", []))
        and isinstance(unique, list)
        and all(_is_key(key) for key in unique)
        and _are_missing_values(raw.get("missingValues", []))
        and isinstance(foreign, list)
        and all(
            isinstance(key, dict)
            and isinstance(key.get("reference"), dict)
            and isinstance(key["reference"].get("resource", ""), str)
            and isinstance(key["reference"].get("package", ""), str)
            and _is_key(key.get("fields"))
            and _is_key(key["reference"].get("fields"))
            for key in foreign
        )
    )


def _are_missing_values(value: Any) -> bool:
    return isinstance(value, list) and all(
        isinstance(item, str) or (isinstance(item, dict) and isinstance(item.get("value"), str))
        for item in value
    )


def _is_key(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return all(isinstance(part, str) for part in parts)


def _has_sound_properties(field: Mapping[str, Any]) -> bool:
    """Whether constraints, words and formats have the right JSON types."""
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        return False
    lengths = [constraints[name] for name in ("minLength", "maxLength") if name in constraints]
    bounds = [constraints[name] for name in ("minimum", "maximum") if name in constraints]
    words = [field[name] for name in ("trueValues", "falseValues") if name in field]
    texts = [field.get(name, "") for name in ("format", "decimalChar", "groupChar", "unit")]
    return (
        all(type(n) is int for n in lengths)
        and all(isinstance(b, int | float | str) and type(b) is not bool for b in bounds)
        and all(isinstance(w, list) and w and all(isinstance(v, str) for v in w) for w in words)
        and all(isinstance(text, str) for text in texts)
        and isinstance(constraints.get("enum", []), list)
        and _are_missing_values(field.get("missingValues", []))
    )


def _names(value: str | Sequence[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _with_titles(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with the titles that our own schemas always have."""
    fields = [
        {
            **field,
            "title": str(field.get("title") or field["name"]),
            "title_en": str(field.get("title_en") or field["name"]),
            "description": str(field.get("description") or ""),
            "unit": str(field.get("unit") or ""),
        }
        for field in raw["fields"]
    ]
    return {
        "fields": fields,
        "title": str(raw.get("title") or name),
        "title_en": name,
        "description": str(raw.get("description") or ""),
    }
