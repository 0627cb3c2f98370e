"""Views of the dataset pages. Urls are rooted; everything is counted, sorted and formatted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup

from mingbai.page import Fact, FileLink, Link, TableView
from mingbai.portal.views import RuleLine


@dataclass(frozen=True, slots=True)
class DatasetLine:
    """A dataset in the list. rows: over all its tables. updated: None if unknown."""

    title: str
    url: str
    summary: str
    rows: int
    updated: date | None
    files: tuple[FileLink, ...]


@dataclass(frozen=True, slots=True)
class DatasetGroup:
    """Datasets of one door, or open data."""

    title: str
    lines: tuple[DatasetLine, ...]


@dataclass(frozen=True, slots=True)
class DatasetsView:
    """datasets.html. licence: its title and address. catalogues: files of the DCAT catalogue."""

    groups: tuple[DatasetGroup, ...]
    licence: Link
    catalogues: tuple[FileLink, ...] = ()


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


@dataclass(frozen=True, slots=True)
class DatasetView:
    """dataset.html, and the dictionary in it.

    lead: what it is, in one or two sentences. parts: the same data by publisher and period.
    checks: what was checked of it. note: how the files are written. json_ld: schema.org as strict
    JSON without any `<`, or "".
    """

    lead: str
    downloads: tuple[FileLink, ...]
    download_links: tuple[Link, ...]
    facts: tuple[Fact, ...]
    tables: tuple[DictionaryTable, ...]
    checks: tuple[RuleLine, ...]
    checks_note: str
    licence: Link
    citation: str
    parts: TableView | None = None
    json_ld: Markup = Markup("")
    note: str = ""


@dataclass(frozen=True, slots=True)
class PartsView:
    """dataset_parts.html: every period that one publisher published. whole: the dataset of all."""

    periods: TableView
    whole: Link
