"""Any package's Table Schema (JSON) -> the Schema by which its table is read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from typing import Any

import polars as pl

from mingbai import schema
from mingbai.check.open_data.rules import BAD_PATTERN
from mingbai.issues import Issue
from mingbai.read import Table, Tables, frictionless
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
_NESTED = re.compile(r"[+*}?]\)+[+*{]")
_NUMBER = re.compile(r"-?[0-9]{1,15}(?:\.[0-9]{1,6})?")
_PATTERN_LIMIT = 200
_OF_PERIODS = frozenset({"since", "until", "codes"})  # an open package has no period
_FORMAT_PROPERTIES = ("decimalChar", "groupChar", "bareNumber")
_BY_TYPE = {
    "string": ("required", "enum", "minLength", "maxLength"),
    "boolean": ("required",),
}
_NUMERIC = ("required", "minimum", "maximum")


def schema_fault(raw: Mapping[str, Any]) -> str:
    """Why a Table Schema is not valid, in words for a message; "" where it is."""
    fields = raw.get("fields")
    if not isinstance(fields, list) or not fields:
        return "没有 fields"
    for field in fields:
        if (
            not isinstance(field, dict)
            or not isinstance(field.get("name"), str)
            or not field["name"]
        ):
            return "有字段没有名字"
        if not isinstance(field.get("type", ""), str) or field.get("type", "string") not in _TYPES:
            return f"“{field['name']}”的类型不认识"
        if not _has_sound_constraints(field):
            return f"“{field['name']}”的 constraints 或取值写得不对"
    if not _has_keys(raw):
        return "primaryKey、foreignKeys 或 missingValues 写得不对"
    names = [folded(field["name"]) for field in fields]
    if len(set(names)) < len(names):
        return "字段名重复（不分大小写）"
    names_of_fields = {field["name"] for field in fields}
    keys = [*_names(raw.get("primaryKey", [])), *(n for k in foreign_keys(raw) for n in k[0])]
    unknown_names = [name for name in keys if name not in names_of_fields]
    return (
        f"键里的“{unknown_names[0]}”不是字段"
        if unknown_names
        else frictionless.schema_error(_without_patterns(raw))
    )


def field_names(raw: Mapping[str, Any]) -> tuple[str, ...]:
    """Names of the fields, in order."""
    return tuple(field["name"] for field in raw["fields"])


def foreign_keys(raw: Mapping[str, Any]) -> Iterator[ForeignKey]:
    """(own fields, table or "", its fields) of each foreign key."""
    for key in raw.get("foreignKeys", ()):
        reference = key["reference"]
        yield _names(key["fields"]), reference.get("resource", ""), _names(reference["fields"])


def reading_schema(name: str, raw: Mapping[str, Any]) -> Schema:
    """The Schema to read the table by: types that `grammar` lacks are text, left to Frictionless.

    A table with missing values of its own is text altogether. Patterns are left to
    `pattern_issues`, which uses Rust's regex: its time is linear, while a hostile pattern can
    make Python's `re` backtrack without end.
    """
    is_text = raw.get("missingValues", [""]) != [""]
    parsed = schema.parse(name, {**_with_titles(name, raw), "foreignKeys": []})
    fields = tuple(
        _reading_field(field, described, is_text=is_text)
        for field, described in zip(parsed.fields, raw["fields"], strict=True)
    )
    return replace(
        parsed,
        fields=fields,
        foreign_keys=tuple(foreign_keys(raw)),
        is_optional=False,
        is_person_list=False,
        descriptor=_without_patterns(raw),
    )


def pattern_issues(read: Tables) -> Iterator[Issue]:
    """Issues of cells that do not match their pattern, and of patterns that cannot be used."""
    for table in read:
        for field, raw in zip(table.schema.fields, table.schema.descriptor["fields"], strict=True):
            pattern = raw.get("constraints", {}).get("pattern")
            if pattern is not None:
                yield from _pattern_issues(table, field, pattern)


def _pattern_issues(table: Table, field: Field, pattern: Any) -> Iterator[Issue]:
    pattern_text = str(pattern)
    where = f"{table.files[0].rpartition('/')[0]}/datapackage.json"
    bad_pattern = BAD_PATTERN.issue(where, found=pattern_text, table=table.name, name=field.name)
    if not isinstance(pattern, str) or len(pattern) > _PATTERN_LIMIT or _NESTED.search(pattern):
        yield bad_pattern
        return
    if field.type != "string":
        return
    cells = pl.from_pandas(table.frame[field.column].reset_index(drop=True)).cast(pl.String)
    try:
        fits = cells.str.contains(f"^(?:{pattern})$")
    except pl.exceptions.ComputeError:
        yield bad_pattern
        return
    for row in (~fits).fill_null(value=False).arg_true():
        file, line = table.frame.index[row]
        yield rules.WRONG_FORM.issue(
            str(file), int(line), field.name, cells[row], pattern_text, title=field.title
        )


def _has_keys(raw: Mapping[str, Any]) -> bool:
    """Whether keys and missing values, where given, have the right JSON types."""
    missing, foreign = raw.get("missingValues", [""]), raw.get("foreignKeys", [])
    return (
        _is_key(raw.get("primaryKey", []))
        and isinstance(missing, list)
        and all(isinstance(value, str | dict) for value in missing)
        and isinstance(foreign, list)
        and all(
            isinstance(key, dict)
            and isinstance(key.get("reference"), dict)
            and isinstance(key["reference"].get("resource", ""), str)
            and _is_key(key.get("fields"))
            and _is_key(key["reference"].get("fields"))
            for key in foreign
        )
    )


def _is_key(value: Any) -> bool:
    parts = value if isinstance(value, list) else [value]
    return all(isinstance(part, str) for part in parts)


def _has_sound_constraints(field: Mapping[str, Any]) -> bool:
    """Whether constraints and the true and false values have the right JSON types."""
    constraints = field.get("constraints", {})
    if not isinstance(constraints, dict):
        return False
    lengths = [constraints[name] for name in ("minLength", "maxLength") if name in constraints]
    bounds = [constraints[name] for name in ("minimum", "maximum") if name in constraints]
    is_number = field.get("type") in ("number", "integer")
    words = [field.get(name, []) for name in ("trueValues", "falseValues")]
    return (
        all(isinstance(n, int) for n in lengths)
        and all(isinstance(b, int | float | str) for b in bounds)
        and not (is_number and not all(_NUMBER.fullmatch(str(b)) for b in bounds))
        and all(isinstance(w, list) and all(isinstance(v, str) for v in w) for w in words)
        and isinstance(constraints.get("enum", []), list)
    )


def _names(value: str | list[str]) -> tuple[str, ...]:
    return (value,) if isinstance(value, str) else tuple(value)


def _with_titles(name: str, raw: Mapping[str, Any]) -> dict[str, Any]:
    """The schema with the titles that our own schemas always have."""
    fields = [
        {
            **{name: value for name, value in field.items() if name not in _OF_PERIODS},
            "type": field.get("type", "string"),
            "title": str(field.get("title") or field["name"]),
            "title_en": str(field.get("title_en") or field["name"]),
            "description": str(field.get("description") or ""),
        }
        for field in raw["fields"]
    ]
    title = str(raw.get("title") or name)
    description = str(raw.get("description") or "")
    return {
        **raw,
        "fields": fields,
        "title": title,
        "title_en": name,
        "description": description,
        "primaryKey": list(_names(raw.get("primaryKey", []))),
    }


def _reading_field(field: Field, raw: Mapping[str, Any], *, is_text: bool) -> Field:
    is_free_text = (
        is_text
        or raw.get("format", "default") != "default"
        or any(k in raw for k in _FORMAT_PROPERTIES)
    )
    type_read = "string" if is_free_text or field.type not in grammar.TYPES else field.type
    allowed = _BY_TYPE.get(type_read, _NUMERIC) if type_read == field.type else ("required",)
    constraints = {k: v for k, v in field.constraints.items() if k in allowed}
    required = bool(constraints.get("required"))
    return replace(
        field,
        type=type_read,
        constraints=constraints,
        required=required and not is_text,
        identifies=None,
        refers=None,
    )


def _without_patterns(raw: Mapping[str, Any]) -> dict[str, Any]:
    """The schema without patterns."""
    return {**raw, "fields": [_without_pattern(field) for field in raw["fields"]]}


def _without_pattern(raw: Mapping[str, Any]) -> dict[str, Any]:
    constraints = {k: v for k, v in raw.get("constraints", {}).items() if k != "pattern"}
    return {**raw, "constraints": constraints}
