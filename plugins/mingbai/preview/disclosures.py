"""Two Editions -> disclosures that are new, say something else, or are not there any more."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.model import Disclosure, Edition
from mingbai.preview.consequences import Consequence, Move, moves


def moved(before: Edition, after: Edition) -> Iterator[Consequence]:
    """Each disclosure by its id."""
    old, new = ({d.id: d for d in edition.disclosures} for edition in (before, after))
    for id_, move, was, now in moves(old, new, _said):
        disclosure = now or was
        assert disclosure is not None
        yield Consequence(
            id=id_,
            move=move,
            words=_words(move, was, disclosure),
            url=disclosure.url,
            before=was.summary if was else "",
            after=now.summary if now else "",
            is_bad=move is Move.GONE,
        )


def _said(disclosure: Disclosure) -> tuple[str, str, str, str]:
    return (
        disclosure.title,
        disclosure.summary,
        disclosure.published.isoformat(),
        disclosure.url,
    )


def _words(move: Move, was: Disclosure | None, disclosure: Disclosure) -> str:
    if move is Move.CHANGED and was is not None:
        return f"{disclosure.title}：原来“{was.summary}”，现在“{disclosure.summary}”"
    day = f"{disclosure.published.isoformat()} 公开"
    return f"{disclosure.title}（{'原来 ' if move is Move.GONE else ''}{day}）"
