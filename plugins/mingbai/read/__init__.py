"""Bytes of a data folder -> Tables: every cell typed, or an issue that says what is wrong with it.

`package` finds and checks the folders, `tables` reads all packages of a kind into one typed frame
a table. `cell` holds the rules for single cells, `encoding` reads Chinese texts, `frictionless`
adapts the library that validates against the standard, `ooxml` reads the parts of office documents,
`persons` finds the numbers of persons in a text, `csv` and `headings` say what is wrong with the
shape of a file, `limits` states every limit.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from mingbai.read import (
        cell,
        csv,
        encoding,
        frictionless,
        headings,
        limits,
        ooxml,
        package,
        persons,
        second_headings,
        tables,
    )
    from mingbai.read.package import Package
    from mingbai.read.tables import Table, Tables

__all__ = [
    "Package",
    "Table",
    "Tables",
    "cell",
    "csv",
    "encoding",
    "frictionless",
    "headings",
    "limits",
    "ooxml",
    "package",
    "persons",
    "second_headings",
    "tables",
]

_MODULES = {"Package": "package", "Table": "tables", "Tables": "tables"}


def __getattr__(name: str) -> Any:
    """Imports on first use: a report about a broken workbook must not wait for pandas."""
    if name in _MODULES:
        return getattr(import_module(f"{__name__}.{_MODULES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
