"""Schema -> one vectorised mask a field: true for cells that may be invalid.

A mask may be true for a valid cell (`diagnosis` decides); it is never false for a cell that
Frictionless or our own stricter rules refuse. A property test compares the three.
"""

from __future__ import annotations

import math
from decimal import Decimal

import polars as pl

from mingbai.read.cell import casting, grammar, rules
from mingbai.read.cell.characters import EDGE_SPACE_RUST, FORBIDDEN_RUST, UNUSUAL_RUST
from mingbai.schema import Field, Schema

_TOTAL = rf"^[(（]?[合总小累共][ \u3000]*计|^{rules.SIGNED.pattern}"
_ERROR = "^#"
_LOST = r"^[? ,.0-9-]*\?[? ]*\?|锟斤拷|烫烫烫"
_UNUSUAL_TEXT = "|".join((FORBIDDEN_RUST, EDGE_SPACE_RUST, UNUSUAL_RUST, _ERROR, _LOST))


def suspicion_masks(schema: Schema) -> list[pl.Expr]:
    """One boolean expression a field, named as the field, over the frame of `with_values`."""
    return [
        _field(field, is_first=field is schema.fields[0]).fill_null(value=False).alias(field.name)
        for field in schema.fields
    ]


def _field(field: Field, *, is_first: bool) -> pl.Expr:
    grammar.refuse_unsupported(field)
    cell = pl.col(field.name)
    parts = [cell.is_null()] if field.required else []
    choices = grammar.choices(field)
    if choices:
        return _any([*parts, ~cell.is_in(list(choices))])
    form = grammar.pattern(field)
    if form is not None:
        parts.append(_mismatch(cell, form))
    if field.type == "string":
        parts += _text(field, form, is_first=is_first)
        if is_first:  # a heading that stands in the table once more
            parts.append(cell.str.to_lowercase().is_in([field.name.lower(), field.title.lower()]))
    elif field.type == "date":
        parts.append(casting.value_column(field).is_null() & cell.is_not_null())
    parts += _bounds(field)
    return _any(parts)


def _any(parts: list[pl.Expr]) -> pl.Expr:
    union = parts[0]
    for part in parts[1:]:
        union = union | part
    return union


def _mismatch(cell: pl.Expr, form: str) -> pl.Expr:
    return ~cell.str.contains(f"^(?:{form})$")


def _text(field: Field, form: str | None, *, is_first: bool) -> list[pl.Expr]:
    """Characters and length; not needed where the pattern allows only ASCII characters."""
    cell = pl.col(field.name)
    if form is not None and grammar.is_closed(form):
        return []
    unusual = f"{_UNUSUAL_TEXT}|{_TOTAL}" if is_first else _UNUSUAL_TEXT
    longest = min(field.constraints.get("maxLength", grammar.CELL_LIMIT), grammar.CELL_LIMIT)
    parts = [cell.str.contains(unusual), cell.str.len_chars() > longest]
    if "minLength" in field.constraints:
        parts.append(cell.str.len_chars() < field.constraints["minLength"])
    return parts


def _bounds(field: Field) -> list[pl.Expr]:
    """Below the minimum or above the maximum: exactly, in integers of the smallest unit."""
    cell = pl.col(field.name)
    low, high = grammar.bound(field, "minimum"), grammar.bound(field, "maximum")
    if field.type in ("number", "integer"):
        cell, scale = casting.value_column(field), 10 ** grammar.decimals(field)
        low = None if low is None else math.ceil(Decimal(low) * scale)
        high = None if high is None else math.floor(Decimal(high) * scale)
    below = [] if low is None else [cell < low]
    return below if high is None else [*below, cell > high]
