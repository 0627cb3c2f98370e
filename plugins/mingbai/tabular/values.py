"""A short column of whatever values -> its texts, without starting an engine for them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from decimal import Decimal
from typing import Any

import numpy as np
import pandas as pd

from mingbai.dates import iso
from mingbai.money import count

Values = pd.Series | Sequence[Any]


def texts(values: Values) -> list[str | None]:
    """Whatever a short column holds, as `TextColumn.of` writes it."""
    plain = values.tolist() if isinstance(values, pd.Series) else values
    return [_text(value) for value in plain]


def _text(value: Any) -> str | None:
    """One value as `TextColumn.of` writes it; a value with no one way to be written is a fault."""
    if value is None or value is pd.NA or value is pd.NaT or value != value:
        return None
    if isinstance(value, str):
        return str(value)
    if isinstance(value, date):
        return iso(value)
    if isinstance(value, int | np.integer) and not isinstance(value, bool):
        return count(int(value))
    if isinstance(value, Decimal):
        return format(value, "f")
    raise TypeError(f"a {type(value).__name__} has no one way to be written")
