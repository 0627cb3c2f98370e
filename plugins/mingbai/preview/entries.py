"""Two Editions -> entries that would be new, changed or gone in the feeds that tell of all."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from mingbai.model import Edition, Kind
from mingbai.portal import feeds
from mingbai.portal.feeds import FeedItem
from mingbai.preview.consequences import Consequence, Move, moves

# The feeds of all; those of a kind, agency or place tell of the same, part by part.
_FEEDS = ("all", "gaps", "overdue", "corrections")
_VERBS = {Move.NEW: "新的一条", Move.CHANGED: "改了的一条", Move.GONE: "没有了的一条"}


def moved(kinds: Sequence[Kind], before: Edition, after: Edition) -> Iterator[Consequence]:
    """Each entry by its id; notices, which stand in no data, are the same on both sides."""
    old, new = (_entries(kinds, edition) for edition in (before, after))
    for id_, move, was, now in moves(old, new, _said):
        entry = now or was
        assert entry is not None
        yield Consequence(
            id=id_,
            move=move,
            words=f"{_VERBS[move]}：{entry.title}（{entry.day.isoformat()}）",
            url=entry.url,
            before=was.summary if was else "",
            after=now.summary if now else "",
        )


def _entries(kinds: Sequence[Kind], edition: Edition) -> Mapping[str, FeedItem]:
    published_kinds = [kind for kind in kinds if edition.has(kind.name)]
    channels = feeds.channels(published_kinds, edition, ())
    return {item.id: item for one in channels if one.key in _FEEDS for item in one.items}


def _said(item: FeedItem) -> tuple[Any, ...]:
    """What a reader of the feed sees; not its second of the day, which follows from its order."""
    parts = tuple(map(_said, item.parts))
    return (item.title, item.summary, item.url, item.author, item.day, parts)
