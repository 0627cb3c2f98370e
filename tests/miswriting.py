"""A cell -> another of the same form, as a clerk mistypes it or copies it from the wrong row."""

from __future__ import annotations

import random
import re
from collections.abc import Sequence
from datetime import date, timedelta

from mingbai.schema import Field

_DAYS = (-31, -10, -1, 1, 10, 31)
_LEADING_ZERO = re.compile(r"-?0\d")
_NEIGHBOURS = 2  # codes so many places before or after, in order, are copied by mistake


def miswritten(
    rng: random.Random, field: Field, was: str, values: Sequence[str] = ()
) -> str | None:
    """Another cell; None where there is no other. values: of the column, in order; () for a key."""
    if field.enum:
        others = [value for value in field.enum if value != was]
        return rng.choice(others) if others else None
    if field.type == "boolean":
        return next(v for v in (*field.true_values, *field.false_values) if v != was)
    if not was:
        return rng.choice(values) if values else None
    match field.type:
        case "date":
            return (date.fromisoformat(was) + timedelta(rng.choice(_DAYS))).isoformat()
        case "yearmonth":
            return _month(was, rng.choice((-1, 1)))
        case "year":
            return str(int(was) + rng.choice((-1, 1)))
        case "number" | "integer":
            return _figure(rng, was)
    return _code(rng, was, values)


def _month(was: str, step: int) -> str:
    year, month = divmod(int(was[:4]) * 12 + int(was[5:]) - 1 + step, 12)
    return f"{year}-{month + 1:02d}"


def _code(rng: random.Random, was: str, values: Sequence[str]) -> str | None:
    """A neighbour in the column; of a key, and where there is none, one digit mistyped."""
    at = values.index(was) if was in values else 0
    near = [v for v in values[max(at - _NEIGHBOURS, 0) : at + _NEIGHBOURS + 1] if v != was]
    if near:
        return rng.choice(near)
    if any(c.isdigit() for c in was):
        return _digit(rng, was)
    return f"{was}x" if was.isascii() else None


def _figure(rng: random.Random, was: str) -> str:
    """A digit mistyped, two digits swapped, a nought too many: another value, written as one is."""
    swapped = [
        was[:i] + was[i + 1] + was[i] + was[i + 2 :]
        for i in range(len(was) - 1)
        if was[i : i + 2].isdigit() and was[i] != was[i + 1]
    ]
    whole, point, cents = was.partition(".")
    others = [_digit(rng, was), *swapped[:1], *swapped[-1:], f"{whole}0{point}{cents}"]
    return rng.choice([o for o in others if not _LEADING_ZERO.match(o)] or [f"1{was}"])


def _digit(rng: random.Random, was: str) -> str:
    at = rng.choice([i for i, c in enumerate(was) if c.isdigit()])
    return was[:at] + rng.choice("0123456789".replace(was[at], "")) + was[at + 1 :]
