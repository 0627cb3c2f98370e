"""What components read: small frozen records, one for each macro of theme/templates/components.

Urls are rooted (`/accounts/…/`, or `#anchor` on the same page); the writer makes them relative.
`Markup` marks text that was escaped column-wise by rows.py or drawn by charts.py, flowchart.py.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from markupsafe import Markup


@dataclass(frozen=True, slots=True)
class Mark:
    """How a thing stands: a glyph, a word and a colour that say the same.

    state: ok, warn, late, bad, missing, fixed, none or "" (a plain dot).
    """

    state: str
    text: str


@dataclass(frozen=True, slots=True)
class Link:
    """A link with a word beside it. A link without url is plain text."""

    text: str
    url: str | None = None
    note: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One name and value; value may be text, a Link, a Mark, a date or a tuple of Links."""

    name: str
    value: str | Link | Mark | date | tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Figure:
    """A number that links to its proof; value is text with its unit (`1,583 本`)."""

    name: str
    value: str
    url: str | None = None


@dataclass(frozen=True, slots=True)
class Answer:
    """One of the three answers at the top of a guide."""

    name: str
    value: str
    note: str = ""


@dataclass(frozen=True, slots=True)
class SumLine:
    """One line of a sum one can follow; the last is the total."""

    name: str
    fen: int
    url: str | None = None
    is_total: bool = False


@dataclass(frozen=True, slots=True)
class NewsItem:
    """What was published, newest first."""

    published: date
    where: str
    title: str
    url: str
    mark: Mark | None = None


@dataclass(frozen=True, slots=True)
class ProofLine:
    """What the machine checked: the sentence and the sum it evaluated."""

    mark: Mark
    text: str
    sum: str = ""
    links: tuple[Link, ...] = ()


@dataclass(frozen=True, slots=True)
class Month:
    """One cell of the months of a year."""

    title: str
    mark: Mark
    url: str | None = None


@dataclass(frozen=True, slots=True)
class MonthRow:
    """A year with its months."""

    title: str
    months: tuple[Month, ...]


@dataclass(frozen=True, slots=True)
class FileLink:
    """A download: what it is, where, and how many bytes."""

    text: str
    url: str
    octets: int


@dataclass(frozen=True, slots=True)
class Column:
    """A table's column. is_num: right-aligned, tabular; the unit stands in the title."""

    title: str
    is_num: bool = False


@dataclass(frozen=True, slots=True)
class TableView:
    """A table: caption, columns, and its body rows as escaped HTML (rows.py makes them).

    foot: one row of totals, escaped likewise, or "". mode: `stack` (labelled blocks on a phone),
    `frame` (scrolls inside its own frame) or "" (narrow enough as it is).
    """

    id: str
    caption: str
    columns: tuple[Column, ...]
    body: Markup
    foot: Markup = Markup("")
    mode: str = "stack"


@dataclass(frozen=True, slots=True)
class ChartView:
    """A chart as inline SVG with its twin: the same numbers as a table, and a sentence."""

    id: str
    title: str
    unit: str
    svg: Markup
    key: tuple[tuple[str, str], ...]
    says: str
    twin: TableView


@dataclass(frozen=True, slots=True)
class StepLine:
    """A step of a flowchart in words."""

    id: str
    name: str
    who: str
    exits: tuple[str, ...] = ()
    note: str = ""


@dataclass(frozen=True, slots=True)
class FlowView:
    """A flowchart as inline SVG and the same content as an ordered list."""

    id: str
    title: str
    svg: Markup
    steps: tuple[StepLine, ...]
    note: str = ""


@dataclass(frozen=True, slots=True)
class PaperItem:
    """A paper to bring: a box to tick, a note, its forms."""

    id: str
    name: str
    note: str
    forms: tuple[FileLink, ...] = ()


@dataclass(frozen=True, slots=True)
class Choice:
    """One group of an index that filters without a script: a heading and its links with counts."""

    title: str
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Branch:
    """A thing with what stands under it: county, township, village, group, book."""

    text: str
    url: str | None = None
    note: str = ""
    below: tuple[Branch, ...] = ()
