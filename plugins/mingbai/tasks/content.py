"""Any value that pages are made from -> a digest of what it says: equal if it says the same.

Two values that differ have different digests. Two that are the same may have different ones (a set
of other order within a mapping): then something is made once more than needed, never once too few.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Callable, Mapping, Sequence, Set
from dataclasses import fields, is_dataclass
from datetime import date, datetime
from decimal import Decimal
from enum import Enum
from functools import cache, partial
from pathlib import Path
from types import FunctionType, NoneType
from typing import Any

import numpy as np
import pandas as pd

from mingbai.read import Package


def digest(value: object) -> str:
    """Sha256 over a value: frames, dataclasses, mappings, sequences, sets, texts, numbers, days.

    Of a dataclass its fields count, but those left out of comparison, which are caches; of a
    Package not where it lies, nor its files, nor its descriptor, which speaks of them. Functions
    count by their names: what they do is the program's. TypeError for a value of any other sort.
    """
    texts: list[str] = []
    _add(value, texts)
    return hashlib.sha256("".join(texts).encode("utf-8", "surrogatepass")).hexdigest()


def _add(value: Any, texts: list[str]) -> None:
    """Append texts that no other value appends."""
    kind: Any = type(value)
    if kind is str:
        texts.append(f"s{len(value)}:{value}")
    elif (write := _ATOMS.get(kind)) is not None:
        texts.append(write(value))
    elif kind is tuple or kind is list:
        texts.append(f"t{len(value)}")
        for one in value:
            _add(one, texts)
    elif is_dataclass(value) and not isinstance(value, type):
        texts.append(f"d{kind.__qualname__}")
        for name in _compared(kind):
            _add(getattr(value, name), texts)
    else:
        _add_other(value, texts)


_ATOMS: Mapping[type, Callable[[Any], str]] = {
    NoneType: lambda _: "n",
    bool: "b{:d}".format,
    int: "i{};".format,
    float: "f{!r};".format,
    date: "y{};".format,
    datetime: "z{!r};".format,
    pd.Timestamp: "z{!r};".format,
    type(pd.NaT): lambda _: "N",
    type(pd.NA): lambda _: "A",
    Decimal: "c{};".format,
}


def _add_other(value: Any, texts: list[str]) -> None:
    for kind, add in _OTHERS:
        if isinstance(value, kind):
            add(value, texts)
            return
    raise TypeError(f"nothing can be said of the content of {type(value)}")


def _add_frame(frame: pd.DataFrame, texts: list[str]) -> None:
    texts.append(f"F{len(frame)};{len(frame.columns)}")
    _add(list(frame.columns), texts)
    _add_index(frame.index, texts)
    for at in range(len(frame.columns)):
        _add_column(frame.iloc[:, at], texts)


def _add_series(series: pd.Series, texts: list[str]) -> None:
    texts.append(f"S{len(series)};")
    _add_index(series.index, texts)
    _add_column(series, texts)


def _add_array(array: np.ndarray[Any, Any], texts: list[str]) -> None:
    texts.append(f"a{array.dtype}{array.shape}")
    if array.dtype == object:
        _add(array.ravel().tolist(), texts)
    else:
        texts.append(_hex(array.tobytes()))


def _add_mapping(mapping: Mapping[Any, Any], texts: list[str]) -> None:
    texts.append(f"m{len(mapping)}")
    for key, value in mapping.items():
        _add(key, texts)
        _add(value, texts)


def _add_set(some: Set[Any], texts: list[str]) -> None:
    texts.append(f"e{len(some)}")
    texts.extend(sorted(digest(one) for one in some))


def _add_index(index: pd.Index, texts: list[str]) -> None:
    if isinstance(index, pd.MultiIndex):
        texts.append(f"M{index.nlevels}")
        for level, codes in zip(index.levels, index.codes, strict=True):
            _add_index(level, texts)
            _add(np.asarray(codes), texts)
    elif isinstance(index, pd.RangeIndex):
        texts.append(f"r{index.start};{index.stop};{index.step};")
    else:
        _add_column(pd.Series(index.array), texts)
    _add(list(index.names), texts)


def _add_column(column: pd.Series, texts: list[str]) -> None:
    """Values one by one where a column holds Python objects, else by hashes of 64 bits."""
    texts.append(f"{column.dtype};")
    if column.dtype == object:
        _add(column.tolist(), texts)
    else:
        texts.append(_hex(pd.util.hash_pandas_object(column, index=False).to_numpy().tobytes()))


_OTHERS: Sequence[tuple[Any, Callable[[Any, list[str]], None]]] = (
    (pd.DataFrame, _add_frame),
    (pd.Series, _add_series),
    (pd.Index, _add_index),
    (np.ndarray, _add_array),
    (Mapping, _add_mapping),
    (Set, _add_set),
    (Enum, lambda value, texts: texts.append(f"E{type(value).__qualname__}.{value.name};")),
    (str, lambda value, texts: _add(str(value), texts)),  # Markup
    (tuple | list, lambda value, texts: _add(tuple(value), texts)),
    (bytes, lambda value, texts: texts.append(f"o{_hex(value)}")),
    (np.generic, lambda value, texts: _add(value.item(), texts)),
    (Path, lambda value, texts: texts.append(f"p{value};")),
    (re.Pattern, lambda value, texts: _add((value.pattern, value.flags), texts)),
    (partial, lambda value, texts: _add((value.func, value.args, value.keywords), texts)),
    (
        FunctionType | type,
        lambda value, texts: texts.append(f"q{value.__module__}.{value.__qualname__};"),
    ),
)


@cache
def _compared(kind: Any) -> tuple[str, ...]:
    left_out = {"root", "descriptor", "files"} if kind is Package else set()
    return tuple(f.name for f in fields(kind) if f.compare and f.name not in left_out)


def _hex(body: bytes) -> str:
    return hashlib.sha256(body).hexdigest()
