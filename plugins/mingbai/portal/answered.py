"""What a kind offers of replies (`check.answers`) -> lines that stand beside what is replied to.

By the lasting id of the warning, gap or correction. How a reply stands its own kind decides.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from datetime import date

from mingbai.check.answers import ANSWERS
from mingbai.model import Edition
from mingbai.page import Mark, ReplyLine
from mingbai.page.records import Row, rows, without_lines

_SCOPE = "reply"
Lines = Mapping[str, tuple[ReplyLine, ...]]


def lines(edition: Edition) -> Lines:
    """All replies by what they are about, the first asked first; made once for an edition."""
    return edition.shared(_lines)


def of(edition: Edition, ids: Sequence[str]) -> tuple[ReplyLine, ...]:
    """The replies to any of these ids."""
    by_id = lines(edition)
    return tuple(line for id_ in ids for line in by_id.get(id_, ()))


def waits(replies: Sequence[ReplyLine]) -> bool:
    """Whether somebody has not replied yet: what is said then depends on the day."""
    return any(line.day is None for line in replies)


def texts(replies: Sequence[Sequence[ReplyLine]]) -> list[str | None]:
    """What each row of a table says of its replies in one cell, None where nobody was asked."""
    return [_cell(of_row) if of_row else None for of_row in replies]


def urls(replies: Sequence[Sequence[ReplyLine]]) -> list[str | None]:
    """Where each cell of `texts` leads: to the newest reply."""
    return [of_row[-1].url if of_row else None for of_row in replies]


def _cell(of_row: Sequence[ReplyLine]) -> str:
    last = of_row[-1]
    return f"{last.who}：{last.text}"


def _lines(edition: Edition) -> Lines:
    frame = edition.county.offered(ANSWERS).sort_values(["asked", "id"], kind="stable")
    by_id: dict[str, list[ReplyLine]] = {}
    for row in rows(without_lines(frame)):
        by_id.setdefault(row["about"], []).append(_line(row, edition))
    return {about: tuple(of_about) for about, of_about in by_id.items()}


def _line(row: Row, edition: Edition) -> ReplyLine:
    states, id_ = edition.states[_SCOPE], row["id"]
    tone, word = str(states.at[id_, "tone"]), str(states.at[id_, "word"])
    return ReplyLine(
        who=row["who"],
        day=row["replied"],
        text=row["text"] or _waiting(row["due"], edition.county.as_of),
        mark=Mark(tone, word, of=f"{_SCOPE}/{id_}"),
        url=row["url"],
    )


def _waiting(due: date, as_of: date) -> str:
    """`应在 2026-06-12 以前回应，已经过了 18 天。`"""
    days = (as_of - due).days
    if days <= 0:
        return f"应在 {due} 以前回应。"
    return f"应在 {due} 以前回应，已经过了 {days} 天。"
