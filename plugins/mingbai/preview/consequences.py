"""The records of a preview: Consequence, Topic, Preview."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from enum import StrEnum
from typing import TypeVar

T = TypeVar("T")
ERASED = "（依法删去）"


class Move(StrEnum):
    """What becomes of a thing: it is new, stands otherwise than before, or is gone."""

    NEW = "new"
    CHANGED = "changed"
    GONE = "gone"


@dataclass(frozen=True, slots=True)
class Consequence:
    """One thing that would change on the site.

    id: lasting, from the thing's own key, never its position. words: one line of plain Chinese.
    url: rooted address, "" where it has none. before, after: as pages print it, "" where it did not
    stand or does not any more. is_bad: bad news for a reader or for who publishes. ids: of all that
    this line sums up, () where it is one thing alone. why: the correction that it is a part of,
    said once over all of its lines; "" where nobody gave a reason.
    """

    id: str
    move: Move
    words: str
    url: str = ""
    before: str = ""
    after: str = ""
    is_bad: bool = False
    ids: tuple[str, ...] = ()
    why: str = ""


@dataclass(frozen=True, slots=True)
class Topic:
    """All consequences of one sort, bad news first. name: for programs; title: for readers."""

    name: str
    title: str
    consequences: tuple[Consequence, ...]

    def of(self, move: Move) -> tuple[Consequence, ...]:
        """Those of one move."""
        return tuple(one for one in self.consequences if one.move is move)


@dataclass(frozen=True, slots=True)
class Preview:
    """What would change on the site between a base and the present data.

    against: the base, as who asked calls it. as_of: the day both were looked at on, so that nothing
    is told which only time does. topics: in the order in which readers meet them, empty ones too.
    """

    against: str
    as_of: date
    topics: tuple[Topic, ...]

    @property
    def is_empty(self) -> bool:
        """Whether nothing at all would change."""
        return not any(topic.consequences for topic in self.topics)

    @property
    def bad_news(self) -> tuple[Consequence, ...]:
        """All that is bad, in the order of the topics."""
        return tuple(one for topic in self.topics for one in topic.consequences if one.is_bad)


def without(preview: Preview, erased: Collection[str]) -> Preview:
    """The preview without texts that the law wants gone: in their place stands that they were."""
    if not erased:
        return preview
    hidden = re.compile("|".join(re.escape(text) for text in sorted(erased, key=len, reverse=True)))

    def hide(text: str) -> str:
        return hidden.sub(ERASED, text)

    return replace(
        preview,
        topics=tuple(
            replace(one, consequences=tuple(_with_texts(c, hide) for c in one.consequences))
            for one in preview.topics
        ),
    )


def _with_texts(one: Consequence, change: Callable[[str], str]) -> Consequence:
    """A consequence with every text of it changed."""
    return replace(
        one,
        id=change(one.id),
        words=change(one.words),
        url=change(one.url),
        before=change(one.before),
        after=change(one.after),
        ids=tuple(map(change, one.ids)),
        why=change(one.why),
    )


def topic(name: str, title: str, consequences: Iterator[Consequence]) -> Topic:
    """A topic with its consequences in order: bad news, then what changed, is gone, is new.

    Of one move they stay in the order given.
    """
    rank = {Move.CHANGED: 0, Move.GONE: 1, Move.NEW: 2}
    ordered = sorted(consequences, key=lambda one: (not one.is_bad, rank[one.move]))
    return Topic(name, title, tuple(ordered))


def moves(
    before: Mapping[str, T], after: Mapping[str, T], say: Callable[[T], object] = lambda one: one
) -> Iterator[tuple[str, Move, T | None, T | None]]:
    """By id, each thing that is new, gone, or of which `say` says something else; sorted by id."""
    for id_ in sorted(before.keys() | after.keys()):
        old, new = before.get(id_), after.get(id_)
        if old is None:
            yield id_, Move.NEW, None, new
        elif new is None:
            yield id_, Move.GONE, old, None
        elif say(old) != say(new):
            yield id_, Move.CHANGED, old, new
