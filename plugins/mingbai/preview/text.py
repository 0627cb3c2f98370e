"""Preview -> plain text, every line of it."""

from __future__ import annotations

from collections.abc import Iterator

from mingbai.preview.consequences import Consequence, Move, Preview
from mingbai.preview.words import BAD_NEWS, NOTHING, counts, lead, safe

SIGNS = {Move.NEW: "＋", Move.CHANGED: "～", Move.GONE: "－"}


def as_text(preview: Preview) -> str:
    """Bad news first, then all topics that have anything."""
    return "\n".join(_lines(preview)) + "\n"


def _lines(preview: Preview) -> Iterator[str]:
    if preview.is_empty:
        yield f"{lead(preview).partition('。')[0]}。{NOTHING}"
        return
    yield lead(preview)
    if preview.bad_news:
        yield from ("", f"{BAD_NEWS}（{len(preview.bad_news):,}）")
        yield from map(_line, preview.bad_news)
    for topic in preview.topics:
        if topic.consequences:
            yield from ("", f"{topic.title}（{counts(topic)}）")
            yield from map(_line, topic.consequences)


def _line(consequence: Consequence) -> str:
    return f"  {SIGNS[consequence.move]} {safe(consequence.words)}"
