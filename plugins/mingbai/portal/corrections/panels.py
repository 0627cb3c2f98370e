"""Corrections -> a section on the page of each thing corrected, of its place and agency."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from mingbai.model import Edition, Kind, Panel
from mingbai.page import Cells, Column, Link, Mark, ReplyLine, TableView, mark_cells, table_view
from mingbai.portal import answered
from mingbai.portal.corrections.news import CorrectionLine, corrected

MARK = Mark("fixed", "更正")
WITHDRAWN = Mark("missing", "撤回")
_ORDER = 130
_SHOWN = 10
_LONGEST = 60  # characters of a value in a list
Replies = Sequence[Sequence[ReplyLine]]


@dataclass(frozen=True, slots=True)
class CorrectionsPanelView:
    """corrections_panel.html: the newest corrections, and where all of them are."""

    sentence: str
    table: TableView
    more: Link | None


def panels(kinds: Sequence[Kind], edition: Edition) -> Iterator[Panel]:
    """A panel for every thing, place and agency with a correction."""
    by_subject: dict[tuple[str, str], list[CorrectionLine]] = {}
    for line in corrected(kinds, edition):
        for subject in dict.fromkeys(_subjects(line)):
            if edition.url(*subject) is not None:
                by_subject.setdefault(subject, []).append(line)
    for subject, lines in by_subject.items():
        yield Panel(
            subject,
            _ORDER,
            "更正过的",
            "corrections_panel.html",
            _view(lines, edition),
            is_daily=answered.waits(answered.of(edition, ids_of(lines[:_SHOWN]))),
        )


def _subjects(line: CorrectionLine) -> Iterator[tuple[str, str]]:
    if line.thing is not None:
        yield line.thing
    if line.place is not None:
        yield ("place", line.place)
    yield ("agency", line.release.entry.publisher)


def _view(lines: Sequence[CorrectionLine], edition: Edition) -> CorrectionsPanelView:
    first_lines = lines[:_SHOWN]
    replies = [answered.of(edition, line.ids) for line in first_lines]
    return CorrectionsPanelView(
        sentence=f"公开以后更正过 {len(lines):,} 处，最近一次 {lines[0].day.isoformat()}。",
        table=corrections_table("corrections", first_lines, replies),
        more=Link("全部更正", "/changes/corrections/") if len(lines) > _SHOWN else None,
    )


def _mark(line: CorrectionLine) -> Mark:
    return WITHDRAWN if line.release.is_withdrawal else MARK


def _short(text: str) -> str:
    """The beginning of a row that was added or taken out; its page has all of it."""
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def ids_of(lines: Sequence[CorrectionLine]) -> list[str]:
    """The lasting ids of all corrections of some lines."""
    return [id_ for line in lines for id_ in line.ids]


def corrections_table(
    id_: str, lines: Sequence[CorrectionLine], replies: Replies = ()
) -> TableView:
    """A row for each: what was wrong, before, after, why, when.

    replies: to each of the lines; none are shown where none are given.
    """
    firsts = [line.first for line in lines]
    reply_cells = Cells(answered.texts(replies), urls=answered.urls(replies))
    return table_view(
        id_,
        "最近的在前",
        (
            (
                Column("哪一份"),
                Cells(
                    [f"{line.title} {line.period}" for line in lines],
                    "head",
                    urls=[line.url for line in lines],
                ),
            ),
            (Column("做了什么"), Cells(mark_cells([_mark(line) for line in lines]), "html")),
            (Column("哪天"), Cells([line.day for line in lines], "date")),
            (Column("改的是"), Cells([first.what for first in firsts])),
            (Column("原来"), Cells([_short(first.before) for first in firsts])),
            (Column("改成"), Cells([_short(first.after) for first in firsts])),
            (Column("为什么"), Cells([line.reason for line in lines])),
            *([(Column("回应"), reply_cells)] if any(replies) else ()),
        ),
    )
