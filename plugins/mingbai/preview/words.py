"""Preview -> the sentences that every form of it begins with; texts that are safe to show."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import groupby

from mingbai.preview.consequences import Consequence, Move, Preview, Topic
from mingbai.read.cell.characters import visible
from mingbai.read.persons import redacted

TITLE = "公开以前看后果"
NOTHING = "网站上什么都不会变。"
BAD_NEWS = "先看坏消息"
MOVES = {Move.NEW: "新增", Move.CHANGED: "改变", Move.GONE: "没有了"}
_LENGTH = 400


def safe(text: str) -> str:
    """A line without control characters and numbers of persons, shortened where it is very long."""
    return visible(redacted(text), _LENGTH)


def lead(preview: Preview) -> str:
    """What is compared with what, on which day."""
    day = preview.as_of.isoformat()
    return f"和 {safe(preview.against)} 比，两边都按 {day} 看。公开以后，网站上会有这些变化。"


def counts(topic: Topic) -> str:
    """`新增 3，改变 1`; "" where nothing changes."""
    numbers = ((word, len(topic.of(move))) for move, word in MOVES.items())
    return "，".join(f"{word} {number:,}" for word, number in numbers if number)


def groups(consequences: Iterable[Consequence]) -> Iterator[tuple[str, tuple[Consequence, ...]]]:
    """Neighbours that share a reason, with what is said once over them: "" where there is none."""
    for why, members in groupby(consequences, key=lambda one: one.why):
        lines = tuple(members)
        yield f"{safe(why)}（{len(lines):,} 处）" if why else "", lines
