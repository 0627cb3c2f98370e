"""Preview -> plain text, every line of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from mingbai.preview.consequences import Consequence, Move, Preview
from mingbai.preview.words import BAD_NEWS, NOTHING, counts, groups, lead, safe

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
        yield from _list(preview.bad_news)
    for topic in preview.topics:
        if topic.consequences:
            yield from ("", f"{topic.title}（{counts(topic)}）")
            yield from _list(topic.consequences)


def _list(consequences: Iterable[Consequence]) -> Iterator[str]:
    """A line each; those of one correction below its reason."""
    for why, members in groups(consequences):
        if why:
            yield f"  {why}"
        indent = "    " if why else "  "
        yield from (f"{indent}{SIGNS[one.move]} {safe(one.words)}" for one in members)
