"""Preview -> Markdown for a comment on a change: bad news first, never longer than a screen or two.

What a forge would make of a cell's text (markup, mentions of users, numbers of issues) is escaped.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from mingbai.preview.consequences import Consequence, Preview
from mingbai.preview.text import SIGNS
from mingbai.preview.words import BAD_NEWS, NOTHING, TITLE, counts, groups, lead, safe

LONGEST = 200
_BAD = 60  # lines of bad news
_FRAME = 6  # of title, lead and the heading of bad news
_PER_TOPIC = 4  # lines of a topic that are not its own: blank, heading, blank, how many more
_MARKUP = re.compile(r"([\\`*_{}\[\]<>()#+!|~&-])")
_MENTION = re.compile(r"([@#])")


def as_markdown(preview: Preview) -> str:
    """At most LONGEST lines; what is left out is counted where it would stand."""
    return "\n".join(_lines(preview)) + "\n"


def _lines(preview: Preview) -> Iterator[str]:
    yield from (f"## {TITLE}", "", _escaped(lead(preview)))
    if preview.is_empty:
        yield from ("", NOTHING)
        return
    bad, topics = preview.bad_news, [topic for topic in preview.topics if topic.consequences]
    if bad:
        yield from ("", f"### {BAD_NEWS}（{len(bad):,}）", "")
        yield from _some(_items(bad), _BAD)
    left = LONGEST - _FRAME - min(len(_items(bad)), _BAD + 1) - _PER_TOPIC * len(topics)
    items = [_items(topic.consequences) for topic in topics]
    shares = _shares(list(map(len, items)), left)
    for topic, members, share in zip(topics, items, shares, strict=True):
        yield from ("", f"### {topic.title}（{counts(topic)}）", "")
        yield from _some(members, share)


def _shares(lengths: Sequence[int], lines: int) -> list[int]:
    """Lines for each topic: all get the same, what one does not need the next ones get."""
    shares = [0] * len(lengths)
    for waiting, number in enumerate(sorted(range(len(lengths)), key=lambda i: lengths[i])):
        shares[number] = min(lengths[number], lines // (len(lengths) - waiting))
        lines -= shares[number]
    return shares


def _items(consequences: Iterable[Consequence]) -> tuple[tuple[str, int], ...]:
    """Lines of a list, each with how many consequences it tells: none where it gives a reason."""
    return tuple(_lines_of(consequences))


def _lines_of(consequences: Iterable[Consequence]) -> Iterator[tuple[str, int]]:
    for why, members in groups(consequences):
        if why:
            yield f"- {_escaped(why)}", 0
        indent = "  " if why else ""
        for one in members:
            yield f"{indent}- {SIGNS[one.move]} {_escaped(safe(one.words))}", 1


def _some(items: Sequence[tuple[str, int]], most: int) -> Iterator[str]:
    yield from (line for line, _ in items[:most])
    left = sum(number for _, number in items[most:])
    if left:
        yield f"- 还有 {left:,} 条"


def _escaped(text: str) -> str:
    """Text that no forge takes for markup; an empty comment keeps `@name` and `#12` from links."""
    return _MENTION.sub(r"\1<!-- -->", _MARKUP.sub(r"\\\1", text))
