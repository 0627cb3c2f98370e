"""The page on second sources -> columns in which a change must be seen, and why not in others."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from fnmatch import fnmatchcase
from functools import cache
from typing import Literal

from harness import ROOT
from mingbai.schema import Field, Schema

PAGE = ROOT / "content/decisions/0016-second-sources.md"
REASONS = ("编号", "只有界限", "只在这里", "哪个都可能")
Class = Literal["数", "编号", "日期", "状态"]
CLASSES: tuple[Class, ...] = ("数", "编号", "日期", "状态")
_CODE_NAME = re.compile(r".*_(no|code|id)")


@dataclass(frozen=True)
class Column:
    """One column of the page. codes: rules and comparisons with its second source, or none.

    where: which rows have it (`voucher_no` filled, `channel=村里的账`), "" for all. reason: of
    REASONS where it has none.
    """

    kind: str
    table: str
    field: str
    where: str
    codes: tuple[str, ...]
    reason: str

    @property
    def name(self) -> str:
        """`entries.amount`."""
        return f"{self.table}.{self.field}"

    def is_in(self, cells: Mapping[str, str]) -> bool:
        """Whether a row with these cells has the second source."""
        name, is_value, value = self.where.partition("=")
        if not name:
            return True
        return fnmatchcase(cells[name], value) if is_value else bool(cells[name])


def class_of(schema: Schema, field: Field) -> Class | None:
    """What sort of column it is; None for words, which may be written in many ways."""
    if field.type in {"number", "integer"}:
        return "数"
    if field.type in {"date", "yearmonth", "year"}:
        return "日期"
    if field.enum or field.type == "boolean" or field.name == "class":
        return "状态"
    names_thing = field.identifies or field.refers or field.name in schema.primary_key
    if names_thing or field.constraints.get("pattern") or _CODE_NAME.fullmatch(field.name):
        return "编号"
    return None


@cache
def columns() -> tuple[Column, ...]:
    """Every column of the page, in its order."""
    return tuple(_columns(PAGE.read_text("utf-8")))


def _columns(text: str) -> Iterator[Column]:
    kind = ""
    for line in text.splitlines():
        if line.startswith("## "):
            kind = _quoted(line)[0]
        if line.startswith("| `"):
            table, fields, where, codes, reason = line.strip("|").split("|")
            for field in _quoted(fields):
                yield Column(
                    kind=kind,
                    table=_quoted(table)[0],
                    field=field,
                    where="".join(_quoted(where)),
                    codes=tuple(_quoted(codes)),
                    reason=reason.strip(),
                )


def _quoted(text: str) -> list[str]:
    return re.findall(r"`([^`]+)`", text)
