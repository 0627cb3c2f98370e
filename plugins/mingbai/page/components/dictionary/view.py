"""What the template reads."""

from __future__ import annotations

from dataclasses import dataclass

from mingbai.page.components.downloads import FileLink
from mingbai.page.components.link import Link
from mingbai.page.components.table import TableView


@dataclass(frozen=True, slots=True)
class DictionaryField:
    """A field in the data dictionary.

    type: 文字, 日期, 小数 …; unit "" where it has none. rules: constraints in words (`必填`,
    `收入或支出`). empty_share: `3.7%`, "" where unknown. refers: the table it refers to.
    """

    name: str
    title: str
    type: str
    unit: str
    meaning: str
    rules: tuple[str, ...] = ()
    empty_share: str = ""
    refers: Link | None = None


@dataclass(frozen=True, slots=True)
class DictionaryTable:
    """A table of a dataset with its fields; key: the primary key in words. files: one a format."""

    id: str
    name: str
    title: str
    meaning: str
    rows: int
    key: str
    fields: tuple[DictionaryField, ...]
    preview: TableView | None = None
    files: tuple[FileLink, ...] = ()
